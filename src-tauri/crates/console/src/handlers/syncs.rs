//! Staging and sync: who is staged and what a sync would do, runs, accounts, single sign-on domains.

use sandbox::sync;

use crate::failure::Failure;
use crate::host::Console;
use crate::timetable;
use crate::views::syncs as shown;
use crate::wire::*;

pub(super) async fn sync(console: &Console, request: OfConnection) -> Result<SyncView, Failure> {
    console
        .blocking(move |workspace| shown::view(workspace, &request.connection))
        .await
}

pub(super) async fn sync_preview(
    console: &Console,
    request: OfConnection,
) -> Result<SyncPreviewView, Failure> {
    console
        .blocking(move |workspace| {
            let preview = workspace.sync_preview(&request.connection)?;
            let groups = workspace.group_preview(&request.connection)?;
            let seen = workspace.seen_domains(&request.connection)?;
            Ok(shown::preview(&preview, &groups, seen))
        })
        .await
}

pub(super) async fn staged_groups(
    console: &Console,
    request: StagedGroupsQuery,
) -> Result<StagedGroupsPage, Failure> {
    console
        .blocking(move |workspace| {
            let window = (
                request.offset.unwrap_or_default(),
                request.limit.unwrap_or(100),
            );
            let text = request.text.as_deref();
            let page = workspace.staged_groups(&request.connection, text, window)?;
            Ok(StagedGroupsPage {
                rows: page.rows.into_iter().map(shown::group).collect(),
                matching: page.total,
            })
        })
        .await
}

pub(super) async fn staged_people(
    console: &Console,
    request: StagedQuery,
) -> Result<StagedPage, Failure> {
    console
        .blocking(move |workspace| {
            let query = sync::StagedQuery {
                verdict: request.verdict.map(shown::verdict_of),
                gone: request.gone.unwrap_or_default(),
                text: request.text,
                offset: request.offset.unwrap_or_default(),
                limit: request.limit,
            };
            let page = workspace.staged_people(&request.connection, &query)?;
            Ok(StagedPage {
                rows: page.rows.into_iter().map(shown::staged).collect(),
                matching: page.total,
            })
        })
        .await
}

pub(super) async fn accounts(
    console: &Console,
    request: AccountsQuery,
) -> Result<AccountsPage, Failure> {
    console
        .blocking(move |workspace| {
            let query = sync::AccountsQuery {
                text: request.text,
                active: request.active,
                offset: request.offset.unwrap_or_default(),
                limit: request.limit,
            };
            let page = workspace.accounts(&request.connection, &query)?;
            Ok(AccountsPage {
                rows: page.rows.into_iter().map(shown::account).collect(),
                matching: page.total,
            })
        })
        .await
}

pub(super) async fn start_sync(
    console: &Console,
    request: OfConnection,
) -> Result<SyncRunView, Failure> {
    let connection = request.connection.clone();
    let run = console
        .blocking(move |workspace| Ok(workspace.begin_sync(&connection)?))
        .await?;
    begun(console, request.connection, run).await
}

pub(super) async fn retry_sync(console: &Console, request: OfSync) -> Result<SyncRunView, Failure> {
    let connection = request.connection.clone();
    let run = console
        .blocking(move |workspace| Ok(workspace.retry_sync(&connection, request.run)?))
        .await?;
    begun(console, request.connection, run).await
}

/// Carries a run out beside and answers with how it begins.
async fn begun(
    console: &Console,
    connection: String,
    run: sync::Syncing,
) -> Result<SyncRunView, Failure> {
    let number = run.number();
    let view = console
        .blocking(move |workspace| Ok(shown::run(workspace.sync_run(&connection, number)?.run)))
        .await;
    timetable::carry_out(console, run);
    view
}

pub(super) async fn sync_runs(
    console: &Console,
    request: SyncRunsQuery,
) -> Result<SyncRunsPage, Failure> {
    console
        .blocking(move |workspace| {
            let (offset, limit) = (
                request.offset.unwrap_or_default(),
                request.limit.unwrap_or(100),
            );
            let page = workspace.sync_runs(&request.connection, offset, limit)?;
            Ok(SyncRunsPage {
                rows: page.rows.into_iter().map(shown::run).collect(),
                total: page.total,
            })
        })
        .await
}

pub(super) async fn sync_run(console: &Console, request: OfSync) -> Result<SyncCard, Failure> {
    console
        .blocking(move |workspace| {
            let card = workspace.sync_run(&request.connection, request.run)?;
            Ok(shown::card(card))
        })
        .await
}

pub(super) async fn sync_people(
    console: &Console,
    request: SyncPeopleQuery,
) -> Result<SyncPeoplePage, Failure> {
    console
        .blocking(move |workspace| {
            let window = (
                request.offset.unwrap_or_default(),
                request.limit.unwrap_or(100),
            );
            let verdict = request.verdict.map(shown::verdict_of);
            let page =
                workspace.sync_run_people(&request.connection, request.run, verdict, window)?;
            Ok(SyncPeoplePage {
                rows: page.rows.into_iter().map(shown::planned).collect(),
                total: page.total,
            })
        })
        .await
}

pub(super) async fn add_sso_domain(console: &Console, request: OfDomain) -> Result<Done, Failure> {
    console
        .blocking(move |workspace| {
            workspace.add_sso_domain(&request.connection, &request.domain)?;
            Ok(Done {})
        })
        .await
}

pub(super) async fn remove_sso_domain(
    console: &Console,
    request: OfDomain,
) -> Result<Done, Failure> {
    console
        .blocking(move |workspace| {
            workspace.remove_sso_domain(&request.connection, &request.domain)?;
            Ok(Done {})
        })
        .await
}
