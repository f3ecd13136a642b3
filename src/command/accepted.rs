//! `accepted`: records that a person accepted an invitation.

use super::annotations::details;
use super::person_arg;
use super::session::Session;
use crate::cli::Accepted;
use crate::engine::record::Fact;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{AcceptedAnswer, Caution, safe};

pub(super) fn run(args: &Accepted, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = person_arg::parse(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let whom = person_arg::find_or_create(&query, args.new, &mut transaction)?;
    let person = transaction.account(whom.id)?.person(Some(whom.id)).clone();
    let name = safe(&transaction.ledger.display_name(whom.id)?);
    if !person.invited && !person.unanswered_inmails.is_empty() {
        let message = format!("no invitation to {name} is waiting, but an InMail is");
        let hint = format!(
            "if they accepted or answered the InMail: inquota reply \"{}\"",
            person_arg::as_argument(whom.id, transaction.book())
        );
        return Err(Failure::input("inmail_waiting", message, hint));
    }
    let mut cautions = whom.cautions;
    if !person.invited {
        cautions.push(Caution::new("no_invitation", "no invitation to them was waiting"));
    }
    let (item, _) = transaction.apply(whom.id, &Fact::Acceptance { by: whom.id }, details)?;
    let answer = AcceptedAnswer { item, is_new: whom.is_new, cautions };
    transaction.commit()?;
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}
