//! The wording of a text that was sent, as a fingerprint: it shows how like another text it is, not what it says.
//!
//! A fingerprint has 56 bins and a digest. A bin holds a number from 1 to 15 of one pair of neighbouring words, chosen
//! by hash among the pairs that fall into the bin, or 0 if none does. Two texts that share most of their pairs agree in
//! most of their bins. The digest, of 32 bits, depends on every pair: equal fingerprints mean the same pairs. The module
//! `wording` of the crate makes fingerprints; its page describes the algorithm. They are stored in ledgers, so neither
//! may change.

use serde::{Deserialize, Serialize};

/// The number of bins.
pub const BINS: usize = 56;

/// The largest number of a bin.
pub const LARGEST_BIN: u8 = 15;

/// The number of hexadecimal digits in which a fingerprint is written.
const DIGITS: usize = 64;

/// The number of bins in the first half of a fingerprint.
const FIRST_BINS: usize = 32;

/// The bits of the digest in the second half.
const DIGEST_BITS: u32 = 32;

/// The lowest bit of every bin.
const LOWEST: u128 = 0x1111_1111_1111_1111_1111_1111_1111_1111;

/// The fingerprint of a text, written as 64 hexadecimal digits: a digit for each bin, then 8 for the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Wording([u128; 2]);

impl Wording {
    /// A fingerprint with these bins, each at most [`LARGEST_BIN`], and this digest.
    pub fn new(bins: &[u8; BINS], digest: u32) -> Wording {
        let half = |bins: &[u8]| bins.iter().fold(0, |half, bin| half << 4 | u128::from(bin & LARGEST_BIN));
        let (first, second) = bins.split_at(FIRST_BINS);
        Wording([half(first), half(second) << DIGEST_BITS | u128::from(digest)])
    }

    /// Whether two texts are nearly the same: they share at least half of the pairs that either has, as the bins show.
    /// Bins of different texts agree by chance once in 15, so that half are shared where 8 in 15 agree.
    pub fn is_alike(self, other: Wording) -> bool {
        let (agreeing, filled) = self.agreement(other);
        filled > 0 && agreeing * 15 >= filled * 8
    }

    /// How much of the pairs that either text has they share, from 0 to 1, as the bins show.
    pub fn likeness(self, other: Wording) -> f64 {
        let (agreeing, filled) = self.agreement(other);
        let agreeing = f64::from(agreeing) / f64::from(filled.max(1));
        ((agreeing * 15.0 - 1.0) / 14.0).max(0.0)
    }

    /// The number of bins that agree, and of those that are filled in either.
    fn agreement(self, other: Wording) -> (u32, u32) {
        let (one, another) = (self.bins(), other.bins());
        (0..2).fold((0, 0), |(agreeing, filled), half| {
            let (one, another) = (one[half], another[half]);
            let agree = filled_bins(one) & !filled_bins(one ^ another);
            (agreeing + agree.count_ones(), filled + filled_bins(one | another).count_ones())
        })
    }

    /// The bins without the digest.
    fn bins(self) -> [u128; 2] {
        [self.0[0], self.0[1] >> DIGEST_BITS]
    }

    /// The number that bins make together, from a bin on. Texts are alike only if they have some such numbers in common.
    pub(super) fn band(self, first: usize, length: usize) -> u16 {
        let number = |bin: usize| {
            let (half, from_end) = if bin < FIRST_BINS {
                (self.bins()[0], FIRST_BINS - 1 - bin)
            } else {
                (self.bins()[1], BINS - 1 - bin)
            };
            (half >> (4 * from_end) & 0xf) as u16
        };
        (first..first + length).fold(0, |band, bin| band << 4 | number(bin))
    }

    /// Reads the hexadecimal digits of a fingerprint.
    pub fn parse(digits: &str) -> Option<Wording> {
        let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != DIGITS || !digits.as_bytes().iter().fold(true, |all, byte| all & is_digit(byte)) {
            return None;
        }
        let (first, second) = digits.split_at(DIGITS / 2);
        let half = |digits: &str| u128::from_str_radix(digits, 16).ok();
        Some(Wording([half(first)?, half(second)?]))
    }

    /// The bytes, for a checkpoint.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.0[0].to_be_bytes());
        bytes[16..].copy_from_slice(&self.0[1].to_be_bytes());
        bytes
    }

    /// The fingerprint with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Wording {
        let half = |from: usize| bytes[from..from + 16].iter().fold(0, |half, byte| half << 8 | u128::from(*byte));
        Wording([half(0), half(16)])
    }
}

/// The lowest bit of each bin that is filled.
fn filled_bins(bins: u128) -> u128 {
    (bins | bins >> 1 | bins >> 2 | bins >> 3) & LOWEST
}

impl From<Wording> for String {
    fn from(Wording([first, second]): Wording) -> String {
        format!("{first:032x}{second:032x}")
    }
}

impl TryFrom<String> for Wording {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Wording, &'static str> {
        Wording::parse(&text).ok_or("a fingerprint of a text is not 64 hexadecimal digits in lower case")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bins that are all 1, but for those at some places.
    fn bins(changed: &[(usize, u8)]) -> [u8; BINS] {
        let mut bins = [1; BINS];
        changed.iter().for_each(|(place, bin)| bins[*place] = *bin);
        bins
    }

    #[test]
    fn a_fingerprint_is_written_bin_by_bin_and_read_back() {
        let wording = Wording::new(&bins(&[(0, 15), (31, 10), (32, 2), (55, 0)]), 0xdead_beef);
        let text = String::from(wording);
        assert_eq!(text, "f11111111111111111111111111111".to_owned() + "1a" + "21111111111111111111111" + "0deadbeef");
        assert_eq!(Wording::parse(&text), Some(wording));
        assert_eq!(Wording::from_bytes(wording.to_bytes()), wording);
        for wrong in ["", &text[1..], &text.to_uppercase(), &text.replace('f', "+"), &"é".repeat(32)] {
            assert_eq!(Wording::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn likeness_counts_the_bins_that_agree_among_those_filled_in_either() {
        let one = Wording::new(&bins(&[]), 1);
        // Equal bins: all of 56 agree, whatever the digests.
        assert!((one.likeness(Wording::new(&bins(&[]), 2)) - 1.0).abs() < 1e-9);
        // 14 of 56 differ, one of them empty in the other: 42 of 56 agree, (42 / 56 * 15 - 1) / 14 = 10.25 / 14.
        let changed: Vec<(usize, u8)> = (20..34).map(|place| (place, u8::from(place != 20) * 9)).collect();
        let other = Wording::new(&bins(&changed), 1);
        assert!((one.likeness(other) - 10.25 / 14.0).abs() < 1e-9, "{}", one.likeness(other));
        // A bin that is empty in both does not count: 55 of 55.
        let empty = Wording::new(&bins(&[(55, 0)]), 7);
        assert!((empty.likeness(empty) - 1.0).abs() < 1e-9);
        assert!((one.likeness(Wording::new(&[0; BINS], 0))).abs() < 1e-9);
    }

    #[test]
    fn texts_are_alike_from_eight_in_fifteen_bins_on() {
        // Of 56 bins, 8 in 15 are 29.9: 30 that agree are enough, 29 are not.
        let agreeing =
            |count: usize| Wording::new(&bins(&(count..BINS).map(|place| (place, 2)).collect::<Vec<_>>()), 0);
        let one = Wording::new(&bins(&[]), 0);
        assert!(one.is_alike(agreeing(30)) && agreeing(30).is_alike(one));
        assert!(!one.is_alike(agreeing(29)));
        let nothing = Wording::new(&[0; BINS], 0);
        assert!(!nothing.is_alike(nothing));
    }

    #[test]
    fn a_band_is_made_of_neighbouring_bins() {
        let wording = Wording::new(&bins(&[(30, 4), (31, 5), (32, 6), (55, 7)]), u32::MAX);
        assert_eq!((wording.band(30, 3), wording.band(53, 3), wording.band(0, 3)), (0x456, 0x117, 0x111));
    }
}
