//! Verb by verb: arguments → ledger → engine → view, and nothing else.

mod accepted;
mod backup;
mod check;
mod compare;
mod credits;
mod desk;
mod doctor;
mod edit;
mod export;
mod followups;
mod forecast;
mod history;
mod import;
mod log;
mod merge;
mod next;
mod people;
mod plan;
mod reply;
mod stats;
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
    match cli.command.as_ref().unwrap_or(&Command::Status) {
        Command::Log(args) => log::run(args, &mut desk),
        Command::Reply(args) => reply::run(args, &mut desk),
        Command::Accepted(args) => accepted::run(args, &mut desk),
        Command::Check(args) => check::run(args, &mut desk),
        Command::Status => status::run(&mut desk),
        Command::FollowUps(args) => followups::run(args, &mut desk),
        Command::Next => next::run(&mut desk),
        Command::Summary(args) => summary::run(args, &mut desk),
        Command::Stats(args) => stats::run(args, &mut desk),
        Command::History(args) => history::run(args, &mut desk),
        Command::Undo(args) => undo::undo(args, &mut desk),
        Command::Redo => undo::redo(&mut desk),
        Command::Edit(args) => edit::run(args, &mut desk),
        Command::Credits(args) => match &args.command {
            None if args.watch => credits::watch(&mut desk),
            None => credits::show(&mut desk),
            Some(_) if args.watch => Err(credits::watch_alone()),
            Some(CreditsCommand::Buy { credits, expires, no_expiry }) => {
                credits::buy(*credits, expires.as_deref(), *no_expiry, &mut desk)
            }
            Some(CreditsCommand::Set { credits }) => credits::set(*credits, &mut desk),
        },
        Command::Forecast(args) => forecast::run(args, &mut desk),
        Command::Plan(args) => match &args.command {
            None => plan::show(&mut desk),
            Some(PlanCommand::List) => plan::list(&mut desk),
            Some(PlanCommand::Compare(args)) => compare::run(args, &mut desk),
            Some(PlanCommand::Set(args)) => plan::set(args, &mut desk),
        },
        Command::Zone(args) => zone::run(args, &mut desk),
        Command::People(args) => match &args.command {
            None => people::show(args.query.as_deref(), &mut desk),
            Some(PeopleCommand::Link { person, handle }) => people::link(person, handle, &mut desk),
            Some(PeopleCommand::Rename { person, name }) => people::rename(person, name, &mut desk),
            Some(PeopleCommand::Merge { stays, goes }) => people::merge(stays, goes, &mut desk),
        },
        Command::Export(args) => export::run(args, &mut desk),
        Command::Doctor(args) => doctor::run(args, &mut desk),
        Command::Backup(args) => match &args.command {
            None | Some(BackupCommand::List) => backup::list(&mut desk),
            Some(BackupCommand::Restore { name }) => backup::restore(name, &mut desk),
        },
        Command::Merge(args) => merge::run(args, &mut desk),
        Command::Import(args) => import::run(args, &mut desk),
    }
}
