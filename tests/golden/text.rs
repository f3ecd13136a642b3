//! Answers as the text of a golden file: one command after the other, with every character visible.

use crate::form::Form;
use crate::stage::Answer;

/// The most bytes of an output that is kept whole; a longer one is kept as its beginning and a checksum.
const WHOLE: usize = 3_000;
/// The lines kept of a longer output, and the characters of each.
const LINES: usize = 20;
const CHARACTERS: usize = 400;

/// The text of an answer.
pub(crate) fn of(answer: &Answer) -> String {
    format!("{}exit {}\n{}{}", header(answer), answer.code, output("| ", &answer.out), output("! ", &answer.err))
}

/// The text of an answer that is the same as in another form.
pub(crate) fn same(answer: &Answer, form: Form) -> String {
    format!("{}as in {}\n", header(answer), form.name())
}

/// The line with the command.
fn header(answer: &Answer) -> String {
    format!("$ {}\n", answer.line)
}

/// The lines of an output, each after a mark.
pub(crate) fn output(mark: &str, text: &str) -> String {
    let is_whole = text.len() <= WHOLE;
    let (lines, characters) = if is_whole { (usize::MAX, usize::MAX) } else { (LINES, CHARACTERS) };
    let mut shown: String = text.split_inclusive('\n').take(lines).map(|line| marked(mark, line, characters)).collect();
    if !is_whole {
        let sum = crc32fast::hash(text.as_bytes());
        shown += &format!("{mark}(the beginning of {} bytes, CRC-32 {sum:08x})\n", text.len());
    }
    shown
}

fn marked(mark: &str, line: &str, characters: usize) -> String {
    let (line, end) = line.strip_suffix('\n').map_or((line, " (no end of line)"), |line| (line, ""));
    let shown: String = line.chars().take(characters).map(visible).collect();
    let more = if line.chars().nth(characters).is_some() { "…" } else { "" };
    format!("{mark}{shown}{more}{end}\n")
}

/// A character, or its escape if it is invisible: control characters, and marks of the direction of text.
fn visible(c: char) -> String {
    let is_hidden =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    if c.is_control() || is_hidden { c.escape_unicode().to_string() } else { c.to_string() }
}
