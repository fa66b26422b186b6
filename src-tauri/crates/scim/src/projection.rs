//! Which attributes an answer carries: RFC 7644 §3.9 and the `returned` characteristic of
//! RFC 7643 §7.

use serde_json::Value;

use crate::filter::judge;
use crate::path::clip;
use crate::schema::{Attribute, Registry, ResourceType, Returned, Schema};
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

    /// What is odd about the two lists for a resource type: an attribute of an extension without its
    /// URN, against RFC 7644 §3.9, whose names are in the notation of §3.10. Names that no schema has
    /// are not told; they select nothing.
    #[must_use]
    pub fn check(&self, registry: &Registry, rt: &ResourceType) -> Vec<Finding> {
        let named = self.only.iter().flatten().chain(&self.excluded);
        let bare = named.filter(|path| path.urn.is_none()).filter_map(|path| {
            let urn = registry.defined(rt, path)?.extension?;
            let refusal = Error::invalid_value(judge::without_urn(path));
            Some(judge::bare(path, urn, "RFC 7644 §3.9").strict(refusal))
        });
        bare.collect()
    }

    /// Whether the answer carries `attribute` (such as `members`) at all, so that the caller
    /// need not load what is dropped anyway.
    #[must_use]
    pub fn wants(&self, registry: &Registry, rt: &ResourceType, attribute: &str) -> bool {
        let lens = Lens::new(self, registry, rt);
        let path = AttributePath::parse(attribute).ok();
        match path.as_ref().and_then(|path| registry.resolve(rt, path)) {
            Some(found) => lens.keeps(found.extension, &found.path.name, Some(found.attribute)),
            None => lens.keeps(None, attribute, None),
        }
    }

    /// Whether [`Projection::apply`] leaves every resource of a type as it is, but for its password:
    /// nothing is left out on request, and all attributes are returned by default.
    #[must_use]
    pub fn is_whole(&self, registry: &Registry, rt: &ResourceType) -> bool {
        let shown = |attribute: &Attribute| {
            matches!(attribute.returned, Returned::Default | Returned::Always)
        };
        let is_shown = |attribute: &Attribute| {
            (shown(attribute) || attribute.name == "password")
                && attribute.sub_attributes.iter().all(shown)
        };
        let schemas = registry.core(rt).into_iter().chain(registry.extensions(rt));
        let mut attributes = schemas.flat_map(|schema| &schema.attributes);
        *self == Self::default() && attributes.all(is_shown)
    }

    /// Drops from a complete resource what the answer must not carry.
    pub fn apply(&self, registry: &Registry, rt: &ResourceType, resource: &mut Object) {
        let lens = Lens::new(self, registry, rt);
        resource.retain(|key, value| {
            if key.contains(':') {
                let Value::Object(inner) = value else {
                    return lens.keeps(Some(key), "", None);
                };
                let schema = registry.schema(key);
                inner.retain(|name, value| {
                    let definition = schema.and_then(|s| s.attribute(name));
                    lens.trim(Some(key), name, definition, value)
                });
                return !inner.is_empty();
            }
            let own = lens.core.and_then(|schema| schema.attribute(key));
            let definition = own.or_else(|| registry.common_attribute(key));
            lens.trim(None, key, definition, value)
        });
    }
}

/// A projection applied to one resource type. `urn` is that of the extension an attribute lies
/// in, `None` for the attributes of the core schema and those of every resource.
struct Lens<'a> {
    projection: &'a Projection,
    rt: &'a ResourceType,
    core: Option<&'a Schema>,
}

impl<'a> Lens<'a> {
    fn new(projection: &'a Projection, registry: &'a Registry, rt: &'a ResourceType) -> Self {
        Self {
            projection,
            rt,
            core: registry.core(rt),
        }
    }

    fn only(&self) -> Option<&'a [AttributePath]> {
        self.projection.only.as_deref()
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
        // False for what nothing is left of: it is as good as not there (RFC 7643 §2.5).
        let trim = |part: &mut Value| {
            let Value::Object(map) = part else {
                return true;
            };
            let was_empty = map.is_empty();
            map.retain(|sub, _| {
                self.keeps_sub(urn, name, sub, definition.and_then(|d| d.sub(sub)))
            });
            was_empty || !map.is_empty()
        };
        let Value::Array(items) = value else {
            return trim(value);
        };
        let was_empty = items.is_empty();
        items.retain_mut(trim);
        was_empty || !items.is_empty()
    }

    fn keeps(&self, urn: Option<&str>, name: &str, definition: Option<&Attribute>) -> bool {
        let asked = self
            .only()
            .map(|list| self.cover(list, urn, name) != Cover::No);
        match definition.map_or(Returned::Default, |d| d.returned) {
            Returned::Always => true,
            Returned::Never => false,
            Returned::Request => asked == Some(true),
            Returned::Default => {
                let excluded = self.cover(&self.projection.excluded, urn, name);
                asked.unwrap_or(true) && excluded != Cover::Whole
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
        let listed =
            |list: &[AttributePath]| list.iter().any(|p| self.names(p, urn, name, Some(sub)));
        match definition.map_or(Returned::Default, |d| d.returned) {
            Returned::Always => true,
            Returned::Never => false,
            Returned::Request => self.only().is_some_and(listed),
            Returned::Default => {
                // What is returned always is kept whole when nothing of it was asked for.
                let wanted = self
                    .only()
                    .is_none_or(|list| self.cover(list, urn, name) != Cover::Part || listed(list));
                wanted && !listed(&self.projection.excluded)
            }
        }
    }

    fn cover(&self, list: &[AttributePath], urn: Option<&str>, name: &str) -> Cover {
        let mut cover = Cover::No;
        for path in list {
            if self.names(path, urn, name, None) {
                return Cover::Whole;
            }
            if path.sub.is_some() && self.same_attribute(path, urn, name) {
                cover = Cover::Part;
            }
        }
        cover
    }

    /// Whether `path` names exactly this attribute or sub-attribute, or its whole schema.
    fn names(
        &self,
        path: &AttributePath,
        urn: Option<&str>,
        name: &str,
        sub: Option<&str>,
    ) -> bool {
        if is_schema(path, urn.unwrap_or(&self.rt.schema)) {
            return true;
        }
        let same_sub = match (&path.sub, sub) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            (None, None) => true,
            _ => false,
        };
        same_sub && self.same_attribute(path, urn, name)
    }

    /// Lenient: an attribute of an extension may be named without its URN where the core schema
    /// has none of that name.
    fn same_attribute(&self, path: &AttributePath, urn: Option<&str>, name: &str) -> bool {
        if !path.name.eq_ignore_ascii_case(name) {
            return false;
        }
        let core = || self.core.is_some_and(|s| s.attribute(name).is_some());
        match (&path.urn, urn) {
            (Some(asked), Some(urn)) => asked.eq_ignore_ascii_case(urn),
            (Some(asked), None) => asked.eq_ignore_ascii_case(&self.rt.schema),
            (None, None) => true,
            (None, Some(_)) => !core(),
        }
    }
}

fn list(text: &str, findings: &mut Vec<Finding>) -> Vec<AttributePath> {
    let mut paths = Vec::new();
    let mut looked_at = 0;
    for entry in text
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        looked_at += 1;
        if looked_at > limits::ATTRIBUTE_LIST {
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

/// `urn:…:2.0:User` reads like the attribute `User` of `urn:…:2.0` until compared with schemas.
fn is_schema(path: &AttributePath, urn: &str) -> bool {
    let AttributePath {
        urn: Some(head),
        name,
        sub: None,
    } = path
    else {
        return false;
    };
    let split = urn.len().checked_sub(name.len() + 1);
    let parts = split.and_then(|at| Some((urn.get(..at)?, urn.get(at..)?)));
    parts.is_some_and(|(front, back)| {
        front.eq_ignore_ascii_case(head)
            && back
                .strip_prefix(':')
                .is_some_and(|last| last.eq_ignore_ascii_case(name))
    })
}
