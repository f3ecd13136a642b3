//! What the member has set: the settings file, and the plans that they define beside the built-in ones.
//!
//! Each value knows where it came from, so that `config` can say it. Without a file nothing is read and every value
//! is the default. What the file says wrongly is refused with its line: a setting that is passed over in silence
//! would be a limit or a ledger other than the member thinks.

mod example;
mod keys;
mod plans;
mod read;

use std::path::PathBuf;

use chrono::{Weekday, WeekdaySet};

use crate::accounts::AccountName;
use crate::engine::advice::habits::Habits;

pub(crate) use example::example;
pub(crate) use keys::{weekday_name, weekday_names};
pub(crate) use plans::{plan, plans};
pub(crate) use read::{path, read};

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Nobody said otherwise.
    Default,
    /// This line of the settings file.
    File(usize),
    /// This variable of the environment.
    Environment(&'static str),
    /// This option of the command line.
    Flag(&'static str),
}

/// A value, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

impl<T> Setting<T> {
    fn default(value: T) -> Setting<T> {
        Setting { value, source: Source::Default }
    }
}

/// The clock by which times of day are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockFormat {
    /// "2:48 pm".
    Hours12,
    /// "14:48".
    Hours24,
}

impl ClockFormat {
    /// The hours on its face.
    pub(crate) fn hours(self) -> u32 {
        match self {
            ClockFormat::Hours12 => 12,
            ClockFormat::Hours24 => 24,
        }
    }
}

/// Shares of a limit, in per cent, from which on a count is shown as near it and as close to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Thresholds {
    pub(crate) near: u32,
    pub(crate) close: u32,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { near: 80, close: 95 }
    }
}

/// What the member has set, and the defaults for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Where the file is, or would be; `None` where there is no home folder.
    pub(crate) path: Option<PathBuf>,
    /// Whether it is there.
    pub(crate) is_there: bool,
    /// The account worked on where nothing else names one.
    pub(crate) account: Setting<Option<AccountName>>,
    pub(crate) first_nudge_days: Setting<u32>,
    pub(crate) last_nudge_days: Setting<u32>,
    pub(crate) working_days: Setting<WeekdaySet>,
    pub(crate) week_start: Setting<Weekday>,
    pub(crate) clock: Setting<ClockFormat>,
    pub(crate) near: Setting<u32>,
    pub(crate) close: Setting<u32>,
}

impl Settings {
    /// Every default; the file, if there is to be one, is at `path`.
    fn defaults(path: Option<PathBuf>) -> Settings {
        let (habits, thresholds) = (Habits::default(), Thresholds::default());
        Settings {
            path,
            is_there: false,
            account: Setting::default(None),
            first_nudge_days: Setting::default(habits.first_nudge_days),
            last_nudge_days: Setting::default(habits.last_nudge_days),
            working_days: Setting::default(habits.working_days),
            week_start: Setting::default(habits.week_start),
            clock: Setting::default(ClockFormat::Hours24),
            near: Setting::default(thresholds.near),
            close: Setting::default(thresholds.close),
        }
    }

    /// How the member works, for advice.
    pub(crate) fn habits(&self) -> Habits {
        Habits {
            first_nudge_days: self.first_nudge_days.value,
            last_nudge_days: self.last_nudge_days.value,
            working_days: self.working_days.value,
            week_start: self.week_start.value,
        }
    }

    /// From when on a count is near a limit, and close to it.
    pub(crate) fn thresholds(&self) -> Thresholds {
        Thresholds { near: self.near.value, close: self.close.value }
    }
}
