//! Exports by command: hostile names come back whole, nothing is a formula, keys are stable.

use std::io::Read as _;

use crate::desk::{Desk, assert_states, provision};
use crate::traffic::settled;
use acceptance::harness::bench::Door;
use acceptance::harness::population::{ENTERPRISE, create, group};
use csv::StringRecord;
use serde_json::{Value, json};

/// Names that strangers send.
pub(crate) const HOSTILE: [&str; 9] = [
    "=cmd|'/C calc'!A0",
    "+45 12 34 56 78",
    "-2+3",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "He said \"no\", twice",
    "Line\r\nbreak",
    "\u{202e}gnp.eman\u{202c}",
    "👩🏽‍💻 Zoë Łukasz 会社",
    "'s-Hertogenbosch, </text><script>alert(1)</script>",
];

/// Exports and reads the file.
async fn file(desk: &Desk, request: Value) -> (Value, Vec<u8>) {
    let made = desk.ask("export", request).await;
    let mut bytes = Vec::new();
    let taken = desk.console.take_export(made["id"].as_str().unwrap());
    taken.unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(made["bytes"], json!(bytes.len()));
    (made, bytes)
}

fn rows(bytes: &[u8]) -> (StringRecord, Vec<StringRecord>) {
    let text = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .expect("a byte order mark");
    let ends = bytes.ends_with(b"\r\n");
    assert!(ends, "each row ends in CRLF");
    let mut reader = csv::Reader::from_reader(text);
    let header = reader.headers().unwrap().clone();
    (header, reader.records().map(Result::unwrap).collect())
}

fn column(header: &StringRecord, name: &str) -> usize {
    let at = header.iter().position(|word| word == name);
    at.unwrap_or_else(|| panic!("no column {name} in {header:?}"))
}

async fn hostile(door: &Door) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (number, name) in HOSTILE.iter().enumerate() {
        let mut body = json!({
            "userName": format!("hostile{number}@example.com"), "displayName": name,
            "title": name, "password": "correct horse battery", ENTERPRISE: {"department": name},
        });
        if let Some(manager) = ids.last() {
            body[ENTERPRISE]["manager"] = json!({"value": manager});
        }
        ids.push(create(door, "/Users", &body).await);
    }
    create(door, "/Groups", &group(HOSTILE[0], &ids)).await;
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_come_back_from_csv_and_none_is_a_formula() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    hostile(&door).await;
    for (kind, words) in [
        ("people", "Name"),
        ("teams", "Team"),
        ("groups", "Member"),
        ("org", "Name"),
    ] {
        let request = json!({"connection": door.connection_id, "kind": kind, "format": "csv"});
        let (made, bytes) = file(&desk, request).await;
        let (header, rows) = rows(&bytes);
        for row in &rows {
            for cell in row {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{kind}: {cell}"
                );
            }
        }
        let at = column(&header, words);
        let mut names: Vec<&str> = rows.iter().map(|row| &row[at]).collect();
        let mut expected = HOSTILE.map(|name| match name.starts_with(['=', '+', '-', '@']) {
            true => format!("'{name}"),
            false => name.to_owned(),
        });
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{kind}");
        let records = if kind == "groups" { 1 } else { HOSTILE.len() };
        assert_eq!(made["records"], json!(records), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_has_every_name_as_it_is_and_says_how_many_there_are() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    hostile(&door).await;
    let of = |kind: &str| json!({"connection": door.connection_id, "kind": kind, "format": "json"});
    for (kind, array) in [("people", "people"), ("teams", "teams"), ("org", "people")] {
        let (_, bytes) = file(&desk, of(kind)).await;
        let whole: Value = serde_json::from_slice(&bytes).unwrap();
        let head = json!({"format": "scimbox-export", "version": 1, "kind": kind,
            "connection": {"id": door.connection_id}, "exportedAt": "2026-11-23T09:00:00.000Z",
            "count": HOSTILE.len()});
        assert_states(&whole, &head);
        let objects = whole[array].as_array().unwrap();
        let mut names: Vec<&str> = objects
            .iter()
            .map(|object| object["name"].as_str().unwrap())
            .collect();
        let mut expected = HOSTILE;
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{kind}");
    }
    let (_, bytes) = file(&desk, of("groups")).await;
    let whole: Value = serde_json::from_slice(&bytes).unwrap();
    let members = whole["groups"][0]["members"].as_array().unwrap();
    assert_eq!(members.len(), HOSTILE.len());
    assert_states(
        &whole["groups"][0],
        &json!({"name": HOSTILE[0], "memberCount": 9,
            "members": ["<includes>", {"name": HOSTILE[5], "type": "User", "here": true}]}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_of_json_are_those_that_are_documented() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    provision(&door, true).await;
    let keys =
        |object: &Value| -> Vec<String> { object.as_object().unwrap().keys().cloned().collect() };
    for (kind, array, expected) in [
        (
            "people",
            "people",
            "id externalId userName name email title team active status signIn manager roles groups openFindings createdAt changedAt",
        ),
        (
            "teams",
            "teams",
            "name people firstSeenAt firstExchange nearDuplicates renamedTo renamedFrom emptied",
        ),
        (
            "groups",
            "groups",
            "id externalId name createdAt createdBy changedAt memberCount members",
        ),
        (
            "org",
            "people",
            "id userName name title team active status manager state reason depth path pathCut directReports allReports",
        ),
    ] {
        let request = json!({"connection": door.connection_id, "kind": kind, "format": "json"});
        let (_, bytes) = file(&desk, request).await;
        let whole: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(keys(&whole[array][0]).join(" "), expected, "{kind}");
        let architecture = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../src-tauri/ARCHITECTURE.md"
        ))
        .unwrap();
        let documented = expected
            .split(' ')
            .all(|key| architecture.contains(&format!("`{key}`")));
        assert!(
            documented,
            "{kind}: {expected} are not all in ARCHITECTURE.md"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_exported_as_the_list_shows_them() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    provision(&door, true).await;
    let people = json!({"connection": "another", "team": "Finance", "sort": "name", "descending": true, "offset": 3, "limit": 2});
    let request = json!({"connection": door.connection_id, "kind": "people", "format": "csv", "people": people});
    let (made, bytes) = file(&desk, request).await;
    assert_eq!(made["records"], json!(10), "pages do not count");
    let (header, rows) = rows(&bytes);
    let cell = |row: usize, name: &str| rows[row].get(column(&header, name)).unwrap().to_owned();
    assert_eq!(
        (cell(0, "Name"), cell(9, "Name")),
        ("Person 19".to_owned(), "Person 01".to_owned())
    );
    assert_eq!(cell(9, "Roles"), "Admins; Editors; Readers");
    assert_eq!(cell(9, "Roles from"), "Group; Group; Group");
    assert_eq!(cell(9, "Sign-in"), "Sign-in not compared");
    assert_eq!(cell(9, "Login"), cell(9, "User name"));
    assert_eq!(cell(9, "Manager"), "Person 20");
    assert_eq!(cell(9, "Manager's user name"), "person20@example.com");
    assert_eq!(cell(9, "Reporting line"), "Linked");
    assert_eq!(cell(9, "External id"), "object-01");
    assert_eq!(cell(9, "Created (UTC)"), "2026-11-23T09:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_org_chart_says_who_stands_where_and_why() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    provision(&door, true).await;
    let lost = json!({"userName": "lost", "displayName": "Lost", ENTERPRISE: {"manager": {"value": "8842"}}});
    create(&door, "/Users", &lost).await;
    let request = json!({"connection": door.connection_id, "kind": "org", "format": "json"});
    let (_, bytes) = file(&desk, request).await;
    let whole: Value = serde_json::from_slice(&bytes).unwrap();
    assert_states(
        &whole["people"][0],
        &json!({"name": "Person 20", "depth": 0, "path": ["Person 20"], "directReports": 19,
            "allReports": 19, "state": "neverSent",
            "reason": "No manager was sent; others report here, so this is the top of a tree."}),
    );
    assert_states(
        &whole["people"][1],
        &json!({"name": "Person 01", "depth": 1, "path": ["Person 20", "Person 01"], "state": "linked",
            "reason": "Reports to Person 20.", "manager": {"name": "Person 20", "sent": "object-20"}}),
    );
    assert_states(
        &whole["people"][20],
        &json!({"name": "Lost", "depth": 0, "state": "pending", "manager": {"id": null, "sent": "8842"},
            "reason": "The manager that was sent (8842) is not here."}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_holds_no_secret() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    hostile(&door).await;
    for kind in ["people", "teams", "groups", "org"] {
        for format in ["csv", "json"] {
            let request = json!({"connection": door.connection_id, "kind": kind, "format": format});
            let (_, bytes) = file(&desk, request).await;
            let text = String::from_utf8(bytes).unwrap();
            for secret in [door.token.as_str(), "correct horse battery", "password"] {
                assert!(!text.contains(secret), "{kind} as {format}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_directory_is_a_header_and_an_unknown_connection_a_sentence() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    for kind in ["people", "teams", "groups", "org"] {
        let of = |format: &str| json!({"connection": connection, "kind": kind, "format": format});
        let (made, bytes) = file(&desk, of("csv")).await;
        assert_eq!(made["records"], json!(0));
        assert!(rows(&bytes).1.is_empty(), "{kind}");
        let (_, bytes) = file(&desk, of("json")).await;
        let whole: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(whole["count"], json!(0), "{kind}");
    }
    let nobody = json!({"connection": "scim_conn_nobody", "kind": "people", "format": "csv"});
    let refused = desk.console.rpc("export", nobody).await.unwrap_err();
    assert!(refused.message.ends_with('.'), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_are_exported_with_what_the_list_remarks() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let mut ids = Vec::new();
    for number in 0..3 {
        let user = json!({"userName": format!("p{number}@x"), "displayName": format!("P{number}"),
            ENTERPRISE: {"department": "QA"}});
        ids.push(create(&door, "/Users", &user).await);
    }
    let other = json!({"userName": "q@x", ENTERPRISE: {"department": "quality "}});
    create(&door, "/Users", &other).await;
    for id in &ids {
        let patch = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations":
            [{"op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "Quality"}]});
        let answer = door.patch(&format!("/Users/{id}"), &patch).await;
        assert!(matches!(answer.status, 200 | 204));
    }
    // Three came, one beside them, three moved: seven requests are in the log.
    settled(&desk, &door.connection_id, 7).await;
    let request = json!({"connection": door.connection_id, "kind": "teams", "format": "csv"});
    let (made, bytes) = file(&desk, request.clone()).await;
    assert_eq!(made["records"], json!(3), "the one that is empty as well");
    let (header, rows) = rows(&bytes);
    let of = |team: &str, name: &str| {
        let row = rows
            .iter()
            .find(|row| &row[column(&header, "Team")] == team);
        row.unwrap()[column(&header, name)].to_owned()
    };
    assert_eq!(of("QA", "Looks renamed to"), "Quality");
    assert_eq!(of("QA", "Empty since (UTC)"), "2026-11-23T09:00:00.000Z");
    assert!(of("QA", "Emptied by request").starts_with('#'));
    assert_eq!(of("QA", "Last member"), "P2");
    assert_eq!(of("QA", "Last member went to"), "Quality");
    assert_eq!(of("Quality", "Looks renamed from"), "QA");
    assert_eq!(of("Quality", "Looks like"), "quality ");
    assert!(of("quality ", "First request").starts_with('#'));

    let mut request = request;
    request["format"] = json!("json");
    let (_, bytes) = file(&desk, request).await;
    let whole: Value = serde_json::from_slice(&bytes).unwrap();
    let emptied = json!({"last": "P2", "to": "Quality", "removed": false, "exchange": "<integer>"});
    assert_states(
        &whole["teams"][0],
        &json!({"name": "QA", "renamedTo": "Quality", "emptied": emptied}),
    );
}
