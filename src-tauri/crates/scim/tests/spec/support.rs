//! What the suites share: the standard resource types and short ways to ask.

use scim::schema::{Registry, ResourceType};
use scim::{Finding, Object, Refused, patch};
use serde_json::{Value, json};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub(crate) fn registry() -> &'static Registry {
    Registry::standard()
}

pub(crate) fn kind(name: &str) -> &'static ResourceType {
    registry()
        .resource_type(name)
        .expect("a standard resource type")
}

pub(crate) fn object(value: Value) -> Object {
    match value {
        Value::Object(map) => map,
        other => Object::from_iter([("not an object".to_owned(), other)]),
    }
}

/// The rule ids of findings, in order.
pub(crate) fn rules(findings: &[Finding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.rule.as_ref())
        .collect()
}

/// Parses and applies a PATCH body; the findings of both steps.
pub(crate) fn play(
    rt: &ResourceType,
    current: &Object,
    body: Value,
) -> Result<(Object, Vec<Finding>), Refused> {
    let request = patch::parse(registry(), rt, body)?;
    let mut findings = request.findings;
    match patch::apply(registry(), rt, &request.value, current) {
        Ok(found) => {
            findings.extend(found.findings);
            Ok((found.value, findings))
        }
        Err(refused) => {
            findings.extend(refused.findings);
            Err(Refused {
                error: refused.error,
                findings,
            })
        }
    }
}

/// A PATCH body around these operations.
pub(crate) fn operations(operations: Value) -> Value {
    json!({ "schemas": [PATCH_OP], "Operations": operations })
}
