//! The verdict on everybody who is staged, worked out in SQL from fixed pieces: what a sync would do now,
//! and which condition decided. Nothing here writes.
//!
//! The pieces are put together in the order in which the twin states its conditions; the first that fails
//! decides. Values are bound.

use rusqlite::{OptionalExtension, Row, ToSql, named_params};

use super::{Db, count, number};
use crate::clock::from_millis;
use crate::store::text::fold;
use crate::sync::{AccountLink, Rules, StagedPerson, Verdict};
use crate::twins::{Condition, Leaving, LoginAttribute};

const HIGHEST_LIMIT: u32 = 1_000;

/// Which of those who are staged.
#[derive(Debug, Default)]
pub(crate) struct Which<'a> {
    pub(crate) verdict: Option<Verdict>,
    /// With those who are not staged any more and leave, whatever the verdict.
    pub(crate) gone: bool,
    pub(crate) text: Option<&'a str>,
    pub(crate) offset: u64,
    pub(crate) limit: u32,
}

/// The groups of `r`, as an account keeps them.
pub(crate) const GROUPS: &str = "(SELECT json_group_array(json_object('id', g.id, 'name', g.name) \
    ORDER BY g.name_sorted, g.row) FROM members m JOIN resources g ON g.row = m.\"group\" \
    WHERE m.connection = r.connection AND m.value = r.id)";

/// What groups give access to, with what everybody has before it.
pub(crate) fn access(groups: &str) -> String {
    format!(
        "(SELECT json_group_array(v ORDER BY n) FROM (SELECT 0 AS n, :base AS v UNION ALL \
         SELECT 1 + j.key, j.value ->> '$.name' FROM json_each({groups}) j))"
    )
}

/// The login of a person as it is sent.
pub(crate) fn login(rules: &Rules, of: &str) -> String {
    match rules.login {
        LoginAttribute::Email => format!("coalesce({of}.email, {of}.user_name)"),
        LoginAttribute::UserName => format!("{of}.user_name"),
    }
}

fn login_folded(rules: &Rules, of: &str) -> String {
    match rules.login {
        LoginAttribute::Email => format!("coalesce({of}.email_folded, {of}.user_name_folded)"),
        LoginAttribute::UserName => format!("{of}.user_name_folded"),
    }
}

/// The address of `r` whose domain is looked at.
pub(crate) fn address(rules: &Rules) -> &'static str {
    match rules.login {
        LoginAttribute::Email => "r.email",
        LoginAttribute::UserName => {
            "CASE WHEN instr(r.user_name, '@') > 0 THEN r.user_name ELSE r.email END"
        }
    }
}

/// Whether somebody active signs in with `login`; `more` narrows it down.
fn somebody(rules: &Rules, login: &str, connection: &str, more: &str) -> String {
    let theirs = login_folded(rules, "o");
    let fits = format!("{theirs} = {login} AND o.active IS NOT 0 {more}");
    format!(
        "(EXISTS (SELECT 1 FROM resources o WHERE o.connection = {connection} AND o.kind = 'User' \
            AND o.user_name_folded = {login} AND {fits}) \
          OR EXISTS (SELECT 1 FROM emails e JOIN resources o ON o.row = e.resource \
            WHERE e.connection = {connection} AND e.value_folded = {login} AND {fits}))"
    )
}

/// What is different between an account and what a sync would make of it.
fn differs(rules: &Rules) -> String {
    let login = login(rules, "r");
    let mut pieces = vec![
        "a.row IS NULL".to_owned(),
        format!("a.login IS NOT {login}"),
        "a.email IS NOT r.email".to_owned(),
        "a.name IS NOT r.name".to_owned(),
    ];
    if rules.groups {
        pieces.push(format!("a.groups IS NOT {GROUPS}"));
    }
    if rules.access {
        let from = if rules.access_by_groups {
            GROUPS
        } else {
            "'[]'"
        };
        pieces.push(format!("a.access IS NOT {}", access(from)));
    }
    pieces.join(" OR ")
}

/// What somebody with an account, or whose login has one, gets.
fn membership(rules: &Rules) -> String {
    let mut pieces = format!(
        "WHEN a.row IS NULL AND b.row IS NOT NULL AND EXISTS (SELECT 1 FROM resources s \
            WHERE s.connection = b.connection AND s.id = b.resource) THEN 'taken' \
         WHEN coalesce(a.state, b.state) = 'disabled' AND r.active IS NOT 0 THEN 'restore' \
         WHEN coalesce(a.row, b.row) IS NOT NULL AND r.active IS NOT 0 AND ({}) THEN 'update' \
         WHEN coalesce(a.row, b.row) IS NOT NULL THEN 'member' ",
        differs(rules)
    );
    // A `userName` is unique, an address is not.
    if rules.login == LoginAttribute::Email {
        let own = login_folded(rules, "r");
        let earlier = somebody(rules, &own, "r.connection", "AND o.row < r.row");
        pieces.push_str(&format!("WHEN {earlier} THEN 'taken' "));
    }
    pieces
}

fn verdict(rules: &Rules) -> String {
    let mut pieces = String::from("CASE ");
    match rules.inactive {
        Leaving::Deactivate | Leaving::Disable => {
            pieces.push_str("WHEN r.active = 0 AND a.state = 'active' THEN 'disable' ");
        }
        Leaving::Remove => {
            pieces.push_str("WHEN r.active = 0 AND a.row IS NOT NULL THEN 'remove' ")
        }
        Leaving::Keep | Leaving::Unstated => {}
    }
    let mut asked = false;
    for condition in &rules.conditions {
        match condition {
            Condition::Active => pieces.push_str("WHEN r.active = 0 THEN 'inactive' "),
            Condition::SsoDomain => pieces.push_str(&format!(
                "WHEN mail_domain({}) IS NULL OR mail_domain({}) NOT IN (SELECT d.domain \
                    FROM sso_domains d WHERE d.connection = :connection) THEN 'domain' ",
                address(rules),
                address(rules)
            )),
            Condition::NotAMember => {
                asked = true;
                pieces.push_str(&membership(rules));
            }
        }
    }
    // Nobody gets a second account, whatever the twin asks.
    if !asked {
        pieces.push_str(&membership(rules));
    }
    pieces + "ELSE 'create' END"
}

/// Everybody who is staged, with the verdict.
pub(crate) fn judged(rules: &Rules) -> String {
    format!(
        "SELECT r.row, r.id, r.name, r.name_sorted, r.search, r.user_name, {login} AS login, r.email, \
            mail_domain({address}) AS domain, r.active IS NOT 0 AS active, 1 AS staged, \
            coalesce(a.row, b.row) AS account, coalesce(a.state, b.state) AS state, \
            coalesce(a.made_by, b.made_by) AS made_by, coalesce(a.made_at, b.made_at) AS made_at, \
            {verdict} AS verdict \
         FROM resources r \
         LEFT JOIN accounts a ON a.connection = r.connection AND a.twin = :twin AND a.resource = r.id \
         LEFT JOIN accounts b ON a.row IS NULL AND b.connection = r.connection AND b.twin = :twin \
            AND b.login_folded = {folded} \
         WHERE r.connection = :connection AND r.kind = 'User'",
        login = login(rules, "r"),
        address = address(rules),
        verdict = verdict(rules),
        folded = login_folded(rules, "r"),
    )
}

/// Accounts of people who are not staged any more and have access; none when the twin lets them keep it.
fn gone(rules: &Rules) -> Option<String> {
    let (verdict, which) = match rules.deleted {
        Leaving::Deactivate | Leaving::Disable => ("disable", "AND a.state = 'active'"),
        Leaving::Remove => ("remove", ""),
        Leaving::Keep | Leaving::Unstated => return None,
    };
    // Who comes back under another id takes the account over.
    let back = somebody(rules, "a.login_folded", "a.connection", "");
    Some(format!(
        "SELECT a.row, a.resource AS id, a.name, a.name_sorted, a.search, NULL AS user_name, a.login, \
            a.email, mail_domain(a.login) AS domain, 0 AS active, 0 AS staged, a.row AS account, a.state, \
            a.made_by, a.made_at, '{verdict}' AS verdict \
         FROM accounts a WHERE a.connection = :connection AND a.twin = :twin {which} \
            AND NOT EXISTS (SELECT 1 FROM resources r WHERE r.connection = a.connection \
               AND r.id = a.resource) AND NOT {back}"
    ))
}

/// Binds what the pieces name. SQLite refuses a name that a statement does not have.
pub(crate) fn bound<'a>(rules: &'a Rules, sql: &str) -> Vec<(&'static str, &'a dyn ToSql)> {
    let all: [(&'static str, &dyn ToSql); 3] = [
        (":connection", &rules.connection),
        (":twin", &rules.twin),
        (":base", &rules.base),
    ];
    all.into_iter()
        .filter(|(name, _)| sql.contains(name))
        .collect()
}

fn query(
    db: &Db,
    rules: &Rules,
    sql: &str,
    more: &[(&'static str, &dyn ToSql)],
) -> rusqlite::Result<Vec<(i64, StagedPerson)>> {
    let mut values = bound(rules, sql);
    values.extend(more.iter().copied());
    db.prepare_cached(sql)?
        .query_map(values.as_slice(), from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<(i64, StagedPerson)> {
    let account = row.get::<_, Option<i64>>(11)?.map(|_| {
        Ok::<_, rusqlite::Error>(AccountLink {
            active: row.get::<_, String>(12)? == "active",
            made_by: row.get(13)?,
            made_at: from_millis(row.get(14)?),
        })
    });
    let person = StagedPerson {
        id: row.get(1)?,
        name: row.get(2)?,
        user_name: row.get(5)?,
        login: row.get(6)?,
        email: row.get(7)?,
        domain: row.get(8)?,
        active: row.get(9)?,
        staged: row.get(10)?,
        account: account.transpose()?,
        verdict: Verdict::read(&row.get::<_, String>(15)?),
    };
    Ok((row.get(0)?, person))
}

/// A page of those who are staged, by name, and how many match in all. With the verdict that somebody loses
/// access, or where they are asked for, those who are not staged any more are among them.
pub(crate) fn page(
    db: &Db,
    rules: &Rules,
    which: &Which<'_>,
) -> rusqlite::Result<(Vec<StagedPerson>, u64)> {
    let mut all = judged(rules);
    if (which.gone || which.verdict.is_some_and(Verdict::takes_access))
        && let Some(gone) = gone(rules)
    {
        all = format!("{all} UNION ALL {gone}");
    }
    let only = match which.verdict {
        Some(verdict) => format!("AND verdict = '{}'", verdict.word()),
        None => String::new(),
    };
    let matching = format!(
        "FROM ({all}) WHERE NOT EXISTS (SELECT 1 FROM json_each(:words) w \
            WHERE instr(search, w.value) = 0) {only}"
    );
    let text = fold(which.text.unwrap_or_default());
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = serde_json::Value::from(words).to_string();
    let limit = i64::from(which.limit.min(HIGHEST_LIMIT));
    let offset = number(which.offset);
    let sql = format!("SELECT * {matching} ORDER BY name_sorted, row LIMIT :limit OFFSET :offset");
    let window = named_params! { ":words": words, ":limit": limit, ":offset": offset };
    let rows = query(db, rules, &sql, window)?;
    let sql = format!("SELECT count(*) {matching}");
    let mut values = bound(rules, &sql);
    values.push((":words", &words));
    let total = db
        .prepare_cached(&sql)?
        .query_row(values.as_slice(), |row| row.get(0))?;
    let rows = rows.into_iter().map(|(_, person)| person).collect();
    Ok((rows, count(total)))
}

/// How many get which verdict; those who are not staged any more and lose access are counted with them.
pub(crate) fn counts(db: &Db, rules: &Rules) -> rusqlite::Result<Vec<(Verdict, u64)>> {
    let mut all = format!("SELECT verdict FROM ({})", judged(rules));
    if let Some(gone) = gone(rules) {
        all = format!("{all} UNION ALL SELECT verdict FROM ({gone})");
    }
    let sql = format!("SELECT verdict, count(*) FROM ({all}) GROUP BY verdict");
    db.prepare_cached(&sql)?
        .query_map(bound(rules, &sql).as_slice(), |row| {
            let verdict = Verdict::read(&row.get::<_, String>(0)?);
            Ok((verdict, count(row.get(1)?)))
        })?
        .collect()
}

/// Those who are staged behind a row, in the order in which they came.
pub(crate) fn staged_after(
    db: &Db,
    rules: &Rules,
    after: i64,
    limit: u32,
) -> rusqlite::Result<Vec<(i64, StagedPerson)>> {
    let sql = format!(
        "{} AND r.row > :after ORDER BY r.row LIMIT :limit",
        judged(rules)
    );
    query(
        db,
        rules,
        &sql,
        named_params! { ":after": after, ":limit": limit },
    )
}

/// Those who are not staged any more and lose access, behind a row of the accounts.
pub(crate) fn gone_after(
    db: &Db,
    rules: &Rules,
    after: i64,
    limit: u32,
) -> rusqlite::Result<Vec<(i64, StagedPerson)>> {
    let Some(gone) = gone(rules) else {
        return Ok(Vec::new());
    };
    let sql = format!("{gone} AND a.row > :after ORDER BY a.row LIMIT :limit");
    query(
        db,
        rules,
        &sql,
        named_params! { ":after": after, ":limit": limit },
    )
}

/// The verdict on one person as things are now; nothing about somebody for whom there is nothing to do.
pub(crate) fn one(db: &Db, rules: &Rules, id: &str) -> rusqlite::Result<Option<StagedPerson>> {
    let first = |sql: &str| {
        let mut values = bound(rules, sql);
        values.push((":id", &id));
        db.prepare_cached(sql)?
            .query_row(values.as_slice(), from_row)
            .optional()
            .map(|found| found.map(|(_, person)| person))
    };
    let staged = first(&format!("{} AND r.id = :id", judged(rules)))?;
    match (staged, gone(rules)) {
        (None, Some(gone)) => first(&format!("{gone} AND a.resource = :id")),
        (staged, _) => Ok(staged),
    }
}
