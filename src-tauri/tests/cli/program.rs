//! Starts `scimbox` with a home folder of its own, and without display and D-Bus.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A home folder and a workspace file in it, which is not there at first.
pub(crate) struct Place {
    home: TempDir,
}

/// A running `scimbox serve --json`.
pub(crate) struct Server {
    child: Child,
    /// Kept open: a server whose stdout is closed would have nobody to talk to.
    _stdout: BufReader<ChildStdout>,
    pub(crate) ready: Value,
}

/// The answer to a request.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            home: TempDir::new().expect("a home folder"),
        }
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.home.path().join("demo.scimbox")
    }

    /// `scimbox` with these words.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scimbox"));
        command
            .args(words)
            .env("HOME", self.home())
            .stdin(Stdio::null());
        for name in [
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        Ended::of(self.command(words).output().expect("scimbox"))
    }

    /// Runs it on the workspace of this place.
    pub(crate) fn on_workspace(&self, words: &[&str]) -> Ended {
        let workspace = self.workspace().display().to_string();
        self.run(&[words, &["--workspace", &workspace]].concat())
    }

    /// Starts a server on the workspace of this place.
    pub(crate) fn serve(&self, more: &[&str]) -> Server {
        let workspace = self.workspace().display().to_string();
        let words = [
            "serve",
            "--json",
            "--listen",
            "127.0.0.1:0",
            "--workspace",
            &workspace,
        ];
        Server::start(self.command(&[&words, more].concat()))
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The output of a run that must have succeeded, without the line break.
    pub(crate) fn printed(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout.trim_end().to_owned()
    }

    /// The sentence of a run that must have failed.
    pub(crate) fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stdout, "");
        assert_eq!(self.stderr.trim_end().lines().count(), 1, "{}", self.stderr);
        self.stderr.trim_end().to_owned()
    }
}

impl Server {
    /// Waits for its line of JSON.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("scimbox serve");
        let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("its line");
        let ready = match serde_json::from_str(&line) {
            Ok(ready) => ready,
            Err(error) => {
                child.kill().expect("to end it");
                let ended = Ended::of(child.wait_with_output().expect("its end"));
                panic!("{error}: {line:?} {ended:?}");
            }
        };
        let mut child = Self {
            child,
            _stdout: stdout,
            ready,
        };
        // Read to the end elsewhere, or a full pipe would stop the server.
        let mut stderr = child.child.stderr.take().expect("its log");
        std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
        child
    }

    /// GET below the SCIM base URL.
    pub(crate) fn scim(&self, path: &str, token: Option<&str>) -> Answer {
        let base = self.ready["scim"].as_str().expect("a base URL");
        get(&format!("{base}{path}"), token)
    }

    /// POST of JSON below the SCIM base URL.
    pub(crate) fn post(&self, path: &str, token: &str, body: &str) -> Answer {
        let base = self.ready["scim"].as_str().expect("a base URL");
        let length = body.len();
        let head = format!("Content-Type: application/scim+json\r\nContent-Length: {length}\r\n");
        ask("POST", &format!("{base}{path}"), Some(token), &head, body)
    }

    /// DELETE below the SCIM base URL.
    pub(crate) fn delete(&self, path: &str, token: &str) -> Answer {
        let base = self.ready["scim"].as_str().expect("a base URL");
        ask("DELETE", &format!("{base}{path}"), Some(token), "", "")
    }

    /// Ends it as a container runtime does and returns its exit code.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        self.signal("TERM");
        self.child.wait().expect("its end").code()
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &pid])
            .status()
            .expect("kill");
        assert!(sent.success());
    }

    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().expect("its end").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One GET over a connection of its own (RFC 9112).
pub(crate) fn get(url: &str, token: Option<&str>) -> Answer {
    ask("GET", url, token, "", "")
}

fn ask(method: &str, url: &str, token: Option<&str>, headers: &str, body: &str) -> Answer {
    let rest = url.strip_prefix("http://").expect("an http URL");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).expect("a connection");
    let authorization = token
        .map(|token| format!("Authorization: Bearer {token}\r\n"))
        .unwrap_or_default();
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\n{authorization}{headers}Connection: close\r\n\r\n{body}"
    )
    .expect("to ask");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("a status");
    Answer {
        status,
        body: body.to_owned(),
    }
}
