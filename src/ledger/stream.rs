//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

mod chunks;

use std::fs::File;
use std::path::Path;

use super::document::{self, Document};
use super::glance::{Extent, Identity, Measure};
use super::{Contents, line, whole};
use chunks::{Chunk, Chunks};

/// The bytes of a line that few fall short of.
const TYPICAL: u64 = 140;

/// The bytes of a part of the file that is measured by itself.
const PART: u64 = 1 << 18;

/// What a file holds and how far it reaches; `None` when it is not laid out by this program, or anything is wrong
/// with it.
pub(super) fn read(path: &Path) -> Option<(Contents, Option<Measure>)> {
    let file = File::open(path).ok()?;
    let before = Identity::of(&file.metadata().ok()?);
    let asked_again = file.try_clone().ok()?;
    let mut lines = Lines::of(file, before.length())?;
    let opening = lines.next()?.text.to_owned();
    let begun = opening.strip_suffix('\n').filter(|line| line.ends_with('['))?;
    let Document { header, .. } = document::parse(format!("{begun}]}}").as_bytes()).ok()?;
    if whole::is_unreadable(opening.as_bytes()) {
        return None;
    }
    let number_at = whole::find(opening.as_bytes()).map(|(at, _)| at as u64);
    let (mut covered, mut line_at) = (opening.len() as u64 - 1, opening.len() as u64);
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(usize::try_from(before.length() / TYPICAL).unwrap_or(0));
    let (mut parts, mut part_ends) = (Vec::new(), PART);
    let mut is_last = true;
    loop {
        let Line { text, parsed } = lines.next()?;
        let text = text.strip_suffix('\n')?;
        if !text.starts_with('{') {
            // The slack comes after the last record, and the closing line at the end.
            let (is_slack, is_closing) = (text.bytes().all(|byte| byte == b' '), text == "]}");
            let digest = lines.digest_of(covered);
            let closing = if is_slack { lines.next()?.text == "]}\n" } else { is_closing };
            let is_whole = is_last && closing && lines.next()?.text.is_empty();
            let identity = Identity::of(&asked_again.metadata().ok()?);
            let digest = digest.filter(|_| identity == before);
            let measure = digest.zip(number_at).map(|(digest, number_at)| {
                let extent = |covered, digest| Extent { identity: identity.clone(), covered, number_at, digest };
                let parts = parts.iter().map(|&(records, covered, digest)| (records, extent(covered, digest)));
                Measure { parts: parts.collect(), extent: extent(covered, digest) }
            });
            return is_whole.then_some((contents, measure));
        }
        if is_last && !contents.records.is_empty() {
            return None;
        }
        let next_at = line_at + text.len() as u64 + 1;
        let record = text.strip_suffix(',');
        is_last = record.is_none();
        // Spaces stay before the comma of a record that begins a page of the file.
        let text = record.map_or(text, |record| record.trim_end_matches(' '));
        covered = line_at + text.len() as u64;
        line_at = next_at;
        let record = match parsed {
            Some(parsed) => parsed.enter(text, &mut contents.book)?,
            None => line::read(text, &mut contents.book).ok()?,
        };
        if !text.ends_with('}') || record.id < contents.next_id() {
            return None;
        }
        contents.records.push(record);
        if covered >= part_ends {
            parts.push((contents.records.len(), covered, lines.digest_of(covered)?));
            part_ends = covered + PART;
        }
    }
}

/// The lines of a file, one at a time.
struct Lines {
    chunks: Chunks,
    chunk: Chunk,
    /// The piece before: the last record may end with it.
    before: Chunk,
    /// Where the next line begins in the piece, and which of its lines that is.
    at: usize,
    number: usize,
}

/// A line with its end, and what another thread has read of it.
struct Line<'a> {
    text: &'a str,
    parsed: Option<line::Parsed>,
}

impl Lines {
    fn of(file: File, length: u64) -> Option<Lines> {
        let chunks = Chunks::of(file, length)?;
        Some(Lines { chunks, chunk: Chunk::default(), before: Chunk::default(), at: 0, number: 0 })
    }

    /// The next line; an empty one behind the last. `None` when what is read is no text.
    fn next(&mut self) -> Option<Line<'_>> {
        if self.at == self.chunk.text.len() {
            let done = std::mem::replace(&mut self.before, std::mem::take(&mut self.chunk));
            self.chunk = self.chunks.next(done)?;
            (self.at, self.number) = (0, 0);
        }
        let rest = &self.chunk.text[self.at..];
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let parsed = self.chunk.parsed.get_mut(self.number).and_then(Option::take);
        self.at += length;
        self.number += 1;
        Some(Line { text: &self.chunk.text[self.at - length..self.at], parsed })
    }

    /// The digest of the file up to a place in this piece or the one before.
    fn digest_of(&self, covered: u64) -> Option<u32> {
        let piece = if covered < self.chunk.before.read() { &self.before } else { &self.chunk };
        let mut digest = piece.before.clone();
        let rest = usize::try_from(covered.checked_sub(digest.read())?).ok()?;
        digest.update(piece.text.as_bytes().get(..rest)?);
        Some(digest.finish())
    }
}
