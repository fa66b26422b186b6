//! Diagnoses: what is wrong or worth knowing about a connection, with cause, consequence and fix, opened
//! and closed by what arrives.
//!
//! A diagnosis is opened by an exchange that shows a fault, counts further signs, is closed by the first
//! exchange that proves it mended, and opens again when it comes back; a person may accept it with a note.
//! Nothing of this happens on the way of a request: [`Workspace::diagnose`] looks, when asked or in the
//! background, at what was written since the last time, each exchange and each change of a person once.
//!
//! Deliberately not here: what one request was odd about. That is noted while it is read, as
//! [`scim::Finding`], and is what several rules build on.

mod call;
mod case;
mod cycles;
mod look;
mod memory;
mod person;
mod rule;
mod rules;
mod setting;
mod survey;
mod verdicts;

pub use cycles::{Cycle, CycleKind, next_expected};
pub use rule::{Confidence, Fix, Rule, filled};
pub(crate) use rules::still_expected;
pub use rules::{RULES, rule};

pub(crate) use call::{Call, Named, Noted, Told};
pub(crate) use person::PersonFacts;
pub(crate) use rule::{Concern, Through, Watch};
pub(crate) use survey::{Barred, Few, Stayed};
pub(crate) use verdicts::{Concerned, KEPT, Moment, Signs, summed_up};

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::connections::row_of;
use crate::traffic::FindingState;
use crate::{Error, ExchangeRow, Workspace, store};

/// Bursts of calls that are told.
const CYCLES: u32 = 20;
/// People who are told of one diagnosis.
const PEOPLE: u32 = 500;

/// When something happened, and by which exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// Number of the exchange, when it was one.
    pub exchange: Option<i64>,
}

/// A fault of a connection.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// Stable.
    pub id: i64,
    /// What it is.
    pub rule: &'static Rule,
    /// Open, accepted or fixed.
    pub state: FindingState,
    /// Why it was accepted.
    pub note: Option<String>,
    /// `entra`, `okta` or `other`, when it is known who showed it.
    pub provider: Option<String>,
    /// What the latest sign of it said.
    pub detail: Option<String>,
    /// Signs of it, or people concerned, since it was opened last.
    pub count: u64,
    /// When it was opened last.
    pub opened: Happened,
    /// The latest sign of it.
    pub last: Happened,
    /// When it was closed.
    pub closed: Option<Happened>,
    /// How often it came back.
    pub reopened: u64,
    /// How many people it is about now.
    pub people: u64,
}

/// Somebody that a diagnosis is or was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The id.
    pub id: String,
    /// The name now, or the last one.
    pub name: String,
    /// What it is with them.
    pub detail: Option<String>,
    /// They no longer are concerned.
    pub settled: bool,
    /// By which exchange.
    pub settled_by: Option<i64>,
    /// They are in the directory.
    pub here: bool,
}

/// A diagnosis with its evidence.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The diagnosis.
    pub diagnosis: Diagnosis,
    /// Exchanges that show it, the latest first.
    pub exchanges: Vec<ExchangeRow>,
    /// Whom it is about, up to 500 of them.
    pub people: Vec<Who>,
    /// What it is about by name, with how many people each, the most frequent first; empty where the rule
    /// does not speak so.
    pub tally: Vec<(String, u64)>,
}

impl Workspace {
    /// Looks at everything that has arrived since the last time, and says whether that changed any
    /// diagnosis. Quick where nothing did; never in the way of a write for long.
    ///
    /// # Errors
    /// [`Error::Sqlite`], [`Error::NotSaved`].
    pub fn diagnose(&self) -> Result<bool, Error> {
        let mut changed = false;
        while self.diagnose_some(&mut changed)? {}
        Ok(changed)
    }

    /// The same for about so long: at least one bounded look, and no further one after that time. Says
    /// whether that changed any diagnosis, and whether there is more to look at.
    ///
    /// # Errors
    /// [`Error::Sqlite`], [`Error::NotSaved`].
    pub fn diagnose_within(&self, limit: Duration) -> Result<(bool, bool), Error> {
        let begun = Instant::now();
        let mut changed = false;
        let mut more = self.diagnose_some(&mut changed)?;
        while more && begun.elapsed() < limit {
            more = self.diagnose_some(&mut changed)?;
        }
        Ok((changed, more))
    }

    /// One bounded look; whether there is more to look at.
    fn diagnose_some(&self, changed: &mut bool) -> Result<bool, Error> {
        let _only_one = self.diagnosing();
        let now = self.clock().now().as_millisecond();
        let looked = self.read(|db| look::look(self, db, now))?;
        let more = looked.more;
        if !looked.is_idle() {
            *changed |= self.write(move |write| looked.write(write)).wait()?;
        }
        Ok(more)
    }

    /// The diagnoses of a connection as they were at the last look: by consequence, then the latest
    /// first; what is fixed last.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn diagnoses(&self, connection: &str) -> Result<Vec<Diagnosis>, Error> {
        let mut all = self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::diagnoses::of_connection(db, connection)?)
        })?;
        all.sort_by_key(|one| {
            let severity = std::cmp::Reverse(one.rule.severity);
            (one.state == FindingState::Fixed, severity)
        });
        Ok(all)
    }

    /// One diagnosis with its evidence; nothing when there is none with that id.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn evidence(&self, connection: &str, id: i64) -> Result<Option<Evidence>, Error> {
        self.read(|db| {
            let row = row_of(db, connection)?;
            let Some(diagnosis) = store::diagnoses::one(db, row, id)? else {
                return Ok(None);
            };
            let numbers = store::diagnoses::exchanges(db, id)?;
            Ok(Some(Evidence {
                exchanges: store::log::numbered(db, &numbers)?,
                people: store::concerned::of_diagnosis(db, id, PEOPLE)?,
                tally: match diagnosis.rule.watch {
                    Watch::Tally(_) => store::concerned::tally(db, id)?,
                    _ => Vec::new(),
                },
                diagnosis,
            }))
        })
    }

    /// What is open or accepted and about a person.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn diagnoses_of_person(&self, connection: &str, id: &str) -> Result<Vec<Diagnosis>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::diagnoses::of_person(db, connection, id)?)
        })
    }

    /// What an exchange opened, showed or closed, each with the id of its connection.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn diagnoses_of_exchange(&self, number: i64) -> Result<Vec<(String, Diagnosis)>, Error> {
        self.read(|db| Ok(store::diagnoses::of_exchange(db, number)?))
    }

    /// Accepts a diagnosis with a note, or opens it again without one.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::UnknownFinding`] also for one that is fixed.
    pub fn decide_diagnosis(
        &self,
        connection: &str,
        id: i64,
        note: Option<&str>,
    ) -> Result<(), Error> {
        let (connection, note) = (connection.to_owned(), note.map(str::to_owned));
        self.write(move |write| {
            let row = row_of(write.db, &connection)?;
            match store::diagnoses::decide(write.db, row, id, note.as_deref())? {
                0 => Err(Error::UnknownFinding(id)),
                _ => Ok(()),
            }
        })
        .wait()
    }

    /// The latest bursts of calls, the newest first, as they were at the last look.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn cycles(&self, connection: &str) -> Result<Vec<Cycle>, Error> {
        self.read(|db| Ok(store::cycles::latest(db, row_of(db, connection)?, CYCLES)?))
    }
}
