//! `invitations`: lists the invitations in one state, oldest first.

use super::session::Session;
use crate::cli::Invitations;
use crate::engine::calendar::HOUR;
use crate::engine::sent_invitations::{InvitationState, MANY_PENDING, SentInvitation, sent_invitations};
use crate::error::{ExitStatus, Failure};
use crate::view::{Caution, InvitationList, InvitationRow, InvitationsAnswer, LocalInstant};

pub(super) fn run(args: &Invitations, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let all = sent_invitations(&timeline, as_of);
    let pending = all.iter().filter(|invitation| invitation.state == InvitationState::Pending).count();
    let list = InvitationList { state: args.state(), older: args.older };
    let is_old = |invitation: &SentInvitation| {
        args.older.is_none_or(|days| as_of.seconds_since(invitation.sent) >= i64::from(days) * 24 * HOUR)
    };
    let found: Vec<_> =
        all.into_iter().filter(|invitation| invitation.state == list.state && is_old(invitation)).collect();
    let most = args.number.map_or(usize::MAX, |number| usize::try_from(number).unwrap_or(usize::MAX));
    let (namesakes, now) = (timeline.book().namesakes(), LocalInstant::new(as_of, timeline.zone()));
    let row = |invitation: &SentInvitation| {
        let person = timeline.book().person(invitation.to);
        let names = (person.short_name(), person.display_name_if(namesakes.contains(&invitation.to)));
        InvitationRow::new(invitation, &timeline.records()[invitation.place], names, now)
    };
    let answer = InvitationsAnswer {
        as_of: now,
        total: found.len(),
        invitations: found.iter().take(most).map(row).collect(),
        cautions: (pending > MANY_PENDING).then(|| Caution::many_pending(pending)).into_iter().collect(),
        list,
    };
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}
