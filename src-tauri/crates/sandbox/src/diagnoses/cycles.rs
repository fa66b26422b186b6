//! Bursts of calls of one identity provider: cycles, pushes of one person, tests. A pure function of
//! what came when and about whom.
//!
//! Entra ID writes in cycles about 40 minutes apart, and the interval cannot be changed; *Provision on
//! demand* brings one person between two of them. Both begin with the same search for nobody, and a
//! quiet cycle is nothing but that. What tells them apart is how many people they are about and when
//! they come. Okta knows no cycles: it writes when somebody is assigned or changed.

use jiff::Timestamp;

use super::call::Call;
use crate::clock::from_millis;
use crate::{Origin, Story};

/// A minute in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// Silence after which calls belong to another burst; so do those of a clock that was set back since.
const GAP: i64 = 5 * MINUTE;
/// From the start of one of Entra's cycles to the next.
pub(crate) const PERIOD: i64 = 40 * MINUTE;
/// How far from when it is due a cycle may begin.
const SLACK: i64 = 5 * MINUTE;
/// So many cycles may have been missed in between, a day of them.
const MISSED: i64 = 36;
/// Whether a measured interval is one between two cycles.
const PERIODS: std::ops::RangeInclusive<i64> = 30 * MINUTE..=50 * MINUTE;

/// What a burst of calls is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CycleKind {
    /// A cycle of Entra ID, or several people at once.
    Cycle,
    /// One person, between cycles.
    OnDemand,
    /// A test of the connection, and nothing else.
    Test,
}

/// A burst of calls of one identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    pub(crate) row: Option<i64>,
    pub(crate) first_seq: i64,
    /// People who were looked up.
    pub(crate) lookups: u64,
    /// People who were read or written.
    pub(crate) subjects: u64,
    /// `entra`, `okta`, …
    pub provider: String,
    /// Who sent it.
    pub origin: Origin,
    /// What it is.
    pub kind: CycleKind,
    /// When its first call arrived.
    pub started: Timestamp,
    /// When its last call arrived, so far.
    pub ended: Timestamp,
    /// Number of its first exchange.
    pub first_exchange: i64,
    /// Number of its last exchange, so far.
    pub last_exchange: i64,
    /// How many calls.
    pub calls: u64,
    /// About how many people.
    pub people: u64,
    /// How many calls wanted to change something.
    pub writes: u64,
    /// How many of those failed.
    pub failed: u64,
}

impl Cycle {
    fn begun_by(call: &Call, provider: &str) -> Self {
        Self {
            row: None,
            first_seq: call.seq,
            lookups: 0,
            subjects: 0,
            provider: provider.to_owned(),
            origin: call.origin,
            kind: CycleKind::Test,
            started: from_millis(call.at),
            ended: from_millis(call.at),
            first_exchange: call.number,
            last_exchange: call.number,
            calls: 0,
            people: 0,
            writes: 0,
            failed: 0,
        }
    }

    fn takes(&self, call: &Call) -> bool {
        self.origin == call.origin
            && call.idp.as_deref().is_none_or(|idp| idp == self.provider)
            && (call.at - self.ended.as_millisecond()).abs() <= GAP
    }

    fn take(&mut self, call: &Call) {
        self.ended = self.ended.max(from_millis(call.at));
        self.last_exchange = call.number;
        self.calls += 1;
        self.writes += u64::from(call.writes());
        self.failed += u64::from(call.writes() && call.status >= 400);
        if matches!(&call.story.0, Story::Match { attribute, .. } if attribute != "displayName") {
            self.lookups += 1;
        }
        let fresh = call.seen_before.is_none_or(|seq| seq < self.first_seq);
        if call.person().is_some() && fresh {
            self.subjects += 1;
        }
        self.people = self.subjects.max(self.lookups);
    }

    /// Whether it began when a cycle was due after `last`.
    fn is_due_after(&self, last: Timestamp) -> bool {
        let since = self.started.as_millisecond() - last.as_millisecond();
        let nearest = (since + PERIOD / 2) / PERIOD;
        (1..=MISSED).contains(&nearest) && (since - nearest * PERIOD).abs() <= SLACK
    }
}

/// Bursts as they grow, call by call; the newest is the last.
#[derive(Debug, Default)]
pub(crate) struct Bursts {
    /// Those that were known before first, in the order in which they began.
    pub(crate) all: Vec<Cycle>,
    /// Which have changed.
    pub(crate) changed: Vec<bool>,
}

impl Bursts {
    /// Goes on from these, the oldest first.
    pub(crate) fn from(known: Vec<Cycle>) -> Self {
        Self {
            changed: vec![false; known.len()],
            all: known,
        }
    }

    /// Takes the next call.
    pub(crate) fn take(&mut self, call: &Call) {
        let open = self.all.iter().rposition(|burst| burst.takes(call));
        let place = match (open, &call.idp) {
            (Some(place), _) => place,
            (None, Some(provider)) => {
                self.all.push(Cycle::begun_by(call, provider));
                self.changed.push(true);
                self.all.len() - 1
            }
            (None, None) => return,
        };
        let last = self.all.iter().take(place).rev().find(|other| {
            let same = (&other.provider, other.origin);
            other.kind == CycleKind::Cycle && same == (&self.all[place].provider, call.origin)
        });
        let last = last.map(|cycle| cycle.started);
        let (Some(burst), Some(changed)) = (self.all.get_mut(place), self.changed.get_mut(place))
        else {
            return;
        };
        *changed = true;
        burst.take(call);
        let due = burst.provider == "entra" && last.is_some_and(|last| burst.is_due_after(last));
        burst.kind = match burst.people {
            0 if burst.writes == 0 && !due => CycleKind::Test,
            0 | 1 if !due => CycleKind::OnDemand,
            _ => CycleKind::Cycle,
        };
    }
}

/// When the next cycle is to be expected: after the latest one of Entra ID itself. What the simulator
/// plays is followed by nothing. The newest come first.
#[must_use]
pub fn next_expected(cycles: &[Cycle]) -> Option<Timestamp> {
    let mut starts = cycles
        .iter()
        .filter(|one| one.kind == CycleKind::Cycle && one.provider == "entra")
        .filter(|one| one.origin == Origin::Client)
        .map(|one| one.started.as_millisecond());
    let last = starts.next()?;
    let measured = starts.next().map(|before| last - before);
    let period = measured.filter(|gap| PERIODS.contains(gap));
    Some(from_millis(last + period.unwrap_or(PERIOD)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnoses::call::{Named, Told};

    /// A call about a person, so many minutes after the start.
    fn about(seq: i64, minute: i64, person: &str) -> Call {
        Call {
            seq,
            number: seq,
            at: minute * MINUTE,
            method: "PATCH".to_owned(),
            path: format!("/scim/v2/Users/{person}"),
            status: 200,
            idp: Some("entra".to_owned()),
            subject: Some(Named {
                kind: "User".to_owned(),
                id: person.to_owned(),
                name: person.to_owned(),
            }),
            ..Call::default()
        }
    }

    fn probe(seq: i64, minute: i64) -> Call {
        Call {
            method: "GET".to_owned(),
            subject: None,
            story: Told(Story::Probe),
            ..about(seq, minute, "nobody")
        }
    }

    fn bursts(calls: &[Call]) -> Vec<Cycle> {
        let mut bursts = Bursts::default();
        for call in calls {
            bursts.take(call);
        }
        bursts.all
    }

    fn kinds(calls: &[Call]) -> Vec<(CycleKind, u64)> {
        let all = bursts(calls);
        all.iter().map(|one| (one.kind, one.people)).collect()
    }

    #[test]
    fn a_push_of_one_person_between_two_cycles_is_told_from_them() {
        let calls = [
            probe(1, 0),
            about(2, 0, "ada"),
            about(3, 1, "bram"),
            about(4, 20, "ada"),
            about(5, 40, "ada"),
            about(6, 41, "chidi"),
        ];
        use CycleKind::{Cycle, OnDemand};
        assert_eq!(kinds(&calls), [(Cycle, 2), (OnDemand, 1), (Cycle, 2)]);
    }

    #[test]
    fn a_cycle_with_one_person_or_nobody_is_known_by_when_it_comes() {
        let calls = [
            about(1, 0, "ada"),
            about(2, 0, "bram"),
            about(3, 41, "ada"),
            probe(4, 80),
            probe(5, 95),
        ];
        use CycleKind::{Cycle, Test};
        assert_eq!(
            kinds(&calls),
            [(Cycle, 2), (Cycle, 1), (Cycle, 0), (Test, 0)]
        );
    }

    #[test]
    fn somebody_who_is_written_twice_counts_once() {
        let again = Call {
            seen_before: Some(1),
            ..about(2, 0, "ada")
        };
        assert_eq!(
            kinds(&[about(1, 0, "ada"), again, about(3, 0, "bram")])[0].1,
            2
        );
    }

    #[test]
    fn the_next_cycle_is_expected_forty_minutes_after_the_start_of_the_last() {
        let mut calls = vec![about(1, 6, "ada"), about(2, 9, "bram")];
        let next = |calls: &[Call]| {
            let mut newest_first = bursts(calls);
            newest_first.reverse();
            next_expected(&newest_first).map(|at| at.as_millisecond() / MINUTE)
        };
        assert_eq!(next(&calls), Some(46));
        calls.extend([about(3, 20, "ada")]);
        assert_eq!(
            next(&calls),
            Some(46),
            "one person in between moves nothing"
        );
        calls.extend([about(4, 48, "ada"), about(5, 48, "bram")]);
        assert_eq!(next(&calls), Some(48 + 42), "as far apart as the last two");
    }

    #[test]
    fn after_what_the_simulator_plays_nothing_is_expected() {
        let played = |seq, person| Call {
            origin: Origin::Simulator,
            ..about(seq, 0, person)
        };
        let all = bursts(&[played(1, "ada"), played(2, "bram")]);
        assert_eq!(all[0].kind, CycleKind::Cycle);
        assert_eq!(next_expected(&all), None);
    }

    #[test]
    fn identity_providers_do_not_share_a_burst() {
        let okta = Call {
            idp: Some("okta".to_owned()),
            ..about(2, 0, "bram")
        };
        assert_eq!(bursts(&[about(1, 0, "ada"), okta]).len(), 2);
    }
}
