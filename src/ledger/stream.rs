//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::document::{self, Document};
use super::{Contents, line};

/// The most bytes of a line that is read here: the longest record, or the most slack, with its comma and its end.
const LONGEST: u64 = (1 << 20) + 2;

/// What a file holds; `None` when it is not laid out by this program, or anything is wrong with it.
pub(super) fn read(path: &Path) -> Option<Contents> {
    let mut lines = Lines { file: BufReader::with_capacity(1 << 16, File::open(path).ok()?), line: Vec::new() };
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
    file: BufReader<File>,
    line: Vec<u8>,
}

impl Lines {
    /// The next line with its end; an empty one behind the last.
    fn next(&mut self) -> Option<&str> {
        self.line.clear();
        Read::by_ref(&mut self.file).take(LONGEST).read_until(b'\n', &mut self.line).ok()?;
        std::str::from_utf8(&self.line).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::engine::calendar::Instant;
    use document::Header;

    /// A large ledger has the most slack there is, and is read line by line all the same.
    #[test]
    fn a_large_ledger_is_read_line_by_line() {
        let note = "x".repeat(900);
        let line = |id: u32| {
            let at = r#""at":"2026-11-25T08:00:00Z","recorded":"2026-11-25T08:00:00Z""#;
            Cow::Owned(format!(r#"{{"id":{id},{at},"kind":"message","who":1,"person":"Ana","note":"{note}"}}"#))
        };
        let lines: Vec<Cow<'_, str>> = (1..=9000).map(line).collect();
        let file = tempfile::NamedTempFile::new().unwrap();
        let header = Header::new(Instant::from_unix(1_764_000_000), chrono_tz::Europe::Berlin);
        std::fs::write(file.path(), document::render(&header, &lines)).unwrap();
        assert_eq!(read(file.path()).unwrap().records.len(), lines.len());
    }
}
