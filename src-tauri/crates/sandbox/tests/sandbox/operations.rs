//! Operations over time: folded as exchanges arrive, listed by pages and filters, gone with the log.

use sandbox::{Exchange, Operation, OperationRow, Story, Subject, TrafficQuery};

use crate::bench::Bench;

fn adele() -> Option<Subject> {
    Some(Subject {
        kind: "User".into(),
        id: "1".into(),
        name: "Adele Vance".into(),
    })
}

/// Entra ID looks for somebody.
fn lookup(bench: &Bench, user_name: &str) -> Exchange {
    Exchange {
        idp: Some("entra".into()),
        method: "GET".into(),
        path: "/scim/v2/Users".into(),
        story: Story::Match {
            attribute: "userName".into(),
            value: user_name.into(),
            found: false,
        },
        ..bench.exchange()
    }
}

/// A write to Adele.
fn written(bench: &Bench, method: &str, story: Story) -> Exchange {
    Exchange {
        idp: Some("entra".into()),
        method: method.into(),
        path: "/scim/v2/Users/1".into(),
        subject: adele(),
        story,
        ..bench.exchange()
    }
}

fn created() -> Story {
    Story::Created {
        team: Some("Sales".into()),
        manager: None,
        backfilled: 0,
    }
}

fn arrive(bench: &Bench, exchanges: impl IntoIterator<Item = Exchange>) {
    let mut count = bench.workspace.pulse().exchanges;
    for exchange in exchanges {
        count += 1;
        bench.workspace.record(exchange);
    }
    bench.await_exchanges(count);
    bench.workspace.diagnose().unwrap();
}

fn all(bench: &Bench) -> Vec<OperationRow> {
    asked(bench, TrafficQuery::default())
}

fn asked(bench: &Bench, query: TrafficQuery) -> Vec<OperationRow> {
    let query = TrafficQuery {
        connection: Some(bench.id().into()),
        ..query
    };
    bench.workspace.operations(&query).unwrap().rows
}

fn numbers(bench: &Bench, operation: &OperationRow) -> Vec<i64> {
    let calls = bench.workspace.calls_of(operation.id).unwrap();
    calls.iter().map(|call| call.number).collect()
}

#[test]
fn an_operation_grows_with_what_arrives_and_is_listed_with_its_calls() {
    let bench = Bench::new();
    arrive(
        &bench,
        [
            lookup(&bench, "adele vance"),
            lookup(&bench, "bram"),
            written(&bench, "POST", created()),
        ],
    );
    let before = all(&bench);
    let told: Vec<(i64, u64)> = before
        .iter()
        .map(|one| (one.operation.first_exchange, one.operation.calls))
        .collect();
    assert_eq!(told, [(2, 1), (1, 2)], "the latest to begin comes first");
    assert_eq!(numbers(&bench, &before[1]), [1, 3]);

    let title = Story::Updated {
        paths: vec!["title".into()],
        team: None,
        manager: None,
        backfilled: 0,
        unlinked: 0,
    };
    arrive(&bench, [written(&bench, "PATCH", title)]);
    let after = all(&bench);
    let grown: &Operation = &after[1].operation;
    assert_eq!((after[1].id, grown.calls), (before[1].id, 3));
    assert_eq!(grown.story, created(), "who is created stays created");
    assert_eq!(numbers(&bench, &after[1]), [1, 3, 4]);
}

#[test]
fn an_operation_is_found_by_any_of_its_calls() {
    let bench = Bench::new();
    let failed = Exchange {
        status: 404,
        ..written(&bench, "PATCH", Story::NotFound)
    };
    arrive(
        &bench,
        [
            lookup(&bench, "adele vance"),
            written(&bench, "POST", created()),
            failed,
            lookup(&bench, "bram"),
        ],
    );
    let failed = TrafficQuery {
        failed_only: true,
        ..TrafficQuery::default()
    };
    let found = asked(&bench, failed);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].operation.calls, found[0].operation.failed),
        (3, 1)
    );
    let both = all(&bench);
    let older = TrafficQuery {
        before_seq: Some(both[0].operation.first_seq),
        ..TrafficQuery::default()
    };
    assert_eq!(asked(&bench, older), both[1..]);
    let newer = TrafficQuery {
        after_seq: Some(both[1].operation.first_seq),
        ..TrafficQuery::default()
    };
    assert_eq!(asked(&bench, newer), both[..1]);
}

#[test]
fn operations_go_with_the_log() {
    let bench = Bench::new();
    arrive(&bench, [lookup(&bench, "adele")]);
    assert_eq!(all(&bench).len(), 1);
    bench.workspace.clear_traffic(Some(bench.id())).unwrap();
    assert_eq!(all(&bench), []);
    arrive(&bench, [lookup(&bench, "adele")]);
    assert_eq!(
        all(&bench)[0].operation.calls,
        1,
        "nothing goes on from before"
    );
}

#[test]
fn what_was_recorded_before_anything_was_folded_is_folded_later() {
    let bench = Bench::new();
    arrive(
        &bench,
        [
            lookup(&bench, "adele vance"),
            lookup(&bench, "bram"),
            written(&bench, "POST", created()),
        ],
    );
    let before = all(&bench);
    let calls: Vec<Vec<i64>> = before.iter().map(|one| numbers(&bench, one)).collect();
    // As a workspace is that was used before there were operations.
    let file = rusqlite::Connection::open(bench.path()).unwrap();
    file.execute_batch("DELETE FROM operations; UPDATE diagnosing SET folded = 0")
        .unwrap();
    assert_eq!(all(&bench), []);
    assert_eq!(newest(&bench), 0, "all of them are still to come");

    bench.workspace.diagnose().unwrap();
    let after = all(&bench);
    let told = |rows: &[OperationRow]| -> Vec<_> { rows.iter().map(told).collect() };
    assert_eq!(told(&after), told(&before));
    let again: Vec<Vec<i64>> = after.iter().map(|one| numbers(&bench, one)).collect();
    assert_eq!(again, calls);
}

/// What an operation is, wherever it is kept.
fn told(row: &OperationRow) -> (i64, i64, u64, u64, Option<Subject>, Story) {
    let one = &row.operation;
    let (subject, story) = (one.subject.clone(), one.story.clone());
    (
        one.first_seq,
        one.last_exchange,
        one.calls,
        one.failed,
        subject,
        story,
    )
}

#[test]
fn a_page_says_how_far_was_folded_and_not_how_much_has_arrived() {
    let bench = Bench::new();
    arrive(&bench, [lookup(&bench, "adele vance")]);
    let folded = newest(&bench);
    bench.workspace.record(lookup(&bench, "bram"));
    bench.await_exchanges(2);
    assert_eq!(
        newest(&bench),
        folded,
        "what is not folded is still to come"
    );
    bench.workspace.diagnose().unwrap();
    assert_eq!(newest(&bench), bench.workspace.pulse().newest_seq);
}

fn newest(bench: &Bench) -> i64 {
    let page = bench.workspace.operations(&TrafficQuery::default());
    page.unwrap().newest_seq
}
