//! The filter language of the log: `status:>=400 user:okafor since:10m finding:UPD-08`.
//!
//! Words without a key must all occur somewhere in the row. What cannot be understood is named and
//! left out, so a half-typed filter never empties the list.

use jiff::{SignedDuration, Timestamp};
use sandbox::TrafficQuery;

use crate::wire;

/// A filter as it was understood.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The question to the workspace.
    pub(crate) query: TrafficQuery,
    /// What it means in plain words.
    pub(crate) echo: Option<String>,
    /// What was not understood.
    pub(crate) problem: Option<String>,
}

/// Matching rows are counted up to here.
pub(crate) const COUNTED: u64 = 10_000;

/// Which page is asked for, as far as its filter was understood.
pub(crate) fn page(request: &wire::TrafficQuery, now: Timestamp) -> Read {
    let mut read = read(request.filter.as_deref().unwrap_or(""), now);
    read.query.connection.clone_from(&request.connection);
    read.query.before_seq = request.before_seq;
    read.query.after_seq = request.after_seq;
    read.query.limit = Some(request.limit.unwrap_or(100).clamp(1, 500));
    read
}

/// Reads a filter text. `now` is what `since:10m` counts back from.
pub(crate) fn read(text: &str, now: Timestamp) -> Read {
    let mut reading = Reading::default();
    for word in words(text) {
        let outcome = match word.split_once(':') {
            Some((key, value)) => reading.keyed(key, value, now),
            None => {
                reading.words.push(word.clone());
                Ok(())
            }
        };
        if let Err(Problem(problem)) = outcome {
            reading.problem.get_or_insert(problem);
        }
    }
    reading.finish()
}

/// One part of a filter that was not understood, for the person.
#[derive(Debug)]
struct Problem(String);

#[derive(Debug, Default)]
struct Reading {
    query: TrafficQuery,
    words: Vec<String>,
    said: Vec<String>,
    problem: Option<String>,
}

impl Reading {
    fn keyed(&mut self, key: &str, value: &str, now: Timestamp) -> Result<(), Problem> {
        if value.is_empty() {
            return Err(Problem(format!("Add something after {key}:")));
        }
        match key.to_ascii_lowercase().as_str() {
            "status" => self.status(value)?,
            "method" => {
                let method = value.to_ascii_uppercase();
                self.said.push(format!("{method} requests"));
                self.query.method = Some(method);
            }
            "finding" => {
                let rule = value.to_ascii_uppercase();
                self.said.push(format!("with finding {rule}"));
                self.query.finding = Some(rule);
            }
            "since" => {
                let back = duration(value).ok_or_else(|| {
                    Problem(format!(
                        "since:{value} is not a time span; write 30s, 10m, 2h or 1d"
                    ))
                })?;
                self.said.push(format!("in the last {}", spoken(value)));
                self.query.since = Some(now.checked_sub(back).unwrap_or(Timestamp::MIN));
            }
            "user" | "group" | "actor" | "path" => {
                self.said.push(format!("{key} {value}"));
                self.words.push(value.to_owned());
                return Ok(());
            }
            "is" if value.eq_ignore_ascii_case("failed") => {
                self.said.push("failed requests".to_owned());
                self.query.failed_only = true;
            }
            // A word with a colon that is no key, such as a URN or an address, is searched as it is.
            "urn" | "http" | "https" => self.words.push(format!("{key}:{value}")),
            unknown if unknown.chars().all(|letter| letter.is_ascii_alphabetic()) => {
                return Err(Problem(format!(
                    "There is no filter {unknown}: (there are status, method, user, group, actor, path, finding, since, is:failed)"
                )));
            }
            _ => self.words.push(format!("{key}:{value}")),
        }
        Ok(())
    }

    fn status(&mut self, value: &str) -> Result<(), Problem> {
        let bad = || {
            Problem(format!(
                "status:{value} is not a status; write 404, 4xx or >=400"
            ))
        };
        let number = |text: &str| text.parse::<u16>().map_err(|_| bad());
        let range = if let Some(least) = value.strip_prefix(">=") {
            number(least)?..=999
        } else if let Some(most) = value.strip_prefix("<=") {
            0..=number(most)?
        } else if let Some(over) = value.strip_prefix('>') {
            number(over)?.saturating_add(1)..=999
        } else if let Some(under) = value.strip_prefix('<') {
            0..=number(under)?.saturating_sub(1)
        } else if let Some(class) = value.to_ascii_lowercase().strip_suffix("xx") {
            let class = number(class)?;
            class.saturating_mul(100)..=class.saturating_mul(100).saturating_add(99)
        } else {
            let exact = number(value)?;
            exact..=exact
        };
        self.said.push(match (*range.start(), *range.end()) {
            (400, 999) => "failed requests".to_owned(),
            (least, 999) => format!("status {least} or above"),
            (0, most) => format!("status {most} or below"),
            (one, other) if one == other => format!("status {one}"),
            (least, most) => format!("status {least} to {most}"),
        });
        self.query.status = Some(range);
        Ok(())
    }

    fn finish(mut self) -> Read {
        let plain: Vec<&String> = self
            .words
            .iter()
            .filter(|word| !self.said.iter().any(|said| said.ends_with(word.as_str())))
            .collect();
        if !plain.is_empty() {
            let quoted: Vec<String> = plain.iter().map(|word| format!("“{word}”")).collect();
            self.said.push(format!("about {}", quoted.join(" and ")));
        }
        if !self.words.is_empty() {
            self.query.text = Some(self.words.join(" "));
        }
        Read {
            query: self.query,
            echo: (!self.said.is_empty()).then(|| self.said.join(", ")),
            problem: self.problem,
        }
    }
}

/// Words split at blanks; double quotes keep blanks together.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            _ if letter.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn duration(text: &str) -> Option<SignedDuration> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number: i64 = digits
        .parse()
        .ok()
        .filter(|number| (0..1_000_000).contains(number))?;
    let seconds = match text.strip_prefix(digits)? {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    Some(SignedDuration::from_secs(number * seconds))
}

fn spoken(text: &str) -> String {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text.strip_prefix(digits) {
        Some("s") => "seconds",
        Some("m") => "minutes",
        Some("h") => "hours",
        _ => "days",
    };
    format!("{digits} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-05-03T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn keys_narrow_and_words_search() {
        let read = read("status:>=400 user:okafor since:10m", now());
        assert_eq!(read.query.status, Some(400..=999));
        assert_eq!(read.query.text.as_deref(), Some("okafor"));
        assert_eq!(
            read.query.since,
            Some("2026-05-03T11:50:00Z".parse().unwrap())
        );
        assert_eq!(
            read.echo.as_deref(),
            Some("failed requests, user okafor, in the last 10 minutes")
        );
        assert_eq!(read.problem, None);
    }

    #[test]
    fn classes_and_single_statuses_are_ranges() {
        assert_eq!(read("status:4xx", now()).query.status, Some(400..=499));
        assert_eq!(read("status:404", now()).query.status, Some(404..=404));
        assert_eq!(read("status:<300", now()).query.status, Some(0..=299));
    }

    #[test]
    fn what_is_not_understood_is_named_and_left_out() {
        let read = read("status:soon ada", now());
        assert_eq!(read.query.status, None);
        assert_eq!(read.query.text.as_deref(), Some("ada"));
        assert!(read.problem.unwrap().contains("status:soon"));
    }

    #[test]
    fn an_unknown_key_is_named_with_the_ones_there_are() {
        let problem = read("from:curl ada", now()).problem.unwrap();
        assert!(
            problem.contains("from:") && problem.contains("actor"),
            "{problem}"
        );
        assert_eq!(
            read("from:curl ada", now()).query.text.as_deref(),
            Some("ada")
        );
        assert_eq!(read("12:30", now()).query.text.as_deref(), Some("12:30"));
    }

    #[test]
    fn a_half_typed_key_asks_for_the_rest() {
        assert_eq!(
            read("since:", now()).problem.as_deref(),
            Some("Add something after since:")
        );
    }

    #[test]
    fn quotes_keep_words_together_and_urns_are_searched_as_they_are() {
        assert_eq!(words("\"Ada Okafor\" x"), ["Ada Okafor", "x"]);
        let urn = "urn:ietf:params:scim";
        assert_eq!(read(urn, now()).query.text.as_deref(), Some(urn));
    }

    #[test]
    fn huge_spans_do_not_overflow() {
        assert!(read("since:999999999999999999d", now()).problem.is_some());
        assert!(read("since:999999d", now()).query.since.is_some());
    }
}
