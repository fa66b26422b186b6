//! What a rule may know beside what happened: the connection, what its twin wants, and the time.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use scim::Filter;
use scim::schema::Registry;

use super::cycles::Cycle;
use super::memory::Memory;
use super::rules::EDITION;
use crate::tokens::Token;
use crate::twins::{Others, Provider, Twin, Uses, present};

/// A connection with its twin.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// Which identity provider called last, or the connection is for.
    pub(crate) provider: Option<Provider>,
    /// Absent when the twin is not known.
    pub(crate) twin: Option<Arc<Twin>>,
    pub(crate) registry: Arc<Registry>,
    /// Filters that hold of people who have what the twin requires, with the names of the attributes.
    pub(crate) required: Vec<(String, Filter)>,
    /// What the twin uses.
    uses: Uses,
}

impl Setting {
    /// Of a connection that follows `twin`.
    pub(crate) fn new(
        twin: Option<Arc<Twin>>,
        registry: Arc<Registry>,
        provider: Option<Provider>,
    ) -> Self {
        let attributes = twin.iter().flat_map(|twin| &twin.attributes);
        let known: Vec<_> = attributes
            .filter_map(|one| Some((one.required, one.name.clone(), present(&one.name)?)))
            .collect();
        Self {
            provider,
            registry,
            uses: twin.as_deref().map(Uses::of).unwrap_or_default(),
            required: known
                .iter()
                .filter(|(required, ..)| *required)
                .map(|(_, name, has)| (name.clone(), has.clone()))
                .collect(),
            twin,
        }
    }

    /// Whether it is about Entra ID.
    pub(crate) fn is_entra(&self) -> bool {
        self.provider == Some(Provider::Entra)
    }

    /// Whether the twin uses an attribute: a name, with the URN of its extension before it if it has one.
    pub(crate) fn uses(&self, attribute: &str) -> bool {
        self.uses.attribute(attribute)
    }

    /// Whether what is sent and not used matters: only where the guide of the application says so.
    pub(crate) fn minds_unused(&self) -> bool {
        self.twin.as_ref().is_some_and(|twin| {
            let mut named = twin.troubles.iter().flat_map(|row| &row.rules);
            twin.others == Others::Ignored && named.any(|rule| rule == "UPD-17")
        })
    }

    /// A checksum of what decides which attributes are told as unused.
    pub(crate) fn usage(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.minds_unused().hash(&mut hasher);
        // Where it does not matter, another list of attributes is no other judgement.
        if self.minds_unused() {
            format!("{:?}", self.uses).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// What decides how people are judged, in a line: another one means that everybody is looked at anew.
    pub(crate) fn edition(&self) -> String {
        let twin = self.twin.as_ref();
        let required: Vec<&str> = self
            .required
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        format!(
            "{EDITION} {} {:?} {:?} {}",
            twin.map_or("", |twin| &twin.id),
            twin.map(|twin| twin.login),
            self.provider,
            required.join(" ")
        )
    }
}

/// A connection as it stands at a moment.
#[derive(Debug)]
pub(crate) struct State<'a> {
    /// In milliseconds.
    pub(crate) now: i64,
    pub(crate) setting: &'a Setting,
    pub(crate) memory: &'a Memory,
    /// The latest bursts of calls, the newest first.
    pub(crate) cycles: &'a [Cycle],
    pub(crate) tokens: &'a [Token],
    pub(crate) people: u64,
}
