//! The account: the fold of records (rules 1.1, 1.2). `apply` folds a record; `advance` moves to a later instant.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::budget::Budget;
use super::calendar::{Day, Instant, PlanDate, date_of, days_between};
use super::interaction::{Answer, SendKind};
use super::outcome::{Outcome, SendEffect};
use super::person::PersonId;
use super::person_state::PersonState;
use super::plan::Schedule;
use super::rates::is_answered_in_time;
use super::record::{Expiry, Fact, FollowUpAction};
use super::send::send;
use super::thread::Thread;
use super::wallet::LotSource;

/// The state of an account at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    budget: Budget,
    /// The state of each person. An account resumed from a checkpoint has only the people who were loaded.
    people: BTreeMap<PersonId, PersonState>,
    /// When each InMail was sent that was answered within 30 days (rules 8.2).
    answered_inmails: Vec<Instant>,
}

impl Account {
    /// The account before its first record.
    pub fn new(zone: Tz, schedule: Schedule) -> Account {
        Account::resumed(Budget::new(zone, schedule), BTreeMap::new())
    }

    /// An account that resumes from the state of a checkpoint.
    pub fn resumed(budget: Budget, people: BTreeMap<PersonId, PersonState>) -> Account {
        Account { budget, people, answered_inmails: Vec::new() }
    }

    /// Adds the state of a person from a checkpoint, unless the account has a newer one.
    pub fn load(&mut self, id: PersonId, state: &PersonState) {
        self.people.entry(id).or_insert_with(|| state.clone());
    }

    /// Everything but the people.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Everyone with a state, in the order first entered.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &PersonState)> {
        self.people.iter().map(|(id, state)| (*id, state))
    }

    /// The state of a person, if there is one.
    pub fn known(&self, id: PersonId) -> Option<&PersonState> {
        self.people.get(&id)
    }

    /// The state of a person, or of a new person if there is none yet.
    pub fn person(&self, id: Option<PersonId>) -> &PersonState {
        static NEW: PersonState = PersonState::new();
        id.and_then(|id| self.known(id)).unwrap_or(&NEW)
    }

    /// When each InMail was sent that was answered within 30 days (rules 8.2).
    pub fn answered_inmails(&self) -> &[Instant] {
        &self.answered_inmails
    }

    /// When the balance was last set to what LinkedIn shows (rules 4.9).
    pub fn reconciled(&self) -> Option<Instant> {
        self.budget.balance_set_at
    }

    /// Moves to an instant, applying the calendar and the plan records up to and including it.
    pub fn advance(&mut self, to: Instant) {
        self.budget.advance_through(to);
    }

    /// The day that holds an instant.
    pub fn day_of(&mut self, at: Instant) -> Day {
        self.budget.day_of(at)
    }

    /// The instant before which neither the calendar nor a plan record changes anything.
    pub fn next_event_at(&mut self) -> Instant {
        self.budget.next_event_at()
    }

    /// Folds the next record, in the order of instants and, at the same instant, in the order recorded. `person` is the
    /// person the fact is about, after merging.
    pub fn apply(&mut self, at: Instant, place: usize, fact: &Fact, person: Option<PersonId>) -> Outcome {
        self.budget.advance_to_record(at, place);
        let who = || person.unwrap_or(PersonId(0));
        if let Some(kind) = fact.sent() {
            return Outcome::Sent(self.sent(who(), kind));
        }
        match *fact {
            Fact::FollowUp { settled, .. } => self.follow_up(who(), settled),
            Fact::Response { answer, .. } => self.response(who(), answer),
            Fact::Acceptance { .. } => self.acceptance(who()),
            Fact::Purchase { credits, expiry } => self.purchase(credits, expiry),
            Fact::Balance { credits } => self.set_balance(credits),
            _ => Outcome::Nothing,
        }
    }

    /// Something was sent (rules 3, 4.5, 5).
    fn sent(&mut self, to: PersonId, kind: SendKind) -> SendEffect {
        let person = self.people.entry(to).or_default();
        if !matches!(kind, SendKind::Invitation { .. }) {
            Thread::send(&mut person.thread, to, kind, self.budget.now(), self.budget.today());
        }
        send(kind, person, &mut self.budget)
    }

    /// A follow-up was settled.
    fn follow_up(&mut self, with: PersonId, action: FollowUpAction) -> Outcome {
        if let Some(thread) = self.people.get_mut(&with).and_then(|person| person.thread.as_mut()) {
            thread.settle(action, self.budget.now(), self.budget.today());
        }
        Outcome::Nothing
    }

    /// A response: opens the conversation unless it declines, settles unanswered InMails, and may give a credit back
    /// (rules 2.2, 2.4, 4.7).
    fn response(&mut self, from: PersonId, answer: Answer) -> Outcome {
        self.budget.totals.responses += 1;
        let now = self.budget.now();
        let person = self.people.entry(from).or_default();
        let opened = answer == Answer::Replied && !person.open;
        person.open |= opened;
        person.note_response(now);
        person.thread = None;
        let unanswered = std::mem::take(&mut person.unanswered_inmails);
        let (today, zone) = (self.budget.today(), self.budget.zone());
        let in_time = unanswered.last().filter(|latest| is_answered_in_time(date_of(latest.sent, zone), today));
        self.answered_inmails.extend(in_time.map(|latest| latest.sent));
        let refundable = unanswered.iter().rfind(|inmail| inmail.needed_credit);
        let credits_returned = refundable.map_or(0, |inmail| self.refund(inmail.sent));
        Outcome::Response { opened, settled: !unanswered.is_empty(), credits_returned }
    }

    /// Gives a credit back for an InMail that is answered within the plan's window (rules 4.7).
    fn refund(&mut self, sent: Instant) -> u32 {
        let budget = &mut self.budget;
        let Some(days) = budget.plan().numbers.refund_days.filter(|_| budget.has_plan()) else { return 0 };
        let now = budget.inmail_now();
        if days_between(date_of(sent, now.zone), now.date) > i64::from(days) {
            return 0;
        }
        budget.totals.refunded += 1;
        budget.add_lot(LotSource::Refund, 1, now, budget.expiry_for(now.date));
        1
    }

    /// An invitation was accepted: a connection, not a response (rules 5.3).
    fn acceptance(&mut self, by: PersonId) -> Outcome {
        self.budget.totals.accepted += 1;
        let person = self.people.entry(by).or_default();
        let was_invited = std::mem::take(&mut person.invited);
        person.connected = true;
        Outcome::Accepted { was_invited }
    }

    /// Bought credits (rules 4.8).
    fn purchase(&mut self, credits: u32, expiry: Expiry) -> Outcome {
        let budget = &mut self.budget;
        let now = budget.inmail_now();
        let expires_on = match expiry {
            Expiry::PlanLife => budget.expiry_for(now.date),
            Expiry::On(date) => Some(date),
            Expiry::Never => None,
        };
        budget.totals.bought += u64::from(credits);
        budget.add_lot(LotSource::Purchase, credits, now, expires_on);
        Outcome::Bought { expires: expires_on.map(|date| PlanDate::start(date, now.zone)) }
    }

    /// The balance that LinkedIn shows (rules 4.9).
    fn set_balance(&mut self, shown: u32) -> Outcome {
        let budget = &mut self.budget;
        budget.balance_set_at = Some(budget.now());
        let held = budget.wallet.balance();
        let surplus = held.saturating_sub(u64::from(shown));
        budget.wallet.take(surplus);
        let shortfall = u32::try_from(u64::from(shown).saturating_sub(held)).unwrap_or(u32::MAX);
        if shortfall > 0 {
            let now = budget.inmail_now();
            budget.add_lot(LotSource::Adjustment, shortfall, now, budget.expiry_for(now.date));
        }
        let gap = i64::from(shown) - i64::try_from(held).unwrap_or(i64::MAX);
        budget.totals.adjusted += gap;
        Outcome::Balance { gap }
    }
}
