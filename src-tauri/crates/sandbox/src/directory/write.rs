//! The writes themselves, as they run on the writer thread.

use std::sync::Arc;

use scim::patch::{self, RowEdit};
use scim::schema::{Registry, ResourceType};
use scim::{Finding, Found, Object, Strictness};
use serde_json::Value;

use super::columns::extract;
use super::known_by::{kept, names, references};
use super::members::Roster;
use super::record::SECRET;
use super::{Cause, ChangeKind, Directory, LineChanges, MemberChanges, Written};
use super::{by_hand, lines, unique};
use crate::Error;
use crate::clock::from_millis;
use crate::store::managers::Order;
use crate::store::resources::{Columns, Stored};
use crate::store::role_events::{Ended, Ending};
use crate::store::teams::Move;
use crate::store::versions::Version;
use crate::store::{self, Db};
use crate::traffic::without_passwords;
use crate::twins::{Cycle, Groups, ManagerMatch};
use crate::views::LineCause;
use crate::workspace::Write;

/// What every write of a connection needs.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) connection: i64,
    pub(super) connection_id: String,
    pub(super) registry: Arc<Registry>,
    pub(super) rt: ResourceType,
    pub(super) strictness: Strictness,
    /// What a write does to what was set by hand.
    pub(super) cycle: Cycle,
    /// Whether groups are anything to the application.
    pub(super) uses_groups: bool,
    pub(super) cause: Cause,
}

impl Scope {
    pub(super) fn new(directory: &Directory, kind: &str, cause: Cause) -> Result<Self, Error> {
        let connection = &directory.connection;
        let rt = connection.registry.resource_type(kind);
        let rules = directory.workspace.rules_of(&connection.twin)?;
        Ok(Self {
            connection: connection.row,
            connection_id: connection.id.clone(),
            registry: Arc::clone(&connection.registry),
            rt: rt
                .ok_or_else(|| Error::UnknownResourceType(kind.to_owned()))?
                .clone(),
            strictness: connection.strictness,
            cycle: rules.permissions.cycle,
            uses_groups: rules.groups != Groups::Ignored,
            cause,
        })
    }

    fn is_group(&self) -> bool {
        self.rt.name == "Group"
    }

    fn existing(&self, db: &Db, id: &str) -> Result<Stored, Error> {
        store::resources::by_id(db, self.connection, &self.rt.name, id, false)?.ok_or_else(|| {
            Error::NotFound {
                kind: self.rt.name.clone(),
                id: id.to_owned(),
            }
        })
    }

    /// The resource, when it still has the version that the client knows (RFC 7644 §3.14).
    pub(super) fn existing_at(
        &self,
        db: &Db,
        id: &str,
        if_match: Option<i64>,
    ) -> Result<Stored, Error> {
        let stored = self.existing(db, id)?;
        if if_match.is_some_and(|version| version != stored.record.version) {
            let detail = format!("The resource is at version {} now.", stored.record.version);
            return Err(scim::Error::precondition_failed(detail).into());
        }
        Ok(stored)
    }

    /// Refuses a `userName` that somebody else has, whatever its case.
    pub(super) fn check_unique(
        &self,
        db: &Db,
        columns: &Columns,
        own: Option<&str>,
    ) -> Result<(), Error> {
        let Some(folded) = &columns.user_name_folded else {
            return Ok(());
        };
        let holder = store::resources::user_named(db, self.connection, folded)?;
        if holder.is_none() || holder.as_deref() == own {
            return Ok(());
        }
        let name = columns.user_name.as_deref().unwrap_or(folded);
        let detail = format!("There already is a User with the userName \"{name}\".");
        Err(scim::Error::uniqueness(detail).into())
    }

    /// Writes the version that a write makes, and returns its place in the order of all.
    pub(super) fn remember(
        &self,
        write: &mut Write<'_>,
        change_kind: ChangeKind,
        written: &Written,
        before: Option<&Object>,
    ) -> Result<i64, Error> {
        let before = before.map(store::resources::text).transpose()?;
        let seq = write.next_seq();
        let version = Version {
            seq,
            connection: self.connection,
            kind: &written.record.kind,
            resource: &written.record.id,
            version: written.record.version,
            at: write.millis(),
            exchange: self.cause.exchange,
            token: self.cause.token_id.as_deref(),
            change_kind,
            before: before.as_deref(),
            changes: &written.changes,
            members: (written.record.kind == "Group").then_some(&written.member_changes),
        };
        store::versions::insert(write.db, &version)?;
        if version.members.is_some() {
            self.note_roles(write, change_kind, written, seq)?;
        }
        Ok(seq)
    }

    /// What the version of a group does to its members: roles that they lose, and what was set by hand
    /// for those whose roles are different now.
    fn note_roles(
        &self,
        write: &mut Write<'_>,
        change_kind: ChangeKind,
        written: &Written,
        seq: i64,
    ) -> Result<(), Error> {
        let MemberChanges {
            added,
            removed,
            since,
            ..
        } = &written.member_changes;
        let ended = self.ended(
            write,
            written,
            seq,
            match change_kind {
                ChangeKind::MemberDeleted => Ending::PersonDeleted,
                _ => Ending::Left,
            },
        );
        for (member, since) in removed.iter().zip(since) {
            store::role_events::lose(write.db, &ended, &member.value, *since)?;
        }
        if self.uses_groups && self.cycle == Cycle::Overwrites {
            for member in added.iter().chain(removed) {
                by_hand::overwrite(self, write, &member.value)?;
            }
        }
        Ok(())
    }

    /// A write that ends memberships of the group that it writes.
    pub(super) fn ended<'a>(
        &'a self,
        write: &Write<'_>,
        written: &'a Written,
        seq: i64,
        cause: Ending,
    ) -> Ended<'a> {
        let record = &written.record;
        let name = record.document.get("displayName").and_then(Value::as_str);
        Ended {
            seq,
            connection: self.connection,
            group: &record.id,
            name: name.unwrap_or(&record.id),
            at: write.millis(),
            cause,
            exchange: self.cause.exchange,
            token: self.cause.token_id.as_deref(),
        }
    }

    /// Writes down that a person goes from one team to another; to none when `after` is missing, since
    /// the person is removed then.
    pub(super) fn note_move(
        &self,
        write: &mut Write<'_>,
        (person, name): (&str, &str),
        (before, after): (&Columns, Option<&Columns>),
    ) -> Result<(), Error> {
        let one = Move {
            seq: write.next_seq(),
            connection: self.connection,
            person,
            name,
            at: write.millis(),
            from: before.department.as_deref(),
            to: after.and_then(|columns| columns.department.as_deref()),
            gone: after.is_none(),
            exchange: self.cause.exchange,
        };
        Ok(store::teams::insert_move(write.db, &one)?)
    }

    pub(super) fn note_team(&self, write: &Write<'_>, columns: &Columns) -> Result<(), Error> {
        if let Some(team) = &columns.department {
            let (db, at) = (write.db, write.millis());
            store::resources::note_team(db, self.connection, team, at, self.cause.exchange)?;
        }
        Ok(())
    }
}

/// Replaces a resource by a body that is understood against what is there now.
pub(super) fn replace(
    scope: &Scope,
    write: &mut Write<'_>,
    id: &str,
    body: Value,
    if_match: Option<i64>,
) -> Result<Written, Error> {
    let stored = scope.existing_at(write.db, id, if_match)?;
    let found =
        scim::accept_replacement(&scope.registry, &scope.rt, body, &stored.record.document)?
            .judge(scope.strictness)?;
    let (mut document, mut findings) = (found.value, found.findings);
    let members = take_rows(scope, &mut document, &mut findings);
    let edits = match members {
        Some(members) => vec![RowEdit::Replace(members)],
        // RFC 7644 §3.5.1: an attribute that is left out is cleared.
        None if scope.is_group() => vec![RowEdit::Clear],
        None => Vec::new(),
    };
    save(
        scope,
        write,
        stored,
        (document, findings),
        edits,
        ChangeKind::Replaced,
    )
}

/// Applies a PATCH request: its operations on the document, and on the members of a group.
pub(super) fn apply_patch(
    scope: &Scope,
    write: &mut Write<'_>,
    id: &str,
    found: Found<patch::Request>,
    if_match: Option<i64>,
) -> Result<Written, Error> {
    let (request, mut findings) = (found.value, found.findings);
    let stored = scope.existing_at(write.db, id, if_match)?;
    let (request, edits) = match scope.is_group() {
        true => request.split_rows("members"),
        false => (request, Vec::new()),
    };
    let mut document = stored.record.document.clone();
    if !request.is_empty() {
        document = patch::apply(&scope.registry, &scope.rt, &request, &document)
            .and_then(|found| found.judge(scope.strictness))
            .map_err(|refused| with_findings(refused, &findings))?
            .drain_into(&mut findings);
        take_rows(scope, &mut document, &mut findings);
    }
    save(
        scope,
        write,
        stored,
        (document, findings),
        edits,
        ChangeKind::Patched,
    )
}

/// A refusal that also carries the findings made before it.
fn with_findings(mut refused: scim::Refused, before: &[Finding]) -> scim::Refused {
    refused.findings.splice(0..0, before.iter().cloned());
    refused
}

/// Takes out of a document what is kept in rows or not at all; returns the members.
pub(super) fn take_rows(
    scope: &Scope,
    document: &mut Object,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Value>> {
    for never in ["id", "meta"] {
        document.shift_remove(never);
    }
    without_passwords(document);
    let taken = scope.registry.take_secrets(&scope.rt, document);
    findings.extend(taken.iter().map(|name| kept_secret(name)));
    if scope.rt.name == "User" {
        document.shift_remove("groups");
    }
    if !scope.is_group() {
        return None;
    }
    match document.shift_remove("members")? {
        Value::Array(members) => Some(members),
        Value::Null => Some(Vec::new()),
        single => Some(vec![single]),
    }
}

/// RFC 7643 §7: the value of an attribute that is never returned is not retained.
fn kept_secret(name: &str) -> Finding {
    let detail = format!("'{name}' is never returned; it was accepted and not stored.");
    Finding::info(SECRET, "RFC 7643 §7", detail).at(name)
}

/// Writes what is different, if anything is.
fn save(
    scope: &Scope,
    write: &mut Write<'_>,
    stored: Stored,
    (document, findings): (Object, Vec<Finding>),
    edits: Vec<RowEdit>,
    change_kind: ChangeKind,
) -> Result<Written, Error> {
    let Stored {
        row,
        member_count,
        record,
        ..
    } = stored;
    let order = store::managers::order(write.db, scope.connection)?;
    let columns = kept(&order, extract(&record.kind, &record.id, &record.document));
    let changes = scim::diff(&scope.registry, &scope.rt, &record.document, &document);
    let rewritten = document != record.document;
    let text = store::resources::text(&document)?;
    if text.len() > scim::limits::RESOURCE {
        let before = store::resources::text(&record.document)?.len();
        scim::limits::resource(text.len(), before)?;
    }
    // Not among the changes, since it follows from them; but not always (RFC 7644 §3.14).
    let relisted = document.get("schemas") != record.document.get("schemas");
    let mut written = Written {
        record,
        changed: false,
        created: false,
        changes,
        member_changes: MemberChanges::default(),
        lines: LineChanges::default(),
        findings,
    };
    let before = std::mem::replace(&mut written.record.document, document);
    if scope.is_group() {
        edit_members(write, scope, row, member_count, edits, &mut written)?;
    }
    let secret = written.secrets().next().is_some();
    written.changed =
        secret || relisted || !written.changes.is_empty() || !written.member_changes.is_empty();
    if rewritten {
        written.lines = rewrite(scope, write, (row, &order), &columns, &written)?;
    }
    if written.changed {
        written.record.version += 1;
        // A virtual clock may have gone back since.
        written.record.last_modified = from_millis(write.millis()).max(written.record.created);
        let modified = written.record.last_modified.as_millisecond();
        let total = match scope.is_group() {
            true => store::number(written.member_changes.total_after),
            false => member_count,
        };
        store::resources::touch(write.db, row, written.record.version, modified, total)?;
        scope.remember(write, change_kind, &written, Some(&before))?;
    }
    if written.record.kind == "User" {
        by_hand::overwrite(scope, write, &written.record.id)?;
    }
    finish(scope, written)
}

/// Writes a document that differs, and what follows from it.
fn rewrite(
    scope: &Scope,
    write: &mut Write<'_>,
    (row, order): (i64, &Order),
    before: &Columns,
    written: &Written,
) -> Result<LineChanges, Error> {
    let (id, document) = (&written.record.id, &written.record.document);
    let after = &kept(order, extract(&written.record.kind, id, document));
    scope.check_unique(write.db, after, Some(id))?;
    unique::check(scope, write.db, document, Some(id))?;
    let text = store::resources::text(document)?;
    store::resources::update(write.db, scope.connection, row, &text, (before, after))?;
    if written.record.kind != "User" {
        return Ok(LineChanges::default());
    }
    match (&before.manager, &after.manager) {
        (Some(was), None) => store::lines::clear_manager(write.db, row, was)?,
        (was, is) if was != is => store::managers::link(write.db, order, row)?,
        _ => {}
    }
    if before.department != after.department {
        scope.note_team(write, after)?;
        scope.note_move(write, (id, &after.name), (before, Some(after)))?;
    }
    // Whether the `userName` is an address as well is not in the columns.
    let by_email = order.has(ManagerMatch::Email);
    if !by_email && names(order, before) == names(order, after) {
        return Ok(LineChanges::default());
    }
    let references = references(order, id, [before, after]);
    let called = (id.as_str(), after.name.as_str());
    lines::follow(
        scope,
        (write, order),
        &references,
        LineCause::Renamed,
        called,
    )
}

pub(super) fn edit_members(
    write: &Write<'_>,
    scope: &Scope,
    row: i64,
    member_count: i64,
    edits: Vec<RowEdit>,
    written: &mut Written,
) -> Result<(), Error> {
    let mut roster = Roster::new(write, scope, row, member_count);
    roster.apply(edits)?;
    let (changes, findings, _) = roster.finish();
    written.member_changes = changes;
    written.findings.extend(findings);
    Ok(())
}

/// Applies the strictness to what was found while writing.
pub(super) fn finish(scope: &Scope, written: Written) -> Result<Written, Error> {
    let refusal = match scope.strictness {
        Strictness::Strict => written
            .findings
            .iter()
            .find_map(|finding| finding.strict.clone()),
        Strictness::Tolerant => None,
    };
    match refusal {
        Some(error) => Err(scim::Refused {
            error,
            findings: written.findings,
        }
        .into()),
        None => Ok(written),
    }
}
