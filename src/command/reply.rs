//! `reply`: records that a person responded.

use super::desk::{Desk, details};
use super::log::{item, outcome};
use super::whom;
use crate::cli::Reply;
use crate::engine::outcome::Outcome;
use crate::engine::record::{Answer, Fact};
use crate::error::{Ending, Failure};
use crate::view::{Caution, ReplyAnswer};

pub(super) fn run(args: &Reply, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = whom::read(&args.person)?;
    let details = details(args.note.as_deref(), &[], None)?;
    let mut draft = desk.open()?;
    draft.refuse_future()?;
    let whom = whom::find_or_create(&written, args.new, &mut draft)?;
    let answer = if args.declined { Answer::Declined } else { Answer::Replied };
    let id = draft.add(draft.at, Fact::Response { from: whom.id, answer }, details);
    let after = draft.after();
    let (opened, settled, credits_returned) = match outcome(&after, id) {
        Outcome::Response { opened, settled, credits_returned } => (opened, settled, credits_returned),
        _ => (false, false, 0),
    };
    let mut cautions: Vec<Caution> = whom.like.as_deref().map(Caution::like).into_iter().collect();
    if args.declined && !settled {
        cautions.push(Caution::new("nothing_to_decline", "no InMail to them was waiting for an answer"));
    }
    let answer = ReplyAnswer {
        item: item(&after, id),
        declined: args.declined,
        is_new: whom.is_new,
        opened,
        credits_returned,
        balance: after.account_at(draft.now()).budget().wallet().balance(),
        cautions,
        zone: after.zone(),
    };
    draft.commit()?;
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(Ending::Yes)
}
