//! Records, newest first.

use std::iter;

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::calendar::{Instant, date_of};
use crate::engine::outcome::{Counted, Outcome};
use crate::engine::plan::{PlanInForce, PlanRecord};
use crate::engine::record::{Charge, Details, Expiry, Fact, FollowUpAction};
use crate::view::counted::{CountedJson, in_words, over_in_words, window_code};
use crate::view::format::{clock_format, credits, day, global_clock, json, plural, safe, signed};
use crate::view::plan::change;
use crate::view::plan::change::ChangedNumber;
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, StreamedAnswer, Tone};

/// The columns before what a record is about, but for its time of day: its id, and two gaps.
const SUBJECT_AT: usize = 6 + 2 + 2;

/// A record with what came of it.
#[derive(Clone, Debug)]
pub(crate) struct HistoryRow {
    pub(crate) item: RecordedItem,
    pub(crate) recorded: Instant,
    pub(crate) taken_back: bool,
    pub(crate) edited: bool,
    /// Whether it is a plan that was taken for set-up.
    pub(crate) is_set_up: bool,
    /// For a plan: what was in force just before it, if anything was, and what since.
    pub(crate) plan_change: Option<(Option<PlanInForce>, PlanInForce)>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) fact: Fact,
    pub(crate) details: Details,
}

/// The answer to `history`.
pub(crate) struct HistoryAnswer<R> {
    /// The rows in their order, each made when it is shown.
    pub(crate) rows: R,
    /// How many there are, shown or not.
    pub(crate) total: usize,
    pub(crate) zone: Tz,
}

impl HistoryRow {
    /// What something sent counted as, while it counts.
    pub(crate) fn counted(&self) -> Option<&Counted> {
        match &self.outcome {
            Some(Outcome::Sent(counted)) => Some(counted),
            _ => None,
        }
    }

    /// What came of it, and why.
    fn came_of_it(&self) -> String {
        if self.taken_back {
            return "taken back".to_owned();
        }
        let said = match (&self.outcome, &self.fact) {
            (Some(Outcome::Sent(counted)), _) if !counted.over.is_empty() => {
                format!("{}, {}", in_words(counted), over_in_words(counted.over))
            }
            (Some(Outcome::Sent(counted)), _) => in_words(counted).to_owned(),
            (Some(Outcome::Response { opened, credits_returned, .. }), _) => responded(*opened, *credits_returned),
            (Some(Outcome::Balance { gap: 0 }), _) => "no gap".to_owned(),
            (Some(Outcome::Balance { gap }), _) => format!("adjusted by {}", signed(*gap)),
            (_, Fact::Purchase { expiry: Expiry::Never, .. }) => "for ever".to_owned(),
            (_, Fact::Purchase { expiry: Expiry::On(date), .. }) => format!("gone from {} on", day(*date)),
            (_, Fact::Plan(record)) => self.plan_told(record),
            _ => String::new(),
        };
        if self.edited { format!("{said}{}corrected", if said.is_empty() { "" } else { "; " }) } else { said }
    }

    /// What a plan record was taken for, and what it changed.
    fn plan_told(&self, record: &PlanRecord) -> String {
        let Some((before, after)) = &self.plan_change else { return String::new() };
        let numbers = change::in_words(before.as_ref(), after, record);
        match (self.is_set_up, before) {
            (true, _) => std::iter::once("as set-up".to_owned()).chain(numbers).collect::<Vec<_>>().join("; "),
            (false, Some(before)) if before.name != after.name => {
                let from = format!("from {}", safe(&before.name));
                std::iter::once(from).chain(numbers).collect::<Vec<_>>().join("; ")
            }
            _ => numbers.join("; "),
        }
    }

    /// The record, with what came of it on lines of their own.
    fn lines(&self, zone: Tz, style: OutputStyle) -> String {
        let faint = |line: &str| style.paint(Tone::Faint, line);
        let (time, width) =
            (global_clock::time(self.item.at.in_zone(zone).time()), clock_format::column_width(style.clock));
        let line = format!("{:>6}  {time:>width$}  {}", self.item.id.to_string(), self.item.subject);
        let mut text = if self.taken_back { faint(&line) } else { line };
        text.push('\n');
        for more in [self.came_of_it(), self.beside()].iter().filter(|more| !more.is_empty()) {
            text += &format!("{}{}\n", " ".repeat(SUBJECT_AT + width), faint(more));
        }
        text
    }

    /// The member's own words, and tags.
    fn beside(&self) -> String {
        let tags = self.details.tags.iter().map(|tag| format!("#{}", safe(tag.trim_start_matches('#'))));
        let template = self.details.template.iter().map(|template| format!("[{}]", safe(template)));
        let note = self.details.note.iter().map(|note| safe(note));
        tags.chain(template).chain(note).collect::<Vec<_>>().join(" ")
    }
}

fn responded(opened: bool, credits_returned: u32) -> String {
    let opened = if opened { "opened the conversation" } else { "" };
    let back = match credits_returned {
        0 => String::new(),
        number => format!("{} came back", credits(u64::from(number))),
    };
    let parts: Vec<&str> = [opened, &back].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

impl<R: ExactSizeIterator<Item = HistoryRow>> StreamedAnswer for HistoryAnswer<R> {
    fn text(self, style: OutputStyle) -> impl Iterator<Item = String> {
        let HistoryAnswer { rows, total, zone } = self;
        let last = match (rows.len(), total) {
            (0, _) => "no records\n".to_owned(),
            (shown, total) if total > shown => {
                format!("and {}\n", plural((total - shown) as u64, "older record", "older records"))
            }
            _ => String::new(),
        };
        let mut shown = None;
        let rows = rows.map(move |row| {
            let date = date_of(row.item.at, zone);
            let is_new = shown.replace(date) != Some(date);
            let head = if is_new { style.paint(Tone::Strong, &day(date)) + "\n" } else { String::new() };
            head + &row.lines(zone, style)
        });
        rows.chain(iter::once(last))
    }

    fn json(self) -> impl Iterator<Item = String> {
        json::list("records", self.rows.map(move |row| json::document(&RecordJson::of(&row, self.zone))))
    }
}

#[derive(Serialize)]
struct RecordJson<'a> {
    id: String,
    kind: &'a str,
    person: Option<&'a str>,
    at: String,
    recorded_at: String,
    taken_back: bool,
    edited: bool,
    counted: Option<CountedJson>,
    /// The full windows that something sent used all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    over: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with_note: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_returned: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a str>,
    /// The numbers that a plan changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Vec<ChangedNumber>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<SettledJson>,
    note: Option<&'a str>,
    tags: &'a [String],
    template: Option<&'a str>,
}

impl<'a> RecordJson<'a> {
    fn of(row: &'a HistoryRow, zone: Tz) -> RecordJson<'a> {
        let (credits_returned, gap) = match row.outcome {
            Some(Outcome::Response { credits_returned, .. }) => (Some(credits_returned), None),
            Some(Outcome::Balance { gap }) => (None, Some(gap)),
            _ => (None, None),
        };
        RecordJson {
            id: row.item.id.to_string(),
            kind: row.item.kind,
            person: row.item.person.as_deref(),
            at: json::instant(row.item.at, zone),
            recorded_at: json::instant(row.recorded, zone),
            taken_back: row.taken_back,
            edited: row.edited,
            counted: row.counted().map(CountedJson::from),
            over: row.counted().iter().flat_map(|counted| counted.over).map(|window| window_code(*window)).collect(),
            free: match row.fact {
                Fact::InMail { charge, .. } => Some(charge == Charge::Free),
                _ => None,
            },
            with_note: match row.fact {
                Fact::Invitation { with_note, .. } => Some(with_note),
                _ => None,
            },
            credits_returned,
            credits: match row.fact {
                Fact::Purchase { credits, .. } | Fact::Balance { credits } => Some(credits),
                _ => None,
            },
            gap,
            plan: match &row.fact {
                Fact::Plan(plan) => Some(&plan.name),
                _ => None,
            },
            changed: match (&row.fact, &row.plan_change) {
                (Fact::Plan(record), Some((before, after))) => Some(change::numbers(before.as_ref(), after, record)),
                _ => None,
            },
            settled: match row.fact {
                Fact::FollowUp { settled, .. } => Some(settled.into()),
                _ => None,
            },
            note: row.details.note.as_deref(),
            tags: &row.details.tags,
            template: row.details.template.as_deref(),
        }
    }
}

/// How a follow-up was settled.
#[derive(Serialize)]
struct SettledJson {
    how: &'static str,
    until: Option<String>,
}

impl From<FollowUpAction> for SettledJson {
    fn from(settled: FollowUpAction) -> SettledJson {
        let (how, until) = match settled {
            FollowUpAction::Done => ("done", None),
            FollowUpAction::Snoozed(until) => ("snoozed", Some(json::date(until))),
            FollowUpAction::Closed => ("closed", None),
        };
        SettledJson { how, until }
    }
}
