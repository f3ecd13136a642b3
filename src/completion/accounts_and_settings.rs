//! Candidates for the names of accounts, and for settings and their values.

use clap_complete::engine::CompletionCandidate;

use super::candidates::CompletionContext;
use super::shortlist::begins;
use crate::accounts::{self, DEFAULT};
use crate::settings;

impl CompletionContext {
    /// The accounts.
    pub(super) fn accounts(&self, typed: &str) -> Vec<CompletionCandidate> {
        let named = self.context.data_folder.as_deref().map(accounts::named_accounts).unwrap_or_default();
        let all = std::iter::once(DEFAULT).chain(named.iter().map(accounts::AccountName::as_str));
        self.offered(all.filter(|name| begins(name, typed)).map(|name| (name.to_owned(), String::new())))
    }

    /// The accounts that were removed, by the names under which they are kept.
    pub(super) fn removed_accounts(&self, typed: &str) -> Vec<CompletionCandidate> {
        let removed = self.context.data_folder.as_deref().map(accounts::removed).unwrap_or_default();
        let labels = removed.into_iter().map(|one| (one.label, String::new()));
        self.offered(labels.filter(|(label, _)| begins(label, typed)))
    }

    /// The values of the setting that the word before names, if there are few.
    pub(super) fn setting_values(&self, typed: &str) -> Vec<CompletionCandidate> {
        match self.before.last().and_then(|word| word.to_str()) {
            Some("account") => self.accounts(typed),
            Some("clock") => self.fixed(&["12", "24"], typed),
            Some("week_start") => self.fixed(&["monday", "saturday", "sunday"], typed),
            _ => Vec::new(),
        }
    }

    /// The accounts that can be renamed and removed.
    pub(super) fn named_accounts(&self, typed: &str) -> Vec<CompletionCandidate> {
        self.accounts(typed).into_iter().filter(|one| one.get_value() != DEFAULT).collect()
    }

    /// The names of settings.
    pub(super) fn settings(&self, typed: &str) -> Vec<CompletionCandidate> {
        let names = settings::names().filter(|name| begins(name, typed));
        self.offered(names.map(|name| (name.to_owned(), String::new())))
    }
}
