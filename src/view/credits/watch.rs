//! Unanswered InMails whose credit may still come back.

use serde::Serialize;

use crate::engine::advice::watch::Watched;
use crate::engine::calendar::{date_of, days_between};
use crate::engine::contact_book::ContactBook;
use crate::engine::status::AccountStatus;
use crate::view::credits::outlook::today;
use crate::view::format::{credits, day, in_days, json, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};
use chrono::NaiveDate;

/// The answer to `credits --watch`.
#[derive(Debug)]
pub(crate) struct WatchAnswer {
    pub(crate) found: Vec<Watched>,
    pub(crate) standing: AccountStatus,
    pub(crate) book: ContactBook,
}

impl Show for WatchAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let plan = safe(&self.standing.plan.name);
        let days = self.standing.plan.numbers.refund_days;
        let (Some(days), false) = (days, self.found.is_empty()) else {
            return nothing(&plan, days);
        };
        let head = style.paint(Tone::Strong, &format!("{} at stake", credits(self.found.len() as u64)));
        let mut table = Table::new(&["InMail to", "sent", "answer by"], &[], style);
        for watched in &self.found {
            let sent = day(date_of(watched.sent, self.standing.zone));
            let last = format!("{}, {}", day(watched.last_day), in_days(watched.last_day, self.today()));
            table.row(vec![self.name(watched), sent, last]);
        }
        let rule = format!("{plan} gives one back for each person who answers within {days} days, a decline too\n");
        format!("{head}\n\n{table}\n{rule}")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document {
            schema: u32,
            as_of: String,
            refund_days: Option<u32>,
            credits_at_stake: usize,
            inmails: Vec<WatchedJson>,
        }
        let zone = self.standing.zone;
        json::document(&Document {
            schema: json::SCHEMA,
            as_of: json::instant(self.standing.as_of, zone),
            refund_days: self.standing.plan.numbers.refund_days,
            credits_at_stake: self.found.len(),
            inmails: self.found.iter().map(|watched| WatchedJson::of(watched, &self.book, &self.standing)).collect(),
        })
    }
}

impl WatchAnswer {
    /// Today, where the InMail dates are.
    fn today(&self) -> NaiveDate {
        today(&self.standing)
    }

    fn name(&self, watched: &Watched) -> String {
        let name = safe(&self.book.person(watched.person).short_name());
        if watched.inmails > 1 { format!("{name} ({} InMails)", watched.inmails) } else { name }
    }
}

/// Why nothing is at stake.
fn nothing(plan: &str, days: Option<u32>) -> String {
    match days {
        None => format!("the plan {plan} gives no credit back for an answer: nothing is at stake\n"),
        Some(days) => format!("no credit is at stake: no InMail of the last {days} days waits for an answer\n"),
    }
}

/// One person whose answer would give a credit back.
#[derive(Serialize)]
pub(crate) struct WatchedJson {
    number: u32,
    person: String,
    sent: String,
    inmails: usize,
    last_day: String,
    lapses_at: String,
    days_left: i64,
}

impl WatchedJson {
    pub(crate) fn of(watched: &Watched, book: &ContactBook, standing: &AccountStatus) -> WatchedJson {
        WatchedJson {
            number: watched.person.0 + 1,
            person: book.person(watched.person).short_name(),
            sent: json::instant(watched.sent, standing.zone),
            inmails: watched.inmails,
            last_day: json::date(watched.last_day),
            lapses_at: json::instant(watched.lapses_at, standing.zone),
            days_left: days_between(today(standing), watched.last_day),
        }
    }
}
