//! `followups`: lists whom to nudge; `done`, `snooze` and `close` record what happened to a follow-up.
//!
//! | file | contents |
//! |---|---|
//! | `settle` | settles the follow-ups of people who are named |
//! | `close` | closes all old follow-ups in one step |
//! | `whom` | finds the people who are named |

mod close;
mod settle;
mod whom;

use std::iter;
use std::path::PathBuf;

use super::output::{output_file, write_or_print};
use super::session::Session;
use crate::cli::{FollowUps, FollowUpsCommand, SnoozeEnd};
use crate::engine::account::Account;
use crate::engine::advice::followup::{FollowUpQuery, Selection, follow_ups};
use crate::engine::advice::habits::Habits;
use crate::engine::advice::quota_left::QuotaLeft;
use crate::engine::advice::upcoming::upcoming;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::view::{
    CautionPlan, FollowUpContext, FollowUpsAnswer, LocalInstant, calendar_file, follow_up_events, upcoming_events,
};
use close::Old;
use settle::Action;

/// How many days to look ahead by default.
const SOON: u32 = 7;

/// How many days a calendar file looks ahead by default.
const CALENDAR_DAYS: u32 = 90;

pub(super) fn run(args: &FollowUps, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(command) = &args.command else { return show(args, session) };
    if args.after.is_some() || args.soon.is_some() || args.all || args.overdue || args.ics.is_some() {
        let message = "the options of the list do not work with done, snooze and close";
        let hint = "leave out --after, --soon, --all and --ics, as in inquota followups close --overdue";
        return Err(Failure::input("usage", message, hint));
    }
    match command {
        FollowUpsCommand::Done { whom } => settle::settle(whom, Action::Done, session),
        FollowUpsCommand::Close { before: Some(date), .. } => close::close(Old::TouchedBefore(date), session),
        FollowUpsCommand::Close { overdue: true, .. } => close::close(Old::LongOverdue, session),
        FollowUpsCommand::Close { whom, .. } => settle::settle(whom, Action::Close, session),
        FollowUpsCommand::Snooze { whom, until: SnoozeEnd::Days(days) } => {
            settle::settle(whom, Action::SnoozeFor(*days), session)
        }
        FollowUpsCommand::Snooze { whom, until: SnoozeEnd::Date(date) } => {
            settle::settle(whom, Action::SnoozeUntil(date), session)
        }
    }
}

fn show(args: &FollowUps, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let selection = match (args.overdue, args.all) {
        (true, _) => Selection::LongOverdue,
        (_, true) => Selection::All,
        _ => Selection::Recent,
    };
    let soon = args.soon.unwrap_or(if args.ics.is_some() { CALENDAR_DAYS } else { SOON });
    let wanted = FollowUpQuery { habits: habits(session, args.after), soon, selection };
    match &args.ics {
        None => {
            let timeline = session.timeline()?;
            let answer = answer(&timeline, &wanted, session)?;
            session.screen.show(&answer)?;
        }
        Some(path) => write_calendar(path.as_ref(), &wanted, session)?,
    }
    Ok(ExitStatus::Yes)
}

/// Writes the agenda as a calendar file.
pub(super) fn show_calendar(path: Option<&PathBuf>, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let wanted = FollowUpQuery { habits: session.habits(), soon: CALENDAR_DAYS, selection: Selection::Recent };
    write_calendar(path, &wanted, session).map(|()| ExitStatus::Yes)
}

/// Writes a calendar file: follow-ups, and, unless only long overdue ones are wanted, what lies ahead of the credits and
/// the plan.
fn write_calendar(path: Option<&PathBuf>, wanted: &FollowUpQuery, session: &mut Session<'_>) -> Result<(), Failure> {
    let timeline = session.timeline()?;
    let (created, zone, clock) = (timeline.created(), timeline.zone(), session.clock());
    let as_of = session.as_of(zone)?;
    let mut events = follow_up_events(&answer(&timeline, wanted, session)?, created, clock);
    if wanted.selection != Selection::LongOverdue {
        let ahead = upcoming(&timeline, as_of, wanted.soon);
        events.extend(upcoming_events(&ahead, LocalInstant::new(as_of, zone), created, clock));
    }
    write_or_print(output_file(path), iter::once(calendar_file(events, session.now)), session)
}

/// The list of follow-ups.
fn answer(timeline: &Timeline, wanted: &FollowUpQuery, session: &mut Session<'_>) -> Result<FollowUpsAnswer, Failure> {
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let found = follow_ups(&account, wanted);
    Ok(FollowUpsAnswer::new(&found, wanted, QuotaLeft::of(&account), context(timeline, &account, session)))
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

/// The member's habits. `--after` sets the days of silence before each of the two nudges.
fn habits(session: &Session<'_>, after: Option<u32>) -> Habits {
    let habits = session.habits();
    match after {
        Some(days) => Habits { first_nudge_days: days, last_nudge_days: 2 * days, ..habits },
        None => habits,
    }
}
