//! What a connection holds, in numbers.

use sandbox::Twin;

use super::outcome::{rules, status};
use super::traffic::severity;
use crate::wire::{FindingCount, Overview};

/// The numbers, with the name of who called last.
pub(crate) fn view(
    overview: sandbox::Overview,
    twin: &Twin,
    last_call_by: Option<String>,
) -> Overview {
    let findings = overview
        .findings_by_rule
        .into_iter()
        .map(|rule| FindingCount {
            rule: rule.rule,
            severity: severity(rule.severity),
            count: rule.count,
            detail: rule.latest,
        })
        .collect();
    Overview {
        people: overview.people,
        deactivated: overview.inactive,
        inactive_status: status(overview.inactive_status),
        deleted_status: status(overview.deleted_status),
        not_signing_in: overview.not_signing_in,
        teams: overview.teams,
        empty_teams: overview.empty_teams,
        groups: overview.groups,
        roles: overview.group_roles,
        other_roles: overview.other_roles,
        removed: overview.removed,
        managers_linked: overview.managers_linked,
        managers_sent: overview.managers_expected,
        managers_awaited: overview.awaited_managers,
        managers_gone: overview.dangling_managers,
        backfilled: overview.backfilled,
        exchanges: overview.exchanges,
        failed: overview.failed,
        last_call_at: overview.last_exchange.map(|at| at.as_millisecond()),
        last_call_by,
        findings,
        rules: rules(twin),
    }
}
