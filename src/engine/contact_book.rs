//! The contact book: who is meant by a name or a handle (rules 2.1; interface, PERSON).

mod person;

use std::collections::{HashMap, HashSet};

use super::person::{Handle, PersonId, PersonQuery, is_like, is_short_for, name_key};
use super::record::ContactChange;

pub use person::Person;

/// Who is meant by a writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This person, by exactly this name or handle.
    Exactly(PersonId),
    /// The one person that the writing is short for.
    ShortFor(PersonId),
    /// One of several; all are listed.
    OneOf(Vec<PersonId>),
    /// Nobody in the book.
    Nobody,
}

/// Everybody in the ledger; or those from some number on, where those before are known elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactBook {
    before: usize,
    people: Vec<Person>,
    /// Some of those before, by number.
    loaded: HashMap<PersonId, Person>,
    /// Whether an entry was merged into another: mostly none was, and nobody need be looked up.
    has_merged: bool,
}

impl ContactBook {
    /// A book that goes on behind this many people, who are known elsewhere and are not merged.
    pub fn continued(before: usize) -> ContactBook {
        ContactBook { before, ..ContactBook::default() }
    }

    /// Whether a number is of this book, and not of those before.
    pub fn holds(&self, id: PersonId) -> bool {
        (self.before..self.len()).contains(&id.index())
    }

    /// Adds one of the people before, who is known elsewhere and not merged.
    pub fn load(&mut self, id: PersonId, person: Person) {
        self.loaded.insert(id, person);
    }

    fn at(&self, id: PersonId) -> &Person {
        match id.index().checked_sub(self.before) {
            Some(place) => &self.people[place],
            None => &self.loaded[&id],
        }
    }

    fn at_mut(&mut self, id: PersonId) -> &mut Person {
        &mut self.people[id.index() - self.before]
    }

    fn number(&self, place: usize) -> PersonId {
        PersonId(u32::try_from(self.before + place).unwrap_or(u32::MAX))
    }

    /// Enters the next person: their number is the count of people before.
    pub fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.enter(Person::new(name, handle.into_iter().collect()))
    }

    /// The same, of a person as they are.
    pub fn enter(&mut self, person: Person) -> PersonId {
        self.people.push(person);
        PersonId(u32::try_from(self.len() - 1).unwrap_or(u32::MAX))
    }

    /// How many numbers are given, people taken back and merged included.
    pub fn len(&self) -> usize {
        self.before + self.people.len()
    }

    /// Whether nobody was ever entered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number that a person goes by after merging.
    pub fn resolve(&self, id: PersonId) -> PersonId {
        if !self.has_merged {
            return id;
        }
        let mut at = id;
        while let Some(into) = self.people.get(at.index().wrapping_sub(self.before)).and_then(|at| at.merged_into) {
            at = into;
        }
        at
    }

    /// The person behind a number.
    pub fn person(&self, id: PersonId) -> &Person {
        self.at(self.resolve(id))
    }

    /// The entry at a place, merged or not.
    pub fn entry(&self, index: usize) -> &Person {
        &self.people[index - self.before]
    }

    /// Notes that a record that stands is about this person.
    pub fn note_known(&mut self, id: PersonId) {
        let id = self.resolve(id);
        if self.holds(id) {
            self.at_mut(id).is_known = true;
        }
    }

    /// The same of many: of each number, whether it is known.
    pub fn note_all_known(&mut self, known: &[bool]) {
        for (person, is_known) in self.people.iter_mut().zip(known) {
            person.is_known |= is_known;
        }
    }

    /// Carries out a change of the book.
    pub fn apply(&mut self, change: &ContactChange) {
        match change {
            ContactChange::Link { who, handle } => {
                let who = self.settle_one(*who);
                let handles = &mut self.at_mut(who).handles;
                handles.retain(|known| known != handle);
                handles.push(handle.clone());
            }
            ContactChange::Rename { who, name } => {
                let who = self.settle_one(*who);
                let person = self.at_mut(who);
                person.key = name_key(name);
                person.name = Some(name.clone());
            }
            ContactChange::Merge { from, into } => self.merge(*from, *into),
        }
    }

    /// Lets every entry that was merged point to whom it goes by, so that no chain of them is walked twice.
    pub fn settle(&mut self) {
        if !self.has_merged {
            return;
        }
        for place in 0..self.people.len() {
            self.settle_one(self.number(place));
        }
    }

    fn settle_one(&mut self, id: PersonId) -> PersonId {
        let (stays, mut at) = (self.resolve(id), id);
        while let Some(into) = self.at(at).merged_into {
            self.at_mut(at).merged_into = Some(stays);
            at = into;
        }
        stays
    }

    fn merge(&mut self, from: PersonId, into: PersonId) {
        let (from, into) = (self.settle_one(from), self.settle_one(into));
        if from == into {
            return;
        }
        self.has_merged = true;
        let gone = self.at_mut(from);
        gone.merged_into = Some(into);
        let (name, handles, known) = (gone.name.take(), std::mem::take(&mut gone.handles), gone.is_known);
        let stays = self.at_mut(into);
        stays.is_known |= known;
        stays.handles.splice(0..0, handles);
        if let (None, Some(name)) = (&stays.name, name) {
            stays.key = name_key(&name);
            stays.name = Some(name);
        }
    }

    /// The people that records which stand are about, in the order first entered.
    pub fn known(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        let numbered = self.people.iter().enumerate();
        numbered
            .filter(|(_, person)| person.is_known && person.merged_into.is_none())
            .map(|(place, person)| (self.number(place), person))
    }

    /// Who is meant: an exact match of handle or name, else the one person it is short for.
    pub fn find(&self, written: &PersonQuery) -> Match {
        let exact = self.exactly(written);
        match exact.as_slice() {
            [one] => return Match::Exactly(*one),
            [] => {}
            _ => return Match::OneOf(exact),
        }
        let PersonQuery::Name(name) = written else { return Match::Nobody };
        let key = name_key(name);
        let short: Vec<PersonId> =
            self.known().filter(|(_, person)| is_short_for(&key, &person.key)).map(|(id, _)| id).collect();
        match short.as_slice() {
            [] => Match::Nobody,
            [one] => Match::ShortFor(*one),
            _ => Match::OneOf(short),
        }
    }

    /// Those with exactly this name or handle: the known ones, else one that was taken back.
    pub fn exactly(&self, written: &PersonQuery) -> Vec<PersonId> {
        let all: Vec<(PersonId, bool)> = match written {
            PersonQuery::Name(name) => {
                let key = name_key(name);
                self.unmerged().filter(|(_, person)| person.key == key).map(|(id, p)| (id, p.is_known)).collect()
            }
            PersonQuery::Handle(handle) => self
                .unmerged()
                .filter(|(_, person)| person.handles.contains(handle))
                .map(|(id, p)| (id, p.is_known))
                .collect(),
        };
        let known: Vec<PersonId> = all.iter().filter(|(_, known)| *known).map(|(id, _)| *id).collect();
        if known.is_empty() { all.into_iter().map(|(id, _)| id).take(1).collect() } else { known }
    }

    /// What to call a person where others are about too: the name, and the profile if somebody known has the same name.
    pub fn display_name(&self, id: PersonId) -> String {
        self.person(id).display_name_if(self.has_namesake(id))
    }

    /// Whether somebody else who is known has the same name.
    pub fn has_namesake(&self, id: PersonId) -> bool {
        let (id, key) = (self.resolve(id), &self.person(id).key);
        !key.is_empty() && self.known().any(|(other, person)| other != id && person.key == *key)
    }

    /// Everybody known who shares a name with somebody else.
    pub fn namesakes(&self) -> HashSet<PersonId> {
        let mut by_name: HashMap<&str, Vec<PersonId>> = HashMap::new();
        for (id, person) in self.known().filter(|(_, person)| !person.key.is_empty()) {
            by_name.entry(&person.key).or_default().push(id);
        }
        by_name.into_values().filter(|people| people.len() > 1).flatten().collect()
    }

    fn unmerged(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        let numbered = self.people.iter().enumerate();
        numbered.filter(|(_, person)| person.merged_into.is_none()).map(|(place, person)| (self.number(place), person))
    }

    /// The known person whose name is nearest to a new one, if one is so near that it may be a slip.
    pub fn like(&self, name: &str) -> Option<PersonId> {
        let key = name_key(name);
        self.known().find(|(_, person)| is_like(&key, &person.key)).map(|(id, _)| id)
    }

    /// The known people whose name or handle holds a text, or all for none.
    pub fn search(&self, query: Option<&str>) -> Vec<PersonId> {
        let key = query.map(name_key);
        let holds = |person: &Person| match &key {
            None => true,
            Some(key) => person.key.contains(key) || person.handles.iter().any(|h| h.to_string().contains(key)),
        };
        self.known().filter(|(_, person)| holds(person)).map(|(id, _)| id).collect()
    }

    /// People by handle, for joining with another list.
    pub fn by_handle(&self) -> HashMap<&Handle, PersonId> {
        self.unmerged().flat_map(|(id, person)| person.handles.iter().map(move |handle| (handle, id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn exact_names_go_before_short_ones() {
        let book = book(&["Jane Doe", "Jane", "Ravi Patel"]);
        assert_eq!(book.find(&name("jane")), Match::Exactly(PersonId(1)));
        assert_eq!(book.find(&name("jane d")), Match::ShortFor(PersonId(0)));
        assert_eq!(book.find(&name("ra pa")), Match::Nobody);
        assert_eq!(book.find(&name("RAVI")), Match::ShortFor(PersonId(2)));
    }

    #[test]
    fn two_who_fit_are_both_listed() {
        let book = book(&["Jane Doe", "Jane Roe"]);
        assert_eq!(book.find(&name("Jane")), Match::OneOf(vec![PersonId(0), PersonId(1)]));
    }

    #[test]
    fn people_taken_back_are_found_by_their_exact_name_only() {
        let mut book = book(&["Jane Doe"]);
        book.declare(Some("Jane Roe".to_owned()), None);
        assert_eq!(book.find(&name("jane")), Match::ShortFor(PersonId(0)));
        assert_eq!(book.find(&name("jane roe")), Match::Exactly(PersonId(1)));
        assert_eq!(book.search(None), [PersonId(0)]);
    }

    #[test]
    fn merging_keeps_every_handle_and_the_name_of_the_one_who_stays() {
        let mut book = book(&["Jane Doe", "J. Doe"]);
        let old = Handle::new("jdoe").unwrap();
        book.apply(&ContactChange::Link { who: PersonId(1), handle: old.clone() });
        book.apply(&ContactChange::Link { who: PersonId(0), handle: Handle::new("jane-doe").unwrap() });
        book.apply(&ContactChange::Merge { from: PersonId(1), into: PersonId(0) });
        assert_eq!(book.find(&PersonQuery::Handle(old)), Match::Exactly(PersonId(0)));
        assert_eq!(book.person(PersonId(1)).short_name(), "Jane Doe");
        assert_eq!(book.person(PersonId(0)).handles.last().unwrap().as_str(), "jane-doe");
        assert_eq!(book.known().count(), 1);
    }

    #[test]
    fn a_renamed_person_is_found_by_the_new_name_only() {
        let mut book = book(&["Jane Doe"]);
        book.apply(&ContactChange::Rename { who: PersonId(0), name: "Jane Smith".to_owned() });
        assert_eq!(book.find(&name("jane smith")), Match::Exactly(PersonId(0)));
        assert_eq!(book.find(&name("jane doe")), Match::Nobody);
    }
}
