//! `scimbox twin`, and the twin of a connection beside a running server.

use std::fs;

use crate::program::Place;

const MINE: &str = "format = 1\nid = \"mine\"\nname = \"My app\"\nabout = \"My own.\"\n[managers]\nmatch = [\"email\"]\n";

/// A folder in the home folder of the place, with these files.
fn folder(place: &Place, name: &str, files: &[(&str, &str)]) -> String {
    let folder = place.home().join(name);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder.display().to_string()
}

#[test]
fn those_that_are_built_in_are_listed_and_shown() {
    let place = Place::new();
    let list = place.run(&["twin", "list"]).printed();
    for id in [
        "generic",
        "ransomleak",
        "unleash",
        "21risk",
        "whistleblower",
    ] {
        assert!(list.lines().any(|line| line.starts_with(id)), "{list}");
    }
    let shown = place.run(&["twin", "show", "ransomleak"]).printed();
    for part in [
        "Managers are found by externalId, then by id; the first that fits counts.",
        "Setting up Microsoft Entra ID",
        "Setting up Okta",
        "Secret Token: the token",
        "Authorization: Bearer, a blank and the token",
        "When something goes wrong",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    let told = place.run(&["twin", "show", "ransomleek"]).refused();
    assert!(told.contains("Did you mean ransomleak?"), "{told}");
}

#[test]
fn a_check_tells_each_flaw_with_its_place_and_fails() {
    let place = Place::new();
    let folder = folder(
        &place,
        "own",
        &[
            ("good.toml", MINE),
            ("bad.toml", "format = 1\nid = \"X\"\nnane = \"x\"\n"),
        ],
    );
    let (good, bad) = (format!("{folder}/good.toml"), format!("{folder}/bad.toml"));
    let fine = place.run(&["twin", "check", &good]).printed();
    assert_eq!(fine, format!("{good}: mine is fine."));
    let ended = place.run(&["twin", "check", &good, &bad]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stdout.contains("mine is fine"));
    for told in [
        format!("{bad}:2: id: An id has"),
        format!("{bad}:3: nane: There is no such key here. Did you mean name?"),
        "1 file cannot be used.".to_owned(),
    ] {
        assert!(ended.stderr.contains(&told), "{told}\n{}", ended.stderr);
    }
}

#[test]
fn a_folder_is_used_when_it_is_named_or_lies_beside_the_default_workspace() {
    let place = Place::new();
    let named = folder(
        &place,
        "own",
        &[("mine.toml", MINE), ("bad.toml", "format = 1\n")],
    );
    let ended = place.run(&["twin", "list", "--twins", &named]);
    assert_eq!(ended.code, Some(0));
    assert!(
        ended.stdout.contains("My app") && ended.stderr.contains("bad.toml"),
        "{ended:?}"
    );
    assert!(!place.run(&["twin", "list"]).printed().contains("My app"));
    let beside = ".local/share/scimbox-dev/twins";
    if cfg!(target_os = "linux") && cfg!(debug_assertions) {
        folder(&place, beside, &[("mine.toml", MINE)]);
        assert!(place.run(&["twin", "list"]).printed().contains("My app"));
    }
    let told = place
        .run(&["twin", "list", "--twins", "/nowhere/at/all"])
        .refused();
    assert!(told.contains("/nowhere/at/all"), "{told}");
}

#[test]
fn a_broken_file_does_not_stop_the_server_and_a_folder_that_is_not_there_does() {
    let place = Place::new();
    let named = folder(
        &place,
        "own",
        &[("mine.toml", MINE), ("bad.toml", "format = 1\n")],
    );
    let server = place.serve(&["--twins", &named]);
    let secret = place.on_workspace(&["token", "new"]).printed();
    assert_eq!(server.scim("/Users", Some(&secret)).status, 200);
    let other = Place::new();
    let workspace = other.workspace().display().to_string();
    let told = other.run(&[
        "serve",
        "--workspace",
        &workspace,
        "--twins",
        "/nowhere/at/all",
    ]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(told.stderr.contains("/nowhere/at/all"), "{told:?}");
    assert!(!other.workspace().exists(), "nothing is left behind");
}

#[test]
fn a_connection_gets_another_twin_beside_a_running_server_and_what_changes_is_told() {
    let place = Place::new();
    let server = place.serve(&[]);
    let add = ["connection", "add", "App", "--twin", "ransomleak"];
    let id = place.on_workspace(&add).printed();
    let token = ["token", "new", "--connection", &id];
    let secret = place.on_workspace(&token).printed();
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let users = format!("/{id}/Users");
    let report = format!(
        r#"{{"userName":"ada@x","displayName":"Ada","externalId":"A","emails":[{{"value":"ada@x"}}],"{enterprise}":{{"manager":{{"value":"grace@x"}}}}}}"#
    );
    let grace = r#"{"userName":"grace@x","displayName":"Grace","externalId":"G","emails":[{"value":"grace@x"}]}"#;
    for body in [report.as_str(), grace] {
        assert_eq!(server.post(&users, &secret, body).status, 201);
    }
    let set = ["connection", "set", "App", "--twin", "generic"];
    let told = "1 reporting line finds its manager: Ada (then Grace).";
    let asked = place.on_workspace(&set);
    assert_eq!(asked.code, Some(1), "{asked:?}");
    let asked = asked.stderr;
    assert!(
        asked.contains(told) && asked.contains("Repeat the command with --yes"),
        "{asked}"
    );
    let list = place.on_workspace(&["connection", "list"]).printed();
    let line = list.lines().find(|line| line.contains(&id)).unwrap();
    assert!(line.contains("ransomleak"), "nothing is changed: {list}");
    let ended = place.on_workspace(&[&set[..], &["--yes"]].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(
        ended.stderr.contains(told)
            && ended
                .stderr
                .contains("App stands in for Generic SCIM 2.0 (generic) now."),
        "{}",
        ended.stderr
    );
    let list = place.on_workspace(&["connection", "list"]).printed();
    let line = list.lines().find(|line| line.contains(&id)).unwrap();
    assert!(line.contains("generic"), "{list}");
    let typo = ["connection", "set", "App", "--twin", "21risc"];
    let told = place.on_workspace(&typo).refused();
    assert!(told.contains("Did you mean 21risk?"), "{told}");
}
