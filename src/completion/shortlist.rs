//! What matches the typed text, and shortened lists of matches.

use std::collections::BTreeSet;

/// At most `most` of the matches, preferably the first ones. The selection has the same common prefix as all matches,
/// with and without regard to case, since a shell puts that prefix on the line. Stops reading once no prefix is left.
pub(super) fn select<T>(most: usize, matches: impl Iterator<Item = (String, T)>) -> Vec<(String, T)> {
    let mut kept: Vec<(String, T)> = Vec::new();
    // The shortest prefix that a match shares with the first one, with and without regard to case, and its index.
    let (mut least, mut farthest) = ([usize::MAX; 2], [0; 2]);
    for one in matches {
        let first = kept.first().map_or(&one.0, |(text, _)| text);
        let shares = [shared_length(first, &one.0), shared_length_ignoring_case(first, &one.0)];
        let lower: Vec<usize> = (0..2).filter(|kind| shares[*kind] < least[*kind]).collect();
        if kept.len() < most || !lower.is_empty() {
            for kind in lower {
                (least[kind], farthest[kind]) = (shares[kind], kept.len());
            }
            kept.push(one);
        }
        if kept.len() >= most && least == [0, 0] {
            break;
        }
    }
    let mut chosen = BTreeSet::from(farthest);
    for place in 0..kept.len() {
        if chosen.len() < most {
            chosen.insert(place);
        }
    }
    kept.into_iter().enumerate().filter(|(place, _)| chosen.contains(place)).map(|(_, one)| one).collect()
}

/// Whether a text begins with the typed text, ignoring case.
pub(super) fn begins(text: &str, typed: &str) -> bool {
    text.to_lowercase().starts_with(&typed.to_lowercase())
}

/// The length in bytes of the common prefix of two texts, in whole characters.
fn shared_length(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// The length of the common prefix without regard to case, in characters.
fn shared_length_ignoring_case(one: &str, other: &str) -> usize {
    let others = other.chars().flat_map(char::to_lowercase);
    one.chars().flat_map(char::to_lowercase).zip(others).take_while(|(one, other)| one == other).count()
}

/// The common prefix of the texts.
pub(super) fn common_prefix<'a>(texts: &[&'a str]) -> &'a str {
    let Some((first, others)) = texts.split_first() else { return "" };
    let length = others.iter().map(|other| shared_length(first, other)).min().unwrap_or(first.len());
    &first[..length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts<T>(matches: &[(String, T)]) -> Vec<&str> {
        matches.iter().map(|(text, _)| text.as_str()).collect()
    }

    proptest! {
        /// A selection has the common prefix of all matches, is as large as allowed, and keeps the order.
        #[test]
        fn a_selection_has_the_common_prefix_of_all(
            names in proptest::collection::btree_set("[aA][bB]?[aäb]{0,4}", 0..60),
            most in 3_usize..20,
        ) {
            let all: Vec<(String, usize)> = names.into_iter().enumerate().map(|(place, name)| (name, place)).collect();
            let chosen = select(most, all.iter().cloned());
            prop_assert_eq!(common_prefix(&texts(&chosen)), common_prefix(&texts(&all)));
            let lower = |matches: &[(String, usize)]| -> Vec<String> {
                matches.iter().map(|(text, _)| text.to_lowercase()).collect()
            };
            let (few, many) = (lower(&chosen), lower(&all));
            let (few, many): (Vec<&str>, Vec<&str>) =
                (few.iter().map(String::as_str).collect(), many.iter().map(String::as_str).collect());
            prop_assert_eq!(common_prefix(&few), common_prefix(&many));
            prop_assert_eq!(chosen.len(), all.len().min(most));
            prop_assert!(chosen.is_sorted_by_key(|(_, place)| *place));
        }

        /// The selection keeps the first matches, except those it must give up to keep the common prefix.
        #[test]
        fn a_selection_begins_with_the_first_matches(count in 0..40_usize, most in 3_usize..20) {
            let all = (0..count).map(|place| (format!("a{}", place % 7), place));
            let chosen = select(most, all);
            let in_front = chosen.iter().enumerate().take_while(|(index, (_, place))| index == place).count();
            prop_assert!(in_front + 2 >= count.min(most));
        }
    }

    #[test]
    fn matches_that_share_nothing_are_not_read_to_the_end() {
        let mut read = 0;
        let names = ["Ann", "Bob", "Cy", "Di", "Ed"].into_iter().map(|name| (name.to_owned(), ()));
        assert_eq!(select(2, names.inspect(|_| read += 1)).len(), 2);
        assert_eq!(read, 2);
    }

    #[test]
    fn a_common_prefix_ends_at_a_whole_character() {
        assert_eq!(common_prefix(&["Zoë A", "Zoé A"]), "Zo");
        assert_eq!(common_prefix(&["Jane"]), "Jane");
        assert_eq!(common_prefix(&[]), "");
    }
}
