//! Prepositions with nothing after them: "your work at ,", "bei !", "at ??? we", "for TBD".

use super::words::{is_letter, plain, text_of};

/// Prepositions after which something must follow.
const PREPOSITIONS: &[&str] = &[
    "at", "for", "with", "from", "about", "as", "of", "bei", "mit", "von", "fur", "chez", "dans", "presso", "en",
    "con", "para", "por", "desde", "em", "di", "per", "bij", "voor", "van", "dla", "przez", "w", "в", "у", "с", "для",
    "от", "из", "στην", "στο", "στη",
];

/// Prepositions that end no question and no exclamation. "What is it about ?" ends in another one.
const BEFORE_NOUNS: &[&str] = &["bei", "chez", "presso", "bij"];

/// Prepositions that end no exclamation.
const BEFORE_EXCLAMATIONS: &[&str] = &["at", "as"];

/// What is written for something to come.
const UNKNOWN: &[&str] = &["TBD", "tbd", "TBA", "tba", "XYZ", "XY", "xyz"];

/// Words after which `XY` is a name to come.
const NAMED: &[&str] = &[
    "firma",
    "unternehmen",
    "herr",
    "herrn",
    "frau",
    "mr",
    "ms",
    "mrs",
    "company",
    "firm",
    "societe",
    "entreprise",
    "empresa",
    "azienda",
    "bedrijf",
    "firmie",
    "firmy",
    "компании",
    "компания",
];

/// Words after which, or before which, `XY` is a term.
const AFTER_TERMS: &[&str] =
    &["axis", "axes", "achse", "plane", "chromosome", "chromosomes", "chromosom", "problem", "plot", "coordinates"];

/// Forms of companies.
const COMPANIES: &[&str] = &["company", "corp", "corporation", "inc", "ltd", "llc", "gmbh", "ag", "sa", "srl"];

/// The fewest letters of the word before a preposition of one letter, which may be a letter of a formula.
const SHORTEST_BEFORE: usize = 3;

/// The end of a gap after a preposition, which is the word from `at` to `end`.
pub(super) fn end_of(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let word = plain(&text_of(chars, &(at..end)));
    let spaces = chars[end..].iter().take_while(|c| **c == ' ').count();
    let after = end + spaces;
    let sign = *chars.get(after)?;
    if spaces == 0 || !PREPOSITIONS.contains(&word.as_str()) {
        return None;
    }
    let is_last = chars.get(after + 1).is_none_or(|c| c.is_whitespace());
    let is_ended = match sign {
        ',' | '.' => is_last && (end - at > 1 || follows_word(chars, at)),
        '!' => is_last && (BEFORE_NOUNS.contains(&word.as_str()) || BEFORE_EXCLAMATIONS.contains(&word.as_str())),
        '?' => is_last && BEFORE_NOUNS.contains(&word.as_str()),
        _ => false,
    };
    let end_of_other = || end_of_nothing(chars, after, &word).or_else(|| end_of_question_marks(chars, after));
    if is_ended { Some(after + 1) } else { end_of_other() }
}

/// Signs with nothing between them, or what a program writes without a value: "at []", "at null". "Mit null" is German.
fn end_of_nothing(chars: &[char], at: usize, preposition: &str) -> Option<usize> {
    const EMPTY: &[&str] = &["[]", "()", "<>", "--"];
    const NO_VALUES: &[&str] = &["null", "undefined"];
    let begins = |text: &&&str| {
        let end = at + text.chars().count();
        text.chars().eq(chars[at..].iter().copied().take(end - at))
            && chars.get(end).is_none_or(|c| " ,.!?\n".contains(*c))
    };
    let values = if preposition == "at" { NO_VALUES } else { &[] };
    EMPTY.iter().chain(values).find(begins).map(|text| at + text.chars().count())
}

/// `???` in place of a word: another word, or an ending, follows.
fn end_of_question_marks(chars: &[char], at: usize) -> Option<usize> {
    const FEWEST: usize = 2;
    let end = at + chars[at..].iter().take_while(|c| **c == '?').count();
    let rest = &chars[end..chars.len().min(end + 2)];
    let goes_on = matches!(rest, ['\'' | '’' | ',' | '.', ..]) || matches!(rest, [' ', next] if next.is_lowercase());
    (end - at >= FEWEST && goes_on).then_some(end)
}

fn follows_word(chars: &[char], at: usize) -> bool {
    let before = chars[..at].iter().rev().skip_while(|c| **c == ' ');
    before.take_while(|c| is_letter(**c)).take(SHORTEST_BEFORE).count() == SHORTEST_BEFORE
}

/// Whether a word such as `TBD` or `XYZ` is in place of a name or a date, by the words next to it. "The date is TBD" and
/// "the XY axis" are no gaps.
pub(super) fn is_unknown(word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let (before, after) = (before.map(plain).unwrap_or_default(), after.map(plain).unwrap_or_default());
    let is_date = word.to_lowercase().starts_with("tb");
    let is_named = !is_date && (NAMED.contains(&before.as_str()) || COMPANIES.contains(&after.as_str()));
    let is_after_preposition = PREPOSITIONS.contains(&before.as_str()) || (is_date && before == "on");
    UNKNOWN.contains(&word) && !AFTER_TERMS.contains(&after.as_str()) && (is_named || is_after_preposition)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        (0..chars.len()).filter(|at| *at == 0 || !is_letter(chars[*at - 1])).find_map(|at| {
            let end = at + chars[at..].iter().take_while(|c| is_letter(**c)).count();
            end_of(&chars, at, end).map(|end| text_of(&chars, &(at..end)))
        })
    }

    #[test]
    fn a_preposition_with_nothing_after_it_is_a_gap() {
        for (text, gap) in [
            ("your new role at !", "at !"),
            ("zur neuen Stelle bei !", "bei !"),
            ("votre poste chez  ?", "chez  ?"),
            ("tu puesto en .", "en ."),
            ("je baan bij .", "bij ."),
            ("Gratuluję pracy w .", "w ."),
            ("с новой должностью в .", "в ."),
            ("your work at ??? was", "at ???"),
            ("the team of ???'s", "of ???"),
            ("your work at [] is", "at []"),
            ("your work at null.", "at null"),
        ] {
            assert_eq!(found(text).as_deref(), Some(gap), "{text}");
        }
        for text in [
            "What is it about ?",
            "Who are you with ?",
            "Kommst du mit !",
            "x, y, w , z",
            "What are you working for ??? Tell me",
            "at last. For you, with me",
            "where are you at?",
            "mit null Aufwand",
            "call with ()=> x",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_to_come_is_known_by_the_words_next_to_it() {
        for (word, before, after) in [
            ("TBD", Some("on"), Some("at")),
            ("tbd", Some("for"), None),
            ("XYZ", Some("at"), None),
            ("XYZ", Some("the"), Some("Company")),
            ("XY", Some("Firma"), None),
            ("XY", Some("bei"), Some("arbeite")),
        ] {
            assert!(is_unknown(word, before, after), "{before:?} {word} {after:?}");
        }
        for (word, before, after) in [
            ("TBD", Some("is"), None),
            ("TBD", None, None),
            ("XYZ", Some("the"), Some("axis")),
            ("XY", Some("with"), Some("chromosomes")),
            ("XY", Some("of"), Some("coordinates")),
            ("ABC", Some("at"), None),
        ] {
            assert!(!is_unknown(word, before, after), "{before:?} {word} {after:?}");
        }
    }
}
