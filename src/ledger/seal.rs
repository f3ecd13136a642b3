//! The seal of a record: a checksum of what was recorded, in its last field. It tells a byte that changed on
//! the disk, and a record that was edited by hand, from what was recorded.
//!
//! The seal covers the fields that this version knows, as this version writes them. So white space may come
//! and go, fields may move, and fields may be added; a record without a seal is read as it stands.

use super::spelling::one_letter_apart;

/// How the last field begins, and how a sealed record ends.
const SEAL: &str = ",\"sum\":\"";
const END: &str = "\"}";
/// The digits of a seal.
const DIGITS: usize = 8;

/// The seal of a record's text; the closing brace does not count.
pub(super) fn of(text: &str) -> String {
    format!("{:0DIGITS$x}", checksum(text))
}

fn checksum(text: &str) -> u32 {
    crc32fast::hash(text.strip_suffix('}').unwrap_or(text).as_bytes())
}

/// What each byte stands for as a digit; `NO_DIGIT` for all that is none. Read for every record, so looked up.
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

/// A seal as it is written: eight digits, letters small.
fn digits(seal: &str) -> Option<u32> {
    let seal: &[u8; DIGITS] = seal.as_bytes().try_into().ok()?;
    let (mut number, mut all) = (0, 0);
    for byte in seal {
        let value = VALUES[usize::from(*byte)];
        number = number << 4 | u32::from(value);
        all |= value;
    }
    (all & NO_DIGIT == 0).then_some(number)
}

/// The text with its seal.
pub(super) fn put_on(text: &str) -> String {
    let seal = of(text);
    format!("{}{SEAL}{seal}{END}", text.strip_suffix('}').unwrap_or(text))
}

/// Whether the text stands exactly as it was sealed.
pub(super) fn is_untouched(text: &str) -> bool {
    let Some(body) = text.strip_suffix(END) else { return false };
    let Some(at) = body.len().checked_sub(DIGITS + SEAL.len()) else { return false };
    let sealed = body.get(at..).and_then(|end| end.strip_prefix(SEAL));
    sealed.and_then(digits).is_some_and(|seal| checksum(&text[..at]) == seal)
}

/// Whether the last field would be a seal but for one letter of its name.
pub(super) fn is_misnamed(text: &str) -> bool {
    let name_and_seal = || {
        let body = text.strip_suffix(END)?;
        let (before, seal) = body.split_at_checked(body.len().checked_sub(DIGITS)?)?;
        digits(seal)?;
        before.strip_suffix("\":\"")?.rsplit_once(",\"").map(|(_, name)| name)
    };
    name_and_seal().is_some_and(|name| one_letter_apart(name, "sum"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_byte_breaks_the_seal() {
        let sealed = put_on(r#"{"id":1,"person":"Jane Doe"}"#);
        assert!(is_untouched(&sealed), "{sealed}");
        for place in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[place] ^= 1;
            let damaged = String::from_utf8(bytes).unwrap();
            assert!(!is_untouched(&damaged), "{place}");
            // In the name of the seal: `,"sum":"01234567"}` ends the text.
            let in_name = (sealed.len() - 16..sealed.len() - 13).contains(&place);
            assert_eq!(is_misnamed(&damaged), in_name, "{damaged}");
        }
    }
}
