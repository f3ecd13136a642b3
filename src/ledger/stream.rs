//! Reads a ledger that this program wrote, chunk by chunk: the text of a large ledger is never in memory as a whole,
//! and several threads parse it. [`reader`](super::reader) reads any other file, and reports what is wrong.
//!
//! ```text
//! file ─▶ chunks: each read and parsed by the next thread that is free ─▶ Reading: combined in order
//! ```
//!
//! | file | what |
//! |---|---|
//! | `chunks` | reads the file in chunks, with several threads |
//! | `chunk` | one chunk: its lines and its parsed records |

mod chunk;
mod chunks;

use std::fs::File;
use std::path::Path;

use super::contents::Contents;
use super::document::{self, Document};
use super::identity::FileIdentity;
use super::line::ReadDetail;
use super::prefix::CoveredPrefix;
use super::{commit_offset, line};
use crate::engine::record::Record;
use chunk::{Chunk, Introduction, Lines, record_in};
use chunks::Chunks;

/// The length of a short line, for an estimate of the number of records.
const SHORT_LINE: u64 = 140;

/// Reads the contents of a file, and the prefix up to the end of its records; `None` if another program wrote the file,
/// or anything is wrong with it. There is no prefix if the file changed while it was read.
pub(super) fn read(path: &Path, detail: ReadDetail) -> Option<(Contents, Option<CoveredPrefix>)> {
    let file = File::open(path).ok()?;
    let identity = FileIdentity::of(&file.metadata().ok()?);
    let same_file = file.try_clone().ok()?;
    let mut chunks = Chunks::of(file, identity.length(), detail);
    let mut chunk = chunks.next(Chunk::default())?;
    let mut reading = Reading::begin(&mut chunk, identity.length())?;
    while !chunk.text.is_empty() {
        reading.add(&mut chunk)?;
        chunk = chunks.next(chunk)?;
    }
    let is_the_same = identity == FileIdentity::of(&same_file.metadata().ok()?);
    let prefix = if is_the_same { reading.prefix(identity) } else { None };
    (reading.end == End::Closed).then_some((reading.contents, prefix))
}

/// A ledger that is being read.
struct Reading {
    contents: Contents,
    commit_offset_at: Option<u64>,
    /// The length of the file up to the end of the last record that was read.
    length: u64,
    /// Whether a comma follows the last record.
    is_followed: bool,
    end: End,
}

/// What came after the records so far.
#[derive(PartialEq)]
enum End {
    Nothing,
    Slack,
    Closed,
}

impl Reading {
    /// Reads the opening line, at the start of the first chunk.
    fn begin(chunk: &mut Chunk, length: u64) -> Option<Reading> {
        let Some(Lines::Other(line)) = chunk.lines.first() else { return None };
        let opening = &chunk.text[line.clone()];
        let begun = opening.strip_suffix('\n').filter(|line| line.ends_with('['))?;
        let Document { header, .. } = document::parse(format!("{begun}]}}").as_bytes()).ok()?;
        if commit_offset::is_damaged(opening.as_bytes()) {
            return None;
        }
        let commit_offset_at = commit_offset::find(opening.as_bytes()).map(|(at, _)| at as u64);
        let length_of_line = begun.len() as u64;
        let mut contents = Contents::new(header.created, header.zone);
        contents.records.reserve(usize::try_from(length / SHORT_LINE).unwrap_or(0));
        chunk.lines.remove(0);
        Some(Reading { contents, commit_offset_at, length: length_of_line, is_followed: false, end: End::Nothing })
    }

    /// Adds the lines of a chunk.
    fn add(&mut self, chunk: &mut Chunk) -> Option<()> {
        let Chunk { text, offset, lines, records, introductions } = chunk;
        let (mut records, mut introductions) = (records.drain(..), introductions.drain(..).peekable());
        let mut added = 0;
        for lines in lines.drain(..) {
            let (end, is_followed) = match lines {
                Lines::Records(run) => {
                    added += run.count;
                    let named = std::iter::from_fn(|| introductions.next_if(|named| named.place < added));
                    self.add_run(records.by_ref().take(run.count), named)?;
                    (run.end, run.is_followed)
                }
                Lines::Other(line) if text[line.clone()].starts_with('{') => {
                    let (record, is_followed) = record_in(&text[line.clone()]);
                    self.add_line(record)?;
                    (line.start + record.len(), is_followed)
                }
                Lines::Other(line) => {
                    self.end(&text[line])?;
                    continue;
                }
            };
            self.length = *offset + end as u64;
            self.is_followed = is_followed;
        }
        Some(())
    }

    /// Adds a run of records, and the people whom they introduce.
    fn add_run(
        &mut self,
        records: impl Iterator<Item = Record>,
        introductions: impl Iterator<Item = Introduction>,
    ) -> Option<()> {
        for Introduction { whom, person, .. } in introductions {
            line::introduce(whom, || person, &mut self.contents.book)?;
        }
        let known = self.contents.records.len();
        self.contents.records.extend(records);
        self.check_order(known)
    }

    /// Adds a record that the fast parser does not read.
    fn add_line(&mut self, text: &str) -> Option<()> {
        // Spaces after the record may be the result of an interrupted append.
        let record = line::read(text, &mut self.contents.book).ok().filter(|_| text.ends_with('}'))?;
        let known = self.contents.records.len();
        self.contents.records.push(record);
        self.check_order(known)
    }

    /// Checks that a comma came before the records that were added after the first `known` ones, and that ids rise.
    fn check_order(&self, known: usize) -> Option<()> {
        let has_comma = known == 0 || self.is_followed;
        let new = &self.contents.records[known.saturating_sub(1)..];
        let is_rising = new.is_sorted_by(|one, next| one.id < next.id);
        (has_comma && is_rising && self.end == End::Nothing).then_some(())
    }

    /// Reads a line after the records: slack or the closing line.
    fn end(&mut self, line: &str) -> Option<()> {
        let is_slack = || line.strip_suffix('\n').is_some_and(|line| line.bytes().all(|byte| byte == b' '));
        self.end = match self.end {
            End::Nothing | End::Slack if line == "]}\n" => End::Closed,
            End::Nothing if is_slack() => End::Slack,
            _ => return None,
        };
        (!self.is_followed).then_some(())
    }

    /// The prefix up to the end of the records.
    fn prefix(&self, identity: FileIdentity) -> Option<CoveredPrefix> {
        let Reading { length, commit_offset_at, .. } = *self;
        (!self.is_followed).then_some(CoveredPrefix { identity, length, commit_offset_at })
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::fs;

    use super::*;
    use crate::engine::calendar::Instant;
    use crate::engine::contact_book::ContactBook;
    use crate::engine::person::{Handle, PersonId};
    use crate::engine::record::{Annotations, ContactChange, Details, Fact, FollowUpAction, RecordId};

    /// Records of which some introduce a person, and some are of a kind that the fast parser does not read.
    fn records(count: u64) -> (Vec<Record>, ContactBook) {
        let mut book = ContactBook::default();
        let record = |number: u64| {
            let at = Instant::from_unix(1_700_000_000 + i64::try_from(number).unwrap() * 600);
            let is_new = number % 3 == 1 && ![3, 8].contains(&(number % 13));
            let handle = (number % 12 == 1).then(|| Handle::new(&format!("person-{number}")).unwrap());
            let to = if is_new {
                book.declare(Some(format!("Zoë Nº {number}")), handle)
            } else {
                PersonId(u32::try_from(number * 7 % book.len() as u64).unwrap())
            };
            let fact = match number % 13 {
                3 => Fact::Contact(Box::new(ContactChange::Rename { who: to, name: format!("Name {number}") })),
                5 => Fact::FollowUp { with: to, settled: FollowUpAction::Done },
                8 => Fact::Balance { credits: 9 },
                _ if is_new => Fact::Invitation { to, with_note: number.is_multiple_of(2) },
                _ => Fact::Message { to },
            };
            let note = (number % 17 == 2).then(|| "a \"note\" ".repeat(usize::try_from(number % 1000).unwrap()));
            let step = (number % 19 == 6).then_some(RecordId(number));
            let details = Details::from(Annotations { note, ..Annotations::default() }).in_step(step);
            Record { id: RecordId(number), at, recorded: at, fact, details }
        };
        let records = (1..=count).map(record).collect();
        (records, book)
    }

    fn written(records: &[Record], book: &ContactBook) -> Vec<u8> {
        let lines: Vec<Cow<'_, str>> = records.iter().map(|record| Cow::Owned(line::write(record, book))).collect();
        document::render(&document::Header::new(Instant::from_unix(1_700_000_000), chrono_tz::UTC), &lines)
    }

    /// The contents are the same in chunks or as a whole, with one thread or several.
    #[test]
    fn reading_in_chunks_equals_reading_as_a_whole() {
        for count in [0, 1, 300, 1_500, 6_000] {
            let (records, book) = records(count);
            let bytes = written(&records, &book);
            assert_eq!(count == 6_000, bytes.len() > 2 << 20, "the largest is read by several threads");
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), &bytes).unwrap();
            let (contents, prefix) = read(file.path(), ReadDetail::Everything).unwrap();
            let whole = super::super::reader::read(bytes.clone()).map_err(|(error, _)| error).unwrap().contents;
            assert_eq!((&contents.records, &contents.book), (&whole.records, &whole.book));
            assert_eq!(contents.records, records);
            let figures = read(file.path(), ReadDetail::Figures).unwrap();
            let without = |record: &Record| {
                let details = Details::default().in_step(record.details.step());
                Record { details, ..record.clone() }
            };
            assert!(figures.0.records.iter().map(without).eq(records.iter().map(without)));
            assert_eq!((&figures.0.book, &figures.1), (&contents.book, &prefix));
            // The prefix ends with the last record.
            let prefix = prefix.unwrap();
            let text = std::str::from_utf8(&bytes[..usize::try_from(prefix.length).unwrap()]).unwrap();
            assert_eq!(text.lines().count() - 1, records.len());
            assert!(records.is_empty() || text.ends_with('}'));
        }
    }

    /// A file that is not exactly as this program writes it is left to the other reader.
    #[test]
    fn lines_out_of_place_are_left_to_the_other_reader() {
        let (records, book) = records(40);
        let text = String::from_utf8(written(&records, &book)).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        let is_read = |text: &str| {
            fs::write(file.path(), text).unwrap();
            read(file.path(), ReadDetail::Everything).is_some()
        };
        let lines: Vec<&str> = text.lines().collect();
        let with = |place: usize, line: &str| {
            let mut lines = lines.clone();
            lines.insert(place, line);
            lines.join("\n") + "\n"
        };
        let without = |place: usize| {
            let mut lines = lines.clone();
            lines.remove(place);
            lines.join("\n") + "\n"
        };
        assert!(is_read(&text));
        let last = lines.len() - 3;
        for (what, wrong) in [
            ("a record twice", with(9, lines[8])),
            ("a record after the last", with(last + 1, lines[9])),
            ("slack between records", with(9, "   ")),
            ("a second closing line", with(lines.len(), "]}")),
            ("a record after the closing line", with(lines.len(), lines[9])),
            ("no last record", without(last)),
            ("a number that falls", with(9, lines[11])),
            ("no closing line", without(lines.len() - 1)),
            ("spaces after the last record", text.replacen("}\n  ", "}  ", 1)),
            ("an end in the middle", text[..text.len() / 2].to_owned()),
        ] {
            assert!(!is_read(&wrong), "{what}");
        }
        assert!(is_read(&without(lines.len() - 2)), "no slack");
    }
}
