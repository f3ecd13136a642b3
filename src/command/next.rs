//! `next`: what to do today.

use super::desk::Desk;
use crate::engine::agenda::agenda;
use crate::engine::followup::{FollowUps, Wanted};
use crate::engine::standing::standing;
use crate::error::{Ending, Failure};
use crate::view::{FollowUpsAnswer, NextAnswer};

pub(super) fn run(desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let account = timeline.account_at(desk.as_of(&timeline)?);
    let habits = desk.habits();
    let mut agenda = agenda(&timeline, &account, &habits);
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
    let answer = NextAnswer { agenda, due, standing: standing(&account) };
    desk.screen.show(&answer)?;
    desk.tell(&answer.due.cautions());
    Ok(Ending::Yes)
}
