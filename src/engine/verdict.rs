//! May I send this, what does it cost, and if not, when? (rules 3.3, 5, 6; interface, `check --json`)

mod warning;

pub use warning::Warning;

use serde::Serialize;

use super::account::Account;
use super::budget::{Budget, Resource};
use super::calendar::{Instant, Month};
use super::outcome::Window;
use super::person::PersonId;
use super::person_state::PersonState;
use super::plan::{Force, Limit};
use super::record::Charge;

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendKind {
    /// A message to a connection.
    Message,
    /// An InMail.
    InMail(Charge),
    /// An invitation.
    Invitation {
        /// Whether it carries a personal note.
        with_note: bool,
    },
}

impl SendKind {
    /// What of the scarce things it takes.
    fn takes(self) -> Resource {
        match self {
            SendKind::Message => Resource::People,
            SendKind::InMail(_) => Resource::Credits,
            SendKind::Invitation { .. } => Resource::Invitations,
        }
    }
}

/// Why the answer is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Yes: the InMail is free, or before the first plan.
    #[serde(rename = "free_inmail")]
    FreeInMail,
    /// Yes: the person has responded before.
    ConversationOpen,
    /// Yes: there are credits.
    CreditAvailable,
    /// Yes: the person used a slot of today already.
    CountedToday,
    /// Yes, though over a limit that only warns.
    AdvisoryLimit,
    /// Yes: nothing that it needs has a limit.
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

/// What sending would use, allowed or not.
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
    /// Yes or no.
    pub allowed: bool,
    /// Why.
    pub reason: Reason,
    /// What sending would use.
    pub cost: Cost,
    /// When a no turns to yes if nothing else is sent; `None` for a yes, and for a no that stays one for
    /// ten years.
    pub available_at: Option<Instant>,
    /// What to mind.
    pub warnings: Vec<Warning>,
}

/// Answers for `count` sends: to this person, or to as many new ones.
pub fn verdict(account: &Account, person: Option<PersonId>, question: SendKind, count: u32) -> Verdict {
    let asked = SendQuery { person: account.person(person), question, count };
    let needs = asked.needs(account.budget());
    let blocked: Vec<Requirement> = needs.blocked().collect();
    let cost = needs.cost(count);
    let warnings = asked.warnings(account.budget(), &needs);
    if blocked.is_empty() {
        return Verdict { allowed: true, reason: needs.reason(), cost, available_at: None, warnings };
    }
    let (reason, available_at) = asked.look_ahead(account.budget().clone(), &blocked);
    Verdict { allowed: false, reason, cost, available_at, warnings }
}

/// Whether the answer is yes, without looking ahead to when it would be.
pub fn is_allowed(account: &Account, person: Option<PersonId>, question: SendKind, count: u32) -> bool {
    let asked = SendQuery { person: account.person(person), question, count };
    asked.needs(account.budget()).blocked().next().is_none()
}

/// Something that a send may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Requirement {
    Room(Window),
    Credits,
}

impl Requirement {
    /// The reason of a no for want of this, and its rank among those lifted at one instant.
    fn reason(self) -> (u8, Reason) {
        match self {
            Requirement::Room(Window::Month) => (1, Reason::MonthlyLimit),
            Requirement::Room(Window::Day) => (0, Reason::DailyLimit),
            Requirement::Room(Window::Notes) => (1, Reason::NotesLimit),
            Requirement::Room(Window::Week) => (0, Reason::WeeklyLimit),
            Requirement::Credits => (0, Reason::NoCredits),
        }
    }
}

/// How a need is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Availability {
    NoLimit,
    Fits,
    OverAdvisory,
    Blocked,
}

impl Availability {
    fn of(limit: Option<Limit>, used: u32, count: u32) -> Availability {
        let Some(limit) = limit else { return Availability::NoLimit };
        if u64::from(used) + u64::from(count) <= u64::from(limit.count) {
            return Availability::Fits;
        }
        match limit.force {
            Force::Enforced => Availability::Blocked,
            Force::Advisory => Availability::OverAdvisory,
        }
    }
}

/// What a send needs at some instant, and how each need is met.
enum Needs {
    /// Nothing at all, for this reason.
    Nothing(Reason),
    /// All of these.
    These(Vec<(Requirement, Availability)>),
}

impl Needs {
    fn these(&self) -> &[(Requirement, Availability)] {
        match self {
            Needs::Nothing(_) => &[],
            Needs::These(needs) => needs,
        }
    }

    fn blocked(&self) -> impl Iterator<Item = Requirement> {
        self.these()
            .iter()
            .filter(|(_, availability)| *availability == Availability::Blocked)
            .map(|(requirement, _)| *requirement)
    }

    fn cost(&self, count: u32) -> Cost {
        let count_for =
            |wanted| if self.these().iter().any(|(requirement, _)| *requirement == wanted) { count } else { 0 };
        Cost {
            day_slots: count_for(Requirement::Room(Window::Day)),
            month_slots: count_for(Requirement::Room(Window::Month)),
            credits: count_for(Requirement::Credits),
        }
    }

    /// Why the answer is yes, when nothing blocks.
    fn reason(&self) -> Reason {
        let needs = match self {
            Needs::Nothing(reason) => return *reason,
            Needs::These(needs) => needs,
        };
        if needs.iter().any(|(requirement, _)| *requirement == Requirement::Credits) {
            Reason::CreditAvailable
        } else if needs.iter().any(|(_, availability)| *availability == Availability::OverAdvisory) {
            Reason::AdvisoryLimit
        } else if needs.iter().all(|(_, availability)| *availability == Availability::NoLimit) {
            Reason::NoLimit
        } else {
            Reason::SlotFree
        }
    }
}

/// A question with everything that it depends on but the budget.
struct SendQuery {
    person: PersonState,
    question: SendKind,
    count: u32,
}

impl SendQuery {
    /// What it needs: first what this person costs, then the limits (rules 3.3).
    fn needs(&self, budget: &Budget) -> Needs {
        match self.question {
            SendKind::Message => self.message_needs(budget),
            SendKind::InMail(charge) => self.inmail_needs(budget, charge),
            SendKind::Invitation { with_note } => self.invitation_needs(budget, with_note),
        }
    }

    fn message_needs(&self, budget: &Budget) -> Needs {
        let today = budget.today();
        if self.person.open {
            return Needs::Nothing(Reason::ConversationOpen);
        }
        if self.person.slot_day == Some(today) {
            return Needs::Nothing(Reason::CountedToday);
        }
        let numbers = &budget.plan().numbers;
        let mut needs =
            vec![(Requirement::Room(Window::Day), Availability::of(numbers.daily, budget.day_used(), self.count))];
        if self.person.slot_month != Some(Month::of(today)) {
            let availability = Availability::of(numbers.monthly, budget.month_used(), self.count);
            needs.push((Requirement::Room(Window::Month), availability));
        }
        Needs::These(needs)
    }

    fn inmail_needs(&self, budget: &Budget, charge: Charge) -> Needs {
        if charge == Charge::Free || !budget.has_plan() {
            return Needs::Nothing(Reason::FreeInMail);
        }
        if self.person.open {
            return Needs::Nothing(Reason::ConversationOpen);
        }
        let enough = budget.wallet().balance() >= u64::from(self.count);
        Needs::These(vec![(Requirement::Credits, if enough { Availability::Fits } else { Availability::Blocked })])
    }

    fn invitation_needs(&self, budget: &Budget, with_note: bool) -> Needs {
        let numbers = &budget.plan().numbers;
        let week = Availability::of(numbers.invitations, budget.week_used(), self.count);
        let mut needs = vec![(Requirement::Room(Window::Week), week)];
        if with_note {
            needs.push((
                Requirement::Room(Window::Notes),
                Availability::of(numbers.notes, budget.notes_used(), self.count),
            ));
        }
        Needs::These(needs)
    }

    /// Which of the requirements that block now is lifted last, and when nothing blocks any more. Walks from
    /// change to change, with the plan records that lie ahead and no other record (rules 1.7).
    fn look_ahead(&self, mut budget: Budget, blocked: &[Requirement]) -> (Reason, Option<Instant>) {
        let horizon = budget.now().plus_ten_years();
        let mut lifted: Vec<Option<Instant>> = vec![None; blocked.len()];
        let mut available_at = None;
        while available_at.is_none() || lifted.contains(&None) {
            let Some(at) = budget.next_change(self.question.takes()).filter(|at| *at <= horizon) else { break };
            budget.advance_through(at);
            let still: Vec<Requirement> = self.needs(&budget).blocked().collect();
            for (lifted, requirement) in lifted.iter_mut().zip(blocked) {
                if lifted.is_none() && !still.contains(requirement) {
                    *lifted = Some(at);
                }
            }
            if available_at.is_none() && still.is_empty() {
                available_at = Some(at);
            }
        }
        (last_lifted(blocked, &lifted), available_at)
    }
}

/// The reason that goes away last; one that never does before all others.
fn last_lifted(blocked: &[Requirement], lifted: &[Option<Instant>]) -> Reason {
    let ranked = blocked.iter().zip(lifted).map(|(requirement, lifted)| {
        let (rank, reason) = requirement.reason();
        (lifted.unwrap_or(Instant::MAX), rank, reason)
    });
    let last = ranked.max_by_key(|(lifted, rank, _)| (*lifted, *rank));
    last.map_or(Reason::NoCredits, |(_, _, reason)| reason)
}
