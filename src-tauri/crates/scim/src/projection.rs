//! Which attributes an answer carries: RFC 7644 §3.9 and the `returned` characteristic of
//! RFC 7643 §7.

use serde_json::Value;

use crate::path::clip;
use crate::schema::{Attribute, Registry, ResourceType, Returned};
use crate::{AttributePath, Error, Finding, Found, Object, limits};

/// `attributes` and `excludedAttributes` of a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Projection {
    only: Option<Vec<AttributePath>>,
    excluded: Vec<AttributePath>,
}

/// How an entry of a list relates to an attribute.
#[derive(PartialEq)]
enum Cover {
    Whole,
    Part,
    No,
}

impl Projection {
    /// Reads the two parameters, each a comma-separated list of attribute paths.
    #[must_use]
    pub fn parse(attributes: Option<&str>, excluded: Option<&str>) -> Found<Projection> {
        let mut findings = Vec::new();
        let only = attributes
            .map(|text| list(text, &mut findings))
            .filter(|l| !l.is_empty());
        let excluded = excluded
            .map(|text| list(text, &mut findings))
            .unwrap_or_default();
        if only.is_some() && !excluded.is_empty() {
            findings.push(
                Finding::info(
                    "RFC-attributes-and-excluded",
                    "RFC 7644 §3.9",
                    "'attributes' and 'excludedAttributes' exclude each other; both were applied.",
                )
                .strict(Error::invalid_value(
                    "'attributes' and 'excludedAttributes' exclude each other.",
                )),
            );
        }
        Found {
            value: Projection { only, excluded },
            findings,
        }
    }

    /// Whether the answer carries `attribute` (such as `members`) at all, so that the caller
    /// need not load what is dropped anyway.
    #[must_use]
    pub fn wants(&self, registry: &Registry, rt: &ResourceType, attribute: &str) -> bool {
        let path = AttributePath::parse(attribute).ok();
        let found = path.as_ref().and_then(|path| registry.resolve(rt, path));
        match found {
            Some(found) => self.keeps(found.extension, &found.path.name, Some(found.attribute)),
            None => self.keeps(None, attribute, None),
        }
    }

    /// Drops from a complete resource what the answer must not carry.
    pub fn apply(&self, registry: &Registry, rt: &ResourceType, resource: &mut Object) {
        let core = registry.core(rt);
        resource.retain(|key, value| {
            if key.contains(':') {
                let Value::Object(inner) = value else {
                    return self.keeps(Some(key), "", None);
                };
                let schema = registry.schema(key);
                inner.retain(|name, value| {
                    let definition = schema.and_then(|s| s.attribute(name));
                    self.trim(Some(key), name, definition, value)
                });
                return !inner.is_empty();
            }
            let definition = core.and_then(|schema| schema.attribute(key)).or_else(|| {
                registry
                    .common()
                    .iter()
                    .find(|a| a.name.eq_ignore_ascii_case(key))
            });
            self.trim(None, key, definition, value)
        });
    }

    /// Keeps or drops an attribute, and trims the sub-attributes of one that is kept.
    fn trim(
        &self,
        urn: Option<&str>,
        name: &str,
        definition: Option<&Attribute>,
        value: &mut Value,
    ) -> bool {
        if !self.keeps(urn, name, definition) {
            return false;
        }
        let parts = match value {
            Value::Array(items) => items.iter_mut().collect(),
            other => vec![other],
        };
        for part in parts {
            if let Value::Object(map) = part {
                map.retain(|sub, _| {
                    self.keeps_sub(urn, name, sub, definition.and_then(|d| d.sub(sub)))
                });
            }
        }
        true
    }

    fn keeps(&self, urn: Option<&str>, name: &str, definition: Option<&Attribute>) -> bool {
        let asked = self
            .only
            .as_ref()
            .map(|list| cover(list, urn, name) != Cover::No);
        match definition.map_or(Returned::Default, |d| d.returned) {
            Returned::Always => true,
            Returned::Never => false,
            Returned::Request => asked == Some(true),
            Returned::Default => {
                asked.unwrap_or(true) && cover(&self.excluded, urn, name) != Cover::Whole
            }
        }
    }

    fn keeps_sub(
        &self,
        urn: Option<&str>,
        name: &str,
        sub: &str,
        definition: Option<&Attribute>,
    ) -> bool {
        let listed = |list: &[AttributePath]| list.iter().any(|p| names(p, urn, name, Some(sub)));
        let asked = self
            .only
            .as_ref()
            .map(|list| cover(list, urn, name) == Cover::Whole || listed(list));
        match definition.map_or(Returned::Default, |d| d.returned) {
            Returned::Always => true,
            Returned::Never => false,
            Returned::Request => self.only.as_ref().is_some_and(|list| listed(list)),
            // An attribute that is returned always is kept whole when nothing of it was asked.
            Returned::Default => {
                let untouched = self
                    .only
                    .as_ref()
                    .is_some_and(|l| cover(l, urn, name) == Cover::No);
                (untouched || asked.unwrap_or(true)) && !listed(&self.excluded)
            }
        }
    }
}

fn list(text: &str, findings: &mut Vec<Finding>) -> Vec<AttributePath> {
    let mut paths = Vec::new();
    for entry in text
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        if paths.len() == limits::ATTRIBUTE_LIST {
            findings.push(too_long());
            break;
        }
        match AttributePath::parse(entry) {
            Ok(path) => paths.push(path),
            Err(error) => findings.push(
                Finding::warn(
                    "RFC-attribute-list",
                    "RFC 7644 §3.9",
                    format!("'{}' is not an attribute; ignored.", clip(entry)),
                )
                .strict(Error::invalid_value(error.detail)),
            ),
        }
    }
    paths
}

fn too_long() -> Finding {
    let most = limits::ATTRIBUTE_LIST;
    Finding::warn(
        "RFC-attribute-list-length",
        "RFC 7644 §3.9",
        format!("The list has more than {most} attributes; the rest was ignored."),
    )
    .strict(Error::invalid_value(format!(
        "A list of attributes has at most {most} entries."
    )))
}

fn cover(list: &[AttributePath], urn: Option<&str>, name: &str) -> Cover {
    let mut cover = Cover::No;
    for path in list {
        if names(path, urn, name, None) {
            return Cover::Whole;
        }
        if path.sub.is_some() && same_attribute(path, urn, name) {
            cover = Cover::Part;
        }
    }
    cover
}

/// Whether `path` names exactly this attribute or sub-attribute, or its whole extension.
fn names(path: &AttributePath, urn: Option<&str>, name: &str, sub: Option<&str>) -> bool {
    if let Some(urn) = urn
        && whole_urn(path).eq_ignore_ascii_case(urn)
    {
        return true;
    }
    let same_sub = match (&path.sub, sub) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        (None, None) => true,
        _ => false,
    };
    same_sub && same_attribute(path, urn, name)
}

/// `urn:…:2.0:User` reads like the attribute `User` of `urn:…:2.0` until compared with schemas.
fn whole_urn(path: &AttributePath) -> String {
    match (&path.urn, &path.sub) {
        (Some(urn), None) => format!("{urn}:{}", path.name),
        _ => String::new(),
    }
}

fn same_attribute(path: &AttributePath, urn: Option<&str>, name: &str) -> bool {
    if !path.name.eq_ignore_ascii_case(name) {
        return false;
    }
    match (&path.urn, urn) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        // `urn:…:core:2.0:User:userName` names a core attribute.
        (Some(_), None) | (None, None) => true,
        (None, Some(_)) => true,
    }
}
