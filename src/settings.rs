//! The settings file, and the file of the member's own plans.
//!
//! `config` shows each value with its source, and changes the file. Without a file, every value is the default. A mistake
//! in the file is an error that names its line: silently ignoring a setting could select another limit or ledger than the
//! member expects.

mod change;
mod edit;
mod example;
mod keys;
mod plans;
mod read;
mod targets;
mod typed;

use std::path::PathBuf;

use chrono::{Weekday, WeekdaySet};

use crate::accounts::AccountName;
use crate::engine::advice::alike::AlikeThresholds;
use crate::engine::advice::burst::BurstThreshold;
use crate::engine::advice::habits::Habits;

pub(crate) use change::{SettingsFile, named, names, set, unset, unwritable};
pub(crate) use example::example;
pub(crate) use keys::{weekday_name, weekday_names};
pub(crate) use plans::{plan, plans};
pub(crate) use read::{file_path, no_folder, read};
pub(crate) use targets::TARGET_NAMES;

/// The pager without any settings.
pub(crate) const DEFAULT_PAGER: &str = "less";

/// The value for no pager.
pub(crate) const NO_PAGER: &str = "never";

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingSource {
    /// It is the default.
    Default,
    /// A line of the settings file.
    File(usize),
    /// An environment variable.
    Environment(&'static str),
    /// An option on the command line.
    Flag(&'static str),
}

/// A value, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) source: SettingSource,
}

impl<T> Setting<T> {
    fn default(value: T) -> Setting<T> {
        Setting { value, source: SettingSource::Default }
    }
}

/// How times of day are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockFormat {
    /// "2:48 pm".
    Hours12,
    /// "14:48".
    Hours24,
}

impl ClockFormat {
    /// 12 or 24.
    pub(crate) fn hours(self) -> u32 {
        match self {
            ClockFormat::Hours12 => 12,
            ClockFormat::Hours24 => 24,
        }
    }
}

/// How bars and charts are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bars {
    /// With block characters, or in ASCII where the terminal or the locale has no more.
    Auto,
    /// With block characters.
    Unicode,
    /// In ASCII.
    Ascii,
    /// Not at all: numbers and words only.
    None,
}

impl Bars {
    /// All of them, in the order in which they are listed.
    pub(crate) const ALL: [Bars; 4] = [Bars::Auto, Bars::Unicode, Bars::Ascii, Bars::None];

    /// The name in the settings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Bars::Auto => "auto",
            Bars::Unicode => "unicode",
            Bars::Ascii => "ascii",
            Bars::None => "none",
        }
    }
}

/// The percentages of a limit from which a count is shown as near the limit, and as close to it.
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

/// The member's settings. What they did not set has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The path of the settings file; `None` without a home folder.
    pub(crate) path: Option<PathBuf>,
    /// Whether the file exists.
    pub(crate) exists: bool,
    /// The account to use when neither an option nor the environment names one.
    pub(crate) account: Setting<Option<AccountName>>,
    pub(crate) first_nudge_days: Setting<u32>,
    pub(crate) last_nudge_days: Setting<u32>,
    pub(crate) overdue_days: Setting<u32>,
    pub(crate) working_days: Setting<WeekdaySet>,
    pub(crate) week_start: Setting<Weekday>,
    pub(crate) clock: Setting<ClockFormat>,
    /// The pager, if the file names one.
    pub(crate) pager: Setting<Option<String>>,
    pub(crate) bars: Setting<Bars>,
    pub(crate) near: Setting<u32>,
    pub(crate) close: Setting<u32>,
    /// The targets, in the order of [`TARGET_NAMES`].
    pub(crate) targets: [Setting<Option<u32>>; 6],
    pub(crate) alike_few: Setting<u32>,
    pub(crate) alike_many: Setting<u32>,
    pub(crate) alike_most: Setting<u32>,
    pub(crate) burst_sends: Setting<u32>,
    pub(crate) burst_minutes: Setting<u32>,
}

impl Settings {
    /// The defaults, with the path of the settings file.
    fn defaults(path: Option<PathBuf>) -> Settings {
        let (habits, thresholds) = (Habits::default(), Thresholds::default());
        let (alike, burst) = (AlikeThresholds::default(), BurstThreshold::default());
        Settings {
            path,
            exists: false,
            account: Setting::default(None),
            first_nudge_days: Setting::default(habits.first_nudge_days),
            last_nudge_days: Setting::default(habits.last_nudge_days),
            overdue_days: Setting::default(habits.overdue_days),
            working_days: Setting::default(habits.working_days),
            week_start: Setting::default(habits.week_start),
            clock: Setting::default(ClockFormat::Hours24),
            pager: Setting::default(None),
            bars: Setting::default(Bars::Auto),
            near: Setting::default(thresholds.near),
            close: Setting::default(thresholds.close),
            targets: [const { Setting { value: None, source: SettingSource::Default } }; 6],
            alike_few: Setting::default(alike.few),
            alike_many: Setting::default(alike.many),
            alike_most: Setting::default(alike.most),
            burst_sends: Setting::default(burst.sends),
            burst_minutes: Setting::default(burst.minutes),
        }
    }

    /// The working habits, for advice.
    pub(crate) fn habits(&self) -> Habits {
        Habits {
            first_nudge_days: self.first_nudge_days.value,
            last_nudge_days: self.last_nudge_days.value,
            overdue_days: self.overdue_days.value,
            working_days: self.working_days.value,
            week_start: self.week_start.value,
        }
    }

    /// The percentages from which a count is near a limit, and close to it.
    pub(crate) fn thresholds(&self) -> Thresholds {
        Thresholds { near: self.near.value, close: self.close.value }
    }

    /// The numbers of people from which nearly the same text is too much.
    pub(crate) fn alike(&self) -> AlikeThresholds {
        AlikeThresholds { few: self.alike_few.value, many: self.alike_many.value, most: self.alike_most.value }
    }

    /// The sends in a few minutes that are no burst yet.
    pub(crate) fn burst(&self) -> BurstThreshold {
        BurstThreshold { sends: self.burst_sends.value, minutes: self.burst_minutes.value }
    }
}
