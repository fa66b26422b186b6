//! Diagnoses over time: opened, counted, accepted, closed, back again; by whom; and what is forgotten.

use sandbox::{
    Cause, ConnectionChange, Credential, Diagnosis, Empty, Exchange, FindingState, Origin, Story,
};
use serde_json::json;

use crate::bench::Bench;

/// What the fixed clock makes of an exchange of Entra ID.
fn entra(bench: &Bench) -> Exchange {
    Exchange {
        idp: Some("entra".into()),
        ..bench.exchange()
    }
}

fn denied(bench: &Bench, credential: Credential) -> Exchange {
    Exchange {
        status: 401,
        story: Story::Denied { credential },
        ..entra(bench)
    }
}

fn let_in(bench: &Bench) -> Exchange {
    Exchange {
        token_id: Some("tok_1".into()),
        story: Story::Probe,
        ..entra(bench)
    }
}

/// Records these, waits for them, and looks.
fn arrive(bench: &Bench, exchanges: Vec<Exchange>) {
    let count = bench.workspace.pulse().exchanges + exchanges.len() as u64;
    for exchange in exchanges {
        bench.workspace.record(exchange);
    }
    bench.await_exchanges(count);
    bench.workspace.diagnose().unwrap();
}

fn all(bench: &Bench) -> Vec<Diagnosis> {
    bench.workspace.diagnoses(bench.id()).unwrap()
}

/// Rule and state of each.
fn told(bench: &Bench) -> Vec<(&'static str, FindingState)> {
    let all = all(bench);
    all.iter().map(|one| (one.rule.id, one.state)).collect()
}

#[test]
fn signs_are_counted_once_and_the_first_and_latest_exchanges_are_kept() {
    let bench = Bench::new();
    let many = (0..30).map(|_| denied(&bench, Credential::Missing));
    arrive(&bench, many.collect());
    assert!(!bench.workspace.diagnose().unwrap(), "nothing is new");
    let [one] = &all(&bench)[..] else {
        panic!("{:?}", told(&bench));
    };
    assert_eq!((one.rule.id, one.count, one.reopened), ("CONN-03", 30, 0));
    assert_eq!(
        (one.opened.exchange, one.last.exchange),
        (Some(1), Some(30))
    );
    let evidence = bench
        .workspace
        .evidence(bench.id(), one.id)
        .unwrap()
        .unwrap();
    let numbers: Vec<i64> = evidence.exchanges.iter().map(|row| row.number).collect();
    let latest: Vec<i64> = (11..=30).rev().chain([1]).collect();
    assert_eq!(numbers, latest);
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    assert_eq!(all(&bench)[0].count, 31);
}

#[test]
fn what_is_mended_is_closed_by_its_proof_and_opens_again_when_it_comes_back() {
    let bench = Bench::new();
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    bench.advance(60);
    arrive(&bench, vec![let_in(&bench)]);
    let fixed = all(&bench).remove(0);
    assert_eq!(fixed.state, FindingState::Fixed);
    let closed = fixed.closed.unwrap();
    assert_eq!(
        (closed.exchange, closed.at),
        (Some(2), bench.workspace.clock().now())
    );
    arrive(&bench, vec![let_in(&bench)]);
    assert_eq!(all(&bench)[0].closed, fixed.closed, "once is enough");
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    let again = all(&bench).remove(0);
    assert_eq!(again.state, FindingState::Open);
    assert_eq!((again.reopened, again.count, again.closed), (1, 1, None));
    assert_eq!(again.opened.exchange, Some(4));
}

#[test]
fn what_is_accepted_stays_accepted_until_it_is_opened_or_proved_mended() {
    let bench = Bench::new();
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    let id = all(&bench)[0].id;
    let decide = |note| bench.workspace.decide_diagnosis(bench.id(), id, note);
    decide(Some("Our monitoring asks so.")).unwrap();
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    let accepted = all(&bench).remove(0);
    assert_eq!(accepted.state, FindingState::Accepted);
    assert_eq!(accepted.note.as_deref(), Some("Our monitoring asks so."));
    decide(None).unwrap();
    assert_eq!(told(&bench), [("CONN-03", FindingState::Open)]);
    decide(Some("After all.")).unwrap();
    arrive(&bench, vec![let_in(&bench)]);
    assert_eq!(told(&bench), [("CONN-03", FindingState::Fixed)]);
    assert!(decide(Some("Too late.")).is_err());
    assert!(
        bench
            .workspace
            .decide_diagnosis(bench.id(), 99, None)
            .is_err()
    );
}

#[test]
fn somebody_elses_success_proves_nothing() {
    let bench = Bench::new();
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    let curl = Exchange {
        idp: Some("curl".into()),
        ..let_in(&bench)
    };
    let played = Exchange {
        origin: Origin::Simulator,
        ..let_in(&bench)
    };
    arrive(&bench, vec![curl, played]);
    assert_eq!(told(&bench), [("CONN-03", FindingState::Open)]);
    arrive(&bench, vec![let_in(&bench)]);
    assert_eq!(told(&bench), [("CONN-03", FindingState::Fixed)]);
}

#[test]
fn what_is_played_by_ourselves_is_no_fault_of_the_identity_provider() {
    let bench = Bench::new();
    let played = Exchange {
        origin: Origin::Simulator,
        ..denied(&bench, Credential::DoubledBearer)
    };
    arrive(&bench, vec![played]);
    assert_eq!(told(&bench), []);
}

#[test]
fn two_programs_that_look_at_the_same_count_everything_once() {
    let bench = Bench::new();
    let beside = bench.beside();
    for _ in 0..5 {
        bench.workspace.record(denied(&bench, Credential::Missing));
    }
    bench.await_exchanges(5);
    std::thread::scope(|threads| {
        for workspace in [&bench.workspace, &beside] {
            threads.spawn(move || workspace.diagnose().unwrap());
        }
    });
    bench.workspace.diagnose().unwrap();
    assert_eq!(all(&bench)[0].count, 5);
}

#[test]
fn another_twin_judges_everybody_anew() {
    let bench = Bench::new();
    for (name, mail) in [("ada@corp", "ada@contoso.com"), ("b@x", "b@x")] {
        let body = json!({"userName": name, "emails": [{"type": "work", "value": mail}],
            "externalId": name, "displayName": name, "name": {"givenName": "A", "familyName": "B"}});
        bench.create("User", body);
    }
    bench.workspace.diagnose().unwrap();
    assert_eq!(told(&bench), []);
    let follow = |twin: &str| {
        let change = ConnectionChange {
            twin: Some(twin.into()),
            ..ConnectionChange::default()
        };
        bench
            .workspace
            .change_connection(bench.id(), change)
            .unwrap();
        bench.workspace.diagnose().unwrap();
    };
    follow("ransomleak");
    let one = all(&bench).remove(0);
    assert_eq!((one.rule.id, one.count, one.people), ("CFG-11", 1, 1));
    let evidence = bench
        .workspace
        .evidence(bench.id(), one.id)
        .unwrap()
        .unwrap();
    let own = bench
        .workspace
        .diagnoses_of_person(bench.id(), &evidence.people[0].id);
    assert_eq!(own.unwrap().len(), 1);
    follow("generic");
    assert_eq!(told(&bench), [("CFG-11", FindingState::Fixed)]);
}

#[test]
fn who_is_deleted_is_no_longer_concerned() {
    let bench = Bench::new();
    let id = bench.user("ada#EXT#@x");
    bench.workspace.diagnose().unwrap();
    assert_eq!(told(&bench), [("CRT-18", FindingState::Open)]);
    let deleted = bench
        .directory()
        .delete("User", &id, None, sandbox::Cause::default());
    deleted.wait().unwrap();
    bench.workspace.diagnose().unwrap();
    assert_eq!(told(&bench), [("CRT-18", FindingState::Fixed)]);
}

#[test]
fn an_emptied_connection_is_judged_anew() {
    let bench = Bench::new();
    bench.user("ada#EXT#@x");
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    assert_eq!(told(&bench).len(), 2);
    let traffic = Empty {
        traffic: true,
        people: false,
    };
    bench
        .workspace
        .empty_connection(bench.id(), traffic)
        .unwrap();
    bench.workspace.diagnose().unwrap();
    assert_eq!(
        told(&bench),
        [("CRT-18", FindingState::Open)],
        "the person is still there"
    );
    let people = Empty {
        traffic: false,
        people: true,
    };
    bench
        .workspace
        .empty_connection(bench.id(), people)
        .unwrap();
    bench.workspace.diagnose().unwrap();
    assert_eq!(told(&bench), []);
}

#[test]
fn what_was_diagnosed_is_there_after_a_restart_and_goes_on() {
    let bench = Bench::new();
    arrive(&bench, vec![denied(&bench, Credential::Missing)]);
    bench.workspace.close();
    let again = sandbox::Workspace::open(bench.options(2)).unwrap();
    assert!(!again.diagnose().unwrap());
    assert_eq!(again.diagnoses(bench.id()).unwrap()[0].count, 1);
}

#[test]
fn a_backlog_is_looked_at_in_pieces_to_its_end() {
    let bench = Bench::new();
    let many = (0..7_000).map(|_| denied(&bench, Credential::Missing));
    arrive(&bench, many.collect());
    assert_eq!(all(&bench)[0].count, 7_000);
    for number in 0..2_100 {
        let name = format!("guest{number}#EXT#@x");
        let body = json!({ "userName": name });
        drop(
            bench
                .directory()
                .create("User", body, sandbox::Cause::default()),
        );
    }
    bench.user("last@x");
    bench.workspace.diagnose().unwrap();
    let guests = all(&bench).into_iter().find(|one| one.rule.id == "CRT-18");
    assert_eq!(guests.unwrap().people, 2_100);
}

#[test]
fn managers_who_have_not_come_are_expected_first_and_a_finding_afterwards_whoever_sent_them() {
    let bench = Bench::new();
    let extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (name, active) in [("ada", true), ("bram", true), ("chidi", false)] {
        let body = json!({
            "userName": name, "active": active,
            extension: {"manager": {"value": format!("boss-of-{name}")}},
        });
        let created = bench.directory().create("User", body, Cause::default());
        created.wait().unwrap();
    }
    let okta = Exchange {
        idp: Some("okta".into()),
        ..let_in(&bench)
    };
    let waiting = |bench: &Bench| {
        let all = all(bench);
        let found = all.iter().find(|one| one.rule.id == "UPD-09");
        found.map(|one| one.count)
    };
    let awaited = |bench: &Bench| bench.workspace.overview(bench.id()).unwrap();
    arrive(&bench, vec![let_in(&bench), okta]);
    assert_eq!(waiting(&bench), None);
    // Who is not active needs no manager.
    assert_eq!(awaited(&bench).awaited_managers, 2);
    assert_eq!(awaited(&bench).managers_expected, 3);
    bench.advance(5 * 60);
    bench.workspace.diagnose().unwrap();
    assert_eq!(waiting(&bench), Some(2));
    assert_eq!(awaited(&bench).awaited_managers, 0);
}
