//! A recorded mark not to contact a person, and the record that lifts one.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::do_not_contact::Mark;
use crate::view::caution::Caution;
use crate::view::format::{day, json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `people block`.
#[derive(Debug, Serialize)]
pub(crate) struct BlockedAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The first date on which the mark no longer holds; `None` if it holds for good.
    pub(crate) until: Option<NaiveDate>,
    /// The mark that it replaces.
    pub(crate) replaced: Option<Mark>,
    /// The mark that holds now. A record of a later instant may have replaced this one or lifted it.
    pub(crate) in_force: Option<Mark>,
    #[serde(rename = "new_person")]
    pub(crate) is_new: bool,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) today: NaiveDate,
}

impl Show for BlockedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let new = if self.is_new { " (new)" } else { "" };
        let mark = format!("do not contact {}{new}, {}", self.item.name(), in_words(self.until));
        let mut text =
            format!("recorded: {}; marked {}\n", style.paint(Tone::Strong, &mark), moment(self.item.at, style.clock));
        if let Some(replaced) = self.replaced {
            text += &format!("it replaces an earlier mark, {}\n", in_words(replaced.until));
        }
        let Some(in_force) = self.in_force else {
            let is_over = self.until.is_some_and(|until| until <= self.today);
            let why = if is_over { "the mark has ended" } else { "a later record removed it" };
            return format!("{text}{why}, so you can contact them now\n");
        };
        if in_force.until != self.until {
            text += &a_later_mark(in_force);
        }
        let while_it_holds = if in_force.until.is_some() { "until then, " } else { "" };
        text + while_it_holds + "inquota check says no to anything about them, and follow-ups leave them out\n"
    }
}

/// That a mark of a later instant holds than the one recorded.
fn a_later_mark(mark: Mark) -> String {
    format!("but a later mark is in force: do not contact, {}\n", in_words(mark.until))
}

/// How long a mark holds: "for good", "until Sat 5 Dec 2026".
pub(crate) fn in_words(until: Option<NaiveDate>) -> String {
    until.map_or_else(|| "for good".to_owned(), |date| format!("until {}", day(date)))
}

/// The answer to `people unblock`.
#[derive(Debug, Serialize)]
pub(crate) struct UnblockedAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The mark that holds now: one of a later instant.
    pub(crate) in_force: Option<Mark>,
    pub(crate) cautions: Vec<Caution>,
}

impl Show for UnblockedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if let Some(in_force) = self.in_force {
            let head = style.paint(Tone::Strong, &format!("mark on {} removed", self.item.name()));
            return format!("recorded: {head}, {}\n{}", moment(self.item.at, style.clock), a_later_mark(in_force));
        }
        let head = style.paint(Tone::Strong, &format!("you can contact {}", self.item.name()));
        format!("recorded: {head} again from {}\n", moment(self.item.at, style.clock))
    }
}
