//! The attribute table of a setup guide: who is counted in it, and which value came last.

use sandbox::twins::Provider;
use sandbox::{Cause, Origin};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE};
use crate::setup::Scene;

fn create(bench: &Bench, exchange: i64, body: Value) -> String {
    let cause = Cause {
        exchange: Some(exchange),
        ..Cause::default()
    };
    let created = bench.directory().create("User", body, cause).wait();
    created.unwrap().record.id
}

#[test]
fn the_attribute_table_counts_people_and_names_the_last_value_with_its_exchange() {
    let scene = Scene::new();
    let bench = &scene.bench;
    let body = |name: &str, more: Value| {
        let mut body = json!({
            "userName": format!("{name}@contoso.com"), "externalId": name, "active": true,
            "name": {"givenName": name},
            "emails": [
                {"type": "home", "value": format!("{name}@home")},
                {"type": "work", "value": format!("{name}@work")},
            ],
        });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    let ada = create(bench, 11, body("ada", json!({})));
    let manager = json!({ENTERPRISE: {"manager": {"value": ada}, "department": "Sales"}});
    let bram = create(bench, 12, body("bram", manager));
    create(bench, 13, json!({"userName": "chidi@contoso.com"}));
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "Legal"}],
    });
    let cause = Cause {
        exchange: Some(14),
        ..Cause::default()
    };
    let patched = bench.directory().patch("User", &bram, patch, None, cause);
    patched.wait().unwrap();
    let seen = bench
        .workspace
        .attributes_seen(bench.id(), Provider::Entra)
        .unwrap();
    assert_eq!(seen.people, 3);
    let row = |to: &str| {
        let found = seen.rows.iter().find(|row| row.mapping.to.ends_with(to));
        let row = found.unwrap();
        (row.people, row.example.as_deref(), row.exchange)
    };
    assert_eq!(row("userName"), (3, Some("chidi@contoso.com"), Some(13)));
    assert_eq!(row("].value"), (2, Some("bram@work"), Some(12)));
    assert_eq!(row("givenName"), (2, Some("bram"), Some(12)));
    assert_eq!(row(":department"), (1, Some("Legal"), Some(14)));
    assert_eq!(row(":manager"), (1, Some(ada.as_str()), Some(12)));
    assert_eq!(row("title"), (0, None, None));
    let required = seen.rows.iter().filter(|row| row.required);
    let required: Vec<&str> = required.map(|row| row.mapping.to.as_str()).collect();
    assert_eq!(required, ["userName", "externalId"]);
}

#[test]
fn the_attribute_table_counts_only_whom_its_identity_provider_has_written_to() {
    let scene = Scene::new();
    let bench = &scene.bench;
    let of = |idp: &'static str, origin: Origin| {
        scene.arrives(|exchange| {
            exchange.idp = Some(idp.into());
            exchange.origin = origin;
        })
    };
    let person = |name: &str| json!({"userName": name, "title": format!("{name}, Head")});
    let entra = of("entra", Origin::Client);
    create(bench, entra, person("ada"));
    let okta = of("okta", Origin::Client);
    let bram = create(bench, okta, person("bram"));
    let rehearsed = of("entra", Origin::Simulator);
    create(bench, rehearsed, person("chidi"));
    bench.user("nobody-knows");
    let seen = |provider| {
        bench
            .workspace
            .attributes_seen(bench.id(), provider)
            .unwrap()
    };
    let title = |provider| {
        let seen: sandbox::Seen = seen(provider);
        let row = seen
            .rows
            .iter()
            .find(|row| row.mapping.to == "title")
            .unwrap();
        let example = row.example.clone().unwrap_or_default();
        (seen.people, seen.others, row.people, example, row.exchange)
    };
    let (ada, head) = ("ada, Head".to_owned(), "bram, Head".to_owned());
    assert_eq!(title(Provider::Entra), (2, 2, 1, ada, Some(entra)));
    assert_eq!(title(Provider::Okta), (2, 2, 1, head, Some(okta)));
    // Whoever is written to by both counts for both.
    let again = of("entra", Origin::Client);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "title", "value": "Chief"}],
    });
    let cause = Cause {
        exchange: Some(again),
        ..Cause::default()
    };
    bench
        .directory()
        .patch("User", &bram, body, None, cause)
        .wait()
        .unwrap();
    let chief = "Chief".to_owned();
    assert_eq!(title(Provider::Entra), (3, 1, 2, chief, Some(again)));
    let nothing = String::new();
    assert_eq!(
        title(Provider::Okta),
        (2, 2, 1, nothing, None),
        "it was written over"
    );
}

#[test]
fn the_attribute_table_follows_every_write_and_who_is_found_to_have_made_it() {
    let scene = Scene::new();
    let bench = &scene.bench;
    let counted = |provider| {
        let seen = bench.workspace.attributes_seen(bench.id(), provider);
        let seen = seen.unwrap();
        let titled = seen.rows.iter().find(|row| row.mapping.to == "title");
        (seen.people, titled.unwrap().people)
    };
    assert_eq!(counted(Provider::Entra), (0, 0));
    let next = scene.arrives(|exchange| exchange.idp = Some("entra".into())) + 1;
    // The person is there before the exchange is: how they came is not known yet.
    let ada = create(bench, next, json!({"userName": "ada", "title": "Head"}));
    assert_eq!(counted(Provider::Entra), (1, 1));
    assert_eq!(counted(Provider::Okta), (1, 1));
    let arrived = scene.arrives(|exchange| {
        exchange.idp = Some("okta".into());
        exchange.number = next;
    });
    assert_eq!(arrived, next);
    assert_eq!(counted(Provider::Entra), (0, 0));
    assert_eq!(counted(Provider::Okta), (1, 1));
    let deleted = bench
        .directory()
        .delete("User", &ada, None, Cause::default());
    deleted.wait().unwrap();
    assert_eq!(counted(Provider::Okta), (0, 0));
    create(bench, next, json!({"userName": "bram"}));
    assert_eq!(counted(Provider::Okta), (1, 0));
    let empty = sandbox::Empty {
        people: true,
        traffic: true,
    };
    bench.workspace.empty_connection(bench.id(), empty).unwrap();
    assert_eq!(counted(Provider::Okta), (0, 0));
}
