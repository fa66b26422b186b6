//! `scimbox export`, beside a running server.

use std::fs;

use serde_json::{Value, json};

use crate::program::{Place, Server};

const FORMULA: &str = "=cmd|'/C calc'!A0";

/// A server with three people, one of them with a name that is a formula, and a group.
fn filled(place: &Place) -> Server {
    let server = place.serve(&[]);
    let token = place.on_workspace(&["token", "new"]).printed();
    let mut ids = Vec::new();
    for name in ["Ada", FORMULA, "Łukasz \"L\"\nZoë"] {
        let number = ids.len();
        let person = json!({"userName": format!("p{number}@example.com"), "displayName": name});
        let answer = server.post("/Users", &token, &person.to_string());
        assert_eq!(answer.status, 201, "{}", answer.body);
        let made: Value = serde_json::from_str(&answer.body).unwrap();
        ids.push(json!({"value": made["id"]}));
    }
    let group = json!({"displayName": "Editors", "members": ids}).to_string();
    assert_eq!(server.post("/Groups", &token, &group).status, 201);
    server
}

#[test]
fn each_kind_is_exported_beside_a_running_server_as_csv_and_json() {
    let place = Place::new();
    let _server = filled(&place);
    for (what, first, counted) in [
        ("people", "Name,User name,", "3 people"),
        ("teams", "Team,People,", "0 teams"),
        ("groups", "Group,Members,", "1 group"),
        ("org", "Name,User name,", "3 people"),
    ] {
        let csv = place.on_workspace(&["export", what]);
        assert!(csv.stderr.contains(counted), "{}", csv.stderr);
        assert!(
            csv.stdout.starts_with(&format!("\u{feff}{first}")),
            "{}",
            csv.stdout
        );
        assert!(csv.stdout.ends_with("\r\n"), "{what}");
        let json = place
            .on_workspace(&["export", what, "--format", "json"])
            .printed();
        let whole: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(whole["kind"], json!(what));
    }
    let people = place.on_workspace(&["export", "people"]).printed();
    assert!(people.contains(&format!("\r\n'{FORMULA},")), "{people}");
    assert!(people.contains("\"Łukasz \"\"L\"\"\nZoë\""), "{people}");
    let people = place
        .on_workspace(&["export", "people", "--format", "json"])
        .printed();
    let whole: Value = serde_json::from_str(&people).unwrap();
    assert_eq!(whole["people"][0]["name"], json!(FORMULA));
}

#[test]
fn a_file_that_is_there_is_written_over_only_with_force() {
    let place = Place::new();
    let _server = filled(&place);
    let file = place.home().join("people.csv");
    let path = file.display().to_string();
    let words = ["export", "people", "--output", &path];
    assert_eq!(place.on_workspace(&words).printed(), "");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("p0@example.com")
    );

    fs::write(&file, "mine").unwrap();
    let told = place.on_workspace(&words).refused();
    assert!(
        told.contains("--force") && told.contains("people.csv"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");

    place
        .on_workspace(&[&words[..], &["--force"]].concat())
        .printed();
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("p0@example.com")
    );
    let left = fs::read_dir(place.home()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    let odd = left
        .iter()
        .find(|name| name.to_string_lossy().contains(".tmp"));
    assert_eq!(odd, None, "{left:?}");
}

#[test]
fn another_connection_is_exported_by_name_and_an_unknown_one_refused() {
    let place = Place::new();
    place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let words = ["export", "people", "--format", "json", "--connection"];
    let json = place
        .on_workspace(&[&words[..], &["Contoso"]].concat())
        .printed();
    let whole: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&whole["connection"]["name"], &whole["count"]),
        (&json!("Contoso"), &json!(0))
    );
    let told = place
        .on_workspace(&[&words[..], &["Fabrikam"]].concat())
        .refused();
    assert!(told.contains("Fabrikam"), "{told}");
}

#[test]
fn a_workspace_or_a_folder_that_is_not_there_is_not_made() {
    let place = Place::new();
    let told = place.on_workspace(&["export", "people"]).refused();
    assert!(told.contains("no workspace"), "{told}");
    assert!(!place.workspace().exists());
    place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let nowhere = place
        .home()
        .join("nowhere")
        .join("a.csv")
        .display()
        .to_string();
    place
        .on_workspace(&["export", "people", "--output", &nowhere])
        .refused();
    assert!(!place.home().join("nowhere").exists());
}
