//! Selecting matches if there are too many to read.

use std::collections::BTreeSet;

/// At most `most` of the matches, preferably the first ones. The selection has the same common prefix as all matches,
/// with and without regard to case, since a shell puts that prefix on the line.
pub(super) fn select<T>(most: usize, matches: Vec<(String, T)>) -> Vec<(String, T)> {
    let Some(((first, _), _)) = matches.split_first().filter(|_| matches.len() > most) else { return matches };
    let most_different = |shared_length: fn(&str, &str) -> usize| {
        (0..matches.len()).min_by_key(|place| shared_length(first, &matches[*place].0)).unwrap_or_default()
    };
    let ignoring_case = |one: &str, other: &str| shared_length(&one.to_lowercase(), &other.to_lowercase());
    let mut chosen = BTreeSet::from([most_different(shared_length), most_different(ignoring_case)]);
    for place in 0..matches.len() {
        if chosen.len() < most {
            chosen.insert(place);
        }
    }
    matches.into_iter().enumerate().filter(|(place, _)| chosen.contains(place)).map(|(_, one)| one).collect()
}

/// The length in bytes of the common prefix of two texts, in whole characters.
fn shared_length(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// The common prefix of texts.
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
            let chosen = select(most, all.clone());
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
    }

    #[test]
    fn a_common_prefix_ends_at_a_whole_character() {
        assert_eq!(common_prefix(&["Zoë A", "Zoé A"]), "Zo");
        assert_eq!(common_prefix(&["Jane"]), "Jane");
        assert_eq!(common_prefix(&[]), "");
    }
}
