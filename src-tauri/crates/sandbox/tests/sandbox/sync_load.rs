//! A sync of many people: in batches, so that whoever writes meanwhile waits for a batch and not for the run.

use std::time::{Duration, Instant};

use sandbox::sync::Verdict;

use crate::staging::with_domain;

/// Enough for several batches of each step.
const PEOPLE: usize = 3_000;

#[test]
fn clients_write_while_a_run_is_at_work() {
    let bench = with_domain();
    let waiting: Vec<_> = (0..PEOPLE)
        .map(|number| {
            let address = format!("p{number}@contoso.com");
            let body = serde_json::json!({"userName": address, "emails": [{"value": address}]});
            bench
                .directory()
                .create("User", body, sandbox::Cause::default())
        })
        .collect();
    waiting
        .into_iter()
        .for_each(|made| drop(made.wait().unwrap()));
    let preview = bench.workspace.sync_preview(bench.id()).unwrap();
    assert_eq!(preview.count(Verdict::Create), PEOPLE as u64);
    let syncing = bench.workspace.begin_sync(bench.id()).unwrap();
    let run = std::thread::spawn(move || syncing.carry_out().unwrap());
    let mut written = 0;
    let mut longest = Duration::ZERO;
    while !run.is_finished() {
        let began = Instant::now();
        bench.stage(&format!("late{written}@contoso.com"));
        longest = longest.max(began.elapsed());
        written += 1;
    }
    let run = run.join().unwrap();
    assert!(run.counts.created >= PEOPLE as u64, "{run:?}");
    assert!(written > 20, "{written} writes came through");
    assert!(
        longest < Duration::from_secs(2),
        "one write waited {longest:?}"
    );
}
