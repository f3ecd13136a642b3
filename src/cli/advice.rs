//! What to do next: `followups`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Whom to nudge.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota followups
  inquota followups --after 5 --soon 14
  inquota followups --ics followups.ics
  inquota followups done 3               the one with the number 3 was nudged elsewhere
  inquota followups snooze \"Jane Doe\" 10

A person who was sent a message or an InMail and has not answered is due for a first nudge after 7 days, for a last one \
after 14, then it is closed as unanswered. The date moves with the last touch: a message logged on a later day is a \
nudge, and so is `done`. A response ends it. The number is the person's own and stays theirs.")]
pub(crate) struct FollowUps {
    /// Days of silence since the last touch after which a nudge is due. Default: 7.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(crate) after: Option<u32>,
    /// How many days to look ahead for what is coming. Default: 7.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub(crate) soon: Option<u32>,
    /// Also those that have been silent for more than 180 days.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write them as a calendar file (iCalendar): into FILE, or to stdout.
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "json")]
    pub(crate) ics: Option<Option<PathBuf>>,
    /// What to settle; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<FollowUpsCommand>,
}

/// How to settle a follow-up.
#[derive(Debug, Subcommand)]
pub(crate) enum FollowUpsCommand {
    /// They were nudged elsewhere, as by mail or phone: it counts as a nudge, and uses no slot and no credit
    Done {
        /// The number that the list shows, or a person.
        #[arg(value_name = "N|PERSON")]
        whom: String,
    },
    /// Not now: due again in so many days
    Snooze {
        /// The number that the list shows, or a person.
        #[arg(value_name = "N|PERSON")]
        whom: String,
        /// Days from today.
        #[arg(value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
    },
    /// No more nudges, until you write to them anew
    Close {
        /// The number that the list shows, or a person.
        #[arg(value_name = "N|PERSON")]
        whom: String,
    },
}
