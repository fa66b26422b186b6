//! The log by operations.

use crate::diagnosing;
use crate::failure::Failure;
use crate::host::Console;
use crate::traffic_filter::{self, COUNTED};
use crate::views::operations as views;
use crate::views::traffic::row;
use crate::wire::*;

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
            let read = traffic_filter::page(&request, workspace.clock().now());
            let page = workspace.operations(&read.query)?;
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
