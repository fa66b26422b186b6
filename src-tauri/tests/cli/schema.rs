//! `scimbox schema`, beside a running server.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{Ended, Place};

const DEVICE: &str = "urn:contoso:params:scim:schemas:Device";
const BADGE: &str = "urn:contoso:params:scim:schemas:extension:Badge";

/// A file in the home folder of the place.
fn file(place: &Place, name: &str, content: &Value) -> String {
    let path = place.home().join(name);
    fs::write(&path, content.to_string()).unwrap();
    path.display().to_string()
}

fn devices(place: &Place) -> String {
    let content = json!([
        {"id": DEVICE, "name": "Device", "attributes": [
            {"name": "serial", "type": "string", "required": true, "uniqueness": "server"}]},
        {"name": "Device", "endpoint": "/Devices", "schema": DEVICE},
    ]);
    file(place, "devices.json", &content)
}

fn badge(place: &Place) -> String {
    let attributes = json!([{"name": "number", "type": "string"}]);
    file(
        place,
        "badge.json",
        &json!({"id": BADGE, "name": "Badge", "attributes": attributes}),
    )
}

#[test]
fn a_type_added_beside_a_server_is_served_from_the_next_request_on() {
    let place = Place::new();
    let server = place.serve(&[]);
    let secret = place.on_workspace(&["token", "new"]).printed();
    let status = |path: &str| server.scim(path, Some(&secret)).status;
    assert_eq!(status("/Devices"), 404);

    let told = place
        .on_workspace(&["schema", "add", &devices(&place)])
        .printed();
    assert!(
        told.contains("Resource type Device added: /Devices."),
        "{told}"
    );
    let made = server.post("/Devices", &secret, r#"{"serial": "S-1"}"#);
    assert_eq!(made.status, 201, "{}", made.body);
    let twice = server.post("/Devices", &secret, r#"{"serial": "S-1"}"#);
    assert_eq!(twice.status, 409, "{}", twice.body);
    let nameless = server.post("/Devices", &secret, "{}");
    assert_eq!(nameless.status, 400, "{}", nameless.body);
    assert!(
        server
            .scim(&format!("/Schemas/{DEVICE}"), Some(&secret))
            .body
            .contains("serial")
    );
    assert!(
        server
            .scim("/ResourceTypes/Device", Some(&secret))
            .body
            .contains("/Devices")
    );

    let refused = place
        .on_workspace(&["schema", "remove", "Device"])
        .refused();
    assert!(
        refused.contains("Device") && refused.contains(": 1."),
        "{refused}"
    );
    let made: Value = serde_json::from_str(&made.body).unwrap();
    let path = format!("/Devices/{}", made["id"].as_str().unwrap());
    assert_eq!(server.delete(&path, &secret).status, 204);
    place
        .on_workspace(&["schema", "remove", "Device"])
        .printed();
    assert_eq!(status("/Devices"), 404);
    assert_eq!(status(&format!("/Schemas/{DEVICE}")), 404);
}

#[test]
fn an_extension_is_answered_and_filtered_and_goes_only_when_asked_twice() {
    let place = Place::new();
    let server = place.serve(&[]);
    let secret = place.on_workspace(&["token", "new"]).printed();
    let words = ["schema", "add", &badge(&place), "--extends", "User"];
    place.on_workspace(&words).printed();
    let body = json!({"userName": "ada", BADGE: {"number": "B-7"}}).to_string();
    let made = server.post("/Users", &secret, &body);
    assert_eq!(made.status, 201, "{}", made.body);
    assert!(made.body.contains("B-7"), "{}", made.body);
    for (number, total) in [("B-7", "\"totalResults\":1"), ("B-8", "\"totalResults\":0")] {
        let path = format!("/Users?filter={BADGE}:number%20eq%20%22{number}%22");
        let found = server.scim(&path, Some(&secret)).body;
        assert!(found.contains(total), "{found}");
    }
    let asked = place.on_workspace(&["schema", "remove", BADGE]);
    assert_eq!(asked.code, Some(1));
    assert!(
        asked.stderr.contains("1 resource has values of it") && asked.stderr.contains("--yes"),
        "{}",
        asked.stderr
    );
    place
        .on_workspace(&["schema", "remove", BADGE, "--yes"])
        .printed();
    let list = place.on_workspace(&["schema", "list"]).printed();
    assert!(!list.contains(BADGE), "{list}");
}

#[test]
fn the_list_tells_what_was_added_from_what_is_built_in() {
    let place = Place::new();
    place
        .on_workspace(&["schema", "add", &devices(&place), &badge(&place)])
        .printed();
    let list = place.on_workspace(&["schema", "list"]).printed();
    let line = |part: &str| {
        list.lines()
            .find(|line| line.contains(part))
            .unwrap()
            .to_owned()
    };
    assert!(
        line("/Devices").contains("0 resources") && line("/Devices").ends_with("added"),
        "{list}"
    );
    assert!(line("/Users").ends_with("built in"), "{list}");
    assert!(line(BADGE).contains("unused"), "{list}");
}

#[test]
fn a_dry_run_and_a_refusal_change_nothing() {
    let place = Place::new();
    place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let words = [
        "schema",
        "add",
        &devices(&place),
        "--dry-run",
        "--connection",
        "Contoso",
    ];
    let told = place.on_workspace(&words).printed();
    assert!(
        told.contains("Resource type Device would be added: /Devices."),
        "{told}"
    );
    let alone = file(
        &place,
        "type.json",
        &json!({"name": "Device", "endpoint": "/Devices", "schema": DEVICE}),
    );
    let told = place.on_workspace(&["schema", "add", &alone]).refused();
    assert!(
        told.contains("type.json: schema:") && told.contains("is not known here"),
        "{told}"
    );
    for connection in [&[][..], &["--connection", "Contoso"]] {
        let list = place
            .on_workspace(&[&["schema", "list"], connection].concat())
            .printed();
        assert!(!list.contains("Device"), "{list}");
    }
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_the_place_and_makes_no_workspace() {
    let place = Place::new();
    let attributes = json!([{"name": "a"}, {"name": "b", "type": "text"}]);
    let flawed = file(
        &place,
        "flawed.json",
        &json!([{"id": BADGE, "attributes": attributes}]),
    );
    let told = place.on_workspace(&["schema", "add", &flawed]).refused();
    assert!(
        told.contains("flawed.json: [0].attributes[1].type: \"text\" is not one of"),
        "{told}"
    );
    let told = place
        .on_workspace(&["schema", "add", "missing.json"])
        .refused();
    assert!(told.contains("missing.json"), "{told}");
    assert!(!place.workspace().exists());
    let built_in = place.on_workspace(&["connection", "add", "Contoso"]);
    built_in.printed();
    let told = place.on_workspace(&["schema", "remove", "User"]).refused();
    assert!(told.contains("built in"), "{told}");
}

#[test]
fn a_dash_reads_standard_input() {
    let place = Place::new();
    let workspace = place.workspace().display().to_string();
    let pipe = |text: &str| {
        let words = [
            "schema",
            "add",
            "-",
            "--extends",
            "User",
            "--required",
            "--workspace",
            &workspace,
        ];
        let mut command = place.command(&words);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        Ended::of(child.wait_with_output().unwrap())
    };
    let told = pipe("{").refused();
    assert!(
        told.contains("standard input: line 1, column 1: This is not JSON"),
        "{told}"
    );
    let text = fs::read_to_string(badge(&place)).unwrap();
    let told = pipe(&text).printed();
    assert!(told.contains(&format!("{BADGE} (required)")), "{told}");
}

#[test]
#[expect(clippy::print_stdout, reason = "the skip must be seen on the terminal")]
fn the_collected_type_is_accepted_as_it_is() {
    let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = above.map(|folder| folder.join("shared/conformance"));
    let Some(folder) = folders.find(|folder| folder.is_dir()) else {
        println!("skipped: no shared/conformance above the tests");
        return;
    };
    let named = |name: &str| -> String { PathBuf::from(&folder).join(name).display().to_string() };
    let place = Place::new();
    for name in ["testresource_schemas.json", "testresource_type.json"] {
        place
            .on_workspace(&["schema", "add", &named(name)])
            .printed();
    }
    let list = place.on_workspace(&["schema", "list"]).printed();
    assert!(
        list.contains("/TestResources") && list.contains("extends TestResource, required"),
        "{list}"
    );
}
