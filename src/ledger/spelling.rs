//! Names that are one of ours except for one byte: most likely damage, and not a field of another version.

/// Whether two words differ in exactly one byte.
pub(super) fn one_byte_apart(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}
