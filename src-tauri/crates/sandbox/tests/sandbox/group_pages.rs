//! Groups page by page, and what they are by the rules of a twin: a role, a group of users, nothing.

use sandbox::{Cause, GroupsPage, GroupsQuery, PersonRow};
use serde_json::json;

use crate::bench::Bench;
use crate::outcome::following;

fn page(bench: &Bench, query: GroupsQuery) -> GroupsPage {
    bench.workspace.groups(bench.id(), &query).unwrap()
}

fn names(page: &GroupsPage) -> Vec<&str> {
    page.rows.iter().map(|group| group.name.as_str()).collect()
}

fn only(bench: &Bench) -> PersonRow {
    let mut people = bench
        .workspace
        .people(bench.id(), &Default::default())
        .unwrap();
    people.rows.pop().unwrap()
}

#[test]
fn pages_behind_a_known_group_and_by_offset_are_the_same() {
    let bench = Bench::new();
    for number in (0..25).rev() {
        bench.group(&format!("Group {number:02}"), &[]);
    }
    // Names that are the same stand in the order in which they were made.
    bench.group("group 07", &[]);
    let limit = Some(10);
    let whole = page(&bench, GroupsQuery::default());
    assert_eq!((whole.matching, whole.total), (26, 26));
    let mut after = None;
    for (turn, expected) in names(&whole).chunks(10).enumerate() {
        let behind = page(
            &bench,
            GroupsQuery {
                after: after.clone(),
                offset: 999,
                limit,
                ..GroupsQuery::default()
            },
        );
        let skipped = page(
            &bench,
            GroupsQuery {
                offset: turn as u64 * 10,
                limit,
                ..GroupsQuery::default()
            },
        );
        assert_eq!(names(&skipped), expected);
        if turn > 0 {
            assert_eq!(behind, skipped);
        }
        after = skipped.rows.last().map(|group| group.id.clone());
    }
}

#[test]
fn a_page_behind_a_group_that_is_gone_begins_at_its_offset() {
    let bench = Bench::new();
    let ids: Vec<String> = (0..5).map(|n| bench.group(&format!("G{n}"), &[])).collect();
    let gone = bench
        .directory()
        .delete("Group", &ids[1], None, Cause::default());
    gone.wait().unwrap();
    let query = GroupsQuery {
        after: Some(ids[1].clone()),
        offset: 1,
        limit: Some(2),
        ..GroupsQuery::default()
    };
    assert_eq!(names(&page(&bench, query)), ["G2", "G3"]);
}

#[test]
fn a_search_counts_all_that_match_on_every_page() {
    let bench = Bench::new();
    for number in 0..12 {
        let body = json!({"displayName": format!("Berlin {number:02}"), "externalId": format!("g-{number}")});
        bench.create("Group", body);
        bench.group(&format!("Aarhus {number:02}"), &[]);
    }
    let ask = |text: &str, offset, after| {
        let query = GroupsQuery {
            text: Some(text.to_owned()),
            offset,
            after,
            limit: Some(5),
        };
        page(&bench, query)
    };
    let first = ask("BERLIN", 0, None);
    assert_eq!((first.rows.len(), first.matching, first.total), (5, 12, 24));
    let last = first.rows.last().map(|group| group.id.clone());
    let second = ask("berlin", 5, last);
    assert_eq!(second.matching, 12);
    assert_eq!(names(&second)[0], "Berlin 05");
    assert_eq!(ask("berlin", 5, None), second);
    let beyond = ask("berlin", 20, None);
    assert_eq!((beyond.rows.len(), beyond.matching), (0, 12));
    assert_eq!(names(&ask("g-11", 0, None)), ["Berlin 11"]);
    assert_eq!(ask("nothing", 0, None).matching, 0);
}

#[test]
fn a_group_says_when_it_was_made_and_by_which_recorded_exchange() {
    let bench = Bench::new();
    let exchange = bench.exchange();
    let number = exchange.number;
    let cause = Cause {
        exchange: Some(number),
        ..Cause::default()
    };
    let made = bench
        .directory()
        .create("Group", json!({"displayName": "Editors"}), cause);
    let id = made.wait().unwrap().record.id;
    let unrecorded = page(&bench, GroupsQuery::default()).rows;
    assert_eq!(unrecorded[0].exchange, None, "not in the log");
    bench.workspace.record(exchange);
    bench.await_exchanges(1);
    bench.advance(60);
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Authors"}]);
    bench.patch("Group", &id, rename);
    let rows = page(&bench, GroupsQuery::default()).rows;
    let since = rows[0].last_modified.duration_since(rows[0].created);
    assert_eq!((rows[0].exchange, since.as_secs()), (Some(number), 60));
}

#[test]
fn groups_are_roles_only_where_the_application_makes_roles_of_them() {
    for (uses, roles, groups, listed) in [
        ("roles", vec!["Editors"], vec![], 2),
        ("groups", vec!["base"], vec!["Editors"], 1),
        ("ignored", vec!["base"], vec![], 1),
    ] {
        let rules = format!("[groups]\nuse = \"{uses}\"\n[permissions]\ndefault = \"base\"");
        let bench = following(&rules);
        let ada = bench.user("ada");
        bench.group("Editors", &[&ada]);
        let row = only(&bench);
        let counting = row.roles.iter().filter(|role| role.counts);
        let counting: Vec<&str> = counting.map(|role| role.name.as_str()).collect();
        assert_eq!(counting, roles, "{uses}");
        let of: Vec<&str> = row.groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(of, groups, "{uses}");
        let all = bench
            .workspace
            .roles(bench.id(), &GroupsQuery::default())
            .unwrap();
        assert_eq!((all.rows.len() as u64, all.total), (listed, listed));
        let overview = bench.workspace.overview(bench.id()).unwrap();
        let all = overview.group_roles + overview.other_roles;
        assert_eq!((overview.groups, all), (1, listed), "{uses}");
    }
}

#[test]
fn the_number_of_those_who_need_attention_is_that_of_the_list() {
    let bench = Bench::new();
    bench.user("fine");
    let lost =
        json!({"userName": "lost", crate::bench::ENTERPRISE: {"manager": {"value": "8842"}}});
    bench.create("User", lost);
    let query = sandbox::PeopleQuery {
        needs_attention: true,
        ..Default::default()
    };
    let listed = bench.workspace.people(bench.id(), &query).unwrap().total;
    let counted = bench.workspace.needing_attention(bench.id()).unwrap();
    assert_eq!((listed, counted), (1, 1));
}

#[test]
fn groups_are_listed_with_their_sizes_and_opened_with_their_first_members() {
    let bench = Bench::new();
    let ids: Vec<String> = (0..150).map(|n| format!("m{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let big = bench.group("Big", &ids);
    bench.create(
        "Group",
        json!({"displayName": "admins", "externalId": "G-7"}),
    );
    let names = |text: Option<&str>| -> Vec<_> {
        let text = text.map(str::to_owned);
        let query = GroupsQuery {
            text,
            ..Default::default()
        };
        let page = bench.workspace.groups(bench.id(), &query).unwrap();
        page.rows
            .into_iter()
            .map(|group| (group.name, group.members))
            .collect()
    };
    assert_eq!(
        names(None),
        [("admins".to_owned(), 0), ("Big".to_owned(), 150)]
    );
    assert_eq!(names(Some("g-7")), [("admins".to_owned(), 0)]);
    let card = bench.workspace.group(bench.id(), &big).unwrap().unwrap();
    assert_eq!((card.members.len(), card.row.members), (100, 150));
    assert_eq!(card.members[0].value, "m0");
    assert_eq!(bench.workspace.group(bench.id(), "none").unwrap(), None);
}
