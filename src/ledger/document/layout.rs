//! Writes a whole document: the opening line, the records, the slack and the closing line.

use std::borrow::Cow;

use super::header::Header;
use super::slack::{CLOSING, PAGE, Slack, slack};
use crate::ledger::commit_offset;

/// The fewest and the most spaces that are reserved for new records.
pub(super) const LEAST_SLACK: usize = 4 << 10;
const MOST_SLACK: usize = 1 << 20;

/// Writes a document with these lines, and slack for more.
pub(in crate::ledger) fn render(header: &Header, lines: &[Cow<'_, str>]) -> Vec<u8> {
    let body = lines.iter().map(|line| line.len() + 2).sum::<usize>() - usize::from(!lines.is_empty());
    let end = header.opening_line(0).len() + body;
    let mut bytes = header.opening_line(end).into_bytes();
    bytes.reserve(body);
    for (number, line) in lines.iter().enumerate() {
        bytes.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        bytes.extend_from_slice(line.as_bytes());
    }
    close(&mut bytes);
    bytes
}

/// Removes the slack of a document, for other programs.
pub(in crate::ledger) fn without_slack(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(slack) = slack(&bytes) {
        bytes.truncate(slack.end);
        bytes.extend_from_slice(CLOSING);
    }
    bytes
}

/// A document with lines added.
#[derive(Debug)]
pub(in crate::ledger) struct Continued {
    pub(in crate::ledger) document: Vec<u8>,
    /// Whether the bytes before the new lines are unchanged, apart from the commit offset.
    pub(in crate::ledger) keeps_prefix: bool,
}

/// Adds lines to a document of this program. `slack` has the end of its records and the position of its commit offset.
/// `None` if the document is too short for these positions.
pub(in crate::ledger) fn continued(mut bytes: Vec<u8>, slack: Slack, lines: &[Cow<'_, str>]) -> Option<Continued> {
    bytes.get(..slack.end)?;
    bytes.truncate(slack.end);
    drop_spaces(&mut bytes);
    let keeps_prefix = bytes.len() == slack.end;
    for line in lines {
        bytes.extend_from_slice(b",\n");
        bytes.extend_from_slice(line.as_bytes());
    }
    let offset = commit_offset::value(bytes.len());
    let at = slack.commit_offset_at;
    bytes.get_mut(at..at + commit_offset::WIDTH)?.copy_from_slice(offset.as_bytes());
    close(&mut bytes);
    Some(Continued { document: bytes, keeps_prefix })
}

/// Removes the spaces before the commas of records that were moved to the next page of the file.
fn drop_spaces(bytes: &mut Vec<u8>) {
    let commas: Vec<usize> = memchr::memmem::find_iter(bytes, b" ,\n").map(|at| at + 1).collect();
    let (mut kept, mut from) = (0, 0);
    for comma in commas {
        let spaces = bytes[from..comma].iter().rev().take_while(|byte| **byte == b' ').count();
        bytes.copy_within(from..comma - spaces, kept);
        kept += comma - spaces - from;
        from = comma;
    }
    bytes.copy_within(from.., kept);
    bytes.truncate(kept + bytes.len() - from);
}

/// Adds slack and the closing line, and fills the last page of the file.
fn close(bytes: &mut Vec<u8>) {
    let end = bytes.len();
    let least = end + (end / 8).clamp(LEAST_SLACK, MOST_SLACK) + CLOSING.len() + 1;
    let length = least.next_multiple_of(PAGE);
    bytes.push(b'\n');
    bytes.resize(length - CLOSING.len(), b' ');
    bytes.extend_from_slice(CLOSING);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::Instant;

    #[test]
    fn a_continued_document_equals_a_new_one_whatever_spaces_were_between_records() {
        let header = Header::new(Instant::from_unix(1_764_000_000), chrono_tz::Europe::Berlin);
        let lines: Vec<Cow<'_, str>> = (1..=5).map(|id| Cow::Owned(format!(r#"{{"id":{id},"note":" , "}}"#))).collect();
        for spaces in [[0, 0, 0], [3, 0, 1], [0, 70, 0], [1, 2, 3]] {
            let mut bytes = render(&header, &lines[..1]);
            let (commit_offset_at, mut end) = commit_offset::find(&bytes).unwrap();
            bytes.truncate(end);
            for (line, spaces) in lines[1..4].iter().zip(spaces) {
                bytes.extend(std::iter::repeat_n(b' ', spaces));
                bytes.extend_from_slice(format!(",\n{line}").as_bytes());
            }
            end = bytes.len();
            close(&mut bytes);
            let slack = Slack { commit_offset_at, end, room: 0, is_first: false };
            let Continued { document, keeps_prefix } = continued(bytes, slack, &lines[4..]).unwrap();
            assert_eq!(String::from_utf8(document), String::from_utf8(render(&header, &lines)), "{spaces:?}");
            assert_eq!(keeps_prefix, spaces == [0, 0, 0]);
        }
    }
}
