//! Roles of a connection, and what an admin sets by hand for a person.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::{groups, outcome as told};
use crate::wire::*;

/// Who does what is done here.
const ACTOR: &str = "window";

pub(super) async fn roles(console: &Console, request: GroupsQuery) -> Result<RolesPage, Failure> {
    console
        .blocking(move |workspace| {
            let page = workspace.roles(&request.connection, &groups::query(&request))?;
            Ok(RolesPage {
                rows: page.rows.into_iter().map(told::role).collect(),
                matching: page.matching,
                total: page.total,
            })
        })
        .await
}

pub(super) async fn set_permissions(
    console: &Console,
    request: SetPermissions,
) -> Result<Vec<HandEntry>, Failure> {
    console
        .blocking(move |workspace| {
            let SetPermissions {
                connection,
                id,
                names,
            } = request;
            workspace.set_permissions(&connection, &id, names, ACTOR)?;
            Ok(told::edits(workspace.hand_edits(&connection, &id)?))
        })
        .await
}

pub(super) async fn undo_permissions(
    console: &Console,
    request: UndoPermissions,
) -> Result<Vec<HandEntry>, Failure> {
    console
        .blocking(move |workspace| {
            let UndoPermissions {
                connection,
                id,
                seq,
            } = request;
            workspace.undo_permissions(&connection, &id, seq, ACTOR)?;
            Ok(told::edits(workspace.hand_edits(&connection, &id)?))
        })
        .await
}
