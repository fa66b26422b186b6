//! An exchange as rules see it: what came, what it came to, and who sent it.

use crate::Origin;
use crate::Story;
use crate::tokens::Credential;
use crate::traffic::Fits;
use crate::twins::Provider;

/// One recorded exchange.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Call {
    pub(crate) seq: i64,
    /// Its number, `#418`.
    pub(crate) number: i64,
    /// Row of the connection that it reached, or looks meant for.
    pub(crate) connection: i64,
    /// When it arrived, in milliseconds.
    pub(crate) at: i64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) status: u16,
    pub(crate) idp: Option<String>,
    pub(crate) origin: Origin,
    pub(crate) token: Option<String>,
    pub(crate) subject: Option<Named>,
    pub(crate) story: Told,
    pub(crate) error_detail: Option<String>,
    pub(crate) findings: Vec<Noted>,
    /// How it was found out that it was meant for the connection, when it reached none.
    pub(crate) stray: Option<Fits>,
    /// The exchange before it that was about the same resource, by `seq`.
    pub(crate) seen_before: Option<i64>,
    /// The `userName` in a request to create somebody.
    pub(crate) user_name: Option<String>,
    /// What a write gave values to, where it matters which attributes a twin keeps.
    pub(crate) written: Vec<String>,
    /// What of the person it is about the twin does not use, where that matters.
    pub(crate) unused: Vec<String>,
    /// Whether somebody who was deleted was active until then.
    pub(crate) was_active: bool,
}

/// A story with a default, so that a call can be made of its parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told(pub(crate) Story);

impl Default for Told {
    fn default() -> Self {
        Self(Story::Other)
    }
}

/// A resource with its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) name: String,
}

/// What parsing noted about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) rule: String,
    pub(crate) path: Option<String>,
    pub(crate) detail: String,
}

impl Call {
    /// Who sent it, as far as that can be told.
    pub(crate) fn provider(&self) -> Option<Provider> {
        match self.idp.as_deref() {
            Some("entra") => Some(Provider::Entra),
            Some("okta") => Some(Provider::Okta),
            Some(_) => Some(Provider::Other),
            None => None,
        }
    }

    /// What was wrong with its credentials.
    pub(crate) fn denied(&self) -> Option<&Credential> {
        match &self.story.0 {
            Story::Denied { credential } => Some(credential),
            _ => None,
        }
    }

    /// Whether it was let in to the connection.
    pub(crate) fn let_in(&self) -> bool {
        self.token.is_some()
    }

    /// Whether it was let in and carried out.
    pub(crate) fn succeeded(&self) -> bool {
        self.let_in() && self.status < 400
    }

    /// Whether it wanted to change something.
    pub(crate) fn writes(&self) -> bool {
        matches!(self.method.as_str(), "POST" | "PUT" | "PATCH" | "DELETE")
            && !self.path.ends_with("/.search")
            && !self.path.ends_with("/oauth2/token")
    }

    /// Whether it is about people, or one of them.
    pub(crate) fn on_people(&self) -> bool {
        self.path
            .split('/')
            .any(|part| part.eq_ignore_ascii_case("Users"))
    }

    /// What parsing noted by this rule.
    pub(crate) fn noted<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Noted> {
        self.findings.iter().filter(move |noted| noted.rule == rule)
    }

    /// The person it is about.
    pub(crate) fn person(&self) -> Option<(String, String)> {
        let subject = self.subject.as_ref()?;
        (subject.kind == "User").then(|| (subject.id.clone(), subject.name.clone()))
    }

    /// Whether it came from outside: what we play ourselves is no sign of life.
    pub(crate) fn is_real(&self) -> bool {
        matches!(self.origin, Origin::Client)
    }

    /// The test of a connection: Entra looks for nobody, Okta lists two people.
    pub(crate) fn is_probe(&self) -> bool {
        let okta = self.provider() == Some(Provider::Okta)
            && self.method == "GET"
            && self.query.as_deref() == Some("startIndex=1&count=2");
        okta || matches!(self.story.0, Story::Probe)
    }
}
