//! `scimbox token`, alone and beside a running server.

use crate::program::Place;

fn id_in(list: &str, label: &str) -> String {
    let line = list
        .lines()
        .find(|line| line.contains(label))
        .unwrap_or_else(|| panic!("{label} in {list}"));
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_new_token_works_at_once_and_a_revoked_one_no_longer() {
    let place = Place::new();
    let server = place.serve(&[]);
    let secret = place
        .on_workspace(&["token", "new", "--label", "Probe"])
        .printed();
    assert!(
        secret.starts_with("scimbox_") && !secret.contains(char::is_whitespace),
        "{secret}"
    );
    assert_eq!(server.scim("/Users", Some(&secret)).status, 200);

    let list = place.on_workspace(&["token", "list"]).printed();
    let id = id_in(&list, "Probe");
    assert!(id.starts_with("tok_"), "{list}");
    assert!(!list.contains(&secret));

    place.on_workspace(&["token", "revoke", &id]).printed();
    let answer = server.scim("/Users", Some(&secret));
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains("revoked"), "{}", answer.body);
}

#[test]
fn a_token_made_before_the_first_start_is_there_afterwards() {
    let place = Place::new();
    let ended = place.on_workspace(&["token", "new"]);
    assert!(
        ended.stderr.contains("Made a new workspace"),
        "{}",
        ended.stderr
    );
    let secret = ended.printed();
    assert_eq!(place.serve(&[]).scim("/Users", Some(&secret)).status, 200);
}

#[test]
fn a_token_belongs_to_the_connection_that_was_named() {
    let place = Place::new();
    let server = place.serve(&[]);
    let id = place
        .on_workspace(&["connection", "add", "Okta test", "--idp", "okta"])
        .printed();
    let secret = place
        .on_workspace(&["token", "new", "--connection", "okta TEST"])
        .printed();
    assert_eq!(
        server.scim(&format!("/{id}/Users"), Some(&secret)).status,
        200
    );
    assert_eq!(server.scim("/Users", Some(&secret)).status, 401);
}

#[test]
fn a_token_is_only_revoked_through_its_own_connection() {
    let place = Place::new();
    place
        .on_workspace(&["connection", "add", "Okta test"])
        .printed();
    let words = [
        "token",
        "new",
        "--label",
        "Okta",
        "--connection",
        "Okta test",
    ];
    place.on_workspace(&words).printed();
    let list = place
        .on_workspace(&["token", "list", "--connection", "Okta test"])
        .printed();
    let id = id_in(&list, "Okta");
    let told = place.on_workspace(&["token", "revoke", &id]).refused();
    assert!(told.contains(&id), "{told}");
    let words = ["token", "revoke", &id, "--connection", "Okta test"];
    place.on_workspace(&words).printed();
}

#[test]
fn a_label_that_would_paint_the_terminal_is_refused() {
    let place = Place::new();
    place.on_workspace(&["token", "new"]).printed();
    let words = ["token", "new", "--label", "red \u{1b}[31m"];
    assert!(place.on_workspace(&words).refused().contains("control"));
}

#[test]
fn looking_for_tokens_does_not_make_a_workspace() {
    let place = Place::new();
    for words in [
        &["token", "list"][..],
        &["token", "revoke", "tok_12345678"],
        &["connection", "list"],
    ] {
        let told = place.on_workspace(words).refused();
        assert!(told.contains("no workspace at"), "{told}");
    }
    assert!(!place.workspace().exists());
}

#[test]
fn a_token_or_connection_that_is_not_there_is_named() {
    let place = Place::new();
    place.on_workspace(&["token", "new"]).printed();
    let told = place
        .on_workspace(&["token", "revoke", "tok_unknown1"])
        .refused();
    assert!(told.contains("tok_unknown1"), "{told}");
    let told = place
        .on_workspace(&["token", "list", "--connection", "Nobody"])
        .refused();
    assert!(told.contains("Nobody"), "{told}");
}

#[test]
fn a_workspace_in_memory_cannot_be_shared() {
    let told = Place::new()
        .run(&["token", "new", "--workspace", ":memory:"])
        .refused();
    assert!(told.contains("memory"), "{told}");
}

#[test]
fn a_file_that_is_no_workspace_is_refused_and_left_alone() {
    let place = Place::new();
    std::fs::write(place.workspace(), "Dear diary").unwrap();
    place.on_workspace(&["token", "new"]).refused();
    assert_eq!(
        std::fs::read_to_string(place.workspace()).unwrap(),
        "Dear diary"
    );
}

#[test]
fn a_token_for_a_person_is_answered_with_that_person() {
    let place = Place::new();
    let server = place.serve(&[]);
    let plain = place.on_workspace(&["token", "new"]).printed();
    assert_eq!(server.scim("/Me", Some(&plain)).status, 501);
    let sentence = place
        .on_workspace(&["token", "new", "--as", "dina"])
        .refused();
    assert!(sentence.contains("userName \"dina\""), "{sentence}");

    let made = server.post("/Users", &plain, r#"{"userName": "dina"}"#);
    assert_eq!(made.status, 201, "{}", made.body);
    let personal = place
        .on_workspace(&["token", "new", "--as", "Dina"])
        .printed();
    let me = server.scim("/Me", Some(&personal));
    assert_eq!(me.status, 200, "{}", me.body);
    assert!(me.body.contains("\"userName\":\"dina\""), "{}", me.body);
}
