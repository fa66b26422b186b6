//! Statements on diagnoses: opening, closing, whom they are about.

use rusqlite::{OptionalExtension, Row, params};

use super::concerned::{concern, settle, tally};
use super::{Db, count, number};
use crate::clock::from_millis;
use crate::diagnoses::{
    Concern, Concerned, Diagnosis, Happened, KEPT, Moment, Signs, Watch, rule, summed_up,
};
use crate::traffic::FindingState;

/// A rule and the connection that it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) connection: i64,
    pub(crate) rule: &'static str,
    pub(crate) case: &'static str,
}

/// What is open or accepted: connection, rule, case, and who showed it.
pub(crate) type Open = (i64, String, String, Option<String>);

pub(crate) fn open(db: &Db) -> rusqlite::Result<Vec<Open>> {
    db.prepare_cached(
        "SELECT connection, rule, \"case\", provider FROM diagnoses WHERE state <> 'fixed'",
    )?
    .query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?
    .collect()
}

/// Opens a diagnosis, or goes on with one; what was fixed begins anew. Its row, and whether it did.
fn opened(
    db: &Db,
    key: Key,
    at: Moment,
    detail: Option<&str>,
    provider: Option<&str>,
) -> rusqlite::Result<i64> {
    let known: Option<(i64, String)> = db
        .prepare_cached(
            "SELECT row, state FROM diagnoses WHERE connection = ?1 AND rule = ?2 AND \"case\" = ?3",
        )?
        .query_row((key.connection, key.rule, key.case), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((row, state)) = known else {
        return db
            .prepare_cached(
                "INSERT INTO diagnoses (connection, rule, \"case\", state, provider, detail, count, \
                 opened_at, opened_by, last_at, last_by) \
                 VALUES (?1, ?2, ?3, 'open', ?4, ?5, 0, ?6, ?7, ?6, ?7)",
            )?
            .insert(params![
                key.connection,
                key.rule,
                key.case,
                provider,
                detail,
                at.at,
                at.exchange
            ]);
    };
    if state == "fixed" {
        begin_anew(db, row, at)?;
    }
    db.prepare_cached(
        "UPDATE diagnoses SET detail = coalesce(?2, detail), provider = coalesce(?3, provider), \
         last_at = ?4, last_by = coalesce(?5, last_by) WHERE row = ?1",
    )?
    .execute(params![row, detail, provider, at.at, at.exchange])?;
    Ok(row)
}

fn begin_anew(db: &Db, row: i64, at: Moment) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE diagnoses SET state = 'open', note = NULL, count = 0, reopened = reopened + 1, \
         opened_at = ?2, opened_by = ?3, closed_at = NULL, closed_by = NULL WHERE row = ?1",
    )?
    .execute((row, at.at, at.exchange))?;
    db.prepare_cached("DELETE FROM diagnosis_exchanges WHERE diagnosis = ?1")?
        .execute([row])?;
    db.prepare_cached("DELETE FROM diagnosis_people WHERE diagnosis = ?1")?
        .execute([row])
        .map(drop)
}

/// Exchanges showed it; the latest of them stay beside the first.
/// What people are told with is summed up where that is how the rule speaks.
pub(crate) fn signs(db: &Db, key: Key, signs: &Signs, tallied: bool) -> rusqlite::Result<()> {
    let row = opened(
        db,
        key,
        signs.first,
        signs.detail.as_deref(),
        signs.provider,
    )?;
    db.prepare_cached(
        "UPDATE diagnoses SET count = count + ?2, last_at = ?3, last_by = ?4 WHERE row = ?1",
    )?
    .execute(params![
        row,
        number(signs.count),
        signs.last.at,
        signs.last.exchange
    ])?;
    for exchange in &signs.exchanges {
        shown_by(db, row, *exchange)?;
    }
    keep_latest(db, row)?;
    for person in signs.people.values() {
        concern(db, row, person)?;
    }
    if tallied {
        db.prepare_cached("UPDATE diagnoses SET detail = ?2 WHERE row = ?1")?
            .execute((row, summed_up(&tally(db, row)?)))?;
    }
    Ok(())
}

/// Leaves the first exchange and the latest of them.
fn keep_latest(db: &Db, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM diagnosis_exchanges WHERE diagnosis = ?1 AND exchange NOT IN \
         (SELECT min(exchange) FROM diagnosis_exchanges WHERE diagnosis = ?1 UNION ALL \
          SELECT * FROM (SELECT exchange FROM diagnosis_exchanges WHERE diagnosis = ?1 \
            ORDER BY exchange DESC LIMIT ?2))",
    )?
    .execute((row, KEPT))
    .map(drop)
}

fn shown_by(db: &Db, row: i64, exchange: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO diagnosis_exchanges VALUES (?1, ?2)")?
        .execute((row, exchange))
        .map(drop)
}

/// Closes what is open or accepted.
pub(crate) fn proof(db: &Db, key: Key, at: Moment) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE diagnoses SET state = 'fixed', closed_at = ?4, closed_by = ?5 \
         WHERE connection = ?1 AND rule = ?2 AND \"case\" = ?3 AND state <> 'fixed'",
    )?
    .execute(params![
        key.connection,
        key.rule,
        key.case,
        at.at,
        at.exchange
    ])
    .map(drop)
}

/// People have come under a rule, or no longer are; without any it is closed by the last who went.
pub(crate) fn people(
    db: &Db,
    key: Key,
    (come, gone): (&[Concerned], &[(String, Moment)]),
    by: Option<&str>,
) -> rusqlite::Result<()> {
    if let Some(latest) = come.last() {
        let row = opened(db, key, latest.since, None, by)?;
        for person in come {
            concern(db, row, person)?;
        }
        for exchange in come
            .iter()
            .rev()
            .take(5)
            .filter_map(|one| one.since.exchange)
        {
            shown_by(db, row, exchange)?;
        }
        keep_latest(db, row)?;
    }
    let Some(row) = row_of(db, key)? else {
        return Ok(());
    };
    let mut last = None;
    for (person, at) in gone {
        let freed = db
            .prepare_cached(
                "UPDATE diagnosis_people SET until = ?3, until_by = ?4 \
                 WHERE diagnosis = ?1 AND person = ?2 AND until IS NULL",
            )?
            .execute(params![row, person, at.at, at.exchange])?;
        last = (freed > 0).then_some(*at).or(last);
    }
    let left = db
        .prepare_cached(
            "SELECT count(*) FROM diagnosis_people WHERE diagnosis = ?1 AND until IS NULL",
        )?
        .query_row([row], |row| row.get::<_, i64>(0))?;
    if left == 0 {
        return last.map_or(Ok(()), |at| proof(db, key, at));
    }
    db.prepare_cached(
        "UPDATE diagnoses SET count = ?2, detail = (SELECT p.detail FROM diagnosis_people p \
           WHERE p.diagnosis = ?1 AND p.until IS NULL ORDER BY p.since DESC, p.person LIMIT 1) \
         WHERE row = ?1",
    )?
    .execute((row, left))
    .map(drop)
}

fn row_of(db: &Db, key: Key) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT row FROM diagnoses WHERE connection = ?1 AND rule = ?2 AND \"case\" = ?3",
    )?
    .query_row((key.connection, key.rule, key.case), |row| row.get(0))
    .optional()
}

/// The connection stands like this since a moment.
pub(crate) fn stands(
    db: &Db,
    key: Key,
    (standing, at): (&Concern, Moment),
    by: Option<&str>,
) -> rusqlite::Result<()> {
    if standing.count == 0 {
        return proof(db, key, at);
    }
    let since = Moment {
        at: at.at,
        exchange: standing.exchange,
    };
    let row = opened(db, key, since, standing.detail.as_deref(), by)?;
    db.prepare_cached("UPDATE diagnoses SET count = ?2 WHERE row = ?1")?
        .execute((row, number(standing.count)))?;
    if let Some(exchange) = standing.exchange {
        shown_by(db, row, exchange)?;
        keep_latest(db, row)?;
    }
    let ids = standing.people.iter().map(|(id, _)| id.as_str());
    let ids = serde_json::Value::from(ids.collect::<Vec<&str>>()).to_string();
    settle(db, key.connection, row, &ids, at.at)?;
    for (id, name) in &standing.people {
        let person = Concerned {
            id: id.clone(),
            name: name.clone(),
            detail: None,
            since,
        };
        concern(db, row, &person)?;
    }
    Ok(())
}

macro_rules! diagnosis {
    ($rest:literal) => {
        concat!(
            "SELECT d.row, d.rule, d.\"case\", d.state, d.note, d.provider, d.detail, d.count, \
             d.opened_at, d.opened_by, d.last_at, d.last_by, d.closed_at, d.closed_by, d.reopened, \
             (SELECT count(*) FROM diagnosis_people p WHERE p.diagnosis = d.row AND p.until IS NULL), \
             c.id FROM diagnoses d JOIN connections c ON c.row = d.connection ",
            $rest
        )
    };
}

/// Those of a connection whose rule is known.
pub(crate) fn of_connection(db: &Db, connection: i64) -> rusqlite::Result<Vec<Diagnosis>> {
    let rows = db
        .prepare_cached(diagnosis!(
            "WHERE d.connection = ?1 ORDER BY d.last_at DESC, d.row"
        ))?
        .query_map([connection], from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// One by its row.
pub(crate) fn one(db: &Db, connection: i64, row: i64) -> rusqlite::Result<Option<Diagnosis>> {
    let found = db
        .prepare_cached(diagnosis!("WHERE d.connection = ?1 AND d.row = ?2"))?
        .query_row((connection, row), from_row)
        .optional()?;
    Ok(found.flatten())
}

/// Those that are open or accepted and about a person.
pub(crate) fn of_person(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Vec<Diagnosis>> {
    let rows = db
        .prepare_cached(diagnosis!(
            "JOIN diagnosis_people o ON o.diagnosis = d.row \
             WHERE o.person = ?2 AND o.until IS NULL AND d.connection = ?1 AND d.state <> 'fixed' \
             ORDER BY d.row"
        ))?
        .query_map((connection, id), from_row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// Those that an exchange opened, showed or closed.
pub(crate) fn of_exchange(db: &Db, exchange: i64) -> rusqlite::Result<Vec<(String, Diagnosis)>> {
    let rows = db
        .prepare_cached(diagnosis!(
            "WHERE d.opened_by = ?1 OR d.last_by = ?1 OR d.closed_by = ?1 OR EXISTS \
             (SELECT 1 FROM diagnosis_exchanges e WHERE e.diagnosis = d.row AND e.exchange = ?1) \
             ORDER BY d.row"
        ))?
        .query_map([exchange], |row| {
            let connection: String = row.get(16)?;
            Ok(from_row(row)?.map(|diagnosis| (connection, diagnosis)))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// Nothing when a later version wrote it by a rule that is not known here.
fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<Diagnosis>> {
    let (id, case): (String, String) = (row.get(1)?, row.get(2)?);
    let Some(rule) = rule(&id, &case) else {
        return Ok(None);
    };
    let happened = |column: usize| -> rusqlite::Result<Option<Happened>> {
        let at: Option<i64> = row.get(column)?;
        let exchange = row.get(column + 1)?;
        Ok(at.map(|at| Happened {
            at: from_millis(at),
            exchange,
        }))
    };
    let (Some(opened), Some(last)) = (happened(8)?, happened(10)?) else {
        return Ok(None);
    };
    Ok(Some(Diagnosis {
        id: row.get(0)?,
        rule,
        state: state(&row.get::<_, String>(3)?),
        note: row.get(4)?,
        provider: row.get(5)?,
        detail: row.get(6)?,
        count: count(row.get(7)?),
        opened,
        last,
        closed: happened(12)?,
        reopened: count(row.get(14)?),
        people: match (rule.watch, count(row.get(15)?)) {
            // Of these the first are named, and all are counted.
            (Watch::Survey(_) | Watch::State(_), named @ 1..) => named.max(count(row.get(7)?)),
            (_, named) => named,
        },
    }))
}

fn state(text: &str) -> FindingState {
    match text {
        "accepted" => FindingState::Accepted,
        "fixed" => FindingState::Fixed,
        _ => FindingState::Open,
    }
}

/// The exchanges that showed it and are still in the log, the latest first.
pub(crate) fn exchanges(db: &Db, row: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT d.exchange FROM diagnosis_exchanges d JOIN exchanges e ON e.number = d.exchange \
         WHERE d.diagnosis = ?1 ORDER BY d.exchange DESC",
    )?
    .query_map([row], |row| row.get(0))?
    .collect()
}

/// Accepts what is open, or opens what was accepted; 0 when there is nothing to be decided.
pub(crate) fn decide(
    db: &Db,
    connection: i64,
    row: i64,
    note: Option<&str>,
) -> rusqlite::Result<usize> {
    let state = match note {
        Some(_) => "accepted",
        None => "open",
    };
    db.prepare_cached(
        "UPDATE diagnoses SET state = ?3, note = ?4 \
         WHERE connection = ?1 AND row = ?2 AND state <> 'fixed'",
    )?
    .execute((connection, row, state, note))
}

/// What is remembered of a connection: its memory, how far people were looked at, and by what.
pub(crate) fn memory(db: &Db, connection: i64) -> rusqlite::Result<Option<(String, i64, String)>> {
    db.prepare_cached("SELECT memory, examined, by FROM diagnosis_memory WHERE connection = ?1")?
        .query_row([connection], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()
}

pub(crate) fn remember(
    db: &Db,
    connection: i64,
    memory: &str,
    examined: i64,
    by: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO diagnosis_memory VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET \
         memory = excluded.memory, examined = excluded.examined, by = excluded.by",
    )?
    .execute((connection, memory, examined, by))
    .map(drop)
}

/// Forgets everything that was diagnosed of a connection.
pub(crate) fn forget(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM diagnoses WHERE connection = ?1")?
        .execute([connection])?;
    db.prepare_cached("DELETE FROM cycles WHERE connection = ?1")?
        .execute([connection])?;
    db.prepare_cached("DELETE FROM diagnosis_memory WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}
