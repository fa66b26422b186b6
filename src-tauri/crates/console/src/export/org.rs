//! The org chart as a file: one row for each person, managers before their people, with the state of
//! the line and its reason, how deep, and the names from the top down.

use std::io::Write;

use sandbox::{Connection, ExportedLine, Workspace};
use serde::Serialize;

use super::cells::optional;
use super::people::status;
use super::{ExportError, File, Going, Record};
use crate::views::outcome;
use crate::views::traffic::manager_state;
use crate::wire::{ManagerState, PersonStatus};

/// Between the names of a path, and in front of one whose beginning is left out.
const BELOW: &str = " > ";
const LEFT_OUT: &str = "…";

pub(super) fn write<W: Write>(
    workspace: &Workspace,
    connection: &Connection,
    file: &mut File<W>,
) -> Result<u64, ExportError> {
    let mut going = Going::new();
    let mut records = 0;
    let twins = workspace.twins();
    let without = twins
        .find(&connection.twin)
        .filter(|twin| !twin.managers.used)
        .map(|twin| format!("{} has no reporting lines.", twin.name));
    workspace.export_org(&connection.id, |line| {
        records += 1;
        let mut record = LineRecord::of(line);
        if let Some(why) = &without {
            record.reason.clone_from(why);
        }
        going.on(file.put(&record))
    })?;
    going.0?;
    Ok(records)
}

/// The keys of a person in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LineRecord {
    id: String,
    user_name: String,
    name: String,
    title: Option<String>,
    team: Option<String>,
    active: bool,
    status: PersonStatus,
    manager: ManagerOfLine,
    state: ManagerState,
    reason: String,
    /// 0 at the top of a tree.
    depth: u32,
    /// Names from the top down to this person; at most 65.
    path: Vec<String>,
    /// Whether `path` begins below the top.
    path_cut: bool,
    direct_reports: u32,
    all_reports: u32,
}

/// Who was sent as the manager, in JSON.
#[derive(Serialize)]
struct ManagerOfLine {
    id: Option<String>,
    name: Option<String>,
    sent: Option<String>,
}

impl LineRecord {
    fn of(line: ExportedLine) -> Self {
        let state = manager_state(line.state);
        let reason = reason(state, &line);
        let cut = usize::try_from(line.depth).is_ok_and(|depth| depth > line.above.len());
        let mut path = line.above;
        path.push(line.name.clone());
        Self {
            id: line.id,
            user_name: line.user_name,
            name: line.name,
            title: line.title,
            team: line.team,
            active: line.active,
            status: outcome::status(line.status),
            manager: ManagerOfLine {
                id: line.manager_id,
                name: line.manager_name,
                sent: line.reference,
            },
            state,
            reason,
            depth: line.depth,
            path,
            path_cut: cut,
            direct_reports: line.reports,
            all_reports: line.below,
        }
    }
}

impl Record for LineRecord {
    const HEADER: &'static [&'static str] = &[
        "Name",
        "User name",
        "Title",
        "Team",
        "Status",
        "Manager",
        "Reporting line",
        "Why",
        "Manager as sent",
        "Managers above",
        "Path",
        "Direct reports",
        "All reports",
        "Manager's id",
        "Id",
    ];

    fn cells(&self) -> Vec<String> {
        let path = self.path.join(BELOW);
        vec![
            self.name.clone(),
            self.user_name.clone(),
            optional(self.title.as_deref()),
            optional(self.team.as_deref()),
            status(self.status).to_owned(),
            optional(self.manager.name.as_deref()),
            state_words(self.state).to_owned(),
            self.reason.clone(),
            optional(self.manager.sent.as_deref()),
            self.depth.to_string(),
            match self.path_cut {
                true => format!("{LEFT_OUT}{BELOW}{path}"),
                false => path,
            },
            self.direct_reports.to_string(),
            self.all_reports.to_string(),
            optional(self.manager.id.as_deref()),
            self.id.clone(),
        ]
    }
}

/// A state in a word or two.
pub(super) fn state_words(state: ManagerState) -> &'static str {
    match state {
        ManagerState::NeverSent => "No manager sent",
        ManagerState::Cleared => "Manager taken away",
        ManagerState::Dangling => "Manager removed",
        ManagerState::Linked => "Linked",
        ManagerState::Pending => "Waiting for the manager",
        ManagerState::Loop => "Runs in a circle",
        ManagerState::Itself => "Own manager",
    }
}

/// Why the line is as it is, in one sentence.
fn reason(state: ManagerState, line: &ExportedLine) -> String {
    let sent = line.reference.as_deref().unwrap_or_default();
    let manager = line.manager_name.as_deref().unwrap_or(sent);
    match state {
        ManagerState::Linked => format!("Reports to {manager}."),
        ManagerState::Pending => format!("The manager that was sent ({sent}) is not here."),
        ManagerState::Dangling => {
            format!("The manager that was sent ({sent}) was here and has been removed.")
        }
        ManagerState::Cleared => "A manager was sent and taken away again.".to_owned(),
        ManagerState::Loop => {
            format!("The manager that was sent ({manager}) reports back here.")
        }
        ManagerState::Itself => "Was sent as their own manager, so no line is drawn.".to_owned(),
        ManagerState::NeverSent if line.reports > 0 => {
            "No manager was sent; others report here, so this is the top of a tree.".to_owned()
        }
        ManagerState::NeverSent => "No manager was sent.".to_owned(),
    }
}
