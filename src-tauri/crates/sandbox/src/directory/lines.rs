//! What somebody can be referred to by as a manager, by the order of the connection, and what a write to
//! one person does to the reporting lines of others: whoever named the person as manager before they came,
//! or by an id that they have now or no longer have.

use super::LineChanges;
use super::write::Scope;
use crate::Error;
use crate::store;
use crate::store::lines::Mover;
use crate::store::managers::Order;
use crate::store::resources::Columns;
use crate::store::text::fold;
use crate::twins::ManagerMatch;
use crate::views::LineCause;
use crate::workspace::Write;

/// The columns that are written: the employee number only where managers are found by it.
pub(super) fn kept(order: &Order, mut columns: Columns) -> Columns {
    if !order.has(ManagerMatch::EmployeeNumber) {
        columns.employee_number_folded = None;
    }
    columns
}

/// What a person can be referred to by as a manager, beside the id.
pub(super) fn names(order: &Order, columns: &Columns) -> Vec<String> {
    let mut all = Vec::new();
    if order.has(ManagerMatch::ExternalId) {
        all.extend(columns.external_id.as_deref().map(fold));
    }
    // The address that is the `userName`, too, is only there.
    if order.has(ManagerMatch::UserName) || order.has(ManagerMatch::Email) {
        all.extend(columns.user_name_folded.clone());
    }
    if order.has(ManagerMatch::Email) {
        all.extend(columns.emails.iter().cloned());
    }
    if order.has(ManagerMatch::EmployeeNumber) {
        all.extend(columns.employee_number_folded.clone());
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Everything somebody can be referred to by as a manager.
pub(super) fn references<'a>(
    order: &Order,
    id: &str,
    columns: impl IntoIterator<Item = &'a Columns>,
) -> Vec<String> {
    let mut all = vec![fold(id)];
    all.extend(
        columns
            .into_iter()
            .flat_map(|columns| names(order, columns)),
    );
    all.sort_unstable();
    all.dedup();
    all
}

/// Leads the lines of everybody who names a manager by one of `references` (folded) anew, and writes down
/// for each that changed whose write it was. Where nobody does, each reference is one look into an index.
pub(super) fn follow(
    scope: &Scope,
    (write, order): (&mut Write<'_>, &Order),
    references: &[String],
    cause: LineCause,
    (manager, manager_name): (&str, &str),
) -> Result<LineChanges, Error> {
    let mut changes = LineChanges::default();
    let mut seq = None;
    for reference in references {
        let moved = store::lines::moved(write.db, order, scope.connection, reference)?;
        if moved.is_empty() {
            continue;
        }
        let mover = Mover {
            connection: scope.connection,
            seq: *seq.get_or_insert_with(|| write.next_seq()),
            at: write.millis(),
            cause,
            manager,
            manager_name,
            exchange: scope.cause.exchange,
            token: scope.cause.token_id.as_deref(),
        };
        for line in &moved {
            store::lines::apply(write.db, &mover, line)?;
            changes.backfilled += u64::from(line.is_backfilled());
            changes.unlinked += u64::from(line.is_unlinked());
        }
    }
    Ok(changes)
}
