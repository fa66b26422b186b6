//! Operations that grow in one look at what has arrived, from how they were left to how they are kept.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Folding;
use crate::diagnoses::Call;
use crate::store::{self, Db};

/// Operations that calls can go on with.
const LATEST: u32 = 1_000;

/// What the calls of one look belong to, by connection.
#[derive(Debug, Default)]
pub(crate) struct Grown {
    of: BTreeMap<i64, OfConnection>,
}

#[derive(Debug)]
struct OfConnection {
    folding: Folding,
    /// `seq` of an exchange and the place of its operation.
    calls: Vec<(i64, usize)>,
}

impl Grown {
    /// Takes the next call.
    pub(crate) fn take(&mut self, db: &Db, call: &Call) -> rusqlite::Result<()> {
        let own = match self.of.entry(call.connection) {
            Entry::Occupied(own) => own.into_mut(),
            Entry::Vacant(free) => free.insert(OfConnection {
                folding: Folding::from(store::operations::latest(db, call.connection, LATEST)?),
                calls: Vec::new(),
            }),
        };
        let place = own.folding.take(call);
        own.calls.push((call.seq, place));
        Ok(())
    }

    /// Keeps what has changed, of connections that are still there.
    pub(crate) fn write(self, db: &Db) -> rusqlite::Result<()> {
        for (connection, own) in self.of {
            if !store::connections::exists(db, connection)? {
                continue;
            }
            let mut rows = BTreeMap::new();
            let grown = own.folding.all.iter().zip(own.folding.changed);
            for (place, (operation, _)) in grown.enumerate().filter(|(_, (_, new))| *new) {
                rows.insert(place, store::operations::save(db, connection, operation)?);
            }
            for (exchange, place) in own.calls {
                if let Some(row) = rows.get(&place) {
                    store::operations::belongs(db, exchange, *row)?;
                }
            }
        }
        Ok(())
    }
}
