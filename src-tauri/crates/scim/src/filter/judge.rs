//! What a filter says about attributes, judged against the schema.

use super::{Filter, Literal, Op};
use crate::schema::{Attribute, AttributeType, Registry, ResourceType, Returned};
use crate::{AttributePath, Error, Finding, instant};

const OPERATORS: &str = "RFC 7644 §3.4.2.2";

pub(super) fn check(
    filter: &Filter,
    registry: &Registry,
    rt: &ResourceType,
) -> Result<Vec<Finding>, Error> {
    let mut judge = Judge {
        registry,
        rt,
        findings: Vec::new(),
        around: String::new(),
    };
    judge.filter(filter, None)?;
    Ok(judge.findings)
}

pub(super) fn check_elements(
    filter: &Filter,
    registry: &Registry,
    rt: &ResourceType,
    attribute: &Attribute,
) -> Result<Vec<Finding>, Error> {
    let mut judge = Judge {
        registry,
        rt,
        findings: Vec::new(),
        around: format!("{}.", attribute.name),
    };
    judge.filter(filter, Some(Some(attribute)))?;
    Ok(judge.findings)
}

/// Lenient: an attribute of an extension without its URN, against RFC 7644 §3.10.
pub(crate) fn bare(path: &AttributePath, urn: &str, section: &'static str) -> Finding {
    let meant = AttributePath {
        urn: Some(urn.to_owned()),
        ..path.clone()
    };
    Finding::warn(
        "RFC-extension-attribute",
        section,
        format!("'{path}' has no URN in front; read as '{meant}'."),
    )
    .at(path.to_string())
}

/// What a strict server says about it.
pub(crate) fn without_urn(path: &AttributePath) -> String {
    format!("'{path}' is not a known attribute.")
}

struct Judge<'a> {
    registry: &'a Registry,
    rt: &'a ResourceType,
    findings: Vec<Finding>,
    /// What stands in front of the brackets, with a dot.
    around: String,
}

impl<'a> Judge<'a> {
    /// Where a finding is about, seen from the resource.
    fn place(&self, path: &AttributePath) -> String {
        format!("{}{path}", self.around)
    }

    /// `within` is the attribute in front of the brackets the filter stands in.
    fn filter(
        &mut self,
        filter: &Filter,
        within: Option<Option<&'a Attribute>>,
    ) -> Result<(), Error> {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => {
                parts.iter().try_for_each(|part| self.filter(part, within))
            }
            Filter::Not(inner) => self.filter(inner, within),
            Filter::Present(path) => {
                self.definition(path, within);
                Ok(())
            }
            Filter::Compare { path, op, value } => {
                let definition = self.definition(path, within);
                self.comparison(path, definition, *op, value)
            }
            Filter::ValuePath { path, filter } => {
                if path.sub.is_some() {
                    return Err(Error::invalid_filter(format!(
                        "'{path}[…]': '{path}' is one part of a value, nothing to select from."
                    )));
                }
                let attribute = self.definition(path, within);
                let outside = std::mem::replace(&mut self.around, format!("{path}."));
                self.filter(filter, Some(attribute))?;
                self.around = outside;
                Ok(())
            }
        }
    }

    fn definition(
        &mut self,
        path: &AttributePath,
        within: Option<Option<&'a Attribute>>,
    ) -> Option<&'a Attribute> {
        let found = match within {
            None => self.registry.lookup(self.rt, path).map(|found| {
                if let (Some(urn), None) = (found.extension, &path.urn) {
                    let refusal = Error::invalid_filter(without_urn(path));
                    self.findings
                        .push(bare(path, urn, OPERATORS).strict(refusal));
                }
                found.sub.unwrap_or(found.attribute)
            }),
            Some(Some(attribute)) if attribute.is_complex() => attribute.sub(&path.name),
            Some(attribute) => attribute,
        };
        if found.is_none() && within != Some(None) {
            self.findings.push(
                Finding::warn(
                    "UPD-20",
                    OPERATORS,
                    format!("'{path}' is not in the schema; it matches no value."),
                )
                .at(self.place(path))
                .strict(Error::invalid_filter(format!(
                    "'{path}' is not a known attribute."
                ))),
            );
        }
        found
    }

    fn comparison(
        &mut self,
        path: &AttributePath,
        definition: Option<&Attribute>,
        op: Op,
        value: &Literal,
    ) -> Result<(), Error> {
        let Some(definition) = definition else {
            return Ok(());
        };
        if definition.returned == Returned::Never {
            self.secret(path);
        }
        // A complex attribute without a part stands for its `value` (RFC 7643 §2.4).
        let leaf = if definition.is_complex() {
            definition.sub("value")
        } else {
            Some(definition)
        };
        let presence = matches!(value, Literal::Null) && matches!(op, Op::Eq | Op::Ne);
        let Some(leaf) = leaf else {
            if presence {
                return Ok(());
            }
            self.odd(
                path,
                format!("'{path}' has several parts; one of them has to be named"),
            );
            return Ok(());
        };
        let unordered = match leaf.kind {
            AttributeType::Boolean => "a boolean",
            AttributeType::Binary => "binary",
            _ => "",
        };
        if op.is_ordering() && !unordered.is_empty() {
            return Err(Error::invalid_filter(format!(
                "'{op}' cannot order '{path}', which is {unordered}."
            )));
        }
        self.value(path, leaf, op, value);
        Ok(())
    }

    /// Whether operator and value go with the type of the attribute.
    fn value(&mut self, path: &AttributePath, leaf: &Attribute, op: Op, value: &Literal) {
        let part_of_text = matches!(op, Op::Co | Op::Sw | Op::Ew);
        if matches!(value, Literal::Null) {
            if !matches!(op, Op::Eq | Op::Ne) {
                self.odd(path, format!("'{op}' compares '{path}' with null"));
            }
            return;
        }
        match (leaf.kind, value) {
            (AttributeType::Boolean, Literal::Text(_)) => self.findings.push(
                Finding::warn(
                    "CRT-15",
                    OPERATORS,
                    format!("'{path}' is a boolean, but is compared with the text {value}."),
                )
                .at(self.place(path))
                .strict(Error::invalid_filter(format!("'{path}' is a boolean."))),
            ),
            (AttributeType::Boolean, Literal::Bool(_)) if !part_of_text => {}
            (AttributeType::Integer | AttributeType::Decimal, Literal::Number(_))
                if !part_of_text => {}
            (AttributeType::DateTime, Literal::Text(text)) => {
                if !part_of_text && instant::read(text).is_none() {
                    self.odd(
                        path,
                        format!("'{path}' is a date and time, {value} is none"),
                    );
                }
            }
            (
                AttributeType::String | AttributeType::Reference | AttributeType::Binary,
                Literal::Text(_),
            ) => {}
            _ => self.odd(
                path,
                format!("'{op} {value}' does not go with the type of '{path}'"),
            ),
        }
    }

    fn odd(&mut self, path: &AttributePath, what: String) {
        self.findings.push(
            Finding::warn(
                "RFC-filter-type",
                OPERATORS,
                format!("{what}; compared as far as possible."),
            )
            .at(self.place(path))
            .strict(Error::invalid_filter(format!("{what}."))),
        );
    }

    /// Whether it was a URL that carried the secret (§7.5.2) only the server knows.
    fn secret(&mut self, path: &AttributePath) {
        self.findings.push(
            Finding::info(
                "RFC-secret-filter",
                OPERATORS,
                format!("'{path}' is never returned, but a filter asks for it."),
            )
            .at(self.place(path)),
        );
    }
}
