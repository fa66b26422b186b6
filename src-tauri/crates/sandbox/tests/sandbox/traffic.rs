//! The log: what is recorded, how it is found, what must not be in it.

use std::sync::Arc;

use sandbox::clock::Virtual;
use sandbox::ids::Fixed;
use sandbox::{
    Capture, Cause, Error, Exchange, Failure, FindingState, Location, Message, NewToken, Options,
    Origin, Story, Subject, TrafficQuery, Workspace,
};
use scim::{Finding, ScimType, Severity};
use serde_json::json;

use crate::bench::{Bench, contains, everything_in, start};

fn numbers(bench: &Bench, query: &TrafficQuery) -> Vec<i64> {
    bench
        .workspace
        .traffic(query)
        .unwrap()
        .rows
        .iter()
        .map(|row| row.number)
        .collect()
}

/// Records exchanges made of the fixture's by `change`, numbered from 1.
fn record<const N: usize>(bench: &Bench, changes: [fn(&mut Exchange); N]) {
    for change in changes {
        let mut exchange = bench.exchange();
        change(&mut exchange);
        bench.workspace.record(exchange);
    }
    bench.await_exchanges(N as u64);
}

#[test]
fn an_exchange_reads_back_as_it_was_recorded() {
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
        .unwrap();
    let strict = scim::Error::invalid_value("'active' must be a boolean.");
    let finding = Finding::warn("UPD-08", "RFC 7643 §2.3.2", "Text was sent for a boolean.")
        .at("active")
        .strict(strict);
    let sent = Exchange {
        method: "PATCH".into(),
        path: "/scim/v2/Users/1".into(),
        query: Some("a=b".into()),
        status: 400,
        idp: Some("entra".into()),
        user_agent: Some("Azure".into()),
        origin: Origin::Replay,
        token_id: Some(token.token.id),
        subject: Some(Subject {
            kind: "User".into(),
            id: "1".into(),
            name: "Ada".into(),
        }),
        story: Story::Refused {
            status: 400,
            scim_type: Some("invalidValue".into()),
        },
        error: Some(Failure {
            scim_type: Some(ScimType::InvalidValue),
            detail: "No.".into(),
        }),
        findings: vec![finding.clone()],
        request: Message {
            headers: vec![("A".into(), "b".into())],
            body: b"{\"x\":1}".to_vec(),
        },
        response: Message {
            headers: vec![],
            body: vec![0xff, 0x00],
        },
        ..bench.exchange()
    };
    bench.workspace.record(sent.clone());
    bench.await_exchanges(1);
    let stored = bench.workspace.exchange(sent.number).unwrap().unwrap();
    assert_eq!(
        stored.exchange,
        Exchange {
            findings: vec![],
            ..sent
        }
    );
    assert_eq!(stored.token_label.as_deref(), Some("Entra"));
    assert!(!stored.bodies_dropped);
    assert_eq!(stored.findings.len(), 1);
    let mut expected = finding;
    expected.strict.as_mut().unwrap().detail = String::new();
    assert_eq!(stored.findings[0].finding, expected);
    assert_eq!(stored.findings[0].state, FindingState::Open);
    assert_eq!(bench.workspace.exchange(999).unwrap(), None);
}

#[test]
fn a_row_carries_sizes_findings_and_no_bodies() {
    let bench = Bench::new();
    record(
        &bench,
        [|exchange| {
            exchange.request.body = vec![b'x'; 10];
            exchange.response.body = vec![b'y'; 20];
            exchange.findings = vec![
                Finding::info("A", "s", "one"),
                Finding {
                    severity: Severity::Error,
                    ..Finding::info("B", "s", "two")
                },
            ];
        }],
    );
    let page = bench.workspace.traffic(&TrafficQuery::default()).unwrap();
    let row = &page.rows[0];
    assert_eq!((row.request_bytes, row.response_bytes), (10, 20));
    assert_eq!((row.finding_count, row.worst), (2, Some(Severity::Error)));
    assert_eq!((page.total_matching, page.newest_seq), (1, row.seq));
}

#[test]
fn rows_are_filtered_by_everything_that_is_given() {
    let bench = Bench::new();
    record(
        &bench,
        [
            |exchange| exchange.method = "POST".into(),
            |exchange| exchange.status = 404,
            |exchange| {
                exchange.status = 409;
                exchange.findings = vec![Finding::warn("CRT-01", "s", "d")];
            },
            |exchange| {
                exchange.subject = Some(Subject {
                    kind: "User".into(),
                    id: "7".into(),
                    name: "Åsa Ørn".into(),
                });
                exchange.idp = Some("okta".into());
            },
            |exchange| exchange.connection_id = None,
        ],
    );
    let by = |change: fn(&mut TrafficQuery)| {
        let mut query = TrafficQuery::default();
        change(&mut query);
        numbers(&bench, &query)
    };
    assert_eq!(by(|_| {}), [5, 4, 3, 2, 1], "newest first");
    assert_eq!(by(|query| query.method = Some("post".into())), [1]);
    assert_eq!(by(|query| query.status = Some(400..=404)), [2]);
    assert_eq!(by(|query| query.failed_only = true), [3, 2]);
    assert_eq!(by(|query| query.finding = Some("CRT-01".into())), [3]);
    assert_eq!(by(|query| query.subject = Some("7".into())), [4]);
    assert_eq!(by(|query| query.text = Some("OKTA åsa".into())), [4]);
    assert_eq!(by(|query| query.text = Some("#3".into())), [3]);
    assert_eq!(by(|query| query.text = Some("409".into())), [3]);
    assert_eq!(by(|query| query.text = Some("okta nobody".into())), [0; 0]);
    assert_eq!(
        by(|query| query.text = Some("%".into())),
        [0; 0],
        "no wildcard"
    );
    let own = TrafficQuery {
        connection: Some(bench.id().into()),
        ..Default::default()
    };
    assert_eq!(numbers(&bench, &own), [4, 3, 2, 1]);
    let unknown = TrafficQuery {
        connection: Some("x".into()),
        ..Default::default()
    };
    assert!(matches!(
        bench.workspace.traffic(&unknown),
        Err(Error::UnknownConnection(_))
    ));
}

#[test]
fn rows_are_filtered_by_time() {
    let bench = Bench::new();
    record(&bench, [|_| {}]);
    bench.advance(60);
    bench.workspace.record(bench.exchange());
    bench.await_exchanges(2);
    let later = bench.workspace.clock().now();
    let since = TrafficQuery {
        since: Some(later),
        ..Default::default()
    };
    assert_eq!(numbers(&bench, &since), [2]);
    let until = TrafficQuery {
        until: Some(later),
        ..Default::default()
    };
    assert_eq!(numbers(&bench, &until), [1]);
}

#[test]
fn the_tail_is_read_without_gaps_and_the_past_page_by_page() {
    let bench = Bench::new();
    record(&bench, [|_| {}; 25]);
    let mut last = 0;
    let mut seen = Vec::new();
    loop {
        let tail = TrafficQuery {
            after_seq: Some(last),
            limit: Some(10),
            ..Default::default()
        };
        let page = bench.workspace.traffic(&tail).unwrap();
        let Some(row) = page.rows.last() else { break };
        last = row.seq;
        seen.extend(page.rows.iter().map(|row| row.number));
    }
    assert_eq!(seen, (1..=25).collect::<Vec<_>>());
    let first = TrafficQuery {
        limit: Some(10),
        ..Default::default()
    };
    let page = bench.workspace.traffic(&first).unwrap();
    assert_eq!((page.rows.len(), page.total_matching), (10, 25));
    let before = TrafficQuery {
        before_seq: Some(page.rows[9].seq),
        ..first
    };
    assert_eq!(numbers(&bench, &before), (6..=15).rev().collect::<Vec<_>>());
    assert_eq!(bench.workspace.traffic(&before).unwrap().total_matching, 25);
}

#[test]
fn an_exchange_tells_what_it_did_with_before_and_after() {
    let bench = Bench::new();
    let exchange = bench.exchange();
    let cause = Cause {
        exchange: Some(exchange.number),
        token_id: None,
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
    let later = bench.exchange();
    let cause = Cause {
        exchange: Some(later.number),
        token_id: None,
    };
    let patch = json!({"Operations": [{"op": "replace", "path": "title", "value": "Lead"}]});
    bench
        .directory()
        .patch("User", &id, patch, None, cause)
        .wait()
        .unwrap();
    bench.workspace.record(later.clone());
    bench.await_exchanges(2);
    let first = bench.workspace.exchange(exchange.number).unwrap().unwrap();
    assert_eq!(
        (first.changes[0].before.is_none(), first.changes[0].version),
        (true, 1)
    );
    let second = bench.workspace.exchange(later.number).unwrap().unwrap();
    let change = &second.changes[0];
    assert_eq!(change.changes[0].path, "title");
    assert_eq!(change.before.as_ref().unwrap().get("title"), None);
    assert_eq!(change.after.as_ref().unwrap()["title"], "Lead");
    assert!(
        change.seq < second.seq,
        "the change comes before the exchange that carried it"
    );
}

#[test]
fn no_secret_reaches_the_disk() {
    let bench = Bench::new();
    let minted = bench
        .workspace
        .mint_token(bench.id(), NewToken::default())
        .unwrap();
    let secret = minted.secret.expose().to_owned();
    let mut exchange = bench.exchange();
    exchange.query = Some(format!(
        "access={secret}&filter=password%20eq%20%22t0psecret%22"
    ));
    exchange.request.headers = vec![
        ("Authorization".into(), format!("Bearer {secret}")),
        ("Cookie".into(), "session=c00kie".into()),
    ];
    exchange.request.body =
        br#"{"Operations":[{"op":"add","path":"password","value":"t0psecret"}]}"#.to_vec();
    exchange.response.body = format!("you sent {secret} and t0psecret").into_bytes();
    exchange.story = Story::Match {
        attribute: "password".into(),
        value: "t0psecret".into(),
        found: false,
    };
    exchange.findings = vec![Finding::info("X", "s", format!("sent {secret}"))];
    let number = exchange.number;
    bench.workspace.record(exchange);
    bench.await_exchanges(1);
    let stored = bench.workspace.exchange(number).unwrap().unwrap();
    assert_eq!(stored.exchange.request.headers[0].1, "Bearer [redacted]");
    bench.workspace.close();
    let all = everything_in(bench.folder.path());
    let random: String = secret.chars().skip(8).take(43).collect();
    for leak in [random.as_str(), "t0psecret", "c00kie"] {
        assert!(!contains(&all, leak), "{leak} is on disk");
    }
}

#[test]
fn with_capture_off_changes_are_kept_and_exchanges_are_not() {
    let workspace = Workspace::open(Options {
        location: Location::Memory,
        clock: Arc::new(Virtual::new(start())),
        ids: Arc::new(Fixed::new(1)),
        capture: Capture::Off,
    })
    .unwrap();
    let bench = Bench::new();
    workspace.record(Exchange {
        number: workspace.reserve_exchange(),
        ..bench.exchange()
    });
    let connection = workspace.default_connection().unwrap();
    let body = json!({"userName": "a@x"});
    let id = workspace
        .directory(&connection)
        .create("User", body, Cause::default())
        .wait()
        .unwrap()
        .record
        .id;
    assert_eq!(workspace.pulse().exchanges, 0);
    assert_eq!(
        workspace.traffic(&TrafficQuery::default()).unwrap().rows,
        []
    );
    assert_eq!(
        workspace
            .timeline(&connection.id, "User", &id)
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn numbers_go_on_after_a_restart_and_are_never_given_twice() {
    let bench = Bench::new();
    record(&bench, [|_| {}; 3]);
    let unused = bench.workspace.reserve_exchange();
    let cause = Cause {
        exchange: Some(bench.workspace.reserve_exchange()),
        token_id: None,
    };
    bench
        .directory()
        .create("User", json!({"userName": "a@x"}), cause)
        .wait()
        .unwrap();
    assert_eq!(unused, 4);
    bench.workspace.close();
    let again = Workspace::open(bench.options(2)).unwrap();
    assert_eq!(again.reserve_exchange(), 6);
    let numbers = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..100)
                        .map(|_| again.reserve_exchange())
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap())
            .collect::<std::collections::HashSet<_>>()
    });
    assert_eq!(numbers.len(), 400);
}

#[test]
fn cleared_traffic_is_gone_and_its_numbers_stay_used() {
    let bench = Bench::new();
    record(
        &bench,
        [|_| {}, |exchange| exchange.connection_id = None, |_| {}],
    );
    let newest = bench.workspace.pulse().newest_seq;
    assert_eq!(bench.workspace.clear_traffic(Some(bench.id())).unwrap(), 2);
    assert_eq!(numbers(&bench, &TrafficQuery::default()), [2]);
    assert_eq!(bench.workspace.clear_traffic(None).unwrap(), 1);
    assert_eq!(bench.workspace.pulse().exchanges, 0);
    assert_eq!(
        bench.workspace.pulse().newest_seq,
        newest,
        "the order does not go back"
    );
    assert_eq!(bench.workspace.reserve_exchange(), 4);
}

#[test]
fn a_finding_keeps_what_was_decided_about_it() {
    let bench = Bench::new();
    record(
        &bench,
        [|exchange| exchange.findings = vec![Finding::warn("A", "s", "d")]],
    );
    let finding = bench
        .workspace
        .exchange(1)
        .unwrap()
        .unwrap()
        .findings
        .remove(0);
    bench
        .workspace
        .set_finding_state(finding.id, FindingState::Accepted)
        .unwrap();
    let again = bench
        .workspace
        .exchange(1)
        .unwrap()
        .unwrap()
        .findings
        .remove(0);
    assert_eq!(again.state, FindingState::Accepted);
    assert_eq!(
        bench
            .workspace
            .overview(bench.id())
            .unwrap()
            .findings_by_rule,
        []
    );
    let unknown = bench.workspace.set_finding_state(999, FindingState::Fixed);
    assert!(matches!(unknown, Err(Error::UnknownFinding(999))));
}

#[test]
fn a_story_keeps_its_type_and_content() {
    for story in [
        Story::Listed { count: 1, total: 2 },
        Story::Denied {
            credential: sandbox::Credential::Unknown {
                checksum_ok: Some(false),
            },
        },
        Story::Created {
            team: Some("Finance".into()),
            manager: Some(sandbox::Reporting {
                state: sandbox::ManagerState::Myself,
                reference: Some("E-1".into()),
                name: None,
            }),
            backfilled: 7,
        },
    ] {
        let json = serde_json::to_value(&story).unwrap();
        assert_eq!(serde_json::from_value::<Story>(json).unwrap(), story);
    }
    let story = Story::Listed { count: 1, total: 2 };
    let json = serde_json::to_value(story).unwrap();
    assert_eq!(json, json!({"type": "listed", "count": 1, "total": 2}));
}
