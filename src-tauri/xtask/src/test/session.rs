//! A desktop session of our own for the window test: a virtual display, a D-Bus session, an unlocked
//! gnome-keyring, and a home folder that did not exist before and is gone afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::failure::Failure;
use crate::place::Place;
use crate::process::Step;

/// A home folder that is deleted when it is dropped.
pub(crate) struct Home {
    dir: PathBuf,
}

impl Home {
    /// An empty one, in the folder for temporary files. The path is short: it has to hold sockets.
    pub(crate) fn new() -> Result<Self, Failure> {
        let dir = std::env::temp_dir().join(format!("scimbox-{}", std::process::id()));
        let home = Self { dir };
        for folder in std::iter::once("run").chain(XDG.iter().map(|(_, folder)| *folder)) {
            let path = home.dir.join(folder);
            fs::create_dir_all(&path).map_err(|source| Failure::File { path, source })?;
        }
        only_for_us(&home.dir.join("run"))?;
        Ok(home)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A folder left behind in the temporary folder does no harm.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

const XDG: [(&str, &str); 5] = [
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_RUNTIME_DIR", "run"),
];

/// The step that runs a shell command in `ui/` inside such a session. `SCIMBOX_BIN` is the debug build.
pub(crate) fn with_display_and_keyring(place: &Place, home: &Home, command: &str) -> Step {
    let inside = format!(
        "echo -n ci | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec {command}"
    );
    let screen = ["-a", "-s", "-screen 0 1280x800x24"];
    let step =
        Step::new(place, "xvfb-run")
            .args(screen)
            .args(["dbus-run-session", "--", "bash", "-c"]);
    let step = step
        .args([inside])
        .dir(place.ui())
        .limit(Duration::from_secs(30 * 60));
    let step = step
        .env("HOME", &home.dir)
        .env("SCIMBOX_BIN", place.binary(false))
        .env("GDK_BACKEND", "x11");
    // With either of these WebKitWebDriver hangs on its first screenshot.
    let step = step
        .without("WEBKIT_DISABLE_DMABUF_RENDERER")
        .without("WEBKIT_DISABLE_COMPOSITING_MODE");
    XDG.iter().fold(step, |step, (name, folder)| {
        step.env(name, home.dir.join(folder))
    })
}

#[cfg(unix)]
fn only_for_us(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o700);
    fs::set_permissions(path, mode).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })
}

#[cfg(not(unix))]
fn only_for_us(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_there_until_it_is_dropped() {
        let home = Home::new().unwrap();
        let dir = home.dir.clone();
        assert!(XDG.iter().all(|(_, folder)| dir.join(folder).is_dir()));
        drop(home);
        assert!(!dir.exists());
    }
}
