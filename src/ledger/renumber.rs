//! The numbers in a record's line, changed: its own, those of the records that it refers to, and those of people.

use super::json::Fields;
use super::line;

/// A person as a line names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NamedPerson {
    /// The number, from 1.
    pub(super) number: u32,
    /// The name given with it.
    pub(super) name: Option<String>,
}

/// The new numbers.
pub(super) struct Renumbering<'a> {
    /// The new number of a record.
    pub(super) record: &'a dyn Fn(u64) -> u64,
    /// The new number of a person.
    pub(super) person: &'a mut dyn FnMut(&NamedPerson) -> u32,
}

/// The number of a record.
pub(super) fn id(fields: &Fields) -> Option<u64> {
    fields.value("id")
}

/// Whom a line, or what an edit sets, names.
fn named_person(fields: &Fields) -> Option<NamedPerson> {
    Some(NamedPerson { number: fields.value("who")?, name: fields.value("person") })
}

/// Writes other numbers into a line, and a new checksum if any of them changed.
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
    if let Some(person) = named_person(&fields) {
        fields.set("who", &(numbers.person)(&person));
    }
    if let Some(number) = fields.value("merged") {
        fields.set("merged", &(numbers.person)(&NamedPerson { number, name: None }));
    }
    let set = fields.value::<Fields>("set");
    if let Some((mut set, person)) = set.and_then(|set| named_person(&set).map(|person| (set, person))) {
        set.set("who", &(numbers.person)(&person));
        fields.set("set", &set);
    }
    let renumbered = fields.text();
    if renumbered == text { Some(renumbered) } else { line::with_new_checksum(&renumbered) }
}

/// A line without its numbers, and without what depends on them: what two lines have in common that are one record of
/// one ledger, numbered differently.
pub(super) fn without_numbers(line: &str) -> String {
    let Ok(mut fields) = Fields::read(line) else { return String::new() };
    fields.remove_all(&["id", "step", "who", "merged", "record", "whole_step", "added", "handle", "sum"]);
    if let Some(mut set) = fields.value::<Fields>("set") {
        set.remove_all(&["who", "handle"]);
        fields.set("set", &set);
    }
    fields.text()
}
