//! The window's commands for files. A page cannot save files itself here, and it is given no way to
//! name a path: it hands in an export's id or the bytes of a drawing, and is told where they went.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use console::Failure as Refusal;
use serde_json::{Value, json};
use tauri::State;
use tauri::ipc::{InvokeBody, Request};

use super::downloads;
use super::state::Scimbox;

/// Largest drawing that is taken from the page, in bytes.
const LARGEST: usize = 512 * 1024 * 1024;

/// The last file that was saved.
#[derive(Debug, Default)]
pub(super) struct LastSaved(Mutex<Option<PathBuf>>);

/// Saves an export that the command `export` made.
#[tauri::command]
pub(super) async fn save_export(
    scimbox: State<'_, Scimbox>,
    last: State<'_, LastSaved>,
    id: String,
) -> Result<Value, Refusal> {
    let made = scimbox.console().await?.take_export(&id);
    let Some(made) = made else {
        return Err(Refusal::not_found(
            "This export is no longer here. Export again.",
        ));
    };
    let name = made.name.clone();
    save(&last, name, made).await
}

/// Saves a drawing: its bytes are the body, its name the header `x-file-name`, percent-encoded.
#[tauri::command]
pub(super) async fn save_file(
    last: State<'_, LastSaved>,
    request: Request<'_>,
) -> Result<Value, Refusal> {
    let name = request.headers().get("x-file-name");
    let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name)
        .decode_utf8_lossy()
        .into_owned();
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // Where the webview cannot send bytes, they come as an array of numbers.
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone())
            .map_err(|error| Refusal::failed("The drawing could not be read.", error))?,
    };
    if bytes.len() > LARGEST {
        return Err(Refusal::invalid("The drawing is too large to be saved."));
    }
    save(&last, name, std::io::Cursor::new(bytes)).await
}

/// Opens the folder of the last saved file.
#[tauri::command]
pub(super) async fn show_saved(last: State<'_, LastSaved>) -> Result<(), Refusal> {
    let path = last
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
    let Some(folder) = folder else {
        return Err(Refusal::not_found("Nothing has been saved yet."));
    };
    let shown = tokio::task::spawn_blocking(move || open::that_detached(folder)).await;
    let said = shown.map_err(std::io::Error::from).flatten();
    said.map_err(|error| Refusal::failed("The folder could not be opened.", error))
}

async fn save(
    last: &LastSaved,
    name: String,
    mut content: impl Read + Send + 'static,
) -> Result<Value, Refusal> {
    let refused = |error| {
        Refusal::failed(
            "The file could not be saved in the folder for downloads.",
            error,
        )
    };
    let kept = tokio::task::spawn_blocking(move || {
        let folder = downloads::folder().ok_or(std::io::ErrorKind::NotFound)?;
        downloads::keep(&folder, &name, &mut content)
    });
    let path = kept
        .await
        .map_err(std::io::Error::from)
        .flatten()
        .map_err(refused)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let saved = json!({ "name": name, "path": path.display().to_string() });
    *last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    Ok(saved)
}
