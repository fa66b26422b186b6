//! Twins by command: what another one would mean, what it means then, and the way back.

use crate::desk::{Desk, assert_states, provision};
use serde_json::{Value, json};

async fn pending(desk: &Desk, connection: &str) -> Value {
    let org = desk.ask("org", json!({"connection": connection})).await;
    let all = org["unresolved"].as_array().unwrap().iter();
    json!(all.filter(|one| one["state"] == "pending").count())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_twins_are_told_in_sentences_with_their_attributes() {
    let desk = Desk::start().await;
    let view = desk.ask("twins", json!({})).await;
    assert_eq!(view["broken"], json!([]));
    let ids: Vec<&str> = view["twins"]
        .as_array()
        .unwrap()
        .iter()
        .map(|twin| twin["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "generic",
            "ransomleak",
            "unleash",
            "21risk",
            "whistleblower"
        ]
    );
    let staged = json!({"about": "Staging", "text": "<contains every hour from 06:00 to 18:00 UTC, Monday to Friday>"});
    assert_states(
        &view["twins"][3],
        &json!({"name": "21RISK", "file": null, "told": ["<includes>", staged]}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_changes_nothing_and_what_it_said_happens_then_and_goes_back() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    provision(&door, true).await;
    let of = |twin: &str| json!({"connection": door.connection_id, "twin": twin});
    // By externalId all are linked; by userName nobody was referred to.
    assert_eq!(pending(&desk, &door.connection_id).await, json!(0));
    let preview = desk.ask("twinPreview", of("ransomleak")).await;
    assert_states(
        &preview,
        &json!({"people": 20, "changes": [], "loosened": 0, "strangers": 20}),
    );
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for number in 1..3 {
        let manager = json!({"manager": {"value": "person20@example.com"}});
        let body = json!({"userName": format!("late{number}@example.com"), "displayName": format!("Late {number}"), enterprise: manager});
        assert_eq!(door.post("/Users", &body).await.status, 201);
    }
    let preview = desk.ask("twinPreview", of("ransomleak")).await;
    let loose = "2 reporting lines come loose: Late 1 (now Person 20) and Late 2 (now Person 20).";
    assert_states(&preview, &json!({"loosened": 2, "changes": [loose]}));
    let missing = "2 people are without externalId, which RansomLeak requires: Late 1 and Late 2.";
    assert_states(&preview, &json!({"remarks": ["<includes>", missing]}));
    assert_eq!(
        pending(&desk, &door.connection_id).await,
        json!(0),
        "only asked"
    );

    let changed = desk.ask("changeTwin", of("ransomleak")).await;
    assert_states(&changed, &json!({"twin": "ransomleak"}));
    assert_eq!(pending(&desk, &door.connection_id).await, json!(2));
    desk.ask("changeTwin", of("generic")).await;
    assert_eq!(pending(&desk, &door.connection_id).await, json!(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_twin_that_is_not_known_is_refused_with_a_sentence() {
    let desk = Desk::start().await;
    let connection = desk.default_connection().await;
    for command in ["twinPreview", "changeTwin"] {
        let request = json!({"connection": connection, "twin": "unlesh"});
        let failure = desk.console.rpc(command, request).await.unwrap_err();
        let failure = serde_json::to_value(&failure).unwrap();
        assert_states(
            &failure,
            &json!({"code": "invalid", "message": "<contains Did you mean unleash?>"}),
        );
    }
}
