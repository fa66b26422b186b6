//! From an attribute path as somebody wrote it to its definition and canonical spelling.

use super::{Attribute, Registry, ResourceType, Schema, find};
use crate::AttributePath;

/// What an attribute path means for a resource type.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved<'r> {
    /// The attribute.
    pub attribute: &'r Attribute,
    /// The sub-attribute, when the path names one.
    pub sub: Option<&'r Attribute>,
    /// The URN of the extension the attribute lives in; `None` for core and common attributes.
    pub extension: Option<&'r str>,
    /// The canonical spelling: without URN for core attributes, with it for extensions.
    pub path: AttributePath,
}

/// The definitions a path leads to, found without allocating.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'r> {
    pub(crate) attribute: &'r Attribute,
    pub(crate) sub: Option<&'r Attribute>,
    pub(crate) extension: Option<&'r str>,
}

impl<'r> Parts<'r> {
    fn new(
        attribute: &'r Attribute,
        sub: Option<&str>,
        extension: Option<&'r str>,
    ) -> Option<Self> {
        let sub = match sub {
            Some(name) => Some(attribute.sub(name)?),
            None => None,
        };
        Some(Self {
            attribute,
            sub,
            extension,
        })
    }

    fn resolved(self) -> Resolved<'r> {
        Resolved {
            attribute: self.attribute,
            sub: self.sub,
            extension: self.extension,
            path: AttributePath {
                urn: self.extension.map(str::to_owned),
                name: self.attribute.name.clone(),
                sub: self.sub.map(|sub| sub.name.clone()),
            },
        }
    }
}

impl<'r> Resolved<'r> {
    /// The definition of what the path ends in.
    #[must_use]
    pub fn last(&self) -> &'r Attribute {
        self.sub.unwrap_or(self.attribute)
    }
}

/// Lenient: names that people type for a SCIM attribute (QRY-15).
const ALIASES: [&str; 2] = ["email", "mail"];

impl Registry {
    /// The definition and canonical spelling of `path`; `None` when the schema does not know it.
    ///
    /// Lenient: `email` and `mail` mean `emails.value` where the schema has no such attribute;
    /// an extension URN may be separated by a dot instead of a colon (CRT-10); an attribute of
    /// an extension is found without its URN when the core schema has none of that name.
    #[must_use]
    pub fn resolve(&self, rt: &ResourceType, path: &AttributePath) -> Option<Resolved<'_>> {
        self.lookup(rt, path).map(Parts::resolved)
    }

    /// As [`Registry::resolve`], but without the names people type into search forms.
    pub(crate) fn define(&self, rt: &ResourceType, path: &AttributePath) -> Option<Resolved<'_>> {
        self.defined(rt, path).map(Parts::resolved)
    }

    /// As [`Registry::resolve`], without the canonical spelling.
    pub(crate) fn lookup(&self, rt: &ResourceType, path: &AttributePath) -> Option<Parts<'_>> {
        self.defined(rt, path).or_else(|| self.alias(rt, path))
    }

    pub(crate) fn defined(&self, rt: &ResourceType, path: &AttributePath) -> Option<Parts<'_>> {
        let sub = path.sub.as_deref();
        match path.urn.as_deref() {
            Some(urn) => self.qualified(rt, urn, &path.name, sub),
            None => self.unqualified(rt, &path.name, sub),
        }
    }

    fn alias(&self, rt: &ResourceType, path: &AttributePath) -> Option<Parts<'_>> {
        let typed = ALIASES.iter().any(|a| a.eq_ignore_ascii_case(&path.name));
        if !typed || path.sub.is_some() || path.urn.is_some() {
            return None;
        }
        self.own(rt, "emails", Some("value"))
    }

    fn qualified(
        &self,
        rt: &ResourceType,
        urn: &str,
        name: &str,
        sub: Option<&str>,
    ) -> Option<Parts<'_>> {
        if urn.eq_ignore_ascii_case(&rt.schema) {
            return self.own(rt, name, sub);
        }
        if let Some(schema) = self.extension(rt, urn) {
            return Parts::new(schema.attribute(name)?, sub, Some(&schema.id));
        }
        let sub = sub?;
        let dotted = format!("{urn}:{name}");
        let schema = self.extension(rt, &dotted)?;
        Parts::new(schema.attribute(sub)?, None, Some(&schema.id))
    }

    fn unqualified(&self, rt: &ResourceType, name: &str, sub: Option<&str>) -> Option<Parts<'_>> {
        if let Some(found) = self.own(rt, name, sub) {
            return Some(found);
        }
        for schema in self.extensions(rt) {
            if let Some(attribute) = schema.attribute(name) {
                return Parts::new(attribute, sub, Some(&schema.id));
            }
        }
        None
    }

    /// An attribute of the core schema or a common one.
    fn own(&self, rt: &ResourceType, name: &str, sub: Option<&str>) -> Option<Parts<'_>> {
        let attribute = self
            .core(rt)
            .and_then(|schema| schema.attribute(name))
            .or_else(|| find(self.common(), name))?;
        Parts::new(attribute, sub, None)
    }

    /// The extension of `rt` with this URN.
    #[must_use]
    pub fn extension(&self, rt: &ResourceType, urn: &str) -> Option<&Schema> {
        rt.schema_extensions
            .iter()
            .find(|extension| extension.schema.eq_ignore_ascii_case(urn))
            .and_then(|extension| self.schema(&extension.schema))
    }
}
