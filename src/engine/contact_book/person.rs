//! An entry of the contact book.

use crate::engine::person::{Handle, PersonId, PersonQuery, name_key};

/// A person of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name, where one is known.
    pub name: Option<String>,
    /// The profile handles, the one learned last at the end: a member may change theirs.
    pub handles: Vec<Handle>,
    /// Whether a record that stands is about them; people of records taken back only are forgotten.
    pub is_known: bool,
    pub(super) merged_into: Option<PersonId>,
    pub(super) key: String,
}

impl Person {
    /// A person of this name and these handles, whom no record is about yet.
    pub fn new(name: Option<String>, handles: Vec<Handle>) -> Person {
        let key = name.as_deref().map(name_key).unwrap_or_default();
        Person { name, handles, key, is_known: false, merged_into: None }
    }

    /// Stands in for a person who is not there.
    pub(super) const fn nobody() -> Person {
        Person { name: None, handles: Vec::new(), key: String::new(), is_known: false, merged_into: None }
    }

    /// What writings of the name have in common; empty where no name is known.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the entry was merged into another.
    pub fn is_merged(&self) -> bool {
        self.merged_into.is_some()
    }

    /// What to call them: the name, else the handle.
    pub fn short_name(&self) -> String {
        match (&self.name, self.handles.last()) {
            (Some(name), _) => name.clone(),
            (None, Some(handle)) => handle.to_string(),
            (None, None) => "somebody".to_owned(),
        }
    }

    /// What to call them where others are about too: with the profile, if somebody known has the same name.
    pub fn display_name_if(&self, has_namesake: bool) -> String {
        match (&self.name, self.handles.last()) {
            (Some(name), Some(handle)) if has_namesake => format!("{name} ({handle})"),
            _ => self.short_name(),
        }
    }
}

impl PersonQuery {
    /// Tells whether this is exactly a person's name, or one of their handles.
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
