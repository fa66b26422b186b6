//! CSV as RFC 4180 describes it, with what Excel needs: UTF-8 with a byte order mark (without it
//! names with accents are read as Windows-1252), CRLF, a row of words above.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::cells::guarded;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A sheet being written.
pub(super) struct Sheet<W: Write>(Writer<W>);

impl<W: Write> Sheet<W> {
    pub(super) fn begin(mut out: W, header: &[&str]) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .from_writer(out);
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// Writes a row; each cell is guarded here, so that none is forgotten.
    pub(super) fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        Ok(self
            .0
            .write_record(cells.iter().map(|cell| guarded(cell)))?)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
