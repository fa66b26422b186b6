//! What is wrong in a twin file: where, at which key, and what to write instead.

use std::fmt;

/// One flaw of a file, shown as one sentence or two.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Flaw {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The key with its tables, such as `managers.match[1]`; empty for the file as a whole.
    pub key: String,
    /// What is wrong and what to write instead.
    pub why: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if self.line > 0 {
            write!(f, "{}:", self.line)?;
        }
        if !self.key.is_empty() {
            write!(f, " {}:", self.key)?;
        }
        write!(f, " {}", self.why)
    }
}

/// The word nearest to one that is none, when it is near enough to have been meant.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = typed.to_lowercase();
    let far = (typed.chars().count() / 3).max(1);
    let near = known
        .into_iter()
        .map(|word| (strsim::osa_distance(&folded, &word.to_lowercase()), word));
    near.filter(|(distance, _)| *distance <= far)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// ` Did you mean …?`, or nothing.
pub(crate) fn meant(near: Option<&str>) -> String {
    near.map(|word| format!(" Did you mean {word}?"))
        .unwrap_or_default()
}

/// `a, b or c`.
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["externalId", "id", "userName", "email"];
        assert_eq!(nearest("externalid", known), Some("externalId"));
        assert_eq!(nearest("emial", known), Some("email"));
        assert_eq!(nearest("phone", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn a_flaw_names_file_line_and_key_as_far_as_there_are_some() {
        let mut flaw = Flaw {
            file: "a.toml".into(),
            line: 7,
            key: "managers.match[1]".into(),
            why: "Why.".into(),
        };
        assert_eq!(flaw.to_string(), "a.toml:7: managers.match[1]: Why.");
        flaw.line = 0;
        flaw.key.clear();
        assert_eq!(flaw.to_string(), "a.toml: Why.");
    }
}
