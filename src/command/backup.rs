//! `backup`: lists the backups of the ledger, and restores one.

use super::session::Session;
use crate::error::{ExitStatus, Failure};
use crate::ledger::{Backup, BackupState, Restored};
use crate::view::{BackupRow, BackupsAnswer, LocalInstant, RestoredAnswer};

pub(super) fn list(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("backup")?;
    let backups = session.ledger().backups()?;
    let (folder, zone) = (session.ledger().backup_folder(), session.zone_if_readable());
    let row = |(backup, state): (Backup, BackupState)| {
        let records = match state {
            BackupState::Sound(records) => Some(records),
            BackupState::Unreadable(_) => None,
        };
        let taken_at = LocalInstant::new(backup.taken, zone);
        BackupRow::new(backup.name, taken_at, backup.bytes, records, backup.is_damaged)
    };
    let as_of = LocalInstant::new(session.now, zone);
    session.screen.show(&BackupsAnswer { as_of, folder, backups: backups.into_iter().map(row).collect() })?;
    Ok(ExitStatus::Yes)
}

pub(super) fn restore(name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("backup restore")?;
    let Restored { name, records, before } = session.ledger().restore_backup(name, session.now)?;
    session.screen.show(&RestoredAnswer { name, records, before })?;
    Ok(ExitStatus::Yes)
}
