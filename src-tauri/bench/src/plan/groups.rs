//! Pages, a filter without an index, and a large group beside a small one.

use super::{Plan, Scene, Slices};
use crate::failure::Failure;
use crate::findings::{Figure, Rate};
use crate::load::{Load, Measured};
use crate::people::ENTERPRISE;
use crate::seed::LARGE;
use crate::targets;

/// What `--only` calls these.
const LIST: &str = "list";
const SCAN: &str = "scan";
const GROUP: &str = "group";

impl Plan<'_> {
    /// The first page and one near the end; the promised filter, where its size is measured.
    pub(super) fn pages(&mut self, scene: &Scene<'_>) -> Result<(), Failure> {
        let (requests, size) = (scene.requests, scene.seed.people.len());
        if self.options.wants(LIST) {
            let first = self.unlimited(scene, LIST, &requests.page("page at startIndex 1", 1))?;
            let deep = size * 9 / 10;
            let name = format!("page at startIndex {deep}");
            let deep = self.unlimited(scene, LIST, &requests.page(&name, deep))?;
            self.compare(&first, &deep, targets::DEEP_PAGE);
        }
        if self.options.wants(SCAN) && size <= targets::SCAN_SIZE {
            let promised = format!(
                "title%20co%20%22Lead%22%20and%20{ENTERPRISE}:department%20eq%20%22Finance%22"
            );
            let nowhere =
                "preferredLanguage%20eq%20%22en-GB%22%20and%20name.familyName%20co%20%22pp%22";
            let loads = [
                requests.filter("filter title co, department eq", &promised),
                requests.filter("filter preferredLanguage eq, familyName co", nowhere),
            ];
            for load in loads {
                let rate = self.unlimited(scene, SCAN, &load)?;
                self.findings.figures.push(Figure {
                    what: load.name,
                    users: size,
                    value: rate.p50_micros / 1e3,
                    unit: "ms",
                    target: (size == targets::SCAN_SIZE).then_some(targets::SCAN_MILLIS),
                    note: "p50, one client".to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Adding, removing and reading, in the group of 100,000 and in one of ten.
    pub(super) fn groups(&mut self, scene: &Scene<'_>) -> Result<(), Failure> {
        let groups = (&scene.seed.large, scene.seed.small.first());
        let (Some(large), Some(small)) = groups else {
            return Ok(());
        };
        if !self.options.wants(GROUP) {
            return Ok(());
        }
        let requests = scene.requests;
        let ten = self.both(scene, &requests.membership("members of 10", small, None))?;
        let load = requests.membership("members of 100,000", large, Some(LARGE));
        let hundred_thousand = self.both(scene, &load)?;
        for (small, large) in ten.iter().zip(&hundred_thousand) {
            self.compare(small, large, targets::LARGE_GROUP);
        }
        let small = requests.group("GET group of 10", small);
        let small = self.unlimited(scene, GROUP, &small)?;
        let large = requests.group("GET group of 100,000", large);
        let large = self.unlimited(scene, GROUP, &large)?;
        self.compare(&small, &large, targets::LARGE_GROUP);
        Ok(())
    }

    /// A measurement that is not compared with a limit of the machine.
    fn unlimited(
        &mut self,
        scene: &Scene<'_>,
        key: &'static str,
        load: &Load,
    ) -> Result<Rate, Failure> {
        self.probe(scene, load, None)?;
        let mut slices = Slices::default();
        slices.add(self.slice_of(scene, load)?);
        let rate = slices.rate(scene, key, load);
        self.keep(rate.clone());
        Ok(rate)
    }

    /// Adding and removing, measured in one go.
    fn both(&mut self, scene: &Scene<'_>, load: &Load) -> Result<[Rate; 2], Failure> {
        let mut slice = self.slice_of(scene, load)?;
        let kinds = std::mem::take(&mut slice.measured.kinds);
        let mut kinds = kinds.into_iter();
        let mut of = |what: &str| {
            let mut measured = Measured {
                kinds: kinds.next().into_iter().collect(),
                seconds: slice.measured.seconds,
            };
            Rate {
                users: scene.seed.people.len(),
                connections: load.connections,
                ..Rate::of(GROUP, &format!("{what}, {}", load.name), &mut measured)
            }
        };
        let both = [of("add one"), of("remove one")];
        for rate in &both {
            self.keep(rate.clone());
        }
        Ok(both)
    }

    fn compare(&mut self, small: &Rate, large: &Rate, target: f64) {
        self.findings.figures.push(Figure {
            what: format!("{} / {}", large.operation, small.operation),
            users: large.users,
            value: large.p50_micros / small.p50_micros.max(1.0),
            unit: "x",
            target: Some(target),
            note: format!(
                "p50 {:.2} and {:.2} ms",
                large.p50_micros / 1e3,
                small.p50_micros / 1e3
            ),
        });
    }
}
