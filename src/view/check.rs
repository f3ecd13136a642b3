//! The answer to "may I send this?": yes or no, the cost, the reason, and when a no becomes a yes.

use serde::Serialize;

use crate::engine::outcome::Window;
use crate::engine::plan::SecondInMail;
use crate::engine::record::Charge;
use crate::engine::status::AccountStatus;
use crate::engine::verdict::{Cost, SendKind, Verdict, VerdictReason};
use crate::settings::ClockFormat;
use crate::view::caution::{Caution, CautionPlan, limit_in_words};
use crate::view::counted::slots_in_words;
use crate::view::format::{LocalInstant, LocalPlanDate, ahead, credits, day, safe};
use crate::view::free_way::FreeWay;
use crate::view::remaining::remaining;
use crate::view::send_kind;
use crate::view::stop::{StopRow, count_in_words};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `check`.
#[derive(Debug, Serialize)]
pub(crate) struct CheckAnswer {
    as_of: LocalInstant,
    pub(crate) allowed: bool,
    kind: SendKind,
    pub(crate) person: Option<String>,
    cost: Cost,
    reason: VerdictReason,
    available_at: Option<LocalInstant>,
    /// The date of the plan that makes it a yes, if one does.
    #[serde(skip)]
    available_on: Option<LocalPlanDate>,
    /// How many such sends are allowed now; `None` if nothing blocks, however many.
    fits_now: Option<u64>,
    /// For a no that lasts because there are too many: how many are ever allowed at once.
    fits_ever: Option<u64>,
    pub(crate) cautions: Vec<Caution>,
    /// The person's name for the text, with the profile if someone else has the same name.
    #[serde(skip)]
    pub(crate) display_name: Option<String>,
    /// The number of sends.
    #[serde(skip)]
    count: u32,
    #[serde(skip)]
    status: AccountStatus,
    /// A way without a credit, if it would cost one. The text begins with it.
    #[serde(skip)]
    free_way: Option<FreeWay>,
}

impl CheckAnswer {
    /// The answer for a verdict on a number of sends of a kind, with what LinkedIn does with a second InMail. The person has a name and a display name; without them,
    /// the sends are to new people.
    pub(crate) fn new(
        (person, display_name): (Option<String>, Option<String>),
        (kind, count): (SendKind, u32),
        (verdict, second_inmail): (&Verdict, SecondInMail),
        status: AccountStatus,
        clock: ClockFormat,
    ) -> CheckAnswer {
        let plan = CautionPlan { name: &status.plan.name, numbers: &status.plan.numbers, second_inmail };
        let caution = |warning| Caution::from_warning(warning, &plan, status.zone, clock);
        // What is the reason for the no, the answer says.
        let mark = verdict.bars.mark.filter(|_| verdict.reason != VerdictReason::DoNotContact);
        let marked = mark.map(|mark| Caution::do_not_contact(mark.until));
        let again = verdict.bars.invite_again_at.filter(|_| verdict.reason != VerdictReason::WithdrawnRecently);
        let again = again.map(|at| Caution::withdrawn_recently(LocalInstant::new(at, status.zone), clock));
        let stop = stop_of(kind, &status).filter(|_| verdict.reason != VerdictReason::Stopped);
        let stopped = stop.map(|stop| stop.caution(clock));
        CheckAnswer {
            as_of: LocalInstant::new(status.as_of, status.zone),
            allowed: verdict.allowed,
            kind,
            person,
            cost: verdict.cost,
            reason: verdict.reason,
            available_at: verdict.available_at.map(|at| LocalInstant::new(at, status.zone)),
            fits_now: verdict.fits_now,
            fits_ever: verdict.fits_ever,
            available_on: verdict.available_on.map(|on| LocalPlanDate::new(on, status.zone)),
            cautions: verdict.warnings.iter().map(caution).chain(marked).chain(again).chain(stopped).collect(),
            display_name,
            count,
            status,
            free_way: None,
        }
    }

    /// The same answer with a way that costs no credit.
    pub(crate) fn with_free_way(self, free_way: Option<FreeWay>) -> CheckAnswer {
        CheckAnswer { free_way, ..self }
    }

    /// The cautions that the text does not say itself.
    pub(crate) fn other_cautions(&self) -> Vec<Caution> {
        let said = self.free_way.as_ref().map(FreeWay::code);
        self.cautions.iter().filter(|caution| said != Some(caution.code())).cloned().collect()
    }
}

impl Show for CheckAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let answer = if self.allowed { self.yes(style) } else { self.no(style) };
        let name = self.display_name.as_deref().map(safe).unwrap_or_default();
        let free_way =
            self.free_way.as_ref().map(|way| way.line(&name, self.as_of, style.clock) + "\n").unwrap_or_default();
        format!("{free_way}{answer}\n{}\n", remaining(self.kind, &self.status, style))
    }
}

impl CheckAnswer {
    fn yes(&self, style: OutputStyle) -> String {
        let yes = style.paint(Tone::Good, "yes");
        let costs = if self.count == 1 { "costs" } else { "cost" };
        let cost = self.cost_in_words().unwrap_or_else(|| "nothing".to_owned());
        let why = why(self.reason, self.kind).unwrap_or_default();
        format!("{yes} – {} {costs} {cost}{why}", self.what())
    }

    fn no(&self, style: OutputStyle) -> String {
        let no = style.paint(Tone::Bad, "no");
        let when = match self.available_at {
            Some(at) => {
                let pinned = self.available_on.map(LocalPlanDate::pinned).unwrap_or_default();
                format!("you can again from {}", ahead(at, &pinned, self.as_of, style.clock))
            }
            None => format!("{}{}", self.never(), self.fits_in_words()),
        };
        let cost = self.cost_in_words().map(|cost| format!("; it would cost {cost}")).unwrap_or_default();
        format!("{no} – {}\n{when}{cost}", self.why_not())
    }

    /// Why a no lasts: "that is more than a month allows".
    fn never(&self) -> String {
        match (self.reason, self.fits_ever) {
            (VerdictReason::DoNotContact, _) => {
                "you can again once you remove the mark: inquota people unblock".to_owned()
            }
            (_, None) => "not within the next ten years".to_owned(),
            (VerdictReason::NoCredits, Some(0)) => "the plan gives no credits within ten years".to_owned(),
            (VerdictReason::NoCredits, Some(most)) => {
                format!("your plan never has that many: {most} at most within ten years")
            }
            (VerdictReason::InMailsDailyLimit | VerdictReason::InvitationsDailyLimit, Some(0)) => {
                "your limit allows none".to_owned()
            }
            (_, Some(0)) => "the plan allows none".to_owned(),
            (
                VerdictReason::DailyLimit | VerdictReason::InMailsDailyLimit | VerdictReason::InvitationsDailyLimit,
                _,
            ) => "that is more than a day allows".to_owned(),
            (VerdictReason::WeeklyLimit, _) => "that is more than a week allows".to_owned(),
            _ => "that is more than a month allows".to_owned(),
        }
    }

    /// "; you can send 3 now", if several are asked about.
    fn fits_in_words(&self) -> String {
        match self.fits_now.filter(|_| self.count > 1) {
            None => String::new(),
            Some(0) => "; you can send none now".to_owned(),
            Some(fits) => format!("; you can send {fits} now"),
        }
    }

    /// "a message to Jane Doe", "3 InMails to new people".
    fn what(&self) -> String {
        let sends = send_kind::number_of(self.kind, self.count);
        let one = || match self.kind {
            SendKind::Message | SendKind::InMail(Charge::Free) => sends.replacen('1', "a", 1),
            SendKind::InMail(Charge::Ordinary) | SendKind::Invitation { .. } => sends.replacen('1', "an", 1),
        };
        match &self.display_name {
            Some(person) => format!("{} to {}", one(), safe(person)),
            None if self.count == 1 => format!("{} to someone new", one()),
            None => format!("{sends} to new people"),
        }
    }

    /// "1 daily and 1 monthly slot"; `None` for nothing.
    fn cost_in_words(&self) -> Option<String> {
        let Cost { day_slots, month_slots, credits: spent } = self.cost;
        match (self.kind, day_slots, month_slots, spent) {
            (SendKind::InMail(_), _, _, 0) | (SendKind::Message, 0, ..) => None,
            (SendKind::InMail(_), _, _, spent) => Some(credits(u64::from(spent))),
            (SendKind::Invitation { with_note }, ..) => {
                let notes =
                    if with_note { format!(" and {} of this month's notes", self.count) } else { String::new() };
                Some(format!("{} of this week's invitations{notes}", self.count))
            }
            (SendKind::Message, day, month, _) => Some(slots_in_words(day, month)),
        }
    }

    /// The reason for a no.
    fn why_not(&self) -> String {
        let numbers = &self.status.plan.numbers;
        let of = |window, used: u32| match (self.count, used) {
            (1, _) => format!("you have reached {}", limit_in_words(window, numbers)),
            (count, 0) => format!("{count} would exceed {}", limit_in_words(window, numbers)),
            (count, used) => format!("{used} used, and {count} more would exceed {}", limit_in_words(window, numbers)),
        };
        match self.reason {
            VerdictReason::DailyLimit => of(Window::Day, self.status.day.used),
            VerdictReason::MonthlyLimit => of(Window::Month, self.status.month.used),
            VerdictReason::InMailsDailyLimit => of(Window::InMailsDay, self.status.inmails_day.used),
            VerdictReason::InvitationsDailyLimit => of(Window::InvitationsDay, self.status.invitations_day.used),
            VerdictReason::WeeklyLimit => of(Window::Week, self.status.week.used),
            VerdictReason::NotesLimit => of(Window::Notes, self.status.notes.used),
            VerdictReason::DoNotContact => {
                let person = self.display_name.as_deref().map_or_else(|| "them".to_owned(), safe);
                format!("you marked {person} as “do not contact”")
            }
            VerdictReason::WithdrawnRecently => {
                "you withdrew your invitation to them less than 21 days ago, and LinkedIn does not allow a new one yet"
                    .to_owned()
            }
            VerdictReason::Stopped => self.stopped(),
            _ if self.status.balance == 0 => "you have no InMail credits left".to_owned(),
            _ => format!("you have only {}", credits(self.status.balance)),
        }
    }

    /// "LinkedIn stopped messages on Wed 25 Nov 2026, at 12 people that day".
    fn stopped(&self) -> String {
        stop_of(self.kind, &self.status).map_or_else(String::new, |stop| {
            format!("{} on {}, at {}", stop.head(), day(stop.since.date()), count_in_words(stop.kind, stop.count))
        })
    }
}

/// The stop in force that stops a send.
fn stop_of(kind: SendKind, status: &AccountStatus) -> Option<StopRow> {
    let (kind, stop) = status.stops.of_send(kind, status.as_of)?;
    Some(StopRow::new(kind, stop, status.zone))
}

/// The reason for a yes, to follow the cost; `None` if the cost implies it.
fn why(reason: VerdictReason, kind: SendKind) -> Option<&'static str> {
    match reason {
        VerdictReason::FreeInMail if kind == SendKind::InMail(Charge::Free) => Some(": you marked it as free"),
        VerdictReason::FreeInMail => Some(": your first plan had not started"),
        VerdictReason::ConversationOpen => Some(": they have responded, so the conversation is open"),
        VerdictReason::CountedToday => Some(": they already count today"),
        VerdictReason::NoLimit if matches!(kind, SendKind::Invitation { .. }) => {
            Some("; LinkedIn limits invitations, but publishes no number")
        }
        VerdictReason::NoLimit => Some("; LinkedIn limits messages, but publishes no number"),
        VerdictReason::AdvisoryLimit => Some(", over a limit that only warns"),
        _ => None,
    }
}
