//! What two stories of one operation come to together: the stronger one, and of two changes both.

use crate::Credential;
use crate::traffic::{Move, NAMES_TOLD, Story};

/// How much a story says about what became of somebody. A lookup says nothing, a refusal more than that.
fn weight(story: &Story) -> u8 {
    match story {
        Story::Other | Story::Probe | Story::Discovered { .. } | Story::TokenIssued => 0,
        Story::Match { .. } | Story::Listed { .. } => 1,
        Story::Read => 2,
        Story::NotFound => 3,
        Story::Unchanged => 4,
        Story::Refused { .. } | Story::Denied { .. } => 5,
        Story::Updated { .. } | Story::MembersChanged { .. } | Story::Bulk { .. } => 6,
        Story::Activated | Story::Deactivated => 7,
        Story::Created { .. } | Story::Deleted { .. } => 8,
    }
}

/// Whether something was written, or a write found that nothing had to be.
pub(super) fn is_written(story: &Story) -> bool {
    is_turn(story)
        || matches!(
            story,
            Story::Unchanged
                | Story::Updated { .. }
                | Story::MembersChanged { .. }
                | Story::Bulk { .. }
        )
}

/// Whether somebody comes, goes, or may sign in from now on or no longer: that is always an operation of
/// its own.
pub(super) fn is_turn(story: &Story) -> bool {
    weight(story) >= weight(&Story::Activated)
}

/// What both come to, the earlier one first.
pub(super) fn joined(before: Story, now: &Story) -> Story {
    match (before, now) {
        (
            Story::Created {
                team,
                manager,
                backfilled,
            },
            Story::Updated {
                team: moved,
                manager: set,
                backfilled: more,
                ..
            },
        ) => Story::Created {
            team: moved.as_ref().map_or(team, |moved| moved.to.clone()),
            manager: set.clone().or(manager),
            backfilled: backfilled + more,
        },
        (before @ Story::Updated { .. }, Story::Updated { .. }) => both_updates(before, now),
        (
            Story::MembersChanged {
                added,
                removed,
                mut added_names,
                mut removed_names,
            },
            Story::MembersChanged {
                added: a,
                removed: r,
                added_names: an,
                removed_names: rn,
            },
        ) => {
            add_names(&mut added_names, an);
            add_names(&mut removed_names, rn);
            Story::MembersChanged {
                added: added + a,
                removed: removed + r,
                added_names,
                removed_names,
            }
        }
        (Story::Listed { count, .. }, Story::Listed { count: more, total }) => Story::Listed {
            count: count + more,
            total: *total,
        },
        (before, now) if weight(now) >= weight(&before) => now.clone(),
        (before, _) => before,
    }
}

/// The first few are told by name, however many calls brought them.
fn add_names(names: &mut Vec<String>, more: &[String]) {
    let room = NAMES_TOLD.saturating_sub(names.len());
    names.extend(more.iter().take(room).cloned());
}

fn both_updates(before: Story, now: &Story) -> Story {
    let (
        Story::Updated {
            mut paths,
            team,
            manager,
            backfilled,
            unlinked,
        },
        Story::Updated {
            paths: p,
            team: t,
            manager: m,
            backfilled: b,
            unlinked: u,
        },
    ) = (before.clone(), now)
    else {
        return before;
    };
    for path in p {
        if !paths.contains(path) {
            paths.push(path.clone());
        }
    }
    let team = match (team, t) {
        (Some(first), Some(then)) => Some(Move {
            from: first.from,
            to: then.to.clone(),
        }),
        (first, then) => then.clone().or(first),
    };
    Story::Updated {
        paths,
        team,
        manager: m.clone().or(manager),
        backfilled: backfilled + b,
        unlinked: unlinked + u,
    }
}

/// Whether two refusals are for the same reason.
pub(super) fn same_reason(one: &Credential, other: &Credential) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
