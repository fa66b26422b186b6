//! The attribute tables that were counted last, each with the state of the directory it was counted in,
//! so that everybody is read again only after something was written that may change them.
//!
//! Deliberately not here: the counting (`seen`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Seen;
use crate::store::connections::ConnectionRow;
use crate::store::setup::Mark;
use crate::twins::{Provider, Twin};

/// One table for each guide that somebody has looked at.
#[derive(Debug, Default)]
pub(crate) struct KeptTables(Mutex<HashMap<(i64, Provider), Kept>>);

#[derive(Debug)]
struct Kept {
    state: State,
    seen: Seen,
}

/// What a table depends on.
#[derive(Debug)]
pub(super) struct State {
    /// Held, so that no other one can have its address.
    twin: Arc<Twin>,
    schemas: (String, String),
    mark: Mark,
}

impl State {
    pub(super) fn new(twin: &Arc<Twin>, row: &ConnectionRow, mark: Mark) -> Self {
        Self {
            twin: Arc::clone(twin),
            schemas: (row.schemas.clone(), row.resource_types.clone()),
            mark,
        }
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.twin, &other.twin)
            && self.schemas == other.schemas
            && self.mark == other.mark
    }
}

impl KeptTables {
    /// The table as it was counted in this state.
    pub(super) fn find(&self, of: (i64, Provider), state: &State) -> Option<Seen> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get(&of).filter(|kept| kept.state.is(state))?;
        Some(kept.seen.clone())
    }

    pub(super) fn keep(&self, of: (i64, Provider), state: State, seen: Seen) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(of, Kept { state, seen });
    }
}
