//! Gaps of letters and lines, as people mark them: `XX`, `___`, `TODO`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::terms::is_term;
use super::text::line_end;
use super::words::{is_letter, listed, plain, text_of, words};

/// Words next to which `XX` is a number: "the XX century", "siglo XX".
static BY_NUMERALS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    listed(
        "century centuries cent siglo siglos siecle siecles secolo secoli seculo seculos wiek wieku wieków eeuw \
         jahrhundert jahrhunderts jh век века веке веков століття αιώνα αιώνας αιώνων w lecie lecia leciu wieczny chromosom chapter volume vol part \
         act bowl king louis pope chromosome chromosomes capitulo capítulo chapitre kapitel rozdział olympiad edition",
    )
});

/// Prepositions after which something must follow.
const PREPOSITIONS: &[&str] =
    &["at", "for", "with", "from", "about", "as", "bei", "mit", "von", "fur", "chez", "presso"];

/// Marks of unfinished work.
const MARKS: &[&str] = &["TODO", "FIXME"];

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
const RULE: usize = 8;

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
        if !is_letter(self.chars[at]) || before.is_some_and(|c| is_letter(c) || c == '_') {
            return None;
        }
        let end = at + self.chars[at..].iter().take_while(|c| is_letter(**c)).count();
        self.end_of_letters(at, end)
            .or_else(|| self.end_of_mark(at, end))
            .or_else(|| self.end_of_field(at))
            .or_else(|| self.end_of_phrase(at, end))
            .or_else(|| self.end_of_preposition(at, end))
    }

    /// `___`: a line to write on, unless it is a part of an identifier, or a line across the text.
    fn end_of_line(&self, at: usize, before: Option<char>) -> Option<usize> {
        let length = self.chars[at..].iter().take_while(|c| **c == '_').count();
        let end = at + length;
        let is_word = |c: Option<&char>| c.is_some_and(|c| is_letter(*c));
        let is_whole_line = before.is_none_or(|c| c == '\n') && self.chars.get(end).is_none_or(|c| *c == '\n');
        let is_inside = is_word(before.as_ref()) && is_word(self.chars.get(end));
        (length >= GAP && !is_inside && !(is_whole_line && length >= RULE)).then_some(end)
    }

    /// `XX`, `xxx`, `20XX`.
    fn end_of_letters(&self, at: usize, end: usize) -> Option<usize> {
        let word = &self.chars[at..end];
        let digits = word.iter().take_while(|c| c.is_ascii_digit()).count();
        let letters = &word[digits..];
        let is_gap = match letters.first() {
            Some('X') => letters.len() >= 2 && letters.iter().all(|c| *c == 'X') && !self.is_numeral(at, end),
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

    /// `TODO`, unless it is a word of a text in capitals or in "TODO list".
    fn end_of_mark(&self, at: usize, end: usize) -> Option<usize> {
        let word = text_of(self.chars, &(at..end));
        let is_capital = |word: Option<String>| {
            word.is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase))
        };
        let is_list = |word: Option<String>| {
            word.is_some_and(|word| ["list", "lists", "app", "apps", "item", "items"].contains(&plain(&word).as_str()))
        };
        let is_other =
            || is_list(self.word_after(end)) || is_capital(self.word_before(at)) || is_capital(self.word_after(end));
        (MARKS.contains(&word.as_str()) && !is_other()).then_some(end)
    }

    /// `FIRST_NAME`, `firstName`, `FIRSTNAME`.
    fn end_of_field(&self, at: usize) -> Option<usize> {
        let length = self.chars[at..].iter().take(NEAR).take_while(|c| is_letter(**c) || **c == '_').count();
        let name = text_of(self.chars, &(at..at + length));
        let is_joined = name.trim_end_matches('_').contains('_') || is_camel_case(&name);
        (FIELDS.contains(&name.as_str()) || (is_joined && is_term(&name))).then_some(at + length)
    }

    /// `lorem ipsum`, `INSERT NAME HERE`, `YOUR NAME HERE`.
    fn end_of_phrase(&self, at: usize, end: usize) -> Option<usize> {
        let first = plain(&text_of(self.chars, &(at..end)));
        let rest = self.rest_of_line(at);
        let mut spans: Vec<_> = words(rest).take(4).collect();
        match first.as_str() {
            "lorem" => spans.truncate(2),
            "insert" | "your" | "name" => {}
            _ => return None,
        }
        let is_gap = |count: usize| {
            let end = spans.get(count - 1)?.end;
            let phrase: String = rest[..end].iter().collect();
            let is_capital = !phrase.chars().any(char::is_lowercase);
            let ends_here = phrase.ends_with("HERE") || phrase.starts_with("INSERT");
            let fits = phrase.to_lowercase() == "lorem ipsum" || (is_capital && ends_here && is_term(&phrase));
            fits.then_some(at + end)
        };
        (2..=spans.len()).rev().find_map(is_gap)
    }

    /// "your work at ,": a preposition, spaces, and the punctuation after what is missing.
    fn end_of_preposition(&self, at: usize, end: usize) -> Option<usize> {
        let spaces = self.chars[end..].iter().take_while(|c| **c == ' ').count();
        let after = self.chars.get(end + spaces)?;
        let is_gap = spaces > 0
            && matches!(after, ',' | '.')
            && self.chars.get(end + spaces + 1).is_none_or(|c| c.is_whitespace())
            && PREPOSITIONS.contains(&plain(&text_of(self.chars, &(at..end))).as_str());
        is_gap.then_some(end + spaces + 1)
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

/// Whether a word has a capital after a small letter: `firstName`.
fn is_camel_case(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    chars.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}
