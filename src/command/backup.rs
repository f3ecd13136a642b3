//! `backup`: what is kept beside the ledger, and putting it back.

use super::desk::Desk;
use crate::error::{Ending, Failure};
use crate::view::{BackupsAnswer, PutBackAnswer};

pub(super) fn list(desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    desk.refuse_at("backup")?;
    let backups = desk.ledger().backups()?;
    let (folder, zone) = (desk.ledger().backup_folder(), desk.zone_if_readable());
    desk.screen.show(&BackupsAnswer { backups, folder, zone })?;
    Ok(Ending::Yes)
}

pub(super) fn restore(name: &str, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    desk.refuse_at("backup restore")?;
    let restored = desk.ledger().restore_backup(name, desk.now)?;
    desk.screen.show(&PutBackAnswer { restored })?;
    Ok(Ending::Yes)
}
