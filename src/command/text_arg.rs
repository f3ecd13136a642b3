//! A text that was sent, from a file or from standard input. Only its fingerprint is kept.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::person_arg::STDIN;
use super::session::Session;
use crate::archive::decode;
use crate::engine::contact_book::Person;
use crate::engine::person::Handle;
use crate::engine::wording::Wording;
use crate::error::Failure;
use crate::view::safe;
use crate::wording;

/// The longest text, in bytes.
const LONGEST_TEXT: u64 = 1 << 20;

/// Whether a text is to be read from standard input.
pub(super) fn is_input(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// A text, for as long as the command runs.
pub(super) struct GivenText(String);

/// Reads a text from a file, or from standard input for `-`.
///
/// # Errors
///
/// When it cannot be read, is longer than 1 MiB, or is empty.
pub(super) fn read(path: &Path, session: &mut Session<'_>) -> Result<GivenText, Failure> {
    let is_input = is_input(path);
    let name = if is_input { "standard input".to_owned() } else { safe(&path.display().to_string()) };
    let bytes = if is_input {
        session.standard_input(LONGEST_TEXT + 1).map(<[u8]>::to_vec)
    } else {
        let mut bytes = Vec::new();
        let file = File::open(path);
        file.and_then(|file| file.take(LONGEST_TEXT + 1).read_to_end(&mut bytes)).map(|_| bytes)
    };
    let bytes = bytes.map_err(|error| bad_text(unreadable(&name, error.kind())))?;
    if bytes.len() as u64 > LONGEST_TEXT {
        let message = format!("the text in {name} is longer than 1 MiB");
        return Err(Failure::input("too_long", message, "give the text of one message"));
    }
    let text = decode(&bytes);
    if text.trim().is_empty() {
        return Err(bad_text(format!("the text in {name} is empty")));
    }
    Ok(GivenText(text))
}

fn unreadable(name: &str, cause: ErrorKind) -> String {
    match cause {
        ErrorKind::NotFound => format!("there is no file {name}"),
        cause => format!("the text in {name} could not be read: {cause}"),
    }
}

fn bad_text(message: String) -> Failure {
    Failure::input("bad_text", message, "name a file with the text that you sent, or - for standard input")
}

impl GivenText {
    /// The fingerprint, without the names of the people to whom the text was sent. `None` if the text is too short.
    pub(super) fn wording<'a>(&self, people: impl Iterator<Item = &'a Person>) -> Option<Wording> {
        let names: Vec<&str> = people.flat_map(names).collect();
        wording::of_text(&self.0, &names)
    }
}

/// What a person is called: the name and the handles.
fn names(person: &Person) -> impl Iterator<Item = &str> {
    person.name.as_deref().into_iter().chain(person.handles.iter().map(Handle::as_str))
}
