//! The document around the records: its opening and closing lines, and the slack between them.
//!
//! ```text
//! {"format":"inquota","version":1,"account":{…},"whole":"       412:24","records":[
//! {"id":1,…},
//! {"id":2,…}
//!                                     (spaces)
//! ]}
//! ```
//!
//! New records are written over the spaces. The closing line is never touched and the length of the file
//! stays, and what is written at once lies within one page of the file, if need be behind more spaces, so that a
//! program that reads meanwhile sees the document before or the document after.

mod layout;

use std::fmt;

use chrono_tz::Tz;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::VERSION;
use super::explain::{Fault, Flaw, UNSEALED, explain};
use super::fields::Fields;
use super::prefix::CoveredPrefix;
use super::{commit_offset, seal};
use crate::engine::calendar::Instant;

pub(super) use layout::{Continued, continued, render};

/// The closing line, with the end of the line before it.
pub(super) const CLOSING: &[u8] = b"\n]}\n";

/// What the file says it is.
const FORMAT: &str = "inquota";

/// The least and the most spaces that are kept for records to come.
const LEAST_SLACK: usize = 4 << 10;
const MOST_SLACK: usize = 1 << 20;

/// The bytes that a system hands from a writer to a reader as a whole: a page of the file.
pub(super) const PAGE: usize = 4 << 10;

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
    pub(super) account: Fields,
    /// What else is there.
    pub(super) others: Fields,
}

impl Header {
    /// The header of a new ledger.
    pub(super) fn new(created: Instant, zone: Tz) -> Header {
        Header { created, zone, account: Fields::default(), others: Fields::default() }
    }

    /// The same header, with the account in another zone.
    pub(super) fn in_zone(&self, zone: Tz) -> Header {
        Header { zone, ..self.clone() }
    }

    /// The opening line up to the end of it; `whole` is where the records end.
    pub(super) fn opening_line(&self, whole: usize) -> String {
        let mut account = self.account.clone();
        account.set("created", &self.created);
        account.set("zone", &self.zone);
        account.set("sum", &seal_of(self.created, self.zone));
        let mut line = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"account\":{},{},",
            account.text(),
            commit_offset::field(whole)
        );
        for field in self.others.texts() {
            line.push_str(&field);
            line.push(',');
        }
        line.push_str("\"records\":[");
        line
    }
}

/// Where records can be written over the slack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slack {
    /// Where the padded number of the opening line stands.
    pub(super) commit_offset_at: usize,
    /// Where the records end.
    pub(super) end: usize,
    /// How many bytes can be written there.
    pub(super) room: usize,
    /// Whether there is no record yet.
    pub(super) is_first: bool,
}

impl Slack {
    /// The slack after the records that `prefix` covers; `None` where the file is not laid out by this program.
    pub(super) fn after(prefix: &CoveredPrefix) -> Option<Slack> {
        let place = |at: u64| usize::try_from(at).ok();
        let room = prefix.identity.length().checked_sub(prefix.length + CLOSING.len() as u64)?;
        Some(Slack {
            commit_offset_at: place(prefix.commit_offset_at?)?,
            end: place(prefix.length)?,
            room: place(room)?,
            is_first: false,
        })
    }

    /// How many spaces stay before so many bytes, for them to lie within one page of the file; `None` when they do
    /// not, or there is no room.
    pub(super) fn spaces_before(&self, bytes: usize) -> Option<usize> {
        let last = self.end + bytes.saturating_sub(1);
        let spaces = if self.end / PAGE == last / PAGE { 0 } else { self.end.next_multiple_of(PAGE) - self.end };
        (bytes <= PAGE && spaces + bytes <= self.room).then_some(spaces)
    }
}

/// The slack of a document that can be read, if it is laid out by this program.
pub(super) fn slack(bytes: &[u8]) -> Option<Slack> {
    let (end, closing) = end_of_records(bytes)?;
    let (commit_offset_at, _) = commit_offset::find(bytes)?;
    Some(Slack { commit_offset_at, end, room: closing - end, is_first: bytes[end - 1] == b'[' })
}

/// Where the records end, and where the closing line begins.
pub(super) fn end_of_records(bytes: &[u8]) -> Option<(usize, usize)> {
    let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
    let mut end = bytes[..closing].iter().rposition(|byte| *byte != b' ')? + 1;
    if bytes[end - 1] == b'\n' {
        end -= 1;
    }
    matches!(bytes[..end].last()?, b'[' | b'}').then_some((end, closing))
}

/// The document without its slack, for others to read.
pub(super) fn without_slack(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(slack) = slack(&bytes) {
        bytes.truncate(slack.end);
        bytes.extend_from_slice(CLOSING);
    }
    bytes
}

/// Reads a document of this version.
pub(super) fn parse(bytes: &[u8]) -> Result<Document<'_>, Fault> {
    let Raw { fields, records } = match serde_json::from_slice(bytes) {
        Ok(raw) => raw,
        Err(error) => return Err(explain(bytes, &error)),
    };
    let header = read_header(fields)?;
    let records = records.ok_or_else(|| Fault::line(1, "it has no list of `records`"))?;
    Ok(Document { header, records })
}

/// The version of a document, and its fields and records, whatever its version.
pub(super) fn parse_any(bytes: &[u8]) -> Option<(u64, Fields, Vec<&RawValue>)> {
    let Raw { fields, records } = serde_json::from_slice(bytes).ok()?;
    (fields.value::<String>("format")? == FORMAT).then_some(())?;
    Some((fields.value("version")?, fields, records?))
}

/// The line that a piece of the document begins in, from 1.
pub(super) fn line_of(bytes: &[u8], piece: &str) -> usize {
    let offset = (piece.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize).min(bytes.len());
    line_at(bytes, offset)
}

/// The line that an offset lies in, from 1.
pub(super) fn line_at(bytes: &[u8], offset: usize) -> usize {
    memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1
}

/// The seal of what the opening line says of the account.
fn seal_of(created: Instant, zone: Tz) -> String {
    seal::of(&format!("{{\"created\":\"{created}\",\"zone\":\"{}\"}}", zone.name()))
}

fn read_header(mut fields: Fields) -> Result<Header, Fault> {
    if fields.value::<String>("format").as_deref() != Some(FORMAT) {
        let is_ours = fields.get("account").is_some() && fields.get("whole").is_some();
        let foreign = || Fault::Foreign("it is another program's file".to_owned());
        return Err(if is_ours { Fault::line(1, "its `format` is not \"inquota\"") } else { foreign() });
    }
    match fields.value::<u64>("version") {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) if version > u64::from(VERSION) => return Err(Fault::Newer(version)),
        _ => return Err(Fault::line(1, "its version is no number from 1 on")),
    }
    if super::line::is_too_deep(&fields.text()) {
        return Err(Fault::line(1, "it is nested too deep"));
    }
    let account: Option<Fields> = fields.value("account");
    // Other programs lay the file out anew, and older files had the number alone.
    if fields.get("whole").is_some_and(|text| text.starts_with('"') && commit_offset::read(text).is_none()) {
        return Err(Fault::line(1, "`whole` is not as it was written"));
    }
    if let Some(name) = fields.misspelt("whole") {
        return Err(Fault::line(1, format!("it has a field `{name}` that should be `whole`")));
    }
    for known in ["format", "version", "whole", "account"] {
        fields.take(known);
    }
    let account = account.ok_or_else(|| Fault::line(1, "it does not say whose account it is (`account`)"))?;
    let zone = account.value("zone").ok_or_else(|| Fault::line(1, "`zone` is not a time zone"))?;
    let created: Instant = account.value("created").ok_or_else(|| Fault::line(1, "`created` is not an instant"))?;
    if !super::line::is_in_range(created) {
        return Err(Fault::line(1, "`created` lies outside the years 1970 to 2999"));
    }
    if let Some(name) = account.misspelt("sum") {
        return Err(Fault::line(1, format!("the account has a field `{name}` that should be `sum`")));
    }
    if account.value::<String>("sum").is_some_and(|sum| sum != seal_of(created, zone)) {
        let what = "the account is not as it was written: its zone or creation was changed outside of inquota";
        return Err(Fault::Line(Flaw { line: 1, what: what.to_owned(), repair: UNSEALED }));
    }
    Ok(Header { created, zone, account, others: fields })
}

/// A document as its fields.
struct Raw<'a> {
    fields: Fields,
    records: Option<Vec<&'a RawValue>>,
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a ledger")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
                let mut raw = Raw { fields: Fields::default(), records: None };
                while let Some(name) = map.next_key::<String>()? {
                    if name != "records" {
                        if raw.fields.get(&name).is_some() {
                            return Err(A::Error::custom(format_args!("`{name}` is given twice")));
                        }
                        raw.fields.set(&name, &map.next_value::<Box<RawValue>>()?);
                    } else if raw.records.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("there are two lists of records"));
                    }
                }
                Ok(raw)
            }
        }
        deserializer.deserialize_map(Parts)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn header() -> Header {
        Header::new(Instant::from_unix(1_764_000_000), chrono_tz::Europe::Berlin)
    }

    #[test]
    fn what_is_rendered_is_read_and_knows_where_its_records_end() {
        let lines = [Cow::Borrowed(r#"{"id":1}"#), Cow::Borrowed(r#"{"id":2}"#)];
        for count in 0..=2 {
            let bytes = render(&header(), &lines[..count]);
            let document = parse(&bytes).unwrap();
            assert_eq!(document.records.len(), count);
            assert_eq!((document.header.zone, document.header.created), (header().zone, header().created));
            let slack = slack(&bytes).unwrap();
            assert_eq!((slack.end, bytes.len() % PAGE), (commit_offset::find(&bytes).unwrap().1, 0));
            assert!((LEAST_SLACK..LEAST_SLACK + PAGE).contains(&slack.room), "{slack:?}");
            assert_eq!(slack.is_first, count == 0);
            assert_eq!(parse(&without_slack(bytes.clone())).unwrap().records.len(), count);
        }
    }

    #[test]
    fn what_is_written_lies_within_one_page() {
        let spaces = |end, bytes| Slack { commit_offset_at: 0, end, room: 8_000, is_first: false }.spaces_before(bytes);
        // 96 bytes are left in the first page: one more begins the second.
        assert_eq!((spaces(4_000, 96), spaces(4_000, 97), spaces(4_095, 2)), (Some(0), Some(96), Some(1)));
        // At the beginning of a page there is room for all of it, and for no more.
        assert_eq!((spaces(4_096, 4_096), spaces(4_096, 4_097)), (Some(0), None));
        // The spaces need room as well: 3,905 of 8,000 bytes, and then 4,096.
        assert_eq!((spaces(191, 4_095), spaces(191, 4_096)), (Some(3_905), None));
    }

    #[test]
    fn unknown_fields_of_the_opening_line_survive() {
        let text = r#"{"colour":"blue","account":{"owner":"me","zone":"UTC","created":"2026-11-25T09:00:00Z"},
            "records":[],"version":1,"format":"inquota"}"#;
        let document = parse(text.as_bytes()).unwrap();
        let line = document.header.opening_line(0);
        assert!(line.contains(r#""colour":"blue""#) && line.contains(r#""owner":"me""#), "{line}");
        assert_eq!(slack(text.as_bytes()), None);
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
        let end = commit_offset::find(&bytes).unwrap().1;
        assert_eq!(parse(&bytes[..end - 2]).unwrap_err(), Fault::Ends(2));
        let text = String::from_utf8(bytes).unwrap().replace("{\"id\":1}", "{\"id\":oops}");
        assert!(matches!(parse(text.as_bytes()).unwrap_err(), Fault::Line(flaw) if flaw.line == 2));
    }
}
