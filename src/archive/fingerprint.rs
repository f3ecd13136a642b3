//! Fingerprints: how a row is recognised again without its text being kept.
//!
//! FNV-1a with 128 bits, written out here because a fingerprint is kept in ledgers: it must be the same in every
//! build, for ever. It guards against nothing; it only tells rows apart.

use std::fmt;
use std::str::FromStr;

/// What stands for a row, a thread or a text: 32 hexadecimal digits when written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
/// Ends each part, so that `ab` + `c` is not `a` + `bc`. No UTF-8 text has this byte.
const END: u8 = 0xff;

impl Fingerprint {
    /// The fingerprint of nothing, to which parts are added. `kind` keeps the kinds of things apart.
    pub(super) fn of(kind: &str) -> Self {
        Fingerprint(START).text(kind)
    }

    /// With a text added as it stands.
    #[must_use]
    pub(super) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).byte(END)
    }

    /// With a text added, its white space left out: exports flatten line breaks in one year and keep them in the next.
    #[must_use]
    pub(super) fn words(self, text: &str) -> Self {
        text.split_whitespace().fold(self, |so_far, word| so_far.bytes(word.as_bytes())).byte(END)
    }

    /// With a number added.
    #[must_use]
    pub(super) fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// With another fingerprint added.
    #[must_use]
    pub(super) fn part(self, other: Fingerprint) -> Self {
        self.bytes(&other.0.to_be_bytes())
    }

    /// The fingerprint of the `place`-th of several things that are otherwise alike; the first is the thing itself.
    #[must_use]
    pub(super) fn nth(self, place: usize) -> Self {
        if place == 0 { self } else { self.number(i64::try_from(place).unwrap_or(i64::MAX)) }
    }

    /// The number behind the digits.
    pub fn value(self) -> u128 {
        self.0
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |so_far, &byte| so_far.byte(byte))
    }

    fn byte(self, byte: u8) -> Self {
        Fingerprint((self.0 ^ u128::from(byte)).wrapping_mul(PRIME))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The text is not a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

impl fmt::Display for NoFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fingerprint is 32 hexadecimal digits")
    }
}

impl std::error::Error for NoFingerprint {}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits_only = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).map_err(|_| NoFingerprint)?;
        if digits_only { Ok(Fingerprint(number)) } else { Err(NoFingerprint) }
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
    fn white_space_of_any_kind_does_not_tell_texts_apart() {
        let one = Fingerprint::of("text").words("Hello  Jane,\r\n\r\nhow are\u{2028}you? ");
        assert_eq!(one, Fingerprint::of("text").words(" Hello Jane, how are you?"));
        assert_ne!(one, Fingerprint::of("text").words("Hello Jane, how are you"));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Fingerprint::of("a").text("bc"), Fingerprint::of("ab").text("c"));
        assert_ne!(Fingerprint::of("a").words("b").words(""), Fingerprint::of("a").words("").words("b"));
        assert_ne!(Fingerprint::of("a").nth(1), Fingerprint::of("a").nth(2));
        assert_eq!(Fingerprint::of("a").nth(0), Fingerprint::of("a"));
    }

    #[test]
    fn a_written_fingerprint_is_read_back() {
        let one = Fingerprint::of("a");
        assert_eq!(one.to_string().parse(), Ok(one));
        for text in ["", "12", "+2345678901234567890123456789012", "6c62272e07bb014262b821756295c58g"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
    }
}
