//! What a bulk request came to: numbers for its story, and the findings of its operations.

use std::collections::HashSet;

use sandbox::Story;
use scim::Finding;

/// Most findings kept of one bulk request; a thousand operations that make the same mistake say
/// nothing more than a few do.
const MOST_FINDINGS: usize = 100;

/// Counts and findings.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) operations: u64,
    pub(super) created: u64,
    pub(super) changed: u64,
    pub(super) deleted: u64,
    pub(super) unchanged: u64,
    pub(super) failed: u64,
    pub(super) reached: u64,
    pub(super) findings: Vec<Finding>,
    seen: HashSet<(String, String)>,
}

impl Tally {
    pub(super) fn new(operations: usize) -> Self {
        Self {
            operations: operations as u64,
            ..Self::default()
        }
    }

    /// Keeps what was found in operation `index`, saying which one it was. The same oddity in other
    /// operations is not repeated.
    pub(super) fn note(&mut self, index: usize, findings: Vec<Finding>) {
        for mut finding in findings {
            let kind = (finding.rule.to_string(), finding.detail.clone());
            if self.findings.len() >= MOST_FINDINGS || !self.seen.insert(kind) {
                continue;
            }
            let place = format!("Operations[{index}].data");
            finding.path = Some(match finding.path {
                Some(path) => format!("{place}.{path}"),
                None => place,
            });
            self.findings.push(finding);
        }
    }

    pub(super) fn story(&self) -> Story {
        Story::Bulk {
            operations: self.operations,
            created: self.created,
            changed: self.changed,
            deleted: self.deleted,
            unchanged: self.unchanged,
            failed: self.failed,
            not_reached: self.operations.saturating_sub(self.reached),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_oddity_is_noted_once_with_its_place() {
        let mut tally = Tally::new(3);
        let odd = || Finding::info("RFC-x", "RFC 7644 §3.7", "Odd.").at("active");
        tally.note(0, Vec::new());
        tally.note(1, vec![odd()]);
        tally.note(2, vec![odd()]);
        let places: Vec<_> = tally.findings.iter().map(|odd| odd.path.clone()).collect();
        assert_eq!(places, [Some("Operations[1].data.active".to_owned())]);
    }

    #[test]
    fn findings_are_bounded() {
        let mut tally = Tally::new(1000);
        for index in 0..1000 {
            let odd = Finding::info("RFC-x", "RFC 7644 §3.7", format!("Odd {index}."));
            tally.note(index, vec![odd]);
        }
        assert_eq!(tally.findings.len(), MOST_FINDINGS);
    }
}
