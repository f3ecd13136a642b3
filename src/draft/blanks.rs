//! Gaps of letters and lines, as people mark them: `XX`, `___`, `TODO`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::terms::is_term;
use super::text::line_end;
use super::words::{is_east_asian, is_letter, listed, plain, text_of, words};
use super::{numbers, phrases, prepositions, symbols};

/// Words next to which `XX` is a number: "the XX century", "siglo XX".
static BY_NUMERALS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    listed(
        "century centuries cent siglo siglos siecle siecles secolo secoli seculo seculos wiek wieku wieków eeuw \
         jahrhundert jahrhunderts jh век века веке веков століття αιώνα αιώνας αιώνων w lecie lecia leciu wieczny chromosom chapter volume vol part \
         act bowl king louis pope chromosome chromosomes capitulo capítulo chapitre kapitel rozdział olympiad edition",
    )
});

/// Marks of unfinished work.
const MARKS: &[&str] = &["TODO", "FIXME", "PLACEHOLDER", "CHANGEME", "REPLACEME"];

/// Words around the Spanish and the Portuguese word "TODO".
static BY_ALL: LazyLock<HashSet<String>> = LazyLock::new(|| {
    listed(
        "el lo la los las un tu su mi este esta esto incluido listo bien mundo o os seu meu nosso dia tipo con de en \
         para por sobre y que es em com e isso isto",
    )
});

/// Words around the code of an answer on the web: "4XX errors".
const BY_CODES: &[&str] = &["http", "https", "status", "error", "errors", "response", "responses", "code", "codes"];

/// Names of fields in one word of capitals.
const FIELDS: &[&str] = &[
    "FIRSTNAME",
    "LASTNAME",
    "FULLNAME",
    "FNAME",
    "LNAME",
    "COMPANYNAME",
    "JOBTITLE",
    "VORNAME",
    "NACHNAME",
    "FIRMENNAME",
    "PRENOM",
    "NOMBRE",
    "APELLIDO",
    "VOORNAAM",
    "ACHTERNAAM",
    "COGNOME",
    "SOBRENOME",
    "IMIE",
    "NAZWISKO",
];

/// The fewest underscores of a gap, and of a line across the text.
const GAP: usize = 3;
const RULE: usize = 5;

/// The most characters to look ahead and back.
const NEAR: usize = 60;

/// Finds gaps in a text.
pub(super) struct Finder<'a> {
    chars: &'a [char],
}

impl<'a> Finder<'a> {
    pub(super) fn new(chars: &'a [char]) -> Finder<'a> {
        Finder { chars }
    }

    /// The end of a gap that begins at a character.
    pub(super) fn end_of(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).map(|place| self.chars[place]);
        if self.chars[at] == '_' {
            return if before == Some('_') { None } else { self.end_of_line(at, before) };
        }
        if let Some(end) = symbols::end_of(self.chars, at) {
            return Some(end);
        }
        // "XX公司": no space is between scripts.
        let is_east = is_east_asian(self.chars[at]);
        let is_inside = |c: char| is_letter(c) && is_east_asian(c) == is_east;
        if !is_letter(self.chars[at]) || before.is_some_and(|c| is_inside(c) || c == '_') {
            return None;
        }
        let end = at + self.chars[at..].iter().take_while(|c| is_inside(**c)).count();
        self.end_of_letters(at, end)
            .or_else(|| self.end_of_mark(at, end))
            .or_else(|| self.end_of_field(at))
            .or_else(|| phrases::end_of(self.chars, at, self.rest_of_line(at)))
            .or_else(|| self.end_of_unknown(at, end))
            .or_else(|| prepositions::end_of(self.chars, at, end))
    }

    /// `___`: a line to write on, unless it is a part of an identifier, or a line across the text.
    fn end_of_line(&self, at: usize, before: Option<char>) -> Option<usize> {
        let length = self.chars[at..].iter().take_while(|c| **c == '_').count();
        let end = at + length;
        let is_word = |c: Option<&char>| c.is_some_and(|c| is_letter(*c) && !is_east_asian(*c));
        let is_whole_line = before.is_none_or(|c| c == '\n') && self.chars.get(end).is_none_or(|c| *c == '\n');
        let is_inside = is_word(before.as_ref()) && is_word(self.chars.get(end));
        (length >= GAP && !is_inside && !(is_whole_line && length >= RULE)).then_some(end)
    }

    /// `XX`, `xxx`, `Xxxx`, `20XX`, also of the Cyrillic letter.
    fn end_of_letters(&self, at: usize, end: usize) -> Option<usize> {
        let word: Vec<char> = self.chars[at..end].iter().map(|c| latin_x(*c)).collect();
        let digits = word.iter().take_while(|c| c.is_ascii_digit()).count();
        let letters = &word[digits..];
        let is_gap = match letters.first() {
            Some('X') if letters.len() > 2 && letters[1..].iter().all(|c| *c == 'x') => digits == 0,
            Some('X') if digits == 1 && self.is_by(at, end, BY_CODES) => false,
            Some('X') if letters.len() == 1 => digits == 0 && numbers::is_open(self.chars, at, end),
            Some('X') => is_open_amount(letters) && !self.is_numeral(at, end),
            // At the end of a line, they are kisses.
            Some('x') if digits == 0 => {
                letters.len() >= 2 && letters.iter().all(|c| *c == 'x') && self.is_inside_line(at, end)
            }
            _ => false,
        };
        is_gap.then_some(end)
    }

    /// Whether `XX` is a Roman number: a word about centuries or the like is next to it, or a name before it, without a
    /// comma between.
    fn is_numeral(&self, at: usize, end: usize) -> bool {
        let near = |word: Option<String>| word.is_some_and(|word| BY_NUMERALS.contains(&plain(&word)));
        let before = self.word_before(at);
        let has_comma = self.chars[..at].iter().rev().take_while(|c| !is_letter(**c)).any(|c| *c == ',');
        let is_name = before.as_deref().is_some_and(is_name) && !has_comma;
        let is_after_name = is_name && end - at <= 3 && self.word_before_is_inside(at);
        near(before) || near(self.word_after(end)) || is_after_name || self.is_signed(at, end)
    }

    /// Whether a short last line ends here, after a name: "Jane XX".
    fn is_signed(&self, at: usize, end: usize) -> bool {
        const MOST_WORDS: usize = 3;
        let is_last = !self.chars[end..].iter().take(NEAR).any(|c| is_letter(*c));
        let line = self.chars[at.saturating_sub(NEAR)..at].rsplit(|c| *c == '\n').next().unwrap_or_default();
        let is_first_line = line.len() == at;
        is_last
            && !is_first_line
            && self.word_before(at).as_deref().is_some_and(is_name)
            && words(line).count() <= MOST_WORDS
    }

    /// Whether another word or a comma comes before the word before, so that its capital begins no sentence.
    fn word_before_is_inside(&self, at: usize) -> bool {
        let before = &self.chars[at.saturating_sub(NEAR)..at];
        let skip = |text: &'a [char], skips: fn(char) -> bool| {
            &text[..text.iter().rposition(|c| !skips(*c)).map_or(0, |last| last + 1)]
        };
        let before = skip(skip(skip(before, |c| c == ' '), is_letter), |c| c == ' ');
        before.last().is_some_and(|c| is_letter(*c) || *c == ',')
    }

    /// Whether a word comes before on the same line, and one after.
    fn is_inside_line(&self, at: usize, end: usize) -> bool {
        let is_small = |word: &String| word.chars().all(char::is_lowercase);
        let rest = self.rest_of_line(end);
        let goes_on = rest.first() == Some(&' ') && rest.iter().any(|c| is_letter(*c));
        self.word_before(at).as_ref().is_some_and(is_small) && goes_on
    }

    /// Whether one of some words is next to a place.
    fn is_by(&self, at: usize, end: usize, list: &[&str]) -> bool {
        let is_listed = |word: String| list.contains(&plain(&word).as_str());
        self.word_before(at).is_some_and(is_listed) || self.word_after(end).is_some_and(is_listed)
    }

    /// `TBD` or `XYZ` where a name or a date belongs.
    fn end_of_unknown(&self, at: usize, end: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        if end - at > LONGEST {
            return None;
        }
        let (before, after) = (self.word_before(at), self.word_after(end));
        let word = text_of(self.chars, &(at..end));
        prepositions::is_unknown(&word, before.as_deref(), after.as_deref()).then_some(end)
    }

    /// `TODO`, unless it is a word of a text in capitals or in "TODO list", or the word of other languages.
    fn end_of_mark(&self, at: usize, end: usize) -> Option<usize> {
        let word = text_of(self.chars, &(at..end));
        let is_capital = |word: Option<String>| {
            word.is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase))
        };
        let is_list = |word: Option<String>| {
            word.is_some_and(|word| ["list", "lists", "app", "apps", "item", "items"].contains(&plain(&word).as_str()))
        };
        let is_all = |neighbour: Option<String>| {
            word == "TODO" && neighbour.is_some_and(|neighbour| BY_ALL.contains(&plain(&neighbour)))
        };
        let is_other = || {
            let (before, after) = (self.word_before(at), self.word_after(end));
            is_list(after.clone())
                || is_capital(before.clone())
                || is_capital(after.clone())
                || is_all(before)
                || is_all(after)
        };
        (MARKS.contains(&word.as_str()) && !is_other()).then_some(end)
    }

    /// `FIRST_NAME`, `firstName`, `FIRSTNAME`, unless it is a hashtag, a text in code, or a part of the name of a file.
    fn end_of_field(&self, at: usize) -> Option<usize> {
        let length = self.chars[at..].iter().take(NEAR).take_while(|c| is_letter(**c) || **c == '_').count();
        let name = text_of(self.chars, &(at..at + length));
        let is_joined = name.trim_end_matches('_').contains('_') || is_camel_case(&name);
        let before = at.checked_sub(1).map(|place| self.chars[place]);
        let after = &self.chars[at + length..];
        let is_in_code = before.is_some_and(|c| "#/\\".contains(c))
            || matches!((before, after), (Some('\'' | '"'), ['\'' | '"', ':' | ',' | ']' | ')', ..]))
            || matches!(after, ['.', next, ..] if next.is_alphabetic())
            || matches!(after, ['(' | '=', ..]);
        if is_in_code {
            return None;
        }
        (FIELDS.contains(&name.as_str()) || (is_joined && is_term(&name))).then_some(at + length)
    }

    /// The text from a place on, up to the end of the line if that is near.
    fn rest_of_line(&self, from: usize) -> &[char] {
        let near = &self.chars[from..self.chars.len().min(from + NEAR)];
        &near[..line_end(near, 0)]
    }

    /// The word before a place, on the same line and with only spaces and commas between.
    fn word_before(&self, at: usize) -> Option<String> {
        let before = &self.chars[at.saturating_sub(NEAR)..at];
        let end = before.iter().rposition(|c| !" ,".contains(*c))? + 1;
        let start = before[..end].iter().rposition(|c| !is_letter(*c)).map_or(0, |place| place + 1);
        (start < end).then(|| text_of(before, &(start..end)))
    }

    /// The word after a place, on the same line and with only spaces, a point or a hyphen between.
    fn word_after(&self, end: usize) -> Option<String> {
        let after = &self.chars[end..self.chars.len().min(end + NEAR)];
        let start = after.iter().position(|c| !" .-".contains(*c))?;
        let length = after[start..].iter().take_while(|c| is_letter(**c)).count();
        (length > 0).then(|| text_of(after, &(start..start + length)))
    }
}

/// Whether a word begins with a capital and goes on in small letters.
fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && word.chars().count() > 2 && chars.all(char::is_lowercase)
}

/// `XX`, or with a unit `XXk`.
fn is_open_amount(letters: &[char]) -> bool {
    let number = letters.strip_suffix(&['k']).unwrap_or(letters);
    number.len() >= 2 && number.iter().all(|c| *c == 'X')
}

/// The Latin letter for a letter that looks like X.
fn latin_x(c: char) -> char {
    match c {
        'Х' | 'Ｘ' => 'X',
        'х' | 'ｘ' => 'x',
        c => c,
    }
}

/// Whether a word has a capital after a small letter: `firstName`.
fn is_camel_case(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    chars.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}
