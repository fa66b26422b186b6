//! Twins: list, look before choosing another one, choose it.

use sandbox::ConnectionChange;

use crate::failure::Failure;
use crate::host::Console;
use crate::views::connections::view;
use crate::views::twins as shown;
use crate::wire::*;

pub(super) async fn twins(console: &Console, _: Nothing) -> Result<TwinsView, Failure> {
    console
        .blocking(|workspace| Ok(shown::all(&workspace.twins())))
        .await
}

pub(super) async fn twin_preview(
    console: &Console,
    request: ChangeTwin,
) -> Result<TwinPreviewView, Failure> {
    console
        .blocking(move |workspace| {
            let preview = workspace.twin_preview(&request.connection, &request.twin)?;
            Ok(shown::preview(&preview))
        })
        .await
}

pub(super) async fn change_twin(
    console: &Console,
    request: ChangeTwin,
) -> Result<ConnectionView, Failure> {
    let base = console.0.scim_url.clone();
    let changed = console
        .blocking(move |workspace| {
            let change = ConnectionChange {
                twin: Some(request.twin),
                ..ConnectionChange::default()
            };
            let connection = workspace.change_connection(&request.connection, change)?;
            view(workspace, &connection, &base)
        })
        .await?;
    console.revise();
    Ok(changed)
}
