//! The numbers in a record's line: its own, those of the records that it refers to, and those of people.

use super::fields::Fields;
use super::line;

/// Who a number stood for where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    /// The number, from 1.
    pub(super) number: u32,
    /// The name beside it.
    pub(super) name: Option<String>,
    /// The handle beside it.
    pub(super) handle: Option<String>,
}

/// What becomes of the numbers in a line.
pub(super) struct Renumbering<'a> {
    /// The new number of a record.
    pub(super) record: &'a dyn Fn(u64) -> u64,
    /// The new number of a person.
    pub(super) person: &'a mut dyn FnMut(&Who) -> u32,
}

/// The number of a record's line.
pub(super) fn id(fields: &Fields) -> Option<u64> {
    fields.value("id")
}

/// Whom a line, or what it sets, names.
fn who(fields: &Fields) -> Option<Who> {
    let number = fields.value("who")?;
    // The handle of a link is what it says, not whom it is about.
    let is_link = fields.value::<String>("kind").as_deref() == Some("link");
    let handle = if is_link { None } else { fields.value("handle") };
    Some(Who { number, name: fields.value("person"), handle })
}

/// Writes other numbers into a line, and seals it anew if its seal was whole.
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
    if let Some(person) = who(&fields) {
        fields.set("who", &(numbers.person)(&person));
    }
    if let Some(number) = fields.value("merged") {
        fields.set("merged", &(numbers.person)(&Who { number, ..Who::default() }));
    }
    let set = fields.value::<Fields>("set");
    if let Some((mut set, person)) = set.and_then(|set| who(&set).map(|person| (set, person))) {
        set.set("who", &(numbers.person)(&person));
        fields.set("set", &set);
    }
    let renumbered = fields.text();
    if renumbered == text { Some(renumbered) } else { line::sealed_anew(&renumbered) }
}

/// A line without its numbers, and without what comes with them: what two lines have in common that tell one record
/// of one ledger, numbered anew.
pub(super) fn without_numbers(line: &str) -> String {
    let Ok(mut fields) = Fields::read(line) else { return String::new() };
    fields.take_all(&["id", "step", "who", "merged", "record", "whole_step", "added", "handle", "sum"]);
    if let Some(mut set) = fields.value::<Fields>("set") {
        set.take_all(&["who", "handle"]);
        fields.set("set", &set);
    }
    fields.text()
}
