//! A follow-up of the list, and a thread that is closed as unanswered.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::engine::advice::followup::{Due, FollowUp, MOST_NUDGES};
use crate::engine::calendar::days_between;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::Charge;
use crate::engine::thread::Thread;
use crate::engine::usage::Availability;
use crate::engine::verdict::{Cost, SendKind, VerdictReason};
use crate::settings::ClockFormat;
use crate::view::caution::{Caution, CautionPlan};
use crate::view::counted::slots_in_words;
use crate::view::format::{LocalInstant, credits, day, in_days, safe, short_day};
use crate::view::terminal::{OutputStyle, Tone};

/// What the rows of a list have in common.
#[derive(Clone, Copy)]
pub(crate) struct FollowUpContext<'a> {
    pub(crate) book: &'a ContactBook,
    pub(crate) plan: CautionPlan<'a>,
    pub(crate) as_of: LocalInstant,
    pub(crate) clock: ClockFormat,
}

/// A follow-up that is due, or will be soon.
#[derive(Debug, Serialize)]
pub(crate) struct FollowUpRow {
    /// The person's number, which does not change from list to list.
    pub(crate) number: u32,
    pub(super) person: String,
    pub(super) state: Due,
    pub(super) due: NaiveDate,
    /// The number of the next nudge, from 1.
    nudge: u32,
    nudges_sent: u32,
    pub(super) first_contact: LocalInstant,
    pub(super) last_touch: LocalInstant,
    days_silent: i64,
    channel: SendKind,
    cost: Cost,
    allowed: bool,
    available_at: Option<LocalInstant>,
    /// Whether it fits in what remains today; `None` if it is not due yet.
    pub(crate) fits: Option<bool>,
    pub(super) cautions: Vec<Caution>,
    /// Whether it fits, and whether only over an advisory limit; `None` if it is not due yet.
    #[serde(skip)]
    fit: Option<Availability>,
    #[serde(skip)]
    reason: VerdictReason,
    /// Whether it is a message instead of an InMail, the channel last used.
    #[serde(skip)]
    is_instead: bool,
    #[serde(skip)]
    today: NaiveDate,
}

impl FollowUpRow {
    /// A follow-up as a row.
    pub(crate) fn new(item: &FollowUp, context: FollowUpContext<'_>) -> FollowUpRow {
        let (thread, verdict) = (&item.thread, &item.verdict);
        let (today, local) = (context.as_of.date(), |at| context.as_of.with_instant(at));
        let (zone, clock) = (context.as_of.zone(), context.clock);
        let caution = |warning| Caution::from_warning(warning, &context.plan, zone, clock);
        FollowUpRow {
            number: number(thread),
            person: name(thread, context.book),
            state: item.when,
            due: item.due,
            nudge: (thread.nudges + 1).min(MOST_NUDGES),
            nudges_sent: thread.nudges,
            first_contact: local(thread.first_contact),
            last_touch: local(thread.last_touch),
            days_silent: days_between(local(thread.last_touch).date(), today),
            channel: item.channel,
            cost: verdict.cost,
            allowed: verdict.allowed,
            available_at: verdict.available_at.map(local),
            fits: item.fit.map(|fit| fit == Availability::Available),
            cautions: verdict.warnings.iter().map(caution).collect(),
            fit: item.fit,
            reason: verdict.reason,
            is_instead: item.channel != thread.channel,
            today,
        }
    }

    /// The person's name, safe to show.
    pub(super) fn name(&self) -> String {
        safe(&self.person)
    }

    /// The cells of its row in `followups`, under `HEADS`.
    pub(super) fn cells(&self, style: OutputStyle) -> Vec<String> {
        let due = if self.due.year() == self.today.year() { short_day(self.due) } else { day(self.due) };
        let fits = self.fit.map_or_else(String::new, |fit| fits_in_short(fit, self.reason, style));
        vec![
            self.number.to_string(),
            self.name(),
            format!("{} {}", self.nudge_in_words(), self.channel_in_short()),
            due,
            in_days(self.due, self.today),
            cost_in_short(self.cost, self.reason),
            fits,
        ]
    }

    /// What to know before the nudge, a line each: "#25: not connected yet: …".
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let instead = self.is_instead.then_some("a connection: a message, since the InMail is unanswered");
        instead.into_iter().chain(self.remarks()).map(|note| format!("#{}: {note}", self.number))
    }

    /// The follow-up in `next`, on one line.
    pub(crate) fn line(&self) -> String {
        let misfit =
            self.fit.and_then(|fit| misfit(fit, self.reason)).map(|why| format!(", {why}")).unwrap_or_default();
        let due = match in_days(self.due, self.today).as_str() {
            "today" => String::new(),
            late => format!(", due {late}"),
        };
        let (number, name, nudge) = (self.number, self.name(), self.nudge_in_words());
        let (channel, cost) = (self.channel_in_words(), self.cost_in_words());
        let remarks: String = self.remarks().map(|remark| format!("; {remark}")).collect();
        format!("#{number} {name}: {nudge} nudge{due}; {channel} costs {cost}{misfit}{remarks}")
    }

    /// What the member should know before the nudge. That it is over an advisory limit, the row says itself.
    pub(super) fn remarks(&self) -> impl Iterator<Item = &str> {
        self.cautions.iter().filter_map(|caution| match caution.code() {
            "advisory_limit" => None,
            "not_yet_connected" => Some("not connected yet: LinkedIn delivers messages to connections only"),
            _ => Some(caution.message()),
        })
    }

    /// "first" or "last".
    pub(super) fn nudge_in_words(&self) -> &'static str {
        if self.nudges_sent == 0 { "first" } else { "last" }
    }

    /// "a message", "an InMail".
    pub(super) fn channel_in_words(&self) -> &'static str {
        match self.channel {
            SendKind::InMail(Charge::Free) => "a free InMail",
            SendKind::InMail(Charge::Ordinary) => "an InMail",
            _ => "a message",
        }
    }

    /// "nothing", "1 credit", "1 daily and 1 monthly slot".
    fn channel_in_short(&self) -> &'static str {
        self.channel_in_words().trim_start_matches("an ").trim_start_matches("a ")
    }

    /// Whether it costs a slot of the day or of the month.
    pub(super) fn costs_slots(&self) -> bool {
        self.cost.day_slots + self.cost.month_slots > 0 && self.reason != VerdictReason::NoLimit
    }

    pub(super) fn cost_in_words(&self) -> String {
        limited_cost_in_words(self.cost, self.reason)
    }
}

/// "nothing", "1 credit", "1 daily and 1 monthly slot".
pub(crate) fn cost_in_words(cost: Cost, reason: VerdictReason) -> String {
    match cost {
        // It costs nothing only today: their slot of today is used already.
        Cost { day_slots: 0, month_slots: 0, credits: 0 } if reason == VerdictReason::CountedToday => {
            "nothing today".to_owned()
        }
        Cost { day_slots: 0, month_slots: 0, credits: 0 } => "nothing".to_owned(),
        Cost { credits: spent, .. } if spent > 0 => credits(u64::from(spent)),
        Cost { day_slots, month_slots, .. } => slots_in_words(day_slots, month_slots),
    }
}

/// "nothing", "1 credit", "day, month": as `history` shows it. Slots that no limit counts cost nothing.
fn cost_in_short(cost: Cost, reason: VerdictReason) -> String {
    let is_limited = reason != VerdictReason::NoLimit;
    match cost {
        Cost { day_slots: 1.., month_slots: 0, credits: 0 } if is_limited => "day".to_owned(),
        Cost { month_slots: 1.., credits: 0, .. } if is_limited => "day, month".to_owned(),
        cost => limited_cost_in_words(cost, reason),
    }
}

/// Whether a send fits today, in a word or two.
fn fits_in_short(fit: Availability, reason: VerdictReason, style: OutputStyle) -> String {
    match fit {
        Availability::Available => "yes".to_owned(),
        Availability::OverAdvisory => style.mark(Tone::Near, "over, warns"),
        Availability::Blocked if reason == VerdictReason::Stopped => style.mark(Tone::Bad, "stopped"),
        Availability::Blocked => style.mark(Tone::Bad, "no"),
    }
}

/// As [`cost_in_words`], but slots that no limit counts cost nothing.
pub(crate) fn limited_cost_in_words(cost: Cost, reason: VerdictReason) -> String {
    match reason {
        VerdictReason::NoLimit => "nothing".to_owned(),
        _ => cost_in_words(cost, reason),
    }
}

/// Why a send does not fit today; `None` if it fits.
pub(crate) fn misfit(fit: Availability, reason: VerdictReason) -> Option<&'static str> {
    match fit {
        Availability::Available => None,
        Availability::OverAdvisory => Some("over a limit today, which only warns"),
        Availability::Blocked if reason == VerdictReason::Stopped => Some("stopped by LinkedIn"),
        Availability::Blocked => Some("but does not fit today"),
    }
}

/// A thread that is closed as unanswered.
#[derive(Debug, Serialize)]
pub(crate) struct UnansweredRow {
    number: u32,
    person: String,
    nudges_sent: u32,
    last_touch: LocalInstant,
}

impl UnansweredRow {
    /// A thread as a row.
    pub(crate) fn new(thread: &Thread, context: FollowUpContext<'_>) -> UnansweredRow {
        UnansweredRow {
            number: number(thread),
            person: name(thread, context.book),
            nudges_sent: thread.nudges,
            last_touch: context.as_of.with_instant(thread.last_touch),
        }
    }
}

pub(super) fn number(thread: &Thread) -> u32 {
    thread.person.0 + 1
}

pub(super) fn name(thread: &Thread, book: &ContactBook) -> String {
    book.person(thread.person).short_name()
}
