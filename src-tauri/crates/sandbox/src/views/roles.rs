//! Every role of a connection with where it comes from: groups, what admins gave by hand, and what
//! everybody begins with.

use jiff::Timestamp;

use crate::connections::existing;
use crate::store::{self, Db};
use crate::twins::{Groups, RoleOrigin, Twin};
use crate::views::{GroupRow, GroupsQuery};
use crate::{Error, Workspace};

/// One line of the list of roles. A name that several origins give has a line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRow {
    /// Where it comes from.
    pub origin: RoleOrigin,
    /// The group that gives it.
    pub group: Option<String>,
    /// Its name.
    pub name: String,
    /// `externalId` of the group.
    pub external_id: Option<String>,
    /// Members of the group, or the people with whom it counts.
    pub people: u64,
    /// When the group last changed.
    pub last_modified: Option<Timestamp>,
}

/// One page of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesPage {
    /// The roles.
    pub rows: Vec<RoleRow>,
    /// How many match in all.
    pub matching: u64,
    /// Roles of the connection.
    pub total: u64,
}

impl Workspace {
    /// Roles of a connection: what everybody begins with, what is given by hand by name, and groups by
    /// name where the application makes roles of them.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn roles(&self, connection: &str, query: &GroupsQuery) -> Result<RolesPage, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let twin = &self.rules_of(&connection.twin)?;
            let mut others = others(db, connection.row, twin)?;
            let total = others.len() as u64;
            let words = store::text::fold(query.text.as_deref().unwrap_or_default());
            others.retain(|role| {
                let name = store::text::fold(&role.name);
                words.split_whitespace().all(|word| name.contains(word))
            });
            let before = others.len() as u64;
            let skipped = usize::try_from(query.offset).unwrap_or(usize::MAX);
            let mut rows: Vec<RoleRow> = others.into_iter().skip(skipped).collect();
            let wanted = query.limit.unwrap_or(DEFAULT_LIMIT);
            rows.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
            let here = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let (matching, all) = match twin.groups {
                Groups::Roles => {
                    let rest = GroupsQuery {
                        offset: query.offset.saturating_sub(before),
                        limit: Some(wanted.saturating_sub(here)),
                        ..query.clone()
                    };
                    let page = store::groups::page(db, connection.row, &rest)?;
                    rows.extend(page.rows.into_iter().map(of_group));
                    (page.matching, page.total)
                }
                Groups::Groups | Groups::Ignored => (0, 0),
            };
            Ok(RolesPage {
                rows,
                matching: before + matching,
                total: total + all,
            })
        })
    }
}

const DEFAULT_LIMIT: u32 = 100;

/// Roles that no group gives.
fn others(db: &Db, connection: i64, twin: &Twin) -> Result<Vec<RoleRow>, Error> {
    let row = |origin, name: &str, people| RoleRow {
        origin,
        group: None,
        name: name.to_owned(),
        external_id: None,
        people,
        last_modified: None,
    };
    let mut roles = Vec::new();
    if let Some(name) = &twin.permissions.default {
        let people = store::outcome::default_holders(db, connection, twin)?;
        roles.push(row(RoleOrigin::Default, name, people));
    }
    for (name, people) in store::outcome::by_hand(db, connection, twin)? {
        roles.push(row(RoleOrigin::ByHand, &name, people));
    }
    Ok(roles)
}

fn of_group(group: GroupRow) -> RoleRow {
    RoleRow {
        origin: RoleOrigin::Group,
        group: Some(group.id),
        name: group.name,
        external_id: group.external_id,
        people: group.members,
        last_modified: Some(group.last_modified),
    }
}
