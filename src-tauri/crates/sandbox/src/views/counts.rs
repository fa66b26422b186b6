//! How much a connection holds, without counting rows.

use crate::connections::row_of;
use crate::{Error, Workspace, store};

/// How much a connection holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Users.
    pub people: u64,
    /// Groups.
    pub groups: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Those answered with 400 or above.
    pub failed: u64,
    /// People and groups that were deleted.
    pub removed: u64,
    /// Reporting lines that were drawn because the manager came after the person.
    pub backfilled: u64,
}

impl Workspace {
    /// How much a connection holds.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn counts(&self, connection: &str) -> Result<Counts, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            Ok(store::counts::of_connection(db, connection)?)
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Cause, Empty, Location, Options};

    #[test]
    fn counts_follow_what_comes_and_goes() {
        let workspace = Workspace::open(Options::new(Location::Memory)).unwrap();
        let connection = workspace.default_connection().unwrap();
        let directory = workspace.directory(&connection);
        let person = |name: &str| {
            directory
                .create("User", json!({ "userName": name }), Cause::default())
                .wait()
                .unwrap()
        };
        let (first, _second) = (person("ada"), person("bram"));
        let group = json!({ "displayName": "Editors" });
        directory
            .create("Group", group, Cause::default())
            .wait()
            .unwrap();
        let counts = workspace.counts(&connection.id).unwrap();
        assert_eq!((counts.people, counts.groups), (2, 1));
        directory
            .delete("User", &first.record.id, None, Cause::default())
            .wait()
            .unwrap();
        assert_eq!(workspace.counts(&connection.id).unwrap().people, 1);
        let all = Empty {
            people: true,
            traffic: true,
        };
        workspace.empty_connection(&connection.id, all).unwrap();
        assert_eq!(workspace.counts(&connection.id).unwrap(), Counts::default());
    }

    #[test]
    fn a_refused_write_counts_nothing() {
        let workspace = Workspace::open(Options::new(Location::Memory)).unwrap();
        let connection = workspace.default_connection().unwrap();
        let directory = workspace.directory(&connection);
        let create = || {
            directory
                .create("User", json!({ "userName": "ada" }), Cause::default())
                .wait()
        };
        create().unwrap();
        create().unwrap_err();
        assert_eq!(workspace.counts(&connection.id).unwrap().people, 1);
    }
}
