//! S29: the rows of the troubleshooting tables about provisioning. *Users not appearing*, *wrong login*,
//! *deactivation not reflected*, *deactivated users still have access*, *every cycle writes the same*,
//! *who left is still active*. Quarantine is S26.

use acceptance::harness::bench::Door;
use serde_json::{Value, json};

use crate::faults::{okta, test_connection};
use crate::tenant::{Tenant, assert_states, entra, entra_patch, provision};

const MAPPING: &str = "Mappings > Provision Microsoft Entra ID Users";

#[tokio::test(flavor = "multi_thread")]
async fn nobody_within_a_cycle_of_the_test_is_diagnosed_and_closed_by_the_first_person() {
    for twin in ["21risk", "whistleblower"] {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        test_connection(&door).await;
        tenant.pass(30);
        tenant.clean("CFG-02").await;
        tenant.pass(20);
        let place = "Users and groups";
        let card = tenant
            .found_with("CFG-02", place, "Start provisioning")
            .await;
        let symptom = card["guide"]["symptom"].as_str().unwrap();
        assert!(symptom.contains("not appear"), "{symptom}");
        provision(&door, &entra("Ada", "o-1", json!({}))).await;
        tenant.closed("CFG-02").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_refused_is_diagnosed_with_the_error_and_closed_when_they_arrive() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    test_connection(&door).await;
    let wrong = json!({"emails": "not a list of addresses", "name": 7});
    let refused = door.post("/Users", &entra("Ada", "o-1", wrong)).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    let card = tenant
        .found_with("SBX-07", MAPPING, "Provision on demand")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("ada@contoso.com: "), "{told}");
    provision(&door, &entra("Bram", "o-2", json!({}))).await;
    tenant.found("SBX-07").await;
    provision(&door, &entra("Ada", "o-1", json!({}))).await;
    tenant.closed("SBX-07").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_that_does_not_come_is_diagnosed_and_closed_by_the_next_call() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    for (name, object) in [("Ada", "o-1"), ("Bram", "o-2")] {
        provision(&door, &entra(name, object, json!({}))).await;
    }
    tenant.pass(39);
    tenant.clean("CFG-02").await;
    tenant.pass(21);
    let card = tenant
        .found_with("CFG-02", "Provisioning > Overview", "Quarantine")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("A cycle was due at about 2026-11-23T09:40:00Z."),
        "{told}"
    );
    assert_eq!(card["row"]["severity"], "info");
    test_connection(&door).await;
    tenant.closed("CFG-02").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_is_not_the_address_is_diagnosed_with_the_people_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let upn = |name: &str| json!({"userName": format!("{name}@corp.contoso.com")});
    let ada = provision(&door, &entra("Ada", "o-1", upn("ada"))).await;
    let bram = provision(&door, &entra("Bram", "o-2", upn("bram"))).await;
    provision(&door, &entra("Chidi", "o-3", json!({}))).await;
    let card = tenant
        .found_with("CFG-11", MAPPING, "choose mail as the source")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.starts_with("2 people have a userName that is not"),
        "{told}"
    );
    assert_eq!(card["guide"]["symptom"], "Somebody has the wrong login");
    let names: Vec<&Value> = card["concerned"]
        .as_array()
        .unwrap()
        .iter()
        .map(|who| &who["name"])
        .collect();
    assert_eq!(names, [&json!("Ada"), &json!("Bram")]);
    let of = json!({"connection": tenant.connection, "id": ada});
    let own = tenant.ask("diagnosesOfPerson", of).await;
    assert_eq!(own[0]["rule"], "CFG-11");
    for (id, name) in [(&ada, "ada"), (&bram, "bram")] {
        tenant.found("CFG-11").await;
        let mail = json!(format!("{name}@contoso.com"));
        door.patch(&format!("/Users/{id}"), &entra_patch("userName", mail))
            .await;
    }
    tenant.closed("CFG-11").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_raw_name_of_a_guest_is_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let guest = json!({"userName": "ada_fabrikam.com#EXT#@contoso.onmicrosoft.com"});
    let made = door.post("/Users", &entra("Ada", "o-1", guest)).await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    test_connection(&door).await;
    let card = tenant.found_with("CRT-18", MAPPING, "choose mail").await;
    assert_eq!(card["concerned"][0]["name"], "Ada");
    tenant.clean("CFG-11").await;
    let mail = entra_patch("userName", json!("ada@contoso.com"));
    door.patch(&format!("/Users/{id}"), &mail).await;
    tenant.closed("CRT-18").await;
}

/// Somebody as Okta creates them, in a group that Okta pushes.
async fn pushed(door: &Door, name: &str) -> (String, String) {
    let made = okta(door, "POST", "/Users").json(&entra(name, &format!("E-{name}"), json!({})));
    let person = door.send(&made).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let group = json!({"displayName": "Authors", "members": [{"value": person}]});
    let made = door.send(&okta(door, "POST", "/Groups").json(&group)).await;
    let group = made.json()["id"].as_str().unwrap().to_owned();
    (person, group)
}

#[tokio::test(flavor = "multi_thread")]
async fn leavers_whom_okta_never_deactivates_are_diagnosed_as_a_guess_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let (person, group) = pushed(&door, "Ada").await;
    let emptied = json!({"displayName": "Authors", "members": []});
    let path = format!("/Groups/{group}");
    let answer = door.send(&okta(&door, "PUT", &path).json(&emptied)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    tenant.clean("DEP-04").await;
    tenant.pass(11);
    let card = tenant
        .found_with("DEP-04", "Provisioning > To App", "Deactivate Users")
        .await;
    assert_eq!(card["row"]["confidence"], "guess");
    assert_eq!(
        card["guide"]["symptom"],
        "Who was deactivated is still active"
    );
    assert_eq!(card["concerned"][0]["name"], "Ada");
    let path = format!("/Users/{person}");
    let mut whole = door.send(&okta(&door, "GET", &path)).await.json();
    whole["active"] = json!(false);
    door.send(&okta(&door, "PUT", &path).json(&whole)).await;
    tenant.closed("DEP-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_okta_deactivates_nobody_is_suspected() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let (person, group) = pushed(&door, "Ada").await;
    let path = format!("/Users/{person}");
    let mut whole = door.send(&okta(&door, "GET", &path)).await.json();
    whole["active"] = json!(false);
    door.send(&okta(&door, "PUT", &path).json(&whole)).await;
    let emptied = json!({"displayName": "Authors", "members": []});
    let path = format!("/Groups/{group}");
    door.send(&okta(&door, "PUT", &path).json(&emptied)).await;
    tenant.pass(11);
    tenant.clean("DEP-04").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_deactivated_and_waits_for_a_sync_is_diagnosed_with_the_next_run() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    tenant.allow("contoso.com").await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    tenant.sync().await;
    tenant.clean("DEP-01").await;
    let path = format!("/Users/{ada}");
    let leave = entra_patch("active", json!("False"));
    door.patch(&path, &leave).await;
    let card = tenant
        .found_with("DEP-01", "Sync", "start one by hand")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("Monday 10:00 UTC; Sync to 21RISK starts one now"),
        "{told}"
    );
    assert_eq!(
        card["guide"]["symptom"],
        "Who was deactivated still has access"
    );
    tenant.sync().await;
    // No request has closed it.
    let ended = json!([{"state": "fixed", "closedBy": null}]);
    assert_states(&Value::from(tenant.of_rule("DEP-01").await), &ended);
    door.patch(&path, &entra_patch("active", json!("True")))
        .await;
    tenant.sync().await;
    door.patch(&path, &leave).await;
    tenant
        .found_with("DEP-01", "Sync", "start one by hand")
        .await;
    // Who comes back needs no sync.
    door.patch(&path, &entra_patch("active", json!("True")))
        .await;
    tenant.closed("DEP-01").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_staged_and_left_before_any_sync_has_no_access_to_lose() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    door.patch(
        &format!("/Users/{ada}"),
        &entra_patch("active", json!("False")),
    )
    .await;
    tenant.clean("DEP-01").await;
    assert_eq!(tenant.card(&ada).await["row"]["status"], json!("staged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_write_in_two_cycles_is_diagnosed_and_closed_by_a_quiet_one() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    let write = entra_patch("displayName", json!("Ada"));
    tenant.pass(40);
    door.patch(&path, &write).await;
    tenant.clean("UPD-17").await;
    tenant.pass(40);
    door.patch(&path, &write).await;
    let card = tenant
        .found_with("UPD-17", MAPPING, "Delete the rows")
        .await;
    let symptom = "Every cycle writes the same people again";
    assert_eq!(card["guide"]["symptom"], symptom);
    for _ in 0..2 {
        tenant.pass(40);
        test_connection(&door).await;
    }
    tenant.closed("UPD-17").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_that_are_not_kept_are_diagnosed_and_closed_by_somebody_without_them() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let more = json!({"title": "Engineer", "preferredLanguage": "da"});
    provision(&door, &entra("Ada", "o-1", more)).await;
    let card = tenant
        .found_with("UPD-17", MAPPING, "Delete the rows of these")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains(
            "Unleash does not use. They are preferredLanguage (1 person) and title (1 person)."
        ),
        "{told}"
    );
    provision(&door, &entra("Bram", "o-2", json!({}))).await;
    tenant.closed("UPD-17").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attribute_that_makes_writes_fail_is_diagnosed_and_closed() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let mut people = Vec::new();
    for name in ["Ada", "Bram", "Chidi"] {
        people.push(provision(&door, &entra(name, name, json!({}))).await);
    }
    let strict = json!({"connection": tenant.connection, "strict": true});
    tenant.ask("changeConnection", strict).await;
    let patch = |path: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": path, "value": "x"}],
        })
    };
    for id in &people {
        let answer = door
            .patch(&format!("/Users/{id}"), &patch("favouriteColour"))
            .await;
        assert_eq!(answer.status, 400, "{}", answer.text());
    }
    let card = tenant.found_with("CFG-15", MAPPING, "Delete the row").await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(told.contains("It is favouriteColour."), "{told}");
    for id in &people {
        let answer = door
            .patch(&format!("/Users/{id}"), &patch("displayName"))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    tenant.closed("CFG-15").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leaver_who_stays_active_for_a_word_in_lower_case_is_diagnosed_and_closed() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let strict = json!({"connection": tenant.connection, "strict": true});
    tenant.ask("changeConnection", strict).await;
    let path = format!("/Users/{ada}");
    let switch = |value: Value| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": "active", "value": value}],
        })
    };
    let answer = door.patch(&path, &switch(json!("false"))).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    let card = tenant.found_with("CRT-16", MAPPING, "with capitals").await;
    assert_eq!(card["row"]["severity"], "error");
    assert_eq!(card["guide"]["symptom"], "Who left is still active");
    tenant
        .found_with("CRT-15", "Tenant URL", "?aadOptscim062020")
        .await;
    assert_eq!(door.patch(&path, &switch(json!(false))).await.status, 200);
    tenant.closed("CRT-16").await;
    tenant.closed("CRT-15").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_after_the_test_of_okta_is_diagnosed_and_closed() {
    for twin in ["generic", "ransomleak"] {
        let tenant = Tenant::of(twin).await;
        let door = tenant.door().await;
        door.send(&okta(&door, "GET", "/Users?startIndex=1&count=2"))
            .await;
        tenant.pass(11);
        let card = tenant
            .found_with("CFG-13", "Provisioning > To App", "Create Users")
            .await;
        assert!(
            card["fixes"][0]["text"]
                .as_str()
                .unwrap()
                .contains("Provision User")
        );
        pushed(&door, "Ada").await;
        tenant.closed("CFG-13").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_without_what_is_required_are_diagnosed_and_closed() {
    let tenant = Tenant::of("21risk").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({"emails": []}))).await;
    let card = tenant.found_with("CRT-17", MAPPING, "has a row").await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("that 21RISK requires. Ada has no emails"),
        "{told}"
    );
    let path = "emails[type eq \"work\"].value";
    let mail = entra_patch(path, json!("ada@contoso.com"));
    door.patch(&format!("/Users/{ada}"), &mail).await;
    tenant.closed("CRT-17").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_whom_okta_sends_without_external_id_are_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let mut body = entra("Ada", "o-1", json!({}));
    body.as_object_mut().unwrap().remove("externalId");
    let made = door.send(&okta(&door, "POST", "/Users").json(&body)).await;
    let path = format!("/Users/{}", made.json()["id"].as_str().unwrap());
    let place = "Profile Editor > RansomLeak > Mappings";
    tenant.found_with("SBX-05", place, "employee number").await;
    body["externalId"] = json!("E-1");
    let answer = door.send(&okta(&door, "PUT", &path).json(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    tenant.closed("SBX-05").await;
}
