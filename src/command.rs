//! Verb by verb: arguments → ledger → engine → view, and nothing else.

mod accepted;
mod accounts;
mod backup;
mod browser;
mod check;
mod choose;
mod compare;
mod config;
mod credits;
mod desk;
mod doctor;
mod draft;
mod edit;
mod entry;
mod export;
mod followups;
mod forecast;
mod help;
mod history;
mod import;
mod log;
mod man;
mod merge;
mod next;
mod output;
mod people;
mod place;
mod plan;
mod present;
mod recipients;
mod reply;
mod stats;
mod status;
mod summary;
mod undo;
mod whom;
mod words;
mod zone;

use crate::cli::{
    BackupCommand, Cli, Command, ConfigCommand, CreditsCommand, Global, PeopleCommand, PlanCommand, Status,
};
use crate::context::Context;
use crate::error::{Ending, Failure};
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::view::Screen;
use desk::Desk;
pub(crate) use help::named;

/// Does what was asked.
///
/// # Errors
///
/// When what was given cannot be, or the ledger cannot be used.
pub(crate) fn dispatch(cli: &Cli, context: &Context, screen: &mut Screen) -> Result<Ending, Failure> {
    if let Some(outcome) = without_desk(cli, context, screen) {
        return outcome;
    }
    let standing = Command::Status(Status::default());
    let command = cli.command.as_ref().unwrap_or(&standing);
    let mut desk = match (Desk::new(&cli.global, context, screen), command) {
        (Ok(desk), _) => desk,
        (Err(failure), Command::Status(Status { line: Some(_) })) => return status::unread(failure, screen),
        (Err(failure), _) => return Err(failure),
    };
    if !shows_account(command) {
        desk.place.note_which(desk.screen);
    }
    match carry_out(command, &mut desk) {
        // Nothing was said or recorded yet.
        Err(Failure::Doubt) => carry_out(command, desk.without_checkpoint()),
        outcome => outcome,
    }
}

/// Whether the answer of a command says which account is worked on, or is no place to say more.
fn shows_account(command: &Command) -> bool {
    matches!(command, Command::Accounts | Command::Config(_) | Command::Status(Status { line: Some(_) }))
}

fn carry_out(command: &Command, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    match command {
        Command::Log(args) => log::run(args, desk),
        Command::Reply(args) => reply::run(args, desk),
        Command::Accepted(args) => accepted::run(args, desk),
        Command::Check(args) => check::run(args, desk),
        Command::Status(args) => status::run(args, desk),
        Command::FollowUps(args) => followups::run(args, desk),
        Command::Next => next::run(desk),
        Command::Summary(args) => summary::run(args, desk),
        Command::Stats(args) => stats::run(args, desk),
        Command::History(args) => history::run(args, desk),
        Command::Undo(args) => undo::undo(args, desk),
        Command::Redo => undo::redo(desk),
        Command::Edit(args) => edit::run(args, desk),
        Command::Credits(args) => match &args.command {
            None if args.watch => credits::watch(desk),
            None => credits::show(desk),
            Some(_) if args.watch => Err(credits::watch_alone()),
            Some(CreditsCommand::Buy { credits, expires, no_expiry }) => {
                credits::buy(*credits, expires.as_deref(), *no_expiry, desk)
            }
            Some(CreditsCommand::Set { credits }) => credits::set(*credits, desk),
        },
        Command::Forecast(args) => forecast::run(args, desk),
        Command::Plan(args) => match &args.command {
            None => plan::show(desk),
            Some(PlanCommand::List) => plan::list(desk),
            Some(PlanCommand::Compare(args)) => compare::run(args, desk),
            Some(PlanCommand::Set(args)) => plan::set(args, desk),
        },
        Command::Zone(args) => zone::run(args, desk),
        Command::People(args) => match &args.command {
            None => people::show(args.query.as_deref(), desk),
            Some(PeopleCommand::Link { person, handle }) => people::link(person, handle, desk),
            Some(PeopleCommand::Rename { person, name }) => people::rename(person, name, desk),
            Some(PeopleCommand::Merge { stays, goes }) => people::merge(stays, goes, desk),
        },
        Command::Export(args) => export::run(args, desk),
        Command::Doctor(args) => doctor::run(args, desk),
        Command::Backup(args) => match &args.command {
            None | Some(BackupCommand::List) => backup::list(desk),
            Some(BackupCommand::Restore { name }) => backup::restore(name, desk),
        },
        Command::Merge(args) => merge::run(args, desk),
        Command::Import(args) => import::run(args, desk),
        Command::Accounts => accounts::run(desk),
        Command::Config(_) => config::show(desk),
        // Done already: they need no desk.
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => Ok(Ending::Yes),
    }
}

/// Does what needs neither ledger nor settings, and must work when they are broken.
fn without_desk(cli: &Cli, context: &Context, screen: &mut Screen) -> Option<Result<Ending, Failure>> {
    match cli.command.as_ref()? {
        Command::Config(args) => match args.command.as_ref()? {
            ConfigCommand::Path => Some(config::path(context, screen)),
            ConfigCommand::Example => Some(config::example(screen)),
        },
        Command::Help(args) => Some(help::run(args, screen)),
        Command::Man(args) => Some(man::run(args, screen)),
        Command::Completions(args) => Some(screen.print(args.shell.set_up()).map(|()| Ending::Yes)),
        _ => None,
    }
}

/// The ledger that the options name, without a desk.
pub(crate) fn ledger_of(global: &Global, context: &Context, settings: &Settings) -> Result<Ledger, Failure> {
    place::find(global, context, settings).map(|place| place.ledger)
}
