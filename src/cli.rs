//! The command line as clap types: each command and option, with its help.
//!
//! | file | contents |
//! |---|---|
//! | `sending` | `log`, `reply`, `accepted`, `withdraw`, `stopped`, `check` |
//! | `invitations` | `invitations` |
//! | `drafting` | `draft` |
//! | `reports` | `status`, `summary`, `history`, `export`, `import` |
//! | `advice` | `next`, `followups`, `stats`, `forecast`, `plan compare` |
//! | `changes` | `undo`, `edit`, `zone`, `people` |
//! | `credits`, `plan_numbers` | `credits`, `plan`, and the options for the numbers of a plan |
//! | `upkeep` | `doctor`, `backup`, `merge` |
//! | `accounts` | `accounts` |
//! | `terminal` | `config`, `completions`, `man`, `help` |
//! | `shell` | the shells that have completions |
//! | `topics` | the texts of the help topics |
//! | `number` | parses numbers |
//! | `when` | parses dates and times |
//! | `parse` | parses the command line as a whole |
//! | `spelling` | other spellings that people try: `people list`, `plan help set` |
//!
//! The doc comments on commands, options and values are the help that the member reads.

mod accounts;
mod advice;
mod changes;
mod credits;
mod drafting;
mod invitations;
mod number;
mod parse;
mod plan_numbers;
mod reports;
mod sending;
mod shell;
mod spelling;
mod terminal;
mod topics;
mod upkeep;
pub(crate) mod when;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use accounts::{Accounts, AccountsCommand};
pub(crate) use advice::{FollowUps, FollowUpsCommand, Forecast, Next, PlanCompare, Stats};
pub(crate) use changes::{Block, Edit, People, PeopleCommand, Unblock, Undo, Zone};
pub(crate) use credits::{Credits, CreditsCommand, Plan, PlanCommand, PlanSet};
pub(crate) use drafting::Draft;
pub(crate) use invitations::Invitations;
pub(crate) use number::SnoozeEnd;
pub(crate) use reports::{
    DateOrder, Export, ExportFormat, History, HistorySort, Import, Status, Summary, SummaryFormat, SummaryGrouping,
};
pub(crate) use sending::{Accepted, Check, Log, Reply, Sending, Stopped, Withdraw};
pub(crate) use shell::Shell;
pub(crate) use spelling::{command_path, own_spelling};
pub(crate) use terminal::{Completions, Config, ConfigCommand, Help, Man};
pub(crate) use topics::{EXIT_CODES, JSON, OPTIONS, OPTIONS_TOPIC, TOPICS, topic_names};
pub(crate) use upkeep::{Backup, BackupCommand, Doctor, Merge};

const ABOUT: &str = "A ledger that shows what you may still send on LinkedIn, before you send it.

You record what you sent by hand. inquota counts InMail credits, the people you message per day and month, and \
invitations. It never sends anything and never opens a network connection. It is not affiliated with, or endorsed by, \
LinkedIn.";

const EXAMPLES: &str = "Examples:
  inquota log \"Jane Doe\"              you sent a message to a connection
  inquota log \"Ravi Patel\" --inmail   you sent an InMail
  inquota reply \"Jane Doe\"            she answered
  inquota check \"Ana Lima\" --inmail   may I? (exit code 0 yes, 1 no)
  inquota summary                     this month

inquota help COMMAND explains a command, with examples. More topics for inquota help: quotas, dates, files, \
environment, scripting, json, assistants, options.
--since, --until and --limit mean --from, --to and -n.
WHEN: RFC 3339, 2026-11-24, 24 Nov, 2026-11-24 18:30, 18:30, 6:30 pm, today, yesterday 18:30, this morning, monday \
(the latest before today), 3 days ago, or an hour ago, in the account's time zone. DATE: the same, without the time of \
day.
Exit codes: 0 done or yes, 1 no, 2 wrong usage or bad input, 3 the ledger cannot be used, 4 internal error.";

/// The whole command line.
pub(crate) type Cli = CommandLine<Command>;

/// A command line with commands of one type. With [`parse::NoCommand`], it is the program without its commands.
#[derive(Debug, Parser)]
#[command(name = "inquota", version, about = ABOUT, after_help = EXAMPLES, max_term_width = 100)]
#[command(infer_subcommands = false, disable_help_subcommand = true, args_conflicts_with_subcommands = false)]
pub(crate) struct CommandLine<C: Subcommand> {
    /// What goes with every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// The command; `status` when there is none.
    #[command(subcommand)]
    pub(crate) command: Option<C>,
}

/// The options of every command.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "With every command")]
pub(crate) struct Global {
    /// The ledger file. Default: INQUOTA_FILE, else the one in the platform's data folder.
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// The account, which has its own ledger. Default: INQUOTA_ACCOUNT, else the setting `account`.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// Create the account if it does not exist; without this, an unknown name is an error.
    #[arg(long, global = true)]
    pub(crate) new_account: bool,
    /// Print one JSON document on stdout, and errors as JSON on stderr.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When it happened, or the time that a report is for. Default: now.
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// When to use colours: auto (on a terminal, unless NO_COLOR is set), always or never.
    #[arg(long, global = true, value_name = "HOW", value_enum, default_value_t = Colour::Auto)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(crate) color: Colour,
    /// Draw bars and charts in plain ASCII; the default if the terminal or the locale has nothing else.
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
    /// Print long answers without a pager.
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Print words only, as for a screen reader: no bars, boxes, colours or symbols.
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Print no hints and warnings on stderr.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands. clap builds the options of a command only once it is the one on the line, which saves a tenth of a
/// short run; so the doc comments here describe the commands, and the types of their arguments have none.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Record that you sent a message, an InMail or an invitation
    Log(Log),
    /// Record a response
    Reply(Reply),
    /// Record that a person accepted your invitation, or you theirs
    Accepted(Accepted),
    /// Record that you withdrew a pending invitation
    Withdraw(Withdraw),
    /// Record that LinkedIn refused to send, or that it sends again
    Stopped(Stopped),
    /// List your invitations, oldest first: pending, accepted, withdrawn or lapsed
    Invitations(Invitations),
    /// Ask whether you may send, what it costs, and if not, when (exit code 0 yes, 1 no)
    Check(Check),
    /// Review a draft before you send it (exit code 0 fit to send, 1 not)
    Draft(Draft),
    /// Show what you can still send, with a bar for each limit
    Status(Status),
    /// Show what to do today: who is due, credits at risk, your pace
    Next(Next),
    /// Show whom to nudge and what it costs; settle follow-ups
    #[command(name = "followups", alias = "follow-ups")]
    FollowUps(FollowUps),
    /// Sum up a month: sends, responses and the credit statement
    Summary(Summary),
    /// Show response rates, or acceptance rates, overall and by group
    Stats(Stats),
    /// List the records, newest first, with ids and what each counted as
    History(History),
    /// Take back what you entered last, or the record with this id
    Undo(Undo),
    /// Bring back what you took back last
    #[command(after_help = "Examples:
  inquota undo
  inquota redo                          brings it back
  inquota redo --json")]
    Redo,
    /// Correct a record: when, who or what
    Edit(Edit),
    /// Show your InMail credits by lot; record a purchase or a balance
    Credits(Credits),
    /// Forecast your InMail credits at your present rate of spending
    Forecast(Forecast),
    /// Show your plan, list or compare plans, or record a change of plan
    Plan(Plan),
    /// Show or change the account's time zone
    Zone(Zone),
    /// List the people in the ledger; link, rename, merge or block them
    People(People),
    /// Export the ledger as JSON or CSV
    Export(Export),
    /// Import LinkedIn's data export, a sheet, or what `export` wrote
    Import(Import),
    /// Merge another copy of this ledger into it
    Merge(Merge),
    /// List the backups, or restore one
    Backup(Backup),
    /// Check and repair the ledger (exit code 0 fine, 1 something is wrong)
    Doctor(Doctor),
    /// List the accounts with their status; rename, remove or restore one
    Accounts(Accounts),
    /// Show each setting and its source; change the settings file
    Config(Config),
    /// Print the completion script for a shell
    Completions(Completions),
    /// Print a man page, or write all of them to a folder
    Man(Man),
    /// Explain a command or a topic, with examples
    Help(Help),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn clap_accepts_the_definitions() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_has_help() {
        fn visit(command: &clap::Command) {
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {}", command.get_name(), arg.get_id());
            }
            command.get_subcommands().for_each(visit);
        }
        visit(&Cli::command());
    }
}
