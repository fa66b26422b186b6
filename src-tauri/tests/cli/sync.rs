//! `scimbox sync`, beside a running server.

use std::fs;

use serde_json::{Value, json};

use crate::program::{Place, Server};

/// Stages, and syncs by itself once in a leap year: no run of the schedule comes between.
const STAGES: &str = r#"
format = 1
id = "stages"
name = "Stages"
about = "Stages people."
[login]
attribute = "email"
[staging]
button = "Sync"
conditions = ["active", "sso-domain", "not-a-member"]
steps = ["create-account", "add-to-tenant", "add-to-groups", "compute-access"]
[staging.schedule]
cron = "0 0 29 2 *"
zone = "UTC"
"#;

/// Lets the default connection follow a twin that stages.
fn follow(place: &Place) -> String {
    let folder = place.home().join(".local/share/scimbox-dev/twins");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("stages.toml"), STAGES).unwrap();
    let token = place.on_workspace(&["token", "new"]).printed();
    let words = ["connection", "set", "Sandbox", "--twin", "stages"];
    place.on_workspace(&words).printed();
    token
}

/// A server whose default connection stages, with these people staged.
fn staged(place: &Place, people: &[(&str, &str)]) -> (Server, String) {
    let token = follow(place);
    let server = place.serve(&["--no-console"]);
    for (name, address) in people {
        let body = json!({"userName": address, "displayName": name,
            "emails": [{"type": "work", "value": address}]});
        let made = server.post("/Users", &token, &body.to_string());
        assert_eq!(made.status, 201, "{}", made.body);
    }
    (server, token)
}

fn sync(place: &Place, words: &[&str]) -> String {
    place.on_workspace(&[&["sync"], words].concat()).printed()
}

fn sync_json(place: &Place, words: &[&str]) -> Value {
    serde_json::from_str(&sync(place, &[words, &["--json"]].concat())).unwrap()
}

#[test]
fn a_sync_is_previewed_run_and_looked_at_beside_a_running_server() {
    let place = Place::new();
    let people = [("Ada", "ada@contoso.com"), ("Bram", "bram@contoso.dk")];
    let _server = staged(&place, &people);
    let told = sync(&place, &["history", "Sandbox"]);
    assert!(told.starts_with("No sync yet."), "{told}");
    let told = sync(&place, &["preview", "Sandbox"]);
    assert!(told.contains("2  blocked by email domain"), "{told}");
    let domains = sync_json(&place, &["domains", "Sandbox", "--add", "Contoso.COM"]);
    assert_eq!(
        domains,
        json!({"domains": ["contoso.com"], "seen": [{"domain": "contoso.dk", "people": 1}]})
    );
    let told = sync(&place, &["preview", "Sandbox"]);
    assert!(told.contains("1  gets an account"), "{told}");
    let preview = sync_json(&place, &["preview", "Sandbox", "--verdict", "create"]);
    assert_eq!(preview["verdicts"], json!({"create": 1, "domain": 1}));
    assert_eq!(preview["people"][0]["name"], "Ada");
    let told = sync(&place, &["preview", "Sandbox"]);
    let decided = |name| cells(&told, name).pop();
    assert_eq!(decided("Ada"), Some("all conditions are met"), "{told}");
    assert_eq!(
        decided("Bram"),
        Some("sso-domain: contoso.dk is not set up"),
        "{told}"
    );
    let told = sync(&place, &["now", "Sandbox"]);
    assert_eq!(told, "Sync 1 completed: 1 provisioned, 1 blocked.");
    let history = sync_json(&place, &["history", "Sandbox"]);
    assert_eq!(history["runs"][0]["status"], "completed");
    assert_eq!(history["next"].as_array().unwrap().len(), 5);
    let told = sync(&place, &["preview", "Sandbox"]);
    assert_eq!(
        cells(&told, "Ada").pop(),
        Some("not-a-member: is a member, and nothing changed"),
        "{told}"
    );
    let log = sync(&place, &["show", "Sandbox", "1"]);
    for part in [
        "1 of 1 (1 provisioned)",
        "compute access",
        "sso-domain: contoso.dk",
    ] {
        assert!(log.contains(part), "{log}");
    }
    let log = sync_json(&place, &["show", "Sandbox", "1"]);
    assert_eq!(log["steps"].as_array().unwrap().len(), 7);
    assert_eq!(log["people"][0]["finished"], true);
}

#[test]
fn a_preview_names_who_was_deleted_with_the_rule_that_decides() {
    let place = Place::new();
    let people = [("Ada", "ada@contoso.com"), ("Bram", "bram@contoso.com")];
    let (server, token) = staged(&place, &people);
    sync(&place, &["domains", "Sandbox", "--add", "contoso.com"]);
    sync(&place, &["now", "Sandbox"]);
    let before = sync_json(&place, &["preview", "Sandbox"]);
    let ada = before["people"][0]["id"].as_str().unwrap();
    let gone = server.delete(&format!("/Users/{ada}"), &token);
    assert_eq!(gone.status, 204, "{}", gone.body);

    let told = sync(&place, &["preview", "Sandbox"]);
    assert_eq!(
        cells(&told, "Ada"),
        ["ada@contoso.com", "remove", "active: deleted in staging"],
        "{told}"
    );
    let preview = sync_json(&place, &["preview", "Sandbox"]);
    let ada = &preview["people"][0];
    assert_eq!(
        [&ada["name"], &ada["rule"], &ada["staged"]],
        [&json!("Ada"), &json!("active"), &json!(false)]
    );
}

#[test]
fn deleting_a_connection_does_not_say_of_who_has_no_access_that_they_keep_it() {
    let place = Place::new();
    let add = ["connection", "add", "Audits", "--twin", "21risk"];
    let id = place.on_workspace(&add).printed();
    let token = place
        .on_workspace(&["token", "new", "--connection", &id])
        .printed();
    let server = place.serve(&["--no-console"]);
    let mut made = Vec::new();
    for name in ["ada", "bram", "cem"] {
        let address = format!("{name}@contoso.com");
        let body = json!({"userName": address, "emails": [{"type": "work", "value": address}]});
        let answer = server.post(&format!("/{id}/Users"), &token, &body.to_string());
        assert_eq!(answer.status, 201, "{}", answer.body);
        let person: Value = serde_json::from_str(&answer.body).unwrap();
        made.push(person["id"].as_str().unwrap().to_owned());
    }
    sync(&place, &["domains", "Audits", "--add", "contoso.com"]);
    sync(&place, &["now", "Audits"]);
    server.delete(&format!("/{id}/Users/{}", made[0]), &token);
    sync(&place, &["now", "Audits"]);
    let told = place.on_workspace(&["connection", "delete", "Audits"]);
    let told = told.stderr;
    let told_of = "2 accounts keep their access to 21RISK. 1 account has no access there already.";
    assert!(told.contains(told_of), "{told}");
}

#[test]
fn what_cannot_be_synced_or_gone_on_with_is_refused_with_the_reason() {
    let place = Place::new();
    place.on_workspace(&["token", "new"]).printed();
    let refused = |words: &[&str]| place.on_workspace(&[&["sync"], words].concat()).refused();
    let told = refused(&["now", "Sandbox"]);
    assert!(told.contains("applies changes at once"), "{told}");
    follow(&place);
    sync(&place, &["now", "Sandbox"]);
    assert!(refused(&["retry", "Sandbox"]).contains("since it completed"));
    assert!(refused(&["show", "Sandbox", "7"]).contains("no sync 7"));
    let words = ["domains", "Sandbox", "--add", "no domain"];
    assert!(refused(&words).contains("is no domain"));
}

#[test]
fn staged_groups_are_previewed_made_and_told_in_text_and_json() {
    let place = Place::new();
    let people = [("Ada", "ada@contoso.com"), ("Bram", "bram@contoso.dk")];
    let (server, token) = staged(&place, &people);
    sync(&place, &["domains", "Sandbox", "--add", "contoso.com"]);
    let preview = sync_json(&place, &["preview", "Sandbox"]);
    assert_eq!(preview["groups"], json!([]));
    let people = preview["people"].as_array().unwrap().iter();
    let members: Vec<Value> = people.map(|one| json!({"value": one["id"]})).collect();
    let body = json!({"displayName": "Site\u{1b}managers", "members": members});
    let made = server.post("/Groups", &token, &body.to_string());
    assert_eq!(made.status, 201, "{}", made.body);
    let told = sync(&place, &["preview", "Sandbox"]);
    assert_eq!(
        cells(&told, "Site managers"),
        ["2", "not yet", "1", "create"],
        "{told}"
    );
    let preview = sync_json(&place, &["preview", "Sandbox"]);
    let group = &preview["groups"][0];
    assert_eq!(group["name"], "Site\u{1b}managers");
    assert_eq!(
        [&group["members"], &group["wouldHave"], &group["made"]],
        [&json!(2), &json!(1), &Value::Null]
    );
    assert_eq!(
        (&group["staged"], &group["verdict"]),
        (&json!(true), &json!("create"))
    );

    let run = sync_json(&place, &["now", "Sandbox"]);
    assert_eq!(run["counts"]["groupsCreated"], 1);
    let told = sync(&place, &["preview", "Sandbox"]);
    assert_eq!(
        cells(&told, "Site managers"),
        ["2", "Site managers", "1", "1", "same"],
        "{told}"
    );
    let group = &sync_json(&place, &["preview", "Sandbox"])["groups"][0];
    assert_eq!(
        (
            &group["made"]["name"],
            &group["made"]["members"],
            &group["made"]["by"]
        ),
        (&json!("Site\u{1b}managers"), &json!(1), &json!(1))
    );
    let told = sync(&place, &["history", "Sandbox"]);
    assert!(
        told.contains("1 provisioned, 1 blocked, 1 group made"),
        "{told}"
    );
}

/// The cells of the row that begins with a name, behind it.
fn cells<'a>(told: &'a str, name: &str) -> Vec<&'a str> {
    let row = told.lines().find_map(|line| line.strip_prefix(name));
    let row = row.unwrap_or_else(|| panic!("no row of {name} in {told}"));
    let cells = row.split("  ").map(str::trim);
    cells.filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn names_do_not_steer_the_terminal() {
    let place = Place::new();
    let _server = staged(&place, &[("A\u{1b}[31m\nda\u{202e}", "ada@contoso.com")]);
    let told = sync(&place, &["preview", "Sandbox"]);
    assert!(told.contains("A [31m da "), "{told:?}");
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
}
