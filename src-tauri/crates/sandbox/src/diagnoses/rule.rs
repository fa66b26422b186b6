//! What a rule is: what it says, how it is mended, and what it watches. The rules themselves are in
//! `rules`, a file for each family; a new one is a constant there and a line in the table.
//!
//! Deliberately not here: state. A rule is told what happened and answers; what was open before, and
//! what becomes of it, is up to `ledger`.

use scim::Severity;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::memory::Memory;
use super::person::PersonFacts;
use super::setting::{Setting, State};
use super::survey::Survey;
use crate::twins::Provider;

/// How sure a rule is of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// It follows from what was sent.
    Sure,
    /// Nothing else explains it well.
    Likely,
    /// It is one explanation of several.
    Guess,
}

/// How something is mended in one portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// The identity provider; nothing for a place in Scimbox or any other.
    pub provider: Option<Provider>,
    /// The way there, from the first page on.
    pub place: &'static [&'static str],
    /// What to do there. `{app}` is the application.
    pub text: &'static str,
}

/// A rule: data, and one function that watches.
#[derive(Debug)]
pub struct Rule {
    /// Its id, as in `CONN-04`.
    pub id: &'static str,
    /// Which of the things that the rule is about; empty where there is one.
    pub case: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// What is the case, for one and for `{n}` of them. `{app}` and `{idp}` are names, `{detail}` is
    /// what the latest sign said.
    pub one: &'static str,
    /// The same for more.
    pub many: &'static str,
    /// Why it happens.
    pub cause: &'static str,
    /// What it leads to.
    pub consequence: &'static str,
    /// How it is mended, portal by portal.
    pub fixes: &'static [Fix],
    /// What proves that it was, in words.
    pub closes: &'static str,
    /// The rule's source, in the form `RFC 7644 §3.5.2.2`.
    pub section: &'static str,
    /// What it watches.
    pub(crate) watch: Watch,
}

/// What a rule watches.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Watch {
    /// Each exchange, in order, once.
    Calls(fn(&Call, &Setting, &mut Memory) -> Verdict),
    /// The same, where a sign says of a person several things by name, with `, ` between them: each is told
    /// with how many people it is about.
    Tally(fn(&Call, &Setting, &mut Memory) -> Verdict),
    /// Each person after each change: what is wrong, if anything is.
    People(fn(&PersonFacts, &Setting) -> Option<String>),
    /// The connection as it stands, with the time.
    State(fn(&State<'_>) -> Concern),
    /// Everybody together, after something has changed; with the time in milliseconds.
    Survey(fn(&Survey, &Setting, i64) -> Concern),
}

/// What an exchange means to a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing.
    Nothing,
    /// It shows the fault.
    Sign(Sign),
    /// It proves that the fault is mended.
    Proof,
}

/// An exchange that shows a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Id and name of the person it is about.
    pub(crate) person: Option<(String, String)>,
    /// What it says beyond the rule's own sentence.
    pub(crate) detail: Option<String>,
}

impl Sign {
    /// The verdict of a sign that says nothing more.
    pub(crate) fn plain() -> Verdict {
        Verdict::Sign(Self::default())
    }

    /// The verdict of a sign with a sentence.
    pub(crate) fn saying(detail: impl Into<String>) -> Verdict {
        Verdict::Sign(Self {
            person: None,
            detail: Some(detail.into()),
        })
    }
}

/// What is wrong with the connection as it stands; a count of zero is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Concern {
    /// How many people or things.
    pub(crate) count: u64,
    /// The first of the people: id and name.
    pub(crate) people: Vec<(String, String)>,
    /// What there is to say beyond the rule's own sentence.
    pub(crate) detail: Option<String>,
    /// The exchange it began with, when it is known.
    pub(crate) exchange: Option<i64>,
    /// What else a write mends it through: ids of people and groups, and names of teams.
    pub(crate) through: Through,
    /// What arrived is so young that what comes next may complete it: what was said before holds.
    pub(crate) undecided: bool,
}

/// Whose writes may mend something, beside those of the people concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Through {
    /// Ids of people and groups.
    pub(crate) ids: Vec<String>,
    /// Names of teams that people leave.
    pub(crate) teams: Vec<String>,
}

impl Concern {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// It is too early to say.
    pub(crate) fn undecided() -> Self {
        Self {
            undecided: true,
            ..Self::default()
        }
    }

    /// One thing, in a sentence.
    pub(crate) fn saying(detail: impl Into<String>) -> Self {
        Self {
            count: 1,
            detail: Some(detail.into()),
            ..Self::default()
        }
    }
}

impl Rule {
    /// Its row in the documentation: key, weight, sentence, and what closes it.
    #[must_use]
    pub fn row(&self) -> String {
        let weight = match self.severity {
            Severity::Error => "error",
            Severity::Warn => "look at",
            Severity::Info => "to know",
        };
        let sure = match self.confidence {
            Confidence::Sure => "",
            Confidence::Likely => ", likely",
            Confidence::Guess => ", a guess",
        };
        let said = self.one.replace("{detail}", "").replace("  ", " ");
        let said = filled(said.trim(), "the application", "the identity provider");
        let said = said.trim_end_matches('.');
        let closes = self.closes.trim_end_matches('.');
        format!("| {} | {weight}{sure} | {said} | {closes} |", self.key())
    }

    /// Id and case in one word: `CONN-04/blanks`.
    #[must_use]
    pub fn key(&self) -> String {
        match self.case {
            "" => self.id.to_owned(),
            case => format!("{}/{case}", self.id),
        }
    }

    /// The sentence for so many.
    #[must_use]
    pub fn sentence(&self, count: u64, detail: Option<&str>, app: &str, idp: &str) -> String {
        let text = if count == 1 { self.one } else { self.many };
        let text = text.replace("{n}", &count.to_string());
        let text = text.replace("{detail}", detail.unwrap_or_default());
        filled(&text, app, idp).trim_end().to_owned()
    }

    /// The fixes for an identity provider: its own, else those for any.
    pub fn fixes_for(&self, provider: Option<Provider>) -> impl Iterator<Item = &Fix> {
        let own = provider.is_some() && self.fixes.iter().any(|fix| fix.provider == provider);
        self.fixes.iter().filter(move |fix| match (own, provider) {
            (true, _) => fix.provider == provider,
            (false, Some(Provider::Other)) => fix.provider.is_none(),
            (false, Some(_)) => fix.provider.is_none(),
            (false, None) => true,
        })
    }
}

/// Text with the names of the application and the identity provider in it.
#[must_use]
pub fn filled(text: &str, app: &str, idp: &str) -> String {
    let mut parts = text.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = match part.split_once('}') {
            Some(("app", rest)) => (app, rest),
            Some(("idp", rest)) => (idp, rest),
            _ => {
                whole.push('{');
                whole.push_str(part);
                continue;
            }
        };
        // "the application" at the beginning of a sentence.
        let begins = whole.trim_end().is_empty() || whole.trim_end().ends_with(['.', ':']);
        let mut letters = name.chars();
        match letters.next().filter(|_| begins) {
            Some(first) => {
                whole.extend(first.to_uppercase());
                whole.push_str(letters.as_str());
            }
            None => whole.push_str(name),
        }
        whole.push_str(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn names_are_filled_in_and_begin_a_sentence_with_a_capital() {
        let told = |text| filled(text, "the application", "Okta");
        assert_eq!(
            told("{idp} asks. {app} answers {idp}, and {app} is {odd}."),
            "Okta asks. The application answers Okta, and the application is {odd}."
        );
    }
}
