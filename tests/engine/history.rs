//! Random ledgers with many edge cases: few people, small numbers, and many instants close to the start of a day, month
//! or renewal, or to a clock change.

mod build;
mod draft;
mod moments;

use std::fmt;

use chrono_tz::Tz;
use inquota::engine::calendar::{Instant, RenewalDay};
use inquota::engine::contact_book::ContactBook;
use inquota::engine::person::PersonId;
use inquota::engine::record::{Fact, Record};
use inquota::engine::timeline::Timeline;

use super::model::Reading;

pub(crate) use draft::{histories, tidy_histories};
pub(crate) use moments::{Moment, moment};

/// The number of people in a ledger.
pub(crate) const PEOPLE: u32 = 5;
/// The number of people who are not in it yet.
pub(crate) const STRANGERS: u32 = 20;

/// A ledger.
#[derive(Clone)]
pub(crate) struct History {
    pub(crate) zone: Tz,
    pub(crate) created: Instant,
    /// The season of the instants, an index into the seasons of `moments`.
    pub(crate) season: usize,
    pub(crate) records: Vec<Record>,
}

impl History {
    pub(crate) fn timeline(&self) -> Timeline {
        let mut book = ContactBook::default();
        for person in 0..PEOPLE + STRANGERS {
            book.declare(Some(format!("Person {person}")), None);
        }
        Timeline::new(self.records.clone(), book, self.created, self.zone)
    }

    pub(crate) fn reading(&self) -> Reading {
        Reading::new(&self.records, self.created, self.zone)
    }

    pub(crate) fn with_records(&self, records: Vec<Record>) -> History {
        History { records, ..self.clone() }
    }

    /// The instant of a moment in this history.
    pub(crate) fn instant(&self, moment: &Moment) -> Instant {
        let mut instants = vec![self.created];
        instants.extend(self.records.iter().map(|record| record.at));
        moments::instant(moment, self.season, self.zone, &instants)
    }
}

pub(crate) fn everybody() -> impl Iterator<Item = PersonId> {
    (0..PEOPLE).map(PersonId)
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "ledger of {} in {}", self.created, self.zone)?;
        for record in &self.records {
            let step = record.details.step().map(|step| format!(" (step {step})")).unwrap_or_default();
            writeln!(f, "  {}{step} at {}: {}", record.id, record.at, described(&record.fact))?;
        }
        Ok(())
    }
}

/// A fact on one line; of a plan record, only what it adds to its plan.
fn described(fact: &Fact) -> String {
    let Fact::Plan(plan) = fact else { return format!("{fact:?}") };
    let changes = serde_json::to_string(&plan.changes).unwrap();
    let (from, renews_on) = (plan.from, plan.renews_on.map(RenewalDay::number));
    let credits = plan.own.inmail_monthly;
    format!("Plan {} ({credits}) from {from:?} renews {renews_on:?} keep {} {changes}", plan.name, plan.keep_credits)
}
