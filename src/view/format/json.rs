//! The JSON of the interface: one document, whose text cannot steer a terminal either.

use std::{io, iter};

use chrono::{NaiveDate, SecondsFormat};
use chrono_tz::Tz;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::words::controls_terminal;
use crate::engine::calendar::Instant;

/// The version of the documents.
pub(crate) const SCHEMA: u32 = 1;

/// A document as text.
pub(crate) fn document(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Escaping);
    // The answers are plain data and memory takes every byte.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

/// A document that is one list of this name, of documents, a piece at a time, its line ended.
pub(crate) fn list(name: &str, items: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let opening = format!("{{\"schema\":{SCHEMA},\"{name}\":[");
    let items = items.enumerate().map(|(place, item)| {
        let comma = if place == 0 { "" } else { "," };
        comma.to_owned() + &item
    });
    iter::once(opening).chain(items).chain(iter::once("]}\n".to_owned()))
}

/// An instant as in RFC 3339, with the account's offset.
pub(crate) fn instant(at: Instant, zone: Tz) -> String {
    at.in_zone(zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A date as in 2026-11-25.
pub(crate) fn date(date: NaiveDate) -> String {
    date.to_string()
}

/// Writes control characters, DEL and the C1 set included, and marks that turn the direction, as escapes.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut start = 0;
        for (place, c) in fragment.char_indices().filter(|(_, c)| controls_terminal(*c)) {
            CompactFormatter.write_string_fragment(writer, &fragment[start..place])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            start = place + c.len_utf8();
        }
        CompactFormatter.write_string_fragment(writer, &fragment[start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_pieces_is_one_document() {
        let text = |items: &[&str]| list("names", items.iter().map(document)).collect::<String>();
        assert_eq!(text(&[]), "{\"schema\":1,\"names\":[]}\n");
        assert_eq!(text(&["a", "b"]), "{\"schema\":1,\"names\":[\"a\",\"b\"]}\n");
    }

    #[test]
    fn no_control_character_gets_out_raw() {
        let text = document(&"a\u{1b}\u{7f}\u{9b}\u{202e}é");
        assert_eq!(text, "\"a\\u001b\\u007f\\u009b\\u202eé\"");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "a\u{1b}\u{7f}\u{9b}\u{202e}é");
    }
}
