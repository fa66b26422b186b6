//! S27 (RansomLeak, Okta): create, update, deactivate, import users, import groups, and push groups.

use crate::tenant::{Tenant, assert_states, entra};
use serde_json::{Value, json};

/// Okta reads the person first and writes the whole back (PUT).
async fn update(door: &acceptance::harness::bench::Door, id: &str, change: Value) -> Value {
    let path = format!("/Users/{id}");
    let mut whole = door.get(&path).await.json();
    for (key, value) in change.as_object().unwrap() {
        whole[key] = value.clone();
    }
    let answer = door.put(&path, &whole).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_created_updated_and_deactivated() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let more = json!({"groups": [], "password": "1mz050nq", "locale": "en-US"});
    let made = door.post("/Users", &entra("Ada", "E-1", more)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert!(
        !made.text().contains("1mz050nq"),
        "a password never comes back"
    );
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let updated = update(&door, &id, json!({"title": "Lead"})).await;
    assert_states(&updated, &json!({"title": "Lead", "externalId": "E-1"}));
    let gone = update(&door, &id, json!({"active": false})).await;
    assert_states(&gone, &json!({"active": false, "title": "Lead"}));
    assert_states(&tenant.card(&id).await, &json!({"row": {"active": false}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_reads_all_people_and_groups_page_by_page_once_each() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    for number in 1..=25 {
        let name = format!("Person{number:02}");
        let made = door
            .post("/Users", &entra(&name, &format!("E-{number}"), json!({})))
            .await;
        assert_eq!(made.status, 201);
        let group = json!({"displayName": format!("Group {number:02}")});
        assert_eq!(door.post("/Groups", &group).await.status, 201);
    }
    for endpoint in ["/Users", "/Groups"] {
        let mut seen = Vec::new();
        let mut start = 1;
        loop {
            let page = door
                .get(&format!("{endpoint}?startIndex={start}&count=10"))
                .await
                .json();
            assert_states(&page, &json!({"totalResults": 25, "startIndex": start}));
            let rows = page["Resources"].as_array().unwrap();
            seen.extend(
                rows.iter()
                    .map(|row| row["id"].as_str().unwrap().to_owned()),
            );
            start += rows.len();
            if rows.is_empty() || start > 25 {
                break;
            }
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((count, seen.len()), (25, 25), "{endpoint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pushed_group_gives_the_role_and_takes_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let made = door
        .post("/Users", &entra("Ada", "E-1", json!({})))
        .await
        .json();
    let ada = made["id"].as_str().unwrap();
    let body = json!({"displayName": "Authors", "members": [{"value": ada, "display": "Ada"}]});
    let group = door.post("/Groups", &body).await.json();
    let path = format!("/Groups/{}", group["id"].as_str().unwrap());
    let roles = json!({"row": {"roles": [{"name": "Authors"}]}});
    assert_states(&tenant.card(ada).await, &roles);
    let patch = |operation: Value| json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]});
    // Okta sends the id along with the name, without a path.
    let rename =
        patch(json!({"op": "replace", "value": {"id": group["id"], "displayName": "Writers"}}));
    assert!(matches!(door.patch(&path, &rename).await.status, 200 | 204));
    let renamed = json!({"row": {"roles": [{"name": "Writers"}]}});
    assert_states(&tenant.card(ada).await, &renamed);
    let remove = patch(json!({"op": "remove", "path": format!("members[value eq \"{ada}\"]")}));
    assert!(matches!(door.patch(&path, &remove).await.status, 200 | 204));
    assert_eq!(tenant.card(ada).await["row"]["roles"], json!([]));
}
