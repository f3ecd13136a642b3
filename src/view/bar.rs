//! How far a window is used: in a word, in a colour, and as a bar; and small charts of block glyphs.

use super::screen::{Look, Tone};

/// How far a window is used. The word and the colour say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// There is room.
    Fine,
    /// From the share that [`crate::settings::Thresholds::near`] names.
    Near,
    /// From the share that [`crate::settings::Thresholds::close`] names.
    Close,
    /// Exactly at the limit.
    Full,
    /// Beyond it.
    Over,
}

impl Level {
    /// How far so many of a limit are.
    pub(super) fn of(used: u64, limit: u64, look: Look) -> Level {
        let reaches = |percent: u32| used.saturating_mul(100) >= limit.saturating_mul(u64::from(percent));
        match used.cmp(&limit) {
            std::cmp::Ordering::Greater => Level::Over,
            std::cmp::Ordering::Equal => Level::Full,
            std::cmp::Ordering::Less if reaches(look.thresholds.close) => Level::Close,
            std::cmp::Ordering::Less if reaches(look.thresholds.near) => Level::Near,
            std::cmp::Ordering::Less => Level::Fine,
        }
    }

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Level::Fine => "fine",
            Level::Near => "near",
            Level::Close => "close",
            Level::Full => "full",
            Level::Over => "over",
        }
    }

    /// The colour of it.
    pub(super) fn tone(self) -> Tone {
        match self {
            Level::Fine => Tone::Good,
            Level::Near => Tone::Near,
            Level::Close => Tone::Close,
            Level::Full | Level::Over => Tone::Bad,
        }
    }
}

/// A bar of this many cells, filled by the share used.
pub(super) fn bar(used: u64, limit: u64, cells: usize, look: Look) -> String {
    let cells = cells as u64;
    let share = if limit == 0 { cells } else { (used.min(limit) * cells).div_ceil(limit).min(cells) };
    // A bar is full only when the window is.
    let filled = if used < limit && share == cells { cells - 1 } else { share };
    let glyphs = |glyph: &str, count: u64| glyph.repeat(usize::try_from(count).unwrap_or(0));
    let (full, empty) = if look.ascii { ("#", ".") } else { ("█", "░") };
    look.paint(Level::of(used, limit, look).tone(), &glyphs(full, filled)) + &glyphs(empty, cells - filled)
}

/// The heights of a bar, from nothing to full.
const BLOCKS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const PLAIN_BLOCKS: [&str; 9] = [".", ":", "-", "=", "+", "*", "%", "@", "#"];

/// A line of bars, one a number, the highest the tallest.
pub(super) fn spark(numbers: &[u64], look: Look) -> String {
    let glyphs = if look.ascii { PLAIN_BLOCKS } else { BLOCKS };
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    numbers.iter().map(|number| glyphs[usize::try_from((number * 8).div_ceil(most)).unwrap_or(8).min(8)]).collect()
}

/// Bars over several lines, one a number, with a scale from 0 to the highest on the left, and below them a line of
/// marks if there are any. Each line is ended.
pub(super) fn chart(numbers: &[u64], lines: u64, marks: &str, look: Look) -> String {
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let width = most.to_string().len().max(3);
    let steps = if look.ascii { 1 } else { 8 };
    // In steps of a line, above 0 at least one.
    let heights: Vec<u64> = numbers.iter().map(|number| (number * lines * steps).div_ceil(most)).collect();
    let line = |line: u64| {
        let label = if line == lines - 1 { most.to_string() } else { String::new() };
        let cells: String =
            heights.iter().map(|height| cell(height.saturating_sub(line * steps).min(steps), look)).collect();
        format!("{label:>width$} |{}\n", cells.trim_end())
    };
    let base = if look.ascii { "-" } else { "─" };
    let body: String = (0..lines).rev().map(line).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("{:width$}  {marks}\n", "") };
    format!("{body}{:>width$} +{}\n{marks}", 0, base.repeat(numbers.len()))
}

/// A cell of a chart, filled so many steps high.
fn cell(steps: u64, look: Look) -> &'static str {
    match (steps, look.ascii) {
        (0, _) => " ",
        (_, true) => "#",
        (steps, false) => BLOCKS[usize::try_from(steps).unwrap_or(8).min(8)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Thresholds;

    #[test]
    fn a_bar_is_full_only_when_the_window_is() {
        let bar = |used, limit| bar(used, limit, 5, Look::default());
        assert_eq!(bar(0, 15), "░░░░░");
        assert_eq!(bar(1, 15), "█░░░░");
        assert_eq!(bar(14, 15), "████░");
        assert_eq!(bar(15, 15), "█████");
        assert_eq!(bar(40, 15), "█████");
        assert_eq!(bar(0, 0), "█████");
    }

    #[test]
    fn a_spark_shows_none_as_a_dot() {
        assert_eq!(spark(&[0, 1, 4, 8], Look::default()), "·▁▄█");
        assert_eq!(spark(&[0, 0], Look::default()), "··");
        assert_eq!(spark(&[0, 1, 4, 8], Look { ascii: true, ..Look::default() }), ".:+#");
    }

    #[test]
    fn a_chart_has_a_line_for_each_part_of_the_highest() {
        // Two lines for 8: 4 fills one, 5 one and a quarter of the other (2 of 8 steps), 8 both.
        assert_eq!(chart(&[0, 4, 5, 8], 2, "", Look::default()), "  8 |  ▂█\n    | ███\n  0 +────\n");
        assert_eq!(
            chart(&[0, 4, 5, 8], 2, "", Look { ascii: true, ..Look::default() }),
            "  8 |  ##\n    | ###\n  0 +----\n"
        );
        assert_eq!(chart(&[0], 1, "+", Look::default()), "  1 |\n  0 +─\n     +\n");
    }

    #[test]
    fn levels_turn_at_their_shares_of_the_limit() {
        let level = |used, limit| Level::of(used, limit, Look::default());
        // 80 of 100 is near and 79 is not; 95 of 100 is close; 12 of 15 is 80 %, and 14 of 15 only 93 %.
        assert_eq!((level(79, 100), level(80, 100)), (Level::Fine, Level::Near));
        assert_eq!((level(94, 100), level(95, 100)), (Level::Near, Level::Close));
        assert_eq!((level(100, 100), level(101, 100)), (Level::Full, Level::Over));
        assert_eq!((level(11, 15), level(12, 15), level(14, 15)), (Level::Fine, Level::Near, Level::Near));
        assert_eq!((level(0, 0), level(1, 0)), (Level::Full, Level::Over));
        let early = Look { thresholds: Thresholds { near: 50, close: 60 }, ..Look::default() };
        assert_eq!((Level::of(5, 10, early), Level::of(6, 10, early)), (Level::Near, Level::Close));
    }
}
