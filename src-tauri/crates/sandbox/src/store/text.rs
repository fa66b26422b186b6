//! How text is compared: by Unicode lower case, made in Rust, because SQLite folds ASCII only.

use rusqlite::functions::FunctionFlags;

use super::Db;

/// The form in which text is compared where case does not matter.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Makes `fold(x)` known to SQL: folded text, anything that is not text as it is.
pub(crate) fn register(db: &Db) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("fold", 1, flags, |context| {
        let value: rusqlite::types::Value = context.get(0)?;
        Ok(match value {
            rusqlite::types::Value::Text(text) => rusqlite::types::Value::Text(fold(&text)),
            other => other,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_goes_beyond_ascii_and_leaves_other_types_alone() {
        let db = Db::open_in_memory().unwrap();
        register(&db).unwrap();
        let folded: String = db
            .query_row("SELECT fold('ÅSA Ørsted')", [], |r| r.get(0))
            .unwrap();
        assert_eq!(folded, "åsa ørsted");
        let number: i64 = db.query_row("SELECT fold(7)", [], |r| r.get(0)).unwrap();
        assert_eq!(number, 7);
        let null: Option<i64> = db.query_row("SELECT fold(NULL)", [], |r| r.get(0)).unwrap();
        assert_eq!(null, None);
    }
}
