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

inquota help COMMAND has examples of each command; inquota help quotas, dates, files, environment, scripting, json, assistants and \
options explain. --since, --until and --limit mean --from, --to and -n.
WHEN: RFC 3339, 2026-11-24, 24 Nov, 2026-11-24 18:30, 18:30, 6:30 pm, today, yesterday 18:30, this morning, monday \
(the latest before today), 3 days ago, or an hour ago, in the account's time zone. DATE: the same; its day counts.
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
    /// The ledger file; else INQUOTA_FILE, else the platform's data folder.
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
    /// The account: a ledger of its own. Else INQUOTA_ACCOUNT, else the settings file.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// Begin the account if it does not exist; without this, an unknown name is refused.
    #[arg(long, global = true)]
    pub(crate) new_account: bool,
    /// One JSON document on stdout; errors as JSON on stderr.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When it happened; or, on commands that report, the instant reported for. Default: now.
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) at: Option<String>,
    /// Colours: auto (on a terminal, unless NO_COLOR is set), always, or never.
    #[arg(long, global = true, value_name = "HOW", value_enum, default_value_t = Colour::Auto)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(crate) color: Colour,
    /// Bars and charts in plain ASCII; as where the terminal or the locale has no more.
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
    /// Print long answers without a pager.
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Words only, as for a screen reader: no bars, boxes, colours or symbols.
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// No hints and cautions on stderr.
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
    /// Record that a person responded
    Reply(Reply),
    /// Record that a person accepted your invitation, or that you accepted theirs
    Accepted(Accepted),
    /// Record that you withdrew a pending invitation
    Withdraw(Withdraw),
    /// Record that LinkedIn refused to send, or that it sends again
    Stopped(Stopped),
    /// Show the invitations that are pending, accepted, withdrawn or lapsed, oldest first
    Invitations(Invitations),
    /// Ask whether you may send, what it costs, and if not, when (exit code 0 yes, 1 no)
    Check(Check),
    /// Look a draft over before you send it (exit code 0 fit to send, 1 not)
    Draft(Draft),
    /// Show what you can still send, and a bar for each limit
    Status(Status),
    /// Show what to do today: who is due, what will be lost, what may come back, the pace
    Next(Next),
    /// Show whom to nudge and what it would cost; settle a follow-up
    #[command(name = "followups", alias = "follow-ups")]
    FollowUps(FollowUps),
    /// Show a month: use, responses, and the credit statement
    Summary(Summary),
    /// Show response rates, or acceptance rates of invitations, in all and by group
    Stats(Stats),
    /// Show the records, newest first, each with its id and what it counted as
    History(History),
    /// Take back the record entered last, or the one with this id
    Undo(Undo),
    /// Bring back what was taken back last
    #[command(after_help = "Examples:
  inquota undo
  inquota redo                          and it is back
  inquota redo --json")]
    Redo,
    /// Correct when, who or what of a record
    Edit(Edit),
    /// Show the InMail credits by lot; record a purchase, or the balance LinkedIn shows
    Credits(Credits),
    /// Show the InMail credits day by day ahead, at the present rate of spending
    Forecast(Forecast),
    /// Show the plan in force, list plans, or record a change of plan
    Plan(Plan),
    /// Show or change the account's time zone
    Zone(Zone),
    /// Show the people of the ledger; link, rename or merge them; mark whom not to contact
    People(People),
    /// Write everything out as JSON or CSV
    Export(Export),
    /// Take in LinkedIn's own data export, a sheet of your own, or what `export` wrote
    Import(Import),
    /// Join another copy of this ledger that went its own way
    Merge(Merge),
    /// List the backups, or put one back
    Backup(Backup),
    /// Check the ledger; mend what can be mended (exit code 0 fine, 1 something is wrong)
    Doctor(Doctor),
    /// List the accounts, each with its status; rename, remove or restore one
    Accounts(Accounts),
    /// Show each setting and where it came from; change the settings file
    Config(Config),
    /// Print the completion script of a shell
    Completions(Completions),
    /// Print a man page, or write them all into a folder
    Man(Man),
    /// Explain a command or a topic
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
