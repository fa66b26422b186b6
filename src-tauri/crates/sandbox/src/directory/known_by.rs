//! What somebody can be referred to by as a manager, by the order of the connection.

use crate::store::managers::Order;
use crate::store::resources::Columns;
use crate::store::text::fold;
use crate::twins::ManagerMatch;

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
