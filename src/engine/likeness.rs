//! Names so similar that a new person may be a known one: for a warning, not for counting (rules 2.1).

use super::contact_book::Person;
use super::loose_name::LooseName;
use super::person::PersonQuery;

/// The fewest letters of a word, or of a name, in which a typo is looked for.
const SHORTEST: usize = 4;

/// The number of letters from which two typos are possible.
const LONG: usize = 8;

/// The most typos in the words of a name.
pub const MOST_TYPOS: usize = 2;

/// A new person, with the name or handle given.
#[derive(Clone, Debug)]
pub struct Newcomer {
    name: LooseName,
    /// Whether they were named by a handle. It has no typos, and is another person's if they have a handle.
    is_handle: bool,
}

impl Newcomer {
    /// A new person with this name or handle.
    pub fn of(query: &PersonQuery) -> Newcomer {
        match query {
            PersonQuery::Name(name) => Newcomer { name: LooseName::of(name), is_handle: false },
            PersonQuery::Handle(handle) => Newcomer { name: LooseName::of(handle.as_str()), is_handle: true },
        }
    }

    /// Their name, or the words of their handle.
    pub fn name(&self) -> &LooseName {
        &self.name
    }

    /// How far their name is from this person's, if they may be this person: the name is very similar to theirs, has
    /// all its words, or has only words of it. The distance is in words; a typo counts as one.
    pub fn distance(&self, person: &Person) -> Option<usize> {
        if self.is_handle && !person.handles.is_empty() {
            return None;
        }
        let names = person.loose_names();
        let distances = names.iter().flat_map(|known| self.name.pairs(known)).filter_map(|(new, known)| {
            let is_typo = || !self.is_handle && is_typo_of_name(new, known);
            let most_typos = if self.is_handle { 0 } else { MOST_TYPOS };
            let more_words = || words(new).abs_diff(words(known));
            if holds_words(new, known) || holds_words(known, new) {
                Some(more_words())
            } else if is_typo() || is_held(new, known, most_typos) {
                Some(more_words() + 1)
            } else {
                None
            }
        });
        distances.min()
    }
}

fn words(name: &str) -> usize {
    name.split(' ').count()
}

/// Whether two names differ by a letter, or by two in words of many letters, and have a word in common unless both are
/// one word.
fn is_typo_of_name(one: &str, other: &str) -> bool {
    let (same, different): (Vec<&str>, Vec<&str>) =
        one.split(' ').partition(|word| other.split(' ').any(|other_word| other_word == *word));
    let is_single = |name: &str| !name.contains(' ');
    if same.is_empty() && !(is_single(one) && is_single(other)) {
        return false;
    }
    let longest = one.chars().count().max(other.chars().count());
    let letters: usize = different.iter().map(|word| word.chars().count()).sum();
    let most_edits = if letters < LONG { 1 } else { MOST_TYPOS };
    longest >= SHORTEST && one != other && strsim::damerau_levenshtein(one, other) <= most_edits
}

/// Whether every word of `held` is a different word of `name`.
fn holds_words(name: &str, held: &str) -> bool {
    let mut free: Vec<&str> = name.split(' ').collect();
    let mut take = |word| free.iter().position(|candidate| *candidate == word).map(|place| free.swap_remove(place));
    held.split(' ').all(|word| take(word).is_some())
}

/// Whether every word of `new` is a different word of `known` or, for `most_typos` at most, a typo of one.
fn is_held(new: &str, known: &str, most_typos: usize) -> bool {
    let mut free: Vec<&str> = known.split(' ').collect();
    let mut take = |is_it: &dyn Fn(&str) -> bool| {
        free.iter().position(|candidate| is_it(candidate)).map(|place| free.swap_remove(place)).is_some()
    };
    // Complete words choose first.
    let others: Vec<&str> = new.split(' ').filter(|word| !take(&|candidate| candidate == *word)).collect();
    others.len() <= most_typos && others.iter().all(|word| take(&|candidate| is_typo_of_word(word, candidate)))
}

/// Whether two words begin with the same letter and differ by one. The first letter is rarely a typo.
fn is_typo_of_word(one: &str, other: &str) -> bool {
    let is_long = |word: &str| word.chars().nth(SHORTEST - 1).is_some();
    let same_start = one.chars().next() == other.chars().next();
    same_start && is_long(one) && is_long(other) && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_like(new: &str, known: &str) -> bool {
        let named = |text: &str| PersonQuery::read(text).unwrap();
        let person = match named(known) {
            PersonQuery::Name(name) => Person::new(Some(name), Vec::new()),
            PersonQuery::Handle(handle) => Person::new(None, vec![handle]),
        };
        Newcomer::of(&named(new)).distance(&person).is_some()
    }

    #[test]
    fn typos_are_alike() {
        for (new, known) in [
            // A swap, a letter left out, and both in one name of eight letters.
            ("Jnae Doe", "Jane Doe"),
            ("Jane Do", "Jane Doe"),
            ("Jnae", "Jane Doe"),
            ("Jane Smtih", "Jane Mary Smith"),
            ("Jnae Smtih", "Jane Smith"),
            ("Jose Garcai", "José García"),
            ("Jane Schnieedr", "Jane Schneider"),
            ("Oneil", "O'Neill"),
            ("Jnae", "in/jane-doe"),
        ] {
            assert!(is_like(new, known), "{new}, {known}");
        }
        for (new, known) in [
            ("Jane Roe Smith", "Jane Doe"),
            ("Li", "Lu"),
            // The first letter is another.
            ("Dane", "Jane Doe"),
            // Two typos in few letters: another name.
            ("Bea Alder", "Abe Alder"),
            ("Max Weber", "Max Huber"),
            // Three typos.
            ("Jnae Smtih Mlile", "Jane Smith Mille"),
            ("Ravi Patel", "Jane Doe"),
        ] {
            assert!(!is_like(new, known), "{new}, {known}");
        }
    }

    #[test]
    fn the_distance_is_in_words_and_typos() {
        for (new, known, distance) in [
            ("in/ana-lima", "Ana Lima", 0),
            ("in/ana-lima", "Ana", 1),
            ("Jane Doe (Acme)", "Jane Doe", 1),
            ("Jane Doe (Acme)", "Jane", 2),
            ("Jnae Doe", "Jane Doe", 1),
            ("Jnae", "Jane Doe", 2),
        ] {
            let person = Person::new(Some(known.to_owned()), Vec::new());
            let newcomer = Newcomer::of(&PersonQuery::read(new).unwrap());
            assert_eq!(newcomer.distance(&person), Some(distance), "{new}, {known}");
        }
    }

    #[test]
    fn a_name_that_holds_or_is_held_is_alike() {
        for (new, known) in [
            ("Ana Lima", "Ana"),
            ("Jane Doe (Acme)", "Jane Doe"),
            ("Dr. Jane M. Doe", "Jane Doe"),
            ("Zoe Smith MBA", "Zoë Smith"),
            ("Doe", "Jane Doe"),
            ("in/ana-lima-4b2", "Ana Lima"),
            ("in/ana", "Ana Lima"),
            ("Ada Lovelace", "in/ada"),
        ] {
            assert!(is_like(new, known), "{new}, {known}");
        }
        for (new, known) in [("Jane Roux", "Jane Doe"), ("Doe Doe", "Jane Doe"), ("in/jane-2", "in/jane-1")] {
            assert!(!is_like(new, known), "{new}, {known}");
        }
    }
}
