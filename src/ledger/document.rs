//! The document around the records: its opening and closing lines, and what was left of them.

use std::borrow::Cow;
use std::fmt;

use chrono_tz::Tz;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::VERSION;
use crate::engine::calendar::Instant;

/// The closing line, with the end of the line before it.
pub(super) const CLOSING: &[u8] = b"\n]}\n";

/// What the file says it is.
const FORMAT: &str = "inquota";

/// How the opening line says how much of the file was whole before the latest append began: the number is
/// padded so that it can be written over. It tells an append that was cut off from a file that was cut.
const WHOLE: &str = "\"whole\":";
const WHOLE_WIDTH: usize = 15;

/// A ledger document with its records still unread.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) header: Header,
    pub(super) records: Vec<&'a RawValue>,
}

/// The opening line, with the fields that this version does not know.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    pub(super) created: Instant,
    pub(super) zone: Tz,
    /// The `account` object as it stands.
    account: Map<String, Value>,
    /// What else is there.
    others: Map<String, Value>,
}

/// Why a document cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is something else; what.
    Foreign(String),
    /// It is of this newer version.
    Newer(u64),
    /// It ends too early, in this line.
    Ends(usize),
    /// This line cannot be read, for this reason.
    Line(usize, String),
}

impl Header {
    /// The header of a new ledger.
    pub(super) fn new(created: Instant, zone: Tz) -> Header {
        Header { created, zone, account: Map::new(), others: Map::new() }
    }

    /// The same header, with the account in another zone.
    pub(super) fn in_zone(&self, zone: Tz) -> Header {
        Header { zone, ..self.clone() }
    }

    /// The opening line up to the end of it; `whole` is the length of the file that was whole before.
    pub(super) fn opening_line(&self, whole: usize) -> String {
        let mut account = self.account.clone();
        account.insert("created".to_owned(), json!(self.created));
        account.insert("zone".to_owned(), json!(self.zone));
        let mut line = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"account\":{},{WHOLE}{whole:>WHOLE_WIDTH$},",
            Value::Object(account)
        );
        for (key, value) in &self.others {
            line.push_str(&format!("{}:{value},", Value::String(key.clone())));
        }
        line.push_str("\"records\":[");
        line
    }
}

/// A whole document of these records' lines.
pub(super) fn render(header: &Header, lines: &[Cow<'_, str>]) -> Vec<u8> {
    let body: usize = lines.iter().map(|line| line.len() + 2).sum();
    let length = header.opening_line(0).len() + body - usize::from(!lines.is_empty()) + CLOSING.len();
    let mut text = header.opening_line(length);
    for (number, line) in lines.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(line);
    }
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(CLOSING);
    bytes
}

/// The padded number in an opening line: where it stands, and what it is. `None` when the file was laid out
/// anew by another program.
pub(super) fn whole(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let at = line.find(WHOLE)? + WHOLE.len();
    let digits = line.get(at..at + WHOLE_WIDTH)?;
    Some((at, digits.trim_start().parse().ok()?))
}

/// The padded number as it is written.
pub(super) fn whole_text(whole: usize) -> String {
    format!("{whole:>WHOLE_WIDTH$}")
}

/// Whether records can be appended in place: the closing line is ours, and so is the opening line.
pub(super) fn is_laid_out(bytes: &[u8]) -> bool {
    bytes.ends_with(CLOSING) && whole(bytes).is_some()
}

/// Reads a document.
pub(super) fn parse(bytes: &[u8]) -> Result<Document<'_>, Fault> {
    let Raw { fields, records } = match serde_json::from_slice(bytes) {
        Ok(raw) => raw,
        Err(error) => return Err(explain(bytes, &error)),
    };
    let header = read_header(fields)?;
    let records = records.ok_or_else(|| Fault::Foreign("it has no list of records".to_owned()))?;
    Ok(Document { header, records })
}

/// The line that a piece of the document begins in, from 1.
pub(super) fn line_of(bytes: &[u8], piece: &str) -> usize {
    let offset = (piece.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize).min(bytes.len());
    bytes[..offset].split(|byte| *byte == b'\n').count()
}

fn read_header(mut fields: Map<String, Value>) -> Result<Header, Fault> {
    if fields.remove("format") != Some(Value::String(FORMAT.to_owned())) {
        return Err(Fault::Foreign("it is another program's file".to_owned()));
    }
    match fields.remove("version").and_then(|version| version.as_u64()) {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) if version > u64::from(VERSION) => return Err(Fault::Newer(version)),
        _ => return Err(Fault::Line(1, "its version is no number from 1 on".to_owned())),
    }
    fields.remove("whole");
    let Some(Value::Object(mut account)) = fields.remove("account") else {
        return Err(Fault::Line(1, "it does not say whose account it is".to_owned()));
    };
    let zone = take(&mut account, "zone", "a time zone")?;
    let created: Instant = take(&mut account, "created", "an instant")?;
    if !super::line::is_in_range(created) {
        return Err(Fault::Line(1, "`created` lies outside the years 1970 to 2999".to_owned()));
    }
    Ok(Header { created, zone, account, others: fields })
}

fn take<T: for<'de> Deserialize<'de>>(account: &mut Map<String, Value>, key: &str, what: &str) -> Result<T, Fault> {
    let value = account.remove(key).unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|_| Fault::Line(1, format!("`{key}` is not {what}")))
}

/// What a reader's complaint means.
fn explain(bytes: &[u8], error: &serde_json::Error) -> Fault {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Fault::Foreign("it is empty".to_owned());
    }
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Fault::Foreign("it is not JSON that inquota wrote".to_owned());
    }
    if let Some(version) = newer_version(bytes) {
        return Fault::Newer(version);
    }
    if error.is_eof() {
        return Fault::Ends(error.line());
    }
    let text = error.to_string();
    let what = text.find(" at line ").map_or(text.as_str(), |end| &text[..end]);
    Fault::Line(error.line(), what.to_owned())
}

/// The version in the opening line of a document that cannot be read as a whole, when it is a newer one.
fn newer_version(bytes: &[u8]) -> Option<u64> {
    let head = std::str::from_utf8(&bytes[..bytes.len().min(200)]).ok()?;
    head.contains("\"format\":\"inquota\"").then_some(())?;
    let digits = head.split_once("\"version\":")?.1.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok().filter(|version| *version > u64::from(VERSION))
}

/// A document as its fields.
struct Raw<'a> {
    fields: Map<String, Value>,
    records: Option<Vec<&'a RawValue>>,
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a ledger")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
                let mut raw = Raw { fields: Map::new(), records: None };
                while let Some(key) = map.next_key::<String>()? {
                    if key != "records" {
                        raw.fields.insert(key, map.next_value()?);
                    } else if raw.records.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("there are two lists of records"));
                    }
                }
                Ok(raw)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// A record's text on one line: white space between its parts goes.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let (mut line, mut in_string, mut escaped) = (String::with_capacity(text.len()), false, false);
    for c in text.chars() {
        if in_string || !c.is_ascii_whitespace() {
            line.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header::new(Instant::from_unix(1_764_000_000), chrono_tz::Europe::Berlin)
    }

    #[test]
    fn what_is_rendered_is_read_and_knows_its_length() {
        let lines = [Cow::Borrowed(r#"{"id":1}"#), Cow::Borrowed(r#"{"id":2}"#)];
        for count in 0..=2 {
            let bytes = render(&header(), &lines[..count]);
            let document = parse(&bytes).unwrap();
            assert_eq!((document.records.len(), &document.header), (count, &header()));
            assert_eq!(whole(&bytes).unwrap().1, bytes.len());
            assert!(is_laid_out(&bytes));
        }
    }

    #[test]
    fn unknown_fields_of_the_opening_line_survive() {
        let text = r#"{"colour":"blue","account":{"owner":"me","zone":"UTC","created":"2026-11-25T09:00:00Z"},
            "records":[],"version":1,"format":"inquota"}"#;
        let document = parse(text.as_bytes()).unwrap();
        let line = document.header.opening_line(0);
        assert!(line.contains(r#""colour":"blue""#) && line.contains(r#""owner":"me""#), "{line}");
        assert!(!is_laid_out(text.as_bytes()));
    }

    #[test]
    fn what_is_no_ledger_is_told_apart() {
        let foreign = |text: &str| matches!(parse(text.as_bytes()), Err(Fault::Foreign(_)));
        assert!(foreign("") && foreign("  \n") && foreign("hello") && foreign("[1]") && foreign("{}"));
        assert!(foreign(r#"{"format":"other","version":1}"#));
        let newer = r#"{"format":"inquota","version":2,"log":{}}"#;
        assert_eq!(parse(newer.as_bytes()).unwrap_err(), Fault::Newer(2));
        assert_eq!(parse(br#"{"format":"inquota","version":7,"x"#).unwrap_err(), Fault::Newer(7));
    }

    #[test]
    fn an_end_that_comes_early_and_a_bad_line_are_named() {
        let bytes = render(&header(), &[Cow::Borrowed(r#"{"id":1}"#)]);
        assert_eq!(parse(&bytes[..bytes.len() - 6]).unwrap_err(), Fault::Ends(2));
        let text = String::from_utf8(bytes).unwrap().replace("{\"id\":1}", "{\"id\":oops}");
        assert!(matches!(parse(text.as_bytes()).unwrap_err(), Fault::Line(2, _)));
    }

    #[test]
    fn a_record_over_several_lines_is_put_on_one() {
        let text = "{\n  \"id\": 1,\r\n  \"note\": \"a \\\" b  c\\\\\"\n}";
        assert_eq!(on_one_line(text), "{\"id\":1,\"note\":\"a \\\" b  c\\\\\"}");
    }
}
