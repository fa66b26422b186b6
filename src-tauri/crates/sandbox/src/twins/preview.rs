//! What another twin would mean for the people that are there, before it is chosen. Nothing is
//! written; everybody is looked at once.

use std::sync::Arc;

use scim::schema::Registry;
use scim::{AttributePath, Filter, Query};

use super::reading::{attribute_of, present};
use super::rules::{Groups, LoginAttribute, Others, Sso};
use super::twin::Twin;
use crate::connections::{existing, parsed};
use crate::store::listing::{Listing, Start};
use crate::store::managers::{Order, Turned};
use crate::store::{self, Db};
use crate::{Error, Workspace};

/// How many names are given as examples.
const EXAMPLES: usize = 5;

/// What a connection with another twin would be like.
#[derive(Debug, Clone, PartialEq)]
pub struct TwinPreview {
    /// The twin now, when it is known.
    pub before: Option<Arc<Twin>>,
    /// The other twin.
    pub after: Arc<Twin>,
    /// People there are.
    pub people: u64,
    /// Lines that would lead to a manager and do not now.
    pub linked: Counted<LineChange>,
    /// Lines that lead to a manager and would not.
    pub loosened: Counted<LineChange>,
    /// Lines that would lead to another manager.
    pub moved: Counted<LineChange>,
    /// People whose `active` is false.
    pub inactive: u64,
    /// People for whom an admin set something by hand.
    pub by_hand: u64,
    /// People whose login would not be what single sign-on tells.
    pub strangers: Counted<Example>,
    /// People without an attribute that would be required.
    pub without: Vec<WithoutAttribute>,
    /// What was sent and would lead to nothing.
    pub unused: Vec<UnusedAttribute>,
    /// Teams that would come into being, of departments that are there.
    pub teams_come: Counted<Holding>,
    /// Teams that would not be any more.
    pub teams_go: Counted<Holding>,
    /// What everybody begins with that nobody does now, and how many people would have it.
    pub role_comes: Option<Holding>,
    /// What people have now because everybody begins with it, and would not have.
    pub role_goes: Option<Holding>,
    /// Groups there are.
    pub groups: Counted<Example>,
    /// Groups that would lead to nothing.
    pub unused_groups: u64,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The id.
    pub id: String,
    /// The shown name.
    pub name: String,
}

/// A team or a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its name.
    pub name: String,
    /// How many people are in it, or have it.
    pub people: u64,
}

/// Things, counted, with a few of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<T> {
    /// How many.
    pub count: u64,
    /// Up to five of them.
    pub examples: Vec<T>,
}

/// A reporting line that would lead elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// Whose line it is.
    pub person: Example,
    /// The manager now.
    pub before: Option<String>,
    /// The manager afterwards.
    pub after: Option<String>,
}

/// People without an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutAttribute {
    /// The attribute.
    pub attribute: String,
    /// Who is without it.
    pub people: Counted<Example>,
}

/// An attribute that leads to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedAttribute {
    /// The attribute.
    pub attribute: String,
    /// How many people have it.
    pub people: u64,
}

impl<T> Counted<T> {
    /// Counts all of them and keeps the first.
    fn of(all: Vec<T>) -> Self {
        Self {
            count: all.len() as u64,
            examples: all.into_iter().take(EXAMPLES).collect(),
        }
    }
}

impl Workspace {
    /// What another twin would mean for a connection.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::UnknownTwin`].
    pub fn twin_preview(&self, connection: &str, twin: &str) -> Result<TwinPreview, Error> {
        let twins = self.twins();
        let after = twins.named(twin)?;
        self.read(|db| {
            let row = existing(db, connection)?;
            let registry = Arc::new(parsed(&row)?);
            let order = Order::of(&after.managers.order);
            let now = self.rules_of(&row.twin)?;
            let used = (now.managers.used, after.managers.used);
            let turned = store::managers::turned(db, row.row, &order, used)?;
            let counts = store::counts::of_connection(db, row.row)?;
            let of = |wanted: fn(&Turned) -> bool| {
                let lines = turned.iter().filter(|line| wanted(line));
                Counted::of(lines.map(LineChange::of).collect())
            };
            let unused_groups = match after.groups {
                Groups::Ignored => counts.groups,
                Groups::Roles | Groups::Groups => 0,
            };
            let teams = || teams(db, row.row);
            let (makes, would) = (now.makes_teams(), after.makes_teams());
            let groups = store::twins::groups(db, row.row, EXAMPLES)?;
            Ok(TwinPreview {
                before: twins.find(&row.twin).cloned(),
                people: counts.people,
                linked: of(|line| line.before.is_none()),
                loosened: of(|line| line.after.is_none()),
                moved: of(|line| line.before.is_some() && line.after.is_some()),
                inactive: store::overview::counters(db, row.row)?.inactive,
                by_hand: store::outcome::edited(db, row.row)?,
                strangers: strangers(db, row.row, &after)?,
                without: without(db, row.row, &registry, &after)?,
                unused: unused(db, row.row, &after)?,
                teams_come: Counted::of(if would && !makes {
                    teams()?
                } else {
                    Vec::new()
                }),
                teams_go: Counted::of(if makes && !would {
                    teams()?
                } else {
                    Vec::new()
                }),
                role_comes: begun(db, row.row, &after, &now)?,
                role_goes: begun(db, row.row, &now, &after)?,
                groups: Counted {
                    count: groups.0,
                    examples: groups.1,
                },
                unused_groups,
                after,
            })
        })
    }
}

impl LineChange {
    fn of(turned: &Turned) -> Self {
        Self {
            person: Example {
                id: turned.id.clone(),
                name: turned.name.clone(),
            },
            before: turned.before.clone(),
            after: turned.after.clone(),
        }
    }
}

/// Departments that somebody has, as teams.
fn teams(db: &Db, connection: i64) -> Result<Vec<Holding>, Error> {
    let all = store::survey::departments(db, connection)?.into_iter();
    Ok(all.map(|(name, people)| Holding { name, people }).collect())
}

/// The role that everybody begins with in `twin` and not in `other`, where anybody has it.
fn begun(db: &Db, connection: i64, twin: &Twin, other: &Twin) -> Result<Option<Holding>, Error> {
    let default = twin.permissions.default.as_ref();
    let Some(name) = default.filter(|_| twin.permissions.default != other.permissions.default)
    else {
        return Ok(None);
    };
    let people = store::outcome::default_holders(db, connection, twin)?;
    let name = name.clone();
    Ok((people > 0).then_some(Holding { name, people }))
}

/// People whose login is not what single sign-on will tell.
fn strangers(db: &Db, connection: i64, twin: &Twin) -> Result<Counted<Example>, Error> {
    let (count, examples) = match (twin.login.attribute, twin.login.sso) {
        (LoginAttribute::UserName, Sso::Any) => (0, Vec::new()),
        (LoginAttribute::UserName, Sso::Email) => {
            store::twins::other_login(db, connection, EXAMPLES)?
        }
        (LoginAttribute::Email, _) => store::twins::no_address(db, connection, EXAMPLES)?,
    };
    Ok(Counted { count, examples })
}

/// People without what is required.
fn without(
    db: &Db,
    connection: i64,
    registry: &Arc<Registry>,
    twin: &Twin,
) -> Result<Vec<WithoutAttribute>, Error> {
    let Some(user) = registry.resource_type("User") else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    let required = twin.attributes.iter().filter(|one| one.required);
    for attribute in required {
        let Some(has) = present(&attribute.name) else {
            continue;
        };
        let query = Query {
            filter: Some(Filter::Not(Box::new(has))),
            ..Query::default()
        };
        let listing = Listing {
            connection,
            registry,
            kinds: &[user],
            query: &query,
            limit: EXAMPLES as u64,
            // Asked by the user of this program, not by a client.
            scan: u64::MAX,
        };
        let found = store::listing::rows(db, &listing, &Start::Index(0))?;
        if found.total > 0 {
            all.push(WithoutAttribute {
                attribute: attribute.name.clone(),
                people: Counted {
                    count: found.total,
                    examples: store::twins::people_at(db, &found.rows)?,
                },
            });
        }
    }
    Ok(all)
}

/// What was sent and leads to nothing, what most people have first.
fn unused(db: &Db, connection: i64, twin: &Twin) -> Result<Vec<UnusedAttribute>, Error> {
    if twin.others == Others::Used {
        return Ok(Vec::new());
    }
    let filters: Vec<Filter> = twin
        .attributes
        .iter()
        .filter_map(|one| present(&one.name))
        .collect();
    let used: Vec<&AttributePath> = filters.iter().filter_map(attribute_of).collect();
    let sent = store::twins::attributes(db, connection)?;
    let left = sent.into_iter().filter(|(urn, name, _)| {
        let same = |path: &&AttributePath| {
            let urns = (
                path.urn.as_deref().unwrap_or_default(),
                urn.as_deref().unwrap_or_default(),
            );
            // The URN of the core schema says nothing more than none.
            let both = urns.0.eq_ignore_ascii_case(urns.1)
                || (urns.1.is_empty() && urns.0.contains(":core:"));
            both && path.name.eq_ignore_ascii_case(name)
        };
        !used.iter().any(same)
    });
    let attributes = left.map(|(urn, name, people)| UnusedAttribute {
        attribute: match urn {
            Some(urn) => format!("{urn}:{name}"),
            None => name,
        },
        people,
    });
    Ok(attributes.collect())
}
