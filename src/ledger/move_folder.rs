//! Moves a ledger with everything that belongs to it, as one folder.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{LedgerError, WriteEffect};
use super::failpoints;
use super::file::{self, IoContext};
use super::handle::Ledger;
use super::platform::{self, OpenFolder};

impl Ledger {
    /// Moves the folder of this ledger to a path at which there is nothing, under the lock. A rename does it, so the
    /// ledger is at one path or at the other. A process that waits for the lock finds that the folder is gone.
    ///
    /// # Errors
    ///
    /// When there is something at the new path, or the folder cannot be moved. It is then where it was.
    pub(crate) fn move_folder(&self, from: &Path, to: &Path) -> Result<(), LedgerError> {
        let locked = self.lock()?;
        if fs::symlink_metadata(to).is_ok() {
            return Err(io::Error::other("something is already there")).context("move the account to", to);
        }
        let (old, new) = (file::folder_of(from), file::folder_of(to));
        file::make_folder(new)?;
        let open = |folder: &Path| OpenFolder::open(folder).context("open", folder);
        let folders = [open(old)?, open(new)?];
        failpoints::step("move.begin");
        // Windows moves no folder with an open file in it.
        let _lock = platform::MOVES_OPEN_FILES.then_some(locked);
        fs::rename(from, to).context("move the account to", to)?;
        failpoints::step("move.renamed");
        for folder in folders {
            folder.sync().context_after(WriteEffect::Unconfirmed, "sync", new)?;
        }
        failpoints::step("move.done");
        Ok(())
    }
}
