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
struct Needs {
    /// The reason for a yes, unless its slots give one.
    why: Option<VerdictReason>,
    credits: bool,
    slots: Vec<Window>,
}

impl State<'_> {
    pub(crate) fn answer(&self, ask: Ask) -> Answered {
        let needs = self.needs(ask);
        let uses = |window| if needs.slots.contains(&window) { ask.count } else { 0 };
        let credits = if needs.credits { ask.count } else { 0 };
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
        let over = needs.slots.iter().filter(|window| self.is_over(**window, ask.count, Enforcement::Advisory));
        let mut warnings: Vec<Warning> = over.map(|window| Warning::OverAdvisory(*window)).collect();
        if let (SendKind::InMail(_), Some(person)) = (ask.question, ask.person) {
            if needs.credits && self.is_connection(person) {
                warnings.push(Warning::Connection);
            } else if needs.credits && self.got_free_inmail(person) {
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
        // An InMail counts in its day unless the conversation is open, whatever it costs (rules 6).
        let day = if is_open { Vec::new() } else { vec![Window::InMailsDay] };
        let inmail = |why, credits| Needs { why: Some(why), credits, slots: day.clone() };
        let of_slots = |slots| Needs { why: None, credits: false, slots };
        match ask.question {
            SendKind::InMail(charge) if charge == Charge::Free || self.plan.is_none() => {
                inmail(VerdictReason::FreeInMail, false)
            }
            SendKind::InMail(_) | SendKind::Message if is_open => inmail(VerdictReason::ConversationOpen, false),
            SendKind::InMail(_) => inmail(VerdictReason::CreditAvailable, true),
            SendKind::Message => {
                let mut slots = Vec::new();
                slots.extend((!ask.person.is_some_and(|who| self.used_today(who))).then_some(Window::Day));
                slots.extend((!ask.person.is_some_and(|who| self.used_this_month(who))).then_some(Window::Month));
                Needs { why: slots.is_empty().then_some(VerdictReason::CountedToday), ..of_slots(slots) }
            }
            SendKind::Invitation { with_note: false } => of_slots(vec![Window::InvitationsDay, Window::Week]),
            SendKind::Invitation { with_note: true } => {
                of_slots(vec![Window::InvitationsDay, Window::Week, Window::Notes])
            }
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
        let stopped = self.is_stopped(ask.question).then_some(VerdictReason::Stopped);
        let mark = ask.person.and_then(|person| self.mark_on(person)).map(|_| VerdictReason::DoNotContact);
        let needs = self.needs(ask);
        let short = (needs.credits && self.lots.balance() < u64::from(ask.count)).then_some(VerdictReason::NoCredits);
        let over = needs.slots.into_iter().filter(|window| self.is_over(*window, ask.count, Enforcement::Enforced));
        over.map(no_for).chain(short).chain(waits).chain(stopped).chain(mark).collect()
    }

    fn why_yes(&self, ask: Ask) -> VerdictReason {
        let Needs { why, slots, .. } = self.needs(ask);
        let of_slots = || {
            if slots.iter().any(|window| self.is_over(*window, ask.count, Enforcement::Advisory)) {
                VerdictReason::AdvisoryLimit
            } else if slots.iter().all(|window| self.limit(*window).is_none()) {
                VerdictReason::NoLimit
            } else {
                VerdictReason::SlotFree
            }
        };
        why.unwrap_or_else(of_slots)
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
        Window::InMailsDay => VerdictReason::InMailsDailyLimit,
        Window::InvitationsDay => VerdictReason::InvitationsDailyLimit,
        Window::Week => VerdictReason::WeeklyLimit,
        Window::Notes => VerdictReason::NotesLimit,
    }
}

/// If several lift together, the one named first is the reason.
fn precedence(reason: VerdictReason) -> usize {
    let order = [
        VerdictReason::DoNotContact,
        VerdictReason::Stopped,
        VerdictReason::WithdrawnRecently,
        VerdictReason::MonthlyLimit,
        VerdictReason::DailyLimit,
        VerdictReason::NotesLimit,
        VerdictReason::WeeklyLimit,
        VerdictReason::InvitationsDailyLimit,
        VerdictReason::NoCredits,
        VerdictReason::InMailsDailyLimit,
    ];
    order.len() - order.iter().position(|one| *one == reason).unwrap()
}
