//! Accounts: a ledger each, for a member who has more than one wallet of credits.
//!
//! The account without a name of its own, called `default`, is `ledger.json` in the data folder. Every other has
//! a folder there, `accounts/NAME/`, so that its lock, its backups and what is kept beside it are its own.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What the account without a name of its own is called.
pub(crate) const DEFAULT: &str = "default";

/// The most characters that a name may have.
const LONGEST: usize = 40;

/// The ledger's name in its folder.
const LEDGER: &str = "ledger.json";

/// Names that some systems keep for devices, and allow no folder to have.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The name of an account: small letters a to z, digits, `-` and `_`, the first a letter or digit.
///
/// A name becomes a folder's, on systems that tell case apart and those that do not: hence small letters only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AccountName(String);

/// Why a text is no name of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadAccountName(String);

impl fmt::Display for BadAccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a name for an account", self.0)
    }
}

/// What a name may be, for the hint.
pub(crate) const FORM: &str =
    "use up to 40 of a to z, 0 to 9, - and _, as in sales-navigator; inquota accounts lists those that there are";

impl AccountName {
    /// The account that a member chose by its name; `None` is the one called `default`. Capitals are read as small.
    ///
    /// # Errors
    ///
    /// When the text is no name.
    pub(crate) fn chosen(text: &str) -> Result<Option<AccountName>, BadAccountName> {
        let name = text.trim().to_ascii_lowercase();
        if name == DEFAULT {
            return Ok(None);
        }
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let is_well_formed = name.len() <= LONGEST
            && name.starts_with(is_plain)
            && name.chars().all(|c| is_plain(c) || c == '-' || c == '_')
            && !is_device(&name);
        if is_well_formed { Ok(Some(AccountName(name))) } else { Err(BadAccountName(shortened(text))) }
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a system could take the name for a device: `con`, or `com` and `lpt` with a digit.
fn is_device(name: &str) -> bool {
    let (stem, digits) = name.split_at(name.len().min(3));
    let numbered = matches!(stem, "com" | "lpt");
    DEVICES.contains(&stem) && if numbered { digits.len() == 1 && digits != "0" } else { digits.is_empty() }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The ledger of an account.
pub(crate) fn ledger_path(data_folder: &Path, account: Option<&AccountName>) -> PathBuf {
    match account {
        None => data_folder.join(LEDGER),
        Some(name) => folder(data_folder).join(name.as_str()).join(LEDGER),
    }
}

fn folder(data_folder: &Path) -> PathBuf {
    data_folder.join("accounts")
}

/// The named accounts that have a ledger, by name. What else lies in the folder is passed over.
pub(crate) fn named(data_folder: &Path) -> Vec<AccountName> {
    let entries = fs::read_dir(folder(data_folder)).into_iter().flatten().flatten();
    let found = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut accounts: Vec<AccountName> = found
        .filter_map(|name| AccountName::chosen(&name).ok().flatten().filter(|account| account.as_str() == name))
        .filter(|account| ledger_path(data_folder, Some(account)).exists())
        .collect();
    accounts.sort();
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_bounded() {
        for good in ["sales", "sales-navigator", "a", "2026", "premium_2", "console", "com", "com10", &"a".repeat(40)] {
            assert_eq!(AccountName::chosen(good).unwrap().unwrap().as_str(), good);
        }
        assert_eq!(AccountName::chosen(" Sales ").unwrap().unwrap().as_str(), "sales");
        assert_eq!(AccountName::chosen("Default"), Ok(None));
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
            assert!(AccountName::chosen(bad).is_err(), "{bad:?}");
        }
    }
}
