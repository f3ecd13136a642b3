//! The register: every name, profile, party and thread that the tables write, each kept once and given a number.
//!
//! Numbers depend on the order of reading. Whatever must not depend on it compares the things themselves, or their
//! ranks.

use std::collections::HashMap;
use std::hash::Hash;

use crate::engine::person::{Handle, PersonQuery, name_key, tidy_name};

use super::fingerprint::Fingerprint;

/// The number of a name, whatever its case and white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NameId(pub(super) u32);

/// The number of a profile handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HandleId(pub(super) u32);

/// The number of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PartyId(u32);

/// The number of a list of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ListId(u32);

/// The number of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ThreadId(pub(super) u32);

/// Somebody as a row writes them. Neither name nor handle: hidden, as `LinkedIn Member` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Party {
    pub(super) name: Option<NameId>,
    pub(super) handle: Option<HandleId>,
}

/// A thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Thread {
    pub(super) fingerprint: Fingerprint,
    /// Whether the export numbers its threads; else the people in it stand for the thread.
    pub(super) has_id: bool,
}

/// Things numbered in the order in which they come, each once.
#[derive(Debug)]
struct Numbered<T> {
    numbers: HashMap<T, u32>,
    things: Vec<T>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Numbered { numbers: HashMap::new(), things: Vec::new() }
    }

    fn number(&mut self, thing: T) -> u32 {
        let things = &mut self.things;
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            things.push(thing.clone());
            // Four milliard things do not fit within the limits on rows and bytes.
            u32::try_from(things.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Everything written, once.
#[derive(Debug)]
pub(super) struct Register {
    names: Numbered<String>,
    spellings: Vec<String>,
    handles: Numbered<Handle>,
    parties: Numbered<Party>,
    lists: Numbered<Box<[PartyId]>>,
    threads: Numbered<Thread>,
    // Reading a name or an address costs far more than finding what it was read as the last time.
    parties_read: HashMap<Fingerprint, PartyId>,
    lists_read: HashMap<Fingerprint, ListId>,
}

impl Register {
    pub(super) fn new() -> Self {
        Register {
            names: Numbered::new(),
            spellings: Vec::new(),
            handles: Numbered::new(),
            parties: Numbered::new(),
            lists: Numbered::new(),
            threads: Numbered::new(),
            parties_read: HashMap::new(),
            lists_read: HashMap::new(),
        }
    }

    /// Somebody by the name and the profile address that a row gives, either of which may be blank.
    pub(super) fn party(&mut self, name: &str, address: &str) -> PartyId {
        let written = Fingerprint::of("party").text(name).text(address);
        if let Some(&known) = self.parties_read.get(&written) {
            return known;
        }
        let party = Party { name: self.name(name), handle: self.handle(address) };
        let id = PartyId(self.parties.number(party));
        self.parties_read.insert(written, id);
        id
    }

    /// The recipients of a row.
    pub(super) fn recipients(&mut self, names: &str, addresses: &str) -> ListId {
        let written = Fingerprint::of("recipients").text(names).text(addresses);
        if let Some(&known) = self.lists_read.get(&written) {
            return known;
        }
        let parties = self.pair(names, addresses);
        let id = ListId(self.lists.number(parties.into()));
        self.lists_read.insert(written, id);
        id
    }

    /// Pairs names with addresses. `LinkedIn Member` has a place among the names and none among the addresses.
    fn pair(&mut self, names: &str, addresses: &str) -> Vec<PartyId> {
        let addresses: Vec<&str> = addresses.split(',').map(str::trim).filter(|address| !address.is_empty()).collect();
        let all_names = split_names(names);
        let (hidden, shown): (Vec<&str>, Vec<&str>) = all_names.iter().partition(|name| is_hidden(name));
        let mut parties: Vec<PartyId> = match addresses.len() {
            0 => shown.iter().map(|name| self.party(name, "")).collect(),
            // A name may have a comma without a space after all.
            1 if hidden.is_empty() => vec![self.party(names, addresses[0])],
            count if count == shown.len() => {
                shown.iter().zip(&addresses).map(|(name, address)| self.party(name, address)).collect()
            }
            _ => addresses.iter().map(|address| self.party("", address)).collect(),
        };
        parties.extend((!hidden.is_empty()).then(|| self.party("", "")));
        parties
    }

    /// A name, unless it is blank, endless or that of hidden members.
    pub(super) fn name(&mut self, name: &str) -> Option<NameId> {
        let tidy = tidy_name(name).ok().filter(|tidy| !is_hidden(tidy))?;
        let id = self.names.number(name_key(&tidy));
        match self.spellings.get_mut(id as usize) {
            // Of `JANE DOE` and `Jane Doe` the one with more lower case, whichever comes first.
            Some(spelling) if *spelling < tidy => *spelling = tidy,
            Some(_) => {}
            None => self.spellings.push(tidy),
        }
        Some(NameId(id))
    }

    /// A profile; exports of 2023 write the bare `https://www.linkedin.com/in`, which is none.
    fn handle(&mut self, address: &str) -> Option<HandleId> {
        match PersonQuery::read(address) {
            Ok(PersonQuery::Handle(handle)) => Some(self.handle_id(handle)),
            _ => None,
        }
    }

    pub(super) fn handle_id(&mut self, handle: Handle) -> HandleId {
        HandleId(self.handles.number(handle))
    }

    pub(super) fn thread(&mut self, thread: Thread) -> ThreadId {
        ThreadId(self.threads.number(thread))
    }

    pub(super) fn party_of(&self, id: PartyId) -> Party {
        self.parties.things[id.0 as usize]
    }

    pub(super) fn list_of(&self, id: ListId) -> &[PartyId] {
        &self.lists.things[id.0 as usize]
    }

    /// The recipients of a list as parties.
    pub(super) fn parties_of(&self, id: ListId) -> impl Iterator<Item = Party> {
        self.list_of(id).iter().map(|&party| self.party_of(party))
    }

    pub(super) fn thread_of(&self, id: ThreadId) -> Thread {
        self.threads.things[id.0 as usize]
    }

    pub(super) fn handle_of(&self, id: HandleId) -> &Handle {
        &self.handles.things[id.0 as usize]
    }

    /// A name as it is best shown.
    pub(super) fn shown(&self, id: NameId) -> &str {
        &self.spellings[id.0 as usize]
    }

    /// A name as it is compared.
    pub(super) fn key_of(&self, id: NameId) -> &str {
        &self.names.things[id.0 as usize]
    }

    pub(super) fn handle_count(&self) -> usize {
        self.handles.things.len()
    }

    pub(super) fn threads(&self) -> impl Iterator<Item = Thread> {
        self.threads.things.iter().copied()
    }

    /// The places of all threads when sorted.
    pub(super) fn thread_ranks(&self) -> Vec<u32> {
        ranks(&self.threads.things, |thread| thread.fingerprint)
    }

    /// The places of all names when sorted.
    pub(super) fn name_ranks(&self) -> Vec<u32> {
        ranks(&self.names.things, String::clone)
    }

    /// The places of all handles when sorted.
    pub(super) fn handle_ranks(&self) -> Vec<u32> {
        ranks(&self.handles.things, Handle::clone)
    }
}

fn ranks<T, K: Ord>(things: &[T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(things.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by_cached_key(|&id| key(&things[id as usize]));
    let mut ranks = vec![0; things.len()];
    for (rank, id) in (0..).zip(order) {
        ranks[id as usize] = rank;
    }
    ranks
}

/// Names in a list: a comma without a space after it separates, `, ` belongs to a name (`Jane Doe, MBA`).
fn split_names(names: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, _) in names.match_indices(',') {
        let after = &names[place + 1..];
        if !after.starts_with(char::is_whitespace) {
            found.push(&names[start..place]);
            start = place + 1;
        }
    }
    found.push(&names[start..]);
    found.retain(|name| !name.trim().is_empty());
    found
}

/// Whether a name stands for members who closed or hid their profile.
fn is_hidden(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("LinkedIn Member")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The recipients as `name=handle`, `?` for what is not known.
    fn read(names: &str, addresses: &str) -> Vec<String> {
        let mut register = Register::new();
        let list = register.recipients(names, addresses);
        let shown = |party: Party| {
            let name = party.name.map_or("?", |name| register.shown(name));
            let handle = party.handle.map_or("?", |handle| register.handle_of(handle).as_str());
            format!("{name}={handle}")
        };
        register.parties_of(list).map(shown).collect()
    }

    fn at(handle: &str) -> String {
        format!("https://www.linkedin.com/in/{handle}")
    }

    #[test]
    fn a_comma_with_a_space_belongs_to_the_name() {
        assert_eq!(split_names("Jane Doe, MBA,Bo Li,Ann,  B.Sc."), ["Jane Doe, MBA", "Bo Li", "Ann,  B.Sc."]);
        assert_eq!(split_names(""), [""; 0]);
        assert_eq!(split_names("Jane,"), ["Jane"]);
    }

    #[test]
    fn names_are_paired_with_addresses() {
        let both = format!("{},{}", at("jane"), at("bo"));
        assert_eq!(read("Jane Doe, MBA,Bo Li", &both), ["Jane Doe, MBA=jane", "Bo Li=bo"]);
        // The hidden member has no address; two of them are one unknown.
        assert_eq!(read("Jane Doe,LinkedIn Member,Bo Li,LinkedIn Member", &both), ["Jane Doe=jane", "Bo Li=bo", "?=?"]);
    }

    #[test]
    fn what_cannot_be_paired_keeps_the_addresses() {
        let both = format!("{},{}", at("jane"), at("bo"));
        assert_eq!(read("Jane Doe,Bo Li,Ann", &both), ["?=jane", "?=bo"]);
        assert_eq!(read("Doe,Jane", &at("jane")), ["Doe,Jane=jane"]);
    }

    #[test]
    fn without_addresses_there_are_names() {
        assert_eq!(read("Jane Doe,Bo Li", ""), ["Jane Doe=?", "Bo Li=?"]);
        assert_eq!(read("LinkedIn Member", ""), ["?=?"]);
        assert_eq!(read("", ""), [""; 0]);
    }

    #[test]
    fn one_person_written_twice_is_one_party() {
        let mut register = Register::new();
        let one = register.party("Jürgen Weiß", "https://www.linkedin.com/in/jürgen-weiß");
        let other = register.party("JÜRGEN  WEISS ", "http://linkedin.com/in/j%C3%BCrgen-wei%C3%9F/");
        assert_eq!(one, other);
        assert_eq!(register.party("LinkedIn Member", ""), register.party(" linkedin member ", &at("")));
        let name = register.party_of(one).name.unwrap();
        assert_eq!(register.shown(name), "Jürgen Weiß");
    }

    #[test]
    fn a_bare_address_is_none() {
        let mut register = Register::new();
        let party = register.party("Jane Doe", "https://www.linkedin.com/in");
        assert_eq!(register.party_of(party).handle, None);
    }

    #[test]
    fn ranks_do_not_depend_on_the_order_of_reading() {
        let mut register = Register::new();
        for name in ["Bo", "Cy", "Al"] {
            register.name(name);
        }
        assert_eq!(register.name_ranks(), [1, 2, 0]);
    }
}
