//! `next`: what to do today.

use super::followups::context;
use super::session::Session;
use crate::engine::advice::agenda::agenda;
use crate::engine::status::account_status;
use crate::error::{ExitStatus, Failure};
use crate::view::NextAnswer;

pub(super) fn run(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let habits = session.habits();
    let agenda = agenda(&account, &habits);
    let context = context(&timeline, &account, session);
    let answer = NextAnswer::new(&agenda, &habits, &account_status(&account), context);
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}
