//! People as a file: one row for each.

use std::io::Write;

use sandbox::{Connection, ExportedPerson, PeopleQuery, Workspace};
use serde::Serialize;

use super::cells::{listed, moment, optional};
use super::org::state_words;
use super::{ExportError, File, Going, Record};
use crate::views::traffic::manager_state;
use crate::wire::ManagerState;

pub(super) fn write<W: Write>(
    workspace: &Workspace,
    connection: &Connection,
    query: &PeopleQuery,
    file: &mut File<W>,
) -> Result<u64, ExportError> {
    let mut going = Going::new();
    let mut records = 0;
    workspace.export_people(&connection.id, query, |person| {
        records += 1;
        going.on(file.put(&PersonRecord::of(person)))
    })?;
    going.0?;
    Ok(records)
}

/// The keys of a person in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonRecord {
    id: String,
    external_id: Option<String>,
    user_name: String,
    name: String,
    email: Option<String>,
    title: Option<String>,
    team: Option<String>,
    active: bool,
    manager: ManagerRecord,
    roles: Vec<RoleRecord>,
    open_findings: u32,
    created_at: String,
    changed_at: String,
}

/// A reporting line in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ManagerRecord {
    state: ManagerState,
    id: Option<String>,
    name: Option<String>,
    user_name: Option<String>,
    sent: Option<String>,
}

/// A group in JSON.
#[derive(Serialize)]
struct RoleRecord {
    id: String,
    name: String,
}

impl PersonRecord {
    fn of(person: ExportedPerson) -> Self {
        let row = person.row;
        let roles = row.roles.into_iter().map(|role| RoleRecord {
            id: role.id,
            name: role.name,
        });
        Self {
            id: row.id,
            external_id: person.external_id,
            user_name: row.user_name,
            name: row.name,
            email: row.email,
            title: row.title,
            team: row.team,
            active: row.active,
            manager: ManagerRecord {
                state: manager_state(row.manager.state),
                id: row.manager.id,
                name: row.manager.name,
                user_name: person.manager_user_name,
                sent: row.manager.reference,
            },
            roles: roles.collect(),
            open_findings: row.findings,
            created_at: moment(person.created),
            changed_at: moment(row.last_modified),
        }
    }
}

impl Record for PersonRecord {
    const HEADER: &'static [&'static str] = &[
        "Name",
        "User name",
        "Email",
        "Title",
        "Team",
        "Status",
        "Manager",
        "Manager's user name",
        "Reporting line",
        "Manager as sent",
        "Roles",
        "Open findings",
        "Created (UTC)",
        "Changed (UTC)",
        "External id",
        "Id",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.user_name.clone(),
            optional(self.email.as_deref()),
            optional(self.title.as_deref()),
            optional(self.team.as_deref()),
            status(self.active),
            optional(self.manager.name.as_deref()),
            optional(self.manager.user_name.as_deref()),
            state_words(self.manager.state).to_owned(),
            optional(self.manager.sent.as_deref()),
            listed(self.roles.iter().map(|role| role.name.as_str())),
            self.open_findings.to_string(),
            self.created_at.clone(),
            self.changed_at.clone(),
            optional(self.external_id.as_deref()),
            self.id.clone(),
        ]
    }
}

/// The words that lists show.
pub(super) fn status(active: bool) -> String {
    match active {
        true => "Active",
        false => "Deactivated",
    }
    .to_owned()
}
