//! Deleting a resource (RFC 7644 §3.6): out of every group first, so that each of them has a version that
//! says so, and kept as it was for those who look for it later.

use scim::Object;
use scim::patch::RowEdit;

use super::columns::extract;
use super::members::Roster;
use super::write::Scope;
use super::{
    ChangeKind, Deleted, LineChanges, Member, MemberChanges, Record, Written, known_by, lines,
};
use crate::Error;
use crate::store;
use crate::store::removed::Removal;
use crate::store::role_events::Ending;
use crate::views::LineCause;
use crate::workspace::Write;

/// Deletes a resource and every membership of it.
pub(super) fn delete(
    scope: &Scope,
    write: &mut Write<'_>,
    id: &str,
    if_match: Option<i64>,
) -> Result<Deleted, Error> {
    let stored = scope.existing_at(write.db, id, if_match)?;
    let columns = extract(&stored.record.kind, id, &stored.record.document);
    let groups = store::members::groups_of(write.db, scope.connection, id)?;
    for (group, _) in &groups {
        leave(scope, write, *group, id)?;
    }
    let memberships: Vec<Member> = groups.into_iter().map(|(_, group)| group).collect();
    let row = stored.row;
    let record = last_version(scope, write, row, stored.record, &memberships)?;
    store::resources::delete(write.db, row)?;
    if columns.department.is_some() {
        scope.note_move(write, (id, &columns.name), (&columns, None))?;
    }
    let lines = match record.kind.as_str() {
        "User" => {
            let called = (id, columns.name.as_str());
            let order = store::managers::order(write.db, scope.connection)?;
            let columns = &known_by::kept(&order, columns.clone());
            let references = known_by::references(&order, id, [columns]);
            let with = (&mut *write, &order);
            lines::follow(scope, with, &references, LineCause::Removed, called)?
        }
        _ => LineChanges::default(),
    };
    Ok(Deleted {
        record,
        memberships,
        lines,
    })
}

/// Writes the version that deletes a resource, and what it was to those who look for it later.
fn last_version(
    scope: &Scope,
    write: &mut Write<'_>,
    row: i64,
    record: Record,
    memberships: &[Member],
) -> Result<Record, Error> {
    let nothing = Object::new();
    let mut written = Written {
        changes: scim::diff(&scope.registry, &scope.rt, &record.document, &nothing),
        record,
        changed: true,
        created: false,
        member_changes: MemberChanges::default(),
        lines: LineChanges::default(),
        findings: Vec::new(),
    };
    written.record.version += 1;
    let before = Some(&written.record.document);
    let seq = scope.remember(write, ChangeKind::Deleted, &written, before)?;
    written.record.version -= 1;
    if ["User", "Group"].contains(&written.record.kind.as_str()) {
        let removal = Removal {
            row,
            seq,
            at: write.millis(),
            exchange: scope.cause.exchange,
            token: scope.cause.token_id.as_deref(),
            roles: memberships,
        };
        store::removed::insert(write.db, &removal)?;
    }
    if written.record.kind == "Group" {
        let ended = scope.ended(write, &written, seq, Ending::GroupDeleted);
        store::role_events::lose_all(write.db, &ended, row)?;
    }
    Ok(written.record)
}

/// Takes a resource that is about to be deleted out of one group.
fn leave(scope: &Scope, write: &mut Write<'_>, group: i64, id: &str) -> Result<(), Error> {
    let Some(stored) = store::resources::by_row::<Object>(write.db, group, false)? else {
        return Ok(());
    };
    let mut roster = Roster::new(write, scope, group, stored.member_count);
    roster.apply(vec![RowEdit::Remove(vec![id.to_owned()])])?;
    let (member_changes, findings, total) = roster.finish();
    let mut written = Written {
        record: stored.record,
        changed: true,
        created: false,
        changes: Vec::new(),
        member_changes,
        lines: LineChanges::default(),
        findings,
    };
    written.record.version += 1;
    let version = written.record.version;
    store::resources::touch(write.db, group, version, write.millis(), total)?;
    let before = Some(&written.record.document);
    scope.remember(write, ChangeKind::MemberDeleted, &written, before)?;
    Ok(())
}
