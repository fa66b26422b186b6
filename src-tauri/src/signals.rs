//! Ctrl-C and SIGTERM.

use std::future::Future;

use tokio::signal;

use crate::Failure;

/// Waits for the first of them. They are caught from the moment of the call, not of the first poll, so
/// that one that comes early is not lost. Needs a tokio runtime.
///
/// # Errors
/// When the operating system does not let us listen.
#[cfg(unix)]
pub(crate) fn ending() -> Result<impl Future<Output = ()> + Send, Failure> {
    let listen =
        |kind| signal::unix::signal(kind).map_err(Failure::system("listening for signals"));
    let mut terminate = listen(signal::unix::SignalKind::terminate())?;
    let mut interrupt = listen(signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
///
/// # Errors
/// When the operating system does not let us listen.
#[cfg(windows)]
pub(crate) fn ending() -> Result<impl Future<Output = ()> + Send, Failure> {
    let mut interrupt =
        signal::windows::ctrl_c().map_err(Failure::system("listening for Ctrl-C"))?;
    Ok(async move {
        interrupt.recv().await;
    })
}
