//! The latest texts and sends: those in the checkpoint, and those in the timeline.

use super::file::CheckpointFile;
use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::advice::alike::{self, SentText};
use crate::engine::advice::burst;
use crate::engine::calendar::Instant;
use crate::ledger::LedgerError;

impl<S: LedgerSource> LedgerView<S> {
    /// The texts sent in the 30 days up to an instant.
    pub(crate) fn sent_texts(&mut self, as_of: Instant) -> Result<Vec<SentText>, LedgerError> {
        self.reach_back_to(as_of)?;
        let earlier = self.look_up(|checkpoint| checkpoint.texts(alike::since(as_of)))?;
        let mut texts = earlier.unwrap_or_default();
        texts.extend(alike::sent_texts(self.timeline(), as_of));
        Ok(texts)
    }

    /// When each of the latest sends up to an instant happened: as many as any burst needs.
    pub(crate) fn latest_sends(&mut self, as_of: Instant) -> Result<Vec<Instant>, LedgerError> {
        self.reach_back_to(as_of)?;
        let mut sends = self.look_up(CheckpointFile::sends)?.unwrap_or_default();
        sends.extend(burst::sends(self.timeline(), as_of));
        Ok(sends)
    }
}
