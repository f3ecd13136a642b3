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
    look.paint(Level::of(used, limit, look).tone(), &glyphs("█", filled)) + &glyphs("░", cells - filled)
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
        assert_eq!(spark(&[0, 1, 4, 8]), "·▁▄█");
        assert_eq!(spark(&[0, 0]), "··");
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
