//! Diagnoses: list, one with its evidence, what somebody decided; cycles. Each looks first at what has
//! arrived, so that the answer is never older than the log.

use sandbox::Workspace;

use crate::diagnosing::look;
use crate::failure::Failure;
use crate::host::Console;
use crate::views::diagnoses::{Names, card, cycles as bursts, list, row};
use crate::wire::*;

/// The longest note of somebody who accepts a diagnosis, in characters.
const LONGEST_NOTE: usize = 1_000;

pub(super) async fn diagnoses(
    console: &Console,
    request: DiagnosesQuery,
) -> Result<DiagnosesView, Failure> {
    look(console).await?;
    console
        .blocking(move |workspace| {
            let connection = match workspace.connection(&request.connection) {
                // Asked for by a page that has not heard yet that it was deleted.
                Err(sandbox::Error::UnknownConnection(_)) => return Ok(DiagnosesView::default()),
                found => found?,
            };
            let (all, twins) = (workspace.diagnoses(&connection.id)?, workspace.twins());
            Ok(list(&all, request.state, &Names::of(&connection, &twins)))
        })
        .await
}

pub(super) async fn diagnosis(
    console: &Console,
    request: OfDiagnosis,
) -> Result<DiagnosisCard, Failure> {
    look(console).await?;
    console
        .blocking(move |workspace| one(workspace, &request.connection, request.id))
        .await
}

fn one(workspace: &Workspace, connection: &str, id: i64) -> Result<DiagnosisCard, Failure> {
    let connection = workspace.connection(connection)?;
    let evidence = workspace
        .evidence(&connection.id, id)?
        .ok_or_else(|| Failure::not_found("There is no such diagnosis any more."))?;
    let twins = workspace.twins();
    Ok(card(&evidence, &Names::of(&connection, &twins)))
}

pub(super) async fn decide_diagnosis(
    console: &Console,
    request: DecideDiagnosis,
) -> Result<DiagnosisCard, Failure> {
    let note = request.note.as_deref().map(str::trim);
    if note.is_some_and(str::is_empty) {
        return Err(Failure::invalid(
            "Write why it may stay as it is; the note goes into the report.",
        ));
    }
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(Failure::invalid(
            "The note is too long: 1,000 characters at most.",
        ));
    }
    let note = note.map(str::to_owned);
    let decided = console
        .blocking(move |workspace| {
            workspace.decide_diagnosis(&request.connection, request.id, note.as_deref())?;
            one(workspace, &request.connection, request.id)
        })
        .await?;
    console.diagnosed();
    Ok(decided)
}

pub(super) async fn diagnoses_of_person(
    console: &Console,
    request: OfResource,
) -> Result<Vec<DiagnosisRow>, Failure> {
    look(console).await?;
    console
        .blocking(move |workspace| {
            let connection = workspace.connection(&request.connection)?;
            let all = workspace.diagnoses_of_person(&connection.id, &request.id)?;
            let twins = workspace.twins();
            let names = Names::of(&connection, &twins);
            Ok(all.iter().map(|diagnosis| row(diagnosis, &names)).collect())
        })
        .await
}

pub(super) async fn diagnoses_of_exchange(
    console: &Console,
    request: OfExchange,
) -> Result<Vec<DiagnosisRow>, Failure> {
    look(console).await?;
    console
        .blocking(move |workspace| {
            let mut rows = Vec::new();
            let twins = workspace.twins();
            for (connection, diagnosis) in workspace.diagnoses_of_exchange(request.number)? {
                let connection = workspace.connection(&connection)?;
                rows.push(row(&diagnosis, &Names::of(&connection, &twins)));
            }
            Ok(rows)
        })
        .await
}

pub(super) async fn cycles(
    console: &Console,
    request: OfConnection,
) -> Result<CyclesView, Failure> {
    look(console).await?;
    console
        .blocking(move |workspace| Ok(bursts(&workspace.cycles(&request.connection)?)))
        .await
}
