//! Refuses an account that does not exist, because its name may be a typing mistake.

use super::account_changes::unknown;
use super::location::data_folder;
use super::session::Session;
use crate::accounts::{self, AccountName, DEFAULT};
use crate::cli::{Command, CreditsCommand, PeopleCommand, PlanCommand};
use crate::error::{Failure, InputError, nearest};
use crate::settings::SettingSource;
use crate::view::{AccountChoice, ask_account};

/// Whether the command may begin a ledger: whether it records something that needs no earlier record.
pub(super) fn may_begin(command: &Command) -> bool {
    match command {
        Command::Log(_)
        | Command::Reply(_)
        | Command::Accepted(_)
        | Command::Stopped(_)
        | Command::Import(_)
        | Command::Merge(_) => true,
        Command::Credits(args) => matches!(args.command, Some(CreditsCommand::Buy { .. } | CreditsCommand::Set { .. })),
        Command::Plan(args) => matches!(args.command, Some(PlanCommand::Set(_))),
        Command::Zone(args) => args.name.is_some(),
        Command::People(args) => matches!(args.command, Some(PeopleCommand::Block(_))),
        _ => false,
    }
}

/// Makes sure that the account exists, or that the member wants a new one. A command that records asks at the terminal.
/// Returns false if the member cancels.
///
/// # Errors
///
/// When the account does not exist.
pub(super) fn require(begins: bool, session: &mut Session<'_>) -> Result<bool, Failure> {
    let Some(name) = session.location.unknown_account().cloned() else { return Ok(true) };
    if session.allows_new_account() {
        return Ok(true);
    }
    let data = data_folder(session.context())?.to_owned();
    if !begins || !session.context().is_interactive || session.screen.is_json() {
        let begin = if begins { "--new-account creates it" } else { "plan set or log with --new-account creates it" };
        return Err(named_by(session.location.source, unknown(&name, Some(begin), &data)));
    }
    let known = accounts::named_accounts(&data);
    let meant = nearest(name.as_str(), known.iter().map(AccountName::as_str).chain([DEFAULT]));
    match ask_account(name.as_str(), meant, session.screen)? {
        Some(AccountChoice::Create) => {}
        Some(AccountChoice::Use(other)) => {
            let other = AccountName::parse(&other).unwrap_or_default();
            session.location.switch_to(other, &data)?;
        }
        None => {
            session.screen.note("nothing was recorded");
            return Ok(false);
        }
    }
    Ok(true)
}

/// The failure, with what names the account unless the command line does.
fn named_by(source: SettingSource, failure: Failure) -> Failure {
    let by = match source {
        SettingSource::Environment(variable) => format!(", which {variable} names"),
        SettingSource::File(line) => format!(", which config.toml names in line {line}"),
        SettingSource::Flag(_) | SettingSource::Default => return failure,
    };
    match failure {
        Failure::Input(input) => Failure::Input(InputError { message: input.message + &by, ..input }),
        other => other,
    }
}
