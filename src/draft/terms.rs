//! The words in the gaps of templates, in several languages: `name`, `Vorname`, `empresa`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::{listed, plain};

/// Words for what a template leaves open. They are in plain letters.
static TERMS: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/terms.txt")));

/// Words for names, which are gaps between parentheses too.
static NAME_TERMS: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/name_terms.txt")));

/// Words that go with them: `your`, `of`, `here`.
static FILLERS: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/fillers.txt")));

/// Verbs with which a template says what to write: `insert`, `einfügen`.
static INSTRUCTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/instructions.txt")));

/// The most words of a term.
const MOST_WORDS: usize = 6;

/// Whether a text is a term such as `Name`, `first_name`, `YourCompany` or `name of the company`, or an instruction such
/// as `insert your pitch`.
pub(super) fn is_term(text: &str) -> bool {
    let words = words(text);
    let is_instruction = |verb: &String, rest: &[String]| {
        INSTRUCTIONS.contains(verb) && rest.iter().any(|word| TERMS.contains(word) || FILLERS.contains(word))
    };
    words.split_first().is_some_and(|(first, rest)| is_instruction(first, rest)) || is_made_of(&words, &TERMS)
}

/// Whether a text is a term for a name.
pub(super) fn is_name_term(text: &str) -> bool {
    is_made_of(&words(text), &NAME_TERMS)
}

/// Whether a text is an identifier of several words, such as `first_name` or `INDUSTRY_1`.
pub(super) fn is_snake_case(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    text.contains('_') && text.split('_').all(is_part) && text.chars().any(char::is_alphabetic)
}

fn is_made_of(words: &[String], terms: &HashSet<String>) -> bool {
    let is_known = |word: &String| terms.contains(word) || FILLERS.contains(word);
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().any(|word| terms.contains(word))
        && words.iter().all(is_known)
}

/// The words of a term in plain letters: `firstName` and `FIRST_NAME` are `first` and `name`. Numbers are left out.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in text.chars() {
        let begins = c.is_uppercase() && after_lower;
        if let (true, Some(word)) = (c.is_alphabetic() && !begins || is_mark(c), words.last_mut()) {
            word.push(c);
        } else {
            words.push(c.is_alphabetic().then_some(c).into_iter().collect());
        }
        after_lower = c.is_lowercase();
    }
    words.into_iter().filter(|word| !word.is_empty()).take(MOST_WORDS + 1).map(|word| plain(&word)).collect()
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_several_languages_are_known() {
        for text in [
            "name",
            "Name",
            "FIRST NAME",
            "first_name",
            "firstName",
            "FirstName1",
            "First-Name",
            "Vorname",
            "prénom",
            "Nombre",
            "Imię",
            "имя",
            "όνομα",
            "الاسم",
            "company",
            "Your Company",
            "name of the company",
            "insert something nice about their latest post",
            "job title here",
        ] {
            assert!(is_term(text), "{text}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for text in
            ["", "sic", "1", "y", "Berlin", "external", "now at my new company", "String", "put simply", "your", "x"]
        {
            assert!(!is_term(text), "{text}");
        }
        assert!(is_name_term("first name") && !is_name_term("city"));
        assert!(is_snake_case("INDUSTRY_1") && !is_snake_case("industry") && !is_snake_case("__init__"));
    }
}
