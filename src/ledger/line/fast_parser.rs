//! A hand-written parser for the most common lines: interactions with their annotations, as this program writes them.
//!
//! Its only purpose is speed. A report on a large ledger spends most of its time on such lines. This parser knows the
//! order of the fields, reads each byte once and copies only what is needed, so it is several times as fast as the
//! derived parser. It returns `None` for any other line; the derived parser reads that line, or reports what is wrong
//! with it. A property test checks that both parsers agree.

use std::string::FromUtf8Error;

use super::decode::interaction_of;
use super::limits::LONGEST_LINE;
use super::people::{introduce, new_person};
use super::read_detail::ReadDetail;
use crate::engine::bounds::{LARGEST_ID, is_in_range};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::person::PersonId;
use crate::engine::record::{Annotations, Details, ImportFingerprint, Record, RecordId, RecordKind};
use crate::engine::wording::Wording;
use crate::ledger::checksum;

/// Reads the line of an interaction, if this program wrote it and its checksum matches.
pub(in crate::ledger) fn read(text: &str, book: &mut ContactBook) -> Option<Record> {
    let parsed = parse(text, ReadDetail::Everything)?;
    introduce(parsed.whom, || parsed.person(), book)?;
    Some(parsed.record)
}

/// A parsed line. Its person has not been looked up yet.
#[derive(Debug)]
pub(in crate::ledger) struct Parsed<'a> {
    pub(in crate::ledger) record: Record,
    pub(in crate::ledger) whom: PersonId,
    name: Option<&'a [u8]>,
    handle: Option<&'a [u8]>,
}

impl Parsed<'_> {
    /// The person; `None` if the name or the handle is invalid.
    pub(in crate::ledger) fn person(&self) -> Option<Person> {
        let text = |bytes: Option<_>| bytes.map(std::str::from_utf8).transpose().ok();
        new_person(text(self.name)?, text(self.handle)?).ok()
    }
}

/// Parses the line of an interaction and compares it with its checksum.
pub(in crate::ledger) fn parse(text: &str, detail: ReadDetail) -> Option<Parsed<'_>> {
    let mut rest = text.as_bytes();
    let id = number(&mut rest, b"{\"id\":")?;
    let (at, recorded) = instants(&mut rest)?;
    let kind = string(&mut rest, b",\"kind\":\"")?;
    let step = optional(&mut rest, b",\"step\":", number)?;
    let whom = PersonId(u32::try_from(number(&mut rest, b",\"who\":")?.checked_sub(1)?).ok()?);
    let name = optional(&mut rest, b",\"person\":\"", string)?;
    let handle = optional(&mut rest, b",\"handle\":\"", string)?;
    let free = optional(&mut rest, b",\"free\":", truth)?.is_some();
    let with_note = optional(&mut rest, b",\"with_note\":", truth)?.is_some();
    let details = details(&mut rest, detail)?.in_step(step.map(RecordId));
    if !rest.starts_with(SUM) || text.len() > LONGEST_LINE || !checksum::matches(text) {
        return None;
    }
    if id == 0 || id > LARGEST_ID || !is_in_range(at) || !is_in_range(recorded) {
        return None;
    }
    let fact = interaction_of(RecordKind::from_name(kind)?, free, with_note)?.with(whom);
    Some(Parsed { record: Record { id: RecordId(id), at, recorded, fact, details }, whom, name, handle })
}

/// The start of the last field.
const SUM: &[u8] = b",\"sum\":\"";

/// The annotations of the record that `detail` includes.
fn details(rest: &mut &[u8], detail: ReadDetail) -> Option<Details> {
    if rest.starts_with(SUM) {
        return Some(Details::default());
    }
    let note = optional(rest, b",\"note\":\"", string)?;
    let tags = optional(rest, b",\"tags\":[", list)?.unwrap_or_default();
    let template = optional(rest, b",\"template\":\"", string)?;
    let origin = optional(rest, b",\"origin\":\"", digits::<32, _>)?;
    let wording = optional(rest, b",\"wording\":\"", digits::<64, _>)?;
    let tags = tags.into_iter().map(owned).collect::<Result<_, _>>().ok()?;
    let template = template.map(owned).transpose().ok()?;
    let (note, origin) = match detail {
        ReadDetail::Figures => (None, None),
        ReadDetail::Everything => (note, origin),
    };
    let note = note.map(owned).transpose().ok()?;
    let origin = origin.map(owned).transpose().ok()?.map(ImportFingerprint::try_from).transpose().ok()?;
    let wording = match wording {
        Some(digits) => Some(Wording::parse(std::str::from_utf8(digits).ok()?)?),
        None => None,
    };
    Some(Annotations { note, tags, template, origin, wording }.into())
}

fn owned(bytes: &[u8]) -> Result<String, FromUtf8Error> {
    String::from_utf8(bytes.to_vec())
}

/// A fingerprint: this many hexadecimal digits in lower case.
fn digits<'a, const COUNT: usize, const N: usize>(rest: &mut &'a [u8], before: &[u8; N]) -> Option<&'a [u8]> {
    skip(rest, before)?;
    let (digits, after) = rest.split_first_chunk::<COUNT>()?;
    *rest = after.strip_prefix(b"\"")?;
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.iter().fold(true, |all, byte| all & is_digit(byte)).then_some(digits)
}

/// Reads what follows `before`, if `before` is next. The outer `None` means that it cannot be read.
fn optional<'a, T, const N: usize>(
    rest: &mut &'a [u8],
    before: &[u8; N],
    read: impl FnOnce(&mut &'a [u8], &[u8; N]) -> Option<T>,
) -> Option<Option<T>> {
    if rest.first_chunk() == Some(before) { read(rest, before).map(Some) } else { Some(None) }
}

/// Skips `before`. Its length is known at compile time, so the comparison is fast.
fn skip<const N: usize>(rest: &mut &[u8], before: &[u8; N]) -> Option<()> {
    let (next, after) = rest.split_first_chunk()?;
    *rest = after;
    (next == before).then_some(())
}

/// A number of at most sixteen digits.
fn number<const N: usize>(rest: &mut &[u8], before: &[u8; N]) -> Option<u64> {
    skip(rest, before)?;
    let (mut number, mut length) = (0, 0);
    while let Some(digit) = rest.get(length).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit <= 9) {
        number = number * 10 + u64::from(digit);
        length += 1;
        if length > 16 {
            return None;
        }
    }
    if length == 0 || (length > 1 && rest[0] == b'0') {
        return None;
    }
    *rest = &rest[length..];
    Some(number)
}

/// A string without escapes.
fn string<'a, const N: usize>(rest: &mut &'a [u8], before: &[u8; N]) -> Option<&'a [u8]> {
    skip(rest, before)?;
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
    let (string, after) = rest.split_at(end);
    *rest = after.strip_prefix(b"\"")?;
    Some(string)
}

/// The strings of a list that is not empty.
fn list<'a, const N: usize>(rest: &mut &'a [u8], before: &[u8; N]) -> Option<Vec<&'a [u8]>> {
    skip(rest, before)?;
    let mut strings = vec![string(rest, b"\"")?];
    while let Some(next) = optional(rest, b",\"", string)? {
        strings.push(next);
    }
    skip(rest, b"]")?;
    Some(strings)
}

/// The value `true`.
fn truth<const N: usize>(rest: &mut &[u8], before: &[u8; N]) -> Option<()> {
    skip(rest, before)?;
    skip(rest, b"true")
}

/// The text before each instant, and the length of an instant with the closing quote.
const AT: &[u8; 7] = b",\"at\":\"";
const RECORDED: &[u8; 13] = b",\"recorded\":\"";
const QUOTED: usize = INSTANT + 1;

/// When it happened and when it was recorded. If both have the same text, which is common, it is parsed only once.
fn instants(rest: &mut &[u8]) -> Option<(Instant, Instant)> {
    let before = *rest;
    let at = instant(rest, AT)?;
    skip(rest, RECORDED)?;
    if rest.first_chunk::<QUOTED>() == before[AT.len()..].first_chunk() {
        *rest = &rest[QUOTED..];
        return Some((at, at));
    }
    Some((at, instant(rest, b"")?))
}

/// The length of an instant: `2026-11-25T09:00:00Z`.
const INSTANT: usize = 20;

fn instant<const N: usize>(rest: &mut &[u8], before: &[u8; N]) -> Option<Instant> {
    skip(rest, before)?;
    let (text, after) = rest.split_first_chunk::<INSTANT>()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1, b'Z'] = *text else {
        return None;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1, h0, h1, n0, n1, s0, s1];
    if !digits.iter().fold(true, |all, digit| all & digit.is_ascii_digit()) {
        return None;
    }
    let pair = |ten: u8, one: u8| i64::from(ten - b'0') * 10 + i64::from(one - b'0');
    let (hour, minute, second) = (pair(h0, h1), pair(n0, n1), pair(s0, s1));
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_to(pair(y0, y1) * 100 + pair(y2, y3), pair(m0, m1), pair(d0, d1))?;
    *rest = after.strip_prefix(b"\"")?;
    Some(Instant::from_unix(days * 86_400 + hour * 3_600 + minute * 60 + second))
}

/// The number of days from 0001-01-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_162;

/// The number of days before each month of a common year, and in the whole year.
const DAYS_BEFORE: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// The number of days from 1970-01-01 to a date in the years 1 to 9999; `None` if the date does not exist.
fn days_to(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let month = usize::try_from(month).ok()?;
    let (before, through) = (DAYS_BEFORE.get(month.checked_sub(1)?)?, DAYS_BEFORE.get(month)?);
    let length = through - before + if month == 2 { leap } else { 0 };
    if !(1..=length).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    let past = year - 1;
    let before_year = past * 365 + past / 4 - past / 100 + past / 400 - DAYS_TO_1970;
    Some(before_year + before + if month > 2 { leap } else { 0 } + day - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::person::PersonId;
    use crate::engine::record::{Answer, Charge, Fact};
    use crate::ledger::line;

    fn facts() -> impl Strategy<Value = Fact> {
        let to = PersonId(0);
        prop_oneof![
            Just(Fact::Message { to }),
            Just(Fact::InMail { to, charge: Charge::Free }),
            Just(Fact::InMail { to, charge: Charge::Ordinary }),
            any::<bool>().prop_map(move |with_note| Fact::Invitation { to, with_note }),
            Just(Fact::Response { from: to, answer: Answer::Declined }),
            Just(Fact::Acceptance { by: to }),
            Just(Fact::Withdrawal { of: to }),
            Just(Fact::Balance { credits: 7 }),
        ]
    }

    fn annotations() -> impl Strategy<Value = Annotations> {
        let text = || "[A-Za-z\"é ,\\[\\]]{0,9}";
        let (note, template) = (proptest::option::of(text()), proptest::option::of(text()));
        let (tags, origin) =
            (proptest::collection::vec(text(), 0..3), proptest::option::of(any::<u128>().prop_map(ImportFingerprint)));
        let wording = proptest::option::of(any::<[u8; 32]>().prop_map(Wording::from_bytes));
        (note, tags, template, origin, wording).prop_map(|(note, tags, template, origin, wording)| Annotations {
            note,
            tags,
            template,
            origin,
            wording,
        })
    }

    proptest! {
        /// Both parsers agree on every record that is written, and after any change of one byte.
        #[test]
        fn both_parsers_agree(
            fact in facts(),
            (id, at, recorded) in (1..u64::from(u32::MAX), 0..32_503_679_999_i64, 0..32_503_679_999_i64),
            step in proptest::option::of(1..9_u64),
            name in "[A-Za-z\"\\\\é ]{1,12}[a-z]",
            annotations in annotations(),
            (place, byte) in (any::<prop::sample::Index>(), any::<u8>()),
        ) {
            let mut book = ContactBook::default();
            book.declare(Some(tidied(&name)), None);
            let (at, recorded) = (Instant::from_unix(at), Instant::from_unix(recorded));
            let details = Details::from(annotations).in_step(step.map(RecordId));
            let record = Record { id: RecordId(id), at, recorded, fact, details };
            let text = line::write(&record, &book);
            if let Some(fast) = read(&text, &mut ContactBook::default()) {
                prop_assert_eq!(&fast, &record);
                let figures = parse(&text, ReadDetail::Figures).unwrap().record;
                // Figures depend on tags, templates and wordings, but not on notes and origins.
                let labels = Annotations { note: None, origin: None, ..(*record.details).clone() };
                let details = Details::from(labels).in_step(record.details.step());
                prop_assert_eq!(figures, Record { details, ..record });
            } else {
                prop_assert!(text.contains('\\') || text.contains("credits"), "{}", text);
            }
            let mut damaged = text.into_bytes();
            let place = place.index(damaged.len());
            damaged[place] = byte;
            if let Ok(text) = String::from_utf8(damaged) {
                let (mut one, mut other) = (ContactBook::default(), ContactBook::default());
                if let Some(fast) = read(&text, &mut one) {
                    prop_assert_eq!(line::read(&text, &mut other).ok(), Some(fast));
                    prop_assert_eq!(one, other);
                }
            }
        }

        #[test]
        fn every_instant_is_parsed(seconds in 0..32_503_679_999_i64) {
            let expected = Instant::from_unix(seconds);
            let text = format!("{expected}\"");
            prop_assert_eq!(instant(&mut text.as_bytes(), b""), Some(expected));
        }
    }

    fn tidied(name: &str) -> String {
        crate::engine::person::tidy_name(name).unwrap_or_else(|_| "x".to_owned())
    }

    #[test]
    fn dates_that_do_not_exist_are_left_to_the_derived_parser() {
        for text in
            ["2026-02-29T00:00:00Z\"", "2026-13-01T00:00:00Z\"", "2026-00-01T00:00:00Z\"", "2026-04-31T00:00:00Z\""]
        {
            assert_eq!(instant(&mut text.as_bytes(), b""), None, "{text}");
        }
    }
}
