//! Those whom a greeting addresses: names, each with its title, or a group such as "team".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::nicknames::is_first_name;
use super::text::Span;
use super::words::{is_letter, listed, plain, text_of, word_end};

/// Words that address nobody by name.
static GENERAL: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/general.txt")));

/// Titles.
static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/titles.txt")));

/// Small words within names: "van der", "de la".
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "el",
    "al", "bin", "ibn", "ten", "ter", "zu", "zum", "af", "av",
];

/// Words between two who are addressed.
const CONJUNCTIONS: &[&str] = &["and", "und", "et", "y", "e", "en", "i", "och", "og", "και", "и", "та", "و", "a", "ve"];

/// Words after a name with which the writer introduces themselves: "Mark here".
const INTRODUCTIONS: &[&str] = &["here", "hier", "ici", "aqui", "qui", "tutaj", "speaking"];

/// Words for the first person, which begin a sentence.
const FIRST_PERSON: &[&str] = &["i", "im", "ive", "id", "ill"];

/// Words after a comma that say more of somebody who is not addressed: "Mark, my colleague, …".
const APPOSITIONS: &[&str] = &[
    "my", "our", "the", "a", "an", "your", "his", "her", "their", "who", "whom", "whose", "and", "or", "mein", "meine",
    "unser", "unsere", "der", "die", "das", "mon", "ma", "notre", "votre", "mi", "nuestro", "nuestra", "meu", "minha",
    "mio", "mia", "nostro", "moj", "moja", "nasz", "of", "from",
];

/// The most words of a name.
const MOST_WORDS: usize = 5;

/// The most words of a name in small letters, or in a script without capitals.
const MOST_SMALL_WORDS: usize = 2;

/// The fewest letters of a name in small letters that no list has.
const SHORTEST_SMALL_WORD: usize = 3;

/// The most people in a greeting.
const MOST_ADDRESSED: usize = 6;

/// The letters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// It begins with capitals.
    Capital,
    /// It begins with small letters.
    Small,
    /// The script has no capitals.
    None,
}

/// Somebody, or a group, whom a greeting addresses.
#[derive(Debug)]
pub(super) struct Address {
    /// With the titles.
    pub(super) span: Span,
    /// The words of the name, without titles.
    pub(super) words: Vec<String>,
    /// Whether a title comes before the name.
    has_title: bool,
    /// Whether it follows the greeting directly, without a comma.
    is_direct: bool,
    /// Whether punctuation, or the end of the line, ends it.
    pub(super) is_closed: bool,
    case: Case,
}

impl Address {
    /// Whether it is somebody's name, by its words. After a title, or between a greeting and a comma, any
    /// word is a name that is not known to be something else; elsewhere, only a known name is.
    pub(super) fn is_name(&self, is_known: &dyn Fn(&str) -> bool) -> bool {
        let words: Vec<String> = self.words.iter().map(|word| plain(word)).collect();
        let Some(first) = words.first().filter(|first| !first.is_empty()) else { return false };
        let is_first_name = || is_first_name(first);
        // "Bonjour Docteur," but also "Hi Don,".
        if words.iter().all(|word| is_title(word)) && !is_first_name() {
            return false;
        }
        let is_general = |word: &String| GENERAL.contains(word) && !PARTICLES.contains(&word.as_str());
        let has_general = words.iter().any(is_general);
        if self.is_strong() || (self.is_small_word() && !is_first_name()) {
            return !has_general || (words.len() == 1 && self.is_direct && is_first_name());
        }
        !GENERAL.contains(first) && (is_first_name() || is_known(first))
    }

    /// Whether it is one word in small letters between a greeting and punctuation, and no plural.
    fn is_small_word(&self) -> bool {
        let is_word = |word: &String| word.chars().count() >= SHORTEST_SMALL_WORD && !word.ends_with('s');
        let is_one = self.words.len() == 1 && self.words.first().is_some_and(is_word);
        self.case == Case::Small && self.is_direct && self.is_closed && is_one
    }

    fn is_strong(&self) -> bool {
        self.has_title || (self.is_direct && self.is_closed && self.case != Case::Small)
    }
}

/// Whether a word in plain letters is a title.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// Whether a word is a small one within names: "van", "de".
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Those addressed after a greeting that ends at `from`.
pub(super) fn addresses(chars: &[char], from: usize, end: usize, is_separated: bool) -> Vec<Address> {
    let gap = chars[from..end].iter().take_while(|c| !is_letter(**c) && !"([{<%_$«#|".contains(**c)).count();
    let is_direct = !is_separated && chars[from..from + gap].iter().all(|c| c.is_whitespace() || *c == '@');
    let mut found = Vec::new();
    let mut at = from + gap;
    while found.len() < MOST_ADDRESSED {
        let Some((address, next)) = address_at(chars, at, end, is_direct) else { break };
        found.extend(address);
        let Some(next) = next else { break };
        at = next;
    }
    found
}

/// A name alone at the beginning of a line: "Mark,", "Mark, I saw".
pub(super) fn vocative(chars: &[char], line: &Span) -> Option<Address> {
    let start = line.start + chars[line.clone()].iter().take_while(|c| c.is_whitespace()).count();
    let (address, next) = address_at(chars, start, line.end, false)?;
    let address = address.filter(|address| next.is_none() && address.case == Case::Capital)?;
    let rest: Vec<char> = chars[address.span.end..line.end].to_vec();
    let sign = rest.iter().position(|c| !c.is_whitespace())?;
    let follows: String = rest[sign + 1..].iter().collect();
    let follows = follows.trim_start();
    let first: String = follows.chars().take_while(|c| is_letter(*c) || *c == '\'' || *c == '’').collect();
    let is_clause = follows.is_empty()
        || FIRST_PERSON.contains(&plain(&first).as_str())
        || first.chars().next().is_some_and(char::is_lowercase) && !APPOSITIONS.contains(&plain(&first).as_str());
    let is_alone = match rest[sign] {
        ',' => is_clause,
        ':' | '!' => sign == 0 && follows.is_empty(),
        '-' | '–' | '—' => is_clause && sign > 0,
        _ => false,
    };
    (is_alone && address.words.len() <= MOST_SMALL_WORDS).then_some(address)
}

/// The address that begins at a character, unless the writer introduces themselves with the name; and where the next
/// one begins.
fn address_at(chars: &[char], start: usize, end: usize, is_direct: bool) -> Option<(Option<Address>, Option<usize>)> {
    let name = Name::at(chars, start, end)?;
    let after = skip_spaces(chars, name.span.end, end);
    let next_word = (after < end && is_letter(chars[after])).then(|| after..word_end(chars, after).min(end));
    let small_word = next_word.as_ref().filter(|span| !chars[span.start].is_uppercase());
    let word = small_word.map(|span| plain(&text_of(chars, span)));
    let is_word = |list: &[&str]| word.as_deref().is_some_and(|word| list.contains(&word));
    let has_sign = chars[after..end].first().is_some_and(|c| "&/+".contains(*c));
    let next = if has_sign {
        Some(skip_spaces(chars, after + 1, end))
    } else {
        next_word.as_ref().filter(|_| is_word(CONJUNCTIONS)).map(|word| skip_spaces(chars, word.end, end))
    };
    let next = next.or_else(|| next_in_list(chars, after, end));
    let is_closed = after >= end || next.is_some() || !is_letter(chars[after]);
    let address = Address {
        span: name.span,
        words: name.words,
        has_title: name.has_title,
        is_direct,
        is_closed,
        case: name.case,
    };
    Some(((!is_word(INTRODUCTIONS)).then_some(address), next))
}

/// Where the next name of a list begins: "Jane, Ravi, …".
fn next_in_list(chars: &[char], comma: usize, end: usize) -> Option<usize> {
    let start = skip_spaces(chars, comma + 1, end);
    let is_comma = comma < end && chars[comma] == ',';
    let name = Name::at(chars, start, end).filter(|name| is_comma && name.case == Case::Capital)?;
    let after = skip_spaces(chars, name.span.end, end);
    let follows = || text_of(chars, &(after..word_end(chars, after)));
    let is_closed = after >= end || ",!:–—-".contains(chars[after]) || CONJUNCTIONS.contains(&follows().as_str());
    (is_closed && name.words.len() <= MOST_SMALL_WORDS).then_some(start)
}

/// A name in a text.
struct Name {
    span: Span,
    words: Vec<String>,
    has_title: bool,
    case: Case,
}

impl Name {
    /// The name that begins at a character, or the first words in small letters.
    fn at(chars: &[char], start: usize, end: usize) -> Option<Name> {
        let mut name = Name { span: start..start, words: Vec::new(), has_title: false, case: Case::Capital };
        let mut at = start;
        while at < end && is_letter(chars[at]) && name.words.len() < MOST_WORDS {
            let span = at..word_end(chars, at).min(end);
            let word = text_of(chars, &span);
            let is_point = chars.get(span.end) == Some(&'.');
            let after_point = span.end + usize::from(is_point);
            let next = skip_spaces(chars, after_point, end);
            let follows = next < end && is_letter(chars[next]);
            if name.words.is_empty() && is_title(&plain(&word)) && (follows || is_point) {
                name.has_title = true;
                name.span.end = after_point;
            } else if name.takes(&word, follows && chars[next].is_uppercase(), is_point) {
                let is_initial = word.chars().count() == 1 && is_point;
                name.span.end = if is_initial { after_point } else { span.end };
                name.words.push(word);
                if is_point && !is_initial {
                    break;
                }
            } else {
                break;
            }
            at = skip_spaces(chars, name.span.end, end);
        }
        name.drop_words_of_sentence();
        (name.span.end > start).then_some(name)
    }

    /// Whether a word goes on with the name.
    fn takes(&mut self, word: &str, before_capital: bool, is_point: bool) -> bool {
        let Some(first) = word.chars().next() else { return false };
        if first.is_uppercase() {
            let begins_sentence = !is_point && FIRST_PERSON.contains(&plain(word).as_str());
            return !begins_sentence && self.case != Case::Small;
        }
        if !first.is_lowercase() {
            self.case = Case::None;
            return first.is_alphabetic() && self.words.len() < MOST_SMALL_WORDS;
        }
        if self.words.is_empty() {
            self.case =
                if self.has_title || (before_capital && PARTICLES.contains(&word)) { self.case } else { Case::Small };
            return true;
        }
        match self.case {
            Case::Capital => before_capital && PARTICLES.contains(&word),
            Case::Small => self.words.len() < MOST_SMALL_WORDS && !CONJUNCTIONS.contains(&word),
            Case::None => false,
        }
    }

    /// Takes out a second word in small letters: it is a part of the sentence if the first one is a name.
    fn drop_words_of_sentence(&mut self) {
        if self.case == Case::Small && self.words.len() > 1 && is_first_name(&plain(&self.words[0])) {
            let length = self.words[0].chars().count();
            self.span.end = self.span.start + length;
            self.words.truncate(1);
        }
    }
}

fn skip_spaces(chars: &[char], from: usize, end: usize) -> usize {
    from + chars[from.min(end)..end].iter().take_while(|c| c.is_whitespace()).count()
}
