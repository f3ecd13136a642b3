//! The name index, for finding people without reading all of them: a hash of the full name or handle, the first bytes
//! of each word, and a signature of the letters, which quickly excludes names that are not similar.
//!
//! The index gives candidates only. The contact book then applies the exact rule to each.

use super::codec::Bytes;
use super::stale::Stale;
use crate::engine::contact_book::Person;
use crate::engine::person::{Handle, PersonId};

/// The largest difference between the signatures of a name and its typo: two edits, of two letters each.
const LARGEST_DIFFERENCE: u32 = 4;

/// Names of one word are listed under this beginning, too. No word has it.
pub(super) const ONE_WORD: u64 = 0;

/// The hash of a name or handle, and the person's number.
pub(super) type NameRow = [u8; 12];

/// The beginning of a word, the person's number, and the signature of the full name.
pub(super) type WordRow = [u8; 20];

/// The rows of an index.
#[derive(Default)]
pub(super) struct NameIndex {
    pub(super) names: Vec<NameRow>,
    pub(super) words: Vec<WordRow>,
}

impl NameIndex {
    /// An index with capacity for this many people.
    pub(super) fn with_room(people: usize) -> NameIndex {
        NameIndex { names: Vec::with_capacity(people), words: Vec::with_capacity(3 * people) }
    }

    /// Lists a person by name and handles, and also by words if they have active records. Skips merged entries.
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

    /// The index, sorted.
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

/// The sort key of a row: its key and person as a single number, which is fast to compare.
fn rank<const N: usize>(row: &[u8; N]) -> u128 {
    let (mut key, mut id) = ([0; 8], [0; 4]);
    key.copy_from_slice(&row[..8]);
    id.copy_from_slice(&row[8..12]);
    u128::from(u64::from_le_bytes(key)) << u32::BITS | u128::from(u32::from_le_bytes(id))
}

/// The person of a row.
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

/// The first eight bytes of a word, as a number that sorts like the word.
pub(super) fn beginning(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// The range of beginnings of all words that begin with a word: the first and the last.
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

/// Whether two names may be similar, by their signatures.
pub(super) fn may_be_alike(one: u64, other: u64) -> bool {
    let difference = |bucket: u32| (((one >> bucket) & 3) as u32).abs_diff(((other >> bucket) & 3) as u32);
    (0..64).step_by(2).map(difference).sum::<u32>() <= LARGEST_DIFFERENCE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::person::is_like;

    proptest! {
        #[test]
        fn no_typo_is_excluded(one in "[a-d]{3,6} [a-d]{3,6}", place in 0..12_usize, letter in "[a-zé]") {
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
        fn words_with_the_same_beginning_are_in_its_range(word in "[a-zé]{1,12}", more in "[a-zé]{0,6}") {
            let (first, last) = beginnings_with(&word);
            prop_assert!((first..=last).contains(&beginning(&[word.as_str(), &more].concat())));
        }
    }

    #[test]
    fn other_words_are_outside_the_range() {
        let (first, last) = beginnings_with("jane");
        for other in ["jan", "jand", "janf", "k", ""] {
            assert!(!(first..=last).contains(&beginning(other)), "{other}");
        }
    }
}
