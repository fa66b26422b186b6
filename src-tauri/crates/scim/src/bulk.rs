//! Bulk requests: RFC 7644 §3.7.
//!
//! [`parse`] reads the message, [`Request::plan`] says in which order its operations can be
//! carried out, also where they refer to each other in a circle (§3.7.1), and [`Substitution`]
//! puts ids in the place of `bulkId:` references (§3.7.2). Carrying them out, counting errors
//! against `failOnErrors` and everything about HTTP are the server's task.

use serde_json::Value;

use crate::{Error, Found, Refused, Strictness, limits};

mod outcome;
mod plan;
mod read;
mod reference;

pub use outcome::{Outcome, response};
pub use plan::Step;
pub use reference::{Reference, Substitution, references, substitute, without};

/// How much a Bulk request may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most operations; more are answered with 413 (RFC 7644 §3.7.4).
    pub operations: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: limits::BULK_OPERATIONS,
        }
    }
}

/// The method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Creates a resource; `path` is an endpoint such as `/Users`.
    Post,
    /// Replaces a resource.
    Put,
    /// Changes a resource; the data is a PATCH request.
    Patch,
    /// Removes a resource; there is no data.
    Delete,
}

impl Method {
    /// The spelling of HTTP.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// The path of an operation, relative to the base URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// The endpoint with its slash, such as `/Users`, as it was written.
    pub endpoint: String,
    /// The id of the resource, possibly a `bulkId:` reference; `None` exactly for POST.
    pub id: Option<String>,
}

/// One operation that can be tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What is to be done.
    pub method: Method,
    /// The client's name for what a POST creates.
    pub bulk_id: Option<String>,
    /// The version the client knows, as for `If-Match`.
    pub version: Option<String>,
    /// Where.
    pub target: Target,
    /// The body; `Null` for DELETE.
    pub data: Value,
}

/// One operation that cannot be tried. It counts as an error, and is answered in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// The method as it was sent.
    pub method: String,
    /// The client's name for it.
    pub bulk_id: Option<String>,
    /// Why.
    pub error: Error,
}

/// A Bulk request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// After how many errors to stop; never 0. `None` carries out as much as possible.
    pub fail_on_errors: Option<u64>,
    /// The operations, in the order of the request.
    pub operations: Vec<Result<Operation, Rejected>>,
    /// What a strict server answers to each of them, where something about it was tolerated.
    refusals: Vec<Option<Error>>,
    /// How many of the findings are about the message itself; they come first.
    of_message: usize,
}

/// Applies the connection's strictness: to the message as a whole, and to each operation by itself,
/// which is then rejected in its place.
///
/// # Errors
/// Under [`Strictness::Strict`], the error of the first finding about the message that has one.
pub fn judge(mut found: Found<Request>, strictness: Strictness) -> Result<Found<Request>, Refused> {
    if strictness == Strictness::Tolerant {
        return Ok(found);
    }
    let mut of_message = found.findings.iter().take(found.value.of_message);
    if let Some(error) = of_message.find_map(|finding| finding.strict.clone()) {
        let findings = found.findings;
        return Err(Refused { error, findings });
    }
    let request = &mut found.value;
    for (operation, refusal) in request.operations.iter_mut().zip(&request.refusals) {
        if let (Ok(sent), Some(error)) = (&*operation, refusal) {
            *operation = Err(Rejected {
                method: sent.method.as_str().to_owned(),
                bulk_id: sent.bulk_id.clone(),
                error: error.clone(),
            });
        }
    }
    Ok(found)
}

/// Reads the body of a Bulk request. Operations that make no sense by themselves are rejected
/// one by one; the rest of the request can still be carried out.
///
/// # Errors
/// `invalidSyntax` when the body is no Bulk request, 413 when it has more operations than
/// `limits` allows, `invalidValue` for a senseless `failOnErrors`.
pub fn parse(body: Value, limits: Limits) -> Result<Found<Request>, Refused> {
    read::request(body, limits)
}

impl Request {
    /// The order in which to carry the operations out: that of the request, except that a POST
    /// comes before what refers to it. Every operation has exactly one [`Step::Run`] or
    /// [`Step::RunWithout`]; the latter is followed by a [`Step::Complete`].
    #[must_use]
    pub fn plan(&self) -> Vec<Step> {
        plan::order(&self.operations)
    }
}
