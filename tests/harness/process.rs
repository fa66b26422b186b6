//! The real program: `scimbox serve` as a process that can be killed.
//!
//! Where the binary is: in `SCIMBOX_BIN`, or it is built on demand, without the window. It is
//! never skipped: no binary is a failure.

use crate::harness::bench::Door;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// The variable that hands the token to the server.
const VARIABLE: &str = "SCIMBOX_TEST_TOKEN";

/// A running `scimbox serve`. Dropping it kills it.
#[derive(Debug)]
pub struct Served {
    child: Child,
    /// The default connection, with the token that was handed over.
    pub door: Door,
}

impl Served {
    /// Starts the server on a workspace file and waits until it says that it is ready.
    ///
    /// # Panics
    /// When it does not start; its standard error is shown by the test runner.
    #[must_use]
    pub fn start(workspace: &Path, token: &str) -> Self {
        let mut child = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--no-console", "--json"])
            .args(["--token-env", VARIABLE, "--workspace"])
            .arg(workspace)
            .env(VARIABLE, token)
            .stdout(Stdio::piped())
            .spawn()
            .expect("scimbox can be started");
        let output = child.stdout.take().expect("its standard output is piped");
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        read.expect("its standard output can be read");
        let ready: Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("scimbox serve --json says {line:?}"));
        let scim = ready
            .get("scim")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let (address, base) = split(scim);
        let door = Door {
            address,
            base,
            token: token.to_owned(),
            token_id: String::new(),
            connection_id: String::new(),
        };
        Self { child, door }
    }

    /// Ends it as `kill -9` does: no chance to flush, close or say goodbye.
    ///
    /// # Panics
    /// When it is gone already: then it crashed by itself.
    pub fn kill(mut self) {
        let ended = self.child.try_wait().expect("its state can be asked for");
        assert_eq!(
            ended, None,
            "the server was still running when it was killed"
        );
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("its end can be waited for");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn split(base_url: &str) -> (SocketAddr, String) {
    let rest = base_url.strip_prefix("http://").unwrap_or(base_url);
    let (address, path) = rest.split_once('/').unwrap_or((rest, ""));
    let address = address.parse();
    (
        address.unwrap_or_else(|_| panic!("{base_url:?} is no base URL")),
        format!("/{path}"),
    )
}

/// The program under test.
///
/// # Panics
/// When it is not where `SCIMBOX_BIN` says, or cannot be built.
#[must_use]
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match std::env::var_os("SCIMBOX_BIN") {
        Some(path) => {
            let path = PathBuf::from(path);
            assert!(
                path.is_file(),
                "SCIMBOX_BIN is {}, which is no file",
                path.display()
            );
            path
        }
        None => build(),
    })
}

/// Builds the program without its window and asks Cargo where it put it.
fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "build",
            "--package",
            "scimbox",
            "--no-default-features",
            "--message-format",
            "json",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "scimbox cannot be built without its window"
    );
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut built = messages.filter_map(|message| {
        let name = message.pointer("/target/name")?.as_str()? == "scimbox";
        let path = message.get("executable")?.as_str()?;
        name.then(|| PathBuf::from(path))
    });
    built
        .next_back()
        .expect("cargo names the executable it has built")
}
