//! Advice: `next`, `followups`, `stats`, `forecast`, `plan compare`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use super::number::{SnoozeEnd, days, days_ahead, months, snooze_end};
use crate::engine::advice::stats::Grouping;

/// What a calendar file contains.
macro_rules! calendar_in_words {
    () => {
        "The calendar file has whole-day events with alarms: follow-ups, credits that arrive, expire, lapse or are \
lost to the cap, and coming changes of plan. It covers 90 days, and beyond them the changes of plan that you recorded \
and the expiry of credits that you have. If you import a newer file, its events replace those with the same \
identifier; outdated ones stay until you delete them, so use a separate calendar. Nothing is sent anywhere."
    };
}

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota next
  inquota next --at tomorrow
  inquota next --ics inquota.ics

What you can do within today's limits comes first. Then come connections to whom you never sent a message or an InMail \
(newest first), credits that you would lose in the next 31 days, and refunds that lapse in the next 14 days. The \
targets from your settings come last.

", calendar_in_words!()))]
pub(crate) struct Next {
    /// Write an iCalendar file instead: to FILE, or to stdout (also -).
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(crate) ics: Option<Option<PathBuf>>,
}

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota followups
  inquota followups --after 5 --soon 14
  inquota followups --ics followups.ics
  inquota followups done 3 7        you nudged numbers 3 and 7 elsewhere
  inquota followups snooze \"Jane Doe\" 10
  inquota followups close --overdue

If a person has not answered your message or InMail, a first nudge is due after 7 days and a last one after 14 (7 days \
after the first). Then the follow-up is closed as unanswered. A nudge is due on a working day. A message on a later \
day counts as a nudge, and so does `done`, once a day; the next date counts from it. A response ends the follow-up. \
LinkedIn's rule is one InMail until they answer. After one, you can nudge a connection with a message; for anyone \
else, the list says what remains. A person keeps their number until you merge another copy of the ledger.

", calendar_in_words!()))]
pub(crate) struct FollowUps {
    /// Days of silence after which a nudge is due. Default: 7.
    #[arg(long, value_name = "DAYS", value_parser = days, allow_negative_numbers = true)]
    pub(crate) after: Option<u32>,
    /// How many days to look ahead. Default: 7; with --ics, 90.
    #[arg(long, value_name = "DAYS", value_parser = days_ahead, allow_negative_numbers = true)]
    pub(crate) soon: Option<u32>,
    /// Only follow-ups overdue by more than 60 days (setting `overdue_days`).
    #[arg(long, conflicts_with_all = ["all", "soon"])]
    pub(crate) overdue: bool,
    /// Also follow-ups overdue by more than 60 days.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write an iCalendar file instead: to FILE, or to stdout (also -); with credits and plan changes too.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(crate) ics: Option<Option<PathBuf>>,
    /// What to settle; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<FollowUpsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FollowUpsCommand {
    /// Record a nudge made elsewhere, such as by e-mail or phone; uses no slot and no credit
    #[command(after_help = "Examples:
  inquota followups done 3
  inquota followups done 3 \"Jane Doe\" --at yesterday

A person has at most one nudge a day: if they already had one on that day, inquota records nothing.")]
    Done {
        /// The numbers that the list shows, or people.
        #[arg(value_name = "N|PERSON", required = true)]
        whom: Vec<String>,
    },
    /// Postpone a nudge by a number of days, or to a date
    #[command(after_help = "Examples:
  inquota followups snooze 3 10
  inquota followups snooze 3 \"Jane Doe\" 2026-12-07
  inquota followups snooze 3 monday

The last argument says until when. The nudge is due on the first working day from then on.")]
    Snooze {
        /// The numbers that the list shows, or people.
        #[arg(value_name = "N|PERSON", required = true)]
        whom: Vec<String>,
        /// Days from today, or a date: 2026-12-07, tomorrow, monday (the next one).
        #[arg(value_name = "DAYS|DATE", required = true, value_parser = snooze_end, allow_negative_numbers = true)]
        until: SnoozeEnd,
    },
    /// End a follow-up until you write to the person again
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
        /// All with the last contact before this date; one `undo` takes it back.
        #[arg(long, value_name = "DATE", conflicts_with = "overdue")]
        before: Option<String>,
        /// All overdue by more than 60 days (setting `overdue_days`); one `undo` takes it back.
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
  inquota stats --by wording            nearly the same texts: see log --text

A rate counts people, each in the group of their first contact, in the account's time zone, by whether they had \
answered 14 days after it. Until then they do not count, even if they have answered; \"so far\" shows how many have. A \
person with several tags counts under each. Credits per response are the credits that InMails with a tag spent, \
divided by the responses in the same period from people first contacted with that tag.

With --invitations, the rate counts invitations that were accepted. An invitation that replaces a pending one does not \
count again: both are one, in the group of the first. Invitations to connections do not count.

The interval is the 95 % Wilson score interval. One row beats another only if each has 10 counted people or more, they \
share none, and Fisher's exact test, corrected for the number of pairs compared, puts the chance of such a difference \
under 5 %.")]
pub(crate) struct Stats {
    /// Show acceptance rates of invitations instead.
    #[arg(long)]
    pub(crate) invitations: bool,
    /// What to group by; note is for invitations only.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) by: Option<Grouping>,
    /// Only first contacts, or invitations, on this date or later.
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

The present rate is what you spent per working day in the last 28 days, or since your first send if that is later (at \
least 7 days). Plan changes that you recorded ahead are included; credits that responses may give back are not.")]
pub(crate) struct Forecast {
    /// The last date. Default: 60 days ahead.
    #[arg(long, alias = "to", value_name = "DATE")]
    pub(crate) until: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan compare
  inquota plan compare --months 3 --price premium-career=29.99

Each plan starts on the 1st of the first month, with its first credits on that day. What it would have refused is left \
out, and so are bought credits, balances that you set, and your own daily limits on InMails and invitations. The \
smallest plan is the one with the fewest InMail credits a month and, at a tie, the lower limits.")]
pub(crate) struct PlanCompare {
    /// How many calendar months, including this one. Default: since the first send, at most 12.
    #[arg(long, value_name = "N", value_parser = months, allow_negative_numbers = true)]
    pub(crate) months: Option<u32>,
    /// What a plan costs a month; can be repeated.
    #[arg(long = "price", value_name = "NAME=AMOUNT")]
    pub(crate) prices: Vec<String>,
}
