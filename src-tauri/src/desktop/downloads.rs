//! Files of the window: they go into the folder for downloads, as a browser's would, under a name that
//! is free there. The page says what a file is called and never where it goes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use console::export::safe;

/// Names tried before giving up: `a.csv`, `a (2).csv`, …
const TRIES: u32 = 1_000;

/// The folder for downloads of this account; where it names none, the one that browsers make.
pub(super) fn folder() -> Option<PathBuf> {
    let user = directories::UserDirs::new()?;
    let named = user.download_dir().map(Path::to_owned);
    Some(named.unwrap_or_else(|| user.home_dir().join("Downloads")))
}

/// Writes a new file and returns its path. Nothing that is there is touched, and half a file does not
/// stay.
///
/// # Errors
/// What the operating system says; `AlreadyExists` when no name is free.
pub(super) fn keep(folder: &Path, name: &str, content: &mut impl Read) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (path, mut file) = create(folder, name)?;
    let written = io::copy(content, &mut file).and_then(|_| file.sync_all());
    if let Err(error) = written {
        drop(file);
        let _ = fs::remove_file(&path);
        return Err(error);
    }
    Ok(path)
}

fn create(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let (stem, ending) = parts(name);
    for number in 1..=TRIES {
        let free = match number {
            1 => format!("{stem}{ending}"),
            _ => format!("{stem} ({number}){ending}"),
        };
        let path = folder.join(free);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (path, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name without anything that leads elsewhere, and its ending with the dot.
fn parts(name: &str) -> (String, String) {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (stem, ending) = (safe(stem), safe(ending));
    let stem = match stem.is_empty() {
        true => "export".to_owned(),
        false => stem,
    };
    match ending.is_empty() {
        true => (stem, String::new()),
        false => (stem, format!(".{ending}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_there_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let keep = |text: &str| keep(folder.path(), "a.csv", &mut text.as_bytes()).unwrap();
        let (first, second, third) = (keep("1"), keep("2"), keep("3"));
        assert_eq!(second, folder.path().join("a (2).csv"));
        assert_eq!(third, folder.path().join("a (3).csv"));
        assert_eq!(fs::read_to_string(first).unwrap(), "1");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "../../evil.sh",
            "/etc/passwd",
            "..",
            "",
            "C:\\a\\b.svg",
            "a/b/c.png",
        ] {
            let path = keep(folder.path(), name, &mut "x".as_bytes()).unwrap();
            assert_eq!(path.parent(), Some(folder.path()), "{name}");
        }
    }

    #[test]
    fn half_a_file_does_not_stay() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        let folder = tempfile::tempdir().unwrap();
        assert!(keep(folder.path(), "a.csv", &mut Broken).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
