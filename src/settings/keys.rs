//! The keys of the settings file, the values that each accepts, and the messages for wrong values.

use chrono::{Weekday, WeekdaySet};
use toml_span::value::{Value, ValueInner};

use super::{Bars, ClockFormat, Setting, SettingSource, Settings};
use crate::accounts::AccountName;
use crate::context::program_words;
use crate::engine::advice::burst::{MOST_MINUTES, MOST_SENDS};
use crate::error::nearest;

/// The keys, in the order in which they are shown.
pub(super) const KEYS: [&str; 17] = [
    "account",
    "first_nudge_days",
    "last_nudge_days",
    "overdue_days",
    "working_days",
    "week_start",
    "clock",
    "pager",
    "bars",
    "near",
    "close",
    "targets",
    "alike_few",
    "alike_many",
    "alike_most",
    "burst_sends",
    "burst_minutes",
];

/// The most days after which a nudge may be due.
const MOST_DAYS: i64 = 365;

/// The most people who may have got a text.
const MOST_PEOPLE: u32 = 1000;

impl Settings {
    /// Sets the value of a key.
    ///
    /// # Errors
    ///
    /// When the key or the value is wrong. The error is a message without the file and the line.
    pub(super) fn set(&mut self, key: &str, value: &Value<'_>, line: usize) -> Result<(), String> {
        let source = SettingSource::File(line);
        match key {
            "account" => self.account = Setting { value: account(value)?, source },
            "first_nudge_days" => self.first_nudge_days = Setting { value: days(key, value)?, source },
            "last_nudge_days" => self.last_nudge_days = Setting { value: days(key, value)?, source },
            "overdue_days" => self.overdue_days = Setting { value: days(key, value)?, source },
            "working_days" => self.working_days = Setting { value: weekdays(key, value)?, source },
            "week_start" => self.week_start = Setting { value: weekday(key, value)?, source },
            "clock" => self.clock = Setting { value: clock(value)?, source },
            "pager" => self.pager = Setting { value: Some(pager(value)?), source },
            "bars" => self.bars = Setting { value: bars(value)?, source },
            "near" => self.near = Setting { value: per_cent(key, value)?, source },
            "close" => self.close = Setting { value: per_cent(key, value)?, source },
            "alike_few" => self.alike_few = Setting { value: whole(key, value, MOST_PEOPLE)?, source },
            "alike_many" => self.alike_many = Setting { value: whole(key, value, MOST_PEOPLE)?, source },
            "alike_most" => self.alike_most = Setting { value: whole(key, value, MOST_PEOPLE)?, source },
            "burst_sends" => self.burst_sends = Setting { value: whole(key, value, MOST_SENDS)?, source },
            "burst_minutes" => self.burst_minutes = Setting { value: whole(key, value, MOST_MINUTES)?, source },
            _ => return Err(unknown_key(key)),
        }
        Ok(())
    }

    /// Where the value of a key comes from; `None` for a target, and for what is no key.
    pub(super) fn source(&self, key: &str) -> Option<SettingSource> {
        Some(match key {
            "account" => self.account.source,
            "first_nudge_days" => self.first_nudge_days.source,
            "last_nudge_days" => self.last_nudge_days.source,
            "overdue_days" => self.overdue_days.source,
            "working_days" => self.working_days.source,
            "week_start" => self.week_start.source,
            "clock" => self.clock.source,
            "pager" => self.pager.source,
            "bars" => self.bars.source,
            "near" => self.near.source,
            "close" => self.close.source,
            "alike_few" => self.alike_few.source,
            "alike_many" => self.alike_many.source,
            "alike_most" => self.alike_most.source,
            "burst_sends" => self.burst_sends.source,
            "burst_minutes" => self.burst_minutes.source,
            _ => return None,
        })
    }

    /// Checks that the values do not contradict each other.
    ///
    /// # Errors
    ///
    /// With the line of the later of two such values, and a message.
    pub(super) fn check_consistency(&self) -> Result<(), (usize, String)> {
        let pairs = [
            ("first_nudge_days", &self.first_nudge_days, "last_nudge_days", &self.last_nudge_days),
            ("near", &self.near, "close", &self.close),
            ("alike_few", &self.alike_few, "alike_many", &self.alike_many),
            ("alike_many", &self.alike_many, "alike_most", &self.alike_most),
        ];
        for (first, one, second, other) in pairs {
            if one.value >= other.value {
                let line = [one.source, other.source].into_iter().filter_map(line_of).max().unwrap_or(1);
                let (one, other) = (one.value, other.value);
                return Err((line, format!("`{first}` ({one}) must be lower than `{second}` ({other})")));
            }
        }
        Ok(())
    }
}

fn line_of(source: SettingSource) -> Option<usize> {
    match source {
        SettingSource::File(line) => Some(line),
        _ => None,
    }
}

fn unknown_key(key: &str) -> String {
    match nearest(key, KEYS.into_iter()) {
        Some(known) => format!("there is no setting `{key}`; did you mean `{known}`?"),
        None => format!("there is no setting `{key}`; there are {}", KEYS.join(", ")),
    }
}

/// Describes a value, for a message.
fn describe(value: &Value<'_>) -> String {
    match value.as_ref() {
        ValueInner::String(text) => format!("\"{text}\""),
        ValueInner::Integer(number) => number.to_string(),
        ValueInner::Float(number) => number.to_string(),
        ValueInner::Boolean(truth) => truth.to_string(),
        ValueInner::Array(_) => "a list".to_owned(),
        ValueInner::Table(_) => "a table".to_owned(),
    }
}

pub(super) fn expected(key: &str, what: &str, value: &Value<'_>) -> String {
    format!("`{key}` must be {what}, but is {}", describe(value))
}

fn account(value: &Value<'_>) -> Result<Option<AccountName>, String> {
    let text = value.as_str().ok_or_else(|| expected("account", "a name in quotes", value))?;
    AccountName::parse(text).map_err(|error| error.to_string())
}

fn pager(value: &Value<'_>) -> Result<String, String> {
    let what = "a command in quotes, as in \"less -FRX\", or \"never\"";
    let command = value.as_str().ok_or_else(|| expected("pager", what, value))?;
    match program_words(command) {
        Some(_) => Ok(command.to_owned()),
        None => Err(format!("`pager` has a quote that is not closed: {command}")),
    }
}

fn days(key: &str, value: &Value<'_>) -> Result<u32, String> {
    number(value, 1, MOST_DAYS).ok_or_else(|| expected(key, "a whole number of days from 1 to 365", value))
}

/// A whole number from 1 to `most`.
fn whole(key: &str, value: &Value<'_>, most: u32) -> Result<u32, String> {
    number(value, 1, i64::from(most)).ok_or_else(|| expected(key, &format!("a whole number from 1 to {most}"), value))
}

fn per_cent(key: &str, value: &Value<'_>) -> Result<u32, String> {
    number(value, 1, 100).ok_or_else(|| expected(key, "a whole number of per cent from 1 to 100", value))
}

pub(super) fn number(value: &Value<'_>, least: i64, most: i64) -> Option<u32> {
    let number = value.as_integer().filter(|number| (least..=most).contains(number))?;
    u32::try_from(number).ok()
}

fn clock(value: &Value<'_>) -> Result<ClockFormat, String> {
    match value.as_integer() {
        Some(12) => Ok(ClockFormat::Hours12),
        Some(24) => Ok(ClockFormat::Hours24),
        _ => Err(expected("clock", "12 or 24", value)),
    }
}

fn bars(value: &Value<'_>) -> Result<Bars, String> {
    let named = value.as_str().and_then(|text| Bars::ALL.into_iter().find(|bars| bars.name() == text));
    named.ok_or_else(|| expected("bars", "\"auto\", \"unicode\", \"ascii\" or \"none\"", value))
}

fn weekday(key: &str, value: &Value<'_>) -> Result<Weekday, String> {
    value.as_str().and_then(weekday_named).ok_or_else(|| expected(key, "a day as in \"monday\" or \"mon\"", value))
}

fn weekdays(key: &str, value: &Value<'_>) -> Result<WeekdaySet, String> {
    let what = "a list of at least one day, as in [\"mon\", \"tue\"]";
    let list = value.as_array().ok_or_else(|| expected(key, what, value))?;
    if list.is_empty() {
        return Err(format!("{key} must be {what}, but is empty"));
    }
    let mut days = WeekdaySet::EMPTY;
    for day in list {
        days.insert(weekday(key, day)?);
    }
    Ok(days)
}

/// The days from Monday, as the settings name them.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "monday"),
    (Weekday::Tue, "tuesday"),
    (Weekday::Wed, "wednesday"),
    (Weekday::Thu, "thursday"),
    (Weekday::Fri, "friday"),
    (Weekday::Sat, "saturday"),
    (Weekday::Sun, "sunday"),
];

/// The day with this name, in full or in three letters.
fn weekday_named(text: &str) -> Option<Weekday> {
    let text = text.trim().to_lowercase();
    WEEKDAYS.iter().find(|(_, name)| text == *name || text == name[..3]).map(|(day, _)| *day)
}

/// The name of a day in the settings.
pub(crate) fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize].1
}

/// The names of the days in a set, from Monday, in three letters.
pub(crate) fn weekday_names(days: WeekdaySet) -> Vec<&'static str> {
    days.iter(Weekday::Mon).map(|day| &weekday_name(day)[..3]).collect()
}
