//! The answer of `check`: may this be sent, what does it cost, and if not now, when? (rules 1.7, 3.3, 5, 6)
//!
//! | file | contents |
//! |---|---|
//! | `query` | the question, and the budget that it is asked about |
//! | `warning` | warnings that go with the answer, even with a yes |

mod query;
mod warning;

pub use super::interaction::SendKind;
pub use query::Bars;
pub use warning::Warning;

use serde::Serialize;

use super::account::Account;
use super::budget::{Budget, Resource};
use super::calendar::{Instant, PlanDate};
use super::outcome::CostReason;
use super::person::PersonId;
use super::person_state::PersonState;
use super::plan::Window;
use super::send::{Price, Requirement};
use super::usage::Availability;
use query::SendQuery;

/// The reason for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictReason {
    /// Yes: the InMail is free, or before the first plan.
    #[serde(rename = "free_inmail")]
    FreeInMail,
    /// Yes: the person has responded before.
    ConversationOpen,
    /// Yes: there are credits.
    CreditAvailable,
    /// Yes: the person already has a slot of today.
    CountedToday,
    /// Yes: it would be over a limit that only warns.
    AdvisoryLimit,
    /// Yes: there is no limit on what it needs.
    NoLimit,
    /// Yes: there is room.
    SlotFree,
    /// No: the day is full.
    DailyLimit,
    /// No: the month is full.
    MonthlyLimit,
    /// No: too few credits.
    NoCredits,
    /// No: the 168 hours are full.
    WeeklyLimit,
    /// No: the month's notes are used up.
    NotesLimit,
    /// No: the member's own limit on InMails a day is reached.
    #[serde(rename = "inmails_daily_limit")]
    InMailsDailyLimit,
    /// No: the member's own limit on invitations a day is reached.
    InvitationsDailyLimit,
    /// No: an invitation to the person was withdrawn less than 21 days ago.
    WithdrawnRecently,
    /// No: LinkedIn refused to send such a thing, and has not sent one since.
    Stopped,
    /// No: the person has a do-not-contact mark.
    DoNotContact,
}

/// What sending would use, whether allowed or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Slots of the day.
    pub day_slots: u32,
    /// Slots of the month.
    pub month_slots: u32,
    /// Credits.
    pub credits: u32,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the answer is yes.
    pub allowed: bool,
    /// The reason.
    pub reason: VerdictReason,
    /// What sending would use.
    pub cost: Cost,
    /// When a no becomes a yes if nothing else is sent; `None` for a yes, and for a no that lasts ten years or longer.
    pub available_at: Option<Instant>,
    /// The date of the grant or the plan's start that makes it a yes, if one does.
    pub available_on: Option<PlanDate>,
    /// How many such sends are allowed now; `None` if nothing blocks, however many.
    pub fits_now: Option<u64>,
    /// For a no that lasts because there are too many sends: how many are allowed at once, at the most, within ten
    /// years.
    pub fits_ever: Option<u64>,
    /// Warnings, which may come with a yes or a no.
    pub warnings: Vec<Warning>,
    /// What keeps the member from sending to this person, whatever the reason.
    pub bars: Bars,
}

/// When a no becomes a yes, and the date of the plan that makes it one, if one does.
type Available = (Instant, Option<PlanDate>);

/// The part of a verdict that depends on what is ahead.
struct Answer {
    reason: VerdictReason,
    available: Option<Available>,
    fits_ever: Option<u64>,
}

/// A requirement that blocks now, at the present point of the look ahead.
struct Blocked {
    requirement: Requirement,
    /// When it first blocks no more.
    lifted: Option<Instant>,
    /// The most sends that it has had room for.
    capacity: u64,
}

/// Answers for `count` sends: to this person, or without one, to that many new people.
pub fn verdict(account: &Account, person: Option<PersonId>, kind: SendKind, count: u32) -> Verdict {
    let (query, budget) = (SendQuery { person: account.person(person), kind, count }, account.budget());
    let blocked: Vec<Requirement> = query.requirements_with(Availability::Blocked, budget).collect();
    let Answer { reason, available, fits_ever } = match blocked.as_slice() {
        [] => Answer { reason: query.why_yes(budget), available: None, fits_ever: None },
        blocked => query.why_not_and_until(budget, blocked),
    };
    let (available_at, available_on) = available.map_or((None, None), |(at, on)| (Some(at), on));
    Verdict {
        allowed: blocked.is_empty(),
        reason,
        cost: query.cost(budget),
        available_at,
        available_on,
        fits_now: query.fits_now(budget),
        fits_ever,
        warnings: query.warnings(budget),
        bars: query.bars(budget),
    }
}

/// The answers about many people as of one instant, for one send each. Looks ahead only once for all people with whom
/// a send counts as the same.
pub struct Verdicts<'a> {
    account: &'a Account,
    known: Vec<(SendKind, Price, Verdict)>,
}

impl Verdicts<'_> {
    /// No answers yet.
    pub fn new(account: &Account) -> Verdicts<'_> {
        Verdicts { account, known: Vec::new() }
    }

    /// The answer of [`verdict`] about a person.
    pub fn of(&mut self, person: PersonId, kind: SendKind) -> Verdict {
        let (account, budget) = (self.account, self.account.budget());
        let query = SendQuery { person: account.person(Some(person)), kind, count: 1 };
        if query.of_the_person(budget).next().is_some() {
            return verdict(account, Some(person), kind, 1);
        }
        let price = query.price(budget);
        if let Some((.., known)) = self.known.iter().find(|known| (known.0, known.1) == (kind, price)) {
            return Verdict { warnings: query.warnings(budget), ..known.clone() };
        }
        let new = verdict(account, Some(person), kind, 1);
        self.known.push((kind, price, new.clone()));
        new
    }
}

/// Whether one more send to a new person is allowed.
pub(super) fn may_send_to_new(kind: SendKind, budget: &Budget) -> bool {
    static NEW: PersonState = PersonState::new();
    SendQuery { person: &NEW, kind, count: 1 }.requirements_with(Availability::Blocked, budget).next().is_none()
}

/// Whether the limits and the credits of the plan have room. Leaves out what the person's own state requires and what
/// LinkedIn has stopped, which are the same on every plan.
pub fn has_room(account: &Account, person: Option<PersonId>, kind: SendKind, count: u32) -> bool {
    let (query, budget) = (SendQuery { person: account.person(person), kind, count }, account.budget());
    let requirements = query.price(budget).requirements.iter();
    requirements.copied().all(|requirement| requirement.availability(budget, count) != Availability::Blocked)
}

impl SendQuery<'_> {
    fn cost(&self, budget: &Budget) -> Cost {
        let price = self.price(budget);
        let count_of = |requirement| if price.needs(requirement) { self.count } else { 0 };
        Cost {
            day_slots: count_of(Requirement::Slot(Window::Day)),
            month_slots: count_of(Requirement::Slot(Window::Month)),
            credits: count_of(Requirement::Credit),
        }
    }

    /// The reason for a yes, when nothing blocks.
    fn why_yes(&self, budget: &Budget) -> VerdictReason {
        let price = self.price(budget);
        match price.why {
            CostReason::BeforeFirstPlan | CostReason::MarkedFree => VerdictReason::FreeInMail,
            CostReason::ConversationOpen => VerdictReason::ConversationOpen,
            CostReason::CountedToday => VerdictReason::CountedToday,
            CostReason::CreditSpent | CostReason::NoCreditLeft => VerdictReason::CreditAvailable,
            CostReason::CountedThisMonth
            | CostReason::NewThisMonth
            | CostReason::InWeek
            | CostReason::InWeekWithNote => {
                if self.requirements_with(Availability::OverAdvisory, budget).next().is_some() {
                    VerdictReason::AdvisoryLimit
                } else if price.requirements.iter().all(|requirement| requirement.is_unlimited(budget)) {
                    VerdictReason::NoLimit
                } else {
                    VerdictReason::SlotFree
                }
            }
        }
    }

    /// Which of the blocking requirements is lifted last, and when nothing blocks any more. Goes from change to change,
    /// with the plan records ahead and no other record (rules 1.7).
    fn why_not_and_until(&self, budget: &Budget, blocked: &[Requirement]) -> Answer {
        if blocked.contains(&Requirement::MarkOver(None)) {
            return Answer { reason: VerdictReason::DoNotContact, available: None, fits_ever: None };
        }
        let blocked = blocked.iter().map(|requirement| Blocked::new(*requirement, budget));
        let mut blocked: Vec<Blocked> = blocked.collect();
        let mut available = None;
        let waits = self.of_the_person(budget).filter_map(Requirement::over_at);
        let mut ahead = budget.ahead(self.resource()).stopping_at(waits);
        while available.is_none() || blocked.iter().any(|one| one.lifted.is_none()) {
            let Some(later) = ahead.next_change() else { break };
            let still: Vec<Requirement> = self.requirements_with(Availability::Blocked, later).collect();
            for one in &mut blocked {
                one.note(&still, later);
            }
            if available.is_none() && still.is_empty() {
                available = Some((later.now(), later.plan_date_now()));
            }
        }
        let last = blocked.iter().max_by_key(|one| (one.lifted.unwrap_or(Instant::MAX), one.why_not().0));
        let reason = last.map_or(VerdictReason::NoCredits, |last| last.why_not().1);
        let is_by_number = |requirement| matches!(requirement, Requirement::Slot(_) | Requirement::Credit);
        let too_many = blocked.iter().filter(|one| one.lifted.is_none() && is_by_number(one.requirement));
        let fits_ever = too_many.map(|one| one.capacity).min();
        Answer { reason, available, fits_ever }
    }

    /// How many such sends are allowed now; `None` if nothing blocks, however many.
    fn fits_now(&self, budget: &Budget) -> Option<u64> {
        self.requirements(budget).filter_map(|requirement| requirement.room(budget)).min()
    }

    /// The resource that the answer depends on.
    fn resource(&self) -> Resource {
        match self.kind {
            SendKind::Message => Resource::People,
            SendKind::InMail(_) => Resource::InMails,
            SendKind::Invitation { .. } => Resource::Invitations,
        }
    }
}

impl Blocked {
    fn new(requirement: Requirement, budget: &Budget) -> Blocked {
        Blocked { requirement, lifted: None, capacity: requirement.capacity(budget) }
    }

    /// Notes what blocks at a later instant.
    fn note(&mut self, still: &[Requirement], later: &Budget) {
        self.capacity = self.capacity.max(self.requirement.capacity(later));
        if self.lifted.is_none() && !still.contains(&self.requirement) {
            self.lifted = Some(later.now());
        }
    }

    /// The reason for a no without this requirement, and its rank among those lifted at the same instant. One that is
    /// never lifted precedes all others.
    fn why_not(&self) -> (u8, VerdictReason) {
        match self.requirement {
            Requirement::MarkOver(_) => (9, VerdictReason::DoNotContact),
            Requirement::NotStopped(_) => (8, VerdictReason::Stopped),
            Requirement::InviteAgain(_) => (7, VerdictReason::WithdrawnRecently),
            Requirement::Slot(Window::Month) => (6, VerdictReason::MonthlyLimit),
            Requirement::Slot(Window::Day) => (5, VerdictReason::DailyLimit),
            Requirement::Slot(Window::Notes) => (4, VerdictReason::NotesLimit),
            Requirement::Slot(Window::Week) => (3, VerdictReason::WeeklyLimit),
            Requirement::Slot(Window::InvitationsDay) => (2, VerdictReason::InvitationsDailyLimit),
            Requirement::Credit => (1, VerdictReason::NoCredits),
            Requirement::Slot(Window::InMailsDay) => (0, VerdictReason::InMailsDailyLimit),
        }
    }
}
