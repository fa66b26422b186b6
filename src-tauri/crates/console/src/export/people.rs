//! People as a file: one row for each.

use std::io::Write;

use sandbox::{Connection, ExportedPerson, PeopleQuery, Workspace};
use serde::Serialize;

use super::cells::{listed, moment, optional};
use super::org::state_words;
use super::{ExportError, File, Going, Record};
use crate::views::outcome;
use crate::views::traffic::manager_state;
use crate::wire::{ManagerState, PersonStatus, RoleOrigin, SignInVerdict};

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
    status: PersonStatus,
    sign_in: SignInRecord,
    manager: ManagerRecord,
    roles: Vec<RoleRecord>,
    groups: Vec<GroupRecord>,
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

/// A role in JSON; `id` is that of the group that gives it.
#[derive(Serialize)]
struct RoleRecord {
    id: Option<String>,
    name: String,
    origin: RoleOrigin,
    counts: bool,
}

/// A group that is no role, in JSON.
#[derive(Serialize)]
struct GroupRecord {
    id: String,
    name: String,
}

/// How somebody would sign in, in JSON.
#[derive(Serialize)]
struct SignInRecord {
    verdict: SignInVerdict,
    login: Option<String>,
    told: Option<String>,
}

impl PersonRecord {
    fn of(person: ExportedPerson) -> Self {
        let row = person.row;
        let roles = row.roles.into_iter().map(|role| RoleRecord {
            id: role.group,
            name: role.name,
            origin: outcome::origin(role.origin),
            counts: role.counts,
        });
        let groups = row.groups.into_iter().map(|group| GroupRecord {
            id: group.id,
            name: group.name,
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
            status: outcome::status(row.status),
            sign_in: SignInRecord {
                verdict: outcome::verdict(row.sign_in.verdict),
                login: row.sign_in.login,
                told: row.sign_in.told,
            },
            manager: ManagerRecord {
                state: manager_state(row.manager.state),
                id: row.manager.id,
                name: row.manager.name,
                user_name: person.manager_user_name,
                sent: row.manager.reference,
            },
            roles: roles.collect(),
            groups: groups.collect(),
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
        "Sign-in",
        "Login",
        "Manager",
        "Manager's user name",
        "Reporting line",
        "Manager as sent",
        "Roles",
        "Roles from",
        "Groups",
        "Open findings",
        "Created (UTC)",
        "Changed (UTC)",
        "External id",
        "Id",
    ];

    fn cells(&self) -> Vec<String> {
        let roles = || self.roles.iter().filter(|role| role.counts);
        vec![
            self.name.clone(),
            self.user_name.clone(),
            optional(self.email.as_deref()),
            optional(self.title.as_deref()),
            optional(self.team.as_deref()),
            status(self.status).to_owned(),
            sign_in(self.sign_in.verdict).to_owned(),
            optional(self.sign_in.login.as_deref()),
            optional(self.manager.name.as_deref()),
            optional(self.manager.user_name.as_deref()),
            state_words(self.manager.state).to_owned(),
            optional(self.manager.sent.as_deref()),
            listed(roles().map(|role| role.name.as_str())),
            listed(roles().map(|role| origin(role.origin))),
            listed(self.groups.iter().map(|group| group.name.as_str())),
            self.open_findings.to_string(),
            self.created_at.clone(),
            self.changed_at.clone(),
            optional(self.external_id.as_deref()),
            self.id.clone(),
        ]
    }
}

/// The words that lists show.
pub(super) fn status(status: PersonStatus) -> &'static str {
    match status {
        PersonStatus::Active => "Active",
        PersonStatus::Deactivated => "Deactivated",
        PersonStatus::Disabled => "Disabled",
        PersonStatus::Staged => "Staged",
        PersonStatus::Leaving => "Leaves with the next sync",
        PersonStatus::Removed => "Removed",
    }
}

fn sign_in(verdict: SignInVerdict) -> &'static str {
    match verdict {
        SignInVerdict::Matches => "Would sign in",
        SignInVerdict::OtherCase => "Would sign in, case differs",
        SignInVerdict::NotCompared => "Sign-in not compared",
        SignInVerdict::Differs => "Would not be found",
        SignInVerdict::SomebodyElse => "Another person's account",
        SignInVerdict::Shared => "Login is shared",
        SignInVerdict::Missing => "Login is missing",
        SignInVerdict::Barred => "Cannot sign in",
    }
}

fn origin(origin: RoleOrigin) -> &'static str {
    match origin {
        RoleOrigin::Group => "Group",
        RoleOrigin::Default => "Default",
        RoleOrigin::ByHand => "Manual",
    }
}
