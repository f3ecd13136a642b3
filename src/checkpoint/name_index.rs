//! How people are found by name without reading all of them: a hash of the whole name or handle, the first letters of
//! each word, and a signature of the letters, which tells quickly that two names are not alike.
//!
//! The index only narrows: whoever it gives is held against the rule that the contact book states.

use super::codec::Bytes;
use super::stale::Stale;
use crate::engine::contact_book::Person;
use crate::engine::person::{Handle, PersonId};

/// The most that the signatures of two names differ when one is a slip of the other: two slips of two letters each.
const MOST_APART: u32 = 4;

/// Names of one word are listed under this beginning, which no word has.
pub(super) const ONE_WORD: u64 = 0;

/// A hash of a name or handle, and whose it is.
pub(super) type NameRow = [u8; 12];

/// The beginning of a word, whose it is, and the signature of the whole name.
pub(super) type WordRow = [u8; 20];

/// The rows of an index.
#[derive(Default)]
pub(super) struct NameIndex {
    pub(super) names: Vec<NameRow>,
    pub(super) words: Vec<WordRow>,
}

impl NameIndex {
    /// With room for the rows of so many people.
    pub(super) fn with_room(people: usize) -> NameIndex {
        NameIndex { names: Vec::with_capacity(people), words: Vec::with_capacity(3 * people) }
    }

    /// Lists a person by name and handles and, when known, by words. Who was merged into another is not listed.
    pub(super) fn add(&mut self, id: PersonId, person: &Person) {
        if person.merged_into().is_some() {
            return;
        }
        self.names.extend(person.handles.iter().map(|handle| name_row(hash_of_handle(handle), id)));
        self.names.extend(person.name.iter().map(|_| name_row(hash_of_key(person.key()), id)));
        if person.is_known && person.name.is_some() {
            let (key, signature) = (person.key(), letter_signature(person.key()));
            self.words.extend(key.split(' ').map(|word| word_row(beginning(word), id, signature)));
            if !key.contains(' ') {
                self.words.push(word_row(ONE_WORD, id, signature));
            }
        }
    }

    /// The same, in order.
    pub(super) fn sorted(mut self) -> NameIndex {
        self.names.sort_unstable_by_key(rank);
        self.words.sort_unstable_by_key(rank);
        self
    }
}

fn name_row(hash: u64, id: PersonId) -> NameRow {
    let mut row = [0; 12];
    row[..8].copy_from_slice(&hash.to_le_bytes());
    row[8..].copy_from_slice(&id.0.to_le_bytes());
    row
}

fn word_row(beginning: u64, id: PersonId, signature: u64) -> WordRow {
    let mut row = [0; 20];
    row[..12].copy_from_slice(&name_row(beginning, id));
    row[12..].copy_from_slice(&signature.to_le_bytes());
    row
}

/// What a row is sorted by, and whose it is, as one number, which is compared at once.
fn rank<const N: usize>(row: &[u8; N]) -> u128 {
    let (mut key, mut id) = ([0; 8], [0; 4]);
    key.copy_from_slice(&row[..8]);
    id.copy_from_slice(&row[8..12]);
    u128::from(u64::from_le_bytes(key)) << u32::BITS | u128::from(u32::from_le_bytes(id))
}

/// Whose a row is.
pub(super) fn owner(row: &mut Bytes<'_>) -> Result<PersonId, Stale> {
    row.u64()?;
    row.u32().map(PersonId)
}

/// The hash of a name's key (FNV-1a: the same in every build).
pub(super) fn hash_of_key(key: &str) -> u64 {
    hash(b"n", key)
}

/// The hash of a handle.
pub(super) fn hash_of_handle(handle: &Handle) -> u64 {
    hash(b"h", handle.as_str())
}

fn hash(kind: &[u8], text: &str) -> u64 {
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    kind.iter().chain(text.as_bytes()).fold(0xcbf2_9ce4_8422_2325, fold)
}

/// The first eight bytes of a word, in the order of words.
pub(super) fn beginning(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// The beginnings, first and last, of the words that begin with a word.
pub(super) fn beginnings_with(word: &str) -> (u64, u64) {
    let first = beginning(word);
    let open = 8_usize.saturating_sub(word.len()) * 8;
    let last = if open == 0 { first } else { first | (u64::MAX >> (64 - open)) };
    (first, last)
}

/// A histogram of a name's letters in 32 buckets, each counted up to three: a cheap filter before an edit distance.
pub(super) fn letter_signature(key: &str) -> u64 {
    key.chars().fold(0, |signature: u64, letter| {
        let bucket = (u32::from(letter) % 32) * 2;
        if (signature >> bucket) & 3 == 3 { signature } else { signature + (1 << bucket) }
    })
}

/// Whether two names may be alike, by their signatures.
pub(super) fn may_be_alike(one: u64, other: u64) -> bool {
    let apart = |bucket: u32| (((one >> bucket) & 3) as u32).abs_diff(((other >> bucket) & 3) as u32);
    (0..64).step_by(2).map(apart).sum::<u32>() <= MOST_APART
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::person::is_like;

    proptest! {
        #[test]
        fn no_slip_is_overlooked(one in "[a-d]{3,6} [a-d]{3,6}", place in 0..12_usize, letter in "[a-zé]") {
            let letters: Vec<char> = one.chars().collect();
            let place = place % letters.len();
            let mut swapped = letters.clone();
            swapped.swap(place, (place + 1) % letters.len());
            let mut changed = swapped.clone();
            changed[place] = letter.chars().next().unwrap();
            let mut shorter = swapped.clone();
            shorter.remove(place);
            for other in [swapped, changed, shorter] {
                let other: String = other.into_iter().collect();
                if is_like(&one, &other) {
                    let signatures = (letter_signature(&one), letter_signature(&other));
                    prop_assert!(may_be_alike(signatures.0, signatures.1), "{} {}", one, other);
                }
            }
        }

        #[test]
        fn words_that_begin_alike_are_listed_together(word in "[a-zé]{1,12}", more in "[a-zé]{0,6}") {
            let (first, last) = beginnings_with(&word);
            prop_assert!((first..=last).contains(&beginning(&[word.as_str(), &more].concat())));
        }
    }

    #[test]
    fn other_words_are_listed_elsewhere() {
        let (first, last) = beginnings_with("jane");
        for other in ["jan", "jand", "janf", "k", ""] {
            assert!(!(first..=last).contains(&beginning(other)), "{other}");
        }
    }
}
