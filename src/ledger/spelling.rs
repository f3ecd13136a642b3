//! Words that are one of ours but for a letter, as after a changed byte.

/// Whether two words differ in exactly one byte.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}
