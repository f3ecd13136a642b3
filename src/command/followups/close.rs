//! Closes all old follow-ups, in one step.

use crate::command::recorded::item_with_namesakes;
use crate::command::session::Session;
use crate::command::transaction::Transaction;
use crate::engine::advice::followup::open_threads;
use crate::engine::advice::habits::Habits;
use crate::engine::calendar::{Instant, start_of};
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Fact, FollowUpAction, RecordId};
use crate::engine::thread::Thread;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{ClosedAnswer, day, plural};

/// Which follow-ups are old.
#[derive(Clone, Copy, Debug)]
pub(super) enum Old<'a> {
    /// Those last touched before this date.
    TouchedBefore(&'a str),
    /// Those overdue by more days than the setting says.
    LongOverdue,
}

/// The same, read in the account's zone.
enum Limit {
    Before(Instant),
    LongOverdue,
}

/// Closes the old follow-ups.
///
/// # Errors
///
/// When there are none, or the date cannot be read.
pub(super) fn close(old: Old<'_>, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let habits = session.habits();
    if !session.has_ledger()? {
        session.location.note_if_new(session.screen);
        let (_, nothing) = limit(old, session.system_zone()?, session)?;
        return Err(nothing);
    }
    let mut transaction = session.begin(ReadDetail::Everything)?;
    session.note_unknown(transaction.before());
    let (limit, nothing) = limit(old, transaction.zone(), session)?;
    let people = old_ones(&limit, &habits, &transaction);
    if people.is_empty() {
        return Err(nothing);
    }
    transaction.begin_step();
    let (at, settled) = (transaction.at, FollowUpAction::Closed);
    let add = |with: &PersonId| transaction.add(at, Fact::FollowUp { with: *with, settled }, Details::default());
    let ids: Vec<RecordId> = people.iter().map(add).collect();
    let after = transaction.preview().commit()?;
    let namesakes = after.book().namesakes();
    let recorded =
        ids.iter().map(|id| item_with_namesakes(&after, *id, |person| namesakes.contains(&person))).collect();
    let answer = ClosedAnswer { recorded, cautions: Vec::new() };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// What is old, in this zone, and the failure for when nothing is.
fn limit(old: Old<'_>, zone: chrono_tz::Tz, session: &Session<'_>) -> Result<(Limit, Failure), Failure> {
    let (limit, what, hint) = match old {
        Old::TouchedBefore(text) => {
            let date = session.past_date("--before", text, zone)?;
            let what = format!("was last contacted before {}", day(date));
            (Limit::Before(start_of(date, zone)), what, "to see all of them: inquota followups --all")
        }
        Old::LongOverdue => {
            let days = plural(u64::from(session.habits().overdue_days), "day", "days");
            (Limit::LongOverdue, format!("is overdue by more than {days}"), "to see the follow-ups: inquota followups")
        }
    };
    Ok((limit, Failure::input("no_follow_up", format!("no follow-up {what}"), hint)))
}

/// The people with an old follow-up, as the list shows them: without those marked as not to be contacted.
fn old_ones(limit: &Limit, habits: &Habits, transaction: &Transaction) -> Vec<PersonId> {
    let account = transaction.before().account_at(transaction.at);
    let today = account.budget().today();
    let is_old = |thread: &&Thread| match limit {
        Limit::Before(cutoff) => thread.last_touch < *cutoff && thread.due(habits).is_some(),
        Limit::LongOverdue => thread.is_long_overdue(today, habits),
    };
    open_threads(&account).filter(is_old).map(|thread| thread.person).collect()
}
