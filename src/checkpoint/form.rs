//! How people, marks and contacts are written down, byte by byte. All numbers are little-endian.

use chrono::{Datelike, NaiveDate};

use crate::engine::calendar::{Instant, Month};
use crate::engine::contact_book::Person;
use crate::engine::directory::Doubt;
use crate::engine::person::Handle;
use crate::engine::person_state::{PersonState, Waiting};
use crate::engine::rates::Contact;

/// Reads what was written, part by part.
pub(super) struct Parts<'a>(pub(super) &'a [u8]);

impl<'a> Parts<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Doubt> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Doubt)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Doubt> {
        self.take(N)?.try_into().map_err(|_| Doubt)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Doubt> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn short(&mut self) -> Result<u16, Doubt> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn number(&mut self) -> Result<u32, Doubt> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn long(&mut self) -> Result<u64, Doubt> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn instant(&mut self) -> Result<Instant, Doubt> {
        self.array().map(|bytes| Instant::from_unix(i64::from_le_bytes(bytes)))
    }

    pub(super) fn date(&mut self) -> Result<NaiveDate, Doubt> {
        NaiveDate::from_num_days_from_ce_opt(self.array().map(i32::from_le_bytes)?).ok_or(Doubt)
    }

    fn text(&mut self) -> Result<&'a str, Doubt> {
        let length = self.short()?;
        std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| Doubt)
    }
}

pub(super) fn put_instant(into: &mut Vec<u8>, at: Instant) {
    into.extend_from_slice(&at.unix().to_le_bytes());
}

/// A date as a number.
pub(super) fn date_number(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

pub(super) fn put_date(into: &mut Vec<u8>, date: NaiveDate) {
    into.extend_from_slice(&date_number(date).to_le_bytes());
}

/// A hash, and whose name or handle has it.
pub(super) fn name_row(hash: u64, id: u32) -> [u8; 12] {
    let mut row = [0; 12];
    row[..8].copy_from_slice(&hash.to_le_bytes());
    row[8..].copy_from_slice(&id.to_le_bytes());
    row
}

/// The beginning of a word, whose it is, and the picture of the whole name.
pub(super) fn word_row(beginning: u64, id: u32, picture: u64) -> [u8; 20] {
    let mut row = [0; 20];
    row[..12].copy_from_slice(&name_row(beginning, id));
    row[12..].copy_from_slice(&picture.to_le_bytes());
    row
}

/// The hash or the beginning of a row and whose it is, as one number, which is compared at once.
pub(super) fn rank<const N: usize>(row: &[u8; N]) -> u128 {
    let mut number = [0; 8];
    number.copy_from_slice(&row[..8]);
    let mut id = [0; 4];
    id.copy_from_slice(&row[8..12]);
    u128::from(u64::from_le_bytes(number)) << u32::BITS | u128::from(u32::from_le_bytes(id))
}

/// Stands for "not answered".
pub(super) const NEVER: Instant = Instant::MIN;

/// When somebody was first contacted, and when they responded.
pub(super) fn contact_row(contact: &Contact) -> [u8; 16] {
    let mut row = [0; 16];
    row[..8].copy_from_slice(&contact.first.unix().to_le_bytes());
    row[8..].copy_from_slice(&contact.answered.unwrap_or(NEVER).unix().to_le_bytes());
    row
}

/// When somebody was first contacted, of their row.
pub(super) fn first_contact(row: &[u8; 16]) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&row[..8]);
    i64::from_le_bytes(first)
}

/// Names and handles are bounded to a few hundred characters, of four bytes at the most.
fn put_text(into: &mut Vec<u8>, text: &str) {
    into.extend_from_slice(&u16::try_from(text.len()).unwrap_or(0).to_le_bytes());
    into.extend_from_slice(text.as_bytes());
}

/// A bit for each thing that may be said of a person.
mod said {
    pub(super) const NAMED: u8 = 1;
    pub(super) const KNOWN: u8 = 2;
    pub(super) const OPEN: u8 = 4;
    pub(super) const INVITED: u8 = 8;
    pub(super) const CONNECTED: u8 = 16;
    pub(super) const WROTE_FIRST: u8 = 32;
    pub(super) const MERGED: u8 = 64;
}

/// A bit for each thing that may be dated.
mod dated {
    pub(super) const DAY: u8 = 1;
    pub(super) const MONTH: u8 = 2;
    pub(super) const CONTACT: u8 = 4;
    pub(super) const ANSWER: u8 = 8;
}

fn bit(bit: u8, holds: bool) -> u8 {
    if holds { bit } else { 0 }
}

/// Writes a person down, with how things stand with them.
pub(super) fn put_person(into: &mut Vec<u8>, person: &Person, is_known: bool, standing: &PersonState) {
    into.push(
        bit(said::NAMED, person.name.is_some())
            | bit(said::KNOWN, is_known)
            | bit(said::MERGED, person.is_merged())
            | bit(said::OPEN, standing.open)
            | bit(said::INVITED, standing.invited)
            | bit(said::CONNECTED, standing.connected)
            | bit(said::WROTE_FIRST, standing.wrote_first),
    );
    into.push(
        bit(dated::DAY, standing.slot_day.is_some())
            | bit(dated::MONTH, standing.slot_month.is_some())
            | bit(dated::CONTACT, standing.first_contact.is_some())
            | bit(dated::ANSWER, standing.answered.is_some()),
    );
    person.name.iter().for_each(|name| put_text(into, name));
    into.extend_from_slice(&u16::try_from(person.handles.len()).unwrap_or(u16::MAX).to_le_bytes());
    person.handles.iter().for_each(|handle| put_text(into, handle.as_str()));
    standing.slot_day.into_iter().for_each(|date| put_date(into, date));
    standing.slot_month.into_iter().for_each(|month| put_date(into, month.first_day()));
    standing.first_contact.into_iter().for_each(|at| put_instant(into, at));
    standing.answered.into_iter().for_each(|at| put_instant(into, at));
    into.extend_from_slice(&u32::try_from(standing.waiting.len()).unwrap_or(u32::MAX).to_le_bytes());
    for inmail in &standing.waiting {
        put_instant(into, inmail.sent);
        into.push(u8::from(inmail.needed_credit));
    }
}

/// Reads a person, and how things stand with them. Whoever was merged into somebody else is not to be asked about.
pub(super) fn person(parts: &mut Parts<'_>) -> Result<(Person, PersonState), Doubt> {
    let (said, dated) = (parts.byte()?, parts.byte()?);
    if said & said::MERGED != 0 {
        return Err(Doubt);
    }
    let named = said & said::NAMED != 0;
    let name = if named { Some(parts.text()?.to_owned()) } else { None };
    let handles = (0..parts.short()?).map(|_| Ok(Handle::kept(parts.text()?.to_owned()))).collect::<Result<_, _>>()?;
    let mut person = Person::new(name, handles);
    person.is_known = said & said::KNOWN != 0;
    let standing = PersonState {
        open: said & said::OPEN != 0,
        invited: said & said::INVITED != 0,
        connected: said & said::CONNECTED != 0,
        wrote_first: said & said::WROTE_FIRST != 0,
        slot_day: if dated & dated::DAY != 0 { Some(parts.date()?) } else { None },
        slot_month: if dated & dated::MONTH != 0 { Some(Month::of(parts.date()?)) } else { None },
        first_contact: if dated & dated::CONTACT != 0 { Some(parts.instant()?) } else { None },
        answered: if dated & dated::ANSWER != 0 { Some(parts.instant()?) } else { None },
        waiting: waiting(parts)?,
    };
    Ok((person, standing))
}

fn waiting(parts: &mut Parts<'_>) -> Result<Vec<Waiting>, Doubt> {
    let count = parts.number()?;
    (0..count).map(|_| Ok(Waiting { sent: parts.instant()?, needed_credit: parts.byte()? == 1 })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_comes_back_as_written_down() {
        let at = Instant::from_unix(1_764_000_000);
        let date = NaiveDate::from_ymd_opt(2026, 11, 25);
        let standing = PersonState {
            open: true,
            slot_day: date,
            slot_month: date.map(Month::of),
            waiting: vec![Waiting { sent: at, needed_credit: true }, Waiting { sent: at, needed_credit: false }],
            invited: true,
            connected: false,
            first_contact: Some(at),
            answered: None,
            wrote_first: true,
        };
        let mut jane =
            Person::new(Some("Jane Doé".to_owned()), vec![Handle::new("jane").unwrap(), Handle::new("j").unwrap()]);
        jane.is_known = true;
        for (person_in, standing_in) in [(jane, standing), (Person::new(None, Vec::new()), PersonState::default())] {
            let mut bytes = Vec::new();
            put_person(&mut bytes, &person_in, person_in.is_known, &standing_in);
            let mut parts = Parts(&bytes);
            assert_eq!(person(&mut parts).unwrap(), (person_in, standing_in));
            assert!(parts.0.is_empty());
            assert_eq!(person(&mut Parts(&bytes[..bytes.len() - 1])).unwrap_err(), Doubt);
        }
    }
}
