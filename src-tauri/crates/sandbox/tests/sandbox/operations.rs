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
