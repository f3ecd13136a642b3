//! The contact book: which person a name or handle means (rules 2.1).

mod changes;
mod merges;
mod person;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::likeness::Newcomer;
use super::name_search::{Fit, NameSearch};
use super::person::{Handle, PersonId, PersonQuery};

pub use merges::Merges;
pub use person::Person;

/// The people that a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This person, who has exactly this name or handle.
    Exactly(PersonId),
    /// The only person that the text fits, as a short form or ignoring accents and punctuation.
    Fitting(PersonId),
    /// One of these people.
    OneOf(Vec<PersonId>),
    /// Nobody.
    Nobody,
}

/// Everyone in a ledger. If the ledger resumes from a checkpoint, only the people whom later records introduce, and
/// those of the checkpoint who were loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactBook {
    /// The loaded people with numbers below `first`.
    loaded: BTreeMap<PersonId, Person>,
    /// The number of the first person in `people`.
    first: usize,
    people: Vec<Person>,
    /// Whether any entry was merged into another. In most ledgers none was, which saves looking.
    has_merged: bool,
    /// The merges, for those who ask when they were made.
    merges: Merges,
}

impl ContactBook {
    /// A book that continues after this many people.
    pub fn resumed(first: usize) -> ContactBook {
        ContactBook { first, ..ContactBook::default() }
    }

    /// Loads a person with a number below `first`, who must not have been merged into another.
    pub fn load(&mut self, id: PersonId, person: Person) {
        self.loaded.insert(id, person);
    }

    /// Whether a person has a number below `first` and was not loaded.
    pub fn lacks(&self, id: PersonId) -> bool {
        id.index() < self.first && !self.loaded.contains_key(&id)
    }

    fn get(&self, id: PersonId) -> Option<&Person> {
        match id.index().checked_sub(self.first) {
            Some(place) => self.people.get(place),
            None => self.loaded.get(&id),
        }
    }

    fn get_mut(&mut self, id: PersonId) -> Option<&mut Person> {
        match id.index().checked_sub(self.first) {
            Some(place) => self.people.get_mut(place),
            None => self.loaded.get_mut(&id),
        }
    }

    fn at(&self, id: PersonId) -> &Person {
        static NOBODY: Person = Person::nobody();
        self.get(id).unwrap_or(&NOBODY)
    }

    fn number(&self, place: usize) -> PersonId {
        PersonId(u32::try_from(self.first + place).unwrap_or(u32::MAX))
    }

    /// Every entry with its number, in order.
    fn entries(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        let loaded = self.loaded.iter().map(|(id, person)| (*id, person));
        loaded.chain(self.people.iter().enumerate().map(|(place, person)| (self.number(place), person)))
    }

    /// Adds a new person. Their number is the count of earlier people.
    pub fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.enter(Person::new(name, handle.into_iter().collect()))
    }

    /// Adds an existing entry as the next person.
    pub fn enter(&mut self, person: Person) -> PersonId {
        self.people.push(person);
        self.number(self.people.len() - 1)
    }

    /// Removes the entries after the first `count`, which no record may name.
    pub fn forget_after(&mut self, count: usize) {
        self.people.truncate(count.saturating_sub(self.first));
    }

    /// The count of numbers given, including those of undone and merged people.
    pub fn len(&self) -> usize {
        self.first + self.people.len()
    }

    /// Whether nobody was ever added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every merge, with the place of its record.
    pub fn merges(&self) -> &Merges {
        &self.merges
    }

    /// The person who remains after all merges.
    pub fn resolve(&self, id: PersonId) -> PersonId {
        if !self.has_merged {
            return id;
        }
        let mut at = id;
        while let Some(into) = self.get(at).and_then(|at| at.merged_into) {
            at = into;
        }
        at
    }

    /// The person with a number, after merging.
    pub fn person(&self, id: PersonId) -> &Person {
        self.at(self.resolve(id))
    }

    /// The entry with a number, merged or not.
    pub fn entry(&self, index: usize) -> &Person {
        self.at(PersonId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// Notes that this person has an active record.
    pub fn note_known(&mut self, id: PersonId) {
        let id = self.resolve(id);
        if let Some(person) = self.get_mut(id) {
            person.is_known = true;
        }
    }

    /// Everyone who was not merged into another person, including those whose records were all taken back.
    pub fn all(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.unmerged()
    }

    /// The people with active records, in the order first entered.
    pub fn known(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.unmerged().filter(|(_, person)| person.is_known)
    }

    /// The person meant: an exact match of handle or name, else the only person whom the name fits closest.
    pub fn find(&self, written: &PersonQuery) -> Match {
        let exact = self.exactly(written);
        match exact.as_slice() {
            [one] => return Match::Exactly(*one),
            [] => {}
            _ => return Match::OneOf(exact),
        }
        let PersonQuery::Name(name) = written else { return Match::Nobody };
        let fitting = self.fitting(&NameSearch::new(name));
        match fitting.as_slice() {
            [] => Match::Nobody,
            [one] => Match::Fitting(*one),
            _ => Match::OneOf(fitting),
        }
    }

    /// The people with active records whom a name fits, with the closest fit that any of them has.
    fn fitting(&self, search: &NameSearch) -> Vec<PersonId> {
        let (mut closest, mut people) = (Fit::LooseShort, Vec::new());
        for (id, person) in self.known() {
            let Some(fit) = search.fit(person).filter(|fit| *fit <= closest) else { continue };
            if fit < closest {
                people.clear();
            }
            closest = fit;
            people.push(id);
        }
        people
    }

    /// The people with exactly this name or handle: those with active records, else one without.
    pub fn exactly(&self, query: &PersonQuery) -> Vec<PersonId> {
        let is_it = query.matches_exactly();
        let all: Vec<(PersonId, &Person)> = self.unmerged().filter(|(_, person)| is_it(person)).collect();
        let active: Vec<PersonId> = all.iter().filter(|(_, person)| person.is_known).map(|(id, _)| *id).collect();
        if active.is_empty() { all.into_iter().map(|(id, _)| id).take(1).collect() } else { active }
    }

    /// The name to show among other people: with the profile if another person with active records has the same name.
    pub fn display_name(&self, id: PersonId) -> String {
        self.person(id).display_name_if(self.has_namesake(id))
    }

    /// Whether another person with active records has the same name.
    pub fn has_namesake(&self, id: PersonId) -> bool {
        let (id, key) = (self.resolve(id), &self.person(id).key);
        !key.is_empty() && self.known().any(|(other, person)| other != id && person.key == *key)
    }

    /// Everyone with active records who shares a name with another such person.
    pub fn namesakes(&self) -> HashSet<PersonId> {
        let mut by_name: HashMap<&str, Vec<PersonId>> = HashMap::new();
        for (id, person) in self.known().filter(|(_, person)| !person.key.is_empty()) {
            by_name.entry(&person.key).or_default().push(id);
        }
        by_name.into_values().filter(|people| people.len() > 1).flatten().collect()
    }

    fn unmerged(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.entries().filter(|(_, person)| person.merged_into.is_none())
    }

    /// The person with active records who is most like a newcomer; of several, the first.
    pub fn like(&self, new: &Newcomer) -> Option<PersonId> {
        let alike = self.known().filter_map(|(id, person)| new.distance(person).map(|distance| (distance, id)));
        alike.min().map(|(_, id)| id)
    }

    /// The people with active records who have a name or a handle whose words begin as those of a text, in any order;
    /// without a text, all of them.
    pub fn search(&self, query: Option<&str>) -> Vec<PersonId> {
        let search = query.map(NameSearch::new);
        let is_wanted = |person: &Person| search.as_ref().is_none_or(|search| search.begins_words_of(person));
        self.known().filter(|(_, person)| is_wanted(person)).map(|(id, _)| id).collect()
    }

    /// People by handle.
    pub fn by_handle(&self) -> HashMap<&Handle, PersonId> {
        self.unmerged().flat_map(|(id, person)| person.handles.iter().map(move |handle| (handle, id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::record::ContactChange;

    fn name(text: &str) -> PersonQuery {
        PersonQuery::read(text).unwrap()
    }

    fn book(names: &[&str]) -> ContactBook {
        let mut book = ContactBook::default();
        for name in names {
            let id = book.declare(Some((*name).to_owned()), None);
            book.note_known(id);
        }
        book
    }

    #[test]
    fn an_exact_name_precedes_a_short_form() {
        let book = book(&["Jane Doe", "Jane", "Ravi Patel"]);
        assert_eq!(book.find(&name("jane")), Match::Exactly(PersonId(1)));
        assert_eq!(book.find(&name("jane d")), Match::Fitting(PersonId(0)));
        assert_eq!(book.find(&name("ra pa")), Match::Nobody);
        assert_eq!(book.find(&name("RAVI")), Match::Fitting(PersonId(2)));
    }

    #[test]
    fn a_short_form_of_two_names_lists_both() {
        let book = book(&["Jane Doe", "Jane Roe"]);
        assert_eq!(book.find(&name("Jane")), Match::OneOf(vec![PersonId(0), PersonId(1)]));
    }

    #[test]
    fn the_closest_fit_decides() {
        let mut book = book(&["Zoë Smith", "Zoë Smith-Jones", "Zoe Brown", "José García", "Jose Pérez"]);
        let id = book.declare(None, Handle::new("ada-lovelace").ok());
        book.note_known(id);
        for (typed, found) in [
            // A short form precedes what differs by an accent.
            ("zoe", Match::Fitting(PersonId(2))),
            // Among those, the whole name precedes a short form.
            ("zoe smith", Match::Fitting(PersonId(0))),
            ("zoe jones", Match::Fitting(PersonId(1))),
            ("garcia", Match::Fitting(PersonId(3))),
            ("jose", Match::Fitting(PersonId(4))),
            ("jose garcia", Match::Fitting(PersonId(3))),
            ("ada", Match::Fitting(PersonId(5))),
            ("jones smith", Match::Fitting(PersonId(1))),
            ("smith z", Match::Fitting(PersonId(0))),
            ("sm zoe", Match::OneOf(vec![PersonId(0), PersonId(1)])),
            ("lovelace b", Match::Nobody),
        ] {
            assert_eq!(book.find(&name(typed)), found, "{typed}");
        }
    }

    #[test]
    fn people_without_active_records_are_found_by_their_exact_name_only() {
        let mut book = book(&["Jane Doe"]);
        book.declare(Some("Jane Roe".to_owned()), None);
        assert_eq!(book.find(&name("jane")), Match::Fitting(PersonId(0)));
        assert_eq!(book.find(&name("jane roe")), Match::Exactly(PersonId(1)));
        assert_eq!(book.search(None), [PersonId(0)]);
    }

    #[test]
    fn a_search_ignores_accents_and_punctuation() {
        let mut book = book(&["Zoë O'Neill", "Jane Doe"]);
        let id = book.declare(None, Handle::new("ada-lovelace").ok());
        book.note_known(id);
        for (query, found) in
            [("zoe", 0), ("oneill", 0), ("neil", 0), ("o'n", 0), ("DOE", 1), ("do ja", 1), ("ada l", 2), ("in/ada", 2)]
        {
            assert_eq!(book.search(Some(query)), [PersonId(found)], "{query}");
        }
        // "oe" is within a word, and nobody has two words that begin with a D.
        for query in ["x", "oe", "do do", "jane do x"] {
            assert_eq!(book.search(Some(query)), [], "{query}");
        }
        assert_eq!(book.search(Some("-")), [PersonId(2)]);
    }

    #[test]
    fn merging_keeps_all_handles_and_the_name_of_the_remaining_person() {
        let mut book = book(&["Jane Doe", "J. Doe"]);
        let old = Handle::new("jdoe").unwrap();
        let changes = [
            ContactChange::Link { who: PersonId(1), handle: old.clone() },
            ContactChange::Link { who: PersonId(0), handle: Handle::new("jane-doe").unwrap() },
            ContactChange::Merge { from: PersonId(1), into: PersonId(0) },
        ];
        book.apply(changes.iter().enumerate());
        assert_eq!(book.find(&PersonQuery::Handle(old)), Match::Exactly(PersonId(0)));
        assert_eq!(book.person(PersonId(1)).short_name(), "Jane Doe");
        assert_eq!(book.person(PersonId(0)).handles.last().unwrap().as_str(), "jane-doe");
        assert_eq!(book.known().count(), 1);
    }

    #[test]
    fn a_renamed_person_is_found_by_the_new_name_only() {
        let mut book = book(&["Jane Doe"]);
        book.apply([(0, &ContactChange::Rename { who: PersonId(0), name: "Jane Smith".to_owned() })]);
        assert_eq!(book.find(&name("jane smith")), Match::Exactly(PersonId(0)));
        assert_eq!(book.find(&name("jane doe")), Match::Nobody);
    }
}
