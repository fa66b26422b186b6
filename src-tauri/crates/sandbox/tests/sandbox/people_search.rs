//! Searching people: every page of what a text finds, in every order.

use sandbox::{PeopleQuery, PeopleSort};
use serde_json::json;

use crate::bench::{Bench, ENTERPRISE};

fn bench() -> Bench {
    let bench = Bench::new();
    for (number, team) in ["Sales", "Finance", "Sales", "Board", "Sales"]
        .iter()
        .enumerate()
    {
        let name = format!("P{}", 9 - number);
        let body = json!({
            "userName": format!("{name}@contoso.example"), "displayName": name,
            "title": format!("Title {number}"), ENTERPRISE: {"department": team},
        });
        bench.create("User", body);
    }
    bench
}

fn names(bench: &Bench, query: &PeopleQuery) -> (Vec<String>, u64) {
    let page = bench.workspace.people(bench.id(), query).unwrap();
    (
        page.rows.into_iter().map(|row| row.name).collect(),
        page.total,
    )
}

#[test]
fn pages_of_a_search_join_to_the_whole_in_every_order_and_tell_the_same_total() {
    let bench = bench();
    for sort in [
        PeopleSort::Name,
        PeopleSort::Title,
        PeopleSort::Team,
        PeopleSort::Created,
    ] {
        for descending in [false, true] {
            let asked = |offset, limit| PeopleQuery {
                text: Some("sales contoso".to_owned()),
                sort,
                descending,
                offset,
                limit: Some(limit),
                ..PeopleQuery::default()
            };
            let (whole, total) = names(&bench, &asked(0, 100));
            assert_eq!((whole.len(), total), (3, 3));
            let mut joined = Vec::new();
            for offset in 0..3 {
                let (page, total) = names(&bench, &asked(offset, 1));
                assert_eq!(total, 3);
                joined.extend(page);
            }
            assert_eq!(joined, whole, "{sort:?}, descending: {descending}");
        }
    }
}

#[test]
fn a_search_that_finds_nobody_has_no_rows_and_counts_none() {
    let query = PeopleQuery {
        text: Some("nobody".to_owned()),
        ..PeopleQuery::default()
    };
    assert_eq!(names(&bench(), &query), (Vec::new(), 0));
}
