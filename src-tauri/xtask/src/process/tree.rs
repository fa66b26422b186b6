//! Ends a program and everything that it started, found through /proc. Elsewhere than on Linux only the
//! program itself is ended.

use std::collections::HashMap;
use std::process::{Command, Stdio};

/// Ends `pid` and its descendants, the youngest first, so that no parent starts a replacement.
pub(crate) fn end(pid: u32) {
    let parents = parents();
    let mut doomed = vec![pid];
    let mut next = 0;
    while let Some(parent) = doomed.get(next).copied() {
        doomed.extend(
            parents
                .iter()
                .filter(|(_, of)| **of == parent)
                .map(|(child, _)| *child),
        );
        next += 1;
    }
    for pid in doomed.iter().rev() {
        let mut kill = if cfg!(windows) {
            Command::new("taskkill")
        } else {
            Command::new("kill")
        };
        let kill = if cfg!(windows) {
            kill.args(["/F", "/T", "/PID"])
        } else {
            kill.arg("-KILL")
        };
        // One that has ended by itself in the meantime is as good as ended by us.
        let _ = kill
            .arg(pid.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// Every running process with the one that started it.
fn parents() -> HashMap<u32, u32> {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return HashMap::new();
    };
    let pids = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        Some((pid, parent_in(&stat)?))
    })
    .collect()
}

/// The fourth field of `/proc/PID/stat`. The second is a name that may itself contain blanks and brackets.
fn parent_in(stat: &str) -> Option<u32> {
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parent_in;

    #[test]
    fn the_parent_is_found_behind_an_odd_program_name() {
        assert_eq!(parent_in("42 (a ) b (c) S 7 42 42 0"), Some(7));
        assert_eq!(parent_in("garbage"), None);
    }
}
