//! Those whom a greeting addresses: names, each with its title, or a group such as "team".

use super::name_words::{
    APPOSITIONS, FIRST_PERSON, GENERAL, INTRODUCTIONS, OPENINGS, is_conjunction, is_particle, is_title,
};
use super::nicknames::is_first_name;
use super::text::Span;
use super::words::{is_letter, plain, text_of, word_end};
use super::written_name::{Case, MOST_SMALL_WORDS, Name, skip_spaces};

/// The fewest letters of a name in small letters that no list has.
const SHORTEST_SMALL_WORD: usize = 3;

/// The most people in a greeting.
const MOST_ADDRESSED: usize = 6;

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
        let is_general = |word: &String| GENERAL.contains(word) && !is_particle(word);
        // "Liebes Acme-Team,"
        let is_group = |word: &String| word.rsplit_once('-').is_some_and(|(_, end)| is_general(&plain(end)));
        let is_initial = |word: &String| word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let has_general =
            self.words.iter().any(|word| (is_general(&plain(word)) && !is_initial(word)) || is_group(word));
        if self.is_strong() || (self.is_small_word() && !is_first_name()) {
            return !has_general || (words.len() == 1 && self.is_direct && is_first_name());
        }
        !GENERAL.contains(first) && (is_first_name() || is_known(first))
    }

    /// Whether it begins with a capital.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.case == Case::Capital
    }

    /// A name in a script without spaces and capitals, with a word of respect.
    pub(super) fn honoured(span: Span, word: String) -> Address {
        Address { span, words: vec![word], has_title: true, is_direct: true, is_closed: true, case: Case::None }
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

/// Those addressed after a greeting that ends at `from`.
pub(super) fn addresses(chars: &[char], from: usize, end: usize, is_separated: bool) -> Vec<Address> {
    let gap = chars[from..end].iter().take_while(|c| !is_letter(**c) && !"([{<%_$«#|".contains(**c)).count();
    let has_sign = chars[from..from + gap].iter().any(|c| !(c.is_whitespace() || *c == '@'));
    let is_direct = !is_separated && !has_sign;
    let mut found = Vec::new();
    let mut at = from + gap;
    while found.len() < MOST_ADDRESSED {
        let Some((address, next)) = address_at(chars, at, end, is_direct) else { break };
        found.extend(address);
        let Some(next) = next else { break };
        at = next;
    }
    if has_sign && found.last().is_some_and(|last| is_in_sentence(chars, last.span.end, end)) {
        found.clear();
    }
    found
}

/// Whether a sentence about those named goes on after a name, so that it addresses nobody: "Hi, Mark suggested that I
/// write", "Hi, Mark, our CTO, suggested it".
fn is_in_sentence(chars: &[char], name_end: usize, end: usize) -> bool {
    let after = skip_spaces(chars, name_end, end);
    let sign = chars[after..end].first().copied().filter(|c| !is_letter(*c));
    let start = if sign.is_some() { skip_spaces(chars, after + 1, end) } else { after };
    if start >= end || !is_letter(chars[start]) {
        return false;
    }
    let word = plain(&text_of(chars, &(start..word_end(chars, start).min(end))));
    match sign {
        None => !OPENINGS.contains(&word.as_str()),
        Some(sign) if ",-–—".contains(sign) => {
            APPOSITIONS.contains(&word.as_str()) && chars[start..end].contains(&sign)
        }
        Some(_) => false,
    }
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
        '!' => sign == 0 && follows.is_empty(),
        // "Subject: hello" names nobody.
        ':' => sign == 0 && (follows.is_empty() || (is_clause && address.is_name(&|_| false))),
        '-' | '–' | '—' => is_clause && sign > 0,
        _ => false,
    };
    (is_alone && address.words.len() <= MOST_SMALL_WORDS).then_some(address)
}

/// The name that begins after spaces and ends the sentence or the line.
pub(super) fn name_before_end(chars: &[char], from: usize, end: usize) -> Option<Address> {
    let (address, next) = address_at(chars, skip_spaces(chars, from, end), end, false)?;
    let address = address.filter(|address| next.is_none() && address.case == Case::Capital)?;
    let after = skip_spaces(chars, address.span.end, end);
    let rest = &chars[after..end];
    let is_dash = |c: &char| "-–—".contains(*c) && after > address.span.end;
    let is_end = rest == [',']
        || rest.first().is_none_or(|c| ".!?:;".contains(*c) || is_dash(c) || !(is_letter(*c) || c.is_ascii()));
    (is_end && address.words.len() <= MOST_SMALL_WORDS).then_some(address)
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
        let written = small_word.map(|span| text_of(chars, span));
        let is_between = written.as_deref().is_some_and(is_conjunction);
        next_word.as_ref().filter(|_| is_between).map(|word| skip_spaces(chars, word.end, end))
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
    let is_closed = after >= end || ",!:–—-".contains(chars[after]) || is_conjunction(&follows());
    (is_closed && name.words.len() <= MOST_SMALL_WORDS).then_some(start)
}
