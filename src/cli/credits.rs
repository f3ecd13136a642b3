//! Credits and plans: `credits`, `plan`.

use clap::{Args, Subcommand};

use super::advice::PlanCompare;
use super::number::{credits, purchased_credits, renewal_day};
use super::plan_numbers::NumberArgs;
use crate::engine::calendar::RenewalDay;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota credits
  inquota credits --watch                 which answers still give a credit back
  inquota credits buy 10 --expires 2027-03-01
  inquota credits set 7                  LinkedIn shows 7

Assumption: the lot that expires soonest is spent first, on a tie the one given earlier; lots that never expire \
come last. The same order serves what a cap takes and what credits set takes away.")]
pub(crate) struct Credits {
    /// The unanswered InMails whose credit an answer would give back, soonest to lapse first.
    #[arg(long)]
    pub(crate) watch: bool,
    /// What to record; without it, the lots are shown.
    #[command(subcommand)]
    pub(crate) command: Option<CreditsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CreditsCommand {
    /// Record that you bought credits
    #[command(after_help = "Examples:
  inquota credits buy 10
  inquota credits buy 10 --expires 2027-03-01
  inquota credits buy 5 --no-expiry --at yesterday

A cap takes what is too much at the next grant, bought credits too.")]
    Buy {
        /// How many.
        #[arg(value_name = "N", value_parser = purchased_credits, allow_negative_numbers = true)]
        credits: u32,
        /// The first day without them, in the plan's zone, or never. Default: as long as the plan's own credits.
        #[arg(long, value_name = "DATE", conflicts_with = "no_expiry")]
        expires: Option<String>,
        /// They never expire.
        #[arg(long)]
        no_expiry: bool,
    },
    /// Record the balance that LinkedIn shows; the gap is told and kept
    #[command(after_help = "Examples:
  inquota credits set 7
  inquota credits set 0 --at \"yesterday 18:30\"

Assumption: what is too much is taken from the lot that expires soonest, on a tie from \
        the one given earlier, and from lots that never expire last.")]
    Set {
        /// The number shown.
        #[arg(value_name = "N", value_parser = credits, allow_negative_numbers = true)]
        credits: u32,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan                          the plan in force, its numbers and whose
  inquota plan list
  inquota plan show career              one plan, with its sources
  inquota plan set premium-career --renews-on 12 --credits 7")]
pub(crate) struct Plan {
    /// What to do; without it, the plan in force is shown.
    #[command(subcommand)]
    pub(crate) command: Option<PlanCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// List every plan with its numbers
    #[command(after_help = "Examples:
  inquota plan list
  inquota plan list --json

Plans of your own come from plans.json in the settings folder.")]
    List,
    /// Show every number of one plan, with its source
    #[command(after_help = "Examples:
  inquota plan show career
  inquota plan show premium-career --json

For each number: its value, the page that it comes from, the day on which that page was read, and for a limit whether \
it is enforced (check says no) or advisory (it only warns).")]
    Show {
        /// The plan, by a name that `plan list` shows, or by an alias.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Replay your own history against every plan: which would have served
    Compare(PlanCompare),
    /// Record a plan, or a change of its numbers
    Set(PlanSet),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan set premium-career --renews-on 12 --credits 7
  inquota plan set premium --from 2026-12-01
  inquota plan set free --daily 20 --monthly none
  inquota plan set free --inmails-daily 3 --invitations-daily 10

The first plan recorded within 30 days of the ledger's creation, without a date, is set-up: it counts from the \
beginning of the grant period in progress, as if you had been on it all along. It is refused if InMails, purchases or \
balances came before that: --from then says whether you changed plan. A change of the limits of free is no set-up. \
Every other one is a change: the credits left lapse (unless --keep-credits) and the new plan's first credits come. \
--from says the date outright; a date up to the day on which the ledger began means all along.
--inmails-daily and --invitations-daily are your own limits: another plan ends them.
Assumption: a credit is spent from the lot that expires soonest; lots that never expire come last.")]
pub(crate) struct PlanSet {
    /// The plan, by a name that `plan list` shows.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The date it starts, in the plan's zone.
    #[arg(long, alias = "since", value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The day of the month on which it renews, 1 to 31.
    #[arg(long, value_name = "DAY", value_parser = renewal_day, allow_negative_numbers = true)]
    pub(crate) renews_on: Option<RenewalDay>,
    /// Also record the balance that LinkedIn shows now.
    #[arg(long, value_name = "N", value_parser = credits, allow_negative_numbers = true)]
    pub(crate) credits: Option<u32>,
    /// Credits left from the plan before do not lapse.
    #[arg(long)]
    pub(crate) keep_credits: bool,
    /// The numbers of the plan.
    #[command(flatten)]
    pub(crate) numbers: NumberArgs,
    /// The limits given here only warn.
    #[arg(long)]
    pub(crate) advisory: bool,
}
