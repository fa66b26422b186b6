//! Where files go when nobody says: the workspace in the application data folder, the log in the log
//! folder. Debug builds have folders and keyring entries of their own, so that work on Scimbox never
//! touches what somebody keeps in it.

use std::fs;
use std::path::{Path, PathBuf};

use console::workspace::Location;
use directories::ProjectDirs;

use crate::Failure;

/// The name under which this build keeps its data.
pub(crate) const NAME: &str = if cfg!(debug_assertions) {
    "scimbox-dev"
} else {
    "scimbox"
};

/// Stands for a workspace that is gone when the server ends.
const IN_MEMORY: &str = ":memory:";

/// The workspace that `--workspace` names, or the default one.
///
/// # Errors
/// [`Failure::NoHome`] when nothing was named and there is no folder for application data;
/// [`Failure::System`] when that folder cannot be made; [`Failure::NamelessWorkspace`].
pub(crate) fn workspace(named: Option<&str>) -> Result<Location, Failure> {
    match named {
        Some(IN_MEMORY) => Ok(Location::Memory),
        Some(file) if file.trim().is_empty() => Err(Failure::NamelessWorkspace),
        Some(file) => Ok(Location::File(absolute(Path::new(file))?)),
        None => default_workspace().map(Location::File),
    }
}

/// The same for commands that share a file with a server.
///
/// # Errors
/// As [`workspace`], and [`Failure::InMemory`].
pub(crate) fn workspace_file(named: Option<&str>) -> Result<PathBuf, Failure> {
    match workspace(named)? {
        Location::File(file) => Ok(file),
        Location::Memory => Err(Failure::InMemory),
    }
}

fn absolute(file: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(file).map_err(Failure::system(file.display().to_string()))
}

fn default_workspace() -> Result<PathBuf, Failure> {
    let folder = project().ok_or(Failure::NoHome)?.data_dir().to_owned();
    fs::create_dir_all(&folder).map_err(Failure::system(folder.display().to_string()))?;
    Ok(folder.join("default.scimbox"))
}

/// The folder with twins of the user's own, beside the default workspace, if it is there.
pub(crate) fn twins() -> Option<PathBuf> {
    let folder = project()?.data_dir().join("twins");
    folder.is_dir().then_some(folder)
}

/// The folder for log files, if this account has one.
pub(crate) fn logs() -> Option<PathBuf> {
    let project = project()?;
    let state = project
        .state_dir()
        .unwrap_or_else(|| project.data_local_dir());
    Some(state.join("logs"))
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_not_a_file() {
        assert_eq!(workspace(Some(":memory:")).unwrap(), Location::Memory);
        assert!(matches!(
            workspace_file(Some(":memory:")),
            Err(Failure::InMemory)
        ));
    }

    #[test]
    fn an_empty_name_is_not_taken_for_none() {
        for name in ["", " "] {
            assert!(matches!(
                workspace(Some(name)),
                Err(Failure::NamelessWorkspace)
            ));
        }
    }

    #[test]
    fn a_relative_file_is_made_absolute() {
        let file = workspace_file(Some("demo.scimbox")).unwrap();
        assert!(file.is_absolute() && file.ends_with("demo.scimbox"));
    }

    #[test]
    fn a_build_for_work_on_scimbox_keeps_its_data_apart() {
        assert_eq!(NAME == "scimbox-dev", cfg!(debug_assertions));
    }
}
