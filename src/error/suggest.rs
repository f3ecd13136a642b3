//! What somebody may have meant.

/// The known name nearest to a wanted one, if it is so near that it may be a slip.
pub(crate) fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let slips = 1 + wanted.chars().count() / 5;
    let near = known.map(|name| (strsim::damerau_levenshtein(wanted, name), name));
    let near = near.filter(|(distance, name)| *distance <= slips || (wanted.len() > 2 && name.starts_with(wanted)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_beginnings_are_understood() {
        let nearest = |wanted| nearest(wanted, ["link", "rename", "merge"].into_iter());
        assert_eq!(nearest("lnk"), Some("link"));
        assert_eq!(nearest("renmae"), Some("rename"));
        assert_eq!(nearest("mer"), Some("merge"));
        assert_eq!(nearest("jane"), None);
        assert_eq!(nearest("x"), None);
    }
}
