//! The byte format of people in a checkpoint. All numbers are little-endian.
//!
//! It is written by hand rather than with serde, since a checkpoint of a million records has a quarter of a million
//! people and JSON is five times slower. After a change here, raise [`VERSION`](super::file::VERSION).

use chrono::{Datelike, NaiveDate};

use super::stale::Stale;
use crate::engine::calendar::{Instant, Month};
use crate::engine::contact_book::Person;
use crate::engine::interaction::SendKind;
use crate::engine::invitation::{Connection, Invitation};
use crate::engine::person::{Handle, PersonId};
use crate::engine::person_state::{FirstResponse, PersonState, UnansweredInMail};
use crate::engine::thread::Thread;

/// The bytes still to be read.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Stale> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Stale)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Stale> {
        self.take(N)?.try_into().map_err(|_| Stale)
    }

    fn u8(&mut self) -> Result<u8, Stale> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, Stale> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Stale> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, Stale> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn instant(&mut self) -> Result<Instant, Stale> {
        self.array().map(|bytes| Instant::from_unix(i64::from_le_bytes(bytes)))
    }

    pub(super) fn date(&mut self) -> Result<NaiveDate, Stale> {
        NaiveDate::from_num_days_from_ce_opt(self.array().map(i32::from_le_bytes)?).ok_or(Stale)
    }

    fn text(&mut self) -> Result<&'a str, Stale> {
        let length = self.u16()?;
        std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| Stale)
    }

    /// Reads a value if its flag is set.
    fn optional<T>(
        &mut self,
        flag: bool,
        read: impl FnOnce(&mut Self) -> Result<T, Stale>,
    ) -> Result<Option<T>, Stale> {
        if flag { read(self).map(Some) } else { Ok(None) }
    }
}

/// Reads an 8-byte number.
pub(super) fn read_number(bytes: &mut Bytes<'_>) -> Result<u64, Stale> {
    bytes.u64()
}

/// Reads an instant.
pub(super) fn read_instant(bytes: &mut Bytes<'_>) -> Result<Instant, Stale> {
    bytes.instant()
}

/// Reads a date.
pub(super) fn read_date(bytes: &mut Bytes<'_>) -> Result<NaiveDate, Stale> {
    bytes.date()
}

fn write_instant(into: &mut Vec<u8>, at: Instant) {
    into.extend_from_slice(&at.unix().to_le_bytes());
}

/// Writes a date.
pub(super) fn write_date(into: &mut Vec<u8>, date: NaiveDate) {
    into.extend_from_slice(&date.num_days_from_ce().to_le_bytes());
}

/// Writes a name or a handle. Their lengths fit two bytes: 200 characters at most, of at most 4 bytes each.
fn write_text(into: &mut Vec<u8>, text: &str) {
    into.extend_from_slice(&u16::try_from(text.len()).unwrap_or(0).to_le_bytes());
    into.extend_from_slice(text.as_bytes());
}

/// The bits of a person's two flag bytes: states, and which optional fields follow.
mod flag {
    pub(super) const NAMED: u8 = 1;
    pub(super) const KNOWN: u8 = 2;
    pub(super) const OPEN: u8 = 4;
    pub(super) const INVITATION_COUNTS: u8 = 8;
    pub(super) const CONNECTED: u8 = 16;
    pub(super) const WROTE_FIRST: u8 = 32;
    pub(super) const MERGED: u8 = 64;
    pub(super) const WITHDRAWN: u8 = 128;

    pub(super) const DAY: u8 = 1;
    pub(super) const MONTH: u8 = 2;
    pub(super) const CONTACT: u8 = 4;
    pub(super) const ANSWER: u8 = 8;
    pub(super) const THREAD: u8 = 16;
    pub(super) const SNOOZED: u8 = 32;
    pub(super) const CLOSED: u8 = 64;
    pub(super) const INVITATION: u8 = 128;
}

fn flags(flags: &[(u8, bool)]) -> u8 {
    flags.iter().filter(|(_, holds)| *holds).map(|(bit, _)| bit).sum()
}

/// Writes a person and their state.
pub(super) fn write_person(into: &mut Vec<u8>, person: &Person, state: &PersonState) {
    if let Some(remaining) = person.merged_into() {
        into.push(flag::MERGED);
        into.extend_from_slice(&remaining.0.to_le_bytes());
        return;
    }
    into.push(flags(&[
        (flag::NAMED, person.name.is_some()),
        (flag::KNOWN, person.is_known),
        (flag::OPEN, state.open),
        (
            flag::INVITATION_COUNTS,
            state.connection.invitation.is_some_and(|invitation| invitation.counts_from.is_some()),
        ),
        (flag::CONNECTED, state.connection.is_known),
        (flag::WROTE_FIRST, state.wrote_first),
        (flag::WITHDRAWN, state.connection.withdrawn.is_some()),
    ]));
    into.push(flags(&[
        (flag::DAY, state.messaged_on.is_some()),
        (flag::MONTH, state.slot_month.is_some()),
        (flag::CONTACT, state.first_contact.is_some()),
        (flag::ANSWER, state.answered.is_some()),
        (flag::THREAD, state.thread.is_some()),
        (flag::SNOOZED, state.thread.is_some_and(|thread| thread.snoozed.is_some())),
        (flag::CLOSED, state.thread.is_some_and(|thread| thread.is_closed)),
        (flag::INVITATION, state.connection.invitation.is_some()),
    ]));
    person.name.iter().for_each(|name| write_text(into, name));
    into.extend_from_slice(&u32::try_from(person.handles.len()).unwrap_or(u32::MAX).to_le_bytes());
    person.handles.iter().for_each(|handle| write_text(into, handle.as_str()));
    state.messaged_on.into_iter().for_each(|date| write_date(into, date));
    state.slot_month.into_iter().for_each(|month| write_date(into, month.first_day()));
    state.first_contact.into_iter().for_each(|at| write_instant(into, at));
    if let Some(response) = state.answered {
        write_instant(into, response.at);
        into.push(u8::from(response.declined));
    }
    into.extend_from_slice(&u32::try_from(state.unanswered_inmails.len()).unwrap_or(u32::MAX).to_le_bytes());
    for inmail in &state.unanswered_inmails {
        write_instant(into, inmail.sent);
        into.push(u8::from(inmail.needed_credit));
        into.extend_from_slice(&inmail.plan_starts.to_le_bytes());
    }
    if let Some(thread) = &state.thread {
        write_thread(into, thread);
    }
    if let Some(invitation) = state.connection.invitation {
        [Some(invitation.sent), Some(invitation.lapses_at), invitation.counts_from]
            .into_iter()
            .flatten()
            .for_each(|at| write_instant(into, at));
    }
    state.connection.withdrawn.into_iter().for_each(|at| write_instant(into, at));
}

fn write_thread(into: &mut Vec<u8>, thread: &Thread) {
    write_instant(into, thread.first_contact);
    write_instant(into, thread.last_touch);
    write_date(into, thread.last_touch_on);
    into.extend_from_slice(&thread.nudges.to_le_bytes());
    into.push(thread.channel.code());
    thread.snoozed.into_iter().for_each(|date| write_date(into, date));
}

/// Reads a person without their state.
pub(super) fn read_person(bytes: &mut Bytes<'_>) -> Result<Person, Stale> {
    let (states, _) = read_person_flags(bytes)?;
    read_name_and_handles(states, bytes)
}

/// Reads a person and their state.
pub(super) fn read_person_and_state(id: PersonId, bytes: &mut Bytes<'_>) -> Result<(Person, PersonState), Stale> {
    let (states, fields) = read_person_flags(bytes)?;
    let (is, has) = (|flag: u8| states & flag != 0, |flag: u8| fields & flag != 0);
    let person = read_name_and_handles(states, bytes)?;
    let state = PersonState {
        open: is(flag::OPEN),
        wrote_first: is(flag::WROTE_FIRST),
        messaged_on: bytes.optional(has(flag::DAY), Bytes::date)?,
        slot_month: bytes.optional(has(flag::MONTH), Bytes::date)?.map(Month::of),
        first_contact: bytes.optional(has(flag::CONTACT), Bytes::instant)?,
        answered: bytes.optional(has(flag::ANSWER), read_first_response)?,
        unanswered_inmails: read_unanswered_inmails(bytes)?,
        thread: bytes.optional(has(flag::THREAD), |bytes| read_thread(id, fields, bytes))?,
        connection: Connection {
            is_known: is(flag::CONNECTED),
            invitation: bytes.optional(has(flag::INVITATION), |bytes| read_invitation(states, bytes))?,
            withdrawn: bytes.optional(is(flag::WITHDRAWN), Bytes::instant)?,
        },
    };
    Ok((person, state))
}

/// The two bytes of flags. Fails for an entry that was merged into another: callers resolve merges first.
fn read_person_flags(bytes: &mut Bytes<'_>) -> Result<(u8, u8), Stale> {
    let (states, fields) = (bytes.u8()?, bytes.u8()?);
    if states & flag::MERGED == 0 { Ok((states, fields)) } else { Err(Stale) }
}

fn read_name_and_handles(states: u8, bytes: &mut Bytes<'_>) -> Result<Person, Stale> {
    let name = bytes.optional(states & flag::NAMED != 0, |bytes| Ok(bytes.text()?.to_owned()))?;
    let handles =
        (0..bytes.u32()?).map(|_| Ok(Handle::from_stored(bytes.text()?.to_owned()))).collect::<Result<_, _>>()?;
    let mut person = Person::new(name, handles);
    person.is_known = states & flag::KNOWN != 0;
    Ok(person)
}

/// The person that an entry was merged into, if it was.
pub(super) fn merged_into(entry: &[u8]) -> Result<Option<PersonId>, Stale> {
    let mut bytes = Bytes(entry);
    let is_merged = bytes.u8()? & flag::MERGED != 0;
    bytes.optional(is_merged, |bytes| bytes.u32().map(PersonId))
}

fn read_thread(person: PersonId, fields: u8, bytes: &mut Bytes<'_>) -> Result<Thread, Stale> {
    Ok(Thread {
        person,
        first_contact: bytes.instant()?,
        last_touch: bytes.instant()?,
        last_touch_on: bytes.date()?,
        nudges: bytes.u32()?,
        channel: SendKind::of_code(bytes.u8()?).ok_or(Stale)?,
        snoozed: bytes.optional(fields & flag::SNOOZED != 0, Bytes::date)?,
        is_closed: fields & flag::CLOSED != 0,
    })
}

fn read_invitation(states: u8, bytes: &mut Bytes<'_>) -> Result<Invitation, Stale> {
    Ok(Invitation {
        sent: bytes.instant()?,
        lapses_at: bytes.instant()?,
        counts_from: bytes.optional(states & flag::INVITATION_COUNTS != 0, Bytes::instant)?,
    })
}

/// Reads a first response.
pub(super) fn read_first_response(bytes: &mut Bytes<'_>) -> Result<FirstResponse, Stale> {
    Ok(FirstResponse { at: bytes.instant()?, declined: bytes.u8()? == 1 })
}

fn read_unanswered_inmails(bytes: &mut Bytes<'_>) -> Result<Vec<UnansweredInMail>, Stale> {
    let count = bytes.u32()?;
    let read = |bytes: &mut Bytes<'_>| {
        let (sent, needed_credit) = (bytes.instant()?, bytes.u8()? == 1);
        Ok(UnansweredInMail { sent, needed_credit, plan_starts: bytes.u32()? })
    };
    (0..count).map(|_| read(bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::interaction::Charge;

    #[test]
    fn a_person_is_read_as_written() {
        let at = Instant::from_unix(1_764_000_000);
        let date = NaiveDate::from_ymd_opt(2026, 11, 25);
        let state = PersonState {
            open: true,
            messaged_on: date,
            slot_month: date.map(Month::of),
            unanswered_inmails: vec![
                UnansweredInMail { sent: at, needed_credit: true, plan_starts: 3 },
                UnansweredInMail { sent: at, needed_credit: false, plan_starts: 0 },
            ],
            connection: Connection {
                is_known: false,
                invitation: Some(Invitation { sent: at, lapses_at: at, counts_from: Some(at) }),
                withdrawn: Some(at),
            },
            first_contact: Some(at),
            answered: Some(FirstResponse { at, declined: true }),
            wrote_first: true,
            thread: Some(Thread {
                person: PersonId(7),
                first_contact: at,
                last_touch: at,
                last_touch_on: date.unwrap(),
                channel: SendKind::InMail(Charge::Free),
                nudges: 2,
                snoozed: date,
                is_closed: true,
            }),
        };
        let handles = vec![Handle::new("jane").unwrap(), Handle::new("j").unwrap()];
        let mut jane = Person::new(Some("Jane Doé".to_owned()), handles);
        jane.is_known = true;
        for (person_in, state_in) in [(jane, state), (Person::new(None, Vec::new()), PersonState::default())] {
            let mut written = Vec::new();
            write_person(&mut written, &person_in, &state_in);
            let mut bytes = Bytes(&written);
            assert_eq!(read_person(&mut Bytes(&written)).as_ref(), Ok(&person_in));
            assert_eq!(read_person_and_state(PersonId(7), &mut bytes), Ok((person_in, state_in)));
            assert!(bytes.0.is_empty());
            assert_eq!(read_person_and_state(PersonId(7), &mut Bytes(&written[..written.len() - 1])), Err(Stale));
        }
    }
}
