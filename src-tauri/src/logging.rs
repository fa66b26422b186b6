//! The log: a file a day in the log folder, the last seven kept, and stderr when there is no window.
//!
//! What may be logged is settled where it is logged: never a body, a header or a token. The filter comes
//! from `SCIMBOX_LOG` or `RUST_LOG`, with the syntax of `tracing_subscriber::EnvFilter`.

use std::io::IsTerminal;
use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

use crate::paths;

/// Days of log files that are kept.
const DAYS: usize = 7;
/// Our own news, and only trouble from the libraries.
const DEFAULT_FILTER: &str =
    "warn,scimbox=info,console=info,server=info,sandbox=info,simulator=info";

/// Whether the log also goes to stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Echo {
    /// To the file only: behind a window nobody reads stderr.
    #[cfg(feature = "desktop")]
    FileOnly,
    /// To both.
    Stderr,
}

/// Starts logging for the whole process. Without a log folder, or where it cannot be written, what
/// happens is still told on stderr: a full disk must not keep Scimbox from starting.
pub(crate) fn start(echo: Echo) {
    let file = paths::logs().and_then(|folder| appender(&folder));
    let echo = echo == Echo::Stderr || file.is_none();
    let to_file = file.map(|file| {
        fmt::layer()
            .with_ansi(false)
            .with_writer(std::sync::Mutex::new(file))
    });
    let to_stderr = echo.then(|| {
        fmt::layer()
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
    });
    let subscriber = tracing_subscriber::registry()
        .with(filter())
        .with(to_file)
        .with(to_stderr);
    // A second call in one process (tests) keeps the first log.
    let _ = subscriber.try_init();
}

fn filter() -> EnvFilter {
    let asked = ["SCIMBOX_LOG", "RUST_LOG"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    let asked = asked.and_then(|text| EnvFilter::try_new(text).ok());
    asked.unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER))
}

fn appender(folder: &Path) -> Option<RollingFileAppender> {
    // Pruning looks into the folder before the first file makes it, and complains on stderr.
    std::fs::create_dir_all(folder).ok()?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("scimbox")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_filter_is_one() {
        assert!(EnvFilter::try_new(DEFAULT_FILTER).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_made_gives_no_log_file_instead_of_a_panic() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(appender(&file.path().join("below-a-file")).is_none());
    }

    #[test]
    fn a_log_file_carries_its_day_in_its_name() {
        let folder = tempfile::tempdir().unwrap();
        drop(appender(folder.path()));
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .map(|entry| entry.file_name())
            .collect();
        let [name] = names.as_slice() else {
            panic!("{names:?}")
        };
        let name = name.to_str().unwrap();
        assert!(
            name.starts_with("scimbox.20") && name.ends_with(".log"),
            "{name}"
        );
    }
}
