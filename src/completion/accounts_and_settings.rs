//! Candidates for the names of accounts, and for settings and their values.

use std::ffi::OsString;

use chrono::WeekdaySet;
use clap_complete::engine::CompletionCandidate;

use super::candidates::CompletionContext;
use super::shortlist::begins;
use crate::accounts::{self, DEFAULT};
use crate::settings::{self, Bars, NO_PAGER, weekday_names};

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

    /// The values of the setting that the line names, if there are few.
    pub(super) fn setting_values(&self, typed: &str) -> Vec<CompletionCandidate> {
        let is_set = |word: &OsString| word == "set";
        let named = self.before.iter().rposition(is_set).and_then(|place| self.before.get(place + 1));
        match named.and_then(|word| word.to_str()) {
            Some("account") => self.accounts(typed),
            Some("bars") => self.fixed(&Bars::ALL.map(Bars::name), typed),
            Some("clock") => self.fixed(&["12", "24"], typed),
            Some("pager") => self.fixed(&[NO_PAGER], typed),
            Some("week_start") => self.fixed(&["monday", "saturday", "sunday"], typed),
            Some("working_days") => self.fixed(&weekday_names(WeekdaySet::ALL), typed),
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
