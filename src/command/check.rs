//! `check`: may I send this, at what cost, and if not, when?

use super::person_arg;
use super::session::Session;
use crate::checkpoint::LedgerView;
use crate::cli::{Check, Sending};
use crate::engine::account::Account;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::record::Charge;
use crate::engine::status::{AccountStatus, account_status};
use crate::engine::verdict::{SendKind, verdict};
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::view::{Caution, CheckAnswer, FreeWay};

pub(super) fn run(args: &Check, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = args.person.as_deref().map(person_arg::parse).transpose()?;
    let question = (send_kind(&args.sending), args.number.unwrap_or(1));
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    let found = find(query.as_ref(), &mut ledger)?;
    let account = ledger.account_at(as_of, found)?;
    let answer = answer((query.as_ref(), found), question, &account, &mut ledger, session)?;
    session.screen.show(&answer)?;
    session.show_cautions(&answer.other_cautions());
    Ok(if answer.allowed { ExitStatus::Yes } else { ExitStatus::No })
}

/// The person meant, if one is named and the ledger has them.
pub(super) fn find(query: Option<&PersonQuery>, ledger: &mut LedgerView<Ledger>) -> Result<Option<PersonId>, Failure> {
    query.map_or(Ok(None), |query| person_arg::find(query, ledger))
}

/// The answer for a number of sends of a kind to the person of a query, or to new people.
pub(super) fn answer(
    (query, found): (Option<&PersonQuery>, Option<PersonId>),
    (kind, count): (SendKind, u32),
    account: &Account,
    ledger: &mut LedgerView<Ledger>,
    session: &Session<'_>,
) -> Result<CheckAnswer, Failure> {
    let names = match found {
        Some(id) => (Some(ledger.person(id)?.short_name()), Some(ledger.display_name(id)?)),
        None => (query.map(PersonQuery::to_string), query.map(PersonQuery::to_string)),
    };
    let verdict = verdict(account, found, kind, count);
    let second = session.second_inmail(&account.budget().plan().name, &verdict.warnings);
    let status = account_status(account);
    let low_rate = of_the_account(kind, &status, session);
    let mut answer = CheckAnswer::new(names, (kind, count), (&verdict, second), status, session.clock());
    answer.cautions.extend(low_rate);
    let free_way = FreeWay::of(&verdict, || self::verdict(account, found, SendKind::Message, 1));
    Ok(answer.with_free_way(free_way))
}

/// The caution about sends of a kind that does not depend on the person.
pub(super) fn of_the_account(kind: SendKind, status: &AccountStatus, session: &Session<'_>) -> Option<Caution> {
    if matches!(kind, SendKind::InMail(_)) { session.low_response_rate(status) } else { None }
}

/// The kind of send that the flags select.
pub(super) fn send_kind(sending: &Sending) -> SendKind {
    match (sending.inmail, sending.invite) {
        (true, _) if sending.free => SendKind::InMail(Charge::Free),
        (true, _) => SendKind::InMail(Charge::Ordinary),
        (_, true) => SendKind::Invitation { with_note: sending.with_note },
        _ => SendKind::Message,
    }
}
