//! Reads what the member gives as text, within limits.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::Failure;
use crate::view::safe;

/// The most bytes of a draft.
pub(super) const MOST_BYTES: u64 = 1 << 20;

/// Reads a file of a draft.
///
/// # Errors
///
/// When it cannot be read, or is too long.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = safe(&path.display().to_string());
    let read = |path: &Path| {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    };
    let bytes = read(path).map_err(|error| {
        let message = format!("{shown} cannot be read: {}", cause(&error));
        Failure::input("unreadable", message, "name a file with the text of one message, or - for standard input")
    })?;
    within_limit(bytes, &shown)
}

/// The system's words for an error, without its number.
pub(super) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}

/// Refuses a text that is too long to be a message.
pub(super) fn within_limit(bytes: Vec<u8>, from: &str) -> Result<Vec<u8>, Failure> {
    if bytes.len() as u64 <= MOST_BYTES {
        return Ok(bytes);
    }
    let message = format!("{from} is longer than 1 MiB");
    Err(Failure::input("too_long", message, "give the text of one message: LinkedIn takes 8000 characters at most"))
}
