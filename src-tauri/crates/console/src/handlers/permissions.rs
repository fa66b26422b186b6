//! Roles of a connection, and what an admin sets by hand for a person.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::outcome as told;
use crate::wire::*;

/// Who does what is done here.
const ACTOR: &str = "window";

pub(super) async fn roles(
    console: &Console,
    request: GroupsQuery,
) -> Result<Vec<RoleRow>, Failure> {
    console
        .blocking(move |workspace| {
            let found = workspace.roles(&request.connection, request.text.as_deref())?;
            Ok(found.into_iter().map(told::role).collect())
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
