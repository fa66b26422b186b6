//! System packages: which are needed for what, which are missing, and how they get there.
//!
//! On Debian and its relatives they are installed, after saying so, when we are root or have sudo. Elsewhere
//! the exact command is printed and the work stops there: other package tools were never tried by us as a
//! program, only as advice.

mod distribution;
mod needs;

use std::io::{self, IsTerminal};

use crate::failure::Failure;
use crate::place::{self, Place};
use crate::process::Step;
use crate::say;
use distribution::Distribution;
pub(crate) use needs::Purpose;
use needs::{Have, Need};

/// Makes sure that everything needed for these purposes is installed.
pub(crate) fn provide(place: &Place, purposes: &[Purpose]) -> Result<(), Failure> {
    if cfg!(target_os = "macos") {
        return provide_on_macos(place);
    }
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let distribution = Distribution::of_this_machine();
    let missing: Vec<&Need> = needs::of(purposes)
        .filter(|need| !is_met(place, &distribution, need))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    match distribution.install_as(&missing) {
        Some(packages) if distribution.has_apt() => install_with_apt(place, &packages),
        _ => Err(Failure::PackagesNeeded {
            what: in_words(&missing),
            command: distribution.advice(&missing),
        }),
    }
}

/// The browser for the browser tests.
pub(crate) fn browser() -> Option<std::path::PathBuf> {
    place::program(needs::BROWSERS)
}

fn in_words(needs: &[&Need]) -> String {
    needs
        .iter()
        .map(|need| need.what)
        .collect::<Vec<_>>()
        .join(", ")
}

fn is_met(place: &Place, distribution: &Distribution, need: &Need) -> bool {
    let packages = distribution.packages(need);
    if distribution.has_apt()
        && !packages.is_empty()
        && packages.iter().all(|name| is_installed(place, name))
    {
        return true;
    }
    match need.have {
        Have::Programs(names) => names.iter().all(|name| place::program(&[name]).is_some()),
        Have::OneOf(names) => place::program(names).is_some(),
        Have::Library(name) => Step::new(place, "pkg-config")
            .args(["--exists", name])
            .output()
            .is_some(),
        Have::PythonModule(name) => Step::new(place, "python3")
            .args(["-c", &format!("import {name}")])
            .output()
            .is_some(),
        // What cannot be looked for is only asked for where the package database answers.
        Have::Unseen => !distribution.has_apt(),
    }
}

fn is_installed(place: &Place, package: &str) -> bool {
    let query = Step::new(place, "dpkg-query").args([
        "--show",
        "--showformat=${db:Status-Status}",
        package,
    ]);
    query.output().is_some_and(|status| status == "installed")
}

fn install_with_apt(place: &Place, packages: &[&str]) -> Result<(), Failure> {
    let install = [
        &["apt-get", "install", "-y", "--no-install-recommends"],
        packages,
    ]
    .concat();
    let Some(prefix) = becoming_root(place) else {
        let command = format!("apt-get update && {}   (as root)", install.join(" "));
        return Err(Failure::PackagesNeeded {
            what: packages.join(", "),
            command,
        });
    };
    say::step(format_args!(
        "installing system packages: {}",
        packages.join(" ")
    ));
    for words in [&["apt-get", "update"][..], &install] {
        let mut line = [prefix, words].concat();
        let program = line.remove(0);
        Step::new(place, program)
            .args(line)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()?;
    }
    Ok(())
}

/// What to put before a command that root has to run; nothing when there is no way.
fn becoming_root(place: &Place) -> Option<&'static [&'static str]> {
    if Step::new(place, "id")
        .args(["-u"])
        .output()
        .is_some_and(|id| id.trim() == "0")
    {
        return Some(&[]);
    }
    place::program(&["sudo"])?;
    let may_ask = io::stdin().is_terminal();
    let silently = || {
        Step::new(place, "sudo")
            .args(["-n", "true"])
            .output()
            .is_some()
    };
    // sudo clears the environment, so apt would ask its questions without this.
    (may_ask || silently()).then_some(&["sudo", "DEBIAN_FRONTEND=noninteractive"])
}

fn provide_on_macos(place: &Place) -> Result<(), Failure> {
    if Step::new(place, "xcode-select")
        .args(["-p"])
        .output()
        .is_some()
    {
        return Ok(());
    }
    let what = "the Xcode command line tools".into();
    Err(Failure::PackagesNeeded {
        what,
        command: "xcode-select --install".into(),
    })
}
