//! People in lists and on cards.

use sandbox::{
    Connection, HandEdit, Held, LineEvent, ManagerLink, PeopleSort as Order, Person, RoleEvent,
    VersionEntry,
};
use serde_json::Value;

use super::known::Known;
use super::traffic::manager_state;
use super::{lines, outcome, provenance, removed, timeline};
use crate::wire::{
    HeldQuery, ManagerView, PeopleQuery, PeopleSort, PersonCard, PersonLink, PersonRow, RoleOrigin,
    RoleView,
};

/// The question to the workspace.
pub(crate) fn query(asked: &PeopleQuery) -> sandbox::PeopleQuery {
    sandbox::PeopleQuery {
        text: asked.text.clone().filter(|text| !text.trim().is_empty()),
        team: asked.team.clone(),
        role: asked.role.clone(),
        held: asked.held.as_ref().and_then(held),
        status: asked.status.map(outcome::asked_status),
        not_signing_in: asked.not_signing_in.unwrap_or(false),
        needs_attention: asked.needs_attention.unwrap_or(false),
        sort: match asked.sort {
            Some(PeopleSort::Team) => Order::Team,
            Some(PeopleSort::Changed) => Order::LastModified,
            Some(PeopleSort::Name) | None => Order::Name,
        },
        descending: asked.descending.unwrap_or(false),
        offset: u64::from(asked.offset.unwrap_or(0)),
        limit: Some(asked.limit.unwrap_or(100).clamp(1, 500)),
    }
}

fn held(asked: &HeldQuery) -> Option<Held> {
    match asked.origin {
        RoleOrigin::Default => Some(Held::Default),
        RoleOrigin::ByHand => Some(Held::ByHand(asked.name.clone())),
        // Those are asked for by the group.
        RoleOrigin::Group => None,
    }
}

/// A person in a list.
pub(crate) fn row(row: sandbox::PersonRow) -> PersonRow {
    PersonRow {
        id: row.id,
        name: row.name,
        user_name: row.user_name,
        email: row.email,
        title: row.title,
        team: row.team,
        manager: manager(row.manager),
        roles: row.roles.into_iter().map(outcome::held).collect(),
        groups: row.groups.into_iter().map(group).collect(),
        active: row.active,
        status: outcome::status(row.status),
        sign_in: outcome::sign_in(row.sign_in),
        changed_at: row.last_modified.as_millisecond(),
        findings: row.findings,
    }
}

fn group(group: sandbox::RoleLink) -> RoleView {
    RoleView {
        id: group.id,
        name: group.name,
    }
}

/// What happened to one person, in each respect the newest first.
pub(crate) struct Past {
    /// Writes to the resource.
    pub(crate) versions: Vec<VersionEntry>,
    /// What others did to the reporting line.
    pub(crate) lines: Vec<LineEvent>,
    /// Roles gained and lost.
    pub(crate) roles: Vec<RoleEvent>,
    /// What was set by hand.
    pub(crate) edits: Vec<HandEdit>,
}

/// Everything about one person; `base` is the base URL without a connection id.
pub(crate) fn card(
    person: Person,
    past: Past,
    known: &Known,
    connection: &Connection,
    base: &str,
) -> PersonCard {
    let external_id = person
        .record
        .document
        .get("externalId")
        .and_then(Value::as_str)
        .map(str::to_owned);
    PersonCard {
        row: row(person.row),
        external_id,
        created_at: person.record.created.as_millisecond(),
        version: person.record.version,
        resource: server::resource(connection, base, person.record),
        reports: person
            .reports
            .into_iter()
            .map(|report| PersonLink {
                id: report.id,
                name: report.name,
                title: report.title,
            })
            .collect(),
        below: person.below,
        above: person.above,
        role_sources: person
            .role_sources
            .into_iter()
            .map(provenance::role)
            .collect(),
        unused: person.unused,
        rules: outcome::rules(&person.rules),
        status_why: outcome::why(&past.versions, known),
        matched_by: person.matched_by.map(|one| one.word().to_owned()),
        role_events: outcome::role_events(past.roles),
        edits: outcome::edits(past.edits),
        sources: provenance::sources(&past.versions, known),
        was_here: person.was_here.map(removed::gone),
        timeline: timeline::view(past.versions, known, &past.lines),
        lines: match person.rules.managers.used {
            true => lines::view(past.lines),
            false => Vec::new(),
        },
    }
}

fn manager(link: ManagerLink) -> ManagerView {
    ManagerView {
        state: manager_state(link.state),
        id: link.id,
        name: link.name,
        reference: link.reference,
        gone: link.gone.map(removed::gone),
    }
}
