//! The byte format of the rows that statements read: days, first contacts, and the days on which people got messages;
//! and of the texts that were sent lately.
//! After a change here, raise [`VERSION`](super::file::VERSION).

use chrono::{Datelike, NaiveDate};

use super::codec::{Bytes, read_first_response, write_date};
use super::stale::Stale;
use crate::engine::advice::alike::SentText;
use crate::engine::calendar::Instant;
use crate::engine::message_days::MessageDay;
use crate::engine::person::PersonId;
use crate::engine::rates::Contact;
use crate::engine::statement::DaySnapshot;
use crate::engine::totals::{COUNTS, Totals};
use crate::engine::wording::Wording;

/// The size of a day's row: its date, the balance, and the totals.
pub(super) const DAY_ROW: usize = 4 + 8 + 8 * COUNTS;

/// Writes the row of a day.
pub(super) fn write_day(into: &mut Vec<u8>, date: NaiveDate, snapshot: &DaySnapshot) {
    write_date(into, date);
    into.extend_from_slice(&snapshot.balance.to_le_bytes());
    snapshot.totals.counts().iter().for_each(|count| into.extend_from_slice(&count.to_le_bytes()));
}

/// Reads the row of a day.
pub(super) fn read_day(row: &mut Bytes<'_>) -> Result<(NaiveDate, DaySnapshot), Stale> {
    let (date, balance) = (row.date()?, row.u64()?);
    let mut counts = [0; COUNTS];
    for count in &mut counts {
        *count = row.u64()?;
    }
    Ok((date, DaySnapshot { totals: Totals::of_counts(counts), balance }))
}

/// Means "not answered".
const NEVER: Instant = Instant::MIN;

/// The row of a first contact.
pub(super) type ContactRow = [u8; 17];

/// Writes the row of a first contact.
pub(super) fn write_contact(contact: &Contact) -> ContactRow {
    let (answered, declined) = contact.answered.map_or((NEVER, false), |response| (response.at, response.declined));
    let mut row = [0; 17];
    row[..8].copy_from_slice(&contact.first.unix().to_le_bytes());
    row[8..16].copy_from_slice(&answered.unix().to_le_bytes());
    row[16] = u8::from(declined);
    row
}

/// Reads the row of a first contact.
pub(super) fn read_contact(row: &mut Bytes<'_>) -> Result<Contact, Stale> {
    let (first, response) = (row.instant()?, read_first_response(row)?);
    Ok(Contact { first, answered: (response.at != NEVER).then_some(response) })
}

/// Means "not before".
const NO_DATE: NaiveDate = NaiveDate::MIN;

/// The row of a day on which a person got a message.
pub(super) type MessageDayRow = [u8; 8];

/// Writes the row of a day on which a person got a message.
pub(super) fn write_message_day(day: MessageDay) -> MessageDayRow {
    let mut row = [0; 8];
    row[..4].copy_from_slice(&day.date.num_days_from_ce().to_le_bytes());
    row[4..].copy_from_slice(&day.previous.unwrap_or(NO_DATE).num_days_from_ce().to_le_bytes());
    row
}

/// Reads the row of a day on which a person got a message.
pub(super) fn read_message_day(row: &mut Bytes<'_>) -> Result<MessageDay, Stale> {
    let (date, previous) = (row.date()?, row.date()?);
    Ok(MessageDay { date, previous: (previous != NO_DATE).then_some(previous) })
}

/// The row of a text that was sent.
pub(super) type TextRow = [u8; 44];

/// Writes the row of a text that was sent.
pub(super) fn write_text(text: &SentText) -> TextRow {
    let mut row = [0; 44];
    row[..8].copy_from_slice(&text.at.unix().to_le_bytes());
    row[8..12].copy_from_slice(&text.to.0.to_le_bytes());
    row[12..].copy_from_slice(&text.wording.to_bytes());
    row
}

/// Reads the row of a text that was sent.
pub(super) fn read_text(row: &mut Bytes<'_>) -> Result<SentText, Stale> {
    let (at, to) = (row.instant()?, PersonId(row.u32()?));
    Ok(SentText { at, to, wording: Wording::from_bytes(row.array()?) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::person_state::FirstResponse;

    #[test]
    fn contacts_and_message_days_are_read_as_written() {
        let (first, at) = (Instant::from_unix(1_764_000_000), Instant::from_unix(1_764_000_001));
        for answered in [None, Some(FirstResponse { at, declined: true }), Some(FirstResponse { at, declined: false })]
        {
            let contact = Contact { first, answered };
            assert_eq!(read_contact(&mut Bytes(&write_contact(&contact))), Ok(contact));
        }
        let text = SentText { at, to: PersonId(7), wording: Wording::from_bytes([9; 32]) };
        assert_eq!(read_text(&mut Bytes(&write_text(&text))), Ok(text));
        let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        for previous in [None, Some(date)] {
            let day = MessageDay { date, previous };
            assert_eq!(read_message_day(&mut Bytes(&write_message_day(day))), Ok(day));
        }
    }
}
