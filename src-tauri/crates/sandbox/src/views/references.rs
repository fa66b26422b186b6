//! What the references in changes lead to.

use std::collections::{HashMap, HashSet};

use crate::connections::row_of;
use crate::{Error, Workspace, store};

impl Workspace {
    /// Names of the people and groups that these references lead to, also of deleted ones. References
    /// to nobody, and to somebody without another name, are left out.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn names(
        &self,
        connection: &str,
        references: HashSet<String>,
    ) -> Result<HashMap<String, String>, Error> {
        self.read(|db| {
            let connection = row_of(db, connection)?;
            let mut names = HashMap::with_capacity(references.len());
            for reference in references {
                let name = store::references::name(db, connection, &reference)?;
                if let Some(name) = name.filter(|name| *name != reference) {
                    names.insert(reference, name);
                }
            }
            Ok(names)
        })
    }

    /// Those of these exchanges that are in the log: some never were, because nothing was recorded
    /// then, and some have been cleared away.
    ///
    /// # Errors
    /// [`Error::Sqlite`].
    pub fn recorded(&self, numbers: &[i64]) -> Result<HashSet<i64>, Error> {
        self.read(|db| Ok(store::references::recorded(db, numbers)?))
    }
}
