//! Which ledger to use: the one in a named file, or the one of an account.

use std::path::{Path, PathBuf};

use crate::accounts::{self, AccountName, DEFAULT};
use crate::cli::Global;
use crate::context::{self, Context};
use crate::error::Failure;
use crate::ledger::Ledger;
use crate::settings::{Setting, SettingSource, Settings};
use crate::view::Screen;

/// A ledger, and what selected it.
#[derive(Debug)]
pub(super) struct LedgerLocation {
    pub(super) ledger: Ledger,
    /// The account; `None` if a file was named. The account `default` is `Some(None)`.
    pub(super) account: Option<Option<AccountName>>,
    /// What named the file or the account.
    pub(super) source: SettingSource,
    /// Whether [`LedgerLocation::note_if_new`] has printed its note.
    has_noted_new: bool,
}

/// A ledger as it was chosen: by its file, or by its account.
enum Choice {
    File(PathBuf),
    Account(Option<AccountName>),
}

/// Finds the ledger: an option names it, else the environment, else the settings file; else it is the ledger of the
/// account `default`.
///
/// # Errors
///
/// When both a file and an account are named, the name is not valid, or there is no data folder.
pub(super) fn find(global: &Global, context: &Context, settings: &Settings) -> Result<LedgerLocation, Failure> {
    let Setting { value: choice, source } = choose(global, context, settings)?;
    match choice {
        Choice::File(path) => {
            Ok(LedgerLocation { ledger: Ledger::at(&path)?, account: None, source, has_noted_new: false })
        }
        Choice::Account(account) => {
            let ledger = ledger_of(account.as_ref(), data_folder(context)?)?;
            Ok(LedgerLocation { ledger, account: Some(account), source, has_noted_new: false })
        }
    }
}

/// The ledger of an account. The folder of one that exists is not made anew if another process moves it.
fn ledger_of(account: Option<&AccountName>, data_folder: &Path) -> Result<Ledger, Failure> {
    let ledger = Ledger::in_own_folder(&accounts::ledger_path(data_folder, account))?;
    let is_there = account.is_some() && accounts::exists(data_folder, account);
    Ok(if is_there { ledger.that_exists() } else { ledger })
}

/// The platform's folder for the program's data.
pub(super) fn data_folder(context: &Context) -> Result<&Path, Failure> {
    context.data_folder.as_deref().ok_or_else(no_path)
}

/// The ledger chosen by the options, else by the environment, else by the settings.
fn choose(global: &Global, context: &Context, settings: &Settings) -> Result<Setting<Choice>, Failure> {
    let file = global.file.as_deref();
    if let Some(choice) = chosen_by(SettingSource::Flag, (file, "--file"), (global.account.as_deref(), "--account"))? {
        return Ok(choice);
    }
    let file = (context.file.as_deref(), context::FILE);
    let account = (context.account.as_deref(), context::ACCOUNT);
    if let Some(choice) = chosen_by(SettingSource::Environment, file, account)? {
        return Ok(choice);
    }
    let Setting { value, source } = settings.account.clone();
    Ok(Setting { value: Choice::Account(value), source })
}

/// The ledger chosen by a file or an account, each with the option or variable that gives it; `None` without both.
///
/// # Errors
///
/// When both are given, or the one given is not valid.
fn chosen_by(
    source: fn(&'static str) -> SettingSource,
    (file, file_from): (Option<&Path>, &'static str),
    (account, account_from): (Option<&str>, &'static str),
) -> Result<Option<Setting<Choice>>, Failure> {
    match (file, account) {
        (Some(_), Some(_)) => {
            let message = format!("{file_from} and {account_from} each name a ledger");
            Err(Failure::input("usage", message, format!("leave {file_from} out, or {account_from}")))
        }
        (Some(path), None) if path.as_os_str().is_empty() => Err(no_path()),
        (Some(path), None) => Ok(Some(Setting { value: Choice::File(path.to_owned()), source: source(file_from) })),
        (None, Some(name)) => {
            let name = AccountName::parse(name)
                .map_err(|error| Failure::input("bad_account", error.to_string(), accounts::NAME_HINT))?;
            Ok(Some(Setting { value: Choice::Account(name), source: source(account_from) }))
        }
        (None, None) => Ok(None),
    }
}

fn no_path() -> Failure {
    let hint = "name the file with --file or INQUOTA_FILE";
    Failure::input("no_ledger_path", "there is no home folder to keep the ledger in", hint)
}

impl LedgerLocation {
    /// The account's name; `None` if a file was named.
    pub(super) fn account_name(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.as_ref().map_or(DEFAULT, AccountName::as_str))
    }

    /// The account's name; `None` for the account `default`, and if a file was named.
    pub(super) fn named_account(&self) -> Option<&str> {
        self.account.as_ref()?.as_ref().map(AccountName::as_str)
    }

    /// Notes which account the command uses, unless the command line names it.
    pub(super) fn note_account(&self, screen: &mut Screen) {
        let Some(name) = self.named_account().filter(|_| !screen.is_json()) else { return };
        let by = match self.source {
            SettingSource::Environment(variable) => format!("{variable} says"),
            SettingSource::File(_) => "the settings say".to_owned(),
            SettingSource::Flag(_) | SettingSource::Default => return,
        };
        screen.note(&format!("note: on the account {name}, as {by}"));
    }

    /// The account, if it is not `default` and has neither a ledger nor backups of one.
    pub(super) fn unknown_account(&self) -> Option<&AccountName> {
        let name = self.account.as_ref()?.as_ref()?;
        (!self.ledger.path().exists() && !self.ledger.has_backups()).then_some(name)
    }

    /// Uses another account.
    pub(super) fn switch_to(&mut self, account: Option<AccountName>, data_folder: &Path) -> Result<(), Failure> {
        self.ledger = ledger_of(account.as_ref(), data_folder)?;
        self.account = Some(account);
        Ok(())
    }

    /// Notes once that a named account has no ledger yet.
    pub(super) fn note_if_new(&mut self, screen: &mut Screen) {
        let Some(name) = self.unknown_account().filter(|_| !self.has_noted_new) else { return };
        screen.note(&format!("note: the account {} is new; your first record creates it", name.as_str()));
        self.has_noted_new = true;
    }
}
