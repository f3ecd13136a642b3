//! The answer of `check`: may this be sent, what does it cost, and if not now, when? (rules 1.7, 3.3, 5, 6)
//!
//! | file | contents |
//! |---|---|
//! | `query` | the question, and the budget that it is asked about |
//! | `warning` | warnings that go with the answer, even with a yes |

mod query;
mod warning;

pub use super::interaction::SendKind;
pub use warning::Warning;

use serde::Serialize;

use super::account::Account;
use super::budget::{Budget, Resource};
use super::calendar::{Instant, PlanDate};
use super::outcome::CostReason;
use super::person::PersonId;
use super::plan::Window;
use super::send::Requirement;
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
    /// Warnings, which a yes or a no may have.
    pub warnings: Vec<Warning>,
}

/// Answers for `count` sends: to this person, or without one, to that many new people.
pub fn verdict(account: &Account, person: Option<PersonId>, kind: SendKind, count: u32) -> Verdict {
    let (query, budget) = (SendQuery { person: account.person(person), kind, count }, account.budget());
    let blocked: Vec<Requirement> = query.requirements_with(Availability::Blocked, budget).collect();
    let (reason, available) =
        if blocked.is_empty() { (query.why_yes(budget), None) } else { query.why_not_and_until(budget, &blocked) };
    let (cost, warnings) = (query.cost(budget), query.warnings(budget));
    let (available_at, available_on) = available.map_or((None, None), |(at, on)| (Some(at), on));
    Verdict { allowed: blocked.is_empty(), reason, cost, available_at, available_on, warnings }
}

/// The answers about many people as of one instant, for one send each. Looks ahead only once for all people with whom
/// a send counts as the same.
pub struct Verdicts<'a> {
    account: &'a Account,
    known: Vec<(SendKind, CostReason, Verdict)>,
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
        let why = query.price(budget).why;
        if let Some((.., known)) = self.known.iter().find(|known| (known.0, known.1) == (kind, why)) {
            return Verdict { warnings: query.warnings(budget), ..known.clone() };
        }
        let new = verdict(account, Some(person), kind, 1);
        self.known.push((kind, why, new.clone()));
        new
    }
}

/// Whether the answer is yes. Faster than [`verdict`], since it does not look ahead.
pub fn is_allowed(account: &Account, person: Option<PersonId>, kind: SendKind, count: u32) -> bool {
    let query = SendQuery { person: account.person(person), kind, count };
    query.requirements_with(Availability::Blocked, account.budget()).next().is_none()
}

/// When a no becomes a yes, and the date of the plan that makes it one, if one does.
type Available = (Instant, Option<PlanDate>);

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
    fn why_not_and_until(&self, budget: &Budget, blocked: &[Requirement]) -> (VerdictReason, Option<Available>) {
        let mut lifted: Vec<Option<Instant>> = vec![None; blocked.len()];
        let mut available = None;
        let mut ahead = budget.ahead(self.resource());
        while available.is_none() || lifted.contains(&None) {
            let Some(later) = ahead.next_change() else { break };
            let still: Vec<Requirement> = self.requirements_with(Availability::Blocked, later).collect();
            for (lifted, requirement) in lifted.iter_mut().zip(blocked) {
                if lifted.is_none() && !still.contains(requirement) {
                    *lifted = Some(later.now());
                }
            }
            if available.is_none() && still.is_empty() {
                available = Some((later.now(), later.plan_date_now()));
            }
        }
        (last_lifted(blocked, &lifted), available)
    }

    /// The resource that the answer depends on.
    fn resource(&self) -> Resource {
        match self.kind {
            SendKind::Message => Resource::People,
            SendKind::InMail(_) => Resource::Credits,
            SendKind::Invitation { .. } => Resource::Invitations,
        }
    }
}

/// The reason that is lifted last; one that is never lifted precedes all others.
fn last_lifted(blocked: &[Requirement], lifted: &[Option<Instant>]) -> VerdictReason {
    let ranked = blocked.iter().zip(lifted).map(|(requirement, lifted)| {
        let (rank, reason) = why_not(*requirement);
        (lifted.unwrap_or(Instant::MAX), rank, reason)
    });
    let last = ranked.max_by_key(|(lifted, rank, _)| (*lifted, *rank));
    last.map_or(VerdictReason::NoCredits, |(_, _, reason)| reason)
}

/// The reason for a no without this requirement, and its rank among those lifted at the same instant.
fn why_not(requirement: Requirement) -> (u8, VerdictReason) {
    match requirement {
        Requirement::Slot(Window::Month) => (1, VerdictReason::MonthlyLimit),
        Requirement::Slot(Window::Day) => (0, VerdictReason::DailyLimit),
        Requirement::Slot(Window::Notes) => (1, VerdictReason::NotesLimit),
        Requirement::Slot(Window::Week) => (0, VerdictReason::WeeklyLimit),
        Requirement::Credit => (0, VerdictReason::NoCredits),
    }
}
