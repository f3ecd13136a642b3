//! One file per command: arguments → ledger → engine → view, and nothing else.
//!
//! `compare` is `plan compare`, `block` is `people block` and `people unblock`; `account_changes` and `config_changes` are
//! the subcommands of `accounts` and `config` that change something. These files are not commands. The first
//! group serves several commands, the second only `draft`, `log` or `config edit`:
//!
//! | file | contents |
//! |---|---|
//! | `session` | the clock, the settings, the ledger and the screen |
//! | `location` | which ledger file to use |
//! | `transaction` | records about to be written, under the lock |
//! | `recorded` | records as answers show them |
//! | `person_arg`, `not_a_name` | resolve a PERSON, and refuse what is plainly no name |
//! | `annotations`, `date_args`, `text_arg` | notes, tags and templates; dates and times; texts to compare |
//! | `pace` | cautions about how fast and how alike the member sends |
//! | `plan_definitions`, `plan_name` | the definitions of plans; finds one by its name or an alias |
//! | `sheet` | `import` of a sheet of one's own |
//! | `output`, `browser` | writes files, and opens them |
//! | `paging` | which answers a pager may show |
//! | `progress` | shows on a terminal what a long command does |
//! | `new_account` | refuses an account that does not exist |
//!
//! | file | contents |
//! |---|---|
//! | `reading`, `draft_text`, `editor` | the text of a message: from a file, standard input, or the member's editor |
//! | `recipients` | the people to log: arguments, standard input, or a choice at the prompt |
//! | `choose` | the prompt, of `reply` and `accepted` too |
//!
//! # How to add a command
//!
//! Declare its arguments in a file of `cli`, and add a variant to `cli::Command`. The compiler then asks for an arm in
//! `run_command`: let it call a new file of this folder. Give the answer a type in a new file of `view`, which
//! implements `Serialize` for JSON and `Show` for text.
//!
//! A command that records begins with `Session::begin`, which refuses `--at` in the future.
//! `Session::begin_at_any_time` is for records that may start later. A command that has no use for `--at` calls
//! `Session::refuse_at` first.
//!
//! The compiler does not ask for the rest:
//!
//! | place | what to add |
//! |---|---|
//! | `run_without_session` | an arm, if the command must work when the ledger or the settings cannot be read |
//! | `skips_account_note` | the command, if its answer names the account |
//! | `cli.rs`, `view.rs` | the new files, in the tables at the top |
//! | the help of the command, and of each subcommand | at least two examples, in `after_help`; a test runs them |
//! | `ValueSource::of` in `completion/source.rs` | the arguments whose values can be completed |
//! | `README.md` | a row in the table of commands |
//! | `docs/json.md` | a section with the keys of its document; a test names what is missing |
//! | `docs/scripting.md` | the new codes of errors and cautions |
//! | `tests/cli` | a file of tests, declared in `main.rs` |
//! | `tests/cli/ground.rs` | the command in `REPORTS`, if it only reads |
//! | `tests/cli/named_account.rs` | the command in `COMMANDS`, if it records on an account or answers about one |
//! | `tests/durability/hostile.rs` | the command in `no_command_opens_a_socket`, which traces its system calls |
//! | `tests/durability/large.rs` | the command in `REPORTS` or `RECORDING` |
//! | `docs/data-safety.md` | the new numbers of commands in the figures of one run |
//! | `tests/golden/commands` | the command in `reading.txt` or `recording.txt`, and its help in `help.txt` |
//!
//! The last step needs new golden copies: `GOLDEN=overwrite cargo test --test golden`. Completions of the command's
//! name and options, and its man page, come from `cli` without further work.

mod accepted;
mod account_changes;
mod accounts;
mod annotations;
mod backup;
mod block;
mod browser;
mod check;
mod choose;
mod compare;
mod config;
mod config_changes;
mod credits;
mod date_args;
mod doctor;
mod draft;
mod draft_text;
mod edit;
mod editor;
mod export;
mod followups;
mod forecast;
mod help;
mod history;
mod import;
mod invitations;
mod location;
mod log;
mod man;
mod merge;
mod new_account;
mod next;
mod not_a_name;
mod output;
mod pace;
mod paging;
mod people;
mod person_arg;
mod plan;
mod plan_definitions;
mod plan_name;
mod progress;
mod reading;
mod recipients;
mod recorded;
mod reply;
mod session;
mod sheet;
mod stats;
mod status;
mod stopped;
mod summary;
mod text_arg;
mod transaction;
mod undo;
mod withdraw;
mod zone;

use crate::cli::{
    AccountsCommand, BackupCommand, Cli, Command, Completions, ConfigCommand, CreditsCommand, Global, PeopleCommand,
    PlanCommand, Status,
};
use crate::context::Context;
use crate::error::{ExitStatus, Failure};
use crate::ledger::{Ledger, LedgerError};
use crate::settings::Settings;
use crate::view::Screen;
pub(crate) use help::{find_command, print_help};
pub(crate) use paging::page_help;
use session::Session;

/// How often a command starts over because it lost its lock.
const MOST_RESTARTS: usize = 20;

/// Runs the command.
///
/// # Errors
///
/// When the input is wrong, or the ledger cannot be used.
pub(crate) fn dispatch(cli: &Cli, context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    if let Some(outcome) = run_without_session(cli, context, screen) {
        return outcome;
    }
    let default_command = Command::Status(Status::default());
    let command = cli.command.as_ref().unwrap_or(&default_command);
    let mut session = match (Session::new(&cli.global, context, screen), command) {
        (Ok(session), _) => session,
        (Err(failure), Command::Status(Status { line: Some(_) })) => return status::show_unreadable(failure, screen),
        (Err(failure), _) => return Err(failure),
    };
    paging::page_reports(command, &cli.global, (context, &session.settings), session.screen);
    if !matches!(command, Command::Accounts(_) | Command::Config(_)) {
        match (new_account::require(new_account::may_begin(command), &mut session), command) {
            (Ok(true), _) => {}
            (Ok(false), _) => return Ok(ExitStatus::No),
            (Err(failure), Command::Status(Status { line: Some(_) })) => {
                return status::show_unreadable(failure, session.screen);
            }
            (Err(failure), _) => return Err(failure),
        }
    }
    if !skips_account_note(command) {
        session.location.note_account(session.screen);
    }
    let outcome = run_with_restarts(command, &mut session);
    if matches!(outcome, Ok(ExitStatus::Yes)) && !sets_plan(command) {
        session.note_initial_plan();
    }
    outcome
}

/// Runs the command, again if it loses its lock: then nothing was written or printed, and another process may have
/// written.
fn run_with_restarts(command: &Command, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    for _ in 0..MOST_RESTARTS {
        match run_command(command, session) {
            Err(Failure::Ledger(LedgerError::LockLost(_))) => {}
            outcome => return outcome,
        }
    }
    run_command(command, session)
}

/// Whether the command records a plan.
fn sets_plan(command: &Command) -> bool {
    matches!(command, Command::Plan(args) if matches!(args.command, Some(PlanCommand::Set(_))))
}

/// Whether to leave out the note about the account: the answer names it, or must be all that is printed.
fn skips_account_note(command: &Command) -> bool {
    matches!(command, Command::Accounts(_) | Command::Config(_) | Command::Status(Status { line: Some(_) }))
}

fn run_command(command: &Command, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    match command {
        Command::Log(args) => log::run(args, session),
        Command::Reply(args) => reply::run(args, session),
        Command::Accepted(args) => accepted::run(args, session),
        Command::Withdraw(args) => withdraw::run(args, session),
        Command::Stopped(args) => stopped::run(args, session),
        Command::Invitations(args) => invitations::run(args, session),
        Command::Check(args) => check::run(args, session),
        Command::Draft(args) => draft::run(args, session),
        Command::Status(args) => status::run(args, session),
        Command::FollowUps(args) => followups::run(args, session),
        Command::Next(args) => next::run(args, session),
        Command::Summary(args) => summary::run(args, session),
        Command::Stats(args) => stats::run(args, session),
        Command::History(args) => history::run(args, session),
        Command::Undo(args) => undo::undo(args, session),
        Command::Redo => undo::redo(session),
        Command::Edit(args) => edit::run(args, session),
        Command::Credits(args) => match &args.command {
            None if args.watch => credits::watch(session),
            None => credits::show(session),
            Some(_) if args.watch => Err(credits::refuse_watch()),
            Some(CreditsCommand::Buy { credits, expires, no_expiry }) => {
                credits::buy(*credits, expires.as_deref(), *no_expiry, session)
            }
            Some(CreditsCommand::Set { credits }) => credits::set(*credits, session),
        },
        Command::Forecast(args) => forecast::run(args, session),
        Command::Plan(args) => match &args.command {
            None => plan::show(session),
            Some(PlanCommand::List) => plan::list(session),
            Some(PlanCommand::Show { name }) => plan::show_one(name, session),
            Some(PlanCommand::Compare(args)) => compare::run(args, session),
            Some(PlanCommand::Set(args)) => plan::set(args, session),
        },
        Command::Zone(args) => zone::run(args, session),
        Command::People(args) => match &args.command {
            None => people::show(args, session),
            Some(PeopleCommand::Link { person, handle }) => people::link(person, handle, session),
            Some(PeopleCommand::Rename { person, name }) => people::rename(person, name, session),
            Some(PeopleCommand::Merge { stays, goes }) => people::merge(stays, goes, session),
            Some(PeopleCommand::Block(args)) => block::block(args, session),
            Some(PeopleCommand::Unblock(args)) => block::unblock(args, session),
        },
        Command::Export(args) => export::run(args, session),
        Command::Doctor(args) => doctor::run(args, session),
        Command::Backup(args) => match &args.command {
            None | Some(BackupCommand::List) => backup::list(session),
            Some(BackupCommand::Restore { name }) => backup::restore(name, session),
        },
        Command::Merge(args) => merge::run(args, session),
        Command::Import(args) => import::run(args, session),
        Command::Accounts(args) => match &args.command {
            None => accounts::run(session),
            Some(AccountsCommand::Rename { old, new }) => account_changes::rename(old, new, session),
            Some(AccountsCommand::Remove { name, yes }) => account_changes::remove(name, *yes, session),
            Some(AccountsCommand::Restore { name }) => account_changes::restore(name, session),
        },
        Command::Config(args) => match &args.command {
            Some(ConfigCommand::Get { key }) => config::get(key, session),
            _ => config::show(session),
        },
        // `run_without_session` has run them.
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => Ok(ExitStatus::Yes),
    }
}

/// Runs the commands that must work even if the ledger and the settings cannot be read; `None` for the others.
fn run_without_session(cli: &Cli, context: &Context, screen: &mut Screen) -> Option<Result<ExitStatus, Failure>> {
    match cli.command.as_ref()? {
        Command::Config(args) => match args.command.as_ref()? {
            ConfigCommand::Get { .. } => None,
            ConfigCommand::Set { key, value } => Some(config_changes::set(key, &value.join(" "), context, screen)),
            ConfigCommand::Unset { key } => Some(config_changes::unset(key, context, screen)),
            ConfigCommand::Edit => Some(config_changes::edit(context, screen)),
            ConfigCommand::Path => Some(config::path(context, screen)),
            ConfigCommand::Example => Some(config::example(screen)),
        },
        Command::Help(args) => {
            page_help(&cli.global, context, screen);
            Some(help::run(args, screen))
        }
        Command::Man(args) => {
            page_help(&cli.global, context, screen);
            Some(man::run(args, screen))
        }
        Command::Completions(args) => Some(screen.print(completions(args)).map(|()| ExitStatus::Yes)),
        _ => None,
    }
}

/// What sets up completions: the script of the shell, or the line that evaluates it.
fn completions(args: &Completions) -> &'static str {
    if args.line { args.shell.line() } else { args.shell.script() }
}

/// The ledger that the options, the environment and the settings select.
pub(crate) fn ledger_of(global: &Global, context: &Context, settings: &Settings) -> Result<Ledger, Failure> {
    location::find(global, context, settings).map(|location| location.ledger)
}
