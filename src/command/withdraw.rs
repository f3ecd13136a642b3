//! `withdraw`: records that the member withdrew pending invitations.

use super::annotations::details;
use super::choose::Question;
use super::person_arg;
use super::recipients::{self, Recipients};
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::Withdraw;
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{LocalInstant, WithdrawnAnswer, safe};

pub(super) fn run(args: &Withdraw, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(recipients) = recipients::read(&args.people, Question::Withdrawn, session)? else {
        return Ok(ExitStatus::No);
    };
    let details = details(args.note.as_deref(), &[], None)?;
    refuse_without_ledger(&recipients, session)?;
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let people = recipients.find(&mut transaction)?;
    for person in &people {
        require_pending(*person, &mut transaction)?;
    }
    if people.len() > 1 {
        transaction.begin_step();
    }
    let (mut items, mut again) = (Vec::new(), None);
    for of in people {
        let (item, _) = transaction.apply(of, &Fact::Withdrawal { of }, details.clone())?;
        items.push(item);
        // All are withdrawn at one instant.
        again = transaction.account(of)?.person(Some(of)).connection.may_invite_again_at();
    }
    let zone = transaction.zone();
    let answer = WithdrawnAnswer {
        items,
        may_invite_again_at: again.map(|at| LocalInstant::new(at, zone)),
        now: LocalInstant::new(transaction.now, zone),
        cautions: Vec::new(),
    };
    transaction.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// Fails if there is no ledger, and so nobody in it. A ledger is not created for that.
fn refuse_without_ledger(recipients: &Recipients, session: &mut Session<'_>) -> Result<(), Failure> {
    match recipients.first() {
        Some(first) if !session.has_ledger()? => Err(person_arg::unknown(first, None)),
        _ => Ok(()),
    }
}

/// Fails unless an invitation to the person is pending.
fn require_pending(of: PersonId, transaction: &mut Transaction) -> Result<(), Failure> {
    let account = transaction.account(of)?;
    if account.person(Some(of)).connection.pending(account.budget().now()).is_some() {
        return Ok(());
    }
    let is_connection = account.person(Some(of)).connection.is_known;
    let name = safe(&transaction.ledger.display_name(of)?);
    let hint = if is_connection {
        "you are connected: an accepted invitation cannot be withdrawn"
    } else {
        "to list the pending ones: inquota invitations; --at gives the time when it was withdrawn"
    };
    Err(Failure::input("no_invitation", format!("no invitation to {name} is pending"), hint))
}
