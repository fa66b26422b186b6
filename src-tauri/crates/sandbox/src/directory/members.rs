//! Edits of a group's members, row by row: what an edit does not name is not read, however large
//! the group is.

use std::collections::HashSet;

use scim::patch::{RowEdit, element_matches, element_named};
use scim::{Filter, Finding};
use serde_json::Value;

use super::write::Scope;
use super::{Member, MemberChanges};
use crate::Error;
use crate::store::members::Joining;
use crate::store::{self, Db, count, number};
use crate::workspace::Write;

const SECTION: &str = "RFC 7644 §3.5.2";

/// The members of one group while they are being changed.
pub(super) struct Roster<'a> {
    db: &'a Db,
    connection: i64,
    group: i64,
    joining: Joining,
    total: u64,
    changes: MemberChanges,
    unknown: Vec<String>,
    /// Of a member, the name that was sent and the one that he or she has.
    misnamed: Option<(String, String)>,
    findings: Vec<Finding>,
}

impl<'a> Roster<'a> {
    pub(super) fn new(write: &Write<'a>, scope: &Scope, group: i64, member_count: i64) -> Self {
        Self {
            db: write.db,
            connection: scope.connection,
            group,
            joining: Joining {
                at: Some(write.millis()),
                exchange: scope.cause.exchange,
            },
            total: count(member_count),
            changes: MemberChanges::default(),
            unknown: Vec::new(),
            misnamed: None,
            findings: Vec::new(),
        }
    }

    /// Plays edits in order.
    pub(super) fn apply(&mut self, edits: Vec<RowEdit>) -> Result<(), Error> {
        for edit in edits {
            match edit {
                RowEdit::Add(values) => self.add(&values)?,
                RowEdit::AddWhere(filter, values) => {
                    if !self.is_any(&filter)? {
                        self.findings.push(created());
                    }
                    self.add(&values)?;
                }
                RowEdit::Remove(values) => self.remove(&values)?,
                RowEdit::RemoveWhere(filter) => {
                    let matching = |member: &Member| element_matches(&filter, &element(member));
                    let mut all = store::members::of_group(self.db, self.group)?;
                    all.retain(matching);
                    if all.is_empty() {
                        self.none_matched("The filter selects no member; nobody was removed.");
                    }
                    for member in all {
                        self.take_out(&member.value)?;
                    }
                }
                RowEdit::Replace(values) => self.replace(&values)?,
                RowEdit::Clear => self.replace(&[])?,
            }
        }
        Ok(())
    }

    /// What has changed and what was odd. Added and removed again is no change.
    pub(super) fn finish(mut self) -> (MemberChanges, Vec<Finding>, i64) {
        let added: HashSet<String> = self.changes.added.iter().map(|m| m.value.clone()).collect();
        let both: HashSet<String> = self
            .changes
            .removed
            .iter()
            .filter(|member| added.contains(&member.value))
            .map(|member| member.value.clone())
            .collect();
        self.changes
            .added
            .retain(|member| !both.contains(&member.value));
        let removed = std::mem::take(&mut self.changes.removed).into_iter();
        let since = std::mem::take(&mut self.changes.since);
        (self.changes.removed, self.changes.since) = removed
            .zip(since)
            .filter(|(member, _)| !both.contains(&member.value))
            .unzip();
        self.changes.total_after = self.total;
        self.findings.extend(unknown_members(&self.unknown));
        self.findings.extend(self.misnamed.as_ref().map(misnamed));
        (self.changes, self.findings, number(self.total))
    }

    fn add(&mut self, values: &[Value]) -> Result<(), Error> {
        let mut known = 0;
        for value in values {
            let Some(member) = self.read(value)? else {
                continue;
            };
            if !self.put_in(member)? {
                known += 1;
            }
        }
        if known > 0 {
            self.findings.push(
                Finding::info(
                    "UPD-22",
                    "RFC 7644 §3.5.2.1",
                    format!("{known} of {} were members already.", values.len()),
                )
                .at("members"),
            );
        }
        Ok(())
    }

    fn remove(&mut self, values: &[String]) -> Result<(), Error> {
        if values.is_empty() {
            let detail =
                "The members to be removed are a list that names nobody; nobody was removed.";
            self.findings.push(
                Finding::warn("RFC-remove-nobody", "RFC 7644 §3.5.2.2", detail)
                    .at("members")
                    .strict(scim::Error::invalid_value("The list names no member.")),
            );
        }
        let mut missing = 0;
        for value in values {
            if !self.take_out(value)? {
                missing += 1;
            }
        }
        if missing > 0 {
            self.none_matched(format!(
                "{missing} of {} to be removed were no members; ignored.",
                values.len()
            ));
        }
        Ok(())
    }

    /// Whether the filter selects a member.
    fn is_any(&self, filter: &Filter) -> Result<bool, Error> {
        if let Some(value) = element_named(filter) {
            return Ok(store::members::find(self.db, self.group, &value)?.is_some());
        }
        let all = store::members::of_group(self.db, self.group)?;
        Ok(all
            .iter()
            .any(|member| element_matches(filter, &element(member))))
    }

    fn none_matched(&mut self, detail: impl Into<String>) {
        let refusal = scim::Error::no_target("The path selects no member.");
        self.findings.push(
            Finding::warn("UPD-23", "RFC 7644 §3.5.2.2", detail)
                .at("members")
                .strict(refusal),
        );
    }

    fn replace(&mut self, values: &[Value]) -> Result<(), Error> {
        let before = self.total;
        let mut wanted = Vec::new();
        for value in values {
            wanted.extend(self.read(value)?);
        }
        let keep: HashSet<&str> = wanted.iter().map(|member| member.value.as_str()).collect();
        for member in store::members::of_group(self.db, self.group)? {
            if !keep.contains(member.value.as_str()) {
                self.take_out(&member.value)?;
            }
        }
        for member in wanted.clone() {
            self.put_in(member)?;
        }
        if before >= 4 && self.total > 0 && self.total * 2 <= before {
            self.findings.push(
                Finding::warn(
                    "UPD-24",
                    "RFC 7644 §3.5.2.3",
                    format!(
                        "All members were replaced: {before} before, {} now.",
                        self.total
                    ),
                )
                .at("members"),
            );
        }
        Ok(())
    }

    fn put_in(&mut self, member: Member) -> Result<bool, Error> {
        let added =
            store::members::insert(self.db, self.connection, self.group, &member, self.joining)?;
        if added {
            self.total += 1;
            let shown = store::members::find(self.db, self.group, &member.value)?;
            self.changes.added.push(shown.unwrap_or(member));
        }
        Ok(added)
    }

    fn take_out(&mut self, value: &str) -> Result<bool, Error> {
        let Some(member) = store::members::find(self.db, self.group, value)? else {
            return Ok(false);
        };
        let since = store::members::delete(self.db, self.group, value)?;
        self.total = self.total.saturating_sub(1);
        self.changes.removed.push(member);
        self.changes.since.push(since.unwrap_or_default());
        Ok(true)
    }

    /// A member as it was sent; `None`, with a finding, when it has no `value`.
    fn read(&mut self, sent: &Value) -> Result<Option<Member>, Error> {
        let part = |name: &str| match sent {
            Value::Object(map) => map
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .and_then(|(_, value)| value.as_str())
                .filter(|text| !text.is_empty()),
            _ => None,
        };
        let Some(value) = sent.as_str().or_else(|| part("value")) else {
            self.findings.push(
                Finding::warn(
                    "RFC-member-value",
                    SECTION,
                    "A member without value was ignored.",
                )
                .at("members")
                .strict(scim::Error::invalid_value("A member needs a value.")),
            );
            return Ok(None);
        };
        let known = store::resources::kind_and_name(self.db, self.connection, value)?;
        let display = part("display").map(str::to_owned);
        match (&known, &display) {
            (None, _) => self.unknown.push(value.to_owned()),
            (Some((_, name)), Some(sent)) if sent != name => {
                self.misnamed
                    .get_or_insert_with(|| (sent.clone(), name.clone()));
            }
            _ => {}
        }
        Ok(Some(Member {
            value: value.to_owned(),
            display,
            kind: known
                .map(|(kind, _)| kind)
                .or_else(|| part("type").map(str::to_owned)),
        }))
    }
}

/// Lenient: as with other attributes, what a path selects and does not find is created.
fn created() -> Finding {
    let detail = "The path selected no member; the one that was sent was added.";
    let refusal = scim::Error::no_target("The path selects no member.");
    Finding::warn("UPD-04", "RFC 7644 §3.5.2.1", detail)
        .at("members")
        .strict(refusal)
}

/// `display` is immutable (RFC 7643 §2.4), so that a name from the day of the request stays for ever;
/// members that are sent without it are shown by the names they have.
fn misnamed((sent, name): &(String, String)) -> Finding {
    let detail = format!(
        "A member was called '{sent}' and is '{name}' here; the group goes on showing what was sent."
    );
    Finding::info("RFC-member-display", "RFC 7643 §2.4", detail).at("members.display")
}

/// One finding for all members that are not here, however many there are.
fn unknown_members(unknown: &[String]) -> Option<Finding> {
    let detail = match unknown {
        [] => return None,
        [one] => format!("The member '{one}' is not here (yet)."),
        [first, rest @ ..] => {
            format!(
                "The member '{first}' and {} more are not here (yet).",
                rest.len()
            )
        }
    };
    Some(Finding::warn("CRT-20", "RFC 7643 §4.2", detail).at("members"))
}

/// A member as an element of `members`, for filters.
fn element(member: &Member) -> Value {
    let mut element = serde_json::json!({ "value": member.value });
    if let Some(display) = &member.display {
        element["display"] = display.clone().into();
    }
    if let Some(kind) = &member.kind {
        element["type"] = kind.clone().into();
    }
    element
}
