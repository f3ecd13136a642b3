//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::document::{self, Document};
use super::{Contents, line};

/// The most bytes of a line that is read here.
const LONGEST: usize = 1 << 20;

/// The bytes that are read at once.
const CHUNK: usize = 1 << 18;

/// What a file holds; `None` when it is not laid out by this program, or anything is wrong with it.
pub(super) fn read(path: &Path) -> Option<Contents> {
    let mut lines = Lines::of(File::open(path).ok()?);
    let opening = lines.next()?.strip_suffix('\n').filter(|line| line.ends_with('['))?;
    let Document { header, .. } = document::parse(format!("{opening}]}}").as_bytes()).ok()?;
    let mut contents = Contents::new(header.created, header.zone);
    let mut is_last = true;
    loop {
        let text = lines.next()?.strip_suffix('\n')?;
        if !text.starts_with('{') {
            // The slack comes after the last record, and the closing line at the end.
            let is_slack = text.bytes().all(|byte| byte == b' ');
            let closing = if is_slack { lines.next()? == "]}\n" } else { text == "]}" };
            return (is_last && closing && lines.next()?.is_empty()).then_some(contents);
        }
        if is_last && !contents.records.is_empty() {
            return None;
        }
        let record = text.strip_suffix(',');
        is_last = record.is_none();
        let record = line::read(record.unwrap_or(text), &mut contents.book).ok()?;
        if !text.ends_with(['}', ',']) || record.id < contents.next_id() {
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
