//! How text is compared: by Unicode lower case, made in Rust, because SQLite folds ASCII only.

use std::sync::Arc;

use memchr::memmem::Finder;
use rusqlite::functions::{Context, FunctionFlags};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Db;

/// The form in which text is compared where case does not matter.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// The form by which names are sorted: folded and without accents, so that `Łukasz` stands among the
/// names with L and not behind Z.
pub(crate) fn sort_form(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for letter in text.to_lowercase().nfkd() {
        match letter {
            // Letters that Unicode does not take apart.
            'ł' => form.push('l'),
            'ø' => form.push('o'),
            'đ' | 'ð' => form.push('d'),
            'ħ' => form.push('h'),
            'ı' => form.push('i'),
            'ß' => form.push_str("ss"),
            'æ' => form.push_str("ae"),
            'œ' => form.push_str("oe"),
            'þ' => form.push_str("th"),
            mark if is_combining_mark(mark) => {}
            letter => form.push(letter),
        }
    }
    form
}

type Form = fn(&str) -> String;

/// Makes `fold(x)` and `sort_form(x)` known to SQL: the form of a text, anything else as it is. And
/// `holds(text, part)`: whether the part occurs in the text, as `instr` says it, but in one pass over it.
pub(crate) fn register(db: &Db) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    let forms: [(&str, Form); 2] = [("fold", fold), ("sort_form", sort_form)];
    for (name, form) in forms {
        db.create_scalar_function(name, 1, flags, move |context| {
            let value: rusqlite::types::Value = context.get(0)?;
            Ok(match value {
                rusqlite::types::Value::Text(text) => rusqlite::types::Value::Text(form(&text)),
                other => other,
            })
        })?;
    }
    db.create_scalar_function("holds", 2, flags, holds)
}

/// What is looked for is prepared once for all rows of a statement.
fn holds(context: &Context<'_>) -> rusqlite::Result<bool> {
    let finder: Arc<Finder<'static>> = context.get_or_create_aux(1, |part| {
        part.as_bytes().map(|part| Finder::new(part).into_owned())
    })?;
    let text = context.get_raw(0).as_bytes_or_null()?;
    Ok(text.is_some_and(|text| finder.find(text).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_move_a_name_behind_z() {
        let mut names = [
            "Zoe", "Łukasz", "Ørsted", "Émile", "Lena", "Oskar", "Eva", "İpek", "Ida",
        ];
        names.sort_by_key(|name| sort_form(name));
        assert_eq!(
            names,
            [
                "Émile", "Eva", "Ida", "İpek", "Lena", "Łukasz", "Ørsted", "Oskar", "Zoe"
            ]
        );
        assert_eq!(sort_form("Weiß"), "weiss");
    }

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

    #[test]
    fn a_text_holds_what_occurs_in_it_and_nothing_holds_in_no_text() {
        let db = Db::open_in_memory().unwrap();
        register(&db).unwrap();
        let found: Vec<Option<bool>> = db
            .prepare(
                "SELECT holds(text, part) FROM (SELECT 'åsa\nørsted' AS text, 'sa\nø' AS part \
                 UNION ALL SELECT 'åsa', 'asa' UNION ALL SELECT 'åsa', '' UNION ALL SELECT NULL, 'a')",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(found, [Some(true), Some(false), Some(true), Some(false)]);
    }
}
