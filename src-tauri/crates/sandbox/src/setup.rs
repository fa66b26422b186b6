//! How far the setup of an identity provider has come: the guide of a connection's twin, what was
//! ticked off in it, and for each step whether what it waits for has arrived.
//!
//! A guide is of one identity provider, and only what is recognised as its own counts. What came from
//! others is told beside it. Which guide is shown is what somebody chose, never who called.
//!
//! Deliberately not here: the words of the guides, which are the twin's, and the secret of a token,
//! which nobody has any more.

mod evidence;
mod kept;
mod seen;
mod step;

use std::sync::Arc;

use jiff::Timestamp;

use crate::connections::existing;
use crate::store::callers::Sender;
use crate::store::connections::ConnectionRow;
use crate::store::setup::Ticked;
use crate::store::{self, Db};
use crate::traffic::ExchangeRow;
use crate::twins::{Guide, Provider, Twin};
use crate::{Error, Token, Workspace};

pub use crate::store::callers::Caller;
pub(crate) use kept::KeptTables;
pub use seen::{AttributeSeen, Seen};
pub use step::{SetupStep, StepState};

/// Who makes the tokens of rehearsals; they are no sign of a setup.
const SIMULATOR: &str = "simulator";

/// How far the setup of one identity provider has come.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The twin of the connection, when it is known.
    pub twin: Option<Arc<Twin>>,
    /// The identity provider whose guide this is; `None` when there is no guide.
    pub provider: Option<Provider>,
    /// What must be there before.
    pub prerequisites: Vec<Prerequisite>,
    /// The steps of the guide, in their order.
    pub steps: Vec<SetupStep>,
    /// The newest token that works, unless a rehearsal made it.
    pub token: Option<Token>,
    /// When the identity provider called last, let in or not.
    pub last_call: Option<Timestamp>,
    /// Who else called lately, the latest caller first.
    pub others: Vec<Caller>,
    /// How the first person whom the identity provider sent, and who is there still, came.
    pub first_person: Option<ExchangeRow>,
}

/// Something that must be there before a setup begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    /// What it is, as the guide words it.
    pub text: String,
    /// When it was ticked off.
    pub ticked_at: Option<Timestamp>,
}

/// What of a guide can be ticked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GuidePart {
    /// A prerequisite, by its text.
    Prerequisite,
    /// A step, by its title.
    Step,
}

impl GuidePart {
    fn word(self) -> &'static str {
        match self {
            Self::Prerequisite => "prerequisite",
            Self::Step => "step",
        }
    }
}

impl Setup {
    /// The guide.
    #[must_use]
    pub fn guide(&self) -> Option<&Guide> {
        let twin = self.twin.as_deref()?;
        self.provider.and_then(|provider| guide_of(twin, provider))
    }

    /// The attribute table as the guide has it, before anybody was counted.
    pub fn attributes(&self) -> impl Iterator<Item = AttributeSeen> {
        let told = self.twin.as_deref().zip(self.guide());
        let rows = told.map(|(twin, guide)| {
            let mappings = guide.mappings.iter();
            mappings.map(|mapping| AttributeSeen::untold(twin, mapping))
        });
        rows.into_iter().flatten()
    }
}

impl Workspace {
    /// How far the setup of an identity provider has come. Without `provider` it is the one that the
    /// connection is for, else the first that the twin has a guide for; likewise when the twin has none
    /// for the one asked for.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::Sqlite`].
    pub fn setup(&self, connection: &str, provider: Option<Provider>) -> Result<Setup, Error> {
        let twins = self.twins();
        let now = self.clock().now();
        self.read(|db| {
            let row = existing(db, connection)?;
            let twin = twins.find(&row.twin).cloned();
            let provider = match &twin {
                Some(twin) => chosen(&row, twin, provider),
                None => None,
            };
            let tokens = store::tokens::of_connection(db, row.row)?;
            let mut setup = Setup {
                twin,
                provider,
                prerequisites: Vec::new(),
                steps: Vec::new(),
                token: working(&tokens, now).find(|one| by_hand(one)).cloned(),
                last_call: None,
                others: Vec::new(),
                first_person: None,
            };
            let Some(guide) = setup.guide().cloned() else {
                return Ok(setup);
            };
            let ticks = Ticks::read(db, &row, guide.provider)?;
            let prerequisites = guide.prerequisites.iter().map(|text| Prerequisite {
                text: text.clone(),
                ticked_at: ticks.of(GuidePart::Prerequisite, text),
            });
            setup.prerequisites = prerequisites.collect();
            let valid: Vec<&str> = working(&tokens, now).map(|one| one.id.as_str()).collect();
            let sender = sender(guide.provider);
            let found = evidence::Evidence::gather(db, row.row, sender, &valid)?;
            setup.first_person = store::callers::first_arrival(db, row.row, "User", sender)?;
            let (own, others) = callers(db, row.row, sender)?;
            setup.others = others;
            // Of a call that is not recorded only its token tells.
            let used = tokens.iter().filter_map(|token| token.last_used_at);
            let unrecorded = used.filter(|_| setup.others.is_empty()).max();
            setup.last_call = own.or_else(|| found.latest()).or(unrecorded);
            let steps = guide.steps.iter().map(|one| {
                let ticked_at = ticks.of(GuidePart::Step, &one.title);
                step::judge(one, &found, setup.token.as_ref(), ticked_at)
            });
            setup.steps = steps.collect();
            Ok(setup)
        })
    }

    /// Ticks a prerequisite or a step off, or takes the tick back. `item` is its text or title.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`]; [`Error::NoGuide`] and [`Error::UnknownGuideItem`] when there is
    /// no such guide or item.
    pub fn tick_guide(
        &self,
        connection: &str,
        provider: Provider,
        part: GuidePart,
        item: &str,
        ticked: bool,
    ) -> Result<(), Error> {
        let twins = self.twins();
        let (connection, item) = (connection.to_owned(), item.to_owned());
        self.write(move |write| {
            let row = existing(write.db, &connection)?;
            let twin = twins.find(&row.twin);
            let guide = twin.and_then(|twin| guide_of(twin, provider));
            let Some(guide) = guide else {
                return Err(Error::NoGuide {
                    twin: twin.map_or_else(|| row.twin.clone(), |twin| twin.name.clone()),
                    provider: provider.name().to_owned(),
                });
            };
            let known = match part {
                GuidePart::Prerequisite => guide.prerequisites.contains(&item),
                GuidePart::Step => guide.steps.iter().any(|step| step.title == item),
            };
            if !known {
                return Err(Error::UnknownGuideItem(item));
            }
            let of = ticked_of(&row, provider);
            match ticked {
                true => store::setup::tick(write.db, &of, part.word(), &item, write.millis())?,
                false => store::setup::untick(write.db, &of, part.word(), &item)?,
            }
            Ok(())
        })
        .wait()
    }
}

/// The guide of a twin for an identity provider.
pub(crate) fn guide_of(twin: &Twin, provider: Provider) -> Option<&Guide> {
    twin.guides.iter().find(|guide| guide.provider == provider)
}

/// Whose exchanges show how far the setup of an identity provider is.
pub(crate) fn sender(provider: Provider) -> Sender<'static> {
    match provider {
        // It may be anybody.
        Provider::Other => Sender::Anybody,
        named => Sender::Of(named.word()),
    }
}

/// When this sender called last, and who else did.
fn callers(
    db: &Db,
    connection: i64,
    sender: Sender<'_>,
) -> Result<(Option<Timestamp>, Vec<Caller>), Error> {
    let all = store::callers::callers(db, connection)?;
    Ok(match sender {
        Sender::Of(word) => {
            let (own, others): (Vec<_>, Vec<_>) = all
                .into_iter()
                .partition(|caller| caller.idp.as_deref() == Some(word));
            (own.first().map(|caller| caller.last), others)
        }
        _ => (all.first().map(|caller| caller.last), Vec::new()),
    })
}

/// The identity provider whose guide is shown.
fn chosen(row: &ConnectionRow, twin: &Twin, asked: Option<Provider>) -> Option<Provider> {
    let has = |provider: &Provider| guide_of(twin, *provider).is_some();
    let known = || row.idp.as_deref().and_then(Provider::of).filter(has);
    asked
        .filter(has)
        .or_else(known)
        .or_else(|| twin.guides.first().map(|guide| guide.provider))
}

/// The tokens that let in, the newest first.
fn working(tokens: &[Token], now: Timestamp) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(move |token| {
        token.revoked_at.is_none() && token.expires_at.is_none_or(|end| end > now)
    })
}

/// Whether it was not made for a rehearsal.
fn by_hand(token: &Token) -> bool {
    token.created_by != SIMULATOR
}

fn ticked_of(row: &ConnectionRow, provider: Provider) -> Ticked {
    Ticked {
        connection: row.row,
        twin: row.twin.clone(),
        provider: provider.word(),
    }
}

/// What was ticked in one guide.
struct Ticks(Vec<(String, String, Timestamp)>);

impl Ticks {
    fn read(db: &Db, row: &ConnectionRow, provider: Provider) -> Result<Self, Error> {
        Ok(Self(store::setup::ticks(db, &ticked_of(row, provider))?))
    }

    fn of(&self, part: GuidePart, item: &str) -> Option<Timestamp> {
        let found = self
            .0
            .iter()
            .find(|(of, named, _)| of == part.word() && named == item);
        found.map(|(_, _, at)| *at)
    }
}
