//! Accounts: one ledger each, for a member who has several LinkedIn accounts.
//!
//! The ledger of the account `default` is `ledger.json` in the data folder. Every other account has a folder there,
//! `accounts/NAME/`, so that it has its own lock and backups. An account that the member removes is kept as a folder
//! `removed/NAME-TIME/`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::engine::calendar::Instant;
use crate::ledger::Ledger;

/// The account whose ledger is in the data folder itself.
pub(crate) const DEFAULT: &str = "default";

/// The most characters in a name.
const LONGEST_NAME: usize = 40;

/// The file name of a ledger.
const LEDGER_FILE: &str = "ledger.json";

/// Names that Windows reserves for devices, so that no folder can have them.
const DEVICE_NAMES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The name of an account: lower-case letters a to z, digits, `-` and `_`, starting with a letter or a digit.
///
/// It is also the name of a folder. Some file systems ignore case, so there are no upper-case letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AccountName(String);

/// The text is not a name for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InvalidAccountName(String);

impl fmt::Display for InvalidAccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a name for an account", self.0)
    }
}

/// The hint for an invalid name.
pub(crate) const NAME_HINT: &str =
    "use up to 40 of a to z, 0 to 9, - and _, as in sales-navigator; to list the accounts: inquota accounts";

impl AccountName {
    /// Parses the name of an account; `None` for `default`. Upper-case letters become lower-case.
    ///
    /// # Errors
    ///
    /// When the text is not a name for an account.
    pub(crate) fn parse(text: &str) -> Result<Option<AccountName>, InvalidAccountName> {
        let name = text.trim().to_ascii_lowercase();
        if name == DEFAULT {
            return Ok(None);
        }
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let is_well_formed = name.len() <= LONGEST_NAME
            && name.starts_with(is_plain)
            && name.chars().all(|c| is_plain(c) || c == '-' || c == '_')
            && !is_device_name(&name);
        if is_well_formed { Ok(Some(AccountName(name))) } else { Err(InvalidAccountName(shortened(text))) }
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether Windows reserves the name for a device: `con` and the like, or `com` and `lpt` with a digit.
fn is_device_name(name: &str) -> bool {
    let (stem, digits) = name.split_at(name.len().min(3));
    let numbered = matches!(stem, "com" | "lpt");
    DEVICE_NAMES.contains(&stem) && if numbered { digits.len() == 1 && digits != "0" } else { digits.is_empty() }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST_NAME).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The path of an account's ledger.
pub(crate) fn ledger_path(data_folder: &Path, account: Option<&AccountName>) -> PathBuf {
    match account {
        None => ledger_in(data_folder),
        Some(name) => ledger_in(&folder(data_folder, name)),
    }
}

/// The path of the ledger in an account's folder.
pub(crate) fn ledger_in(folder: &Path) -> PathBuf {
    folder.join(LEDGER_FILE)
}

/// The folder of an account.
pub(crate) fn folder(data_folder: &Path, account: &AccountName) -> PathBuf {
    accounts_folder(data_folder).join(account.as_str())
}

/// Whether an account has a ledger, or backups of one. The account `default` is always there.
pub(crate) fn exists(data_folder: &Path, account: Option<&AccountName>) -> bool {
    account.is_none()
        || Ledger::in_own_folder(&ledger_path(data_folder, account))
            .is_ok_and(|ledger| ledger.path().exists() || ledger.has_backups())
}

/// An account that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RemovedAccount {
    /// The name it had.
    pub(crate) name: AccountName,
    /// The name under which it is kept: that of its folder.
    pub(crate) label: String,
    pub(crate) folder: PathBuf,
    /// When it was removed.
    pub(crate) at: Instant,
    /// Its number among those that were removed in the same second, from 1.
    number: u32,
}

impl RemovedAccount {
    /// Parses the name of a folder, such as `sales-20261124T080000Z` or `sales-20261124T080000Z-2`.
    fn parse(label: &str, folder: PathBuf) -> Option<RemovedAccount> {
        let (rest, number) = match label.rsplit_once('-') {
            Some((rest, number)) if rest.ends_with('Z') => (rest, number.parse().ok()?),
            _ => (label, 1),
        };
        let (name, time) = rest.rsplit_once('-')?;
        let at = NaiveDateTime::parse_from_str(time, TIME_FORMAT).ok()?.and_utc().into();
        let name = AccountName::parse(name).ok().flatten()?;
        Some(RemovedAccount { name, label: label.to_owned(), folder, at, number })
    }
}

/// The format of the time in the name of a removed account's folder.
const TIME_FORMAT: &str = "%Y%m%dT%H%M%SZ";

fn removed_folder(data_folder: &Path) -> PathBuf {
    data_folder.join("removed")
}

/// Where an account that is removed now is kept.
pub(crate) fn new_removed(data_folder: &Path, name: &AccountName, now: Instant) -> RemovedAccount {
    let time = now.in_utc().format(TIME_FORMAT).to_string();
    let mut number = 1;
    loop {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let label = format!("{}-{time}{suffix}", name.as_str());
        let folder = removed_folder(data_folder).join(&label);
        if fs::symlink_metadata(&folder).is_err() {
            return RemovedAccount { name: name.clone(), label, folder, at: now, number };
        }
        number += 1;
    }
}

/// The accounts that were removed, the latest first.
pub(crate) fn removed(data_folder: &Path) -> Vec<RemovedAccount> {
    let entries = fs::read_dir(removed_folder(data_folder)).into_iter().flatten().flatten();
    let parsed = entries.filter_map(|entry| RemovedAccount::parse(entry.file_name().to_str()?, entry.path()));
    let mut removed: Vec<RemovedAccount> = parsed.filter(|one| one.folder.is_dir()).collect();
    removed.sort_by(|one, other| (other.at, other.number, &one.name).cmp(&(one.at, one.number, &other.name)));
    removed
}

fn accounts_folder(data_folder: &Path) -> PathBuf {
    data_folder.join("accounts")
}

/// The accounts other than `default` that have a ledger, sorted by name. Other folders and files are ignored.
pub(crate) fn named_accounts(data_folder: &Path) -> Vec<AccountName> {
    let entries = fs::read_dir(accounts_folder(data_folder)).into_iter().flatten().flatten();
    let found = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut accounts: Vec<AccountName> = found
        .filter_map(|name| AccountName::parse(&name).ok().flatten().filter(|account| account.as_str() == name))
        .filter(|account| ledger_path(data_folder, Some(account)).exists())
        .collect();
    accounts.sort();
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        for good in ["sales", "sales-navigator", "a", "2026", "premium_2", "console", "com", "com10", &"a".repeat(40)] {
            assert_eq!(AccountName::parse(good).unwrap().unwrap().as_str(), good);
        }
        assert_eq!(AccountName::parse(" Sales ").unwrap().unwrap().as_str(), "sales");
        assert_eq!(AccountName::parse("Default"), Ok(None));
        for bad in [
            "",
            " ",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "a b",
            "-a",
            "_a",
            "é",
            "a.b",
            "con",
            "NUL",
            "lpt1",
            "a\0",
            &"a".repeat(41),
        ] {
            assert!(AccountName::parse(bad).is_err(), "{bad:?}");
        }
    }
}
