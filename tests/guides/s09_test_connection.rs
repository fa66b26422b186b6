//! S9 (all): *Test Connection* and *Test API Credentials* are answered as the identity provider wants
//! them, recognised, and shown by the step of the guide that waits for them, right and wrong.

use crate::tenant::{Tenant, assert_states};
use acceptance::harness::bench::Door;
use acceptance::harness::wire::Request;
use serde_json::{Value, json};

const OKTA: &str = "Okta SCIM Client 1.0.0";
const NOBODY: &str = "7d420df3-9995-4831-a406-ecf8166f5f6a";

#[tokio::test(flavor = "multi_thread")]
async fn entra_looks_for_nobody_gets_an_empty_list_and_is_recognised() {
    for twin in ["ransomleak", "unleash", "21risk", "whistleblower"] {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        let asked = format!("/Users?filter=userName+eq+%22{NOBODY}%22");
        let answer = door.get(&asked).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let empty = json!({"totalResults": 0, "Resources": []});
        assert_states(&answer.json(), &empty);
        let kind = answer.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/scim+json"), "{kind}");
        let log = tenant.log(1).await;
        assert_states(&log[0], &json!({"story": {"type": "probe"}}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn okta_reads_a_page_of_two_with_numbers_in_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let test = door.request("GET", "/Users?startIndex=1&count=2");
    let answer = door.send(&test.header("User-Agent", OKTA)).await;
    assert_eq!(answer.status, 200);
    let page = json!({"totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": []});
    assert_states(&answer.json(), &page);
    let log = tenant.log(1).await;
    let recognised = json!({"actor": "Okta", "story": {"type": "probe"}});
    assert_states(&log[0], &recognised);
    // Anybody else who asks for two people does not test.
    door.get("/Users?startIndex=1&count=2").await;
    let log = tenant.log(2).await;
    assert_states(&log[0], &json!({"story": {"type": "listed"}}));
}

/// Title of the step that waits for the test, in each guide.
const TESTS: [(&str, &str, &str); 5] = [
    ("ransomleak", "entra", "Test the connection"),
    ("ransomleak", "okta", "Test the credentials"),
    ("unleash", "entra", "Paste the address and the token"),
    ("21risk", "entra", "Connect the application"),
    ("whistleblower", "entra", "Test the connection"),
];

/// The test of an identity provider, as it is sent, with this `Authorization`.
fn test_of(provider: &str, door: &Door, authorization: &str) -> Request {
    let okta = provider == "okta";
    let path = match okta {
        true => "/Users?startIndex=1&count=2".to_owned(),
        false => format!("/Users?filter=userName+eq+%22{NOBODY}%22"),
    };
    let request = Request::new("GET", format!("{}{path}", door.base));
    let request = request.header("Authorization", authorization);
    match okta {
        true => request
            .header("User-Agent", OKTA)
            .header("Accept", "application/scim+json"),
        false => request,
    }
}

/// The way in that the guide hands out: the address of its field, and a token.
async fn way_in(tenant: &Tenant, provider: &str) -> Door {
    let (door, _) = tenant.generate(&tenant.connection).await;
    let guide = tenant.guide(provider).await;
    let steps = guide["steps"].as_array().unwrap().iter();
    let mut fields = steps.flat_map(|step| step["fields"].as_array().unwrap());
    let url = fields.find(|field| field["kind"] == "url").unwrap();
    let url = url["value"].as_str().unwrap();
    let path = url.splitn(4, '/').nth(3).unwrap();
    Door {
        base: format!("/{path}"),
        ..door
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_step_of_each_guide_turns_green_with_the_test_and_names_it() {
    for (twin, provider, title) in TESTS {
        let tenant = Tenant::of(twin).await;
        let door = way_in(&tenant, provider).await;
        tenant.step(provider, title, "waiting").await;
        let bearer = format!("Bearer {}", door.token);
        let answer = door.send(&test_of(provider, &door, &bearer)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let step = tenant.step(provider, title, "done").await;
        let actor = if provider == "okta" {
            "Okta"
        } else {
            "Entra ID"
        };
        let evidence = json!({"actor": actor, "number": 1, "story": {"type": "probe"}});
        assert_states(&step["evidence"], &evidence);
        assert!(step["problem"].is_null(), "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_that_is_refused_fails_the_step_with_the_reason_and_the_next_one_mends_it() {
    for (twin, provider, title) in TESTS {
        let tenant = Tenant::of(twin).await;
        let door = way_in(&tenant, provider).await;
        let token = door.token.clone();
        let last: Vec<char> = token.chars().rev().take(1).collect();
        let wrong = [
            (format!("Bearer Bearer {token}"), "doubledBearer"),
            (format!("Bearer \"{token}\""), "blanks"),
            (
                format!("Bearer {}", token.trim_end_matches(last.as_slice())),
                "unknown",
            ),
            (String::new(), "missing"),
        ];
        for (authorization, reason) in wrong {
            let answer = door.send(&test_of(provider, &door, &authorization)).await;
            assert_eq!(answer.status, 401, "{}", answer.text());
            let told = |step: &Value| step["problem"]["story"]["reason"] == reason;
            let step = tenant.step_where(provider, title, told).await;
            assert_eq!(step["state"], "failed", "{step}");
            let denied = json!({"status": 401, "story": {"type": "denied", "reason": reason}});
            assert_states(&step["problem"], &denied);
        }
        let bearer = format!("Bearer {token}");
        door.send(&test_of(provider, &door, &bearer)).await;
        let step = tenant.step(provider, title, "done").await;
        assert!(step["problem"].is_null(), "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_path_and_a_switch_that_is_off_are_told_in_the_step() {
    for (twin, provider, title) in TESTS {
        let tenant = Tenant::of(twin).await;
        let door = way_in(&tenant, provider).await;
        let bearer = format!("Bearer {}", door.token);
        let astray = Door {
            base: String::new(),
            ..door.clone()
        };
        let answer = astray.send(&test_of(provider, &astray, &bearer)).await;
        assert_eq!(answer.status, 404);
        let step = tenant.step(provider, title, "failed").await;
        let lost = json!({"path": "<string>", "status": 404, "story": {"type": "notFound"}});
        assert_states(&step["problem"], &lost);
        door.send(&test_of(provider, &door, &bearer)).await;
        tenant.step(provider, title, "done").await;
        let off = json!({"connection": tenant.connection, "enabled": false});
        tenant.ask("changeConnection", off).await;
        door.send(&test_of(provider, &door, &bearer)).await;
        let step = tenant.step(provider, title, "failed").await;
        let refused = json!({"status": 403, "story": {"type": "refused", "status": 403}});
        assert_states(&step["problem"], &refused);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_revoked_is_told_in_the_step_of_each_guide() {
    for (twin, provider, title) in TESTS {
        let tenant = Tenant::of(twin).await;
        let door = way_in(&tenant, provider).await;
        let bearer = format!("Bearer {}", door.token);
        door.send(&test_of(provider, &door, &bearer)).await;
        tenant.step(provider, title, "done").await;
        let tokens = tenant.about("tokens").await;
        let token = json!({"connection": tenant.connection, "token": tokens[0]["id"]});
        tenant.ask("revokeToken", token).await;
        let answer = door.send(&test_of(provider, &door, &bearer)).await;
        assert_eq!(answer.status, 401);
        let step = tenant.step(provider, title, "failed").await;
        let denied = json!({"type": "denied", "reason": "revoked"});
        assert_states(&step["problem"]["story"], &denied);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_test_of_somebody_else_opens_no_step_and_is_told_with_who_sent_it() {
    for (twin, provider, title) in TESTS {
        let tenant = Tenant::of(twin).await;
        let door = way_in(&tenant, provider).await;
        let bearer = format!("Bearer {}", door.token);
        // What Entra ID sends when it tests, from somebody who says that he is another.
        let test = test_of("entra", &door, &bearer).header("User-Agent", "python-requests/2.32");
        assert_eq!(door.send(&test).await.status, 200);
        let told = |step: &Value| !step["other"].is_null();
        let step = tenant.step_where(provider, title, told).await;
        assert_eq!(step["state"], "waiting", "{step}");
        assert!(step["evidence"].is_null(), "{step}");
        let other = json!({"actor": "python-requests", "story": {"type": "probe"}});
        assert_states(&step["other"], &other);
        let guide = tenant.guide(provider).await;
        let caller = json!({"actor": "python-requests", "guide": null, "calls": 1});
        assert_states(&guide["others"][0], &caller);
        assert!(guide["lastCallAt"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_the_own_door_is_no_test_of_the_identity_provider() {
    let tenant = Tenant::of("21risk").await;
    tenant.door().await;
    let seen = tenant.about("checkDoor").await;
    let results = seen["checks"].as_array().unwrap().iter();
    let results: Vec<&Value> = results.map(|check| &check["result"]).collect();
    assert_eq!(results, vec!["right"; 5], "{seen}");
    let address = seen["address"].as_str().unwrap();
    assert!(address.ends_with(&tenant.connection), "{address}");
    let log = tenant.log(4).await;
    for row in log.as_array().unwrap() {
        assert_eq!(row["actor"], "Door check");
    }
    tenant
        .step("entra", "Connect the application", "waiting")
        .await;
}
