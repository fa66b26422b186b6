//! How a workspace follows the twins of its connections: which are known, and bringing connections up
//! to what their twin says now.

use std::sync::{Arc, PoisonError};

use super::{Twin, Twins};
use crate::connections::{GENERIC, existing, relink, save};
use crate::store::managers::Order;
use crate::{Error, Workspace, store};

impl Workspace {
    /// The twins that are known, as they were when they were read.
    #[must_use]
    pub fn twins(&self) -> Twins {
        let shelf = self.twin_shelf().read();
        shelf.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rules that a connection goes by: those of its twin, or of the neutral one where that is not
    /// known (any more).
    pub(crate) fn rules_of(&self, twin: &str) -> Result<Arc<Twin>, Error> {
        let shelf = self.twin_shelf().read();
        let known = shelf.unwrap_or_else(PoisonError::into_inner);
        match known.find(twin) {
            Some(known) => Ok(Arc::clone(known)),
            None => Twins::built_in().named(GENERIC),
        }
    }

    /// The rules that a connection goes by.
    ///
    /// # Errors
    /// [`Error::UnknownConnection`].
    pub fn rules(&self, connection: &str) -> Result<Arc<Twin>, Error> {
        self.read(|db| self.rules_of(&crate::connections::existing(db, connection)?.twin))
    }

    /// Knows these twins from now on, and brings the connections that follow one of them up to date.
    /// A connection whose twin is not among them keeps to what it said last.
    ///
    /// # Errors
    /// [`Error::Sqlite`], [`Error::NotSaved`].
    pub fn use_twins(&self, twins: Twins) -> Result<(), Error> {
        let shelf = self.twin_shelf().write();
        *shelf.unwrap_or_else(PoisonError::into_inner) = twins;
        self.follow_twins()
    }

    /// A file may say something else than when the lines of a connection were found.
    pub(crate) fn follow_twins(&self) -> Result<(), Error> {
        let twins = self.twins();
        for row in self.read(|db| Ok(store::connections::all(db)?))? {
            let Some(twin) = twins.find(&row.twin) else {
                continue;
            };
            let order = Order::of(&twin.managers.order).text();
            if order == row.manager_match {
                continue;
            }
            self.write(move |write| {
                let mut row = existing(write.db, &row.id)?;
                row.manager_match = order;
                save(write.db, &row)?;
                relink(write.db, &row)
            })
            .wait()?;
        }
        Ok(())
    }
}
