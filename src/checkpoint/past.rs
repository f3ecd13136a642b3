//! The past of an account that goes on from a checkpoint: what a statement is read off.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::resumed::{Resumed, TailFold};
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, date_of, end_of};
use crate::engine::directory::Doubt;
use crate::engine::rates::{Contact, ResponseRate, answered_between, response_rate};
use crate::engine::statement::{DaySnapshot, Past};

/// The past of an account that goes on from a checkpoint.
pub(crate) struct QuickPast<'a> {
    fold: TailFold<'a>,
    as_of: Instant,
}

impl<'a> QuickPast<'a> {
    /// The past of a resumed ledger, up to an instant.
    pub(super) fn of(resumed: &'a Resumed, as_of: Instant) -> Result<QuickPast<'a>, Doubt> {
        Ok(QuickPast { fold: resumed.fold(as_of)?, as_of })
    }

    /// The account as of the instant.
    fn account(&mut self) -> &Account {
        self.fold.read_through(self.as_of);
        &self.fold.account
    }
}

impl Past for QuickPast<'_> {
    type Error = Doubt;

    fn zone(&self) -> Tz {
        self.fold.resumed.zone()
    }

    fn as_of(&self) -> Instant {
        self.as_of
    }

    fn mark(&mut self, date: NaiveDate) -> Result<DaySnapshot, Doubt> {
        let stack = &self.fold.resumed.stack;
        if date < date_of(stack.header().last_at, self.zone()) {
            return stack.mark(date);
        }
        self.fold.read_through(end_of(date, self.zone()).min(self.as_of));
        Ok(DaySnapshot::of(self.fold.account.budget()))
    }

    fn response_rate(&mut self, span: (Instant, Instant)) -> Result<ResponseRate, Doubt> {
        let (resumed, as_of) = (self.fold.resumed, self.as_of);
        let before = resumed.stack.response_rate(span, as_of)?;
        let left = response_rate(resumed.behind().as_left.values().filter_map(Contact::of), span, as_of);
        let now = response_rate(self.account().people().filter_map(Contact::of), span, as_of);
        Ok(before.without(left).with(now))
    }

    fn answered_inmails(&mut self, span: (Instant, Instant)) -> Result<u64, Doubt> {
        let before = self.fold.resumed.stack.answered(span)?;
        let now = answered_between(self.account().answered_inmails(), span);
        Ok(before + now)
    }
}
