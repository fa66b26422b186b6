//! What happened to one resource.

use sandbox::{ChangeKind as Kind, LineEvent, VersionEntry};
use serde_json::json;

use super::known::{Known, refers};
use super::traffic::product_name;
use crate::wire::{ChangeKind, ChangeView, TimelineEntry};

/// The versions as the UI tells them, newest first; `lines` is what others did to the reporting line.
pub(crate) fn view(
    entries: Vec<VersionEntry>,
    known: &Known,
    lines: &[LineEvent],
) -> Vec<TimelineEntry> {
    // From a write on, up to the next one that sent a manager.
    let mut until = i64::MAX;
    let mut told = Vec::with_capacity(entries.len());
    for version in entries {
        let from = version.seq;
        let sends = version.changes.iter().any(|one| refers(&one.path));
        let awaited = sends && was_awaited(lines, from, until);
        if sends {
            until = from;
        }
        told.push(entry(version, known, awaited));
    }
    told
}

/// Whether a line led nowhere when it was written: what others did to it first is that they made it lead
/// to somebody.
fn was_awaited(lines: &[LineEvent], from: i64, until: i64) -> bool {
    let meanwhile = lines
        .iter()
        .filter(|line| line.seq > from && line.seq < until);
    meanwhile
        .min_by_key(|line| line.seq)
        .is_some_and(|first| first.waited)
}

fn entry(entry: VersionEntry, known: &Known, awaited: bool) -> TimelineEntry {
    let attributes = entry.changes.into_iter();
    let mut changes: Vec<ChangeView> = attributes
        .map(|one| match awaited && refers(&one.path) {
            true => ChangeView {
                after_name: None,
                after_awaited: Some(true),
                ..change(one, known)
            },
            false => change(one, known),
        })
        .collect();
    changes.extend(members(&entry.member_changes, known));
    TimelineEntry {
        seq: entry.seq,
        version: entry.version,
        at: entry.at.as_millisecond(),
        kind: match entry.change_kind {
            Kind::Created => ChangeKind::Created,
            Kind::Replaced => ChangeKind::Replaced,
            Kind::Patched | Kind::MemberDeleted => ChangeKind::Patched,
            Kind::Deleted => ChangeKind::Deleted,
        },
        changes,
        exchange: entry.exchange,
        recorded: entry
            .exchange
            .is_some_and(|number| known.is_recorded(number)),
        actor: entry.idp.as_deref().map(product_name).or(entry.token_label),
    }
}

/// One attribute before and after.
pub(crate) fn change(change: scim::diff::Change, known: &Known) -> ChangeView {
    ChangeView {
        before_name: known.name(&change.path, change.before.as_ref()),
        after_name: known.name(&change.path, change.after.as_ref()),
        after_awaited: (refers(&change.path) && change.after.is_some())
            .then(|| known.name(&change.path, change.after.as_ref()).is_none())
            .filter(|nobody| *nobody),
        path: change.path,
        before: change.before,
        after: change.after,
    }
}

/// Members that came and went, each as a change of its own.
pub(crate) fn members(changes: &sandbox::MemberChanges, known: &Known) -> Vec<ChangeView> {
    let path = |value: &str| format!("members[value eq {}]", json!(value));
    let shown =
        |member: &sandbox::Member| json!(member.display.as_deref().unwrap_or(&member.value));
    // A member that was told with a name shows it already.
    let name = |member: &sandbox::Member| match member.display {
        Some(_) => None,
        None => known.named(&member.value),
    };
    let removed = changes.removed.iter().map(|member| ChangeView {
        path: path(&member.value),
        before: Some(shown(member)),
        after: None,
        before_name: name(member),
        after_name: None,
        after_awaited: None,
    });
    let added = changes.added.iter().map(|member| ChangeView {
        path: path(&member.value),
        before: None,
        after: Some(shown(member)),
        before_name: None,
        after_name: name(member),
        after_awaited: None,
    });
    removed.chain(added).collect()
}
