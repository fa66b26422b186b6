//! Other programs: started in the open, watched, and ended with everything they started.
//!
//! No shell quoting happens here; a step is a program with its arguments.

mod tree;

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::place::Place;

/// How long output is awaited after a program ended while something it started still holds the pipe.
const LINGER: Duration = Duration::from_secs(3);

/// One program to run.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    program: OsString,
    args: Vec<OsString>,
    dir: PathBuf,
    env: Vec<(OsString, OsString)>,
    without: Vec<&'static str>,
    limit: Duration,
}

/// What a watched program did.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) success: bool,
    /// Everything it printed on both streams, without terminal colours.
    pub(crate) text: String,
    /// It was ended here because it took longer than allowed.
    pub(crate) too_long: bool,
}

impl Step {
    /// A program that runs in the root of the checkout.
    pub(crate) fn new(place: &Place, program: impl Into<OsString>) -> Self {
        Self {
            program: program.into(),
            args: Vec::new(),
            dir: place.root.clone(),
            env: vec![("CARGO_TARGET_DIR".into(), place.target.clone().into())],
            without: Vec::new(),
            limit: Duration::from_secs(45 * 60),
        }
    }

    pub(crate) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    pub(crate) fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = dir.into();
        self
    }

    pub(crate) fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Takes a variable of our own environment away from it.
    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.without.push(name);
        self
    }

    /// The longest that [`Step::watch`] lets it run.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The line as a person would type it.
    pub(crate) fn line(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.args);
        words
            .map(|word| word.to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Runs it with our own terminal and waits for success.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let status: ExitStatus = self
            .command()
            .status()
            .map_err(|source| self.not_started(source))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::Ended {
                line: self.line(),
                code: status.code(),
            })
        }
    }

    /// Gives this process up to it, so that signals reach it directly. Returns only when that failed, or
    /// where there is no such thing, once it ended.
    pub(crate) fn become_it(&self) -> Result<ExitCode, Failure> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            Err(self.not_started(self.command().exec()))
        }
        #[cfg(not(unix))]
        {
            let status = self
                .command()
                .status()
                .map_err(|source| self.not_started(source))?;
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            Ok(ExitCode::from(code.unwrap_or(1)))
        }
    }

    /// Starts it and returns at once. What it prints on stdout is the caller's to read.
    pub(crate) fn start(&self) -> Result<Child, Failure> {
        let mut command = self.command();
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.spawn().map_err(|source| self.not_started(source))
    }

    /// Runs it silently and returns what it printed, or nothing when it failed.
    pub(crate) fn output(&self) -> Option<String> {
        let output = self.command().stdin(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it, shows what it prints as it comes and keeps a copy. A program that overruns its limit is
    /// ended together with everything it started.
    pub(crate) fn watch(&self) -> Result<Watched, Failure> {
        let mut command = self.command();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|source| self.not_started(source))?;
        let (send, lines) = mpsc::channel();
        if let Some(out) = child.stdout.take() {
            follow(out, io::stdout(), send.clone());
        }
        if let Some(err) = child.stderr.take() {
            follow(err, io::stderr(), send);
        }
        let mut text = String::new();
        let deadline = Instant::now() + self.limit;
        let (mut ended, mut too_long) = (None, false);
        loop {
            match lines.recv_timeout(Duration::from_millis(100)) {
                Ok(line) => text.push_str(&without_colour(&line)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if ended.is_none() && has_ended(&mut child) {
                ended = Some(Instant::now());
            }
            if ended.is_some_and(|at| at.elapsed() > LINGER) {
                break;
            }
            if !too_long && ended.is_none() && Instant::now() > deadline {
                too_long = true;
                tree::end(child.id());
            }
        }
        let status = child.wait().map_err(|source| self.not_started(source))?;
        Ok(Watched {
            success: status.success() && !too_long,
            text,
            too_long,
        })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).current_dir(&self.dir);
        // `cargo run` describes *this* package in the environment; a cargo below would rebuild for it.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
                .iter()
                .any(|ours| name.starts_with(ours))
            {
                command.env_remove(name);
            }
        }
        for name in &self.without {
            command.env_remove(name);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    fn not_started(&self, source: io::Error) -> Failure {
        Failure::NotStarted {
            program: self.program.to_string_lossy().into_owned(),
            source,
        }
    }
}

/// Whether our output goes to a person; then programs below may use colours although we sit between.
pub(crate) fn coloured() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

fn follow(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    send: Sender<String>,
) {
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut bytes = Vec::new();
        while matches!(from.read_until(b'\n', &mut bytes), Ok(read) if read > 0) {
            // A closed terminal must not end the tests, so a failed write is not followed up.
            let _ = to.write_all(&bytes).and_then(|()| to.flush());
            if send
                .send(String::from_utf8_lossy(&bytes).into_owned())
                .is_err()
            {
                return;
            }
            bytes.clear();
        }
    });
}

/// Takes out the escape sequences that colour a terminal (ECMA-48 CSI).
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            if chars.next() == Some('[') {
                chars.by_ref().find(|c| ('\u{40}'..='\u{7e}').contains(c));
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Step {
        let place = Place {
            root: std::env::temp_dir(),
            target: std::env::temp_dir(),
        };
        Step::new(&place, "sh").args(["-c", script])
    }

    #[test]
    fn both_streams_are_kept_without_colours() {
        let seen = shell("printf '\\033[1;32mgreen\\033[0m\\n'; echo red >&2")
            .watch()
            .unwrap();
        assert!(seen.success);
        assert!(
            seen.text.contains("green\n") && seen.text.contains("red\n"),
            "{:?}",
            seen.text
        );
        assert!(!seen.text.contains('\u{1b}'));
    }

    #[test]
    fn a_failing_program_is_not_a_success() {
        assert!(!shell("exit 3").watch().unwrap().success);
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let began = Instant::now();
        let seen = shell("sh -c 'sleep 60; true' & echo $!; wait")
            .limit(Duration::from_millis(300))
            .watch()
            .unwrap();
        assert!(seen.too_long && !seen.success);
        assert!(began.elapsed() < Duration::from_secs(30));
        let child = seen.text.trim();
        // What has ended stays known to the system until its new parent has taken note of it.
        let runs = format!("grep ^State: /proc/{child}/status | grep -qv zombie");
        while shell(&runs).watch().unwrap().success {
            assert!(
                began.elapsed() < Duration::from_secs(30),
                "{child} still runs"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    #[test]
    fn a_grandchild_that_keeps_the_pipe_open_does_not_hold_us_up() {
        let began = Instant::now();
        let seen = shell("sleep 30 & echo done").watch().unwrap();
        assert!(seen.success && seen.text.contains("done"));
        assert!(began.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_missing_program_is_named() {
        let place = Place {
            root: std::env::temp_dir(),
            target: std::env::temp_dir(),
        };
        let told = Step::new(&place, "no-such-program-here")
            .run()
            .unwrap_err()
            .to_string();
        assert!(
            told.contains("`no-such-program-here` is not installed"),
            "{told}"
        );
    }
}
