//! The answer of `check`, and when a no turns into a yes: found by trying one moment after another (rules 1.7).

use inquota::engine::calendar::Instant;
use inquota::engine::outcome::Window;
use inquota::engine::person::PersonId;
use inquota::engine::plan::Enforcement;
use inquota::engine::record::Charge;
use inquota::engine::verdict::{SendKind, VerdictReason, Warning};

use super::fold::State;

/// A question of `check`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    pub(crate) question: SendKind,
    pub(crate) person: Option<PersonId>,
    pub(crate) count: u32,
}

/// An answer of `check`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answered {
    pub(crate) allowed: bool,
    pub(crate) reason: VerdictReason,
    pub(crate) day_slots: u32,
    pub(crate) month_slots: u32,
    pub(crate) credits: u32,
    pub(crate) available_at: Option<Instant>,
    pub(crate) warnings: Vec<Warning>,
}

/// What a send needs.
enum Needs {
    Nothing(VerdictReason),
    Credits,
    Slots(Vec<Window>),
}

impl State<'_> {
    pub(crate) fn answer(&self, ask: Ask) -> Answered {
        let needs = self.needs(ask);
        let uses =
            |window| if matches!(&needs, Needs::Slots(slots) if slots.contains(&window)) { ask.count } else { 0 };
        let credits = if matches!(needs, Needs::Credits) { ask.count } else { 0 };
        let (day_slots, month_slots) = (uses(Window::Day), uses(Window::Month));
        let blocks = self.blocks(ask);
        let (reason, available_at) =
            if blocks.is_empty() { (self.why_yes(ask), None) } else { self.when_lifted(ask, &blocks) };
        let warnings = self.warnings(ask, &needs);
        Answered { allowed: blocks.is_empty(), reason, day_slots, month_slots, credits, available_at, warnings }
    }

    /// The warnings: advisory limits that would be passed; for an `InMail` that costs a credit, a connection, to whom a
    /// message would cost none, or else somebody who had a free one; for an `InMail` without an open conversation, an
    /// earlier one without an answer; for an invitation, a person who is a connection already, and one to whom an
    /// invitation is pending; for a message, an invitation that is pending to a person who is no connection; for
    /// messages and `InMails`, that the latest response was a decline.
    fn warnings(&self, ask: Ask, needs: &Needs) -> Vec<Warning> {
        let slots: &[Window] = if let Needs::Slots(slots) = needs { slots } else { &[] };
        let over = slots.iter().filter(|window| self.is_over(**window, ask.count, Enforcement::Advisory));
        let mut warnings: Vec<Warning> = over.map(|window| Warning::OverAdvisory(*window)).collect();
        if let (SendKind::InMail(_), Some(person)) = (ask.question, ask.person) {
            let costs = matches!(needs, Needs::Credits);
            if costs && self.is_connection(person) {
                warnings.push(Warning::Connection);
            } else if costs && self.got_free_inmail(person) {
                warnings.push(Warning::OpenProfile);
            }
            if !self.is_open(person) {
                warnings.extend(self.waiting_inmails(person).last().map(|inmail| Warning::UnansweredInMail(inmail.at)));
            }
        }
        if let (SendKind::Message, Some(person)) = (ask.question, ask.person.filter(|who| !self.is_connection(*who))) {
            warnings.extend(self.pending_invitation(person).map(|_| Warning::NotYetConnected));
        }
        let is_written = !matches!(ask.question, SendKind::Invitation { .. });
        let declined = ask.person.is_some_and(|person| is_written && self.declined_last(person));
        warnings.extend(declined.then_some(Warning::Declined));
        if let (SendKind::Invitation { .. }, Some(person)) = (ask.question, ask.person) {
            warnings.extend(self.is_connection(person).then_some(Warning::AlreadyConnected));
            warnings.extend(self.pending_invitation(person).map(|_| Warning::AlreadyInvited));
        }
        warnings
    }

    fn needs(&self, ask: Ask) -> Needs {
        let is_open = ask.person.is_some_and(|person| self.is_open(person));
        match ask.question {
            SendKind::InMail(charge) if charge == Charge::Free || self.plan.is_none() => {
                Needs::Nothing(VerdictReason::FreeInMail)
            }
            SendKind::InMail(_) | SendKind::Message if is_open => Needs::Nothing(VerdictReason::ConversationOpen),
            SendKind::InMail(_) => Needs::Credits,
            SendKind::Message => {
                let mut slots = Vec::new();
                slots.extend((!ask.person.is_some_and(|who| self.used_today(who))).then_some(Window::Day));
                slots.extend((!ask.person.is_some_and(|who| self.used_this_month(who))).then_some(Window::Month));
                if slots.is_empty() { Needs::Nothing(VerdictReason::CountedToday) } else { Needs::Slots(slots) }
            }
            SendKind::Invitation { with_note: false } => Needs::Slots(vec![Window::Week]),
            SendKind::Invitation { with_note: true } => Needs::Slots(vec![Window::Week, Window::Notes]),
        }
    }

    /// Whether a window with such a limit has no room for this many.
    fn is_over(&self, window: Window, count: u32, force: Enforcement) -> bool {
        let limit = self.limit(window).filter(|limit| limit.force == force);
        limit.is_some_and(|limit| self.used(window) + count > limit.count)
    }

    /// The reasons for a no, one for each limit.
    fn blocks(&self, ask: Ask) -> Vec<VerdictReason> {
        let waits = |person| matches!(ask.question, SendKind::Invitation { .. }) && self.was_withdrawn_recently(person);
        let waits = ask.person.is_some_and(waits).then_some(VerdictReason::WithdrawnRecently);
        let mark = ask.person.and_then(|person| self.mark_on(person)).map(|_| VerdictReason::DoNotContact);
        let limits = match self.needs(ask) {
            Needs::Nothing(_) => Vec::new(),
            Needs::Credits if self.lots.balance() >= u64::from(ask.count) => Vec::new(),
            Needs::Credits => vec![VerdictReason::NoCredits],
            Needs::Slots(slots) => {
                let over = slots.into_iter().filter(|window| self.is_over(*window, ask.count, Enforcement::Enforced));
                over.map(no_for).collect()
            }
        };
        limits.into_iter().chain(waits).chain(mark).collect()
    }

    fn why_yes(&self, ask: Ask) -> VerdictReason {
        match self.needs(ask) {
            Needs::Nothing(reason) => reason,
            Needs::Credits => VerdictReason::CreditAvailable,
            Needs::Slots(slots)
                if slots.iter().any(|window| self.is_over(*window, ask.count, Enforcement::Advisory)) =>
            {
                VerdictReason::AdvisoryLimit
            }
            Needs::Slots(slots) if slots.iter().all(|window| self.limit(*window).is_none()) => VerdictReason::NoLimit,
            Needs::Slots(_) => VerdictReason::SlotFree,
        }
    }

    /// The reason that is lifted last, and when all are lifted.
    fn when_lifted(&self, ask: Ask, blocks: &[VerdictReason]) -> (VerdictReason, Option<Instant>) {
        let mark = ask.person.and_then(|person| self.mark_on(person));
        if mark.is_some_and(|mark| mark.until.is_none()) {
            return (VerdictReason::DoNotContact, None);
        }
        let mut lifted: Vec<Option<Instant>> = vec![None; blocks.len()];
        let mut available_at = None;
        self.look_ahead(|later| {
            let now_blocks = later.blocks(ask);
            for (when, reason) in lifted.iter_mut().zip(blocks) {
                if when.is_none() && !now_blocks.contains(reason) {
                    *when = Some(later.now);
                }
            }
            available_at = now_blocks.is_empty().then_some(later.now);
            now_blocks.is_empty()
        });
        let last = (0..blocks.len()).max_by_key(|it| (lifted[*it].is_none(), lifted[*it], precedence(blocks[*it])));
        (blocks[last.unwrap()], available_at)
    }

    /// Steps through every later moment of ten years, as if nothing else happened, until `stop` returns true.
    pub(crate) fn look_ahead(&self, stop: impl FnMut(&State) -> bool) {
        let reading = self.reading.without_events_after(self.now);
        let mut later = State { reading: &reading, ..self.clone() };
        later.pass_all(self.now.plus_ten_years(), stop);
    }
}

fn no_for(window: Window) -> VerdictReason {
    match window {
        Window::Day => VerdictReason::DailyLimit,
        Window::Month => VerdictReason::MonthlyLimit,
        Window::Week => VerdictReason::WeeklyLimit,
        Window::Notes => VerdictReason::NotesLimit,
    }
}

/// If several lift together, the mark not to contact the person takes precedence over the others, then the wait after a
/// withdrawal, the month over the day, and the notes over the week.
fn precedence(reason: VerdictReason) -> u8 {
    match reason {
        VerdictReason::DoNotContact => 3,
        VerdictReason::WithdrawnRecently => 2,
        VerdictReason::MonthlyLimit | VerdictReason::NotesLimit => 1,
        _ => 0,
    }
}
