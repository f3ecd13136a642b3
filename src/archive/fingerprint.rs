//! Fingerprints: they make a row recognisable in the next import without storing its text.
//!
//! They are stored in ledgers, so they must never change. For this reason the hash, 128-bit FNV-1a, is implemented
//! here. It is not meant to be secure, only to distinguish rows.

use std::fmt;
use std::str::FromStr;

/// Identifies a row, a thread or a text. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
/// Ends each text, so that `ab` + `c` differs from `a` + `bc`. UTF-8 never has this byte.
const END: u8 = 0xff;

impl Fingerprint {
    /// Starts a fingerprint, to which parts are then added. Fingerprints of different kinds differ.
    pub(crate) fn of(kind: &str) -> Self {
        Fingerprint(START).text(kind)
    }

    /// That of the acceptance of an invitation.
    pub(super) fn of_acceptance(invitation: Fingerprint) -> Self {
        Fingerprint::of("accepted").part(invitation)
    }

    /// Adds a text.
    #[must_use]
    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).byte(END)
    }

    /// Adds a text without its white space, because some exports remove the line breaks that others keep.
    #[must_use]
    pub(super) fn words(self, text: &str) -> Self {
        text.split_whitespace().fold(self, |hash, word| hash.bytes(word.as_bytes())).byte(END)
    }

    /// Adds a number.
    #[must_use]
    pub(crate) fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// Adds another fingerprint.
    #[must_use]
    pub(super) fn part(self, other: Fingerprint) -> Self {
        self.bytes(&other.0.to_be_bytes())
    }

    /// Distinguishes otherwise identical things by index. The first one keeps its fingerprint.
    #[must_use]
    pub(crate) fn nth(self, index: usize) -> Self {
        if index == 0 { self } else { self.number(i64::try_from(index).unwrap_or(i64::MAX)) }
    }

    /// The fingerprint as a number.
    pub fn value(self) -> u128 {
        self.0
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    fn byte(self, byte: u8) -> Self {
        Fingerprint((self.0 ^ u128::from(byte)).wrapping_mul(PRIME))
    }
}

impl From<u128> for Fingerprint {
    fn from(value: u128) -> Fingerprint {
        Fingerprint(value)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The text is not a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseFingerprintError;

impl fmt::Display for ParseFingerprintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fingerprint is 32 hexadecimal digits")
    }
}

impl std::error::Error for ParseFingerprintError {}

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Self, ParseFingerprintError> {
        let digits_only = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).map_err(|_| ParseFingerprintError)?;
        if digits_only { Ok(Fingerprint(number)) } else { Err(ParseFingerprintError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_algorithm_is_the_published_one() {
        // Test vectors of FNV-1a, 128 bits: "" and "foobar" as given by the algorithm's authors.
        assert_eq!(Fingerprint(START).to_string(), "6c62272e07bb014262b821756295c58d");
        assert_eq!(Fingerprint(START).bytes(b"foobar").to_string(), "343e1662793c64bf6f0d3597ba446f18");
    }

    #[test]
    fn white_space_does_not_change_a_fingerprint() {
        let one = Fingerprint::of("text").words("Hello  Jane,\r\n\r\nhow are\u{2028}you? ");
        assert_eq!(one, Fingerprint::of("text").words(" Hello Jane, how are you?"));
        assert_ne!(one, Fingerprint::of("text").words("Hello Jane, how are you"));
    }

    #[test]
    fn the_boundaries_of_parts_count() {
        assert_ne!(Fingerprint::of("a").text("bc"), Fingerprint::of("ab").text("c"));
        assert_ne!(Fingerprint::of("a").words("b").words(""), Fingerprint::of("a").words("").words("b"));
        assert_ne!(Fingerprint::of("a").nth(1), Fingerprint::of("a").nth(2));
        assert_eq!(Fingerprint::of("a").nth(0), Fingerprint::of("a"));
    }

    #[test]
    fn a_fingerprint_is_parsed_as_it_was_written() {
        let one = Fingerprint::of("a");
        assert_eq!(one.to_string().parse(), Ok(one));
        for text in ["", "12", "+2345678901234567890123456789012", "6c62272e07bb014262b821756295c58g"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(ParseFingerprintError), "{text}");
        }
    }
}
