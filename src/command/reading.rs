//! Reads a text of one message, a draft or one that was sent: within limits, and in any encoding that `import` reads.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::person_arg::STDIN;
use super::session::Session;
use crate::archive::decode;
use crate::error::Failure;
use crate::view::safe;

/// The most bytes of a text.
const MOST_BYTES: u64 = 1 << 20;

/// How files begin that are no plain text, and what they are.
const DOCUMENTS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a Word document or another zip file"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// What standard input is called.
const INPUT: &str = "standard input";

/// Whether a text is to be read from standard input.
pub(super) fn is_input(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Reads a text from a file, or from standard input for `-`.
///
/// # Errors
///
/// When it cannot be read, is no plain text, or is longer than 1 MiB.
pub(super) fn read(path: &Path, session: &mut Session<'_>) -> Result<String, Failure> {
    if is_input(path) { read_input(session) } else { read_file(path) }
}

/// Reads a text from standard input.
///
/// # Errors
///
/// As [`read`].
pub(super) fn read_input(session: &mut Session<'_>) -> Result<String, Failure> {
    let input = session.standard_input(MOST_BYTES + 1).map(<[u8]>::to_vec);
    text(input, INPUT)
}

/// Reads a text from a file.
///
/// # Errors
///
/// As [`read`].
pub(super) fn read_file(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    text(file.map(|_| bytes), &name_of(path))
}

/// What a text is called in messages.
pub(super) fn name_of(path: &Path) -> String {
    if is_input(path) { INPUT.to_owned() } else { safe(&path.display().to_string()) }
}

/// The text that these bytes are.
fn text(bytes: io::Result<Vec<u8>>, from: &str) -> Result<String, Failure> {
    let bytes = bytes.map_err(|error| {
        let message = format!("{from} cannot be read: {}", cause(&error));
        Failure::input("unreadable", message, "name a file with the text of one message, or - for standard input")
    })?;
    if let Some((_, kind)) = DOCUMENTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        let message = format!("{from} is {kind}, not plain text");
        let hint = "copy the text of the message into a plain text file";
        return Err(Failure::input("unreadable", message, hint));
    }
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("{from} is longer than 1 MiB");
        let hint = "give the text of one message: LinkedIn allows at most 8000 characters";
        return Err(Failure::input("too_long", message, hint));
    }
    Ok(decode(&bytes))
}

/// The system's words for an error, without its number.
pub(super) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}
