//! Exports that are made and wait to be fetched by whoever asked for them.
//!
//! A file is made whole before anybody is told of it: the sentence "exported" is true then, its size is
//! known, and a slow download holds no transaction open. Small ones stay in memory; larger ones go to
//! a temporary file without a name, which is gone when the program is, however it ends.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use tempfile::SpooledTempFile;

use super::ExportFormat;

/// Bytes of an export that are kept in memory.
const IN_MEMORY: usize = 4 * 1024 * 1024;

/// Exports that wait; the oldest goes when there are more.
const MOST: usize = 8;

/// A whole export.
pub struct MadeExport {
    /// Name of the file.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    format: ExportFormat,
    content: SpooledTempFile,
}

impl fmt::Debug for MadeExport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MadeExport({}, {} bytes)", self.name, self.bytes)
    }
}

impl MadeExport {
    /// Makes one: `write` fills the file.
    pub(crate) fn make<T, E: From<io::Error>>(
        name: String,
        format: ExportFormat,
        write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    ) -> Result<(Self, T), E> {
        let mut content = SpooledTempFile::new(IN_MEMORY);
        let said = write(&mut content)?;
        let bytes = content.stream_position()?;
        content.seek(SeekFrom::Start(0))?;
        let made = Self {
            name,
            bytes,
            format,
            content,
        };
        Ok((made, said))
    }

    /// Its media type (RFC 7111 for CSV).
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.format {
            ExportFormat::Csv => "text/csv; charset=utf-8; header=present",
            ExportFormat::Json => "application/json",
        }
    }
}

impl Read for MadeExport {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content.read(buffer)
    }
}

/// The exports that wait. Each is fetched once.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<VecDeque<(String, MadeExport)>>);

impl Shelf {
    pub(crate) fn put(&self, id: String, made: MadeExport) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.len() >= MOST {
            waiting.pop_front();
        }
        waiting.push_back((id, made));
    }

    pub(crate) fn take(&self, id: &str) -> Option<MadeExport> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = waiting.iter().position(|(known, _)| known == id)?;
        waiting.remove(at).map(|(_, made)| made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> MadeExport {
        let (made, ()) = MadeExport::make("a.csv".to_owned(), ExportFormat::Csv, |out| {
            out.write_all(text.as_bytes())
        })
        .unwrap();
        made
    }

    #[test]
    fn an_export_is_fetched_once() {
        let shelf = Shelf::default();
        shelf.put("1".to_owned(), made("abc"));
        let mut text = String::new();
        let mut taken = shelf.take("1").unwrap();
        taken.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), taken.bytes), ("abc", 3));
        assert!(shelf.take("1").is_none());
    }

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let shelf = Shelf::default();
        for number in 0..=MOST {
            shelf.put(number.to_string(), made("x"));
        }
        assert!(shelf.take("0").is_none());
        assert!(shelf.take("1").is_some());
    }

    #[test]
    fn what_is_too_large_for_memory_is_whole_all_the_same() {
        let text = "0123456789abcdef".repeat(IN_MEMORY / 8);
        let mut back = String::new();
        made(&text).read_to_string(&mut back).unwrap();
        assert!(back == text);
    }
}
