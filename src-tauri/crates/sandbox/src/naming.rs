//! Names that people give to connections and tokens: short, on one line, and reading the way they
//! are stored. What arrives over SCIM is not judged here; it is kept as it was sent.

use crate::Error;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// A name without blanks around it; empty stays empty.
///
/// # Errors
/// [`Error::NameUnusable`] for one that is too long, or that holds control characters or characters
/// that turn the direction of what follows.
pub(crate) fn checked(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let misleading = name.chars().any(|letter| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    if misleading || name.chars().count() > LONGEST {
        return Err(Error::NameUnusable);
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_language_are_kept_without_blanks_around_them() {
        for name in ["Okta preview", "山田 太郎", "محمد", "Łukasz's"] {
            assert_eq!(checked(&format!(" {name} ")).unwrap(), name);
        }
    }

    #[test]
    fn names_that_mislead_are_refused() {
        for name in ["a\nb", "red \u{1b}[31m", "\u{202e}abc", &"x".repeat(101)] {
            assert!(
                matches!(checked(name), Err(Error::NameUnusable)),
                "{name:?}"
            );
        }
    }
}
