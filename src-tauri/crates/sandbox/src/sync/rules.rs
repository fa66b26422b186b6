//! What a twin says about syncs, as far as a run goes by it.

use std::sync::Arc;

use crate::connections::existing;
use crate::store::Db;
use crate::twins::{Condition, Groups, Leaving, LoginAttribute, Staging, Step, Twin};
use crate::{Error, Workspace};

/// What everybody who has an account may do, where the twin has no word for it.
const BASE_ACCESS: &str = "Base access";

/// The rules of the syncs of one connection.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) connection: i64,
    pub(crate) twin: String,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) steps: Vec<Step>,
    pub(crate) login: LoginAttribute,
    /// What becomes of the account of somebody who is not active any more.
    pub(crate) inactive: Leaving,
    /// What becomes of the account of somebody who was deleted.
    pub(crate) deleted: Leaving,
    /// Whether accounts are put into groups.
    pub(crate) groups: bool,
    /// Whether access is worked out.
    pub(crate) access: bool,
    /// Whether the groups are known by then.
    pub(crate) access_by_groups: bool,
    /// What everybody has access to.
    pub(crate) base: String,
}

impl Rules {
    fn of(connection: i64, twin: &Twin, staging: &Staging) -> Self {
        let place = |step: Step| staging.steps.iter().position(|one| *one == step);
        let (groups, access) = (place(Step::AddToGroups), place(Step::ComputeAccess));
        let in_groups = groups.is_some() && twin.groups != Groups::Ignored;
        let base = twin.permissions.default.clone();
        Self {
            connection,
            twin: twin.id.clone(),
            conditions: staging.conditions.clone(),
            steps: staging.steps.clone(),
            login: twin.login.attribute,
            inactive: twin.leaving.inactive,
            deleted: twin.leaving.deleted,
            groups: in_groups,
            access: access.is_some(),
            access_by_groups: in_groups && groups < access,
            base: base.unwrap_or_else(|| BASE_ACCESS.to_owned()),
        }
    }
}

impl Workspace {
    /// The rules of a connection whose twin stages, as they are now.
    pub(crate) fn sync_rules(&self, db: &Db, connection: &str) -> Result<Rules, Error> {
        let row = existing(db, connection)?;
        let twin = self.twin_of(&row.twin)?;
        match &twin.staging {
            Some(staging) => Ok(Rules::of(row.row, &twin, staging)),
            None => Err(Error::NotStaged(twin.name.clone())),
        }
    }

    pub(crate) fn twin_of(&self, id: &str) -> Result<Arc<Twin>, Error> {
        self.twins().named(id)
    }
}
