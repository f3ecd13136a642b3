//! Words around names: titles, small words within names, words between two names, and words that are no names.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::{listed, plain};

/// Words that address nobody by name.
pub(super) static GENERAL: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/general.txt")));

/// Titles.
static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/titles.txt")));

/// Words of respect after a name.
static HONORIFICS: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/honorifics.txt")));

/// Small words within names: "van der", "de la".
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "el",
    "al", "bin", "ibn", "ten", "ter", "zu", "zum", "zur", "vom", "af", "av",
];

/// Words between two who are addressed.
pub(super) const CONJUNCTIONS: &[&str] =
    &["and", "und", "et", "y", "e", "en", "i", "och", "og", "και", "и", "та", "و", "a", "ve"];

/// Words after a name with which the writer introduces themselves: "Mark here".
pub(super) const INTRODUCTIONS: &[&str] = &["here", "hier", "ici", "aqui", "qui", "tutaj", "speaking"];

/// Words with which one begins what one says to somebody, after their name: "Mark how are you", "Mark I saw".
pub(super) const OPENINGS: &[&str] = &[
    "i", "im", "ive", "id", "how", "hope", "hoping", "are", "did", "thanks", "thank", "congrats", "great", "good",
    "nice", "just", "quick", "wie", "danke", "ich", "comment", "merci", "je", "como", "gracias", "obrigado",
    "obrigada", "tudo", "hoe", "bedankt", "come", "grazie", "jak", "dzieki",
];

/// Words for the first person, which begin a sentence.
pub(super) const FIRST_PERSON: &[&str] = &["i", "im", "ive", "id", "ill"];

/// Words after a comma that say more of somebody who is not addressed: "Mark, my colleague, …".
pub(super) const APPOSITIONS: &[&str] = &[
    "my", "our", "the", "a", "an", "your", "his", "her", "their", "who", "whom", "whose", "and", "or", "mein", "meine",
    "unser", "unsere", "der", "die", "das", "mon", "ma", "notre", "votre", "mi", "nuestro", "nuestra", "meu", "minha",
    "mio", "mia", "nostro", "moj", "moja", "nasz", "of", "from",
];

/// Whether a word in plain letters is a title.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// Whether a word is a small one within names: "van", "de".
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word is one of respect after a name: "Bey", "ji".
pub(super) fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(&plain(word))
}

/// Whether a written word is one between two who are addressed. An accent makes it another word: Portuguese "é".
pub(super) fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(&word)
}
