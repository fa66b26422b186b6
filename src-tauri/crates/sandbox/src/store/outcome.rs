//! What becomes of people as conditions and columns: the same rules as in [`crate::outcome`], in SQL, so
//! that a list of everybody is filtered where it is read. Each piece is about a row `r` of `resources`.

use super::{Db, count};
use crate::outcome::{Access, Left, Status, status};
use crate::twins::{Groups, LoginAttribute, RoleOrigin, Sso, Twin};

/// What a sync has made of `r` as the number of an [`Access`], or NULL where the application does not stage.
pub(super) fn account(twin: &Twin) -> &'static str {
    match twin.staging {
        Some(_) => {
            "coalesce((SELECT 1 + (a.state = 'disabled') FROM accounts a \
             WHERE a.connection = r.connection \
             AND a.twin = (SELECT c.twin FROM connections c WHERE c.row = r.connection) \
             AND a.resource = r.id), 0)"
        }
        None => "NULL",
    }
}

/// The names that an admin set by hand as a JSON array; NULL where nothing is.
pub(super) const BY_HAND: &str = "(SELECT h.after FROM hand_edits h \
    WHERE h.connection = r.connection AND h.person = r.id ORDER BY h.seq DESC LIMIT 1)";

/// Whether `r` is a member of any group.
const IN_GROUP: &str =
    "EXISTS (SELECT 1 FROM members g WHERE g.connection = r.connection AND g.value = r.id)";

/// Whether `r` has this status.
pub(super) fn has_status(twin: &Twin, wanted: Status) -> String {
    let ways = [
        (Left::Not, "coalesce(r.active, 1) = 1"),
        (Left::Inactive, "r.active = 0"),
    ];
    let accounts = match twin.staging {
        Some(_) => vec![Some(Access::Never), Some(Access::Has), Some(Access::Taken)],
        None => vec![None],
    };
    let known = account(twin);
    let all = ways.iter().flat_map(|(left, way)| {
        accounts.iter().filter_map(move |access| {
            let is = access.map_or("NULL".to_owned(), |one| one.number().to_string());
            let fits = status(&twin.leaving, *left, *access) == wanted;
            fits.then(|| format!("({way} AND {known} IS {is})"))
        })
    });
    let all: Vec<String> = all.collect();
    match all.is_empty() {
        true => "0".to_owned(),
        false => format!("({})", all.join(" OR ")),
    }
}

/// Whether `r` should be able to sign in and is not, as [`crate::Verdict::is_refused`] says.
pub(super) fn is_refused(twin: &Twin) -> String {
    let login = match (twin.login.attribute, twin.login.sso) {
        (LoginAttribute::UserName, Sso::Any) => "r.user_name IS NULL".to_owned(),
        (LoginAttribute::UserName, Sso::Email) => "r.user_name_is_address = 0".to_owned(),
        (LoginAttribute::Email, _) => {
            format!(
                "(r.email_folded IS NULL OR {} IS NOT NULL)",
                other_login(twin)
            )
        }
    };
    // Who left has access until a sync takes it.
    let (active, leaving) = (
        has_status(twin, Status::Active),
        has_status(twin, Status::Leaving),
    );
    format!("({login} AND ({active} OR {leaving}))")
}

/// Somebody whose address is not their `userName` has it beside somebody else. Of two who share one at
/// least one has another `userName`, since that is unique.
const OTHER_EMAIL: &str = "(SELECT o.row FROM resources o WHERE o.connection = r.connection \
    AND o.kind = 'User' AND o.email_folded = r.email_folded \
    AND o.email_folded IS NOT o.user_name_folded AND o.row <> r.row LIMIT 1)";

/// The one whose `userName` is the address of `r`, as whose address it counts, too.
const NAMED_SO: &str = "(SELECT o.row FROM resources o WHERE o.connection = r.connection \
    AND o.kind = 'User' AND o.user_name_folded = r.email_folded \
    AND o.email_folded = o.user_name_folded AND o.row <> r.row)";

/// The row of who else has the login that single sign-on would ask for with `r`, or NULL.
pub(super) fn other_login(twin: &Twin) -> String {
    match (twin.login.attribute, twin.login.sso) {
        (LoginAttribute::UserName, Sso::Any) => "NULL".to_owned(),
        (LoginAttribute::UserName, Sso::Email) => {
            "(SELECT o.row FROM resources o WHERE o.connection = r.connection AND o.kind = 'User' \
              AND o.user_name_folded = r.email_folded AND o.row <> r.row)"
                .to_owned()
        }
        (LoginAttribute::Email, _) => format!("coalesce({OTHER_EMAIL}, {NAMED_SO})"),
    }
}

/// Whether an origin gives `r` anything.
fn gives(twin: &Twin, origin: RoleOrigin) -> String {
    let given = match origin {
        RoleOrigin::ByHand => twin
            .permissions
            .by_hand
            .then(|| format!("{BY_HAND} IS NOT NULL")),
        RoleOrigin::Group => (twin.groups == Groups::Roles).then(|| IN_GROUP.to_owned()),
        RoleOrigin::Default => twin.permissions.default.as_ref().map(|_| "1".to_owned()),
    };
    given.unwrap_or_else(|| "0".to_owned())
}

/// Whether what an origin gives `r` counts: nothing that stands over it gives anything.
fn decides(twin: &Twin, origin: RoleOrigin) -> String {
    let over = twin.permissions.precedence.iter();
    let over = over.take_while(|one| **one != origin);
    let none: String = over
        .map(|one| format!(" AND NOT {}", gives(twin, *one)))
        .collect();
    format!("({}{none})", gives(twin, origin))
}

/// Whether `r` has what everybody begins with, and it counts.
pub(super) fn holds_default(twin: &Twin) -> String {
    decides(twin, RoleOrigin::Default)
}

/// Whether an admin gave `r` the role of a name, which is bound, and it counts.
pub(super) fn holds_by_hand(twin: &Twin) -> String {
    let decides = decides(twin, RoleOrigin::ByHand);
    format!("({decides} AND EXISTS (SELECT 1 FROM json_each({BY_HAND}) n WHERE n.value = ?))")
}

/// How many people have what everybody begins with, as far as it counts.
pub(crate) fn default_holders(db: &Db, connection: i64, twin: &Twin) -> rusqlite::Result<u64> {
    let holds = holds_default(twin);
    counted(db, connection, &holds)
}

/// How many people should be able to sign in and are not.
pub(crate) fn refused(db: &Db, connection: i64, twin: &Twin) -> rusqlite::Result<u64> {
    counted(db, connection, &is_refused(twin))
}

/// For how many people something is set by hand, whether it counts or not.
pub(crate) fn edited(db: &Db, connection: i64) -> rusqlite::Result<u64> {
    counted(db, connection, &format!("{BY_HAND} IS NOT NULL"))
}

fn counted(db: &Db, connection: i64, condition: &str) -> rusqlite::Result<u64> {
    db.prepare_cached(&format!(
        "SELECT count(*) FROM resources r WHERE r.connection = ?1 AND r.kind = 'User' AND {condition}"
    ))?
    .query_row([connection], |row| row.get(0))
    .map(count)
}

/// The names that admins gave by hand, as far as they count, with how many people have each.
pub(crate) fn by_hand(
    db: &Db,
    connection: i64,
    twin: &Twin,
) -> rusqlite::Result<Vec<(String, u64)>> {
    let decides = decides(twin, RoleOrigin::ByHand);
    // Few have anything set by hand, and everybody else need not be looked at.
    db.prepare_cached(&format!(
        "SELECT n.value, count(*) FROM (SELECT DISTINCT person FROM hand_edits WHERE connection = ?1) p \
         JOIN resources r ON r.connection = ?1 AND r.id = p.person, json_each({BY_HAND}) n \
         WHERE {decides} GROUP BY n.value ORDER BY fold(n.value), n.value"
    ))?
    .query_map([connection], |row| Ok((row.get(0)?, count(row.get(1)?))))?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Twins;
    use crate::store::migrate::{self, MIGRATIONS};

    /// What SQLite does for a condition.
    fn plan(condition: &str) -> String {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        migrate::run(&mut db, None, MIGRATIONS).unwrap();
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT r.row FROM resources r WHERE r.connection = 1 \
             AND r.kind = 'User' AND {condition}"
        );
        let mut plan = db.prepare(&sql).unwrap();
        let rows = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn whether_somebody_would_sign_in_is_found_without_reading_documents() {
        let twins = Twins::built_in();
        for twin in twins.known() {
            let plan = plan(&is_refused(twin));
            assert!(!plan.contains("SCAN"), "{}: {plan}", twin.id);
            assert!(!plan.contains("documents"), "{}: {plan}", twin.id);
        }
        let by_address = plan(&is_refused(twins.find("21risk").unwrap()));
        assert!(by_address.contains("resources_other_email"), "{by_address}");
        let by_name = plan(&is_refused(twins.find("ransomleak").unwrap()));
        assert!(by_name.contains("resources_other_login"), "{by_name}");
    }

    #[test]
    fn a_status_that_nobody_here_can_have_is_looked_for_in_nobody() {
        let twins = Twins::built_in();
        let whistleblower = twins.find("whistleblower").unwrap();
        assert_eq!(has_status(whistleblower, Status::Removed), "0");
        assert_ne!(has_status(whistleblower, Status::Disabled), "0");
    }
}
