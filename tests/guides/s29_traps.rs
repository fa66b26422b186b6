//! S29: the traps of the guides, explained where they are no fault.

use serde_json::{Value, json};

use crate::faults::{knock, okta, test_connection};
use crate::tenant::{Tenant, entra, entra_patch, provision};
use acceptance::harness::bench::Door;
use acceptance::harness::population::ENTERPRISE;

const MAPPING: &str = "Mappings > Provision Microsoft Entra ID Users";

#[tokio::test(flavor = "multi_thread")]
async fn the_lower_case_switch_is_explained_until_it_is_restored() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    door.patch(&path, &entra_patch("active", json!("false")))
        .await;
    let card = tenant.found_with("CRT-15", MAPPING, "with capitals").await;
    assert!(
        card["consequence"]
            .as_str()
            .unwrap()
            .contains("who has left stays active")
    );
    tenant.clean("CRT-16").await;
    door.patch(&path, &entra_patch("active", json!("True")))
        .await;
    tenant.closed("CRT-15").await;
    door.patch(&path, &entra_patch("active", json!("false")))
        .await;
    let again = tenant.found("CRT-15").await;
    assert_eq!(again["row"]["reopened"], 1, "it came back");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_flag_in_the_query_is_ignored_and_explained() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let target = "/Users?filter=userName+eq+%22x%22&aadOptscim062020";
    assert_eq!(door.get(target).await.status, 200);
    let card = tenant
        .found_with("CONN-17", "Tenant URL", "Nothing has to be changed")
        .await;
    assert_eq!(card["row"]["severity"], "info");
    test_connection(&door).await;
    tenant.closed("CONN-17").await;
}

fn plain(path: &str, value: Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": path, "value": value}],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn provision_on_demand_beside_the_flag_is_explained_as_no_fault() {
    let tenant = Tenant::of("generic").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let path = format!("/Users/{ada}");
    door.patch(&path, &plain("title", json!("Engineer"))).await;
    tenant.clean("CONN-18").await;
    door.patch(&path, &entra_patch("title", json!("Lead")))
        .await;
    let card = tenant
        .found_with("CONN-18", "Tenant URL", "what a cycle sends")
        .await;
    assert!(card["consequence"].as_str().unwrap().contains("no fault"));
    for number in 0..20 {
        let title = json!(format!("Level {number}"));
        door.patch(&path, &plain("title", title)).await;
    }
    tenant.closed("CONN-18").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_value_of_whistleblower_in_entra_is_bearer_twice() {
    let tenant = Tenant::of("whistleblower").await;
    let (door, minted) = tenant.generate(&tenant.connection).await;
    let header = minted["headerValue"].as_str().unwrap();
    knock(&door, Some(&format!("Bearer {header}"))).await;
    tenant
        .found_with("CONN-04", "Secret Token", "what stands behind Bearer")
        .await;
    test_connection(&door).await;
    tenant.closed("CONN-04").await;
}

fn manager(id: &str) -> Value {
    let path = format!("{ENTERPRISE}:manager");
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Add", "path": path, "value": id}],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_was_never_sent_is_told_from_one_who_is_awaited() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let boss = provision(&door, &entra("Boss", "o-0", json!({}))).await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    let chidi = provision(&door, &entra("Chidi", "o-3", json!({}))).await;
    door.patch(&format!("/Users/{ada}"), &manager(&boss)).await;
    door.patch(&format!("/Users/{bram}"), &manager("o-9")).await;
    tenant.clean("UPD-09").await;
    tenant.pass(6);
    let rows: Vec<Value> = tenant.diagnoses().await;
    let mut told: Vec<&str> = rows
        .iter()
        .filter(|row| row["rule"] == "UPD-09")
        .map(|row| row["sentence"].as_str().unwrap())
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "1 person names a manager who is not here",
            "2 people have no manager; at most one of them is the head of all",
        ]
    );
    // The one who was awaited arrives; the other line is sent only after Restart provisioning.
    provision(&door, &entra("Late", "o-9", json!({}))).await;
    let late = tenant.about("people").await["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "Late")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    door.patch(&format!("/Users/{late}"), &manager(&boss)).await;
    let open = tenant
        .found_with("UPD-09", "Overview", "Restart provisioning")
        .await;
    assert_eq!(open["row"]["severity"], "info");
    door.patch(&format!("/Users/{chidi}"), &manager(&boss))
        .await;
    tenant.closed("UPD-09").await;
}

/// Ada, Bram and Chidi, who have no manager yet.
async fn three(tenant: &Tenant, door: &Door) -> [String; 3] {
    let ada = provision(door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(door, &entra("Bram", "o-2", json!({}))).await;
    let chidi = provision(door, &entra("Chidi", "o-3", json!({}))).await;
    tenant.clean("UPD-09").await;
    [ada, bram, chidi]
}

/// The open diagnoses about reporting lines, by what they say and whom they name.
async fn about_lines(tenant: &Tenant) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for row in tenant.of_rule("UPD-09").await {
        if row["state"] != "open" || row["severity"] == "info" {
            continue;
        }
        let of = json!({"connection": tenant.connection, "id": row["id"]});
        let card = tenant.ask("diagnosis", of).await;
        for words in ["cause", "consequence", "closes"] {
            assert!(card[words].as_str().unwrap().ends_with('.'), "{card:#?}");
        }
        assert!(!card["fixes"].as_array().unwrap().is_empty());
        let people = card["concerned"].as_array().unwrap().iter();
        let mut names: Vec<String> = people
            .filter(|one| one["settled"] == false)
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort_unstable();
        all.push((row["sentence"].as_str().unwrap().to_owned(), names));
    }
    all
}

fn said(sentence: &str, names: &[&str]) -> Vec<(String, Vec<String>)> {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    vec![(sentence.to_owned(), names)]
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_report_in_a_circle_are_diagnosed_until_one_has_another_manager() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let [ada, bram, chidi] = three(&tenant, &door).await;
    let report =
        async |who: &str, to: &str| door.patch(&format!("/Users/{who}"), &manager(to)).await;
    report(&ada, &bram).await;
    report(&bram, &ada).await;
    report(&chidi, &ada).await;
    // The org chart has it at once, and so have the findings.
    let circle = said(
        "2 people report to each other in a circle",
        &["Ada", "Bram"],
    );
    assert_eq!(about_lines(&tenant).await, circle);
    report(&ada, &chidi).await;
    // Bram leads to the new circle, and is on none any more.
    let circle = said(
        "2 people report to each other in a circle",
        &["Ada", "Chidi"],
    );
    assert_eq!(about_lines(&tenant).await, circle);
    let head = provision(&door, &entra("Head", "o-4", json!({}))).await;
    report(&ada, &head).await;
    tenant.closed("UPD-09").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_their_own_manager_is_diagnosed_until_another_one_comes() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let [ada, bram, chidi] = three(&tenant, &door).await;
    let report =
        async |who: &str, to: &str| door.patch(&format!("/Users/{who}"), &manager(to)).await;
    report(&ada, &ada).await;
    report(&chidi, &ada).await;
    let own = said("1 person is their own manager", &["Ada"]);
    assert_eq!(about_lines(&tenant).await, own);
    report(&ada, &bram).await;
    tenant.closed("UPD-09").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_whose_manager_was_removed_are_diagnosed_until_another_one_comes() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let [ada, bram, chidi] = three(&tenant, &door).await;
    let report =
        async |who: &str, to: &str| door.patch(&format!("/Users/{who}"), &manager(to)).await;
    report(&bram, &ada).await;
    report(&chidi, &bram).await;
    tenant.pass(6);
    assert_eq!(about_lines(&tenant).await, []);
    assert_eq!(door.delete(&format!("/Users/{ada}")).await.status, 204);
    let gone = said(
        "1 person names a manager who was removed. Gone: Ada.",
        &["Bram"],
    );
    assert_eq!(about_lines(&tenant).await, gone);
    let head = provision(&door, &entra("Head", "o-4", json!({}))).await;
    report(&bram, &head).await;
    tenant.closed("UPD-09").await;
}

fn department(name: &str) -> Value {
    entra_patch(&format!("{ENTERPRISE}:department"), json!(name))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_that_may_have_been_cleared_is_a_guess_until_another_one_comes() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let mut ids = Vec::new();
    for number in 1..=5 {
        let team = json!({ENTERPRISE: {"department": "Sales"}});
        let name = format!("Person{number}");
        ids.push(provision(&door, &entra(&name, &name, team)).await);
    }
    for id in ids.iter().skip(1) {
        door.patch(&format!("/Users/{id}"), &department("Sales EMEA"))
            .await;
    }
    let card = tenant
        .found_with("CFG-08", MAPPING, "Default value if null")
        .await;
    assert_eq!(card["row"]["confidence"], "guess");
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("4 of Sales went to Sales EMEA, Person1 did not."),
        "{told}"
    );
    door.patch(&format!("/Users/{}", ids[0]), &department("Finance"))
        .await;
    tenant.closed("CFG-08").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn departments_that_look_alike_are_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let team = |name: &str| json!({ENTERPRISE: {"department": name}});
    provision(&door, &entra("Ada", "o-1", team("Finance"))).await;
    let bram = provision(&door, &entra("Bram", "o-2", team("finance "))).await;
    let card = tenant
        .found_with("SBX-06", "Job information", "one spelling")
        .await;
    let told = card["row"]["sentence"].as_str().unwrap();
    assert!(
        told.contains("\u{201c}Finance\u{201d}") && told.contains("finance\u{2423}"),
        "{told}"
    );
    door.patch(&format!("/Users/{bram}"), &department("Finance"))
        .await;
    tenant.closed("SBX-06").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_without_a_deactivation_is_diagnosed_and_closed_by_one() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let bram = provision(&door, &entra("Bram", "o-2", json!({}))).await;
    assert_eq!(door.delete(&format!("/Users/{ada}")).await.status, 204);
    tenant.found_with("DEP-02", MAPPING, "IsSoftDeleted").await;
    let off = entra_patch("active", json!("False"));
    door.patch(&format!("/Users/{bram}"), &off).await;
    tenant.closed("DEP-02").await;
    door.delete(&format!("/Users/{bram}")).await;
    tenant.closed("DEP-02").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_deleted_is_nobody_who_left() {
    let tenant = Tenant::of("whistleblower").await;
    let door = tenant.door().await;
    let ada = provision(&door, &entra("Ada", "o-1", json!({}))).await;
    let group = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": "Editors",
        "members": [{"value": ada}],
    });
    let made = door.post("/Groups", &group).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(door.delete(&format!("/Groups/{id}")).await.status, 204);
    tenant.clean("DEP-02").await;
}

/// A group as Okta pushes it.
async fn push(door: &Door, members: &[&str]) -> String {
    let members: Vec<Value> = members.iter().map(|id| json!({"value": id})).collect();
    let body = json!({"displayName": "Authors", "members": members});
    let made = door.send(&okta(door, "POST", "/Groups").json(&body)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn members_who_are_not_here_are_diagnosed_and_closed() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    let group = push(&door, &["nobody-yet"]).await;
    tenant.clean("CRT-20").await;
    tenant.pass(6);
    let card = tenant
        .found_with("CRT-20", "Assignments", "Push Groups")
        .await;
    assert!(
        card["row"]["sentence"]
            .as_str()
            .unwrap()
            .ends_with("Authors.")
    );
    let body = json!({"displayName": "Authors", "members": []});
    let path = format!("/Groups/{group}");
    door.send(&okta(&door, "PUT", &path).json(&body)).await;
    tenant.closed("CRT-20").await;
}
