//! Marks for colours in the cells of tables.
//!
//! In a cell, an escape code would count as width, and the colour would continue over a line break. Instead, each word
//! gets a mark before and after it: a character that Unicode never assigns and that has no width. After the layout, the
//! marks are replaced by escape codes.

use super::ligatures::together;
use super::style::{OutputStyle, Tone};

/// The marks before and after a word, for each tone.
const MARKS: [(Tone, char, char); 7] = [
    (Tone::Good, '\u{e0080}', '\u{e0081}'),
    (Tone::Near, '\u{e0082}', '\u{e0083}'),
    (Tone::Close, '\u{e0084}', '\u{e0085}'),
    (Tone::Bad, '\u{e0086}', '\u{e0087}'),
    (Tone::Faint, '\u{e0088}', '\u{e0089}'),
    (Tone::Strong, '\u{e008a}', '\u{e008b}'),
    (Tone::Loss, '\u{e008c}', '\u{e008d}'),
];

/// Whether a character is a mark.
pub(super) fn is_mark(c: char) -> bool {
    MARKS.iter().any(|(_, start, end)| c == *start || c == *end)
}

impl OutputStyle {
    /// Puts the marks of a tone around each word that has none yet.
    pub(crate) fn mark(self, tone: Tone, text: &str) -> String {
        let marks = MARKS.iter().find(|(marked, _, _)| *marked == tone && self.colour);
        let Some((_, start, end)) = marks else { return text.to_owned() };
        let is_marked = |word: &str| MARKS.iter().any(|(_, start, _)| word.starts_with(*start));
        let word = |word: &str| match word {
            word if word.is_empty() || is_marked(word) => word.to_owned(),
            word => format!("{start}{word}{end}"),
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    /// Replaces the marks in a finished text by escape codes, and takes out those between letters.
    pub(crate) fn paint_marks(self, text: &str) -> String {
        let text = together(text).into_owned();
        if !self.colour {
            return text;
        }
        MARKS.iter().fold(text, |text, (tone, start, end)| {
            let style = tone.style();
            let words = text.replace(&format!("{end} {start}"), " ");
            words.replace(*start, &style.render().to_string()).replace(*end, &style.render_reset().to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn words_are_painted_and_take_the_same_columns() {
        let style = OutputStyle { colour: true, ..OutputStyle::default() };
        let marked = style.mark(Tone::Good, "4 of 5") + "  " + &style.mark(Tone::Bad, "none");
        assert_eq!(marked.width(), "4 of 5  none".width());
        assert_eq!(style.paint_marks(&marked), "\u{1b}[32m4 of 5\u{1b}[0m  \u{1b}[1m\u{1b}[31mnone\u{1b}[0m");
        assert_eq!(style.paint_marks(&marked.replace(' ', "\n")).matches('\u{1b}').count(), 9);
    }

    #[test]
    fn an_existing_mark_stays_and_without_colours_there_are_none() {
        let style = OutputStyle { colour: true, ..OutputStyle::default() };
        let good = style.mark(Tone::Good, "4");
        assert_eq!(style.mark(Tone::Strong, &good), good);
        assert_eq!(OutputStyle::default().mark(Tone::Good, "4"), "4");
    }
}
