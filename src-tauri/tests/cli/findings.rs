//! `scimbox findings`, beside a running server and without one.

use serde_json::Value;

use crate::program::{Place, Server};

/// A server that was called without a token.
fn knocked(place: &Place) -> Server {
    let server = place.serve(&[]);
    assert_eq!(server.scim("/Users", None).status, 401);
    server
}

/// What a run printed once it tells of `what`; the server looks by itself within a second.
fn until(place: &Place, words: &[&str], what: &str) -> String {
    for _ in 0..500 {
        let printed = place.on_workspace(words).printed();
        if printed.contains(what) {
            return printed;
        }
    }
    panic!("{what} was not told");
}

#[test]
fn what_is_wrong_is_told_with_its_fix_beside_a_server_and_after_it() {
    let place = Place::new();
    let server = knocked(&place);
    let beside = until(&place, &["findings"], "CONN-03");
    assert!(
        beside
            .starts_with("CONN-03 (breaks something) The identity provider called without a token"),
        "{beside}"
    );
    for part in [
        "  Why: The field for the token is empty",
        "  Leads to: Every call is answered with 401",
        "Admin Credentials > Secret Token: Paste the token",
        "  Requests: #1",
    ] {
        assert!(beside.contains(part), "{part}\n{beside}");
    }
    assert_eq!(server.terminate(), Some(0));
    let after = place.on_workspace(&["findings", "Sandbox"]);
    assert!(
        after.stderr.contains("1 finding about Sandbox."),
        "{after:?}"
    );
    assert_eq!(after.printed(), beside);
}

#[test]
fn for_scripts_it_is_json_and_what_was_fixed_is_told_on_request() {
    let place = Place::new();
    let server = knocked(&place);
    let token = place.on_workspace(&["token", "new"]).printed();
    assert_eq!(server.scim("/Users", Some(&token)).status, 200);
    let all = until(&place, &["findings", "--json", "--all"], "\"fixed\"");
    let all: Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all[0]["row"]["rule"], "CONN-03");
    assert_eq!(all[0]["row"]["closedBy"], 2);
    let open = place.on_workspace(&["findings", "--json"]).printed();
    assert_eq!(open, "[]");
    let unknown = place.on_workspace(&["findings", "Nowhere"]).refused();
    assert!(unknown.contains("Nowhere"), "{unknown}");
}
