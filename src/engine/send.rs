//! What a send costs (rules 3, 4.5, 4.6, 4.13, 5.1, 5.2, 6). Only this module determines it: [`verdict`] asks for it
//! before a send, and the fold charges it when the send is recorded.
//!
//! Cost comes before limits (rules 3.3): [`Price::of`] ignores limits, and [`Requirement::availability`] looks at
//! nothing else.
//!
//! [`verdict`]: super::verdict

use super::budget::Budget;
use super::calendar::{Instant, Month};
use super::interaction::{Charge, SendKind};
use super::outcome::{CostReason, SendEffect};
use super::person_state::{PersonState, UnansweredInMail};
use super::plan::Window;
use super::stop::StoppedKind;
use super::usage::Availability;

/// Something that a send uses up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Requirement {
    /// A credit.
    Credit,
    /// A slot of a window.
    Slot(Window),
    /// The instant from which the person can be invited again (rules 5.4).
    InviteAgain(Instant),
    /// That LinkedIn has not stopped a kind (rules 6).
    NotStopped(StoppedKind),
    /// The end of the do-not-contact mark on the person; `None` if it is for good (rules 2.5).
    MarkOver(Option<Instant>),
}

const DAY: Requirement = Requirement::Slot(Window::Day);
const MONTH: Requirement = Requirement::Slot(Window::Month);
const INMAILS_DAY: Requirement = Requirement::Slot(Window::InMailsDay);
const INVITATIONS_DAY: Requirement = Requirement::Slot(Window::InvitationsDay);
const WEEK: Requirement = Requirement::Slot(Window::Week);
const NOTES: Requirement = Requirement::Slot(Window::Notes);

impl Requirement {
    /// Whether a budget has enough of it for this many sends.
    pub(super) fn availability(self, budget: &Budget, count: u32) -> Availability {
        match self {
            Requirement::Slot(window) => budget.usage(window).availability(count),
            Requirement::Credit if budget.wallet().balance() >= u64::from(count) => Availability::Available,
            Requirement::InviteAgain(from) | Requirement::MarkOver(Some(from)) if from <= budget.now() => {
                Availability::Available
            }
            Requirement::NotStopped(kind) if !is_stopped(kind, budget) => Availability::Available,
            Requirement::Credit
            | Requirement::InviteAgain(_)
            | Requirement::MarkOver(_)
            | Requirement::NotStopped(_) => Availability::Blocked,
        }
    }

    /// The number of sends that it has room for now; `None` if nothing blocks, however many.
    pub(super) fn room(self, budget: &Budget) -> Option<u64> {
        match self {
            Requirement::Slot(window) => budget.usage(window).room().map(u64::from),
            Requirement::Credit => Some(budget.wallet().balance()),
            Requirement::InviteAgain(from) | Requirement::MarkOver(Some(from)) => (budget.now() < from).then_some(0),
            Requirement::MarkOver(None) => Some(0),
            Requirement::NotStopped(kind) => is_stopped(kind, budget).then_some(0),
        }
    }

    /// The number of sends that it has room for when nothing is used; of credits, those held.
    pub(super) fn capacity(self, budget: &Budget) -> u64 {
        match self {
            Requirement::Slot(window) => budget.usage(window).limit.map_or(u64::MAX, |limit| u64::from(limit.count)),
            Requirement::Credit => budget.wallet().balance(),
            Requirement::InviteAgain(_) | Requirement::MarkOver(_) | Requirement::NotStopped(_) => u64::MAX,
        }
    }

    /// The instant from which it is met, if it depends on the person and the time alone.
    pub(super) fn over_at(self) -> Option<Instant> {
        match self {
            Requirement::InviteAgain(at) => Some(at),
            Requirement::MarkOver(end) => end,
            Requirement::Credit | Requirement::Slot(_) | Requirement::NotStopped(_) => None,
        }
    }

    /// Whether the budget has no limit on it.
    pub(super) fn is_unlimited(self, budget: &Budget) -> bool {
        matches!(self, Requirement::Slot(window) if budget.usage(window).limit.is_none())
    }
}

fn is_stopped(kind: StoppedKind, budget: &Budget) -> bool {
    budget.stops().in_force(kind, budget.now()).is_some()
}

/// What a send to a person costs, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) why: CostReason,
    pub(super) requirements: &'static [Requirement],
}

impl Price {
    /// What a send to this person costs now, regardless of limits.
    pub(super) fn of(kind: SendKind, person: &PersonState, budget: &Budget) -> Price {
        let today = budget.today();
        let (why, requirements): (CostReason, &[Requirement]) = match kind {
            SendKind::Message if person.open => (CostReason::ConversationOpen, &[]),
            SendKind::Message if person.messaged_on == Some(today) => (CostReason::CountedToday, &[]),
            SendKind::Message if person.slot_month == Some(Month::of(today)) => (CostReason::CountedThisMonth, &[DAY]),
            SendKind::Message => (CostReason::NewThisMonth, &[DAY, MONTH]),
            SendKind::InMail(charge) => return Price::of_inmail(charge, person, budget),
            SendKind::Invitation { with_note: false } => (CostReason::InWeek, &[INVITATIONS_DAY, WEEK]),
            SendKind::Invitation { with_note: true } => (CostReason::InWeekWithNote, &[INVITATIONS_DAY, WEEK, NOTES]),
        };
        Price { why, requirements }
    }

    /// What an InMail costs. Every one counts in its day, free or not, except those of an open conversation (rules 6).
    fn of_inmail(charge: Charge, person: &PersonState, budget: &Budget) -> Price {
        let why = match charge {
            _ if !budget.has_plan() => CostReason::BeforeFirstPlan,
            Charge::Free => CostReason::MarkedFree,
            Charge::Ordinary if person.open => CostReason::ConversationOpen,
            Charge::Ordinary => CostReason::CreditSpent,
        };
        let requirements: &[Requirement] = match why {
            _ if person.open => &[],
            CostReason::CreditSpent => &[Requirement::Credit, INMAILS_DAY],
            _ => &[INMAILS_DAY],
        };
        Price { why, requirements }
    }

    /// Whether the price includes a requirement.
    pub(super) fn needs(self, requirement: Requirement) -> bool {
        self.requirements.contains(&requirement)
    }

    /// The windows that the send counts in.
    pub(super) fn windows(self) -> impl Iterator<Item = Window> {
        self.requirements.iter().filter_map(|requirement| match requirement {
            Requirement::Slot(window) => Some(*window),
            Requirement::Credit
            | Requirement::InviteAgain(_)
            | Requirement::MarkOver(_)
            | Requirement::NotStopped(_) => None,
        })
    }

    /// What one send counts as. It counts regardless of limits, since it was sent (rules 3.4, 4.6).
    fn counted(self, budget: &Budget) -> SendEffect {
        let is_short = |requirement: Requirement| requirement.availability(budget, 1) != Availability::Available;
        let needs_credit = self.needs(Requirement::Credit);
        let uncovered = needs_credit && is_short(Requirement::Credit);
        SendEffect {
            day_slot: self.needs(DAY),
            month_slot: self.needs(MONTH),
            credit: needs_credit && !uncovered,
            over: self.windows().filter(|window| is_short(Requirement::Slot(*window))).collect(),
            uncovered,
            why: if uncovered { CostReason::NoCreditLeft } else { self.why },
        }
    }
}

/// Charges a send to a person, and returns what it counted as.
pub(super) fn send(kind: SendKind, person: &mut PersonState, budget: &mut Budget) -> SendEffect {
    let price = Price::of(kind, person, budget);
    let counted = price.counted(budget);
    if price.needs(INMAILS_DAY) {
        budget.inmails.add(budget.today());
    }
    match kind {
        SendKind::Message => message(person, budget, &counted),
        SendKind::InMail(charge) => inmail(person, charge, budget, &counted),
        SendKind::Invitation { with_note } => invitation(budget, with_note, &counted),
    }
    counted
}

fn message(person: &mut PersonState, budget: &mut Budget, counted: &SendEffect) {
    let today = budget.today();
    person.note_contact(budget.now());
    budget.totals.messages += 1;
    budget.totals.over_limit += u64::from(!counted.over.is_empty());
    if counted.day_slot {
        budget.slots.use_day(today);
        budget.totals.day_slots += 1;
    }
    if counted.month_slot {
        person.slot_month = Some(Month::of(today));
        budget.slots.use_month(Month::of(today));
        budget.totals.month_slots += 1;
    }
}

fn inmail(person: &mut PersonState, charge: Charge, budget: &mut Budget, counted: &SendEffect) {
    let needed_credit = counted.credit || counted.uncovered;
    person.note_contact(budget.now());
    person.got_free_inmail |= charge == Charge::Free;
    person.unanswered_inmails.push(UnansweredInMail {
        sent: budget.now(),
        needed_credit,
        plan_starts: budget.plan_starts(),
    });
    budget.recent_inmails.send(budget.now());
    budget.wallet.take(u64::from(counted.credit));
    budget.uncovered += u64::from(counted.uncovered);
    let totals = &mut budget.totals;
    totals.inmails += 1;
    totals.inmails_over_limit += u64::from(!counted.over.is_empty());
    totals.charged += u64::from(counted.credit);
    totals.uncovered += u64::from(counted.uncovered);
    totals.free += u64::from(!needed_credit);
}

fn invitation(budget: &mut Budget, with_note: bool, counted: &SendEffect) {
    budget.invitations.send(budget.now(), budget.today());
    budget.totals.invitations += 1;
    budget.totals.invitations_over_limit += u64::from(!counted.over.is_empty());
    if with_note {
        budget.invitations.use_note(Month::of(budget.today()));
        budget.totals.notes += 1;
    }
}
