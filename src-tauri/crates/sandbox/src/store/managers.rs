//! Reporting lines: who a `manager` refers to, by the rule of the connection's twin.
//!
//! The rule is a column of the connection, so that every process that writes to the workspace goes by
//! the same one, and so that a line is what the rule makes of it at any time. Each way of finding
//! somebody has an index; no write looks at everybody.

use std::collections::HashMap;

use rusqlite::OptionalExtension;

use super::Db;
use crate::twins::ManagerMatch;

/// What managers are compared with, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order(Vec<ManagerMatch>);

const ALL: [ManagerMatch; 5] = [
    ManagerMatch::Id,
    ManagerMatch::ExternalId,
    ManagerMatch::UserName,
    ManagerMatch::Email,
    ManagerMatch::EmployeeNumber,
];

impl Order {
    /// The order that a twin states.
    pub(crate) fn of(order: &[ManagerMatch]) -> Self {
        Self(order.to_vec())
    }

    /// As it is stored. A word that a newer Scimbox may have written is left out.
    pub(crate) fn read(text: &str) -> Self {
        let words = text.split(',');
        let known = words.filter_map(|word| ALL.into_iter().find(|one| one.word() == word));
        Self(known.collect())
    }

    /// As it is stored.
    pub(crate) fn text(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|one| one.word()).collect();
        words.join(",")
    }

    pub(crate) fn has(&self, one: ManagerMatch) -> bool {
        self.0.contains(&one)
    }

    /// SQL for the row of the manager of a row of `resources`, or NULL.
    pub(crate) fn resolved(&self) -> String {
        let ways: Vec<&str> = self.0.iter().map(|one| way(*one)).collect();
        // `coalesce` takes two arguments at least, and an order may have no words that are known.
        let ways: String = ways.iter().map(|way| format!(", {way}")).collect();
        format!("coalesce(NULL, NULL{ways})")
    }
}

/// SQL that finds somebody in one way. Where several fit, the one who was created first.
fn way(one: ManagerMatch) -> &'static str {
    match one {
        ManagerMatch::Id => {
            "(SELECT u.row FROM resources u WHERE u.connection = resources.connection \
             AND u.id = resources.manager AND u.kind = 'User')"
        }
        ManagerMatch::ExternalId => {
            "(SELECT u.row FROM resources u WHERE u.connection = resources.connection \
             AND u.kind = 'User' AND u.external_id = resources.manager ORDER BY u.row LIMIT 1)"
        }
        ManagerMatch::UserName => {
            "(SELECT u.row FROM resources u WHERE u.connection = resources.connection \
             AND u.kind = 'User' AND u.user_name_folded = resources.manager_folded)"
        }
        // An address that is the `userName`, too, has no row of its own.
        ManagerMatch::Email => {
            "(SELECT min(f.row) FROM (SELECT e.resource AS row FROM emails e \
               WHERE e.connection = resources.connection \
                 AND e.value_folded = resources.manager_folded \
             UNION ALL SELECT u.row FROM resources u JOIN documents d ON d.resource = u.row \
               WHERE u.connection = resources.connection AND u.kind = 'User' \
                 AND u.user_name_folded = resources.manager_folded \
                 AND (u.email_folded = u.user_name_folded OR EXISTS (SELECT 1 \
                   FROM json_each(d.document, '$.emails') a \
                   WHERE fold(CASE a.type WHEN 'object' THEN a.value ->> '$.value' \
                   ELSE a.value END) = u.user_name_folded))) f)"
        }
        ManagerMatch::EmployeeNumber => {
            "(SELECT u.row FROM resources u WHERE u.connection = resources.connection \
             AND u.kind = 'User' AND u.employee_number_folded = resources.manager_folded \
             ORDER BY u.row LIMIT 1)"
        }
    }
}

/// SQL for the `employeeNumber` in the document `d`, folded; NULL where there is none.
const EMPLOYEE_NUMBER: &str = "(SELECT nullif(fold(n.value), '') FROM json_each(d.document, \
    '$.\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"') n \
    WHERE n.key = 'employeeNumber' AND n.type = 'text')";

/// The order of a connection.
pub(crate) fn order(db: &Db, connection: i64) -> rusqlite::Result<Order> {
    let text = db
        .prepare_cached("SELECT manager_match FROM connections WHERE row = ?1")?
        .query_row([connection], |row| row.get::<_, String>(0))
        .optional()?;
    Ok(Order::read(&text.unwrap_or_default()))
}

/// Finds the manager of one person anew.
pub(crate) fn link(db: &Db, order: &Order, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached(&format!(
        "UPDATE resources SET manager_link = CASE WHEN manager IS NULL THEN NULL ELSE {} END \
         WHERE row = ?1",
        order.resolved()
    ))?
    .execute([row])
    .map(drop)
}

/// Which way led to the manager of a person, when the line leads to somebody.
pub(crate) fn matched_by(
    db: &Db,
    order: &Order,
    row: i64,
) -> rusqlite::Result<Option<ManagerMatch>> {
    for one in &order.0 {
        let sql = format!(
            "SELECT manager IS NOT NULL AND manager_link = {} FROM resources WHERE row = ?1",
            way(*one)
        );
        let led: Option<bool> = db
            .prepare_cached(&sql)?
            .query_row([row], |row| row.get(0))?;
        if led == Some(true) {
            return Ok(Some(*one));
        }
    }
    Ok(None)
}

/// Finds all managers of a connection anew, by another order; its column must have been written.
pub(crate) fn relink_all(db: &Db, connection: i64, order: &Order) -> rusqlite::Result<()> {
    let number = match order.has(ManagerMatch::EmployeeNumber) {
        true => EMPLOYEE_NUMBER,
        false => "NULL",
    };
    db.execute(
        &format!(
            "UPDATE resources SET employee_number_folded = n.number FROM (SELECT r.row AS own, \
             {number} AS number FROM resources r JOIN documents d ON d.resource = r.row \
             WHERE r.connection = ?1 AND r.kind = 'User') n \
             WHERE row = n.own AND employee_number_folded IS NOT n.number"
        ),
        [connection],
    )?;
    let resolved = order.resolved();
    db.execute(
        &format!(
            "UPDATE resources SET manager_link = {resolved} WHERE connection = ?1 \
             AND kind = 'User' AND manager_folded IS NOT NULL AND manager_link IS NOT {resolved}"
        ),
        [connection],
    )
    .map(drop)
}

/// Somebody whose line would lead elsewhere by another order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turned {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The manager now.
    pub(crate) before: Option<String>,
    /// The manager by the other order.
    pub(crate) after: Option<String>,
}

/// Everybody whose line would lead elsewhere by another order, by name. Lines lead nowhere where they are
/// not used: now, and then. Nothing is written.
pub(crate) fn turned(
    db: &Db,
    connection: i64,
    order: &Order,
    (used_now, used_then): (bool, bool),
) -> rusqlite::Result<Vec<Turned>> {
    let numbers = match order.has(ManagerMatch::EmployeeNumber) {
        // The column may be empty: it is filled only where the present order asks for it.
        true => employee_numbers(db, connection)?,
        false => HashMap::new(),
    };
    let ways = order.0.iter().map(|one| match one {
        ManagerMatch::EmployeeNumber => "NULL",
        one => way(*one),
    });
    let ways: Vec<&str> = ways.collect();
    let mut select = db.prepare(&format!(
        "SELECT id, name, manager_link, manager_folded, {} FROM resources \
         WHERE connection = ?1 AND kind = 'User' AND manager_folded IS NOT NULL \
         ORDER BY name_sorted, row",
        ways.join(", ")
    ))?;
    let mut rows = select.query([connection])?;
    let mut name = db.prepare("SELECT name FROM resources WHERE row = ?1")?;
    let mut named = |row: Option<i64>| -> rusqlite::Result<Option<String>> {
        row.map(|row| name.query_row([row], |row| row.get(0)))
            .transpose()
    };
    let mut turned = Vec::new();
    while let Some(row) = rows.next()? {
        let before: Option<i64> = row.get::<_, Option<i64>>(2)?.filter(|_| used_now);
        let reference: String = row.get(3)?;
        let mut after = None;
        for (place, one) in order.0.iter().enumerate() {
            after = match one {
                ManagerMatch::EmployeeNumber => numbers.get(&reference).copied(),
                _ => row.get(4 + place)?,
            };
            if after.is_some() {
                break;
            }
        }
        let after = after.filter(|_| used_then);
        if before != after {
            turned.push(Turned {
                id: row.get(0)?,
                name: row.get(1)?,
                before: named(before)?,
                after: named(after)?,
            });
        }
    }
    Ok(turned)
}

/// Who has which `employeeNumber`; of several the one who was created first.
fn employee_numbers(db: &Db, connection: i64) -> rusqlite::Result<HashMap<String, i64>> {
    let mut select = db.prepare(&format!(
        "SELECT {EMPLOYEE_NUMBER}, r.row FROM resources r JOIN documents d ON d.resource = r.row \
         WHERE r.connection = ?1 AND r.kind = 'User' ORDER BY r.row DESC"
    ))?;
    let mut rows = select.query([connection])?;
    let mut numbers = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(number) = row.get::<_, Option<String>>(0)? {
            numbers.insert(number, row.get(1)?);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate::{self, MIGRATIONS};

    fn empty() -> Db {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        migrate::run(&mut db, None, MIGRATIONS).unwrap();
        db
    }

    /// What SQLite would go through from end to end for a statement.
    fn scanned(db: &Db, sql: &str) -> Vec<String> {
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let rows = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
        let steps = rows.map(Result::unwrap);
        let tables = ["SCAN resources", "SCAN u", "SCAN e", "SCAN d"];
        steps
            .filter(|step| {
                let name = step.split(" USING").next().unwrap_or_default();
                tables.contains(&name)
            })
            .collect()
    }

    #[test]
    fn no_way_of_finding_a_manager_looks_at_everybody() {
        let db = empty();
        for one in ALL {
            let resolved = Order::of(&[one]).resolved();
            for at in [
                "row = 1",
                "connection = 1 AND kind = 'User' AND manager_folded = 'x'",
            ] {
                let sql = format!("UPDATE resources SET manager_link = {resolved} WHERE {at}");
                let none: [String; 0] = [];
                assert_eq!(scanned(&db, &sql), none, "{} {at}", one.word());
            }
        }
        let all = "SELECT * FROM resources WHERE title = 'x'";
        assert_eq!(scanned(&db, all), ["SCAN resources"], "a scan is seen");
    }

    #[test]
    fn an_order_reads_back_and_unknown_words_are_left_out() {
        let order = Order::of(&ALL);
        assert_eq!(Order::read(&order.text()), order);
        let newer = Order::read("badge,id");
        assert_eq!(newer.text(), "id");
        let none = Order::read("badge");
        let sql = format!("SELECT {}", none.resolved());
        let found: Option<i64> = empty().query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(found, None);
    }
}
