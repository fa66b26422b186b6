//! The program under test: the release binary, headless, on a workspace file.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::failure::{Failure, Trying as _};
use crate::process;

/// The token that it is told to accept, in an environment variable.
pub(crate) const TOKEN: &str = "bench-0123456789-0123456789";
const TOKEN_ENV: &str = "SCIMBOX_BENCH_TOKEN";

/// A running server. Dropping it ends it at once.
#[derive(Debug)]
pub(crate) struct Subject {
    child: Child,
    workspace: PathBuf,
    log: PathBuf,
    pub(crate) address: SocketAddr,
    /// Path of the base URL, `/scim/v2`.
    pub(crate) base: String,
    /// From the start of the process until it said that it is ready.
    pub(crate) ready_after: Duration,
}

impl Subject {
    /// Starts it and waits until it is ready.
    pub(crate) fn start(binary: &Path, workspace: &Path, capture: bool) -> Result<Self, Failure> {
        let mut log = workspace.to_owned().into_os_string();
        log.push(".log");
        let log = PathBuf::from(log);
        let messages = File::create(&log).trying(|| log.display().to_string())?;
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--no-console", "--json"])
            .args(["--token-env", TOKEN_ENV, "--workspace"])
            .arg(workspace)
            .args((!capture).then_some("--no-capture"))
            .env(TOKEN_ENV, TOKEN)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(messages);
        let begin = Instant::now();
        let child = command.spawn();
        let mut child = child.trying(|| format!("starting {}", binary.display()))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.trying(|| "what the server says when it is ready".to_owned())?;
        }
        let ready_after = begin.elapsed();
        let Some((address, base)) = place(&line) else {
            // It may have ended by itself, which is then in its messages.
            let _ = child.kill();
            let _ = child.wait();
            let what = format!(
                "the server did not become ready (it said {:?})",
                line.trim()
            );
            return Err(Failure::Server(what, log.display().to_string()));
        };
        Ok(Self {
            child,
            workspace: workspace.to_owned(),
            log,
            address,
            base,
            ready_after,
        })
    }

    /// Asks it to end and waits until it has folded its log into the file.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        process::ask_to_end(&mut self.child)?;
        let ended = self.child.wait();
        let ended = ended.trying(|| "waiting for the server to end".to_owned())?;
        if ended.success() {
            return Ok(());
        }
        let what = format!("the server ended with {ended}");
        Err(Failure::Server(what, self.log.display().to_string()))
    }

    /// Number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has nothing to do any more, and says how long that took.
    pub(crate) fn settle(&self) -> Duration {
        process::settle(self.id())
    }

    /// How many commits SQLite has made in this workspace since it was opened: the field `iChange` of
    /// the index of the write-ahead log, which moves by one with each of them.
    pub(crate) fn commits(&self) -> Option<u32> {
        let mut name = self.workspace.clone().into_os_string();
        name.push("-shm");
        let index = std::fs::read(name).ok()?;
        let field = index.get(8..12)?.try_into().ok()?;
        Some(u32::from_ne_bytes(field))
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        // Either it has ended already, or nobody wants its answers any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Address and base path in the line of JSON that `serve --json` prints.
fn place(line: &str) -> Option<(SocketAddr, String)> {
    let said: Value = serde_json::from_str(line).ok()?;
    let url = said.get("scim")?.as_str()?.strip_prefix("http://")?;
    let (address, path) = url.split_once('/')?;
    Some((address.parse().ok()?, format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_json_tells_where_it_listens() {
        let (address, base) = place("{\"scim\":\"http://127.0.0.1:4711/scim/v2\"}\n").unwrap();
        assert_eq!((address.port(), base.as_str()), (4711, "/scim/v2"));
        assert!(place("").is_none());
    }
}
