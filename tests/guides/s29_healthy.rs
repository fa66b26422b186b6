//! S29, the other way round: a session in which nothing is wrong is diagnosed with nothing, in each
//! dialect, and every rule that a troubleshooting table names is one that is there.

use std::collections::BTreeSet;

use sandbox::Twins;
use sandbox::diagnoses::RULES;
use serde_json::Value;
use simulator::{Company, Dialect, Pace, Plan, Progress, Session};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::tenant::Tenant;

/// A company without oddities: logins are addresses, and everybody's manager is in it.
fn company() -> Company {
    Company::generated(7, 20).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_session_of_each_dialect_is_diagnosed_with_nothing() {
    for dialect in [
        Dialect::EntraLegacy,
        Dialect::EntraCompliant,
        Dialect::OktaAiw,
    ] {
        for twin in ["generic", "ransomleak"] {
            let tenant = Tenant::of(twin).await;
            let door = tenant.door().await;
            let base = format!("http://{}{}", door.address, door.base);
            let plan = Plan::new(&base, &door.token, company(), dialect, Pace::Instant, 7);
            let (progress, _seen) = watch::channel(Progress::default());
            let outcome = simulator::run(plan, progress, CancellationToken::new()).await;
            assert_eq!(outcome.unwrap().failures, []);
            tenant.pass(40);
            let session = Session::new(&base, &door.token, dialect).unwrap();
            let person = company().person(3).unwrap();
            let found = session
                .find_person(&person.user_name)
                .await
                .unwrap()
                .unwrap();
            session
                .change_person(&found.id, "title", "Lead")
                .await
                .unwrap();
            session.disable(&found.id).await.unwrap();
            session.enable(&found.id).await.unwrap();
            tenant.pass(20);
            assert_eq!(
                tenant.diagnoses().await,
                Vec::<Value>::new(),
                "{dialect:?} {twin}"
            );
        }
    }
}

#[test]
fn every_rule_of_the_troubleshooting_tables_and_traps_is_there_and_watches() {
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut named = BTreeSet::new();
    for twin in Twins::built_in().known() {
        assert!(
            twin.troubles.iter().all(|row| !row.rules.is_empty()),
            "each row of {} is diagnosed by a rule",
            twin.id
        );
        let rows = twin.troubles.iter().flat_map(|row| &row.rules);
        let guides = twin.guides.iter().flat_map(|guide| &guide.traps);
        let traps = guides.flat_map(|trap| &trap.rules);
        named.extend(rows.chain(traps).cloned());
    }
    let unknown: Vec<&String> = named
        .iter()
        .filter(|rule| !known.contains(rule.as_str()))
        .collect();
    assert_eq!(unknown, Vec::<&String>::new(), "rules that nothing detects");
}
