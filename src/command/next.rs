//! `next`: what to do today.

use super::session::Session;
use crate::engine::advice::agenda::agenda;
use crate::engine::advice::followup::{FollowUps, Wanted};
use crate::engine::status::account_status;
use crate::error::{ExitStatus, Failure};
use crate::view::{FollowUpsAnswer, NextAnswer};

pub(super) fn run(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let habits = session.habits();
    let mut agenda = agenda(&account, &habits);
    let due = std::mem::take(&mut agenda.due);
    let due = FollowUpsAnswer {
        found: FollowUps { list: due, ..FollowUps::default() },
        left: agenda.left,
        wanted: Wanted { habits, soon: 0, cold: false },
        numbers: account.budget().plan().numbers.clone(),
        book: timeline.book().clone(),
        as_of: account.budget().now(),
        zone: timeline.zone(),
    };
    let answer = NextAnswer { agenda, due, standing: account_status(&account) };
    session.screen.show(&answer)?;
    session.tell(&answer.due.cautions());
    Ok(ExitStatus::Yes)
}
