//! `check`: may I send this, what does it cost, and if not, when?

use super::person_arg;
use super::session::Session;
use crate::cli::{Check, Sending};
use crate::engine::person::PersonQuery;
use crate::engine::record::Charge;
use crate::engine::status::account_status;
use crate::engine::verdict::{SendKind, verdict};
use crate::error::{ExitStatus, Failure};
use crate::view::CheckAnswer;

pub(super) fn run(args: &Check, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let written = args.person.as_deref().map(person_arg::read).transpose()?;
    let question = send_kind(&args.sending);
    let count = args.number.unwrap_or(1);
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    let found = match &written {
        Some(written) => person_arg::find(written, &mut ledger)?,
        None => None,
    };
    let account = ledger.account_at(as_of, found)?;
    let names = match (found, &written) {
        (Some(id), _) => (Some(ledger.person(id)?.short_name()), Some(ledger.display_name(id)?)),
        (None, written) => (written.as_ref().map(PersonQuery::to_string), written.as_ref().map(PersonQuery::to_string)),
    };
    let verdict = verdict(&account, found, question, count);
    let answer = CheckAnswer::new(names, (question, count), &verdict, account_status(&account), session.clock());
    session.screen.show(&answer)?;
    session.tell(&answer.cautions);
    Ok(if answer.allowed { ExitStatus::Yes } else { ExitStatus::No })
}

/// What the flags ask about.
pub(super) fn send_kind(sending: &Sending) -> SendKind {
    match (sending.inmail, sending.invite) {
        (true, _) if sending.free => SendKind::InMail(Charge::Free),
        (true, _) => SendKind::InMail(Charge::Ordinary),
        (_, true) => SendKind::Invitation { with_note: sending.with_note },
        _ => SendKind::Message,
    }
}
