//! S12 (Unleash): with userName, displayName, emails and externalId alone there is a steady state. What
//! was sent is found again as it was sent, and what is sent once more changes nothing; attributes that
//! Unleash does not use are named.

use crate::tenant::{Tenant, assert_states, entra, provision};
use serde_json::{Value, json};

fn four(name: &str, object: &str) -> Value {
    let mut body = entra(name, object, json!({}));
    let wanted = [
        "schemas",
        "userName",
        "displayName",
        "emails",
        "externalId",
        "active",
    ];
    body.as_object_mut()
        .unwrap()
        .retain(|key, _| wanted.contains(&key.as_str()));
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_cycle_finds_what_the_first_one_wrote_and_writes_nothing() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    for (name, object) in [("Ada", "o-1"), ("Bram", "o-2")] {
        let sent = four(name, object);
        let id = provision(&door, &sent).await;
        let address = sent["userName"].as_str().unwrap().replace('@', "%40");
        let found = door
            .get(&format!("/Users?filter=userName+eq+%22{address}%22"))
            .await;
        let read = &found.json()["Resources"][0];
        for key in ["userName", "displayName", "emails", "externalId", "active"] {
            assert_eq!(
                read[key], sent[key],
                "Entra compares this and would write it again"
            );
        }
        for (path, value) in [("displayName", json!(name)), ("externalId", json!(object))] {
            let again = crate::tenant::entra_patch(path, value);
            door.patch(&format!("/Users/{id}"), &again).await;
        }
        assert_states(
            &tenant.card(&id).await,
            &json!({"version": 1, "timeline": [{"version": 1}]}),
        );
    }
    assert_states(&tenant.preview("unleash").await, &json!({"remarks": []}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_should_have_been_taken_out_of_the_mapping_is_named() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let more = json!({"title": "Engineer", "preferredLanguage": "da"});
    provision(&door, &entra("Ada", "o-1", more)).await;
    let told = "Unleash does not use preferredLanguage (1 person) and title (1 person).";
    assert_states(
        &tenant.preview("unleash").await,
        &json!({"remarks": [told]}),
    );
}
