//! The figures of `status` and of a period, counted from the journal (rules 4.14, 8).

use std::collections::HashSet;

use chrono::NaiveDate;
use inquota::engine::calendar::Instant;
use inquota::engine::outcome::{Acceptance, Window};
use inquota::engine::person::PersonId;
use inquota::engine::record::Answer;
use inquota::engine::statement::Period;
use inquota::engine::totals::Totals;

use super::dates::{Dates, day_after, first_of_next_month};
use super::fold::State;
use super::journal::{Entered, Entry, SendEffect};
use super::lots::Lot;
use super::reading::Reading;

const FOURTEEN_DAYS: i64 = 14 * 24 * 3600;

/// A period in figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figures {
    pub(crate) opening: u64,
    pub(crate) closing: u64,
    pub(crate) totals: Totals,
    pub(crate) days: Vec<(NaiveDate, Totals)>,
    pub(crate) people: PeopleRate,
    /// The different people who got a message, in the period and on each of its days.
    pub(crate) reached: (u64, Vec<u64>),
    /// `InMails` sent, and those answered.
    pub(crate) inmails: (u64, u64),
    /// Invitations: invited, judged, accepted, pending.
    pub(crate) invitations: (u64, u64, u64, u64),
}

/// The response rate by people, in counts (rules 8.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PeopleRate {
    pub(crate) contacted: u64,
    pub(crate) judged: u64,
    pub(crate) responded: u64,
    pub(crate) late: u64,
    pub(crate) declined: u64,
    pub(crate) pending: u64,
    pub(crate) early: u64,
    /// When each of the pending has had 14 days, in order.
    pub(crate) judged_at: Vec<Instant>,
}

impl State<'_> {
    /// The next grant: its date, its instant and its credits before the cap.
    pub(crate) fn next_grant(&self) -> Option<(NaiveDate, Instant, u64)> {
        let (entries, mut found) = (self.journal.len(), None);
        self.look_ahead(|later| {
            found = later.journal[entries..].iter().find_map(|entry| match entry.what {
                Entered::Granted { credits, on } => Some((on, entry.at, credits)),
                _ => None,
            });
            found.is_some()
        });
        found
    }

    /// The earliest expiry of the lots held, its instant, and the credits left in all lots that expire then.
    pub(crate) fn next_expiry(&self) -> Option<(NaiveDate, Instant, u64)> {
        let lots: Vec<&Lot> = self.lots.in_order();
        let (date, at) = lots.iter().filter_map(|lot| lot.expires).min_by_key(|(_, at)| *at)?;
        let with_it = lots.iter().filter(|lot| lot.expires.is_some_and(|(_, expiry)| expiry == at));
        Some((date, at, with_it.map(|lot| lot.left).sum()))
    }

    /// When there is room for an invitation again; `None` if there is room now.
    pub(crate) fn next_slot_at(&self) -> Option<Instant> {
        let has_room =
            |state: &State| state.limit(Window::Week).is_none_or(|limit| state.used(Window::Week) < limit.count);
        if has_room(self) {
            return None;
        }
        let mut found = None;
        self.look_ahead(|later| {
            found = has_room(later).then_some(later.now);
            found.is_some()
        });
        found
    }

    /// When the next day and the next month start.
    pub(crate) fn resets_at(&self) -> (Instant, Instant) {
        let dates = Dates::of(self.reading.zone);
        (dates.start(day_after(self.today())), dates.start(first_of_next_month(self.today())))
    }

    /// `InMails` without a credit since the latest renewal date or plan start.
    pub(crate) fn uncovered(&self) -> u64 {
        totals(&self.journal[self.renewed..]).uncovered
    }

    pub(crate) fn totals(&self) -> Totals {
        totals(&self.journal)
    }

    pub(crate) fn balance_by_entries(&self, before: Instant) -> u64 {
        let entries = self.journal.iter().filter(|entry| entry.at < before);
        u64::try_from(entries.map(|entry| entry.what.balance_change()).sum::<i64>()).unwrap()
    }

    fn entries(&self, first: Instant, last: Instant) -> Vec<Entry> {
        self.journal.iter().filter(|entry| first <= entry.at && entry.at <= last).cloned().collect()
    }

    /// The people first contacted between two instants (rules 8.1).
    fn people_rate(&self, first: Instant, last: Instant) -> PeopleRate {
        let mut rate = PeopleRate::default();
        for person in self.people_contacted() {
            let contact = self.journal.iter().position(|entry| entry.what.contacted() == Some(person)).unwrap();
            let at = self.journal[contact].at;
            let response = self.journal.iter().position(|entry| entry.what.responded() == Some(person));
            if response.is_some_and(|response| response < contact) || at < first || at > last {
                continue;
            }
            rate.contacted += 1;
            let response = response.map(|place| &self.journal[place]);
            if self.now.seconds_since(at) < FOURTEEN_DAYS {
                rate.pending += 1;
                rate.early += u64::from(response.is_some());
                rate.judged_at.push(at.plus_seconds(FOURTEEN_DAYS));
                continue;
            }
            rate.judged += 1;
            let Some(response) = response else { continue };
            if response.at.seconds_since(at) > FOURTEEN_DAYS {
                rate.late += 1;
                continue;
            }
            rate.responded += 1;
            let declined = matches!(response.what, Entered::Response { answer: Answer::Declined, .. });
            rate.declined += u64::from(declined);
        }
        rate.judged_at.sort_unstable();
        rate
    }

    /// The different people who got a message between two instants.
    fn reached(&self, first: Instant, last: Instant) -> u64 {
        let entries = self.entries(first, last);
        let people: HashSet<PersonId> = entries
            .iter()
            .filter_map(|entry| match entry.what {
                Entered::Message(to, _) => Some(to),
                _ => None,
            })
            .collect();
        people.len() as u64
    }

    fn people_contacted(&self) -> HashSet<PersonId> {
        self.journal.iter().filter_map(|entry| entry.what.contacted()).collect()
    }

    /// `InMails` sent between two instants, and those that got an answer within 30 days (rules 8.2).
    fn inmail_rate(&self, first: Instant, last: Instant) -> (u64, u64) {
        let (mut sent, mut answered) = (0, 0);
        for (place, entry) in self.journal.iter().enumerate() {
            let Entered::InMail(to, _) = entry.what else { continue };
            if first <= entry.at && entry.at <= last {
                sent += 1;
                answered += u64::from(self.is_answered(place, to));
            }
        }
        (sent, answered)
    }

    /// `InMails` sent less than 14 days ago, and those that were answered since (rules 8.2).
    pub(crate) fn recent_inmail_rate(&self) -> (u64, u64) {
        let too_old = self.now.plus_seconds(-FOURTEEN_DAYS);
        self.inmail_rate(too_old.plus_seconds(1), self.now)
    }

    /// The invitations sent between two instants to people who were no connections, without those that replaced a
    /// pending one: all, those at least 14 days old, those of these accepted within 14 days, and the younger ones (rules
    /// 5.6).
    fn acceptance_rate(&self, first: Instant, last: Instant) -> (u64, u64, u64, u64) {
        let counts = self.acceptances(first, last, |_| true);
        (counts[0], counts[1], counts[2], counts[4])
    }

    /// The same of some invitations: invited, judged, accepted in time, accepted later, pending, and those of these that
    /// are accepted.
    fn acceptances(&self, first: Instant, last: Instant, which: impl Fn(&SendEffect) -> bool) -> [u64; 6] {
        let mut counts = [0; 6];
        for (place, entry) in self.journal.iter().enumerate() {
            let Entered::Invitation(to, ref counted) = entry.what else { continue };
            let was_connected = self.journal[..place]
                .iter()
                .any(|entry| matches!(entry.what, Entered::Acceptance { by, .. } if by == to));
            let replaces = self.pending_before(to, place, entry.at).is_some();
            if was_connected || replaces || entry.at < first || entry.at > last || !which(counted) {
                continue;
            }
            counts[0] += 1;
            let settled = self.settled_at(place, to);
            if self.now.seconds_since(entry.at) < FOURTEEN_DAYS {
                counts[4] += 1;
                counts[5] += u64::from(settled.is_some());
                continue;
            }
            counts[1] += 1;
            let in_time = settled.map(|at| at.seconds_since(entry.at) <= FOURTEEN_DAYS);
            counts[2] += u64::from(in_time == Some(true));
            counts[3] += u64::from(in_time == Some(false));
        }
        counts
    }

    /// When an invitation, or one that replaced it while it was pending, was accepted.
    fn settled_at(&self, place: usize, to: PersonId) -> Option<Instant> {
        let mut pending_since = self.journal[place].at;
        for entry in &self.journal[place + 1..] {
            if entry.at >= self.lapse(pending_since) {
                return None;
            }
            match entry.what {
                Entered::Invitation(again, _) if again == to => pending_since = entry.at,
                Entered::Acceptance { by, .. } if by == to => return Some(entry.at),
                Entered::Withdrawal { of, .. } if of == to => return None,
                _ => {}
            }
        }
        None
    }

    /// Whether the next `InMail` or response between the member and the person is a response in time.
    fn is_answered(&self, place: usize, to: PersonId) -> bool {
        let next = self.journal[place + 1..].iter().find(|entry| {
            entry.what.responded() == Some(to) || matches!(entry.what, Entered::InMail(again, _) if again == to)
        });
        let sent_on = self.date_of(self.journal[place].at);
        next.is_some_and(|entry| {
            entry.what.responded().is_some() && (self.date_of(entry.at) - sent_on).num_days() <= 30
        })
    }
}

/// The figures of a period as of an instant.
pub(crate) fn figures(reading: &Reading, period: Period, as_of: Instant) -> Figures {
    let dates = Dates::of(reading.zone);
    let state = State::as_of(reading, as_of);
    let (first, last) = (dates.start(period.from), dates.end(period.to).min(as_of));
    let counted = |first: Instant, last: Instant| totals(&state.entries(first, last));
    let every_date = || period.from.iter_days().take_while(|date| *date <= period.to);
    let reached_on = every_date().map(|date| state.reached(dates.start(date), dates.end(date).min(as_of)));
    Figures {
        opening: state.balance_by_entries(first),
        closing: if first > as_of { state.lots.balance() } else { State::as_of(reading, last).lots.balance() },
        totals: counted(first, last),
        days: every_date().map(|date| (date, counted(dates.start(date), dates.end(date).min(as_of)))).collect(),
        people: state.people_rate(first, last),
        reached: (state.reached(first, last), reached_on.collect()),
        inmails: state.inmail_rate(first, last),
        invitations: state.acceptance_rate(first, last),
    }
}

/// The invitations between two instants with a note, and those without one: invited, judged, accepted in time, accepted
/// later, pending, and those of these that are accepted.
pub(crate) fn invitations_by_note(state: &State, first: Instant, last: Instant) -> [[u64; 6]; 2] {
    [true, false].map(|with_note| state.acceptances(first, last, |counted| counted.note == with_note))
}

/// The sums of these entries.
fn totals(entries: &[Entry]) -> Totals {
    let mut totals = Totals::default();
    for entry in entries {
        add(&mut totals, &entry.what);
    }
    totals
}

fn add(totals: &mut Totals, what: &Entered) {
    match what {
        Entered::Granted { credits, .. } => totals.granted += credits,
        Entered::Bought { credits, .. } => totals.bought += credits,
        Entered::Refunded => totals.refunded += 1,
        Entered::Adjusted(gap) => totals.adjusted += gap,
        Entered::Spent => totals.charged += 1,
        Entered::Expired(credits) => totals.expired += credits,
        Entered::LostToCap(credits) => totals.lost_to_cap += credits,
        Entered::Lapsed(credits) => totals.lapsed += credits,
        Entered::Message(_, counted) => {
            totals.messages += 1;
            totals.day_slots += u64::from(counted.day_slot);
            totals.month_slots += u64::from(counted.month_slot);
            totals.over_limit += u64::from(!counted.over.is_empty());
        }
        Entered::InMail(_, counted) => {
            totals.inmails += 1;
            totals.inmails_over_limit += u64::from(!counted.over.is_empty());
            totals.free += u64::from(!counted.needed_credit);
            totals.uncovered += u64::from(counted.uncovered);
        }
        Entered::Invitation(_, counted) => {
            totals.invitations += 1;
            totals.invitations_over_limit += u64::from(!counted.over.is_empty());
            totals.notes += u64::from(counted.note);
        }
        Entered::Response { .. } => totals.responses += 1,
        Entered::Acceptance { did: Acceptance::OfInvitation, .. } => totals.accepted += 1,
        Entered::Acceptance { did: Acceptance::Received, .. } => totals.received += 1,
        Entered::Acceptance { did: Acceptance::AlreadyConnected, .. }
        | Entered::Stopped { .. }
        | Entered::Lifted { .. }
        | Entered::Mark { .. } => {}
        Entered::Withdrawal { was_pending, .. } => totals.withdrawn += u64::from(*was_pending),
    }
}
