//! An entry of the contact book.

use crate::engine::loose_name::LooseName;
use crate::engine::person::{Handle, PersonId, PersonQuery, name_key};

/// A person of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name, if known.
    pub name: Option<String>,
    /// The profile handles, the latest last. People can change their handle.
    pub handles: Vec<Handle>,
    /// Whether an active record is about them. People whose records are all undone are not listed.
    pub is_known: bool,
    pub(super) merged_into: Option<PersonId>,
    pub(super) key: String,
}

impl Person {
    /// A person with this name and these handles, without records so far.
    pub fn new(name: Option<String>, handles: Vec<Handle>) -> Person {
        let key = name.as_deref().map(name_key).unwrap_or_default();
        Person { name, handles, key, is_known: false, merged_into: None }
    }

    /// A placeholder for a missing person.
    pub(super) const fn nobody() -> Person {
        Person { name: None, handles: Vec::new(), key: String::new(), is_known: false, merged_into: None }
    }

    /// The key by which names are compared; empty without a name.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What finds them, ignoring accents and punctuation: the name or, without one, each handle.
    pub fn loose_names(&self) -> Vec<LooseName> {
        match &self.name {
            Some(_) => vec![LooseName::of_key(self.key.clone())],
            None => self.handles.iter().map(|handle| LooseName::of(handle.as_str())).collect(),
        }
    }

    /// The entry that this one was merged into.
    pub fn merged_into(&self) -> Option<PersonId> {
        self.merged_into
    }

    /// The name to show: the name, else the handle.
    pub fn short_name(&self) -> String {
        match (&self.name, self.handles.last()) {
            (Some(name), _) => name.clone(),
            (None, Some(handle)) => handle.to_string(),
            (None, None) => "somebody".to_owned(),
        }
    }

    /// The name to show among other people: with the profile if the person has a namesake.
    pub fn display_name_if(&self, has_namesake: bool) -> String {
        match (&self.name, self.handles.last()) {
            (Some(name), Some(handle)) if has_namesake => format!("{name} ({handle})"),
            _ => self.short_name(),
        }
    }
}

impl PersonQuery {
    /// A test for the people with exactly this name or handle.
    pub fn matches_exactly(&self) -> impl Fn(&Person) -> bool {
        let (key, handle) = match self {
            PersonQuery::Name(name) => (Some(name_key(name)), None),
            PersonQuery::Handle(handle) => (None, Some(handle)),
        };
        move |person| match handle {
            Some(handle) => person.handles.contains(handle),
            None => key.as_deref() == Some(&person.key),
        }
    }
}
