//! Where the checkout is and where cargo puts what it builds.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The two directories everything else is relative to, both absolute.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Place {
    /// Asks cargo (which started us) for the checkout, and our own path for the target directory: that is
    /// right for `CARGO_TARGET_DIR` as well as for a `build.target-dir` in any configuration file.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest
            .as_deref()
            .and_then(|dir| dir.ancestors().nth(2))
            .ok_or(Failure::NoCheckout)?;
        let myself = std::env::current_exe().map_err(|_| Failure::NoCheckout)?;
        let target = myself.ancestors().nth(2).ok_or(Failure::NoCheckout)?;
        Ok(Self {
            root: root.to_owned(),
            target: target.to_owned(),
        })
    }

    /// The folder of the user interface.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where cargo puts the app.
    pub(crate) fn binary(&self, release: bool) -> PathBuf {
        let profile = if release { "release" } else { "debug" };
        self.target
            .join(profile)
            .join(format!("scimbox{}", std::env::consts::EXE_SUFFIX))
    }
}

/// The first of these programs that is on the search path.
pub(crate) fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| runnable(file))
    })
}

fn runnable(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata()
            .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        file.is_file()
            || file.with_extension("exe").is_file()
            || file.with_extension("cmd").is_file()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_lies_below_the_target_directory_of_its_profile() {
        let place = Place {
            root: "/src".into(),
            target: "/out".into(),
        };
        assert!(place.binary(false).starts_with("/out/debug"));
        assert!(place.binary(true).starts_with("/out/release"));
    }

    #[test]
    fn a_program_is_found_by_its_first_existing_name() {
        assert!(program(&["no-such-program-here", "cargo"]).is_some());
        assert_eq!(program(&["no-such-program-here"]), None);
    }
}
