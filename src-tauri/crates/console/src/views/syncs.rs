//! Staging and sync as the UI shows them.

use sandbox::Workspace;
use sandbox::sync;
use sandbox::twins::Condition;

use crate::failure::Failure;
use crate::wire::*;

/// How many times to come are shown.
const UPCOMING: usize = 5;

/// Verdicts in the order in which they matter.
const VERDICTS: [SyncVerdict; 9] = [
    SyncVerdict::Create,
    SyncVerdict::Update,
    SyncVerdict::Restore,
    SyncVerdict::Disable,
    SyncVerdict::Remove,
    SyncVerdict::Inactive,
    SyncVerdict::Domain,
    SyncVerdict::Taken,
    SyncVerdict::Member,
];

/// Staging of a connection.
pub(crate) fn view(workspace: &Workspace, id: &str) -> Result<SyncView, Failure> {
    let connection = workspace.connection(id)?;
    let twins = workspace.twins();
    let twin = twins.find(&connection.twin);
    let app = twin.map_or_else(|| connection.twin.clone(), |twin| twin.name.clone());
    let Some(staging) = twin.and_then(|twin| twin.staging.as_ref()) else {
        return Ok(SyncView { app, staging: None });
    };
    let totals = workspace.sync_totals(id)?;
    let schedule = workspace.upcoming_syncs(id, UPCOMING)?;
    let latest = workspace.latest_sync(id)?;
    let latest = match latest {
        Some(run) => Some(card(workspace.sync_run(id, run.number)?)),
        None => None,
    };
    let domains = workspace.sso_domains(id)?.into_iter();
    let staging = StagingView {
        button: staging.button.clone(),
        conditions: staging.conditions.iter().map(|one| rule(*one)).collect(),
        schedule: schedule.map(|schedule| SyncScheduleView {
            cron: schedule.cron,
            zone: schedule.zone,
            next: schedule.next.iter().map(|at| at.as_millisecond()).collect(),
        }),
        domains: domains
            .map(|domain| SsoDomainView {
                domain: domain.domain,
                shown: domain.shown,
            })
            .collect(),
        staged: totals.staged,
        groups: totals.groups,
        accounts: totals.accounts,
        disabled: totals.disabled,
        latest,
        now: workspace.clock().now().as_millisecond(),
    };
    Ok(SyncView {
        app,
        staging: Some(staging),
    })
}

/// A preview; verdicts that nobody gets are left out.
pub(crate) fn preview(
    preview: &sync::SyncPreview,
    groups: &[(sync::GroupVerdict, u64)],
    seen: Vec<sync::SeenDomain>,
) -> SyncPreviewView {
    let groups = GROUP_VERDICTS.into_iter().map(|one| GroupVerdictCount {
        verdict: one,
        groups: groups
            .iter()
            .find(|(verdict, _)| group_verdict(*verdict) == one)
            .map_or(0, |(_, count)| *count),
    });
    let verdicts = VERDICTS.into_iter().map(|verdict| VerdictCount {
        verdict,
        people: preview.count(verdict_of(verdict)),
    });
    let seen = seen.into_iter().map(|seen| SeenDomainView {
        domain: seen.domain,
        shown: seen.shown,
        people: seen.people,
    });
    SyncPreviewView {
        verdicts: verdicts.filter(|one| one.people > 0).collect(),
        groups: groups.filter(|one| one.groups > 0).collect(),
        seen: seen.collect(),
    }
}

/// What a sync would do with groups, in the order in which it matters.
const GROUP_VERDICTS: [GroupVerdict; 6] = [
    GroupVerdict::Create,
    GroupVerdict::Rename,
    GroupVerdict::Change,
    GroupVerdict::Empty,
    GroupVerdict::Remove,
    GroupVerdict::Same,
];

fn group_verdict(verdict: sync::GroupVerdict) -> GroupVerdict {
    match verdict {
        sync::GroupVerdict::Create => GroupVerdict::Create,
        sync::GroupVerdict::Rename => GroupVerdict::Rename,
        sync::GroupVerdict::Empty => GroupVerdict::Empty,
        sync::GroupVerdict::Change => GroupVerdict::Change,
        sync::GroupVerdict::Remove => GroupVerdict::Remove,
        sync::GroupVerdict::Same => GroupVerdict::Same,
    }
}

/// A group that is staged, or was.
pub(crate) fn group(group: sync::StagedGroup) -> StagedGroupRow {
    StagedGroupRow {
        verdict: group_verdict(group.verdict),
        id: group.id,
        name: group.name,
        staged: group.staged,
        members: group.members,
        would_have: group.would_have,
        made_name: group.made.as_ref().map(|made| made.name.clone()),
        made_members: group.made.as_ref().map(|made| made.members),
        made_by: group.made.map(|made| made.made_by),
    }
}

/// The verdict that the UI names.
pub(crate) fn verdict_of(verdict: SyncVerdict) -> sync::Verdict {
    match verdict {
        SyncVerdict::Create => sync::Verdict::Create,
        SyncVerdict::Update => sync::Verdict::Update,
        SyncVerdict::Restore => sync::Verdict::Restore,
        SyncVerdict::Disable => sync::Verdict::Disable,
        SyncVerdict::Remove => sync::Verdict::Remove,
        SyncVerdict::Member => sync::Verdict::Member,
        SyncVerdict::Inactive => sync::Verdict::Inactive,
        SyncVerdict::Domain => sync::Verdict::Domain,
        SyncVerdict::Taken => sync::Verdict::Taken,
    }
}

fn verdict(verdict: sync::Verdict) -> SyncVerdict {
    let same = |one: &SyncVerdict| verdict_of(*one) == verdict;
    VERDICTS
        .into_iter()
        .find(same)
        .unwrap_or(SyncVerdict::Member)
}

fn rule(condition: Condition) -> SyncRule {
    match condition {
        Condition::Active => SyncRule::Active,
        Condition::SsoDomain => SyncRule::SsoDomain,
        Condition::NotAMember => SyncRule::NotAMember,
    }
}

/// Somebody who is staged.
pub(crate) fn staged(person: sync::StagedPerson) -> StagedRow {
    StagedRow {
        rule: person.verdict.rule().map(rule),
        verdict: verdict(person.verdict),
        id: person.id,
        name: person.name,
        login: person.login,
        domain: person.domain.as_deref().map(sync::shown_domain),
        domain_key: person.domain,
        active: person.active,
        staged: person.staged,
        account_by: person.account.as_ref().map(|account| account.made_by),
        account_at: person
            .account
            .map(|account| account.made_at.as_millisecond()),
    }
}

/// An account.
pub(crate) fn account(account: sync::Account) -> AccountRow {
    AccountRow {
        person: account.person,
        name: account.name,
        login: account.login,
        in_tenant: account.in_tenant,
        groups: account.groups.into_iter().map(|group| group.name).collect(),
        access: account.access,
        active: account.active,
        staged: account.staged,
        leaves: account.leaves,
        made_at: account.made_at.as_millisecond(),
        made_by: account.made_by,
        changed_at: account.changed_at.as_millisecond(),
        changed_by: account.changed_by,
    }
}

/// A run.
pub(crate) fn run(run: sync::SyncRun) -> SyncRunView {
    SyncRunView {
        number: run.number,
        cause: match run.cause {
            sync::SyncCause::Manual => SyncCause::Manual,
            sync::SyncCause::Scheduled => SyncCause::Scheduled,
            sync::SyncCause::Retry => SyncCause::Retry,
        },
        due: run.due.map(|at| at.as_millisecond()),
        missed: run.missed,
        retry_of: run.retry_of,
        retried_by: run.retried_by,
        status: match run.status {
            sync::SyncStatus::InProgress => SyncStatus::InProgress,
            sync::SyncStatus::Completed => SyncStatus::Completed,
            sync::SyncStatus::Failed => SyncStatus::Failed,
        },
        failure: run.failure,
        started: run.started.as_millisecond(),
        finished: run.finished.map(|at| at.as_millisecond()),
        repeatable: run.repeatable,
        counts: SyncCountsView {
            considered: run.counts.considered,
            blocked: run.counts.blocked,
            unchanged: run.counts.unchanged,
            created: run.counts.created,
            updated: run.counts.updated,
            restored: run.counts.restored,
            disabled: run.counts.disabled,
            removed: run.counts.removed,
            skipped: run.counts.skipped,
            groups_created: run.counts.groups.created,
            groups_renamed: run.counts.groups.renamed,
            groups_emptied: run.counts.groups.emptied,
            groups_removed: run.counts.groups.removed,
        },
    }
}

/// A run with its steps.
pub(crate) fn card(card: sync::SyncCard) -> SyncCard {
    SyncCard {
        run: run(card.run),
        steps: card.steps.into_iter().map(step).collect(),
    }
}

fn step(step: sync::SyncStep) -> SyncStepView {
    SyncStepView {
        position: step.position,
        step: match step.step {
            sync::RunStep::Decide => SyncStepKind::Decide,
            sync::RunStep::CreateAccount => SyncStepKind::CreateAccount,
            sync::RunStep::AddToTenant => SyncStepKind::AddToTenant,
            sync::RunStep::AddToGroups => SyncStepKind::AddToGroups,
            sync::RunStep::ComputeAccess => SyncStepKind::ComputeAccess,
            sync::RunStep::TakeAccess => SyncStepKind::TakeAccess,
            sync::RunStep::BringGroups => SyncStepKind::BringGroups,
        },
        state: match step.state {
            sync::StepState::Waiting => SyncStepState::Waiting,
            sync::StepState::InProgress => SyncStepState::InProgress,
            sync::StepState::Done => SyncStepState::Done,
            sync::StepState::Failed => SyncStepState::Failed,
        },
        total: step.total,
        done: step.done,
        started: step.started.map(|at| at.as_millisecond()),
        finished: step.finished.map(|at| at.as_millisecond()),
    }
}

/// Somebody of a run.
pub(crate) fn planned(person: sync::PlannedPerson) -> SyncPerson {
    SyncPerson {
        rule: person.verdict.rule().map(rule),
        verdict: verdict(person.verdict),
        id: person.id,
        name: person.name,
        domain: person.domain.as_deref().map(sync::shown_domain),
        steps_done: person.steps_done,
        finished: person.finished,
        skipped: person.skipped,
    }
}
