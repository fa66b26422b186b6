//! Pages: by index and by cursor (RFC 7644 §3.4.2.4, RFC 9865), of one type and of all
//! (RFC 7644 §3.4.2.1).

use sandbox::{Cause, Page, Want};
use scim::ScimType;
use serde_json::json;

use crate::bench::{Bench, query, refused};

fn ids(page: &Page) -> Vec<String> {
    page.records
        .iter()
        .map(|record| record.id.clone())
        .collect()
}

/// All pages of a query by cursor, each with at most `count` resources.
fn walk(bench: &Bench, kind: &str, count: &str, more: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    for _ in 0..100 {
        let pairs = [&[("cursor", cursor.as_str()), ("count", count)], more].concat();
        let page = bench
            .directory()
            .query(kind, &query(&pairs), Want::DOCUMENT)
            .unwrap();
        found.extend(ids(&page));
        match page.next_cursor {
            Some(next) => cursor = next,
            None => return found,
        }
    }
    panic!("the cursor never ends");
}

fn delete(bench: &Bench, person: &str) {
    let deleted = bench
        .directory()
        .delete("User", person, None, Cause::default());
    deleted.wait().unwrap();
}

/// 23 people, some of them with a title, every fifth without; titles repeat.
fn crowd() -> Bench {
    let bench = Bench::new();
    for n in 0..23 {
        let mut person =
            json!({"userName": format!("u{n:02}@x"), "nickName": format!("N{}", n % 4)});
        if n % 5 != 0 {
            person["title"] = format!("T{}", n % 3).into();
        }
        bench.create("User", person);
    }
    bench
}

#[test]
fn a_walk_by_cursor_meets_everybody_once_in_the_order_of_the_whole_list() {
    let bench = crowd();
    let orders: [&[(&str, &str)]; 6] = [
        &[],
        &[("sortBy", "userName")],
        &[("sortBy", "title")],
        &[("sortBy", "title"), ("sortOrder", "descending")],
        &[("sortBy", "nickName"), ("sortOrder", "descending")],
        &[("filter", "userName co \"1\""), ("sortBy", "nickName")],
    ];
    for order in orders {
        let whole = bench
            .directory()
            .query("User", &query(order), Want::DOCUMENT);
        let whole = ids(&whole.unwrap());
        for count in ["1", "4", "23", "100"] {
            assert_eq!(
                walk(&bench, "User", count, order),
                whole,
                "{order:?} by {count}"
            );
        }
    }
}

#[test]
fn a_walk_goes_on_when_the_person_at_the_cursor_is_gone_and_new_people_come() {
    let bench = crowd();
    let directory = bench.directory();
    let first = directory
        .query(
            "User",
            &query(&[("cursor", ""), ("count", "5")]),
            Want::DOCUMENT,
        )
        .unwrap();
    delete(&bench, first.records.last().map_or("", |last| &last.id));
    bench.user("new@x");
    let cursor = first.next_cursor.unwrap();
    let rest = directory
        .query(
            "User",
            &query(&[("cursor", &cursor), ("count", "100")]),
            Want::DOCUMENT,
        )
        .unwrap();
    assert_eq!(
        rest.records.len(),
        19,
        "18 who had not been seen and one new"
    );
    assert!(rest.next_cursor.is_none());
    assert_eq!(rest.total, 23);
}

#[test]
fn a_cursor_of_another_query_and_a_made_up_one_are_refused() {
    let bench = crowd();
    let page = bench
        .directory()
        .query(
            "User",
            &query(&[("cursor", ""), ("count", "5")]),
            Want::DOCUMENT,
        )
        .unwrap();
    let cursor = page.next_cursor.unwrap();
    let others: [&[(&str, &str)]; 3] = [
        &[("cursor", &cursor), ("filter", "active pr")],
        &[("cursor", &cursor), ("sortBy", "userName")],
        &[("cursor", "VZUTiyhEQJ94IR")],
    ];
    for pairs in others {
        let error = refused(
            bench
                .directory()
                .query("User", &query(pairs), Want::DOCUMENT),
        );
        assert_eq!(error.scim_type, Some(ScimType::InvalidCursor), "{pairs:?}");
    }
}

#[test]
fn far_pages_are_right_across_blocks_and_holes() {
    let bench = Bench::new();
    let people: Vec<String> = (0..2_600).map(|n| bench.user(&format!("u{n}@x"))).collect();
    for person in people.iter().step_by(3) {
        delete(&bench, person);
    }
    let left: Vec<&String> = people
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 3 != 0)
        .map(|(_, id)| id)
        .collect();
    for start in [1, 2, 682, 683, 684, 1_000, 1_700, left.len()] {
        let from = start.to_string();
        let page = bench
            .directory()
            .query(
                "User",
                &query(&[("startIndex", &from), ("count", "7")]),
                Want::DOCUMENT,
            )
            .unwrap();
        let expected: Vec<String> = left
            .iter()
            .skip(start - 1)
            .take(7)
            .map(|id| (*id).clone())
            .collect();
        assert_eq!(ids(&page), expected, "from {start}");
        assert_eq!(page.total, left.len() as u64);
    }
    let far = bench
        .directory()
        .query("User", &query(&[("startIndex", "999999")]), Want::DOCUMENT)
        .unwrap();
    assert_eq!((far.records.len(), far.total), (0, left.len() as u64));
}

#[test]
fn a_query_at_the_root_finds_all_types_and_can_tell_them_apart() {
    let bench = Bench::new();
    bench.user("ada@x");
    bench.create("Group", json!({"displayName": "Staff"}));
    bench.user("bob@x");
    let all = |pairs: &[(&str, &str)]| {
        let page = bench
            .directory()
            .query_all(&query(pairs), Want::ALL)
            .unwrap();
        let kinds: Vec<String> = page
            .records
            .iter()
            .map(|record| record.kind.clone())
            .collect();
        assert!(page.total >= kinds.len() as u64);
        kinds
    };
    assert_eq!(all(&[]), ["User", "Group", "User"]);
    assert_eq!(
        all(&[("filter", "meta.resourceType eq \"Group\"")]),
        ["Group"]
    );
    assert_eq!(
        all(&[(
            "filter",
            "userName eq \"BOB@x\" or displayName eq \"staff\""
        )]),
        ["Group", "User"]
    );
    assert_eq!(all(&[("sortBy", "displayName")]), ["Group", "User", "User"]);
    assert_eq!(all(&[("startIndex", "2"), ("count", "1")]), ["Group"]);
}
