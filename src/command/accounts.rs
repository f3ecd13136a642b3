//! `accounts`: lists the accounts, each with its status.

use super::location::data_folder;
use super::session::Session;
use super::status;
use crate::accounts::{self, AccountName, DEFAULT};
use crate::error::{ExitStatus, Failure};
use crate::ledger::{Ledger, ReadDetail};
use crate::view::{AccountRow, AccountsAnswer, LocalInstant, RemovedRow, StatusAnswer};

pub(super) fn run(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let folder = data_folder(session.context())?.to_owned();
    let chosen = session.location.account.clone();
    let mut all = vec![None];
    all.extend(accounts::named_accounts(&folder).into_iter().map(Some));
    // List the chosen account even if it has no ledger yet. Its first record creates one.
    if let Some(chosen) = chosen.clone().filter(|chosen| !all.contains(chosen)) {
        all.push(chosen);
    }
    let mut rows = Vec::new();
    for account in all {
        let ledger = Ledger::in_own_folder(&accounts::ledger_path(&folder, account.as_ref()))?;
        let status = account_status(&ledger, session);
        rows.push(AccountRow {
            name: account.as_ref().map_or(DEFAULT, AccountName::as_str).to_owned(),
            is_chosen: chosen.as_ref() == Some(&account),
            exists: ledger.path().exists(),
            file: ledger.path().to_owned(),
            status,
        });
    }
    let zone = session.system_zone()?;
    let as_of = instant(&rows, session)?;
    let removed = accounts::removed(&folder).into_iter().map(|removed| RemovedRow {
        name: removed.name.as_str().to_owned(),
        kept_as: removed.label,
        removed_at: LocalInstant::new(removed.at, zone),
        folder: removed.folder,
    });
    session.screen.show(&AccountsAnswer { as_of, accounts: rows, removed: removed.collect() })?;
    Ok(ExitStatus::Yes)
}

/// The instant reported for, in the zone of the chosen account, or of the first one that can be read.
fn instant(rows: &[AccountRow], session: &Session<'_>) -> Result<LocalInstant, Failure> {
    let mut rows = rows.iter().filter(|row| row.is_chosen).chain(rows);
    if let Some(status) = rows.find_map(|row| row.status.as_ref().ok()) {
        return Ok(status.as_of);
    }
    let zone = session.system_zone()?;
    Ok(LocalInstant::new(session.as_of(zone)?, zone))
}

/// The status of an account. A failure goes into the account's row, so that the other accounts are still listed.
fn account_status(ledger: &Ledger, session: &mut Session<'_>) -> Result<StatusAnswer, Failure> {
    let mut view = session.view_of(ledger, ReadDetail::Figures)?;
    let as_of = session.as_of(view.zone())?;
    let (account, pending) = view.account_and_pending(as_of)?;
    let targets = status::targets(&mut view, &account, session)?;
    Ok(status::answer((&account, pending), targets, None, session))
}
