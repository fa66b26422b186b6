//! What one client was promised, and the comparison of that with what the server still knows.

use crate::by_user_name;
use acceptance::harness::bench::Door;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a person is known to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    /// There, without a title.
    Created,
    /// There, with this title.
    Titled(String),
    /// Not there.
    Deleted,
}

#[derive(Debug)]
struct Entry {
    id: Option<String>,
    /// What was acknowledged last.
    known: Option<State>,
    /// What was asked for and not answered.
    under_way: Option<State>,
}

/// The promises made to one client.
pub(crate) struct Ledger {
    client: usize,
    entries: BTreeMap<String, Entry>,
    acknowledged: usize,
    interrupted: usize,
}

impl Ledger {
    pub(crate) fn new(client: usize) -> Self {
        Self {
            client,
            entries: BTreeMap::new(),
            acknowledged: 0,
            interrupted: 0,
        }
    }

    pub(crate) fn client(&self) -> usize {
        self.client
    }

    /// How many writes were acknowledged so far.
    pub(crate) fn acknowledged(&self) -> usize {
        self.acknowledged
    }

    /// How many requests were under way when a connection broke.
    pub(crate) fn interrupted(&self) -> usize {
        self.interrupted
    }

    pub(crate) fn attempt(&mut self, name: &str, state: State) {
        let fresh = Entry {
            id: None,
            known: None,
            under_way: None,
        };
        self.entries
            .entry(name.to_owned())
            .or_insert(fresh)
            .under_way = Some(state);
    }

    pub(crate) fn acknowledge(&mut self, name: &str) {
        let entry = self.entries.get_mut(name).expect("it was attempted before");
        entry.known = entry.under_way.take();
        self.acknowledged += 1;
    }

    pub(crate) fn acknowledge_created(&mut self, name: &str, id: &str) {
        self.acknowledge(name);
        let entry = self.entries.get_mut(name).expect("it was attempted before");
        entry.id = Some(id.to_owned());
    }

    /// Asks the server about everybody, by id and by filter, and settles what was under way.
    pub(crate) async fn check(&mut self, door: &Door, round: u32) {
        for (name, entry) in &mut self.entries {
            let found = by_filter(door, name).await;
            let possible = [&entry.known, &entry.under_way];
            let fits = possible
                .into_iter()
                .any(|state| *state == found.state || absent(state, &found.state));
            assert!(
                fits,
                "after kill {round} {name} is {:?}, promised was {entry:?}",
                found.state
            );
            if let Some(id) = &entry.id {
                check_by_id(door, id, &found.state, round).await;
            }
            if entry.under_way.take().is_some() {
                self.interrupted += 1;
                entry.known = Some(found.state.unwrap_or(State::Deleted));
                entry.id = entry.id.take().or(found.id);
            }
        }
    }
}

/// Nobody was promised and nobody is there, or a deletion was promised and nobody is there.
fn absent(promised: &Option<State>, found: &Option<State>) -> bool {
    found.is_none() && matches!(promised, None | Some(State::Deleted))
}

struct Found {
    id: Option<String>,
    state: Option<State>,
}

async fn by_filter(door: &Door, name: &str) -> Found {
    let answer = door.get(&by_user_name(name)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let list = answer.json();
    let resources = list
        .get("Resources")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    assert!(
        resources.len() < 2,
        "{name} is there {} times",
        resources.len()
    );
    let first = resources.first();
    let text = |name: &str| {
        first
            .and_then(|user| user.get(name)?.as_str())
            .map(str::to_owned)
    };
    let state = first.map(|_| text("title").map_or(State::Created, State::Titled));
    Found {
        id: text("id"),
        state,
    }
}

async fn check_by_id(door: &Door, id: &str, expected: &Option<State>, round: u32) {
    let answer = door.get(&format!("/Users/{id}")).await;
    let body = answer.json();
    match expected {
        None | Some(State::Deleted) => assert_eq!(answer.status, 404, "after kill {round}: {body}"),
        Some(State::Created) => assert_eq!((answer.status, body.get("title")), (200, None)),
        Some(State::Titled(title)) => {
            assert_eq!(
                (answer.status, body.get("title")),
                (200, Some(&json!(title)))
            );
        }
    }
}
