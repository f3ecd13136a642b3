//! The account: the fold of records (rules 1.1, 1.2). `apply` takes the next record, `advance` moves on.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::budget::Budget;
use super::calendar::{Day, Instant, Month, date_of, days_between};
use super::outcome::{Counted, Outcome, Why, Window};
use super::person::PersonId;
use super::person_state::{PersonState, Waiting};
use super::plan::{Limit, Schedule};
use super::record::{Answer, Charge, Expiry, Fact};
use super::wallet::LotSource;

/// What an account has come to at some instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    budget: Budget,
    /// What is known of each person; of an account that goes on from a checkpoint, of those who were loaded.
    people: BTreeMap<PersonId, PersonState>,
    /// When each InMail that was answered within 30 days was sent (rules 8.2).
    answered_inmails: Vec<Instant>,
}

impl Account {
    /// The account before its first record.
    pub fn new(zone: Tz, schedule: Schedule) -> Account {
        Account::resumed(Budget::new(zone, schedule), BTreeMap::new())
    }

    /// An account that goes on from where a checkpoint left it.
    pub fn resumed(budget: Budget, people: BTreeMap<PersonId, PersonState>) -> Account {
        Account { budget, people, answered_inmails: Vec::new() }
    }

    /// Adds what a checkpoint knows of a person, unless the account knows more.
    pub fn load(&mut self, id: PersonId, state: &PersonState) {
        self.people.entry(id).or_insert_with(|| state.clone());
    }

    /// Everything but the people.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Everybody of whom something is known, in the order first entered.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &PersonState)> {
        self.people.iter().map(|(id, state)| (*id, state))
    }

    /// What is known of a person; nobody in particular is a new one.
    pub fn person(&self, id: Option<PersonId>) -> PersonState {
        id.and_then(|id| self.people.get(&id)).cloned().unwrap_or_default()
    }

    /// When each InMail that was answered within 30 days was sent (rules 8.2).
    pub fn answered_inmails(&self) -> &[Instant] {
        &self.answered_inmails
    }

    /// When the balance was last set to what LinkedIn shows (rules 4.9).
    pub fn reconciled(&self) -> Option<Instant> {
        self.budget.reconciled
    }

    /// Moves to an instant: all that the calendar and the plan records do up to and with it.
    pub fn advance(&mut self, to: Instant) {
        self.budget.advance_through(to);
    }

    /// The day that holds an instant.
    pub fn day_of(&mut self, at: Instant) -> Day {
        self.budget.day_of(at)
    }

    /// The instant before which nothing changes by itself.
    pub fn next_event_at(&mut self) -> Instant {
        self.budget.next_event_at()
    }

    /// Takes the next record, in the order of instants and, at one instant, of recording. `person` is the
    /// one whom the fact is about, after merging.
    pub fn apply(&mut self, at: Instant, place: usize, fact: &Fact, person: Option<PersonId>) -> Outcome {
        self.budget.advance_to_record(at, place);
        let somebody = || person.unwrap_or(PersonId(0));
        match *fact {
            Fact::Message { .. } => Outcome::Sent(self.message(somebody())),
            Fact::InMail { charge, .. } => Outcome::Sent(self.inmail(somebody(), charge)),
            Fact::Invitation { with_note, .. } => Outcome::Sent(self.invitation(somebody(), with_note)),
            Fact::Response { answer, .. } => self.response(somebody(), answer),
            Fact::Acceptance { .. } => self.acceptance(somebody()),
            Fact::Purchase { credits, expiry } => self.purchase(credits, expiry),
            Fact::Balance { credits } => self.set_balance(credits),
            Fact::FollowUp { .. }
            | Fact::Plan(_)
            | Fact::Contact(_)
            | Fact::Void(_)
            | Fact::Edit { .. }
            | Fact::Import(_)
            | Fact::Joined(_)
            | Fact::Unknown => Outcome::Nothing,
        }
    }

    /// A message to a connection (rules 3).
    fn message(&mut self, to: PersonId) -> Counted {
        let today = self.budget.today();
        let month = Month::of(today);
        self.budget.totals.messages += 1;
        let person = self.people.entry(to).or_default();
        person.note_contact(self.budget.now());
        if person.open {
            return Counted::nothing(Why::ConversationOpen);
        }
        if person.slot_day == Some(today) {
            return Counted::nothing(Why::CountedToday);
        }
        let month_slot = person.slot_month != Some(month);
        person.slot_day = Some(today);
        person.slot_month = Some(month);
        let over = self.use_slots(month_slot);
        let why = if month_slot { Why::NewThisMonth } else { Why::CountedThisMonth };
        Counted { day_slot: true, month_slot, over, ..Counted::nothing(why) }
    }

    /// Uses a slot of the day, and of the month when it needs one; says which of them were full (rules 3.4).
    fn use_slots(&mut self, month_slot: bool) -> &'static [Window] {
        let budget = &mut self.budget;
        let today = budget.today();
        let numbers = &budget.plan().numbers;
        let day_is_full = is_full(numbers.daily, budget.day_used());
        let month_is_full = month_slot && is_full(numbers.monthly, budget.month_used());
        let over = Window::full(&[Window::Day, Window::Month], [day_is_full, month_is_full]);
        budget.slots.use_day(today);
        budget.totals.day_slots += 1;
        if month_slot {
            budget.slots.use_month(Month::of(today));
            budget.totals.month_slots += 1;
        }
        budget.totals.over_limit += u64::from(!over.is_empty());
        over
    }

    /// An InMail (rules 4.5, 4.6, 4.13).
    fn inmail(&mut self, to: PersonId, charge: Charge) -> Counted {
        let budget = &mut self.budget;
        budget.totals.inmails += 1;
        let person = self.people.entry(to).or_default();
        person.note_contact(budget.now());
        let why = if !budget.has_plan() {
            Why::BeforeFirstPlan
        } else if charge == Charge::Free {
            Why::MarkedFree
        } else if person.open {
            Why::ConversationOpen
        } else if budget.wallet.take(1) == 1 {
            Why::CreditSpent
        } else {
            Why::NoCreditLeft
        };
        let (credit, uncovered) = (why == Why::CreditSpent, why == Why::NoCreditLeft);
        let needed_credit = credit || uncovered;
        person.waiting.push(Waiting { sent: budget.now(), needed_credit });
        budget.totals.charged += u64::from(credit);
        budget.totals.uncovered += u64::from(uncovered);
        budget.totals.free += u64::from(!needed_credit);
        budget.uncovered += u64::from(uncovered);
        Counted { credit, uncovered, ..Counted::nothing(why) }
    }

    /// An invitation to connect (rules 5, 3.4).
    fn invitation(&mut self, to: PersonId, with_note: bool) -> Counted {
        let budget = &mut self.budget;
        let (now, month) = (budget.now(), Month::of(budget.today()));
        let numbers = &budget.plan().numbers;
        let week_is_full = is_full(numbers.invitations, budget.week_used());
        let notes_are_full = with_note && is_full(numbers.notes, budget.notes_used());
        let over = Window::full(&[Window::Week, Window::Notes], [week_is_full, notes_are_full]);
        budget.invitations.send(now);
        budget.totals.invitations += 1;
        if with_note {
            budget.invitations.use_note(month);
            budget.totals.notes += 1;
        }
        self.people.entry(to).or_default().invited = true;
        let why = if with_note { Why::InWeekWithNote } else { Why::InWeek };
        Counted { over, ..Counted::nothing(why) }
    }

    /// A response: opens the conversation unless it declines, settles what waits, may give a credit back
    /// (rules 2.2, 2.4, 4.7).
    fn response(&mut self, from: PersonId, answer: Answer) -> Outcome {
        self.budget.totals.responses += 1;
        let now = self.budget.now();
        let person = self.people.entry(from).or_default();
        let opened = answer == Answer::Replied && !person.open;
        person.open |= opened;
        person.note_response(now);
        let waiting = std::mem::take(&mut person.waiting);
        if let Some(latest) = waiting.last() {
            self.note_answer(latest.sent);
        }
        let refundable = waiting.iter().rfind(|inmail| inmail.needed_credit);
        let credits_returned = refundable.map_or(0, |inmail| self.refund(inmail.sent));
        Outcome::Response { opened, settled: !waiting.is_empty(), credits_returned }
    }

    /// Keeps an InMail that is answered within 30 days of the account's zone (rules 8.2).
    fn note_answer(&mut self, sent: Instant) {
        const DAYS: i64 = 30;
        let zone = self.budget.zone();
        if days_between(date_of(sent, zone), self.budget.today()) <= DAYS {
            self.answered_inmails.push(sent);
        }
    }

    /// Gives a credit back for an InMail that is answered within the plan's window (rules 4.7).
    fn refund(&mut self, sent: Instant) -> u32 {
        let budget = &mut self.budget;
        let Some(days) = budget.plan().numbers.refund_days.filter(|_| budget.has_plan()) else { return 0 };
        let zone = budget.inmail_zone();
        let today = date_of(budget.now(), zone);
        if days_between(date_of(sent, zone), today) > i64::from(days) {
            return 0;
        }
        budget.totals.refunded += 1;
        budget.add_lot(LotSource::Refund, 1, today, budget.expiry_for(today));
        1
    }

    /// An invitation was accepted: a connection, not a response (rules 5.3).
    fn acceptance(&mut self, by: PersonId) -> Outcome {
        self.budget.totals.accepted += 1;
        let person = self.people.entry(by).or_default();
        let waiting = std::mem::take(&mut person.invited);
        person.connected = true;
        Outcome::Accepted { waiting }
    }

    /// Bought credits (rules 4.8).
    fn purchase(&mut self, credits: u32, expiry: Expiry) -> Outcome {
        let budget = &mut self.budget;
        let today = date_of(budget.now(), budget.inmail_zone());
        let expires_on = match expiry {
            Expiry::PlanLife => budget.expiry_for(today),
            Expiry::On(date) => Some(date),
            Expiry::Never => None,
        };
        budget.totals.bought += u64::from(credits);
        budget.add_lot(LotSource::Purchase, credits, today, expires_on);
        Outcome::Nothing
    }

    /// The balance that the member reads off their account (rules 4.9).
    fn set_balance(&mut self, shown: u32) -> Outcome {
        let budget = &mut self.budget;
        budget.reconciled = Some(budget.now());
        let held = budget.wallet.balance();
        let surplus = held.saturating_sub(u64::from(shown));
        budget.wallet.take(surplus);
        let shortfall = u32::try_from(u64::from(shown).saturating_sub(held)).unwrap_or(u32::MAX);
        if shortfall > 0 {
            let today = date_of(budget.now(), budget.inmail_zone());
            budget.add_lot(LotSource::Adjustment, shortfall, today, budget.expiry_for(today));
        }
        let gap = i64::from(shown) - i64::try_from(held).unwrap_or(i64::MAX);
        budget.totals.adjusted += gap;
        Outcome::Balance { gap }
    }
}

/// Whether a window has no slot left.
fn is_full(limit: Option<Limit>, used: u32) -> bool {
    limit.is_some_and(|limit| used >= limit.count)
}
