//! Applies the changes of a ledger to its contact book: links, renames and merges.
//!
//! A person may have any number of handles and merges, so no change may look at all earlier ones. While changes are
//! applied, a handle is only added; if a handle was linked twice, the later one is kept at the end. Of two lists that a
//! merge joins, the shorter one is moved, so a handle is moved at most a logarithmic number of times.

use std::collections::{HashMap, HashSet, VecDeque};

use super::ContactBook;
use crate::engine::person::{Handle, PersonId, name_key};
use crate::engine::record::ContactChange;

/// The handles of everyone who was linked or merged so far. Until the end, they are not in the book.
type Handles = HashMap<PersonId, VecDeque<Handle>>;

impl ContactBook {
    /// Applies changes, each with the place of its record, in the order recorded. Returns the former name of each
    /// person who was renamed or merged into another, by that place.
    pub fn apply<'a>(
        &mut self,
        changes: impl IntoIterator<Item = (usize, &'a ContactChange)>,
    ) -> HashMap<usize, String> {
        let (mut handles, mut former_names) = (Handles::new(), HashMap::new());
        for (place, change) in changes {
            if let ContactChange::Rename { who: changed, .. } | ContactChange::Merge { from: changed, .. } = change {
                former_names.insert(place, self.name_among(*changed, &handles));
            }
            self.apply_one(place, change, &mut handles);
        }
        for (id, handles) in handles {
            if let Some(person) = self.get_mut(id) {
                person.handles = latest(handles);
            }
        }
        self.flatten_merges();
        former_names
    }

    fn apply_one(&mut self, place: usize, change: &ContactChange, handles: &mut Handles) {
        match change {
            ContactChange::Link { who, handle } => {
                let who = self.flatten(*who);
                if self.get(who).is_some() {
                    self.take_handles(who, handles).push_back(handle.clone());
                }
            }
            ContactChange::Rename { who, name } => {
                let who = self.flatten(*who);
                let Some(person) = self.get_mut(who) else { return };
                person.key = name_key(name);
                person.name = Some(name.clone());
            }
            ContactChange::Merge { from, into } => self.merge(place, *from, *into, handles),
        }
    }

    /// The handles of a person, taken out of the book.
    fn take_handles<'a>(&mut self, id: PersonId, handles: &'a mut Handles) -> &'a mut VecDeque<Handle> {
        let mut in_book = || self.get_mut(id).map(|person| std::mem::take(&mut person.handles)).unwrap_or_default();
        handles.entry(id).or_insert_with(|| in_book().into())
    }

    /// The name to show of a person whose handles may have been taken out of the book.
    fn name_among(&self, id: PersonId, handles: &Handles) -> String {
        let id = self.resolve(id);
        let person = self.at(id);
        let latest = handles.get(&id).and_then(VecDeque::back).filter(|_| person.name.is_none());
        latest.map_or_else(|| person.short_name(), ToString::to_string)
    }

    fn merge(&mut self, place: usize, from: PersonId, into: PersonId, handles: &mut Handles) {
        let (from, into) = (self.flatten(from), self.flatten(into));
        if from == into || self.get(from).is_none() {
            return;
        }
        self.take_handles(from, handles);
        let earlier = handles.remove(&from).unwrap_or_default();
        let Some(gone) = self.get_mut(from) else { return };
        gone.merged_into = Some(into);
        let (name, is_known) = (gone.name.take(), gone.is_known);
        self.has_merged = true;
        self.merges.note(place, from, into);
        if self.get(into).is_none() {
            return;
        }
        join(earlier, self.take_handles(into, handles));
        let Some(remaining) = self.get_mut(into) else { return };
        remaining.is_known |= is_known;
        if let (None, Some(name)) = (&remaining.name, name) {
            remaining.key = name_key(&name);
            remaining.name = Some(name);
        }
    }

    /// Points every merged entry directly to the person who remains, so that later lookups follow no chains.
    fn flatten_merges(&mut self) {
        if !self.has_merged {
            return;
        }
        for place in 0..self.people.len() {
            self.flatten(self.number(place));
        }
    }

    fn flatten(&mut self, id: PersonId) -> PersonId {
        let (remaining, mut at) = (self.resolve(id), id);
        while let Some(entry) = self.get_mut(at).filter(|entry| entry.merged_into.is_some()) {
            at = entry.merged_into.replace(remaining).unwrap_or(remaining);
        }
        remaining
    }
}

/// Puts earlier handles before later ones. Moves the fewer.
fn join(mut earlier: VecDeque<Handle>, later: &mut VecDeque<Handle>) {
    if earlier.len() > later.len() {
        earlier.append(later);
        *later = earlier;
    } else {
        for handle in earlier.into_iter().rev() {
            later.push_front(handle);
        }
    }
}

/// Each handle once, at the place where it was given last.
fn latest(handles: VecDeque<Handle>) -> Vec<Handle> {
    let mut seen = HashSet::new();
    let is_last: Vec<bool> = handles.iter().rev().map(|handle| seen.insert(handle)).collect();
    let kept = is_last.into_iter().rev().collect::<Vec<bool>>();
    handles.into_iter().zip(kept).filter_map(|(handle, is_last)| is_last.then_some(handle)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::person::PersonQuery;

    fn handle(text: &str) -> Handle {
        Handle::new(text).unwrap()
    }

    fn handles(book: &ContactBook, id: PersonId) -> Vec<&str> {
        book.person(id).handles.iter().map(Handle::as_str).collect()
    }

    #[test]
    fn a_handle_linked_again_is_the_latest_and_listed_once() {
        let mut book = ContactBook::default();
        let jane = book.declare(Some("Jane Doe".to_owned()), Some(handle("a")));
        let links = ["b", "c", "a", "b"].map(|text| ContactChange::Link { who: jane, handle: handle(text) });
        book.apply(links.iter().enumerate());
        assert_eq!(handles(&book, jane), ["c", "a", "b"]);
    }

    #[test]
    fn merged_handles_come_before_those_of_the_person_who_remains() {
        for sizes in [(1, 5), (5, 1), (3, 3)] {
            let mut book = ContactBook::default();
            let (gone, stays) = (book.declare(None, Some(handle("g0"))), book.declare(None, Some(handle("s0"))));
            let link = |who, text: String| ContactChange::Link { who, handle: handle(&text) };
            let mut changes: Vec<ContactChange> = (1..sizes.0).map(|n| link(gone, format!("g{n}"))).collect();
            changes.extend((1..sizes.1).map(|n| link(stays, format!("s{n}"))));
            changes.push(ContactChange::Merge { from: gone, into: stays });
            changes.push(link(gone, "last".to_owned()));
            let former_names = book.apply(changes.iter().enumerate());
            let gone_handles = (0..sizes.0).map(|n| format!("g{n}"));
            let all = gone_handles.chain((0..sizes.1).map(|n| format!("s{n}"))).chain(["last".to_owned()]);
            assert_eq!(handles(&book, stays), all.collect::<Vec<_>>(), "{sizes:?}");
            let at = changes.len() - 2;
            assert_eq!(former_names[&at], format!("in/g{}", sizes.0 - 1));
            let found = book.exactly(&PersonQuery::Handle(handle("g0")));
            assert_eq!((found, book.resolve(gone)), (vec![stays], stays));
        }
    }
}
