//! The log by operations.

use crate::diagnosing;
use crate::failure::Failure;
use crate::host::Console;
use crate::traffic_filter;
use crate::views::operations as views;
use crate::views::traffic::row;
use crate::wire::*;

/// Counting stops here.
const COUNTED: u64 = 10_000;

pub(super) async fn operations(
    console: &Console,
    request: TrafficQuery,
) -> Result<OperationsPage, Failure> {
    // What arrived just now is folded before it is listed; older pages have been.
    if request.before_seq.is_none() {
        diagnosing::glance(console).await?;
    }
    console
        .blocking(move |workspace| {
            let now = workspace.clock().now();
            let read = traffic_filter::read(request.filter.as_deref().unwrap_or(""), now);
            let query = sandbox::TrafficQuery {
                connection: request.connection.clone(),
                before_seq: request.before_seq,
                after_seq: request.after_seq,
                limit: Some(request.limit.unwrap_or(100).clamp(1, 500)),
                ..read.query
            };
            let page = workspace.operations(&query)?;
            Ok(OperationsPage {
                rows: page.rows.iter().map(views::operation).collect(),
                matching: page.total_matching,
                matching_capped: page.total_matching >= COUNTED,
                newest_seq: page.newest_seq,
                echo: read.echo,
                filter_problem: read.problem,
            })
        })
        .await
}

pub(super) async fn operation_calls(
    console: &Console,
    request: OfOperation,
) -> Result<Vec<ExchangeRow>, Failure> {
    console
        .blocking(move |workspace| {
            let calls = workspace.calls_of(request.id)?;
            Ok(calls.iter().map(row).collect())
        })
        .await
}
