//! The words of a text, as fingerprints compare them.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word in plain letters of lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it is a letter of a script without spaces.
    pub(super) is_letter: bool,
}

/// The words of a text: runs of letters and digits, without accents and in one case. Everything else separates words. A
/// letter of a script without spaces is a word of its own.
pub(super) fn of(text: &str) -> Vec<Word> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let end_word = |word: &mut String, words: &mut Vec<Word>| {
        if !word.is_empty() {
            words.push(Word { text: std::mem::take(word), is_letter: false });
        }
    };
    for c in text.nfkd() {
        if is_unspaced(c) {
            end_word(&mut word, &mut words);
            words.push(Word { text: c.to_string(), is_letter: true });
        } else if c.is_alphanumeric() {
            // Upper case first, since some letters of lower case have two forms: ß and ss, ς and σ.
            word.extend(c.to_uppercase().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
        } else if !is_invisible(c) {
            end_word(&mut word, &mut words);
        }
    }
    end_word(&mut word, &mut words);
    words
}

/// Whether a letter belongs to a script that writes no spaces between words: Thai, Lao, Burmese, Khmer, Chinese or
/// Japanese.
fn is_unspaced(c: char) -> bool {
    c.is_alphanumeric()
        && matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is left out and separates nothing: an accent, or one without width.
fn is_invisible(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The words without those of some names, in full or in part.
pub(super) fn without_names(words: Vec<Word>, names: &[&str]) -> Vec<Word> {
    if names.is_empty() {
        return words;
    }
    let names: Vec<Vec<Word>> = names.iter().map(|name| of(name)).collect();
    let (letters, spaced): (Vec<&Word>, Vec<&Word>) = names.iter().flatten().partition(|word| word.is_letter);
    let spaced: HashSet<&str> = spaced.iter().map(|word| word.text.as_str()).collect();
    let words: Vec<Word> =
        words.into_iter().filter(|word| word.is_letter || !spaced.contains(word.text.as_str())).collect();
    if letters.is_empty() {
        return words;
    }
    let names: Vec<Vec<&str>> = names
        .iter()
        .map(|name| name.iter().filter(|word| word.is_letter).map(|word| word.text.as_str()).collect())
        .collect();
    without_runs(&words, &names)
}

/// The words without runs of at least two letters that a name has in this order.
fn without_runs(words: &[Word], names: &[Vec<&str>]) -> Vec<Word> {
    let (mut kept, mut place) = (Vec::with_capacity(words.len()), 0);
    while let Some(word) = words.get(place) {
        let run = if word.is_letter { longest_run(&words[place..], names) } else { 0 };
        if run < 2 {
            kept.push(word.clone());
        }
        place += if run < 2 { 1 } else { run };
    }
    kept
}

/// The length of the longest run of letters at the start that a name has.
fn longest_run(words: &[Word], names: &[Vec<&str>]) -> usize {
    let run = |name: &[&str]| name.iter().zip(words).take_while(|(letter, word)| **letter == word.text).count();
    names.iter().flat_map(|name| (0..name.len()).map(move |start| run(&name[start..]))).max().unwrap_or(0)
}
