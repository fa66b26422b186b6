//! The twins that are known: those that Scimbox brings, and those in somebody's folder. A file that
//! cannot be used is listed with what is wrong and stops nothing.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::flaw::{Flaw, nearest};
use super::reading;
use super::twin::{Origin, Twin};
use crate::Error;

/// What Scimbox brings: name of the file and its text.
const BUILT_IN: [(&str, &str); 5] = [
    (
        "generic.toml",
        include_str!("../../../../twins/generic.toml"),
    ),
    (
        "ransomleak.toml",
        include_str!("../../../../twins/ransomleak.toml"),
    ),
    (
        "unleash.toml",
        include_str!("../../../../twins/unleash.toml"),
    ),
    ("21risk.toml", include_str!("../../../../twins/21risk.toml")),
    (
        "whistleblower.toml",
        include_str!("../../../../twins/whistleblower.toml"),
    ),
];

/// The twins that are known, and the files that are of no use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Twins {
    known: Vec<Arc<Twin>>,
    broken: Vec<BrokenTwin>,
}

/// A file that is no twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenTwin {
    /// The file, as flaws call it.
    pub file: String,
    /// What is wrong with it; at least one.
    pub flaws: Vec<Flaw>,
}

impl Twins {
    /// Those that Scimbox brings, the neutral one first.
    #[must_use]
    pub fn built_in() -> Self {
        static BUILT: OnceLock<Twins> = OnceLock::new();
        let built = BUILT.get_or_init(|| {
            let mut twins = Self::default();
            for (file, text) in BUILT_IN {
                twins.take(file, reading::read(file, text, Origin::BuiltIn));
            }
            twins
        });
        built.clone()
    }

    /// Adds the twins of a folder, each a file that ends in `.toml`, by name. Other files stay
    /// unread.
    ///
    /// # Errors
    /// [`Error::Io`] when the folder itself cannot be read.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let refused = crate::error::io;
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(refused(folder))? {
            let path = entry.map_err(refused(folder))?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
        files.sort();
        for file in files {
            self.take(&file.display().to_string(), read_file(&file));
        }
        Ok(())
    }

    fn take(&mut self, file: &str, read: Result<Twin, Vec<Flaw>>) {
        let file = file.to_owned();
        match read {
            Err(flaws) => self.broken.push(BrokenTwin { file, flaws }),
            Ok(twin) if self.find(&twin.id).is_some() => {
                let flaw = Flaw {
                    file: file.clone(),
                    line: twin.id_line,
                    key: "id".to_owned(),
                    why: format!(
                        "There already is a twin {}. Give this one another id.",
                        twin.id
                    ),
                };
                let flaws = vec![flaw];
                self.broken.push(BrokenTwin { file, flaws });
            }
            Ok(twin) => self.known.push(Arc::new(twin)),
        }
    }

    /// The known ones, in the order in which they were added.
    pub fn known(&self) -> impl Iterator<Item = &Arc<Twin>> {
        self.known.iter()
    }

    /// The files that are of no use.
    #[must_use]
    pub fn broken(&self) -> &[BrokenTwin] {
        &self.broken
    }

    /// The twin with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Arc<Twin>> {
        self.known.iter().find(|twin| twin.id == id)
    }

    /// The twin with this id.
    ///
    /// # Errors
    /// [`Error::UnknownTwin`], with the one that may have been meant.
    pub fn named(&self, id: &str) -> Result<Arc<Twin>, Error> {
        let found = self.find(id.trim()).cloned();
        found.ok_or_else(|| {
            let known = self.known.iter().map(|twin| twin.id.as_str());
            Error::UnknownTwin {
                id: id.to_owned(),
                nearest: nearest(id, known).map(str::to_owned),
            }
        })
    }
}

/// Reads one file of somebody's.
///
/// # Errors
/// Everything that is wrong with it, at least one flaw.
pub fn read_file(file: &Path) -> Result<Twin, Vec<Flaw>> {
    let name = file.display().to_string();
    match std::fs::read(file) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            reading::read(&name, &text, Origin::File(file.to_owned()))
        }
        Err(error) => Err(vec![Flaw {
            file: name,
            line: 0,
            key: String::new(),
            why: format!("The file cannot be read: {error}."),
        }]),
    }
}
