//! Splits the text of a damaged ledger into its opening line and its records.
//!
//! Damage may have joined two lines or split one. Records are therefore found by their first field, and not by the
//! lines of the file.

use std::borrow::Cow;

use memchr::memchr_iter;
use serde_json::value::RawValue;

use crate::ledger::document;
use crate::ledger::document_error::is_conflict_marker;
use crate::ledger::json::on_one_line;
use crate::ledger::line::object_length;

/// A text without a record in it is shorter than this.
const SHORTEST_RECORD: usize = 20;

/// A part of the file after its opening line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A JSON object.
    Object(Cow<'a, str>),
    /// A record that is not valid JSON.
    Broken(&'a str),
    /// A marker of a merge conflict.
    Marker,
    /// Another opening line, from the other side of a merge conflict.
    Opening,
    /// A few characters that are no record.
    Stray(&'a str),
}

/// The parts of a file, each with the line on which it begins.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    /// The text of the opening line, without the first record.
    pub(super) opening: &'a str,
    pub(super) list: Vec<(usize, Piece<'a>)>,
}

/// Splits the text of a file.
pub(super) fn split(text: &str) -> Pieces<'_> {
    if let Some(records) = document::records(text.as_bytes()) {
        let mut lines = document::LineNumbers::of(text.as_bytes());
        let list = records.into_iter().map(|raw| (lines.next(raw.get()), Piece::Object(on_one_line(raw.get()))));
        return Pieces { opening: text, list: list.collect() };
    }
    let (opening, from) = opening(text);
    let mut scanner = Scanner { text, at: 0, line: 1, list: Vec::new() };
    // Markers of a conflict in the opening line come before it.
    let opening_at = from - opening.len();
    scanner.between(opening_at);
    scanner.skip_to(from);
    scanner.scan();
    Pieces { opening, list: scanner.list }
}

/// The text of the opening line, and where it ends.
fn opening(text: &str) -> (&str, usize) {
    let first_record = next_record(text, 0).unwrap_or(text.len());
    let before = &text[..first_record];
    if before.trim_start().starts_with("{\n") {
        return (before, first_record);
    }
    let mut at = 0;
    for line in before.split_inclusive('\n') {
        at += line.len();
        if !line.trim().is_empty() && !is_conflict_marker(line.as_bytes()) {
            return (&text[at - line.len()..at], at);
        }
    }
    ("", 0)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The line of `at`.
    line: usize,
    list: Vec<(usize, Piece<'a>)>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        while self.at < self.text.len() {
            let start = next_record(self.text, self.at).unwrap_or(self.text.len());
            self.between(start);
            if start == self.text.len() {
                return;
            }
            let rest = &self.text[start..];
            let (piece, length) = object(rest).map_or_else(
                || {
                    let length = broken_length(rest);
                    (Piece::Broken(rest[..length].trim_end_matches([',', '\n', ' '])), length)
                },
                |object| (Piece::Object(on_one_line(object)), object.len()),
            );
            self.list.push((self.line, piece));
            self.skip_to(start + length);
        }
    }

    fn skip_to(&mut self, at: usize) {
        self.line += memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count();
        self.at = at;
    }

    /// Reads what is between two records: separators, markers, and damage.
    fn between(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        for (number, line) in text.split('\n').enumerate() {
            let bare = line.trim_matches([' ', ',', '\t']);
            let piece = match bare {
                "" | "]}" | "]" | "}" | "{" | "[" => continue,
                _ if is_conflict_marker(bare.as_bytes()) => Piece::Marker,
                _ if bare.starts_with("{\"format\"") => Piece::Opening,
                _ if bare.len() < SHORTEST_RECORD => Piece::Stray(bare),
                _ => Piece::Broken(bare),
            };
            self.list.push((self.line + number, piece));
        }
        self.skip_to(end);
    }
}

/// Where the next record begins: an object whose first field is `id`, or one at the start of a line.
fn next_record(text: &str, from: usize) -> Option<usize> {
    memchr_iter(b'{', &text.as_bytes()[from..]).map(|at| at + from).find(|at| {
        let inside = text[at + 1..].trim_start();
        inside.starts_with("\"id\"") || is_first_in_line(text, *at) && inside.starts_with('"') && !is_opening(inside)
    })
}

/// Whether only separators come before this place in its line.
fn is_first_in_line(text: &str, at: usize) -> bool {
    let last = text.as_bytes()[..at].iter().rfind(|byte| !b" \t,".contains(byte));
    last.is_none_or(|byte| *byte == b'\n')
}

/// Whether the fields on this line are those of an opening line.
fn is_opening(fields: &str) -> bool {
    let line = fields.lines().next().unwrap_or_default();
    line.starts_with("\"format\"") || line.contains("\"records\":[")
}

/// The JSON object at the start of a text.
fn object(text: &str) -> Option<&str> {
    let raw: &RawValue = serde_json::from_str(&text[..object_length(text)?]).ok()?;
    Some(raw.get())
}

/// The length of a broken record: up to the next record, marker, closing line or empty line.
fn broken_length(text: &str) -> usize {
    let end = next_record(text, 1).unwrap_or(text.len());
    let mut at = 0;
    for (number, line) in text[..end].split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if number > 0 && (matches!(bare, "" | "]}" | "]" | "}") || is_conflict_marker(bare.as_bytes())) {
            break;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(usize, String)> {
        let name = |piece: Piece<'_>| match piece {
            Piece::Object(text) => text.into_owned(),
            Piece::Broken(text) => format!("broken {text}"),
            Piece::Stray(text) => format!("stray {text}"),
            other => format!("{other:?}"),
        };
        split(text).list.into_iter().map(|(line, piece)| (line, name(piece))).collect()
    }

    const ONE: &str = r#"{"id":1,"kind":"message"}"#;
    const TWO: &str = r#"{"id":2,"kind":"message"}"#;
    const OPENING: &str = r#"{"format":"inquota","records":["#;

    #[test]
    fn damage_between_records_leaves_both_whole() {
        let expected = |lines: [usize; 2], stray: usize| {
            vec![(lines[0], ONE.to_owned()), (stray, "stray X".to_owned()), (lines[1], TWO.to_owned())]
        };
        let text = format!("{OPENING}\n{ONE}X\n{TWO}\n]}}\n");
        assert_eq!(kinds(&text), expected([2, 3], 2));
        let text = format!("{OPENING}\n{ONE},X{TWO}\n]}}\n");
        assert_eq!(kinds(&text), expected([2, 2], 2));
        let text = format!("{OPENING}X{ONE},\n{TWO}\n]!\n");
        let found = vec![(1, ONE.to_owned()), (2, TWO.to_owned()), (3, "stray ]!".to_owned())];
        assert_eq!(kinds(&text), found);
    }

    #[test]
    fn a_broken_record_ends_at_the_next_one() {
        for broken in [r#"{"id":1,"kind":"mes"#, "{\"id\":1,\"kind\":\"mes\nsage\"}", r#"x"id":1,"kind":"message"}"#] {
            let text = format!("{OPENING}\n{broken},\n{TWO}\n\n]}}\n");
            let found = kinds(&text);
            assert_eq!((found.len(), &found[1].1), (2, &TWO.to_owned()), "{found:?}");
            assert!(found[0] == (2, format!("broken {broken}")), "{found:?}");
            let text = format!("{OPENING}\n{TWO},\n{broken}\n\n]}}\n");
            assert_eq!(kinds(&text), [(2, TWO.to_owned()), (3, format!("broken {broken}"))]);
        }
    }

    /// Reading each object to the end of the text would read 256 MB and more: half of 32,768 times 16 KB and more. It
    /// takes minutes; the limit on the nesting ends each one after 32 brackets.
    #[test]
    fn brackets_that_nobody_closes_are_split_in_linear_time() {
        for bracket in [r#"{"id":["#, r#"{"id":{"a":"#, "{\"id\":\n[", r#"{"a":"#, "{"] {
            let count = 1 << 15;
            let found = kinds(&format!("{OPENING}\n{ONE},\n{}", bracket.repeat(count)));
            assert_eq!(found[0], (2, ONE.to_owned()));
            assert!(found[1..].iter().all(|(_, kind)| kind.starts_with("broken")), "{bracket}");
        }
    }

    #[test]
    fn a_record_after_a_lost_quotation_mark_is_whole() {
        let lost = r#"{"id":1,"kind":"message}"#;
        let text = format!("{OPENING}\n{lost},\n{TWO}\n]}}\n");
        assert_eq!(kinds(&text), [(2, format!("broken {lost}")), (3, TWO.to_owned())]);
    }

    #[test]
    fn both_opening_lines_of_a_conflict_are_found() {
        let text = format!("<<<<<<< mine\n{OPENING}\n=======\n{OPENING}\n>>>>>>> theirs\n{ONE}\n]}}\n");
        let found: Vec<String> = kinds(&text).into_iter().map(|(_, what)| what).collect();
        assert_eq!(found, ["Marker", "Marker", "Opening", "Marker", ONE]);
        assert_eq!(split(&text).opening.trim_end(), OPENING);
    }
}
