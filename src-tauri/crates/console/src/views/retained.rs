//! What deleted connections left.

use sandbox::twins::{Leaving, Twins};

use crate::wire::{AccountsAfter, RetainedAccount, RetainedPage, RetainedQuery, RetainedView};

/// What becomes of accounts, as the UI is told.
pub(crate) fn accounts_after(outcome: Leaving) -> AccountsAfter {
    match outcome {
        Leaving::Unstated => AccountsAfter::Unstated,
        Leaving::Keep => AccountsAfter::Keep,
        Leaving::Deactivate => AccountsAfter::Deactivate,
        Leaving::Disable => AccountsAfter::Disable,
        Leaving::Remove => AccountsAfter::Remove,
    }
}

/// A deleted connection; a twin that is no longer known goes by its id.
pub(crate) fn view(retained: sandbox::Retained, twins: &Twins) -> RetainedView {
    let twin = twins.find(&retained.twin);
    RetainedView {
        application: twin.map_or(retained.twin.clone(), |twin| twin.name.clone()),
        connection: retained.connection,
        name: retained.name,
        outcome: accounts_after(retained.outcome),
        accounts: retained.accounts,
        without: retained.without,
        at: retained.at.as_millisecond(),
    }
}

/// What is asked of the workspace.
pub(crate) fn query(request: &RetainedQuery) -> sandbox::RetainedQuery {
    sandbox::RetainedQuery {
        text: request.text.clone(),
        offset: request.offset.unwrap_or_default().into(),
        limit: request.limit.map(|limit| limit.clamp(1, 500)),
    }
}

/// A page of accounts.
pub(crate) fn page(page: sandbox::RetainedPage) -> RetainedPage {
    let row = |account: sandbox::RetainedAccount| RetainedAccount {
        id: account.id,
        name: account.name,
        login: account.login,
        email: account.email,
        team: account.team,
        title: account.title,
        roles: account.roles,
        active: account.active,
        since: account.since.as_millisecond(),
    };
    RetainedPage {
        rows: page.rows.into_iter().map(row).collect(),
        matching: page.total,
    }
}
