//! The requests whose speed is promised, as scripts for the load.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::load::{Load, Script, Turn};
use crate::people::{self, ENTERPRISE, choose};
use crate::seed::Seed;
use crate::subject::TOKEN;

/// Connections that ask at the same time.
pub(crate) const CONNECTIONS: usize = 16;
const READ: &[u16] = &[200];
const WRITTEN: &[u16] = &[200, 204];
const CREATED: &[u16] = &[201];
const JSON: &str = "Content-Type: application/scim+json\r\n";

/// Writes requests about the people of one workspace.
#[derive(Debug, Clone)]
pub(crate) struct Requests {
    seed: Arc<Seed>,
    base: String,
    head: String,
    /// Number of the next person who is new, and of the next value that was never sent.
    fresh: Arc<AtomicU64>,
}

impl Requests {
    /// About these people, for a server at this base path.
    pub(crate) fn new(seed: Arc<Seed>, base: &str, host: &str) -> Self {
        Self {
            seed,
            base: base.to_owned(),
            head: format!(
                "Host: {host}\r\nAuthorization: Bearer {TOKEN}\r\nAccept: application/scim+json\r\n\
                 User-Agent: scimbox-bench\r\n"
            ),
            // Far above everybody who was there from the beginning.
            fresh: Arc::new(AtomicU64::new(1_000_000_000)),
        }
    }

    fn read(&self, to: &mut Vec<u8>, path: &str) {
        let Self { base, head, .. } = self;
        to.extend_from_slice(format!("GET {base}{path} HTTP/1.1\r\n{head}\r\n").as_bytes());
    }

    fn write(&self, to: &mut Vec<u8>, method: &str, path: &str, body: &Value) {
        let (Self { base, head, .. }, body) = (self, body.to_string());
        let length = body.len();
        let whole = format!(
            "{method} {base}{path} HTTP/1.1\r\n{head}{JSON}Content-Length: {length}\r\n\r\n{body}"
        );
        to.extend_from_slice(whole.as_bytes());
    }

    fn fresh(&self) -> u64 {
        self.fresh.fetch_add(1, Ordering::Relaxed)
    }

    fn somebody(&self, turn: Turn) -> usize {
        choose(turn.overall, self.seed.people.len())
    }

    fn id(&self, person: usize) -> &str {
        self.seed.people.get(person).map_or("", String::as_str)
    }

    fn load(
        &self,
        name: &str,
        expected: &'static [u16],
        ask: impl Fn(&Self, Turn, &mut Vec<u8>) + Send + Sync + 'static,
    ) -> Load {
        self.load_of(name, expected, 1, move |requests, turn, to| {
            ask(requests, turn, to);
            0
        })
    }

    fn load_of(
        &self,
        name: &str,
        expected: &'static [u16],
        kinds: usize,
        ask: impl Fn(&Self, Turn, &mut Vec<u8>) -> usize + Send + Sync + 'static,
    ) -> Load {
        let requests = self.clone();
        let script: Script = Arc::new(move |turn, to| ask(&requests, turn, to));
        Load {
            name: name.to_owned(),
            connections: CONNECTIONS,
            expected,
            kinds,
            script,
        }
    }

    /// `GET /Users/{id}` of anybody.
    pub(crate) fn by_id(&self) -> Load {
        self.load("GET by id", READ, |requests, turn, to| {
            let path = format!("/Users/{}", requests.id(requests.somebody(turn)));
            requests.read(to, &path);
        })
    }

    /// `GET /Users?filter=userName eq "…"` that finds one.
    pub(crate) fn by_user_name(&self) -> Load {
        self.load("filter userName eq", READ, |requests, turn, to| {
            let name = people::user_name(number(requests.somebody(turn)));
            requests.read(to, &format!("/Users?filter=userName%20eq%20%22{name}%22"));
        })
    }

    /// `GET /Users?filter=externalId eq "…"` that finds one.
    pub(crate) fn by_external_id(&self) -> Load {
        self.load("filter externalId eq", READ, |requests, turn, to| {
            let id = people::external_id(number(requests.somebody(turn)));
            requests.read(to, &format!("/Users?filter=externalId%20eq%20%22{id}%22"));
        })
    }

    /// `GET /Users?filter=userName eq "…"` that finds nobody.
    pub(crate) fn miss(&self) -> Load {
        self.load("filter miss", READ, |requests, turn, to| {
            let name = format!("nobody.{}@contoso.example", turn.overall);
            requests.read(to, &format!("/Users?filter=userName%20eq%20%22{name}%22"));
        })
    }

    /// A page of 100 from here on, for one client.
    pub(crate) fn page(&self, name: &str, start: usize) -> Load {
        let path = format!("/Users?startIndex={start}&count=100");
        let load = self.load(name, READ, move |requests, _, to| requests.read(to, &path));
        Load {
            connections: 1,
            ..load
        }
    }

    /// A filter as it stands, already encoded, for one client.
    pub(crate) fn filter(&self, name: &str, filter: &str) -> Load {
        let path = format!("/Users?filter={filter}");
        let load = self.load(name, READ, move |requests, _, to| requests.read(to, &path));
        Load {
            connections: 1,
            ..load
        }
    }

    /// A group without its members.
    pub(crate) fn group(&self, name: &str, group: &str) -> Load {
        let path = format!("/Groups/{group}?excludedAttributes=members");
        self.load(name, READ, move |requests, _, to| requests.read(to, &path))
    }

    /// `POST /Users` of somebody new.
    pub(crate) fn create(&self) -> Load {
        self.load("POST user", CREATED, |requests, turn, to| {
            let manager = requests.id(requests.somebody(turn));
            let person = people::person(requests.fresh(), Some(manager));
            requests.write(to, "POST", "/Users", &person);
        })
    }

    /// `PATCH /Users/{id}` with a new title.
    pub(crate) fn change_one(&self) -> Load {
        self.load("PATCH one attribute", WRITTEN, |requests, turn, to| {
            let title = format!("Title {}", requests.fresh());
            let body = patch(&[("replace", "title", json!(title))]);
            let path = format!("/Users/{}", requests.id(requests.somebody(turn)));
            requests.write(to, "PATCH", &path, &body);
        })
    }

    /// `PATCH /Users/{id}` with a new title and cost centre.
    pub(crate) fn change_two(&self) -> Load {
        let centre = format!("{ENTERPRISE}:costCenter");
        self.load(
            "PATCH two attributes",
            WRITTEN,
            move |requests, turn, to| {
                let new = requests.fresh();
                let body = patch(&[
                    ("replace", "title", json!(format!("Title {new}"))),
                    ("replace", centre.as_str(), json!(format!("C{new}"))),
                ]);
                let path = format!("/Users/{}", requests.id(requests.somebody(turn)));
                requests.write(to, "PATCH", &path, &body);
            },
        )
    }

    /// `PATCH /Groups/{id}` that adds somebody who is no member yet, in turn to each group of ten.
    pub(crate) fn add_member(&self) -> Load {
        let counter = AtomicU64::new(0);
        self.load("PATCH add one member", WRITTEN, move |requests, _, to| {
            let count = counter.fetch_add(1, Ordering::Relaxed);
            let groups = number(requests.seed.small.len()).max(1);
            let person = index(count / groups) % requests.seed.people.len();
            let group = requests.seed.small.get(index(count % groups));
            let path = format!("/Groups/{}", group.map_or("", String::as_str));
            requests.write(to, "PATCH", &path, &adding(requests.id(person)));
        })
    }

    /// Adds (kind 0) and removes (kind 1) members of one group in turns, so that it keeps its size.
    /// The members of a `full` group are everybody, so it is removed first there.
    pub(crate) fn membership(&self, name: &str, group: &str, full: Option<usize>) -> Load {
        let (path, salt) = (format!("/Groups/{group}"), self.fresh() << 32);
        self.load_of(name, WRITTEN, 2, move |requests, turn, to| {
            let of = full.unwrap_or(requests.seed.people.len());
            let pair = salt ^ (number(turn.connection) << 24) ^ (turn.round / 2);
            let person = requests.id(choose(pair, of));
            let adds = (turn.round % 2 == 0) == full.is_none();
            let body = if adds {
                adding(person)
            } else {
                removing(person)
            };
            requests.write(to, "PATCH", &path, &body);
            usize::from(!adds)
        })
    }
}

fn adding(person: &str) -> Value {
    patch(&[("add", "members", json!([{ "value": person }]))])
}

fn removing(person: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "remove", "path": format!("members[value eq \"{person}\"]") }],
    })
}

fn patch(operations: &[(&str, &str, Value)]) -> Value {
    let operations: Vec<Value> = operations
        .iter()
        .map(|(op, path, value)| json!({ "op": op, "path": path, "value": value }))
        .collect();
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    })
}

fn number(index: usize) -> u64 {
    u64::try_from(index).unwrap_or_default()
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requests() -> Requests {
        let seed = Seed {
            people: (0..100).map(people::uuid_like).collect(),
            small: vec!["g1".to_owned(), "g2".to_owned()],
            ..Seed::default()
        };
        Requests::new(Arc::new(seed), "/scim/v2", "127.0.0.1:1")
    }

    fn written(load: &Load, connection: usize, round: u64) -> (usize, String) {
        let mut bytes = Vec::new();
        let turn = Turn {
            connection,
            round,
            overall: round,
        };
        let kind = (load.script)(turn, &mut bytes);
        (kind, String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn the_length_of_a_body_is_told() {
        let (_, text) = written(&requests().create(), 0, 0);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let told = format!("Content-Length: {}", body.len());
        assert!(head.ends_with(&told), "{head}");
    }

    #[test]
    fn whoever_is_added_to_a_group_is_removed_next() {
        let load = requests().membership("m", "g1", None);
        let (first, added) = written(&load, 3, 4);
        let (second, removed) = written(&load, 3, 5);
        assert_eq!((first, second), (0, 1));
        let person = added.split("\"value\":\"").nth(1).unwrap();
        let id = person.split('"').next().unwrap();
        assert_eq!(id.len(), 36);
        assert!(removed.contains(id) && removed.contains("\"remove\""));
    }

    #[test]
    fn a_full_group_is_left_before_it_is_joined() {
        let load = requests().membership("m", "g1", Some(50));
        assert_eq!(written(&load, 0, 0).0, 1);
        assert_eq!(written(&load, 0, 1).0, 0);
    }

    #[test]
    fn members_are_added_to_the_groups_in_turn() {
        let load = requests().add_member();
        let paths: Vec<bool> = (0..4)
            .map(|round| {
                written(&load, 0, round)
                    .1
                    .starts_with("PATCH /scim/v2/Groups/g1 ")
            })
            .collect();
        assert_eq!(paths, [true, false, true, false]);
    }
}
