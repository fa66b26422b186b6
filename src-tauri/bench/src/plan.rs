//! The order of the measurements: size by size, each next to the limit that it is compared with.
//!
//! A measurement is cut into slices, and each slice of the server follows a slice of the limit, so that a
//! machine that gets slower or faster in between changes both.

mod groups;
mod life;

use std::sync::Arc;
use std::time::Duration;

use crate::args::Options;
use crate::failure::{Failure, Trying as _};
use crate::findings::{Figure, Findings, Rate};
use crate::limits::inserts::Inserts;
use crate::limits::static_server::StaticServer;
use crate::load::{Driver, Load, Measured};
use crate::operations::Requests;
use crate::process;
use crate::seed::{self, Seed};
use crate::statistics::{mean, to_float};
use crate::subject::Subject;
use crate::targets;

/// Slices of one measurement.
const SLICES: u32 = 2;

/// Everything that the measurements use.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    options: &'a Options,
    driver: Driver,
    static_server: StaticServer,
    inserts: Inserts,
    findings: Findings,
}

/// A running server with the people in it.
struct Scene<'a> {
    subject: &'a Subject,
    requests: &'a Requests,
    seed: &'a Seed,
    capture: bool,
}

/// Measures everything that was asked for.
pub(crate) fn carry_out(options: &Options) -> Result<Findings, Failure> {
    let data = &options.data;
    std::fs::create_dir_all(data).trying(|| data.display().to_string())?;
    let mut plan = Plan {
        options,
        driver: Driver::new()?,
        static_server: StaticServer::start()?,
        inserts: Inserts::new(data),
        findings: Findings::default(),
    };
    let mut seed: Option<Arc<Seed>> = None;
    for size in &options.sizes {
        eprintln!("── {size} people");
        let next = Arc::new(seed::provide(data, *size, seed.as_deref())?);
        plan.tell_seeding(&next);
        plan.measure_size(&next)?;
        seed = Some(next);
    }
    let growth = plan.findings.growth(targets::GROWTH);
    plan.findings.figures.splice(0..0, growth);
    if !options.keep {
        std::fs::remove_dir_all(data).trying(|| data.display().to_string())?;
    }
    Ok(plan.findings)
}

impl Plan<'_> {
    fn tell_seeding(&mut self, seed: &Seed) {
        let rate = to_float(seed.added) / seed.seconds.max(1e-9);
        self.findings.figures.push(Figure {
            what: "filling the workspace".to_owned(),
            users: seed.people.len(),
            value: seed.seconds,
            unit: "s",
            target: None,
            note: format!("{} people more, {rate:.0} each second", seed.added),
        });
    }

    fn measure_size(&mut self, seed: &Arc<Seed>) -> Result<(), Failure> {
        let file = self.options.data.join("run.scimbox");
        seed::copy(&seed.file, &file)?;
        for capture in [true, false] {
            let subject = Subject::start(&self.options.binary, &file, capture)?;
            let host = subject.address.to_string();
            let requests = Requests::new(Arc::clone(seed), &subject.base, &host);
            let scene = Scene {
                subject: &subject,
                requests: &requests,
                seed,
                capture,
            };
            self.reads(&scene)?;
            if capture {
                self.pages(&scene)?;
                self.groups(&scene)?;
                self.writes(&scene)?;
                self.memory(&scene);
            }
            subject.stop()?;
        }
        self.start(seed, &file)?;
        seed::remove(&file)
    }

    fn reads(&mut self, scene: &Scene<'_>) -> Result<(), Failure> {
        let requests = scene.requests;
        let all = [
            ("get", requests.by_id(), None),
            ("user-name", requests.by_user_name(), Some(1)),
            ("external-id", requests.by_external_id(), Some(1)),
            ("miss", requests.miss(), Some(0)),
        ];
        for (key, load, total) in all {
            if self.options.wants(key) {
                self.probe(scene, &load, total)?;
                self.read(scene, key, &load)?;
            }
        }
        Ok(())
    }

    fn writes(&mut self, scene: &Scene<'_>) -> Result<(), Failure> {
        let requests = scene.requests;
        let all = [
            ("patch-one", requests.change_one()),
            ("patch-two", requests.change_two()),
            ("add-member", requests.add_member()),
            ("post", requests.create()),
        ];
        for (key, load) in all {
            if self.options.wants(key) {
                self.write(scene, key, &load)?;
            }
        }
        Ok(())
    }

    /// Asks once and looks at the answer, so that what is measured is known to be right.
    fn probe(&self, scene: &Scene<'_>, load: &Load, total: Option<u64>) -> Result<(), Failure> {
        let body = self.driver.once(scene.subject.address, load)?;
        let Some(total) = total else { return Ok(()) };
        let what = || format!("the answer to {}", load.name);
        let answer: serde_json::Value = serde_json::from_slice(&body).trying(what)?;
        if answer
            .get("totalResults")
            .and_then(serde_json::Value::as_u64)
            == Some(total)
        {
            return Ok(());
        }
        Err(Failure::Answer {
            operation: load.name.clone(),
            status: 200,
            expected: format!("{total} found"),
            body: String::from_utf8_lossy(&body).chars().take(400).collect(),
        })
    }

    fn read(&mut self, scene: &Scene<'_>, key: &'static str, load: &Load) -> Result<(), Failure> {
        let (mut limits, mut slices) = (Vec::new(), Slices::default());
        for _ in 0..SLICES {
            let fixed = Load {
                name: "the static answer".to_owned(),
                ..load.clone()
            };
            let address = self.static_server.address;
            let half = self.slice() / 2;
            limits.push(self.driver.drive(address, &fixed, warm(half), half)?.rate());
            slices.add(self.slice_of(scene, load)?);
        }
        let mut rate = slices.rate(scene, key, load);
        rate.limit = Some(mean(&limits));
        rate.target = Some(if scene.capture {
            targets::READ
        } else {
            targets::READ_WITHOUT_CAPTURE
        });
        self.keep(rate);
        Ok(())
    }

    fn write(&mut self, scene: &Scene<'_>, key: &'static str, load: &Load) -> Result<(), Failure> {
        let (mut limits, mut slices) = (Vec::new(), Slices::default());
        slices.writes = true;
        for _ in 0..SLICES {
            slices.add(self.slice_of(scene, load)?);
            limits.push(self.inserts.measure(slices.group(), self.slice() / 2)?);
        }
        let mut rate = slices.rate(scene, key, load);
        rate.limit = Some(mean(&limits));
        rate.target = Some(targets::WRITE);
        self.keep(rate);
        Ok(())
    }

    fn slice(&self) -> Duration {
        Duration::from_secs_f64(self.options.seconds) / SLICES
    }

    /// One slice of the server under test, from calm to calm.
    fn slice_of(&self, scene: &Scene<'_>, load: &Load) -> Result<Slice, Failure> {
        let (subject, length) = (scene.subject, self.slice());
        subject.settle();
        let (cpu, commits) = (process::cpu(subject.id()), subject.commits());
        let measured = self
            .driver
            .drive(subject.address, load, warm(length), length)?;
        let commits = commits
            .zip(subject.commits())
            .map(|(before, after)| after.wrapping_sub(before));
        let settled = subject.settle();
        let cpu = cpu
            .zip(process::cpu(subject.id()))
            .map(|(before, after)| after - before);
        Ok(Slice {
            measured,
            commits,
            settled,
            cpu,
            warm: warm(length),
        })
    }

    fn keep(&mut self, rate: Rate) {
        let mode = if rate.capture { "" } else { ", no capture" };
        eprintln!(
            "   {}{mode}: {:.0}/s, p50 {:.2} ms",
            rate.operation,
            rate.requests_per_second,
            rate.p50_micros / 1e3
        );
        self.findings.rates.push(rate);
    }
}

/// What is asked before anything is counted.
fn warm(length: Duration) -> Duration {
    (length / 5).min(Duration::from_millis(300))
}

/// One slice of a measurement.
struct Slice {
    measured: Measured,
    commits: Option<u32>,
    settled: Duration,
    cpu: Option<f64>,
    warm: Duration,
}

/// All slices of a measurement so far.
#[derive(Default)]
struct Slices {
    measured: Measured,
    commits: Option<f64>,
    /// Whether what was asked is written, so that commits say something about it.
    writes: bool,
    /// Requests while commits and processor time were counted, those of the warm-up included.
    requests: f64,
    settled: f64,
    cpu: Option<f64>,
}

impl Slices {
    fn add(&mut self, slice: Slice) {
        let all = slice.measured.rate() * (slice.measured.seconds + slice.warm.as_secs_f64());
        self.requests += all;
        let commits = slice.commits.map(f64::from);
        self.commits = commits.map(|commits| commits + self.commits.unwrap_or_default());
        let cpu = self.cpu.unwrap_or_default();
        self.cpu = slice.cpu.map(|used| used + cpu);
        self.settled = self.settled.max(slice.settled.as_secs_f64());
        self.measured.join(slice.measured);
    }

    /// Writes in each commit.
    fn group_size(&self) -> Option<f64> {
        self.commits
            .filter(|commits| self.writes && *commits >= 1.0)
            .map(|commits| (self.requests / commits).max(1.0))
    }

    /// The same as a whole number; where the server could not be asked, one of each connection.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a group has at least one write and at most a few thousand"
    )]
    fn group(&self) -> usize {
        let connections = to_float(crate::operations::CONNECTIONS);
        self.group_size().unwrap_or(connections).round() as usize
    }

    fn rate(mut self, scene: &Scene<'_>, key: &'static str, load: &Load) -> Rate {
        let group = self.group_size();
        let server_micros = self.cpu.map(|cpu| cpu * 1e6 / self.requests.max(1.0));
        Rate {
            users: scene.seed.people.len(),
            capture: scene.capture,
            connections: load.connections,
            server_micros,
            settled_after: self.settled,
            group,
            ..Rate::of(key, &load.name, &mut self.measured)
        }
    }
}
