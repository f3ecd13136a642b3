//! A ledger as commands see it: the records after a checkpoint, or all of them. Commands need not know which.
//!
//! The timeline in memory answers every question, by the same rules in both cases. If it resumes from a checkpoint, the
//! people concerned are loaded from there first. If the checkpoint turns out to be damaged, or does not reach back far
//! enough, the whole ledger is read instead.

use chrono_tz::Tz;

use super::CheckpointStore;
use super::file::CheckpointFile;
use super::ledger_source::LedgerSource;
use super::resume::{OpenCheckpoint, resume};
use super::stale::Stale;
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, end_of, start_of};
use crate::engine::person::{Handle, PersonId};
use crate::engine::person_state::PersonState;
use crate::engine::record::Record;
use crate::engine::statement::{Period, Statement, counts_with, statement_with};
use crate::engine::timeline::Timeline;
use crate::engine::totals::Totals;
use crate::ledger::{
    Contents, CoveredPrefix, LedgerError, LockedLedger, ReadDetail, ReadOutcome, Recovery, WrittenRecords,
};

/// A ledger as commands see it.
#[derive(Debug)]
pub(crate) struct LedgerView<S> {
    source: S,
    store: Option<CheckpointStore>,
    timeline: Timeline,
    /// The checkpoint, for looking up earlier people; `None` if the timeline is the whole ledger.
    checkpoint: Option<OpenCheckpoint>,
    /// The whole ledger, if the checkpoint was made from it just now.
    whole: Option<Timeline>,
    /// The prefix of the present file that the checkpoint in the store covers.
    verified: Option<CoveredPrefix>,
    /// The records and people as they are in the file, if the ledger was opened for changing them.
    contents: Option<Contents>,
    /// Everyone added since the ledger was read.
    declared: Vec<(Option<String>, Option<Handle>)>,
    recovery: Option<Recovery>,
    exists: bool,
}

impl<S: LedgerSource> LedgerView<S> {
    /// Opens a ledger. For figures, resumes from its checkpoint if that is valid, else reads the whole ledger and makes
    /// a checkpoint. For everything, reads the whole ledger. `new` gives the contents if there is no file yet.
    pub(crate) fn open<E: From<LedgerError>>(
        mut source: S,
        store: Option<CheckpointStore>,
        detail: ReadDetail,
        new: impl FnOnce() -> Result<Contents, E>,
    ) -> Result<LedgerView<S>, E> {
        let opened = store.as_ref().and_then(|store| open_checkpoint(&source, store));
        let verified = opened.as_ref().map(|checkpoint| checkpoint.file.header.prefix.clone());
        let resumed = opened.filter(|_| detail == ReadDetail::Figures).and_then(|mut checkpoint| {
            let (timeline, tail) = resume(&mut checkpoint).ok()?;
            Some((timeline, tail, checkpoint))
        });
        if let Some((timeline, tail, checkpoint)) = resumed {
            source.assume_read(&tail);
            let (checkpoint, contents, declared, recovery) = (Some(checkpoint), None, Vec::new(), None);
            return Ok(LedgerView {
                source,
                store,
                timeline,
                checkpoint,
                whole: None,
                verified,
                contents,
                declared,
                recovery,
                exists: true,
            });
        }
        let ReadOutcome { contents, recovery, prefix } = source.read(detail)?;
        let exists = contents.is_some();
        let contents = contents.map_or_else(new, Ok)?;
        let original = (detail == ReadDetail::Everything && S::CAN_APPEND).then(|| contents.clone());
        let (timeline, declared) = (contents.into_timeline(), Vec::new());
        let mut view = LedgerView {
            source,
            store,
            timeline,
            checkpoint: None,
            whole: None,
            verified,
            contents: original,
            declared,
            recovery,
            exists,
        };
        if detail == ReadDetail::Figures {
            view.rebuild_checkpoint(prefix);
            view.resume_from_rebuilt();
        }
        Ok(view)
    }

    /// Whether there is a file.
    pub(crate) fn exists(&self) -> bool {
        self.exists
    }

    /// The recovery that was needed to read the file, if any.
    pub(crate) fn recovery(&self) -> Option<&Recovery> {
        self.recovery.as_ref()
    }

    /// The account's zone.
    pub(crate) fn zone(&self) -> Tz {
        self.timeline.zone()
    }

    /// The timeline. It has all records if the ledger was opened for everything.
    pub(crate) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The timeline, consuming the view.
    pub(crate) fn into_timeline(self) -> Timeline {
        self.timeline
    }

    /// Whether the timeline resumes from a checkpoint, and has only the earlier people who were loaded.
    pub(crate) fn is_partial(&self) -> bool {
        self.checkpoint.is_some()
    }

    /// The account as of an instant, with the state of a person.
    pub(crate) fn account_at(&mut self, instant: Instant, about: Option<PersonId>) -> Result<Account, LedgerError> {
        if let Some(id) = about {
            self.load(id)?;
        }
        self.account_with(&[], instant)
    }

    /// The account as of an instant, and how many invitations are pending then.
    pub(crate) fn account_and_pending(&mut self, instant: Instant) -> Result<(Account, u64), LedgerError> {
        self.reach_back_to(instant)?;
        let stored = self.look_up(|checkpoint| checkpoint.pending_invitations(instant))?.unwrap_or(0);
        let account = self.timeline.account_at(instant);
        let is_pending = |state: &&PersonState| state.connection.pending(instant).is_some();
        let loaded =
            self.timeline.folded_prefix().into_iter().flat_map(|prefix| prefix.people.iter().map(|(_, state)| state));
        let loaded = loaded.filter(is_pending).count() as u64;
        let present = account.people().map(|(_, state)| state).filter(is_pending).count() as u64;
        Ok((account, stored.saturating_sub(loaded) + present))
    }

    /// The account as of an instant with additional records about loaded people, recorded after all others.
    pub(crate) fn account_with(&mut self, new: &[Record], instant: Instant) -> Result<Account, LedgerError> {
        self.reach_back_to(instant)?;
        Ok(self.timeline.account_with(new, instant))
    }

    /// The figures of a period, as of an instant.
    pub(crate) fn statement(&mut self, period: Period, as_of: Instant) -> Result<Statement, LedgerError> {
        self.reach_back_to(as_of)?;
        let span = (start_of(period.from, self.zone()), end_of(period.to, self.zone()));
        let earlier = self.look_up(|checkpoint| checkpoint.past_figures(period, span))?.unwrap_or_default();
        Ok(statement_with(&self.timeline, &earlier, period, as_of))
    }

    /// The counts of a period, as of an instant.
    pub(crate) fn counts(&mut self, period: Period, as_of: Instant) -> Result<Totals, LedgerError> {
        self.reach_back_to(as_of)?;
        let earlier = self.look_up(|checkpoint| checkpoint.past_counts(period))?.unwrap_or_default();
        Ok(counts_with(&self.timeline, &earlier, period, as_of))
    }

    /// Adds a person who has no record yet.
    pub(crate) fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.declared.push((name.clone(), handle.clone()));
        self.timeline.declare(name, handle)
    }

    /// The state in the checkpoint of a person who was loaded.
    pub(crate) fn loaded_state(&self, id: PersonId) -> Option<&PersonState> {
        self.timeline.folded_prefix().and_then(|prefix| prefix.people.get(id))
    }

    /// Adds a person of the checkpoint to the timeline.
    pub(crate) fn load(&mut self, id: PersonId) -> Result<(), LedgerError> {
        if self.timeline.book().lacks(id)
            && let Some((person, state)) = self.look_up(|checkpoint| checkpoint.person(id))?
        {
            self.timeline.load_person(id, person, state);
        }
        Ok(())
    }

    /// Looks something up in the checkpoint; `None` if the timeline is the whole ledger, which then has it. If the
    /// checkpoint is damaged, reads the whole ledger instead.
    pub(super) fn look_up<T>(
        &mut self,
        look_up: impl Fn(&CheckpointFile) -> Result<T, Stale>,
    ) -> Result<Option<T>, LedgerError> {
        match self.checkpoint.as_ref().map(|checkpoint| look_up(&checkpoint.file)) {
            None => Ok(None),
            Some(Ok(found)) => Ok(Some(found)),
            Some(Err(Stale)) => {
                let prefix = self.read_whole()?;
                self.rebuild_checkpoint(prefix);
                Ok(None)
            }
        }
    }

    /// The last records that the checkpoint covers; `None` if the timeline is the whole ledger.
    pub(super) fn records_before(&mut self, count: usize) -> Result<Option<Vec<Record>>, LedgerError> {
        let Some(OpenCheckpoint { file, ledger }) = &mut self.checkpoint else { return Ok(None) };
        match ledger.last_records(&file.header.prefix, file.header.people, count) {
            Some(records) => Ok(Some(records)),
            None => self.read_whole().map(|_| None),
        }
    }

    pub(super) fn reach_back_to(&mut self, instant: Instant) -> Result<(), LedgerError> {
        if self.timeline.reaches_back_to(instant) { Ok(()) } else { self.read_whole().map(drop) }
    }

    /// Reads the whole ledger, unless it was read just now, replacing what came from the checkpoint.
    fn read_whole(&mut self) -> Result<Option<CoveredPrefix>, LedgerError> {
        let (timeline, prefix) = if let Some(timeline) = self.whole.take() {
            (timeline, None)
        } else {
            let ReadOutcome { contents, prefix, .. } = self.source.read(ReadDetail::Figures)?;
            let Some(contents) = contents else { return Err(LedgerError::Changed(self.source.path().to_owned())) };
            (contents.into_timeline(), prefix)
        };
        (self.timeline, self.checkpoint) = (timeline, None);
        for (name, handle) in &self.declared {
            self.timeline.declare(name.clone(), handle.clone());
        }
        Ok(prefix)
    }

    /// Makes a checkpoint of the timeline, which must be the whole ledger.
    fn rebuild_checkpoint(&mut self, prefix: Option<CoveredPrefix>) {
        let store = self.store.as_ref();
        self.verified = prefix.filter(|prefix| store.is_some_and(|store| store.rebuild(&self.timeline, prefix)));
    }

    /// Resumes from the checkpoint that was just made, so that its records are not folded again for the answer.
    fn resume_from_rebuilt(&mut self) {
        let store = self.store.as_ref().filter(|_| self.verified.is_some());
        let Some(mut checkpoint) = store.and_then(|store| open_checkpoint(&self.source, store)) else { return };
        // Records in the tail were written since, so that `whole` would lack them.
        if let Ok((timeline, prefix)) = resume(&mut checkpoint)
            && self.verified.as_ref() == Some(&prefix)
        {
            self.whole = Some(std::mem::replace(&mut self.timeline, timeline));
            self.checkpoint = Some(checkpoint);
        }
    }
}

/// The checkpoint of the ledger as it is now, if there is a valid one.
fn open_checkpoint<S: LedgerSource>(source: &S, store: &CheckpointStore) -> Option<OpenCheckpoint> {
    let ledger = source.open()?;
    let file = store.open(ledger.identity()).ok()?;
    Some(OpenCheckpoint { file, ledger })
}

impl LedgerView<LockedLedger> {
    /// The records and people as they are in the file, for building the changed ledger. Returned only once.
    pub(crate) fn take_contents(&mut self) -> Option<Contents> {
        self.contents.take()
    }

    /// Appends records, and notes in the store that the checkpoint still covers the beginning of the file. When this
    /// returns, the records are on disk.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub(crate) fn append(self, records: Vec<Record>, now: Instant) -> Result<(), LedgerError> {
        let written = WrittenRecords::of(records, self.timeline.book());
        let LedgerView { source, store, timeline, whole, verified, contents, .. } = self;
        let zone = timeline.zone();
        // The file may have to be rewritten, which needs memory.
        drop((timeline, whole, contents));
        let identity = source.append_written(written, now, zone)?;
        if let (Some(store), Some(identity), Some(prefix)) = (store, identity, &verified) {
            store.mark_verified(&identity, prefix);
        }
        Ok(())
    }

    /// The locked ledger, without what was read of it.
    pub(crate) fn into_source(self) -> LockedLedger {
        self.source
    }
}
