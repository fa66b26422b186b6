//! Secrets that the schemas of a connection declare: `returned: never` and `mutability: writeOnly`
//! (RFC 7643 §7), sent in every place where a value may stand.

use acceptance::harness::bench::{Bench, Door};
use acceptance::harness::population::{patch, person};
use sandbox::{Documents, Extends};
use serde_json::{Value, json};

use crate::{SCIM, everything, places};

const DOOR: &str = "urn:contoso:params:scim:schemas:2.0:Door";
const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// Each used in one place only, so that a failure names the place.
const PINS: [&str; 20] = [
    "pin-in-a-create-Yq01",
    "pin-in-a-replace-Yq02",
    "pin-at-a-path-Yq03",
    "pin-without-a-path-Yq04",
    "pin-with-a-urn-key-Yq05",
    "pin-in-broken-json-Yq06",
    "pin-of-a-wrong-type-Yq07",
    "pin-in-a-query-Yq08",
    "pin-in-an-open-query-Yq09",
    "pin-in-a-search-Yq10",
    "pin-in-an-open-search-Yq11",
    "pin-in-a-value-path-Yq12",
    "pin-in-a-part-Yq13",
    "pin-at-the-path-of-a-part-Yq14",
    "pin-in-a-bulk-Yq15",
    "pin-astray-Yq16",
    "pin-without-permission-Yq17",
    "pin-in-a-filter-on-a-part-Yq18",
    "pin-in-a-malformed-path-Yq19",
    "pin-of-a-dotted-key-Yq20",
];

fn add_door(bench: &Bench, door: &Door) {
    let schema = json!({"id": DOOR, "name": "Door", "attributes": [
        {"name": "pin", "mutability": "writeOnly", "returned": "never"},
        {"name": "level", "type": "integer", "returned": "never"},
        {"name": "card", "type": "complex", "multiValued": true, "subAttributes": [
            {"name": "number"}, {"name": "code", "mutability": "writeOnly"}]},
    ]});
    let documents = Documents::read(&schema.to_string()).expect("it is a schema");
    let extends = Extends {
        kind: "User".to_owned(),
        required: false,
    };
    let saved = bench
        .workspace
        .save_schemas(&door.connection_id, documents, Some(extends));
    saved.expect("it can be added");
}

async fn write(door: &Door) -> String {
    let mut ada = person("ada");
    ada[DOOR] = json!({"pin": PINS[0], "card": [{"number": "7", "code": PINS[12]}]});
    let created = door.post("/Users", &ada).await;
    assert_eq!(created.status, 201, "{}", created.text());
    assert_eq!(created.json()[DOOR], json!({"card": [{"number": "7"}]}));
    let id = created.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/Users/{id}");
    ada[DOOR] = json!({"PIN": PINS[1]});
    assert_eq!(door.put(&path, &ada).await.status, 200);
    for (operation, status) in [
        (
            json!({"path": format!("{DOOR}:pin"), "value": PINS[2]}),
            200,
        ),
        (json!({"value": {DOOR: {"pin": PINS[3]}}}), 200),
        (json!({"value": {format!("{DOOR}:pin"): PINS[4]}}), 200),
        (
            json!({"path": format!("{DOOR}:level"), "value": PINS[6]}),
            400,
        ),
        (
            json!({"path": format!("{DOOR}:card[code eq \"{}\"].number", PINS[11]), "value": "8"}),
            200,
        ),
        (
            json!({"path": format!("{DOOR}:card.code"), "value": PINS[13]}),
            200,
        ),
        (
            json!({"path": format!("{DOOR}:card[code eq {}", PINS[18]), "value": "x"}),
            400,
        ),
        (json!({"value": {format!("{DOOR}.pin"): PINS[19]}}), 200),
    ] {
        let mut operation = operation;
        operation["op"] = json!("replace");
        let answer = door.patch(&path, &patch(json!([operation]))).await;
        assert_eq!(answer.status, status, "{operation}: {}", answer.text());
        assert!(
            !answer.text().contains("Yq") || status == 400,
            "{}",
            answer.text()
        );
    }
    id
}

async fn send_astray(door: &Door) {
    let broken = format!(
        "{{\"userName\": \"x\", \"{DOOR}\": {{\"pin\": \"{}\"",
        PINS[5]
    );
    let broken = door
        .request("POST", "/Users")
        .header("Content-Type", SCIM)
        .bytes(broken);
    assert_eq!(door.send(&broken).await.status, 400);
    let bulk = json!({"schemas": [BULK], "Operations": [{"method": "POST", "path": "/Users",
        "bulkId": "b", "data": {"userName": "bram", DOOR: {"pin": PINS[14]}}}]});
    assert_eq!(door.post("/Bulk", &bulk).await.status, 200);
    let astray = json!({"userName": "dina", "emails": [{"value": "d@x", "pin": PINS[15]}]});
    assert_eq!(door.post("/Users", &astray).await.status, 201);
    let stranger = Door {
        token: "nobody".to_owned(),
        ..door.clone()
    };
    let sent = json!({"userName": "x", DOOR: {"pin": PINS[16]}});
    assert_eq!(stranger.post("/Users", &sent).await.status, 401);
}

async fn search(door: &Door) {
    for (filter, status) in [
        (format!("{DOOR}:pin eq \"{}\"", PINS[7]), 200),
        (format!("{DOOR}:pin eq \"{}", PINS[8]), 400),
        (format!("{DOOR}:card[code sw \"{}\"]", PINS[17]), 200),
    ] {
        let path = format!(
            "/Users?filter={}",
            filter.replace(' ', "%20").replace('"', "%22")
        );
        assert_eq!(door.get(&path).await.status, status, "{filter}");
    }
    for (filter, status) in [
        (format!("{DOOR}:pin eq \"{}\"", PINS[9]), 200),
        (format!("pin eq \"{}", PINS[10]), 400),
    ] {
        let body = json!({"schemas": [SEARCH], "filter": filter});
        let answer = door.post("/Users/.search", &body).await;
        assert_eq!(answer.status, status, "{filter}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_schema_never_returns_is_not_kept_either() {
    let bench = Bench::start().await;
    let door = bench.default_door();
    add_door(&bench, &door);
    let id = write(&door).await;
    send_astray(&door).await;
    search(&door).await;
    let shown = door.get(&format!("/Users/{id}")).await.json();
    assert_eq!(shown["userName"], person("ada")["userName"]);

    let recorded = bench.recorded(&door);
    let noted = |rule: &str| {
        recorded.iter().any(|one| {
            let mut findings = one.findings.iter();
            findings.any(|found| found.finding.rule == rule)
        })
    };
    assert!(noted("RFC-secret") && noted("RFC-sensitive-filter"));
    let log: String = recorded.iter().map(everything).collect();
    assert!(log.contains("[redacted]"), "the traffic is told");
    let mut files = vec![("the log of exchanges".into(), log.into_bytes())];
    files.extend(bench.stop().await.files());
    let found: Vec<String> = PINS
        .iter()
        .flat_map(|pin| places(pin, &files, b""))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The name alone does not make a secret of the value: only the schemas of a connection do.
#[tokio::test(flavor = "multi_thread")]
async fn other_connections_keep_what_is_no_secret_there() {
    let bench = Bench::start().await;
    let door = bench.default_door();
    add_door(&bench, &door);
    let other = bench.named_door("Other");
    let body: Value = json!({"userName": "eve", "pin": "no-secret-here", "userType": "spinning"});
    assert_eq!(other.post("/Users", &body).await.status, 201);
    assert_eq!(
        other
            .get("/Users?filter=userType%20eq%20%22spinning%22")
            .await
            .status,
        200
    );
    let kept: String = bench.recorded(&other).iter().map(everything).collect();
    assert!(kept.contains("no-secret-here") && kept.contains("spinning"));
}
