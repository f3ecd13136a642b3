//! Credits and plans: `credits`, `plan`.

use clap::{Args, Subcommand};

use super::advice::PlanCompare;
use super::number::{credits, purchased_credits, renewal_day};
use super::plan_numbers::NumberArgs;
use crate::engine::calendar::RenewalDay;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota credits
  inquota credits --watch                 which credits may still come back
  inquota credits buy 10 --expires 2027-03-01
  inquota credits set 7                  LinkedIn shows 7

Assumption: the lot that expires soonest is spent first, at a tie the older one; lots that never expire come last. A \
cap and `credits set` remove credits in the same order.")]
pub(crate) struct Credits {
    /// Show unanswered InMails whose credit a response would give back; soonest to lapse first.
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

Bought credits count towards the cap: at the next grant, what exceeds it is lost.")]
    Buy {
        /// How many.
        #[arg(value_name = "N", value_parser = purchased_credits, allow_negative_numbers = true)]
        credits: u32,
        /// The first day without them, in the plan's zone, or never. Default: they last as long as the plan's own.
        #[arg(long, value_name = "DATE", conflicts_with = "no_expiry")]
        expires: Option<String>,
        /// They never expire.
        #[arg(long)]
        no_expiry: bool,
    },
    /// Record the balance that LinkedIn shows, and the difference
    #[command(after_help = "Examples:
  inquota credits set 7
  inquota credits set 0 --at \"yesterday 18:30\"

Assumption: a surplus is removed from the lot that expires soonest, at a tie from the older one; from lots that never \
expire last.")]
    Set {
        /// The number that LinkedIn shows.
        #[arg(value_name = "N", value_parser = credits, allow_negative_numbers = true)]
        credits: u32,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan                          your plan, each number with its source
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

Each number comes with the page it is from, the day that page was read and, for a limit, whether it is enforced (check \
says no) or advisory (it only warns).")]
    Show {
        /// The plan: a name that `plan list` shows, or an alias.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Compare plans: replay your own history on each
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

If you record your first plan within 30 days of creating the ledger, without --from, it counts from the start of the \
current grant period, as if you had it all along. If InMails, purchases or balances came before that, inquota asks for \
--from: the date of the change or, if you had the plan all along, a date up to the day you created the ledger. A change \
of the limits of free is not your first plan.
Every later plan is a change. If it is another plan, the credits left lapse (unless --keep-credits) and the new plan's \
first credits arrive. --from gives the date of the change.
--inmails-daily and --invitations-daily are your own limits; another plan ends them.
Assumption: a credit is spent from the lot that expires soonest; lots that never expire come last.")]
pub(crate) struct PlanSet {
    /// The plan: a name that `plan list` shows.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The start date, in the plan's zone.
    #[arg(long, alias = "since", value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The day of the month it renews on, 1 to 31.
    #[arg(long, value_name = "DAY", value_parser = renewal_day, allow_negative_numbers = true)]
    pub(crate) renews_on: Option<RenewalDay>,
    /// Also record the balance LinkedIn shows now.
    #[arg(long, value_name = "N", value_parser = credits, allow_negative_numbers = true)]
    pub(crate) credits: Option<u32>,
    /// Keep the credits left from the previous plan.
    #[arg(long)]
    pub(crate) keep_credits: bool,
    /// The numbers of the plan.
    #[command(flatten)]
    pub(crate) numbers: NumberArgs,
    /// Make the limits given here advisory: they only warn.
    #[arg(long)]
    pub(crate) advisory: bool,
}
