//! Numbers that were left open: "X years", "X+ years", "X%", "$X".

use super::words::{is_letter, plain};

/// What is counted after a number.
const COUNTED: &[&str] = &[
    "year",
    "years",
    "yrs",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "people",
    "employees",
    "customers",
    "clients",
    "users",
    "million",
    "percent",
    "dollars",
    "euros",
    "jahre",
    "jahren",
    "monate",
    "stunden",
    "mitarbeiter",
    "mitarbeitern",
    "prozent",
    "euro",
    "ans",
    "annees",
    "mois",
    "anos",
    "meses",
    "anni",
    "mesi",
    "jaar",
    "lat",
    "лет",
    "года",
    "месяцев",
    "χρονια",
];

/// Words before `X` that make it a name: "Generation X years".
const NAMED: &[&str] = &["gen", "generation", "model"];

/// Whether the letter `X`, from `at` to `end`, is in place of a number.
pub(super) fn is_open(chars: &[char], at: usize, end: usize) -> bool {
    let before: String = chars[..at].iter().rev().skip_while(|c| **c == ' ').take_while(|c| is_letter(**c)).collect();
    let before: String = plain(&before.chars().rev().collect::<String>());
    let sign = at.checked_sub(1).map(|place| chars[place]);
    let is_amount = sign.is_some_and(|c| "$€£".contains(c)) && !chars.get(end).is_some_and(|c| is_letter(*c));
    let is_word = sign.is_none_or(|c| c.is_whitespace() || c == '(');
    let rest: String = chars[end..].iter().take(20).collect();
    let rest = rest.strip_prefix('+').unwrap_or(&rest);
    let counted = rest.strip_prefix([' ', '-']).unwrap_or_default().split(|c| !is_letter(c)).next().unwrap_or_default();
    let is_number = rest.starts_with('%') || rest.starts_with(" %") || COUNTED.contains(&plain(counted).as_str());
    is_amount || (is_word && is_number && !NAMED.contains(&before.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_place_of_a_number_is_open() {
        let is_open = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let at = chars.iter().position(|c| *c == 'X').unwrap();
            is_open(&chars, at, at + 1)
        };
        for text in
            ["for X years", "X+ years", "we grew X%.", "about X % of", "saved $X.", "seit X Jahren", "il y a X ans"]
        {
            assert!(is_open(text), "{text}");
        }
        for text in ["Gen X years", "Model X", "on X and", "X-Ray", "X Corp", "10X days", "Twitter/X days", "$XOM", "X"]
        {
            assert!(!is_open(text), "{text}");
        }
    }
}
