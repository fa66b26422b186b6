//! What a filter says about attributes, judged against the schema.

use super::{Filter, Literal, Op};
use crate::schema::{Attribute, AttributeType, Registry, ResourceType};
use crate::{AttributePath, Error, Finding};

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
    };
    judge.filter(filter, None)?;
    Ok(judge.findings)
}

struct Judge<'a> {
    registry: &'a Registry,
    rt: &'a ResourceType,
    findings: Vec<Finding>,
}

impl<'a> Judge<'a> {
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
                let attribute = self.definition(path, within);
                self.filter(filter, Some(attribute))
            }
        }
    }

    fn definition(
        &mut self,
        path: &AttributePath,
        within: Option<Option<&'a Attribute>>,
    ) -> Option<&'a Attribute> {
        let found = match within {
            None => self
                .registry
                .resolve(self.rt, path)
                .map(|found| found.last()),
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
                .at(path.to_string())
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
        if op.is_ordering()
            && matches!(
                definition.kind,
                AttributeType::Boolean | AttributeType::Binary
            )
        {
            return Err(Error::invalid_filter(format!(
                "'{op}' cannot order '{path}', which is {}.",
                if definition.kind == AttributeType::Boolean {
                    "a boolean"
                } else {
                    "binary"
                }
            )));
        }
        if definition.kind == AttributeType::Boolean && matches!(value, Literal::Text(_)) {
            self.findings.push(
                Finding::warn(
                    "CRT-15",
                    OPERATORS,
                    format!("'{path}' is a boolean, but is compared with the text {value}."),
                )
                .at(path.to_string())
                .strict(Error::invalid_filter(format!("'{path}' is a boolean."))),
            );
        }
        Ok(())
    }
}
