//! `accepted`: records that a person accepted an invitation.

use super::desk::Desk;
use super::whom;
use super::words::details;
use crate::cli::Accepted;
use crate::engine::directory::Directory;
use crate::engine::record::Fact;
use crate::error::{Ending, Failure};
use crate::view::{AcceptedAnswer, Caution, safe};

pub(super) fn run(args: &Accepted, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = whom::read(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut entry = desk.entry()?;
    let whom = whom::find_or_create(&written, args.new, &mut entry)?;
    let person = entry.account(whom.id)?.person(Some(whom.id));
    let name = safe(&entry.told(whom.id)?);
    if !person.invited && !person.waiting.is_empty() {
        let message = format!("no invitation to {name} is waiting, but an InMail is");
        let hint =
            format!("if they accepted or answered the InMail: inquota reply \"{}\"", whom::typed(whom.id, &entry)?);
        return Err(Failure::input("inmail_waiting", message, hint));
    }
    let mut cautions = whom.cautions;
    if !person.invited {
        cautions.push(Caution::new("no_invitation", "no invitation to them was waiting"));
    }
    let (item, _) = entry.add(&Fact::Acceptance { by: whom.id }, details)?;
    let answer = AcceptedAnswer { item, is_new: whom.is_new, cautions, zone: entry.zone() };
    entry.commit()?;
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(Ending::Yes)
}
