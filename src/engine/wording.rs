//! The wording of a text that was sent, as a fingerprint: it shows how similar it is to another text, not what it says.
//!
//! A fingerprint has 56 bins and a digest. A bin has a number from 1 to 15 of one pair of neighbouring words, chosen by
//! hash among the pairs that fall into the bin, or 0 if none does. Two texts that share most of their pairs agree in
//! most of their bins. The digest, of 32 bits, depends on every pair: equal fingerprints mean the same pairs. The
//! module `wording` of the crate makes fingerprints; its page describes the algorithm. They are stored in ledgers, so
//! neither may change.

use serde::{Deserialize, Serialize};

/// The number of bins.
pub const BINS: usize = 56;

/// The largest number of a bin.
pub const LARGEST_BIN: u8 = 15;

/// The number of 64-bit words of a fingerprint.
const WORDS: usize = 4;

/// The number of bins in the second half of the words.
const SECOND_HALF: u32 = 24;

/// The number of hexadecimal digits in which a fingerprint is written.
const DIGITS: usize = 16 * WORDS;

/// The bits of the digest, the last of the last word.
const DIGEST: u64 = 0xffff_ffff;

/// The lowest bit of every bin of a word.
const LOWEST: u64 = 0x1111_1111_1111_1111;

/// The fingerprint of a text, written as 64 hexadecimal digits: a digit for each bin, then 8 for the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Wording([u64; WORDS]);

/// How similar two texts are, as their bins show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Similarity {
    /// They share less than half of the pairs that either has.
    Different,
    /// They share at least half. Bins of different texts agree by chance once in 15, so that is where 8 in 15 agree.
    Alike,
    /// They share at least nine in ten. That is where 68 in 75 bins agree, those that agree by chance included.
    AlmostSame,
}

impl Wording {
    /// A fingerprint with these bins, each at most [`LARGEST_BIN`], and this digest.
    pub fn new(bins: &[u8; BINS], digest: u32) -> Wording {
        let mut words = [0; WORDS];
        for (word, bins) in words.iter_mut().zip(bins.chunks(16)) {
            *word = bins.iter().fold(0, |word, bin| word << 4 | u64::from(bin & LARGEST_BIN));
        }
        words[WORDS - 1] = words[WORDS - 1] << DIGEST.count_ones() | u64::from(digest);
        Wording(words)
    }

    /// How similar two texts are.
    ///
    /// Inlined, so that comparing one text with many prepares its half of the work once.
    #[inline]
    pub fn similarity(self, other: Wording) -> Similarity {
        if self.may_be_alike(other) { self.similarity_by_all_bins(other) } else { Similarity::Different }
    }

    fn similarity_by_all_bins(self, other: Wording) -> Similarity {
        match self.agreement(other) {
            (_, 0) => Similarity::Different,
            (agreeing, filled) if agreeing * 75 >= filled * 68 => Similarity::AlmostSame,
            (agreeing, filled) if agreeing * 15 >= filled * 8 => Similarity::Alike,
            _ => Similarity::Different,
        }
    }

    /// Whether two texts are alike, or even more similar.
    pub fn is_alike(self, other: Wording) -> bool {
        self.similarity(other) >= Similarity::Alike
    }

    /// Whether the texts may be alike, judging by the first half of the bins: whether they would be if all other bins
    /// agreed. Different texts rarely pass, and this takes a third of the time of the whole comparison.
    fn may_be_alike(self, other: Wording) -> bool {
        let ([first, second, ..], [other_first, other_second, ..]) = (self.0, other.0);
        let agreeing = sum_of_bins(agreeing_bins(first, other_first) + agreeing_bins(second, other_second));
        agreeing >= self.fewest_agreeing()
    }

    /// How many bins of the first half agree at least with those of a text that is alike.
    fn fewest_agreeing(self) -> u32 {
        let [first, second, ..] = self.0;
        let filled = sum_of_bins(filled_bins(first) + filled_bins(second)) + SECOND_HALF;
        (filled * 8).div_ceil(15).saturating_sub(SECOND_HALF)
    }

    /// The number of bins that agree, and of those that are filled in either.
    fn agreement(self, other: Wording) -> (u32, u32) {
        let (one, another) = (self.bins(), other.bins());
        let (mut agreeing, mut filled) = (0, 0);
        for (one, another) in one.into_iter().zip(another) {
            // A bin of these sums counts the words in which the bin at its place agrees or is filled: 4 at most.
            agreeing += agreeing_bins(one, another);
            filled += filled_bins(one | another);
        }
        (sum_of_bins(agreeing), sum_of_bins(filled))
    }

    /// The bins, without the digest.
    fn bins(self) -> [u64; WORDS] {
        let Wording([first, second, third, last]) = self;
        [first, second, third, last & !DIGEST]
    }

    /// The number that some neighbouring bins make together.
    pub(super) fn band(self, first: usize, length: usize) -> u16 {
        let digit = |bin: usize| (self.0[bin / 16] >> (60 - bin % 16 * 4) & 0xf) as u16;
        (first..first + length).fold(0, |band, bin| band << 4 | digit(bin))
    }

    /// Reads the hexadecimal digits of a fingerprint.
    pub fn parse(digits: &str) -> Option<Wording> {
        let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != DIGITS || !digits.as_bytes().iter().fold(true, |all, byte| all & is_digit(byte)) {
            return None;
        }
        let mut words = [0; WORDS];
        for (number, word) in words.iter_mut().enumerate() {
            *word = u64::from_str_radix(digits.get(16 * number..16 * (number + 1))?, 16).ok()?;
        }
        Some(Wording(words))
    }

    /// The bytes, for a checkpoint.
    pub fn to_bytes(self) -> [u8; 8 * WORDS] {
        let mut bytes = [0; 8 * WORDS];
        for (bytes, word) in bytes.chunks_mut(8).zip(self.0) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// The fingerprint with these bytes.
    pub fn from_bytes(bytes: [u8; 8 * WORDS]) -> Wording {
        let mut words = [0; WORDS];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks(8)) {
            *word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        Wording(words)
    }
}

/// The lowest bit of each bin that is filled.
fn filled_bins(bins: u64) -> u64 {
    let half = bins | bins >> 2;
    (half | half >> 1) & LOWEST
}

/// The lowest bit of each bin that is filled and agrees.
fn agreeing_bins(one: u64, another: u64) -> u64 {
    filled_bins(one) & !filled_bins(one ^ another)
}

/// The sum of the bins of a word, each at most 4.
fn sum_of_bins(bins: u64) -> u32 {
    const EVERY_OTHER: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (bins & EVERY_OTHER) + (bins >> 4 & EVERY_OTHER);
    (pairs.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
}

impl From<Wording> for String {
    fn from(Wording(words): Wording) -> String {
        words.iter().map(|word| format!("{word:016x}")).collect()
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
        for (place, bin) in changed {
            bins[*place] = *bin;
        }
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
    fn the_bins_that_agree_are_counted_among_those_filled_in_either() {
        let one = Wording::new(&bins(&[]), 1);
        // Equal bins: all of 56 agree, whatever the digests.
        assert_eq!(one.agreement(Wording::new(&bins(&[]), 2)), (56, 56));
        // 14 of 56 differ, one of them empty in the other.
        let changed: Vec<(usize, u8)> = (20..34).map(|place| (place, u8::from(place != 20) * 9)).collect();
        assert_eq!(one.agreement(Wording::new(&bins(&changed), 1)), (42, 56));
        // A bin that is empty in both does not count.
        let empty = Wording::new(&bins(&[(55, 0)]), 7);
        assert_eq!(empty.agreement(empty), (55, 55));
        assert_eq!(one.agreement(Wording::new(&[0; BINS], 0)), (0, 56));
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
        // Nine in ten of the pairs: (68 / 75 × 15 - 1) / 14 = 0.9. Of 56 bins, 68 in 75 are 50.8: 51 are enough.
        assert_eq!(one.similarity(agreeing(51)), Similarity::AlmostSame);
        assert_eq!(one.similarity(agreeing(50)), Similarity::Alike);
    }

    #[test]
    fn half_of_the_bins_rules_out_only_what_all_bins_do() {
        let one = Wording::new(&bins(&[]), 0);
        for (first, others) in (0..=32).flat_map(|first| (0..=24).map(move |others| (first, others))) {
            // Some of the first half agree, and some of the others.
            let changed = (first..32).chain(32 + others..BINS).map(|place| (place, 2));
            let other = Wording::new(&bins(&changed.collect::<Vec<_>>()), 0);
            assert_eq!(one.is_alike(other), first + others >= 30, "{first}, {others}");
            let is_almost_same = other.similarity(one) == Similarity::AlmostSame;
            assert_eq!(is_almost_same, first + others >= 51, "{first}, {others}");
        }
    }

    #[test]
    fn a_band_is_made_of_neighbouring_bins() {
        let wording = Wording::new(&bins(&[(30, 4), (31, 5), (32, 6), (55, 7)]), u32::MAX);
        assert_eq!((wording.band(30, 3), wording.band(53, 3), wording.band(0, 3)), (0x456, 0x117, 0x111));
    }
}
