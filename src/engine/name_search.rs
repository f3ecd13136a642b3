//! Which people a typed name finds, and how closely it fits (rules 2.1). Commands, completions and the prompt all find
//! people by this.

use super::contact_book::Person;
use super::loose_name::{LooseName, has_letter, is_simple};
use super::person::name_key;

/// How a typed name fits a person whose name it is not exactly. The closest fit decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Each word begins a different word of the name, and one of them is complete.
    Short,
    /// It is the name, or the words of the handle, ignoring accents and punctuation.
    Loose,
    /// It is short for the name, or for the words of the handle, ignoring accents and punctuation.
    LooseShort,
}

/// A typed name, prepared for comparison with many people.
#[derive(Clone, Debug)]
pub struct NameSearch {
    key: String,
    loose: LooseName,
    /// Whether a space follows the last word, so that no more letters of it can follow.
    ends_word: bool,
}

impl NameSearch {
    /// Prepares a typed name.
    pub fn new(typed: &str) -> NameSearch {
        NameSearch {
            key: name_key(typed),
            loose: LooseName::of(typed),
            ends_word: typed.ends_with(char::is_whitespace),
        }
    }

    /// The typed name without accents and punctuation.
    pub fn loose(&self) -> &LooseName {
        &self.loose
    }

    /// How closely the typed name fits a person; `None` if it does not.
    pub fn fit(&self, person: &Person) -> Option<Fit> {
        if is_short_for(&self.key, person.key()) {
            return Some(Fit::Short);
        }
        if self.is_only_strict(person) {
            return None;
        }
        let names = person.loose_names();
        let fits = |fit: fn(&LooseName, &LooseName) -> bool| names.iter().any(|name| fit(&self.loose, name));
        if fits(LooseName::is_same) {
            Some(Fit::Loose)
        } else if fits(|typed, name| typed.any_pair(name, is_short_for)) {
            Some(Fit::LooseShort)
        } else {
            None
        }
    }

    /// Whether a person can still be meant when the typed name is completed: each word begins a different word of the
    /// name. Strictly, or ignoring accents and punctuation.
    pub fn may_become(&self, person: &Person, is_strict: bool) -> bool {
        if self.key.is_empty() {
            return true;
        }
        if is_strict || self.is_only_strict(person) {
            return match &person.name {
                Some(_) => self.begins(&self.key, person.key()),
                None => person.short_name().starts_with(&self.key),
            };
        }
        let begins = |typed: &str, name: &str| self.begins(typed, name);
        person.loose_names().iter().any(|name| self.loose.any_pair(name, begins))
    }

    /// Whether each typed word begins a different word of the name or of a handle, in any order and ignoring accents
    /// and punctuation. A beginning of the handle as it is written (`in/jane`) counts too. A text without a letter,
    /// such as a dash, does not begin a word; it is searched for anywhere.
    pub fn begins_words_of(&self, person: &Person) -> bool {
        if !self.key.is_empty() && !has_letter(&self.key) {
            return self.is_within(person);
        }
        let begins = |typed: &str, name: &str| self.begins(typed, name);
        self.may_become(person, false)
            || person.handles.iter().any(|handle| {
                handle.to_string().starts_with(&self.key)
                    || self.loose.any_pair(&LooseName::of(handle.as_str()), begins)
            })
    }

    /// Whether a text contains the typed one, ignoring case, accents and punctuation.
    pub fn is_in_text(&self, text: &str) -> bool {
        name_key(text).contains(&self.key)
            || self.loose.any_pair(&LooseName::of(text), |typed, text| text.contains(typed))
    }

    /// Whether a name or a handle contains the typed text, ignoring accents and punctuation.
    pub fn is_within(&self, person: &Person) -> bool {
        let contains = |typed: &str, name: &str| name.contains(typed);
        person.key().contains(&self.key)
            || person.handles.iter().any(|handle| handle.to_string().contains(&self.key))
            || person.loose_names().iter().any(|name| self.loose.any_pair(name, contains))
    }

    /// Whether neither side has accents or punctuation to ignore.
    fn is_only_strict(&self, person: &Person) -> bool {
        is_simple(&self.key) && is_simple(person.key())
    }

    fn begins(&self, typed: &str, name: &str) -> bool {
        let last = typed.rsplit(' ').next().unwrap_or_default();
        let is_complete = || name.split(' ').any(|word| word == last);
        complete_words(typed, name).is_some() && (!self.ends_word || is_complete())
    }
}

/// Whether `given` is short for `name`: each of its words begins a different word of the name, and at least one of them
/// is a complete word (rules 2.1). Words are separated by single spaces.
pub fn is_short_for(given: &str, name: &str) -> bool {
    complete_words(given, name).is_some_and(|complete| complete > 0)
}

/// The number of words of `given` that are complete words of `name`, if each begins a different word of it. A word
/// without a letter or a digit does not count as complete.
fn complete_words(given: &str, name: &str) -> Option<usize> {
    let mut free: Vec<&str> = name.split(' ').collect();
    // Complete words choose first, then longer beginnings, so that a shorter one cannot take their place.
    let mut words: Vec<&str> = given.split(' ').collect();
    words.sort_by_key(|word| (!free.contains(word), std::cmp::Reverse(word.len())));
    let mut complete = 0;
    for word in words {
        let whole = free.iter().position(|candidate| *candidate == word);
        complete += usize::from(whole.is_some() && has_letter(word));
        let place = whole.or_else(|| free.iter().position(|candidate| candidate.starts_with(word)))?;
        free.swap_remove(place);
    }
    Some(complete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::person::Handle;

    fn named(name: &str) -> Person {
        Person::new(Some(name.to_owned()), Vec::new())
    }

    fn nameless(handle: &str) -> Person {
        Person::new(None, vec![Handle::new(handle).unwrap()])
    }

    #[test]
    fn short_forms_need_a_complete_word_and_different_words() {
        let name = "jane mary doe";
        for given in ["jane", "doe", "jane d", "d jane", "jane m d", "jane mary doe"] {
            assert!(is_short_for(given, name), "{given}");
        }
        for given in ["ja do", "jane x", "jane jane", "jane j", "jane mary doe x"] {
            assert!(!is_short_for(given, name), "{given}");
        }
        assert!(is_short_for("ann anna", "anna ann"));
        // A dash alone is not a word.
        assert!(!is_short_for("ja -", "jane - doe") && is_short_for("jane -", "jane - doe"));
    }

    #[test]
    fn the_closest_fit_is_told() {
        for (typed, name, fit) in [
            ("jane", "Jane Doe", Some(Fit::Short)),
            ("zoë", "Zoë Smith", Some(Fit::Short)),
            ("zoe smith", "Zoë Smith", Some(Fit::Loose)),
            ("zoe", "Zoë Smith", Some(Fit::LooseShort)),
            ("smi zoe", "Zoë Smith", Some(Fit::LooseShort)),
            ("jose g", "José García", Some(Fit::LooseShort)),
            ("oneill", "Conan O'Neill", Some(Fit::LooseShort)),
            ("neill", "Conan O'Neill", Some(Fit::LooseShort)),
            ("jean l", "Jean-Luc Picard", Some(Fit::LooseShort)),
            // No word is complete.
            ("zo", "Zoë Smith", None),
            ("jos gar", "José García", None),
            ("zoe x", "Zoë Smith", None),
            ("-", "Jane-Ann Doe", None),
        ] {
            assert_eq!(NameSearch::new(typed).fit(&named(name)), fit, "{typed}, {name}");
        }
        for (typed, fit) in [
            ("ada lovelace", Some(Fit::Loose)),
            ("adalovelace", Some(Fit::Loose)),
            ("ada", Some(Fit::LooseShort)),
            ("Lovelace A", Some(Fit::LooseShort)),
            ("ada-lovelace", Some(Fit::Loose)),
            ("love", None),
        ] {
            assert_eq!(NameSearch::new(typed).fit(&nameless("ada-lovelace")), fit, "{typed}");
        }
        // The handle of someone with a name is found as a handle only.
        let ada = Person::new(Some("Ada King".to_owned()), vec![Handle::new("ada-lovelace").unwrap()]);
        assert_eq!(NameSearch::new("lovelace").fit(&ada), None);
    }

    #[test]
    fn a_beginning_may_become_the_name() {
        let becomes = |typed: &str, person: &Person, strict| NameSearch::new(typed).may_become(person, strict);
        for typed in ["", "z", "zo", "ZOË", "smi", "zoë s", "smith z", "zoë "] {
            assert!(becomes(typed, &named("Zoë Smith"), true), "{typed}");
        }
        for typed in ["zo ", "zoe", "x", "zoë smith s"] {
            assert!(!becomes(typed, &named("Zoë Smith"), true), "{typed}");
        }
        for typed in ["zoe", "zoe ", "smith zo", "zoe s"] {
            assert!(becomes(typed, &named("Zoë Smith"), false), "{typed}");
        }
        assert!(!becomes("zo ", &named("Zoë Smith"), false) && !becomes("x", &named("Zoë Smith"), false));
        assert!(
            becomes("in/ada", &nameless("ada-lovelace"), true) && becomes("love", &nameless("ada-lovelace"), false)
        );
    }

    #[test]
    fn a_search_takes_the_beginnings_of_words_in_any_order() {
        let jane = Person::new(Some("Jane Zoë O'Doe".to_owned()), vec![Handle::new("jane-at-acme").unwrap()]);
        let finds = |typed: &str| NameSearch::new(typed).begins_words_of(&jane);
        for typed in ["", "j", "jan do", "do jan", "ZOE", "odo", "o'd", "acme", "at ja", "in/jane-at", "jane-at"] {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["ane", "jan x", "jan jan", "in/at", "e"] {
            assert!(!finds(typed), "{typed}");
        }
    }

    #[test]
    fn a_text_is_searched_but_for_case_accents_and_punctuation() {
        let finds = |typed: &str, text: &str| NameSearch::new(typed).is_in_text(text);
        for typed in ["cafe", "CAFÉ", "met at", "oneill", "o neill", "o'neill's", "neill’s café", "(2027)", "é"] {
            assert!(finds(typed, "Met at O'Neill's  Café (2027)"), "{typed}");
        }
        for typed in ["cafes", "at met", "#"] {
            assert!(!finds(typed, "Met at O'Neill's  Café (2027)"), "{typed}");
        }
        // More joints than readings are made for: all left out, or all spaces.
        assert!(finds("long-term", "a long-term, well-known, first-rate, top-notch, up-to-date plan"));
    }
}
