//! The findings of a connection for the command line: the same as the window shows, in full.

use sandbox::{Connection, Error, Workspace};

use crate::views::diagnoses::{Names, card};
use crate::wire::{DiagnosisCard, DiagnosisState};

/// What was diagnosed of a connection at the last look, by consequence; with `all` also what was
/// accepted or fixed.
///
/// # Errors
/// [`Error::UnknownConnection`], [`Error::Sqlite`].
pub fn of_connection(
    workspace: &Workspace,
    connection: &Connection,
    all: bool,
) -> Result<Vec<DiagnosisCard>, Error> {
    let twins = workspace.twins();
    let names = Names::of(connection, &twins);
    let mut cards = Vec::new();
    for diagnosis in workspace.diagnoses(&connection.id)? {
        let Some(evidence) = workspace.evidence(&connection.id, diagnosis.id)? else {
            continue;
        };
        let card = card(&evidence, &names);
        if all || card.row.state == DiagnosisState::Open {
            cards.push(card);
        }
    }
    Ok(cards)
}
