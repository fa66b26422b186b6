//! Connections side by side in one workspace.

use sandbox::twins::Leaving;
use sandbox::{Cause, ConnectionChange, DeletionPreview, Empty, Error, NewConnection, NewToken};
use scim::Strictness;
use serde_json::json;

use crate::bench::{Bench, refused};

fn named(name: &str) -> NewConnection {
    NewConnection {
        name: name.into(),
        ..NewConnection::default()
    }
}

#[test]
fn a_new_workspace_has_one_default_connection() {
    let bench = Bench::new();
    let all = bench.workspace.connections().unwrap();
    assert_eq!(all.len(), 1);
    let default = &all[0];
    assert!(default.is_default && default.enabled);
    assert_eq!(
        (default.twin.as_str(), default.strictness),
        ("generic", Strictness::Tolerant)
    );
    let tail = default.id.strip_prefix("scim_conn_").unwrap();
    assert_eq!(tail.len(), 20);
    assert!(
        tail.bytes()
            .all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b)),
        "{tail}"
    );
}

#[test]
fn opening_again_makes_no_second_default_connection() {
    let bench = Bench::new();
    bench.workspace.close();
    let again = sandbox::Workspace::open(bench.options(2)).unwrap();
    assert_eq!(again.connections().unwrap().len(), 1);
    assert_eq!(again.default_connection().unwrap().id, bench.connection.id);
}

#[test]
fn a_connection_is_found_by_id_and_by_name_whatever_the_case() {
    let bench = Bench::new();
    let new = NewConnection {
        name: "  Öl AG ".into(),
        twin: Some("21risk".into()),
        idp: Some("okta".into()),
    };
    let added = bench.workspace.add_connection(new).unwrap();
    assert_eq!(added.name, "Öl AG");
    assert_eq!(
        bench.workspace.connection_named("öl ag").unwrap().id,
        added.id
    );
    let found = bench.workspace.connection(&added.id).unwrap();
    assert_eq!(
        (found.twin.as_str(), found.idp.as_deref()),
        ("21risk", Some("okta"))
    );
    assert!(!found.is_default);
    let unknown = bench.workspace.connection("scim_conn_x").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "There is no connection \"scim_conn_x\" in this workspace."
    );
}

#[test]
fn a_name_is_needed_and_taken_only_once() {
    let bench = Bench::new();
    bench.workspace.add_connection(named("Okta")).unwrap();
    let twice = bench.workspace.add_connection(named("OKTA"));
    assert!(matches!(twice, Err(Error::NameTaken(name)) if name == "OKTA"));
    assert!(matches!(
        bench.workspace.add_connection(named("  ")),
        Err(Error::NameMissing)
    ));
    let rename = ConnectionChange {
        name: Some("okta".into()),
        ..Default::default()
    };
    let taken = bench.workspace.change_connection(bench.id(), rename);
    assert!(matches!(taken, Err(Error::NameTaken(_))));
}

#[test]
fn a_change_leaves_alone_what_it_does_not_name() {
    let bench = Bench::new();
    let change = ConnectionChange {
        enabled: Some(false),
        idp: Some(Some("entra".into())),
        rate_limit: Some(Some(25)),
        strictness: Some(Strictness::Strict),
        ..Default::default()
    };
    let changed = bench
        .workspace
        .change_connection(bench.id(), change)
        .unwrap();
    assert_eq!(changed.name, bench.connection.name);
    assert!(!changed.enabled);
    assert_eq!(
        (changed.rate_limit, changed.strictness),
        (Some(25), Strictness::Strict)
    );
    let lift = ConnectionChange {
        rate_limit: Some(None),
        ..Default::default()
    };
    let lifted = bench.workspace.change_connection(bench.id(), lift).unwrap();
    assert_eq!(
        (lifted.rate_limit, lifted.idp.as_deref()),
        (None, Some("entra"))
    );
    let own_name = ConnectionChange {
        name: Some(changed.name),
        ..Default::default()
    };
    bench
        .workspace
        .change_connection(bench.id(), own_name)
        .unwrap();
}

#[test]
fn a_change_beside_a_running_server_takes_effect_at_once() {
    let bench = Bench::new();
    let beside = bench.beside();
    let off = ConnectionChange {
        enabled: Some(false),
        ..Default::default()
    };
    beside.change_connection(bench.id(), off).unwrap();
    assert!(!bench.workspace.connection(bench.id()).unwrap().enabled);
    let added = beside
        .add_connection(named("From the command line"))
        .unwrap();
    assert_eq!(
        bench.workspace.connection(&added.id).unwrap().name,
        "From the command line"
    );
}

#[test]
fn a_deletion_is_previewed_and_takes_everything_with_it() {
    let bench = Bench::new();
    let other = bench.workspace.add_connection(named("Other")).unwrap();
    let directory = bench.workspace.directory(&other);
    for name in ["a@x", "b@x"] {
        directory
            .create("User", json!({"userName": name}), Cause::default())
            .wait()
            .unwrap();
    }
    directory
        .create("Group", json!({"displayName": "G"}), Cause::default())
        .wait()
        .unwrap();
    bench
        .workspace
        .mint_token(&other.id, NewToken::default())
        .unwrap();
    let revoked = bench
        .workspace
        .mint_token(&other.id, NewToken::default())
        .unwrap();
    bench
        .workspace
        .revoke_token(&revoked.token.id, "revoked")
        .unwrap();
    let mut exchange = bench.exchange();
    exchange.connection_id = Some(other.id.clone());
    bench.workspace.record(exchange);
    bench.await_exchanges(1);
    let preview = bench.workspace.deletion_preview(&other.id).unwrap();
    assert_eq!(
        preview,
        DeletionPreview {
            people: 2,
            groups: 1,
            others: 0,
            exchanges: 1,
            tokens: 1,
            accounts: 2,
            without: 0,
            outcome: Leaving::Remove,
        }
    );
    bench.workspace.delete_connection(&other.id).unwrap();
    assert!(matches!(
        bench.workspace.connection(&other.id),
        Err(Error::UnknownConnection(_))
    ));
    assert_eq!(bench.workspace.pulse().exchanges, 0);
    let db = rusqlite::Connection::open(bench.path()).unwrap();
    for table in [
        "resources",
        "documents",
        "versions",
        "tokens",
        "exchanges",
        "bodies",
    ] {
        let left: i64 = db
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn the_default_connection_can_be_emptied_but_not_deleted() {
    let bench = Bench::new();
    let token = bench
        .workspace
        .mint_token(bench.id(), NewToken::default())
        .unwrap()
        .token;
    bench.user("a@x");
    bench.workspace.record(bench.exchange());
    bench.await_exchanges(1);
    let refusal = bench.workspace.delete_connection(bench.id());
    assert!(matches!(refusal, Err(Error::DefaultConnection)));
    bench
        .workspace
        .empty_connection(
            bench.id(),
            Empty {
                people: true,
                traffic: false,
            },
        )
        .unwrap();
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!((overview.people, overview.exchanges), (0, 1));
    bench
        .workspace
        .empty_connection(
            bench.id(),
            Empty {
                people: false,
                traffic: true,
            },
        )
        .unwrap();
    assert_eq!(bench.workspace.pulse().exchanges, 0);
    assert_eq!(bench.workspace.tokens(bench.id()).unwrap(), [token]);
}

#[test]
fn an_added_schema_belongs_to_its_connection_and_survives_reopening() {
    let bench = Bench::new();
    let schema = json!({
        "id": "urn:contoso:Device", "name": "Device", "description": "A device",
        "attributes": [{"name": "serial", "type": "string", "multiValued": false,
            "description": "", "required": true, "caseExact": true, "mutability": "readWrite",
            "returned": "default", "uniqueness": "none"}],
    });
    let kind = json!({"id": "Device", "name": "Device", "endpoint": "/Devices",
        "description": "Devices", "schema": "urn:contoso:Device"});
    let connection = bench
        .workspace
        .add_schema(
            bench.id(),
            std::slice::from_ref(&schema),
            std::slice::from_ref(&kind),
        )
        .unwrap();
    assert!(connection.registry.resource_type("Device").is_some());
    let device = bench.workspace.directory(&connection);
    let body = json!({"schemas": ["urn:contoso:Device"], "serial": "S-1"});
    let id = device
        .create("Device", body, Cause::default())
        .wait()
        .unwrap()
        .record
        .id;
    let other = bench.workspace.add_connection(named("Other")).unwrap();
    assert!(other.registry.resource_type("Device").is_none());
    bench
        .workspace
        .add_schema(bench.id(), &[schema], &[kind])
        .unwrap();
    bench.workspace.close();
    let again = sandbox::Workspace::open(bench.options(3)).unwrap();
    let connection = again.default_connection().unwrap();
    assert_eq!(
        connection.registry.resource_types().len(),
        3,
        "the second time it took its place"
    );
    let want = sandbox::Want::DOCUMENT;
    let record = again
        .directory(&connection)
        .read("Device", &id, want)
        .unwrap()
        .unwrap();
    assert_eq!(record.document["serial"], "S-1");
}

#[test]
fn a_schema_that_makes_no_sense_is_refused_and_leaves_nothing() {
    let bench = Bench::new();
    let outcome = bench
        .workspace
        .add_schema(bench.id(), &[json!({"attributes": 7})], &[]);
    assert_eq!(refused(outcome).status, 400);
    bench.workspace.connection(bench.id()).unwrap();
}
