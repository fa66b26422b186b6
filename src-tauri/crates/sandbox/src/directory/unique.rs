//! Attributes that a schema declares unique (RFC 7643 §7 "uniqueness").
//!
//! `userName` is not looked at here: it has a column and an index of its own. Custom attributes have
//! none, so each of them costs a search through the resources of its type.

use scim::filter::{Literal, Op};
use scim::schema::{Attribute, Uniqueness};
use scim::{AttributePath, Filter, Object, Query};
use serde_json::Value;

use super::write::Scope;
use crate::Error;
use crate::store::listing::{Listing, Start};
use crate::store::{self, Db};

/// Refuses values that another resource of the type has; `own` is the resource's id, when it has one
/// already.
pub(super) fn check(
    scope: &Scope,
    db: &Db,
    document: &Object,
    own: Option<&str>,
) -> Result<(), Error> {
    for (urn, attribute) in declared(scope) {
        let holder = match urn {
            Some(urn) => document.get(urn).and_then(Value::as_object),
            None => Some(document),
        };
        let value = holder.and_then(|holder| holder.get(&attribute.name));
        let Some(literal) = value.and_then(literal) else {
            continue;
        };
        let filter = Filter::Compare {
            path: AttributePath {
                urn: urn.map(str::to_owned),
                name: attribute.name.clone(),
                sub: None,
            },
            op: Op::Eq,
            value: literal,
        };
        if is_taken(scope, db, filter, own)? {
            let detail = format!(
                "There already is a {} with this {}.",
                scope.rt.name, attribute.name
            );
            return Err(scim::Error::uniqueness(detail).into());
        }
    }
    Ok(())
}

/// The unique attributes of the type, with the URN of the extension that they are in.
fn declared(scope: &Scope) -> impl Iterator<Item = (Option<&str>, &Attribute)> {
    let core = scope.registry.core(&scope.rt).into_iter();
    let core = core.flat_map(|schema| schema.attributes.iter().map(|one| (None, one)));
    let extensions = scope.registry.extensions(&scope.rt);
    let extensions = extensions.flat_map(|schema| {
        let urn = Some(schema.id.as_str());
        schema.attributes.iter().map(move |one| (urn, one))
    });
    let indexed = scope.rt.name == "User";
    core.chain(extensions).filter(move |(urn, one)| {
        let has_column = indexed && urn.is_none() && one.name == "userName";
        one.uniqueness != Uniqueness::None && !one.multi_valued && !one.is_complex() && !has_column
    })
}

fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::Text(text.clone())),
        Value::Number(number) => Some(Literal::Number(number.clone())),
        _ => None,
    }
}

fn is_taken(scope: &Scope, db: &Db, filter: Filter, own: Option<&str>) -> Result<bool, Error> {
    let query = Query {
        filter: Some(filter),
        ..Query::default()
    };
    let listing = Listing {
        connection: scope.connection,
        registry: &scope.registry,
        kinds: &[&scope.rt],
        query: &query,
        // The resource itself, and one that is not.
        limit: 2,
        // Whether a value is taken must be known, whatever that costs.
        scan: u64::MAX,
    };
    let found = store::listing::rows(db, &listing, &Start::Index(0))?;
    for row in found.rows {
        let holder = store::resources::by_row::<Object>(db, row, false)?;
        if holder.is_some_and(|holder| Some(holder.record.id.as_str()) != own) {
            return Ok(true);
        }
    }
    Ok(false)
}
