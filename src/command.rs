//! Verb by verb: arguments → ledger → engine → view, and nothing else.

mod accepted;
mod accounts;
mod annotations;
mod backup;
mod browser;
mod check;
mod choose;
mod compare;
mod config;
mod credits;
mod doctor;
mod edit;
mod export;
mod followups;
mod forecast;
mod help;
mod history;
mod import;
mod location;
mod log;
mod man;
mod merge;
mod next;
mod output;
mod people;
mod person_arg;
mod plan;
mod recipients;
mod recorded;
mod reply;
mod session;
mod stats;
mod status;
mod summary;
mod transaction;
mod undo;
mod zone;

use crate::cli::{
    BackupCommand, Cli, Command, ConfigCommand, CreditsCommand, Global, PeopleCommand, PlanCommand, Status,
};
use crate::context::Context;
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::view::Screen;
pub(crate) use help::named;
use session::Session;

/// Does what was asked.
///
/// # Errors
///
/// When what was given cannot be, or the ledger cannot be used.
pub(crate) fn dispatch(cli: &Cli, context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    if let Some(outcome) = without_desk(cli, context, screen) {
        return outcome;
    }
    let standing = Command::Status(Status::default());
    let command = cli.command.as_ref().unwrap_or(&standing);
    let mut session = match (Session::new(&cli.global, context, screen), command) {
        (Ok(session), _) => session,
        (Err(failure), Command::Status(Status { line: Some(_) })) => return status::unread(failure, screen),
        (Err(failure), _) => return Err(failure),
    };
    if !shows_account(command) {
        session.place.note_which(session.screen);
    }
    run_command(command, &mut session)
}

/// Whether the answer of a command says which account is worked on, or is no place to say more.
fn shows_account(command: &Command) -> bool {
    matches!(command, Command::Accounts | Command::Config(_) | Command::Status(Status { line: Some(_) }))
}

fn run_command(command: &Command, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    match command {
        Command::Log(args) => log::run(args, session),
        Command::Reply(args) => reply::run(args, session),
        Command::Accepted(args) => accepted::run(args, session),
        Command::Check(args) => check::run(args, session),
        Command::Status(args) => status::run(args, session),
        Command::FollowUps(args) => followups::run(args, session),
        Command::Next => next::run(session),
        Command::Summary(args) => summary::run(args, session),
        Command::Stats(args) => stats::run(args, session),
        Command::History(args) => history::run(args, session),
        Command::Undo(args) => undo::undo(args, session),
        Command::Redo => undo::redo(session),
        Command::Edit(args) => edit::run(args, session),
        Command::Credits(args) => match &args.command {
            None if args.watch => credits::watch(session),
            None => credits::show(session),
            Some(_) if args.watch => Err(credits::watch_alone()),
            Some(CreditsCommand::Buy { credits, expires, no_expiry }) => {
                credits::buy(*credits, expires.as_deref(), *no_expiry, session)
            }
            Some(CreditsCommand::Set { credits }) => credits::set(*credits, session),
        },
        Command::Forecast(args) => forecast::run(args, session),
        Command::Plan(args) => match &args.command {
            None => plan::show(session),
            Some(PlanCommand::List) => plan::list(session),
            Some(PlanCommand::Compare(args)) => compare::run(args, session),
            Some(PlanCommand::Set(args)) => plan::set(args, session),
        },
        Command::Zone(args) => zone::run(args, session),
        Command::People(args) => match &args.command {
            None => people::show(args.query.as_deref(), session),
            Some(PeopleCommand::Link { person, handle }) => people::link(person, handle, session),
            Some(PeopleCommand::Rename { person, name }) => people::rename(person, name, session),
            Some(PeopleCommand::Merge { stays, goes }) => people::merge(stays, goes, session),
        },
        Command::Export(args) => export::run(args, session),
        Command::Doctor(args) => doctor::run(args, session),
        Command::Backup(args) => match &args.command {
            None | Some(BackupCommand::List) => backup::list(session),
            Some(BackupCommand::Restore { name }) => backup::restore(name, session),
        },
        Command::Merge(args) => merge::run(args, session),
        Command::Import(args) => import::run(args, session),
        Command::Accounts => accounts::run(session),
        Command::Config(_) => config::show(session),
        // Done already: they need no session.
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => Ok(ExitStatus::Yes),
    }
}

/// Does what needs neither ledger nor settings, and must work when they are broken.
fn without_desk(cli: &Cli, context: &Context, screen: &mut Screen) -> Option<Result<ExitStatus, Failure>> {
    match cli.command.as_ref()? {
        Command::Config(args) => match args.command.as_ref()? {
            ConfigCommand::Path => Some(config::path(context, screen)),
            ConfigCommand::Example => Some(config::example(screen)),
        },
        Command::Help(args) => Some(help::run(args, screen)),
        Command::Man(args) => Some(man::run(args, screen)),
        Command::Completions(args) => Some(screen.print(args.shell.set_up()).map(|()| ExitStatus::Yes)),
        _ => None,
    }
}

/// The ledger that the options name, without a session.
pub(crate) fn ledger_of(global: &Global, context: &Context, settings: &Settings) -> Result<Ledger, Failure> {
    location::find(global, context, settings).map(|place| place.ledger)
}
