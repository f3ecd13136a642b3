//! Whom to nudge: as a list, as a document, and as a calendar file.

mod calendar;
mod document;
mod settled;

pub(crate) use calendar::calendar_file;
pub(crate) use document::{FollowUpJson, LeftJson};
pub(crate) use settled::{ClosedAnswer, SettledAnswer};

use chrono_tz::Tz;

use crate::engine::advice::followup::{Due, Fit, FollowUp, FollowUps, Left, Wanted};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::contact_book::ContactBook;
use crate::engine::person::PersonId;
use crate::engine::plan::PlanNumbers;
use crate::engine::record::Charge;
use crate::engine::verdict::{Cost, Reason, SendKind, Verdict, Warning};
use crate::view::counted::Caution;
use crate::view::format::{day, in_days, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `followups`.
#[derive(Debug)]
pub(crate) struct FollowUpsAnswer {
    pub(crate) found: FollowUps,
    pub(crate) left: Left,
    pub(crate) wanted: Wanted,
    pub(crate) numbers: PlanNumbers,
    pub(crate) book: ContactBook,
    pub(crate) as_of: Instant,
    pub(crate) zone: Tz,
}

impl Show for FollowUpsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let mut text = String::new();
        for (when, title) in [(Due::Overdue, "Overdue"), (Due::Today, "Due today"), (Due::Coming, "Coming")] {
            let items: Vec<&FollowUp> = self.found.list.iter().filter(|item| item.when == when).collect();
            if !items.is_empty() {
                text += &format!("{}\n", style.paint(Tone::Strong, title));
                text += &items.into_iter().map(|item| self.row(item)).collect::<String>();
                text.push('\n');
            }
        }
        if text.is_empty() {
            text = format!("nobody to nudge, {} days ahead included\n\n", self.wanted.soon);
        }
        text + &self.closing()
    }

    fn json(&self) -> String {
        document::document(self)
    }
}

impl FollowUpsAnswer {
    fn row(&self, item: &FollowUp) -> String {
        let fits = item.fit.map(|fit| format!("; {}", misfit(fit).unwrap_or("fits today"))).unwrap_or_default();
        let due = format!("due {}, {}", day(item.due), in_days(item.due, self.today()));
        let (number, name) = (number(item.thread.person), self.name(item.thread.person));
        let head = format!("  #{number} {name}: {} nudge {due}", nudge(item));
        let connected = if item.verdict.warnings.contains(&Warning::Connection) {
            "     they accepted your invitation: a message costs no credit\n"
        } else {
            ""
        };
        let (channel, cost) = (channel(item.thread.channel), cost(&item.verdict));
        format!("{head}\n     {channel} costs {cost}{fits}\n{connected}")
    }

    /// A follow-up in one line: who, how late, what it costs, whether it fits.
    pub(crate) fn line(&self, item: &FollowUp) -> String {
        let fits = item.fit.and_then(misfit).map(|why| format!(", {why}")).unwrap_or_default();
        let (number, name) = (number(item.thread.person), self.name(item.thread.person));
        let due = match in_days(item.due, self.today()).as_str() {
            "today" => String::new(),
            late => format!(", due {late}"),
        };
        let costs = cost(&item.verdict);
        format!("#{number} {name}: {} nudge{due}; {} costs {costs}{fits}", nudge(item), channel(item.thread.channel))
    }

    /// What is left, who is closed or left out, and how to settle one.
    fn closing(&self) -> String {
        let mut lines = vec![format!("left now: {}", left(&self.left))];
        if !self.found.unanswered.is_empty() {
            let people = plural(self.found.unanswered.len() as u64, "person", "people");
            lines.push(format!("closed as unanswered after two nudges: {people}"));
        }
        if self.found.cold > 0 {
            let people = plural(self.found.cold as u64, "person", "people");
            lines.push(format!("silent for more than 180 days, and left out: {people}; --all shows them"));
        }
        if let Some(first) = self.found.list.first() {
            let number = number(first.thread.person);
            lines.push("settle one by its number, with done, snooze or close".to_owned());
            lines.push(format!("next: inquota followups done {number}"));
        }
        lines.join("\n") + "\n"
    }

    fn today(&self) -> chrono::NaiveDate {
        date_of(self.as_of, self.zone)
    }

    fn name(&self, person: PersonId) -> String {
        safe(&self.book.person(person).short_name())
    }

    /// What there is to mind about the nudges that are due, each kind once.
    pub(crate) fn cautions(&self) -> Vec<Caution> {
        let due = self.found.list.iter().filter(|item| item.when != Due::Coming);
        let second = due.flat_map(|item| &item.verdict.warnings);
        let any = second.into_iter().any(|warning| matches!(warning, Warning::UnansweredInMail(_)));
        let caution =
            Caution::new("unanswered_inmail", "LinkedIn mostly refuses a second InMail before the first is answered");
        if any { vec![caution] } else { Vec::new() }
    }
}

/// The number that stays a person's own.
pub(crate) fn number(person: PersonId) -> u32 {
    person.0 + 1
}

/// Why one does not fit today, if it does not.
fn misfit(fit: Fit) -> Option<&'static str> {
    match fit {
        Fit::Fits => None,
        Fit::OverAWarning => Some("over a limit today, which only warns"),
        Fit::Blocked => Some("does not fit today"),
    }
}

/// "first" or "last".
pub(crate) fn nudge(item: &FollowUp) -> &'static str {
    if item.thread.nudges == 0 { "first" } else { "last" }
}

/// "a message", "an InMail".
pub(crate) fn channel(channel: SendKind) -> &'static str {
    match channel {
        SendKind::InMail(Charge::Free) => "a free InMail",
        SendKind::InMail(Charge::Ordinary) => "an InMail",
        _ => "a message",
    }
}

/// "nothing", "1 credit", "1 of today's people and 1 of this month's".
pub(crate) fn cost(verdict: &Verdict) -> String {
    match verdict.cost {
        // The slot of today is used; another day's is not.
        Cost { day_slots: 0, month_slots: 0, credits: 0 } if verdict.reason == Reason::CountedToday => {
            "nothing today".to_owned()
        }
        Cost { day_slots: 0, month_slots: 0, credits: 0 } => "nothing".to_owned(),
        Cost { credits, .. } if credits > 0 => crate::view::format::credits(u64::from(credits)),
        Cost { day_slots, month_slots: 0, .. } => format!("{day_slots} of today's people"),
        Cost { day_slots, month_slots, .. } => {
            format!("{day_slots} of today's people and {month_slots} of this month's")
        }
    }
}

/// "14 people today, 29 this month, 4 credits".
pub(crate) fn left(left: &Left) -> String {
    let people = match (left.day, left.month) {
        (Some(day), Some(month)) => format!("{} today, {month} this month", people(day)),
        (Some(day), None) => format!("{} today", people(day)),
        (None, Some(month)) => format!("{} this month", people(month)),
        (None, None) => "people without a limit".to_owned(),
    };
    format!("{people}, {}", crate::view::format::credits(left.credits))
}

fn people(number: u32) -> String {
    plural(u64::from(number), "person", "people")
}
