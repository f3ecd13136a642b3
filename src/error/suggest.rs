//! Suggestions for "did you mean".

/// The known name nearest to what was typed, if it could be a typing mistake or starts with it.
pub(crate) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mistakes = 1 + typed.chars().count() / 5;
    let near = known.map(|name| (strsim::damerau_levenshtein(typed, name), name));
    let near = near.filter(|(distance, name)| *distance <= mistakes || (typed.len() > 2 && name.starts_with(typed)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_and_prefixes_are_recognised() {
        let nearest = |typed| nearest(typed, ["link", "rename", "merge"].into_iter());
        assert_eq!(nearest("lnk"), Some("link"));
        assert_eq!(nearest("renmae"), Some("rename"));
        assert_eq!(nearest("mer"), Some("merge"));
        assert_eq!(nearest("jane"), None);
        assert_eq!(nearest("x"), None);
    }
}
