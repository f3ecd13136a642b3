//! A text that was sent, or is to be sent, as other texts are compared with it. Only its fingerprint is kept.

use std::path::Path;

use super::reading;
use super::session::Session;
use crate::engine::contact_book::Person;
use crate::engine::person::Handle;
use crate::engine::wording::Wording;
use crate::error::Failure;
use crate::wording;

/// A text, for as long as the command runs.
pub(super) struct GivenText(String);

/// Reads a text from a file, or from standard input for `-`.
///
/// # Errors
///
/// When it cannot be read, is longer than 1 MiB, or is empty.
pub(super) fn read(path: &Path, session: &mut Session<'_>) -> Result<GivenText, Failure> {
    let text = reading::read(path, session)?;
    if text.trim().is_empty() {
        let message = format!("the text in {} is empty", reading::name_of(path));
        let hint = "name a file with the text that you sent, or - for standard input";
        return Err(Failure::input("bad_text", message, hint));
    }
    Ok(GivenText(text))
}

impl GivenText {
    /// The fingerprint, without the names of the people to whom the text was sent. `None` if the text is too short.
    pub(super) fn wording<'a>(&self, people: impl Iterator<Item = &'a Person>) -> Option<Wording> {
        let names: Vec<&str> = people.flat_map(names).collect();
        wording::of_text(&self.0, &names)
    }
}

/// What a person is called: the name and the handles.
pub(super) fn names(person: &Person) -> impl Iterator<Item = &str> {
    person.name.as_deref().into_iter().chain(person.handles.iter().map(Handle::as_str))
}
