//! Comparisons that SQL has no words for: a leaf of a filter is judged by `scim`'s own
//! [`Filter::matches`], on just the piece of the document that SQL has cut out. So the answer
//! agrees with the protocol crate by construction.
//!
//! The leaves of the running query are kept per thread, since SQLite calls its functions on the
//! thread that runs the statement. With them is kept how many more pieces it may look at: that is
//! what a query costs that no index answers.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rusqlite::ErrorCode;
use rusqlite::functions::{Context, FunctionFlags};
use scim::schema::Registry;
use scim::{Filter, Object};
use serde_json::Value;

use super::Db;
use super::text::fold;
use crate::clock::from_millis;

/// One comparison, and where its piece of the document belongs.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    /// The resource type that it is judged for.
    pub(crate) kind: String,
    pub(crate) filter: Filter,
    pub(crate) place: Place,
}

/// Where a piece was cut out.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// It is the whole document.
    Document,
    /// A core attribute.
    Attribute(String),
    /// An attribute of an extension.
    Extension(String, String),
}

/// The leaves of one query.
#[derive(Debug)]
pub(crate) struct Leaves {
    pub(crate) registry: Arc<Registry>,
    pub(crate) all: Vec<Leaf>,
    /// How many more pieces may be looked at.
    pub(crate) left: Cell<u64>,
}

impl Leaves {
    /// Pays for a piece of this many bytes; a long one, such as the members of a large group, counts
    /// as one for each KiB.
    fn pay(&self, bytes: usize) -> rusqlite::Result<()> {
        match self.left.get().checked_sub(1 + bytes as u64 / 1024) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT),
                None,
            )),
        }
    }
}

/// Whether a query ended because it looked at more than it may.
pub(crate) fn was_too_much(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

thread_local! {
    static CURRENT: RefCell<Option<Leaves>> = const { RefCell::new(None) };
}

/// Runs `work` with `leaves` known to `attribute_matches`.
pub(crate) fn with<T>(leaves: Leaves, work: impl FnOnce() -> T) -> T {
    struct Clear;
    impl Drop for Clear {
        fn drop(&mut self) {
            CURRENT.with_borrow_mut(Option::take);
        }
    }
    CURRENT.with_borrow_mut(|current| *current = Some(leaves));
    let _clear = Clear;
    work()
}

/// Makes `attribute_matches(leaf, json)`, `sort_key(json, sub, exact)` and `instant(millis)` known
/// to SQL.
pub(crate) fn register(db: &Db) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("attribute_matches", 2, flags, attribute_matches)?;
    let flags = flags | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("sort_key", 3, flags, sort_key)?;
    db.create_scalar_function("instant", 1, flags, |context| {
        Ok(from_millis(context.get(0)?).to_string())
    })
}

fn attribute_matches(context: &Context<'_>) -> rusqlite::Result<bool> {
    let leaf = usize::try_from(context.get::<i64>(0)?).unwrap_or(usize::MAX);
    let piece = parsed(context, 1)?;
    CURRENT.with_borrow(|current| {
        let Some(leaves) = current else {
            return Ok(false);
        };
        let Some(leaf) = leaves.all.get(leaf) else {
            return Ok(false);
        };
        let Some(rt) = leaves.registry.resource_type(&leaf.kind) else {
            return Ok(false);
        };
        let resource = placed(&leaf.place, piece);
        Ok(leaf.filter.matches(&leaves.registry, rt, &resource))
    })
}

fn parsed(context: &Context<'_>, argument: usize) -> rusqlite::Result<Option<Value>> {
    let Some(text) = context.get::<Option<String>>(argument)? else {
        return Ok(None);
    };
    CURRENT.with_borrow(|current| match current {
        Some(leaves) => leaves.pay(text.len()),
        None => Ok(()),
    })?;
    let value = serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::UserFunctionError(Box::new(error)))?;
    Ok(Some(value))
}

/// A resource that consists of this piece only.
fn placed(place: &Place, piece: Option<Value>) -> Object {
    let mut resource = Object::new();
    let Some(piece) = piece else { return resource };
    match (place, piece) {
        (Place::Document, Value::Object(document)) => return document,
        (Place::Document, _) => {}
        (Place::Attribute(name), piece) => {
            resource.insert(name.clone(), piece);
        }
        (Place::Extension(urn, name), piece) => {
            let inner = Object::from_iter([(name.clone(), piece)]);
            resource.insert(urn.clone(), inner.into());
        }
    }
    resource
}

/// What a resource is sorted by (RFC 7644 §3.4.2.3): of several values the primary one, else the
/// first; NULL when there is none.
fn sort_key(context: &Context<'_>) -> rusqlite::Result<rusqlite::types::Value> {
    use rusqlite::types::Value as Sql;
    let sub: Option<String> = context.get(1)?;
    let exact: bool = context.get(2)?;
    let Some(value) = parsed(context, 0)? else {
        return Ok(Sql::Null);
    };
    let element = match &value {
        Value::Array(items) => {
            let primary = items
                .iter()
                .find(|item| item.get("primary") == Some(&true.into()));
            primary.or(items.first())
        }
        other => Some(other),
    };
    let leaf = element.map(|element| match element {
        Value::Object(map) => map
            .get(sub.as_deref().unwrap_or("value"))
            .unwrap_or(&Value::Null),
        simple => simple,
    });
    Ok(match leaf {
        Some(Value::String(text)) if exact => Sql::Text(text.clone()),
        Some(Value::String(text)) => Sql::Text(fold(text)),
        Some(Value::Bool(value)) => Sql::Integer(i64::from(*value)),
        Some(Value::Number(number)) => number
            .as_i64()
            .map(Sql::Integer)
            .or_else(|| number.as_f64().map(Sql::Real))
            .unwrap_or(Sql::Null),
        _ => Sql::Null,
    })
}
