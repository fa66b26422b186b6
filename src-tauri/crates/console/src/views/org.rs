//! The org chart.

use sandbox::Gap;

use super::{outcome, removed};
use crate::wire::{ManagerState, Org, OrgNode, Unresolved};

/// The reporting lines as the UI draws them.
pub(crate) fn view(org: sandbox::Org) -> Org {
    let nodes = org
        .nodes
        .into_iter()
        .map(|node| OrgNode {
            id: node.id,
            name: node.name,
            title: node.title,
            team: node.team,
            status: outcome::status(node.status),
            manager_id: node.manager_id,
        })
        .collect();
    let unresolved = org
        .unresolved
        .into_iter()
        .map(|person| Unresolved {
            id: person.id,
            name: person.name,
            state: state(person.gap),
            reference: person.reference,
            gone: person.gone.map(removed::gone),
        })
        .collect();
    Org {
        nodes,
        unresolved,
        unused: org.unused,
        backfilled: org.backfilled,
    }
}

fn state(gap: Gap) -> ManagerState {
    match gap {
        Gap::Pending => ManagerState::Pending,
        Gap::Dangling => ManagerState::Dangling,
        Gap::Cleared => ManagerState::Cleared,
        Gap::Myself => ManagerState::Itself,
        Gap::Loop => ManagerState::Loop,
        Gap::NeverSent => ManagerState::NeverSent,
    }
}
