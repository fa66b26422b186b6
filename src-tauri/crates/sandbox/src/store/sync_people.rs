//! Statements on the people of a plan: whom a run does something about, how far it has got with each, and
//! what its steps have worked out so far.

use rusqlite::{Row, ToSql, named_params, params};

use super::{Db, count, number, staged};
use crate::sync::{PlannedPerson, Rules, StagedPerson, Verdict};
use crate::twins::Step;

/// The lane of those who go through the steps of the twin.
const STEPS: i64 = 1;
/// The lane of those who lose access.
const LEAVING: i64 = 2;

/// Takes somebody into a plan; one who is in it already stays as they are.
pub(crate) fn insert(db: &Db, plan: i64, person: &StagedPerson) -> rusqlite::Result<()> {
    let lane = match person.verdict {
        Verdict::Create | Verdict::Update | Verdict::Restore => STEPS,
        Verdict::Disable | Verdict::Remove => LEAVING,
        Verdict::Inactive | Verdict::Domain | Verdict::Taken | Verdict::Member => 0,
    };
    db.prepare_cached(
        "INSERT INTO sync_people (plan, person, name, verdict, domain, lane, outcome) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE ?6 WHEN 0 THEN 'none' END) ON CONFLICT DO NOTHING",
    )?
    .execute((
        plan,
        &person.id,
        &person.name,
        person.verdict.word(),
        &person.domain,
        lane,
    ))
    .map(drop)
}

/// How many have a step before them, the one at this position.
pub(crate) fn waiting_for(db: &Db, plan: i64, position: i64) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "SELECT count(*) FROM sync_people WHERE plan = ?1 AND lane = 1 AND done = ?2 - 1 \
         AND outcome IS NULL",
    )?
    .query_row((plan, position), |row| row.get(0))
    .map(count)
}

/// How many have still to lose access.
pub(crate) fn still_leaving(db: &Db, plan: i64) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "SELECT count(*) FROM sync_people WHERE plan = ?1 AND lane = 2 AND outcome IS NULL",
    )?
    .query_row([plan], |row| row.get(0))
    .map(count)
}

/// One of a batch.
pub(crate) struct Next {
    pub(crate) row: i64,
    pub(crate) person: String,
}

fn next(row: &Row<'_>) -> rusqlite::Result<Next> {
    Ok(Next {
        row: row.get(0)?,
        person: row.get(1)?,
    })
}

/// Those for whom the step at this position is the next.
pub(crate) fn next_for_step(
    db: &Db,
    plan: i64,
    position: i64,
    limit: u32,
) -> rusqlite::Result<Vec<Next>> {
    db.prepare_cached(
        "SELECT row, person FROM sync_people WHERE plan = ?1 AND lane = 1 AND done = ?2 - 1 \
         AND outcome IS NULL ORDER BY row LIMIT ?3",
    )?
    .query_map((plan, position, limit), next)?
    .collect()
}

/// Those who have still to lose access.
pub(crate) fn next_leaving(db: &Db, plan: i64, limit: u32) -> rusqlite::Result<Vec<Next>> {
    db.prepare_cached(
        "SELECT row, person FROM sync_people WHERE plan = ?1 AND lane = 2 AND outcome IS NULL \
         ORDER BY row LIMIT ?2",
    )?
    .query_map((plan, limit), next)?
    .collect()
}

/// Carries a step of the twin out for these people and marks it as done, in what the plan keeps of them.
pub(crate) fn take_step(
    db: &Db,
    rules: &Rules,
    (step, position): (Step, i64),
    batch: &[Next],
) -> rusqlite::Result<()> {
    let rows: Vec<String> = batch.iter().map(|one| one.row.to_string()).collect();
    let rows = format!("[{}]", rows.join(","));
    let works_out = match step {
        Step::CreateAccount => format!(
            "login = {}, email = r.email, called = r.name",
            staged::login(rules, "r")
        ),
        Step::AddToTenant => "in_tenant = 1".to_owned(),
        Step::AddToGroups => match rules.groups {
            true => format!("groups = {}", staged::GROUPS),
            false => "groups = '[]'".to_owned(),
        },
        Step::ComputeAccess => {
            format!("access = {}", staged::access("coalesce(p.groups, '[]')"))
        }
    };
    let sql = format!(
        "UPDATE sync_people AS p SET {works_out} FROM resources r \
         WHERE r.connection = :connection AND r.id = p.person \
           AND p.row IN (SELECT value FROM json_each(:rows))"
    );
    let mut values: Vec<(&str, &dyn ToSql)> = vec![
        (":connection", &rules.connection),
        (":rows", &rows as &dyn ToSql),
    ];
    if step == Step::ComputeAccess {
        values.push((":base", &rules.base));
    }
    db.prepare_cached(&sql)?.execute(values.as_slice())?;
    db.prepare_cached(
        "UPDATE sync_people SET done = :position WHERE row IN (SELECT value FROM json_each(:rows))",
    )?
    .execute(named_params! { ":position": position, ":rows": rows })
    .map(drop)
}

/// What the steps have worked out for somebody.
pub(crate) struct Draft {
    pub(crate) login: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) in_tenant: bool,
    pub(crate) groups: String,
    pub(crate) access: String,
}

pub(crate) fn draft(db: &Db, row: i64) -> rusqlite::Result<Draft> {
    db.prepare_cached(
        "SELECT login, email, called, coalesce(in_tenant, 0), coalesce(groups, '[]'), \
         coalesce(access, '[]') FROM sync_people WHERE row = ?1",
    )?
    .query_row([row], |row| {
        Ok(Draft {
            login: row.get(0)?,
            email: row.get(1)?,
            name: row.get(2)?,
            in_tenant: row.get(3)?,
            groups: row.get(4)?,
            access: row.get(5)?,
        })
    })
}

/// Says what became of somebody; what was worked out for them is not needed any more.
pub(crate) fn finish(db: &Db, row: i64, done: bool) -> rusqlite::Result<()> {
    let outcome = if done { "done" } else { "skipped" };
    db.prepare_cached(
        "UPDATE sync_people SET outcome = ?2, login = NULL, email = NULL, called = NULL, \
         groups = NULL, access = NULL WHERE row = ?1",
    )?
    .execute((row, outcome))
    .map(drop)
}

/// Those of a plan with this verdict, or all, by row; and how many there are.
pub(crate) fn page(
    db: &Db,
    plan: i64,
    verdict: Option<Verdict>,
    (offset, limit): (u64, u32),
) -> rusqlite::Result<(Vec<PlannedPerson>, u64)> {
    let verdict = verdict.map(Verdict::word);
    let rows = db
        .prepare_cached(
            "SELECT person, name, verdict, domain, done, outcome FROM sync_people WHERE plan = ?1 \
             AND (?2 IS NULL OR verdict = ?2) ORDER BY row LIMIT ?3 OFFSET ?4",
        )?
        .query_map(params![plan, verdict, limit, number(offset)], |row| {
            let outcome: Option<String> = row.get(5)?;
            Ok(PlannedPerson {
                id: row.get(0)?,
                name: row.get(1)?,
                verdict: Verdict::read(&row.get::<_, String>(2)?),
                domain: row.get(3)?,
                steps_done: count(row.get(4)?),
                finished: outcome.as_deref() == Some("done"),
                skipped: outcome.as_deref() == Some("skipped"),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let total = db
        .prepare_cached(
            "SELECT count(*) FROM sync_people WHERE plan = ?1 AND (?2 IS NULL OR verdict = ?2)",
        )?
        .query_row(params![plan, verdict], |row| row.get(0))?;
    Ok((rows, count(total)))
}

/// Forgets some of the people of runs long ago; what they came to stays in the counts of the runs.
pub(crate) fn forget_old(
    db: &Db,
    connection: i64,
    kept: u32,
    at_most: u32,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM sync_people WHERE row IN (SELECT p.row FROM sync_runs r \
           JOIN sync_people p ON p.plan = r.row WHERE r.connection = ?1 AND r.row < \
             (SELECT min(n.plan) FROM (SELECT plan FROM sync_runs WHERE connection = ?1 \
                ORDER BY number DESC LIMIT ?2) n) LIMIT ?3)",
    )?
    .execute((connection, kept, at_most))
    .map(drop)
}
