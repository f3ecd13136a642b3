//! JSON documents, and functions for `serialize_with`.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::{io, iter};

use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

use super::words::controls_terminal;

/// The version of the documents, the key `schema`.
const SCHEMA: u32 = 1;

/// A document: the version, then the keys of the answer.
#[derive(Debug, Serialize)]
pub(crate) struct Document<T> {
    schema: u32,
    #[serde(flatten)]
    answer: T,
}

impl<T> Document<T> {
    /// The document of an answer.
    pub(crate) fn of(answer: T) -> Document<T> {
        Document { schema: SCHEMA, answer }
    }
}

/// An answer as a document.
pub(crate) fn document(answer: &impl Serialize) -> String {
    text(&Document::of(answer))
}

/// A document with the keys of a head, then one list under this name, in pieces, with a line end.
pub(crate) fn list<T: Serialize>(
    head: impl Serialize,
    name: &str,
    items: impl Iterator<Item = T>,
) -> impl Iterator<Item = String> {
    let head = document(&head);
    let opening = format!("{},\"{name}\":[", head.strip_suffix('}').unwrap_or(&head));
    let items =
        items.enumerate().map(|(place, item)| if place == 0 { text(&item) } else { format!(",{}", text(&item)) });
    iter::once(opening).chain(items).chain(iter::once("]}\n".to_owned()))
}

/// A value as JSON that cannot control a terminal.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaping);
    // Neither can fail: answers are plain data, and the writer is a vector.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

/// Escapes the characters of a JSON document that could control a terminal.
pub(crate) fn safe_json(text: String) -> String {
    let is_safe = |c: char| c.is_ascii_whitespace() || !controls_terminal(c);
    if text.chars().all(is_safe) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_safe(c) {
            safe.push(c);
        } else {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    safe
}

/// For `serialize_with`: as a string.
pub(crate) fn as_string<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// For `serialize_with`: a path as a string. Bytes that are not UTF-8 are replaced.
pub(crate) fn path<S: Serializer>(path: &impl AsRef<Path>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.as_ref().display())
}

/// For `serialize_with`: a path that may be missing, as a string.
#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
pub(crate) fn optional_path<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.display().to_string()).serialize(serializer)
}

/// For `serialize_with`: a list of one.
pub(crate) fn list_of_one<S: Serializer>(item: &impl Serialize, serializer: S) -> Result<S::Ok, S::Error> {
    [item].serialize(serializer)
}

/// For `serialize_with`: a list of one or none.
#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
pub(crate) fn list_of_option<T: Serialize, S: Serializer>(item: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(item)
}

/// Escapes control characters, including DEL and the C1 set, and characters that change the direction of text.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut start = 0;
        for (place, c) in fragment.char_indices().filter(|(_, c)| controls_terminal(*c)) {
            CompactFormatter.write_string_fragment(writer, &fragment[start..place])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            start = place + c.len_utf8();
        }
        CompactFormatter.write_string_fragment(writer, &fragment[start..])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_streamed_list_is_one_document() {
        let head = BTreeMap::from([("of", BTreeMap::from([("a", 1)]))]);
        let text = |items: &[&str]| list(head.clone(), "names", items.iter()).collect::<String>();
        assert_eq!(text(&[]), "{\"schema\":1,\"of\":{\"a\":1},\"names\":[]}\n");
        assert_eq!(text(&["a", "b"]), "{\"schema\":1,\"of\":{\"a\":1},\"names\":[\"a\",\"b\"]}\n");
    }

    #[test]
    fn no_control_character_is_written_raw() {
        let text = text(&"a\u{1b}\u{7f}\u{9b}\u{202e}é");
        assert_eq!(text, "\"a\\u001b\\u007f\\u009b\\u202eé\"");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "a\u{1b}\u{7f}\u{9b}\u{202e}é");
    }

    #[test]
    fn escaping_a_document_does_not_change_its_values() {
        let text = "{\"note\":\"a\u{9b}b\",\n\"x\":1}\n";
        let safe = safe_json(text.to_owned());
        assert!(!safe.contains('\u{9b}'));
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&safe), value(text));
    }
}
