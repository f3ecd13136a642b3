//! The checksum of a record, in its last field, `sum`. It detects bytes that changed on the disk, and records that were
//! edited by hand.
//!
//! The checksum covers the fields that this version knows, in the form in which this version writes them. Other white
//! space, another order of fields, and additional fields therefore do not matter. A record without a checksum is not
//! checked.

use super::spelling::one_byte_apart;

/// The text before the checksum and the text after it.
const FIELD: &str = ",\"sum\":\"";
const END: &str = "\"}";
/// The number of hexadecimal digits in a checksum.
const DIGITS: usize = 8;

/// The checksum of a record's text without its closing brace.
pub(super) fn of(text: &str) -> String {
    format!("{:0DIGITS$x}", crc32(text))
}

fn crc32(text: &str) -> u32 {
    crc32fast::hash(text.strip_suffix('}').unwrap_or(text).as_bytes())
}

/// The value of each byte as a hexadecimal digit, or `NO_DIGIT`. A table is fast, and every record needs it.
static VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    values
};
const NO_DIGIT: u8 = 0x80;

/// Parses a checksum: eight hexadecimal digits in lower case.
fn digits(text: &str) -> Option<u32> {
    let text: &[u8; DIGITS] = text.as_bytes().try_into().ok()?;
    let (mut number, mut all) = (0, 0);
    for byte in text {
        let value = VALUES[usize::from(*byte)];
        number = number << 4 | u32::from(value);
        all |= value;
    }
    (all & NO_DIGIT == 0).then_some(number)
}

/// Adds the checksum to the text of a record.
pub(super) fn add_to(text: &str) -> String {
    let sum = of(text);
    format!("{}{FIELD}{sum}{END}", text.strip_suffix('}').unwrap_or(text))
}

/// Whether the text ends with a checksum that matches, which means that it is exactly as it was written.
pub(super) fn matches(text: &str) -> bool {
    let Some(body) = text.strip_suffix(END) else { return false };
    let Some(at) = body.len().checked_sub(DIGITS + FIELD.len()) else { return false };
    let sum = body.get(at..).and_then(|end| end.strip_prefix(FIELD));
    sum.and_then(digits).is_some_and(|sum| crc32(&text[..at]) == sum)
}

/// Whether the last field looks like a checksum whose name has one wrong byte.
pub(super) fn has_misspelt_name(text: &str) -> bool {
    let name_before_digits = || {
        let body = text.strip_suffix(END)?;
        let (before, sum) = body.split_at_checked(body.len().checked_sub(DIGITS)?)?;
        digits(sum)?;
        before.strip_suffix("\":\"")?.rsplit_once(",\"").map(|(_, name)| name)
    };
    name_before_digits().is_some_and(|name| one_byte_apart(name, "sum"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_byte_is_detected() {
        let text = add_to(r#"{"id":1,"person":"Jane Doe"}"#);
        assert!(matches(&text), "{text}");
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let damaged = String::from_utf8(bytes).unwrap();
            assert!(!matches(&damaged), "{place}");
            // Whether the byte is in the name of the field: the text ends with `,"sum":"01234567"}`.
            let in_name = (text.len() - 16..text.len() - 13).contains(&place);
            assert_eq!(has_misspelt_name(&damaged), in_name, "{damaged}");
        }
    }
}
