//! The records of a damaged file, and the people in them.

use crate::engine::contact_book::ContactBook;
use crate::engine::person::{name_key, tidy_name};
use crate::engine::record::{Fact, Record};
use crate::ledger::json::Fields;
use crate::ledger::line::{self, LineError};

/// A record of the file that is being repaired.
pub(super) struct Line {
    pub(super) id: u64,
    pub(super) text: String,
    /// The line of the file; `None` if the record was missing and was taken from a backup.
    pub(super) number: Option<usize>,
    /// Whether its checksum does not match, and no backup has the record.
    pub(super) is_suspect: bool,
    /// The part of the file: both sides of a merge conflict give the same numbers to different records and people.
    pub(super) part: usize,
    /// The people in its [`mentions`], as indices into the list of people.
    pub(super) people: Vec<usize>,
}

impl Line {
    pub(super) fn new(id: u64, text: String, number: Option<usize>) -> Line {
        Line { id, text, number, is_suspect: false, part: 0, people: Vec::new() }
    }

    /// Orders records by id; those with the same id are in the order of the file.
    pub(super) fn rank(&self) -> (u64, usize) {
        (self.id, self.number.unwrap_or(usize::MAX))
    }
}

/// Reads a record without checking that its people were introduced.
pub(super) fn read(text: &str) -> Result<Record, LineError> {
    line::read(text, &mut ContactBook::resumed(u32::MAX as usize))
}

/// The same record with a checksum that matches; `None` if this version does not know its kind, because a damaged kind
/// looks like one of another version.
pub(super) fn as_it_stands(text: &str) -> Option<String> {
    line::with_new_checksum(text).filter(|line| is_known(line))
}

/// Whether a text is a record that this version knows.
pub(super) fn is_known(text: &str) -> bool {
    read(text).is_ok_and(|record| record.fact != Fact::Unknown)
}

/// A field of a line with the number of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `who`.
    Who,
    /// `merged`, and `merged_person` for the name.
    Merged,
    /// `who` in the `set` of an edit.
    Set,
}

/// A person in a line.
pub(super) struct Mention {
    pub(super) place: Place,
    /// The number.
    pub(super) number: u32,
    pub(super) name: Option<String>,
    pub(super) handle: Option<String>,
    /// The names and the handle in a form to be compared, including the new name of a rename.
    pub(super) keys: Vec<String>,
}

/// The people in a line, in the order in which they are introduced.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let Ok(fields) = Fields::read(text) else { return Vec::new() };
    let mention = |fields: &Fields, place, number, name| {
        let (number, name) = (fields.value(number)?, fields.value::<String>(name));
        let handle = fields.value::<String>("handle").filter(|_| place != Place::Merged);
        let new_name = fields.value::<String>("name").filter(|_| place == Place::Who);
        let names = name.iter().chain(&new_name).map(|name| name_key(name));
        let keys = names.chain(handle.iter().map(|handle| format!("in/{handle}"))).collect();
        Some(Mention { place, number, name, handle, keys })
    };
    let set = fields.value::<Fields>("set");
    let who = mention(&fields, Place::Who, "who", "person");
    let merged = mention(&fields, Place::Merged, "merged", "merged_person");
    let in_set = set.and_then(|set| mention(&set, Place::Set, "who", "person"));
    [who, merged, in_set].into_iter().flatten().collect()
}

/// The number and the name of a person in a record that is not valid JSON.
pub(super) fn name_in(broken: &str) -> Option<(u32, String)> {
    let (_, rest) = broken.split_once("\"who\":")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (_, name) = rest.split_once("\"person\":\"")?;
    let name = serde_json::from_str::<String>(&format!("\"{}\"", name.split_once('"')?.0)).ok()?;
    Some((rest[..digits].parse().ok()?, tidy_name(&name).ok()?))
}
