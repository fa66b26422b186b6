//! Statements on single resources: the narrow row, its document and its emails.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use scim::Object;

use super::{Db, json};
use crate::clock::from_millis;
use crate::directory::{Member, Record};

/// What is extracted from a document so that it can be found and listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) external_id: Option<String>,
    pub(crate) user_name: Option<String>,
    pub(crate) user_name_folded: Option<String>,
    pub(crate) display_name_folded: Option<String>,
    pub(crate) name: String,
    pub(crate) name_sorted: String,
    pub(crate) active: Option<bool>,
    pub(crate) department: Option<String>,
    pub(crate) department_folded: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) title_folded: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) email_folded: Option<String>,
    pub(crate) manager: Option<String>,
    pub(crate) manager_folded: Option<String>,
    pub(crate) manager_name: Option<String>,
    pub(crate) employee_number_folded: Option<String>,
    /// Only of a User: whether the `userName` is one of the addresses.
    pub(crate) user_name_is_address: Option<bool>,
    pub(crate) search: String,
    /// Every email address, folded, but one that is the `userName`, too.
    pub(crate) emails: Vec<String>,
}

impl Columns {
    /// The columns by name, without the addresses, which are rows.
    fn named(&self) -> [(&'static str, ValueRef<'_>); 19] {
        fn text(text: &Option<String>) -> ValueRef<'_> {
            borrowed(text.as_deref())
        }
        fn flag(flag: Option<bool>) -> ValueRef<'static> {
            flag.map_or(ValueRef::Null, |flag| ValueRef::Integer(flag.into()))
        }
        [
            ("external_id", text(&self.external_id)),
            ("user_name", text(&self.user_name)),
            ("user_name_folded", text(&self.user_name_folded)),
            ("display_name_folded", text(&self.display_name_folded)),
            ("name", borrowed(Some(&self.name))),
            ("name_sorted", borrowed(Some(&self.name_sorted))),
            ("active", flag(self.active)),
            ("department", text(&self.department)),
            ("department_folded", text(&self.department_folded)),
            ("title", text(&self.title)),
            ("title_folded", text(&self.title_folded)),
            ("email", text(&self.email)),
            ("email_folded", text(&self.email_folded)),
            ("manager", text(&self.manager)),
            ("manager_folded", text(&self.manager_folded)),
            ("manager_name", text(&self.manager_name)),
            ("employee_number_folded", text(&self.employee_number_folded)),
            ("user_name_is_address", flag(self.user_name_is_address)),
            ("search", borrowed(Some(&self.search))),
        ]
    }
}

fn borrowed(text: Option<&str>) -> ValueRef<'_> {
    text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()))
}

/// A resource with what the store keeps beside it.
#[derive(Debug, Clone)]
pub(crate) struct Stored<D = Object> {
    pub(crate) row: i64,
    pub(crate) member_count: i64,
    pub(crate) name: String,
    pub(crate) record: Record<D>,
}

/// How a document is read: parsed, or as its text.
pub(crate) trait Document: Sized {
    fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Self>;
}

impl Document for Object {
    fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        json(row, column)
    }
}

impl Document for String {
    fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        row.get(column)
    }
}

/// The groups of `r` as JSON, in the order of their names.
macro_rules! groups {
    () => {
        "(SELECT json_group_array(json_array(g.id, g.name, g.kind)) FROM \
         (SELECT g.id, g.name, g.kind FROM members i JOIN resources g ON g.row = i.\"group\" \
          WHERE i.connection = r.connection AND i.value = r.id ORDER BY g.name_sorted, g.row) g)"
    };
}

macro_rules! stored {
    ($groups:expr, $rest:literal) => {
        concat!(
            // Who has a `displayName` is called by it.
            "SELECT r.row, r.kind, r.id, d.document, r.created, r.last_modified, r.version, \
             r.member_count, m.id, CASE WHEN m.display_name_folded IS NOT NULL THEN m.name END, \
             r.name, ",
            $groups,
            " FROM resources r JOIN documents d ON d.resource = r.row \
             LEFT JOIN resources m ON m.row = r.manager_link ",
            $rest
        )
    };
}

const BY_ID: &str = stored!(
    "NULL",
    "WHERE r.connection = ?1 AND r.id = ?3 AND r.kind = ?2"
);
const BY_ID_WITH_GROUPS: &str = stored!(
    groups!(),
    "WHERE r.connection = ?1 AND r.id = ?3 AND r.kind = ?2"
);
const BY_ROW: &str = stored!("NULL", "WHERE r.row = ?1");
const BY_ROW_WITH_GROUPS: &str = stored!(groups!(), "WHERE r.row = ?1");

fn from_row<D: Document>(row: &Row<'_>) -> rusqlite::Result<Stored<D>> {
    let record = Record {
        kind: row.get(1)?,
        id: row.get(2)?,
        document: D::read(row, 3)?,
        members: None,
        groups: groups(row)?,
        manager: manager(row)?,
        created: from_millis(row.get(4)?),
        last_modified: from_millis(row.get(5)?),
        version: row.get(6)?,
    };
    Ok(Stored {
        row: row.get(0)?,
        member_count: row.get(7)?,
        name: row.get(10)?,
        record,
    })
}

fn groups(row: &Row<'_>) -> rusqlite::Result<Option<Vec<Member>>> {
    match row.get_ref(11)? {
        ValueRef::Null => return Ok(None),
        ValueRef::Text(b"[]") => return Ok(Some(Vec::new())),
        _ => {}
    }
    let groups: Vec<(String, String, String)> = json(row, 11)?;
    let member = |(value, name, kind)| Member {
        value,
        display: Some(name),
        kind: Some(kind),
    };
    Ok(Some(groups.into_iter().map(member).collect()))
}

fn manager(row: &Row<'_>) -> rusqlite::Result<Option<Member>> {
    let Some(value) = row.get(8)? else {
        return Ok(None);
    };
    Ok(Some(Member {
        value,
        display: row.get(9)?,
        kind: Some("User".to_owned()),
    }))
}

/// A resource by its `id`; its groups are read along when they are wanted.
pub(crate) fn by_id<D: Document>(
    db: &Db,
    connection: i64,
    kind: &str,
    id: &str,
    groups: bool,
) -> rusqlite::Result<Option<Stored<D>>> {
    let sql = if groups { BY_ID_WITH_GROUPS } else { BY_ID };
    db.prepare_cached(sql)?
        .query_row((connection, kind, id), from_row)
        .optional()
}

/// A resource by its row, likewise.
pub(crate) fn by_row<D: Document>(
    db: &Db,
    row: i64,
    groups: bool,
) -> rusqlite::Result<Option<Stored<D>>> {
    let sql = if groups { BY_ROW_WITH_GROUPS } else { BY_ROW };
    db.prepare_cached(sql)?
        .query_row([row], from_row)
        .optional()
}

/// The kind and shown name of a resource of any kind.
pub(crate) fn kind_and_name(
    db: &Db,
    connection: i64,
    id: &str,
) -> rusqlite::Result<Option<(String, String)>> {
    db.prepare_cached("SELECT kind, name FROM resources WHERE connection = ?1 AND id = ?2")?
        .query_row((connection, id), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// The id of the User with this folded `userName`.
pub(crate) fn user_named(
    db: &Db,
    connection: i64,
    folded: &str,
) -> rusqlite::Result<Option<String>> {
    db.prepare_cached(
        "SELECT id FROM resources \
         WHERE connection = ?1 AND kind = 'User' AND user_name_folded = ?2",
    )?
    .query_row((connection, folded), |row| row.get(0))
    .optional()
}

/// Writes a new resource and returns its row.
pub(crate) fn insert(
    db: &Db,
    connection: i64,
    record: &Record,
    document: &str,
    columns: &Columns,
) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO resources (connection, kind, id, external_id, user_name, user_name_folded, \
         display_name_folded, name, name_sorted, active, department, department_folded, title, \
         title_folded, email, email_folded, manager, manager_folded, manager_name, search, \
         created, last_modified, version, employee_number_folded, user_name_is_address) VALUES (?1, \
         ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, \
         ?22, ?23, ?24, ?25)",
    )?
    .execute(params![
        connection,
        record.kind,
        record.id,
        columns.external_id,
        columns.user_name,
        columns.user_name_folded,
        columns.display_name_folded,
        columns.name,
        columns.name_sorted,
        columns.active,
        columns.department,
        columns.department_folded,
        columns.title,
        columns.title_folded,
        columns.email,
        columns.email_folded,
        columns.manager,
        columns.manager_folded,
        columns.manager_name,
        columns.search,
        record.created.as_millisecond(),
        record.last_modified.as_millisecond(),
        record.version,
        columns.employee_number_folded,
        columns.user_name_is_address,
    ])?;
    let row = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO documents (resource, document) VALUES (?1, ?2)")?
        .execute((row, document))?;
    insert_emails(db, connection, row, &columns.emails)?;
    Ok(row)
}

/// Writes a changed document with those of its columns that differ: each column that is named costs
/// the indexes that it is in.
pub(crate) fn update(
    db: &Db,
    connection: i64,
    row: i64,
    document: &str,
    (before, after): (&Columns, &Columns),
) -> rusqlite::Result<()> {
    let named = after.named().into_iter().zip(before.named());
    let different = named.filter(|(new, old)| new != old).map(|(new, _)| new);
    let (names, values): (Vec<&str>, Vec<ValueRef<'_>>) = different.unzip();
    if !names.is_empty() {
        let sql = format!(
            "UPDATE resources SET {} = ? WHERE row = ?",
            names.join(" = ?, ")
        );
        let row = ValueRef::Integer(row);
        let values = values.into_iter().chain([row]).map(ToSqlOutput::Borrowed);
        db.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    db.prepare_cached("UPDATE documents SET document = ?2 WHERE resource = ?1")?
        .execute((row, document))?;
    if before.emails == after.emails {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM emails WHERE resource = ?1")?
        .execute([row])?;
    insert_emails(db, connection, row, &after.emails)
}

fn insert_emails(db: &Db, connection: i64, row: i64, emails: &[String]) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO emails (connection, value_folded, resource) VALUES (?1, ?2, ?3)",
    )?;
    for email in emails {
        insert.execute((connection, email, row))?;
    }
    Ok(())
}

/// Marks a resource as changed.
pub(crate) fn touch(
    db: &Db,
    row: i64,
    version: i64,
    last_modified: i64,
    member_count: i64,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE resources SET version = ?2, last_modified = ?3, member_count = ?4 WHERE row = ?1",
    )?
    .execute((row, version, last_modified, member_count))
    .map(drop)
}

/// Deletes a resource with its document, emails and, if it is a group, members.
pub(crate) fn delete(db: &Db, row: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM resources WHERE row = ?1")?
        .execute([row])
        .map(drop)
}

/// Deletes all resources of a connection with their versions, teams and what is known of those who went.
pub(crate) fn delete_all(db: &Db, connection: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM resources WHERE connection = ?1")?
        .execute([connection])?;
    db.prepare_cached("DELETE FROM versions WHERE connection = ?1")?
        .execute([connection])?;
    super::teams::delete_all(db, connection)?;
    super::removed::delete_all(db, connection)?;
    super::hand_edits::delete_all(db, connection)?;
    super::role_events::delete_all(db, connection)?;
    super::lines::delete_all(db, connection)
}

/// Remembers when a department was first sent.
pub(crate) fn note_team(
    db: &Db,
    connection: i64,
    name: &str,
    at: i64,
    exchange: Option<i64>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO teams (connection, name, first_seen, exchange) \
         VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((connection, name, at, exchange))
    .map(drop)
}

/// A document as JSON text.
pub(crate) fn text(document: &Object) -> Result<String, serde_json::Error> {
    serde_json::to_string(document)
}
