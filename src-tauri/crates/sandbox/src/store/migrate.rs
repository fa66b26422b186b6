//! Bringing a file up to date: numbered migrations, all that are pending in one transaction or
//! none, after a copy of the file. A file from a newer Scimbox is refused untouched.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;

use super::Db;
use crate::Error;
use crate::workspace::files;

/// "SCBX", in the header of the file (`PRAGMA application_id`).
const APPLICATION: i64 = 0x5343_4258;

/// One step of the format. Its number is its place in the list, from 1.
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// All steps there have ever been.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "001-workspace",
        sql: include_str!("../../migrations/001-workspace.sql"),
    },
    Migration {
        name: "002-workloads",
        sql: include_str!("../../migrations/002-workloads.sql"),
    },
    Migration {
        name: "003-counts",
        sql: include_str!("../../migrations/003-counts.sql"),
    },
    Migration {
        name: "004-blocks",
        sql: include_str!("../../migrations/004-blocks.sql"),
    },
    Migration {
        name: "005-sorted-names",
        sql: include_str!("../../migrations/005-sorted-names.sql"),
    },
    Migration {
        name: "006-token-people",
        sql: include_str!("../../migrations/006-token-people.sql"),
    },
    Migration {
        name: "007-fewer-indexes",
        sql: include_str!("../../migrations/007-fewer-indexes.sql"),
    },
    Migration {
        name: "008-fewer-copies",
        sql: include_str!("../../migrations/008-fewer-copies.sql"),
    },
    Migration {
        name: "009-outcome",
        sql: include_str!("../../migrations/009-outcome.sql"),
    },
    Migration {
        name: "010-twins",
        sql: include_str!("../../migrations/010-twins.sql"),
    },
    Migration {
        name: "011-sync",
        sql: include_str!("../../migrations/011-sync.sql"),
    },
    Migration {
        name: "012-setup",
        sql: include_str!("../../migrations/012-setup.sql"),
    },
    Migration {
        name: "013-addresses",
        sql: include_str!("../../migrations/013-addresses.sql"),
    },
    Migration {
        name: "014-diagnoses",
        sql: include_str!("../../migrations/014-diagnoses.sql"),
    },
    Migration {
        name: "015-people",
        sql: include_str!("../../migrations/015-people.sql"),
    },
    Migration {
        name: "016-search",
        sql: include_str!("../../migrations/016-search.sql"),
    },
    Migration {
        name: "017-sync-groups",
        sql: include_str!("../../migrations/017-sync-groups.sql"),
    },
    Migration {
        name: "018-lines",
        sql: include_str!("../../migrations/018-lines.sql"),
    },
    Migration {
        name: "019-operations",
        sql: include_str!("../../migrations/019-operations.sql"),
    },
];

/// What a file needs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing.
    Nothing,
    /// All steps: it is new and empty.
    Everything,
    /// The steps after this one.
    Since(i64),
}

/// Looks at a file without changing it.
pub(crate) fn need(db: &Db, file: &str, known: &[Migration]) -> Result<Need, Error> {
    let foreign = || Error::NotAWorkspace {
        file: file.to_owned(),
    };
    let (format, application, tables) = match header(db) {
        Ok(header) => header,
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            return Err(foreign());
        }
        Err(error) => return Err(error.into()),
    };
    let newest = count(known);
    match (format, application) {
        (0, 0) if tables == 0 => Ok(Need::Everything),
        (format, APPLICATION) if format > newest => Err(Error::NewerFile {
            file: file.to_owned(),
            found: format,
            known: newest,
        }),
        (format, APPLICATION) if format == newest => Ok(Need::Nothing),
        (format, APPLICATION) if format > 0 => Ok(Need::Since(format)),
        _ => Err(foreign()),
    }
}

/// Runs what is pending. `path` is where the file is, if it is one; a file with something in it
/// is copied beside itself first, and the copy's path is returned.
pub(crate) fn run(
    db: &mut Db,
    path: Option<&Path>,
    known: &[Migration],
) -> Result<Option<PathBuf>, Error> {
    let file = path.map_or_else(|| "memory".to_owned(), files::name);
    let backup = match (need(db, &file, known)?, path) {
        (Need::Nothing, _) => return Ok(None),
        (Need::Since(format), Some(path)) => Some(back_up(db, path, format)?),
        _ => None,
    };
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Asked again under the lock: another process may have been faster.
    let done = match need(&transaction, &file, known)? {
        Need::Nothing => return Ok(backup),
        Need::Everything => 0,
        Need::Since(format) => format,
    };
    for migration in known
        .iter()
        .skip(usize::try_from(done).unwrap_or(usize::MAX))
    {
        tracing::info!(
            migration = migration.name,
            "bringing the workspace up to date"
        );
        transaction.execute_batch(migration.sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", count(known))?;
    transaction.commit()?;
    Ok(backup)
}

fn count(known: &[Migration]) -> i64 {
    i64::try_from(known.len()).unwrap_or(i64::MAX)
}

fn header(db: &Db) -> rusqlite::Result<(i64, i64, i64)> {
    db.query_row(
        "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) \
         FROM pragma_user_version, pragma_application_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

fn back_up(db: &Db, path: &Path, format: i64) -> Result<PathBuf, Error> {
    let target = files::beside(path, &format!(".format-{format}.backup"));
    files::open_private(&target)?;
    let mut copy = Db::open(&target)?;
    Backup::new(db, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration {
        name: "1",
        sql: "CREATE TABLE a (x); INSERT INTO a VALUES (1);",
    };
    const SECOND: Migration = Migration {
        name: "2",
        sql: "CREATE TABLE b (x);",
    };
    const BROKEN: Migration = Migration {
        name: "3",
        sql: "CREATE TABLE c (x); CREATE TABLE a (x);",
    };

    fn tables(db: &Db) -> Vec<String> {
        let mut all = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        all.query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }

    #[test]
    fn pending_migrations_run_all_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.scimbox");
        let mut db = Db::open(&path).unwrap();
        run(&mut db, Some(&path), &[FIRST]).unwrap();
        run(&mut db, Some(&path), &[FIRST, SECOND, BROKEN]).unwrap_err();
        assert_eq!(
            tables(&db),
            ["a"],
            "the second step went away with the broken third"
        );
        assert_eq!(
            need(&db, "a", &[FIRST]).unwrap(),
            Need::Nothing,
            "the format is unchanged"
        );
    }

    #[test]
    fn a_file_with_something_in_it_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.scimbox");
        let mut db = Db::open(&path).unwrap();
        assert_eq!(
            run(&mut db, Some(&path), &[FIRST]).unwrap(),
            None,
            "nothing to copy yet"
        );
        let backup = run(&mut db, Some(&path), &[FIRST, SECOND])
            .unwrap()
            .unwrap();
        assert_eq!(files::name(&backup), "a.scimbox.format-1.backup");
        assert_eq!(tables(&Db::open(&backup).unwrap()), ["a"]);
        assert_eq!(tables(&db), ["a", "b"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&backup).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_newer_file_is_refused_with_both_numbers() {
        let mut db = Db::open_in_memory().unwrap();
        run(&mut db, None, &[FIRST, SECOND]).unwrap();
        let error = need(&db, "contoso.scimbox", &[FIRST]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "contoso.scimbox was written by a newer Scimbox (format 2; this one knows up to 1). \
             Update Scimbox to open it."
        );
    }

    #[test]
    fn a_foreign_database_is_refused_untouched() {
        let mut db = Db::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE theirs (x)").unwrap();
        let error = run(&mut db, None, MIGRATIONS).unwrap_err();
        assert!(matches!(error, Error::NotAWorkspace { .. }));
        assert_eq!(tables(&db), ["theirs"]);
    }

    #[test]
    fn our_own_migrations_make_a_workspace_that_needs_nothing_more() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        run(&mut db, None, MIGRATIONS).unwrap();
        assert_eq!(need(&db, "x", MIGRATIONS).unwrap(), Need::Nothing);
        assert_eq!(
            run(&mut db, None, MIGRATIONS).unwrap(),
            None,
            "a second run does nothing"
        );
    }

    #[test]
    fn a_version_keeps_what_it_replaced_when_it_kept_what_it_made() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        run(&mut db, None, &MIGRATIONS[..7]).unwrap();
        db.execute_batch(
            "INSERT INTO connections VALUES (1, 'c', 'n', 'n', 'generic', NULL, 1, 'tolerant', 1, \
             NULL, '[]', '[]', 0); \
             INSERT INTO versions (seq, connection, kind, resource, version, at, change_kind, \
             document, changes) VALUES (1, 1, 'User', 'a', 1, 0, 'created', '{\"x\":1}', '[]'), \
             (2, 1, 'User', 'b', 1, 0, 'created', '{\"y\":1}', '[]'), \
             (3, 1, 'User', 'a', 2, 0, 'patched', '{\"x\":2}', '[]'), \
             (4, 1, 'User', 'a', 3, 0, 'deleted', NULL, '[]'); \
             INSERT INTO resources (row, connection, kind, id, user_name_folded, name, name_sorted, \
             search, created, last_modified, version) \
             VALUES (7, 1, 'User', 'b', 'b@x', 'B', 'b', '', 0, 0, 1); \
             INSERT INTO emails VALUES (1, 'b@x', 7), (1, 'other@x', 7);",
        )
        .unwrap();
        run(&mut db, None, MIGRATIONS).unwrap();
        let texts = |sql: &str| -> Vec<Option<String>> {
            let mut statement = db.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let before = texts("SELECT before FROM versions ORDER BY seq");
        let (one, two) = ("{\"x\":1}".to_owned(), "{\"x\":2}".to_owned());
        assert_eq!(before, [None, None, Some(one), Some(two)]);
        let emails = texts("SELECT value_folded FROM emails");
        assert_eq!(emails, [Some("other@x".to_owned())]);
    }

    #[test]
    fn what_became_of_people_is_read_out_of_their_versions() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        run(&mut db, None, &MIGRATIONS[..8]).unwrap();
        db.execute_batch(
            r#"INSERT INTO connections VALUES (1, 'c', 'n', 'n', 'generic', NULL, 1, 'tolerant', 1,
             NULL, '[]', '[]', 0);
             INSERT INTO versions (seq, connection, kind, resource, version, at, exchange,
             change_kind, before, changes, members) VALUES
             (1, 1, 'User', 'a', 1, 10, 1, 'created', NULL, '[]', NULL),
             (2, 1, 'Group', 'g', 2, 20, 2, 'memberDeleted', '{"displayName":"Editors"}', '[]',
                '{"added":[],"removed":[{"value":"a"}],"totalAfter":0}'),
             (3, 1, 'User', 'a', 2, 20, 2, 'deleted', '{"userName":"Ada@X","title":"Lead",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                {"department":"Sales","manager":{"value":"E1"}}}',
                '[{"path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                "before":"Sales"}]', NULL),
             (4, 1, 'Group', 'h', 1, 30, 7, 'created', NULL, '[]',
                '{"added":[{"value":"b"}],"removed":[],"totalAfter":1}');
             INSERT INTO resources (row, connection, kind, id, name, name_sorted, search, created,
             last_modified, version) VALUES (5, 1, 'Group', 'h', 'H', 'h', '', 30, 30, 1);
             INSERT INTO members (connection, "group", value) VALUES (1, 5, 'b'), (1, 5, 'c');"#,
        )
        .unwrap();
        run(&mut db, None, MIGRATIONS).unwrap();
        let told: String = db
            .query_row(
                "SELECT concat_ws(' ', seq, id, user_name_folded, name, title, department, manager, \
                 roles, created, last_modified, version, at, exchange) FROM removed",
                [],
                |row| row.get(0),
            )
            .unwrap();
        let left: String = db
            .query_row(
                "SELECT concat_ws(' ', seq, person, name, from_team, to_team, gone) FROM team_moves",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(left, "3 a Ada@X Sales 1");
        let joined: String = db
            .query_row(
                "SELECT group_concat(concat_ws(' ', value, at, exchange)) FROM members",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(joined, "b 30 7,c", "of c nothing is known");
        assert_eq!(
            told,
            "3 a ada@x Ada@X Lead Sales E1 \
             [{\"value\":\"g\",\"display\":\"Editors\",\"kind\":\"Group\"}] 10 10 1 20 2"
        );
    }

    #[test]
    fn logins_and_roles_that_ended_are_read_out_of_what_was_there() {
        let mut db = Db::open_in_memory().unwrap();
        crate::store::text::register(&db).unwrap();
        run(&mut db, None, &MIGRATIONS[..10]).unwrap();
        db.execute_batch(
            r#"INSERT INTO connections (row, id, name, name_folded, twin, enabled, strictness, is_default,
             schemas, resource_types, created_at) VALUES (1, 'c', 'n', 'n', 'generic', 1, 'tolerant', 1,
             '[]', '[]', 0);
             INSERT INTO resources (row, connection, kind, id, user_name_folded, email_folded, name,
             name_sorted, search, created, last_modified, version) VALUES
             (1, 1, 'User', 'a', 'a@x', 'a@x', 'A', 'a', '', 0, 0, 1),
             (2, 1, 'User', 'b', 'b@upn', 'b@x', 'B', 'b', '', 0, 0, 1),
             (3, 1, 'User', 'c', 'c@old', 'c@new', 'C', 'c', '', 0, 0, 1),
             (4, 1, 'Group', 'g', NULL, NULL, 'G', 'g', '', 0, 0, 1);
             INSERT INTO documents VALUES (1, '{}'), (2, '{"emails":[{"value":"b@x"}]}'),
             (3, '{"emails":[{"value":"c@new"},{"value":"C@old"}]}'), (4, '{}');
             INSERT INTO versions (seq, connection, kind, resource, version, at, exchange, change_kind,
             before, changes, members) VALUES (7, 1, 'Group', 'g', 2, 20, 5, 'patched',
             '{"displayName":"Editors"}', '[]',
             '{"added":[],"removed":[{"value":"a"}],"totalAfter":0}');"#,
        )
        .unwrap();
        run(&mut db, None, MIGRATIONS).unwrap();
        let text = |sql: &str| -> String { db.query_row(sql, [], |row| row.get(0)).unwrap() };
        let logins = "SELECT group_concat(coalesce(user_name_is_address, '-')) FROM resources";
        assert_eq!(text(logins), "1,0,1,-");
        let lost = "SELECT concat_ws(' ', seq, person, \"group\", name, at, cause, exchange) FROM lost_roles";
        assert_eq!(text(lost), "7 a g Editors 20 left 5");
    }

    #[test]
    fn every_migration_is_numbered_by_its_place() {
        for (place, migration) in MIGRATIONS.iter().enumerate() {
            assert!(migration.name.starts_with(&format!("{:03}-", place + 1)));
        }
    }
}
