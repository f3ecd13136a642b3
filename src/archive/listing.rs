//! Whom the newest archive lists as invited by the owner, or as a connection.

use std::collections::{HashMap, HashSet};

use crate::engine::calendar::Instant;
use crate::engine::person::{Handle, name_key};

/// Whom an archive lists as invited by the owner, or as a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The latest date in the archive. It was made then or later.
    pub latest_row: Instant,
    handles: HashSet<Handle>,
    /// The names, and whether somebody listed has it and no profile.
    names: HashMap<String, bool>,
}

impl Listing {
    /// The listing of an archive, without anybody so far.
    pub(super) fn new(latest_row: Instant) -> Listing {
        Listing { latest_row, handles: HashSet::new(), names: HashMap::new() }
    }

    /// Adds a person whom the archive lists.
    pub(super) fn add(&mut self, name: Option<&str>, handle: Option<&Handle>) {
        self.handles.extend(handle.cloned());
        if let Some(name) = name {
            *self.names.entry(name_key(name)).or_default() |= handle.is_none();
        }
    }

    /// Whether the archive may list a person. Two people of one name are told apart only if both have a profile.
    pub(super) fn may_list<'a>(&self, name: Option<&str>, mut handles: impl Iterator<Item = &'a Handle>) -> bool {
        let mut has_profile = false;
        let is_listed = handles.any(|handle| {
            has_profile = true;
            self.handles.contains(handle)
        });
        let named = name.and_then(|name| self.names.get(&name_key(name)));
        is_listed || named.is_some_and(|lacks_profile| *lacks_profile || !has_profile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_profile_and_those_without_one_by_name() {
        let handle = |text: &str| Handle::new(text).unwrap();
        let (jane, other) = (handle("jane-doe"), handle("other-jane"));
        let mut listing = Listing::new(Instant::from_unix(0));
        listing.add(Some("Jane Doe"), Some(&jane));
        listing.add(Some("Ravi Patel"), None);
        let may_list = |name, handles: &[Handle]| listing.may_list(Some(name), handles.iter());
        assert!(may_list("J. D.", &[other.clone(), jane]));
        assert!(may_list("jane  doe", &[]));
        assert!(!may_list("Jane Doe", std::slice::from_ref(&other)));
        // Whether this is the Ravi who is listed is not known.
        assert!(may_list("Ravi Patel", &[other]));
        assert!(!may_list("Ana Lima", &[]));
    }
}
