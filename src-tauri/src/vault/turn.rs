//! One call at a time, and a limit to the waiting: a keyring that asks the user blocks its caller, and
//! without this every later call would block a thread of its own behind it.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Hands out turns, one at a time.
#[derive(Debug, Default)]
pub(super) struct Turns {
    taken: Mutex<bool>,
    given_back: Condvar,
}

/// A turn; dropping it gives it back.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// The next turn, unless it takes longer than this.
    pub(super) fn take(&self, wait: Duration) -> Option<Turn<'_>> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .given_back
            .wait_timeout_while(taken, wait, |taken| *taken);
        let (mut taken, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() && *taken {
            return None;
        }
        *taken = true;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_turn_is_refused_while_the_first_lasts() {
        let turns = Turns::default();
        let first = turns.take(Duration::ZERO);
        assert!(first.is_some());
        assert!(turns.take(Duration::from_millis(20)).is_none());
        drop(first);
        assert!(turns.take(Duration::ZERO).is_some());
    }

    #[test]
    fn a_turn_that_is_given_back_in_time_is_handed_on() {
        let turns = Turns::default();
        std::thread::scope(|scope| {
            let first = turns.take(Duration::ZERO);
            let second = scope.spawn(|| turns.take(Duration::from_secs(20)).is_some());
            drop(first);
            assert!(second.join().unwrap());
        });
    }

    #[test]
    fn a_call_that_panicked_does_not_keep_its_turn() {
        let turns = Turns::default();
        let broken = std::thread::scope(|scope| {
            scope
                .spawn(|| {
                    let _turn = turns.take(Duration::ZERO);
                    panic!("as a broken keyring library would");
                })
                .join()
        });
        assert!(broken.is_err());
        assert!(turns.take(Duration::ZERO).is_some());
    }
}
