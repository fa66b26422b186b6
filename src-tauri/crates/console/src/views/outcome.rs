//! What the application makes of people, as the UI shows it.

use sandbox::twins::{Condition, Cycle, RoleOrigin as Origin, Twin};
use sandbox::{
    EditKind as Edit, HandEdit, Role, RoleChange as Change, RoleEvent, SignIn, Status, Verdict,
    VersionEntry,
};

use super::known::Known;
use super::traffic::product_name;
use crate::wire::{
    EditKind, HandEntry, HeldRole, PersonStatus, RoleChange, RoleEntry, RoleOrigin, RoleRow,
    RulesView, SignInVerdict, SignInView, WhyView,
};

/// A status on the wire.
pub(crate) fn status(status: Status) -> PersonStatus {
    match status {
        Status::Active => PersonStatus::Active,
        Status::Deactivated => PersonStatus::Deactivated,
        Status::Disabled => PersonStatus::Disabled,
        Status::Staged => PersonStatus::Staged,
        Status::Leaving => PersonStatus::Leaving,
        Status::Removed => PersonStatus::Removed,
    }
}

/// The status that the UI means.
pub(crate) fn asked_status(status: PersonStatus) -> Status {
    match status {
        PersonStatus::Active => Status::Active,
        PersonStatus::Deactivated => Status::Deactivated,
        PersonStatus::Disabled => Status::Disabled,
        PersonStatus::Staged => Status::Staged,
        PersonStatus::Leaving => Status::Leaving,
        PersonStatus::Removed => Status::Removed,
    }
}

/// The latest write that changed `active`; `entries` are newest first.
pub(crate) fn why(entries: &[VersionEntry], known: &Known) -> Option<WhyView> {
    let changed = entries.iter().find(|entry| {
        let mut changes = entry.changes.iter();
        changes.any(|change| change.path.eq_ignore_ascii_case("active"))
    });
    changed.map(|entry| {
        let idp = entry.idp.as_deref().map(product_name);
        WhyView {
            at: entry.at.as_millisecond(),
            exchange: entry.exchange.filter(|number| known.is_recorded(*number)),
            actor: idp.or_else(|| entry.token_label.clone()),
        }
    })
}

/// How somebody would sign in.
pub(crate) fn sign_in(sign_in: SignIn) -> SignInView {
    let (other_id, other) = sign_in.other.unzip();
    SignInView {
        verdict: verdict(sign_in.verdict),
        login: sign_in.login,
        told: sign_in.told,
        guest: sign_in.guest,
        other_id,
        other,
    }
}

pub(crate) fn verdict(verdict: Verdict) -> SignInVerdict {
    match verdict {
        Verdict::Matches => SignInVerdict::Matches,
        Verdict::OtherCase => SignInVerdict::OtherCase,
        Verdict::NotCompared => SignInVerdict::NotCompared,
        Verdict::Differs => SignInVerdict::Differs,
        Verdict::SomebodyElse => SignInVerdict::SomebodyElse,
        Verdict::Shared => SignInVerdict::Shared,
        Verdict::Missing => SignInVerdict::Missing,
        Verdict::Barred => SignInVerdict::Barred,
    }
}

pub(crate) fn origin(origin: Origin) -> RoleOrigin {
    match origin {
        Origin::Group => RoleOrigin::Group,
        Origin::Default => RoleOrigin::Default,
        Origin::ByHand => RoleOrigin::ByHand,
    }
}

/// A role that somebody has.
pub(crate) fn held(role: Role) -> HeldRole {
    HeldRole {
        origin: origin(role.origin),
        id: role.group,
        name: role.name,
        counts: role.counts,
    }
}

/// A role in a list.
pub(crate) fn role(row: sandbox::RoleRow) -> RoleRow {
    RoleRow {
        origin: origin(row.origin),
        group: row.group,
        name: row.name,
        external_id: row.external_id,
        people: row.people,
        changed_at: row.last_modified.map(|at| at.as_millisecond()),
    }
}

/// The rules that decide what becomes of people.
pub(crate) fn rules(twin: &Twin) -> RulesView {
    let leaving = &twin.leaving;
    let precedence = twin.permissions.precedence.iter();
    RulesView {
        app: twin.name.clone(),
        stages: twin.staging.is_some(),
        syncs_active_only: twin
            .staging
            .as_ref()
            .is_some_and(|staging| staging.conditions.contains(&Condition::Active)),
        login: twin.login.attribute.word().to_owned(),
        sso: twin.login.sso.word().to_owned(),
        departments: twin.departments.word().to_owned(),
        titles: twin.shows_titles(),
        managers: twin.managers.used,
        groups: twin.groups.word().to_owned(),
        default_role: twin.permissions.default.clone(),
        by_hand: twin.permissions.by_hand,
        overwrites: twin.permissions.cycle == Cycle::Overwrites,
        precedence: precedence.map(|one| origin(*one)).collect(),
        unassigned_differs: leaving.unassigned != leaving.inactive,
        history: leaving.history,
    }
}

/// The roles that somebody gained and lost.
pub(crate) fn role_events(events: Vec<RoleEvent>) -> Vec<RoleEntry> {
    let all = events.into_iter().map(|event| RoleEntry {
        seq: event.seq,
        at: event.at.as_millisecond(),
        change: match event.change {
            Change::Gained => RoleChange::Gained,
            Change::Lost => RoleChange::Lost,
            Change::Renamed => RoleChange::Renamed,
            Change::Deleted => RoleChange::Deleted,
            Change::PersonDeleted => RoleChange::PersonDeleted,
        },
        group: event.group,
        name: event.name,
        before: event.before,
        exchange: event.exchange,
        recorded: event.recorded,
        actor: event.idp.as_deref().map(product_name).or(event.token_label),
    });
    all.collect()
}

/// What was set by hand for somebody, and what became of it.
pub(crate) fn edits(edits: Vec<HandEdit>) -> Vec<HandEntry> {
    let all = edits.into_iter().map(|edit| HandEntry {
        seq: edit.seq,
        at: edit.at.as_millisecond(),
        edit: match edit.kind {
            Edit::Set => EditKind::Set,
            Edit::Undone => EditKind::Undone,
            Edit::Overwritten => EditKind::Overwritten,
        },
        before: edit.before,
        after: edit.after,
        exchange: edit.exchange,
        recorded: edit.recorded,
        actor: edit.idp.as_deref().map(product_name).or(edit.token_label),
    });
    all.collect()
}
