//! What the operating system tells about another process. On Linux only; elsewhere these figures are
//! left out of the table.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::failure::{Failure, Trying as _};

/// Ticks of `/proc/PID/stat` in a second (`USER_HZ`, 100 on every architecture we build for).
const TICKS: f64 = 100.0;
/// The longest that a process may go on working after the last answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// Memory of a process in MiB.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Memory {
    pub(crate) resident: f64,
    pub(crate) peak: f64,
    pub(crate) anonymous: f64,
    pub(crate) file: f64,
    pub(crate) shared: f64,
}

/// The memory of a process.
pub(crate) fn memory(id: u32) -> Option<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    Some(Memory {
        resident: field(&status, "VmRSS:")?,
        peak: field(&status, "VmHWM:")?,
        anonymous: field(&status, "RssAnon:")?,
        file: field(&status, "RssFile:")?,
        shared: field(&status, "RssShmem:")?,
    })
}

fn field(status: &str, name: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// Processor time that a process has used so far, in seconds.
pub(crate) fn cpu(id: u32) -> Option<f64> {
    cpu_in(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

fn cpu_in(stat: &str) -> Option<f64> {
    // The name of the program, in parentheses, may contain blanks.
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

/// Waits until a process has done next to nothing for a while, and says how long it went on.
pub(crate) fn settle(id: u32) -> Duration {
    let begin = Instant::now();
    let (mut calm, mut busy_until) = (0, Duration::ZERO);
    let mut before = cpu(id);
    while calm < 2 && before.is_some() && begin.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(100));
        let now = cpu(id);
        if now
            .zip(before)
            .is_some_and(|(now, before)| now - before > 0.015)
        {
            (calm, busy_until) = (0, begin.elapsed());
        } else {
            calm += 1;
        }
        before = now;
    }
    busy_until
}

/// Tells a process to end in good order.
pub(crate) fn ask_to_end(child: &mut Child) -> Result<(), Failure> {
    if !cfg!(unix) {
        return child.kill().trying(|| "ending the server".to_owned());
    }
    let asked = Command::new("kill").arg(child.id().to_string()).status();
    asked.map(drop).trying(|| "starting `kill`".to_owned())
}

/// Makes the operating system forget what it holds of a file, so that it is read from the disk again.
/// GNU `dd` can do that for one file without being root; `false` where it could not.
pub(crate) fn forget(file: &std::path::Path) -> bool {
    let mut input = std::ffi::OsString::from("if=");
    input.push(file);
    let done = Command::new("dd")
        .arg(input)
        .args(["iflag=nocache", "count=0", "status=none"])
        .status();
    done.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_found_behind_a_name_with_blanks() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0";
        assert_eq!(cpu_in(stat), Some(3.0));
    }

    #[test]
    fn memory_is_read_in_mebibytes() {
        assert_eq!(
            field("VmHWM:\t  9 kB\nVmRSS:\t    2048 kB\n", "VmRSS:"),
            Some(2.0)
        );
        assert_eq!(field("", "VmRSS:"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_memory_and_has_used_time() {
        let memory = memory(std::process::id()).unwrap();
        assert!(memory.resident > 0.5 && memory.peak >= memory.resident);
        assert!(cpu(std::process::id()).is_some());
    }
}
