//! Wraps lines to the width of the terminal, between words. Only a word that is wider than the screen is broken, such as
//! a long name in Chinese; a path or a profile stays whole, so that it can be copied.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ligatures::apart;

/// The columns of a text on a terminal. Escape codes of colours have no width.
pub(crate) fn width(text: &str) -> usize {
    let text = apart(text);
    let mut pieces = text.split('\u{1b}');
    let plain = pieces.next().unwrap_or_default().width();
    plain + pieces.map(|piece| piece.split_once('m').map_or("", |(_, rest)| rest).width()).sum::<usize>()
}

/// Pads a text with spaces on the right to this many columns.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Pads a text with spaces on the left to this many columns.
pub(crate) fn padded_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The width of the widest word of a text.
pub(crate) fn widest_word(text: &str) -> usize {
    text.split_whitespace().map(width).max().unwrap_or(0)
}

/// Wraps the lines of a text to this many columns. A line that starts with `next:` has a command, and stays whole so
/// that it can be copied.
pub(crate) fn wrap(text: &str, columns: usize) -> String {
    let fits = |line: &str| width(line) <= columns || line.starts_with("next: ");
    text.lines().map(|line| if fits(line) { format!("{line}\n") } else { wrap_line(line, columns) }).collect()
}

/// Wraps one line. The lines after the first are indented to its text.
fn wrap_line(line: &str, columns: usize) -> String {
    let indent = hanging_indent(line, columns);
    let (mut text, mut used, mut is_bare) = (String::new(), 0, true);
    let broken = words(line).flat_map(|(spaces, word)| broken(spaces, word, indent, columns));
    for (spaces, word) in broken {
        let wide = width(word);
        if !is_bare && used + spaces + wide > columns {
            // A longer word is indented less.
            used = indent.min(columns.saturating_sub(wide));
            text += &format!("\n{}", " ".repeat(used));
        } else {
            // The first word is indented less if it is long.
            let spaces = if is_bare { spaces.min(columns.saturating_sub(wide)) } else { spaces };
            text += &" ".repeat(spaces);
            used += spaces;
        }
        is_bare = false;
        text += word;
        used += wide;
    }
    text + "\n"
}

/// A word that is wider than the screen in pieces that fit after the indent; any other word, and a path, whole.
fn broken(spaces: usize, word: &str, indent: usize, columns: usize) -> Vec<(usize, &str)> {
    if width(word) <= columns || word.contains(['/', '\\']) {
        return vec![(spaces, word)];
    }
    let room = columns.saturating_sub(indent).max(2);
    let (mut pieces, mut start, mut used, mut before) = (Vec::new(), 0, 0, ' ');
    for (at, c) in visible_chars(word) {
        let wide = c.width().unwrap_or(0);
        if used + wide > room && at > start && may_break(before, c) {
            pieces.push((if start == 0 { spaces } else { 0 }, &word[start..at]));
            (start, used) = (at, 0);
        }
        used += wide;
        before = c;
    }
    pieces.push((if start == 0 { spaces } else { 0 }, &word[start..]));
    pieces
}

/// The characters of a word with their places, without escape codes of colours.
fn visible_chars(word: &str) -> impl Iterator<Item = (usize, char)> {
    let mut is_code = false;
    word.char_indices().filter(move |(_, c)| {
        let was_code = is_code;
        is_code = *c == '\u{1b}' || (is_code && *c != 'm');
        !was_code && !is_code
    })
}

/// Whether a line may end between two characters: not before what modifies the first, nor within a joined emoji.
fn may_break(before: char, c: char) -> bool {
    let is_modifier = c.width() == Some(0) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}');
    let are_flag = [before, c].iter().all(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}'));
    before != '\u{200d}' && !is_modifier && !are_flag
}

/// The indent of the lines after the first: the start of the text after the last gap of two spaces or more, if that
/// leaves half of the line; else two columns more than the indent of the line.
fn hanging_indent(line: &str, columns: usize) -> usize {
    let (mut at, mut indent) = (0, 0);
    for (place, (spaces, word)) in words(line).enumerate() {
        at += spaces;
        if place == 0 {
            indent = spaces + 2;
        } else if spaces >= 2 && at <= columns / 2 {
            indent = at;
        }
        at += width(word);
    }
    indent.min(columns / 2)
}

/// The words of a line, each with the number of spaces before it.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let word = rest.trim_start_matches(' ');
        let spaces = rest.len() - word.len();
        let end = word.find(' ').unwrap_or(word.len());
        rest = &word[end..];
        (end > 0).then_some((spaces, &word[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_wrapped_between_words() {
        assert_eq!(wrap("one\n  two three four\n", 11), "one\n  two three\n    four\n");
        assert_eq!(wrap("a/path/longerthanthewidth x\n", 8), "a/path/longerthanthewidth\n  x\n");
        assert_eq!(wrap("Ø日本 x y\n", 7), "Ø日本 x\n  y\n");
    }

    #[test]
    fn later_lines_are_indented_to_the_text_of_the_first() {
        assert_eq!(wrap("a   bb cc dd\n", 9), "a   bb cc\n    dd\n");
        assert_eq!(wrap("a long label   bb cc\n", 16), "a long label\n  bb cc\n");
    }

    #[test]
    fn a_word_wider_than_the_screen_is_broken() {
        // The lines after the first are indented by 2, and have room for 6 columns.
        assert_eq!(wrap("abcdefghijklm x\n", 8), "abcdef\n  ghijkl\n  m x\n");
        assert_eq!(wrap("to 李小龍李小龍\n", 8), "to\n  李小龍\n  李小龍\n");
        // An accent stays on its letter, and a joined emoji together: 5 columns are left after the indent of 2.
        assert_eq!(wrap("abcde\u{301}fg\n", 6), "abcd\n  e\u{301}fg\n");
        // Two of them, each of 2 columns, fit in 5.
        let emoji = "👩\u{200d}💻";
        assert_eq!(wrap(&format!("{emoji}{emoji}{emoji}\n"), 5), format!("{emoji}{emoji}\n  {emoji}\n"));
        assert_eq!(wrap("\u{1b}[31mabcdefghijk\u{1b}[0m\n", 8), "\u{1b}[31mabcdef\n  ghijk\u{1b}[0m\n");
    }

    #[test]
    fn a_long_word_is_indented_less() {
        assert_eq!(wrap("a   bb abcdefg\n", 8), "a   bb\n abcdefg\n");
        assert_eq!(wrap("      abcdef\n", 8), "  abcdef\n");
    }

    #[test]
    fn commands_and_short_lines_stay_whole() {
        for text in ["next: inquota credits set N\n", "a b\n", "\n", ""] {
            assert_eq!(wrap(text, 10), text);
        }
    }

    #[test]
    fn colours_have_no_width() {
        assert_eq!(width("\u{1b}[1m\u{1b}[31mab\u{1b}[0m c"), 4);
        assert_eq!(wrap("\u{1b}[31maa bb\u{1b}[0m cc\n", 5), "\u{1b}[31maa bb\u{1b}[0m\n  cc\n");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!((width("李小龍"), width("é"), width("🎉")), (6, 1, 2));
        assert_eq!(padded("李", 4), "李  ");
    }
}
