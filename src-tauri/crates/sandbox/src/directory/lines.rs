//! What a write to one person does to the reporting lines of others: whoever named the person as manager
//! before they came, or by an id that they have now or no longer have.

use super::LineChanges;
use super::write::Scope;
use crate::Error;
use crate::store;
use crate::store::lines::Mover;
use crate::store::managers::Order;
use crate::views::LineCause;
use crate::workspace::Write;

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
