//! Opening a page of an identity provider's portal in the browser. The window's own page names a step of
//! a setup guide and never an address: only what stands in the file of a twin is opened, and over TLS.

use console::Failure as Refusal;
use console::wire::OfGuideStep;
use tauri::State;

use super::state::Scimbox;

/// Opens the page that a step of a setup guide means.
#[tauri::command]
pub(super) async fn open_guide_page(
    scimbox: State<'_, Scimbox>,
    step: OfGuideStep,
) -> Result<(), Refusal> {
    let page = scimbox.console().await?.guide_page(step).await?;
    let opened = tokio::task::spawn_blocking(move || open::that_detached(page)).await;
    let said = opened.map_err(std::io::Error::from).flatten();
    said.map_err(|error| Refusal::failed("The browser could not be opened.", error))
}
