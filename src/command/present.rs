//! The ledger as it stands, read as a whole or resumed from a checkpoint: the same answers either way.

use chrono_tz::Tz;

use crate::checkpoint::Resumed;
use crate::engine::account::Account;
use crate::engine::book::{Meant, Person};
use crate::engine::calendar::Instant;
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::{PersonId, Written};
use crate::engine::statement::{Period, Statement, statement, statement_of};
use crate::engine::timeline::Timeline;

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

    fn ask<T>(&self, ask: impl FnOnce(&dyn Directory) -> T) -> T {
        match self {
            Present::Whole(timeline) => ask(timeline.book()),
            Present::Resumed(resumed) => ask(&resumed.people()),
        }
    }
}

impl Directory for Present {
    fn meant_by(&self, written: &Written) -> Result<Meant, Doubt> {
        self.ask(|people| people.meant_by(written))
    }

    fn exactly(&self, written: &Written) -> Result<Vec<PersonId>, Doubt> {
        self.ask(|people| people.exactly(written))
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        self.ask(|people| people.like(name))
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        self.ask(|people| people.person(id))
    }
}
