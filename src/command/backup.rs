//! `backup`: what is kept beside the ledger, and putting it back.

use super::session::Session;
use crate::error::{ExitStatus, Failure};
use crate::view::{BackupsAnswer, PutBackAnswer};

pub(super) fn list(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("backup")?;
    let backups = session.ledger().backups()?;
    let (folder, zone) = (session.ledger().backup_folder(), session.zone_if_readable());
    session.screen.show(&BackupsAnswer { backups, folder, zone })?;
    Ok(ExitStatus::Yes)
}

pub(super) fn restore(name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("backup restore")?;
    let restored = session.ledger().restore_backup(name, session.now)?;
    session.screen.show(&PutBackAnswer { restored })?;
    Ok(ExitStatus::Yes)
}
