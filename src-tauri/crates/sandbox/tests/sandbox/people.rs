//! What the console shows.

use sandbox::{
    Cause, Gap, ManagerState, NewToken, PeopleQuery, PeopleSort, PersonRow, Status, Subject,
};
use scim::{Finding, Severity};
use serde_json::{Value, json};

use crate::bench::{Bench, ENTERPRISE, start};

fn person(bench: &Bench, name: &str, team: Option<&str>, manager: Option<&str>) -> String {
    let mut body = json!({"userName": format!("{name}@x"), "displayName": name, ENTERPRISE: {}});
    if let Some(team) = team {
        body[ENTERPRISE]["department"] = team.into();
    }
    if let Some(manager) = manager {
        body[ENTERPRISE]["manager"] = json!({"value": manager, "displayName": "as sent"});
    }
    bench.create("User", body).record.id
}

fn set_manager(bench: &Bench, id: &str, manager: Value) {
    let path = format!("{ENTERPRISE}:manager");
    bench.patch(
        "User",
        id,
        json!([{"op": "replace", "path": path, "value": manager}]),
    );
}

fn row(bench: &Bench, id: &str) -> PersonRow {
    bench.workspace.person(bench.id(), id).unwrap().unwrap().row
}

fn list(bench: &Bench, change: fn(&mut PeopleQuery)) -> Vec<String> {
    let mut query = PeopleQuery::default();
    change(&mut query);
    let page = bench.workspace.people(bench.id(), &query).unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn a_person_is_shown_with_team_manager_roles_and_reports() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada", Some("Board"), None);
    let grace = person(&bench, "Grace", Some("Finance"), Some(&ada));
    let admins = bench.group("Admins", &[&grace]);
    let shown = bench.workspace.person(bench.id(), &grace).unwrap().unwrap();
    assert_eq!(
        (shown.row.name.as_str(), shown.row.team.as_deref()),
        ("Grace", Some("Finance"))
    );
    assert_eq!(shown.row.manager.state, ManagerState::Linked);
    assert_eq!(shown.row.manager.id.as_deref(), Some(ada.as_str()));
    assert_eq!(shown.row.manager.name.as_deref(), Some("Ada"));
    assert_eq!(shown.row.roles[0].group.as_ref(), Some(&admins));
    assert_eq!(
        (
            shown.groups.len(),
            shown.record.document["userName"].as_str()
        ),
        (1, Some("Grace@x"))
    );
    let boss = bench.workspace.person(bench.id(), &ada).unwrap().unwrap();
    assert_eq!(boss.reports[0].name, "Grace");
    assert_eq!(boss.row.manager.state, ManagerState::None);
    assert_eq!(bench.workspace.person(bench.id(), "nobody").unwrap(), None);
    assert_eq!(
        bench.workspace.person(bench.id(), &admins).unwrap(),
        None,
        "a group is no person"
    );
}

#[test]
fn a_late_manager_is_linked_when_they_arrive_by_id_external_id_or_user_name() {
    let bench = Bench::new();
    let by_external = person(&bench, "A", None, Some("EMP-7"));
    let by_name = person(&bench, "B", None, Some("BOSS@X"));
    let pending = row(&bench, &by_external).manager;
    assert_eq!(pending.state, ManagerState::Pending);
    assert_eq!(
        (pending.name.as_deref(), pending.reference.as_deref()),
        (None, Some("EMP-7")),
        "the name of a manager is read-only"
    );
    assert_eq!(
        bench
            .workspace
            .overview(bench.id())
            .unwrap()
            .pending_managers,
        2
    );
    let boss = bench
        .create("User", json!({"userName": "boss@x", "externalId": "EMP-7"}))
        .record
        .id;
    for id in [&by_external, &by_name] {
        let link = row(&bench, id).manager;
        assert_eq!(
            (link.state, link.id.as_deref()),
            (ManagerState::Linked, Some(boss.as_str()))
        );
    }
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!(
        (
            overview.managers_linked,
            overview.managers_expected,
            overview.pending_managers
        ),
        (2, 2, 0)
    );
}

#[test]
fn a_line_follows_renames_and_deletions_of_the_manager() {
    let bench = Bench::new();
    let boss = bench
        .create("User", json!({"userName": "boss@x", "externalId": "E1"}))
        .record
        .id;
    let ada = person(&bench, "Ada", None, Some("E1"));
    let state = || row(&bench, &ada).manager.state;
    assert_eq!(state(), ManagerState::Linked);
    let external = |value: &str| json!([{"op": "replace", "path": "externalId", "value": value}]);
    bench.patch("User", &boss, external("E2"));
    assert_eq!(state(), ManagerState::Pending);
    bench.patch("User", &boss, external("E1"));
    assert_eq!(state(), ManagerState::Linked);
    bench
        .directory()
        .delete("User", &boss, None, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(state(), ManagerState::Dangling);
    assert_eq!(row(&bench, &ada).manager.id, None);
}

#[test]
fn an_id_wins_over_an_external_id_and_that_over_a_user_name() {
    let bench = Bench::new();
    let by_name = bench.create("User", json!({"userName": "ref"})).record.id;
    let ada = person(&bench, "Ada", None, Some("ref"));
    assert_eq!(row(&bench, &ada).manager.id, Some(by_name));
    let by_external = bench
        .create("User", json!({"userName": "b", "externalId": "ref"}))
        .record
        .id;
    assert_eq!(row(&bench, &ada).manager.id, Some(by_external.clone()));
    bench
        .directory()
        .delete("User", &by_external, None, Cause::default())
        .wait()
        .unwrap();
    assert_eq!(row(&bench, &ada).manager.state, ManagerState::Linked);
}

#[test]
fn every_gap_in_the_chart_has_its_reason() {
    let bench = Bench::new();
    let top = person(&bench, "Top", None, None);
    let below = person(&bench, "Below", None, Some(&top));
    let lost = person(&bench, "Lost", None, Some("not-here"));
    let own = person(&bench, "Own", None, Some("own@x"));
    let one = person(&bench, "One", None, Some("two@x"));
    let two = person(&bench, "Two", None, Some("one@x"));
    let near = person(&bench, "Near", None, Some(&one));
    let alone = person(&bench, "Alone", None, None);
    let org = bench.workspace.org(bench.id()).unwrap();
    let gaps: Vec<_> = org
        .unresolved
        .iter()
        .map(|gap| (gap.id.as_str(), gap.gap))
        .collect();
    assert_eq!(
        gaps,
        [
            (lost.as_str(), Gap::Pending),
            (&own, Gap::Myself),
            (&one, Gap::Loop),
            (&two, Gap::Loop),
            (&alone, Gap::NeverSent),
        ]
    );
    let managers: Vec<_> = org
        .nodes
        .iter()
        .map(|node| (node.name.as_str(), node.manager_id.as_deref()))
        .collect();
    assert_eq!(managers[1], ("Below", Some(top.as_str())));
    assert_eq!(
        managers
            .iter()
            .filter(|(_, manager)| manager.is_some())
            .count(),
        2,
        "Below and Near"
    );
    assert_eq!(row(&bench, &two).manager.state, ManagerState::Loop);
    assert_eq!(row(&bench, &own).manager.state, ManagerState::Myself);
    assert_eq!(row(&bench, &near).manager.state, ManagerState::Linked);
    assert_eq!(row(&bench, &below).manager.state, ManagerState::Linked);
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!(
        (overview.managers_expected, overview.managers_linked),
        (6, 2)
    );
    set_manager(&bench, &two, json!({"value": top}));
    assert_eq!(
        row(&bench, &one).manager.state,
        ManagerState::Linked,
        "the loop is gone"
    );
}

#[test]
fn people_are_found_by_words_team_role_and_status() {
    let bench = Bench::new();
    let ada = person(&bench, "Ada Ångström", Some("Finance"), None);
    let body = json!({"userName": "gr@x", "displayName": "grace", "title": "Lead", "active": false,
        "emails": [{"value": "hopper@navy.x"}], ENTERPRISE: {"department": "finance"}});
    bench.create("User", body);
    person(&bench, "Zoe", None, None);
    let group = bench.group("Admins", &[&ada]);
    assert_eq!(list(&bench, |_| {}), ["Ada Ångström", "grace", "Zoe"]);
    assert_eq!(
        list(&bench, |q| q.text = Some("ÅNG ada".into())),
        ["Ada Ångström"]
    );
    assert_eq!(list(&bench, |q| q.text = Some("navy".into())), ["grace"]);
    assert_eq!(list(&bench, |q| q.text = Some("%".into())), [""; 0]);
    assert_eq!(
        list(&bench, |q| q.team = Some("Finance".into())),
        ["Ada Ångström"]
    );
    assert_eq!(
        list(&bench, |q| q.status = Some(Status::Deactivated)),
        ["grace"]
    );
    assert_eq!(
        list(&bench, |q| q.status = Some(Status::Active)),
        ["Ada Ångström", "Zoe"]
    );
    let role = PeopleQuery {
        role: Some(group),
        ..Default::default()
    };
    let page = bench.workspace.people(bench.id(), &role).unwrap();
    assert_eq!((page.rows[0].id.as_str(), page.total), (ada.as_str(), 1));
}

#[test]
fn people_are_sorted_and_paged() {
    let bench = Bench::new();
    let boss = person(&bench, "Mia", Some("B"), None);
    person(&bench, "adam", Some("a"), Some(&boss));
    bench.advance(1);
    person(&bench, "Zoe", None, None);
    assert_eq!(
        list(&bench, |q| q.descending = true),
        ["Zoe", "Mia", "adam"]
    );
    assert_eq!(
        list(&bench, |q| q.sort = PeopleSort::Team),
        ["adam", "Mia", "Zoe"]
    );
    assert_eq!(
        list(&bench, |q| q.sort = PeopleSort::Manager),
        ["adam", "Mia", "Zoe"]
    );
    assert_eq!(
        list(&bench, |q| q.sort = PeopleSort::Created),
        ["Mia", "adam", "Zoe"]
    );
    let latest = |q: &mut PeopleQuery| {
        q.sort = PeopleSort::LastModified;
        q.descending = true;
    };
    assert_eq!(list(&bench, latest)[0], "Zoe");
    for sort in [
        PeopleSort::UserName,
        PeopleSort::Title,
        PeopleSort::Status,
        PeopleSort::Name,
    ] {
        let query = PeopleQuery {
            sort,
            offset: 1,
            limit: Some(1),
            ..Default::default()
        };
        let page = bench.workspace.people(bench.id(), &query).unwrap();
        assert_eq!((page.rows.len(), page.total), (1, 3), "{sort:?}");
    }
}

#[test]
fn attention_is_needed_for_open_findings_and_broken_lines() {
    let bench = Bench::new();
    let noted = person(&bench, "Noted#EXT#", None, None);
    let odd = person(&bench, "Odd", None, None);
    person(&bench, "Fine", None, Some(&noted));
    person(&bench, "Lost", None, Some("nowhere"));
    person(&bench, "Own", None, Some("own@x"));
    person(&bench, "One", None, Some("two@x"));
    person(&bench, "Two", None, Some("one@x"));
    let mut exchange = bench.exchange();
    exchange.subject = Some(Subject {
        kind: "User".into(),
        id: odd.clone(),
        name: "x".into(),
    });
    exchange.findings = vec![Finding::warn("A-1", "s", "an oddity of one request")];
    bench.workspace.record(exchange);
    bench.await_exchanges(1);
    bench.workspace.diagnose().unwrap();
    assert_eq!(
        list(&bench, |q| q.needs_attention = true),
        ["Lost", "Noted#EXT#", "One", "Own", "Two"]
    );
    assert_eq!(row(&bench, &noted).findings, 1);
    assert_eq!(row(&bench, &odd).findings, 0);
    let overview = bench.workspace.overview(bench.id()).unwrap();
    let first = &overview.findings_by_rule[0];
    assert_eq!(
        (first.rule.as_str(), first.severity, first.count),
        ("A-1", Severity::Warn, 1)
    );
    assert_eq!(first.latest, "an oddity of one request");
}

#[test]
fn teams_tell_when_they_first_came_up_and_who_is_spelled_alike() {
    let bench = Bench::new();
    let cause = Cause {
        exchange: Some(12),
        token_id: None,
    };
    let body = json!({"userName": "a@x", ENTERPRISE: {"department": "Sales & Ops"}});
    let first = bench
        .directory()
        .create("User", body, cause)
        .wait()
        .unwrap()
        .record
        .id;
    bench.advance(60);
    person(&bench, "B", Some("sales  and ops "), None);
    person(&bench, "C", Some("Sales & Ops"), None);
    person(&bench, "D", Some("Finance"), None);
    let teams = bench.workspace.teams(bench.id()).unwrap();
    let shown: Vec<_> = teams
        .iter()
        .map(|team| (team.name.as_str(), team.members))
        .collect();
    assert_eq!(
        shown,
        [("Finance", 1), ("sales  and ops ", 1), ("Sales & Ops", 2)]
    );
    let ops = teams
        .iter()
        .find(|team| team.name == "Sales & Ops")
        .unwrap();
    assert_eq!(
        (ops.first_seen, ops.created_by_exchange),
        (start(), Some(12))
    );
    assert_eq!(ops.near_duplicates, ["sales  and ops "]);
    assert_eq!(teams[0].near_duplicates, [""; 0]);
    assert_eq!(bench.workspace.overview(bench.id()).unwrap().teams, 3);
    let path = format!("{ENTERPRISE}:department");
    bench.patch(
        "User",
        &first,
        json!([{"op": "replace", "path": path, "value": "Finance"}]),
    );
    assert_eq!(bench.workspace.teams(bench.id()).unwrap()[0].members, 2);
}

#[test]
fn a_timeline_tells_who_changed_what_through_which_exchange() {
    let bench = Bench::new();
    let token = bench
        .workspace
        .mint_token(
            bench.id(),
            NewToken {
                label: "Entra".into(),
                ..Default::default()
            },
        )
        .unwrap()
        .token;
    let mut exchange = bench.exchange();
    exchange.idp = Some("entra".into());
    let cause = Cause {
        exchange: Some(exchange.number),
        token_id: Some(token.id),
    };
    let body = json!({"userName": "ada@x"});
    let id = bench
        .directory()
        .create("User", body, cause)
        .wait()
        .unwrap()
        .record
        .id;
    bench.workspace.record(exchange.clone());
    bench.await_exchanges(1);
    bench.patch(
        "User",
        &id,
        json!([{"op": "add", "path": "title", "value": "Lead"}]),
    );
    let timeline = bench.workspace.timeline(bench.id(), "User", &id).unwrap();
    assert_eq!(timeline.len(), 2);
    assert_eq!(
        (timeline[0].version, timeline[0].changes[0].path.as_str()),
        (2, "title")
    );
    let first = &timeline[1];
    assert_eq!(first.exchange, Some(exchange.number));
    assert_eq!(
        (first.token_label.as_deref(), first.idp.as_deref()),
        (Some("Entra"), Some("entra"))
    );
    assert!(first.changes.iter().any(|change| change.path == "userName"));
}

#[test]
fn the_overview_counts() {
    let bench = Bench::new();
    bench.create("User", json!({"userName": "a", "active": false}));
    bench.create("User", json!({"userName": "b", "active": true}));
    bench.user("c");
    bench.group("G", &[]);
    for status in [200, 401] {
        bench.workspace.record(sandbox::Exchange {
            status,
            ..bench.exchange()
        });
    }
    bench.await_exchanges(2);
    let overview = bench.workspace.overview(bench.id()).unwrap();
    assert_eq!(
        (overview.people, overview.active, overview.inactive),
        (3, 2, 1)
    );
    assert_eq!(
        (overview.groups, overview.exchanges, overview.failed),
        (1, 2, 1)
    );
    assert_eq!(overview.last_exchange, Some(start()));
    assert_eq!(bench.workspace.pulse().failed, 1);
}
