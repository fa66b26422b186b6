//! Every role of a connection with where it comes from: groups, what admins gave by hand, and what
//! everybody begins with.

use jiff::Timestamp;

use crate::connections::existing;
use crate::twins::{Groups, RoleOrigin};
use crate::{Error, Workspace, store};

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
    /// Whether the application makes anything of it; groups may be of no use to it.
    pub counts: bool,
    /// When the group last changed.
    pub last_modified: Option<Timestamp>,
}

impl Workspace {
    /// Roles of a connection: what everybody begins with, what is given by hand by name, and groups by
    /// name. `text` as in [`Workspace::groups`].
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn roles(&self, connection: &str, text: Option<&str>) -> Result<Vec<RoleRow>, Error> {
        self.read(|db| {
            let connection = existing(db, connection)?;
            let twin = &self.rules_of(&connection.twin)?;
            let connection = connection.row;
            let mut roles = Vec::new();
            let row = |origin, name: &str, people| RoleRow {
                origin,
                group: None,
                name: name.to_owned(),
                external_id: None,
                people,
                counts: true,
                last_modified: None,
            };
            if let Some(name) = &twin.permissions.default {
                let people = store::outcome::default_holders(db, connection, twin)?;
                roles.push(row(RoleOrigin::Default, name, people));
            }
            for (name, people) in store::outcome::by_hand(db, connection, twin)? {
                roles.push(row(RoleOrigin::ByHand, &name, people));
            }
            let words = store::text::fold(text.unwrap_or_default());
            roles.retain(|role| {
                let name = store::text::fold(&role.name);
                words.split_whitespace().all(|word| name.contains(word))
            });
            let groups = store::groups::groups(db, connection, text)?;
            roles.extend(groups.into_iter().map(|group| RoleRow {
                origin: RoleOrigin::Group,
                group: Some(group.id),
                name: group.name,
                external_id: group.external_id,
                people: group.members,
                counts: twin.groups != Groups::Ignored,
                last_modified: Some(group.last_modified),
            }));
            Ok(roles)
        })
    }
}
