//! Interns names, profiles, parties, recipient lists and threads: each is stored once, and rows hold its id.
//!
//! Ids depend on the order in which files are read. Code that must not depend on it compares the values themselves, or
//! their ranks.

use std::collections::HashMap;
use std::hash::Hash;

use indexmap::IndexSet;

use crate::engine::person::{Handle, PersonQuery, name_key, tidy_name};

use super::fingerprint::Fingerprint;
use super::limits::{ExceededLimit, LimitTracker};

/// The name that LinkedIn gives to members who closed or hid their profile.
pub(super) const HIDDEN_MEMBER: &str = "LinkedIn Member";

/// The id of a name, regardless of case and white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NameId(pub(super) u32);

/// The id of a profile handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HandleId(pub(super) u32);

/// The id of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PartyId(u32);

/// The id of a list of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RecipientsId(u32);

/// The id of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ThreadId(pub(super) u32);

/// A sender, recipient or connection in a row. A hidden member (`LinkedIn Member`) has neither name nor handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Party {
    pub(super) name: Option<NameId>,
    pub(super) handle: Option<HandleId>,
}

/// A thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Thread {
    pub(super) fingerprint: Fingerprint,
    /// Whether the export gives the thread an id. Otherwise the people in it identify the thread.
    pub(super) has_id: bool,
}

/// Adds a value to distinct ones, and returns its index.
fn insert<T: Eq + Hash>(values: &mut IndexSet<T>, value: T) -> u32 {
    // The limits on rows and bytes do not allow four billion values.
    u32::try_from(values.insert_full(value).0).unwrap_or(u32::MAX)
}

/// All interned values.
#[derive(Debug)]
pub(super) struct Interner {
    names: IndexSet<String>,
    /// How each name is shown.
    display_names: Vec<String>,
    handles: IndexSet<Handle>,
    parties: IndexSet<Party>,
    recipient_lists: IndexSet<Box<[PartyId]>>,
    threads: IndexSet<Thread>,
    // Keyed by the fingerprint of the text: looking up the parsed value is far cheaper than parsing the text again.
    party_cache: HashMap<Fingerprint, PartyId>,
    recipients_cache: HashMap<Fingerprint, RecipientsId>,
    /// The bytes of all names and handles.
    text_bytes: usize,
    limits: LimitTracker,
}

/// A cache with more entries is emptied, so that many spellings of a few people do not fill the memory.
const LARGEST_CACHE: usize = 1 << 17;

impl Interner {
    pub(super) fn new(limits: LimitTracker) -> Self {
        Interner {
            names: IndexSet::new(),
            display_names: Vec::new(),
            handles: IndexSet::new(),
            parties: IndexSet::new(),
            recipient_lists: IndexSet::new(),
            threads: IndexSet::new(),
            party_cache: HashMap::new(),
            recipients_cache: HashMap::new(),
            text_bytes: 0,
            limits,
        }
    }

    /// The party with this name and profile address, either of which may be blank.
    pub(super) fn intern_party(&mut self, name: &str, address: &str) -> PartyId {
        let key = Fingerprint::of("party").text(name).text(address);
        if let Some(&known) = self.party_cache.get(&key) {
            return known;
        }
        let party = Party { name: self.intern_name(name), handle: self.intern_address(address) };
        let id = PartyId(insert(&mut self.parties, party));
        remember(&mut self.party_cache, key, id);
        id
    }

    /// The recipients in two comma-separated lists. Fails if there are too many.
    pub(super) fn intern_recipients(&mut self, names: &str, addresses: &str) -> Result<RecipientsId, ExceededLimit> {
        let key = Fingerprint::of("recipients").text(names).text(addresses);
        if let Some(&known) = self.recipients_cache.get(&key) {
            self.limits.recipients(self.recipients(known).len())?;
            return Ok(known);
        }
        let parties = self.pair_recipients(names, addresses)?;
        let id = RecipientsId(insert(&mut self.recipient_lists, parties.into()));
        remember(&mut self.recipients_cache, key, id);
        Ok(id)
    }

    /// Fails if there are more people, or more of their names, than a real export has.
    pub(super) fn check_size(&self) -> Result<(), ExceededLimit> {
        self.limits.people(self.parties.len(), self.text_bytes)
    }

    /// Pairs names with addresses. `LinkedIn Member` is in the list of names, but not in the list of addresses.
    fn pair_recipients(&mut self, names: &str, addresses: &str) -> Result<Vec<PartyId>, ExceededLimit> {
        let enough = self.limits.most_recipients().saturating_add(1);
        let addresses = addresses.split(',').map(str::trim).filter(|address| !address.is_empty());
        let addresses: Vec<&str> = addresses.take(enough).collect();
        let all_names: Vec<&str> = split_names(names).take(enough).collect();
        self.limits.recipients(addresses.len().max(all_names.len()))?;
        let (hidden, shown): (Vec<&str>, Vec<&str>) = all_names.iter().partition(|name| is_hidden(name));
        let mut parties: Vec<PartyId> = match addresses.len() {
            0 => shown.iter().map(|name| self.intern_party(name, "")).collect(),
            // With one address, a comma without a space is part of the name.
            1 if hidden.is_empty() => vec![self.intern_party(names, addresses[0])],
            count if count == shown.len() => {
                shown.iter().zip(&addresses).map(|(name, address)| self.intern_party(name, address)).collect()
            }
            _ => addresses.iter().map(|address| self.intern_party("", address)).collect(),
        };
        parties.extend((!hidden.is_empty()).then(|| self.intern_party("", "")));
        Ok(parties)
    }

    /// Interns a name, unless it is blank, too long, or the placeholder for hidden members.
    pub(super) fn intern_name(&mut self, name: &str) -> Option<NameId> {
        let tidy = tidy_name(name).ok().filter(|tidy| !is_hidden(tidy))?;
        let id = insert(&mut self.names, name_key(&tidy));
        match self.display_names.get_mut(id as usize) {
            // Prefer `Jane Doe` to `JANE DOE`, whichever is read first.
            Some(shown) if *shown < tidy => *shown = tidy,
            Some(_) => {}
            None => {
                self.text_bytes += tidy.len();
                self.display_names.push(tidy);
            }
        }
        Some(NameId(id))
    }

    /// Interns a profile. Returns `None` for the bare `https://www.linkedin.com/in` in exports of 2023.
    fn intern_address(&mut self, address: &str) -> Option<HandleId> {
        match PersonQuery::read(address) {
            Ok(PersonQuery::Handle(handle)) => Some(self.intern_handle(handle)),
            _ => None,
        }
    }

    pub(super) fn intern_handle(&mut self, handle: Handle) -> HandleId {
        let (length, count) = (handle.as_str().len(), self.handle_count());
        let id = insert(&mut self.handles, handle);
        self.text_bytes += if self.handle_count() > count { length } else { 0 };
        HandleId(id)
    }

    pub(super) fn intern_thread(&mut self, thread: Thread) -> ThreadId {
        ThreadId(insert(&mut self.threads, thread))
    }

    pub(super) fn party(&self, id: PartyId) -> Party {
        self.parties[id.0 as usize]
    }

    pub(super) fn recipients(&self, id: RecipientsId) -> &[PartyId] {
        &self.recipient_lists[id.0 as usize]
    }

    /// The recipients of a list as parties.
    pub(super) fn recipient_parties(&self, id: RecipientsId) -> impl Iterator<Item = Party> {
        self.recipients(id).iter().map(|&party| self.party(party))
    }

    pub(super) fn thread(&self, id: ThreadId) -> Thread {
        self.threads[id.0 as usize]
    }

    pub(super) fn handle(&self, id: HandleId) -> &Handle {
        &self.handles[id.0 as usize]
    }

    /// The name as it is shown.
    pub(super) fn display_name(&self, id: NameId) -> &str {
        &self.display_names[id.0 as usize]
    }

    /// The name as it is compared.
    pub(super) fn name_key(&self, id: NameId) -> &str {
        &self.names[id.0 as usize]
    }

    pub(super) fn handle_count(&self) -> usize {
        self.handles.len()
    }

    pub(super) fn threads(&self) -> impl Iterator<Item = Thread> {
        self.threads.iter().copied()
    }

    /// The rank of each thread in sorted order.
    pub(super) fn thread_ranks(&self) -> Vec<u32> {
        ranks(&self.threads, |thread| thread.fingerprint)
    }

    /// The rank of each name in sorted order.
    pub(super) fn name_ranks(&self) -> Vec<u32> {
        ranks(&self.names, String::clone)
    }

    /// The rank of each handle in sorted order.
    pub(super) fn handle_ranks(&self) -> Vec<u32> {
        ranks(&self.handles, Handle::clone)
    }
}

fn ranks<T, K: Ord>(items: &IndexSet<T>, key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(items.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by_cached_key(|&id| key(&items[id as usize]));
    let mut ranks = vec![0; items.len()];
    for (rank, id) in (0..).zip(order) {
        ranks[id as usize] = rank;
    }
    ranks
}

/// Adds an entry to a cache. A cache that is full is emptied first.
fn remember<T>(cache: &mut HashMap<Fingerprint, T>, key: Fingerprint, value: T) {
    if cache.len() >= LARGEST_CACHE {
        cache.clear();
    }
    cache.insert(key, value);
}

/// Splits a list of names at each comma that no space follows: `, ` is part of a name (`Jane Doe, MBA`).
fn split_names(names: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(names);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let mut commas = text.match_indices(',').map(|(comma, _)| comma);
        let end = commas.find(|comma| !text[comma + 1..].starts_with(char::is_whitespace));
        rest = end.map(|comma| &text[comma + 1..]);
        Some(end.map_or(text, |comma| &text[..comma]))
    });
    parts.filter(|name| !name.trim().is_empty())
}

fn is_hidden(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(HIDDEN_MEMBER)
}

#[cfg(test)]
mod tests {
    use super::super::limits::Limits;
    use super::*;

    fn interner() -> Interner {
        Interner::new(LimitTracker::new(Limits::default()))
    }

    /// The recipients as `name=handle`, with `?` for a missing part.
    fn read(names: &str, addresses: &str) -> Vec<String> {
        let mut interner = interner();
        let list = interner.intern_recipients(names, addresses).unwrap();
        let shown = |party: Party| {
            let name = party.name.map_or("?", |name| interner.display_name(name));
            let handle = party.handle.map_or("?", |handle| interner.handle(handle).as_str());
            format!("{name}={handle}")
        };
        interner.recipient_parties(list).map(shown).collect()
    }

    fn at(handle: &str) -> String {
        format!("https://www.linkedin.com/in/{handle}")
    }

    #[test]
    fn a_comma_with_a_space_belongs_to_the_name() {
        let split = |names: &'static str| split_names(names).collect::<Vec<_>>();
        assert_eq!(split("Jane Doe, MBA,Bo Li,Ann,  B.Sc."), ["Jane Doe, MBA", "Bo Li", "Ann,  B.Sc."]);
        assert_eq!(split(""), [""; 0]);
        assert_eq!(split("Jane,"), ["Jane"]);
    }

    #[test]
    fn names_are_paired_with_addresses() {
        let both = format!("{},{}", at("jane"), at("bo"));
        assert_eq!(read("Jane Doe, MBA,Bo Li", &both), ["Jane Doe, MBA=jane", "Bo Li=bo"]);
        // Hidden members have no address; two of them are one unknown party.
        assert_eq!(read("Jane Doe,LinkedIn Member,Bo Li,LinkedIn Member", &both), ["Jane Doe=jane", "Bo Li=bo", "?=?"]);
    }

    #[test]
    fn addresses_are_kept_where_names_cannot_be_paired() {
        let both = format!("{},{}", at("jane"), at("bo"));
        assert_eq!(read("Jane Doe,Bo Li,Ann", &both), ["?=jane", "?=bo"]);
        assert_eq!(read("Doe,Jane", &at("jane")), ["Doe,Jane=jane"]);
    }

    #[test]
    fn names_are_kept_where_there_are_no_addresses() {
        assert_eq!(read("Jane Doe,Bo Li", ""), ["Jane Doe=?", "Bo Li=?"]);
        assert_eq!(read("LinkedIn Member", ""), ["?=?"]);
        assert_eq!(read("", ""), [""; 0]);
    }

    #[test]
    fn two_spellings_of_a_person_are_one_party() {
        let mut interner = interner();
        let one = interner.intern_party("Jürgen Weiß", "https://www.linkedin.com/in/jürgen-weiß");
        let other = interner.intern_party("JÜRGEN  WEISS ", "http://linkedin.com/in/j%C3%BCrgen-wei%C3%9F/");
        assert_eq!(one, other);
        assert_eq!(interner.intern_party("LinkedIn Member", ""), interner.intern_party(" linkedin member ", &at("")));
        let name = interner.party(one).name.unwrap();
        assert_eq!(interner.display_name(name), "Jürgen Weiß");
    }

    #[test]
    fn a_bare_address_is_no_profile() {
        let mut interner = interner();
        let party = interner.intern_party("Jane Doe", "https://www.linkedin.com/in");
        assert_eq!(interner.party(party).handle, None);
    }

    #[test]
    fn ranks_do_not_depend_on_the_order_of_reading() {
        let mut interner = interner();
        for name in ["Bo", "Cy", "Al"] {
            interner.intern_name(name);
        }
        assert_eq!(interner.name_ranks(), [1, 2, 0]);
    }
}
