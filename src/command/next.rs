//! `next`: what to do today.

use super::followups::{context, show_calendar};
use super::session::Session;
use crate::cli::Next;
use crate::engine::advice::agenda::agenda;
use crate::engine::advice::targets::{progress, week_of};
use crate::engine::statement::statement;
use crate::engine::status::account_status;
use crate::error::{ExitStatus, Failure};
use crate::view::NextAnswer;

pub(super) fn run(args: &Next, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if let Some(path) = &args.ics {
        return show_calendar(path.as_ref(), session);
    }
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let (habits, targets) = (session.habits(), session.settings.targets());
    let agenda = agenda(&timeline, &account, &habits);
    let context = context(&timeline, &account, session);
    let mut answer = NextAnswer::new(&agenda, &habits, &account_status(&account), context);
    if !targets.is_empty() {
        let (today, now) = (account.budget().today(), account.budget().now());
        let week = statement(&timeline, week_of(today, habits.week_start), now);
        answer.targets = progress(&targets, &week.days, &account, &habits);
    }
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}
