//! Tokens and passwords stay out of everything that is written down.
//!
//! A server runs with its log turned up to the last detail while tokens and passwords are sent
//! in every place we could think of. Afterwards they are looked for in every file of the
//! workspace, byte by byte, in the log, and in what the log of exchanges shows.

#![expect(
    clippy::expect_used,
    reason = "shared checks of tests fail by panicking"
)]

mod ear;
mod own;

use acceptance::harness::bench::{Bench, Door, files_of};
use acceptance::harness::population::{patch, person};
use acceptance::harness::wire::Request;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ear::Ear;
use sandbox::StoredExchange;
use serde_json::json;

const SCIM: &str = "application/scim+json";

/// Passwords, each used in one place only, so that a failure names the place.
const PASSWORDS: [&str; 15] = [
    "pw-in-a-create-Zq1",
    "pw-in-a-replace-Zq2",
    "pw-at-a-path-Zq3",
    "pw-without-a-path-Zq4",
    "pw-in-capitals-Zq5",
    "pw-in-broken-json-Zq6",
    "pw-in-a-refused-body-Zq7",
    "pw-in-a-conflict-Zq8",
    "pw-without-permission-Zq9",
    "pw-in-a-search-ZqA",
    "pw-in-an-open-filter-ZqB",
    "token-in-the-query-ZqC",
    "key-in-a-header-ZqD",
    "pw-in-a-value-path-ZqE",
    "pw-below-a-list-ZqF",
];

async fn send_passwords(door: &Door) {
    let mut ada = person("ada");
    ada["password"] = json!(PASSWORDS[0]);
    let created = door.post("/Users", &ada).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let id = created.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/Users/{id}");
    ada["password"] = json!(PASSWORDS[1]);
    assert_eq!(door.put(&path, &ada).await.status, 200);
    let at_a_path = json!([{"op": "replace", "path": "password", "value": PASSWORDS[2]}]);
    assert_eq!(door.patch(&path, &patch(at_a_path)).await.status, 200);
    let without = json!([{"op": "replace", "value": {"password": PASSWORDS[3]}}]);
    assert_eq!(door.patch(&path, &patch(without)).await.status, 200);
    let capitals = json!({"userName": "bram", "PassWord": PASSWORDS[4]});
    assert_eq!(door.post("/Users", &capitals).await.status, 201);
    let broken = format!("{{\"userName\": \"x\", \"password\": \"{}\"", PASSWORDS[5]);
    let broken = door
        .request("POST", "/Users")
        .header("Content-Type", SCIM)
        .bytes(broken);
    assert_eq!(door.send(&broken).await.status, 400);
    let refused = json!({"displayName": "no userName", "password": PASSWORDS[6]});
    assert_eq!(door.post("/Users", &refused).await.status, 400);
    let conflict = json!({"userName": "BRAM", "password": PASSWORDS[7]});
    assert_eq!(door.post("/Users", &conflict).await.status, 409);
    let stranger = Request::new("POST", "/scim/v2/Users").bearer("nobody");
    let stranger = stranger.json(&json!({"userName": "x", "password": PASSWORDS[8]}));
    assert_eq!(door.send(&stranger).await.status, 401);
}

/// Secrets where they are no attribute of a person.
async fn send_passwords_astray(door: &Door) {
    let search = json!({"filter": format!("password eq \"{}\"", PASSWORDS[9])});
    assert_eq!(door.post("/Users/.search", &search).await.status, 200);
    let open = format!("/Users?filter=password%20eq%20%22{}", PASSWORDS[10]);
    assert_eq!(door.get(&open).await.status, 400);
    let broken = json!({"filter": format!("password eq \"{}", PASSWORDS[10])});
    assert_eq!(door.post("/Users/.search", &broken).await.status, 400);
    door.get(&format!("/Users?access_token={}", PASSWORDS[11]))
        .await;
    for header in ["X-Api-Key", "X-Auth-Token", "Proxy-Authorization"] {
        let request = door.request("GET", "/Users").header(header, PASSWORDS[12]);
        door.send(&request).await;
    }
    let below =
        json!({"userName": "dina", "emails": [{"value": "d@x", "password": PASSWORDS[14]}]});
    let created = door.post("/Users", &below).await;
    assert_eq!(created.status, 201, "{}", created.text());
    assert!(
        !created.text().contains(PASSWORDS[14]),
        "{}",
        created.text()
    );
    let id = created.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("emails[password eq \"{}\"].value", PASSWORDS[13]);
    let value_path = json!([{"op": "replace", "path": path, "value": "x"}]);
    door.patch(&format!("/Users/{id}"), &patch(value_path))
        .await;
}

/// Sends the token wherever a confused configuration may put it: headers, query and path.
async fn send_token_everywhere(door: &Door) {
    let token = &door.token;
    let values = [
        format!("Bearer {token}"),
        format!("Bearer Bearer {token}"),
        format!("Bearer \"{token}\""),
        format!("bearer  {token} "),
        format!("Token {token}"),
        format!(
            "Basic {}",
            BASE64_STANDARD.encode(format!("scimbox:{token}"))
        ),
        token.clone(),
    ];
    for value in values {
        let request = Request::new("GET", "/scim/v2/Users").header("Authorization", value);
        door.send(&request).await;
    }
    for name in ["Cookie", "Proxy-Authorization", "X-Api-Key", "X-Auth-Token"] {
        door.send(
            &door
                .request("GET", "/Users")
                .header(name, format!("session={token}")),
        )
        .await;
    }
    for query in [
        format!("access_token={token}"),
        format!("token={token}"),
        format!("filter=userName%20eq%20%22{token}%22"),
    ] {
        door.send(&door.request("GET", &format!("/Users?{query}")))
            .await;
    }
    door.send(&door.request("GET", &format!("/Users/{token}")))
        .await;
}

fn basic(token: &str) -> String {
    BASE64_STANDARD.encode(format!("scimbox:{token}"))
}

fn places(secret: &str, files: &[(std::path::PathBuf, Vec<u8>)], log: &[u8]) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    };
    let named = files.iter().filter(|(_, bytes)| holds(bytes));
    let mut found: Vec<String> = named
        .map(|(path, _)| format!("{secret} is in {}", path.display()))
        .collect();
    found.extend(holds(log).then(|| format!("{secret} is in the log")));
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_reaches_the_workspace_or_the_log() {
    let ear = Ear::listen();
    let bench = Bench::start().await;
    let door = bench.default_door();
    send_passwords(&door).await;
    send_passwords_astray(&door).await;
    send_token_everywhere(&door).await;
    let rotated = bench
        .workspace
        .rotate_token(&door.token_id)
        .expect("it can be rotated");
    let renewed = Door {
        token: rotated.secret.expose().to_owned(),
        ..door.clone()
    };
    assert_eq!(renewed.get("/Users").await.status, 200);
    assert_eq!(door.get("/Users").await.status, 401);
    let adopted = "adopted-token-0123456789-abcdefghijklmnop";
    bench
        .workspace
        .adopt_token(&door.connection_id, adopted, "environment")
        .expect("it is adopted");
    let old = Door {
        token: adopted.to_owned(),
        ..door.clone()
    };
    assert_eq!(old.get("/Users").await.status, 200);

    let recorded = bench.recorded(&door);
    let shown: String = recorded.iter().map(everything).collect();
    let folder = bench
        .file()
        .parent()
        .expect("the file is in a folder")
        .to_owned();
    let mut files = files_of(&folder);
    files.push(("the log of exchanges".into(), shown.into_bytes()));
    let stopped = bench.stop().await;
    files.extend(stopped.files());
    let log = ear.heard();
    assert!(
        log.len() > 1_000,
        "the log was turned up: {} bytes",
        log.len()
    );

    let secrets = [
        door.token.clone(),
        renewed.token,
        adopted.to_owned(),
        basic(&door.token),
    ];
    let all = secrets.iter().map(String::as_str).chain(PASSWORDS);
    let found: Vec<String> = all
        .flat_map(|secret| places(secret, &files, &log))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn everything(stored: &StoredExchange) -> String {
    let bodies = [
        &stored.exchange.request.body,
        &stored.exchange.response.body,
    ];
    let bodies = bodies.map(|body| String::from_utf8_lossy(body).into_owned());
    format!("{stored:?}{}", bodies.concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_would_find_what_is_there() {
    let bench = Bench::start().await;
    let door = bench.default_door();
    door.post("/Users", &json!({"userName": "findable-name-0815"}))
        .await;
    let stopped = bench.stop().await;
    let found = places("findable-name-0815", &stopped.files(), b"");
    assert!(
        !found.is_empty(),
        "what is stored is stored as plain text, or this suite proves nothing"
    );
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_workspace_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::start().await;
    bench.default_door().get("/Users").await;
    let folder = bench
        .file()
        .parent()
        .expect("the file is in a folder")
        .to_owned();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let mode = entry
            .metadata()
            .expect("it has a mode")
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(
            mode & 0o077,
            0,
            "{} has mode {mode:o}",
            entry.path().display()
        );
    }
}
