//! The text of a draft: its characters, lines, code and links.
//!
//! Positions are indexes of characters. Lines and columns, which the member sees, count from 1.

use std::ops::Range;

use super::links::{Link, links};

/// Characters of a text, by their index.
pub(super) type Span = Range<usize>;

/// Replaces a character of code or of a link. It is no letter, white space or punctuation that a rule looks at.
pub(super) const BLANK: char = '\u{fffc}';

/// The most characters of an excerpt.
const LONGEST_EXCERPT: usize = 60;

/// The most characters in which anything is looked for. A longer text is much too long to send.
const LONGEST_READ: usize = 1 << 16;

/// The most characters in which names are looked for.
const LONGEST_NAMED: usize = 1 << 14;

/// Where something is in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1; 0 is the subject.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Place {
    /// The place of a finding about the whole text.
    pub(super) const WHOLE: Place = Place { line: 1, column: 1 };
}

/// The text of a draft, or its subject.
#[derive(Debug)]
pub(super) struct Text {
    /// The text, with `\n` for every line break.
    chars: Vec<char>,
    /// The beginning of the text without code and links, in whose places are [`BLANK`]s.
    plain: Vec<char>,
    /// Where each line begins; empty for a subject, which is one line.
    line_starts: Vec<usize>,
    links: Vec<Link>,
}

impl Text {
    /// The body of a draft.
    pub(super) fn body(text: &str) -> Text {
        let chars = with_plain_line_breaks(text);
        let breaks = chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(place, _)| place + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Text::new(chars, line_starts)
    }

    /// The subject of a draft.
    pub(super) fn subject(text: &str) -> Text {
        Text::new(with_plain_line_breaks(text), Vec::new())
    }

    fn new(chars: Vec<char>, line_starts: Vec<usize>) -> Text {
        let mut plain = chars[..chars.len().min(LONGEST_READ)].to_vec();
        for span in code(&plain) {
            blank(&mut plain, span);
        }
        let links = links(&plain);
        for link in &links {
            blank(&mut plain, link.span.clone());
        }
        Text { chars, plain, line_starts, links }
    }

    /// The beginning of the text, long enough for any message, without code and links.
    pub(super) fn plain(&self) -> &[char] {
        &self.plain
    }

    /// The beginning of the text without code and links, in which names are looked for.
    pub(super) fn head(&self) -> &[char] {
        &self.plain[..self.plain.len().min(LONGEST_NAMED)]
    }

    /// The text from a character on.
    pub(super) fn from(&self, start: usize) -> String {
        self.chars[start.min(self.chars.len())..].iter().collect()
    }

    /// The links, in order.
    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether there is nothing to see.
    pub(super) fn is_empty(&self) -> bool {
        !self.chars.iter().any(|c| is_visible(*c))
    }

    /// The length in UTF-16 units, as the box of a web page counts it: a line break is one. The line breaks at the end,
    /// which editors add, are not counted.
    pub(super) fn length(&self) -> usize {
        let end = self.chars.iter().rposition(|c| *c != '\n').map_or(0, |last| last + 1);
        self.chars[..end].iter().map(|c| c.len_utf16()).sum()
    }

    /// Where a character is.
    pub(super) fn place(&self, index: usize) -> Place {
        if self.line_starts.is_empty() {
            return Place { line: 0, column: index + 1 };
        }
        let line = self.line_starts.partition_point(|start| *start <= index);
        Place { line, column: index - self.line_starts[line - 1] + 1 }
    }

    /// The place of a finding about the whole.
    pub(super) fn whole(&self) -> Place {
        if self.line_starts.is_empty() { Place { line: 0, column: 1 } } else { Place::WHOLE }
    }

    /// The characters of a span, shortened.
    pub(super) fn excerpt(&self, span: &Span) -> String {
        let text = &self.chars[span.clone()];
        let shown: String = text.iter().take(LONGEST_EXCERPT).collect();
        if text.len() > LONGEST_EXCERPT { shown + "…" } else { shown }
    }
}

/// The characters of a text, with `\n` for CRLF and CR.
fn with_plain_line_breaks(text: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            '\r' => chars.push('\n'),
            c => chars.push(c),
        }
        after_return = c == '\r';
    }
    chars
}

fn blank(chars: &mut [char], span: Span) {
    for c in chars[span].iter_mut().filter(|c| **c != '\n') {
        *c = BLANK;
    }
}

/// Whether a character can be seen: no white space, control character or invisible mark.
fn is_visible(c: char) -> bool {
    let is_mark = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}');
    !(c.is_whitespace() || c.is_control() || is_mark)
}

/// The backticks that open and close a block, which may have several lines.
const BLOCK: usize = 3;

/// The code in a text: between one or two backticks of a line, or between three or more. Code that nothing closes is none,
/// and a backtick within a word is an apostrophe.
fn code(chars: &[char]) -> Vec<Span> {
    let (mut spans, mut at) = (Vec::new(), 0);
    // Up to where nothing closes one, two, or more backticks.
    let mut unclosed = [0; BLOCK];
    while let Some(start) = tick(chars, at..chars.len()) {
        let inside = start + ticks(chars, start);
        let unclosed = &mut unclosed[(inside - start).min(BLOCK) - 1];
        let limit = if inside - start < BLOCK { line_end(chars, start) } else { chars.len() };
        at = inside;
        if *unclosed < limit && !is_in_word(chars, start..inside) {
            match closing(chars, start..inside, limit) {
                Some(end) => {
                    spans.push(start..end);
                    at = end;
                }
                None => *unclosed = limit,
            }
        }
    }
    spans
}

/// The end of the code that these backticks open.
fn closing(chars: &[char], opening: Span, limit: usize) -> Option<usize> {
    let mut at = opening.end;
    while let Some(start) = tick(chars, at..limit) {
        at = start + ticks(chars, start);
        if (at - start).min(BLOCK) == opening.len().min(BLOCK) && !is_in_word(chars, start..at) {
            return Some(at);
        }
    }
    None
}

/// The first backtick of a span.
fn tick(chars: &[char], span: Span) -> Option<usize> {
    chars[span.clone()].iter().position(|c| *c == '`').map(|place| span.start + place)
}

/// How many backticks there are from here on.
fn ticks(chars: &[char], from: usize) -> usize {
    chars[from..].iter().take_while(|c| **c == '`').count()
}

/// Whether there is a letter before and after a single backtick.
fn is_in_word(chars: &[char], span: Span) -> bool {
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
    span.len() == 1 && is_letter(chars[..span.start].last()) && is_letter(chars.get(span.end))
}

/// The end of the line that a character is in.
pub(super) fn line_end(chars: &[char], from: usize) -> usize {
    chars[from..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_a_box_on_a_web_page() {
        // Letters of the basic plane are one unit, an emoji is two; a line break is one, whether CR, LF or both.
        for (text, length) in [
            ("", 0),
            ("abc", 3),
            ("Zoë", 3),
            ("👋", 2),
            ("👩‍💻", 5),
            ("a\r\nb\rc\nd", 7),
            ("a\n", 1),
            ("a\r\n\r\n", 1),
            ("a \n", 2),
            ("\n\na", 3),
            ("\u{0}", 1),
        ] {
            assert_eq!(Text::body(text).length(), length, "{text:?}");
        }
    }

    #[test]
    fn lines_and_columns_count_characters_from_1() {
        let text = Text::body("ab\r\n👋c\r\rd");
        let places: Vec<(usize, usize)> =
            (0..8).map(|index| text.place(index)).map(|place| (place.line, place.column)).collect();
        // a b \n 👋 c \n \n d
        assert_eq!(places, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (4, 1)]);
        let subject = Text::subject("ab");
        assert_eq!(subject.place(1), Place { line: 0, column: 2 });
        assert_eq!(subject.whole(), Place { line: 0, column: 1 });
    }

    #[test]
    fn invisible_text_is_empty() {
        for text in ["", " \t\r\n", "\u{feff}\u{200b}", "\u{a0}\u{ad}\u{0}"] {
            assert!(Text::body(text).is_empty(), "{text:?}");
        }
        for text in ["a", ".", "👋"] {
            assert!(!Text::body(text).is_empty(), "{text:?}");
        }
    }

    fn plain(text: &str) -> String {
        Text::body(text).plain().iter().map(|c| if *c == BLANK { '~' } else { *c }).collect()
    }

    #[test]
    fn code_and_links_are_blanked() {
        for (text, expected) in [
            ("a `b` c", "a ~~~ c"),
            ("a ` b", "a ` b"),
            ("`a` `b`", "~~~ ~~~"),
            ("x\n```\n{\"a\": 1}\n`b\n```\ny", "x\n~~~\n~~~~~~~~\n~~\n~~~\ny"),
            // A block may open or close within a line.
            ("see ```{name}``` here {x}", "see ~~~~~~~~~~~~ here {x}"),
            ("code: ```\n{x}\n```\n{y}", "code: ~~~\n~~~\n~~~\n{y}"),
            ("```rust\n{x} ` {y}``` {z}", "~~~~~~~\n~~~~~~~~~~~~ {z}"),
            ("```{x}``` and ````{y}````", "~~~~~~~~~ and ~~~~~~~~~~~"),
            ("``a ` {b}`` {c}", "~~~~~~~~~~~ {c}"),
            // A block that does not end is none, and neither is code that does not end in its line.
            ("x\n```\n`a` b", "x\n```\n~~~ b"),
            ("see ```{name} here", "see ```{name} here"),
            ("`a\n`b` c`d", "`a\n~~~ c`d"),
            // Some type a backtick for an apostrophe.
            ("I`m at {x}, and it`s `a`", "I`m at {x}, and it`s ~~~"),
            ("see https://example.com/a?b=c.", "see ~~~~~~~~~~~~~~~~~~~~~~~~~."),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn many_backticks_take_no_long_time() {
        for part in ["` a", "`` `", "```\n`", "x` `y", "` ``a"] {
            Text::body(&part.repeat(LONGEST_READ / part.len()));
        }
    }

    #[test]
    fn long_excerpts_are_shortened() {
        let text = Text::body(&"ab".repeat(50));
        assert_eq!(text.excerpt(&(0..100)), "ab".repeat(30) + "…");
        assert_eq!(text.excerpt(&(1..4)), "bab");
    }
}
