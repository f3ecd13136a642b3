//! The tone of a draft: capitals, exclamation marks, and whether it asks something.

use super::finding::{Finding, Problem};
use super::text::{Span, Text};
use super::words::words;

/// The fewest words of a run in capitals, and their letters in all.
const RUN: (usize, usize) = (3, 10);

/// The fewest letters of a whole text in capitals, and the percentage of its letters that are capitals.
const WHOLE: (usize, usize) = (8, 80);

/// The findings about the tone of a text.
pub(super) fn findings(text: &Text) -> Vec<Finding> {
    let capitals = run_of_capitals(text.plain()).map(|span| Finding::at(text, span, Problem::AllCaps));
    let marks = run_of_marks(text.plain()).map(|span| Finding::at(text, span, Problem::ExclamationMarks));
    capitals.into_iter().chain(marks).collect()
}

/// The finding that nothing is asked.
pub(super) fn no_question(text: &Text) -> Option<Finding> {
    (!asks(text.plain())).then(|| Finding::whole(text, Problem::NoQuestion))
}

/// The first words in capitals: a run of some length, or a text that has hardly anything else. Letters of an acronym are
/// in capitals, too, so commas and slashes end a run, as in "SAP, AWS, GCP".
fn run_of_capitals(chars: &[char]) -> Option<Span> {
    let spans: Vec<Span> = words(chars).collect();
    let is_capital = |span: &Span| {
        let word = &chars[span.clone()];
        word.iter().any(|c| c.is_uppercase()) && !word.iter().any(|c| c.is_lowercase() || c.is_ascii_digit())
    };
    let letters = |span: &Span| chars[span.clone()].iter().filter(|c| c.is_uppercase()).count();
    let is_near =
        |one: &Span, next: &Span| chars[one.end..next.start].iter().all(|c| c.is_whitespace() || "!?.'’".contains(*c));
    let runs = spans.chunk_by(|one, next| is_capital(one) && is_capital(next) && is_near(one, next));
    let is_long =
        |run: &&[Span]| run.len() >= RUN.0 && is_capital(&run[0]) && run.iter().map(letters).sum::<usize>() >= RUN.1;
    let joined = |run: &[Span]| run[0].start..run[run.len() - 1].end;
    runs.into_iter().find(is_long).map(joined).or_else(|| {
        let capitals = chars.iter().filter(|c| c.is_uppercase()).count();
        let cased = capitals + chars.iter().filter(|c| c.is_lowercase()).count();
        let loud = spans.iter().filter(|span| is_capital(span) && letters(span) > 1).count();
        let is_whole = loud > 1 && capitals >= WHOLE.0 && capitals * 100 >= cased * WHOLE.1;
        is_whole.then(|| joined(&spans))
    })
}

/// The first run of exclamation marks: two or more, also with question marks between.
fn run_of_marks(chars: &[char]) -> Option<Span> {
    let is_mark = |c: char| matches!(c, '!' | '！' | '¡' | '‼' | '❗');
    let is_between = |c: char| matches!(c, '?' | '？' | '¿' | '\u{fe0f}');
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| is_mark(**c) || is_between(**c)).count();
        let marks = chars[at..at + length].iter().filter(|c| is_mark(**c)).count();
        let doubled = chars[at..at + length].contains(&'‼');
        if marks > 1 || doubled {
            return Some(at..at + length);
        }
        at += length.max(1);
    }
    None
}

/// Whether a text has a question: a question mark of any script, the Greek one also as a semicolon after a Greek word, or
/// the particle of a Japanese or Chinese question.
fn asks(chars: &[char]) -> bool {
    let is_mark = |c: char| {
        matches!(c, '?' | '？' | '¿' | '؟' | '\u{37e}' | '՞' | '፧' | '⁇' | '⁈' | '⁉' | '‽' | '꘏' | '⸮' | '❓' | '❔')
    };
    let is_greek = |c: char| ('\u{370}'..='\u{3ff}').contains(&c) || ('\u{1f00}'..='\u{1fff}').contains(&c);
    let pairs = chars.windows(2).any(|pair| match pair {
        [before, ';'] => is_greek(*before),
        ['か' | '吗' | '嗎' | '呢', after] => matches!(after, '。' | '\n'),
        _ => false,
    });
    let ends_in_particle = matches!(chars.last(), Some('か' | '吗' | '嗎' | '呢'));
    pairs || ends_in_particle || chars.iter().any(|c| is_mark(*c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::words::text_of;

    fn capitals(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        run_of_capitals(&chars).map(|span| text_of(&chars, &span))
    }

    #[test]
    fn words_in_capitals_are_found() {
        for (text, run) in [
            ("This is a GREAT CHANCE FOR you", "GREAT CHANCE FOR"),
            ("WOW, THIS IS GREAT NEWS", "THIS IS GREAT NEWS"),
            ("BUY IT NOW", "BUY IT NOW"),
            ("ЭТО ОЧЕНЬ ВАЖНО для вас", "ЭТО ОЧЕНЬ ВАЖНО"),
            ("ΑΥΤΟ ΕΙΝΑΙ ΣΗΜΑΝΤΙΚΟ για", "ΑΥΤΟ ΕΙΝΑΙ ΣΗΜΑΝΤΙΚΟ"),
            ("I CAN'T WAIT TO meet", "I CAN'T WAIT TO"),
        ] {
            assert_eq!(capitals(text).as_deref(), Some(run), "{text}");
        }
    }

    #[test]
    fn acronyms_are_not_loud() {
        for text in [
            "I am CEO of IBM, and was CTO at SAP",
            "We use AWS, GCP, AZURE, SAP, ORACLE here",
            "the NASA and ESA work",
            "I work on CRM/ERP/SAP/HTML/JSON with others",
            "the AWS SDK API works",
            "UNESCO",
            "I",
            "مرحبا بكم جميعا",
            "",
        ] {
            assert_eq!(capitals(text), None, "{text}");
        }
    }

    #[test]
    fn runs_of_exclamation_marks_are_found() {
        let marks = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            run_of_marks(&chars).map(|span| text_of(&chars, &span))
        };
        for (text, run) in
            [("Great!!", "!!"), ("What?! And !?!", "!?!"), ("¡¡Hola!", "¡¡"), ("好！！", "！！"), ("x‼", "‼")]
        {
            assert_eq!(marks(text).as_deref(), Some(run), "{text}");
        }
        for text in ["Great! Wow! Yes!", "¡Hola!", "What?!", "!", ""] {
            assert_eq!(marks(text), None, "{text}");
        }
    }

    #[test]
    fn questions_of_every_script_are_known() {
        let asks = |text: &str| asks(&text.chars().collect::<Vec<_>>());
        for text in [
            "How are you?",
            "¿Qué tal?",
            "你好吗？",
            "كيف حالك؟",
            "Τι κάνεις;",
            "Τι κάνεις\u{37e}",
            "お元気ですか。",
            "お元気ですか",
            "Wie geht's ?",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in ["Hello.", "one; two", "Καλημέρα.", "", "これです。", "I wonder"] {
            assert!(!asks(text), "{text}");
        }
    }
}
