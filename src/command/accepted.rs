//! `accepted`: records that a person accepted an invitation.

use super::desk::Desk;
use super::log::commit_and_item;
use super::whom;
use super::words::details;
use crate::cli::Accepted;
use crate::engine::record::Fact;
use crate::error::{Ending, Failure};
use crate::view::{AcceptedAnswer, Caution, safe};

pub(super) fn run(args: &Accepted, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = whom::read(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut draft = desk.open()?;
    draft.refuse_future()?;
    let whom = whom::find_or_create(&written, args.new, &mut draft)?;
    let person = draft.before.account_at(draft.at).person((!whom.is_new).then_some(whom.id));
    let name = safe(&draft.book.told(whom.id));
    if !person.invited && !person.waiting.is_empty() {
        let message = format!("no invitation to {name} is waiting, but an InMail is");
        let hint =
            format!("if they accepted or answered the InMail: inquota reply \"{}\"", whom::typed(whom.id, &draft.book));
        return Err(Failure::input("inmail_waiting", message, hint));
    }
    let mut cautions: Vec<Caution> = whom.like.as_deref().map(Caution::like).into_iter().collect();
    if !person.invited {
        cautions.push(Caution::new("no_invitation", "no invitation to them was waiting"));
    }
    let id = draft.add(draft.at, Fact::Acceptance { by: whom.id }, details);
    let (after, item) = commit_and_item(draft, id)?;
    let answer = AcceptedAnswer { item, is_new: whom.is_new, cautions, zone: after.zone() };
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(Ending::Yes)
}
