//! The greeting of a draft: its phrase, such as "Hi" or "Sehr geehrte", and what follows where a name belongs.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::address::{Address, addresses, vocative};
use super::closing_name::closing_name;
use super::greeting_gap::{Before, ending_length, gap_after};
use super::honorific::honoured_name;
use super::terms::is_name_term;
use super::text::{Span, Text, line_end};
use super::words::{is_letter, is_space, lines, plain, text_of, word_end};

/// What a phrase of greeting says of the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PhraseKind {
    /// A name may follow.
    Greeting,
    /// A name must follow.
    NeedsName,
    /// A remark such as "Thanks", after which a name is one only if it is known.
    Remark,
    /// A remark such as "Great to", which a name may end.
    Opening,
}

/// Greetings in plain letters.
static PHRASES: LazyLock<HashMap<String, PhraseKind>> = LazyLock::new(|| {
    let phrase = |text: &str| text.split_whitespace().map(plain).collect::<Vec<_>>().join(" ");
    let of_line = |line: &'static str| {
        let marked = |mark: char, kind| line.strip_prefix(mark).map(|phrases| (kind, phrases));
        let (kind, phrases) = marked(':', PhraseKind::NeedsName)
            .or_else(|| marked('~', PhraseKind::Remark))
            .or_else(|| marked('+', PhraseKind::Opening))
            .unwrap_or((PhraseKind::Greeting, line));
        phrases.split(',').map(move |text| (phrase(text), kind))
    };
    lines(include_str!("data/greetings.txt")).flat_map(of_line).collect()
});

/// Greetings that can also be used alone, as a term of affection or as a name.
const ALONE: &[&str] = &[
    "cara",
    "caro",
    "caros",
    "caras",
    "cari",
    "care",
    "dearest",
    "kochana",
    "kochany",
    "droga",
    "drogi",
    "mila",
    "mily",
    "prezados",
    "prezadas",
    "estimados",
    "estimadas",
    "queridos",
    "queridas",
    "beste",
    "geachte",
    "szanowni",
    "drodzy",
    "уважаемые",
    "дорогие",
    "шановні",
];

/// French greetings. After them, a space before a mark is usual.
const FRENCH: &[&str] = &[
    "bonjour",
    "bonsoir",
    "salut",
    "coucou",
    "re bonjour",
    "rebonjour",
    "allo",
    "bonne journee",
    "merci",
    "felicitations",
    "merci beaucoup",
    "bravo",
    "bienvenue",
    "cher",
    "chere",
    "chers",
    "cheres",
    "tres cher",
    "tres chere",
];

/// The most words of a greeting.
const MOST_WORDS: usize = 4;

/// The most lines at the top in which a greeting is looked for.
const MOST_LINES: usize = 3;

/// The most characters of a line to look at.
const LONGEST_LINE: usize = 300;

/// The greeting of a draft.
#[derive(Debug, Default)]
pub(super) struct Greeting {
    /// What is left open where a name belongs.
    pub(super) blank: Option<Span>,
    /// Who is addressed.
    pub(super) addresses: Vec<Address>,
    /// Where it ends.
    pub(super) end: usize,
}

impl Greeting {
    /// The greeting of a text, in one of its first lines.
    pub(super) fn of(text: &Text) -> Option<Greeting> {
        let chars = text.head();
        let (mut start, mut seen) = (0, 0);
        while start < chars.len() && seen < MOST_LINES {
            let end = line_end(chars, start);
            let line = start..end.min(start + LONGEST_LINE);
            if chars[line.clone()].iter().any(|c| is_letter(*c)) {
                let name_alone = || vocative(chars, &line).filter(|_| seen == 0).map(Greeting::to);
                let honoured = || honoured_name(chars, &line).map(Greeting::to);
                let found = match greeting_in(chars, &line) {
                    Some(greeting) if greeting.names_nobody() => Some(honoured().unwrap_or(greeting)),
                    greeting => greeting.or_else(name_alone).or_else(honoured),
                };
                if let Some(greeting) = found {
                    return Some(greeting.or_name_on_next_line(chars, end));
                }
                seen += 1;
            }
            start = end + 1;
        }
        None
    }

    fn to(address: Address) -> Greeting {
        Greeting { blank: None, end: address.span.end, addresses: vec![address] }
    }

    fn ended_by(name: Address, end: usize) -> Greeting {
        Greeting { blank: None, addresses: vec![name], end }
    }

    /// Whether it has neither a name nor a gap.
    fn names_nobody(&self) -> bool {
        self.blank.is_none() && !self.addresses.iter().any(|address| address.is_name(&|_| false))
    }

    /// The greeting or, if it has no name, the name that the next line begins with: "Hello\nMark,".
    fn or_name_on_next_line(self, chars: &[char], end: usize) -> Greeting {
        let rest = chars[end..].iter().take(LONGEST_LINE);
        let start = end + rest.take_while(|c| c.is_whitespace()).count();
        if self.blank.is_some() || !self.addresses.is_empty() || start >= chars.len() {
            return self;
        }
        let line = start..line_end(chars, start).min(start + LONGEST_LINE);
        vocative(chars, &line).map_or(self, Greeting::to)
    }
}

/// A phrase of greeting in a text.
struct Phrase {
    end: usize,
    kind: PhraseKind,
    stands_alone: bool,
    is_french: bool,
    /// Whether "there" is in place of a name.
    is_complete: bool,
}

impl Phrase {
    /// Whether it is incomplete without a name.
    fn needs_name(&self) -> bool {
        self.kind == PhraseKind::NeedsName && !self.stands_alone
    }
}

/// The greeting at the beginning of a line.
fn greeting_in(chars: &[char], line: &Span) -> Option<Greeting> {
    let start = line.start + chars[line.clone()].iter().position(|c| is_letter(*c))?;
    let mut phrase = phrase_at(chars, start, line.end)?;
    if phrase.kind == PhraseKind::Opening {
        return closing_name(chars, phrase.end, line.end).map(|name| Greeting::ended_by(name, phrase.end));
    }
    let mut is_separated = false;
    while let Some((next, after)) = next_phrase(chars, phrase.end, line.end) {
        is_separated = after && next.kind != PhraseKind::NeedsName;
        phrase = next;
    }
    let before = Before {
        start,
        end: phrase.end,
        is_name_needed: phrase.needs_name(),
        is_french: phrase.is_french,
        is_remark: phrase.kind == PhraseKind::Remark,
        is_complete: phrase.is_complete,
    };
    if let Some(blank) = gap_after(chars, before, line.end) {
        return Some(Greeting { end: blank.end, blank: Some(blank), addresses: Vec::new() });
    }
    let mut addresses = addresses(chars, phrase.end, line.end, is_separated || phrase.kind == PhraseKind::Remark);
    if let Some(gap) = only_gap(&addresses) {
        return Some(Greeting { end: gap.end, blank: Some(gap), addresses: Vec::new() });
    }
    // "Dear Ms Doe, dear Mr Roe,"
    let last = addresses.last().map(|last| last.span.end);
    if let Some((next, _)) = last.and_then(|last| next_phrase(chars, last, line.end)) {
        addresses.extend(self::addresses(chars, next.end, line.end, false));
    }
    if !addresses.iter().any(|address| address.is_name(&|_| false)) {
        addresses.extend(name_of_remark(chars, &phrase, line.end));
        return Some(Greeting { blank: None, addresses, end: phrase.end });
    }
    // What names nobody may be the text.
    let last_name = addresses.iter().rfind(|address| address.is_name(&|_| false));
    let end = last_name.map_or(phrase.end, |last| last.span.end);
    Some(Greeting { blank: None, addresses, end })
}

/// The name that ends the remark of a greeting, or the one after it: "Thanks for connecting with me, Jane!", "Hi! Great to
/// connect, Jane!".
fn name_of_remark(chars: &[char], phrase: &Phrase, end: usize) -> Option<Address> {
    if phrase.kind == PhraseKind::Remark {
        return closing_name(chars, phrase.end, end);
    }
    let start = phrase.end + chars[phrase.end..end].iter().position(|c| is_letter(*c))?;
    let remark = phrase_at(chars, start, end)?;
    let is_remark = matches!(remark.kind, PhraseKind::Remark | PhraseKind::Opening);
    is_remark.then(|| closing_name(chars, remark.end, end)).flatten()
}

/// The words of a gap in place of a name: "Hi Name,", "Dear xxx,".
fn only_gap(addresses: &[Address]) -> Option<Span> {
    let [address] = addresses else { return None };
    if !address.is_closed && !address.begins_with_capital() {
        return None;
    }
    let words = address.words.join(" ");
    let is_letters = words.len() > 1 && words.chars().all(|c| matches!(c, 'x' | 'X'));
    (is_letters || is_name_term(&words)).then(|| address.span.clone())
}

/// The longest phrase of greeting that begins at a character.
fn phrase_at(chars: &[char], start: usize, end: usize) -> Option<Phrase> {
    let mut joined = String::new();
    let (mut at, mut found) = (start, None);
    for _ in 0..MOST_WORDS {
        if at >= end || !is_letter(chars[at]) {
            break;
        }
        let word = at..word_end(chars, at).min(end);
        joined += &plain(&text_of(chars, &word));
        if let Some(kind) = PHRASES.get(&joined) {
            let stands_alone = ALONE.contains(&joined.as_str());
            let is_french = FRENCH.contains(&joined.as_str());
            let end = word.end + ending_length(&chars[word.end..end]);
            found = Some(Phrase { end, kind: *kind, stands_alone, is_french, is_complete: joined.ends_with(" there") });
        }
        joined.push(' ');
        at = word.end + chars[word.end..end].iter().take_while(|c| is_space(**c) || **c == '.').count();
    }
    found
}

/// Another phrase after one, as in "Hello, dear Jane", if more follows it; and whether a comma is between.
fn next_phrase(chars: &[char], from: usize, end: usize) -> Option<(Phrase, bool)> {
    let gap = chars[from..end].iter().take_while(|c| is_space(**c) || matches!(c, ',' | '/')).count();
    let phrase = phrase_at(chars, from + gap, end).filter(|_| gap > 0)?;
    let follows = chars[phrase.end..end].iter().find(|c| !is_space(**c));
    let is_choice = chars[from] == '/';
    let may_go_on = phrase.kind != PhraseKind::Opening;
    let goes_on = may_go_on && (is_choice || follows.is_some_and(|c| is_letter(*c) || "[{<(@".contains(*c)));
    goes_on.then(|| (phrase, chars[from..from + gap].contains(&',')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blank_in(text: &str) -> Option<String> {
        let text = Text::body(text);
        Greeting::of(&text)?.blank.map(|span| text.excerpt(&span))
    }

    fn names_in(text: &str) -> Vec<String> {
        let text = Text::body(text);
        let greeting = Greeting::of(&text).unwrap_or_default();
        greeting.addresses.iter().map(|address| address.words.join(" ")).collect()
    }

    #[test]
    fn what_is_left_open_is_found() {
        for (text, gap) in [
            ("Hi ,\nI saw", "Hi ,"),
            ("Dear  ,", "Dear  ,"),
            ("Hallo , wie", "Hallo ,"),
            ("Bonjour ,", "Bonjour ,"),
            ("Hola , vi", "Hola ,"),
            ("Dzień dobry ,", "Dzień dobry ,"),
            ("Dear,\nI saw", "Dear,"),
            ("Dear:", "Dear:"),
            ("Sehr geehrte,", "Sehr geehrte,"),
            ("Estimado:\nHe visto", "Estimado:"),
            ("Привет , как", "Привет ,"),
            ("Γεια σου ,", "Γεια σου ,"),
            ("مرحبا ،", "مرحبا ،"),
            ("Hi …,", "…"),
            ("Hi ...,", "..."),
            ("Hi ???, I", "???"),
            ("Hi ???", "???"),
            ("Hi ---, I", "---"),
            ("Hi Name,", "Name"),
            ("Dear First Name,", "First Name"),
            ("hi xxx, how", "xxx"),
            ("Hallo VORNAME,", "VORNAME"),
            ("Hi [Mark],", "[Mark]"),
            ("Hi <Mark>,", "<Mark>"),
            ("\n\n  Hi ,", "Hi ,"),
        ] {
            assert_eq!(blank_in(text).as_deref(), Some(gap), "{text}");
        }
        for text in [
            "Hi,",
            "Hi there,",
            "Hi!",
            "Bonjour !",
            "Salut ! Ça va ?",
            "Hello...",
            "Hi [Mark](https://x.example),",
            "Hi <3 all",
            "Dear Jane,",
            "Cara,",
            "Hi, Jane",
            "Hey … long time",
            "Dear all,",
            "Hi Cara,",
        ] {
            assert_eq!(blank_in(text), None, "{text}");
        }
    }

    #[test]
    fn those_addressed_are_found() {
        for (text, names) in [
            ("Hi Mark,", &["Mark"] as &[&str]),
            ("hello, dear Jane", &["Jane"]),
            ("Good morning Jane and team!", &["Jane", "team"]),
            ("Sehr geehrter Herr Dr. Müller,", &["Müller"]),
            ("Cześć Aniu, jak", &["Aniu"]),
            ("Γεια σου Μαρία,", &["Μαρία"]),
            ("Subject: x\nHi Jane", &["Jane"]),
            ("Mark,\nI saw", &["Mark"]),
            ("Mark, I saw", &["Mark"]),
            ("Mark, my colleague, says", &[]),
            ("Austin, Texas is", &[]),
            ("Hello\n\nMark,\nI saw", &["Mark"]),
            ("Hello\nMark is here", &[]),
            ("Sehr geehrte Frau Doe, sehr geehrter Herr Roe,", &["Doe", "Roe"]),
            ("Thanks Mark for that", &["Mark"]),
            ("I saw your talk", &[]),
            ("line\nline\nline\nHi Mark,", &[]),
        ] {
            assert_eq!(names_in(text), names, "{text}");
        }
    }
}
