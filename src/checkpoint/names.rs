//! What names and handles are found by: a hash of the whole, the beginnings of words, and a rough picture that
//! tells quickly that two names are not alike.

use crate::engine::person::Handle;

/// The most that the pictures of two names differ when one is a slip of the other: two slips of two letters each.
const MOST_APART: u32 = 4;

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

/// Under this beginning, which no word has, stand the names of one word.
pub(super) const SINGLE: u64 = 0;

/// The first eight bytes of a word, in the order of words.
pub(super) fn beginning(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// The beginnings, first and last, of the words that begin with a word.
pub(super) fn beginning_with(word: &str) -> (u64, u64) {
    let first = beginning(word);
    let open = 8_usize.saturating_sub(word.len()) * 8;
    let last = if open == 0 { first } else { first | (u64::MAX >> (64 - open)) };
    (first, last)
}

/// The letters of a name, counted up to three in 32 sorts.
pub(super) fn picture(key: &str) -> u64 {
    key.chars().fold(0, |picture: u64, letter| {
        let sort = (u32::from(letter) % 32) * 2;
        if (picture >> sort) & 3 == 3 { picture } else { picture + (1 << sort) }
    })
}

/// Whether two names may be alike, by their pictures.
pub(super) fn may_be_alike(one: u64, other: u64) -> bool {
    let apart = |sort: u32| (((one >> sort) & 3) as u32).abs_diff(((other >> sort) & 3) as u32);
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
                    prop_assert!(may_be_alike(picture(&one), picture(&other)), "{} {}", one, other);
                }
            }
        }

        #[test]
        fn words_that_begin_alike_lie_together(word in "[a-zé]{1,12}", more in "[a-zé]{0,6}") {
            let (first, last) = beginning_with(&word);
            prop_assert!((first..=last).contains(&beginning(&[word.as_str(), &more].concat())));
        }
    }

    #[test]
    fn other_words_lie_elsewhere() {
        let (first, last) = beginning_with("jane");
        for other in ["jan", "jand", "janf", "k", ""] {
            assert!(!(first..=last).contains(&beginning(other)), "{other}");
        }
    }
}
