//! `withdraw`: records that the member withdrew a pending invitation.

use super::annotations::details;
use super::person_arg;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::Withdraw;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::record::Fact;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{LocalInstant, WithdrawnAnswer, safe};

pub(super) fn run(args: &Withdraw, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = person_arg::parse(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    if !session.has_ledger()? {
        return Err(unknown(&query));
    }
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let of = person_arg::find(&query, &mut transaction.ledger)?.ok_or_else(|| unknown(&query))?;
    require_pending(of, &mut transaction)?;
    let (item, _) = transaction.apply(of, &Fact::Withdrawal { of }, details)?;
    let again = transaction.account(of)?.person(Some(of)).connection.may_invite_again_at();
    let zone = transaction.zone();
    let answer = WithdrawnAnswer {
        item,
        may_invite_again_at: again.map(|at| LocalInstant::new(at, zone)),
        now: LocalInstant::new(transaction.now, zone),
        cautions: Vec::new(),
    };
    transaction.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

fn unknown(query: &PersonQuery) -> Failure {
    let message = format!("nobody in the ledger is {}", safe(&query.to_string()));
    Failure::input("unknown_person", message, "inquota people lists them")
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
        "inquota history shows what was sent to them; --at says when it was withdrawn"
    };
    Err(Failure::input("no_invitation", format!("no invitation to {name} is pending"), hint))
}
