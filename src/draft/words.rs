//! Words of a draft, in plain letters: without case, accents, strokes and joins, as the contact book compares names.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::engine::loose_name::LooseName;

/// A word in plain letters. A hyphen or an apostrophe in it is left out.
pub(super) fn plain(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let name = LooseName::of(word);
    let whole = name.readings().find(|reading| !reading.contains(' ')).or_else(|| name.readings().next());
    whole.unwrap_or_default().to_owned()
}

/// The words of a list, in plain letters. Lines that begin with `#` are comments.
pub(super) fn listed(list: &str) -> HashSet<String> {
    lines(list).flat_map(str::split_whitespace).map(plain).collect()
}

/// The lines of a list without its comments.
pub(super) fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a character is a part of a word.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a character is a space within a line.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Whether a character is of a script that has no spaces between words, or is its punctuation.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a character joins parts of a word: "O'Neill", "Jean-Luc".
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '-' | '\u{2010}' | '\u{2011}')
}

/// The end of the word that begins at a character.
pub(super) fn word_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while let Some(c) = chars.get(end) {
        let is_inside = |next: Option<&char>| end > start && next.is_some_and(|next| is_letter(*next));
        if !(is_letter(*c) || is_joint(*c) && is_inside(chars.get(end + 1))) {
            break;
        }
        end += 1;
    }
    end
}

/// The spans of the words in a text.
pub(super) fn words(chars: &[char]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + chars[at..].iter().position(|c| is_letter(*c))?;
        at = word_end(chars, start);
        Some(start..at)
    })
}

/// The text of a span.
pub(super) fn text_of(chars: &[char], span: &Range<usize>) -> String {
    chars[span.clone()].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_are_inside_of_words() {
        let chars: Vec<char> = "Hi O’Neill, Jean-Luc - 'x' Zoe\u{308}!".chars().collect();
        let found: Vec<String> = words(&chars).map(|span| text_of(&chars, &span)).collect();
        assert_eq!(found, ["Hi", "O’Neill", "Jean-Luc", "x", "Zoe\u{308}"]);
    }

    #[test]
    fn plain_words_have_no_accents() {
        for (word, expected) in [("Zoë", "zoe"), ("Łukasz", "lukasz"), ("O'Neill", "oneill"), ("ПРИВЕТ", "привет")]
        {
            assert_eq!(plain(word), expected);
        }
    }
}
