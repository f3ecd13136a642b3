//! Where a ledger is read from: its file without a lock (others may write meanwhile), or its locked file.

use std::path::Path;

use super::LEAST;
use crate::ledger::{CoveredPrefix, Ledger, LedgerError, LockedLedger, OpenLedger, ReadDetail, ReadOutcome};

/// Where a ledger is read from.
pub(crate) trait LedgerSource {
    /// Whether records can be appended.
    const CAN_APPEND: bool;
    /// The path of the file.
    fn path(&self) -> &Path;
    /// Opens the file, if it exists and is large enough for a checkpoint.
    fn open(&self) -> Option<OpenLedger>;
    /// Reads the whole file.
    fn read(&mut self, detail: ReadDetail) -> Result<ReadOutcome, LedgerError>;
    /// Notes where the records end, as if the file had been read.
    fn assume_read(&mut self, prefix: &CoveredPrefix);
}

impl LedgerSource for Ledger {
    const CAN_APPEND: bool = false;

    fn path(&self) -> &Path {
        self.path()
    }

    fn open(&self) -> Option<OpenLedger> {
        self.open(LEAST)
    }

    fn read(&mut self, detail: ReadDetail) -> Result<ReadOutcome, LedgerError> {
        Ledger::read(self, detail)
    }

    fn assume_read(&mut self, _: &CoveredPrefix) {}
}

impl LedgerSource for LockedLedger {
    const CAN_APPEND: bool = true;

    fn path(&self) -> &Path {
        self.path()
    }

    fn open(&self) -> Option<OpenLedger> {
        self.open(LEAST)
    }

    fn read(&mut self, detail: ReadDetail) -> Result<ReadOutcome, LedgerError> {
        LockedLedger::read(self, detail)
    }

    fn assume_read(&mut self, prefix: &CoveredPrefix) {
        LockedLedger::assume_read(self, prefix);
    }
}
