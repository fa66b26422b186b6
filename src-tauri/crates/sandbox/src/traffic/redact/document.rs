//! Keeps passwords out of the documents of the directory, wherever a client has put one. What the
//! schema calls `password` never gets that far; a part that the schema does not know is kept as sent.

use scim::Object;
use serde_json::Value;

/// Takes every `password` out of a document, at any depth, of no type and in no spelling.
pub(crate) fn without_passwords(document: &mut Object) {
    take_from(document);
}

/// Whether there was any.
fn take_from(object: &mut Object) -> bool {
    let before = object.len();
    object.retain(|name, _| !is_password(name));
    let mut found = object.len() < before;
    for value in object.values_mut() {
        found |= take(value);
    }
    found
}

fn take(value: &mut Value) -> bool {
    match value {
        Value::Object(object) => take_from(object),
        Value::Array(items) => {
            let before = items.len();
            let mut found = false;
            // An element that was nothing but a password is none.
            items.retain_mut(|item| {
                let taken = take(item);
                found |= taken;
                !(taken && item.as_object().is_some_and(Object::is_empty))
            });
            found || items.len() < before
        }
        _ => false,
    }
}

fn is_password(name: &str) -> bool {
    let name = name.rsplit(':').next().unwrap_or(name);
    name.trim().eq_ignore_ascii_case("password")
}
