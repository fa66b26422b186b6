//! Permissions that an admin sets by hand, where the application lets them (`[permissions]` of a twin).
//!
//! An edit is a change of the workspace, not of a resource: it has a place in the order of all changes
//! and no version, and no client ever reads anything of it. What a provisioning write does to it is in
//! `directory::by_hand`.

use crate::connections::existing;
use crate::store::hand_edits::Edit;
use crate::store::{self, Db};
use crate::twins::Twin;
use crate::views::{EditKind, HandEdit};
use crate::workspace::Write;
use crate::{Error, Workspace, naming};

/// As many as one person can have by hand.
const MOST: usize = 20;

impl Workspace {
    /// Sets what somebody has by hand: these names, none at all when the list is empty, or what the
    /// application gives without an admin when it is `None`. `actor` is who does it (`window`, `cli`).
    /// Returns the edit; nothing is written where it changes nothing, and the last edit is returned.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotFound`], [`Error::NotByHand`],
    /// [`Error::NameUnusable`], [`Error::ManyPermissions`].
    pub fn set_permissions(
        &self,
        connection: &str,
        person: &str,
        names: Option<Vec<String>>,
        actor: &str,
    ) -> Result<Option<HandEdit>, Error> {
        let names = names.map(checked).transpose()?;
        self.edit(connection, person, actor, move |_, latest| {
            let before = latest.and_then(|edit| edit.after.clone());
            let changed = before != names;
            Ok(changed.then_some((EditKind::Set, before, names)))
        })
    }

    /// Takes back the last edit of somebody, which must still be the one at `seq`.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`], [`Error::NotFound`], [`Error::NotByHand`],
    /// [`Error::EditOutdated`].
    pub fn undo_permissions(
        &self,
        connection: &str,
        person: &str,
        seq: i64,
        actor: &str,
    ) -> Result<Option<HandEdit>, Error> {
        self.edit(connection, person, actor, move |_, latest| match latest {
            Some(edit) if edit.seq == seq => {
                let (before, after) = (edit.after.clone(), edit.before.clone());
                Ok(Some((EditKind::Undone, before, after)))
            }
            _ => Err(Error::EditOutdated),
        })
    }

    fn edit<F>(
        &self,
        connection: &str,
        person: &str,
        actor: &str,
        decide: F,
    ) -> Result<Option<HandEdit>, Error>
    where
        F: FnOnce(&Twin, Option<&HandEdit>) -> Result<Option<Change>, Error> + Send + 'static,
    {
        let rules = self.rules_of(&self.connection(connection)?.twin)?;
        if !rules.permissions.by_hand {
            return Err(Error::NotByHand(rules.name.clone()));
        }
        let (wanted, person, actor) = (connection.to_owned(), person.to_owned(), actor.to_owned());
        self.write(move |write| {
            let row = existing(write.db, &wanted)?.row;
            present(write.db, row, &person)?;
            let latest = store::hand_edits::latest(write.db, row, &person)?;
            match decide(&rules, latest.as_ref())? {
                None => Ok(latest),
                Some(change) => {
                    insert(write, row, &person, change, &actor)?;
                    Ok(store::hand_edits::latest(write.db, row, &person)?)
                }
            }
        })
        .wait()
    }
}

type Names = Option<Vec<String>>;
/// What kind of edit, what held before it, what holds after it.
type Change = (EditKind, Names, Names);

fn insert(
    write: &mut Write<'_>,
    connection: i64,
    person: &str,
    (kind, before, after): Change,
    actor: &str,
) -> Result<(), Error> {
    let edit = Edit {
        seq: write.next_seq(),
        connection,
        person,
        at: write.millis(),
        kind,
        before: before.as_deref(),
        after: after.as_deref(),
        actor: Some(actor),
        exchange: None,
        token: None,
    };
    store::hand_edits::insert(write.db, &edit)
}

fn present(db: &Db, connection: i64, person: &str) -> Result<(), Error> {
    match store::people::row_of(db, connection, person)? {
        Some(_) => Ok(()),
        None => Err(Error::NotFound {
            kind: "User".to_owned(),
            id: person.to_owned(),
        }),
    }
}

/// The names without blanks around them, each once, regardless of case.
fn checked(names: Vec<String>) -> Result<Vec<String>, Error> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let name = naming::checked(&name)?;
        let folded = store::text::fold(&name);
        if !name.is_empty() && !all.iter().any(|one| store::text::fold(one) == folded) {
            all.push(name);
        }
    }
    match all.len() > MOST {
        true => Err(Error::ManyPermissions(MOST)),
        false => Ok(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn names_are_kept_once_and_without_blanks() {
        let given = names(&[" Administrator ", "administrator", "", "Auditor"]);
        assert_eq!(checked(given).unwrap(), ["Administrator", "Auditor"]);
    }

    #[test]
    fn too_many_names_and_names_that_mislead_are_refused() {
        let many: Vec<String> = (0..=MOST).map(|number| format!("role {number}")).collect();
        assert!(matches!(checked(many), Err(Error::ManyPermissions(MOST))));
        let misleading = names(&["\u{202e}nimda"]);
        assert!(matches!(checked(misleading), Err(Error::NameUnusable)));
    }
}
