//! The window: Tauri, one command for questions, one channel for the feed, three commands that save files,
//! one that opens a page of an identity provider's portal.
//!
//! The window opens while the workspace is still being opened. When that fails (another Scimbox has the
//! file), every question is answered with the reason, which the UI shows, and asking again tries again.
//! A native frame on purpose: a drawn one takes screen readers their window.

mod downloads;
mod files;
mod pages;
mod state;

use console::Failure as Refusal;
use console::wire::Tick;
use serde_json::Value;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, RunEvent, State};
use tauri_plugin_window_state::StateFlags;

use crate::cli::TwinsArg;
use crate::host::Plan;
use crate::logging::{self, Echo};
use crate::{Failure, paths};
use state::Scimbox;

/// Opens the window and returns when it has been closed.
pub(crate) fn open(workspace: Option<&str>) -> Result<(), Failure> {
    if !has_display() {
        return Err(Failure::NoWindow(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). Use `scimbox serve`.",
        ));
    }
    logging::start(Echo::FileOnly);
    let plan = Plan {
        location: paths::workspace(workspace)?,
        listen: None,
        capture: true,
        twins: TwinsArg { folder: None },
    };
    let app = tauri::Builder::default()
        .plugin(remembers_size())
        .manage(Scimbox::new(plan))
        .manage(files::LastSaved::default())
        .invoke_handler(tauri::generate_handler![
            rpc,
            subscribe,
            files::save_export,
            files::save_file,
            files::show_saved,
            pages::open_guide_page
        ])
        .setup(|app| {
            start_in_background(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            tauri::async_runtime::block_on(app.state::<Scimbox>().stop());
        }
    });
    Ok(())
}

/// The window opens as large as it was closed. Where it stood is the window system's business.
fn remembers_size<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R> {
    let flags = StateFlags::SIZE | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(flags)
        .build()
}

fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn start_in_background(app: &AppHandle) {
    let starting = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(refusal) = starting.state::<Scimbox>().console().await {
            tracing::error!(%refusal, "not started; the window says so");
        }
    });
    let ending = app.clone();
    tauri::async_runtime::spawn(async move {
        match crate::signals::ending() {
            Ok(told) => {
                told.await;
                ending.exit(0);
            }
            Err(failure) => tracing::warn!(%failure, "signals will not end Scimbox in order"),
        }
    });
}

/// Answers one command of the console's table.
#[tauri::command]
async fn rpc(scimbox: State<'_, Scimbox>, name: String, request: Value) -> Result<Value, Refusal> {
    scimbox.console().await?.rpc(&name, request).await
}

/// Sends the feed into a channel, instead of into the one that was given before.
#[tauri::command]
async fn subscribe(scimbox: State<'_, Scimbox>, channel: Channel<Tick>) -> Result<(), Refusal> {
    let mut ticks = scimbox.console().await?.subscribe();
    let feed = tauri::async_runtime::spawn(async move {
        loop {
            let tick = ticks.borrow_and_update().clone();
            if let Some(tick) = tick
                && channel.send(tick).is_err()
            {
                return;
            }
            if ticks.changed().await.is_err() {
                return;
            }
        }
    });
    scimbox.follow(feed);
    Ok(())
}
