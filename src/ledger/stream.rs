//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::document::{self, Document};
use super::glance::{Digest, Extent, Identity};
use super::{Contents, line};

/// The most bytes of a line that is read here.
const LONGEST: usize = 1 << 20;

/// The bytes of a line that few fall short of.
const TYPICAL: u64 = 140;

/// The bytes that are read at once.
const CHUNK: usize = 1 << 18;

/// What a file holds and how far it reaches; `None` when it is not laid out by this program, or anything is wrong
/// with it.
pub(super) fn read(path: &Path) -> Option<(Contents, Option<Extent>)> {
    let file = File::open(path).ok()?;
    let before = Identity::of(&file.metadata().ok()?);
    let mut lines = Lines::of(file);
    let opening = lines.next()?.to_owned();
    let begun = opening.strip_suffix('\n').filter(|line| line.ends_with('['))?;
    let Document { header, .. } = document::parse(format!("{begun}]}}").as_bytes()).ok()?;
    let number_at = document::whole(opening.as_bytes()).map(|(at, _)| at as u64);
    let mut digest = Digest::new(number_at.unwrap_or(0));
    digest.update(opening.strip_suffix('\n')?.as_bytes());
    let mut covered = opening.len() as u64 - 1;
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(usize::try_from(before.length() / TYPICAL).unwrap_or(0));
    let mut is_last = true;
    loop {
        let text = lines.next()?.strip_suffix('\n')?;
        if !text.starts_with('{') {
            // The slack comes after the last record, and the closing line at the end.
            let is_slack = text.bytes().all(|byte| byte == b' ');
            let closing = if is_slack { lines.next()? == "]}\n" } else { text == "]}" };
            let is_whole = is_last && closing && lines.next()?.is_empty();
            let identity = Identity::of(&lines.file.metadata().ok()?);
            let extent = Extent { identity, covered, number_at: number_at.unwrap_or(0), digest: digest.finish() };
            let extent = (number_at.is_some() && extent.identity == before).then_some(extent);
            return is_whole.then_some((contents, extent));
        }
        if is_last && !contents.records.is_empty() {
            return None;
        }
        let record = text.strip_suffix(',');
        is_last = record.is_none();
        let text = record.unwrap_or(text);
        digest.update(if contents.records.is_empty() { b"\n" } else { b",\n" });
        digest.update(text.as_bytes());
        covered += text.len() as u64 + if contents.records.is_empty() { 1 } else { 2 };
        let record = line::read(text, &mut contents.book).ok()?;
        if !text.ends_with('}') || record.id < contents.next_id() {
            return None;
        }
        contents.records.push(record);
    }
}

/// The lines of a file, one at a time.
struct Lines {
    file: File,
    /// What was read and is not told yet lies from `at` to `filled`.
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
}

impl Lines {
    fn of(file: File) -> Lines {
        Lines { file, buffer: vec![0; CHUNK], at: 0, filled: 0 }
    }

    /// The next line with its end; an empty one behind the last.
    fn next(&mut self) -> Option<&str> {
        let mut searched = 0;
        loop {
            let rest = &self.buffer[self.at + searched..self.filled];
            if let Some(length) = memchr::memchr(b'\n', rest) {
                return self.tell(searched + length + 1);
            }
            searched = self.filled - self.at;
            if searched > LONGEST {
                return None;
            }
            if self.fill()? == 0 {
                return self.tell(searched);
            }
        }
    }

    fn tell(&mut self, length: usize) -> Option<&str> {
        let line = self.at..self.at + length;
        self.at = line.end;
        std::str::from_utf8(&self.buffer[line]).ok()
    }

    /// Reads on behind what is left, which moves to the front; says how much came.
    fn fill(&mut self) -> Option<usize> {
        self.buffer.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled + CHUNK, 0);
        }
        let read = self.file.read(&mut self.buffer[self.filled..]).ok()?;
        self.filled += read;
        Some(read)
    }
}
