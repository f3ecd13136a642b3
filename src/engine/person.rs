//! Names and profile handles: how they are parsed, and when two spellings mean the same person (rules 2.1).

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use unicase::UniCase;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The most characters that a name may have.
pub const LONGEST_NAME: usize = 200;
/// The most characters that a handle may have.
pub const LONGEST_HANDLE: usize = 200;

/// A person's number in a ledger, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub u32);

impl PersonId {
    /// The number as an index into a list.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The part of a profile address that identifies a person, decoded and in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Handle(String);

impl Handle {
    /// The handle alone, as in `jane-doe`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A stored handle, which is already decoded.
    pub fn from_stored(text: String) -> Handle {
        Handle(text)
    }

    /// Parses a bare handle, percent-encoded or not.
    ///
    /// # Errors
    ///
    /// If it is blank, too long, or has characters that no handle has.
    pub fn new(text: &str) -> Result<Handle, PersonError> {
        if is_plain_handle(text) {
            return Ok(Handle(text.to_owned()));
        }
        let decoded = percent_decode_str(text).decode_utf8().map_err(|_| PersonError::BadHandle)?;
        let lower = composed(decoded).chars().flat_map(char::to_lowercase).collect();
        let handle = composed(Cow::Owned(lower)).into_owned();
        let length = handle.chars().count();
        let fits = |c: char| !(c.is_control() || c.is_whitespace() || "/\\?#<>\"'".contains(c));
        if length == 0 || length > LONGEST_HANDLE || !handle.chars().all(fits) {
            return Err(PersonError::BadHandle);
        }
        Ok(Handle(handle))
    }
}

/// Whether a handle has only plain characters, as nearly all do. Then it needs no decoding.
fn is_plain_handle(text: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (1..=LONGEST_HANDLE).contains(&text.len()) && text.bytes().all(is_plain)
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in/{}", self.0)
    }
}

/// Why a text is not a valid name, handle or profile address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonError {
    /// It has no visible character.
    Blank,
    /// More than [`LONGEST_NAME`] characters.
    TooLong,
    /// A web address that is not a profile.
    NotAProfile,
    /// A handle that is not valid.
    BadHandle,
}

impl fmt::Display for PersonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PersonError::Blank => f.write_str("the name is blank"),
            PersonError::TooLong => write!(f, "the name has more than {LONGEST_NAME} characters"),
            PersonError::NotAProfile => f.write_str("the web address is not a profile"),
            PersonError::BadHandle => f.write_str("the profile handle cannot be read"),
        }
    }
}

impl std::error::Error for PersonError {}

/// A person as given on the command line: by name, handle or profile address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonQuery {
    /// A name, white space collapsed.
    Name(String),
    /// A handle.
    Handle(Handle),
}

impl PersonQuery {
    /// Parses a name, a handle (`in/jane-doe`) or a profile address of any form.
    ///
    /// # Errors
    ///
    /// If it is blank, too long, or an address of something other than a profile.
    pub fn read(text: &str) -> Result<PersonQuery, PersonError> {
        let trimmed = text.trim();
        match profile_path(trimmed) {
            Some(path) => handle_in(path).map(PersonQuery::Handle),
            None if has_scheme(trimmed) => Err(PersonError::NotAProfile),
            None => tidy_name(trimmed).map(PersonQuery::Name),
        }
    }
}

impl fmt::Display for PersonQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PersonQuery::Name(name) => f.write_str(name),
            PersonQuery::Handle(handle) => handle.fmt(f),
        }
    }
}

/// A name with its white space collapsed.
///
/// # Errors
///
/// If it has no visible character, or is too long.
pub fn tidy_name(name: &str) -> Result<String, PersonError> {
    if is_plain(name) && name.len() <= LONGEST_NAME {
        return Ok(name.to_owned());
    }
    let tidy = collapsed(Cow::Borrowed(name));
    if !tidy.chars().any(is_visible) {
        return Err(PersonError::Blank);
    }
    if tidy.len() > LONGEST_NAME && tidy.chars().count() > LONGEST_NAME {
        return Err(PersonError::TooLong);
    }
    Ok(tidy.into_owned())
}

/// A text with its white space collapsed. Unchanged text is not copied.
fn collapsed(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut before = ' ';
    let is_in_place = |c: char| {
        let is_fine = !c.is_whitespace() || (c == ' ' && before != ' ');
        before = c;
        is_fine
    };
    if text.chars().all(is_in_place) && before != ' ' {
        return text;
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text in NFC. Text in NFC already, like nearly every name, is not copied.
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether a name is only visible ASCII with single spaces between words. Then it needs no tidying.
fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let is_spaced = |pair: &[u8]| pair == b"  ";
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && !name.is_empty()
        && !name.starts_with(' ')
        && !name.ends_with(' ')
        && !bytes.windows(2).any(is_spaced)
}

/// Whether a character is visible: no white space, control character or invisible mark.
fn is_visible(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !(c.is_whitespace() || c.is_control() || invisible)
}

/// Whether a text begins with the scheme of a web address.
fn has_scheme(text: &str) -> bool {
    starts_with_ignoring_case(text, "http://") || starts_with_ignoring_case(text, "https://")
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The path of a profile address, or the text itself if it is a handle; `None` for a name.
fn profile_path(text: &str) -> Option<&str> {
    let bare = text.strip_prefix('/').unwrap_or(text);
    if starts_with_ignoring_case(bare, "in/") {
        return Some(bare);
    }
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let is_site = host == "linkedin.com" || host.ends_with(".linkedin.com");
    is_site.then_some(path)
}

/// The handle in `in/<handle>`, ignoring the rest of the path.
fn handle_in(path: &str) -> Result<Handle, PersonError> {
    let path = path.trim_start_matches('/');
    if !starts_with_ignoring_case(path, "in/") {
        return Err(PersonError::NotAProfile);
    }
    let handle = path[3..].split(['/', '?', '#']).next().unwrap_or_default();
    Handle::new(handle)
}

/// The key by which names are compared: in NFC, case-folded, with white space collapsed.
pub fn name_key(name: &str) -> String {
    if is_plain(name) {
        return name.to_ascii_lowercase();
    }
    if let Some(key) = latin_key(name) {
        return key;
    }
    let folded = UniCase::unicode(composed(Cow::Borrowed(name))).to_folded_case();
    collapsed(composed(Cow::Owned(folded))).into_owned()
}

/// The key of a name of Latin letters (with or without accents) and single spaces; `None` for other names. It is a fast
/// path: such a name is in NFC, and each letter folds to its lower case.
fn latin_key(name: &str) -> Option<String> {
    let (mut key, mut before) = (String::with_capacity(name.len()), ' ');
    for letter in name.chars() {
        match letter {
            ' ' if before == ' ' => return None,
            ' '..='~' => key.push(letter.to_ascii_lowercase()),
            // These fold to several letters, or to another letter.
            'ß' | 'İ' | 'ŉ' | 'ſ' | 'ǰ' => return None,
            'À'..='ɏ' => key.extend(letter.to_lowercase()),
            _ => return None,
        }
        before = letter;
    }
    (before != ' ').then_some(key)
}

/// Whether a name looks like a list of several people: it has two or more parts, separated by commas or semicolons, of
/// at least two complete words each. "Doe, Jane" and "Jane Doe, MBA" do not.
pub fn is_several_names(name: &str) -> bool {
    let is_word = |word: &&str| !word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_full = |part: &&str| part.split_whitespace().filter(is_word).count() > 1;
    name.split([',', ';', '，', '；', '、']).filter(is_full).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle(text: &str) -> Handle {
        match PersonQuery::read(text) {
            Ok(PersonQuery::Handle(handle)) => handle,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn every_form_of_a_profile_address_gives_the_same_handle() {
        let expected = Handle::new("jane-doe").unwrap();
        for text in [
            "in/jane-doe",
            "/in/jane-doe",
            "/in/jane-doe/",
            "IN/Jane-Doe",
            "linkedin.com/in/jane-doe",
            "www.linkedin.com/in/jane-doe/",
            "http://www.linkedin.com/in/jane-doe",
            "https://www.linkedin.com/in/jane-doe?trk=people",
            "https://de.linkedin.com/in/jane-doe/#about",
            "HTTPS://WWW.LINKEDIN.COM/IN/JANE-DOE/",
            "https://www.linkedin.com/in/jane%2Ddoe/details/experience/",
            "  https://uk.linkedin.com/in/jane-doe/en  ",
        ] {
            assert_eq!(handle(text), expected, "{text}");
        }
    }

    #[test]
    fn percent_encoded_and_raw_handles_are_equal() {
        assert_eq!(handle("https://www.linkedin.com/in/j%C3%BCrgen-wei%C3%9F"), handle("in/Jürgen-Weiß"));
        assert_eq!(handle("in/ju\u{308}rgen"), handle("in/j\u{fc}rgen"));
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in ["https://www.linkedin.com/company/acme", "https://example.com/in/jane", "https://linkedin.com"] {
            assert_eq!(PersonQuery::read(text), Err(PersonError::NotAProfile), "{text}");
        }
        for text in ["in/", "/in//", "in/%FF", "in/jane doe", "in/a%2Fb", "in/%1B"] {
            assert_eq!(PersonQuery::read(text), Err(PersonError::BadHandle), "{text}");
        }
    }

    #[test]
    fn names_are_compared_after_folding() {
        assert_eq!(name_key("  JANE \t Doe "), name_key("Jane Doe"));
        assert_eq!(name_key("Jose\u{301}"), name_key("JOS\u{c9}"));
        assert_eq!(name_key("Straße"), name_key("STRASSE"));
        assert_eq!(name_key("ΣΊΣΥΦΟΣ"), name_key("σίσυφος"));
        assert_ne!(name_key("Jane Doe"), name_key("Jane Do"));
    }

    #[test]
    fn blank_and_too_long_names_are_refused() {
        for text in ["", "   ", "\t\n", "\u{200b}\u{200d}", "\u{1b}"] {
            assert_eq!(PersonQuery::read(text), Err(PersonError::Blank), "{text:?}");
        }
        assert_eq!(PersonQuery::read(&"x".repeat(10_000)), Err(PersonError::TooLong));
        assert!(PersonQuery::read(&"x".repeat(LONGEST_NAME)).is_ok());
    }

    #[test]
    fn a_list_of_full_names_is_several_names() {
        for name in
            ["Jane Doe, Ravi Patel", "Jane Doe,Ravi Patel", "Jane Doe; Ravi Patel", "A. B. Li Wu, Jane van Doe, X"]
        {
            assert!(is_several_names(name), "{name}");
        }
        for name in [
            "Jane Doe",
            "Doe, Jane",
            "Jane Doe, PhD",
            "Jane Doe, Ph. D.",
            "Martin King, Jr., MBA",
            "Doe, Jane Mary",
            "",
        ] {
            assert!(!is_several_names(name), "{name}");
        }
    }
}
