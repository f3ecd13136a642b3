//! May I send this, what does it cost, and if not, when? (rules 3.3, 5, 6; interface, `check --json`)

mod warning;

pub use warning::Warning;

use super::account::Account;
use super::budget::{Budget, Scarce};
use super::calendar::{Instant, Month};
use super::correspondent::Correspondent;
use super::outcome::Window;
use super::person::PersonId;
use super::plan::{Force, Limit};
use super::record::Charge;

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
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

impl Question {
    /// What of the scarce things it takes.
    fn takes(self) -> Scarce {
        match self {
            Question::Message => Scarce::People,
            Question::InMail(_) => Scarce::Credits,
            Question::Invitation { .. } => Scarce::Invitations,
        }
    }
}

/// Why the answer is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Yes: the InMail is free, or before the first plan.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
pub fn verdict(account: &Account, person: Option<PersonId>, question: Question, count: u32) -> Verdict {
    let asked = Asked { person: account.person(person), question, count };
    let needs = asked.needs(account.budget());
    let blocked: Vec<Hurdle> = needs.blocked().collect();
    let cost = needs.cost(count);
    let warnings = asked.warnings(account.budget(), &needs);
    if blocked.is_empty() {
        return Verdict { allowed: true, reason: needs.reason(), cost, available_at: None, warnings };
    }
    let (reason, available_at) = asked.look_ahead(account.budget().clone(), &blocked);
    Verdict { allowed: false, reason, cost, available_at, warnings }
}

/// Whether the answer is yes, without looking ahead to when it would be.
pub fn is_allowed(account: &Account, person: Option<PersonId>, question: Question, count: u32) -> bool {
    let asked = Asked { person: account.person(person), question, count };
    asked.needs(account.budget()).blocked().next().is_none()
}

/// Something that a send may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hurdle {
    Room(Window),
    Credits,
}

impl Hurdle {
    /// The reason of a no for want of this, and its rank among those lifted at one instant.
    fn reason(self) -> (u8, Reason) {
        match self {
            Hurdle::Room(Window::Month) => (1, Reason::MonthlyLimit),
            Hurdle::Room(Window::Day) => (0, Reason::DailyLimit),
            Hurdle::Room(Window::Notes) => (1, Reason::NotesLimit),
            Hurdle::Room(Window::Week) => (0, Reason::WeeklyLimit),
            Hurdle::Credits => (0, Reason::NoCredits),
        }
    }
}

/// How a need is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    NoLimit,
    Fits,
    OverAdvisory,
    Blocked,
}

impl Fit {
    fn of(limit: Option<Limit>, used: u32, count: u32) -> Fit {
        let Some(limit) = limit else { return Fit::NoLimit };
        if u64::from(used) + u64::from(count) <= u64::from(limit.count) {
            return Fit::Fits;
        }
        match limit.force {
            Force::Enforced => Fit::Blocked,
            Force::Advisory => Fit::OverAdvisory,
        }
    }
}

/// What a send needs at some instant, and how each need is met.
enum Needs {
    /// Nothing at all, for this reason.
    Nothing(Reason),
    /// All of these.
    These(Vec<(Hurdle, Fit)>),
}

impl Needs {
    fn these(&self) -> &[(Hurdle, Fit)] {
        match self {
            Needs::Nothing(_) => &[],
            Needs::These(needs) => needs,
        }
    }

    fn blocked(&self) -> impl Iterator<Item = Hurdle> {
        self.these().iter().filter(|(_, fit)| *fit == Fit::Blocked).map(|(hurdle, _)| *hurdle)
    }

    fn cost(&self, count: u32) -> Cost {
        let count_for = |wanted| if self.these().iter().any(|(hurdle, _)| *hurdle == wanted) { count } else { 0 };
        Cost {
            day_slots: count_for(Hurdle::Room(Window::Day)),
            month_slots: count_for(Hurdle::Room(Window::Month)),
            credits: count_for(Hurdle::Credits),
        }
    }

    /// Why the answer is yes, when nothing blocks.
    fn reason(&self) -> Reason {
        let needs = match self {
            Needs::Nothing(reason) => return *reason,
            Needs::These(needs) => needs,
        };
        if needs.iter().any(|(hurdle, _)| *hurdle == Hurdle::Credits) {
            Reason::CreditAvailable
        } else if needs.iter().any(|(_, fit)| *fit == Fit::OverAdvisory) {
            Reason::AdvisoryLimit
        } else if needs.iter().all(|(_, fit)| *fit == Fit::NoLimit) {
            Reason::NoLimit
        } else {
            Reason::SlotFree
        }
    }
}

/// A question with everything that it depends on but the budget.
struct Asked {
    person: Correspondent,
    question: Question,
    count: u32,
}

impl Asked {
    /// What it needs: first what this person costs, then the limits (rules 3.3).
    fn needs(&self, budget: &Budget) -> Needs {
        match self.question {
            Question::Message => self.message_needs(budget),
            Question::InMail(charge) => self.inmail_needs(budget, charge),
            Question::Invitation { with_note } => self.invitation_needs(budget, with_note),
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
        let mut needs = vec![(Hurdle::Room(Window::Day), Fit::of(numbers.daily, budget.day_used(), self.count))];
        if self.person.slot_month != Some(Month::of(today)) {
            let fit = Fit::of(numbers.monthly, budget.month_used(), self.count);
            needs.push((Hurdle::Room(Window::Month), fit));
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
        Needs::These(vec![(Hurdle::Credits, if enough { Fit::Fits } else { Fit::Blocked })])
    }

    fn invitation_needs(&self, budget: &Budget, with_note: bool) -> Needs {
        let numbers = &budget.plan().numbers;
        let week = Fit::of(numbers.invitations, budget.week_used(), self.count);
        let mut needs = vec![(Hurdle::Room(Window::Week), week)];
        if with_note {
            needs.push((Hurdle::Room(Window::Notes), Fit::of(numbers.notes, budget.notes_used(), self.count)));
        }
        Needs::These(needs)
    }

    /// Which of the hurdles that block now is lifted last, and when nothing blocks any more. Walks from
    /// change to change, with the plan records that lie ahead and no other record (rules 1.7).
    fn look_ahead(&self, mut budget: Budget, blocked: &[Hurdle]) -> (Reason, Option<Instant>) {
        let horizon = budget.now().plus_ten_years();
        let mut lifted: Vec<Option<Instant>> = vec![None; blocked.len()];
        let mut available_at = None;
        while available_at.is_none() || lifted.contains(&None) {
            let Some(at) = budget.next_change(self.question.takes()).filter(|at| *at <= horizon) else { break };
            budget.advance_through(at);
            let still: Vec<Hurdle> = self.needs(&budget).blocked().collect();
            for (lifted, hurdle) in lifted.iter_mut().zip(blocked) {
                if lifted.is_none() && !still.contains(hurdle) {
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
fn last_lifted(blocked: &[Hurdle], lifted: &[Option<Instant>]) -> Reason {
    let ranked = blocked.iter().zip(lifted).map(|(hurdle, lifted)| {
        let (rank, reason) = hurdle.reason();
        (lifted.unwrap_or(Instant::MAX), rank, reason)
    });
    let last = ranked.max_by_key(|(lifted, rank, _)| (*lifted, *rank));
    last.map_or(Reason::NoCredits, |(_, _, reason)| reason)
}
