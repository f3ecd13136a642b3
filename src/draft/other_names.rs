//! Other people's names in a draft, and those of their companies: a template may have been filled in for them.
//!
//! Known names are those of the contact book. The companies that it knows are in parentheses or after "@" in a name, as
//! in "Jane Doe (Acme)".

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::finding::{Finding, Problem};
use super::name_words::is_title;
use super::recipient::{Recipient, split_name};
use super::text::{Span, Text, line_end};
use super::words::{plain, text_of, words};

/// The most different words of a draft that are looked up in the contact book.
pub(super) const MOST_WORDS: usize = 200;

/// The most names to list.
const MOST_LISTED: usize = 20;

/// The most words of a line that is only a signature, and the most lines of it at the end.
const SIGNATURE: usize = 3;

/// First names that are ordinary words too, at least at the beginning of a sentence.
const AMBIGUOUS: &[&str] = &[
    "will", "mark", "grace", "hope", "faith", "joy", "art", "bill", "rob", "sue", "pat", "jack", "rose", "dawn",
    "iris", "ivy", "lily", "chase", "grant", "frank", "rich", "dean", "drew", "guy", "max", "miles", "ray", "rusty",
    "sandy", "star", "victor", "wade", "bob", "penny", "ruby", "crystal", "jewel", "pearl", "harmony", "melody",
    "ernst", "wolf", "sol", "luz", "pilar", "marina", "clara", "bruno", "viola", "gioia", "don", "dan", "lee", "long",
    "young", "song", "page", "said", "an", "can", "see", "love", "ola",
];

/// Months and weekdays, which have capitals in some languages.
const DATES: &[&str] = &["april", "may", "june", "july", "august", "january", "avril", "summer", "autumn"];

/// The fewest letters of a first name alone.
const SHORTEST: usize = 3;

/// A contact's name, prepared for looking it up in a text.
struct Known<'a> {
    contact: &'a str,
    /// The words of the name in plain letters, without titles.
    name: Vec<String>,
    /// The words of the company.
    company: Vec<String>,
}

impl<'a> Known<'a> {
    fn of(contact: &'a str) -> Known<'a> {
        let (name, company) = split_name(contact);
        let words =
            |text: &str| -> Vec<String> { text.split_whitespace().map(plain).filter(|w| !w.is_empty()).collect() };
        let mut name = words(name);
        name.retain(|word| !is_title(word));
        let company = if company.starts_with(['(', '@', '[']) { words(company) } else { Vec::new() };
        Known { contact, name, company }
    }
}

/// A word of the text.
struct Word {
    span: Span,
    plain: String,
    is_capital: bool,
    /// Whether it begins a sentence.
    is_first: bool,
    after_title: bool,
}

/// The words of a text that may be names, in plain letters: those with a capital, or of a script without capitals.
pub(super) fn candidates(text: &Text) -> Vec<String> {
    let mut seen = HashSet::new();
    let written = words_of(text).into_iter().filter(|word| word.is_capital && word.plain.chars().count() > 1);
    written.map(|word| word.plain).filter(|word| seen.insert(word.clone())).take(MOST_WORDS).collect()
}

/// The findings about contacts that a text names besides the recipient. `greeted` is what the greeting names.
pub(super) fn findings(
    text: &Text,
    contacts: &[String],
    recipient: &Recipient,
    greeted: &[Range<usize>],
) -> Vec<Finding> {
    let known: Vec<Known<'_>> = contacts.iter().map(|contact| Known::of(contact)).collect();
    let mut by_word: HashMap<&str, Vec<&Known<'_>>> = HashMap::new();
    for one in &known {
        let ends = [one.name.first(), one.name.last(), one.company.first()];
        let different: HashSet<&str> = ends.into_iter().flatten().map(String::as_str).collect();
        for word in different {
            by_word.entry(word).or_default().push(one);
        }
    }
    let words = words_of(text);
    let signature = signature(text);
    let (mut found, mut named) = (Vec::new(), HashSet::new());
    let mut place = 0;
    while place < words.len() && found.len() < MOST_LISTED {
        let word = &words[place];
        let is_greeted = greeted.iter().any(|span| span.contains(&word.span.start));
        let fitting = by_word.get(word.plain.as_str()).filter(|_| word.is_capital && !is_greeted);
        let is_signed = signature.contains(&word.span.start);
        let best = fitting.into_iter().flatten().filter_map(|one| {
            let length = length_of_name(&words[place..], one, recipient, is_signed)?;
            Some((length, *one))
        });
        // Of several, the one of whom most is named; of these, the first.
        match best.reduce(|best, other| if other.0 > best.0 { other } else { best }) {
            Some((length, one)) => {
                let span = word.span.start..words[place + length - 1].span.end;
                if named.insert(text.excerpt(&span)) {
                    found.push(Finding::at(text, span, Problem::OtherName { contact: one.contact.to_owned() }));
                }
                place += length;
            }
            None => place += 1,
        }
    }
    found
}

/// How many words from here on name a contact: all of the name in either order, the company, the first name alone, or
/// the family name after a title.
fn length_of_name(words: &[Word], one: &Known<'_>, recipient: &Recipient, is_signed: bool) -> Option<usize> {
    let begins_with = |name: &[String]| {
        !name.is_empty() && words.len() >= name.len() && words.iter().zip(name).all(|(word, name)| word.plain == *name)
    };
    let is_recipients = |name: &[String]| name.iter().all(|word| recipient.is_named_by(word));
    let mut turned = one.name.clone();
    turned.rotate_right(1);
    let whole = [&one.name, &turned].into_iter().find(|name| name.len() > 1 && begins_with(name));
    if let Some(whole) = whole.filter(|name| !is_recipients(name) && !is_signed) {
        return Some(whole.len());
    }
    let is_long = |name: &[String]| name.iter().map(|word| word.chars().count()).sum::<usize>() >= SHORTEST;
    if begins_with(&one.company) && is_long(&one.company) && !is_recipients(&one.company) {
        return Some(one.company.len());
    }
    let word = words.first().filter(|word| !recipient.may_be(&word.plain) && !is_signed)?;
    let is_first = one.name.first() == Some(&word.plain);
    let is_family_name = one.name.len() > 1 && one.name.last() == Some(&word.plain);
    let is_ordinary =
        DATES.contains(&word.plain.as_str()) || (word.is_first && AMBIGUOUS.contains(&word.plain.as_str()));
    let is_alone = is_first && word.plain.chars().count() >= SHORTEST && !is_ordinary && has_case(&word.plain);
    (is_alone || (word.after_title && is_family_name)).then_some(1)
}

/// Whether a word in plain letters is of a script with capitals, so that a capital says that it is a name.
fn has_case(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

/// The words of the beginning of a text.
fn words_of(text: &Text) -> Vec<Word> {
    let chars = text.head();
    let mut found: Vec<Word> = Vec::new();
    for span in words(chars) {
        let written = text_of(chars, &span);
        let before =
            chars[..span.start].iter().rposition(|c| *c == '\n' || !(c.is_whitespace() || "\"'(*¿¡“„«".contains(*c)));
        let is_first = before.is_none_or(|place| ".!?:\n…•-–—".contains(chars[place]));
        let first = written.chars().next();
        found.push(Word {
            plain: plain(written.strip_suffix("'s").or(written.strip_suffix("’s")).unwrap_or(&written)),
            is_capital: first.is_some_and(|c| !c.is_lowercase() && c.is_alphabetic()),
            is_first,
            after_title: found.last().is_some_and(|last| is_title(&last.plain)),
            span,
        });
    }
    found
}

/// The signature: short lines at the end, and what follows the last comma of the last line.
fn signature(text: &Text) -> Span {
    let chars = text.head();
    let mut start = chars.len();
    let lines: Vec<Span> =
        lines_of(chars).filter(|line| chars[line.clone()].iter().any(|c| c.is_alphanumeric())).collect();
    for (number, line) in lines.iter().enumerate().rev().take(SIGNATURE) {
        let count = words(&chars[line.clone()]).count();
        let closing = chars[line.clone()].iter().rposition(|c| *c == ',').filter(|_| number + 1 == lines.len());
        if count <= SIGNATURE && number > 0 {
            start = line.start;
        } else {
            let after =
                closing.map(|comma| line.start + comma).filter(|at| words(&chars[*at..line.end]).count() <= SIGNATURE);
            start = after.unwrap_or(start).min(start);
            break;
        }
    }
    start..chars.len()
}

fn lines_of(chars: &[char]) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        (start < chars.len()).then(|| {
            let line = start..line_end(chars, start);
            start = line.end + 1;
            line
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, contacts: &[&str], recipient: &str) -> Vec<String> {
        let text = Text::body(text);
        let contacts: Vec<String> = contacts.iter().map(|name| (*name).to_owned()).collect();
        let found = findings(&text, &contacts, &Recipient::named(recipient), &[]);
        found.into_iter().filter_map(|finding| finding.excerpt).collect()
    }

    #[test]
    fn other_contacts_are_found() {
        let contacts = ["Ravi Patel", "Zoë Müller (Globex)", "Łukasz Żak", "Will Stone", "Анна Иванова"];
        for (text, names) in [
            ("Hi Jane, so Ravi, would you like it?", &["Ravi"] as &[&str]),
            ("Your talk, Ravi Patel, was great.", &["Ravi Patel"]),
            ("It was Patel Ravi who did it.", &["Patel Ravi"]),
            ("Ravi's talk was great.", &["Ravi's"]),
            ("Best greetings to Mr. Patel from me today.", &["Patel"]),
            ("What do you do at Globex these days?", &["Globex"]),
            ("I wrote that to Zoe and Lukasz before.", &["Zoe", "Lukasz"]),
            ("I know that Will writes too.", &["Will"]),
            ("Ravi, and again Ravi in one text.", &["Ravi"]),
            ("Это Анна написала мне вчера.", &["Анна"]),
        ] {
            assert_eq!(named(text, &contacts, "Jane Doe"), names, "{text}");
        }
    }

    #[test]
    fn other_words_are_no_contacts() {
        let contacts = ["Ravi Patel", "Will Stone", "Mark Young", "May Wong", "Jane Roe", "Bo Li"];
        for text in [
            "Will you be there? Mark the date in May.",
            "I am patel, and young at heart.",
            "A Young talent. The Stone age.",
            "Hi Jane, how are you today?",
            "We met in Bo last year.",
            "It was nice to meet you.\n\nBest,\nRavi",
            "It was nice to meet you.\nBest, Ravi",
            "It was nice to meet you.\n\nKind regards\nRavi Patel\nAcme",
        ] {
            assert_eq!(named(text, &contacts, "Jane Doe"), Vec::<String>::new(), "{text}");
        }
        // The name of the recipient is theirs, though another contact has it too.
        assert_eq!(named("I like it, Ravi, a lot.", &contacts, "Ravi Kumar"), Vec::<String>::new());
        assert_eq!(named("I like Globex a lot today.", &["Zoë (Globex)"], "Jane (Globex)"), Vec::<String>::new());
    }

    #[test]
    fn the_candidates_are_words_with_a_capital() {
        let text = Text::body("Hi Jane, I saw Ravi's and Łukasz Żak's talk. مرحبا");
        assert_eq!(candidates(&text), ["hi", "jane", "ravi", "lukasz", "zak", "مرحبا"]);
        assert_eq!(candidates(&Text::body(&(0..900).map(|n| format!("Aa{n} ")).collect::<String>())).len(), MOST_WORDS);
    }
}
