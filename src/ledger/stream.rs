//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

mod chunk;
mod chunks;

use std::fs::File;
use std::path::Path;

use super::document::{self, Document};
use super::identity::FileIdentity;
use super::prefix::CoveredPrefix;
use super::{Contents, commit_offset, line};
use crate::engine::record::Record;
use chunk::{Chunk, Introduction, Lines, record_in};
use chunks::Chunks;

/// What of the records is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Everything,
    /// What the figures of an account depend on: notes, tags, templates and origins may be left out.
    Figures,
}

/// The bytes of a line that few fall short of.
const TYPICAL: u64 = 140;

/// What a file holds and how far it reaches; `None` when it is not laid out by this program, or anything is wrong
/// with it.
pub(super) fn read(path: &Path, scope: Scope) -> Option<(Contents, Option<CoveredPrefix>)> {
    let file = File::open(path).ok()?;
    let identity = FileIdentity::of(&file.metadata().ok()?);
    let asked_again = file.try_clone().ok()?;
    let mut chunks = Chunks::of(file, identity.length(), scope)?;
    let mut chunk = chunks.next(Chunk::default())?;
    let mut reading = Reading::begin(&mut chunk, identity.length())?;
    while !chunk.text.is_empty() {
        reading.take(&mut chunk)?;
        chunk = chunks.next(chunk)?;
    }
    let is_the_same = identity == FileIdentity::of(&asked_again.metadata().ok()?);
    let prefix = if is_the_same { reading.prefix(identity) } else { None };
    (reading.behind == Behind::Closing).then_some((reading.contents, prefix))
}

/// A ledger that is being read.
struct Reading {
    contents: Contents,
    /// Where the number stands that is written over with every append, if it is there.
    commit_offset_at: Option<u64>,
    /// How far the records reach that were read.
    covered: u64,
    /// The digest up to there, as long as no comma says that another record comes.
    digest: Option<u32>,
    behind: Behind,
}

/// What came behind the records.
#[derive(PartialEq)]
enum Behind {
    Nothing,
    Slack,
    Closing,
}

impl Reading {
    /// Reads the opening line, at the beginning of the first piece.
    fn begin(chunk: &mut Chunk, length: u64) -> Option<Reading> {
        let Some(Lines::Other(line)) = chunk.lines.first() else { return None };
        let opening = &chunk.text[line.clone()];
        let begun = opening.strip_suffix('\n').filter(|line| line.ends_with('['))?;
        let Document { header, .. } = document::parse(format!("{begun}]}}").as_bytes()).ok()?;
        if commit_offset::is_unreadable(opening.as_bytes()) {
            return None;
        }
        let commit_offset_at = commit_offset::find(opening.as_bytes()).map(|(at, _)| at as u64);
        let (covered, digest) = (begun.len() as u64, chunk.before.with(begun));
        let mut contents = Contents::new(header.created, header.zone);
        contents.records.reserve(usize::try_from(length / TYPICAL).unwrap_or(0));
        chunk.lines.remove(0);
        Some(Reading { contents, commit_offset_at, covered, digest: Some(digest), behind: Behind::Nothing })
    }

    /// Takes all that a piece holds.
    fn take(&mut self, chunk: &mut Chunk) -> Option<()> {
        let Chunk { text, before, lines, records, introductions } = chunk;
        let (mut records, mut introductions) = (records.drain(..), introductions.drain(..).peekable());
        let mut taken = 0;
        for lines in lines.drain(..) {
            let (end, goes_on) = match lines {
                Lines::Records(run) => {
                    taken += run.count;
                    let named = std::iter::from_fn(|| introductions.next_if(|named| named.place < taken));
                    self.take_run(records.by_ref().take(run.count), named)?;
                    (run.end, run.goes_on)
                }
                Lines::Other(line) if text[line.clone()].starts_with('{') => {
                    let (record, goes_on) = record_in(&text[line.clone()]);
                    self.take_line(record)?;
                    (line.start + record.len(), goes_on)
                }
                Lines::Other(line) => {
                    self.go_behind(&text[line])?;
                    continue;
                }
            };
            self.covered = before.read() + end as u64;
            self.digest = (!goes_on).then(|| before.with(&text[..end]));
        }
        Some(())
    }

    /// Takes records in a row, and whom they name first.
    fn take_run(
        &mut self,
        records: impl Iterator<Item = Record>,
        introductions: impl Iterator<Item = Introduction>,
    ) -> Option<()> {
        for Introduction { whom, person, .. } in introductions {
            line::introduce(whom, || person, &mut self.contents.book)?;
        }
        let known = self.contents.records.len();
        self.contents.records.extend(records);
        self.goes_on_from(known)
    }

    /// Takes a record of a kind that few are.
    fn take_line(&mut self, text: &str) -> Option<()> {
        // Spaces behind it may be what is left of a step that was cut off.
        let record = line::read(text, &mut self.contents.book).ok().filter(|_| text.ends_with('}'))?;
        let known = self.contents.records.len();
        self.contents.records.push(record);
        self.goes_on_from(known)
    }

    /// Whether what was taken may come behind what was known: after a comma, with rising numbers.
    fn goes_on_from(&self, known: usize) -> Option<()> {
        let is_announced = known == 0 || self.digest.is_none();
        let new = &self.contents.records[known.saturating_sub(1)..];
        let is_rising = new.is_sorted_by(|one, next| one.id < next.id);
        (is_announced && is_rising && self.behind == Behind::Nothing).then_some(())
    }

    /// Goes on to what comes behind the records: slack perhaps, then the closing line.
    fn go_behind(&mut self, line: &str) -> Option<()> {
        let is_slack = || line.strip_suffix('\n').is_some_and(|line| line.bytes().all(|byte| byte == b' '));
        self.behind = match self.behind {
            Behind::Nothing | Behind::Slack if line == "]}\n" => Behind::Closing,
            Behind::Nothing if is_slack() => Behind::Slack,
            _ => return None,
        };
        self.digest.map(|_| ())
    }

    /// How far the records of a file of this identity reach.
    fn prefix(&self, identity: FileIdentity) -> Option<CoveredPrefix> {
        let (length, commit_offset_at) = (self.covered, self.commit_offset_at);
        Some(CoveredPrefix { identity, length, commit_offset_at, digest: self.digest? })
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

    /// Records of which every few are of the kinds that are not read quickly, or name somebody first.
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

    /// Read in pieces or as a whole, alone or with helpers, a ledger says the same.
    #[test]
    fn pieces_of_any_size_are_read_as_the_whole_is() {
        for count in [0, 1, 300, 1_500, 6_000] {
            let (records, book) = records(count);
            let bytes = written(&records, &book);
            assert_eq!(count == 6_000, bytes.len() > 2 << 20, "the largest is read with helpers");
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), &bytes).unwrap();
            let (contents, prefix) = read(file.path(), Scope::Everything).unwrap();
            let (_, _, whole) = super::super::read_any(bytes.clone()).map_err(|_| ()).unwrap();
            assert_eq!((&contents.records, &contents.book), (&whole.records, &whole.book));
            assert_eq!(contents.records, records);
            let figures = read(file.path(), Scope::Figures).unwrap();
            let without = |record: &Record| {
                let details = Details::default().in_step(record.details.step());
                Record { details, ..record.clone() }
            };
            assert!(figures.0.records.iter().map(without).eq(records.iter().map(without)));
            assert_eq!((&figures.0.book, &figures.1), (&contents.book, &prefix));
            // It ends with the last record, and is digested as it stands.
            let prefix = prefix.unwrap();
            let text = std::str::from_utf8(&bytes[..usize::try_from(prefix.length).unwrap()]).unwrap();
            assert_eq!(text.lines().count() - 1, records.len());
            assert!(records.is_empty() || text.ends_with('}'));
            assert_eq!(super::super::prefix::PrefixDigest::new(prefix.commit_offset_at).with(text), prefix.digest);
        }
    }

    /// What stands in another place than this program puts it is left to the other reader.
    #[test]
    fn lines_out_of_place_are_left_to_the_other_reader() {
        let (records, book) = records(40);
        let text = String::from_utf8(written(&records, &book)).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        let is_read = |text: &str| {
            fs::write(file.path(), text).unwrap();
            read(file.path(), Scope::Everything).is_some()
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
            ("a record behind the last", with(last + 1, lines[9])),
            ("slack between records", with(9, "   ")),
            ("a second closing line", with(lines.len(), "]}")),
            ("a record behind the closing line", with(lines.len(), lines[9])),
            ("no last record", without(last)),
            ("a number that falls", with(9, lines[11])),
            ("no closing line", without(lines.len() - 1)),
            ("spaces behind the last record", text.replacen("}\n  ", "}  ", 1)),
            ("an end in the middle", text[..text.len() / 2].to_owned()),
        ] {
            assert!(!is_read(&wrong), "{what}");
        }
        assert!(is_read(&without(lines.len() - 2)), "no slack");
    }
}
