//! What fits on the screen: the widths of a table's columns, and texts that are cut.

use unicode_width::UnicodeWidthChar;

use super::marks::is_mark;
use super::style::OutputStyle;
use super::wrap::{widest_word, width};

/// The widest column that is never wrapped: columns of names, dates and numbers are narrower.
const WIDEST_UNWRAPPED: usize = 24;

/// The least width of a wrapped column.
const LEAST_WIDTH: usize = 20;

/// A space at which lines are not broken.
const NO_BREAK_SPACE: char = '\u{a0}';

/// The least width of a column whose texts are cut.
const LEAST_CUT: usize = 12;

/// What may be done so that a table fits, from the least to the most; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Squeeze {
    /// Long texts are wrapped, and very long names are cut.
    WrapTexts,
    /// Heads are wrapped.
    WrapHeads,
    /// All names are cut.
    CutNames,
}

/// How wide a column is and may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// Its width if nothing is wrapped or cut.
    pub(super) natural: usize,
    /// Its least width if texts are wrapped.
    pub(super) texts: usize,
    /// Its least width if heads are wrapped too.
    pub(super) heads: usize,
    /// Whether its texts may be cut.
    pub(super) is_name: bool,
}

impl Fit {
    /// The least width with this squeeze.
    fn least(self, squeeze: Squeeze) -> usize {
        match squeeze {
            Squeeze::WrapTexts => {
                if self.is_name {
                    self.natural.min(WIDEST_UNWRAPPED)
                } else {
                    self.texts
                }
            }
            Squeeze::WrapHeads => {
                if self.is_name {
                    self.natural.min(WIDEST_UNWRAPPED)
                } else {
                    self.heads
                }
            }
            Squeeze::CutNames => {
                if self.is_name {
                    self.natural.min(LEAST_CUT)
                } else {
                    self.heads
                }
            }
        }
    }
}

/// The least width of a column of texts, which wrap if it is wide.
pub(super) fn least_width<'a>(cells: impl Iterator<Item = &'a str>, natural: usize) -> usize {
    if natural <= WIDEST_UNWRAPPED {
        return natural;
    }
    cells.map(widest_word).max().unwrap_or(0).max(LEAST_WIDTH).min(natural)
}

/// The widths of columns in this room; `None` if they do not fit. The widest that may become narrower does so first, and
/// nothing is done that is not needed.
pub(super) fn shrink(fits: &[Fit], room: usize, squeeze: Squeeze) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = fits.iter().map(|fit| fit.natural).collect();
    for step in [Squeeze::WrapTexts, Squeeze::WrapHeads, Squeeze::CutNames] {
        if step <= squeeze {
            narrow(&mut widths, &fits.iter().map(|fit| fit.least(step)).collect::<Vec<_>>(), room);
        }
    }
    (widths.iter().sum::<usize>() <= room).then_some(widths)
}

/// Makes the widest columns narrower, one by one, until all of them fit or have their least width.
fn narrow(widths: &mut [usize], least: &[usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let shrinking = widths.iter_mut().zip(least).filter(|(width, least)| **width > **least);
        let Some((width, _)) = shrinking.max_by_key(|(width, _)| **width) else { return };
        *width -= 1;
    }
}

/// A text in lines of this width. The lines after the first are indented by two columns more than it.
pub(super) fn hang(text: &str, columns: usize) -> String {
    let indent = text.chars().take_while(|c| *c == NO_BREAK_SPACE).count() + 2;
    let (mut lines, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            used = indent.min(columns.saturating_sub(wide));
            lines += "\n";
            lines.extend(std::iter::repeat_n(NO_BREAK_SPACE, used));
        } else if used > 0 {
            lines += " ";
            used += 1;
        }
        lines += word;
        used += wide;
    }
    lines
}

/// The beginning of a text that is wider than this, with an ellipsis. The marks of its colours stay.
pub(super) fn cut(text: &str, columns: usize, style: OutputStyle) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let ellipsis = if style.ascii { "..." } else { "…" };
    let room = columns.saturating_sub(width(ellipsis));
    let (mut used, mut end) = (0, text.len());
    for (place, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > room {
            end = place;
            break;
        }
    }
    let marks: String = text[end..].chars().filter(|c| is_mark(*c)).collect();
    let kept = text[..end].trim_end_matches([' ', '\u{a0}', '\u{200d}']);
    format!("{kept}{ellipsis}{marks}")
}

#[cfg(test)]
mod tests {
    use super::super::style::Tone;
    use super::*;

    fn fit(natural: usize, least: usize, is_name: bool) -> Fit {
        Fit { natural, texts: least, heads: least, is_name }
    }

    #[test]
    fn texts_are_wrapped_before_names_are_cut() {
        let fits = [fit(18, 18, true), fit(40, 20, false), fit(4, 4, false)];
        // 62 in all; 50 take 12 of the 40; 42 is the least without cutting; 36 are the least of all: 12 + 20 + 4.
        assert_eq!(shrink(&fits, 62, Squeeze::WrapTexts), Some(vec![18, 40, 4]));
        assert_eq!(shrink(&fits, 50, Squeeze::CutNames), Some(vec![18, 28, 4]));
        assert_eq!(
            (shrink(&fits, 41, Squeeze::WrapHeads), shrink(&fits, 41, Squeeze::CutNames)),
            (None, Some(vec![17, 20, 4]))
        );
        assert_eq!(
            (shrink(&fits, 36, Squeeze::CutNames), shrink(&fits, 35, Squeeze::CutNames)),
            (Some(vec![12, 20, 4]), None)
        );
    }

    #[test]
    fn a_very_long_name_is_cut_as_soon_as_texts_are_wrapped() {
        let fits = [fit(90, 90, true), fit(40, 20, false)];
        assert_eq!(shrink(&fits, 130, Squeeze::WrapTexts), Some(vec![90, 40]));
        assert_eq!(shrink(&fits, 70, Squeeze::WrapTexts), Some(vec![35, 35]));
        assert_eq!(shrink(&fits, 44, Squeeze::WrapTexts), Some(vec![24, 20]));
    }

    #[test]
    fn heads_are_wrapped_if_wrapped_texts_are_too_wide() {
        let fits = [fit(40, 20, false), Fit { natural: 17, texts: 17, heads: 6, is_name: false }];
        assert_eq!(shrink(&fits, 37, Squeeze::WrapHeads), Some(vec![20, 17]));
        assert_eq!(shrink(&fits, 30, Squeeze::WrapTexts), None);
        assert_eq!(shrink(&fits, 30, Squeeze::WrapHeads), Some(vec![20, 10]));
    }

    #[test]
    fn the_lines_after_the_first_are_indented() {
        assert_eq!(hang("received: they invited you", 20), "received: they\n\u{a0}\u{a0}invited you");
        let nested = "\u{a0}\u{a0}14 days ago or earlier";
        assert_eq!(hang(nested, 16), "\u{a0}\u{a0}14 days ago or\n\u{a0}\u{a0}\u{a0}\u{a0}earlier");
        assert_eq!(hang("short", 16), "short");
    }

    #[test]
    fn columns_of_short_texts_are_not_wrapped() {
        let least = |text: &str| least_width(std::iter::once(text), text.len());
        assert_eq!(least("an InMail is waiting"), 20);
        assert_eq!(least("an InMail is waiting for an answer of theirs"), 20);
        assert_eq!(least("see https://example.org/a/rather/long/path"), 38);
    }

    #[test]
    fn a_cut_text_is_as_wide_as_it_may_be() {
        let plain = OutputStyle::default();
        assert_eq!(cut("Jane Doe", 8, plain), "Jane Doe");
        assert_eq!(cut("Jane Doe", 7, plain), "Jane D…");
        // The space before the ellipsis goes. A wide character that does not fit goes whole.
        assert_eq!(cut("Jane Doe", 6, plain), "Jane…");
        assert_eq!(cut("李小龍の手紙", 6, plain), "李小…");
        assert_eq!(cut("Jane Doe", 7, OutputStyle { ascii: true, ..plain }), "Jane...");
        let coloured = OutputStyle { colour: true, ..plain };
        let red = coloured.mark(Tone::Bad, "Jane-Doe");
        assert_eq!(coloured.paint_marks(&cut(&red, 5, coloured)), "\u{1b}[1m\u{1b}[31mJane…\u{1b}[0m");
    }
}
