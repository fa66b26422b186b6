//! Statements on `synced_groups`: the groups of the application beside the staged ones, and bringing them up
//! to date with the accounts.

use rusqlite::{Row, ToSql, named_params, params};

use super::text::fold;
use super::{Db, count, number, staged};
use crate::clock::from_millis;
use crate::sync::{GroupCounts, GroupVerdict, Rules, StagedGroup, SyncedGroup};

const HIGHEST_LIMIT: u32 = 1_000;

/// Staged groups, and those of the application that are not staged any more, each with the verdict.
fn judged(rules: &Rules) -> String {
    format!(
        "WITH granted AS MATERIALIZED (SELECT id FROM ({people}) \
            WHERE verdict IN ('create', 'update', 'restore', 'member')), \
         filled AS MATERIALIZED (SELECT m.\"group\" AS g, count(*) AS n FROM members m \
            JOIN granted p ON p.id = m.value WHERE m.connection = :connection GROUP BY m.\"group\"), \
         all_groups AS (SELECT r.id, r.name, r.name_sorted, 1 AS staged, r.member_count AS members, \
            coalesce(f.n, 0) AS would, s.name AS made_name, s.members AS made_members, s.made_at, \
            s.made_by, CASE WHEN s.row IS NULL THEN 'create' WHEN s.name IS NOT r.name THEN 'rename' \
               WHEN s.members > 0 AND f.n IS NULL THEN 'empty' \
               WHEN s.members IS NOT coalesce(f.n, 0) THEN 'change' ELSE 'same' END AS verdict \
            FROM resources r LEFT JOIN filled f ON f.g = r.row \
            LEFT JOIN synced_groups s ON s.connection = r.connection AND s.twin = :twin \
               AND s.resource = r.id \
            WHERE r.connection = :connection AND r.kind = 'Group' \
         UNION ALL SELECT s.resource, s.name, s.name_sorted, 0, 0, 0, s.name, s.members, s.made_at, \
            s.made_by, 'remove' FROM synced_groups s WHERE s.connection = :connection \
            AND s.twin = :twin AND {GONE}) ",
        people = staged::judged(rules),
    )
}

/// Whether the staged group of `s` is gone.
const GONE: &str = "NOT EXISTS (SELECT 1 FROM resources r WHERE r.connection = s.connection \
    AND r.id = s.resource AND r.kind = 'Group')";

/// A page by name, and how many match in all.
pub(crate) fn page(
    db: &Db,
    rules: &Rules,
    text: &str,
    (offset, limit): (u64, u32),
) -> rusqlite::Result<(Vec<StagedGroup>, u64)> {
    if !rules.groups {
        return Ok((Vec::new(), 0));
    }
    let text = fold(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = serde_json::Value::from(words).to_string();
    let (limit, offset) = (i64::from(limit.min(HIGHEST_LIMIT)), number(offset));
    let matching = "FROM all_groups WHERE NOT EXISTS (SELECT 1 FROM json_each(:words) w \
        WHERE instr(fold(name), w.value) = 0)";
    let sql = format!(
        "{} SELECT id, name, staged, members, would, made_name, made_members, made_at, made_by, \
         verdict, count(*) OVER () {matching} ORDER BY name_sorted, id LIMIT :limit OFFSET :offset",
        judged(rules)
    );
    let mut values = staged::bound(rules, &sql);
    values.extend(named_params! { ":words": words, ":limit": limit, ":offset": offset });
    let mut total = 0;
    let rows = db
        .prepare_cached(&sql)?
        .query_map(values.as_slice(), |row| {
            total = row.get(10)?;
            from_row(row)
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((rows, count(total)))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StagedGroup> {
    let made = row.get::<_, Option<String>>(5)?.map(|name| {
        Ok::<_, rusqlite::Error>(SyncedGroup {
            name,
            members: count(row.get(6)?),
            made_at: from_millis(row.get(7)?),
            made_by: row.get(8)?,
        })
    });
    Ok(StagedGroup {
        id: row.get(0)?,
        name: row.get(1)?,
        staged: row.get(2)?,
        members: count(row.get(3)?),
        would_have: count(row.get(4)?),
        made: made.transpose()?,
        verdict: GroupVerdict::read(&row.get::<_, String>(9)?),
    })
}

/// How many get which verdict.
pub(crate) fn counts(db: &Db, rules: &Rules) -> rusqlite::Result<Vec<(GroupVerdict, u64)>> {
    if !rules.groups {
        return Ok(Vec::new());
    }
    let sql = format!(
        "{} SELECT verdict, count(*) FROM all_groups GROUP BY verdict",
        judged(rules)
    );
    db.prepare_cached(&sql)?
        .query_map(staged::bound(rules, &sql).as_slice(), |row| {
            let verdict = GroupVerdict::read(&row.get::<_, String>(0)?);
            Ok((verdict, count(row.get(1)?)))
        })?
        .collect()
}

/// How many groups are staged or in the application.
pub(crate) fn concerned(db: &Db, rules: &Rules) -> rusqlite::Result<u64> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM resources r WHERE r.connection = :connection \
           AND r.kind = 'Group') + (SELECT count(*) FROM synced_groups s \
           WHERE s.connection = :connection AND s.twin = :twin AND {GONE})"
    );
    let values: &[(&str, &dyn ToSql)] =
        &[(":connection", &rules.connection), (":twin", &rules.twin)];
    db.prepare_cached(&sql)?
        .query_row(values, |row| row.get(0))
        .map(count)
}

/// Brings the groups of the application up to date with the staged ones and with the accounts.
pub(crate) fn bring_up_to_date(
    db: &Db,
    rules: &Rules,
    (run, at): (i64, i64),
) -> rusqlite::Result<GroupCounts> {
    let (connection, twin) = (rules.connection, rules.twin.as_str());
    let removed = db
        .prepare_cached(&format!(
            "DELETE FROM synced_groups AS s WHERE s.connection = ?1 AND s.twin = ?2 AND {GONE}"
        ))?
        .execute(params![connection, twin])?;
    let renamed = db
        .prepare_cached(
            "UPDATE synced_groups AS s SET name = r.name, name_sorted = r.name_sorted, \
             changed_at = ?3, changed_by = ?4 FROM resources r WHERE s.connection = ?1 \
             AND s.twin = ?2 AND r.connection = ?1 AND r.id = s.resource AND s.name IS NOT r.name",
        )?
        .execute(params![connection, twin, at, run])?;
    if renamed > 0 {
        rename_left(db, rules)?;
    }
    let created = db
        .prepare_cached(
            "INSERT INTO synced_groups (connection, twin, resource, name, name_sorted, members, \
             made_at, made_by, changed_at, changed_by) SELECT ?1, ?2, r.id, r.name, r.name_sorted, 0, \
             ?3, ?4, ?3, ?4 FROM resources r WHERE r.connection = ?1 AND r.kind = 'Group' \
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![connection, twin, at, run])?;
    let emptied = fill(db, rules, (run, at))?;
    Ok(GroupCounts {
        created: created as u64,
        renamed: renamed as u64,
        emptied,
        removed: removed as u64,
    })
}

/// Accounts without access are not taken through the steps: what they were in goes by the present names too.
fn rename_left(db: &Db, rules: &Rules) -> rusqlite::Result<()> {
    let named = "json_each(a.groups) j LEFT JOIN synced_groups s ON s.connection = a.connection \
        AND s.twin = a.twin AND s.resource = j.value ->> '$.id'";
    let name = "coalesce(s.name, j.value ->> '$.name')";
    // What everybody has stands before what each group gives, where groups give anything.
    let gives = match rules.access_by_groups {
        true => format!(
            ", access = (SELECT json_group_array(v ORDER BY n) FROM (SELECT 0 AS n, \
               a.access ->> '$[0]' AS v UNION ALL SELECT 1 + j.key, {name} FROM {named}))"
        ),
        false => String::new(),
    };
    db.prepare_cached(&format!(
        "UPDATE accounts AS a SET groups = (SELECT json_group_array(json_object('id', \
           j.value ->> '$.id', 'name', {name}) ORDER BY j.key) FROM {named}){gives} \
         WHERE a.connection = ?1 AND a.twin = ?2 AND a.state = 'disabled' \
           AND EXISTS (SELECT 1 FROM {named} WHERE s.name IS NOT j.value ->> '$.name' \
             AND s.name IS NOT NULL)"
    ))?
    .execute(params![rules.connection, rules.twin])
    .map(drop)
}

/// Counts the accounts in each group; returns how many groups everybody has left.
fn fill(db: &Db, rules: &Rules, (run, at): (i64, i64)) -> rusqlite::Result<u64> {
    let after = db
        .prepare_cached(
            "WITH now AS MATERIALIZED (SELECT j.value ->> '$.id' AS id, count(*) AS n \
               FROM accounts a, json_each(a.groups) j WHERE a.connection = ?1 AND a.twin = ?2 \
               AND a.state = 'active' GROUP BY 1) \
             SELECT s.row, s.members, coalesce(n.n, 0) FROM synced_groups s \
             LEFT JOIN now n ON n.id = s.resource WHERE s.connection = ?1 AND s.twin = ?2 \
             AND s.members IS NOT coalesce(n.n, 0)",
        )?
        .query_map(params![rules.connection, rules.twin], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()?;
    let mut change = db.prepare_cached(
        "UPDATE synced_groups SET members = ?2, changed_at = ?3, changed_by = ?4 WHERE row = ?1",
    )?;
    let mut emptied = 0;
    for (row, before, now) in after {
        change.execute(params![row, now, at, run])?;
        emptied += u64::from(before > 0 && now == 0);
    }
    Ok(emptied)
}

/// Forgets the groups of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM synced_groups WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}
