//! Response rates, in all and by group.

use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};

use crate::engine::advice::significance::wilson;
use crate::engine::advice::stats::{Group, Grouping, Row, SignificantDifference, Stats};
use crate::engine::rates::{InMailRate, ResponseRate};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, clock_format, day, moment, plural, rate, safe};
use crate::view::rate::{WithRate, pending_in_words, so_far};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `stats`.
#[derive(Debug, Serialize)]
pub(crate) struct StatsAnswer {
    as_of: LocalInstant,
    since: Option<NaiveDate>,
    by: Option<Grouping>,
    /// All people.
    all: GroupRow,
    /// The groups; empty without a grouping.
    rows: Vec<GroupRow>,
    /// How many pairs of groups were compared.
    compared: usize,
    /// The significant differences between groups, the most certain first.
    beats: Vec<DifferenceRow>,
    inmail_rate: WithRate<InMailRate>,
}

/// A group of people, and its response rate.
#[derive(Debug, Serialize)]
struct GroupRow {
    /// What the people have in common; `None` for people without a template, text or tag, and for all people.
    key: Option<String>,
    #[serde(flatten)]
    rate: WithRate<ResponseRate>,
    /// When the first of the pending are judged.
    judged_from: Option<LocalInstant>,
    /// The ends of the 95 % interval.
    low: Option<Share>,
    high: Option<Share>,
    median_seconds: Option<i64>,
    too_few: bool,
    #[serde(skip)]
    group: Group,
}

/// A share; JSON has it rounded to four decimal places.
#[derive(Clone, Copy, Debug)]
struct Share(f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 10_000.0).round() / 10_000.0)
    }
}

/// A significant difference: one group beats another beyond chance.
#[derive(Debug, Serialize)]
struct DifferenceRow {
    key: Option<String>,
    over: Option<String>,
    p: f64,
    /// The indexes of both rows.
    #[serde(skip)]
    places: (usize, usize),
}

/// The most characters of a template or tag to show.
const LONGEST_LABEL: usize = 30;

/// The most differences to show.
const MOST_DIFFERENCES: usize = 3;

impl StatsAnswer {
    /// The answer for the rates by a grouping, of people first contacted since a date.
    pub(crate) fn new(
        stats: &Stats,
        by: Option<Grouping>,
        since: Option<NaiveDate>,
        as_of: LocalInstant,
    ) -> StatsAnswer {
        let difference = |difference: &SignificantDifference| DifferenceRow {
            key: key(&stats.rows[difference.row].group),
            over: key(&stats.rows[difference.over].group),
            p: difference.chance,
            places: (difference.row, difference.over),
        };
        StatsAnswer {
            as_of,
            since,
            by,
            all: GroupRow::new(&stats.all, as_of),
            rows: stats.rows.iter().map(|row| GroupRow::new(row, as_of)).collect(),
            compared: stats.compared,
            beats: stats.beats.iter().map(difference).collect(),
            inmail_rate: stats.inmail_rate.into(),
        }
    }

    /// The significant differences, a line each; empty if there are none.
    fn differences(&self, clock: ClockFormat) -> String {
        let shown = self.beats.iter().take(MOST_DIFFERENCES).map(|row| self.difference(row, clock));
        let shown: String = shown.collect();
        match self.beats.len().saturating_sub(MOST_DIFFERENCES) as u64 {
            0 => shown,
            more => format!("{shown}and {}\n", plural(more, "more pair", "more pairs")),
        }
    }

    /// The people of all groups who do not count as responded or are not judged yet, a line each.
    fn apart(&self) -> String {
        let rate = &self.all.rate.counts;
        let late = match rate.late {
            0 => String::new(),
            late => format!("late: {late} of the {} judged answered after their 14 days\n", rate.judged),
        };
        let declined = match rate.declined {
            0 => String::new(),
            declined => format!("declined: {declined} of the {} who responded in time\n", rate.responded),
        };
        let pending = pending_in_words(rate, self.as_of.zone()).map(|pending| format!("not judged yet: {pending}\n"));
        declined + &late + &pending.unwrap_or_default()
    }

    fn difference(&self, difference: &DifferenceRow, clock: ClockFormat) -> String {
        let (row, over) = (&self.rows[difference.places.0], &self.rows[difference.places.1]);
        let pairs = plural(self.compared as u64, "pair", "pairs");
        let chance = match difference.p {
            p if p < 0.001 => "less than 0.001".to_owned(),
            p => format!("{p:.3}"),
        };
        format!(
            "{} beats {} beyond chance: {} against {}; p {chance}, corrected for {pairs} compared\n",
            row.label(clock),
            over.label(clock),
            row.share(),
            over.share()
        )
    }
}

impl Show for StatsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let since = self.since.map_or("everybody".to_owned(), |date| format!("those since {}", day(date)));
        let head = format!("Response rates by people, {since}, as of {}", moment(self.as_of, style.clock));
        let rows: Vec<&GroupRow> = self.rows.iter().chain([&self.all]).collect();
        let table = table(&rows, style);
        let few = rows.iter().any(|row| row.too_few);
        let few = if few { "* fewer than 10 people who had their 14 days: too few to judge\n" } else { "" };
        let (head, own) = (style.paint(Tone::Strong, &head), self.inmail_rate.counts);
        let own = format!("LinkedIn's InMail rate (30 days): {}", rate(own.responded, own.sent));
        format!("{head}\n\n{table}{few}\n{}{}{own}\n", self.differences(style.clock), self.apart())
    }
}

fn table(rows: &[&GroupRow], style: OutputStyle) -> String {
    let heads = ["", "people", "so far", "response rate", "95 % interval", "median"];
    let mut table = Table::new(&heads, &[1, 2, 3, 4, 5], style);
    for row in rows {
        table.row(vec![
            row.label(style.clock),
            row.rate.counts.contacted.to_string(),
            so_far(&row.rate.counts),
            format!("{}{}", row.share(), if row.too_few { "*" } else { " " }),
            row.interval(),
            row.median_seconds.map_or("-".to_owned(), span),
        ]);
    }
    table.to_string()
}

impl GroupRow {
    fn new(row: &Row, as_of: LocalInstant) -> GroupRow {
        let interval = wilson(row.rate.responded, row.rate.judged);
        GroupRow {
            key: key(&row.group),
            rate: row.rate.into(),
            judged_from: row.rate.judging.map(|(first, _)| as_of.with_instant(first)),
            low: interval.map(|(low, _)| Share(low)),
            high: interval.map(|(_, high)| Share(high)),
            median_seconds: row.median,
            too_few: row.is_too_few(),
            group: row.group.clone(),
        }
    }

    /// "40.0 % (4 of 10)".
    fn share(&self) -> String {
        rate(self.rate.counts.responded, self.rate.counts.judged)
    }

    /// "16.8 to 68.7 %".
    fn interval(&self) -> String {
        match (self.low, self.high) {
            (Some(Share(low)), Some(Share(high))) => format!("{:.1} to {:.1} %", low * 100.0, high * 100.0),
            _ => "-".to_owned(),
        }
    }

    /// The name of the group for the text, safe to show.
    fn label(&self, clock: ClockFormat) -> String {
        match &self.group {
            Group::All => "everybody".to_owned(),
            Group::Named(name) => shortened(&safe(name)),
            Group::Unnamed => "(none)".to_owned(),
            Group::NoText => "no text kept".to_owned(),
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
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_LABEL {
        return name.to_owned();
    }
    name.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}

/// The key of a group in JSON.
fn key(group: &Group) -> Option<String> {
    match group {
        Group::All | Group::Unnamed | Group::NoText => None,
        Group::Named(name) => Some(name.clone()),
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
