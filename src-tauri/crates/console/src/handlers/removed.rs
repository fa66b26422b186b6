//! People and groups that are gone.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::known::Known;
use crate::views::people::Past;
use crate::views::removed as gone;
use crate::wire::*;

pub(super) async fn removed(
    console: &Console,
    request: RemovedQuery,
) -> Result<RemovedPage, Failure> {
    console
        .blocking(move |workspace| {
            let page = workspace.removed(&request.connection, &gone::query(&request))?;
            let total = workspace.counts(&request.connection)?.removed;
            Ok(RemovedPage {
                rows: page.rows.into_iter().map(gone::row).collect(),
                matching: page.total,
                total,
            })
        })
        .await
}

pub(super) async fn removed_card(
    console: &Console,
    request: OfResource,
) -> Result<RemovedCard, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let removed = workspace
                .removed_resource(&request.connection, &request.id)?
                .ok_or_else(|| Failure::not_found("Nobody with this id was removed here."))?;
            let kind = removed.row.kind.clone();
            let timeline = workspace.timeline(&request.connection, &kind, &request.id)?;
            let known = Known::of_versions(workspace, &request.connection, &timeline)?;
            let connection = workspace.connection(&request.connection)?;
            let past = Past {
                versions: timeline,
                lines: Vec::new(),
                roles: workspace.role_events(&request.connection, &request.id)?,
                edits: workspace.hand_edits(&request.connection, &request.id)?,
            };
            Ok(gone::card(removed, past, &known, &connection, &base))
        })
        .await
}
