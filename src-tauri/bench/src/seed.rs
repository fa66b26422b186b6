//! Fills workspaces, each from the next smaller one, and remembers who is in them.
//!
//! Written through the sandbox and not over HTTP, with thousands of writes in flight so that each commit
//! is as large as the writer makes them. A filled file is never measured itself, only a copy of it.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use sandbox::{
    Capture, Cause, Directory, Location, Options, Pending, Workspace, Written, clock, ids,
};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Trying as _};
use crate::people;
use crate::statistics::to_float;

/// Writes in flight.
const IN_FLIGHT: usize = 2048;
/// Groups of ten members.
const SMALL_GROUPS: usize = 200;
const SMALL: usize = 10;
/// Members of the one large group.
pub(crate) const LARGE: usize = 100_000;
/// Changes whenever other documents are written, so that old files are not taken for new ones.
const FORM: u32 = 1;

/// A filled workspace.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Seed {
    pub(crate) file: PathBuf,
    /// `id` of person 0, 1, 2, …
    pub(crate) people: Vec<String>,
    /// Groups of ten.
    pub(crate) small: Vec<String>,
    /// The group of 100,000, in workspaces that are large enough.
    pub(crate) large: Option<String>,
    /// How long the people and groups took that the next smaller workspace did not have.
    pub(crate) seconds: f64,
    pub(crate) added: usize,
}

/// The workspace of this size: the one that an earlier run has left, or `smaller` grown.
pub(crate) fn provide(folder: &Path, size: usize, smaller: Option<&Seed>) -> Result<Seed, Failure> {
    let list = folder.join(format!("people-{FORM}-{size}.json"));
    if list.is_file() {
        let text = fs::read_to_string(&list).trying(|| list.display().to_string())?;
        let seed: Seed = serde_json::from_str(&text).trying(|| list.display().to_string())?;
        if seed.file.is_file() {
            // Brings an older file up to date now, and not while the start is measured.
            open(&seed.file)?.close();
            remove_backups(&seed.file)?;
            return Ok(seed);
        }
    }
    let seed = grow(folder, size, smaller)?;
    let text = serde_json::to_string(&seed).trying(|| list.display().to_string())?;
    fs::write(&list, text).trying(|| list.display().to_string())?;
    Ok(seed)
}

fn grow(folder: &Path, size: usize, smaller: Option<&Seed>) -> Result<Seed, Failure> {
    let file = folder.join(format!("people-{FORM}-{size}.scimbox"));
    remove(&file)?;
    if let Some(smaller) = smaller {
        copy(&smaller.file, &file)?;
    }
    let mut seed = smaller.cloned().unwrap_or_default();
    let before = seed.people.len();
    seed.file = file;
    let begin = Instant::now();
    let workspace = open(&seed.file)?;
    let directory = workspace.directory(&workspace.default_connection()?);
    add_people(&directory, &mut seed.people, size)?;
    add_groups(&directory, &mut seed)?;
    workspace.close();
    seed.seconds = begin.elapsed().as_secs_f64();
    seed.added = size - before;
    Ok(seed)
}

fn open(file: &Path) -> Result<Workspace, Failure> {
    Ok(Workspace::open(Options {
        location: Location::File(file.to_owned()),
        clock: Arc::new(clock::System),
        ids: Arc::new(ids::Random),
        capture: Capture::Off,
    })?)
}

fn add_people(directory: &Directory, people: &mut Vec<String>, size: usize) -> Result<(), Failure> {
    let mut waiting: VecDeque<Pending<Written>> = VecDeque::with_capacity(IN_FLIGHT);
    let (begin, before, mut told) = (Instant::now(), people.len(), Instant::now());
    for number in before..size {
        if waiting.len() == IN_FLIGHT {
            people.extend(first(&mut waiting)?);
        }
        // Eight people each; the head of a branch may still be on its way, then somebody near it.
        let above = (number / 8).min(people.len().saturating_sub(1));
        let manager = people.get(above).map(String::as_str);
        let number = u64::try_from(number).unwrap_or_default();
        let person = people::person(number, manager);
        waiting.push_back(directory.create("User", person, Cause::default()));
        if told.elapsed().as_secs() >= 10 {
            told = Instant::now();
            let rate = to_float(people.len() - before) / begin.elapsed().as_secs_f64();
            eprintln!(
                "   {} of {size} people, {rate:.0} each second",
                people.len()
            );
        }
    }
    while !waiting.is_empty() {
        people.extend(first(&mut waiting)?);
    }
    Ok(())
}

fn first(waiting: &mut VecDeque<Pending<Written>>) -> Result<Option<String>, Failure> {
    let written = waiting.pop_front().map(Pending::wait).transpose()?;
    Ok(written.map(|written| written.record.id))
}

fn add_groups(directory: &Directory, seed: &mut Seed) -> Result<(), Failure> {
    let mut waiting = VecDeque::new();
    for number in seed.small.len()..SMALL_GROUPS {
        // The newest people, since the loads begin with the oldest.
        let skipped = (number * SMALL) % seed.people.len();
        let members = seed.people.iter().rev().cycle().skip(skipped).take(SMALL);
        let group = people::group(&format!("Team {number}"), members.map(String::as_str));
        waiting.push_back(directory.create("Group", group, Cause::default()));
    }
    while !waiting.is_empty() {
        seed.small.extend(first(&mut waiting)?);
    }
    if seed.large.is_none() && seed.people.len() >= LARGE {
        let members = seed.people.iter().take(LARGE).map(String::as_str);
        let group = people::group("Everybody", members);
        let written = directory.create("Group", group, Cause::default()).wait()?;
        seed.large = Some(written.record.id);
    }
    Ok(())
}

/// Copies a closed workspace.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    remove(to)?;
    fs::copy(from, to)
        .map(drop)
        .trying(|| format!("copying {} to {}", from.display(), to.display()))
}

/// Removes the copies that are made before a file is brought up to date; it can be filled again.
fn remove_backups(file: &Path) -> Result<(), Failure> {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let (Some(folder), Some(own)) = (file.parent(), name(file)) else {
        return Ok(());
    };
    let start = format!("{own}.format-");
    let listing = fs::read_dir(folder).trying(|| folder.display().to_string())?;
    for path in listing.filter_map(|entry| Some(entry.ok()?.path())) {
        if name(&path).is_some_and(|name| name.starts_with(&start)) {
            fs::remove_file(&path).trying(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Removes a workspace with everything SQLite and its lock put beside it.
pub(crate) fn remove(file: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm", ".lock", ".log"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).trying(|| name.to_string_lossy().into_owned());
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_larger_workspace_holds_everybody_of_the_smaller_one() {
        let folder = tempfile::tempdir().unwrap();
        let small = provide(folder.path(), 100, None).unwrap();
        let large = provide(folder.path(), 150, Some(&small)).unwrap();
        assert_eq!(large.people[..100], small.people);
        assert_eq!((large.people.len(), large.added), (150, 50));
        assert_eq!(large.people.iter().collect::<HashSet<_>>().len(), 150);
        assert_eq!(large.small.len(), SMALL_GROUPS);
        assert_eq!(large.large, None, "there are not enough people for it");
    }

    #[test]
    fn what_an_earlier_run_has_left_is_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = provide(folder.path(), 100, None).unwrap();
        let second = provide(folder.path(), 100, None).unwrap();
        assert_eq!(first.people, second.people);
    }
}
