//! The command line as types: the interface, readable as a page.

pub(crate) mod when;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::engine::calendar::RenewalDay;
use crate::ledger::MOST_CREDITS;

const ABOUT: &str = "A ledger that tells what you may still send on LinkedIn, before you send it.

inquota records what you sent by hand and counts InMail credits, the people messaged per day and month, and \
invitations. It never sends anything and never opens a connection to anything. It is not affiliated with, or \
endorsed by, LinkedIn.";

const EXAMPLES: &str = "Examples:
  inquota log \"Jane Doe\"              a message to a connection was sent
  inquota log \"Ravi Patel\" --inmail   an InMail was sent
  inquota reply \"Jane Doe\"            she answered
  inquota check \"Ana Lima\" --inmail   may I? (exit code 0 yes, 1 no)
  inquota summary                     this month

Exit codes: 0 done or yes, 1 no, 2 wrong usage or bad input, 3 the ledger cannot be used, 4 internal error.
Environment: INQUOTA_FILE names the ledger; INQUOTA_NOW and INQUOTA_ZONE stand in for the clock and the
system's time zone, for rehearsals.";

const DATES: &str = "WHEN is RFC 3339, 2026-11-24, 2026-11-24 18:30, 18:30, today, yesterday, yesterday 18:30, \
monday (the latest before today), 3 days ago, or 2h ago, in the account's time zone.";

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(name = "inquota", version, about = ABOUT, after_help = EXAMPLES, max_term_width = 100)]
#[command(infer_subcommands = false, disable_help_subcommand = false, args_conflicts_with_subcommands = false)]
pub(crate) struct Cli {
    /// What goes with every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// The command; `status` when there is none.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What goes with every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The ledger file; else INQUOTA_FILE, else the platform's data folder.
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// One JSON document on stdout; errors as JSON on stderr.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When it happened; or, on commands that report, the instant reported for. Default: now.
    #[arg(long, global = true, value_name = "WHEN", long_help = DATES)]
    pub(crate) at: Option<String>,
    /// Colours.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// No hints and cautions on stderr.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Record that you sent a message, an InMail or an invitation
    Log(Log),
    /// Record that a person responded
    Reply(Reply),
    /// Record that a person accepted your invitation
    Accepted(Accepted),
    /// Ask whether you may send, what it costs, and if not, when (exit code 0 yes, 1 no)
    Check(Check),
    /// Show credits, today's and this month's people, and invitations
    Status,
    /// Show a month: use, responses, and the credit statement
    Summary(Summary),
    /// Show the records, newest first, each with its id and what it counted as
    History(History),
    /// Take back the record entered last, or the one with this id
    Undo(Undo),
    /// Bring back what was taken back last
    Redo,
    /// Correct when, who or what of a record
    Edit(Edit),
    /// Show the InMail credits by lot; record a purchase, or the balance LinkedIn shows
    Credits(Credits),
    /// Show the plan in force, list plans, or record a change of plan
    Plan(Plan),
    /// Show or change the account's time zone
    Zone(Zone),
    /// Show the people of the ledger; link, rename or merge them
    People(People),
    /// Write everything out as JSON or CSV
    Export(Export),
}

/// What was sent, to whom.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota log \"Jane Doe\"
  inquota log \"Ravi Patel\" --inmail --at \"yesterday 18:30\" --tag spring
  inquota log in/ana-lima --invite --with-note --guard

Whoever answered before costs nothing. Assumption: a credit is spent from the lot that expires soonest.")]
pub(crate) struct Log {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// It was an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// It was an invitation to connect.
    #[arg(long)]
    pub(crate) invite: bool,
    /// The InMail spent no credit (Open Profile, group member, 1st-degree).
    #[arg(long, requires = "inmail")]
    pub(crate) free: bool,
    /// The invitation carried a personal note.
    #[arg(long, requires = "invite")]
    pub(crate) with_note: bool,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A tag; may be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the wording that you used.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// Record only if `check` would say yes; else exit code 1 and nothing is recorded.
    #[arg(long)]
    pub(crate) guard: bool,
    /// A new person, whoever has a name like it.
    #[arg(long)]
    pub(crate) new: bool,
}

/// Who responded, and how.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota reply \"Jane Doe\"
  inquota reply \"Ravi Patel\" --declined --at yesterday

Assumption: a credit that comes back lasts as long as the plan's other credits, from the day of the response.")]
pub(crate) struct Reply {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// They declined the InMail: a response that opens no conversation.
    #[arg(long)]
    pub(crate) declined: bool,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A new person, whoever has a name like it.
    #[arg(long)]
    pub(crate) new: bool,
}

/// Who accepted an invitation.
#[derive(Debug, Args)]
pub(crate) struct Accepted {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A new person, whoever has a name like it.
    #[arg(long)]
    pub(crate) new: bool,
}

/// What is to be sent.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota check \"Jane Doe\"
  inquota check --inmail -n 3           three InMails to new people
  inquota check --invite --with-note && echo go")]
pub(crate) struct Check {
    /// A name, a handle (in/jane-doe) or a profile address; a new person when left out.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// An InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// An invitation to connect.
    #[arg(long)]
    pub(crate) invite: bool,
    /// An InMail that spends no credit (Open Profile, group member, 1st-degree).
    #[arg(long, requires = "inmail")]
    pub(crate) free: bool,
    /// An invitation with a personal note.
    #[arg(long, requires = "invite")]
    pub(crate) with_note: bool,
    /// To this many new people.
    #[arg(short = 'n', long = "number", value_name = "N", conflicts_with = "person")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) number: Option<u32>,
}

/// Which period, in which form.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota summary
  inquota summary --last-month --format markdown
  inquota summary --from 2026-10-01 --to 2026-12-31 --format csv")]
pub(crate) struct Summary {
    /// A month, as in 2026-11. Default: this month.
    #[arg(long, value_name = "YYYY-MM", conflicts_with_all = ["last_month", "from", "to"])]
    pub(crate) month: Option<String>,
    /// The month before this one.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(crate) last_month: bool,
    /// The first date.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The last date. Default: today, or the date of --at.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) to: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<SummaryFormat>,
}

/// The forms of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    /// For a terminal.
    Table,
    /// For a document.
    Markdown,
    /// For a spreadsheet: one line a day.
    Csv,
    /// For a program.
    Json,
}

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct History {
    /// Those of one person.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Those of one kind.
    #[arg(long, value_name = "KIND", value_enum)]
    pub(crate) kind: Option<Kind>,
    /// Those with this tag.
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Those from this date on.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Those up to this date.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// At most this many.
    #[arg(short = 'n', long = "number", value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) number: Option<u64>,
}

/// The kinds of records that history shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Message,
    #[value(name = "inmail")]
    InMail,
    Invitation,
    Reply,
    Declined,
    Accepted,
    Purchase,
    Balance,
    Plan,
    Link,
    Rename,
    Merge,
}

/// What to take back.
#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The id of a record, as `history` shows it.
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
}

/// What to put right.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("becomes").args(["message", "inmail", "invite", "reply", "declined", "accepted"]))]
#[command(after_help = "Examples:
  inquota edit 12 --at \"yesterday 18:30\"
  inquota edit 12 --person \"Jane Roe\"
  inquota edit 12 --inmail --free

The record keeps its id and its place among those of the same instant; `undo` takes the edit back.")]
pub(crate) struct Edit {
    /// The id of the record, as `history` shows it.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// It was about this person.
    #[arg(long, value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// A new person, whoever has a name like it.
    #[arg(long, requires = "person")]
    pub(crate) new: bool,
    /// It was a message.
    #[arg(long)]
    pub(crate) message: bool,
    /// It was an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// It was an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// It was a response.
    #[arg(long)]
    pub(crate) reply: bool,
    /// It was a decline.
    #[arg(long)]
    pub(crate) declined: bool,
    /// It was an accepted invitation.
    #[arg(long)]
    pub(crate) accepted: bool,
    /// The InMail spent no credit.
    #[arg(long, conflicts_with = "charged")]
    pub(crate) free: bool,
    /// The InMail was not free.
    #[arg(long)]
    pub(crate) charged: bool,
    /// The invitation carried a personal note.
    #[arg(long, conflicts_with = "without_note")]
    pub(crate) with_note: bool,
    /// The invitation carried no note.
    #[arg(long)]
    pub(crate) without_note: bool,
    /// The number of credits, of a purchase or a balance.
    #[arg(long, value_name = "N", value_parser = credits)]
    pub(crate) credits: Option<u32>,
    /// Words of your own; empty takes them away.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// The tags, all of them; may be given several times, and empty takes them away.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the wording; empty takes it away.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
}

/// Credits: what to show or record.
#[derive(Debug, Args)]
pub(crate) struct Credits {
    /// What to record; without it, the lots are shown.
    #[command(subcommand)]
    pub(crate) command: Option<CreditsCommand>,
}

/// What to record about credits.
#[derive(Debug, Subcommand)]
pub(crate) enum CreditsCommand {
    /// Record that you bought credits
    Buy {
        /// How many.
        #[arg(value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_CREDITS)))]
        credits: u32,
        /// The first day without them. Default: as long as the plan's own credits.
        #[arg(long, value_name = "DATE", conflicts_with = "no_expiry")]
        expires: Option<String>,
        /// They never expire.
        #[arg(long)]
        no_expiry: bool,
    },
    /// Record the balance that LinkedIn shows; the gap is told and kept
    Set {
        /// The number shown.
        #[arg(value_name = "N", value_parser = credits)]
        credits: u32,
    },
}

/// Plans: what to show or record.
#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// What to do; without it, the plan in force is shown.
    #[command(subcommand)]
    pub(crate) command: Option<PlanCommand>,
}

/// What to do about plans.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// List every plan, each number with its source
    List,
    /// Record a plan, or a change of its numbers
    Set(PlanSet),
}

/// A plan, and numbers of your own.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota plan set premium-career --renews-on 12 --credits 7
  inquota plan set premium --from 2026-12-01
  inquota plan set free --daily 20 --monthly none

The first plan recorded within 30 days of the ledger's creation, without a date, is set-up: it counts from the
beginning of the grant period in progress, as if you had been on it all along. Every other one is a change: the
credits left lapse (unless --keep-credits) and the new plan's first credits come. --from says the date outright.
Assumption: a credit is spent from the lot that expires soonest; lots that never expire come last.")]
pub(crate) struct PlanSet {
    /// The plan, of those that `plan list` shows.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The date it starts.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The day of the month on which it renews, 1 to 31.
    #[arg(long, value_name = "DAY", value_parser = renewal_day)]
    pub(crate) renews_on: Option<RenewalDay>,
    /// Also record the balance that LinkedIn shows now.
    #[arg(long, value_name = "N", value_parser = credits)]
    pub(crate) credits: Option<u32>,
    /// Credits left from the plan before do not lapse.
    #[arg(long)]
    pub(crate) keep_credits: bool,
    /// InMail credits a month.
    #[arg(long, value_name = "N", value_parser = credits)]
    pub(crate) inmail_credits: Option<u32>,
    /// The most credits that a grant may leave.
    #[arg(long, value_name = "N|none", value_parser = number_or_none)]
    pub(crate) inmail_cap: Option<NumberOrNone>,
    /// Days that a credit lasts.
    #[arg(long, value_name = "DAYS|none", value_parser = life)]
    pub(crate) inmail_life: Option<NumberOrNone>,
    /// Days within which a response gives a credit back; 0: the same day only.
    #[arg(long, value_name = "DAYS|none", value_parser = days)]
    pub(crate) refund_days: Option<NumberOrNone>,
    /// New people a day.
    #[arg(long, value_name = "N|none", value_parser = number_or_none)]
    pub(crate) daily: Option<NumberOrNone>,
    /// New people a month.
    #[arg(long, value_name = "N|none", value_parser = number_or_none)]
    pub(crate) monthly: Option<NumberOrNone>,
    /// Invitations in 7 days.
    #[arg(long, value_name = "N|none", value_parser = number_or_none)]
    pub(crate) invitations: Option<NumberOrNone>,
    /// Personal notes a month.
    #[arg(long, value_name = "N|none", value_parser = number_or_none)]
    pub(crate) notes: Option<NumberOrNone>,
    /// The limits given here only warn.
    #[arg(long)]
    pub(crate) advisory: bool,
}

/// A number, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberOrNone(pub Option<u32>);

/// Which zone.
#[derive(Debug, Args)]
pub(crate) struct Zone {
    /// An IANA name, as in Europe/Berlin; without it, the zone is shown.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// People: whom to show, or what to put right about them.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct People {
    /// Those whose name or handle holds this.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// What to put right.
    #[command(subcommand)]
    pub(crate) command: Option<PeopleCommand>,
}

/// What to put right about people.
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// Say which profile a person has
    Link {
        /// The person.
        #[arg(value_name = "NAME")]
        person: String,
        /// The handle (in/jane-doe, jane-doe) or profile address.
        #[arg(value_name = "HANDLE")]
        handle: String,
    },
    /// Give a person another name
    Rename {
        /// The person.
        #[arg(value_name = "OLD")]
        person: String,
        /// The name from now on.
        #[arg(value_name = "NEW")]
        name: String,
    },
    /// Two entries are one person: B's records become A's
    Merge {
        /// The entry that stays.
        #[arg(value_name = "A")]
        stays: String,
        /// The entry that goes.
        #[arg(value_name = "B")]
        goes: String,
    },
}

/// What to write where.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The form.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Json)]
    pub(crate) format: ExportFormat,
    /// The file to write; else stdout.
    #[arg(short, long = "output", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The whole ledger as it is kept.
    Json,
    /// The records as a table, safe to open in a spreadsheet.
    Csv,
}

fn credits(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(credits) if credits <= MOST_CREDITS => Ok(credits),
        _ => Err(format!("a whole number from 0 to {MOST_CREDITS} is wanted")),
    }
}

fn number_or_none(text: &str) -> Result<NumberOrNone, String> {
    or_none(text, 0..=MOST_CREDITS)
}

fn life(text: &str) -> Result<NumberOrNone, String> {
    or_none(text, 1..=36_500)
}

fn days(text: &str) -> Result<NumberOrNone, String> {
    or_none(text, 0..=36_500)
}

fn or_none(text: &str, range: std::ops::RangeInclusive<u32>) -> Result<NumberOrNone, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(NumberOrNone(None));
    }
    let number = text.parse().ok().filter(|number| range.contains(number));
    let wanted = || format!("a whole number from {} to {}, or none, is wanted", range.start(), range.end());
    number.map(|number| NumberOrNone(Some(number))).ok_or_else(wanted)
}

fn renewal_day(text: &str) -> Result<RenewalDay, String> {
    let day = text.parse().ok().and_then(RenewalDay::new);
    day.ok_or_else(|| "a day of the month from 1 to 31 is wanted".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_interface_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_explains_itself() {
        fn visit(command: &clap::Command) {
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {}", command.get_name(), arg.get_id());
            }
            command.get_subcommands().for_each(visit);
        }
        visit(&Cli::command());
    }
}
