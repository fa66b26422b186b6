//! `scimbox findings`: what is wrong or worth knowing, with what to change and where.
//!
//! Beside a running server it tells what the server has found, which looks by itself within a second;
//! where none runs, it looks itself.

use console::findings::of_connection;
use console::wire::{DiagnosisCard, DiagnosisState, Severity};
use console::workspace::{Capture, Error, Location, Options, Workspace};

use super::{Absent, connection_in, counted, open};
use crate::cli::Findings;
use crate::{Failure, out, paths, twins};

/// People who are named before the rest is counted.
const NAMED: usize = 20;

pub(crate) fn carry_out(asked: &Findings) -> Result<(), Failure> {
    let known = twins::known(&asked.twins)?;
    let workspace = match alone(asked)? {
        Some(workspace) => {
            workspace.use_twins(known)?;
            workspace.diagnose()?;
            workspace
        }
        None => {
            let workspace = open(&asked.workspace, Absent::Refuse)?;
            workspace.use_twins(known)?;
            workspace
        }
    };
    let connection = connection_in(&workspace, asked.connection.as_deref())?;
    let cards = of_connection(&workspace, &connection, asked.all)?;
    workspace.close();
    if asked.json {
        let text = serde_json::to_string_pretty(&cards);
        out::line(text.map_err(|error| Failure::system("standard output")(error.into()))?);
        return Ok(());
    }
    for card in &cards {
        print(card);
    }
    let what = counted(cards.len() as u64, "finding", "findings");
    out::remark(format_args!("{what} about {}.", connection.name));
    Ok(())
}

/// The workspace, when no server has it.
fn alone(asked: &Findings) -> Result<Option<Workspace>, Failure> {
    let file = paths::workspace_file(asked.workspace.file.as_deref())?;
    if !file.exists() {
        return Err(Failure::NoWorkspace(file));
    }
    let options = Options {
        capture: Capture::Off,
        ..Options::new(Location::File(file))
    };
    match Workspace::open(options) {
        Ok(workspace) => Ok(Some(workspace)),
        Err(Error::Locked { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn print(card: &DiagnosisCard) {
    let row = &card.row;
    let state = match (row.state, row.severity) {
        (DiagnosisState::Fixed, _) => "fixed",
        (DiagnosisState::Accepted, _) => "accepted",
        (DiagnosisState::Open, Severity::Error) => "breaks something",
        (DiagnosisState::Open, Severity::Warn) => "look at",
        (DiagnosisState::Open, Severity::Info) => "to know",
    };
    out::line(format_args!("{} ({state}) {}", row.rule, row.sentence));
    out::line(format_args!("  Why: {}", card.cause));
    out::line(format_args!("  Leads to: {}", card.consequence));
    for fix in &card.fixes {
        out::line(format_args!("  {}: {}", fix.place.join(" > "), fix.text));
    }
    if let Some(number) = row.closed_by {
        out::line(format_args!("  Closed by #{number}."));
    }
    if let Some(note) = &row.note {
        out::line(format_args!("  Accepted: {note}"));
    }
    let numbers: Vec<String> = card
        .exchanges
        .iter()
        .map(|exchange| format!("#{}", exchange.number))
        .collect();
    if !numbers.is_empty() {
        out::line(format_args!("  Requests: {}", numbers.join(" ")));
    }
    let tally = card.tally.iter();
    let tally: Vec<String> = tally
        .map(|one| format!("{} ({})", one.name, counted(one.people, "person", "people")))
        .collect();
    if !tally.is_empty() {
        out::line(format_args!("  Attributes: {}", tally.join(", ")));
    }
    let concerned = card.concerned.iter().filter(|who| !who.settled);
    let named: Vec<&str> = concerned.take(NAMED).map(|who| who.name.as_str()).collect();
    if !named.is_empty() {
        let more = match row.people.saturating_sub(named.len() as u64) {
            0 => String::new(),
            more => format!(" and {more} more; --json has up to 500"),
        };
        out::line(format_args!("  People: {}{more}", named.join(", ")));
    }
}
