//! Teams as a file: one row for each department that somebody has.

use std::io::Write;

use sandbox::{Connection, Team, Workspace};
use serde::Serialize;

use super::cells::{listed, moment};
use super::{ExportError, File, Record};

pub(super) fn write<W: Write>(
    workspace: &Workspace,
    connection: &Connection,
    file: &mut File<W>,
) -> Result<u64, ExportError> {
    let mut records = 0;
    for team in workspace.teams(&connection.id)? {
        file.put(&TeamRecord::of(team))?;
        records += 1;
    }
    Ok(records)
}

/// The keys of a team in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TeamRecord {
    name: String,
    people: u64,
    first_seen_at: String,
    first_exchange: Option<i64>,
    near_duplicates: Vec<String>,
}

impl TeamRecord {
    fn of(team: Team) -> Self {
        Self {
            name: team.name,
            people: team.members,
            first_seen_at: moment(team.first_seen),
            first_exchange: team.created_by_exchange,
            near_duplicates: team.near_duplicates,
        }
    }
}

impl Record for TeamRecord {
    const HEADER: &'static [&'static str] = &[
        "Team",
        "People",
        "First seen (UTC)",
        "First request",
        "Looks like",
    ];

    fn cells(&self) -> Vec<String> {
        let exchange = self.first_exchange.map(|number| format!("#{number}"));
        vec![
            self.name.clone(),
            self.people.to_string(),
            self.first_seen_at.clone(),
            exchange.unwrap_or_default(),
            listed(self.near_duplicates.iter().map(String::as_str)),
        ]
    }
}
