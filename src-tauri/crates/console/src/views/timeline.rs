//! What happened to one resource.

use sandbox::{ChangeKind as Kind, VersionEntry};
use serde_json::json;

use super::known::Known;
use super::traffic::product_name;
use crate::wire::{ChangeKind, ChangeView, TimelineEntry};

/// The versions as the UI tells them, newest first.
pub(crate) fn view(entries: Vec<VersionEntry>, known: &Known) -> Vec<TimelineEntry> {
    let told = entries.into_iter().map(|version| entry(version, known));
    told.collect()
}

fn entry(entry: VersionEntry, known: &Known) -> TimelineEntry {
    let attributes = entry.changes.into_iter();
    let mut changes: Vec<ChangeView> = attributes.map(|one| change(one, known)).collect();
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
    });
    let added = changes.added.iter().map(|member| ChangeView {
        path: path(&member.value),
        before: None,
        after: Some(shown(member)),
        before_name: None,
        after_name: name(member),
    });
    removed.chain(added).collect()
}
