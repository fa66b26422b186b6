//! The reporting lines of everybody as trees in numbers: who stands where, how deep, with how many
//! below. Knows rows, no people.

use std::collections::HashMap;

use super::export::ExportedLine;
use super::lines::Lines;
use crate::store::export::Sent;
use crate::store::org::Line;
use crate::traffic::ManagerState;

/// Everybody in the order of the chart: managers before their people.
#[derive(Debug, Default)]
pub(super) struct Forest {
    rows: Vec<i64>,
    places: Vec<Place>,
    managers: Vec<i64>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    state: ManagerState,
    /// Where the manager stands in the same order; only for a linked one, so that going up ends.
    parent: Option<usize>,
    depth: u32,
    reports: u32,
    below: u32,
    /// Which of the managers this is.
    manager: usize,
}

impl Forest {
    /// Puts lines into order; equals stay in the order in which they came.
    pub(super) fn of(lines: &[(Line, Sent)]) -> Self {
        let states = states(lines);
        let (children, mut roots) = children(lines, &states);
        let below = below(&children, &roots);
        let count = |place: usize| below.get(place).copied().unwrap_or_default();
        roots.sort_by_key(|root| std::cmp::Reverse(count(*root)));
        let mut forest = Self::default();
        let top = |root| (root, None, 0_u32);
        let mut waiting: Vec<_> = roots.into_iter().rev().map(top).collect();
        while let Some((at, parent, depth)) = waiting.pop() {
            let (Some((line, _)), Some(state), Some(reports)) =
                (lines.get(at), states.get(at), children.get(at))
            else {
                continue;
            };
            let here = forest.rows.len();
            forest.rows.push(line.row);
            forest.places.push(Place {
                state: *state,
                parent,
                depth,
                reports: u32::try_from(reports.len()).unwrap_or(u32::MAX),
                below: count(at),
                manager: forest.managers.len(),
            });
            if !reports.is_empty() {
                forest.managers.push(line.row);
            }
            let next = |report: &usize| (*report, Some(here), depth + 1);
            waiting.extend(reports.iter().rev().map(next));
        }
        forest
    }

    /// Everybody, in order.
    pub(super) fn rows(&self) -> &[i64] {
        &self.rows
    }

    /// Those with reports, in order.
    pub(super) fn managers(&self) -> &[i64] {
        &self.managers
    }

    /// The person at `place` with what the forest knows; `names` are those of the managers.
    pub(super) fn placed(
        &self,
        place: usize,
        person: ExportedLine,
        names: &[String],
    ) -> ExportedLine {
        let Some(known) = self.places.get(place) else {
            return person;
        };
        let mut above = Vec::new();
        let mut up = known.parent.and_then(|parent| self.places.get(parent));
        while let Some(manager) = up.filter(|_| above.len() < ExportedLine::MOST_ABOVE) {
            above.extend(names.get(manager.manager).cloned());
            up = manager.parent.and_then(|parent| self.places.get(parent));
        }
        above.reverse();
        ExportedLine {
            state: known.state,
            depth: known.depth,
            above,
            reports: known.reports,
            below: known.below,
            ..person
        }
    }
}

fn states(lines: &[(Line, Sent)]) -> Vec<ManagerState> {
    let sent = lines.iter().filter(|(_, sent)| *sent == Sent::Now);
    let sent: Vec<Line> = sent.map(|(line, _)| *line).collect();
    let known = Lines::new(&sent);
    let state = |(line, sent): &(Line, Sent)| match sent {
        Sent::Now => known.state(*line),
        Sent::Before => ManagerState::Cleared,
        Sent::Never => ManagerState::None,
    };
    lines.iter().map(state).collect()
}

/// Who reports to each, and who stands at a top.
fn children(lines: &[(Line, Sent)], states: &[ManagerState]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let rows = lines.iter().enumerate();
    let at: HashMap<i64, usize> = rows.map(|(at, (line, _))| (line.row, at)).collect();
    let mut children = vec![Vec::new(); lines.len()];
    let mut roots = Vec::new();
    for (place, ((line, _), state)) in lines.iter().zip(states).enumerate() {
        let linked = line.manager.filter(|_| *state == ManagerState::Linked);
        let manager = linked.and_then(|row| at.get(&row));
        match manager.and_then(|manager| children.get_mut(*manager)) {
            Some(reports) => reports.push(place),
            None => roots.push(place),
        }
    }
    (children, roots)
}

/// People below each, counted from the leaves.
fn below(children: &[Vec<usize>], roots: &[usize]) -> Vec<u32> {
    let mut order: Vec<usize> = Vec::with_capacity(children.len());
    let mut waiting = roots.to_vec();
    while let Some(place) = waiting.pop() {
        order.push(place);
        waiting.extend(children.get(place).into_iter().flatten());
    }
    let mut below = vec![0_u32; children.len()];
    for place in order.into_iter().rev() {
        let of = children.get(place).into_iter().flatten();
        let sum = of
            .map(|child| below.get(*child).map_or(0, |below| below + 1))
            .sum();
        if let Some(below) = below.get_mut(place) {
            *below = sum;
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(lines: &[(i64, Option<i64>)]) -> Forest {
        let lines: Vec<_> = lines
            .iter()
            .map(|(row, manager)| {
                let (row, manager) = (*row, *manager);
                let line = Line {
                    row,
                    manager,
                    was_here: false,
                };
                (line, manager.map_or(Sent::Never, |_| Sent::Now))
            })
            .collect();
        Forest::of(&lines)
    }

    #[test]
    fn managers_come_before_their_people_and_the_largest_tree_first() {
        let forest = forest(&[
            (1, None),
            (2, Some(3)),
            (3, None),
            (4, Some(2)),
            (5, Some(3)),
        ]);
        assert_eq!(forest.rows(), [3, 2, 4, 5, 1]);
        assert_eq!(forest.managers(), [3, 2]);
        let depths: Vec<u32> = forest.places.iter().map(|place| place.depth).collect();
        assert_eq!(depths, [0, 1, 2, 1, 0]);
        let below: Vec<u32> = forest.places.iter().map(|place| place.below).collect();
        assert_eq!(below, [3, 1, 0, 0, 0]);
    }

    #[test]
    fn everybody_stands_in_it_once_whatever_the_lines_say() {
        let forest = forest(&[
            (1, Some(2)),
            (2, Some(1)),
            (3, Some(1)),
            (4, Some(4)),
            (5, Some(3)),
        ]);
        let mut rows = forest.rows().to_vec();
        rows.sort_unstable();
        assert_eq!(rows, [1, 2, 3, 4, 5]);
        let states: Vec<_> = forest.places.iter().map(|place| place.state).collect();
        use ManagerState::{Linked, Loop, Myself};
        assert_eq!(states, [Loop, Linked, Linked, Loop, Myself]);
    }

    #[test]
    fn a_long_chain_names_the_nearest_above() {
        let chain: Vec<_> = (0..1_000)
            .map(|row| (row, (row > 0).then_some(row - 1)))
            .collect();
        let forest = forest(&chain);
        let names: Vec<String> = forest.managers().iter().map(i64::to_string).collect();
        let last = forest.placed(999, ExportedLine::default(), &names);
        assert_eq!(
            (last.depth, last.above.len()),
            (999, ExportedLine::MOST_ABOVE)
        );
        assert_eq!(last.above.last().map(String::as_str), Some("998"));
        let third = forest.placed(2, ExportedLine::default(), &names);
        assert_eq!(third.above, ["0", "1"]);
        assert_eq!((third.reports, third.below), (1, 997));
    }
}
