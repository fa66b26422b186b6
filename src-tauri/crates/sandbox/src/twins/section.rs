//! A table of a twin file, read key by key. Whatever is wrong is noted with its line and key, and
//! reading goes on, so that one look at a file tells all of its flaws; a key that nobody asked for is
//! unknown, and those that were asked for are the ones it may have been meant to be.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::flaw::{Flaw, listed, meant, nearest};

/// A set of words that a key takes.
pub(super) trait Word: Copy + 'static {
    /// The words with what they mean; the first stands in where a file has none of them.
    const ALL: &'static [(&'static str, Self)];
}

/// A file that is being read.
pub(super) struct Source<'t> {
    file: &'t str,
    text: &'t str,
    flaws: RefCell<Vec<Flaw>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            flaws: RefCell::default(),
        }
    }

    /// Notes a flaw at a place in the text.
    pub(super) fn note(&self, at: usize, key: String, why: impl Into<String>) {
        self.flaws.borrow_mut().push(Flaw {
            file: self.file.to_owned(),
            line: self.line(at),
            key,
            why: why.into(),
        });
    }

    /// The line of a place in the text, from 1.
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    /// The flaws found so far, by line.
    pub(super) fn into_flaws(self) -> Vec<Flaw> {
        let mut flaws = self.flaws.into_inner();
        flaws.sort_by_key(|flaw| flaw.line);
        flaws
    }
}

/// One table.
pub(super) struct Section<'s> {
    source: &'s Source<'s>,
    path: String,
    /// Where it begins; of one that is not there, where it would belong.
    start: usize,
    table: Option<&'s DeTable<'s>>,
    asked: Vec<&'static str>,
}

impl<'s> Section<'s> {
    /// The file as a whole.
    pub(super) fn whole(source: &'s Source<'s>, table: &'s DeTable<'s>) -> Self {
        Self::new(source, String::new(), 0, Some(table))
    }

    fn new(
        source: &'s Source<'s>,
        path: String,
        start: usize,
        table: Option<&'s DeTable<'s>>,
    ) -> Self {
        Self {
            source,
            path,
            start,
            table,
            asked: Vec::new(),
        }
    }

    fn below(&self, key: &str) -> String {
        match self.path.is_empty() {
            true => key.to_owned(),
            false => format!("{}.{key}", self.path),
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.asked.push(key);
        self.table?.get(key)
    }

    /// Notes what is wrong with a key of this table.
    pub(super) fn flaw(&self, key: &str, why: impl Into<String>) {
        self.source.note(self.at(key), self.below(key), why);
    }

    /// The line of a key of this table, from 1.
    pub(super) fn line(&self, key: &str) -> usize {
        self.source.line(self.at(key))
    }

    fn at(&self, key: &str) -> usize {
        let found = self.table.and_then(|table| table.get(key));
        found.map_or(self.start, |value| value.span().start)
    }

    /// The whole number at a key that must be there.
    pub(super) fn number(&mut self, key: &'static str) -> Option<u32> {
        let Some(value) = self.value(key) else {
            self.flaw(key, "This is missing. Write a whole number.");
            return None;
        };
        let number = value.get_ref().as_integer();
        let number = number.and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.flaw(key, "This is not a whole number, without quotes.");
        }
        number
    }

    /// The text at a key that must be there.
    pub(super) fn text(&mut self, key: &'static str, example: &str) -> String {
        let there = self.table.is_some_and(|table| table.contains_key(key));
        if !there {
            self.asked.push(key);
            let why = format!("This is missing. Write some text, such as {example:?}.");
            self.flaw(key, why);
            return String::new();
        }
        self.optional_text(key).unwrap_or_default()
    }

    /// The text at a key that may be absent.
    pub(super) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.read_text(key, value)
    }

    fn read_text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let start = value.span().start;
        match value.get_ref().as_str().map(str::trim) {
            Some("") => {
                self.source
                    .note(start, self.below(key), "This is empty. Write some text.");
                None
            }
            Some(text) => Some(text.to_owned()),
            None => {
                let why = format!("This is {}; write text in quotes.", kind(value.get_ref()));
                self.source.note(start, self.below(key), why);
                None
            }
        }
    }

    /// The list of texts at a key; none when it is absent.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = self.items(key, "texts in quotes");
        let texts = items.filter_map(|(name, item)| self.read_text(&name, item));
        texts.collect()
    }

    fn items(
        &mut self,
        key: &'static str,
        what: &str,
    ) -> impl Iterator<Item = (String, &'s Spanned<DeValue<'s>>)> + use<'s> {
        let found = self.value(key);
        let items = match found.map(|value| value.get_ref()) {
            None => None,
            Some(DeValue::Array(items)) => Some(items.iter()),
            Some(other) => {
                let is = kind(other);
                self.flaw(key, format!("This is {is}; write {what} in brackets."));
                None
            }
        };
        let items = items.into_iter().flatten().enumerate();
        items.map(move |(place, item)| (format!("{key}[{place}]"), item))
    }

    /// `true` or `false` at a key.
    pub(super) fn flag(&mut self, key: &'static str, default: bool) -> bool {
        let Some(value) = self.value(key) else {
            return default;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            let is = kind(value.get_ref());
            self.flaw(
                key,
                format!("This is {is}; write true or false, without quotes."),
            );
        }
        flag.unwrap_or(default)
    }

    /// One of the words that a key takes.
    pub(super) fn word<W: Word>(&mut self, key: &'static str, default: W) -> W {
        let Some(value) = self.value(key) else {
            return default;
        };
        self.read_word(key, value).unwrap_or(default)
    }

    /// One of the words that a key takes, when the key is there.
    pub(super) fn optional_word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        let value = self.value(key)?;
        self.read_word(key, value)
    }

    /// A list of words, each once.
    pub(super) fn words<W: Word + PartialEq>(&mut self, key: &'static str) -> Option<Vec<W>> {
        self.table?.get(key)?;
        let mut words = Vec::new();
        for (name, item) in self.items(key, "words") {
            let Some(word) = self.read_word(&name, item) else {
                continue;
            };
            match words.contains(&word) {
                true => self.source.note(
                    item.span().start,
                    self.below(&name),
                    "This stands here twice. Leave it out.",
                ),
                false => words.push(word),
            }
        }
        Some(words)
    }

    fn read_word<W: Word>(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<W> {
        let text = self.read_text(key, value)?;
        let found = W::ALL.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let known: Vec<&str> = W::ALL.iter().map(|(word, _)| *word).collect();
            let why = format!(
                "{text:?} is not known here. Write {}.{}",
                listed(&known),
                meant(nearest(&text, known.iter().copied()))
            );
            self.source.note(value.span().start, self.below(key), why);
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// The table at a key; an empty one when it is absent.
    pub(super) fn section(&mut self, key: &'static str) -> Section<'s> {
        let empty = Self::new(self.source, self.below(key), self.start, None);
        self.optional_section(key).unwrap_or(empty)
    }

    /// The table at a key, when there is one.
    pub(super) fn optional_section(&mut self, key: &'static str) -> Option<Section<'s>> {
        let value = self.value(key)?;
        self.read_section(self.below(key), value)
    }

    fn read_section(&self, path: String, value: &'s Spanned<DeValue<'s>>) -> Option<Section<'s>> {
        let Range { start, .. } = value.span();
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::new(self.source, path, start, Some(table))),
            other => {
                let why = format!("This is {}; write a table: [{path}].", kind(other));
                self.source.note(start, path, why);
                None
            }
        }
    }

    /// The tables at a key, `[[key]]`; none when it is absent.
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<Section<'s>> {
        let items = self.items(key, "tables, each begun by its name in double brackets,");
        let sections = items.filter_map(|(name, item)| self.read_section(self.below(&name), item));
        sections.collect()
    }

    /// Notes keys that nothing asked for.
    pub(super) fn done(self) {
        let Some(table) = self.table else { return };
        for key in table.keys() {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let meant = meant(nearest(name, self.asked.iter().copied()));
            let known = listed(&self.asked);
            let why = match meant.is_empty() {
                true => format!("There is no such key here. Known are {known}."),
                false => format!("There is no such key here.{meant}"),
            };
            self.source.note(key.span().start, self.below(name), why);
        }
    }
}

/// What a value is, for a sentence.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
