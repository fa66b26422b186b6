//! `scimbox sync`: what is staged, and syncs, without the window. A sync here is the same as one there; it
//! may run beside a server, and of one connection there is one at a time whoever runs it.

use console::workspace::sync::{
    PlannedPerson, RunStep, StagedGroup, StagedPerson, StagedQuery, SyncCard, SyncRun, SyncStep,
    Syncing, Verdict,
};
use console::workspace::{Connection, Workspace};
use serde_json::{Value, json};

use super::{Absent, connection_in, counted, open};
use crate::cli::{Sync, Synced};
use crate::{Failure, out, twins};

/// How many times to come are listed.
const UPCOMING: usize = 5;

pub(crate) fn carry_out(command: &Sync) -> Result<(), Failure> {
    match command {
        Sync::Preview { of, verdict, limit } => {
            let verdict = verdict.as_deref().and_then(Verdict::named);
            Desk::open(of)?.preview(verdict, *limit)
        }
        Sync::Now { of } => {
            let desk = Desk::open(of)?;
            let run = desk.workspace.begin_sync(&desk.connection.id)?;
            desk.run(run)
        }
        Sync::History { of, limit } => Desk::open(of)?.history(*limit),
        Sync::Show { of, run, limit } => Desk::open(of)?.show(*run, *limit),
        Sync::Retry { of, run } => {
            let desk = Desk::open(of)?;
            let latest = desk.workspace.latest_sync(&desk.connection.id)?;
            let number = run.unwrap_or_else(|| latest.map_or(0, |run| run.number));
            let run = desk.workspace.retry_sync(&desk.connection.id, number)?;
            desk.run(run)
        }
        Sync::Domains { of, add, remove } => Desk::open(of)?.domains(add, remove),
    }
}

struct Desk<'a> {
    workspace: Workspace,
    connection: Connection,
    asked: &'a Synced,
}

impl<'a> Desk<'a> {
    fn open(asked: &'a Synced) -> Result<Self, Failure> {
        let known = twins::known(&asked.twins)?;
        let workspace = open(&asked.workspace, Absent::Refuse)?;
        workspace.use_twins(known)?;
        // One of another process that died shows as failed, also without a server.
        workspace.fail_abandoned_syncs()?;
        let connection = connection_in(&workspace, Some(&asked.connection))?;
        Ok(Self {
            workspace,
            connection,
            asked,
        })
    }

    fn preview(&self, verdict: Option<Verdict>, limit: u32) -> Result<(), Failure> {
        let id = &self.connection.id;
        let preview = self.workspace.sync_preview(id)?;
        let query = StagedQuery {
            verdict,
            gone: true,
            limit: Some(limit),
            ..StagedQuery::default()
        };
        let people = self.workspace.staged_people(id, &query)?.rows;
        let groups = self.workspace.staged_groups(id, None, (0, limit))?.rows;
        if self.asked.json {
            let verdicts = preview.verdicts.iter();
            let verdicts: serde_json::Map<String, Value> = verdicts
                .map(|(verdict, count)| (verdict.word().to_owned(), json!(count)))
                .collect();
            let people: Vec<Value> = people.iter().map(staged_json).collect();
            let groups: Vec<Value> = groups.iter().map(group_json).collect();
            out::line(json!({ "verdicts": verdicts, "people": people, "groups": groups }));
            return Ok(());
        }
        if preview.verdicts.is_empty() {
            out::line("Nobody is staged.");
        }
        for (verdict, count) in &preview.verdicts {
            out::line(format_args!("{count:>7}  {}", meaning(*verdict, *count)));
        }
        if !people.is_empty() {
            out::line("");
        }
        let mut rows = vec![header(&["NAME", "LOGIN", "VERDICT", "DECIDED BY"])];
        rows.extend(people.iter().map(|person| {
            vec![
                plain(&person.name),
                plain(&person.login),
                person.verdict.word().to_owned(),
                decided(
                    person.verdict,
                    person.domain.as_deref(),
                    Some(person.staged),
                ),
            ]
        }));
        if rows.len() > 1 {
            out::table(&rows);
        }
        if !groups.is_empty() {
            out::line("");
            out::table(&group_rows(&groups));
        }
        Ok(())
    }

    fn run(&self, run: Syncing) -> Result<(), Failure> {
        let number = run.number();
        let outcome = run.carry_out();
        if let Err(error) = outcome {
            out::remark(format_args!(
                "Sync {number} failed. `scimbox sync retry` goes on from its step."
            ));
            return Err(error.into());
        }
        let card = self.workspace.sync_run(&self.connection.id, number)?;
        self.workspace.close();
        match self.asked.json {
            true => out::line(card_json(&card)),
            false => out::line(format_args!(
                "Sync {number} completed: {}.",
                came_to(&card.run)
            )),
        }
        Ok(())
    }

    fn history(&self, limit: u32) -> Result<(), Failure> {
        let id = &self.connection.id;
        let page = self.workspace.sync_runs(id, 0, limit)?;
        let upcoming = self.workspace.upcoming_syncs(id, UPCOMING)?;
        let next = upcoming.as_ref().map(|schedule| schedule.next.clone());
        if self.asked.json {
            let runs: Vec<Value> = page.rows.iter().map(run_json).collect();
            let next: Vec<String> = next.iter().flatten().map(ToString::to_string).collect();
            out::line(json!({ "runs": runs, "total": page.total, "next": next }));
            return Ok(());
        }
        let mut rows = vec![header(&[
            "SYNC", "STATUS", "STARTED", "FINISHED", "BY", "RESULT",
        ])];
        rows.extend(page.rows.iter().map(|run| {
            let finished = run.finished.map(|at| format!("{at:.0}"));
            vec![
                run.number.to_string(),
                run.status.word().to_owned(),
                format!("{:.0}", run.started),
                finished.unwrap_or_default(),
                begun(run),
                came_to(run),
            ]
        }));
        match rows.len() {
            1 => out::line(
                "No sync yet. Staged people have no account until one runs: `scimbox sync now`.",
            ),
            _ => out::table(&rows),
        }
        if let Some(schedule) = upcoming {
            let times: Vec<String> = schedule.next.iter().map(|at| format!("{at:.0}")).collect();
            let (words, times) = (schedule.words, times.join(", "));
            out::remark(format_args!("A sync runs {words}. Next: {times}"));
        }
        Ok(())
    }

    fn show(&self, number: i64, limit: u32) -> Result<(), Failure> {
        let id = &self.connection.id;
        let card = self.workspace.sync_run(id, number)?;
        let people = self
            .workspace
            .sync_run_people(id, number, None, (0, limit))?;
        if self.asked.json {
            let mut whole = card_json(&card);
            let rows: Vec<Value> = people.rows.iter().map(planned_json).collect();
            if let Some(whole) = whole.as_object_mut() {
                whole.insert("people".to_owned(), Value::Array(rows));
            }
            out::line(whole);
            return Ok(());
        }
        let run = &card.run;
        out::line(format_args!(
            "Sync {number}, {}, {}: {}.",
            begun(run),
            run.status.word(),
            came_to(run)
        ));
        if let Some(failure) = &run.failure {
            out::line(failure);
        }
        out::line("");
        let mut rows = vec![header(&["STEP", "STATE", "PEOPLE", "STARTED", "FINISHED"])];
        rows.extend(card.steps.iter().map(|step| {
            let time = |at: Option<_>| at.map_or_else(String::new, |at| format!("{at:.3}"));
            vec![
                step_name(step.step).to_owned(),
                step.state.word().to_owned(),
                worked_on(step, &card.run),
                time(step.started),
                time(step.finished),
            ]
        }));
        out::table(&rows);
        if people.rows.is_empty() {
            return Ok(());
        }
        out::line("");
        let mut rows = vec![header(&["NAME", "VERDICT", "DECIDED BY", "DONE"])];
        rows.extend(people.rows.iter().map(|person| {
            vec![
                plain(&person.name),
                person.verdict.word().to_owned(),
                decided(person.verdict, person.domain.as_deref(), None),
                became(person).to_owned(),
            ]
        }));
        out::table(&rows);
        Ok(())
    }

    fn domains(&self, add: &[String], remove: &[String]) -> Result<(), Failure> {
        let id = &self.connection.id;
        for domain in add {
            self.workspace.add_sso_domain(id, domain)?;
        }
        for domain in remove {
            self.workspace.remove_sso_domain(id, domain)?;
        }
        let domains = self.workspace.sso_domains(id)?;
        let seen = self.workspace.seen_domains(id)?;
        self.workspace.close();
        if self.asked.json {
            let domains: Vec<&str> = domains.iter().map(|one| one.domain.as_str()).collect();
            let seen: Vec<Value> = seen
                .iter()
                .map(|one| json!({ "domain": one.domain, "people": one.people }))
                .collect();
            out::line(json!({ "domains": domains, "seen": seen }));
            return Ok(());
        }
        domains.iter().for_each(|domain| out::line(&domain.shown));
        for domain in seen {
            let people = counted(domain.people, "person has", "people have");
            out::remark(format_args!(
                "{people} an address of {}, which is not among them.",
                domain.shown
            ));
        }
        Ok(())
    }
}

/// What others called something, without what would steer the terminal or turn the writing round.
fn plain(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(steers, " ")
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What a sync would do with so many, in the words of the window.
fn meaning(verdict: Verdict, people: u64) -> &'static str {
    let (one, more) = match verdict {
        Verdict::Create => ("gets an account", "get an account"),
        Verdict::Update => ("is brought up to date", "are brought up to date"),
        Verdict::Restore => ("gets access back", "get access back"),
        Verdict::Disable => ("loses access", "lose access"),
        Verdict::Remove => ("is removed", "are removed"),
        Verdict::Inactive => ("deactivated in staging", "deactivated in staging"),
        Verdict::Domain => ("blocked by email domain", "blocked by email domain"),
        Verdict::Taken => ("blocked: login taken", "blocked: logins taken"),
        Verdict::Member => ("already a member", "already members"),
    };
    if people == 1 { one } else { more }
}

/// The condition that decided, and which way. Of a run it is not kept whether somebody who left was deleted.
fn decided(verdict: Verdict, domain: Option<&str>, staged: Option<bool>) -> String {
    let Some(rule) = verdict.rule() else {
        return "all conditions are met".to_owned();
    };
    let how = match (verdict, staged) {
        (Verdict::Disable | Verdict::Remove, Some(false)) => "deleted in staging",
        (Verdict::Disable | Verdict::Remove, None) => "deactivated or deleted in staging",
        (Verdict::Disable | Verdict::Remove | Verdict::Inactive, _) => "deactivated in staging",
        (Verdict::Domain, _) => match domain {
            Some(domain) => return format!("{}: {} is not set up", rule.word(), plain(domain)),
            None => "no address",
        },
        (Verdict::Taken, _) => "the account with this login is somebody else's",
        (Verdict::Update, _) => "is a member, and something changed",
        (Verdict::Restore, _) => "is a member, and active again",
        (Verdict::Member | Verdict::Create, _) => "is a member, and nothing changed",
    };
    format!("{}: {how}", rule.word())
}

fn began_by(run: &SyncRun) -> String {
    match (run.due, run.retry_of) {
        (_, Some(before)) => format!("retry of {before}"),
        (Some(due), _) => format!("due {due:.0}"),
        _ => "by hand".to_owned(),
    }
}

fn begun(run: &SyncRun) -> String {
    match run.missed {
        0 => began_by(run),
        missed => format!("{}, {missed} missed", began_by(run)),
    }
}

fn came_to(run: &SyncRun) -> String {
    let counts = &run.counts;
    let all = [
        (counts.created, "provisioned"),
        (counts.updated, "updated"),
        (counts.restored, "restored"),
        (counts.disabled, "lost access"),
        (counts.removed, "removed"),
        (counts.blocked, "blocked"),
        (counts.unchanged, "unchanged"),
        (counts.skipped, "left to the next sync"),
        (counts.groups.created, "groups made"),
        (counts.groups.renamed, "groups renamed"),
        (counts.groups.emptied, "groups emptied"),
        (counts.groups.removed, "groups removed"),
    ];
    let told = all.iter().enumerate();
    let told = told.filter(|(place, (count, _))| *place == 0 || *count > 0);
    let told: Vec<String> = told
        .map(|(_, (count, what))| match count {
            1 => format!("1 {}", what.replacen("groups", "group", 1)),
            _ => format!("{count} {what}"),
        })
        .collect();
    told.join(", ")
}

/// How far a step is; of the accounts that are there, which of them it made and which were there before.
fn worked_on(step: &SyncStep, run: &SyncRun) -> String {
    let far = format!("{} of {}", step.done, step.total);
    let counts = &run.counts;
    let all = [
        (counts.created, "provisioned"),
        (counts.updated, "updated"),
        (counts.restored, "restored"),
    ];
    let told = all.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match step.step == RunStep::CreateAccount && !told.is_empty() {
        true => format!("{far} ({})", told.join(", ")),
        false => far,
    }
}

fn step_name(step: RunStep) -> &'static str {
    match step {
        RunStep::Decide => "look at everybody",
        RunStep::CreateAccount => "create account",
        RunStep::AddToTenant => "add to tenant",
        RunStep::AddToGroups => "add to groups",
        RunStep::ComputeAccess => "compute access",
        RunStep::TakeAccess => "take access away",
        RunStep::BringGroups => "bring groups up to date",
    }
}

fn became(person: &PlannedPerson) -> &'static str {
    match (person.finished, person.skipped, person.verdict.blocks()) {
        (true, _, _) => "yes",
        (_, true, _) => "changed meanwhile",
        (_, _, true) => "",
        _ => "not yet",
    }
}

/// Groups, what is staged of each, what the application has of it, and what a sync would do.
fn group_rows(groups: &[StagedGroup]) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "GROUP", "STAGED", "MADE AS", "NOW", "AFTER", "VERDICT",
    ])];
    rows.extend(groups.iter().map(|group| {
        let made = group.made.as_ref();
        let members = match group.staged {
            true => group.members.to_string(),
            false => "not any more".to_owned(),
        };
        vec![
            plain(&group.name),
            members,
            made.map_or_else(|| "not yet".to_owned(), |made| plain(&made.name)),
            made.map_or_else(String::new, |made| made.members.to_string()),
            group.would_have.to_string(),
            group.verdict.word().to_owned(),
        ]
    }));
    rows
}

fn group_json(group: &StagedGroup) -> Value {
    json!({
        "id": group.id, "name": group.name, "staged": group.staged, "members": group.members,
        "wouldHave": group.would_have, "verdict": group.verdict.word(),
        "made": group.made.as_ref().map(|made| json!({
            "name": made.name, "members": made.members, "at": made.made_at.to_string(),
            "by": made.made_by,
        })),
    })
}

fn staged_json(person: &StagedPerson) -> Value {
    json!({
        "id": person.id, "name": person.name, "login": person.login, "domain": person.domain,
        "active": person.active, "staged": person.staged, "verdict": person.verdict.word(),
        "rule": person.verdict.rule().map(|rule| rule.word()),
    })
}

fn planned_json(person: &PlannedPerson) -> Value {
    json!({
        "id": person.id, "name": person.name, "domain": person.domain,
        "verdict": person.verdict.word(), "rule": person.verdict.rule().map(|rule| rule.word()),
        "stepsDone": person.steps_done, "finished": person.finished, "skipped": person.skipped,
    })
}

fn card_json(card: &SyncCard) -> Value {
    let mut whole = run_json(&card.run);
    let steps = card.steps.iter().map(|step| {
        json!({
            "step": step.step.word(), "state": step.state.word(), "total": step.total,
            "done": step.done, "started": step.started.map(|at| at.to_string()),
            "finished": step.finished.map(|at| at.to_string()),
        })
    });
    if let Some(whole) = whole.as_object_mut() {
        whole.insert("steps".to_owned(), Value::Array(steps.collect()));
    }
    whole
}

fn run_json(run: &SyncRun) -> Value {
    let counts = &run.counts;
    json!({
        "number": run.number, "status": run.status.word(), "cause": run.cause.word(),
        "due": run.due.map(|at| at.to_string()), "missed": run.missed, "retryOf": run.retry_of,
        "failure": run.failure, "started": run.started.to_string(),
        "finished": run.finished.map(|at| at.to_string()), "repeatable": run.repeatable,
        "counts": {
            "considered": counts.considered, "blocked": counts.blocked,
            "unchanged": counts.unchanged, "created": counts.created,
            "updated": counts.updated, "restored": counts.restored,
            "disabled": counts.disabled, "removed": counts.removed, "skipped": counts.skipped,
            "groupsCreated": counts.groups.created, "groupsRenamed": counts.groups.renamed,
            "groupsEmptied": counts.groups.emptied, "groupsRemoved": counts.groups.removed,
        },
    })
}
