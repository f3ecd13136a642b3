//! Settles the follow-ups of people who are named: done, snoozed or closed. Records all of them or none.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::whom::find_people;
use crate::command::recorded::item;
use crate::command::session::Session;
use crate::command::transaction::Transaction;
use crate::engine::account::Account;
use crate::engine::advice::habits::Habits;
use crate::engine::calendar::{Instant, date_of, end_of, plus_days};
use crate::engine::contact_book::ContactBook;
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Fact, FollowUpAction, RecordId};
use crate::engine::thread::Thread;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{LocalInstant, SettledAnswer, SettledRow, day, safe};

/// What the member did, as it was typed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action<'a> {
    /// The people were nudged elsewhere.
    Done,
    /// Their nudge is due again in this many days.
    SnoozeFor(u32),
    /// Their nudge is due again on this date.
    SnoozeUntil(&'a str),
    /// No more nudges.
    Close,
}

/// Records an action on the follow-ups of people, and shows when the next nudge of each is due.
///
/// # Errors
///
/// When somebody is unknown, is named twice or has no follow-up to settle, or the date is not ahead.
pub(super) fn settle(whom: &[String], action: Action<'_>, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    // A transaction would create a missing ledger.
    if !session.has_ledger()? {
        session.location.note_if_new(session.screen);
        find_people(whom, &ContactBook::default())?;
    }
    let transaction = session.begin(ReadDetail::Everything)?;
    session.note_unknown(transaction.before());
    let people = find_people(whom, transaction.book())?;
    let settled = settled(action, &transaction, session)?;
    let habits = session.habits();
    let new = people_to_record(&people, settled, &habits, &transaction)?;
    let (local, now) = (LocalInstant::new(transaction.at, transaction.zone()), transaction.now);
    let (ids, after) = record(&new, settled, transaction)?;
    let account = after.account_at(now);
    let row = |person: &PersonId| {
        let thread = thread(&account, *person);
        SettledRow {
            number: person.0 + 1,
            person: after.book().person(*person).short_name(),
            is_recorded: new.contains(person),
            next_due: thread.and_then(|thread| thread.due(&habits)),
            is_answered: thread.is_none(),
            mark: account.do_not_contact(*person),
        }
    };
    let recorded = ids.iter().map(|id| item(&after, *id)).collect();
    let times = (local, local.with_instant(now));
    let answer = SettledAnswer::new(settled, times, recorded, people.iter().map(row).collect());
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// Writes the action for these people, as one step if there are several, and returns the timeline with it.
fn record(
    people: &[PersonId],
    settled: FollowUpAction,
    mut transaction: Transaction,
) -> Result<(Vec<RecordId>, Timeline), Failure> {
    if people.len() > 1 {
        transaction.begin_step();
    }
    let at = transaction.at;
    let add = |with: &PersonId| transaction.add(at, Fact::FollowUp { with: *with, settled }, Details::default());
    let ids: Vec<RecordId> = people.iter().map(add).collect();
    let preview = transaction.preview();
    // Without a new record, the file stays as it is.
    let after = if people.is_empty() { preview.after } else { preview.commit()? };
    Ok((ids, after))
}

/// The people for whom there is something to record: not those whom `done` would nudge twice on one day.
///
/// # Errors
///
/// When somebody has no follow-up to settle.
fn people_to_record(
    people: &[PersonId],
    settled: FollowUpAction,
    habits: &Habits,
    transaction: &Transaction,
) -> Result<Vec<PersonId>, Failure> {
    let (before, at, zone) = (transaction.before(), transaction.at, transaction.zone());
    let date = date_of(at, zone);
    let account = before.account_at(at);
    // A nudge later on the same date counts already.
    let evening = before.account_at(end_of(date, zone).min(transaction.now));
    let is_nudged = |account, person| thread(account, person).is_some_and(|thread| thread.is_nudged_on(date));
    let mut new = Vec::new();
    for person in people {
        let is_open = thread(&account, *person).is_some_and(|thread| thread.due(habits).is_some());
        if settled == FollowUpAction::Done && (is_nudged(&account, *person) || is_nudged(&evening, *person)) {
            continue;
        }
        if !is_open {
            return Err(nothing_due(&account, *person, transaction));
        }
        new.push(*person);
    }
    Ok(new)
}

/// The action to record.
///
/// # Errors
///
/// When the date cannot be read, or is not after the date of the transaction.
fn settled(action: Action<'_>, transaction: &Transaction, session: &Session<'_>) -> Result<FollowUpAction, Failure> {
    let today = date_of(transaction.at, transaction.zone());
    Ok(match action {
        Action::Done => FollowUpAction::Done,
        Action::Close => FollowUpAction::Closed,
        Action::SnoozeFor(days) => FollowUpAction::Snoozed(plus_days(today, days).min(latest_date())),
        Action::SnoozeUntil(text) => {
            let until = session.date_ahead("the last word", text, transaction.zone())?;
            if until <= today {
                let message = format!("{} is not after {}", day(until), day(today));
                return Err(Failure::input("usage", message, "give a later date, or a number of days"));
            }
            FollowUpAction::Snoozed(until.min(latest_date()))
        }
    })
}

/// The last date that a ledger may hold.
fn latest_date() -> NaiveDate {
    date_of(Instant::MAX_RECORD, Tz::UTC)
}

/// The thread with a person.
fn thread(account: &Account, with: PersonId) -> Option<Thread> {
    account.known(with)?.thread
}

/// The failure for a person without a follow-up to settle, with the reason.
fn nothing_due(account: &Account, with: PersonId, transaction: &Transaction) -> Failure {
    let timeline = transaction.before();
    let name = safe(&timeline.book().person(with).short_name());
    let is_later = transaction.at < transaction.now && thread(&timeline.account_at(transaction.now), with).is_some();
    let why = match thread(account, with) {
        None if is_later => "you had sent them nothing by then",
        Some(thread) if thread.is_closed => "it is already closed",
        Some(_) => "it is closed as unanswered after two nudges",
        None => "nothing that you sent them is unanswered",
    };
    let message = format!("there is no follow-up with {name} to settle: {why}");
    Failure::input("no_follow_up", message, "to see the follow-ups: inquota followups")
}
