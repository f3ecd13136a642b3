//! The figures of `status` and of a period, counted from the journal (rules 4.14, 8).

use std::collections::HashSet;

use chrono::NaiveDate;
use inquota::engine::calendar::Instant;
use inquota::engine::outcome::Window;
use inquota::engine::person::PersonId;
use inquota::engine::statement::Period;
use inquota::engine::totals::Totals;

use super::dates::{Dates, day_after, first_of_next_month};
use super::fold::State;
use super::journal::{Entered, Entry};
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
    /// Contacted, responded, pending.
    pub(crate) people: (u64, u64, u64),
    /// `InMails` sent, and those answered.
    pub(crate) inmails: (u64, u64),
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

    /// The people first contacted between two instants: how many, how many of them responded, and how many are pending
    /// (rules 8.1).
    fn people_rate(&self, first: Instant, last: Instant) -> (u64, u64, u64) {
        let (mut contacted, mut responded, mut pending) = (0, 0, 0);
        for person in self.people_contacted() {
            let contact = self.journal.iter().position(|entry| entry.what.contacted() == Some(person)).unwrap();
            let at = self.journal[contact].at;
            let responses = |entries: &[Entry]| entries.iter().any(|entry| entry.what.responded() == Some(person));
            if responses(&self.journal[..contact]) || at < first || at > last {
                continue;
            }
            contacted += 1;
            if responses(&self.journal[contact..]) {
                responded += 1;
            } else if self.now.seconds_since(at) < FOURTEEN_DAYS {
                pending += 1;
            }
        }
        (contacted, responded, pending)
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
    let every_date = period.from.iter_days().take_while(|date| *date <= period.to);
    Figures {
        opening: state.balance_by_entries(first),
        closing: if first > as_of { state.lots.balance() } else { State::as_of(reading, last).lots.balance() },
        totals: counted(first, last),
        days: every_date.map(|date| (date, counted(dates.start(date), dates.end(date).min(as_of)))).collect(),
        people: state.people_rate(first, last),
        inmails: state.inmail_rate(first, last),
    }
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
            totals.free += u64::from(!counted.needed_credit);
            totals.uncovered += u64::from(counted.uncovered);
        }
        Entered::Invitation(_, counted) => {
            totals.invitations += 1;
            totals.notes += u64::from(counted.note);
        }
        Entered::Response { .. } => totals.responses += 1,
        Entered::Acceptance { .. } => totals.accepted += 1,
    }
}
