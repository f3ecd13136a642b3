//! Gaps between signs, as programs that fill in templates mark them.

use super::terms::{is_name_term, is_snake_case, is_term};
use super::text::BLANK;

/// The most characters between the signs.
const LONGEST: usize = 80;

/// Decides whether the text between two signs is a gap.
type Test = fn(&str) -> bool;

/// Signs that open and close a gap, and the test for the text between them. Longer signs come before those that begin
/// them.
const SIGNS: &[(&str, &str, Test)] = &[
    ("{{{", "}}}", is_any),
    ("{{", "}}", is_any),
    ("${", "}", is_in_braces),
    ("#{", "}", is_in_braces),
    ("%{", "}", is_in_braces),
    ("{%", "%}", is_any),
    ("{", "}", is_in_braces),
    ("[[", "]]", is_in_double_brackets),
    ("[%", "%]", is_any),
    ("[", "]", is_in_brackets),
    ("<<", ">>", is_in_brackets),
    ("<%", "%>", is_any),
    ("<", ">", is_in_brackets),
    ("«", "»", is_merge_field),
    ("*|", "|*", is_identifier),
    ("%%", "%%", is_merge_field),
    ("%", "%", is_merge_field),
    ("##", "##", is_merge_field),
    ("#", "#", is_merge_field),
    ("@@", "@@", is_merge_field),
    ("(", ")", is_name_term),
];

/// The end of a gap that begins at a character.
pub(super) fn end_of(chars: &[char], at: usize, is_markup: bool) -> Option<usize> {
    if chars[at].is_alphanumeric() || chars[at].is_whitespace() {
        return None;
    }
    if chars[at] == '$' && chars.get(at + 1) != Some(&'{') {
        return end_of_variable(chars, at);
    }
    let mut signs = SIGNS.iter().filter(|(open, ..)| begins_with(&chars[at..], open));
    signs.find_map(|(open, close, is_gap)| {
        let start = at + open.chars().count();
        let length = inner_length(&chars[start..], close)?;
        let inner: String = chars[start..start + length].iter().collect();
        let end = start + length + close.chars().count();
        let is_fine = is_gap(&inner) && !is_part_of_other(chars, (at, end), open, &inner, is_markup);
        is_fine.then_some(end)
    })
}

/// Whether a text has closing tags of a markup language, so that its angle brackets are tags.
pub(super) fn is_markup(chars: &[char]) -> bool {
    chars.windows(3).any(|three| three[0] == '<' && three[1] == '/' && three[2].is_ascii_alphabetic())
}

/// Whether what looks like a gap is something else by what is around it: a link of Markdown, an index of an array, a
/// formula, a type, a tag, a percentage.
fn is_part_of_other(chars: &[char], (start, end): (usize, usize), open: &str, inner: &str, is_markup: bool) -> bool {
    let before = start.checked_sub(1).map(|place| chars[place]);
    let after_word = before.is_some_and(char::is_alphanumeric);
    match open {
        "[" => after_word || before == Some('!') || chars.get(end) == Some(&'('),
        "<" => after_word || is_markup,
        "{" => {
            let is_formula = before.is_some_and(|c| "\\^_".contains(c) || (c == '}' && inner.len() < 2));
            is_formula || (after_word && !is_term(inner))
        }
        "%" | "#" | "##" => after_word,
        _ => false,
    }
}

/// The number of characters before the closing sign, on the same line.
fn inner_length(chars: &[char], close: &str) -> Option<usize> {
    let near = &chars[..chars.len().min(LONGEST + close.len())];
    let line = near.iter().position(|c| *c == '\n').unwrap_or(near.len());
    (0..=line.min(LONGEST)).find(|length| begins_with(&near[*length..line], close))
}

fn begins_with(chars: &[char], sign: &str) -> bool {
    let mut chars = chars.iter();
    sign.chars().all(|c| chars.next() == Some(&c))
}

/// Between double braces: whatever is no list of numbers.
fn is_any(inner: &str) -> bool {
    inner.trim().is_empty() || inner.chars().any(char::is_alphabetic)
}

/// Between braces: nothing, a number, a few words, or words to choose from.
fn is_in_braces(inner: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let inner = inner.trim();
    let is_choice = inner.contains('|');
    let fits = |c: char| c.is_alphanumeric() || " _-.|!?'’&/,".contains(c);
    let is_number = inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_words = inner.chars().all(fits)
        && inner.chars().any(char::is_alphabetic)
        && (is_choice || !inner.contains([',', '?', '/']) && inner.split_whitespace().count() <= MOST_WORDS);
    is_number || is_words
}

/// Between double brackets: whatever has a letter.
fn is_in_double_brackets(inner: &str) -> bool {
    inner.chars().any(char::is_alphabetic)
}

/// Between brackets, which writers use too: a word for a gap, or an identifier.
fn is_in_brackets(inner: &str) -> bool {
    !inner.contains(['@', BLANK]) && (is_term(inner) || is_snake_case(inner))
}

/// Between other signs: an identifier that is in capitals or that is a word for a gap.
fn is_merge_field(inner: &str) -> bool {
    let is_spaced_name = inner.contains(' ') && inner.trim() == inner && is_name_term(inner);
    is_spaced_name
        || is_identifier(inner)
            && (is_term(inner) || is_snake_case(inner) || inner.bytes().all(|b| b.is_ascii_uppercase()))
}

/// A word of letters, digits and underscores.
fn is_identifier(inner: &str) -> bool {
    let mut chars = inner.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && inner.chars().count() > 1
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

/// The end of a variable such as `$first_name`.
fn end_of_variable(chars: &[char], at: usize) -> Option<usize> {
    let name: String = chars[at + 1..].iter().take(LONGEST).take_while(|c| c.is_alphanumeric() || **c == '_').collect();
    let is_gap = is_identifier(&name) && is_term(&name) && !is_amount(&name);
    is_gap.then(|| at + 1 + name.chars().count())
}

/// Whether a dollar before the text makes it an amount or a share.
fn is_amount(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) || (text.len() <= 5 && text.bytes().all(|b| b.is_ascii_uppercase()))
}
