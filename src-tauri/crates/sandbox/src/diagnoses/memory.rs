//! What has to be remembered of a connection from one exchange to the next. Bounded: beyond a few
//! thousand people a fault is known well enough.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::cycles::MINUTE;
use super::rule::Through;
use crate::Story;

/// How many people are remembered for one reason.
const PEOPLE: usize = 2_000;
/// How much of a name is remembered, in characters.
const KEY: usize = 200;
/// Silence after which an activity of the identity provider is another one.
const PAUSE: i64 = 5 * MINUTE;

/// When something was, and which exchange it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) at: i64,
    pub(crate) exchange: i64,
}

impl Seen {
    pub(crate) fn of(call: &Call) -> Self {
        Self {
            at: call.at,
            exchange: call.number,
        }
    }
}

/// What one activity of the identity provider, from its test on, came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Activity {
    pub(crate) began: i64,
    pub(crate) latest: i64,
    pub(crate) writes: u64,
    pub(crate) failed: u64,
    /// Counts activities.
    pub(crate) number: u64,
}

/// How writes are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Spelling {
    /// `Replace`, text for booleans.
    Legacy,
    /// As RFC 7644 has it.
    Compliant,
}

/// A connection's past, as far as rules need it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Memory {
    /// Which identity provider called last.
    pub(crate) idp: Option<String>,
    /// The latest call that came from outside.
    pub(crate) called: Option<Seen>,
    /// The latest of them that was let in.
    pub(crate) worked: Option<Seen>,
    /// The latest call to the address of a connection that was deleted.
    pub(crate) deleted: Option<Seen>,
    /// The latest test of the connection that succeeded.
    pub(crate) tested: Option<Seen>,
    /// Somebody was written from outside.
    pub(crate) provisioned: bool,
    pub(crate) activity: Activity,
    /// In which activity a failing share was seen.
    pub(crate) failing: Option<u64>,
    pub(crate) legacy: Option<Seen>,
    pub(crate) compliant: Option<Seen>,
    pub(crate) spelling: Option<Spelling>,
    /// Writes in a row that were spelled in one way.
    pub(crate) alike: u64,
    /// Whose write changed nothing, and in which activity.
    pub(crate) unchanged: BTreeMap<String, Repeat>,
    /// Who left their last group by Okta, and when.
    pub(crate) groupless: BTreeMap<String, Seen>,
    /// When Okta deactivated somebody.
    pub(crate) deactivated: Option<Seen>,
    /// Who could not be created, by `userName`.
    pub(crate) refused: BTreeMap<String, Seen>,
    /// Attributes that made writes fail: how often in a row, and for whom.
    pub(crate) unknown: BTreeMap<String, Vec<String>>,
    /// What each rule about the connection as it stands said last, as a checksum.
    pub(crate) concerns: BTreeMap<String, u64>,
    /// Through whom each of them may be mended, beside the people concerned.
    pub(crate) through: BTreeMap<String, Through>,
    /// When the latest sync ended that everybody was looked at after.
    pub(crate) synced: Option<i64>,
    /// What the twin used when writes were judged by it, as a checksum.
    pub(crate) usage: Option<u64>,
    /// Everybody is being looked at for what another twin does not use.
    pub(crate) reused: bool,
    /// The survey will come out differently when time has passed.
    pub(crate) waiting: bool,
}

/// A write that changed nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Repeat {
    pub(crate) activity: u64,
    pub(crate) at: i64,
    pub(crate) exchange: i64,
}

impl Memory {
    /// Takes note of the next call, before rules look at it.
    pub(crate) fn take(&mut self, call: &Call) {
        if let Some(idp) = &call.idp
            && call
                .provider()
                .is_some_and(|one| one != crate::twins::Provider::Other)
        {
            self.idp = Some(idp.clone());
        }
        self.act(call);
        if call.is_real() {
            self.called = Some(Seen::of(call));
            if call.succeeded() {
                self.worked = Some(Seen::of(call));
                self.provisioned |= matches!(call.story.0, Story::Created { .. });
            }
        }
        if call.is_probe() && call.is_real() && call.succeeded() {
            self.tested = Some(Seen::of(call));
        }
    }

    /// An activity begins with the test that Entra sends first, or after a pause.
    fn act(&mut self, call: &Call) {
        let paused = call.at - self.activity.latest > PAUSE;
        let anew = call.is_probe() && self.activity.writes > 0;
        if paused || anew || self.activity.number == 0 {
            self.activity = Activity {
                began: call.at,
                number: self.activity.number + 1,
                ..Activity::default()
            };
        }
        self.activity.latest = self.activity.latest.max(call.at);
        if call.writes() && (call.let_in() || call.status >= 400) {
            self.activity.writes += 1;
            self.activity.failed += u64::from(call.status >= 400);
        }
    }
}

/// Remembers something of somebody, as long as there is room. Who is called by a text of any length is
/// remembered by its beginning.
pub(crate) fn keep<T>(map: &mut BTreeMap<String, T>, key: &str, value: T) {
    let key = start_of(key);
    if map.len() < PEOPLE || map.contains_key(&key) {
        map.insert(key, value);
    }
}

/// The beginning of a text, by which somebody is remembered.
pub(crate) fn start_of(key: &str) -> String {
    key.chars().take(KEY).collect()
}
