//! Reading what nearly every line is: something sent or received, as this program writes it. Anything else is
//! left to the reader of all lines, which can also say what is wrong.

use super::facts::{person, what};
use super::is_in_range;
use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::record::{Details, Record, RecordId};
use crate::ledger::seal;

/// Reads the line of a record with nothing beside it, if it is sealed and laid out as this program does it.
pub(in crate::ledger) fn read(text: &str, book: &mut Book) -> Option<Record> {
    let mut rest = text;
    let id = number(&mut rest, "{\"id\":")?;
    let at = instant(&mut rest, ",\"at\":\"")?;
    let recorded = instant(&mut rest, ",\"recorded\":\"")?;
    let kind = string(&mut rest, ",\"kind\":\"")?;
    let step = optional(&mut rest, ",\"step\":", number)?;
    let who = optional(&mut rest, ",\"who\":", number)?;
    let name = optional(&mut rest, ",\"person\":\"", string)?;
    let handle = optional(&mut rest, ",\"handle\":\"", string)?;
    let free = optional(&mut rest, ",\"free\":", truth)?.is_some();
    let with_note = optional(&mut rest, ",\"with_note\":", truth)?.is_some();
    if !rest.starts_with(",\"sum\":\"") || !seal::is_untouched(text) {
        return None;
    }
    if id == 0 || id > super::LARGEST_ID || !is_in_range(at) || !is_in_range(recorded) {
        return None;
    }
    let what = what(kind, free, with_note)?;
    let who = u32::try_from(who?).ok()?;
    let person = person(Some(who), name, handle, book).ok()?;
    let (id, step) = (RecordId(id), step.map(RecordId));
    Some(Record { id, at, recorded, step, fact: what.with(person), details: Details::default() })
}

/// What follows `before`, if that is what comes next.
fn optional<'a, T>(
    rest: &mut &'a str,
    before: &str,
    read: impl FnOnce(&mut &'a str, &str) -> Option<T>,
) -> Option<Option<T>> {
    if rest.starts_with(before) { read(rest, before).map(Some) } else { Some(None) }
}

fn skip(rest: &mut &str, before: &str) -> Option<()> {
    *rest = rest.strip_prefix(before)?;
    Some(())
}

/// A whole number of at most sixteen digits.
fn number(rest: &mut &str, before: &str) -> Option<u64> {
    skip(rest, before)?;
    let length = rest.bytes().take(17).take_while(u8::is_ascii_digit).count();
    let (digits, behind) = rest.split_at(length);
    if length == 0 || length > 16 || (length > 1 && digits.starts_with('0')) {
        return None;
    }
    *rest = behind;
    Some(digits.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// A string without escapes.
fn string<'a>(rest: &mut &'a str, before: &str) -> Option<&'a str> {
    skip(rest, before)?;
    let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
    let string = &rest[..end];
    if string.bytes().any(|byte| byte < b' ') {
        return None;
    }
    *rest = rest[end..].strip_prefix('"')?;
    Some(string)
}

fn truth(rest: &mut &str, before: &str) -> Option<()> {
    skip(rest, before)?;
    skip(rest, "true")
}

/// An instant as this program writes it: `2026-11-25T09:00:00Z`.
fn instant(rest: &mut &str, before: &str) -> Option<Instant> {
    const LENGTH: usize = 20;
    skip(rest, before)?;
    let text = rest.as_bytes().get(..LENGTH)?;
    let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if punctuation.iter().any(|&(place, byte)| text[place] != byte) {
        return None;
    }
    let part = |from: usize, to: usize| -> Option<i64> {
        text[from..to].iter().try_fold(0, |part, byte| {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            Some(part * 10 + i64::from(digit))
        })
    };
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = Instant::days_to(part(0, 4)?, part(5, 7)?, part(8, 10)?)?;
    *rest = rest[LENGTH..].strip_prefix('"')?;
    Some(Instant::from_unix(days * 86_400 + hour * 3_600 + minute * 60 + second))
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
            prop_assert_eq!(instant(&mut text.as_str(), ""), Some(expected));
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
            assert_eq!(instant(&mut &*text, ""), None, "{text}");
        }
    }
}
