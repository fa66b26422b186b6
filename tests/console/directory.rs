//! People with team, manager and roles, as they arrive.

use crate::desk::{Desk, assert_states, provision};
use crate::traffic::settled;
use acceptance::harness::population::patch;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_people_are_shown_with_team_manager_and_roles() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let of = json!({"connection": door.connection_id, "limit": 100});
    let page = desk.ask("people", of.clone()).await;
    let boss = company.people.last().unwrap();
    let manager =
        json!({"state": "linked", "id": boss, "name": "Person 20", "reference": "object-20"});
    let first = json!({
        "id": company.people[0], "name": "Person 01", "userName": "person01@example.com",
        "title": "Colleague", "team": "Finance", "active": true, "manager": manager,
        "roles": [{"name": "Admins"}, {"name": "Editors"}, {"name": "Readers"}],
    });
    let last = json!({"id": boss, "manager": {"state": "neverSent"}, "roles": []});
    assert_states(
        &page,
        &json!({"total": 20, "matching": 20, "rows": ["<includes>", first, last]}),
    );
    let linked = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["manager"]["state"] == json!("linked"));
    assert_eq!(linked.count(), 19);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_is_late_is_pending_until_then() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    provision(&door, false).await;
    let of = json!({"connection": door.connection_id});
    let org = desk.ask("org", of.clone()).await;
    assert_eq!(org["unresolved"].as_array().map(Vec::len), Some(19));
    let pending = json!({"state": "pending", "reference": "object-20"});
    assert_states(&org, &json!({"unresolved": ["<includes>", pending]}));
    let boss = json!({"userName": "person20@example.com", "externalId": "object-20"});
    let boss = door.post("/Users", &boss).await.json()["id"].clone();
    let org = desk.ask("org", of).await;
    let nodes = org["nodes"].as_array().unwrap();
    assert_eq!(
        nodes
            .iter()
            .filter(|node| node["managerId"] == boss)
            .count(),
        19
    );
    let gaps = org["unresolved"].as_array().unwrap();
    assert!(
        gaps.iter().all(|gap| gap["state"] != json!("pending")),
        "{gaps:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_and_roles_count_their_people() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let of = json!({"connection": door.connection_id});
    let teams = desk.ask("teams", of.clone()).await;
    assert_states(
        &teams,
        &json!([{"name": "Platform", "members": 10}, {"name": "Finance", "members": 10}]),
    );
    settled(&desk, &door.connection_id, company.requests).await;
    let groups = desk.ask("groups", of.clone()).await;
    let expected = json!([{"name": "Admins", "members": 2, "exchange": "<integer>", "createdAt": "<integer>"},
        {"name": "Editors", "members": 5}, {"name": "Readers", "members": 19}]);
    assert_states(
        &groups,
        &json!({"rows": expected, "matching": 3, "total": 3}),
    );
    let mut few = of.clone();
    few["limit"] = json!(1);
    few["after"] = groups["rows"][0]["id"].clone();
    let page = desk.ask("groups", few).await;
    let second = json!({"rows": [{"name": "Editors"}], "matching": 3, "total": 3});
    assert_states(&page, &second);
    let mut attention = of.clone();
    attention["needsAttention"] = json!(true);
    let listed = desk.ask("people", attention).await["matching"].clone();
    let attention = desk.ask("attention", of.clone()).await;
    assert_eq!(attention, json!({"people": listed}));
    let card = desk
        .ask(
            "group",
            json!({"connection": door.connection_id, "id": company.groups[0]}),
        )
        .await;
    assert_states(
        &card,
        &json!({"members": [{"id": company.people[0], "known": true}, {"id": company.people[1]}]}),
    );
    let overview = desk.ask("overview", of).await;
    let expected = json!({
        "people": 20, "deactivated": 0, "teams": 2, "roles": 3, "managersLinked": 19, "managersSent": 19, "failed": 0,
    });
    assert_states(&overview, &expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_card_tells_who_changed_what_and_when() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let path = format!("/Users/{}", company.people[0]);
    let body = patch(json!([{"op": "Replace", "path": "active", "value": "False"}]));
    assert_eq!(door.patch(&path, &body).await.status, 200);
    let of = json!({"connection": door.connection_id, "id": company.people[0]});
    let card = desk.ask("person", of).await;
    assert_states(
        &card,
        &json!({"version": 2, "row": {"active": false}, "externalId": "object-01"}),
    );
    let timeline = card["timeline"].as_array().unwrap();
    let patched = timeline
        .iter()
        .find(|entry| entry["kind"] == json!("patched"))
        .unwrap();
    let change = json!({"path": "active", "before": true, "after": false});
    assert_states(
        patched,
        &json!({"version": 2, "exchange": "<integer>", "changes": [change]}),
    );
    assert_eq!(timeline.len(), 2, "created, then patched");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_deleted_has_a_card_that_says_since_when_and_by_which_exchange() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let gone = &company.people[0];
    let path = format!("/Users/{gone}");
    assert_eq!(door.delete(&path).await.status, 204);
    settled(&desk, &door.connection_id, company.requests + 1).await;
    let of = json!({"connection": door.connection_id, "text": "person 01 finance"});
    let page = desk.ask("removed", of).await;
    let roles = json!([{"name": "Admins"}, {"name": "Editors"}, {"name": "Readers"}]);
    let manager = json!({"id": company.people[19], "name": "Person 20", "removed": false});
    let row = json!({
        "kind": "User", "id": gone, "name": "Person 01", "team": "Finance", "title": "Colleague",
        "manager": manager, "roles": roles, "exchange": "<integer>", "actor": "Entra ID",
    });
    assert_states(&page, &json!({"matching": 1, "total": 1, "rows": [row]}));
    let of = json!({"connection": door.connection_id, "id": gone});
    let card = desk.ask("removedCard", of.clone()).await;
    let resource = json!({"id": gone, "userName": "person01@example.com"});
    let timeline = json!([{"kind": "deleted", "version": 2}, {"kind": "created", "version": 1}]);
    let expected =
        json!({"version": 1, "backAs": null, "resource": resource, "timeline": timeline});
    assert_states(&card, &expected);
    let again = json!({"userName": "person01@example.com", "displayName": "Person 01"});
    let again = door.post("/Users", &again).await.json()["id"].clone();
    let of_again = json!({"connection": door.connection_id, "id": again});
    let person = desk.ask("person", of_again).await;
    assert_states(
        &person,
        &json!({"wasHere": {"id": gone, "name": "Person 01"}}),
    );
    let card = desk.ask("removedCard", of).await;
    assert_states(&card, &json!({"backAs": {"id": again}}));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exchange_that_brings_a_manager_says_who_waited_and_each_of_them_names_it() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let page = settled(&desk, &door.connection_id, company.requests).await;
    let story = json!({"type": "created", "backfilled": 19});
    let row = json!({"story": story, "subject": {"name": "Person 20"}});
    assert_states(&page, &json!({"rows": ["<includes>", row]}));
    let of = |id: &str| json!({"connection": door.connection_id, "id": id});
    let boss = &company.people[19];
    let line = json!({
        "cause": "arrived", "linked": true, "waited": true, "managerId": boss,
        "manager": "Person 20", "managerRemoved": false, "exchange": "<integer>", "recorded": true,
    });
    let card = desk.ask("person", of(&company.people[3])).await;
    assert_states(&card, &json!({"lines": [line], "above": 1, "below": 0}));
    let card = desk.ask("person", of(boss)).await;
    assert_states(&card, &json!({"lines": [], "above": 0, "below": 19}));

    assert_eq!(door.delete(&format!("/Users/{boss}")).await.status, 204);
    let page = settled(&desk, &door.connection_id, company.requests + 1).await;
    let story = json!({"type": "deleted", "unlinked": 19});
    assert_states(&page, &json!({"rows": ["<includes>", {"story": story}]}));
    let gone = json!({"id": boss, "name": "Person 20", "exchange": "<integer>"});
    let manager = json!({"state": "dangling", "gone": gone});
    let card = desk.ask("person", of(&company.people[3])).await;
    assert_states(&card, &json!({"row": {"manager": manager}}));
    let of = json!({"connection": door.connection_id});
    let org = desk.ask("org", of.clone()).await;
    let gap = json!({"state": "dangling", "gone": {"id": boss}});
    assert_states(
        &org,
        &json!({"backfilled": 19, "unresolved": ["<includes>", gap]}),
    );
    let overview = desk.ask("overview", of).await;
    assert_states(
        &overview,
        &json!({"backfilled": 19, "managersGone": 19, "managersLinked": 0}),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_that_everybody_left_says_which_name_it_has_now() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    let body = patch(json!([{"op": "Replace", "path": path, "value": "Controlling"}]));
    for person in company.people.iter().step_by(2) {
        let answer = door.patch(&format!("/Users/{person}"), &body).await;
        assert_eq!(answer.status, 200);
    }
    settled(&desk, &door.connection_id, company.requests + 10).await;
    let of = json!({"connection": door.connection_id});
    let teams = desk.ask("teams", of).await;
    let last = json!({"name": "Person 19", "from": "Finance", "to": "Controlling", "exchange": "<integer>"});
    let emptied = json!({"last": last, "looksRenamedTo": "Controlling"});
    let finance = json!({"name": "Finance", "members": 0, "emptied": emptied});
    let controlling = json!({"name": "Controlling", "members": 10, "emptied": null});
    assert_states(&teams, &json!(["<includes>", finance, controlling]));
    let of = json!({"connection": door.connection_id, "id": "Controlling"});
    let card = desk.ask("team", of).await;
    let member = json!({"name": "Person 01", "from": "Finance", "exchange": "<integer>"});
    assert_states(
        &card,
        &json!({"row": {"members": 10}, "members": ["<includes>", member]}),
    );
    assert_eq!(card["moves"].as_array().map(Vec::len), Some(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_says_which_request_gave_each_role_and_each_attribute() {
    let desk = Desk::start().await;
    let door = desk.door().await;
    let company = provision(&door, true).await;
    let ada = &company.people[0];
    let path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    let body = patch(json!([{"op": "Replace", "path": path, "value": "Controlling"}]));
    assert_eq!(
        door.patch(&format!("/Users/{ada}"), &body).await.status,
        200
    );
    let log = settled(&desk, &door.connection_id, company.requests + 1).await;
    let number = |row: usize| log["rows"][row]["number"].clone();
    let of = json!({"connection": door.connection_id, "id": ada});
    let card = desk.ask("person", of).await;
    let readers = json!({"id": company.groups[2], "name": "Readers", "exchange": number(1)});
    assert_states(&card, &json!({"roleSources": ["<includes>", readers]}));
    let team =
        json!({"path": path, "exchange": number(0), "before": "Finance", "actor": "Entra ID"});
    let title = json!({"path": "title", "before": null, "exchange": "<integer>"});
    assert_states(&card, &json!({"sources": ["<includes>", team, title]}));
    let times = |path: &str| {
        let sources = card["sources"].as_array().unwrap();
        sources.iter().filter(|one| one["path"] == path).count()
    };
    assert_eq!(
        (times(path), times("title")),
        (1, 1),
        "the latest of each only"
    );
}
