//! The table of what is needed for what, and its name in each family of distributions.
//!
//! The Debian column was measured on a bare Debian 12. The RPM column names capabilities and files instead
//! of packages where it can: dnf and zypper resolve them whatever the package is called.

/// What the packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the app without a window, and all crates.
    Headless,
    /// Building the app with its window.
    Desktop,
    /// Starting a Secret Service for the tests.
    Keyring,
    /// Driving the real window under a virtual display.
    Window,
    /// Driving a browser.
    Browser,
    /// Running a compliance suite that is written in Python.
    Compliance,
}

/// How to find out that something is there when no package database is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Have {
    Programs(&'static [&'static str]),
    OneOf(&'static [&'static str]),
    Library(&'static str),
    /// A module of Python's own library; distributions package some of them apart.
    PythonModule(&'static str),
    /// There is no way to see it.
    Unseen,
}

/// One row: something needed, and its packages.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) purpose: Purpose,
    pub(crate) what: &'static str,
    pub(crate) have: Have,
    pub(crate) debian: &'static [&'static str],
    pub(crate) rpm: &'static [&'static str],
    pub(crate) arch: &'static [&'static str],
}

/// The browsers that Playwright can drive, in order of preference.
pub(crate) const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const NEEDS: &[Need] = &[
    Need {
        purpose: Purpose::Headless,
        what: "a C compiler",
        have: Have::Programs(&["cc"]),
        debian: &["build-essential"],
        rpm: &["gcc"],
        arch: &["base-devel"],
    },
    Need {
        purpose: Purpose::Desktop,
        what: "pkg-config",
        have: Have::Programs(&["pkg-config"]),
        debian: &["pkg-config"],
        rpm: &["/usr/bin/pkg-config"],
        arch: &["pkgconf"],
    },
    Need {
        purpose: Purpose::Desktop,
        what: "WebKitGTK 4.1 with its headers",
        have: Have::Library("webkit2gtk-4.1"),
        debian: &["libwebkit2gtk-4.1-dev"],
        rpm: &["'pkgconfig(webkit2gtk-4.1)'"],
        arch: &["webkit2gtk-4.1"],
    },
    Need {
        purpose: Purpose::Window,
        what: "a look into the keyring",
        have: Have::Programs(&["secret-tool"]),
        debian: &["libsecret-tools"],
        rpm: &["/usr/bin/secret-tool"],
        arch: &["libsecret"],
    },
    Need {
        purpose: Purpose::Window,
        what: "a look into a workspace",
        have: Have::Programs(&["sqlite3"]),
        debian: &["sqlite3"],
        rpm: &["/usr/bin/sqlite3"],
        arch: &["sqlite"],
    },
    Need {
        purpose: Purpose::Keyring,
        what: "a D-Bus session",
        have: Have::Programs(&["dbus-daemon", "dbus-run-session"]),
        debian: &["dbus"],
        rpm: &["/usr/bin/dbus-daemon", "/usr/bin/dbus-run-session"],
        arch: &["dbus"],
    },
    Need {
        purpose: Purpose::Keyring,
        what: "gnome-keyring",
        have: Have::Programs(&["gnome-keyring-daemon"]),
        debian: &["gnome-keyring"],
        rpm: &["gnome-keyring"],
        arch: &["gnome-keyring"],
    },
    Need {
        purpose: Purpose::Window,
        what: "a virtual display",
        have: Have::Programs(&["Xvfb", "xvfb-run", "xauth"]),
        debian: &["xvfb", "xauth"],
        rpm: &["/usr/bin/Xvfb", "/usr/bin/xvfb-run", "/usr/bin/xauth"],
        arch: &["xorg-server-xvfb", "xorg-xauth"],
    },
    Need {
        purpose: Purpose::Window,
        what: "WebKitWebDriver",
        have: Have::Programs(&["WebKitWebDriver"]),
        debian: &["webkit2gtk-driver"],
        rpm: &["/usr/bin/WebKitWebDriver"],
        arch: &["webkitgtk-6.0"],
    },
    Need {
        purpose: Purpose::Window,
        what: "fonts",
        have: Have::Unseen,
        debian: &["fonts-dejavu-core", "fonts-wqy-microhei"],
        rpm: &[],
        arch: &[],
    },
    Need {
        purpose: Purpose::Browser,
        what: "Chromium",
        have: Have::OneOf(BROWSERS),
        debian: &["chromium"],
        rpm: &["chromium"],
        arch: &["chromium"],
    },
    Need {
        purpose: Purpose::Compliance,
        what: "Python 3 with virtual environments",
        have: Have::PythonModule("ensurepip"),
        debian: &["python3-venv"],
        rpm: &["python3", "python3-pip"],
        arch: &["python"],
    },
];

/// The rows for these purposes. A window is built with what a headless build takes, and more.
pub(crate) fn of(purposes: &[Purpose]) -> impl Iterator<Item = &'static Need> {
    let desktop = purposes.contains(&Purpose::Desktop);
    NEEDS.iter().filter(move |need| {
        purposes.contains(&need.purpose) || (desktop && need.purpose == Purpose::Headless)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debian(purposes: &[Purpose]) -> Vec<&'static str> {
        of(purposes).flat_map(|need| need.debian).copied().collect()
    }

    #[test]
    fn a_headless_build_needs_no_webkit() {
        assert_eq!(debian(&[Purpose::Headless]), ["build-essential"]);
    }

    #[test]
    fn a_desktop_build_needs_what_a_headless_one_does_and_webkit() {
        assert_eq!(
            debian(&[Purpose::Desktop]),
            ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"]
        );
    }

    #[test]
    fn every_need_has_a_name_on_debian() {
        assert!(NEEDS.iter().all(|need| !need.debian.is_empty()));
    }

    #[test]
    fn what_can_be_seen_has_a_name_everywhere() {
        for need in NEEDS.iter().filter(|need| need.have != Have::Unseen) {
            assert!(
                !need.rpm.is_empty() && !need.arch.is_empty(),
                "{}",
                need.what
            );
        }
    }
}
