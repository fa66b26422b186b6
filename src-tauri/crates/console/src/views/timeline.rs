//! What happened to one resource.

use sandbox::{ChangeKind as Kind, VersionEntry};
use serde_json::json;

use super::traffic::product_name;
use crate::wire::{ChangeKind, ChangeView, TimelineEntry};

/// The versions as the UI tells them, newest first.
pub(crate) fn view(entries: Vec<VersionEntry>) -> Vec<TimelineEntry> {
    entries.into_iter().map(entry).collect()
}

fn entry(entry: VersionEntry) -> TimelineEntry {
    let mut changes: Vec<ChangeView> = entry.changes.into_iter().map(change).collect();
    changes.extend(members(&entry.member_changes));
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
        actor: entry.idp.as_deref().map(product_name).or(entry.token_label),
    }
}

/// One attribute before and after.
pub(crate) fn change(change: scim::diff::Change) -> ChangeView {
    ChangeView {
        path: change.path,
        before: change.before,
        after: change.after,
    }
}

/// Members that came and went, each as a change of its own.
pub(crate) fn members(changes: &sandbox::MemberChanges) -> Vec<ChangeView> {
    let path = |value: &str| format!("members[value eq {}]", json!(value));
    let shown =
        |member: &sandbox::Member| json!(member.display.as_deref().unwrap_or(&member.value));
    let removed = changes.removed.iter().map(|member| ChangeView {
        path: path(&member.value),
        before: Some(shown(member)),
        after: None,
    });
    let added = changes.added.iter().map(|member| ChangeView {
        path: path(&member.value),
        before: None,
        after: Some(shown(member)),
    });
    removed.chain(added).collect()
}
