//! `reply`: records that a person responded.

use super::desk::Desk;
use super::whom;
use super::words::details;
use crate::cli::Reply;
use crate::engine::outcome::Outcome;
use crate::engine::record::{Answer, Fact};
use crate::error::{Ending, Failure};
use crate::view::{Caution, ReplyAnswer};

pub(super) fn run(args: &Reply, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = whom::read(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut entry = desk.entry()?;
    let whom = whom::find_or_create(&written, args.new, &mut entry)?;
    let answer = if args.declined { Answer::Declined } else { Answer::Replied };
    let (item, outcome) = entry.add(&Fact::Response { from: whom.id, answer }, details)?;
    let Outcome::Response { opened, settled, credits_returned } = outcome else {
        unreachable!("a response counts as a response")
    };
    let mut cautions = whom.cautions;
    if args.declined && !settled {
        cautions.push(Caution::new("nothing_to_decline", "no InMail to them was waiting for an answer"));
    }
    let answer = ReplyAnswer {
        item,
        declined: args.declined,
        is_new: whom.is_new,
        opened,
        credits_returned,
        balance: entry.account_now()?.budget().wallet().balance(),
        cautions,
        zone: entry.zone(),
    };
    entry.commit()?;
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(Ending::Yes)
}
