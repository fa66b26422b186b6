//! Operations as rows.

use super::traffic::{named_actor, row, severity, story, subject};
use crate::wire::OperationRow;

/// A row of the list of operations.
pub(crate) fn operation(listed: &sandbox::OperationRow) -> OperationRow {
    let operation = &listed.operation;
    OperationRow {
        id: listed.id,
        seq: operation.first_seq,
        number: operation.first_exchange,
        last_number: operation.last_exchange,
        at: operation.started.as_millisecond(),
        ended_at: operation.ended.as_millisecond(),
        duration_us: listed.duration_us,
        actor: named_actor(operation.origin, operation.provider.as_deref()),
        path: format!("/{}", operation.endpoint),
        subject: operation.subject.as_ref().map(subject),
        story: story(&operation.story),
        calls: operation.calls,
        failed: operation.failed,
        findings: listed.finding_count,
        worst: listed.worst.map(severity),
        only: listed.only.as_ref().map(row),
    }
}
