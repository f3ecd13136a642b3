//! Bars and small charts, drawn with block characters.

use super::level::Level;
use super::style::OutputStyle;

/// A bar of this many characters, filled by the used share of the limit.
pub(crate) fn bar(used: u64, limit: u64, cells: usize, style: OutputStyle) -> String {
    let cells = cells as u64;
    let share = if limit == 0 { cells } else { (used.min(limit) * cells).div_ceil(limit).min(cells) };
    // A full bar means that the limit is reached, so rounding up must not fill it.
    let filled = if used < limit && share == cells { cells - 1 } else { share };
    let glyphs = |glyph: &str, count: u64| glyph.repeat(usize::try_from(count).unwrap_or(0));
    let (full, empty) = if style.ascii { ("#", ".") } else { ("█", "░") };
    style.paint(Level::of(used, limit, style).tone(), &glyphs(full, filled)) + &glyphs(empty, cells - filled)
}

/// The heights of a bar, from nothing to full.
const BLOCKS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const PLAIN_BLOCKS: [&str; 9] = [".", ":", "-", "=", "+", "*", "%", "@", "#"];

/// A line of small bars, one for each number. The highest number has the tallest bar.
pub(crate) fn spark(numbers: &[u64], style: OutputStyle) -> String {
    let glyphs = if style.ascii { PLAIN_BLOCKS } else { BLOCKS };
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    numbers.iter().map(|number| glyphs[usize::try_from((number * 8).div_ceil(most)).unwrap_or(8).min(8)]).collect()
}

/// A bar chart of several lines, one bar for each number. The scale on the left has 0, the highest number, and half of
/// that if it is whole; the lines of `under` are under the bars. Every line ends with a line end.
pub(crate) fn chart(numbers: &[u64], lines: u64, under: &[String], style: OutputStyle) -> String {
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let width = most.to_string().len().max(3);
    let steps = if style.ascii { 1 } else { 8 };
    // The heights in steps, of which a line has one or eight. Rounding up shows every number above 0.
    let heights: Vec<u64> = numbers.iter().map(|number| (number * lines * steps).div_ceil(most)).collect();
    let label = |line: u64| match line + 1 {
        top if top == lines => most.to_string(),
        middle if middle * 2 == lines && most % 2 == 0 => (most / 2).to_string(),
        _ => String::new(),
    };
    let line = |line: u64| {
        let cells: String =
            heights.iter().map(|height| cell(height.saturating_sub(line * steps).min(steps), style)).collect();
        format!("{:>width$} |{}\n", label(line), cells.trim_end())
    };
    let base = if style.ascii { "-" } else { "─" };
    let body: String = (0..lines).rev().map(line).collect();
    let under: String = under.iter().map(|line| format!("{:width$}  {line}\n", "")).collect();
    format!("{body}{:>width$} +{}\n{under}", 0, base.repeat(numbers.len()))
}

/// A cell of a chart, filled to this many steps.
fn cell(steps: u64, style: OutputStyle) -> &'static str {
    match (steps, style.ascii) {
        (0, _) => " ",
        (_, true) => "#",
        (steps, false) => BLOCKS[usize::try_from(steps).unwrap_or(8).min(8)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_at_the_limit() {
        let bar = |used, limit| bar(used, limit, 5, OutputStyle::default());
        assert_eq!(bar(0, 15), "░░░░░");
        assert_eq!(bar(1, 15), "█░░░░");
        assert_eq!(bar(14, 15), "████░");
        assert_eq!(bar(15, 15), "█████");
        assert_eq!(bar(40, 15), "█████");
        assert_eq!(bar(0, 0), "█████");
    }

    #[test]
    fn a_sparkline_shows_0_as_a_dot() {
        assert_eq!(spark(&[0, 1, 4, 8], OutputStyle::default()), "·▁▄█");
        assert_eq!(spark(&[0, 0], OutputStyle::default()), "··");
        assert_eq!(spark(&[0, 1, 4, 8], OutputStyle { ascii: true, ..OutputStyle::default() }), ".:+#");
    }

    #[test]
    fn bars_are_scaled_to_the_highest_number() {
        // Two lines for 8: 4 fills one, 5 one and a quarter of the other (2 of 8 steps), 8 both.
        assert_eq!(chart(&[0, 4, 5, 8], 2, &[], OutputStyle::default()), "  8 |  ▂█\n  4 | ███\n  0 +────\n");
        assert_eq!(
            chart(&[0, 4, 5, 8], 2, &[], OutputStyle { ascii: true, ..OutputStyle::default() }),
            "  8 |  ##\n  4 | ###\n  0 +----\n"
        );
        assert_eq!(chart(&[0], 1, &["+".to_owned()], OutputStyle::default()), "  1 |\n  0 +─\n     +\n");
    }
}
