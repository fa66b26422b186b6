//! What deleted connections left.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::retained::{page, query, view};
use crate::wire::*;

pub(super) async fn retained(console: &Console, _: Nothing) -> Result<Vec<RetainedView>, Failure> {
    console
        .blocking(|workspace| {
            let twins = workspace.twins();
            let all = workspace.retained()?;
            Ok(all.into_iter().map(|one| view(one, &twins)).collect())
        })
        .await
}

pub(super) async fn retained_accounts(
    console: &Console,
    request: RetainedQuery,
) -> Result<RetainedPage, Failure> {
    console
        .blocking(move |workspace| {
            let found = workspace.retained_accounts(&request.connection, &query(&request))?;
            Ok(page(found))
        })
        .await
}

pub(super) async fn forget_retained(
    console: &Console,
    request: OfConnection,
) -> Result<Done, Failure> {
    console
        .blocking(move |workspace| Ok(workspace.forget_retained(&request.connection)?))
        .await?;
    console.revise();
    Ok(Done {})
}
