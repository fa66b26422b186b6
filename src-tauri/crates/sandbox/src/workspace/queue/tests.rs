//! Bounds and patience of the queue, without a writer.

use super::*;
use crate::traffic::fixture;

const SHORT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(20);

fn exchange(number: i64, body: usize) -> Recorded {
    let mut exchange = fixture::exchange(number);
    exchange.request.body = vec![b' '; body];
    Recorded::of(exchange, &[])
}

#[test]
fn bodies_beyond_the_budget_are_dropped_and_rows_are_not() {
    let half = 500;
    let queue = Queue::with_budget(2 * half);
    for number in 1..=4 {
        queue.record(exchange(number, half));
    }
    queue.record(exchange(5, 0));
    queue.close();
    let batch = queue.take(LONG).unwrap();
    let dropped: Vec<_> = batch
        .exchanges
        .iter()
        .map(|row| row.bodies_dropped)
        .collect();
    assert_eq!(dropped, [false, false, true, true, false]);
    assert_eq!(
        batch.exchanges[2].request_bytes, half,
        "the row still tells the size"
    );
    assert!(queue.take(LONG).is_none());
}

#[test]
fn the_budget_is_free_again_once_the_writer_has_taken_the_bodies() {
    let queue = Queue::with_budget(1_000);
    for round in 0..3 {
        queue.record(exchange(round, 1_000));
        let batch = queue.take(LONG).unwrap();
        assert!(!batch.exchanges[0].bodies_dropped, "round {round}");
    }
}

#[test]
fn what_is_put_back_comes_out_first_and_in_order() {
    let queue = Queue::default();
    queue.record(exchange(3, 0));
    let uses = HashMap::from([(
        "t".to_owned(),
        Uses {
            count: 2,
            last: Timestamp::UNIX_EPOCH,
        },
    )]);
    queue.note_use("t", Timestamp::UNIX_EPOCH);
    queue.put_back(vec![exchange(1, 0), exchange(2, 0)], uses);
    queue.close();
    let batch = queue.take(LONG).unwrap();
    let numbers: Vec<_> = batch
        .exchanges
        .iter()
        .map(|row| row.exchange.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(batch.uses["t"].count, 3);
}

#[test]
fn an_idle_queue_gives_an_empty_batch_and_a_closed_one_none() {
    let queue = Queue::default();
    let batch = queue.take(SHORT).unwrap();
    assert!(batch.jobs.is_empty() && batch.exchanges.is_empty() && batch.uses.is_empty());
    queue.close();
    assert!(queue.take(LONG).is_none());
    queue.record(exchange(1, 0));
    queue.note_use("t", Timestamp::UNIX_EPOCH);
    assert!(
        queue.take(LONG).is_none(),
        "a closed queue takes nothing in"
    );
}

#[test]
fn a_commit_takes_a_bounded_number_of_exchanges() {
    let queue = Queue::default();
    for number in 0..(EXCHANGES_PER_COMMIT as i64 + 1) {
        queue.record(exchange(number, 0));
    }
    assert_eq!(
        queue.take(LONG).unwrap().exchanges.len(),
        EXCHANGES_PER_COMMIT
    );
    assert_eq!(
        queue.take(LONG).unwrap().exchanges.len(),
        1,
        "the rest does not have to wait"
    );
}

#[test]
fn sixty_four_mebibytes_of_bodies_may_wait() {
    assert_eq!(Queue::default().body_budget, 64 << 20);
}
