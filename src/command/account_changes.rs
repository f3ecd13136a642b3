//! `accounts rename`, `accounts remove` and `accounts restore`: each moves the folder of an account as a whole, so that
//! its ledger, lock and backups stay together, and the ledger is complete in one place at every instant.

use std::path::{Path, PathBuf};

use super::location::data_folder;
use super::session::Session;
use crate::accounts::{self, AccountName, DEFAULT, RemovedAccount};
use crate::checkpoint::CheckpointStore;
use crate::error::{ExitStatus, Failure, nearest};
use crate::ledger::{Ledger, ReadDetail};
use crate::settings;
use crate::view::{RemovedAnswer, RenamedAnswer, RestoredAccountAnswer, ask_yes, plural, safe};

pub(super) fn rename(old: &str, new: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("accounts rename")?;
    let data = data_folder(session.context())?.to_owned();
    let old = existing(old, "renamed", &data)?;
    let new = parse(new)?.ok_or_else(|| taken(DEFAULT, "give another name"))?;
    if new == old {
        return Err(Failure::input(
            "usage",
            format!("the account is called {} already", old.as_str()),
            "give another name",
        ));
    }
    refuse_taken(&new, "give another name", &data)?;
    move_account(&accounts::folder(&data, &old), &accounts::folder(&data, &new), session)?;
    let in_settings = is_in_settings(&old, session) && set_in_settings(&new, session);
    note_environment(&old, session);
    let file = accounts::ledger_path(&data, Some(&new));
    let answer = RenamedAnswer { old: old.as_str().to_owned(), new: new.as_str().to_owned(), file, in_settings };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

pub(super) fn remove(name: &str, is_confirmed: bool, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("accounts remove")?;
    let data = data_folder(session.context())?.to_owned();
    let name = existing(name, "removed", &data)?;
    let records = record_count(&accounts::ledger_path(&data, Some(&name)));
    if !is_confirmed && !confirm(&name, records, session)? {
        session.screen.note("nothing was removed");
        return Ok(ExitStatus::No);
    }
    let removed = accounts::new_removed(&data, &name, session.now);
    move_account(&accounts::folder(&data, &name), &removed.folder, session)?;
    let in_settings = is_in_settings(&name, session) && unset_in_settings(session);
    note_environment(&name, session);
    let RemovedAccount { label: kept_as, folder, .. } = removed;
    session.screen.show(&RemovedAnswer { name: name.as_str().to_owned(), kept_as, records, folder, in_settings })?;
    Ok(ExitStatus::Yes)
}

pub(super) fn restore(name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("accounts restore")?;
    let data = data_folder(session.context())?.to_owned();
    let removed = accounts::removed(&data);
    let is_wanted = |one: &&RemovedAccount| {
        one.label.eq_ignore_ascii_case(name.trim()) || one.name.as_str() == name.trim().to_ascii_lowercase()
    };
    let found = removed.iter().find(is_wanted).ok_or_else(|| never_removed(name, &removed))?;
    let remedy = format!("rename it first: inquota accounts rename {} NEW", found.name.as_str());
    refuse_taken(&found.name, &remedy, &data)?;
    move_account(&found.folder, &accounts::folder(&data, &found.name), session)?;
    let file = accounts::ledger_path(&data, Some(&found.name));
    let answer = RestoredAccountAnswer { name: found.name.as_str().to_owned(), records: record_count(&file), file };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// Moves the folder of an account, and removes its checkpoint, which belongs to the old path.
fn move_account(from: &Path, to: &Path, session: &Session<'_>) -> Result<(), Failure> {
    let file = accounts::ledger_in(from);
    let ledger = Ledger::in_own_folder(&file)?.that_exists();
    ledger.move_folder(from, to)?;
    if let Some(store) = session.cache_path().and_then(|cache| CheckpointStore::of(cache, &file)) {
        store.remove();
    }
    Ok(())
}

/// The number of records in a ledger; `None` if it cannot be read.
fn record_count(file: &Path) -> Option<usize> {
    let ledger = Ledger::in_own_folder(file).ok()?;
    Some(ledger.read(ReadDetail::Figures).ok()?.contents?.records.len())
}

/// Asks whether to remove an account.
fn confirm(name: &AccountName, records: Option<usize>, session: &mut Session<'_>) -> Result<bool, Failure> {
    if !session.context().is_interactive || session.screen.is_json() {
        let message = format!("removing the account {} needs a confirmation", name.as_str());
        return Err(Failure::input("not_confirmed", message, "add --yes"));
    }
    let records =
        records.map_or("records that cannot be read".to_owned(), |records| plural(records as u64, "record", "records"));
    ask_yes(&format!("Remove the account {} ({records})? It can be restored.", name.as_str()), session.screen)
}

fn parse(text: &str) -> Result<Option<AccountName>, Failure> {
    AccountName::parse(text)
        .map_err(|error| Failure::input("bad_account", safe(&error.to_string()), accounts::NAME_HINT))
}

/// An account other than `default` that has a ledger.
fn existing(text: &str, what: &str, data: &Path) -> Result<AccountName, Failure> {
    let name = parse(text)?.ok_or_else(|| {
        let file = safe(&accounts::ledger_path(data, None).display().to_string());
        let message = format!("the account default cannot be {what}");
        Failure::input("bad_account", message, format!("it is the one used when none is named; its ledger is {file}"))
    })?;
    if accounts::exists(data, Some(&name)) { Ok(name) } else { Err(unknown(&name, None, data)) }
}

/// The failure of an account that does not exist. `begin` says how to begin it.
pub(super) fn unknown(name: &AccountName, begin: Option<&str>, data: &Path) -> Failure {
    let name = name.as_str();
    let known = accounts::named_accounts(data);
    let known = known.iter().map(AccountName::as_str).chain([DEFAULT]);
    let meant = nearest(name, known).map(|meant| format!("did you mean {meant}?"));
    let was_removed = accounts::removed(data).iter().any(|removed| removed.name.as_str() == name);
    let first = if was_removed {
        format!("it was removed; to restore it: inquota accounts restore {name}")
    } else {
        meant.unwrap_or_else(|| "to list the accounts: inquota accounts".to_owned())
    };
    let hint = begin.map_or(first.clone(), |begin| format!("{first}; {begin}").replace("?;", "?"));
    Failure::input("unknown_account", format!("there is no account {name}"), hint)
}

fn taken(name: &str, remedy: &str) -> Failure {
    Failure::input("account_exists", format!("there is an account {name} already"), remedy)
}

fn refuse_taken(name: &AccountName, remedy: &str, data: &Path) -> Result<(), Failure> {
    if accounts::exists(data, Some(name)) { Err(taken(name.as_str(), remedy)) } else { Ok(()) }
}

fn never_removed(name: &str, removed: &[RemovedAccount]) -> Failure {
    let hint = match removed {
        [] => "no account was removed".to_owned(),
        some => {
            format!("removed accounts: {}", some.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join(", "))
        }
    };
    Failure::input("unknown_account", format!("there is no removed account \"{}\"", safe(name)), hint)
}

/// Whether the settings file names the account.
fn is_in_settings(name: &AccountName, session: &Session<'_>) -> bool {
    session.settings.account.value.as_ref() == Some(name)
}

/// Lets the settings file name this account. The account has moved already, so a failure is only noted.
fn set_in_settings(name: &AccountName, session: &mut Session<'_>) -> bool {
    let changed = settings::set("account", name.as_str(), session.context());
    let remedy = format!("inquota config set account {}", name.as_str());
    settings_changed(&changed.map(|file| file.path), &remedy, session)
}

fn unset_in_settings(session: &mut Session<'_>) -> bool {
    let changed = settings::unset("account", session.context());
    settings_changed(&changed.map(|file| file.path), "inquota config unset account", session)
}

fn settings_changed(changed: &Result<PathBuf, Failure>, remedy: &str, session: &mut Session<'_>) -> bool {
    if let Err(failure) = changed {
        session
            .screen
            .note(&format!("note: the settings still name the old account: {}; {remedy}", safe(&failure.to_string())));
    }
    changed.is_ok()
}

/// Notes that the environment names an account that is not there any more.
fn note_environment(name: &AccountName, session: &mut Session<'_>) {
    let named = session.context().account.as_deref().and_then(|text| AccountName::parse(text).ok().flatten());
    if named.as_ref() == Some(name) {
        session.screen.note(&format!("note: {} still names {}", crate::context::ACCOUNT, name.as_str()));
    }
}
