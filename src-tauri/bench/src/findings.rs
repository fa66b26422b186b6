//! What the bench has found out: rates beside their limit, and other figures beside their target.

use serde::Serialize;

use crate::load::Measured;

/// One operation at one size.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Rate {
    /// Its name for `--only`.
    pub(crate) key: &'static str,
    pub(crate) operation: String,
    pub(crate) users: usize,
    pub(crate) capture: bool,
    pub(crate) connections: usize,
    pub(crate) requests_per_second: f64,
    pub(crate) p50_micros: f64,
    pub(crate) p99_micros: f64,
    /// Processor time of the server for each request, recording included.
    pub(crate) server_micros: Option<f64>,
    /// How long the server went on working after the last answer, in seconds.
    pub(crate) settled_after: f64,
    /// Writes in each commit.
    pub(crate) group: Option<f64>,
    /// What the machine can do, in requests a second.
    pub(crate) limit: Option<f64>,
    pub(crate) target: Option<f64>,
}

impl Rate {
    /// From a measurement, without a limit yet.
    pub(crate) fn of(key: &'static str, operation: &str, measured: &mut Measured) -> Self {
        let requests_per_second = measured.rate();
        let mut first = std::mem::take(&mut measured.kinds)
            .into_iter()
            .next()
            .unwrap_or_default();
        Self {
            key,
            operation: operation.to_owned(),
            users: 0,
            capture: true,
            connections: 0,
            requests_per_second,
            p50_micros: first.of_thousand(500),
            p99_micros: first.of_thousand(990),
            server_micros: None,
            settled_after: 0.0,
            group: None,
            limit: None,
            target: None,
        }
    }

    /// The share of the limit that was reached.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.limit
            .filter(|limit| *limit > 0.0)
            .map(|limit| self.requests_per_second / limit)
    }

    /// Whether it is as fast as promised.
    pub(crate) fn holds(&self) -> Option<bool> {
        let (ratio, target) = self.ratio().zip(self.target)?;
        Some(ratio >= target)
    }
}

/// A figure that must not be larger than its target.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) users: usize,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    pub(crate) target: Option<f64>,
    /// What else is worth knowing.
    pub(crate) note: String,
}

impl Figure {
    /// Whether it is as small as promised.
    pub(crate) fn holds(&self) -> Option<bool> {
        self.target.map(|target| self.value <= target)
    }
}

/// Everything.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Findings {
    pub(crate) rates: Vec<Rate>,
    pub(crate) figures: Vec<Figure>,
}

impl Findings {
    /// How the median latency of each operation has grown from the smallest to the largest size.
    pub(crate) fn growth(&self, target: f64) -> Vec<Figure> {
        let captured = || {
            self.rates
                .iter()
                .filter(|rate| rate.capture && rate.target.is_some())
        };
        let smallest = captured().map(|rate| rate.users).min().unwrap_or_default();
        let largest = captured().map(|rate| rate.users).max().unwrap_or_default();
        if smallest == largest {
            return Vec::new();
        }
        let pairs = captured()
            .filter(|rate| rate.users == largest)
            .filter_map(|large| {
                let small =
                    captured().find(|rate| rate.users == smallest && rate.key == large.key)?;
                Some((small, large))
            });
        pairs
            .map(|(small, large)| Figure {
                what: format!("growth of {}", large.operation),
                users: largest,
                value: large.p50_micros / small.p50_micros.max(1.0),
                unit: "x",
                target: Some(target),
                note: format!(
                    "p50 {:.2} ms with {smallest}, {:.2} ms with {largest}",
                    small.p50_micros / 1e3,
                    large.p50_micros / 1e3
                ),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(key: &'static str, users: usize, p50: f64) -> Rate {
        let mut rate = Rate::of(key, key, &mut Measured::default());
        (rate.users, rate.p50_micros, rate.target) = (users, p50, Some(0.2));
        rate
    }

    #[test]
    fn a_rate_holds_when_its_share_reaches_the_target() {
        let mut get = rate("get", 1_000, 100.0);
        assert_eq!(get.holds(), None, "nothing was measured to compare it with");
        (get.requests_per_second, get.limit) = (20.0, Some(100.0));
        assert_eq!(get.holds(), Some(true));
        get.limit = Some(101.0);
        assert_eq!(get.holds(), Some(false));
    }

    #[test]
    fn growth_compares_the_smallest_with_the_largest() {
        let findings = Findings {
            rates: vec![
                rate("get", 1_000, 100.0),
                rate("get", 5_000, 900.0),
                rate("get", 9_000, 120.0),
            ],
            figures: Vec::new(),
        };
        let growth = findings.growth(1.5);
        assert_eq!(growth.len(), 1);
        assert!((growth[0].value - 1.2).abs() < 1e-9 && growth[0].holds() == Some(true));
    }

    #[test]
    fn one_size_does_not_grow() {
        let findings = Findings {
            rates: vec![rate("get", 1_000, 100.0)],
            figures: Vec::new(),
        };
        assert!(findings.growth(1.5).is_empty());
    }
}
