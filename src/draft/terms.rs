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

/// Nouns that are gaps between brackets with whatever word says which: `similar company`, `Calendly link`.
const LABELLED: &[&str] = &[
    "name",
    "names",
    "company",
    "product",
    "title",
    "topic",
    "industry",
    "link",
    "url",
    "achievement",
    "accomplishment",
    "observation",
    "compliment",
    "interest",
    "skill",
    "skills",
    "connection",
    "competitor",
    "metric",
    "article",
    "university",
    "challenge",
];

/// Words that begin a remark, which is no gap.
const OF_REMARKS: &[&str] = &[
    "at", "in", "on", "by", "to", "with", "from", "see", "now", "next", "last", "same", "all", "full", "and", "or",
    "for", "about", "via", "is", "are", "was", "were", "no", "not", "any", "one", "free", "more",
];

/// Verbs that are used for nothing else between parentheses.
const INSERTIONS: &[&str] =
    &["insert", "einfugen", "inserer", "insertar", "inserir", "inserire", "invoegen", "wstaw", "вставить", "вставьте"];

/// Verbs that end an instruction.
const INSTRUCTIONS_AT_END: &[&str] =
    &["einfugen", "einsetzen", "erganzen", "eintragen", "invoegen", "toevoegen", "invullen"];

/// The most words of a term.
const MOST_WORDS: usize = 6;

/// Whether a text is a term such as `Name`, `first_name`, `YourCompany` or `name of the company`, or an instruction such
/// as `insert your pitch`.
pub(super) fn is_term(text: &str) -> bool {
    let words = words(text);
    let is_instruction = |verb: &String, rest: &[String]| {
        INSTRUCTIONS.contains(verb) && rest.iter().any(|word| TERMS.contains(word) || FILLERS.contains(word))
    };
    words.split_first().is_some_and(|(first, rest)| is_instruction(first, rest))
        || words.split_last().is_some_and(|(last, rest)| is_instruction_at_end(last, rest))
        || is_made_of(&words, &TERMS)
}

/// Whether a verb ends an instruction, as in "Namen einfügen".
fn is_instruction_at_end(verb: &str, rest: &[String]) -> bool {
    INSTRUCTIONS_AT_END.contains(&verb) && rest.iter().any(|word| TERMS.contains(word))
}

/// Whether a text says what to insert: `insert compliment`.
pub(super) fn is_insertion(text: &str) -> bool {
    let words = words(text);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_addition =
        words.first().is_some_and(|first| first == "add" || first == "mention") && has(&["something", "here"]);
    (has(INSERTIONS) || is_addition) && is_term(text)
}

/// Whether a text is a noun of a template with one or two words that say which one: `similar company`.
pub(super) fn is_labelled(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let words = words(text);
    let is_plain = text.chars().all(|c| c.is_alphabetic() || " -'’".contains(c));
    let is_noun = words.last().is_some_and(|last| LABELLED.contains(&last.as_str()));
    let is_remark = words.first().is_some_and(|first| OF_REMARKS.contains(&first.as_str()));
    is_plain && is_noun && !is_remark && words.len() <= MOST_WORDS
}

/// Whether a text has a term for a name.
pub(super) fn has_name_term(text: &str) -> bool {
    words(text).iter().any(|word| NAME_TERMS.contains(word))
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
    // A letter numbers a term: "Client B".
    let numbered = words.split_last().filter(|(last, rest)| last.len() == 1 && !rest.is_empty());
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().any(|word| terms.contains(word))
        && !is_time(words)
        && numbered.map_or(words, |(_, rest)| rest).iter().all(is_known)
}

/// Whether words are about time: "full-time", "my last year".
fn is_time(words: &[String]) -> bool {
    const FIRST: &[&str] = &["full", "first", "last", "this", "any", "one", "two", "three"];
    const TIMES: &[&str] = &["time", "times", "day", "days", "week", "weeks", "month", "months", "year", "years"];
    const BEFORE: &[&str] = &["my", "our", "your", "his", "her", "their", "the", "a", "in", "for"];
    let [before @ .., first, time] = words else { return false };
    let has = |list: &[&str], word: &String| list.contains(&word.as_str());
    has(FIRST, first) && has(TIMES, time) && before.iter().all(|word| has(BEFORE, word))
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
            "Client B",
            "Unternehmen XY",
            "nazwa firmy",
            "название компании",
            "hier Namen einfügen",
            "नाम",
            "会社名",
            "公司名称",
            "회사명",
            "اسم الشركة",
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
        assert!(!is_term("iPhone") && !is_term("B"));
        assert!(is_name_term("first name") && !is_name_term("city"));
        assert!(is_insertion("insert compliment") && is_insertion("add something about the talk here"));
        assert!(!is_insertion("add a link") && !is_insertion("name"));
        assert!(is_labelled("similar company") && is_labelled("Calendly link"));
        assert!(
            !is_labelled("see link")
                && !is_term("Full-time")
                && !is_labelled("Edit: link")
                && !is_labelled("Berlin office")
        );
        assert!(is_snake_case("INDUSTRY_1") && !is_snake_case("industry") && !is_snake_case("__init__"));
    }
}
