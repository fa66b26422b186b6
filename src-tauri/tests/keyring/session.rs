//! A D-Bus session and a keyring of a test's own.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::probe;

const PASSWORD: &str = "ci";

/// Whether the bus starts a keyring by itself when somebody asks for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Activation {
    AsInstalled,
    Off,
}

/// A home folder and a bus. Everything started here ends when it is dropped.
pub(crate) struct Session {
    home: TempDir,
    activation: Activation,
    bus: Option<Bus>,
}

struct Bus {
    daemon: Child,
    address: String,
}

/// The process with the vault.
pub(crate) struct Asked {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Session {
    /// As on a desktop: the bus starts gnome-keyring when it is asked for.
    pub(crate) fn start() -> Self {
        Self::new(Activation::AsInstalled)
    }

    /// As in a container: nobody starts a keyring.
    pub(crate) fn without_activation() -> Self {
        Self::new(Activation::Off)
    }

    fn new(activation: Activation) -> Self {
        let home = TempDir::new().expect("a home folder");
        for folder in ["data", "config", "cache", "run"] {
            fs::create_dir(home.path().join(folder)).expect("a folder");
        }
        only_for_us(&home.path().join("run"));
        let mut session = Self {
            home,
            activation,
            bus: None,
        };
        session.restart_bus();
        session
    }

    /// Ends the bus with all that hangs on it, and starts a new one in the same home.
    pub(crate) fn restart_bus(&mut self) {
        self.stop_bus();
        let config = self.home.path().join("bus.conf");
        let services = if self.activation == Activation::Off {
            ""
        } else {
            "<standard_session_servicedirs/>"
        };
        fs::write(&config, configuration(services, self.home.path())).expect("a bus configuration");
        let mut command = self.command("dbus-daemon");
        command
            .arg("--nofork")
            .arg("--print-address=1")
            .arg("--config-file")
            .arg(&config);
        let mut daemon = command.stdout(Stdio::piped()).spawn().expect("dbus-daemon");
        let mut address = String::new();
        let printed = daemon.stdout.take().expect("its output");
        BufReader::new(printed)
            .read_line(&mut address)
            .expect("its address");
        self.bus = Some(Bus {
            daemon,
            address: address.trim().to_owned(),
        });
    }

    pub(crate) fn stop_bus(&mut self) {
        if let Some(mut bus) = self.bus.take() {
            bus.daemon.kill().expect("to end the bus");
            bus.daemon.wait().expect("its end");
        }
    }

    /// Starts gnome-keyring with the login keyring open, as a graphical login does.
    pub(crate) fn unlock(&self) {
        self.keyring(&["--unlock", "--components=secrets"], PASSWORD);
    }

    /// Ends the daemon and puts one with an open keyring in its place.
    pub(crate) fn replace_unlocked(&self) {
        self.keyring(&["--replace", "--unlock", "--components=secrets"], PASSWORD);
    }

    /// Starts it as a login without a password does: the keyring is there, but closed.
    pub(crate) fn start_locked(&self) {
        self.keyring(&["--start", "--components=secrets"], "");
    }

    fn keyring(&self, args: &[&str], password: &str) {
        let mut command = self.command("gnome-keyring-daemon");
        let mut child = command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("gnome-keyring");
        child
            .stdin
            .take()
            .expect("its input")
            .write_all(password.as_bytes())
            .expect("the password");
        assert!(child.wait().expect("gnome-keyring").success());
    }

    /// A process with a vault of this service name.
    pub(crate) fn vault(&self, service: &str) -> Asked {
        let myself = std::env::current_exe().expect("our own path");
        let mut command = self.command(&myself.display().to_string());
        command
            .args([probe::ARGUMENT, service])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("the probe");
        let questions = child.stdin.take().expect("its input");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Asked {
            child,
            questions,
            answers,
        }
    }

    /// Every file below the home folder with its contents.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.home.path(), &mut files);
        files
    }

    fn command(&self, program: &str) -> Command {
        let home = self.home.path();
        let nowhere = || format!("unix:path={}", home.join("no-bus").display());
        let address = self
            .bus
            .as_ref()
            .map_or_else(nowhere, |bus| bus.address.clone());
        let mut command = Command::new(program);
        command
            .stderr(Stdio::null())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", address)
            // With a display, a locked keyring would wait for somebody to type.
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("GNOME_KEYRING_CONTROL");
        command
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop_bus();
    }
}

impl Asked {
    /// Puts one question and waits for the answer.
    pub(crate) fn ask(&mut self, question: &str) -> String {
        writeln!(self.questions, "{question}").expect("to ask");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("an answer");
        answer.trim_end().to_owned()
    }
}

impl Asked {
    /// Puts a question again until it is answered like this, for at most ten seconds.
    pub(crate) fn ask_until(&mut self, question: &str, wanted: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let answer = self.ask(question);
            if answer == wanted || Instant::now() > deadline {
                return answer;
            }
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configuration(services: &str, home: &Path) -> String {
    format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>\
         <listen>unix:dir={}</listen><auth>EXTERNAL</auth>{services}<policy context=\"default\">\
         <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>\
         </policy></busconfig>",
        home.join("run").display()
    )
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            collect(&path, files);
        } else if kind.is_file() {
            files.push((path.clone(), fs::read(&path).expect("a file")));
        }
    }
}

fn only_for_us(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).expect("a private folder");
}
