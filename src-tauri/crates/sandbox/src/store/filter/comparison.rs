//! Comparisons of a column with a literal, RFC 7644 §3.4.2.2 Table 3. A missing value satisfies
//! `ne` and nothing else.

use jiff::Timestamp;
use rusqlite::types::Value;
use scim::filter::{Literal, Op};

use super::fold;

/// The literal as text, as the protocol crate sees it.
pub(super) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => text.clone(),
        Literal::Number(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null => String::new(),
    }
}

/// A comparison with a text column, and what to bind.
pub(super) fn text(column: &str, op: Op, wanted: String, folded: bool) -> (String, Vec<Value>) {
    let wanted = if folded { fold(&wanted) } else { wanted };
    let length = i64::try_from(wanted.chars().count()).unwrap_or(i64::MAX);
    let one = vec![Value::from(wanted.clone())];
    match op {
        Op::Eq => (format!("{column} IS ?"), one),
        Op::Ne => (format!("{column} IS NOT ?"), one),
        Op::Co | Op::Sw | Op::Ew if wanted.is_empty() => {
            (format!("({column} IS NOT NULL)"), Vec::new())
        }
        Op::Co => (
            format!("({column} IS NOT NULL AND instr({column}, ?) > 0)"),
            one,
        ),
        Op::Sw => {
            // The range lets an index find the place; the prefix is what counts.
            let end = format!("{wanted}\u{10FFFF}");
            let sql = format!(
                "({column} IS NOT NULL AND {column} >= ? AND {column} < ? \
                 AND substr({column}, 1, {length}) = ?)"
            );
            (sql, vec![wanted.clone().into(), end.into(), wanted.into()])
        }
        Op::Ew => {
            let sql = format!("({column} IS NOT NULL AND substr({column}, -{length}) = ?)");
            (sql, one)
        }
        Op::Gt | Op::Ge | Op::Lt | Op::Le => (
            format!("({column} IS NOT NULL AND {column} {} ?)", sign(op)),
            one,
        ),
    }
}

/// A comparison with a text that is the same for all resources of the statement.
pub(super) fn constant(text: &str, op: Op, literal: &Literal) -> String {
    let wanted = literal_text(literal);
    let holds = match op {
        Op::Eq => text == wanted,
        Op::Ne => text != wanted,
        Op::Co => text.contains(&wanted),
        Op::Sw => text.starts_with(&wanted),
        Op::Ew => text.ends_with(&wanted),
        Op::Gt => text > wanted.as_str(),
        Op::Ge => text >= wanted.as_str(),
        Op::Lt => text < wanted.as_str(),
        Op::Le => text <= wanted.as_str(),
    };
    i64::from(holds).to_string()
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Gt => ">",
        Op::Ge => ">=",
        Op::Lt => "<",
        _ => "<=",
    }
}

/// A comparison with a boolean column. Lenient: `"True"` is true, as in the protocol crate.
pub(super) fn flag(column: &str, op: Op, literal: &Literal) -> String {
    let wanted = match literal {
        Literal::Bool(wanted) => Some(*wanted),
        Literal::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Literal::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    };
    match (op, wanted) {
        // In these words, so that the index of the inactive ones is known to fit.
        (Op::Eq, Some(wanted)) => {
            format!(
                "({column} IS NOT NULL AND {column} = {})",
                i64::from(wanted)
            )
        }
        (Op::Ne, Some(wanted)) => format!("{column} IS NOT {}", i64::from(wanted)),
        (Op::Ne, None) => "1".to_owned(),
        _ => "0".to_owned(),
    }
}

/// A comparison with a column of milliseconds; `None` when it is no comparison of times.
pub(super) fn instant(column: &str, op: Op, literal: &Literal) -> Option<String> {
    let Literal::Text(text) = literal else {
        return None;
    };
    // A full time with offset; every other spelling is left to the protocol crate.
    let wanted: Timestamp = text.trim().parse().ok()?;
    let nanos = wanted.as_nanosecond();
    let millis = nanos.div_euclid(1_000_000);
    let between = nanos.rem_euclid(1_000_000) != 0;
    Some(match op {
        Op::Eq if between => "0".to_owned(),
        Op::Ne if between => "1".to_owned(),
        Op::Eq => format!("{column} = {millis}"),
        Op::Ne => format!("{column} <> {millis}"),
        Op::Gt => format!("{column} > {millis}"),
        Op::Ge if between => format!("{column} > {millis}"),
        Op::Ge => format!("{column} >= {millis}"),
        Op::Lt if between => format!("{column} <= {millis}"),
        Op::Lt => format!("{column} < {millis}"),
        Op::Le => format!("{column} <= {millis}"),
        Op::Co | Op::Sw | Op::Ew => return None,
    })
}
