//! `scimbox connection`, beside a running server.

use crate::program::Place;

/// Adds a connection with a token: its id and the secret.
fn contoso(place: &Place) -> (String, String) {
    let id = place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let secret = place
        .on_workspace(&["token", "new", "--connection", &id])
        .printed();
    (id, secret)
}

#[test]
fn a_connection_is_added_renamed_and_listed() {
    let place = Place::new();
    let id = place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    assert!(id.starts_with("scim_conn_"), "{id}");
    place
        .on_workspace(&["connection", "rename", "Contoso", "Fabrikam"])
        .printed();
    let list = place.on_workspace(&["connection", "list"]).printed();
    let line = list.lines().find(|line| line.contains(&id)).unwrap();
    assert!(
        line.contains("Fabrikam") && line.contains(&format!("/scim/v2/{id}")),
        "{list}"
    );
    assert!(!list.contains("Contoso"));
}

#[test]
fn a_connection_that_is_switched_off_answers_403_until_it_is_on_again() {
    let place = Place::new();
    let server = place.serve(&[]);
    let (id, secret) = contoso(&place);
    let status = || server.scim(&format!("/{id}/Users"), Some(&secret)).status;
    assert_eq!(status(), 200);
    place
        .on_workspace(&["connection", "disable", "Contoso"])
        .printed();
    assert_eq!(status(), 403);
    place
        .on_workspace(&["connection", "enable", "Contoso"])
        .printed();
    assert_eq!(status(), 200);
}

#[test]
fn a_connection_is_made_strict_and_tolerant_again_beside_a_running_server() {
    let place = Place::new();
    let server = place.serve(&[]);
    let (id, secret) = contoso(&place);
    let untidy = || server.scim(&format!("/{id}/Users/"), Some(&secret)).status;
    let listed = || {
        let list = place.on_workspace(&["connection", "list"]).printed();
        let line = list.lines().find(|line| line.contains(&id)).unwrap();
        line.to_owned()
    };
    assert_eq!(untidy(), 200);
    assert!(listed().contains("tolerant"), "{}", listed());
    place
        .on_workspace(&["connection", "set", "Contoso", "--strict"])
        .printed();
    assert_eq!(untidy(), 404);
    assert!(listed().contains("strict"), "{}", listed());
    place
        .on_workspace(&["connection", "set", "Contoso", "--tolerant"])
        .printed();
    assert_eq!(untidy(), 200);
    assert!(listed().contains("tolerant"), "{}", listed());
}

#[test]
fn deleting_shows_first_what_would_be_lost() {
    let place = Place::new();
    let id = place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    place
        .on_workspace(&["token", "new", "--connection", "Contoso"])
        .printed();
    let asked = place.on_workspace(&["connection", "delete", "Contoso"]);
    assert_eq!(asked.code, Some(1));
    assert!(
        asked.stderr.contains("1 working token") && asked.stderr.contains("--yes"),
        "{}",
        asked.stderr
    );
    assert!(
        place
            .on_workspace(&["connection", "list"])
            .printed()
            .contains(&id)
    );

    place
        .on_workspace(&["connection", "delete", "Contoso", "--yes"])
        .printed();
    assert!(
        !place
            .on_workspace(&["connection", "list"])
            .printed()
            .contains(&id)
    );
}

#[test]
fn renewing_says_what_it_does_and_is_refused_at_once_where_the_address_stays() {
    let place = Place::new();
    for (name, twin) in [("Reports", "whistleblower"), ("Training", "ransomleak")] {
        let add = ["connection", "add", name, "--twin", twin];
        place.on_workspace(&add).printed();
    }
    let renew = |name| place.on_workspace(&["connection", "renew", name]).stderr;
    let stays = renew("Training");
    assert_eq!(
        stays.lines().count(),
        1,
        "refused without a warning: {stays}"
    );
    assert!(
        stays.contains("RansomLeak") && !stays.contains("--yes"),
        "{stays}"
    );
    let asked = renew("Reports");
    assert!(asked.contains("a new URL and a new token"), "{asked}");
    assert!(!asked.contains("delete"), "{asked}");
}

#[test]
fn the_default_connection_stays() {
    let place = Place::new();
    place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let list = place.on_workspace(&["connection", "list"]).printed();
    let default = list
        .lines()
        .find(|line| line.trim_end().ends_with("/scim/v2"))
        .unwrap();
    let id = default.split_whitespace().next().unwrap();
    let ended = place.on_workspace(&["connection", "delete", id, "--yes"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(
        ended.stderr.contains("default connection"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let place = Place::new();
    place
        .on_workspace(&["connection", "add", "Contoso"])
        .printed();
    let told = place
        .on_workspace(&["connection", "add", "contoso"])
        .refused();
    assert!(told.contains("contoso"), "{told}");
}
