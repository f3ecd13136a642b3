//! What is left open in a greeting where a name belongs: "Hi ,", "Dear Mr. ,", "Hi …,", "Hi \\[Mark\\],", "Hi null,".

use super::name_words::is_title;
use super::terms::{has_name_term, is_name_term, is_term};
use super::text::Span;
use super::words::{is_letter, is_space, plain, text_of, word_end};

/// The most characters between the signs of a gap where a name belongs.
const LONGEST_GAP: usize = 40;

/// Titles that are incomplete without a name. "Dear Sir," and "Sehr geehrter Herr Professor," are complete.
const TITLES_OF_NAMES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "mx",
    "herr",
    "herrn",
    "frau",
    "mme",
    "mlle",
    "srta",
    "dhr",
    "mevr",
    "mw",
    "sig",
    "sigra",
    "ra",
    "dott",
    "ssa",
    "dottssa",
    "господин",
    "госпожа",
    "пан",
    "пані",
    "κ",
];

/// Titles that are complete without a name, so that a space after them is only a slip.
const COMPLETE_TITLES: &[&str] = &[
    "sir",
    "madam",
    "mdm",
    "monsieur",
    "madame",
    "messieurs",
    "señor",
    "senor",
    "señora",
    "senora",
    "senhor",
    "senhora",
    "signore",
    "signora",
    "herren",
    "państwo",
    "panstwo",
    "κυριοι",
];

/// What programs write where they have no name.
const NO_VALUES: &[&str] = &[
    "null",
    "NULL",
    "(null)",
    "None",
    "undefined",
    "NaN",
    "N/A",
    "n/a",
    "nil",
    "%s",
    "%1$s",
    "%d",
    "N.N.",
    "X",
    "x",
    "XY",
    "XYZ",
    "xyz",
];

/// The words before the place of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    /// Where they begin.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
    /// Whether a name must follow, as after "Dear".
    pub(super) is_name_needed: bool,
    /// Whether they are French.
    pub(super) is_french: bool,
    /// Whether they are a remark, as "Thanks" is.
    pub(super) is_remark: bool,
    /// Whether they end in a title that is complete without a name, as "Dear Sir" does.
    pub(super) is_complete: bool,
}

/// What is left open after a phrase of greeting, up to the end of its line.
pub(super) fn gap_after(chars: &[char], phrase: Before, end: usize) -> Option<Span> {
    let titled = after_titles(chars, phrase, end);
    let phrase = titled.unwrap_or(phrase);
    missing(chars, phrase, end).or_else(|| unfilled(chars, phrase, end)).or_else(|| marked(chars, phrase.end, end))
}

/// The phrase with the titles that follow it, if there are any: "Dear Mr./Ms.", "Sehr geehrte Frau".
fn after_titles(chars: &[char], phrase: Before, end: usize) -> Option<Before> {
    let (mut at, mut last) = (phrase.end, None);
    loop {
        let start = at + chars[at..end].iter().take_while(|c| is_space(**c) || **c == '/').count();
        let word = start..word_end(&chars[..end], start);
        let title = plain(&text_of(chars, &word));
        let is_initial = title.chars().count() == 1 && !phrase.is_french;
        if word.is_empty() || start == phrase.end || is_initial || !is_title(&title) {
            break;
        }
        at = word.end + ending_length(&chars[word.end..end]);
        at += usize::from(chars[at..end].first() == Some(&'.'));
        last = Some(title);
    }
    let last = last?;
    let is_name_needed = TITLES_OF_NAMES.contains(&last.as_str());
    let is_complete = COMPLETE_TITLES.contains(&last.as_str());
    Some(Before { end: at, is_name_needed, is_complete, ..phrase })
}

/// The length of another ending of the word before: "Liebe/r", "Liebe:r", "Cher(e)", "Estimado/a".
pub(super) fn ending_length(rest: &[char]) -> usize {
    const LONGEST: usize = 2;
    let Some(sign) = rest.first().filter(|sign| "(/·•:*_".contains(**sign)) else { return 0 };
    let ending: String = rest[1..].iter().take_while(|c| is_letter(**c)).collect();
    let letters = ending.chars().count();
    let is_ending = match sign {
        '(' => letters <= LONGEST && rest.get(1 + letters) == Some(&')'),
        ':' | '*' | '_' => ["r", "e", "n", "in"].contains(&ending.as_str()),
        _ => (1..=LONGEST).contains(&letters),
    };
    if is_ending { 1 + letters + usize::from(*sign == '(') } else { 0 }
}

/// A space and the punctuation after a name that is missing: "Hi ,", "Dear:", "Hello !", "Hi  –".
fn missing(chars: &[char], phrase: Before, end: usize) -> Option<Span> {
    let spaces = chars[phrase.end..end].iter().take_while(|c| is_space(**c) || is_emoji(**c)).count();
    let at = phrase.end + spaces;
    let rest = &chars[at..end];
    let is_spaced = spaces > 0 && is_space(chars[at - 1]);
    let ends = |place: usize| rest.get(place).is_none_or(|c| c.is_whitespace());
    let is_gap = match rest {
        _ if phrase.is_complete => false,
        [',' | '،' | '，', ..] if is_spaced => true,
        [] | [',' | ':' | '،' | '，' | '：', ..] if phrase.is_name_needed => true,
        [',', ' ', '!' | ',' | '.' | ':' | ';', ..] => ends(3),
        ['.' | ';', ..] if is_spaced => ends(1) && !phrase.is_remark,
        ['!' | ':', ..] if is_spaced => {
            ends(1) && !phrase.is_french && !phrase.is_remark && !has_spaced_marks(&chars[at + 1..])
        }
        ['-' | '–' | '—', ..] => is_spaced && spaces > 1 && ends(1),
        _ => false,
    };
    let shown = usize::from(rest.first().is_some_and(|c| !is_letter(*c)));
    let shown = if matches!(rest, [',', ' ', '!' | ',' | '.' | ':' | ';', ..]) { 3 } else { shown };
    is_gap.then_some(phrase.start..at + shown)
}

/// Whether a text has a space before a question mark or an exclamation mark, as French texts have.
fn has_spaced_marks(chars: &[char]) -> bool {
    chars.windows(3).any(|three| is_letter(three[0]) && is_space(three[1]) && matches!(three[2], '!' | '?'))
}

/// A word for a name, or what a program writes without one, in place of a name: "Hi First name,", "Hi null,".
fn unfilled(chars: &[char], phrase: Before, end: usize) -> Option<Span> {
    let start = phrase.end + chars[phrase.end..end].iter().take_while(|c| is_space(**c)).count();
    let near = &chars[start..end.min(start + LONGEST_GAP)];
    let length =
        near.iter().position(|c| ",，،:：!;".contains(*c)).or((start + near.len() == end).then_some(near.len()))?;
    let text: String = near[..length].iter().collect();
    let text = text.trim_end();
    let is_sign = |c: char| !is_letter(c) && !c.is_whitespace();
    let name = text.trim_matches(is_sign);
    let is_empty =
        near.get(length) == Some(&',') && !text.is_empty() && text.chars().all(|c| "[]<>(){}\"'*#@?-–—_".contains(c));
    let is_name = is_name_term(name) || (has_name_term(name) && is_term(name));
    let is_gap = NO_VALUES.contains(&text) || is_empty || is_name;
    (is_gap && start > phrase.end).then(|| start..start + text.chars().count())
}

/// Dots or brackets in place of a name: "Hi …,", "Hi ???,", "Hi \[Mark\],".
fn marked(chars: &[char], from: usize, end: usize) -> Option<Span> {
    let spaces = chars[from..end].iter().take_while(|c| is_space(**c)).count();
    let at = from + spaces;
    let rest = &chars[at..end];
    match rest {
        ['.' | '…' | '?' | '-', ..] if spaces > 0 => {
            let dots = rest.iter().take_while(|c| ".…?-".contains(**c)).count();
            let is_end = rest.get(dots).map_or(rest[0] == '?', |c| matches!(c, ',' | ':' | '!'));
            ((dots > 1 || rest[0] == '…') && is_end).then_some(at..at + dots)
        }
        ['[', ..] if spaces > 0 => {
            bracketed(rest, ']').filter(|end| rest.get(*end) != Some(&'(')).map(|end| at..at + end)
        }
        ['<', next, ..] if spaces > 0 && is_letter(*next) => {
            bracketed(rest, '>').filter(|end| !rest[..*end].contains(&'@')).map(|end| at..at + end)
        }
        _ => None,
    }
}

/// The length up to a closing sign that is near.
fn bracketed(chars: &[char], close: char) -> Option<usize> {
    chars.iter().take(LONGEST_GAP).position(|c| *c == close).map(|place| place + 1)
}

/// Whether a character is a picture, or a part of one.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::super::greeting::Greeting;
    use super::super::text::Text;

    fn gap(text: &str) -> Option<String> {
        let text = Text::body(text);
        Greeting::of(&text)?.blank.map(|span| text.excerpt(&span))
    }

    #[test]
    fn a_title_without_a_name_is_a_gap() {
        for (text, expected) in [
            ("Dear Mr. ,\nI", "Dear Mr. ,"),
            ("Dear Mr ,", "Dear Mr ,"),
            ("Dear Ms.,", "Dear Ms.,"),
            ("Dear Mr./Ms. ,", "Dear Mr./Ms. ,"),
            ("Dear Dr. ,", "Dear Dr. ,"),
            ("Dear Mr.\nI", "Dear Mr."),
            ("Sehr geehrter Herr,", "Sehr geehrter Herr,"),
            ("Sehr geehrte/r Frau/Herr ,", "Sehr geehrte/r Frau/Herr ,"),
            ("Sehr geehrter Herr Dr. ,", "Sehr geehrter Herr Dr. ,"),
            ("Guten Tag Frau ,", "Guten Tag Frau ,"),
            ("Bonjour M. ,", "Bonjour M. ,"),
            ("Bonjour Mme,", "Bonjour Mme,"),
            ("Estimado Sr. :", "Estimado Sr. :"),
            ("Prezado(a) Sr(a). ,", "Prezado(a) Sr(a). ,"),
            ("Geachte heer ,", "Geachte heer ,"),
            ("Gentile Dott. ,", "Gentile Dott. ,"),
            ("Szanowny Panie ,", "Szanowny Panie ,"),
        ] {
            assert_eq!(gap(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "Dear Sir,",
            "Dear Professor,",
            "Bonjour Madame,",
            "Sehr geehrter Herr Professor,",
            "Sehr geehrte Damen und Herren,",
            "Geachte heer/mevrouw,",
            "Dear Sir ,",
            "Respected Madam ,",
            "Szanowny Panie,",
            "Estimado señor:",
            "Dear Mr. President,",
            "Hi M,",
            "Hi D.,",
            "Hi Don,",
            "Hi Ma,",
        ] {
            assert_eq!(gap(text), None, "{text}");
        }
    }

    #[test]
    fn a_greeting_with_two_endings_needs_a_name_too() {
        for text in
            ["Liebe/r ,", "Liebe:r ,", "Liebe*r ,", "Cher(e) ,", "Chère/Cher ,", "Estimado/a :", "Уважаемый(ая) ,"]
        {
            assert_eq!(gap(text).as_deref(), Some(text), "{text}");
        }
        for text in ["Liebe/r Jana,", "Liebe:r Kandidat:in,", "Estimado/a Luis:", "Hi Tom/team,"] {
            assert_eq!(gap(text), None, "{text}");
        }
    }

    #[test]
    fn a_space_before_another_mark_shows_that_a_name_is_missing() {
        for (text, expected) in [
            ("Hi !\nAre you free?", "Hi !"),
            ("¡Hola ! ¿Qué tal?", "Hola !"),
            ("Здравствуйте, ! Есть", "Здравствуйте, !"),
            ("Hi 👋 , ok", "Hi 👋 ,"),
            ("Hi .\nI", "Hi ."),
            ("Hello ; I", "Hello ;"),
            ("Hi  – are", "Hi  –"),
            ("您好 ，我", "您好 ，"),
            ("尊敬的，您", "尊敬的，"),
            ("नमस्ते ,", "नमस्ते ,"),
        ] {
            assert_eq!(gap(text).as_deref(), Some(expected), "{text}");
        }
        // French texts have a space before the marks.
        for text in
            ["Bonjour ! Ça va", "Hello !\nÇa va ?", "Hi! ok", "Hi :) ok", "Hi 👋, ok", "Hi – ok", "Hi, I", "您好，我"]
        {
            assert_eq!(gap(text), None, "{text}");
        }
    }

    #[test]
    fn what_programs_write_without_a_name_is_a_gap() {
        for nothing in [
            "null",
            "undefined",
            "None",
            "NaN",
            "N/A",
            "%s",
            "X",
            "XY",
            "[]",
            "()",
            "\"\"",
            "?",
            "#",
            "—",
            "First name",
            "Contact Name",
            "_name_",
            "\"Name\"",
        ] {
            assert_eq!(gap(&format!("Hi {nothing}, ok")).as_deref(), Some(nothing));
        }
        for text in ["Hi None of them, ok", "Hi Nan, ok", "Hi undefined behaviour, ok"] {
            assert_eq!(gap(text), None, "{text}");
        }
    }
}
