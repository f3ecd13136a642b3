//! Verb by verb: arguments → ledger → engine → view, and nothing else.

mod accepted;
mod backup;
mod check;
mod credits;
mod desk;
mod doctor;
mod edit;
mod export;
mod history;
mod import;
mod log;
mod merge;
mod people;
mod plan;
mod present;
mod reply;
mod status;
mod summary;
mod undo;
mod whom;
mod words;
mod zone;

use crate::cli::{BackupCommand, Cli, Command, CreditsCommand, PeopleCommand, PlanCommand};
use crate::context::Context;
use crate::error::{Ending, Failure};
use crate::view::Screen;
use desk::Desk;

/// Does what was asked.
///
/// # Errors
///
/// When what was given cannot be, or the ledger cannot be used.
pub(crate) fn dispatch(cli: &Cli, context: &Context, screen: &mut Screen) -> Result<Ending, Failure> {
    let mut desk = Desk::new(&cli.global, context, screen)?;
    match carry_out(cli, &mut desk) {
        // Nothing was said or recorded yet.
        Err(Failure::Doubt) => carry_out(cli, desk.without_checkpoint()),
        outcome => outcome,
    }
}

fn carry_out(cli: &Cli, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    match cli.command.as_ref().unwrap_or(&Command::Status) {
        Command::Log(args) => log::run(args, desk),
        Command::Reply(args) => reply::run(args, desk),
        Command::Accepted(args) => accepted::run(args, desk),
        Command::Check(args) => check::run(args, desk),
        Command::Status => status::run(desk),
        Command::Summary(args) => summary::run(args, desk),
        Command::History(args) => history::run(args, desk),
        Command::Undo(args) => undo::undo(args, desk),
        Command::Redo => undo::redo(desk),
        Command::Edit(args) => edit::run(args, desk),
        Command::Credits(args) => match &args.command {
            None => credits::show(desk),
            Some(CreditsCommand::Buy { credits, expires, no_expiry }) => {
                credits::buy(*credits, expires.as_deref(), *no_expiry, desk)
            }
            Some(CreditsCommand::Set { credits }) => credits::set(*credits, desk),
        },
        Command::Plan(args) => match &args.command {
            None => plan::show(desk),
            Some(PlanCommand::List) => plan::list(desk),
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
    }
}
