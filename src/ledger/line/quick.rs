//! Reading what nearly every line is: something sent or received, as this program writes it. Anything else is
//! left to the reader of all lines, which can also say what is wrong.

use std::ops::Range;

use super::facts::{person, what};
use super::is_in_range;
use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::correction::What;
use crate::engine::record::{Details, Record, RecordId};
use crate::ledger::seal;

/// Reads the line of a record with nothing beside it, if it is sealed and laid out as this program does it.
pub(in crate::ledger) fn read(text: &str, book: &mut Book) -> Option<Record> {
    parse(text)?.enter(text, book)
}

/// What such a line says, before it is known who is who.
#[derive(Debug)]
pub(in crate::ledger) struct Parsed {
    id: RecordId,
    at: Instant,
    recorded: Instant,
    step: Option<RecordId>,
    what: What,
    who: u32,
    /// Where the name and the handle stand in the line.
    name: Option<Range<usize>>,
    handle: Option<Range<usize>>,
}

impl Parsed {
    /// The record, with whoever it names first entered in the book; `text` is the line that was parsed.
    pub(in crate::ledger) fn enter(self, text: &str, book: &mut Book) -> Option<Record> {
        let (name, handle) = (self.name.map(|name| &text[name]), self.handle.map(|handle| &text[handle]));
        let person = person(Some(self.who), name, handle, book).ok()?;
        let Parsed { id, at, recorded, step, what, .. } = self;
        Some(Record { id, at, recorded, step, fact: what.with(person), details: Details::default() })
    }
}

/// Parses such a line, and compares it with its seal.
pub(in crate::ledger) fn parse(text: &str) -> Option<Parsed> {
    let mut rest = text;
    let id = number(&mut rest, b"{\"id\":")?;
    let at = instant(&mut rest, b",\"at\":\"")?;
    let recorded = same_or_other(&mut rest, text, at)?;
    let kind = string(&mut rest, b",\"kind\":\"")?;
    let step = optional(&mut rest, b",\"step\":", number)?;
    let who = optional(&mut rest, b",\"who\":", number)?;
    let name = optional(&mut rest, b",\"person\":\"", string)?;
    let handle = optional(&mut rest, b",\"handle\":\"", string)?;
    let free = optional(&mut rest, b",\"free\":", truth)?.is_some();
    let with_note = optional(&mut rest, b",\"with_note\":", truth)?.is_some();
    if !rest.starts_with(",\"sum\":\"") || !seal::is_untouched(text) {
        return None;
    }
    if id == 0 || id > super::LARGEST_ID || !is_in_range(at) || !is_in_range(recorded) {
        return None;
    }
    let what = what(kind, free, with_note)?;
    let who = u32::try_from(who?).ok()?;
    let place = |part: &str| {
        let begins = part.as_ptr() as usize - text.as_ptr() as usize;
        begins..begins + part.len()
    };
    let (id, step) = (RecordId(id), step.map(RecordId));
    Some(Parsed { id, at, recorded, step, what, who, name: name.map(place), handle: handle.map(place) })
}

/// What follows `before`, if that is what comes next.
fn optional<'a, T, const N: usize>(
    rest: &mut &'a str,
    before: &[u8; N],
    read: impl FnOnce(&mut &'a str, &[u8; N]) -> Option<T>,
) -> Option<Option<T>> {
    if begins_with(rest, before) { read(rest, before).map(Some) } else { Some(None) }
}

/// Whether that is what comes next: its length is known to the compiler, which compares it word by word.
fn begins_with<const N: usize>(rest: &str, before: &[u8; N]) -> bool {
    rest.as_bytes().first_chunk() == Some(before)
}

fn skip<const N: usize>(rest: &mut &str, before: &[u8; N]) -> Option<()> {
    let behind = begins_with(rest, before).then(|| rest.get(N..))?;
    *rest = behind?;
    Some(())
}

/// A whole number of at most sixteen digits.
fn number<const N: usize>(rest: &mut &str, before: &[u8; N]) -> Option<u64> {
    skip(rest, before)?;
    let (mut number, mut length) = (0, 0);
    while let Some(digit) = rest.as_bytes().get(length).filter(|byte| byte.is_ascii_digit()) {
        number = number * 10 + u64::from(digit - b'0');
        length += 1;
        if length > 16 {
            return None;
        }
    }
    if length == 0 || (length > 1 && rest.starts_with('0')) {
        return None;
    }
    *rest = &rest[length..];
    Some(number)
}

/// A string without escapes.
fn string<'a, const N: usize>(rest: &mut &'a str, before: &[u8; N]) -> Option<&'a str> {
    skip(rest, before)?;
    let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
    let string = &rest[..end];
    if string.bytes().any(|byte| byte < b' ') {
        return None;
    }
    *rest = rest[end..].strip_prefix('"')?;
    Some(string)
}

fn truth<const N: usize>(rest: &mut &str, before: &[u8; N]) -> Option<()> {
    skip(rest, before)?;
    skip(rest, b"true")
}

const RECORDED: &[u8; 13] = b",\"recorded\":\"";

/// When it was recorded: mostly when it happened, which is read already.
fn same_or_other(rest: &mut &str, text: &str, at: Instant) -> Option<Instant> {
    skip(rest, RECORDED)?;
    let before = text.len() - rest.len() - RECORDED.len() - INSTANT - 1;
    if rest.as_bytes().get(..=INSTANT) == text.as_bytes().get(before..=before + INSTANT) {
        *rest = &rest[INSTANT + 1..];
        return Some(at);
    }
    instant(rest, b"")
}

/// The length of an instant as this program writes it: `2026-11-25T09:00:00Z`.
const INSTANT: usize = 20;

fn instant<const N: usize>(rest: &mut &str, before: &[u8; N]) -> Option<Instant> {
    skip(rest, before)?;
    let text: &[u8; INSTANT] = rest.as_bytes().get(..INSTANT)?.try_into().ok()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1, b'Z'] = *text else {
        return None;
    };
    let (hour, minute, second) = (pair(h0, h1)?, pair(n0, n1)?, pair(s0, s1)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_to(pair(y0, y1)? * 100 + pair(y2, y3)?, pair(m0, m1)?, pair(d0, d1)?)?;
    *rest = rest[INSTANT..].strip_prefix('"')?;
    Some(Instant::from_unix(days * 86_400 + hour * 3_600 + minute * 60 + second))
}

/// Two digits.
fn pair(ten: u8, one: u8) -> Option<i64> {
    let both = ten.is_ascii_digit() && one.is_ascii_digit();
    both.then(|| i64::from(ten - b'0') * 10 + i64::from(one - b'0'))
}

/// Days from 0001-01-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_162;

/// Days from 1970-01-01 to a date of the years 1 to 9999; `None` when there is no such date.
fn days_to(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get(usize::try_from(month - 1).ok()?)?;
    if !(1..=length).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    let past = year - 1;
    let before_year = past * 365 + past / 4 - past / 100 + past / 400 - DAYS_TO_1970;
    // Five months in a row have 153 days, counted from March on.
    let before_month = if month > 2 { (153 * (month - 3) + 2) / 5 + 59 + i64::from(leap) } else { (month - 1) * 31 };
    Some(before_year + before_month + day - 1)
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
            Just(Fact::Balance { credits: 7 }),
        ]
    }

    proptest! {
        /// Both readers agree on every record that is written, and on every byte of it that changed.
        #[test]
        fn what_is_read_quickly_is_read_alike(
            fact in facts(),
            (id, at, recorded) in (1..u64::from(u32::MAX), 0..32_503_679_999_i64, 0..32_503_679_999_i64),
            step in proptest::option::of(1..9_u64),
            name in "[A-Za-z\"\\\\é ]{1,12}[a-z]",
            (place, byte) in (any::<prop::sample::Index>(), any::<u8>()),
        ) {
            let mut book = Book::default();
            book.declare(Some(line_name(&name)), None);
            let (at, recorded) = (Instant::from_unix(at), Instant::from_unix(recorded));
            let record = Record { id: RecordId(id), at, recorded, step: step.map(RecordId), fact, details: Details::default() };
            let text = line::write(&record, &book);
            if let Some(quick) = read(&text, &mut Book::default()) {
                prop_assert_eq!(&quick, &record);
            } else {
                prop_assert!(text.contains('\\') || text.contains("credits"), "{}", text);
            }
            let mut damaged = text.into_bytes();
            let place = place.index(damaged.len());
            damaged[place] = byte;
            if let Ok(text) = String::from_utf8(damaged) {
                let (mut one, mut other) = (Book::default(), Book::default());
                if let Some(quick) = read(&text, &mut one) {
                    prop_assert_eq!(line::read(&text, &mut other).ok(), Some(quick));
                    prop_assert_eq!(one, other);
                }
            }
        }

        #[test]
        fn every_instant_is_read_as_the_calendar_has_it(seconds in 0..32_503_679_999_i64) {
            let expected = Instant::from_unix(seconds);
            let text = format!("{expected}\"");
            prop_assert_eq!(instant(&mut text.as_str(), b""), Some(expected));
        }
    }

    fn line_name(name: &str) -> String {
        crate::engine::person::tidy_name(name).unwrap_or_else(|_| "x".to_owned())
    }

    #[test]
    fn dates_that_do_not_exist_are_left_to_the_other_reader() {
        for text in
            ["2026-02-29T00:00:00Z\"", "2026-13-01T00:00:00Z\"", "2026-00-01T00:00:00Z\"", "2026-04-31T00:00:00Z\""]
        {
            assert_eq!(instant(&mut &*text, b""), None, "{text}");
        }
    }
}
