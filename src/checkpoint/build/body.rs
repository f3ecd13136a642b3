//! The sections of a layer, laid one behind the other under its header.

use super::super::form;
use super::super::layer::{Header, Section, Sections};
use crate::engine::contact_book::Person;
use crate::engine::person_state::PersonState;
use crate::engine::rates::Contact;

/// The sections behind the header.
#[derive(Default)]
pub(super) struct Body {
    pieces: Vec<Vec<u8>>,
    length: u64,
}

impl Body {
    /// A section of rows of one width.
    pub(super) fn rows<const N: usize>(&mut self, rows: Vec<[u8; N]>) -> Section {
        self.section(N as u64, vec![rows.into_flattened()])
    }

    /// A section of rows of some width, piece by piece.
    pub(super) fn section(&mut self, width: u64, pieces: Vec<Vec<u8>>) -> Section {
        let (at, length) = (self.length, pieces.iter().map(|piece| piece.len() as u64).sum::<u64>());
        self.length += length;
        self.pieces.extend(pieces);
        Section { at, count: length / width, width }
    }

    /// Numbers of four bytes.
    pub(super) fn numbers(&mut self, numbers: &[u32]) -> Section {
        self.rows(numbers.iter().map(|number| number.to_le_bytes()).collect())
    }

    /// The entries of people, those of the second behind those of the first, and their contacts.
    pub(super) fn entries(&mut self, first: Entries, second: Entries) -> Sections {
        let Entries { mut places, bytes, mut contacts } = first;
        places.extend(second.places.iter().map(|at| at + place(bytes.len())));
        places.push(place(bytes.len() + second.bytes.len()));
        contacts.extend(second.contacts);
        Sections {
            places: self.numbers(&places),
            entries: self.section(1, vec![bytes, second.bytes]),
            contacts: self.contacts(contacts),
            ..Sections::default()
        }
    }

    /// Contacts, sorted by the first.
    pub(super) fn contacts(&mut self, mut contacts: Vec<[u8; 16]>) -> Section {
        contacts.sort_by_key(form::first_contact);
        self.rows(contacts)
    }

    /// All of it, under its header.
    pub(super) fn under(mut self, header: &Header) -> Option<Vec<Vec<u8>>> {
        let text = serde_json::to_vec(header).ok()?;
        let length = u32::try_from(text.len()).ok()?.to_le_bytes().to_vec();
        self.pieces.splice(0..0, [length, text]);
        Some(self.pieces)
    }
}

/// Bytes that most entries of people take at the most.
const TYPICAL_ENTRY: usize = 64;

/// The entries of people, one behind the other.
#[derive(Default)]
pub(super) struct Entries {
    /// Where each begins.
    places: Vec<u32>,
    bytes: Vec<u8>,
    contacts: Vec<[u8; 16]>,
}

impl Entries {
    /// Without any, and with room for those of so many people.
    pub(super) fn with_room(people: usize) -> Entries {
        let bytes = Vec::with_capacity(people * TYPICAL_ENTRY);
        Entries { places: Vec::with_capacity(people), bytes, contacts: Vec::with_capacity(people) }
    }

    /// Puts in a person, with how things stand with them.
    pub(super) fn put(&mut self, person: &Person, is_known: bool, standing: &PersonState) {
        self.places.push(place(self.bytes.len()));
        form::put_person(&mut self.bytes, person, is_known, standing);
        self.contacts.extend(Contact::of(standing).as_ref().map(form::contact_row));
    }
}

fn place(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
