//! `reply`: records that a person responded.

use super::annotations::details;
use super::choose::{self, Question};
use super::person_arg;
use super::session::Session;
use crate::cli::Reply;
use crate::engine::invitation::Connection;
use crate::engine::outcome::Outcome;
use crate::engine::person_state::PersonState;
use crate::engine::record::{Answer, Fact};
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{Caution, ReplyAnswer};

pub(super) fn run(args: &Reply, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(query) = choose::given_or_chosen(args.person.as_deref(), Question::Replied, session)? else {
        return Ok(ExitStatus::No);
    };
    let details = details(args.note.as_deref(), &[], None)?;
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let whom = person_arg::find_or_create(&query, args.new, &mut transaction)?;
    let is_contacted = is_contacted(transaction.account(whom.id)?.person(Some(whom.id)));
    let answer = if args.declined { Answer::Declined } else { Answer::Replied };
    let (item, outcome) = transaction.apply(whom.id, &Fact::Response { from: whom.id, answer }, details)?;
    let Outcome::Response { opened, settled, credits_returned, not_returned, charged_by } = outcome else {
        unreachable!("a response counts as a response")
    };
    let mut cautions = whom.cautions;
    if !is_contacted {
        cautions.push(Caution::new("never_written_to", "you had sent them nothing by then: they wrote first"));
    }
    if args.declined && !settled {
        cautions.push(Caution::new("nothing_to_decline", "no InMail to them was waiting for an answer"));
    }
    if let Some(charged_by) = charged_by {
        cautions.push(Caution::other_plan(&charged_by));
    }
    let answer = ReplyAnswer {
        item,
        declined: args.declined,
        is_new: whom.is_new,
        opened,
        credits_returned,
        not_returned,
        balance: transaction.account_now().budget().wallet().balance(),
        cautions,
    };
    transaction.commit()?;
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// Whether something was sent to a person: a message, an InMail or an invitation.
fn is_contacted(person: &PersonState) -> bool {
    person.first_contact.is_some() || person.connection != Connection::default()
}
