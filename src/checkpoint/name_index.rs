//! The name index, for finding people without reading all of them: a hash of the full name or handle, the first bytes
//! of each word without accents and punctuation, and a signature of the letters, which quickly excludes names that are
//! not similar. Someone without a name is listed under the words of their handles.
//!
//! The index gives candidates only. The contact book then applies the exact rule to each.

use super::codec::Bytes;
use super::stale::Stale;
use crate::engine::contact_book::Person;
use crate::engine::likeness::MOST_TYPOS;
use crate::engine::loose_name::LooseName;
use crate::engine::person::{Handle, PersonId};

/// The largest difference between the signatures of a name and its typo: two edits, of two letters each.
const LARGEST_DIFFERENCE: u64 = 4;

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
        for name in person.loose_names().iter().filter(|_| person.is_known) {
            let signature = letter_signature(name);
            self.words.extend(name.words().into_iter().map(|word| word_row(beginning(word), id, signature)));
            if is_one_word(name) {
                self.words.push(word_row(ONE_WORD, id, signature));
            }
        }
    }

    /// The index, sorted. People were added in the order of their numbers, which a stable sort keeps; it is fast where
    /// many rows have the same word.
    pub(super) fn sorted(mut self) -> NameIndex {
        self.names.sort_by_key(row_key);
        self.words.sort_by_key(row_key);
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

/// The key of a row: a hash, or the beginning of a word.
fn row_key<const N: usize>(row: &[u8; N]) -> u64 {
    let mut key = [0; 8];
    key.copy_from_slice(&row[..8]);
    u64::from_le_bytes(key)
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

/// The range of beginnings of the word and of its typos, which have the same first letter.
pub(super) fn beginnings_of_typos(word: &str) -> (u64, u64) {
    let first = word.chars().next().map_or(0, char::len_utf8);
    beginnings_with(&word[..first])
}

/// Whether a name can be read as one word.
pub(super) fn is_one_word(name: &LooseName) -> bool {
    name.readings().any(|reading| !reading.contains(' '))
}

/// A histogram of a name's letters in 32 buckets, each counted up to three: a cheap filter before an edit distance. It
/// leaves spaces out, and so is the same for all readings.
pub(super) fn letter_signature(name: &LooseName) -> u64 {
    let letters = name.readings().next().unwrap_or_default().chars().filter(|letter| *letter != ' ');
    letters.fold(0, |signature: u64, letter| {
        let bucket = (u32::from(letter) % 32) * 2;
        if (signature >> bucket) & 3 == 3 { signature } else { signature + (1 << bucket) }
    })
}

/// How many letters the first name has that the second lacks, judging by their signatures.
fn missing(from: u64, to: u64) -> u64 {
    let in_bucket = |bucket: u32| ((from >> bucket) & 3).saturating_sub((to >> bucket) & 3);
    (0..64).step_by(2).map(in_bucket).sum()
}

/// Whether a new name may be a typo of a known one or have all its words, judging by their signatures.
pub(super) fn may_be_typo_or_held(new: u64, known: u64) -> bool {
    let known_only = missing(known, new);
    known_only == 0 || known_only + missing(new, known) <= LARGEST_DIFFERENCE
}

/// Whether a known name may have all words of a new one, apart from typos, judging by their signatures.
pub(super) fn may_hold(new: u64, known: u64) -> bool {
    missing(new, known) <= MOST_TYPOS as u64
}

/// Whether words with these beginnings may differ by one letter. Excludes words of one-byte letters only.
pub(super) fn may_be_typo(one: u64, other: u64) -> bool {
    let (one, other) = (one.to_be_bytes(), other.to_be_bytes());
    let extra = |from: [u8; 8], to: [u8; 8]| {
        let mut free = to.to_vec();
        let mut is_extra =
            |byte: &u8| free.iter().position(|own| own == byte).map(|place| free.swap_remove(place)).is_none();
        from.into_iter().filter(|byte| is_extra(byte)).count()
    };
    !(one.is_ascii() && other.is_ascii()) || (extra(one, other) <= 1 && extra(other, one) <= 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::likeness::Newcomer;
    use crate::engine::person::PersonQuery;

    fn person(name: &str) -> Person {
        Person::new(Some(name.to_owned()), Vec::new())
    }

    proptest! {
        #[test]
        fn nobody_alike_is_excluded(
            one in "[a-d]{3,6}[ '-][a-d]{3,6}",
            place in 0..12_usize,
            letter in "[a-zéø '-]",
            more in "( [a-c]{1,2})?",
        ) {
            let letters: Vec<char> = one.chars().collect();
            let place = place % letters.len();
            let mut swapped = letters.clone();
            swapped.swap(place, (place + 1) % letters.len());
            let mut changed = swapped.clone();
            changed[place] = letter.chars().next().unwrap();
            let mut shorter = swapped.clone();
            shorter.remove(place);
            for other in [letters, swapped, changed, shorter] {
                let other = other.into_iter().collect::<String>() + &more;
                for (new, known) in [(&one, &other), (&other, &one)] {
                    let signature = |name: &str| letter_signature(&LooseName::of(name));
                    let (own, others) = (signature(new), signature(known));
                    if Newcomer::of(&PersonQuery::Name(new.clone())).distance(&person(known)).is_some() {
                        prop_assert!(may_be_typo_or_held(own, others) || may_hold(own, others), "{} {}", new, known);
                    }
                }
            }
        }

        #[test]
        fn no_word_with_a_typo_is_excluded(word in "[a-dé]{1,12}", place in 0..12_usize, letter in "[a-dø]") {
            let letters: Vec<char> = word.chars().collect();
            let place = place % letters.len();
            let (mut swapped, mut changed, mut shorter) = (letters.clone(), letters.clone(), letters.clone());
            swapped.swap(place, (place + 1).min(letters.len() - 1));
            changed[place] = letter.chars().next().unwrap();
            shorter.remove(place);
            for other in [swapped, changed, shorter] {
                let other: String = other.into_iter().collect();
                prop_assert!(may_be_typo(beginning(&word), beginning(&other)), "{} {}", word, other);
                prop_assert!(may_be_typo(beginning(&other), beginning(&word)), "{} {}", word, other);
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
