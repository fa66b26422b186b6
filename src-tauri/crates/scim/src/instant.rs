//! Reading XSD date-times (RFC 7643 §2.3.5) as instants. No clock here.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The instant a text stands for. Lenient: without an offset it is UTC, a date alone is its
/// first moment.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // "2011" or "12:00" would be read too freely by a general parser.
    if text.len() < 10 || !text.bytes().next()?.is_ascii_digit() {
        return None;
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let civil = text
        .parse::<DateTime>()
        .or_else(|_| {
            text.parse::<Date>()
                .map(|date| date.to_datetime(jiff::civil::Time::midnight()))
        })
        .ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}
