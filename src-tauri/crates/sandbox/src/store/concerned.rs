//! Statements on the people that findings are about: who comes under one, who no longer is, and how many
//! findings are open about somebody.

use std::collections::BTreeMap;

use rusqlite::params;
use scim::Severity;

use super::{Db, count};
use crate::diagnoses::{Concerned, RULES, Who};

/// Somebody is concerned, from the moment on that is not known yet.
pub(super) fn concern(db: &Db, row: i64, person: &Concerned) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO diagnosis_people (diagnosis, person, name, detail, since, since_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET name = excluded.name, \
         detail = excluded.detail, \
         since = CASE WHEN until IS NULL THEN since ELSE excluded.since END, \
         since_by = CASE WHEN until IS NULL THEN since_by ELSE excluded.since_by END, \
         until = NULL, until_by = NULL",
    )?
    .execute(params![
        row,
        person.id,
        person.name,
        person.detail,
        person.since.at,
        person.since.exchange
    ])
    .map(drop)
}

/// Those who are not among `ids` are no longer concerned, each by the exchange that touched them last since
/// they came under it.
pub(super) fn settle(
    db: &Db,
    connection: i64,
    row: i64,
    ids: &str,
    at: i64,
) -> rusqlite::Result<()> {
    let gone: Vec<(String, Option<i64>)> = db
        .prepare_cached(
            "SELECT person, since_by FROM diagnosis_people WHERE diagnosis = ?1 \
             AND until IS NULL AND person NOT IN (SELECT value FROM json_each(?2))",
        )?
        .query_map((row, ids), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (person, since) in gone {
        let by = super::diagnosing::last_touch(db, connection, &person)?;
        db.prepare_cached(
            "UPDATE diagnosis_people SET until = ?3, until_by = ?4 \
             WHERE diagnosis = ?1 AND person = ?2",
        )?
        .execute(params![row, person, at, by.filter(|by| Some(*by) > since)])?;
    }
    Ok(())
}

/// Names that people are told with, with how many people each, the most frequent first.
pub(crate) fn tally(db: &Db, row: i64) -> rusqlite::Result<Vec<(String, u64)>> {
    let mut select = db.prepare_cached(
        "SELECT detail, count(*) FROM diagnosis_people \
         WHERE diagnosis = ?1 AND detail IS NOT NULL GROUP BY detail",
    )?;
    let mut rows = select.query([row])?;
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (names, people): (String, i64) = (row.get(0)?, row.get(1)?);
        for name in names.split(", ") {
            *all.entry(name.to_owned()).or_default() += count(people);
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by(|(name, people), (other, others)| others.cmp(people).then(name.cmp(other)));
    Ok(all)
}

/// How many findings are open about the person `r`: what lists, cards and files count.
pub(crate) const OPEN_OF_PERSON: &str = "(SELECT count(*) FROM diagnosis_people o \
     JOIN diagnoses d ON d.row = o.diagnosis WHERE o.person = r.id AND o.until IS NULL \
     AND d.connection = r.connection AND d.state = 'open')";

/// The people about whom something is open that is to be looked at; the connection is its one parameter.
/// What is only to be known is of no urgency.
pub(crate) fn to_look_at() -> String {
    let known = RULES.iter().filter(|rule| rule.severity == Severity::Info);
    let known: Vec<String> = known
        .map(|rule| format!("'{}/{}'", rule.id, rule.case))
        .collect();
    format!(
        "SELECT o.person FROM diagnoses d JOIN diagnosis_people o ON o.diagnosis = d.row \
         WHERE d.connection = ? AND d.state = 'open' AND o.until IS NULL \
         AND d.rule || '/' || d.\"case\" NOT IN ({})",
        known.join(", ")
    )
}

/// Whom it is about, those who still are first; at most so many.
pub(crate) fn of_diagnosis(db: &Db, row: i64, limit: u32) -> rusqlite::Result<Vec<Who>> {
    db.prepare_cached(
        "SELECT p.person, coalesce(r.name, nullif(p.name, ''), p.person), p.detail, \
         p.until IS NOT NULL, p.until_by, r.row IS NOT NULL FROM diagnosis_people p \
         JOIN diagnoses d ON d.row = p.diagnosis \
         LEFT JOIN resources r ON r.connection = d.connection AND r.id = p.person \
         WHERE p.diagnosis = ?1 ORDER BY p.until IS NOT NULL, 2, p.person LIMIT ?2",
    )?
    .query_map((row, limit), |row| {
        Ok(Who {
            id: row.get(0)?,
            name: row.get(1)?,
            detail: row.get(2)?,
            settled: row.get(3)?,
            settled_by: row.get(4)?,
            here: row.get(5)?,
        })
    })?
    .collect()
}
