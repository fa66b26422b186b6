//! A JSON file: who and when first, then one object a line, then how many there are, so that a file
//! that was cut off is not taken for a whole one (it is no JSON).

use std::io::{self, BufWriter, Write};

use jiff::Timestamp;
use sandbox::Connection;
use serde::Serialize;

use super::ExportKind;
use super::cells::moment;

/// Version of the keys. It goes up when one changes its meaning or goes, not when one is added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Head<'a> {
    format: &'static str,
    version: u32,
    kind: ExportKind,
    connection: Named<'a>,
    #[serde(rename = "exportedAt")]
    exported_at: String,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// A listing being written.
pub(super) struct Listing<W: Write> {
    out: BufWriter<W>,
    /// What stands before the next object.
    before: &'static str,
}

impl<W: Write> Listing<W> {
    pub(super) fn begin(
        out: W,
        kind: ExportKind,
        connection: &Connection,
        at: Timestamp,
    ) -> io::Result<Self> {
        let mut out = BufWriter::new(out);
        let head = serde_json::to_string(&Head {
            format: "scimbox-export",
            version: VERSION,
            kind,
            connection: Named {
                id: &connection.id,
                name: &connection.name,
            },
            exported_at: moment(at),
        })?;
        let opened = head.strip_suffix('}').unwrap_or(&head);
        write!(out, "{opened},\"{}\":[", key(kind))?;
        Ok(Self { out, before: "\n" })
    }

    /// One object on a line of its own.
    pub(super) fn object(&mut self, object: &impl Serialize) -> io::Result<()> {
        self.out.write_all(self.before.as_bytes())?;
        self.before = ",\n";
        Ok(serde_json::to_writer(&mut self.out, object)?)
    }

    /// Begins an object whose last key is an array of more objects; [`Listing::close`] ends it.
    pub(super) fn open(&mut self, head: &impl Serialize, array: &str) -> io::Result<()> {
        let head = serde_json::to_string(head)?;
        let opened = head.strip_suffix('}').unwrap_or(&head);
        write!(self.out, "{}{opened},\"{array}\":[", self.before)?;
        self.before = "\n";
        Ok(())
    }

    /// Ends what [`Listing::open`] began.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.before = ",\n";
        self.out.write_all(b"]}")
    }

    pub(super) fn end(mut self, records: u64) -> io::Result<()> {
        writeln!(self.out, "\n],\"count\":{records}}}")?;
        self.out.flush()
    }
}

/// The key of the array.
fn key(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::People | ExportKind::Org => "people",
        ExportKind::Teams => "teams",
        ExportKind::Groups => "groups",
    }
}
