//! Makes ledgers of any size, with the same content each time.

use std::path::Path;

use chrono_tz::Tz;
use inquota::engine::calendar::Instant;
use inquota::engine::contact_book::ContactBook;
use inquota::engine::person::PersonId;
use inquota::engine::record::{Annotations, Answer, Charge, Details, Fact, Import, Record, RecordId};
use inquota::engine::wording::{BINS, Wording};
use inquota::ledger::Ledger;

/// The time of all commands: 25 November 2026, 09:00 in Berlin.
pub(crate) const NOW: i64 = 1_795_593_600;

/// The zone of the account. It has daylight saving time.
pub(crate) const ZONE: Tz = Tz::Europe__Berlin;

const FIRST_NAMES: [&str; 24] = [
    "Jane", "Ravi", "Maria", "Chen", "Aisha", "Tom", "Ines", "Olga", "Kofi", "Yuki", "Lars", "Nora", "Pablo", "Fatima",
    "John", "Mei", "Anna", "Omar", "Lucia", "Peter", "Zoe", "Ivan", "Sofia", "David",
];
const LAST_NAMES: [&str; 24] = [
    "Doe", "Patel", "Garcia", "Wei", "Khan", "Baker", "Costa", "Ivanova", "Mensah", "Tanaka", "Berg", "Holm", "Ruiz",
    "Haddad", "Smith", "Lin", "Novak", "Farouk", "Rossi", "Klein", "Martin", "Petrov", "Silva", "Levy",
];

/// A pseudo-random number generator (splitmix64).
struct Random(u64);

impl Random {
    /// A number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// The name of the person with this number. All names differ.
pub(crate) fn name(person: u64) -> String {
    let first = FIRST_NAMES[usize::try_from(person % 24).unwrap_or(0)];
    let last = LAST_NAMES[usize::try_from(person / 24 % 24).unwrap_or(0)];
    match person / 576 {
        0 => format!("{first} {last}"),
        more => format!("{first} {} {last}", letters(more)),
    }
}

/// Writes a number in letters, as a middle name.
fn letters(number: u64) -> String {
    let mut rest = number;
    let mut letters = String::new();
    while rest > 0 {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters
}

/// The records of a ledger of this size. Every fourth record is about a new person, and the last record is a minute
/// before [`NOW`].
pub(crate) fn records(size: u64) -> (Vec<Record>, ContactBook) {
    let pace = pace(size);
    let (mut random, mut book) = (Random(size), ContactBook::default());
    let mut records = Vec::new();
    for number in 1..=size {
        let known = book.len() as u64;
        let person = if number % 4 == 1 {
            book.declare(Some(name(known)), None)
        } else {
            PersonId(u32::try_from(known - 1 - random.below(known.min(2_000))).unwrap_or(0))
        };
        let at = Instant::from_unix(NOW - 60 - i64::try_from((size - number) * pace).unwrap_or(0));
        let fact = fact(person, random.below(100));
        records.push(Record { id: RecordId(number), at, recorded: at, fact, details: Details::default() });
    }
    (records, book)
}

/// The seconds between two records: the whole ledger covers 90 days, five years or ten years.
fn pace(size: u64) -> u64 {
    let days = match size {
        0..10_000 => 90,
        10_000..500_000 => 5 * 365,
        _ => 10 * 365,
    };
    days * 86_400 / size
}

fn fact(person: PersonId, rolled: u64) -> Fact {
    match rolled {
        0..70 => Fact::Message { to: person },
        70..80 => Fact::InMail { to: person, charge: Charge::Ordinary },
        80..90 => Fact::Invitation { to: person, with_note: rolled == 80 },
        90..98 => Fact::Response { from: person, answer: Answer::Replied },
        _ => Fact::Acceptance { by: person },
    }
}

/// The wording of a send: one of 200 templates with a few words of its own.
pub(crate) fn wording(number: u64) -> Wording {
    let (mut template, mut own) = (Random(number % 200), Random(number));
    let mut bins: [u8; BINS] = std::array::from_fn(|_| u8::try_from(1 + template.below(15)).unwrap_or(1));
    (0..5).for_each(|_| bins[usize::try_from(own.below(56)).unwrap_or(0)] = u8::try_from(own.below(16)).unwrap_or(0));
    Wording::new(&bins, u32::try_from(number).unwrap_or(0))
}

/// Writes a ledger of this size in which every send has a wording.
pub(crate) fn write_worded(path: &Path, size: u64) {
    let (mut records, book) = records(size);
    for record in records.iter_mut().filter(|record| record.fact.sent().is_some()) {
        let wording = Some(wording(record.id.0));
        record.details = Annotations { wording, ..Annotations::default() }.into();
    }
    write_records(path, &records, &book);
}

/// Writes a ledger of this size.
pub(crate) fn write(path: &Path, size: u64) {
    let (records, book) = records(size);
    write_records(path, &records, &book);
}

/// Writes a ledger whose records were added by one import.
pub(crate) fn write_import(path: &Path, size: u64) {
    let (mut records, book) = records(size);
    for record in &mut records {
        record.id = RecordId(record.id.0 + 1);
        record.details = Details::default().in_step(Some(RecordId(1)));
    }
    let count = u32::try_from(size).unwrap_or(u32::MAX);
    let import = Box::new(Import { name: None, handle: None, records: count, notes: Vec::new() });
    let first = Record { id: RecordId(1), fact: Fact::Import(import), ..records[0].clone() };
    records.insert(0, first);
    write_records(path, &records, &book);
}

fn write_records(path: &Path, records: &[Record], book: &ContactBook) {
    let created = records[0].at;
    let locked = Ledger::at(path).and_then(|ledger| ledger.lock());
    locked.and_then(|locked| locked.append(records, book, created, ZONE)).expect("the ledger can be written");
}
