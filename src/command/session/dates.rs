//! The dates and times that a command line names, in the zone of the account.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::Session;
use crate::cli::when::{Purpose, WhenParser, Yearless};
use crate::command::date_args;
use crate::command::transaction::Transaction;
use crate::engine::calendar::{Instant, date_of};
use crate::error::Failure;
use crate::view::day;

impl Session<'_> {
    /// The instant of `--at`, or now.
    pub(in crate::command) fn at(&self, zone: Tz, purpose: Purpose) -> Result<Instant, Failure> {
        match &self.global.at {
            None => Ok(self.now),
            Some(text) => date_args::instant(self.parser(zone), text, purpose),
        }
    }

    /// Parses the DATE of an option in this zone. One without a year is the nearest.
    pub(in crate::command) fn date(&self, option: &str, text: &str, zone: Tz) -> Result<NaiveDate, Failure> {
        date_args::date(self.parser(zone), option, text, Yearless::Nearest)
    }

    /// Parses the DATE of an option that looks back.
    pub(in crate::command) fn past_date(&self, option: &str, text: &str, zone: Tz) -> Result<NaiveDate, Failure> {
        date_args::date(self.parser(zone), option, text, Yearless::Past)
    }

    /// Parses the DATE of an option that looks ahead. A weekday is the next one.
    pub(in crate::command) fn date_ahead(&self, option: &str, text: &str, zone: Tz) -> Result<NaiveDate, Failure> {
        date_args::date_ahead(self.parser(zone), option, text)
    }

    /// Parses `--until`, the first day after what begins at the transaction's instant. It may be past if `--at` is given.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not after that day. `hint` says what to give instead.
    pub(in crate::command) fn end(
        &self,
        text: &str,
        transaction: &Transaction,
        hint: &str,
    ) -> Result<NaiveDate, Failure> {
        let begins = date_of(transaction.at, transaction.zone());
        let end = date_args::end(self.parser(transaction.zone()), "--until", text, begins)?;
        if end > begins {
            return Ok(end);
        }
        let begins = if self.has_at() { day(begins) } else { "today".to_owned() };
        let message = format!("--until {} is not after {begins}", day(end));
        Err(Failure::input("usage", message, hint))
    }

    /// Parses the first and the last DATE of a period.
    pub(in crate::command) fn dates(
        &self,
        from: Option<&str>,
        to: Option<&str>,
        zone: Tz,
    ) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Failure> {
        date_args::period(self.parser(zone), from, to)
    }

    fn parser(&self, zone: Tz) -> WhenParser {
        WhenParser { now: self.now, zone }
    }
}
