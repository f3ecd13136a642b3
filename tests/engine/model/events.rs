//! What each record does to the account (rules 2 to 5).

use chrono::{Datelike, Days};
use inquota::engine::calendar::Instant;
use inquota::engine::do_not_contact::Mark;
use inquota::engine::outcome::{Acceptance, CostReason, NotReturned, Window};
use inquota::engine::person::PersonId;
use inquota::engine::plan::Limit;
use inquota::engine::record::{Answer, Charge, Expiry, Fact};
use inquota::engine::wallet::LotSource;

use super::dates::{Dates, first_of_month, first_of_next_month};
use super::fold::{State, WAIT, WEEK};
use super::journal::{Entered, Entry, SendEffect};
use super::reading::{Event, resolve_before};

impl State<'_> {
    pub(crate) fn record(&mut self, event: &Event) {
        let place = Some(event.place);
        match event.fact {
            Fact::Message { to } => self.note(place, Entered::Message(to, self.count_message(to))),
            Fact::InMail { to, charge } => self.send_inmail(to, charge, place),
            Fact::Invitation { to, with_note } => {
                self.note(place, Entered::Invitation(to, self.count_invitation(with_note)));
            }
            Fact::Response { from, answer } => self.respond(from, answer, place),
            Fact::Acceptance { by } => {
                let did = match (self.pending_invitation(by), self.is_connection(by)) {
                    (Some(_), _) => Acceptance::OfInvitation,
                    (None, false) => Acceptance::Received,
                    (None, true) => Acceptance::AlreadyConnected,
                };
                self.note(place, Entered::Acceptance { by, did });
            }
            Fact::Withdrawal { of } => {
                let was_pending = self.pending_invitation(of).is_some();
                self.note(place, Entered::Withdrawal { of, was_pending });
            }
            Fact::Stopped { what, until } => self.note_stop(what, until, place),
            Fact::Lifted { what } => self.note_lift(what, place),
            Fact::Blocked { who, until } => self.mark(who, event, Some(Mark { until })),
            Fact::Unblocked { who } => self.mark(who, event, None),
            Fact::Purchase { credits, expiry } => self.purchase(credits, expiry, place),
            Fact::Balance { credits } => self.set_balance(credits, place),
            _ => unreachable!("{event:?} does not happen"),
        }
    }

    fn mark(&mut self, on: PersonId, event: &Event, mark: Option<Mark>) {
        let (then, place) = (event.then.unwrap(), event.place);
        self.note(Some(place), Entered::Mark { on, then, place, mark });
    }

    /// The mark on a person that holds now: the one that ends last among those that nothing replaced or lifted. Only a
    /// later record about the same person, as known when that record was entered, does that (rules 2.5, 5.7).
    pub(crate) fn mark_on(&self, person: PersonId) -> Option<Mark> {
        let of_person = |entry: &&Entry| matches!(entry.what, Entered::Mark { on, .. } if on == person);
        let records: Vec<&Entry> = self.journal.iter().filter(of_person).collect();
        let mut marks: Vec<Mark> = Vec::new();
        for (number, entry) in records.iter().enumerate() {
            let Entered::Mark { then: marked, mark: Some(mark), .. } = entry.what else { continue };
            let ends_it = |later: &&Entry| {
                let Entered::Mark { then, place, .. } = later.what else { unreachable!() };
                resolve_before(marked, place, &self.reading.merges) == then
            };
            let is_over = mark.until.is_some_and(|date| self.now >= Dates::of(self.reading.zone).start(date));
            if !is_over && !records[number + 1..].iter().any(ends_it) {
                marks.push(mark);
            }
        }
        let for_good = marks.iter().find(|mark| mark.until.is_none()).copied();
        for_good.or(marks.into_iter().max_by_key(|mark| mark.until))
    }

    /// Whether the latest response of a person was a decline.
    pub(crate) fn declined_last(&self, person: PersonId) -> bool {
        let latest = self.journal.iter().rev().find(|entry| entry.what.responded() == Some(person));
        latest.is_some_and(|entry| matches!(entry.what, Entered::Response { answer: Answer::Declined, .. }))
    }

    /// Whether an `InMail` to the person was ever marked free.
    pub(crate) fn got_free_inmail(&self, person: PersonId) -> bool {
        let is_free = |fact: &Fact| *fact == Fact::InMail { to: person, charge: Charge::Free };
        self.reading.events.iter().any(|event| event.at <= self.now && is_free(&event.fact))
    }

    /// When a person became a connection, if nothing was sent to them since but invitations.
    pub(crate) fn unwritten_since(&self, person: PersonId) -> Option<Instant> {
        let is_first = |entry: &Entry| matches!(entry.what, Entered::Acceptance { by, .. } if by == person);
        let place = self.journal.iter().position(is_first)?;
        let is_written = self.journal[place..].iter().any(|entry| entry.what.contacted() == Some(person));
        (!is_written).then(|| self.journal[place].at)
    }

    /// The same, if no message or InMail was ever sent to them.
    pub(crate) fn not_written_since(&self, person: PersonId) -> Option<Instant> {
        let is_contacted = self.journal.iter().any(|entry| entry.what.contacted() == Some(person));
        self.unwritten_since(person).filter(|_| !is_contacted)
    }

    /// Whether the person ever responded with something other than a decline (rules 2.2).
    pub(crate) fn is_open(&self, person: PersonId) -> bool {
        self.journal.iter().any(
            |entry| matches!(entry.what, Entered::Response { from, answer: Answer::Replied, .. } if from == person),
        )
    }

    /// Whether the person already used a day slot today.
    pub(crate) fn used_today(&self, person: PersonId) -> bool {
        self.messages_today().any(|(to, counted)| to == person && counted.day_slot)
    }

    /// Whether the person already used a month slot this month.
    pub(crate) fn used_this_month(&self, person: PersonId) -> bool {
        self.messages_this_month().any(|(to, counted)| to == person && counted.month_slot)
    }

    fn messages_today(&self) -> impl Iterator<Item = (PersonId, &SendEffect)> {
        let today = self.today();
        self.messages(move |entry| self.date_of(entry.at) == today)
    }

    fn messages_this_month(&self) -> impl Iterator<Item = (PersonId, &SendEffect)> {
        self.messages(|entry| self.is_this_month(entry))
    }

    fn messages(&self, within: impl Fn(&Entry) -> bool) -> impl Iterator<Item = (PersonId, &SendEffect)> {
        self.journal.iter().filter(move |entry| within(entry)).filter_map(|entry| match &entry.what {
            Entered::Message(to, counted) => Some((*to, counted)),
            _ => None,
        })
    }

    fn is_this_month(&self, entry: &Entry) -> bool {
        let (date, today) = (self.date_of(entry.at), self.today());
        (date.year(), date.month()) == (today.year(), today.month())
    }

    /// How much of a window is used now.
    pub(crate) fn used(&self, window: Window) -> u32 {
        let used = match window {
            Window::Day => self.messages_today().filter(|(_, counted)| counted.day_slot).count(),
            Window::Month => self.messages_this_month().filter(|(_, counted)| counted.month_slot).count(),
            Window::InMailsDay => self.inmails_today().filter(|counted| !counted.to_open).count(),
            Window::InvitationsDay => self.invitations().filter(|entry| self.date_of(entry.at) == self.today()).count(),
            Window::Week => self.invitations().filter(|entry| self.now < entry.at.plus_seconds(WEEK)).count(),
            Window::Notes => self
                .invitations()
                .filter(|entry| self.is_this_month(entry) && entry.what.sent().is_some_and(|counted| counted.note))
                .count(),
        };
        u32::try_from(used).unwrap()
    }

    fn invitations(&self) -> impl Iterator<Item = &Entry> {
        self.journal.iter().filter(|entry| matches!(entry.what, Entered::Invitation(..)))
    }

    fn inmails_today(&self) -> impl Iterator<Item = &SendEffect> {
        self.journal.iter().filter(|entry| self.date_of(entry.at) == self.today()).filter_map(|entry| {
            match &entry.what {
                Entered::InMail(_, counted) => Some(counted),
                _ => None,
            }
        })
    }

    pub(crate) fn limit(&self, window: Window) -> Option<Limit> {
        let numbers = self.numbers();
        match window {
            Window::Day => numbers.daily,
            Window::Month => numbers.monthly,
            Window::InMailsDay => numbers.inmails_daily,
            Window::InvitationsDay => numbers.invitations_daily,
            Window::Week => numbers.invitations,
            Window::Notes => numbers.notes,
        }
    }

    /// The windows among those needed that are full.
    fn full(&self, needed: &[Window]) -> Vec<Window> {
        let full = |window: &Window| self.limit(*window).is_some_and(|limit| self.used(*window) >= limit.count);
        needed.iter().copied().filter(full).collect()
    }

    fn count_message(&self, to: PersonId) -> SendEffect {
        if self.is_open(to) {
            return SendEffect::nothing(CostReason::ConversationOpen);
        }
        let (day_slot, month_slot) = (!self.used_today(to), !self.used_this_month(to));
        let why = match (day_slot, month_slot) {
            (_, true) => CostReason::NewThisMonth,
            (true, false) => CostReason::CountedThisMonth,
            (false, false) => CostReason::CountedToday,
        };
        let mut needed = Vec::new();
        needed.extend(day_slot.then_some(Window::Day));
        needed.extend(month_slot.then_some(Window::Month));
        SendEffect { day_slot, month_slot, over: self.full(&needed), ..SendEffect::nothing(why) }
    }

    fn count_invitation(&self, with_note: bool) -> SendEffect {
        let (why, needed): (_, &[_]) = if with_note {
            (CostReason::InWeekWithNote, &[Window::InvitationsDay, Window::Week, Window::Notes])
        } else {
            (CostReason::InWeek, &[Window::InvitationsDay, Window::Week])
        };
        SendEffect { note: with_note, over: self.full(needed), ..SendEffect::nothing(why) }
    }

    /// An `InMail` spends a credit or is uncovered, unless it is free (rules 4.5, 4.6, 4.13). It counts in its day unless
    /// the conversation is open (rules 6).
    fn send_inmail(&mut self, to: PersonId, charge: Charge, place: Option<usize>) {
        let counted = if self.plan.is_none() {
            SendEffect::nothing(CostReason::BeforeFirstPlan)
        } else if charge == Charge::Free {
            SendEffect::nothing(CostReason::MarkedFree)
        } else if self.is_open(to) {
            SendEffect::nothing(CostReason::ConversationOpen)
        } else {
            let credit = self.lots.take(1) == 1;
            let why = if credit { CostReason::CreditSpent } else { CostReason::NoCreditLeft };
            SendEffect { needed_credit: true, credit, uncovered: !credit, ..SendEffect::nothing(why) }
        };
        if counted.credit {
            self.note(place, Entered::Spent);
        }
        let (plan, to_open) = (self.plan.as_ref().map(|plan| plan.name.clone()), self.is_open(to));
        let over = if to_open { Vec::new() } else { self.full(&[Window::InMailsDay]) };
        let counted = SendEffect { to_open, plan, over, ..counted };
        self.note(place, Entered::InMail(to, counted));
    }

    fn respond(&mut self, from: PersonId, answer: Answer, place: Option<usize>) {
        let opened = answer == Answer::Replied && !self.is_open(from);
        let waiting = self.waiting_inmails(from);
        let settled = !waiting.is_empty();
        let latest = waiting.iter().rev().find(|entry| entry.what.sent().is_some_and(|counted| counted.needed_credit));
        let returns = latest.is_some_and(|entry| self.is_in_refund_window(entry));
        let not_returned = self.why_not_returned(&waiting).filter(|_| !returns);
        let charged_under = latest.and_then(|entry| entry.what.sent().unwrap().plan.clone()).filter(|_| returns);
        let charged_by = charged_under.filter(|charged| *charged != self.plan_or_first().name);
        if returns {
            let today = self.inmail_date();
            self.give(LotSource::Refund, today, 1, self.life_from(today));
            self.note(place, Entered::Refunded);
        }
        self.note(
            place,
            Entered::Response { from, answer, opened, settled, returned: u32::from(returns), not_returned, charged_by },
        );
    }

    /// Why a response now gives no credit back, if it gives none; `None` on a plan that gives none back at all.
    fn why_not_returned(&self, waiting: &[&Entry]) -> Option<NotReturned> {
        self.plan.as_ref()?.numbers.refund_days?;
        let Some(latest) = waiting.last() else { return Some(NotReturned::NoInMail) };
        let charged = waiting.iter().rev().find(|entry| entry.what.sent().unwrap().needed_credit);
        let dates = Dates::of(self.inmail_zone());
        Some(match charged {
            Some(inmail) => NotReturned::TooLate { days: (dates.date(self.now) - dates.date(inmail.at)).num_days() },
            None if latest.what.sent().unwrap().why == CostReason::BeforeFirstPlan => NotReturned::BeforeThePlan,
            None => NotReturned::WasFree,
        })
    }

    /// The `InMails` to a person since their latest response.
    pub(crate) fn waiting_inmails(&self, person: PersonId) -> Vec<&Entry> {
        let latest = self.journal.iter().rposition(|entry| entry.what.responded() == Some(person));
        let after = &self.journal[latest.map_or(0, |place| place + 1)..];
        after.iter().filter(|entry| matches!(entry.what, Entered::InMail(to, _) if to == person)).collect()
    }

    /// Whether a response now is dated at most the refund window after an `InMail` (rules 4.7).
    fn is_in_refund_window(&self, inmail: &Entry) -> bool {
        let Some(window) = self.plan.as_ref().and_then(|plan| plan.numbers.refund_days) else { return false };
        let dates = Dates::of(self.inmail_zone());
        (dates.date(self.now) - dates.date(inmail.at)).num_days() <= i64::from(window)
    }

    pub(crate) fn is_connection(&self, person: PersonId) -> bool {
        self.journal.iter().any(|entry| matches!(entry.what, Entered::Acceptance { by, .. } if by == person))
    }

    /// The place in the journal of the invitation to a person that is pending now: their latest, unless it was
    /// accepted or withdrawn since or it is six months old (rules 5.3).
    pub(crate) fn pending_invitation(&self, person: PersonId) -> Option<usize> {
        self.pending_before(person, self.journal.len(), self.now)
    }

    /// The invitation that was pending at an instant, going by the entries before a place in the journal.
    pub(crate) fn pending_before(&self, person: PersonId, place: usize, now: Instant) -> Option<usize> {
        let latest = self.journal[..place].iter().rposition(|entry| match entry.what {
            Entered::Invitation(to, _) => to == person,
            Entered::Acceptance { by, .. } => by == person,
            Entered::Withdrawal { of, .. } => of == person,
            _ => false,
        })?;
        let entry = &self.journal[latest];
        let is_pending = matches!(entry.what, Entered::Invitation(..)) && now < self.lapse(entry.at);
        is_pending.then_some(latest)
    }

    /// Whether an invitation to the person was withdrawn less than 21 days ago (rules 5.4).
    pub(crate) fn was_withdrawn_recently(&self, person: PersonId) -> bool {
        self.journal.iter().any(|entry| {
            let is_withdrawal = matches!(entry.what, Entered::Withdrawal { of, was_pending: true } if of == person);
            is_withdrawal && self.now < entry.at.plus_seconds(WAIT)
        })
    }

    /// When an invitation sent at an instant lapses: the first instant at which a clock of the account shows the same
    /// time on the same day of the sixth month after, or later (rules 5.3, 1.6).
    pub(crate) fn lapse(&self, sent: Instant) -> Instant {
        let zone = self.reading.zone;
        let local = sent.in_zone(zone).naive_local();
        let month = (0..6).fold(first_of_month(local.date()), |month, _| first_of_next_month(month));
        let date = (1..=local.day()).rev().find_map(|day| month.with_day(day)).unwrap();
        let wanted = date.and_time(local.time());
        // Noon UTC two days before is earlier in every zone. All clock changes of these years are on quarters of an hour.
        let mut quarter = (date - Days::new(2)).and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp();
        let shows = |unix: i64| Instant::from_unix(unix).in_zone(zone).naive_local();
        while shows(quarter + 900) < wanted {
            quarter += 900;
        }
        Instant::from_unix((quarter..=quarter + 900).find(|unix| shows(*unix) >= wanted).unwrap())
    }

    fn purchase(&mut self, credits: u32, expiry: Expiry, place: Option<usize>) {
        let today = self.inmail_date();
        let expires = match expiry {
            Expiry::PlanLife => self.life_from(today),
            Expiry::On(date) => Some(self.expiring_on(date)),
            Expiry::Never => None,
        };
        self.give(LotSource::Purchase, today, u64::from(credits), expires);
        self.note(place, Entered::Bought { credits: u64::from(credits), expires, zone: self.inmail_zone() });
        // A purchase that was moved or entered late may already have expired.
        self.expire();
    }

    fn set_balance(&mut self, credits: u32, place: Option<usize>) {
        let (shown, held) = (u64::from(credits), self.lots.balance());
        if shown > held {
            let today = self.inmail_date();
            self.give(LotSource::Adjustment, today, shown - held, self.life_from(today));
        } else {
            self.lots.take(held - shown);
        }
        self.note(place, Entered::Adjusted(i64::from(credits) - i64::try_from(held).unwrap()));
    }
}
