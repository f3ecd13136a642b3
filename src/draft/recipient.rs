//! The person whom a draft is for: by which words the text may name them.

use super::address::Address;
use super::name_words::{is_particle, is_title};
use super::nicknames::{are_forms_of_one, is_first_name, is_patronymic, nominatives};
use super::words::{is_joint, plain};
use crate::engine::loose_name::LooseName;
use crate::engine::person::Handle;

/// What follows a family name and is none.
const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "ma", "ba", "esq", "cpa", "pmp"];

/// The most letters of initials without points: "JD" for Jane Doe.
const MOST_INITIALS: usize = 3;

/// How an address compares with the recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// It may be the recipient.
    Same,
    /// It is somebody else.
    Other,
    /// It cannot be compared: it is written in another script.
    Unknown,
}

/// The person whom a draft is for.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The words of the name in order, each in its spellings.
    words: Vec<Vec<String>>,
    /// Words in parentheses after the name, such as a company, each in its spellings.
    more: Vec<Vec<String>>,
    /// The parts of each word of the name: "Jean-Luc" has two.
    compounds: Vec<Vec<String>>,
}

impl Recipient {
    /// The recipient with this name.
    pub fn named(name: &str) -> Recipient {
        let (name, more) = split_name(name);
        let spelled = |text: &str| -> Vec<Vec<String>> { text.split_whitespace().map(spellings).collect() };
        let mut words = spelled(name);
        words.retain(|word| !word.is_empty());
        let is_named = words.iter().any(|word| !is_title(&word[0]));
        words.retain(|word| !(is_named && is_title(&word[0]) && word[0].len() > 1));
        let compounds = name.split_whitespace().map(parts).filter(|parts| !parts.is_empty()).collect();
        Recipient { words, more: spelled(more), compounds }
    }

    /// The recipient of whom only the handle is known: its words without numbers.
    pub fn with_handle(handle: &Handle) -> Recipient {
        let is_word = |part: &&str| !part.is_empty() && !part.contains(|c: char| c.is_ascii_digit());
        let parts: Vec<&str> = handle.as_str().split('-').filter(is_word).collect();
        Recipient::named(&parts.join(" "))
    }

    /// Whether a word may name the recipient: a word of their name, the beginning of one, as in the contact book, a short
    /// or familiar form, a form of address, or initials.
    pub(super) fn may_be(&self, word: &str) -> bool {
        let forms = spellings(word);
        let fits = |form: &String| {
            self.all_words().any(|known| fits(form, known)) || self.is_joined(form) || self.has_first_initial(form)
        };
        (forms.iter().any(fits) && !self.has_another_part(word)) || self.has_initials(word)
    }

    /// Whether a word in plain letters is two words of the name in one, or a short form of them: "Macdonald" for Mac
    /// Donald, "Juanjo" for Juan José.
    fn is_joined(&self, form: &str) -> bool {
        let pair = |two: &[Vec<String>]| two.iter().filter_map(|word| word.first().cloned()).collect::<String>();
        self.words.windows(2).map(pair).any(|joined| joined == form || are_forms_of_one(form, &joined))
    }

    /// Whether only an initial is known of the first name, and a word in plain letters begins with it.
    fn has_first_initial(&self, form: &str) -> bool {
        let first = self.words.first().and_then(|word| word.first()).filter(|_| self.words.len() > 1);
        first.is_some_and(|first| first.chars().count() == 1 && form.starts_with(first.as_str()))
    }

    /// Whether a compound word shares a part with one of the name and differs in another: "Jean-Pierre" for Jean-Luc,
    /// "O'Brien" for O'Neill.
    fn has_another_part(&self, word: &str) -> bool {
        let written = parts(word);
        let shares = |known: &Vec<String>| {
            known.len() > 1
                && known[0] == written[0]
                && !written.iter().all(|part| known.iter().any(|known| fits(part, known)))
        };
        let is_known = || self.all_words().any(|known| *known == plain(word));
        written.len() > 1 && self.compounds.iter().any(shares) && !is_known()
    }

    /// Whether a word in plain letters names the recipient, by more than a beginning.
    pub(super) fn is_named_by(&self, word: &str) -> bool {
        let is_it =
            |known: &String| known == word || are_forms_of_one(word, known) || nominatives(word).contains(known);
        word.chars().count() > 1 && !is_particle(word) && self.all_words().any(is_it)
    }

    /// How those addressed in a greeting compare with the recipient.
    pub(super) fn compare(&self, address: &Address) -> Comparison {
        let is_telling = |word: &&String| !is_particle(&plain(word));
        let telling: Vec<&String> = address.words.iter().filter(is_telling).collect();
        // "de la Vega" is not Juan de la Cruz.
        let compared = if telling.is_empty() { address.words.iter().collect() } else { telling };
        let fits: Vec<bool> = compared.iter().map(|word| self.may_be(word)).collect();
        let (Some(first), Some(last)) = (fits.first(), fits.last()) else { return Comparison::Unknown };
        if !fits.contains(&true) {
            let is_comparable = address.words.iter().any(|word| self.is_in_script_of(word));
            return if is_comparable { Comparison::Other } else { Comparison::Unknown };
        }
        let is_whole = address.is_closed && fits.len() > 1 && self.words.len() > 1;
        let is_same = match (first, last) {
            _ if !is_whole => true,
            (true, true) | (false, false) => true,
            // Another family name after theirs.
            (true, false) if fits.iter().filter(|fits| **fits).count() > 1 => true,
            // A second first name, or what follows the name.
            (true, false) => address.words.last().is_some_and(|word| {
                let word = plain(word);
                is_first_name(&word) || is_patronymic(&word) || SUFFIXES.contains(&word.as_str())
            }),
            // Another first name before theirs.
            (false, true) => {
                address.words.last().is_some_and(|word| word.chars().count() > 1 && self.is_first_word(word))
            }
        };
        if is_same { Comparison::Same } else { Comparison::Other }
    }

    fn all_words(&self) -> impl Iterator<Item = &String> {
        self.words.iter().chain(&self.more).flatten()
    }

    fn is_first_word(&self, word: &str) -> bool {
        let known = self.words.first();
        known.is_some_and(|known| spellings(word).iter().any(|form| known.iter().any(|known| fits(form, known))))
    }

    fn has_initials(&self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        let is_short = (2..=MOST_INITIALS).contains(&letters.len()) && word.chars().all(char::is_uppercase);
        let begins = |initials: Vec<char>| initials.len() >= letters.len() && initials.starts_with(&letters);
        let of_words = self.words.iter().filter_map(|word| word.first()?.chars().next()).collect();
        let of_parts = self.compounds.iter().flatten().filter_map(|part| part.chars().next()).collect();
        is_short && (begins(of_words) || begins(of_parts))
    }

    /// Whether a word of the name is in the same script.
    fn is_in_script_of(&self, word: &str) -> bool {
        let script = |text: &str| text.chars().find(|c| c.is_alphabetic()).map(script);
        self.all_words().any(|known| script(known) == script(word))
    }
}

/// Whether a word in plain letters may mean a word of a name.
fn fits(form: &str, known: &str) -> bool {
    let is_caseless = form.chars().all(|c| !c.is_lowercase());
    known.starts_with(form)
        || (is_caseless && known.ends_with(form))
        || are_forms_of_one(form, known)
        || nominatives(form).iter().any(|name| name == known || are_forms_of_one(name, known))
}

/// A name, and what follows it in parentheses or after "@".
pub(super) fn split_name(name: &str) -> (&str, &str) {
    let end = name.find(['(', '[', '@', '|', ',']).filter(|end| *end > 0).unwrap_or(name.len());
    name.split_at(end)
}

/// The parts of a word that a hyphen or an apostrophe joins, in plain letters.
fn parts(word: &str) -> Vec<String> {
    word.split(is_joint).map(plain).filter(|part| !part.is_empty()).collect()
}

/// The spellings of a word in plain letters: whole, its parts, and with German letters written out.
fn spellings(word: &str) -> Vec<String> {
    let mut spellings = vec![plain(word)];
    let loose = LooseName::of(word);
    spellings.extend(loose.words().into_iter().map(str::to_owned));
    let written_out = word.to_lowercase().replace('ä', "ae").replace(['ö', 'ø'], "oe").replace('ü', "ue");
    spellings.push(plain(&written_out.replace('å', "aa")));
    spellings.retain(|spelling| !spelling.is_empty());
    spellings.dedup();
    spellings
}

/// The script of a letter, by its block.
fn script(c: char) -> u32 {
    match u32::from(c) {
        0..=0x24f | 0x1e00..=0x1eff => 0,
        0x370..=0x3ff | 0x1f00..=0x1fff => 1,
        0x400..=0x52f => 2,
        0x530..=0x58f => 3,
        0x590..=0x5ff => 4,
        0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 5,
        0x3040..=0x30ff => 6,
        0x1100..=0x11ff | 0xac00..=0xd7af => 7,
        0x3400..=0x9fff => 8,
        code => 9 + (code >> 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_name_the_recipient() {
        for (name, words) in [
            ("Jane Doe", &["Jane", "JANE", "jane", "Doe", "J", "JD", "Jan", "Janey"] as &[&str]),
            ("Robert Smith", &["Bob", "Rob", "Bobby", "Robert", "Smith", "RS"]),
            ("Christopher Brown", &["Chris", "Kit"]),
            ("Jürgen Weiß", &["Jurgen", "Juergen", "Weiss", "Weiß"]),
            ("Jean-Luc O'Neill", &["Jean", "Jean-Luc", "JeanLuc", "Luc", "ONeill", "O’Neill"]),
            ("Marek Nowak", &["Marku", "Marek"]),
            ("Anna Kowalska", &["Aniu", "Aniu", "Ania", "Anno"]),
            ("Dr. Jane Doe (Acme)", &["Jane", "Acme"]),
            ("Νίκος Παπαδόπουλος", &["Νίκο", "Νίκος"]),
            ("Александр Иванов", &["Саша", "Александр"]),
            ("张伟", &["张伟", "伟"]),
            ("Juan José Pérez", &["Juanjo", "Juan José", "JJ"]),
            ("Jean-Luc Picard", &["JL", "Jean-Luc"]),
            ("Ronald Mac Donald", &["MacDonald"]),
            ("J. Doe", &["Jane", "Julia", "Doe"]),
            ("Jane Doe", &["Smith-Doe"]),
            ("Alexander Petrov", &["Sasha", "Aleksandr"]),
            ("Jan Novák", &["Honza", "Honzo"]),
            ("Zoltán Nagy", &["Zoli"]),
        ] {
            let recipient = Recipient::named(name);
            for word in words {
                assert!(recipient.may_be(word), "{word}, {name}");
            }
        }
    }

    #[test]
    fn other_names_do_not() {
        for (name, words) in [
            ("Jane Doe", &["Mark", "Janet", "Jnae", "DJ"] as &[&str]),
            ("Maria Rossi", &["Mario"]),
            ("Robert Smith", &["Bill"]),
            ("Dr. Jane Doe", &["Dr"]),
            ("Jean-Luc Picard", &["Jean-Pierre", "JX"]),
            ("Shaun O'Neill", &["O'Brien"]),
            ("Mario D'Angelo", &["D'Amico"]),
            ("Jane Turner", &["Janet"]),
            ("Jane D.", &["Dave"]),
        ] {
            let recipient = Recipient::named(name);
            for word in words {
                assert!(!recipient.may_be(word), "{word}, {name}");
            }
        }
        let handle = Recipient::with_handle(&Handle::new("jane-doe-4b2").unwrap());
        assert!(handle.may_be("Jane") && handle.may_be("Doe") && !handle.may_be("4b2"));
    }
}
