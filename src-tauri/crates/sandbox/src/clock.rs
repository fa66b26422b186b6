//! Time comes from here, so that 40-minute cycles, token expiry and retention can be played in
//! seconds. This is the only place that asks the operating system for the time of day.
//!
//! Stored and sent times are milliseconds since the epoch; [`millis`] is their serde form.

use std::fmt::{self, Debug};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

mod ahead;

pub use ahead::Ahead;

/// Where the sandbox takes the time of day from.
pub trait Clock: Send + Sync + Debug {
    /// The current time.
    fn now(&self) -> Timestamp;

    /// Calls `call` each time after the clock was moved by hand, for whoever waits for a time. A clock
    /// that only runs never does.
    fn on_move(&self, call: Box<dyn Fn() + Send + Sync>) {
        drop(call);
    }
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the operating system is asked for the time"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until it is told to move.
pub struct Virtual {
    at: Mutex<Timestamp>,
    calls: Mutex<Vec<Box<dyn Fn() + Send + Sync>>>,
}

impl Debug for Virtual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Virtual").field(&self.now()).finish()
    }
}

impl Virtual {
    /// A clock that shows `at`.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        Self {
            at: Mutex::new(at),
            calls: Mutex::default(),
        }
    }

    /// Moves the clock by `by`; a negative duration moves it back. A time beyond what can be
    /// expressed leaves the clock where it is.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(by).unwrap_or(*now);
        drop(now);
        self.tell();
    }

    /// Makes the clock show `at`.
    pub fn set(&self, at: Timestamp) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = at;
        self.tell();
    }

    fn tell(&self) {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.iter().for_each(|call| call());
    }
}

impl Clock for Virtual {
    fn now(&self) -> Timestamp {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn on_move(&self, call: Box<dyn Fn() + Send + Sync>) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.push(call);
    }
}

/// From a time further ahead than this, in milliseconds, the clock has been set back since.
const SET_BACK: i64 = 60_000;

/// How long ago, in milliseconds, a stored time was. One that is ahead was noted while a virtual clock was,
/// and real time came back since: long ago.
pub(crate) fn age(at: i64, now: i64) -> i64 {
    match at > now.saturating_add(SET_BACK) {
        true => i64::MAX,
        false => now.saturating_sub(at),
    }
}

/// A stored time as a [`Timestamp`]; a number that is no time becomes the epoch.
pub(crate) fn from_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Serde form of a time: milliseconds since the epoch.
pub mod millis {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes milliseconds since the epoch.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(at.as_millisecond())
    }

    /// Reads milliseconds since the epoch.
    ///
    /// # Errors
    /// Those of the deserializer, and a number outside the range of [`Timestamp`].
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::from_millisecond(i64::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn a_virtual_clock_moves_only_when_told() {
        let clock = Virtual::new(from_millis(1_000));
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_secs(40 * 60));
        assert_eq!(clock.now().as_millisecond(), 2_401_000);
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn who_waits_for_a_virtual_clock_is_told_when_it_was_moved() {
        let (clock, told) = (Virtual::new(from_millis(0)), Arc::new(AtomicU32::new(0)));
        let counted = Arc::clone(&told);
        clock.on_move(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        }));
        clock.advance(SignedDuration::from_secs(1));
        clock.set(from_millis(7));
        assert_eq!(told.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_virtual_clock_stops_at_the_end_of_time() {
        let clock = Virtual::new(Timestamp::MAX);
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(clock.now(), Timestamp::MAX);
    }

    #[test]
    fn what_was_noted_by_a_clock_that_was_set_back_since_is_long_ago() {
        assert_eq!(age(1_000, 4_000), 3_000);
        // Two clocks of one computer differ by a little.
        assert_eq!(age(4_000, 1_000), -3_000);
        assert_eq!(age(100_000, 1_000), i64::MAX);
    }

    #[test]
    fn the_system_clock_is_past_the_year_2024() {
        assert!(System.now().as_millisecond() > 1_704_067_200_000);
    }
}
