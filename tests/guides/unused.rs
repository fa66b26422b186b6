//! What an application does not use becomes nothing: no team, no title, no reporting line, and a remark
//! beside what was sent.

use acceptance::harness::bench::Door;
use acceptance::harness::population::ENTERPRISE;
use serde_json::{Value, json};

use crate::tenant::{Tenant, entra, provision};

/// Nestor, and Adele who reports to him, each with more than Unleash wants.
async fn two(door: &Door) -> String {
    let more = |manager: Option<&str>| {
        let mut work = json!({"department": "Finance"});
        if let Some(manager) = manager {
            work["manager"] = json!({"value": manager});
        }
        json!({"title": "Analyst", "name": {"givenName": "A"}, ENTERPRISE: work})
    };
    provision(door, &entra("Nestor", "8842", more(None))).await;
    provision(door, &entra("Adele", "8841", more(Some("8842")))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn unleash_shows_no_team_title_or_manager_and_says_of_each_that_it_is_not_used() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let adele = two(&door).await;
    let card = tenant.card(&adele).await;
    assert_eq!(card["row"]["team"], Value::Null);
    assert_eq!(card["row"]["title"], Value::Null);
    assert_eq!(card["row"]["manager"]["state"], "neverSent");
    assert_eq!(card["row"]["manager"]["name"], Value::Null);
    assert_eq!(card["resource"]["title"], "Analyst", "it is kept as sent");
    let mut unused: Vec<&str> = card["unused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    unused.sort_unstable();
    let of = |name: &str| format!("{ENTERPRISE}:{name}");
    assert_eq!(unused, ["name", "title", &of("department"), &of("manager")]);
    assert_eq!(tenant.about("teams").await, json!([]));
    let org = tenant.about("org").await;
    assert_eq!((&org["unused"], &org["nodes"]), (&json!(true), &json!([])));
    let overview = tenant.about("overview").await;
    assert_eq!(
        (&overview["teams"], &overview["managersSent"]),
        (&json!(0), &json!(0))
    );
    let needy = json!({"connection": tenant.connection, "needsAttention": true});
    assert_eq!(tenant.ask("people", needy).await["matching"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_people_have_all_of_it_where_the_application_uses_it() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let adele = two(&door).await;
    tenant.follow(&tenant.connection, "ransomleak").await;
    let card = tenant.card(&adele).await;
    assert_eq!(card["row"]["team"], "Finance");
    assert_eq!(card["row"]["title"], "Analyst");
    assert_eq!(card["row"]["manager"]["name"], "Nestor");
    assert_eq!(card["unused"], json!([]));
    assert_eq!(tenant.about("teams").await[0]["members"], 2);
    let org = tenant.about("org").await;
    assert_eq!(org["unused"], false);
    assert_eq!(org["nodes"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_that_is_only_shown_makes_no_team() {
    let file = r#"
format = 1
id = "plain"
name = "Plain"
about = "Shows departments and makes no teams of them."
"#;
    let tenant = Tenant::of_file("plain", file).await;
    let door = tenant.door().await;
    let adele = two(&door).await;
    let card = tenant.card(&adele).await;
    assert_eq!(card["row"]["team"], Value::Null);
    assert_eq!(card["unused"], json!([]), "it is shown, so it is used");
    assert_eq!(tenant.about("teams").await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attribute_that_is_not_used_is_counted_with_its_people() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let more = json!({"title": "Engineer", "nickName": "A", "locale": "da", "timezone": "UTC"});
    provision(&door, &entra("Ada", "o-1", more)).await;
    provision(
        &door,
        &entra("Bram", "o-2", json!({"title": "Lead", "locale": "da"})),
    )
    .await;
    let card = tenant.found("UPD-17").await;
    assert_eq!(
        card["tally"],
        json!([
            {"name": "locale", "people": 2},
            {"name": "title", "people": 2},
            {"name": "nickName", "people": 1},
            {"name": "timezone", "people": 1},
        ])
    );
    let sentence = "Attributes arrive that Unleash does not use, in 2 writes so far. They are locale (2 people), title (2 people), nickName (1 person) and 1 more.";
    assert_eq!(card["row"]["sentence"], sentence);
    assert_eq!(card["row"]["people"], 2);
}

/// The states of what is found about attributes that are not used; with the sentence where it is open.
async fn told_unused(tenant: &Tenant) -> Vec<String> {
    let told = tenant.of_rule("UPD-17").await.into_iter().map(|row| {
        let word = |key: &str| row[key].as_str().unwrap().to_owned();
        match word("state").as_str() {
            "open" => word("sentence"),
            _ => word("state"),
        }
    });
    told.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_used_is_judged_anew_where_another_application_is_chosen() {
    let tenant = Tenant::of("unleash").await;
    let door = tenant.door().await;
    let more =
        json!({"title": "Analyst", "name": {"givenName": "A"}, ENTERPRISE: {"department": "Dev"}});
    provision(&door, &entra("Ada", "o-1", more.clone())).await;
    provision(&door, &entra("Bram", "o-2", more)).await;
    let said = "Attributes arrive that Unleash does not use, in 2 writes so far. They are department (2 people), name (2 people) and title (2 people).";
    assert_eq!(told_unused(&tenant).await, [said]);
    tenant.follow(&tenant.connection, "ransomleak").await;
    assert_eq!(told_unused(&tenant).await, ["fixed"]);
    let card = tenant.about("people").await;
    assert_eq!(card["rows"][0]["findings"], 0, "{card}");
    tenant.follow(&tenant.connection, "unleash").await;
    assert_eq!(told_unused(&tenant).await, [said]);
    // Whoever comes without them is still the proof.
    provision(&door, &entra("Chidi", "o-3", json!({}))).await;
    assert_eq!(told_unused(&tenant).await, ["fixed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_before_is_told_where_the_next_application_does_not_use_it() {
    let tenant = Tenant::of("ransomleak").await;
    let door = tenant.door().await;
    provision(&door, &entra("Ada", "o-1", json!({"title": "Analyst"}))).await;
    assert_eq!(told_unused(&tenant).await, Vec::<String>::new());
    tenant.follow(&tenant.connection, "unleash").await;
    let said = "Attributes arrive that Unleash does not use. It is title (1 person).";
    assert_eq!(told_unused(&tenant).await, [said]);
}
