//! What a look at the traffic has to write down, gathered so that a thousand signs of one fault are one
//! write. Applied in order.

use std::collections::BTreeMap;

use super::rule::{Concern, Sign};

/// Exchanges that are kept of a fault beside the first.
pub(crate) const KEPT: u32 = 20;
/// People who are kept of signs in one look.
const PEOPLE: usize = 2_000;

/// The longest detail that is kept, in characters: what was sent may be of any length.
const LONGEST: usize = 300;

/// Text with an end.
pub(crate) fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Names that a sentence has before the rest is counted.
const NAMED: usize = 3;

/// Names with how many people each, the most frequent first, in a sentence.
pub(crate) fn summed_up(tally: &[(String, u64)]) -> String {
    let mut parts: Vec<String> = tally
        .iter()
        .take(NAMED)
        .map(|(name, people)| match people {
            1 => format!("{name} (1 person)"),
            many => format!("{name} ({many} people)"),
        })
        .collect();
    let more = tally.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    let last = parts.pop().unwrap_or_default();
    let verb = if tally.len() == 1 {
        "It is"
    } else {
        "They are"
    };
    match parts.is_empty() {
        true => format!("{verb} {last}."),
        false => format!("{verb} {} and {last}.", parts.join(", ")),
    }
}

/// A moment with the exchange that it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: i64,
    pub(crate) exchange: Option<i64>,
}

/// Somebody a fault is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concerned {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) detail: Option<String>,
    pub(crate) since: Moment,
}

/// Something to be written about a rule of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Note {
    /// Exchanges showed it.
    Signs(Signs),
    /// An exchange proved it mended.
    Proof(Moment),
    /// People have come under it, or no longer are; with who provisions them.
    People(Vec<Concerned>, Vec<(String, Moment)>, Option<&'static str>),
    /// The connection as it stands; a count of zero closes it. With who provisions it.
    Stands(Concern, Moment, Option<&'static str>),
}

/// Exchanges that showed a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    pub(crate) count: u64,
    pub(crate) first: Moment,
    pub(crate) last: Moment,
    /// The first and the latest of them.
    pub(crate) exchanges: Vec<i64>,
    pub(crate) people: BTreeMap<String, Concerned>,
    pub(crate) detail: Option<String>,
    pub(crate) provider: Option<&'static str>,
}

impl Signs {
    fn take(&mut self, sign: Sign, at: Moment, provider: Option<&'static str>) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
        self.last = at;
        self.provider = provider.or(self.provider);
        let detail = sign.detail.as_deref().map(clipped);
        self.detail = detail.clone().or(self.detail.take());
        if let Some(number) = at.exchange {
            if self.exchanges.len() > KEPT as usize {
                self.exchanges.remove(1);
            }
            self.exchanges.push(number);
        }
        if let Some((id, name)) = sign.person
            && self.people.len() < PEOPLE
        {
            let name = clipped(&name);
            let told = self.people.entry(id.clone()).or_insert(Concerned {
                id,
                name,
                detail: None,
                since: at,
            });
            told.detail = detail;
        }
    }
}

/// A connection and a place in the table of rules.
pub(crate) type About = (i64, usize);

/// Everything that a look has to write down.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub(crate) notes: Vec<(About, Note)>,
    /// Where signs are being gathered.
    gathering: BTreeMap<About, usize>,
}

impl Verdicts {
    /// Notes an exchange that shows a fault.
    pub(crate) fn sign(
        &mut self,
        about: About,
        sign: Sign,
        at: Moment,
        provider: Option<&'static str>,
    ) {
        let place = *self.gathering.entry(about).or_insert_with(|| {
            self.notes.push((about, Note::Signs(Signs::default())));
            self.notes.len() - 1
        });
        if let Some((_, Note::Signs(signs))) = self.notes.get_mut(place) {
            signs.take(sign, at, provider);
        }
    }

    /// Notes an exchange that proves it mended.
    pub(crate) fn proof(&mut self, about: About, at: Moment) {
        self.gathering.remove(&about);
        self.notes.push((about, Note::Proof(at)));
    }

    /// Notes anything else.
    pub(crate) fn add(&mut self, about: About, note: Note) {
        self.notes.push((about, note));
    }

    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(number: i64) -> Moment {
        Moment {
            at: number,
            exchange: Some(number),
        }
    }

    #[test]
    fn what_was_sent_is_kept_up_to_a_length() {
        assert_eq!(clipped("é"), "é");
        let long = clipped(&"é".repeat(1_000_000));
        assert_eq!(long.chars().count(), LONGEST + 1);
    }

    #[test]
    fn signs_of_one_fault_are_gathered_until_it_is_proved_mended() {
        let mut verdicts = Verdicts::default();
        for number in 1..=100 {
            verdicts.sign((1, 0), Sign::default(), at(number), None);
        }
        verdicts.proof((1, 0), at(101));
        verdicts.sign((1, 0), Sign::default(), at(102), Some("okta"));
        let [
            (_, Note::Signs(first)),
            (_, Note::Proof(_)),
            (_, Note::Signs(second)),
        ] = verdicts.notes.as_slice()
        else {
            panic!("{verdicts:?}");
        };
        assert_eq!(
            (first.count, first.first, first.last),
            (100, at(1), at(100))
        );
        assert_eq!(first.exchanges.first(), Some(&1));
        assert_eq!(first.exchanges.len(), KEPT as usize + 1);
        assert_eq!(first.exchanges.last(), Some(&100));
        assert_eq!((second.count, second.provider), (1, Some("okta")));
    }
}
