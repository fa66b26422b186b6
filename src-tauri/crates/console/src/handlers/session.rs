//! Version, workspace, listener and keyring.

use crate::failure::Failure;
use crate::host::Console;
use crate::wire::{About, Nothing};

pub(super) async fn about(console: &Console, _: Nothing) -> Result<About, Failure> {
    Ok(About {
        version: console.0.version.to_owned(),
        workspace: console.workspace_view(),
        scim_url: console.0.scim_url.clone(),
        busy_port: console.0.busy_port,
        keyring: console.0.keeper.probe().await,
        capture: console.0.capture,
    })
}
