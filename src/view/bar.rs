//! Bars and small charts of block glyphs.

use super::manner;
use super::screen::{Look, Tone};

/// How far a window is used, in words of colour.
pub(super) fn tone(used: u64, limit: u64) -> Tone {
    if used >= limit {
        Tone::Bad
    } else if used * 100 >= limit * u64::from(manner::thresholds().near) {
        Tone::Near
    } else {
        Tone::Good
    }
}

/// A bar of this many cells, filled by the share used.
pub(super) fn bar(used: u64, limit: u64, cells: usize, look: Look) -> String {
    let cells = cells as u64;
    let share = if limit == 0 { cells } else { (used.min(limit) * cells).div_ceil(limit).min(cells) };
    // A bar is full only when the window is.
    let filled = if used < limit && share == cells { cells - 1 } else { share };
    let glyphs = |glyph: &str, count: u64| glyph.repeat(usize::try_from(count).unwrap_or(0));
    look.paint(tone(used, limit), &glyphs("█", filled)) + &glyphs("░", cells - filled)
}

/// A line of bars, one a number, the highest the tallest.
pub(super) fn spark(numbers: &[u64]) -> String {
    const GLYPHS: [&str; 9] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    numbers.iter().map(|number| GLYPHS[usize::try_from((number * 8).div_ceil(most)).unwrap_or(8).min(8)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { columns: 80, colour: false };

    #[test]
    fn a_bar_is_full_only_when_the_window_is() {
        assert_eq!(bar(0, 15, 5, PLAIN), "░░░░░");
        assert_eq!(bar(1, 15, 5, PLAIN), "█░░░░");
        assert_eq!(bar(14, 15, 5, PLAIN), "████░");
        assert_eq!(bar(15, 15, 5, PLAIN), "█████");
        assert_eq!(bar(40, 15, 5, PLAIN), "█████");
        assert_eq!(bar(0, 0, 5, PLAIN), "█████");
    }

    #[test]
    fn a_spark_shows_none_as_a_dot() {
        assert_eq!(spark(&[0, 1, 4, 8]), "·▁▄█");
        assert_eq!(spark(&[0, 0]), "··");
    }

    #[test]
    fn colours_turn_at_four_fifths_and_at_the_limit() {
        assert_eq!((tone(11, 15), tone(12, 15), tone(15, 15)), (Tone::Good, Tone::Near, Tone::Bad));
    }
}
