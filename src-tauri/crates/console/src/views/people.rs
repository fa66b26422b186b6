//! People in lists and on cards.

use sandbox::{
    Connection, LineEvent, ManagerLink, PeopleSort as Order, Person, Status, VersionEntry,
};
use serde_json::Value;

use super::known::Known;
use super::traffic::manager_state;
use super::{lines, provenance, removed, timeline};
use crate::wire::{
    ManagerView, PeopleQuery, PeopleSort, PersonCard, PersonLink, PersonRow, RoleView,
};

/// The question to the workspace.
pub(crate) fn query(asked: &PeopleQuery) -> sandbox::PeopleQuery {
    sandbox::PeopleQuery {
        text: asked.text.clone().filter(|text| !text.trim().is_empty()),
        team: asked.team.clone(),
        role: asked.role.clone(),
        status: asked.active.map(|active| match active {
            true => Status::Active,
            false => Status::Inactive,
        }),
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
        roles: row
            .roles
            .into_iter()
            .map(|role| RoleView {
                id: role.id,
                name: role.name,
            })
            .collect(),
        active: row.active,
        changed_at: row.last_modified.as_millisecond(),
        findings: row.findings,
    }
}

/// Everything about one person; `base` is the base URL without a connection id.
pub(crate) fn card(
    person: Person,
    entries: Vec<VersionEntry>,
    events: Vec<LineEvent>,
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
        sources: provenance::sources(&entries, known),
        lines: lines::view(events),
        was_here: person.was_here.map(removed::gone),
        timeline: timeline::view(entries, known),
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
