//! Makes the [fingerprint](Wording) of a text. The text itself is stored nowhere.
//!
//! 1. The text becomes a list of words: in plain letters of lower case, without punctuation. In scripts
//!    without spaces, each letter is a word. The names of the people whom the text is for are left out, so that their
//!    names never make two texts more or less alike.
//! 2. Each two neighbouring words are a pair. The hash of a pair is the 64-bit FNV-1a of the UTF-8 of both with a space
//!    between, mixed.
//! 3. A pair belongs into the bin `hash mod 56`. Of the different pairs in a bin, the one with the lowest hash decides
//!    its number, `1 + mix(hash xor 1) mod 15`.
//! 4. The digest is the lower half of the sum of `mix(hash xor 2)` over the different pairs.
//!
//! Sums and lowest hashes do not depend on the order of the pairs. Where a text is put in another order, only the pairs
//! at the seams change.
//!
//! Fingerprints are stored in ledgers: the algorithm must never change. The tests have fixed vectors.
//! `docs/ledger-file.md` describes it for others.

mod words;

use crate::engine::wording::{BINS, LARGEST_BIN, Wording};
use words::Word;

/// The least that a text must say to have a fingerprint: 8 different pairs of words, or 16 of letters that are words.
/// Shorter texts, such as thanks, would all be alike.
const LEAST: usize = 16;

/// The fingerprint of a text that is for people with these names; `None` if it is too short to be compared.
pub fn of_text(text: &str, names: &[&str]) -> Option<Wording> {
    let mut pairs = pairs(&words::without_names(words::of(text), names));
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| pair.hash);
    let said: usize = pairs.iter().map(|pair| if pair.is_of_letters { 1 } else { 2 }).sum();
    (said >= LEAST).then(|| fingerprint(pairs.iter().map(|pair| pair.hash)))
}

/// Two neighbouring words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    hash: u64,
    /// Whether both are letters of a script without spaces.
    is_of_letters: bool,
}

fn pairs(words: &[Word]) -> Vec<Pair> {
    let pair = |pair: &[Word]| {
        let [one, other] = pair else { return None };
        let hash = mix(fnv(other.text.as_bytes(), fnv(b" ", fnv(one.text.as_bytes(), FNV_START))));
        Some(Pair { hash, is_of_letters: one.is_letter && other.is_letter })
    };
    words.windows(2).filter_map(pair).collect()
}

/// The fingerprint of different pairs, in the order of their hashes.
fn fingerprint(hashes: impl Iterator<Item = u64>) -> Wording {
    let (mut bins, mut digest) = ([0; BINS], 0_u64);
    for hash in hashes {
        digest = digest.wrapping_add(mix(hash ^ 2));
        let bin = usize::try_from(hash % BINS as u64).unwrap_or(0);
        if bins[bin] == 0 {
            bins[bin] = 1 + u8::try_from(mix(hash ^ 1) % u64::from(LARGEST_BIN)).unwrap_or(0);
        }
    }
    Wording::new(&bins, u32::try_from(digest & u64::from(u32::MAX)).unwrap_or(0))
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// The FNV-1a hash of bytes, from a start on.
fn fnv(bytes: &[u8], start: u64) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

/// Mixes the bits of a hash: the finalizer of `MurmurHash3`.
fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests;
