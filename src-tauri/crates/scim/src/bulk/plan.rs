//! The order of operations (RFC 7644 §3.7.1, §3.7.2).
//!
//! A depth-first walk in the order of the request: what an operation refers to is created before
//! it, everything else stays in its order. Where the walk comes back to an operation that is
//! still waiting, there is a circle; it is cut there, and closed afterwards.

use std::collections::HashMap;

use super::reference::{Reference, operation_references, references};
use super::{Method, Operation, Rejected};

/// One thing to do. Numbers are positions in [`super::Request::operations`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Carry this operation out; everything it refers to has been tried before.
    Run(usize),
    /// Carry this POST out, but leave these references out of its data (see
    /// [`super::without`]): they point to what can only be created after it.
    RunWithout(usize, Vec<Reference>),
    /// Replace what the operation created by its whole data, now that the circle can be closed.
    Complete(usize),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Untouched,
    Waiting,
    Planned,
}

/// An operation on the way down, and the next of its references to look at.
struct Frame {
    at: usize,
    next: usize,
    missing: Vec<Reference>,
}

pub(super) fn order(operations: &[Result<Operation, Rejected>]) -> Vec<Step> {
    let posts = posts(operations);
    let wanted: Vec<Vec<(Reference, usize)>> = operations
        .iter()
        .map(|entry| dependencies(entry, &posts))
        .collect();
    let mut states = vec![State::Untouched; operations.len()];
    let mut steps = Vec::with_capacity(operations.len());
    for root in 0..operations.len() {
        let mut open = Vec::new();
        walk(root, &wanted, &mut states, &mut steps, &mut open);
        steps.extend(open.into_iter().map(Step::Complete));
    }
    steps
}

/// Where each name is created; the first to use it has it.
fn posts(operations: &[Result<Operation, Rejected>]) -> HashMap<&str, usize> {
    let mut posts = HashMap::new();
    for (at, entry) in operations.iter().enumerate() {
        if let Ok(operation) = entry
            && operation.method == Method::Post
            && let Some(name) = operation.bulk_id.as_deref()
        {
            posts.entry(name).or_insert(at);
        }
    }
    posts
}

fn dependencies(
    entry: &Result<Operation, Rejected>,
    posts: &HashMap<&str, usize>,
) -> Vec<(Reference, usize)> {
    let Ok(operation) = entry else {
        return Vec::new();
    };
    let mut names = references(&operation.data);
    names.extend(operation_references(operation));
    names
        .into_iter()
        .filter_map(|name| {
            let at = posts.get(name.as_str()).copied()?;
            Some((name, at))
        })
        .collect()
}

/// Plans `root` and everything in front of it. `open` receives the operations that were cut.
fn walk(
    root: usize,
    wanted: &[Vec<(Reference, usize)>],
    states: &mut [State],
    steps: &mut Vec<Step>,
    open: &mut Vec<usize>,
) {
    let frame = |at| Frame {
        at,
        next: 0,
        missing: Vec::new(),
    };
    let mut stack = Vec::new();
    if states.get(root) == Some(&State::Untouched) {
        enter(root, states);
        stack.push(frame(root));
    }
    while let Some(top) = stack.last_mut() {
        let next = wanted.get(top.at).and_then(|list| list.get(top.next));
        if let Some((name, at)) = next {
            top.next += 1;
            match states.get(*at) {
                Some(State::Untouched) => {
                    enter(*at, states);
                    stack.push(frame(*at));
                }
                Some(State::Waiting) => top.missing.push(name.clone()),
                _ => {}
            }
            continue;
        }
        let Some(done) = stack.pop() else { break };
        if let Some(state) = states.get_mut(done.at) {
            *state = State::Planned;
        }
        if done.missing.is_empty() {
            steps.push(Step::Run(done.at));
        } else {
            steps.push(Step::RunWithout(done.at, done.missing));
            open.push(done.at);
        }
    }
}

fn enter(at: usize, states: &mut [State]) {
    if let Some(state) = states.get_mut(at) {
        *state = State::Waiting;
    }
}
