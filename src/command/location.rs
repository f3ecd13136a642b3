//! Which ledger is worked on: that of a file or of an account, by who says so most closely.

use std::path::{Path, PathBuf};

use crate::accounts::{self, AccountName, DEFAULT};
use crate::cli::Global;
use crate::context::{self, Context};
use crate::error::Failure;
use crate::ledger::Ledger;
use crate::settings::{Setting, SettingSource, Settings};
use crate::view::Screen;

/// A ledger, and who said that it is this one.
#[derive(Debug)]
pub(super) struct LedgerLocation {
    pub(super) ledger: Ledger,
    /// The account; `None` where a file was named.
    pub(super) account: Option<Option<AccountName>>,
    /// Who named the file or the account.
    pub(super) source: SettingSource,
    /// Whether it was said that the account is new.
    is_told_new: bool,
}

/// What names a ledger.
enum Named {
    File(PathBuf),
    Account(Option<AccountName>),
}

/// The ledger: an option names it, else the environment, else the settings file, else it is that of the
/// account called `default`.
pub(super) fn find(global: &Global, context: &Context, settings: &Settings) -> Result<LedgerLocation, Failure> {
    let named = named(global, context, settings)?;
    let source = named.source;
    match named.value {
        Named::File(path) => {
            Ok(LedgerLocation { ledger: Ledger::at(&path)?, account: None, source, is_told_new: false })
        }
        Named::Account(account) => {
            let path = accounts::ledger_path(data_folder(context)?, account.as_ref());
            let ledger = Ledger::in_own_folder(&path)?;
            Ok(LedgerLocation { ledger, account: Some(account), source, is_told_new: false })
        }
    }
}

/// Where the platform keeps a program's data.
pub(super) fn data_folder(context: &Context) -> Result<&Path, Failure> {
    context.data_folder.as_deref().ok_or_else(no_path)
}

fn named(global: &Global, context: &Context, settings: &Settings) -> Result<Setting<Named>, Failure> {
    let by_option = one(global.file.as_ref(), global.account.as_deref(), "--file", "--account")?;
    if let Some(named) = by_option {
        return said(named, SettingSource::Flag("--file"), SettingSource::Flag("--account"));
    }
    let by_environment = one(context.file.as_ref(), context.account.as_deref(), context::FILE, context::ACCOUNT)?;
    if let Some(named) = by_environment {
        return said(named, SettingSource::Environment(context::FILE), SettingSource::Environment(context::ACCOUNT));
    }
    let Setting { value, source } = settings.account.clone();
    Ok(Setting { value: Named::Account(value), source })
}

/// A file or the name of an account, as given.
#[derive(Clone, Copy)]
enum Given<'a> {
    File(&'a PathBuf),
    Account(&'a str),
}

/// What is given, which must not be both.
fn one<'a>(
    file: Option<&'a PathBuf>,
    account: Option<&'a str>,
    file_by: &str,
    account_by: &str,
) -> Result<Option<Given<'a>>, Failure> {
    match (file, account) {
        (Some(_), Some(_)) => {
            let message = format!("{file_by} and {account_by} each name a ledger");
            Err(Failure::input("usage", message, format!("leave {file_by} out, or {account_by}")))
        }
        (Some(file), None) => Ok(Some(Given::File(file))),
        (None, account) => Ok(account.map(Given::Account)),
    }
}

fn said(given: Given<'_>, file_by: SettingSource, account_by: SettingSource) -> Result<Setting<Named>, Failure> {
    match given {
        Given::File(path) if path.as_os_str().is_empty() => Err(no_path()),
        Given::File(path) => Ok(Setting { value: Named::File(path.clone()), source: file_by }),
        Given::Account(name) => {
            let bad = |error: accounts::InvalidAccountName| {
                Failure::input("bad_account", error.to_string(), accounts::NAME_HINT)
            };
            Ok(Setting { value: Named::Account(AccountName::parse(name).map_err(bad)?), source: account_by })
        }
    }
}

fn no_path() -> Failure {
    let hint = "name the file with --file or INQUOTA_FILE";
    Failure::input("no_ledger_path", "there is no home folder to keep the ledger in", hint)
}

impl LedgerLocation {
    /// The account's name, where it is one.
    pub(super) fn account_name(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.as_ref().map_or(DEFAULT, AccountName::as_str))
    }

    /// The account's name, where it has one of its own: not the default's, and none where a file was named.
    pub(super) fn named_account(&self) -> Option<&str> {
        self.account.as_ref()?.as_ref().map(AccountName::as_str)
    }

    /// Says to a person which account is worked on, where the line that they typed does not.
    pub(super) fn note_which(&self, screen: &mut Screen) {
        let Some(name) = self.named_account().filter(|_| !screen.is_json()) else { return };
        let by = match self.source {
            SettingSource::Environment(variable) => format!("{variable} says"),
            SettingSource::File(_) => "the settings say".to_owned(),
            SettingSource::Flag(_) | SettingSource::Default => return,
        };
        screen.note(&format!("note: on the account {name}, as {by}"));
    }

    /// Says, once, that a named account has no ledger yet: its name may be a slip.
    pub(super) fn note_if_new(&mut self, screen: &mut Screen) {
        let Some(name) = self.named_account().filter(|_| !self.is_told_new) else { return };
        if !self.ledger.path().exists() && !self.ledger.has_backups() {
            screen.note(&format!(
                "note: the account {name} has no ledger yet, the first record begins it; inquota accounts lists the others"
            ));
            self.is_told_new = true;
        }
    }
}
