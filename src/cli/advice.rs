//! Advice: `next`, `followups`, `stats`, `forecast`, `plan compare`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use super::number::{SnoozeEnd, days, days_ahead, months, snooze_end};
use crate::engine::advice::stats::Grouping;

/// What a calendar file contains.
macro_rules! calendar_in_words {
    () => {
        "The calendar file has whole-day events with alarms: follow-ups, credits that arrive, expire, lapse or are lost \
to the cap, and changes of plan ahead. It looks 90 days ahead; credits that you hold and plans that you recorded are in \
it however far ahead they end or start. If you import a later file, its events replace those with the same identifier; \
one that has become pointless stays until you delete it, so use a calendar of its own. Nothing is sent anywhere."
    };
}

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota next
  inquota next --at tomorrow
  inquota next --ics inquota.ics

What fits in what is left today comes first. Then come the connections to whom you never sent a message or an InMail, \
newest first, credits that you would lose in the next 31 days, and refunds that lapse in the next 14 days. Targets from \
your settings come last.

", calendar_in_words!()))]
pub(crate) struct Next {
    /// Write a calendar file (iCalendar) instead: into FILE, or to stdout (also -).
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(crate) ics: Option<Option<PathBuf>>,
}

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota followups
  inquota followups --after 5 --soon 14
  inquota followups --ics followups.ics
  inquota followups done 3 7        numbers 3 and 7 were nudged elsewhere
  inquota followups snooze \"Jane Doe\" 10
  inquota followups close --overdue

A person who was sent a message or an InMail and has not answered is due for a first nudge after 7 days, for a last one \
after 14 (7 days after the first nudge), then it is closed as unanswered. A nudge is due on a working day. The date moves \
with the last touch: a message logged on a later day is a nudge, and so is `done`, once a day. A response ends it. \
LinkedIn's rule is one InMail until they answer: the nudge is then a message to a connection; for anybody \
else the list says what remains. The number is the person's own and stays theirs, until another copy of the ledger is \
joined.

", calendar_in_words!()))]
pub(crate) struct FollowUps {
    /// Days of silence since the last touch after which a nudge is due. Default: 7.
    #[arg(long, value_name = "DAYS", value_parser = days, allow_negative_numbers = true)]
    pub(crate) after: Option<u32>,
    /// How many days to look ahead for what is coming. Default: 7; with --ics, 90.
    #[arg(long, value_name = "DAYS", value_parser = days_ahead, allow_negative_numbers = true)]
    pub(crate) soon: Option<u32>,
    /// Only those that have been overdue for more than 60 days (setting `overdue_days`).
    #[arg(long, conflicts_with_all = ["all", "soon"])]
    pub(crate) overdue: bool,
    /// Also those that have been overdue for more than 60 days.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write a calendar file (iCalendar) of them, the credits and the plan: into FILE, or to stdout (also -).
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(crate) ics: Option<Option<PathBuf>>,
    /// What to settle; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<FollowUpsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FollowUpsCommand {
    /// They were nudged elsewhere, as by mail or phone: it counts as a nudge, and uses no slot and no credit
    #[command(after_help = "Examples:
  inquota followups done 3
  inquota followups done 3 \"Jane Doe\" --at yesterday

A person has one nudge a day at most: for somebody who was nudged on that day already, nothing is recorded.")]
    Done {
        /// The numbers that the list shows, or people.
        #[arg(value_name = "N|PERSON", required = true)]
        whom: Vec<String>,
    },
    /// Not now: due again in so many days, or on a date
    #[command(after_help = "Examples:
  inquota followups snooze 3 10
  inquota followups snooze 3 \"Jane Doe\" 2026-12-07
  inquota followups snooze 3 monday

The last argument says until when. A nudge is due on a working day: the first one from then on.")]
    Snooze {
        /// The numbers that the list shows, or people.
        #[arg(value_name = "N|PERSON", required = true)]
        whom: Vec<String>,
        /// Days from today, or a date: 2026-12-07, tomorrow, or the next monday.
        #[arg(value_name = "DAYS|DATE", required = true, value_parser = snooze_end, allow_negative_numbers = true)]
        until: SnoozeEnd,
    },
    /// No more nudges, until you write to them anew
    #[command(after_help = "Examples:
  inquota followups close 3 7
  inquota followups close --overdue
  inquota followups close --before 2026-11-23")]
    Close {
        /// The numbers that the list shows, or people.
        #[arg(
            value_name = "N|PERSON",
            required_unless_present_any = ["before", "overdue"],
            conflicts_with_all = ["before", "overdue"]
        )]
        whom: Vec<String>,
        /// All that were last touched before this date; one undo takes them back.
        #[arg(long, value_name = "DATE", conflicts_with = "overdue")]
        before: Option<String>,
        /// All that have been overdue for more than 60 days (setting `overdue_days`); one undo takes them back.
        #[arg(long)]
        overdue: bool,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota stats
  inquota stats --by template --since 2026-06-01
  inquota stats --by weekday
  inquota stats --invitations --by note
  inquota stats --by wording            texts nearly the same, see log --text

A rate counts people, each in the group of their first contact, in the account's time zone. Everybody is judged 14 \
days after it, by whether they had answered then. Until then they do not count, even if they have answered: \"so far\" \
shows how many have, of those not judged yet. A person with several tags counts under each. Credits per response: what \
the InMails with a tag spent, divided by the responses in the same time of everybody first contacted with it.

With --invitations, the rate counts invitations, and acceptances instead of answers. An invitation that replaces a \
pending one is not counted again: both are one, in the group of the first. One to a connection is not counted.

The interval is the 95 % Wilson score interval. One row is said to beat \
another when Fisher's exact test, corrected for the number of pairs compared, puts the difference at less than 5 % by \
chance, each has 10 judged people or more, and they share none.")]
pub(crate) struct Stats {
    /// The acceptance rates of invitations.
    #[arg(long)]
    pub(crate) invitations: bool,
    /// What to group by; note is for invitations only.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) by: Option<Grouping>,
    /// Only people first contacted, or invitations sent, on this date or later.
    #[arg(long, alias = "from", value_name = "DATE")]
    pub(crate) since: Option<String>,
}

impl ValueEnum for Grouping {
    fn value_variants<'a>() -> &'a [Grouping] {
        &Grouping::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota forecast
  inquota forecast --until 2027-03-31

The present rate is what was spent in the last 28 days, or since the first send but at least 7, spread over the working \
days. Plans that are recorded ahead are reckoned with; credits that answers give back are not.")]
pub(crate) struct Forecast {
    /// The last date. Default: 60 days ahead.
    #[arg(long, alias = "to", value_name = "DATE")]
    pub(crate) until: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan compare
  inquota plan compare --months 3 --price premium-career=29.99

Each plan is taken as if it had begun on the 1st of the first month, with its first credits on that day. What it would \
have refused is not sent. Credits that were bought and balances that were set are left out, and so are your own limits \
on InMails and invitations a day. The smallest plan is the one with the fewest InMail credits a month, then the lower \
limits.")]
pub(crate) struct PlanCompare {
    /// How many calendar months back, this one included. Default: since the first send, 12 at the most.
    #[arg(long, value_name = "N", value_parser = months, allow_negative_numbers = true)]
    pub(crate) months: Option<u32>,
    /// What a plan costs a month; may be given several times.
    #[arg(long = "price", value_name = "NAME=AMOUNT")]
    pub(crate) prices: Vec<String>,
}
