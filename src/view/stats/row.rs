//! A group of people or invitations, and its rate.

use chrono::NaiveTime;
use serde::{Serialize, Serializer};

use crate::engine::advice::significance::wilson;
use crate::engine::advice::stats::{Group, Row, Subject};
use crate::engine::rates::{Cost, ResponseRate};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, clock_format, rate, safe, shortened};
use crate::view::rate::{InvitationRate, WithRate};

/// A group, and its rate.
#[derive(Debug, Serialize)]
pub(super) struct GroupRow {
    /// What the group has in common; `None` for those without a template or tag, and for all.
    key: Option<String>,
    #[serde(flatten)]
    rate: Rate,
    /// When the first of the pending are judged.
    judged_from: Option<LocalInstant>,
    /// The ends of the 95 % interval.
    low: Option<Share>,
    high: Option<Share>,
    pub(super) median_seconds: Option<i64>,
    pub(super) too_few: bool,
    /// The credits that its InMails spent; `None` unless people are grouped by tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_spent: Option<u64>,
    /// The responses in the same time; `None` as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    responses: Option<u64>,
    /// The outer `None` is as above, the inner one means no response.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_per_response: Option<Option<f64>>,
    #[serde(skip)]
    pub(super) cost: Option<Cost>,
    #[serde(skip)]
    pub(super) counts: ResponseRate,
    #[serde(skip)]
    group: Group,
}

/// The rate in the words of what is counted.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Rate {
    Response(WithRate<ResponseRate>),
    Acceptance(InvitationRate),
}

/// A share; JSON has it rounded to four decimal places.
#[derive(Clone, Copy, Debug)]
struct Share(f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 10_000.0).round() / 10_000.0)
    }
}

impl GroupRow {
    pub(super) fn new(row: &Row, subject: Subject, as_of: LocalInstant) -> GroupRow {
        let interval = wilson(row.rate.responded, row.rate.judged);
        GroupRow {
            key: key(&row.group),
            rate: match subject {
                Subject::People => Rate::Response(row.rate.into()),
                Subject::Invitations => Rate::Acceptance(row.rate.into()),
            },
            judged_from: row.rate.judging.map(|(first, _)| as_of.with_instant(first)),
            low: interval.map(|(low, _)| Share(low)),
            high: interval.map(|(_, high)| Share(high)),
            median_seconds: row.median,
            too_few: row.is_too_few(),
            credits_spent: row.cost.map(|cost| cost.spent),
            responses: row.cost.map(|cost| cost.responses),
            credits_per_response: row.cost.map(Cost::per_response),
            cost: row.cost,
            counts: row.rate,
            group: row.group.clone(),
        }
    }

    /// "40.0 % (4 of 10)".
    pub(super) fn share(&self) -> String {
        rate(self.counts.responded, self.counts.judged)
    }

    /// "16.8 to 68.7 %".
    pub(super) fn interval(&self) -> String {
        match (self.low, self.high) {
            (Some(Share(low)), Some(Share(high))) => format!("{:.1} to {:.1} %", low * 100.0, high * 100.0),
            _ => "-".to_owned(),
        }
    }

    /// The name of the group for the text, safe to show. `all` is that of all groups.
    pub(super) fn label(&self, all: &str, clock: ClockFormat) -> String {
        match &self.group {
            Group::All => all.to_owned(),
            Group::Named(name) => shortened(&safe(name)),
            Group::Unnamed => "(none)".to_owned(),
            Group::NoText => "no text kept".to_owned(),
            Group::WithNote => "with a note".to_owned(),
            Group::WithoutNote => "without a note".to_owned(),
            Group::Message => "message".to_owned(),
            Group::InMail => "InMail".to_owned(),
            Group::Weekday(_, number) => weekday(*number).to_owned(),
            Group::Hour(hour) => {
                NaiveTime::from_hms_opt(*hour, 0, 0).map(|time| clock_format::time(time, clock)).unwrap_or_default()
            }
            Group::Month(month) => month.to_string(),
        }
    }
}

/// A duration: "3 d 4 h", "5 h 20 min", "12 min".
pub(super) fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// The key of a group in JSON.
pub(super) fn key(group: &Group) -> Option<String> {
    match group {
        Group::All | Group::Unnamed | Group::NoText => None,
        Group::Named(name) => Some(name.clone()),
        Group::WithNote => Some("with_note".to_owned()),
        Group::WithoutNote => Some("without_note".to_owned()),
        Group::Message => Some("message".to_owned()),
        Group::InMail => Some("inmail".to_owned()),
        Group::Weekday(_, number) => Some(weekday(*number).to_lowercase()),
        Group::Hour(hour) => Some(format!("{hour:02}")),
        Group::Month(month) => Some(month.to_string()),
    }
}

/// A day of the week by its number; Monday is 0.
fn weekday(number: u32) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES[number as usize % 7]
}
