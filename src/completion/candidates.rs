//! Candidates for arguments: people, plans, zones, tags and others.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};

use chrono_tz::{TZ_VARIANTS, Tz};
use clap::{ArgMatches, Command, CommandFactory};
use clap_complete::engine::CompletionCandidate;

use super::shortlist::{begins, select};
use super::source::ValueSource;
use crate::checkpoint::{CheckpointStore, LedgerView, TagsAndTemplates};
use crate::cli::{Cli, Global, JSON, topic_names};
use crate::command::{find_command, ledger_of};
use crate::context::Context;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::name_search::NameSearch;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::plan::{PlanDefinition, plans_without_credits};
use crate::ledger::{Ledger, LedgerError, ReadDetail};
use crate::settings;
use crate::view::{controls_terminal, safe, subject};

/// The most candidates to offer.
const MOST: usize = 200;

/// The number of people to read at once. The first ones are usually enough.
const PEOPLE_AT_ONCE: u32 = 1_000;

/// The most ids to offer.
const MOST_IDS: usize = 30;

/// The number of latest records to search for ids.
const MOST_RECORDS: usize = 4_000;

/// What candidates depend on: the context, and the words of the line.
#[derive(Debug)]
pub(super) struct CompletionContext {
    pub(super) context: Context,
    global: Global,
    /// The words before the one that is completed.
    pub(super) before: Vec<OsString>,
    /// Whether that word may begin with a dash without being an option.
    takes_dashes: bool,
}

impl CompletionContext {
    /// The context of a line.
    pub(super) fn new(line: &[OsString], context: &Context) -> CompletionContext {
        let global = Global {
            file: option(line, "--file").map(Into::into),
            account: option(line, "--account"),
            ..Global::default()
        };
        let (last, before) = line.split_last().map_or((None, line), |(last, before)| (last.to_str(), before));
        let takes_dashes = before.iter().any(|word| word == "--")
            || last.is_some_and(|word| word.starts_with("--") && word.contains('='));
        CompletionContext { context: context.clone(), global, before: before.to_vec(), takes_dashes }
    }

    /// Whether the completed word may begin with a dash without being an option.
    pub(super) fn takes_dashes(&self) -> bool {
        self.takes_dashes
    }

    /// The candidates that complete the typed text.
    pub(super) fn candidates(&self, source: ValueSource, typed: &OsStr) -> Vec<CompletionCandidate> {
        // After a dash, only options are offered.
        let typed = typed.to_str().filter(|typed| self.takes_dashes || !typed.starts_with('-'));
        let Some(typed) = typed else { return Vec::new() };
        match source {
            ValueSource::People => self.people(typed),
            ValueSource::Plans => self.plans(typed),
            ValueSource::Waiting => self.waiting(typed),
            ValueSource::Invited => self.invited(typed),
            ValueSource::Blocked => self.blocked(typed),
            ValueSource::Prices => self.prices(typed),
            ValueSource::Commands => self.commands(typed, &[]),
            ValueSource::Topics => self.commands(typed, &topic_names()),
            ValueSource::Zones => self.zones(typed),
            ValueSource::Accounts => self.accounts(typed),
            ValueSource::NamedAccounts => self.named_accounts(typed),
            ValueSource::RemovedAccounts => self.removed_accounts(typed),
            ValueSource::Settings => self.settings(typed),
            ValueSource::SettingValues => self.setting_values(typed),
            ValueSource::Tags => self.labels(typed, |labels| labels.tags),
            ValueSource::Templates => self.labels(typed, |labels| labels.templates),
            ValueSource::Ids => self.ids(typed),
            ValueSource::Backups => self.backups(typed),
            ValueSource::Moments => self.fixed(&["now", "today", "yesterday", "monday", "2h ago", "3 days ago"], typed),
            ValueSource::Days => self.fixed(&["today", "yesterday", "monday"], typed),
        }
    }

    fn ledger(&self) -> Option<Ledger> {
        let settings = settings::read(&self.context).ok()?;
        ledger_of(&self.global, &self.context, &settings).ok()
    }

    /// The ledger view, if there is a ledger.
    fn view(&self) -> Option<LedgerView<Ledger>> {
        let ledger = self.ledger().filter(|ledger| ledger.is_there().unwrap_or(false))?;
        let folder = self.context.cache_folder.as_deref();
        let store = folder.and_then(|folder| CheckpointStore::of(folder, ledger.path()));
        let gone = || Err(LedgerError::Changed(ledger.path().to_owned()));
        LedgerView::open(ledger.clone(), store, ReadDetail::Figures, gone).ok()
    }

    /// The people whom the typed text finds, or will when it is completed, latest first; handles if it begins with `in/`.
    fn people(&self, typed: &str) -> Vec<CompletionCandidate> {
        let Some(mut view) = self.view() else { return Vec::new() };
        if typed.starts_with("in/") {
            let handles = latest_first(&mut view).flat_map(|person| {
                let name = safe(&person.short_name());
                person.handles.into_iter().map(move |handle| (handle.to_string(), name.clone()))
            });
            return self.offered(handles.filter(|(handle, _)| handle.starts_with(typed)));
        }
        let search = NameSearch::new(typed);
        let mut found = |is_strict: bool| {
            let mut seen = HashSet::new();
            let fitting = latest_first(&mut view).filter(|person| search.may_become(person, is_strict));
            let names = fitting.map(|person| person.short_name()).filter(|name| seen.insert(name.clone()));
            self.offered(names.map(|name| (name, String::new())))
        };
        let strictly = found(true);
        if strictly.is_empty() { found(false) } else { strictly }
    }

    fn plans(&self, typed: &str) -> Vec<CompletionCandidate> {
        let plans = self.plan_names(plans_without_credits()).into_iter();
        self.offered(plans.filter(|(name, _)| begins(name, typed)))
    }

    /// The names and aliases of all plans and of some others, with their titles.
    fn plan_names(&self, others: &[PlanDefinition]) -> Vec<(String, String)> {
        let mut plans = settings::plans(self.context.config_folder.as_deref()).unwrap_or_default();
        let is_known = |name: &str| plans.iter().any(|plan| plan.names().any(|known| known == name));
        let others: Vec<_> = others.iter().filter(|plan| !is_known(&plan.name)).cloned().collect();
        plans.extend(others);
        let names = plans.iter().map(|plan| (plan.name.clone(), safe(&plan.title)));
        let aliases = plans.iter().flat_map(|plan| plan.aliases.iter().map(|alias| (alias.clone(), plan.name.clone())));
        names.chain(aliases).collect()
    }

    /// Tags or templates, latest first.
    fn labels(&self, typed: &str, which: impl Fn(TagsAndTemplates) -> Vec<String>) -> Vec<CompletionCandidate> {
        let labels = self.view().and_then(|mut view| view.labels().ok()).map(which).unwrap_or_default();
        self.offered(labels.into_iter().filter(|label| begins(label, typed)).map(|label| (label, String::new())))
    }

    /// The ids of the latest records, with their descriptions.
    fn ids(&self, typed: &str) -> Vec<CompletionCandidate> {
        self.view().and_then(|mut view| self.ids_in(&mut view, typed).ok()).unwrap_or_default()
    }

    fn ids_in(&self, view: &mut LedgerView<Ledger>, typed: &str) -> Result<Vec<CompletionCandidate>, LedgerError> {
        let latest = view.latest_records(MOST_RECORDS)?;
        let places = (0..latest.records().len()).rev().take(MOST_RECORDS).filter(|place| latest.is_active(*place));
        let ids = places.map(|place| (latest.records()[place].id.to_string(), latest.records()[place].fact.clone()));
        let matching = select(MOST_IDS, ids.filter(|(id, _)| id.starts_with(typed)));
        drop(latest);
        let mut ids = Vec::new();
        for (id, fact) in matching {
            let person = match fact.person() {
                Some(person) => Some(view.resolved_person(person)?.short_name()),
                None => None,
            };
            ids.push((id, subject(&fact, person.as_deref(), None)));
        }
        Ok(self.offered(ids.into_iter()))
    }

    /// The people with a follow-up to settle, with their numbers.
    fn waiting(&self, typed: &str) -> Vec<CompletionCandidate> {
        let Ok(settings) = settings::read(&self.context) else { return Vec::new() };
        let habits = settings.habits();
        let is_due = |state: &PersonState| state.thread.is_some_and(|thread| thread.due(&habits).is_some());
        self.people_who(typed, |id, state, _| is_due(state).then(|| format!("number {}", id.0 + 1)))
    }

    /// The people with a pending invitation.
    fn invited(&self, typed: &str) -> Vec<CompletionCandidate> {
        self.people_who(typed, |_, state, (now, _)| state.connection.pending(now).map(|_| "invited".to_owned()))
    }

    /// The people who are marked as not to be contacted.
    fn blocked(&self, typed: &str) -> Vec<CompletionCandidate> {
        let marked = |state: &PersonState, (now, zone)| state.do_not_contact.holding(now, zone).map(|_| String::new());
        self.people_who(typed, |_, state, when| marked(state, when))
    }

    /// The people for whom there is a description.
    fn people_who(
        &self,
        typed: &str,
        description: impl Fn(PersonId, &PersonState, (Instant, Tz)) -> Option<String>,
    ) -> Vec<CompletionCandidate> {
        let Ok(now) = self.context.now.clone() else { return Vec::new() };
        let Some(mut view) = self.view() else { return Vec::new() };
        let (when, search) = ((now, view.zone()), NameSearch::new(typed));
        let people = view.people_at(now).unwrap_or_default();
        let mut named: HashMap<&str, u32> = HashMap::new();
        for (_, person, _) in &people {
            *named.entry(person.key()).or_default() += 1;
        }
        let described: Vec<_> =
            people.iter().filter_map(|(id, person, state)| Some((person, description(*id, state, when)?))).collect();
        let found = |is_strict: bool| {
            let fitting = described.iter().filter(|(person, _)| search.may_become(person, is_strict));
            self.offered(fitting.map(|(person, description)| {
                let has_namesake = person.name.is_some() && named[person.key()] > 1;
                let handle = person.handles.last().filter(|_| has_namesake);
                let name = handle.map_or_else(|| person.short_name(), ToString::to_string);
                (name, description.clone())
            }))
        };
        let strictly = found(true);
        if strictly.is_empty() { found(false) } else { strictly }
    }

    /// Plan names, each followed by `=` for its price.
    fn prices(&self, typed: &str) -> Vec<CompletionCandidate> {
        let prices = self.plan_names(&[]).into_iter().map(|(name, title)| (format!("{name}="), title));
        self.offered(prices.filter(|(price, _)| begins(price, typed)))
    }

    /// The subcommands of the command that the line names; for the first word, topics too.
    fn commands(&self, typed: &str, topics: &[&str]) -> Vec<CompletionCandidate> {
        let mut program = Cli::command();
        let words = words_of(&program, &self.before);
        program.build();
        let is_json = !topics.is_empty() && words.first().is_some_and(|word| word == JSON);
        let path = &words[usize::from(is_json)..];
        let Ok(command) = find_command(&mut program, path) else { return Vec::new() };
        let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
        let inner = command.get_subcommands().map(|inner| (inner.get_name().to_owned(), about(inner)));
        let topics =
            topics.iter().filter(|_| words.is_empty()).map(|topic| ((*topic).to_owned(), "a topic".to_owned()));
        self.offered(inner.chain(topics).filter(|(name, _)| begins(name, typed)))
    }

    fn backups(&self, typed: &str) -> Vec<CompletionCandidate> {
        let backups = self.ledger().and_then(|ledger| ledger.backups().ok()).unwrap_or_default();
        let names = backups.into_iter().map(|(backup, _)| (backup.name, String::new()));
        self.offered(names.filter(|(name, _)| begins(name, typed)))
    }

    /// The zones whose name or place begins with the typed text: `berl` for `Europe/Berlin`.
    fn zones(&self, typed: &str) -> Vec<CompletionCandidate> {
        let names = TZ_VARIANTS.iter().map(|zone| zone.name());
        let fits = |name: &str| begins(name, typed) || name.split('/').skip(1).any(|place| begins(place, typed));
        self.offered(names.filter(|name| fits(name)).map(|name| (name.to_owned(), String::new())))
    }

    pub(super) fn fixed(&self, texts: &[&str], typed: &str) -> Vec<CompletionCandidate> {
        self.offered(texts.iter().filter(|text| begins(text, typed)).map(|text| ((*text).to_owned(), String::new())))
    }

    /// Candidates with their descriptions in the order given, [`MOST`] at most. Leaves out values with terminal control
    /// characters, and values that would be parsed as an option or as standard input.
    pub(super) fn offered(&self, candidates: impl Iterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
        let fits = |value: &str| {
            !value.contains(controls_terminal) && value != "-" && (self.takes_dashes || !value.starts_with('-'))
        };
        let fitting = candidates.filter(|(value, _)| fits(value));
        let candidate = |(order, (value, help)): (usize, (String, String))| {
            let help = (!help.is_empty()).then(|| help.into());
            CompletionCandidate::new(value).help(help).display_order(Some(order))
        };
        select(MOST, fitting).into_iter().enumerate().map(candidate).collect()
    }
}

/// The value of an option on the line.
fn option(line: &[OsString], name: &str) -> Option<String> {
    let texts: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    let joined = |text: &&str| text.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
    let apart = || texts.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].to_owned());
    texts.iter().find_map(joined).or_else(apart)
}

/// The arguments of `help` or `man` on a line.
fn words_of(program: &Command, line: &[OsString]) -> Vec<String> {
    let matches = program.clone().ignore_errors(true).try_get_matches_from(line).ok();
    let inner = matches.as_ref().and_then(ArgMatches::subcommand).map(|(_, inner)| inner);
    let words = |id| inner?.try_get_many::<String>(id).ok().flatten();
    ["words", "command"].into_iter().filter_map(words).flatten().cloned().collect()
}

/// Everyone with active records, the latest first.
fn latest_first(view: &mut LedgerView<Ledger>) -> impl Iterator<Item = Person> {
    let ends = (1..=view.people_count()).rev().step_by(PEOPLE_AT_ONCE as usize);
    ends.flat_map(|end| {
        let block = view.known_people(end.saturating_sub(PEOPLE_AT_ONCE)..end).unwrap_or_default();
        block.into_iter().rev()
    })
}
