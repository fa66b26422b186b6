//! The table on stdout and the JSON file.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks on stdout; this is the one place that does"
)]

use std::path::Path;

use serde_json::{Value, json};

use crate::failure::{Failure, Trying as _};
use crate::findings::{Figure, Findings, Rate};
use crate::machine::Machine;

/// A result, on stdout.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Prints everything.
pub(crate) fn print(machine: &Machine, findings: &Findings) {
    let Machine {
        cores,
        processor,
        system,
        rustc,
        sqlite,
        date,
    } = machine;
    line(&format!(
        "{date}\n{cores} cores of {processor}, {system}\n{rustc}, SQLite {sqlite}\n"
    ));
    let mut rates = vec![row([
        "operation",
        "users",
        "req/s",
        "p50 ms",
        "p99 ms",
        "cpu µs",
        "group",
        "settle s",
        "limit/s",
        "ratio",
        "target",
        "",
    ])];
    rates.extend(findings.rates.iter().map(rate));
    line(&aligned(&rates));
    let mut figures = vec![row(["figure", "users", "value", "target", "", "how"])];
    figures.extend(findings.figures.iter().map(figure));
    line(&aligned(&figures));
    line(&verdict(findings));
}

/// Writes everything.
pub(crate) fn write(file: &Path, machine: &Machine, findings: &Findings) -> Result<(), Failure> {
    let rates: Vec<Value> = findings
        .rates
        .iter()
        .map(|rate| judged(json!(rate), rate.ratio(), rate.holds()))
        .collect();
    let figures: Vec<Value> = findings
        .figures
        .iter()
        .map(|figure| judged(json!(figure), None, figure.holds()))
        .collect();
    let all = json!({ "machine": machine, "rates": rates, "figures": figures });
    std::fs::write(file, format!("{all:#}\n")).trying(|| file.display().to_string())
}

fn judged(mut row: Value, ratio: Option<f64>, holds: Option<bool>) -> Value {
    if let Some(row) = row.as_object_mut() {
        row.insert("ratio".to_owned(), json!(ratio));
        row.insert("holds".to_owned(), json!(holds));
    }
    row
}

fn verdict(findings: &Findings) -> String {
    let rates = findings.rates.iter().filter_map(Rate::holds);
    let figures = findings.figures.iter().filter_map(Figure::holds);
    let all: Vec<bool> = rates.chain(figures).collect();
    let missed = all.iter().filter(|holds| !**holds).count();
    format!("{} targets, {missed} missed", all.len())
}

fn rate(rate: &Rate) -> Vec<String> {
    let mode = if rate.capture { "" } else { ", no capture" };
    vec![
        format!("{}{mode}", rate.operation),
        rate.users.to_string(),
        format!("{:.0}", rate.requests_per_second),
        format!("{:.2}", rate.p50_micros / 1e3),
        format!("{:.2}", rate.p99_micros / 1e3),
        rate.server_micros
            .map_or_else(String::new, |cpu| format!("{cpu:.0}")),
        rate.group
            .map_or_else(String::new, |group| format!("{group:.1}")),
        format!("{:.1}", rate.settled_after),
        rate.limit
            .map_or_else(String::new, |limit| format!("{limit:.0}")),
        rate.ratio()
            .map_or_else(String::new, |ratio| format!("{ratio:.2}")),
        rate.target
            .map_or_else(String::new, |target| format!("{target:.2}")),
        word(rate.holds()).to_owned(),
    ]
}

fn figure(figure: &Figure) -> Vec<String> {
    let Figure {
        what,
        users,
        value,
        unit,
        target,
        note,
    } = figure;
    vec![
        what.clone(),
        users.to_string(),
        format!("{value:.2} {unit}"),
        target.map_or_else(String::new, |target| format!("{target} {unit}")),
        word(figure.holds()).to_owned(),
        note.clone(),
    ]
}

fn word(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "pass",
        Some(false) => "MISS",
        None => "",
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Columns one under the other: the first to the left, numbers to the right, the last as it is.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            line.push_str(&match column {
                0 => format!("{cell:<width$}"),
                _ if column + 1 == columns => format!("  {cell}"),
                _ => format!("  {cell:>width$}"),
            });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_one_under_the_other() {
        let rows = [row(["what", "n", ""]), row(["x", "100", "pass"])];
        assert_eq!(aligned(&rows), "what    n\nx     100  pass\n");
    }

    #[test]
    fn the_verdict_counts_only_what_has_a_target() {
        let figure = |value, target| Figure {
            what: String::new(),
            users: 1,
            value,
            unit: "x",
            target,
            note: String::new(),
        };
        let findings = Findings {
            rates: Vec::new(),
            figures: vec![
                figure(1.0, Some(2.0)),
                figure(3.0, Some(2.0)),
                figure(9.0, None),
            ],
        };
        assert_eq!(verdict(&findings), "2 targets, 1 missed");
    }
}
