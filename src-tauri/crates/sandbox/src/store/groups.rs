//! Statements on groups: a page of them, all of them, and one. Whether they are roles is for the twin.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::log::Conditions;
use super::people::rows_json;
use super::{Db, count, counts, number};
use crate::clock::from_millis;
use crate::views::{GroupRow, GroupsPage, GroupsQuery};

const DEFAULT_LIMIT: u32 = 100;
const HIGHEST_LIMIT: u32 = 1_000;

/// What [`from_row`] reads, of `resources r`.
macro_rules! columns {
    () => {
        "SELECT r.id, r.name, r.external_id, r.member_count, r.last_modified, r.created, \
         (SELECT e.number FROM versions v JOIN exchanges e ON e.number = v.exchange \
            WHERE v.connection = r.connection AND v.resource = r.id AND v.version = 1) \
         FROM resources r "
    };
}

/// Some groups by name, and how many match. A page is found on narrow rows and completed then.
pub(crate) fn page(db: &Db, connection: i64, query: &GroupsQuery) -> rusqlite::Result<GroupsPage> {
    let total = counts::of_connection(db, connection)?.groups;
    let text = query.text.as_deref().unwrap_or_default();
    let (rows, matching) = match text.trim().is_empty() {
        true => (in_order(db, connection, query)?, total),
        false => searched(db, connection, text, query)?,
    };
    let mut select = db.prepare_cached(concat!(
        columns!(),
        "JOIN json_each(?1) w ON w.value = r.row ORDER BY w.key"
    ))?;
    let rows = select.query_map([rows_json(&rows)], from_row)?;
    Ok(GroupsPage {
        rows: rows.collect::<rusqlite::Result<_>>()?,
        matching,
        total,
    })
}

/// Where a page begins and how long it is: behind the group that stands before it, where that is known
/// and still here, so that no row in front is read; else at its offset.
fn window(db: &Db, connection: i64, query: &GroupsQuery) -> rusqlite::Result<Window> {
    let before = match &query.after {
        Some(id) => place(db, connection, id)?,
        None => None,
    };
    let limit = i64::from(query.limit.unwrap_or(DEFAULT_LIMIT).min(HIGHEST_LIMIT));
    let offset = match before {
        Some(_) => 0,
        None => number(query.offset),
    };
    Ok(Window {
        before,
        rest: [limit.into(), offset.into()],
    })
}

struct Window {
    /// `name_sorted` and row of the group before the page.
    before: Option<(String, i64)>,
    /// What `LIMIT ? OFFSET ?` takes.
    rest: [Value; 2],
}

fn place(db: &Db, connection: i64, id: &str) -> rusqlite::Result<Option<(String, i64)>> {
    db.prepare_cached(
        "SELECT name_sorted, row FROM resources WHERE connection = ?1 AND id = ?2 AND kind = 'Group'",
    )?
    .query_row((connection, id), |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

fn in_order(db: &Db, connection: i64, query: &GroupsQuery) -> rusqlite::Result<Vec<i64>> {
    let Window { before, rest } = window(db, connection, query)?;
    let mut all = Conditions::default();
    all.and("r.connection = ?", [connection.into()]);
    all.and("r.kind = 'Group'", []);
    if let Some((name, row)) = before {
        all.and("(r.name_sorted, r.row) > (?, ?)", [name.into(), row.into()]);
    }
    db.prepare_cached(&format!(
        "SELECT r.row FROM resources r {} ORDER BY r.name_sorted, r.row LIMIT ? OFFSET ?",
        all.text()
    ))?
    .query_map(params_from_iter(all.values(rest)), |row| row.get(0))?
    .collect()
}

/// No index answers a text, so every group is looked at: once, to find and to count.
fn searched(
    db: &Db,
    connection: i64,
    text: &str,
    query: &GroupsQuery,
) -> rusqlite::Result<(Vec<i64>, u64)> {
    let Window { before, rest } = window(db, connection, query)?;
    let mut all = Conditions::default();
    all.and("r.connection = ?", [connection.into()]);
    all.and("r.kind = 'Group'", []);
    all.words("r.search", text);
    let mut values = all.values([]);
    let behind = match before {
        Some((name, row)) => {
            values.extend([name.into(), row.into()]);
            "WHERE (f.name_sorted, f.row) > (?, ?)"
        }
        None => "",
    };
    values.extend(rest);
    let found: Vec<(Option<i64>, i64)> = db
        .prepare_cached(&format!(
            "WITH found AS MATERIALIZED (SELECT r.row, r.name_sorted FROM resources r \
                INDEXED BY resources_kind {}), \
             page AS (SELECT f.row, f.name_sorted FROM found f {behind} \
                ORDER BY f.name_sorted, f.row LIMIT ? OFFSET ?) \
             SELECT p.row, n.number FROM (SELECT count(*) AS number FROM found) n \
             LEFT JOIN page p ORDER BY p.name_sorted, p.row",
            all.text()
        ))?
        .query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let matching = found.first().map_or(0, |(_, number)| *number);
    let rows = found.into_iter().filter_map(|(row, _)| row);
    Ok((rows.collect(), count(matching)))
}

/// All groups by name; each word of `text` must occur in what they are searched by.
pub(crate) fn all(db: &Db, connection: i64, text: Option<&str>) -> rusqlite::Result<Vec<GroupRow>> {
    let mut all = Conditions::default();
    all.and("r.connection = ?", [connection.into()]);
    all.and("r.kind = 'Group'", []);
    all.words("r.search", text.unwrap_or_default());
    db.prepare_cached(&format!(
        concat!(columns!(), "{} ORDER BY r.name_sorted, r.row"),
        all.text()
    ))?
    .query_map(params_from_iter(all.values([])), from_row)?
    .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<GroupRow> {
    Ok(GroupRow {
        id: row.get(0)?,
        name: row.get(1)?,
        external_id: row.get(2)?,
        members: count(row.get(3)?),
        last_modified: from_millis(row.get(4)?),
        created: from_millis(row.get(5)?),
        exchange: row.get(6)?,
    })
}

/// One group by its row.
pub(crate) fn by_row(db: &Db, row: i64) -> rusqlite::Result<GroupRow> {
    db.prepare_cached(concat!(columns!(), "WHERE r.row = ?1"))?
        .query_row([row], from_row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate::{self, MIGRATIONS};

    #[test]
    fn a_page_behind_a_known_group_reads_no_group_in_front_of_it() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        migrate::run(&mut db, None, MIGRATIONS).unwrap();
        let mut plan = db
            .prepare(
                "EXPLAIN QUERY PLAN SELECT r.row FROM resources r WHERE r.connection = 1 \
                 AND r.kind = 'Group' AND (r.name_sorted, r.row) > ('m', 7) \
                 ORDER BY r.name_sorted, r.row LIMIT 100",
            )
            .unwrap();
        let rows = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
        let plan = rows.map(Result::unwrap).collect::<Vec<_>>().join("\n");
        assert!(plan.contains("resources_name"), "{plan}");
        assert!(plan.contains("name_sorted>"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}
