//! Gaps between signs, as programs that fill in templates mark them.

use super::terms::{has_name_term, is_insertion, is_labelled, is_name_term, is_snake_case, is_term};
use super::text::{BLANK, line_end};
use super::words::is_east_asian;

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
    ("[", "]", is_in_square_brackets),
    ("<<", ">>", is_in_angle_brackets),
    ("<%", "%>", is_any),
    ("<", ">", is_in_angle_brackets),
    ("«", "»", is_in_guillemets),
    ("*|", "|*", is_identifier),
    ("%%", "%%", is_merge_field),
    ("%", "%", is_merge_field),
    ("##", "##", is_merge_field),
    ("#", "#", is_merge_field),
    ("@@", "@@", is_merge_field),
    ("(", ")", is_in_parentheses),
    ("*", "*", is_insertion),
    ("&lt;", "&gt;", is_in_brackets),
    ("【", "】", is_in_brackets),
    ("［", "］", is_in_brackets),
    ("｛", "｝", is_in_brackets),
    ("（", "）", is_in_parentheses),
    ("〈", "〉", is_in_brackets),
    ("＜", "＞", is_in_brackets),
];

/// Words around parentheses that are code.
const BEFORE_CODE: &[&str] = &["if", "while", "function"];

/// Words after angle brackets that are tags.
const AFTER_TAGS: &[&str] =
    &["tag", "tags", "element", "elements", "Tag", "Tags", "Element", "Elemente", "balise", "etiqueta"];

/// The end of a gap that begins at a character.
pub(super) fn end_of(chars: &[char], at: usize, is_markup: bool) -> Option<usize> {
    if chars[at].is_alphanumeric() || chars[at].is_whitespace() {
        return None;
    }
    if chars[at] == '$' && chars.get(at + 1) != Some(&'{') {
        return end_of_variable(chars, at);
    }
    let mut signs = SIGNS.iter().filter(|(open, ..)| begins_with(&chars[at..], open));
    let found = signs.find_map(|(open, close, is_gap)| {
        let start = at + open.chars().count();
        let length = inner_length(&chars[start..], close)?;
        let inner: String = chars[start..start + length].iter().collect();
        let end = start + length + close.chars().count();
        let is_fine = is_gap(&inner) && !is_part_of_other(chars, (at, end), open, &inner, is_markup);
        is_fine.then_some(end)
    });
    found.or_else(|| end_of_unclosed(chars, at))
}

/// The end of a gap whose closing sign is missing or another one: "{{name,", "[Name}".
fn end_of_unclosed(chars: &[char], at: usize) -> Option<usize> {
    const SHORTEST: usize = 3;
    const LONGEST_OPENING: usize = 3;
    let (open, own) = match chars[at] {
        '{' => ('{', '}'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let start = at + chars[at..].iter().take(LONGEST_OPENING).take_while(|c| **c == open).count();
    let length = chars[start..].iter().take(LONGEST).take_while(|c| c.is_alphabetic() || " _".contains(**c)).count();
    let end = start + length;
    let near = &chars[end..chars.len().min(end + LONGEST)];
    let is_closed = near[..line_end(near, 0)].contains(&own);
    let is_other_sign = matches!(chars.get(end), Some('}' | ']' | ')' | '>'));
    let is_ended = chars.get(end).is_none_or(|c| ",.!:\n".contains(*c));
    let inner: String = chars[start..end].iter().collect();
    let is_gap = length >= SHORTEST && !is_closed && (is_other_sign || is_ended) && is_name_term(&inner);
    is_gap.then_some(end + usize::from(is_other_sign))
}

/// Whether a text has closing tags of a markup language, or is about tags, so that its angle brackets are tags.
pub(super) fn is_markup(chars: &[char]) -> bool {
    let is_closing = |three: &[char]| three[0] == '<' && three[1] == '/' && three[2].is_ascii_alphabetic();
    let is_about_tags = |place: usize| {
        let rest: String = chars[place + 1..].iter().skip_while(|c| " -`".contains(**c)).take(10).collect();
        AFTER_TAGS.contains(&rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    };
    let signs = chars.iter().enumerate().filter(|(_, c)| **c == '>');
    chars.windows(3).any(is_closing) || signs.map(|(place, _)| place).any(is_about_tags)
}

/// Whether what looks like a gap is something else by what is around it: a link of Markdown, an index of an array, a
/// formula, a type, a tag, a percentage.
fn is_part_of_other(chars: &[char], (start, end): (usize, usize), open: &str, inner: &str, is_markup: bool) -> bool {
    let before = start.checked_sub(1).map(|place| chars[place]);
    let after_word = before.is_some_and(|c| c.is_alphanumeric() && !is_east_asian(c));
    match open {
        "[" => {
            let is_link = matches!(chars[end..], ['(', ..] | [':', ' ', BLANK, ..]);
            after_word
                || before == Some('!')
                || is_link
                || is_quoted(chars, start, inner)
                || is_box(chars, start, inner)
        }
        "<" => after_word || is_markup || inner.starts_with(['-', '!', '=']),
        "{" => {
            let is_formula = before.is_some_and(|c| "\\^_".contains(c) || (c == '}' && inner.len() < 2))
                || is_after_command(&chars[..start]);
            is_formula || (after_word && !is_term(inner))
        }
        "(" => after_word || is_after_name_or_code(&chars[..start]),
        "%" | "#" | "##" | "*" => after_word,
        _ => false,
    }
}

/// Whether a writer changed a quotation: "\[our company\] is great", in quotation marks.
fn is_quoted(chars: &[char], start: usize, inner: &str) -> bool {
    const FIRST: &[&str] = &["the", "our", "their", "his", "her", "my", "its", "your"];
    let line = chars[start.saturating_sub(LONGEST)..start].rsplit(|c| *c == '\n').next().unwrap_or_default();
    let straight = line.iter().filter(|c| **c == '"').count() % 2 == 1;
    let opened = line.iter().rev().find(|c| matches!(c, '“' | '”')).is_some_and(|c| *c == '“');
    let first = inner.split(' ').next().unwrap_or_default().to_lowercase();
    (straight || opened) && FIRST.contains(&first.as_str())
}

/// Whether it is a box to tick, at the beginning of a line.
fn is_box(chars: &[char], start: usize, inner: &str) -> bool {
    let before = chars[..start].iter().rev().find(|c| !" -*".contains(**c));
    inner == "X" && before.is_none_or(|c| *c == '\n')
}

/// Whether a command of LaTeX comes before: `\textbf`.
fn is_after_command(before: &[char]) -> bool {
    before.iter().rev().take(LONGEST).find(|c| !c.is_ascii_alphabetic()) == Some(&'\\')
}

/// Whether a word for a name, or a word of code, comes before: "your name (first name)", "if (name)".
fn is_after_name_or_code(before: &[char]) -> bool {
    let near = &before[before.len().saturating_sub(LONGEST)..];
    let word: String = near.strip_suffix(&[' ']).unwrap_or_default().iter().collect();
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    is_name_term(word) || BEFORE_CODE.contains(&word)
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
    let is_code = ["return ", "let ", "const ", "var "].iter().any(|word| inner.starts_with(word));
    let is_with_other = inner.split_once([':', '/']).is_some_and(|(term, other)| {
        (is_term(term) || is_term(other)) && !other.starts_with(' ') && !other.contains(['"', '\'', ':', ','])
    });
    if is_with_other || inner.strip_prefix([':', '$', '@']).is_some_and(is_term) {
        return true;
    }
    let is_words = !is_code
        && inner.chars().all(fits)
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

/// Between square brackets, also a number to come, and a word for a gap with a word that says which one.
fn is_in_square_brackets(inner: &str) -> bool {
    const OTHERS: &[&str] =
        &["First", "Last", "X", "N", "Y", "#", "X%", "XX%", "N%", "X %", "$X", "€X", "X+", "Xk", "XXk", "%"];
    OTHERS.contains(&inner.trim()) || is_in_brackets(inner) || is_labelled(inner)
}

/// Between angle brackets, which programs use too.
fn is_in_angle_brackets(inner: &str) -> bool {
    is_in_brackets(inner) || is_labelled(inner)
}

/// Between parentheses, which most texts have: a word for a name, or what to insert.
fn is_in_parentheses(inner: &str) -> bool {
    let is_plain = inner.chars().all(|c| c.is_alphanumeric() || " _-'’".contains(c));
    is_name_term(inner) || is_plain && (is_insertion(inner) || (has_name_term(inner) && is_term(inner)))
}

/// Between guillemets, with which Russian and Greek quote: there, only a word for a name.
fn is_in_guillemets(inner: &str) -> bool {
    let is_latin = inner.chars().all(|c| !c.is_alphabetic() || c < '\u{370}');
    is_merge_field(inner) && (is_latin || is_name_term(inner))
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
