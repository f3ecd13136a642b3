//! Recognises misspelt names. A name that differs from a known one in one byte is most likely damaged, and not a name
//! of another version.

/// Whether two words differ in exactly one byte.
pub(super) fn one_byte_apart(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}
