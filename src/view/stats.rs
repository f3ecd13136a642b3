//! Response rates, in all and by group.

mod document;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::engine::advice::statistics::wilson;
use crate::engine::advice::stats::{Group, Grouping, Row, SignificantDifference, Stats};
use crate::engine::calendar::Instant;
use crate::view::format::global_clock::moment;
use crate::view::format::{day, global_clock, plural, rate, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `stats`.
#[derive(Debug)]
pub(crate) struct StatsAnswer {
    pub(crate) stats: Stats,
    pub(crate) by: Option<Grouping>,
    pub(crate) since: Option<NaiveDate>,
    pub(crate) as_of: Instant,
    pub(crate) zone: Tz,
}

/// Columns that the table needs; narrower screens get a few lines a row.
const WIDE: usize = 78;

/// The most characters of a template or tag that are shown.
const LONGEST_LABEL: usize = 30;

/// How many of the surest differences are told.
const MOST_BEATS: usize = 3;

impl Show for StatsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let since = self.since.map_or("everybody".to_owned(), |date| format!("those since {}", day(date)));
        let head = format!("Response rates by people, {since}, as of {}", moment(self.as_of, self.zone));
        let rows: Vec<&Row> = self.stats.rows.iter().chain([&self.stats.all]).collect();
        let table =
            if style.columns >= WIDE { table(&rows, style) } else { rows.iter().map(|row| lines(row)).collect() };
        let few = rows.iter().any(|row| row.is_too_few());
        let few = if few { "* fewer than 10 people who had their 14 days: too few to judge\n" } else { "" };
        let head = style.paint(Tone::Strong, &head);
        format!("{head}\n\n{table}{few}\n{}{}\n", self.beats(), self.own_rate())
    }

    fn json(&self) -> String {
        document::document(self)
    }
}

impl StatsAnswer {
    /// Which rows beat which; nothing when none does.
    fn beats(&self) -> String {
        let beats = self.stats.beats.iter().take(MOST_BEATS).map(|beat| self.beat(beat));
        let more = self.stats.beats.len().saturating_sub(MOST_BEATS);
        let more =
            if more > 0 { format!("and {}\n", plural(more as u64, "more pair", "more pairs")) } else { String::new() };
        beats.collect::<String>() + &more
    }

    fn beat(&self, beat: &SignificantDifference) -> String {
        let (row, over) = (&self.stats.rows[beat.row], &self.stats.rows[beat.over]);
        let pairs = plural(self.stats.compared as u64, "pair", "pairs");
        let chance = if beat.chance < 0.001 { "less than 0.001".to_owned() } else { format!("{:.3}", beat.chance) };
        format!(
            "{} beats {} beyond chance: {} against {}; p {chance}, corrected for {pairs} compared\n",
            label(&row.group),
            label(&over.group),
            share(row),
            share(over)
        )
    }

    /// LinkedIn's own rate, under its name.
    fn own_rate(&self) -> String {
        let own = self.stats.inmail_rate;
        format!("LinkedIn's InMail rate (30 days): {}", rate(own.responded, own.sent))
    }
}

fn table(rows: &[&Row], style: OutputStyle) -> String {
    let heads = ["", "people", "pending", "response rate", "95 % interval", "median"];
    let mut table = Table::new(&heads, &[1, 2, 3, 4, 5], style);
    for row in rows {
        table.row(vec![
            label(&row.group),
            row.rate.contacted.to_string(),
            row.rate.pending.to_string(),
            format!("{}{}", share(row), if row.is_too_few() { "*" } else { " " }),
            interval(row),
            row.median.map_or("-".to_owned(), span),
        ]);
    }
    table.to_string()
}

/// A row over a few lines.
fn lines(row: &Row) -> String {
    let few = if row.is_too_few() { "*" } else { "" };
    let median = row.median.map(|median| format!("\n  median wait {}", span(median))).unwrap_or_default();
    let counts = format!("{} contacted, {} pending{median}", row.rate.contacted, row.rate.pending);
    format!("{}\n  {}{few}\n  {}\n  {counts}\n", label(&row.group), share(row), interval(row))
}

/// "40.0 % (4 of 10)".
fn share(row: &Row) -> String {
    rate(row.rate.responded, row.judged())
}

/// "16.8 to 68.7 %".
fn interval(row: &Row) -> String {
    match wilson(row.rate.responded, row.judged()) {
        Some((low, high)) => format!("{:.1} to {:.1} %", low * 100.0, high * 100.0),
        None => "-".to_owned(),
    }
}

/// How long: "3 d 4 h", "5 h 20 min", "12 min".
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// A group as people read it, safe to show.
fn label(group: &Group) -> String {
    match group {
        Group::All => "everybody".to_owned(),
        Group::Named(name) => shortened(&safe(name)),
        Group::Unnamed => "(none)".to_owned(),
        Group::Message => "message".to_owned(),
        Group::InMail => "InMail".to_owned(),
        Group::Weekday(_, number) => weekday(*number).to_owned(),
        Group::Hour(hour) => NaiveTime::from_hms_opt(*hour, 0, 0).map(global_clock::time).unwrap_or_default(),
        Group::Month(month) => month.to_string(),
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_LABEL {
        return name.to_owned();
    }
    name.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}

/// A day of the week by its number from Monday, 0.
fn weekday(number: u32) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES[number as usize % 7]
}
