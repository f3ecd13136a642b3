//! Names without what a keyboard may lack: accents, stroked and joined letters, punctuation (rules 2.1).
//!
//! A hyphen or an apostrophe in a word can be left out or typed as a space. A name such as "Jean-Luc O'Neill" therefore
//! has several *readings*: "jean luc o neill", "jeanluc oneill", and so on. Two names are the same, or one is short for
//! the other, if any two of their readings are.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::person::name_key;

/// The most places in a name at which every combination of "left out" and "a space" is a reading. A name with more has
/// two readings: all left out, and all spaces.
const MOST_JOINTS: u32 = 5;

/// A name for comparisons that ignore accents and punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseName {
    /// Words of letters and digits, separated by single spaces. Empty for a name without any.
    readings: Vec<String>,
}

impl LooseName {
    /// The readings of a name, or of a handle.
    pub fn of(name: &str) -> LooseName {
        LooseName::of_key(name_key(name))
    }

    /// The readings of a name or a handle with this key.
    pub fn of_key(key: String) -> LooseName {
        if is_simple(&key) {
            return LooseName { readings: vec![key] };
        }
        let words: Vec<Vec<String>> = key.split(' ').map(parts).filter(|parts| !parts.is_empty()).collect();
        if words.is_empty() {
            return LooseName { readings: Vec::new() };
        }
        let joints: usize = words.iter().map(|parts| parts.len() - 1).sum();
        let all_spaces = u32::MAX;
        let readings: BTreeSet<String> = match u32::try_from(joints) {
            Ok(joints) if joints <= MOST_JOINTS => (0..1 << joints).map(|spaces| reading(&words, spaces)).collect(),
            _ => [0, all_spaces].into_iter().map(|spaces| reading(&words, spaces)).collect(),
        };
        LooseName { readings: readings.into_iter().collect() }
    }

    /// Every reading.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        self.readings.iter().map(String::as_str)
    }

    /// The different words of all readings, sorted.
    pub fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.readings().flat_map(|reading| reading.split(' ')).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Every pair of a reading of this name and one of the other.
    pub fn pairs<'a>(&'a self, other: &'a LooseName) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.readings().flat_map(|one| other.readings().map(move |another| (one, another)))
    }

    /// Whether this is true for a pair of readings: the first of this name, the second of the other.
    pub fn any_pair(&self, other: &LooseName, holds: impl Fn(&str, &str) -> bool) -> bool {
        self.pairs(other).any(|(one, another)| holds(one, another))
    }

    /// Whether both are the same name.
    pub fn is_same(&self, other: &LooseName) -> bool {
        self.any_pair(other, |one, another| one == another)
    }
}

/// Whether a name key has only plain letters, digits and spaces, and so is its own only reading.
pub fn is_simple(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphanumeric())
}

/// Whether a word has a letter or a digit.
pub fn has_letter(word: &str) -> bool {
    word.contains(|c| !is_punctuation(c) && !is_accent(c))
}

/// The parts of a word between punctuation, each in plain letters.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        if is_punctuation(letter) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            push_plain(letter, part);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A reading of words: the bits of `spaces` say, place by place, whether punctuation becomes a space or is left out.
fn reading(words: &[Vec<String>], spaces: u32) -> String {
    let (mut text, mut place) = (String::new(), 0);
    for (number, parts) in words.iter().enumerate() {
        for (index, part) in parts.iter().enumerate() {
            let is_joint = index > 0;
            let is_space = if is_joint { (spaces >> (place % u32::BITS)) & 1 == 1 } else { number > 0 };
            place += u32::from(is_joint);
            if is_space {
                text.push(' ');
            }
            text.push_str(part);
        }
    }
    text
}

/// Whether a character separates letters or is not part of a word: punctuation, symbols, and apostrophes that count as
/// letters in Unicode.
fn is_punctuation(c: char) -> bool {
    let is_apostrophe = ('\u{2b9}'..='\u{2bf}').contains(&c);
    is_apostrophe || !(c.is_alphanumeric() || is_combining_mark(c))
}

/// Adds a letter of a name key without its accents, stroke or join.
fn push_plain(letter: char, into: &mut String) {
    if letter.is_ascii() {
        return into.push(letter);
    }
    if let Some(plain) = without_stroke(letter) {
        return into.push_str(plain);
    }
    // Composed again: a syllable of Korean or a voiced letter of Japanese is not a letter with an accent.
    let plain = std::iter::once(letter).nfkd().filter(|c| !is_accent(*c)).nfc();
    for c in plain.flat_map(char::to_lowercase).filter(|c| !is_punctuation(*c)) {
        match without_stroke(c) {
            Some(plain) => into.push_str(plain),
            None => into.push(c),
        }
    }
}

/// Whether a character is an accent that writers may leave out. The vowel signs of Indic and Thai script and the
/// voicing marks of Japanese are not.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Vowel points of Hebrew and Arabic, and the stretched line of Arabic.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        // Variants of one character.
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The plain letters for a stroked, hooked or joined letter, which Unicode does not take apart.
fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ƀ' | 'ɓ' => "b",
        'ȼ' | 'ƈ' => "c",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ɇ' | 'ə' | 'ǝ' | 'ɛ' => "e",
        'ƒ' => "f",
        'ǥ' | 'ɠ' => "g",
        'ħ' => "h",
        'ı' | 'ɨ' | 'ɩ' => "i",
        'ȷ' | 'ɉ' => "j",
        'ĸ' | 'ƙ' => "k",
        'ł' | 'ƚ' | 'ɫ' => "l",
        'ŋ' | 'ɲ' | 'ƞ' => "n",
        'ø' | 'ɔ' | 'ɵ' => "o",
        'ƥ' => "p",
        'ɍ' => "r",
        'ſ' => "s",
        'ŧ' | 'ƭ' => "t",
        'ʉ' => "u",
        'ʋ' => "v",
        'ɏ' | 'ƴ' => "y",
        'ƶ' => "z",
        'ґ' | 'ғ' => "г",
        'ұ' => "ү",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(one: &str, other: &str) -> bool {
        LooseName::of(one).is_same(&LooseName::of(other))
    }

    #[test]
    fn accents_strokes_and_joins_make_no_difference() {
        for (typed, name) in [
            ("zoe", "Zoë"),
            ("Jose Garcia", "José García"),
            ("JOSE GARCIA", "Jose\u{301} Garci\u{301}a"),
            ("Lukasz Zak", "Łukasz Żak"),
            ("Soren Kierkegaard", "Søren Kierkegaard"),
            ("Dorde", "Đorđe"),
            ("Strasse", "Straße"),
            ("AEther", "Æther"),
            ("Coeur", "Cœur"),
            ("Thor", "Þor"),
            ("Gudrun", "Guðrun"),
            // Turkish: i without a dot, and I with one.
            ("Isik", "Işık"),
            ("istanbul", "İstanbul"),
            ("Nguyen Duc", "Nguyễn Đức"),
            ("Tran Huong", "Trần Hương"),
            ("Eliyev", "Əliyev"),
            ("fiona", "ﬁona"),
            ("Jane", "Ｊａｎｅ"),
            ("Jane", "𝐉𝐚𝐧𝐞"),
            // Cyrillic io and short i; Greek tonos.
            ("Артем", "Артём"),
            ("Андреи", "Андрей"),
            ("Γιωργος", "Γιώργος"),
            // Arabic: hamza, vowel points, stretched line.
            ("احمد", "أحمد"),
            ("محمد", "مُحَمَّد"),
            ("محمد", "محـمد"),
            ("משה", "מֹשֶׁה"),
        ] {
            assert!(is_same(typed, name), "{typed}, {name}");
            assert!(is_same(name, typed), "{name}, {typed}");
        }
    }

    #[test]
    fn punctuation_is_left_out_or_a_space() {
        for (typed, name) in [
            ("oneill", "O'Neill"),
            ("o neill", "O'Neill"),
            ("O’Neill", "O'Neill"),
            ("Oʼneill", "O'Neill"),
            ("jean luc", "Jean-Luc"),
            ("jeanluc", "Jean-Luc"),
            ("jean-luc", "Jean Luc"),
            ("jean-luc", "Jeanluc"),
            ("jeanluc o neill", "Jean-Luc O'Neill"),
            ("jean luc oneill", "Jean-Luc O'Neill"),
            ("annamaria luise", "Anna-Maria-Luise"),
            ("jrr tolkien", "J.R.R. Tolkien"),
            ("j r r tolkien", "J.R.R. Tolkien"),
            ("Doe Jane", "Doe, Jane"),
            ("Jane Doe", "🚀 Jane Doe"),
            ("Jane Acme", "Jane (Acme)"),
            ("ジャン リュック", "ジャン・リュック"),
            ("علی رضا", "علی\u{200c}رضا"),
            ("a b c d e f g", "a-b-c-d-e-f-g"),
            ("abcdefg", "a-b-c-d-e-f-g"),
        ] {
            assert!(is_same(typed, name), "{typed}, {name}");
            assert!(is_same(name, typed), "{name}, {typed}");
        }
    }

    #[test]
    fn other_letters_stay_different() {
        for (one, other) in [
            ("Jane", "Jana"),
            ("jeanluc", "Jean Luc"),
            ("イ", "ィ"),
            // A voiced letter, a syllable with another end, a vowel sign: different letters, without accents.
            ("が", "か"),
            ("이", "임"),
            ("राम", "रमा"),
            ("李", "王"),
            ("Иван", "Ivan"),
            ("Ada", "A da"),
        ] {
            assert!(!is_same(one, other), "{one}, {other}");
        }
        for name in ["", "-", "…", "🚀", "\u{301}"] {
            assert_eq!(LooseName::of(name).readings().count(), 0, "{name}");
            assert!(!is_same(name, name), "{name}");
        }
    }

    #[test]
    fn a_name_of_many_parts_has_few_readings() {
        assert_eq!(LooseName::of(&"a-".repeat(100)).readings().count(), 2);
        // Five places, each left out or a space.
        assert_eq!(LooseName::of("a-b-c d-e-f g'h").readings().count(), 32);
        assert_eq!(LooseName::of("O'Neill").words(), ["neill", "o", "oneill"]);
    }
}
