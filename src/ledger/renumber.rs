//! Changes the numbers in a record's line: its own id, the ids of the records that it refers to, and the numbers of
//! people.

use super::json::Fields;
use super::line;

/// Functions that return the new numbers.
pub(super) struct Renumbering<'a> {
    /// The new number of a record.
    pub(super) record: &'a dyn Fn(u64) -> u64,
    /// The new number of a person.
    pub(super) person: &'a mut dyn FnMut(u32) -> u32,
}

/// The id of a record.
pub(super) fn id(fields: &Fields) -> Option<u64> {
    fields.value("id")
}

/// Sets the numbers in a line. If any number changed, sets the checksum too.
pub(super) fn renumber(text: &str, numbers: &mut Renumbering<'_>) -> Option<String> {
    let mut fields = Fields::read(text).ok()?;
    for name in ["id", "step", "record", "whole_step"] {
        if let Some(number) = fields.value::<u64>(name) {
            fields.set(name, &(numbers.record)(number));
        }
    }
    if let Some(added) = fields.value::<Vec<u64>>("added") {
        fields.set("added", &added.into_iter().map(numbers.record).collect::<Vec<u64>>());
    }
    for name in ["who", "merged"] {
        if let Some(number) = fields.value::<u32>(name) {
            fields.set(name, &(numbers.person)(number));
        }
    }
    let set = fields.value::<Fields>("set");
    if let Some((mut set, number)) = set.and_then(|set| set.value::<u32>("who").map(|number| (set, number))) {
        set.set("who", &(numbers.person)(number));
        fields.set("set", &set);
    }
    let renumbered = fields.text();
    if renumbered == text { Some(renumbered) } else { line::with_new_checksum(&renumbered) }
}

/// Removes the numbers from a line, and the fields that depend on them. The result is the same for two lines that are
/// the same record with different numbers.
pub(super) fn without_numbers(line: &str) -> String {
    let Ok(mut fields) = Fields::read(line) else { return String::new() };
    fields.remove_all(&["id", "step", "who", "merged", "record", "whole_step", "added", "handle", "sum"]);
    if let Some(mut set) = fields.value::<Fields>("set") {
        set.remove_all(&["who", "handle"]);
        fields.set("set", &set);
    }
    fields.text()
}
