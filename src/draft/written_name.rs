//! A name as it is written: its words with a capital or in small letters, its titles and small words.

use super::name_words::{FIRST_PERSON, is_conjunction, is_honorific, is_particle, is_title};
use super::nicknames::is_first_name;
use super::text::Span;
use super::words::{is_letter, plain, text_of, word_end};

/// The most words of a name.
const MOST_WORDS: usize = 5;

/// The most words of a name in small letters, or in a script without capitals.
pub(super) const MOST_SMALL_WORDS: usize = 2;

/// Titles that are other words in small letters: Spanish "me llamo", Italian "ma".
const CAPITAL_TITLES: &[&str] = &["me", "m", "ma", "mo", "na", "ra", "d", "e"];

/// The letters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// It begins with capitals.
    Capital,
    /// It begins with small letters.
    Small,
    /// The script has no capitals.
    None,
}

/// A name in a text.
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) words: Vec<String>,
    pub(super) has_title: bool,
    pub(super) case: Case,
}

impl Name {
    /// The name that begins at a character, or the first words in small letters.
    pub(super) fn at(chars: &[char], start: usize, end: usize) -> Option<Name> {
        let mut name = Name { span: start..start, words: Vec::new(), has_title: false, case: Case::Capital };
        let mut at = start;
        while at < end && is_letter(chars[at]) && name.words.len() < MOST_WORDS {
            let span = at..word_end(chars, at).min(end);
            let word = text_of(chars, &span);
            let is_point = chars.get(span.end) == Some(&'.');
            let after_point = span.end + usize::from(is_point);
            let next = skip_spaces(chars, after_point, end);
            let follows = next < end && is_letter(chars[next]);
            if name.words.is_empty() && name.is_titled_by(&word) && (follows || is_point) {
                name.has_title = true;
                name.span.end = after_point;
            } else if name.takes(&word, follows && chars[next].is_uppercase(), is_point) {
                let is_initial = word.chars().count() == 1 && is_point;
                name.span.end = if is_initial { after_point } else { span.end };
                name.words.push(word);
                if is_point && !is_initial {
                    break;
                }
            } else {
                break;
            }
            at = skip_spaces(chars, name.span.end, end);
        }
        name.drop_words_of_sentence();
        name.drop_honorifics();
        (name.span.end > start).then_some(name)
    }

    /// Whether a word is a title.
    fn is_titled_by(&self, word: &str) -> bool {
        is_title(&plain(word)) && (self.has_title || !CAPITAL_TITLES.contains(&word))
    }

    /// Whether a word goes on with the name.
    fn takes(&mut self, word: &str, before_capital: bool, is_point: bool) -> bool {
        let Some(first) = word.chars().next() else { return false };
        if first.is_uppercase() {
            let begins_sentence = !is_point && FIRST_PERSON.contains(&plain(word).as_str());
            return !begins_sentence && self.case != Case::Small;
        }
        if !self.words.is_empty() && is_honorific(word) {
            return true;
        }
        if !first.is_lowercase() {
            self.case = Case::None;
            return first.is_alphabetic() && self.words.len() < MOST_SMALL_WORDS;
        }
        if self.words.is_empty() {
            self.case = if self.has_title || (before_capital && is_particle(word)) { self.case } else { Case::Small };
            return true;
        }
        match self.case {
            Case::Capital => before_capital && is_particle(word),
            Case::Small => self.words.len() < MOST_SMALL_WORDS && !is_conjunction(word),
            Case::None => false,
        }
    }

    /// Takes out words of respect after the name, which are a title.
    fn drop_honorifics(&mut self) {
        while self.words.len() > 1 && self.words.last().is_some_and(|word| is_honorific(word)) {
            self.words.pop();
            self.has_title = true;
        }
    }

    /// Takes out a second word in small letters: it is a part of the sentence if the first one is a name.
    fn drop_words_of_sentence(&mut self) {
        if self.case == Case::Small && self.words.len() > 1 && is_first_name(&plain(&self.words[0])) {
            let length = self.words[0].chars().count();
            self.span.end = self.span.start + length;
            self.words.truncate(1);
        }
    }
}

/// The first character from here on that is no space.
pub(super) fn skip_spaces(chars: &[char], from: usize, end: usize) -> usize {
    from + chars[from.min(end)..end].iter().take_while(|c| c.is_whitespace()).count()
}
