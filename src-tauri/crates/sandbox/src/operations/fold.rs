//! Which operation a call belongs to. Calls of one sender about the same somebody, close in time, are one
//! event, until somebody comes, goes, or something else begins.
//!
//! What is known of a lookup is what was looked for; of a creation the `userName` or the name of the group.
//! By these the two find each other although other calls came in between.

use std::collections::HashMap;

use super::Operation;
use super::joined::{is_turn, is_written, joined, same_reason};
use crate::clock::from_millis;
use crate::diagnoses::Call;
use crate::store::text::fold as folded;
use crate::traffic::{Origin, Story, Subject};

/// Silence after which a call about the same somebody is another event.
const QUIET: i64 = 10_000;
/// The same within a cycle: a manager is set when everybody is there, a refusal repeats itself.
const CYCLE: i64 = 5 * 60_000;

/// Who sends: calls of different senders are never one event.
type Sender = (Origin, Option<String>, Option<String>);

/// Operations as they grow, call by call.
#[derive(Debug, Default)]
pub(crate) struct Folding {
    /// Those that were known before first, in the order in which they began.
    pub(crate) all: Vec<Operation>,
    /// Which have changed.
    pub(crate) changed: Vec<bool>,
    by_subject: HashMap<(Sender, String), usize>,
    by_sought: HashMap<(Sender, String, String), usize>,
    last: HashMap<Sender, usize>,
}

impl Folding {
    /// Goes on from these, the oldest first.
    pub(crate) fn from(known: Vec<Operation>) -> Self {
        let mut folding = Self::default();
        for operation in known {
            folding.all.push(operation);
            folding.changed.push(false);
            folding.index(folding.all.len() - 1);
        }
        folding
    }

    /// Takes the next call, and says which of `all` it belongs to.
    pub(crate) fn take(&mut self, call: &Call) -> usize {
        let place = match self.fitting(call) {
            Some(place) => place,
            None => {
                self.all.push(begun_by(call));
                self.changed.push(true);
                self.all.len() - 1
            }
        };
        if let (Some(operation), Some(changed)) =
            (self.all.get_mut(place), self.changed.get_mut(place))
        {
            *changed = true;
            operation.take(call);
        }
        self.index(place);
        place
    }

    fn fitting(&self, call: &Call) -> Option<usize> {
        let sender = sender_of(call);
        let by_subject = call
            .subject
            .as_ref()
            .and_then(|subject| self.by_subject.get(&(sender.clone(), subject.id.clone())));
        let by_sought = sought_by(call).into_iter().filter_map(|sought| {
            self.by_sought
                .get(&(sender.clone(), endpoint(call), sought))
        });
        by_subject
            .into_iter()
            .chain(by_sought)
            .chain(self.last.get(&sender))
            .copied()
            .find(|place| self.all.get(*place).is_some_and(|one| one.takes(call)))
    }

    fn index(&mut self, place: usize) {
        let Some(operation) = self.all.get(place) else {
            return;
        };
        let sender = (
            operation.origin,
            operation.provider.clone(),
            operation.token.clone(),
        );
        if let Some(subject) = &operation.subject {
            self.by_subject
                .insert((sender.clone(), subject.id.clone()), place);
        }
        if let Some(sought) = &operation.sought {
            let endpoint = operation.endpoint.clone();
            self.by_sought
                .insert((sender.clone(), endpoint, sought.clone()), place);
        }
        self.last.insert(sender, place);
    }
}

fn sender_of(call: &Call) -> Sender {
    (call.origin, call.idp.clone(), call.token.clone())
}

/// The endpoint under the base URL: the first part of the path that begins with a capital letter, or the
/// last part.
fn endpoint(call: &Call) -> String {
    let mut parts = call.path.split('/').filter(|part| !part.is_empty());
    let named = parts
        .clone()
        .find(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    named.or_else(|| parts.next_back()).unwrap_or("").to_owned()
}

/// By what a call and the lookup before it may know each other, folded.
fn sought_by(call: &Call) -> Vec<String> {
    let name = call.subject.as_ref().map(|subject| subject.name.as_str());
    match &call.story.0 {
        Story::Match { value, .. } => vec![folded(value)],
        _ if call.method == "POST" => [call.user_name.as_deref(), name]
            .into_iter()
            .flatten()
            .map(folded)
            .collect(),
        _ => Vec::new(),
    }
}

fn begun_by(call: &Call) -> Operation {
    Operation {
        row: None,
        sought: None,
        token: call.token.clone(),
        provider: call.idp.clone(),
        origin: call.origin,
        endpoint: endpoint(call),
        subject: None,
        story: Story::Other,
        started: from_millis(call.at),
        ended: from_millis(call.at),
        first_seq: call.seq,
        first_exchange: call.number,
        last_exchange: call.number,
        calls: 0,
        failed: 0,
    }
}

impl Operation {
    fn take(&mut self, call: &Call) {
        let first = self.calls == 0;
        self.calls += 1;
        self.failed += u64::from(call.status >= 400);
        self.ended = self.ended.max(from_millis(call.at));
        self.last_exchange = call.number;
        if let Some(subject) = &call.subject {
            self.subject = Some(Subject {
                kind: subject.kind.clone(),
                id: subject.id.clone(),
                name: subject.name.clone(),
            });
        }
        if self.sought.is_none() || !is_written(&call.story.0) {
            self.sought = sought_by(call).into_iter().next().or(self.sought.take());
        }
        self.story = if first {
            call.story.0.clone()
        } else {
            joined(
                std::mem::replace(&mut self.story, Story::Other),
                &call.story.0,
            )
        };
    }

    /// Whether the call goes on with this event.
    fn takes(&self, call: &Call) -> bool {
        let silence = call.at - self.ended.as_millisecond();
        if silence > CYCLE || self.endpoint != endpoint(call) {
            return false;
        }
        match (&self.story, &call.story.0) {
            (Story::Denied { credential: one }, Story::Denied { credential: other }) => {
                same_reason(one, other)
            }
            (Story::Created { .. }, Story::Updated { paths, .. }) => {
                self.is_about(call)
                    && (silence <= QUIET || paths.iter().all(|path| names_a_manager(path)))
            }
            _ if silence > QUIET => false,
            (Story::Probe, Story::Probe)
            | (Story::Discovered { .. }, Story::Discovered { .. })
            | (Story::Listed { .. }, Story::Listed { .. }) => true,
            (
                Story::Match {
                    found: false,
                    attribute,
                    ..
                },
                Story::Match {
                    attribute: other, ..
                },
            ) => attribute != other || self.is_about(call),
            (before, now) => self.is_about(call) && !begins_anew(before, now),
        }
    }

    /// Whether the call is about the same somebody, as far as that is known.
    fn is_about(&self, call: &Call) -> bool {
        let known = self.subject.as_ref().zip(call.subject.as_ref());
        match known {
            Some((mine, other)) => mine.id == other.id,
            None => {
                let sought = sought_by(call);
                self.sought
                    .as_ref()
                    .is_some_and(|mine| sought.contains(mine))
            }
        }
    }
}

/// Whether something else begins with a call although it is about the same somebody.
fn begins_anew(before: &Story, now: &Story) -> bool {
    match now {
        // Okta reads the group that it has just made, before it writes its members.
        Story::Read if matches!(before, Story::Created { .. }) => false,
        Story::Match { .. } | Story::Read => is_written(before),
        now if is_turn(now) => is_written(before) && !matches!(before, Story::Unchanged),
        _ => false,
    }
}

fn names_a_manager(path: &str) -> bool {
    let last = path.rsplit(':').next().unwrap_or(path);
    last.split('.')
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("manager"))
}
