//! `followups`: lists whom to nudge; `done`, `snooze` and `close` record what happened to a follow-up.

use std::iter;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::output::{output_file, write_or_print};
use super::person_arg;
use super::recorded::{item, item_with_namesakes};
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::{FollowUps, FollowUpsCommand};
use crate::engine::account::Account;
use crate::engine::advice::followup::{FollowUpQuery, QuotaLeft, follow_ups, threads};
use crate::engine::advice::habits::Habits;
use crate::engine::calendar::{Instant, date_of, plus_days, start_of};
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Fact, FollowUpAction, RecordId};
use crate::engine::thread::Thread;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{
    CautionPlan, ClosedAnswer, FollowUpActionAnswer, FollowUpContext, FollowUpsAnswer, LocalInstant, calendar_file,
    day, safe,
};

/// How many days to look ahead by default.
const SOON: u32 = 7;

pub(super) fn run(args: &FollowUps, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(command) = &args.command else { return show(args, session) };
    if args.after.is_some() || args.soon.is_some() || args.all || args.ics.is_some() {
        let message = "the options of the list do not go with done, snooze and close";
        return Err(Failure::input("usage", message, "leave --after, --soon, --all and --ics out"));
    }
    match command {
        FollowUpsCommand::Done { whom } => settle(whom, |_| FollowUpAction::Done, session),
        FollowUpsCommand::Close { before: Some(date), .. } => close_before(date, session),
        FollowUpsCommand::Close { whom, .. } => {
            settle(whom.as_deref().unwrap_or_default(), |_| FollowUpAction::Closed, session)
        }
        FollowUpsCommand::Snooze { whom, days } => {
            settle(whom, |transaction| FollowUpAction::Snoozed(snoozed_until(transaction, *days)), session)
        }
    }
}

fn show(args: &FollowUps, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let wanted = FollowUpQuery { habits: habits(session, args.after), soon: args.soon.unwrap_or(SOON), cold: args.all };
    let found = follow_ups(&account, &wanted);
    let answer = FollowUpsAnswer::new(&found, &wanted, QuotaLeft::of(&account), context(&timeline, &account, session));
    match &args.ics {
        None => {
            session.screen.show(&answer)?;
            session.show_cautions(&answer.cautions());
        }
        Some(path) => {
            write_or_print(output_file(path.as_ref()), iter::once(calendar_file(&answer, session.clock())), session)?;
        }
    }
    Ok(ExitStatus::Yes)
}

/// What the rows of follow-ups need from an account, as of its instant.
pub(super) fn context<'a>(timeline: &'a Timeline, account: &'a Account, session: &Session<'_>) -> FollowUpContext<'a> {
    let plan = account.budget().plan();
    let second_inmail = session.plan(&plan.name).map(|plan| plan.second_inmail).unwrap_or_default();
    FollowUpContext {
        book: timeline.book(),
        plan: CautionPlan { name: &plan.name, numbers: &plan.numbers, second_inmail },
        as_of: LocalInstant::new(account.budget().now(), timeline.zone()),
        clock: session.clock(),
    }
}

/// The date this many days after the transaction's, but no later than the last date that a ledger may hold.
fn snoozed_until(transaction: &Transaction, days: u32) -> NaiveDate {
    let latest = date_of(Instant::MAX_RECORD, Tz::UTC);
    plus_days(date_of(transaction.at, transaction.before().zone()), days).min(latest)
}

/// Closes every follow-up that was last touched before a date, in one step.
fn close_before(text: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let zone = session.timeline()?.zone();
    let date = session.past_date("--before", text, zone)?;
    let nothing = || {
        let message = format!("no follow-up was last touched before {}", day(date));
        Failure::input("no_follow_up", message, "inquota followups --all shows those there are")
    };
    if !session.has_ledger()? {
        return Err(nothing());
    }
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let (habits, cutoff) = (session.habits(), start_of(date, zone));
    let is_selected = |thread: &Thread| thread.last_touch < cutoff && thread.due(&habits).is_some();
    let account = transaction.before().account_at(transaction.at);
    let people: Vec<PersonId> =
        threads(&account).filter(|thread| is_selected(thread)).map(|thread| thread.person).collect();
    if people.is_empty() {
        return Err(nothing());
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

/// The member's habits. `--after` sets the days of silence before each of the two nudges.
fn habits(session: &Session<'_>, after: Option<u32>) -> Habits {
    let habits = session.habits();
    match after {
        Some(days) => Habits { first_nudge_days: days, last_nudge_days: 2 * days, ..habits },
        None => habits,
    }
}

/// Records an action on the follow-up with a person, and shows when the next nudge is due.
///
/// # Errors
///
/// When the person is unknown or has no follow-up to settle.
fn settle(
    whom: &str,
    action: impl FnOnce(&Transaction) -> FollowUpAction,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    // Find the person before taking the lock, which would create a missing ledger.
    let with = find_person(whom, &session.timeline()?)?;
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let habits = session.habits();
    let open = thread(transaction.before(), with, transaction.at).filter(|thread| thread.due(&habits).is_some());
    if open.is_none() {
        return Err(nothing_due(transaction.before(), with, &transaction));
    }
    let settled = action(&transaction);
    let id = transaction.add(transaction.at, Fact::FollowUp { with, settled }, Details::default());
    let now = transaction.now;
    let after = transaction.preview().commit()?;
    let next = thread(&after, with, now).and_then(|thread| thread.due(&habits));
    let answer = FollowUpActionAnswer {
        item: item(&after, id),
        next_due: next,
        cautions: Vec::new(),
        action: settled,
        now: LocalInstant::new(now, after.zone()),
    };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// The thread with a person as of an instant.
fn thread(timeline: &Timeline, with: PersonId, as_of: Instant) -> Option<Thread> {
    timeline.account_at(as_of).known(with)?.thread
}

/// The person with this number in the list, or whom a PERSON means.
fn find_person(text: &str, timeline: &Timeline) -> Result<PersonId, Failure> {
    let book = timeline.book();
    let digits = text.trim().trim_start_matches('#');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return person_arg::find_known(text, book);
    }
    let number = digits.parse::<u32>().ok().and_then(|number| number.checked_sub(1)).map(PersonId);
    let found = number.filter(|id| id.index() < book.len()).map(|id| book.resolve(id));
    found.filter(|id| book.person(*id).is_known).ok_or_else(|| {
        let message = format!("nobody has the number {}", safe(digits));
        Failure::input("unknown_person", message, "inquota followups shows each person with their number")
    })
}

/// The failure for a person without a follow-up to settle, with the reason.
fn nothing_due(timeline: &Timeline, with: PersonId, transaction: &Transaction) -> Failure {
    let name = safe(&timeline.book().person(with).short_name());
    let is_later = transaction.at < transaction.now && thread(timeline, with, transaction.now).is_some();
    let why = match thread(timeline, with, transaction.at) {
        None if is_later => "nothing had been sent to them by then",
        Some(thread) if thread.is_closed => "it is closed already",
        Some(_) => "they had their two nudges, and it is closed as unanswered",
        None => "nothing that was sent to them is unanswered",
    };
    let message = format!("there is no follow-up of {name} to settle: {why}");
    Failure::input("no_follow_up", message, "inquota followups shows those there are")
}
