//! A ledger as commands see it: the records after a checkpoint, or all of them; who asks never knows which.
//!
//! What is asked about a person is answered by the timeline in memory, by the same rules whatever is in it. Where the
//! timeline goes on from a checkpoint, the people whom a question may be about are loaded first. A checkpoint that turns
//! out to be damaged, or not to reach back far enough, is replaced here by the whole ledger.

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
use crate::engine::statement::{Period, Statement, statement_with};
use crate::engine::timeline::Timeline;
use crate::ledger::{Contents, CoveredPrefix, LedgerError, LockedLedger, ReadOutcome, Recovery, Scope};

/// A ledger as commands see it.
#[derive(Debug)]
pub(crate) struct LedgerView<S> {
    source: S,
    store: Option<CheckpointStore>,
    timeline: Timeline,
    /// Where people from before the timeline are looked up; `None` where the timeline is the whole ledger.
    checkpoint: Option<OpenCheckpoint>,
    /// What the checkpoint in the store covers of the file as it is.
    verified: Option<CoveredPrefix>,
    /// The records and people as they are in the file, where these are to be changed.
    contents: Option<Contents>,
    /// Everybody who was entered since the ledger was read.
    declared: Vec<(Option<String>, Option<Handle>)>,
    recovery: Option<Recovery>,
    exists: bool,
}

impl<S: LedgerSource> LedgerView<S> {
    /// Opens a ledger. For figures: from its checkpoint where that can be believed, else as a whole, making a checkpoint.
    /// For everything: as a whole. `new` has what a ledger holds where there is no file yet.
    pub(crate) fn open<E: From<LedgerError>>(
        mut source: S,
        store: Option<CheckpointStore>,
        scope: Scope,
        new: impl FnOnce() -> Result<Contents, E>,
    ) -> Result<LedgerView<S>, E> {
        let opened = store.as_ref().and_then(|store| {
            let ledger = source.open()?;
            let file = store.open(ledger.identity()).ok()?;
            Some(OpenCheckpoint { file, ledger })
        });
        let verified = opened.as_ref().map(|checkpoint| checkpoint.file.header.prefix.clone());
        let resumed = opened.filter(|_| scope == Scope::Figures).and_then(|mut checkpoint| {
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
                verified,
                contents,
                declared,
                recovery,
                exists: true,
            });
        }
        let ReadOutcome { contents, recovery, prefix } = source.read(scope)?;
        let exists = contents.is_some();
        let contents = contents.map_or_else(new, Ok)?;
        let original = (scope == Scope::Everything && S::CAN_APPEND).then(|| contents.clone());
        let (timeline, declared) = (contents.into_timeline(), Vec::new());
        let mut view = LedgerView {
            source,
            store,
            timeline,
            checkpoint: None,
            verified,
            contents: original,
            declared,
            recovery,
            exists,
        };
        if scope == Scope::Figures {
            view.rebuild_checkpoint(prefix);
        }
        Ok(view)
    }

    /// Whether there is a file.
    pub(crate) fn exists(&self) -> bool {
        self.exists
    }

    /// What was recovered before the file could be read.
    pub(crate) fn recovery(&self) -> Option<&Recovery> {
        self.recovery.as_ref()
    }

    /// The account's zone.
    pub(crate) fn zone(&self) -> Tz {
        self.timeline.zone()
    }

    /// The records: all of them where the ledger was opened for everything.
    pub(crate) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The same, given away.
    pub(crate) fn into_timeline(self) -> Timeline {
        self.timeline
    }

    /// Whether the timeline knows those people of before only who were loaded.
    pub(crate) fn is_partial(&self) -> bool {
        self.checkpoint.is_some()
    }

    /// The account as of an instant, ready for a question about a person.
    pub(crate) fn account_at(&mut self, instant: Instant, about: Option<PersonId>) -> Result<Account, LedgerError> {
        if let Some(id) = about {
            self.load(id)?;
        }
        self.account_with(&[], instant)
    }

    /// The account as of an instant, with more records about people who are loaded, recorded after all others.
    pub(crate) fn account_with(&mut self, new: &[Record], instant: Instant) -> Result<Account, LedgerError> {
        self.reach_back_to(instant)?;
        Ok(self.timeline.account_with(new, instant))
    }

    /// The figures of a period, as of an instant.
    pub(crate) fn statement(&mut self, period: Period, as_of: Instant) -> Result<Statement, LedgerError> {
        self.reach_back_to(as_of)?;
        let span = (start_of(period.from, self.zone()), end_of(period.to, self.zone()));
        let earlier = self.look_up(|checkpoint| checkpoint.earlier(period, span))?.unwrap_or_default();
        Ok(statement_with(&self.timeline, &earlier, period, as_of))
    }

    /// Enters somebody whom no record is about yet.
    pub(crate) fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.declared.push((name.clone(), handle.clone()));
        self.timeline.declare(name, handle)
    }

    /// What a checkpoint knows of a person who was loaded.
    pub(crate) fn loaded_state(&self, id: PersonId) -> Option<&PersonState> {
        self.timeline.base().and_then(|base| base.people.get(&id))
    }

    /// Adds a person of the checkpoint to the timeline.
    pub(crate) fn load(&mut self, id: PersonId) -> Result<(), LedgerError> {
        if self.timeline.book().lacks(id)
            && let Some((person, state)) = self.look_up(|checkpoint| checkpoint.person(id))?
        {
            self.timeline.load(id, person, state);
        }
        Ok(())
    }

    /// Looks something up in the checkpoint; `None` where the timeline is the whole ledger, and has it. A checkpoint that
    /// is damaged is replaced by the whole ledger.
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

    /// The last records that the checkpoint covers; `None` where the timeline is the whole ledger.
    pub(super) fn records_before(&mut self, count: usize) -> Result<Option<Vec<Record>>, LedgerError> {
        let Some(OpenCheckpoint { file, ledger }) = &mut self.checkpoint else { return Ok(None) };
        match ledger.last_records(&file.header.prefix, file.header.people, count) {
            Some(records) => Ok(Some(records)),
            None => self.read_whole().map(|_| None),
        }
    }

    fn reach_back_to(&mut self, instant: Instant) -> Result<(), LedgerError> {
        if self.timeline.reaches_back_to(instant) { Ok(()) } else { self.read_whole().map(drop) }
    }

    /// Reads the whole ledger in the place of what came from a checkpoint.
    fn read_whole(&mut self) -> Result<Option<CoveredPrefix>, LedgerError> {
        let ReadOutcome { contents, prefix, .. } = self.source.read(Scope::Figures)?;
        let Some(contents) = contents else { return Err(LedgerError::Changed(self.source.path().to_owned())) };
        (self.timeline, self.checkpoint) = (contents.into_timeline(), None);
        for (name, handle) in &self.declared {
            self.timeline.declare(name.clone(), handle.clone());
        }
        Ok(prefix)
    }

    /// Makes a checkpoint of the timeline, which is the whole ledger.
    fn rebuild_checkpoint(&mut self, prefix: Option<CoveredPrefix>) {
        let store = self.store.as_ref();
        self.verified = prefix.filter(|prefix| store.is_some_and(|store| store.rebuild(&self.timeline, prefix)));
    }
}

impl LedgerView<LockedLedger> {
    /// The records and people as they are in the file, to make the ledger of that it will be. Given away once.
    pub(crate) fn take_contents(&mut self) -> Option<Contents> {
        self.contents.take()
    }

    /// Appends records, and notes in the store that the checkpoint still covers the beginning of the file. When this
    /// returns, the records are on the disk.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(crate) fn append(self, records: Vec<Record>, now: Instant) -> Result<(), LedgerError> {
        let identity = self.source.append(records, self.timeline.book(), now, self.timeline.zone())?;
        if let (Some(store), Some(identity), Some(prefix)) = (&self.store, identity, &self.verified) {
            store.mark_verified(&identity, prefix);
        }
        Ok(())
    }

    /// Moves the account to another zone.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was.
    pub(crate) fn set_zone(self, zone: Tz, now: Instant) -> Result<(), LedgerError> {
        self.source.set_zone(zone, now)
    }
}
