//! Unanswered InMails for which a response still returns the credit.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::advice::watch::RefundableInMail;
use crate::engine::calendar::{PlanDate, date_of, days_between};
use crate::engine::contact_book::ContactBook;
use crate::engine::status::AccountStatus;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits, day, in_days, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone, unbroken};

/// The answer to `credits --watch`.
#[derive(Debug, Serialize)]
pub(crate) struct WatchAnswer {
    as_of: LocalInstant,
    refund_days: Option<u32>,
    credits_at_stake: usize,
    inmails: Vec<WatchedRow>,
    #[serde(skip)]
    plan: String,
}

/// A person whose response would return a credit.
#[derive(Debug, Serialize)]
pub(crate) struct WatchedRow {
    number: u32,
    person: String,
    sent: LocalInstant,
    /// The number of unanswered InMails to them.
    inmails: usize,
    /// The last date on which a response returns the credit.
    last_day: NaiveDate,
    lapses_at: LocalInstant,
    /// Days of the account from today to the last one.
    days_left: i64,
    #[serde(skip)]
    lapses: LocalPlanDate,
    #[serde(skip)]
    now: LocalInstant,
}

impl WatchedRow {
    /// A row as of the instant of a status.
    pub(crate) fn new(watched: &RefundableInMail, book: &ContactBook, status: &AccountStatus) -> WatchedRow {
        let local = |at| LocalInstant::new(at, status.zone);
        let now = local(status.as_of);
        let PlanDate { at: lapses_at, .. } = watched.lapses;
        WatchedRow {
            number: watched.person.0 + 1,
            person: book.person(watched.person).short_name(),
            sent: local(watched.sent),
            inmails: watched.inmails,
            last_day: watched.last_day,
            lapses_at: local(lapses_at),
            days_left: days_between(now.date(), date_of(lapses_at.just_before(), status.zone)),
            lapses: LocalPlanDate::new(watched.lapses, status.zone),
            now,
        }
    }

    /// The person's name, safe to show.
    pub(crate) fn name(&self) -> String {
        safe(&self.person)
    }

    /// By when they must answer: "Fri 11 Dec 2026, in 16 days", "today 16:00 (12 Dec UTC)".
    fn answer_by(&self, clock: ClockFormat) -> String {
        if self.lapses.differs() {
            return self.lapses.by_in_days(self.now, clock);
        }
        format!("{}, {}", day(self.last_day), in_days(self.last_day, self.now.date()))
    }

    /// As a sentence: "a response from Ana Lima by Fri 11 Dec 2026, in 16 days, gives 1 credit back".
    pub(crate) fn sentence(&self, clock: ClockFormat) -> String {
        let by = if self.lapses.differs() { "before" } else { "by" };
        format!("a response from {} {by} {}, gives 1 credit back", self.name(), self.answer_by(clock))
    }
}

impl WatchAnswer {
    /// The answer for the people found in an account.
    pub(crate) fn new(found: &[RefundableInMail], status: &AccountStatus, book: &ContactBook) -> WatchAnswer {
        WatchAnswer {
            as_of: LocalInstant::new(status.as_of, status.zone),
            refund_days: status.plan.numbers.refund_days,
            credits_at_stake: found.len(),
            inmails: found.iter().map(|watched| WatchedRow::new(watched, book, status)).collect(),
            plan: safe(&status.plan.name),
        }
    }

    fn table(&self, style: OutputStyle) -> String {
        let heads = ["InMail to", "sent", "answer by"];
        let mut table = Table::new(&heads, &[], style).with_names(&[0]).with_expendable(&[1]);
        for row in &self.inmails {
            let (name, last) = (row.name(), unbroken(&row.answer_by(style.clock)));
            let name = if row.inmails > 1 { format!("{name} ({} InMails)", row.inmails) } else { name };
            table.row(vec![name, day(row.sent.date()), last]);
        }
        table.to_string()
    }
}

impl Show for WatchAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let plan = &self.plan;
        match self.refund_days {
            None => format!("the plan {plan} gives no credit back for a response: nothing is at stake\n"),
            Some(days) if self.inmails.is_empty() => {
                format!("no credit is at stake: no InMail of the last {days} days is waiting for a response\n")
            }
            Some(days) => {
                let head = style.paint(Tone::Strong, &format!("{} at stake", credits(self.inmails.len() as u64)));
                let rule = format!(
                    "{plan} gives one back for each person who responds within {days} days, even with a decline"
                );
                format!("{head}\n\n{}\n{rule}\n", self.table(style))
            }
        }
    }
}
