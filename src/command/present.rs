//! The ledger as it stands, read as a whole or resumed from a checkpoint: the same answers either way.

use chrono_tz::Tz;

use super::session::Session;
use crate::checkpoint::{LEAST, Resumed};
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::PersonId;
use crate::engine::statement::{Period, Statement, statement, statement_of};
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{CoveredPrefix, LockedLedger, OpenLedger, ReadOutcome, Scope};

/// The ledger as it stands.
pub(super) enum Present {
    /// Read as a whole.
    Whole(Box<Timeline>),
    /// Resumed from a checkpoint.
    Resumed(Box<Resumed>),
}

impl Present {
    /// The account's zone.
    pub(super) fn zone(&self) -> Tz {
        match self {
            Present::Whole(timeline) => timeline.zone(),
            Present::Resumed(resumed) => resumed.zone(),
        }
    }

    /// The account as of an instant, ready for a question about a person.
    pub(super) fn account_at(&self, instant: Instant, about: Option<PersonId>) -> Result<Account, Doubt> {
        match self {
            Present::Whole(timeline) => Ok(timeline.account_at(instant)),
            Present::Resumed(resumed) => resumed.account_at(instant, about),
        }
    }

    /// The figures of a period, as of an instant.
    pub(super) fn statement(&self, period: Period, as_of: Instant) -> Result<Statement, Doubt> {
        match self {
            Present::Whole(timeline) => Ok(statement(timeline, period, as_of)),
            Present::Resumed(resumed) => statement_of(&mut resumed.past(as_of)?, period),
        }
    }

    /// Asks who is who.
    pub(super) fn ask<T>(&self, ask: impl FnOnce(&dyn Directory) -> T) -> T {
        match self {
            Present::Whole(timeline) => ask(timeline.book()),
            Present::Resumed(resumed) => ask(&resumed.people()),
        }
    }
}

impl Session<'_> {
    /// The ledger as it stands and the instant reported for: resumed from its checkpoint, or read as a whole and a
    /// checkpoint made.
    pub(super) fn present(&mut self) -> Result<(Present, Instant), Failure> {
        let resumed = self.resume_raised(self.place.ledger.open(LEAST));
        let is_kept = resumed.is_some();
        if let Some(present) = self.as_of_resumed(resumed)? {
            return Ok(present);
        }
        self.place.note_if_new(self.screen);
        let ledger = self.place.ledger.clone();
        let (contents, extent) = self.read_measured(&ledger, Scope::Figures)?;
        let timeline = self.timeline(contents)?;
        let renewed = extent.filter(|_| !is_kept).and_then(|extent| self.renew(&timeline, &extent));
        if let Some(present) = self.as_of_resumed(renewed)? {
            // The program ends soon, and gives back all that it read at once.
            std::mem::forget(timeline);
            return Ok(present);
        }
        let as_of = self.as_of(&timeline)?;
        Ok((Present::Whole(Box::new(timeline)), as_of))
    }

    /// Makes a checkpoint of a ledger that was read as a whole, and goes on from it. A layer on top is left to the next
    /// command: this one took long enough.
    pub(super) fn renew(&self, timeline: &Timeline, extent: &CoveredPrefix) -> Option<Resumed> {
        self.shelf.as_ref().filter(|_| timeline.unknown() == 0)?.keep(timeline, extent);
        self.resume(self.place.ledger.open(LEAST))
    }

    /// A ledger that is locked, resumed from its checkpoint, which is brought up to date where much came since, and made
    /// anew where it cannot be believed.
    pub(super) fn resume_or_renew(&mut self, locked: &mut LockedLedger) -> Result<Option<Resumed>, Failure> {
        let file = locked.open(LEAST).filter(|_| self.shelf.is_some() && !self.is_in_doubt);
        let Some(file) = file else { return Ok(None) };
        if let Some(resumed) = self.resume_raised(Some(file)) {
            return Ok(Some(resumed));
        }
        let ReadOutcome { contents, recovery, prefix } = locked.read(Scope::Figures)?;
        self.note_recovery(recovery.as_ref());
        let Some((contents, prefix)) = contents.zip(prefix) else { return Ok(None) };
        let timeline = contents.into_timeline();
        let resumed = self.renew(&timeline, &prefix);
        // The program ends soon, and gives back all that it read at once.
        std::mem::forget(timeline);
        Ok(resumed)
    }

    /// A resumed ledger and the instant reported for, unless that lies too far back.
    fn as_of_resumed(&self, resumed: Option<Resumed>) -> Result<Option<(Present, Instant)>, Failure> {
        let Some(resumed) = resumed else { return Ok(None) };
        let as_of = self.as_of_in(resumed.zone())?;
        let resumed = self.reaching(resumed, as_of);
        Ok(resumed.map(|resumed| (Present::Resumed(Box::new(resumed)), as_of)))
    }

    /// Goes on from the checkpoint, which is brought up to date where much came since.
    fn resume_raised(&self, glance: Option<OpenLedger>) -> Option<Resumed> {
        let resumed = self.resume(glance)?;
        self.shelf.as_ref()?.raise(resumed)
    }

    /// A resumed ledger that reaches back to an instant, if the checkpoint does.
    pub(super) fn reaching(&self, resumed: Resumed, at: Instant) -> Option<Resumed> {
        let reaches = |resumed: &Resumed| resumed.reaches_back_to(at);
        if reaches(&resumed) { Some(resumed) } else { self.shelf.as_ref()?.on_base(resumed).filter(reaches) }
    }

    pub(super) fn resume(&self, glance: Option<OpenLedger>) -> Option<Resumed> {
        let place = self.shelf.as_ref().filter(|_| !self.is_in_doubt)?;
        place.resume(glance?).ok()
    }
}
