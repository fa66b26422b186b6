//! The counters of a connection.

use super::{Db, count, findings};
use crate::clock::from_millis;
use crate::views::{Overview, RuleCount};

/// Everything but the reporting lines.
pub(crate) fn counters(db: &Db, connection: i64) -> rusqlite::Result<Overview> {
    let mut overview = db
        .prepare_cached(
            "SELECT n.people, \
             (SELECT count(*) FROM resources WHERE connection = ?1 AND kind = 'User' AND active = 0), \
             (SELECT count(*) FROM (SELECT DISTINCT department_folded, department FROM resources \
                WHERE connection = ?1 AND kind = 'User' AND department_folded IS NOT NULL)), \
             n.groups, n.exchanges, n.failed, \
             (SELECT at FROM exchanges WHERE connection = ?1 ORDER BY seq DESC LIMIT 1), n.removed, \
             n.backfilled, \
             (SELECT count(*) FROM teams t WHERE t.connection = ?1 AND NOT EXISTS \
                (SELECT 1 FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' \
                   AND r.department_folded = fold(t.name) AND r.department = t.name)) \
             FROM counts n WHERE n.connection = ?1",
        )?
        .query_row([connection], |row| {
            let (people, inactive) = (count(row.get(0)?), count(row.get(1)?));
            Ok(Overview {
                people,
                active: people - inactive,
                inactive,
                teams: count(row.get(2)?),
                groups: count(row.get(3)?),
                exchanges: count(row.get(4)?),
                failed: count(row.get(5)?),
                last_exchange: row.get::<_, Option<i64>>(6)?.map(from_millis),
                removed: count(row.get(7)?),
                backfilled: count(row.get(8)?),
                empty_teams: count(row.get(9)?),
                ..Overview::default()
            })
        })?;
    overview.findings_by_rule = top_rules(db, connection)?;
    Ok(overview)
}

fn top_rules(db: &Db, connection: i64) -> rusqlite::Result<Vec<RuleCount>> {
    db.prepare_cached(
        "SELECT t.rule, t.worst, t.number, f.detail FROM \
         (SELECT rule, max(severity) AS worst, count(*) AS number, max(row) AS latest \
            FROM findings WHERE connection = ?1 AND state = 'open' GROUP BY rule \
            ORDER BY worst DESC, number DESC, rule LIMIT 10) t \
         JOIN findings f ON f.row = t.latest ORDER BY t.worst DESC, t.number DESC, t.rule",
    )?
    .query_map([connection], |row| {
        Ok(RuleCount {
            rule: row.get(0)?,
            severity: findings::severity(row.get(1)?),
            count: count(row.get(2)?),
            latest: row.get(3)?,
        })
    })?
    .collect()
}
