//! A chunk of a file: whole lines, parsed without knowledge of the lines before them.

use std::ops::Range;

use crate::engine::contact_book::Person;
use crate::engine::person::PersonId;
use crate::engine::record::Record;
use crate::ledger::line::{self, ReadDetail};

/// A chunk of a file. The last one is empty.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) text: String,
    /// Its offset in the file.
    pub(super) offset: u64,
    /// Its lines, in order.
    pub(super) lines: Vec<Lines>,
    /// The records that the fast parser read.
    pub(super) records: Vec<Record>,
    /// The people whom these records may introduce.
    pub(super) introductions: Vec<Introduction>,
}

/// The next lines of a chunk.
pub(super) enum Lines {
    /// A run of records that were parsed.
    Records(Run),
    /// Any other line, as a range of the text.
    Other(Range<usize>),
}

/// A run of records.
pub(super) struct Run {
    pub(super) count: usize,
    /// The end of the last record in the text.
    pub(super) end: usize,
    /// Whether a comma follows the last record. One follows each of the others.
    pub(super) is_followed: bool,
}

/// A person whose number is larger than all earlier numbers in the chunk. Only such people can be introduced in it.
pub(super) struct Introduction {
    /// The index of the record in [`Chunk::records`].
    pub(super) place: usize,
    pub(super) whom: PersonId,
    /// The person; `None` if the name or the handle is invalid.
    pub(super) person: Option<Person>,
}

impl Chunk {
    /// The empty buffer and the empty chunk, which keep their memory for the next text.
    pub(super) fn into_empty_parts(mut self) -> (Vec<u8>, Chunk) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        self.lines.clear();
        self.records.clear();
        self.introductions.clear();
        (bytes, self)
    }

    /// Parses the text line by line.
    pub(super) fn parse(&mut self, detail: ReadDetail) {
        let unfinished = (!self.text.ends_with('\n')).then_some(self.text.len());
        let mut start = 0;
        let text = std::mem::take(&mut self.text);
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain(unfinished) {
            self.parse_line(&text, start..end, detail);
            start = end;
        }
        self.text = text;
    }

    fn parse_line(&mut self, text: &str, line: Range<usize>, detail: ReadDetail) {
        let (record, is_followed) = record_in(&text[line.clone()]);
        let parsed = if record.starts_with('{') { line::parse(record, detail) } else { None };
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

/// The record in a line, and whether a comma follows it.
pub(super) fn record_in(line: &str) -> (&str, bool) {
    let line = line.strip_suffix('\n').unwrap_or(line);
    match line.strip_suffix(',') {
        // There are spaces before the comma if the next record was moved to the next page.
        Some(record) => (record.trim_end_matches(' '), true),
        None => (line, false),
    }
}
