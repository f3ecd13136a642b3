//! Numbers, rates and lists in words, and text from outside made safe to show.

use std::borrow::Borrow;
use std::fmt::Write as _;

/// Text from outside that is safe to show: every character that could control a terminal is escaped.
pub(crate) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if controls_terminal(c) {
            let _ = write!(safe, "{}", c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Whether a character controls the terminal, or changes the direction of the text after it.
pub(crate) fn controls_terminal(c: char) -> bool {
    let changes_direction =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    c.is_control() || changes_direction || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The most characters of a template or tag to show.
const LONGEST_LABEL: usize = 30;

/// A template or tag, shortened if it is long.
pub(crate) fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}

/// "1 credit", "2 credits".
pub(crate) fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "1 credit", "2 credits".
pub(crate) fn credits(number: u64) -> String {
    plural(number, "credit", "credits")
}

/// "xdg-open, wslview or gio".
pub(crate) fn one_of(names: &[impl Borrow<str>]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} or {}", before.join(", "), last.borrow()),
        names => names.concat(),
    }
}

/// A rate with its counts: "40.0 % (4 of 10)", or "n/a".
pub(crate) fn rate(part: u64, whole: u64) -> String {
    format!("{} ({part} of {whole})", percent(part, whole))
}

/// A share in per cent, computed from its counts and rounded once: "51.9 %", or "n/a" for a share of nothing.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    match (part * 2000 + whole).checked_div(2 * whole) {
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => "n/a".to_owned(),
    }
}

/// A share in per cent with two decimals, cut off, so that one below a whole number stays below it: "12.87 %".
pub(crate) fn exact_percent(part: u64, whole: u64) -> String {
    match (part * 10_000).checked_div(whole) {
        Some(hundredths) => format!("{}.{:02} %", hundredths / 100, hundredths % 100),
        None => "n/a".to_owned(),
    }
}

/// A signed number: "+3", "-2", "0".
pub(crate) fn signed(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_control_a_terminal_are_escaped() {
        assert_eq!(safe("a\u{1b}[31mb\tc\u{7f}\u{9b}"), "a\\u{1b}[31mb\\tc\\u{7f}\\u{9b}");
        assert_eq!(safe("x\u{202e}y"), "x\\u{202e}y");
        assert_eq!(safe("Zoë 李 👩‍💻"), "Zoë 李 👩‍💻");
    }

    #[test]
    fn the_last_of_several_names_follows_or() {
        assert_eq!(one_of(&["a"]), "a");
        assert_eq!(one_of(&["a", "b"]), "a or b");
        assert_eq!(one_of(&["a", "b", "c"]), "a, b or c");
    }

    #[test]
    fn numbers_are_written_in_words() {
        assert_eq!(credits(1), "1 credit");
        assert_eq!(credits(0), "0 credits");
        assert_eq!(rate(4, 10), "40.0 % (4 of 10)");
        assert_eq!(rate(0, 0), "n/a (0 of 0)");
        // 14 / 27 = 0.518518…, 1 / 8 = 0.125: a half goes up.
        assert_eq!((percent(14, 27), percent(1, 800)), ("51.9 %".to_owned(), "0.1 %".to_owned()));
        assert_eq!((percent(1, 2000), percent(27, 27)), ("0.1 %".to_owned(), "100.0 %".to_owned()));
        assert_eq!((signed(3), signed(-2), signed(0)), ("+3".into(), "-2".into(), "0".into()));
    }
}
