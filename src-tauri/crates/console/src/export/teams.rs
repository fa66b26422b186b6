//! Teams as a file: one row for each department that somebody has or had, with what lists remark on it.

use std::io::Write;

use sandbox::{Connection, Team, Workspace};
use serde::Serialize;

use super::cells::{listed, moment, optional};
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
    /// The team that nearly all who left together are in now.
    renamed_to: Option<String>,
    renamed_from: Vec<String>,
    emptied: Option<EmptiedRecord>,
}

/// How a team lost its last member, in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EmptiedRecord {
    at: String,
    exchange: Option<i64>,
    /// Name of the last member.
    last: String,
    /// Where that person went.
    to: Option<String>,
    removed: bool,
}

impl TeamRecord {
    fn of(team: Team) -> Self {
        let (emptied, renamed_to) = match team.emptied {
            Some(emptied) => (Some(emptied.last), emptied.looks_renamed_to),
            None => (None, None),
        };
        Self {
            name: team.name,
            people: team.members,
            first_seen_at: moment(team.first_seen),
            first_exchange: team.created_by_exchange,
            near_duplicates: team.near_duplicates,
            renamed_to,
            renamed_from: team.renamed_from,
            emptied: emptied.map(|last| EmptiedRecord {
                at: moment(last.at),
                exchange: last.exchange,
                last: last.name,
                to: last.to,
                removed: last.gone,
            }),
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
        "Looks renamed to",
        "Looks renamed from",
        "Empty since (UTC)",
        "Emptied by request",
        "Last member",
        "Last member went to",
    ];

    fn cells(&self) -> Vec<String> {
        let last = self.emptied.as_ref();
        let of = |value: fn(&EmptiedRecord) -> Option<&str>| optional(last.and_then(value));
        vec![
            self.name.clone(),
            self.people.to_string(),
            self.first_seen_at.clone(),
            request(self.first_exchange),
            listed(self.near_duplicates.iter().map(String::as_str)),
            optional(self.renamed_to.as_deref()),
            listed(self.renamed_from.iter().map(String::as_str)),
            of(|last| Some(&last.at)),
            request(last.and_then(|last| last.exchange)),
            of(|last| Some(&last.last)),
            of(|last| match last.removed {
                true => Some("removed"),
                false => last.to.as_deref(),
            }),
        ]
    }
}

/// `#418`, as lists name a request.
pub(super) fn request(exchange: Option<i64>) -> String {
    let told = exchange.map(|number| format!("#{number}"));
    told.unwrap_or_default()
}
