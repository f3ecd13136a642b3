//! `accepted`: records that a person accepted an invitation, or that the member accepted theirs.

use super::annotations::details;
use super::choose::{self, Question};
use super::person_arg;
use super::session::Session;
use crate::cli::Accepted;
use crate::engine::outcome::{Acceptance, Outcome};
use crate::engine::record::Fact;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{AcceptedAnswer, Caution, safe};

pub(super) fn run(args: &Accepted, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(query) = choose::given_or_chosen(args.person.as_deref(), Question::Accepted, session)? else {
        return Ok(ExitStatus::No);
    };
    let details = details(args.note.as_deref(), &[], None)?;
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let whom = person_arg::find_or_create(&query, args.new, &mut transaction)?;
    let account = transaction.account(whom.id)?;
    let person = account.person(Some(whom.id));
    let is_pending = person.connection.pending(account.budget().now()).is_some();
    if !is_pending && !person.unanswered_inmails.is_empty() {
        let name = safe(&transaction.ledger.display_name(whom.id)?);
        let message = format!("no invitation to {name} is pending, but an InMail is waiting for an answer");
        let hint = format!(
            "if they accepted or answered the InMail: inquota reply \"{}\"",
            person_arg::as_argument(whom.id, transaction.book())
        );
        return Err(Failure::input("inmail_waiting", message, hint));
    }
    let (item, outcome) = transaction.apply(whom.id, &Fact::Acceptance { by: whom.id }, details)?;
    let Outcome::Accepted(acceptance) = outcome else { unreachable!("an acceptance counts as an acceptance") };
    let mut cautions = whom.cautions;
    if acceptance == Acceptance::AlreadyConnected {
        cautions.push(Caution::new("already_connected", "you are connected already: this acceptance does not count"));
    }
    let answer = AcceptedAnswer { item, is_new: whom.is_new, cautions, acceptance };
    transaction.commit()?;
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}
