//! Drafts made of parts, each with the findings that it must have. The same ones in every run.

use std::collections::BTreeSet;

use crate::parts::{GAPS, HARD_GAPS, LANGUAGES, LINKS, Language, SHORT_LINKS, SMALL_NAMES};

/// How many drafts there are.
pub(crate) const COUNT: usize = 1_000;

/// A draft, and the codes of its faults.
pub(crate) struct Case {
    pub(crate) text: String,
    pub(crate) name: &'static str,
    pub(crate) contact: &'static str,
    /// The texts that others got, each with the name of the person.
    pub(crate) earlier: Vec<(String, &'static str)>,
    pub(crate) expected: BTreeSet<&'static str>,
}

/// What others got before.
#[derive(Clone, Copy)]
enum Earlier {
    Nothing,
    /// The draft, with another greeting.
    SameText,
    /// Another text, with the greeting of the draft or another one.
    OtherText,
}

/// Of every ten drafts, one was sent to others, and for two of them others got another text.
const EARLIER: [Earlier; 10] = {
    let mut earlier = [Earlier::Nothing; 10];
    (earlier[0], earlier[1], earlier[2]) = (Earlier::SameText, Earlier::OtherText, Earlier::OtherText);
    earlier
};

/// Faults that are seeded, each in its own draft or with another one.
const FAULTS: [&str; 14] = [
    "placeholder",
    "greeting_gap",
    "wrong_name",
    "other_name",
    "nothing_personal",
    "link_shortener",
    "many_links",
    "all_caps",
    "exclamation_marks",
    "long_first_message",
    "no_question",
    "hard_gap",
    "small_name",
    "empty",
];

/// All drafts. Of every five, two are without a fault, two have one, and one has two.
pub(crate) fn corpus() -> Vec<Case> {
    (0..COUNT).map(case).collect()
}

/// Chooses by turns that differ from one use to the next.
struct Turns {
    number: usize,
}

impl Turns {
    fn next<T: Copy>(&mut self, of: &[T]) -> T {
        self.number = self.number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        of[(self.number >> 33) % of.len()]
    }
}

fn case(number: usize) -> Case {
    let language = &LANGUAGES[number % LANGUAGES.len()];
    let mut turns = Turns { number: number * 7919 + 17 };
    let first = FAULTS[(number / 5) % FAULTS.len()];
    let second = FAULTS[(number / 5 + 5) % (FAULTS.len() - 1)];
    let faults: &[&str] = match number % 5 {
        0 | 1 => &[],
        2 | 3 => &[first],
        _ => &[first, second],
    };
    let (text, mut expected) = write(language, faults, &mut turns);
    if expected.contains("empty") {
        expected = BTreeSet::from(["empty"]);
    }
    let mut turns = Turns { number: number * 104_729 + 5 };
    let earlier = turns.next(&EARLIER);
    match earlier {
        _ if expected.contains("empty") => false,
        Earlier::Nothing => false,
        Earlier::SameText => expected.insert("alike"),
        // A text that nobody got is for this person.
        Earlier::OtherText => expected.remove("nothing_personal"),
    };
    let earlier = texts_to_others(earlier, &text, language, &mut turns);
    Case { text, name: language.name, contact: language.about.1, earlier, expected }
}

/// The texts that three others got. Another text is made of sentences of which a draft has one at most.
fn texts_to_others(
    earlier: Earlier,
    draft: &str,
    language: &Language,
    turns: &mut Turns,
) -> Vec<(String, &'static str)> {
    let body = match earlier {
        Earlier::Nothing => return Vec::new(),
        Earlier::SameText => draft.split_once(['\n', '\r']).map_or("", |(_, body)| body).to_owned(),
        Earlier::OtherText => format!("{} {}", language.about.0, language.traps.join(" ")),
    };
    let text = |name: &'static str| {
        let pattern = turns.next(language.greetings);
        (format!("{}\n{body}", pattern.replace("{n}", name)), name)
    };
    language.others.iter().copied().take(3).map(text).collect()
}

/// The text of a draft with these faults, and the findings that it must have.
fn write(language: &Language, faults: &[&str], turns: &mut Turns) -> (String, BTreeSet<&'static str>) {
    let has = |fault: &str| faults.contains(&fault);
    let mut expected = BTreeSet::new();
    if has("empty") {
        return (turns.next(&["", " \n\n", "\u{feff}\t"]).to_owned(), BTreeSet::from(["empty"]));
    }
    let greeting = greeting(language, faults, turns, &mut expected);
    let mut sentences = vec![turns.next(language.sentences).to_owned()];
    let others = if turns.next(&[true, false]) { language.traps } else { language.sentences };
    sentences.push(turns.next(others).to_owned());
    if has("placeholder") {
        let general = turns.next(&GAPS);
        sentences.push(format!("– {} –", turns.next(&[general, language.gap])));
        expected.insert("placeholder");
    }
    if has("hard_gap") {
        sentences.push(format!("– {} –", turns.next(&HARD_GAPS)));
        expected.insert("placeholder");
    }
    if has("other_name") {
        sentences.push(language.about.0.to_owned());
        expected.insert("other_name");
    }
    add_links(faults, turns, &mut sentences, &mut expected);
    if let (true, Some(loud)) = (has("all_caps"), language.loud) {
        sentences.push(loud.to_owned());
        expected.insert("all_caps");
    }
    if has("exclamation_marks") {
        sentences.push(turns.next(&["Wow!!", "Super !!!", "Top?!!"]).to_owned());
        expected.insert("exclamation_marks");
    }
    let is_question = !has("no_question");
    let asks_already =
        sentences.iter().any(|text| text.contains('?') && !text.contains("https")) || greeting.contains('?');
    let end = if is_question { turns.next(language.questions) } else { turns.next(language.sentences) };
    if !is_question && !asks_already {
        expected.insert("no_question");
    }
    sentences.push(end.to_owned());
    if has("long_first_message") {
        while sentences.iter().map(|text| text.encode_utf16().count() + 1).sum::<usize>() <= 400 {
            sentences.insert(1, turns.next(language.sentences).to_owned());
        }
        expected.insert("long_first_message");
    }
    let line_break = turns.next(&["\n", "\n\n", "\r\n"]);
    (format!("{greeting}{line_break}{}\n", sentences.join(" ")), expected)
}

/// The greeting, and the findings that it must have.
fn greeting(language: &Language, faults: &[&str], turns: &mut Turns, expected: &mut BTreeSet<&'static str>) -> String {
    let has = |fault: &str| faults.contains(&fault);
    let pattern = turns.next(language.greetings);
    if has("greeting_gap") {
        expected.extend(["placeholder", "nothing_personal"]);
        let gap = turns.next(&["{{first_name}}", "[Name]", "{name}", "XX", "…,"]);
        let is_blank = turns.next(&[true, false, false]);
        return if is_blank || gap == "…," { language.blank.to_owned() } else { pattern.replace("{n}", gap) };
    }
    if has("wrong_name") {
        expected.extend(["wrong_name", "nothing_personal"]);
        return pattern.replace("{n}", turns.next(language.others));
    }
    if has("small_name") {
        expected.insert("nothing_personal");
        // A name in another script than the recipient's cannot be compared.
        expected.extend(language.name.starts_with(|c: char| c.is_ascii()).then_some("wrong_name"));
        return format!("hi {},", turns.next(&SMALL_NAMES));
    }
    if has("nothing_personal") {
        expected.insert("nothing_personal");
        return turns.next(language.general).to_owned();
    }
    pattern.replace("{n}", turns.next(language.called))
}

fn add_links(faults: &[&str], turns: &mut Turns, sentences: &mut Vec<String>, expected: &mut BTreeSet<&'static str>) {
    let is_trap_link = |text: &String| text.contains("https://");
    let has_link = sentences.iter().any(is_trap_link);
    if faults.contains(&"link_shortener") {
        sentences.push(format!("→ {}", turns.next(&SHORT_LINKS)));
        expected.insert("link_shortener");
    }
    if faults.contains(&"many_links") {
        sentences.push(format!("→ {} → {}", LINKS[0], turns.next(&LINKS[1..])));
    }
    let count = usize::from(has_link)
        + usize::from(faults.contains(&"link_shortener"))
        + 2 * usize::from(faults.contains(&"many_links"));
    if count > 1 {
        expected.insert("many_links");
    }
}
