//! A clock that runs ahead of another one by as much as it is told: for rehearsing what comes with time.
//!
//! Only how far it is ahead is kept, and only in memory: after a restart it shows the time of the other one.
//! It is never set behind it, so that nothing but going back to real time makes moments come a second time.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::Clock;

/// The furthest ahead, in milliseconds: ten years.
const FURTHEST: i64 = 10 * 365 * 24 * 60 * 60 * 1_000;

/// A clock ahead of another one, at first by nothing.
pub struct Ahead {
    real: Arc<dyn Clock>,
    millis: AtomicI64,
    calls: Mutex<Vec<Box<dyn Fn() + Send + Sync>>>,
}

impl Debug for Ahead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ahead").field(&self.millis()).finish()
    }
}

impl Ahead {
    /// A clock that shows the time of `real` until it is moved.
    #[must_use]
    pub fn of(real: Arc<dyn Clock>) -> Self {
        Self {
            real,
            millis: AtomicI64::new(0),
            calls: Mutex::default(),
        }
    }

    /// By how many milliseconds it is ahead; 0 when it shows real time.
    #[must_use]
    pub fn millis(&self) -> i64 {
        self.millis.load(Ordering::SeqCst)
    }

    /// The time of the clock behind it: what the world outside goes by.
    #[must_use]
    pub fn real(&self) -> Timestamp {
        self.real.now()
    }

    /// Sets it ahead by so much more. False, and nothing is moved, when that is backwards or more than ten
    /// years ahead of real time.
    #[must_use]
    pub fn jump(&self, by: SignedDuration) -> bool {
        let more = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let moved = self
            .millis
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |before| {
                let ahead = before.saturating_add(more);
                (more >= 0 && ahead <= FURTHEST).then_some(ahead)
            });
        if moved.is_ok() {
            self.tell();
        }
        moved.is_ok()
    }

    /// Lets it show real time again.
    pub fn back(&self) {
        self.millis.store(0, Ordering::SeqCst);
        self.tell();
    }

    fn tell(&self) {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.iter().for_each(|call| call());
    }
}

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        let real = self.real.now();
        real.checked_add(SignedDuration::from_millis(self.millis()))
            .unwrap_or(real)
    }

    fn on_move(&self, call: Box<dyn Fn() + Send + Sync>) {
        let call: Arc<dyn Fn() + Send + Sync> = Arc::from(call);
        let same = Arc::clone(&call);
        self.real.on_move(Box::new(move || same()));
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.push(Box::new(move || call()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Virtual, from_millis};

    fn over(at: i64) -> (Arc<Virtual>, Ahead) {
        let real = Arc::new(Virtual::new(from_millis(at)));
        let ahead = Ahead::of(Arc::clone(&real) as _);
        (real, ahead)
    }

    #[test]
    fn it_runs_on_with_real_time_however_far_it_is_ahead() {
        let (real, ahead) = over(1_000);
        assert_eq!(ahead.now(), real.now());
        assert!(ahead.jump(SignedDuration::from_hours(1)));
        assert!(ahead.jump(SignedDuration::from_hours(24)));
        real.advance(SignedDuration::from_secs(2));
        assert_eq!(ahead.now().as_millisecond(), 3_000 + 25 * 3_600_000);
        assert_eq!(ahead.real(), real.now());
        ahead.back();
        assert_eq!((ahead.now(), ahead.millis()), (real.now(), 0));
    }

    #[test]
    fn it_goes_neither_backwards_nor_further_than_ten_years() {
        let (real, ahead) = over(1_000);
        assert!(!ahead.jump(SignedDuration::from_millis(-1)));
        assert!(!ahead.jump(SignedDuration::from_hours(11 * 365 * 24)));
        assert!(!ahead.jump(SignedDuration::MAX));
        assert_eq!(ahead.now(), real.now());
    }

    #[test]
    fn who_waits_for_it_is_told_of_every_move_of_either_clock() {
        let (real, ahead) = over(0);
        let told = Arc::new(AtomicI64::new(0));
        let counted = Arc::clone(&told);
        ahead.on_move(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        }));
        assert!(ahead.jump(SignedDuration::from_secs(1)));
        real.advance(SignedDuration::from_secs(1));
        ahead.back();
        assert!(!ahead.jump(SignedDuration::MIN));
        assert_eq!(told.load(Ordering::Relaxed), 3);
    }
}
