//! Response rates as JSON.

use serde::Serialize;

use super::{StatsAnswer, weekday};
use crate::engine::advice::statistics::wilson;
use crate::engine::advice::stats::{Group, Grouping, Row, SignificantDifference};
use crate::view::format::json;

#[derive(Serialize)]
struct Document {
    schema: u32,
    as_of: String,
    since: Option<String>,
    by: Option<&'static str>,
    all: RowJson,
    rows: Vec<RowJson>,
    compared: usize,
    beats: Vec<BeatJson>,
    inmail_rate: InMailRateJson,
}

#[derive(Serialize)]
struct RowJson {
    /// The template, tag, channel, weekday, hour or month; null of those without one, and of everybody.
    key: Option<String>,
    contacted: u64,
    responded: u64,
    pending: u64,
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    median_seconds: Option<i64>,
    too_few: bool,
}

#[derive(Serialize)]
struct BeatJson {
    key: Option<String>,
    over: Option<String>,
    p: f64,
}

#[derive(Serialize)]
struct InMailRateJson {
    sent: u64,
    responded: u64,
    rate: Option<f64>,
}

/// The document.
pub(super) fn document(answer: &StatsAnswer) -> String {
    let (stats, own) = (&answer.stats, answer.stats.inmail_rate);
    let beat = |beat: &SignificantDifference| BeatJson {
        key: key(&stats.rows[beat.row].group),
        over: key(&stats.rows[beat.over].group),
        p: beat.chance,
    };
    json::document(&Document {
        schema: json::SCHEMA,
        as_of: json::instant(answer.as_of, answer.zone),
        since: answer.since.map(json::date),
        by: answer.by.map(Grouping::name),
        all: row(&stats.all),
        rows: stats.rows.iter().map(row).collect(),
        compared: stats.compared,
        beats: stats.beats.iter().map(beat).collect(),
        inmail_rate: InMailRateJson { sent: own.sent, responded: own.responded, rate: own.rate() },
    })
}

fn row(row: &Row) -> RowJson {
    let interval = wilson(row.rate.responded, row.judged());
    RowJson {
        key: key(&row.group),
        contacted: row.rate.contacted,
        responded: row.rate.responded,
        pending: row.rate.pending,
        rate: row.rate.rate(),
        low: interval.map(|(low, _)| four_places(low)),
        high: interval.map(|(_, high)| four_places(high)),
        median_seconds: row.median,
        too_few: row.is_too_few(),
    }
}

/// A share as in every document: rounded to four places.
fn four_places(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

fn key(group: &Group) -> Option<String> {
    match group {
        Group::All | Group::Unnamed => None,
        Group::Named(name) => Some(name.clone()),
        Group::Message => Some("message".to_owned()),
        Group::InMail => Some("inmail".to_owned()),
        Group::Weekday(_, number) => Some(weekday(*number).to_lowercase()),
        Group::Hour(hour) => Some(format!("{hour:02}")),
        Group::Month(month) => Some(month.to_string()),
    }
}
