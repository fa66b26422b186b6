//! States of reporting lines. Each person has one line at most, so loops are found by walking up
//! once from everybody.

use std::collections::HashMap;

use crate::store::org::Line;
use crate::traffic::ManagerState;

/// The lines of everybody whose manager was sent.
pub(crate) struct Lines<'a> {
    lines: &'a [Line],
    marks: HashMap<i64, Mark>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// On the walk with this number.
    Walk(usize),
    /// Walked before, and on no loop.
    Clear,
    /// On a loop.
    Loop,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(lines: &'a [Line]) -> Self {
        let up: HashMap<i64, i64> = lines
            .iter()
            .filter_map(|line| Some((line.row, line.manager?)))
            .collect();
        let mut marks = HashMap::with_capacity(lines.len());
        for (walk, line) in lines.iter().enumerate() {
            mark(&up, &mut marks, walk, line.row);
        }
        Self { lines, marks }
    }

    /// The state of a line; of one that leads to a person who is in a loop, but not back, linked.
    pub(crate) fn state(&self, line: Line) -> ManagerState {
        match line.manager {
            None if line.was_here => ManagerState::Dangling,
            None => ManagerState::Pending,
            Some(manager) if manager == line.row => ManagerState::Myself,
            Some(_) if self.marks.get(&line.row) == Some(&Mark::Loop) => ManagerState::Loop,
            Some(_) => ManagerState::Linked,
        }
    }

    /// The states of all lines.
    pub(super) fn states(&self) -> impl Iterator<Item = ManagerState> {
        self.lines.iter().map(|line| self.state(*line))
    }

    /// The rows of everybody in a loop of two or more.
    pub(super) fn loops(&self) -> Vec<i64> {
        let in_loop = |line: &&Line| self.state(**line) == ManagerState::Loop;
        self.lines
            .iter()
            .filter(in_loop)
            .map(|line| line.row)
            .collect()
    }
}

/// Walks up from `start` and marks everybody on the way.
fn mark(up: &HashMap<i64, i64>, marks: &mut HashMap<i64, Mark>, walk: usize, start: i64) {
    let mut path = Vec::new();
    let mut at = start;
    let entry = loop {
        match marks.get(&at) {
            Some(Mark::Walk(other)) if *other == walk => break Some(at),
            Some(_) => break None,
            None => {}
        }
        marks.insert(at, Mark::Walk(walk));
        path.push(at);
        match up.get(&at) {
            Some(next) => at = *next,
            None => break None,
        }
    };
    let first = entry.and_then(|entry| path.iter().position(|row| *row == entry));
    for (place, row) in path.into_iter().enumerate() {
        let on_loop = first.is_some_and(|first| place >= first);
        marks.insert(row, if on_loop { Mark::Loop } else { Mark::Clear });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever is waited for above row 100 was here.
    fn states(lines: &[(i64, Option<i64>)]) -> Vec<ManagerState> {
        let lines: Vec<_> = lines
            .iter()
            .map(|(row, manager)| Line {
                row: *row,
                manager: *manager,
                was_here: *row > 100,
            })
            .collect();
        Lines::new(&lines).states().collect()
    }

    #[test]
    fn a_loop_holds_those_on_it_and_not_those_who_lead_to_it() {
        use ManagerState::{Linked, Loop};
        let lines = [(1, Some(2)), (2, Some(3)), (3, Some(2)), (4, Some(1))];
        assert_eq!(states(&lines), [Linked, Loop, Loop, Linked]);
    }

    #[test]
    fn pending_and_self_are_told_from_loops() {
        use ManagerState::{Linked, Myself, Pending};
        assert_eq!(
            states(&[(1, None), (2, Some(2)), (3, Some(1))]),
            [Pending, Myself, Linked]
        );
    }

    #[test]
    fn a_manager_who_was_here_is_told_from_one_who_has_not_come() {
        use ManagerState::{Dangling, Pending};
        assert_eq!(states(&[(100, None), (101, None)]), [Pending, Dangling]);
    }

    #[test]
    fn a_long_chain_is_walked_once() {
        let chain: Vec<_> = (0..20_000).map(|row| (row, Some(row + 1))).collect();
        assert!(
            states(&chain)
                .iter()
                .all(|state| *state == ManagerState::Linked)
        );
    }
}
