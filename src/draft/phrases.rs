//! Gaps of words: "lorem ipsum", "INSERT NAME HERE", and "Your Name" at the end.

use super::terms::{is_name_term, is_term};
use super::words::{is_letter, is_space, plain, text_of, words};

/// The most words of a gap.
const MOST_WORDS: usize = 4;

/// Words that begin a gap.
const FIRST: &[&str] = &[
    "lorem", "insert", "replace", "fill", "change", "your", "name", "ihr", "dein", "votre", "tu", "su", "seu", "uw",
    "jouw",
];

/// The end of a gap that begins at a character, which begins a word; `rest` is the rest of the line from there on.
pub(super) fn end_of(chars: &[char], at: usize, rest: &[char]) -> Option<usize> {
    let first = words(rest).next().map(|span| plain(&text_of(rest, &span)))?;
    if !FIRST.contains(&first.as_str()) {
        return None;
    }
    let ends: Vec<usize> = words(rest).take(MOST_WORDS).map(|span| span.end).collect();
    let order = ends.get(1).filter(|end| is_order(chars, at, &rest[..**end]));
    let phrase = ends.iter().skip(1).rev().find(|end| is_phrase(&rest[..**end].iter().collect::<String>()));
    let signature = ends.get(1).filter(|_| ends.len() == 2 && is_signature(chars, at, rest));
    order.or(phrase).or(signature).map(|end| at + end)
}

/// "lorem ipsum", "INSERT NAME HERE", "YOUR NAME HERE".
fn is_phrase(phrase: &str) -> bool {
    let is_capital = !phrase.chars().any(char::is_lowercase);
    let is_instruction = phrase.ends_with("HERE") || phrase.starts_with("INSERT");
    phrase.to_lowercase() == "lorem ipsum" || (is_capital && is_instruction && is_term(phrase))
}

/// "REPLACE ME", unless it is in a sentence in capitals.
fn is_order(chars: &[char], at: usize, phrase: &[char]) -> bool {
    const ORDERS: &[&str] = &["REPLACE ME", "REPLACE THIS", "CHANGE ME", "CHANGE THIS", "FILL IN", "FILL ME"];
    let is_loud = |word: String| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let skip = |c: &&char| is_space(**c);
    let before: String = chars[..at].iter().rev().skip_while(skip).take_while(|c| is_letter(**c)).collect();
    let after: String = chars[at + phrase.len()..].iter().skip_while(skip).take_while(|c| is_letter(**c)).collect();
    ORDERS.contains(&phrase.iter().collect::<String>().as_str()) && !is_loud(before) && !is_loud(after)
}

/// Whether "Your Name" is alone in its line, or after the comma of "Regards,". `rest` has two words.
fn is_signature(chars: &[char], at: usize, rest: &[char]) -> bool {
    let spans: Vec<_> = words(rest).take(2).collect();
    let [your, name] = spans.as_slice() else { return false };
    let is_end_of_line = rest[name.end..].iter().all(|c| is_space(*c) || "*_.,".contains(*c));
    let is_alone = chars[..at].iter().rev().find(|c| !is_space(**c)).is_some_and(|c| matches!(c, '\n' | ','));
    is_alone && is_end_of_line && rest[your.start].is_uppercase() && is_name_term(&text_of(rest, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, at: usize) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let line = chars[at..].split(|c| *c == '\n').next().unwrap_or_default();
        end_of(&chars, at, line).map(|end| text_of(&chars, &(at..end)))
    }

    #[test]
    fn a_name_to_write_at_the_end_is_a_gap() {
        assert_eq!(found("Best,\nYour Name", 6).as_deref(), Some("Your Name"));
        assert_eq!(found("Grüße\nIhr Name\nIhre Firma", 6).as_deref(), Some("Ihr Name"));
        assert_eq!(found("Regards, YOUR NAME", 9).as_deref(), Some("YOUR NAME"));
        assert_eq!(found("your name", 0), None);
        assert_eq!(found("REPLACE ME: now", 0).as_deref(), Some("REPLACE ME"));
        assert_eq!(found("PLEASE FILL IN THE FORM", 7), None);
        assert_eq!(found("x\nYour name came up", 2), None);
        assert_eq!(found("x\nYour company", 2), None);
        assert_eq!(found("Call me Your Name", 8), None);
    }
}
