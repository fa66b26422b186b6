//! The log: pages of rows, and one exchange in full.

use crate::failure::Failure;
use crate::host::Console;
use crate::traffic_filter::{self, COUNTED};
use crate::views::known::Known;
use crate::views::traffic as views;
use crate::wire::*;

pub(super) async fn traffic(
    console: &Console,
    request: TrafficQuery,
) -> Result<TrafficPage, Failure> {
    console
        .blocking(move |workspace| {
            let read = traffic_filter::page(&request, workspace.clock().now());
            let total = match &request.connection {
                Some(id) => workspace.counts(id)?.exchanges,
                None => workspace.pulse().exchanges,
            };
            let page = workspace.traffic(&read.query)?;
            Ok(TrafficPage {
                rows: page.rows.iter().map(views::row).collect(),
                matching: page.total_matching,
                matching_capped: page.total_matching >= COUNTED && total > COUNTED,
                total,
                newest_seq: page.newest_seq,
                echo: read.echo,
                filter_problem: read.problem,
            })
        })
        .await
}

pub(super) async fn exchange(
    console: &Console,
    request: OfExchange,
) -> Result<ExchangeDetail, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let stored = workspace.exchange(request.number)?.ok_or_else(|| {
                Failure::not_found(format!(
                    "There is no request #{} in the log.",
                    request.number
                ))
            })?;
            let known = Known::of_exchange(workspace, &stored)?;
            Ok(views::detail(&stored, &known, &base))
        })
        .await
}
