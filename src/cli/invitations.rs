//! `invitations`: the invitations with their states.

use clap::{ArgGroup, Args};

use super::number::{age_days, row_count};
use crate::engine::sent_invitations::InvitationState;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("state").args(["pending", "accepted", "withdrawn", "lapsed"]))]
#[command(after_help = "Examples:
  inquota invitations
  inquota invitations --older 21         pending for three weeks or more
  inquota invitations --withdrawn        who can be invited again, and when

An invitation is pending until it is accepted, withdrawn or six months old. If you invite a person again, the list \
shows only the new invitation. inquota withdraws nothing on LinkedIn: do that by hand, then record it with `withdraw`. \
LinkedIn publishes no limit on pending invitations; more than 200 are reported to be risky.")]
pub(crate) struct Invitations {
    /// List those that are pending; the default.
    #[arg(long)]
    pub(crate) pending: bool,
    /// List those that were accepted.
    #[arg(long)]
    pub(crate) accepted: bool,
    /// List those that you withdrew.
    #[arg(long)]
    pub(crate) withdrawn: bool,
    /// List those that lapsed: six months old without an answer.
    #[arg(long)]
    pub(crate) lapsed: bool,
    /// Only those at least this many days (of 24 hours) old.
    #[arg(long, value_name = "DAYS", value_parser = age_days, allow_negative_numbers = true)]
    pub(crate) older: Option<u32>,
    /// Show at most this many.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N")]
    #[arg(value_parser = row_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u64>,
}

impl Invitations {
    /// The state of those to list.
    pub(crate) fn state(&self) -> InvitationState {
        match (self.accepted, self.withdrawn, self.lapsed) {
            (true, _, _) => InvitationState::Accepted,
            (_, true, _) => InvitationState::Withdrawn,
            (_, _, true) => InvitationState::Lapsed,
            _ => InvitationState::Pending,
        }
    }
}
