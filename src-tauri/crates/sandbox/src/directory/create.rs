//! Creating a resource (RFC 7644 §3.3). Everything that needs no other resource is made on the caller's
//! thread, so that the one writer only writes.

use scim::patch::RowEdit;
use scim::{Finding, Found, Object};
use serde_json::Value;

use super::columns::extract;
use super::write::{self, Scope};
use super::{ChangeKind, LineChanges, MemberChanges, Record, Written, known_by, lines, unique};
use crate::Error;
use crate::clock::from_millis;
use crate::store;
use crate::store::managers::Order;
use crate::store::resources::Columns;
use crate::views::LineCause;
use crate::workspace::Write;

/// A resource that is ready to be written.
#[derive(Debug)]
pub(super) struct New {
    id: String,
    document: Object,
    /// The document as JSON.
    text: String,
    columns: Columns,
    members: Option<Vec<Value>>,
    changes: Vec<scim::diff::Change>,
    findings: Vec<Finding>,
}

impl New {
    /// What an accepted document comes to.
    pub(super) fn of(scope: &Scope, id: String, found: Found<Object>) -> Result<Self, Error> {
        let (mut document, mut findings) = (found.value, found.findings);
        let members = write::take_rows(scope, &mut document, &mut findings);
        let text = store::resources::text(&document)?;
        scim::limits::resource(text.len(), 0)?;
        Ok(Self {
            text,
            columns: extract(&scope.rt.name, &id, &document),
            changes: scim::diff(&scope.registry, &scope.rt, &Object::new(), &document),
            id,
            document,
            members,
            findings,
        })
    }

    /// Writes it.
    pub(super) fn write(mut self, scope: &Scope, write: &mut Write<'_>) -> Result<Written, Error> {
        if store::connections::row_of(write.db, &scope.connection_id)?.is_none() {
            return Err(Error::UnknownConnection(scope.connection_id.clone()));
        }
        let order = store::managers::order(write.db, scope.connection)?;
        self.columns = known_by::kept(&order, self.columns);
        scope.check_unique(write.db, &self.columns, None)?;
        unique::check(scope, write.db, &self.document, None)?;
        let now = from_millis(write.millis());
        let record = Record {
            kind: scope.rt.name.clone(),
            id: self.id,
            document: self.document,
            members: None,
            groups: None,
            manager: None,
            created: now,
            last_modified: now,
            version: 1,
        };
        let (db, connection, columns) = (write.db, scope.connection, &self.columns);
        let row = store::resources::insert(db, connection, &record, &self.text, columns)?;
        let mut written = Written {
            record,
            changed: true,
            created: true,
            changes: self.changes,
            member_changes: MemberChanges::default(),
            lines: LineChanges::default(),
            findings: self.findings,
        };
        if let Some(members) = self.members {
            let add = vec![RowEdit::Add(members)];
            write::edit_members(write, scope, row, 0, add, &mut written)?;
            let count = store::number(written.member_changes.total_after);
            store::resources::touch(db, row, 1, write.millis(), count)?;
        }
        if written.record.kind == "User" {
            written.lines = link(scope, write, (row, &order), &written.record.id, columns)?;
            scope.note_team(write, columns)?;
        }
        scope.remember(write, ChangeKind::Created, &written, None)?;
        write::finish(scope, written)
    }
}

/// Finds the manager of a new person, and those who have waited for the person as a manager. Nobody
/// can have referred to an id that has just been made.
fn link(
    scope: &Scope,
    write: &mut Write<'_>,
    (row, order): (i64, &Order),
    id: &str,
    columns: &Columns,
) -> Result<LineChanges, Error> {
    if columns.manager.is_some() {
        store::managers::link(write.db, order, row)?;
    }
    let called = (id, columns.name.as_str());
    lines::follow(
        scope,
        (write, order),
        &known_by::names(order, columns),
        LineCause::Arrived,
        called,
    )
}
