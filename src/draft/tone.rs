//! The tone of a draft: capitals, exclamation marks, and whether it asks something.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::finding::{Finding, Problem};
use super::nicknames::is_first_name;
use super::text::{Span, Text};
use super::words::{lines, plain, text_of, words};

/// Acronyms, which are in capitals in any text.
static ACRONYMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("data/acronyms.txt")).flat_map(str::split_whitespace).collect());

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

/// The first words in capitals: a run of some length, or a text that has hardly anything else. Acronyms and letters alone
/// are in capitals in any text, so commas and slashes end a run, as in "SAP, AWS, GCP", and they do not make it loud.
fn run_of_capitals(chars: &[char]) -> Option<Span> {
    let spans: Vec<Span> = words(chars).collect();
    let is_near =
        |one: &Span, next: &Span| chars[one.end..next.start].iter().all(|c| c.is_whitespace() || "!?.'’".contains(*c));
    let is_run = |one: &Span, next: &Span| is_capital(chars, one) && is_capital(chars, next) && is_near(one, next);
    let joined = |run: &[Span]| run[0].start..run[run.len() - 1].end;
    let run = spans.chunk_by(is_run).find(|run| run.len() >= RUN.0 && is_loud(chars, run) && !is_signed(chars, run));
    run.map(joined).or_else(|| {
        let capitals = chars.iter().filter(|c| c.is_uppercase()).count();
        let cased = capitals + chars.iter().filter(|c| c.is_lowercase()).count();
        let loud = spans.iter().filter(|span| is_capital(chars, span) && loud_letters(chars, span) > 1);
        let is_whole = capitals >= WHOLE.0 && capitals * 100 >= cased * WHOLE.1 && loud.count() > 1;
        is_whole.then(|| joined(&spans))
    })
}

/// Whether a word has capitals only.
fn is_capital(chars: &[char], span: &Span) -> bool {
    let word = &chars[span.clone()];
    word.iter().any(|c| c.is_uppercase()) && !word.iter().any(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// The letters of a word in capitals; none of an acronym or a letter alone.
fn loud_letters(chars: &[char], span: &Span) -> usize {
    let letters = chars[span.clone()].iter().filter(|c| c.is_uppercase()).count();
    if letters < 2 || ACRONYMS.contains(text_of(chars, span).as_str()) { 0 } else { letters }
}

/// Whether a run has enough letters in several words that are no acronyms.
fn is_loud(chars: &[char], run: &[Span]) -> bool {
    let letters: Vec<usize> = run.iter().map(|span| loud_letters(chars, span)).filter(|letters| *letters > 0).collect();
    letters.len() > 1 && letters.iter().sum::<usize>() >= RUN.1
}

/// Whether a run is a name that is alone in its line: "JANE MARIA DOE".
fn is_signed(chars: &[char], run: &[Span]) -> bool {
    const MOST_WORDS: usize = 4;
    let (start, end) = (run[0].start, run[run.len() - 1].end);
    let is_line = chars[..start].last().is_none_or(|c| *c == '\n') && chars.get(end).is_none_or(|c| ",\n".contains(*c));
    is_line && run.len() <= MOST_WORDS && is_first_name(&plain(&text_of(chars, &run[0])))
}

/// The first run of exclamation marks: two or more, also with question marks or spaces between.
fn run_of_marks(chars: &[char]) -> Option<Span> {
    let is_mark = |c: char| matches!(c, '!' | '！' | '¡' | '‼' | '❗' | '❕');
    let is_between = |c: char| matches!(c, '?' | '？' | '¿' | '\u{fe0f}');
    // "Great! ! !", but not "¡Hola! ¡Qué bien!"
    let is_space_between = |place: usize| {
        let is_closing = |c: Option<&char>| c.is_some_and(|c| is_mark(*c) && *c != '¡');
        chars[place] == ' ' && place > 0 && is_closing(chars.get(place - 1)) && is_closing(chars.get(place + 1))
    };
    let goes_on = |place: &usize| is_mark(chars[*place]) || is_between(chars[*place]) || is_space_between(*place);
    let mut at = 0;
    while at < chars.len() {
        let length = (at..chars.len()).take_while(goes_on).count();
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
/// the particle or the ending of a question in a language that often has no mark.
fn asks(chars: &[char]) -> bool {
    let is_mark = |c: char| {
        matches!(c, '?' | '？' | '¿' | '؟' | '\u{37e}' | '՞' | '፧' | '⁇' | '⁈' | '⁉' | '‽' | '꘏' | '⸮' | '❓' | '❔')
    };
    let is_greek = |c: char| ('\u{370}'..='\u{3ff}').contains(&c) || ('\u{1f00}'..='\u{1fff}').contains(&c);
    let greek = chars.windows(2).any(|pair| pair[1] == ';' && is_greek(pair[0]));
    greek || chars.iter().any(|c| is_mark(*c)) || has_particle(chars)
}

/// Whether a sentence ends in the particle of a Chinese or Japanese question, or in the ending of a Korean or Thai one.
fn has_particle(chars: &[char]) -> bool {
    const LONGEST: usize = 6;
    const ENDINGS: &[&str] = &[
        "까",
        "까요",
        "신가요",
        "인가요",
        "은가요",
        "는가요",
        "하나요",
        "있나요",
        "없나요",
        "되나요",
        "ไหม",
        "มั้ย",
        "เปล่า",
        "หรือไม่",
    ];
    (0..chars.len()).any(|place| {
        let after = chars.get(place + 1).copied();
        let ends = |signs: &str| after.is_none_or(|c| c.is_whitespace() || signs.contains(c));
        match chars[place] {
            'か' => ends("。．.！!…"),
            '吗' | '嗎' => ends("。，,．.！!…、~～"),
            '呢' => ends("。．.！!…~～"),
            '까' | '요' => ends(".!…~") && ends_in_any(&chars[(place + 1).saturating_sub(LONGEST)..=place], ENDINGS),
            // Words of politeness may follow the Thai particles.
            'ม' | 'ย' | 'า' | '่' => {
                ends_in_any(&chars[(place + 1).saturating_sub(LONGEST * 2)..=place], ENDINGS)
            }
            _ => false,
        }
    })
}

fn ends_in_any(chars: &[char], endings: &[&str]) -> bool {
    endings.iter().any(|ending| {
        let mut letters = chars.iter().rev();
        ending.chars().rev().all(|c| letters.next() == Some(&c))
    })
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
            ("JOIN OUR SAP WEBINAR today", "JOIN OUR SAP WEBINAR"),
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
            "AWS GCP AZURE certified",
            "Skills: SQL HTML CSS JSON REST",
            "USA UK EU. Ok?",
            "ISO, GDPR, HIPAA, SOC. Ok?",
            "A B C D E F G H I J",
            "JANE MARIA DOE\nhow are you",
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
        for (text, run) in [
            ("Great!!", "!!"),
            ("What?! And !?!", "!?!"),
            ("¡¡Hola!", "¡¡"),
            ("好！！", "！！"),
            ("x‼", "‼"),
            ("Hi! ! ok", "! !"),
            ("❕❕", "❕❕"),
        ] {
            assert_eq!(marks(text).as_deref(), Some(run), "{text}");
        }
        for text in ["Great! Wow! Yes!", "¡Hola!", "¡Hola! ¡Qué bien!", "What?!", "!", ""] {
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
            "方便聊聊吗，谢谢。",
            "您觉得呢！",
            "お時間をいただけますでしょうか！",
            "시간 있으신가요.",
            "시간 괜찮으실까요",
            "คุณว่างไหมครับ",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in ["Hello.", "one; two", "Καλημέρα.", "", "これです。", "何か、ある。", "내일 만나요.", "I wonder"]
        {
            assert!(!asks(text), "{text}");
        }
    }
}
