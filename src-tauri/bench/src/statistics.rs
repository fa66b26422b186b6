//! Latencies and what is said about them.

use std::time::Duration;

/// How long requests of one kind took, in microseconds.
#[derive(Debug, Default, Clone)]
pub(crate) struct Latencies(Vec<u32>);

impl Latencies {
    /// Notes one request.
    pub(crate) fn note(&mut self, took: Duration) {
        self.0
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Takes over the latencies of another connection.
    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many requests.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The latency in microseconds that so many of a thousand requests did not exceed; 0 without any.
    pub(crate) fn of_thousand(&mut self, many: usize) -> f64 {
        self.0.sort_unstable();
        nearest_rank(&self.0, many).map_or(0.0, f64::from)
    }
}

/// The smallest value that `many` of a thousand do not exceed; the values are in order.
fn nearest_rank<T: Copy>(ordered: &[T], many: usize) -> Option<T> {
    let rank = (ordered.len() * many).div_ceil(1000).max(1);
    ordered.get(rank - 1).copied()
}

/// The middle one of several measurements; 0 without any.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    nearest_rank(&values, 500).unwrap_or_default()
}

/// The mean; 0 without any.
pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.iter().sum::<f64>() / to_float(values.len())
}

/// A count as a number to calculate with. No count here comes near the 2^53 that a float can hold.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a bench stay far below 2^53"
)]
pub(crate) fn to_float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: impl IntoIterator<Item = u64>) -> Latencies {
        let mut latencies = Latencies::default();
        for value in values {
            latencies.note(Duration::from_micros(value));
        }
        latencies
    }

    fn same(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut hundred = of((1..=100).rev());
        assert!(same(hundred.of_thousand(500), 50.0));
        assert!(same(hundred.of_thousand(990), 99.0));
        assert!(same(hundred.of_thousand(1000), 100.0));
    }

    #[test]
    fn one_request_is_every_percentile() {
        let mut one = of([7]);
        assert!(same(one.of_thousand(500), 7.0) && same(one.of_thousand(990), 7.0));
    }

    #[test]
    fn no_request_has_no_latency() {
        assert!(same(Latencies::default().of_thousand(500), 0.0));
        assert!(same(mean(&[]), 0.0) && same(median(Vec::new()), 0.0));
    }

    #[test]
    fn connections_are_taken_together() {
        let mut all = of([1, 2]);
        all.join(of([3]));
        assert_eq!(all.count(), 3);
        assert!(same(all.of_thousand(1000), 3.0));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert!(same(median(vec![9.0, 1.0, 2.0]), 2.0));
        assert!(same(mean(&[1.0, 3.0]), 2.0));
    }
}
