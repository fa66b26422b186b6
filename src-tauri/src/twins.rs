//! Which twins there are: those that are built in, and those in the folder that was named, or in the
//! one in the application data folder.

use console::workspace::Twins;

use crate::cli::TwinsArg;
use crate::{Failure, paths};

/// The twins that are known.
///
/// # Errors
/// [`Failure::Workspace`] when the folder that was named cannot be read.
pub(crate) fn known(asked: &TwinsArg) -> Result<Twins, Failure> {
    let mut twins = Twins::built_in();
    if let Some(folder) = asked.folder.clone().or_else(paths::twins) {
        twins.add_folder(&folder)?;
    }
    Ok(twins)
}
