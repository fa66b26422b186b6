//! What the server needs as a process: memory, and time to start.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Plan, Scene};
use crate::failure::Failure;
use crate::findings::Figure;
use crate::operations::Requests;
use crate::process;
use crate::seed::Seed;
use crate::statistics::median;
use crate::subject::Subject;
use crate::targets;

/// Starts that the median is taken of.
const STARTS: usize = 5;

impl Plan<'_> {
    /// Memory after everything else.
    pub(super) fn memory(&mut self, scene: &Scene<'_>) {
        let users = scene.seed.people.len();
        let memory = process::memory(scene.subject.id());
        let Some(memory) = memory.filter(|_| self.options.wants("memory")) else {
            return;
        };
        self.findings.figures.push(Figure {
            what: "memory after all of this".to_owned(),
            users,
            value: memory.resident,
            unit: "MiB",
            target: (users == targets::MILLION).then_some(targets::MEMORY),
            note: format!(
                "peak {:.0}; anonymous {:.0}, files {:.0}, shared {:.0}",
                memory.peak, memory.anonymous, memory.file, memory.shared
            ),
        });
    }

    /// Starts with the file in memory, then with the file on the disk only.
    pub(super) fn start(&mut self, seed: &Arc<Seed>, file: &Path) -> Result<(), Failure> {
        if !self.options.wants("start") {
            return Ok(());
        }
        for cold in [false, true] {
            let (mut ready, mut answered, mut told) = (Vec::new(), Vec::new(), true);
            for _ in 0..STARTS {
                told = !cold || process::forget(file);
                let (first, second) = self.start_once(seed, file)?;
                ready.push(first.as_secs_f64() * 1e3);
                answered.push(second.as_secs_f64() * 1e3);
            }
            let users = seed.people.len();
            let (ready, answered) = (median(ready), median(answered));
            if !told {
                eprintln!("   no cold start: the file could not be put out of memory");
                continue;
            }
            self.findings.figures.push(Figure {
                what: format!("start, {} file", if cold { "cold" } else { "warm" }),
                users,
                value: ready,
                unit: "ms",
                target: (users == targets::MILLION).then_some(targets::START_MILLIS),
                note: format!("median of {STARTS}; first answer after {answered:.0} ms"),
            });
        }
        Ok(())
    }

    /// Time until ready, and until a first request was answered.
    fn start_once(&self, seed: &Arc<Seed>, file: &Path) -> Result<(Duration, Duration), Failure> {
        let begin = Instant::now();
        let subject = Subject::start(&self.options.binary, file, true)?;
        let host = subject.address.to_string();
        let requests = Requests::new(Arc::clone(seed), &subject.base, &host);
        self.driver.once(subject.address, &requests.by_id())?;
        let answered = begin.elapsed();
        let ready = subject.ready_after;
        subject.stop()?;
        Ok((ready, answered))
    }
}
