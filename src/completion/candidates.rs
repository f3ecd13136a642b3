//! What an argument may be: people, plans, zones, tags and the like.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};

use chrono_tz::TZ_VARIANTS;
use clap_complete::engine::CompletionCandidate;

use crate::accounts::{self, DEFAULT};
use crate::cli::Global;
use crate::command::ledger_of;
use crate::context::Context;
use crate::engine::person::name_key;
use crate::engine::timeline::Timeline;
use crate::ledger::Ledger;
use crate::settings;
use crate::view::{safe, subject};

/// The most candidates: more are of no use to anybody.
const MOST: usize = 200;

/// The most records whose ids are offered.
const MOST_IDS: usize = 30;

/// Where the values of an argument come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    People,
    Plans,
    Zones,
    Accounts,
    Tags,
    Templates,
    Ids,
    Backups,
    Moments,
    Days,
}

impl Source {
    /// The source of an argument of the command at a path.
    pub(super) fn of(path: &str, argument: &str) -> Option<Source> {
        Some(match (path, argument) {
            (_, "people" | "person" | "stays" | "goes") | ("people", "query") => Source::People,
            ("plan set", "name") => Source::Plans,
            ("zone", "name") => Source::Zones,
            ("backup restore", "name") => Source::Backups,
            ("undo" | "edit", "id") => Source::Ids,
            (_, "account") => Source::Accounts,
            (_, "tag" | "tags") => Source::Tags,
            (_, "template") => Source::Templates,
            (_, "at") => Source::Moments,
            (_, "from" | "to" | "expires") => Source::Days,
            _ => return None,
        })
    }
}

/// What the candidates are taken from: the world, and the ledger that the words of the line name.
#[derive(Debug)]
pub(super) struct Scene {
    context: Context,
    global: Global,
}

impl Scene {
    /// The scene of a line.
    pub(super) fn new(line: &[OsString], context: &Context) -> Scene {
        let global = Global {
            file: option(line, "--file").map(Into::into),
            account: option(line, "--account"),
            ..Global::default()
        };
        Scene { context: context.clone(), global }
    }

    /// The candidates that what is typed so far may become.
    pub(super) fn candidates(&self, source: Source, typed: &OsStr) -> Vec<CompletionCandidate> {
        let Some(typed) = typed.to_str() else { return Vec::new() };
        match source {
            Source::People => self.people(typed),
            Source::Plans => self.plans(typed),
            Source::Zones => zones(typed),
            Source::Accounts => self.accounts(typed),
            Source::Tags => self.words(typed, |record| record.tags.clone()),
            Source::Templates => self.words(typed, |record| record.template.iter().cloned().collect()),
            Source::Ids => self.ids(typed),
            Source::Backups => self.backups(typed),
            Source::Moments => fixed(&["now", "today", "yesterday", "monday", "2h ago", "3 days ago"], typed),
            Source::Days => fixed(&["today", "yesterday", "monday"], typed),
        }
    }

    fn ledger(&self) -> Option<Ledger> {
        let settings = settings::read(&self.context).ok()?;
        ledger_of(&self.global, &self.context, &settings).ok()
    }

    fn timeline(&self) -> Option<Timeline> {
        self.ledger()?.read().ok()?.0.map(crate::ledger::Contents::into_timeline)
    }

    /// The names in which a word begins with what is typed, those first entered last; handles for `in/`.
    fn people(&self, typed: &str) -> Vec<CompletionCandidate> {
        let Some(timeline) = self.timeline() else { return Vec::new() };
        let known: Vec<_> = timeline.book().known().map(|(_, person)| person).collect();
        let mut found = BTreeSet::new();
        let latest_first = known.iter().rev();
        if typed.starts_with("in/") {
            let handles = latest_first.flat_map(|person| person.handles.iter().map(move |handle| (handle, person)));
            let handles = handles.map(|(handle, person)| (handle.to_string(), safe(&person.called())));
            return offered(handles.filter(|(handle, _)| handle.starts_with(typed)));
        }
        let key = name_key(typed);
        let names = latest_first.map(|person| (person.called(), String::new()));
        offered(names.filter(|(name, _)| begins_a_word(name, &key) && found.insert(name.clone())))
    }

    fn plans(&self, typed: &str) -> Vec<CompletionCandidate> {
        let plans = settings::plans(self.context.config_folder.as_deref()).unwrap_or_default();
        offered(plans.into_iter().map(|plan| (plan.name, safe(&plan.title))).filter(|(name, _)| begins(name, typed)))
    }

    fn accounts(&self, typed: &str) -> Vec<CompletionCandidate> {
        let named = self.context.data_folder.as_deref().map(accounts::named).unwrap_or_default();
        let all = std::iter::once(DEFAULT).chain(named.iter().map(accounts::AccountName::as_str));
        offered(all.filter(|name| begins(name, typed)).map(|name| (name.to_owned(), String::new())))
    }

    /// The words that members put beside records, the latest first.
    fn words(
        &self,
        typed: &str,
        words: impl Fn(&crate::engine::record::Details) -> Vec<String>,
    ) -> Vec<CompletionCandidate> {
        let Some(timeline) = self.timeline() else { return Vec::new() };
        let mut found = BTreeSet::new();
        let all = timeline.records().iter().rev().flat_map(|record| words(&record.details));
        offered(all.filter(|word| begins(word, typed) && found.insert(word.clone())).map(|word| (word, String::new())))
    }

    /// The ids of the records entered last, with what they are.
    fn ids(&self, typed: &str) -> Vec<CompletionCandidate> {
        let Some(timeline) = self.timeline() else { return Vec::new() };
        let records = timeline.records().iter().enumerate().rev().filter(|(place, _)| timeline.stands(*place));
        let told = records.take(MOST_IDS).map(|(_, record)| {
            let person = timeline.person_of(&record.fact).map(|person| timeline.book().person(person).called());
            (record.id.to_string(), subject(&record.fact, person.as_deref(), None))
        });
        offered(told.filter(|(id, _)| id.starts_with(typed)))
    }

    fn backups(&self, typed: &str) -> Vec<CompletionCandidate> {
        let backups = self.ledger().and_then(|ledger| ledger.backups().ok()).unwrap_or_default();
        let names = backups.into_iter().map(|(backup, _)| (backup.name, String::new()));
        offered(names.filter(|(name, _)| begins(name, typed)))
    }
}

/// The value of an option on the line.
fn option(line: &[OsString], name: &str) -> Option<String> {
    let texts: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    let joined = |text: &&str| text.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
    let apart = || texts.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].to_owned());
    texts.iter().find_map(joined).or_else(apart)
}

/// The zones that begin with what is typed, or whose place does: `berl` for `Europe/Berlin`.
fn zones(typed: &str) -> Vec<CompletionCandidate> {
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    let fits = |name: &str| begins(name, typed) || name.split('/').skip(1).any(|place| begins(place, typed));
    offered(names.filter(|name| fits(name)).map(|name| (name.to_owned(), String::new())))
}

fn fixed(texts: &[&str], typed: &str) -> Vec<CompletionCandidate> {
    offered(texts.iter().filter(|text| begins(text, typed)).map(|text| ((*text).to_owned(), String::new())))
}

/// Whether a text begins with what is typed, capitals or not.
fn begins(text: &str, typed: &str) -> bool {
    text.to_lowercase().starts_with(&typed.to_lowercase())
}

/// Whether a name has a word from which on it goes as typed; `key` is a name key.
fn begins_a_word(name: &str, key: &str) -> bool {
    let name = name_key(name);
    name.starts_with(key) || name.match_indices(' ').any(|(space, _)| name[space + 1..].starts_with(key))
}

/// Candidates with what they mean, as many as are of use, in the order given. What could steer a terminal is left out.
fn offered(candidates: impl Iterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let safe_ones = candidates.filter(|(value, _)| !value.starts_with('-') && safe(value) == *value).take(MOST);
    let candidate = |(order, (value, help)): (usize, (String, String))| {
        let help = (!help.is_empty()).then(|| help.into());
        CompletionCandidate::new(value).help(help).display_order(Some(order))
    };
    safe_ones.enumerate().map(candidate).collect()
}
