//! How much of a limit is used, as a word and a colour.

use std::cmp::Ordering;

use super::style::{OutputStyle, Tone};

/// How much of a limit is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// There is room.
    Fine,
    /// At least [`crate::settings::Thresholds::near`] per cent are used.
    Near,
    /// At least [`crate::settings::Thresholds::close`] per cent are used.
    Close,
    /// Exactly at the limit.
    Full,
    /// Over the limit.
    Over,
}

impl Level {
    /// The level of a count that has a limit.
    pub(crate) fn of(used: u64, limit: u64, style: OutputStyle) -> Level {
        let reaches = |percent: u32| used.saturating_mul(100) >= limit.saturating_mul(u64::from(percent));
        match used.cmp(&limit) {
            Ordering::Greater => Level::Over,
            Ordering::Equal => Level::Full,
            Ordering::Less if reaches(style.thresholds.close) => Level::Close,
            Ordering::Less if reaches(style.thresholds.near) => Level::Near,
            Ordering::Less => Level::Fine,
        }
    }

    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Level::Fine => "fine",
            Level::Near => "near",
            Level::Close => "close",
            Level::Full => "full",
            Level::Over => "over",
        }
    }

    /// The colour of it.
    pub(crate) fn tone(self) -> Tone {
        match self {
            Level::Fine => Tone::Good,
            Level::Near => Tone::Near,
            Level::Close => Tone::Close,
            Level::Full | Level::Over => Tone::Bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Thresholds;

    #[test]
    fn levels_change_at_the_thresholds() {
        let level = |used, limit| Level::of(used, limit, OutputStyle::default());
        // 80 of 100 is near and 79 is not; 95 of 100 is close; 12 of 15 is 80 %, and 14 of 15 only 93 %.
        assert_eq!((level(79, 100), level(80, 100)), (Level::Fine, Level::Near));
        assert_eq!((level(94, 100), level(95, 100)), (Level::Near, Level::Close));
        assert_eq!((level(100, 100), level(101, 100)), (Level::Full, Level::Over));
        assert_eq!((level(11, 15), level(12, 15), level(14, 15)), (Level::Fine, Level::Near, Level::Near));
        assert_eq!((level(0, 0), level(1, 0)), (Level::Full, Level::Over));
        let early = OutputStyle { thresholds: Thresholds { near: 50, close: 60 }, ..OutputStyle::default() };
        assert_eq!((Level::of(5, 10, early), Level::of(6, 10, early)), (Level::Near, Level::Close));
    }
}
