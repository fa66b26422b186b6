//! Twin files: those that are built in, and what is said of one that is wrong.

use std::path::{Path, PathBuf};

use sandbox::Twins;
use sandbox::twins::{Flaw, ManagerMatch, Origin, Provider, Renews, UrlShape, read_file};
use tempfile::TempDir;

const SMALL: &str = "format = 1\nid = \"mine\"\nname = \"Mine\"\nabout = \"My own.\"\n";

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    file
}

/// Line, key and sentence of each flaw.
fn flaws(text: &str) -> Vec<(usize, String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, "mine.toml", text);
    let flaws = read_file(&file).unwrap_err();
    let part = |flaw: Flaw| (flaw.line, flaw.key, flaw.why);
    flaws.into_iter().map(part).collect()
}

#[test]
fn all_that_is_built_in_can_be_read() {
    let twins = Twins::built_in();
    assert_eq!(twins.broken(), []);
    let ids: Vec<&str> = twins.known().map(|twin| twin.id.as_str()).collect();
    let expected = [
        "generic",
        "ransomleak",
        "unleash",
        "21risk",
        "whistleblower",
    ];
    assert_eq!(ids, expected);
    for twin in twins.known() {
        assert_eq!(twin.origin, Origin::BuiltIn);
        let guides: Vec<Provider> = twin.guides.iter().map(|guide| guide.provider).collect();
        assert!(guides.contains(&Provider::Entra), "{}", twin.id);
        for guide in &twin.guides {
            assert!(!guide.prerequisites.is_empty() && !guide.mappings.is_empty());
            let fields = guide.steps.iter().map(|step| step.fields.len());
            assert!(fields.sum::<usize>() >= 2, "address and token are pasted");
        }
        assert!(!twin.troubles.is_empty(), "{}", twin.id);
        assert!(twin.told().iter().all(|told| told.text.ends_with('.')));
    }
}

#[test]
fn what_the_guides_say_is_in_the_files() {
    let twins = Twins::built_in();
    let twin = |id: &str| twins.find(id).unwrap().clone();
    let order = [ManagerMatch::ExternalId, ManagerMatch::Id];
    assert_eq!(twin("ransomleak").managers.order, order);
    assert_eq!(twin("21risk").url.shape, UrlShape::Named);
    assert_eq!(twin("whistleblower").token.renews, Renews::UrlAndToken);
    let staging = twin("21risk").staging.clone().unwrap();
    let schedule = staging.schedule.unwrap();
    let monday = schedule.next("2026-11-23T00:00:00Z".parse().unwrap(), 13);
    let last = monday.last().map(ToString::to_string);
    assert_eq!(last.as_deref(), Some("2026-11-23T18:00:00Z"));
    let required = |id: &str| -> Vec<String> {
        let twin = twin(id);
        let required = twin.attributes.iter().filter(|one| one.required);
        required.map(|one| one.name.clone()).collect()
    };
    let four = [
        "userName",
        "displayName",
        "emails[type eq \"work\"].value",
        "externalId",
    ];
    assert_eq!(required("unleash"), four);
}

#[test]
fn four_lines_are_a_twin_and_everything_else_has_a_default() {
    let folder = tempfile::tempdir().unwrap();
    let twin = read_file(&write(&folder, "mine.toml", SMALL)).unwrap();
    assert_eq!(twin.managers.order, [ManagerMatch::Id]);
    assert!(twin.staging.is_none() && twin.guides.is_empty());
}

#[test]
fn every_flaw_is_told_at_once_with_its_line_and_key() {
    let text = format!(
        "{SMALL}[managers]\nmatch = [\"externalid\", \"id\", \"id\"]\nuse = 1\n\
         [titels]\nuse = \"ignored\"\n[login]\nsso = true\n"
    );
    let expected = [
        (
            6,
            "managers.match[0]",
            "\"externalid\" is not known here. Write id, externalId, userName, email or employeeNumber. Did you mean externalId?",
        ),
        (
            6,
            "managers.match[2]",
            "This stands here twice. Leave it out.",
        ),
        (
            7,
            "managers.use",
            "There is no such key here. Did you mean used?",
        ),
        (
            8,
            "titels",
            "There is no such key here. Did you mean titles?",
        ),
        (
            11,
            "login.sso",
            "This is true or false; write text in quotes.",
        ),
    ];
    let expected = expected.map(|(line, key, why)| (line, key.to_owned(), why.to_owned()));
    assert_eq!(flaws(&text), expected);
}

#[test]
fn what_is_missing_is_named_with_an_example() {
    let told = flaws("format = 1\nid = \"My App\"\nabout = \"\"\n");
    let expected = [
        (
            1,
            "name",
            "This is missing. Write some text, such as \"RansomLeak\".",
        ),
        (
            2,
            "id",
            "An id has at most 40 lower-case letters, digits and hyphens, such as my-app.",
        ),
        (3, "about", "This is empty. Write some text."),
    ];
    assert_eq!(
        told,
        expected.map(|(line, key, why)| (line, key.to_owned(), why.to_owned()))
    );
}

#[test]
fn schedules_attributes_rules_and_fields_are_checked_for_what_they_mean() {
    let told = |more: &str| {
        let found = flaws(&format!("{SMALL}{more}"));
        assert_eq!(found.len(), 1, "{found:?}");
        let (line, key, why) = found[0].clone();
        format!("{line} {key} {why}")
    };
    let staging = |schedule: &str| {
        told(&format!(
            "[staging]\nbutton = \"Sync\"\nsteps = [\"create-account\"]\n[staging.schedule]\n{schedule}"
        ))
    };
    let zone = staging("cron = \"0 6 * * *\"\nzone = \"Europe/Kopenhagen\"\n");
    assert!(
        zone.starts_with("10 staging.schedule.zone There is no time zone"),
        "{zone}"
    );
    let cron = staging("cron = \"hourly\"\n");
    assert!(
        cron.starts_with("9 staging.schedule.cron \"hourly\" is no cron"),
        "{cron}"
    );
    let used = |name: &str| {
        told(&format!(
            "[[attributes.used]]\nname = '{name}'\npopulates = \"x\"\n"
        ))
    };
    let near = used("displayname2");
    assert!(
        near.contains("has no attribute displayname2")
            && near.ends_with("Did you mean displayName?"),
        "{near}"
    );
    assert!(used("emails[type eq").contains("is no attribute path"));
    let rule = told(
        "[[troubleshooting]]\nsymptom = \"s\"\ncause = \"c\"\nfix = \"f\"\nrules = [\"CONN-99\"]\n",
    );
    assert!(rule.contains("There is no rule CONN-99."), "{rule}");
    let row = told(
        "[guides.okta]\n[[guides.okta.step]]\ntitle = \"t\"\ntext = [\"x\"]\n[[guides.okta.attribute]]\nfrom = \"mail\"\nto = \"userName\"\n",
    );
    assert!(
        row.contains("userName is not among [[attributes.used]]"),
        "{row}"
    );
    let format = flaws(&SMALL.replace("format = 1", "format = 2"));
    assert!(format[0].2.contains("reads format 1"), "{format:?}");
}

#[test]
fn what_is_no_toml_is_told_by_line() {
    let told = flaws("format = 1\nid = \n");
    assert_eq!(told[0].0, 2, "{told:?}");
    assert!(told[0].2.starts_with("This is not TOML: "), "{told:?}");
}

#[test]
fn a_folder_gives_what_can_be_used_and_lists_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "b-mine.toml", SMALL);
    write(&folder, "c-same.toml", SMALL);
    write(&folder, "a-broken.toml", "format = 1\n");
    write(&folder, "d-taken.toml", &SMALL.replace("mine", "unleash"));
    write(&folder, "notes.txt", "not read");
    let mut twins = Twins::built_in();
    twins.add_folder(folder.path()).unwrap();
    assert!(twins.find("mine").is_some());
    let broken = twins.broken().iter();
    let names: Vec<_> = broken
        .map(|one| Path::new(&one.file).file_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["a-broken.toml", "c-same.toml", "d-taken.toml"]);
    // The file says where to look, as with any other flaw.
    let flaw = &twins.broken()[2].flaws[0];
    let line = 1 + SMALL
        .lines()
        .position(|line| line.starts_with("id"))
        .unwrap();
    assert!(line > 1);
    assert_eq!((flaw.line, flaw.key.as_str()), (line, "id"));
    assert_eq!(
        flaw.why,
        "There already is a twin unleash. Give this one another id."
    );
    assert!(twins.add_folder(&folder.path().join("nowhere")).is_err());
}
