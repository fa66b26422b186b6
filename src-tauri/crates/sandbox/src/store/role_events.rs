//! Statements on the roles that somebody gained and lost: memberships that last are in `members`, those
//! that ended in `lost_roles`, and what a group was called in between in its versions.

use rusqlite::params;

use super::Db;
use crate::clock::from_millis;
use crate::store::members::Joining;
use crate::views::{RoleChange, RoleEvent};

/// Why a membership ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The person was taken out.
    Left,
    /// The group was deleted.
    GroupDeleted,
    /// The person was deleted.
    PersonDeleted,
}

/// A write that ends memberships of a group.
pub(crate) struct Ended<'a> {
    /// Of the version of the group.
    pub(crate) seq: i64,
    pub(crate) connection: i64,
    pub(crate) group: &'a str,
    /// What the group was called.
    pub(crate) name: &'a str,
    pub(crate) at: i64,
    pub(crate) cause: Ending,
    pub(crate) exchange: Option<i64>,
    pub(crate) token: Option<&'a str>,
}

/// Remembers that somebody is no longer a member.
pub(crate) fn lose(
    db: &Db,
    ended: &Ended<'_>,
    person: &str,
    since: Joining,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO lost_roles (seq, connection, person, \"group\", name, since, since_exchange, at, \
         cause, exchange, token) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        ended.seq,
        ended.connection,
        person,
        ended.group,
        ended.name,
        since.at,
        since.exchange,
        ended.at,
        cause_text(ended.cause),
        ended.exchange,
        ended.token,
    ])
    .map(drop)
}

/// Remembers that nobody is a member any more, before the group in this row is deleted.
pub(crate) fn lose_all(db: &Db, ended: &Ended<'_>, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO lost_roles SELECT ?1, ?2, m.value, ?3, ?4, m.at, m.exchange, ?5, ?6, ?7, ?8 \
         FROM members m WHERE m.\"group\" = ?9",
    )?
    .execute(params![
        ended.seq,
        ended.connection,
        ended.group,
        ended.name,
        ended.at,
        cause_text(ended.cause),
        ended.exchange,
        ended.token,
        row,
    ])
    .map(drop)
}

/// Forgets all of a connection.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM lost_roles WHERE connection = ?1")?
        .execute([connection])
        .map(drop)
}

fn cause_text(cause: Ending) -> &'static str {
    match cause {
        Ending::Left => "left",
        Ending::GroupDeleted => "groupDeleted",
        Ending::PersonDeleted => "personDeleted",
    }
}

/// One membership of a person, with what the group is or was called at its end.
struct Spell {
    group: String,
    name: String,
    since: Option<i64>,
    since_exchange: Option<i64>,
    /// Place of what began it in the order of all, when that is known.
    from: Option<i64>,
    end: Option<End>,
}

struct End {
    seq: i64,
    at: i64,
    cause: String,
    exchange: Option<i64>,
    token: Option<String>,
}

fn spells(db: &Db, connection: i64, person: &str) -> rusqlite::Result<Vec<Spell>> {
    db.prepare_cached(
        "SELECT w.id, w.name, w.since, w.since_exchange, \
         (SELECT v.seq FROM versions v WHERE v.exchange = w.since_exchange \
            AND v.connection = ?1 AND v.resource = w.id ORDER BY v.seq LIMIT 1), \
         w.seq, w.at, w.cause, w.exchange, w.token FROM ( \
           SELECT g.id, g.name, m.at AS since, m.exchange AS since_exchange, NULL AS seq, \
             NULL AS at, NULL AS cause, NULL AS exchange, NULL AS token \
           FROM members m JOIN resources g ON g.row = m.\"group\" \
           WHERE m.connection = ?1 AND m.value = ?2 \
           UNION ALL SELECT l.\"group\", l.name, l.since, l.since_exchange, l.seq, l.at, l.cause, \
             l.exchange, l.token FROM lost_roles l WHERE l.connection = ?1 AND l.person = ?2) w",
    )?
    .query_map((connection, person), |row| {
        let seq: Option<i64> = row.get(5)?;
        Ok(Spell {
            group: row.get(0)?,
            name: row.get(1)?,
            since: row.get(2)?,
            since_exchange: row.get(3)?,
            from: row.get(4)?,
            end: match seq {
                None => None,
                Some(seq) => Some(End {
                    seq,
                    at: row.get(6)?,
                    cause: row.get(7)?,
                    exchange: row.get(8)?,
                    token: row.get(9)?,
                }),
            },
        })
    })?
    .collect()
}

/// A change of a group's name while somebody was a member.
struct Renamed {
    seq: i64,
    at: i64,
    exchange: Option<i64>,
    token: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

fn renamings(db: &Db, connection: i64, spell: &Spell) -> rusqlite::Result<Vec<Renamed>> {
    let until = spell.end.as_ref().map_or(i64::MAX, |end| end.seq);
    db.prepare_cached(
        "SELECT v.seq, v.at, v.exchange, v.token, c.value ->> '$.before', c.value ->> '$.after' \
         FROM versions v, json_each(v.changes) c \
         WHERE v.connection = ?1 AND v.resource = ?2 AND v.kind = 'Group' AND v.changes <> '[]' \
           AND v.seq > ?3 AND v.seq < ?4 AND v.change_kind <> 'deleted' \
           AND c.value ->> '$.path' = 'displayName' ORDER BY v.seq",
    )?
    .query_map(
        (
            connection,
            &spell.group,
            spell.from.unwrap_or(i64::MAX),
            until,
        ),
        |row| {
            Ok(Renamed {
                seq: row.get(0)?,
                at: row.get(1)?,
                exchange: row.get(2)?,
                token: row.get(3)?,
                before: row.get(4)?,
                after: row.get(5)?,
            })
        },
    )?
    .collect()
}

/// What happened, by which exchange and with which token.
struct Happened {
    change: RoleChange,
    seq: i64,
    at: i64,
    exchange: Option<i64>,
    token: Option<String>,
    name: String,
    before: Option<String>,
}

/// The roles that a person gained and lost, and how they were renamed in between, newest first.
pub(crate) fn of_person(
    db: &Db,
    connection: i64,
    person: &str,
) -> rusqlite::Result<Vec<RoleEvent>> {
    let mut events = Vec::new();
    for spell in spells(db, connection, person)? {
        let renamings = renamings(db, connection, &spell)?;
        let group = spell.group.clone();
        for happened in told(spell, renamings) {
            events.push(event(db, &group, happened)?);
        }
    }
    events.sort_by_key(|event| std::cmp::Reverse((event.seq, event.at)));
    Ok(events)
}

/// What happened to one membership, from its beginning on.
fn told(spell: Spell, renamings: Vec<Renamed>) -> Vec<Happened> {
    let mut all = Vec::new();
    let first = renamings.first().and_then(|one| one.before.clone());
    if let Some(at) = spell.since {
        all.push(Happened {
            change: RoleChange::Gained,
            // Of one whose place is not known: before everything that is.
            seq: spell.from.unwrap_or_default(),
            at,
            exchange: spell.since_exchange,
            token: None,
            name: first.unwrap_or_else(|| spell.name.clone()),
            before: None,
        });
    }
    all.extend(renamings.into_iter().map(|renamed| Happened {
        change: RoleChange::Renamed,
        seq: renamed.seq,
        at: renamed.at,
        exchange: renamed.exchange,
        token: renamed.token,
        name: renamed.after.unwrap_or_default(),
        before: renamed.before,
    }));
    if let Some(end) = spell.end {
        all.push(Happened {
            change: match end.cause.as_str() {
                "groupDeleted" => RoleChange::Deleted,
                "personDeleted" => RoleChange::PersonDeleted,
                _ => RoleChange::Lost,
            },
            seq: end.seq,
            at: end.at,
            exchange: end.exchange,
            token: end.token,
            name: spell.name,
            before: None,
        });
    }
    all
}

/// Adds who sent the exchange, where it is in the log, and the label of the token.
fn event(db: &Db, group: &str, happened: Happened) -> rusqlite::Result<RoleEvent> {
    let mut sender = db.prepare_cached(
        "SELECT (SELECT number FROM exchanges WHERE number = ?1) IS NOT NULL, \
         (SELECT idp FROM exchanges WHERE number = ?1), \
         (SELECT label FROM tokens WHERE id = coalesce(?2, \
            (SELECT token FROM exchanges WHERE number = ?1)))",
    )?;
    sender.query_row((happened.exchange, happened.token), |row| {
        Ok(RoleEvent {
            seq: happened.seq,
            at: from_millis(happened.at),
            change: happened.change,
            group: group.to_owned(),
            name: happened.name,
            before: happened.before,
            exchange: happened.exchange,
            recorded: row.get(0)?,
            idp: row.get(1)?,
            token_label: row.get(2)?,
        })
    })
}
