//! Whether each property of a document has a usable value (RFC 7643 §6 and §7), so that a refusal
//! can name the place in the file. How the properties fit together is checked by the registry.

use serde_json::{Map, Value};

use super::reading::{below, flaw, quoted, shown};
use super::remark::Remark;
use crate::Error;

/// More attributes than any real schema has; each request of its type looks through them.
const MOST: usize = 1000;

const TEXT: [&str; 2] = ["name", "description"];
const FLAGS: [&str; 3] = ["multiValued", "required", "caseExact"];
const LISTS: [&str; 2] = ["canonicalValues", "referenceTypes"];
const WORDS: [(&str, &[&str]); 4] = [
    (
        "type",
        &[
            "string",
            "boolean",
            "decimal",
            "integer",
            "dateTime",
            "binary",
            "reference",
            "complex",
        ],
    ),
    (
        "mutability",
        &["readOnly", "readWrite", "immutable", "writeOnly"],
    ),
    ("returned", &["always", "never", "default", "request"]),
    ("uniqueness", &["none", "server", "global"]),
];

type Object = Map<String, Value>;

pub(super) fn schema(at: &str, object: &Object, remarks: &mut Vec<Remark>) -> Result<(), Error> {
    text(
        at,
        object,
        "id",
        Some("A schema needs the URN by which resources name it."),
    )?;
    text(at, object, "name", None)?;
    text(at, object, "description", None)?;
    let at = below(at, "attributes");
    let count = attributes(&at, object.get("attributes"), remarks)?;
    if count > MOST {
        return Err(flaw(
            &at,
            &format!("There are {count} attributes; a schema may have {MOST}."),
        ));
    }
    Ok(())
}

pub(super) fn resource_type(at: &str, object: &Object) -> Result<(), Error> {
    text(
        at,
        object,
        "name",
        Some("A resource type needs a name, such as \"Device\"."),
    )?;
    text(
        at,
        object,
        "endpoint",
        Some("A resource type needs an endpoint, such as \"/Devices\"."),
    )?;
    text(
        at,
        object,
        "schema",
        Some("A resource type needs the URN of its schema."),
    )?;
    text(at, object, "description", None)?;
    let at = below(at, "schemaExtensions");
    let extensions = match object.get("schemaExtensions") {
        None => return Ok(()),
        Some(Value::Array(list)) => list,
        Some(other) => return Err(flaw(&at, &format!("{} is not an array.", shown(other)))),
    };
    for (index, extension) in extensions.iter().enumerate() {
        let at = format!("{at}[{index}]");
        let Value::Object(extension) = extension else {
            return Err(flaw(
                &at,
                &format!("{} is not an object with \"schema\".", shown(extension)),
            ));
        };
        text(
            &at,
            extension,
            "schema",
            Some("An extension needs the URN of its schema."),
        )?;
        flag(&at, extension, "required")?;
    }
    Ok(())
}

fn attributes(at: &str, list: Option<&Value>, remarks: &mut Vec<Remark>) -> Result<usize, Error> {
    let list = match list {
        Some(Value::Array(list)) if !list.is_empty() => list,
        Some(Value::Array(_)) | None => {
            return Err(flaw(
                at,
                "There are no attributes. A schema needs at least one.",
            ));
        }
        Some(other) => return Err(flaw(at, &format!("{} is not an array.", shown(other)))),
    };
    let mut count = list.len();
    for (index, attribute) in list.iter().enumerate() {
        let at = format!("{at}[{index}]");
        let Value::Object(attribute) = attribute else {
            return Err(flaw(
                &at,
                &format!("{} is not an attribute definition.", shown(attribute)),
            ));
        };
        own_properties(&at, attribute, remarks)?;
        let complex = attribute.get("type").and_then(Value::as_str) == Some("complex");
        if complex || attribute.contains_key("subAttributes") {
            let below = below(&at, "subAttributes");
            count += attributes(&below, attribute.get("subAttributes"), remarks)?;
        }
    }
    Ok(count)
}

fn own_properties(at: &str, attribute: &Object, remarks: &mut Vec<Remark>) -> Result<(), Error> {
    text(at, attribute, "name", Some("An attribute needs a name."))?;
    text(at, attribute, "description", None)?;
    for name in FLAGS {
        flag(at, attribute, name)?;
    }
    for name in LISTS {
        let fits = match attribute.get(name) {
            None => true,
            Some(Value::Array(list)) => list.iter().all(Value::is_string),
            Some(_) => false,
        };
        if !fits {
            return Err(flaw(&below(at, name), "This must be an array of strings."));
        }
    }
    for (name, words) in WORDS {
        let Some(value) = attribute.get(name) else {
            continue;
        };
        if !value.as_str().is_some_and(|word| words.contains(&word)) {
            let why = format!("{} is not one of {}.", shown(value), words.join(", "));
            return Err(flaw(&below(at, name), &why));
        }
    }
    remarks.extend(attribute.keys().filter_map(|name| unknown(at, name)));
    Ok(())
}

fn text(at: &str, object: &Object, name: &str, needed: Option<&str>) -> Result<(), Error> {
    match (object.get(name), needed) {
        (Some(Value::String(text)), Some(_)) if text.trim().is_empty() => {
            Err(flaw(&below(at, name), "This is empty."))
        }
        (Some(Value::String(_)), _) | (None, None) => Ok(()),
        (None, Some(needed)) => Err(flaw(
            &below(at, name),
            &format!("This is missing. {needed}"),
        )),
        (Some(other), _) => Err(flaw(
            &below(at, name),
            &format!("{} is not text.", shown(other)),
        )),
    }
}

fn flag(at: &str, object: &Object, name: &str) -> Result<(), Error> {
    match object.get(name) {
        None | Some(Value::Bool(_)) => Ok(()),
        Some(other) => Err(flaw(
            &below(at, name),
            &format!(
                "{} is neither true nor false; write it without quotes.",
                shown(other)
            ),
        )),
    }
}

/// A remark on a property that is none.
fn unknown(at: &str, name: &str) -> Option<Remark> {
    let words = WORDS.iter().map(|(name, _)| *name);
    let mut known = TEXT
        .into_iter()
        .chain(FLAGS)
        .chain(LISTS)
        .chain(words)
        .chain(["subAttributes"]);
    let meant = match known.find(|known| known.eq_ignore_ascii_case(name)) {
        Some(exact) if exact == name => return None,
        Some(near) => format!(" Did you mean {}?", quoted(near)),
        None => String::new(),
    };
    Some(Remark::UnknownProperty {
        at: at.to_owned(),
        name: name.to_owned(),
        meant,
    })
}
