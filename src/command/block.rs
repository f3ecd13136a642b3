//! `people block` marks a person as not to be contacted; `people unblock` lifts the mark.

use super::annotations::details;
use super::person_arg;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::{Block, Unblock};
use crate::engine::calendar::date_of;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::record::Fact;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{BlockedAnswer, UnblockedAnswer, day, safe};

pub(super) fn block(args: &Block, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = person_arg::parse(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let hint = "give the first day on which you can write to them again";
    let until = args.until.as_deref().map(|text| session.end(text, &transaction, hint)).transpose()?;
    let whom = person_arg::find_or_create(&query, args.new, &mut transaction)?;
    let replaced = transaction.account(whom.id)?.do_not_contact(whom.id);
    let (item, _) = transaction.apply(whom.id, &Fact::Blocked { who: whom.id, until }, details)?;
    let in_force = transaction.account_now().do_not_contact(whom.id);
    let answer = BlockedAnswer {
        item,
        until,
        replaced,
        in_force,
        is_new: whom.is_new,
        cautions: whom.cautions,
        today: date_of(transaction.now, transaction.zone()),
    };
    transaction.commit()?;
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

pub(super) fn unblock(args: &Unblock, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = person_arg::parse(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    if !session.has_ledger()? {
        return Err(unknown(&query));
    }
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let who = person_arg::find(&query, &mut transaction.ledger)?.ok_or_else(|| unknown(&query))?;
    require_mark(who, &mut transaction)?;
    let (item, _) = transaction.apply(who, &Fact::Unblocked { who }, details)?;
    let in_force = transaction.account_now().do_not_contact(who);
    let answer = UnblockedAnswer { item, in_force, cautions: Vec::new() };
    transaction.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

fn unknown(query: &PersonQuery) -> Failure {
    let message = format!("the ledger has no match for {}", safe(&query.to_string()));
    Failure::input("unknown_person", message, "to list the people: inquota people")
}

/// Fails unless a mark holds.
fn require_mark(who: PersonId, transaction: &mut Transaction) -> Result<(), Failure> {
    let account = transaction.account(who)?;
    if account.do_not_contact(who).is_some() {
        return Ok(());
    }
    let over = account.person(Some(who)).do_not_contact.latest().and_then(|mark| mark.until);
    let name = safe(&transaction.ledger.display_name(who)?);
    let message = match over {
        Some(until) => format!("the “do not contact” mark on {name} ended {}", day(until)),
        None => format!("{name} is not marked as “do not contact”"),
    };
    Err(Failure::input("not_blocked", message, "to list those who are: inquota people --blocked"))
}
