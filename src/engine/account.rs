//! The account: the fold of records (rules 1.1, 1.2). `apply` folds a record; `advance` moves to a later instant.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::acceptance_rate::CountedInvitations;
use super::budget::Budget;
use super::calendar::{Day, Instant, PlanDate, date_of, days_between};
use super::contact_book::Merges;
use super::do_not_contact::Mark;
use super::interaction::{Answer, SendKind};
use super::invitation::Acceptance;
use super::message_days::MessageDays;
use super::outcome::{NotReturned, Outcome, SendEffect};
use super::person::PersonId;
use super::person_map::PersonMap;
use super::person_state::{PersonState, UnansweredInMail};
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
    people: PersonMap,
    /// When each InMail was sent that was answered within 30 days (rules 8.2).
    answered_inmails: Vec<Instant>,
    /// The days on which people got messages. An account resumed from a checkpoint has only those since.
    message_days: MessageDays,
    /// The invitations that the acceptance rate counts (rules 5.6).
    counted_invitations: CountedInvitations,
    /// The merges of the contact book. `None` if there are none, or if all came before a checkpoint: then each record
    /// is about the whole person (rules 5.7).
    merges: Option<Merges>,
}

impl Account {
    /// The account before its first record.
    pub fn new(zone: Tz, schedule: Schedule) -> Account {
        Account::resumed(Budget::new(zone, schedule), PersonMap::default())
    }

    /// An account that resumes from the state of a checkpoint.
    pub fn resumed(budget: Budget, people: PersonMap) -> Account {
        Account {
            budget,
            people,
            answered_inmails: Vec::new(),
            message_days: MessageDays::default(),
            counted_invitations: CountedInvitations::default(),
            merges: None,
        }
    }

    /// The same account, for people with these merges.
    #[must_use]
    pub fn with_merges(self, merges: &Merges) -> Account {
        Account { merges: (!merges.is_empty()).then(|| merges.clone()), ..self }
    }

    /// Adds the state of a person from a checkpoint, unless the account has a newer one.
    pub fn load(&mut self, id: PersonId, state: &PersonState) {
        self.people.add(id, state);
    }

    /// Everything but the people.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Everyone with a state, in the order first entered.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &PersonState)> {
        self.people.iter()
    }

    /// The state of a person, if there is one.
    pub fn known(&self, id: PersonId) -> Option<&PersonState> {
        self.people.get(id)
    }

    /// The state of a person, or of a new person if there is none yet.
    pub fn person(&self, id: Option<PersonId>) -> &PersonState {
        static NEW: PersonState = PersonState::new();
        id.and_then(|id| self.known(id)).unwrap_or(&NEW)
    }

    /// The do-not-contact mark on a person that is in force now (rules 2.5).
    pub fn do_not_contact(&self, id: PersonId) -> Option<Mark> {
        self.known(id)?.do_not_contact.holding(self.budget.now(), self.budget.zone())
    }

    /// When each InMail was sent that was answered within 30 days (rules 8.2).
    pub fn answered_inmails(&self) -> &[Instant] {
        &self.answered_inmails
    }

    /// The days on which people got messages.
    pub fn message_days(&self) -> &MessageDays {
        &self.message_days
    }

    /// The invitations that the acceptance rate counts (rules 5.6).
    pub fn counted_invitations(&self) -> &CountedInvitations {
        &self.counted_invitations
    }

    /// When the balance was last set to what LinkedIn shows (rules 4.9).
    pub fn reconciled(&self) -> Option<Instant> {
        self.budget.balance_set_at
    }

    /// Moves to an instant, applying the calendar and the plan records up to and including it.
    pub fn advance(&mut self, to: Instant) {
        self.budget.advance_through(to);
    }

    /// The day that contains an instant.
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
            Fact::Withdrawal { .. } => self.withdrawal(who()),
            Fact::Stopped { what, until } => Outcome::Stopped(self.budget.stop(what, until)),
            Fact::Lifted { what } => Outcome::Lifted(self.budget.lift(what)),
            Fact::Blocked { who: entry, until } => self.mark((entry, place), who(), Some(Mark { until })),
            Fact::Unblocked { who: entry } => self.mark((entry, place), who(), None),
            Fact::Purchase { credits, expiry } => self.purchase(credits, expiry),
            Fact::Balance { credits } => self.set_balance(credits),
            _ => Outcome::Nothing,
        }
    }

    /// Something was sent (rules 3, 4.5, 5).
    fn sent(&mut self, to: PersonId, kind: SendKind) -> SendEffect {
        let person = self.people.get_or_add(to);
        let now = self.budget.now();
        if !matches!(kind, SendKind::Invitation { .. }) {
            Thread::send(&mut person.thread, to, kind, now, self.budget.today());
        } else if person.connection.invite(now, self.budget.zone()) {
            self.counted_invitations.sent.push(now);
        }
        let effect = send(kind, person, &mut self.budget);
        if kind == SendKind::Message {
            self.message_days.note(person, self.budget.today());
        }
        effect
    }

    /// A follow-up was settled.
    fn follow_up(&mut self, with: PersonId, action: FollowUpAction) -> Outcome {
        if let Some(thread) = self.people.get_mut(with).and_then(|person| person.thread.as_mut()) {
            thread.settle(action, self.budget.now(), self.budget.today());
        }
        Outcome::Nothing
    }

    /// A response: opens the conversation unless it declines, settles unanswered InMails, and may give a credit back
    /// (rules 2.2, 2.4, 4.7).
    fn response(&mut self, from: PersonId, answer: Answer) -> Outcome {
        self.budget.totals.responses += 1;
        let now = self.budget.now();
        let person = self.people.get_or_add(from);
        let opened = answer == Answer::Replied && !person.open;
        person.open |= opened;
        person.note_response(now, answer);
        person.thread = None;
        let unanswered = std::mem::take(&mut person.unanswered_inmails);
        let (today, zone) = (self.budget.today(), self.budget.zone());
        let in_time = unanswered.last().filter(|latest| is_answered_in_time(date_of(latest.sent, zone), today));
        if let Some(UnansweredInMail { sent, .. }) = in_time {
            self.answered_inmails.push(*sent);
            self.budget.recent_inmails.answer(*sent);
        }
        let refundable = self.refundable(&unanswered);
        let not_returned = refundable.and_then(Result::err);
        let credits_returned = u32::from(refundable.is_some_and(|refundable| refundable.is_ok()));
        let charged_by = refundable.and_then(Result::ok).and_then(|inmail| self.refund(inmail));
        Outcome::Response { opened, settled: !unanswered.is_empty(), credits_returned, not_returned, charged_by }
    }

    /// The InMail for which a response now gives a credit back, or why there is none; `None` if the plan in force gives
    /// no credits back (rules 4.7).
    fn refundable(&self, unanswered: &[UnansweredInMail]) -> Option<Result<UnansweredInMail, NotReturned>> {
        let budget = &self.budget;
        let window = budget.plan().numbers.refund_days.filter(|_| budget.has_plan())?;
        let charged = unanswered.iter().rfind(|inmail| inmail.needed_credit);
        Some(match (charged, unanswered.last()) {
            (Some(inmail), _) => {
                let zone = budget.inmail_zone();
                let days = days_between(date_of(inmail.sent, zone), date_of(budget.now(), zone));
                if days <= i64::from(window) { Ok(*inmail) } else { Err(NotReturned::TooLate { days }) }
            }
            (None, Some(UnansweredInMail { plan_starts: 0, .. })) => Err(NotReturned::BeforeThePlan),
            (None, Some(_)) => Err(NotReturned::WasFree),
            (None, None) => Err(NotReturned::NoInMail),
        })
    }

    /// Gives a credit back for an InMail. Returns the plan that charged it, if that is not the plan in force.
    fn refund(&mut self, inmail: UnansweredInMail) -> Option<String> {
        let budget = &mut self.budget;
        let now = budget.inmail_now();
        budget.totals.refunded += 1;
        budget.add_lot(LotSource::Refund, 1, now, budget.expiry_for(now.date));
        let charged = budget.schedule().starts().get((inmail.plan_starts as usize).checked_sub(1)?)?;
        (charged.record.name != budget.plan().name).then(|| charged.record.name.clone())
    }

    /// An invitation was accepted: a connection, not a response (rules 5.3).
    fn acceptance(&mut self, by: PersonId) -> Outcome {
        let now = self.budget.now();
        let (acceptance, settled) = self.people.get_or_add(by).connection.accept(now);
        self.counted_invitations.note_acceptance(settled, now);
        self.budget.totals.accepted += u64::from(acceptance == Acceptance::OfInvitation);
        self.budget.totals.received += u64::from(acceptance == Acceptance::Received);
        Outcome::Accepted(acceptance)
    }

    /// An invitation was withdrawn (rules 5.4).
    fn withdrawal(&mut self, of: PersonId) -> Outcome {
        let was_pending = self.people.get_or_add(of).connection.withdraw(self.budget.now());
        self.budget.totals.withdrawn += u64::from(was_pending);
        Outcome::Withdrawn { was_pending }
    }

    /// The record at a place set a do-not-contact mark on an entry, or lifted it. The entry may have been merged into
    /// the person since (rules 2.5, 5.7).
    fn mark(&mut self, (entry, place): (PersonId, usize), person: PersonId, mark: Option<Mark>) -> Outcome {
        let merges = self.merges.as_ref();
        let on = merges.map_or(person, |merges| merges.person_before(entry, place));
        self.people.get_or_add(person).do_not_contact.set(on, mark, (merges, place));
        Outcome::Nothing
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
