//! The unit of judgement: what was odd about a request, and what a strict server would answer.
//!
//! Parsing, validation and PATCH never stop at the first oddity they can understand; they note
//! it here. [`Strictness`] decides afterwards which findings become errors.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{Error, limits};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Explanation only.
    Info,
    /// Likely to fail elsewhere.
    Warn,
    /// Data or access is wrong.
    Error,
}

/// One judgement about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Lint id such as `UPD-08`, or `RFC-<kebab>` where no lint fits.
    pub rule: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// The attribute path it is about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// One plain sentence: what was sent, and what was made of it.
    pub detail: String,
    /// The rule's source, in the form `RFC 7644 §3.5.2.2`.
    pub section: Cow<'static, str>,
    /// What a strict server answers; `None` when the finding is information only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub strict: Option<Error>,
}

impl Finding {
    /// A finding that explains and that no server would refuse.
    #[must_use]
    pub fn info(rule: &'static str, section: &'static str, detail: impl Into<String>) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            severity: Severity::Info,
            path: None,
            detail: detail.into(),
            section: Cow::Borrowed(section),
            strict: None,
        }
    }

    /// A finding about something that was tolerated.
    #[must_use]
    pub fn warn(rule: &'static str, section: &'static str, detail: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warn,
            ..Self::info(rule, section, detail)
        }
    }

    /// The same finding about a certain attribute path.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same finding, with what a strict server answers.
    #[must_use]
    pub fn strict(mut self, error: Error) -> Self {
        self.strict = Some(error);
        self
    }
}

/// The findings without repetitions, in order: a hundred operations spelled `Add` are one remark.
/// Of thousands the first are kept, and the first that a strict server would refuse.
pub(crate) fn distinct(findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() < 2 {
        return findings;
    }
    let mut seen = HashSet::new();
    let keep: Vec<bool> = findings
        .iter()
        .map(|finding| seen.insert((&finding.rule, &finding.path, &finding.detail)))
        .collect();
    let kept = findings.into_iter().zip(keep);
    let mut kept: Vec<Finding> = kept
        .filter_map(|(finding, keep)| keep.then_some(finding))
        .collect();
    if kept.len() > limits::FINDINGS {
        let rest = kept.split_off(limits::FINDINGS);
        let left_out = rest.len();
        if !kept.iter().any(|finding| finding.strict.is_some()) {
            kept.extend(rest.into_iter().find(|finding| finding.strict.is_some()));
        }
        kept.push(Finding::info(
            "RFC-more-findings",
            "RFC 7644 §3.12",
            format!("{left_out} more findings about this request were left out."),
        ));
    }
    kept
}

/// A value together with what was noticed on the way to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// What could be understood.
    pub value: T,
    /// What was noticed, in the order of the request.
    pub findings: Vec<Finding>,
}

impl<T> Found<T> {
    /// A value nothing was noticed about.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            findings: Vec::new(),
        }
    }

    /// Turns the value into another, keeping the findings.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Found<U> {
        Found {
            value: with(self.value),
            findings: self.findings,
        }
    }

    /// Hands over the value and appends the findings to `to`.
    pub fn drain_into(self, to: &mut Vec<Finding>) -> T {
        to.extend(self.findings);
        self.value
    }

    /// Applies the connection's strictness.
    ///
    /// # Errors
    /// Under [`Strictness::Strict`], the error of the first finding that has one.
    pub fn judge(self, strictness: Strictness) -> Result<Self, Refused> {
        if strictness == Strictness::Strict
            && let Some(error) = self.findings.iter().find_map(|f| f.strict.clone())
        {
            return Err(Refused {
                error,
                findings: self.findings,
            });
        }
        Ok(self)
    }
}

/// A refusal, with the findings made before it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// What the server answers.
    pub error: Error,
    /// What was noticed before the refusal.
    pub findings: Vec<Finding>,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self {
            error,
            findings: Vec::new(),
        }
    }
}

/// Whether oddities are tolerated or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// Understand what can be understood and note it.
    #[default]
    Tolerant,
    /// Answer as the RFC says.
    Strict,
}
