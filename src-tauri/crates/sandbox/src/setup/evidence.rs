//! What the log tells about a setup: who was let in, who was not, and who arrived, apart for the identity
//! provider of the guide and for everybody else.
//!
//! Deliberately not here: what that makes of a step, which is `step`.

use jiff::Timestamp;

use crate::Error;
use crate::store::callers::{self, Sender, Still};
use crate::store::{self, Db};
use crate::traffic::{ExchangeRow, Subject};

/// What the log tells about a setup.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// The call that shows that address and token are right: the test rather than what came after it.
    pub(super) let_in: Option<ExchangeRow>,
    /// Whether its token still lets in.
    pub(super) valid: bool,
    /// The latest one that was not let in, when it is later.
    pub(super) refused: Option<ExchangeRow>,
    /// A call of somebody else: their test rather than another one, and the latest when it failed.
    pub(super) other: Option<ExchangeRow>,
    pub(super) people: Arrivals,
    pub(super) groups: Arrivals,
}

/// People, or groups, that came.
#[derive(Debug, Clone, Default)]
pub(super) struct Arrivals {
    /// The latest who is there still, else the latest.
    pub(super) latest: Option<ExchangeRow>,
    pub(super) subject: Option<Subject>,
    /// How many have come, whatever became of them.
    pub(super) count: u64,
    /// Nobody of them is there any more.
    pub(super) gone: bool,
    /// A write that failed since.
    pub(super) failed: Option<ExchangeRow>,
    /// The latest who came from somebody else and is there still.
    pub(super) other: Option<ExchangeRow>,
    pub(super) from_others: u64,
}

impl Evidence {
    /// `tokens` are the ids of those that let in now.
    pub(super) fn gather(
        db: &Db,
        connection: i64,
        sender: Sender<'_>,
        tokens: &[&str],
    ) -> Result<Self, Error> {
        let people = Arrivals::gather(db, connection, sender, ("User", "Users"))?;
        let groups = Arrivals::gather(db, connection, sender, ("Group", "Groups"))?;
        let tested = match sender {
            // Nobody knows how it tests: any call that is answered is one.
            Sender::Anybody => callers::last_answered(db, connection, sender)?,
            _ => callers::last_test(db, connection, sender)?,
        };
        // Whoever brings people was let in, too; the log may be without the test.
        let brought = [&people.latest, &groups.latest].into_iter().flatten();
        let answered: Vec<ExchangeRow> = tested.into_iter().chain(brought.cloned()).collect();
        let latest = later(answered.iter().cloned());
        let refused = refusal(db, connection, sender, latest.as_ref())?;
        let lets_in = |row: &&ExchangeRow| {
            let token = row.token_id.as_deref();
            token.is_some_and(|id| tokens.contains(&id))
        };
        let shows = answered.iter().find(lets_in).cloned();
        Ok(Self {
            valid: shows.is_some(),
            let_in: shows.or(latest),
            refused,
            other: match sender.others() {
                Some(others) => call_of(db, connection, others)?,
                None => None,
            },
            people,
            groups,
        })
    }

    /// When the latest of those calls of the identity provider arrived.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        let rows = [
            &self.let_in,
            &self.refused,
            &self.people.latest,
            &self.groups.latest,
        ];
        rows.into_iter().flatten().map(|row| row.at).max()
    }
}

impl Arrivals {
    fn gather(
        db: &Db,
        connection: i64,
        sender: Sender<'_>,
        (kind, endpoint): (&str, &str),
    ) -> Result<Self, Error> {
        let last = |sender, still| callers::last_arrival(db, connection, kind, sender, still);
        let here = last(sender, Still::Here)?;
        let gone = here.is_none();
        let latest = match gone {
            true => last(sender, Still::Whatever)?,
            false => here,
        };
        let failed = store::setup::last_failed_write(db, connection, endpoint, sender)?;
        let mut arrivals = Self {
            failed: failed.filter(|row| is_after(row, latest.as_ref())),
            ..Self::default()
        };
        if let Some(others) = sender.others() {
            arrivals.other = last(others, Still::Here)?;
            if arrivals.other.is_some() {
                arrivals.from_others = callers::arrivals(db, connection, kind, others)?;
            }
        }
        match latest {
            Some(row) => {
                arrivals.count = callers::arrivals(db, connection, kind, sender)?;
                arrivals.subject.clone_from(&row.subject);
                arrivals.gone = gone;
                arrivals.latest = Some(row);
            }
            None => {
                arrivals.subject = callers::unrecorded(db, connection, kind)?;
                arrivals.count = u64::from(arrivals.subject.is_some());
            }
        }
        Ok(arrivals)
    }
}

/// What somebody else's calls show: their test, else that they were let in, unless a later one was not.
fn call_of(db: &Db, connection: i64, others: Sender<'_>) -> Result<Option<ExchangeRow>, Error> {
    let let_in = match callers::last_test(db, connection, others)? {
        Some(test) => Some(test),
        None => callers::last_answered(db, connection, others)?,
    };
    let refused = store::setup::last_refusal(db, connection, others)?;
    Ok(later(let_in.into_iter().chain(refused)))
}

/// The latest call that was not let in, unless one was since. A call to a wrong address belongs to no
/// connection: it counts where it may be meant, for one that works and others beside it that is not so.
fn refusal(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
    let_in: Option<&ExchangeRow>,
) -> Result<Option<ExchangeRow>, Error> {
    let refused = store::setup::last_refusal(db, connection, sender)?;
    let alone = store::connections::all(db)?.len() == 1;
    let stray = match alone || let_in.is_none() {
        true => store::setup::last_stray(db, connection, sender.word())?,
        false => None,
    };
    let latest = later(refused.into_iter().chain(stray));
    Ok(latest.filter(|row| is_after(row, let_in)))
}

fn is_after(row: &ExchangeRow, other: Option<&ExchangeRow>) -> bool {
    other.is_none_or(|other| row.seq > other.seq)
}

fn later(rows: impl Iterator<Item = ExchangeRow>) -> Option<ExchangeRow> {
    rows.max_by_key(|row| row.seq)
}
