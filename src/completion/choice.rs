//! A choice of the matches, where there are more than anybody would read.

use std::collections::BTreeSet;

/// At most so many of the matches, those in front first. What the chosen share at their beginning is what all of them
/// share, in capitals or not: a shell puts it on the line.
pub(super) fn some_of<T>(most: usize, matches: Vec<(String, T)>) -> Vec<(String, T)> {
    let Some(((first, _), _)) = matches.split_first().filter(|_| matches.len() > most) else { return matches };
    let farthest = |shared: fn(&str, &str) -> usize| {
        (0..matches.len()).min_by_key(|place| shared(first, &matches[*place].0)).unwrap_or_default()
    };
    let folded = |one: &str, other: &str| shared(&one.to_lowercase(), &other.to_lowercase());
    let mut chosen = BTreeSet::from([farthest(shared), farthest(folded)]);
    for place in 0..matches.len() {
        if chosen.len() < most {
            chosen.insert(place);
        }
    }
    matches.into_iter().enumerate().filter(|(place, _)| chosen.contains(place)).map(|(_, one)| one).collect()
}

/// How many bytes two texts share at their beginning, in whole characters.
fn shared(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// What texts share at their beginning.
pub(super) fn shared_by<'a>(texts: &[&'a str]) -> &'a str {
    let Some((first, others)) = texts.split_first() else { return "" };
    let length = others.iter().map(|other| shared(first, other)).min().unwrap_or(first.len());
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
        /// Of any matches, the choice shares what all share, is as large as it may be, and keeps the order.
        #[test]
        fn a_choice_shares_what_all_share(
            names in proptest::collection::btree_set("[aA][bB]?[aäb]{0,4}", 0..60),
            most in 3_usize..20,
        ) {
            let all: Vec<(String, usize)> = names.into_iter().enumerate().map(|(place, name)| (name, place)).collect();
            let chosen = some_of(most, all.clone());
            prop_assert_eq!(shared_by(&texts(&chosen)), shared_by(&texts(&all)));
            let lower = |matches: &[(String, usize)]| -> Vec<String> {
                matches.iter().map(|(text, _)| text.to_lowercase()).collect()
            };
            let (few, many) = (lower(&chosen), lower(&all));
            let (few, many): (Vec<&str>, Vec<&str>) =
                (few.iter().map(String::as_str).collect(), many.iter().map(String::as_str).collect());
            prop_assert_eq!(shared_by(&few), shared_by(&many));
            prop_assert_eq!(chosen.len(), all.len().min(most));
            prop_assert!(chosen.is_sorted_by_key(|(_, place)| *place));
        }
    }

    #[test]
    fn what_is_shared_ends_at_a_whole_character() {
        assert_eq!(shared_by(&["Zoë A", "Zoé A"]), "Zo");
        assert_eq!(shared_by(&["Jane"]), "Jane");
        assert_eq!(shared_by(&[]), "");
    }
}
