//! S28 (all): what must be there before (the licence, the roles, the permission) is a checklist in the
//! app: ticked and unticked, kept through a restart, and never in the way.

use crate::tenant::{Tenant, assert_states};
use serde_json::{Value, json};

/// Twin, identity provider, and a word of each prerequisite that the guide names, in its order.
const GUIDES: [(&str, &str, &[&str]); 5] = [
    (
        "ransomleak",
        "entra",
        &[
            "admin of the RansomLeak tenant",
            "Manage Integrations",
            "Microsoft Entra ID P1",
            "Application Administrator",
        ],
    ),
    (
        "ransomleak",
        "okta",
        &[
            "admin of the RansomLeak tenant",
            "Manage Integrations",
            "super administrator",
        ],
    ),
    (
        "unleash",
        "entra",
        &["Enterprise", "admin of Unleash", "single sign-on"],
    ),
    (
        "21risk",
        "entra",
        &["Single sign-on", "IT admin", "administrator of Microsoft"],
    ),
    (
        "whistleblower",
        "entra",
        &[
            "Advanced",
            "System Technician",
            "owner of the service principal",
        ],
    ),
];

fn prerequisites(guide: &Value) -> Vec<&str> {
    let all = guide["prerequisites"].as_array().unwrap();
    all.iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect()
}

fn ticked(guide: &Value) -> Vec<bool> {
    let all = guide["prerequisites"].as_array().unwrap();
    all.iter().map(|one| one["tickedAt"].is_i64()).collect()
}

async fn tick(tenant: &Tenant, provider: &str, item: &str, done: bool) {
    let request = json!({
        "connection": tenant.connection, "provider": provider, "part": "prerequisite",
        "item": item, "ticked": done,
    });
    tenant.ask("tickGuide", request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_guide_has_the_prerequisites_that_it_names() {
    for (twin, provider, words) in GUIDES {
        let tenant = Tenant::of(twin).await;
        let guide = tenant.guide(provider).await;
        assert_eq!(guide["provider"], provider);
        let texts = prerequisites(&guide);
        assert_eq!(texts.len(), words.len(), "{twin}: {texts:?}");
        for (text, word) in texts.iter().zip(words) {
            assert!(text.contains(word), "{twin}: {text} names {word}");
        }
        assert_eq!(ticked(&guide), vec![false; words.len()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ticks_survive_a_restart_and_can_be_taken_back() {
    for (twin, provider, words) in GUIDES {
        let tenant = Tenant::of(twin).await;
        let guide = tenant.guide(provider).await;
        let texts = prerequisites(&guide);
        for text in &texts {
            tick(&tenant, provider, text, true).await;
        }
        tick(&tenant, provider, texts[1], false).await;
        let mut expected = vec![true; words.len()];
        expected[1] = false;
        let tenant = tenant.restarted().await;
        assert_eq!(ticked(&tenant.guide(provider).await), expected, "{twin}");
        // The same in one guide says nothing about another.
        let other = if twin == "unleash" {
            "21risk"
        } else {
            "unleash"
        };
        tenant.follow(&tenant.connection, other).await;
        let guide = tenant.guide("entra").await;
        assert!(!ticked(&guide).contains(&true), "{guide}");
        tenant.follow(&tenant.connection, twin).await;
        assert_eq!(ticked(&tenant.guide(provider).await), expected, "{twin}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_ticked_blocks_nothing() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    assert_eq!(door.get("/Users").await.status, 200);
    let guide = tenant.guide("entra").await;
    assert!(!ticked(&guide).contains(&true));
    let made = json!({"title": "Generate a token", "state": "done"});
    assert_states(&guide["steps"][0], &made);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_guide_does_not_ask_for_cannot_be_ticked() {
    let tenant = Tenant::of("unleash").await;
    for (provider, item) in [
        ("entra", "A licence for everything"),
        ("okta", "Enterprise"),
    ] {
        let request = json!({
            "connection": tenant.connection, "provider": provider, "part": "prerequisite",
            "item": item, "ticked": true,
        });
        let refused = tenant.console.rpc("tickGuide", request).await.unwrap_err();
        let refused = serde_json::to_value(&refused).unwrap();
        assert_states(
            &refused,
            &json!({"code": "notFound", "message": "<string>"}),
        );
    }
}
