//! A piece of a file that ends with a line, parsed as far as that is possible without knowing what precedes it.

use std::ops::Range;

use crate::engine::contact_book::Person;
use crate::engine::person::PersonId;
use crate::engine::record::Record;
use crate::ledger::line::{self, Scope};

/// A piece of a file; the last one is empty.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) text: String,
    /// Where it begins in the file.
    pub(super) offset: u64,
    /// Its lines, in their order.
    pub(super) lines: Vec<Lines>,
    /// The records that the fast parser read.
    pub(super) records: Vec<Record>,
    /// Whom these may introduce.
    pub(super) introductions: Vec<Introduction>,
}

/// What comes next in a piece.
pub(super) enum Lines {
    /// Some of the records that were parsed.
    Records(Run),
    /// Another line, at this place in the text.
    Other(Range<usize>),
}

/// Records in a row.
pub(super) struct Run {
    pub(super) count: usize,
    /// Where the last of them ends in the text.
    pub(super) end: usize,
    /// Whether a comma follows the last of them, as it does the others.
    pub(super) is_followed: bool,
}

/// A person whose number is larger than all before it in the piece: nobody else can be introduced there.
pub(super) struct Introduction {
    /// The place of the record among those that were parsed.
    pub(super) place: usize,
    pub(super) whom: PersonId,
    /// The person; `None` where the name or the handle is wrong.
    pub(super) person: Option<Person>,
}

impl Chunk {
    /// Empties it, to be filled again: its memory is reused.
    pub(super) fn emptied(mut self) -> (Vec<u8>, Chunk) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        self.lines.clear();
        self.records.clear();
        self.introductions.clear();
        (bytes, self)
    }

    /// Parses its text line by line.
    pub(super) fn parse(&mut self, scope: Scope) {
        let unfinished = (!self.text.ends_with('\n')).then_some(self.text.len());
        let mut start = 0;
        let text = std::mem::take(&mut self.text);
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain(unfinished) {
            self.parse_line(&text, start..end, scope);
            start = end;
        }
        self.text = text;
    }

    fn parse_line(&mut self, text: &str, line: Range<usize>, scope: Scope) {
        let (record, is_followed) = record_in(&text[line.clone()]);
        let parsed = if record.starts_with('{') { line::parse(record, scope) } else { None };
        let Some(parsed) = parsed else { return self.lines.push(Lines::Other(line)) };
        if self.introductions.last().is_none_or(|before| before.whom < parsed.whom) {
            let (place, person) = (self.records.len(), parsed.person());
            self.introductions.push(Introduction { place, whom: parsed.whom, person });
        }
        self.records.push(parsed.record);
        let end = line.start + record.len();
        match self.lines.last_mut() {
            Some(Lines::Records(run)) if run.is_followed => *run = Run { count: run.count + 1, end, is_followed },
            _ => self.lines.push(Lines::Records(Run { count: 1, end, is_followed })),
        }
    }
}

/// The record in a line, and whether a comma announces another one.
pub(super) fn record_in(line: &str) -> (&str, bool) {
    let line = line.strip_suffix('\n').unwrap_or(line);
    match line.strip_suffix(',') {
        // Spaces stand before the comma of a record that begins a page of the file.
        Some(record) => (record.trim_end_matches(' '), true),
        None => (line, false),
    }
}
