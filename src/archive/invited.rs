//! Invitations and connections of all sources together: each invitation once, with what became of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::engine::calendar::Instant;

use super::findings::Skipped;
use super::fingerprint::Fingerprint;
use super::owner::SourceOwner;
use super::people::{People, PersonKey, Scope};
use super::register::{Party, Register};
use super::source::Source;

/// An invitation, from however many sources.
#[derive(Clone, Debug)]
pub(super) struct Invited {
    pub(super) sent: Instant,
    /// Whether the owner sent it.
    pub(super) outgoing: bool,
    /// What stands for the note.
    pub(super) note: Option<Fingerprint>,
    /// The one invited, or the one who invited the owner.
    pub(super) person: PersonKey,
    pub(super) fingerprint: Fingerprint,
}

/// When a person became a connection: the first and the last date known. They may have parted in between.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Since {
    pub(super) first: Option<NaiveDate>,
    pub(super) last: Option<NaiveDate>,
}

/// Who is connected.
pub(super) type Connections = HashMap<PersonKey, Since>;

/// Everybody in Connections.csv whom something tells from the others.
pub(super) fn connections(sources: &[Source], people: &People, register: &Register) -> Connections {
    let mut connected = Connections::new();
    for connection in sources.iter().flat_map(|source| &source.connections) {
        let Some(person) = people.anywhere(register.party_of(connection.party)) else { continue };
        let since = connected.entry(person).or_default();
        if let Some(on) = connection.on {
            since.first = Some(since.first.map_or(on, |first| first.min(on)));
            since.last = since.last.max(Some(on));
        }
    }
    connected
}

/// What tells invitations apart; people known nowhere else are told apart by name.
type Key = (Instant, bool, Option<Fingerprint>, Result<PersonKey, Option<u32>>);

/// All invitations, each once, in an order that does not depend on the order of reading.
pub(super) fn unite(
    sources: &[Source],
    owners: &[Option<SourceOwner>],
    people: &People,
    register: &Register,
    skipped: &mut Skipped,
) -> Vec<Invited> {
    let mut rows: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for (source, owner) in sources.iter().zip(owners) {
        for invitation in &source.invitations {
            let Some((outgoing, party)) = invitation.other(owner.as_ref(), register) else {
                skipped.malformed += 1;
                continue;
            };
            let party = register.party_of(party);
            let person = people.anywhere(party).ok_or(party.name.map(|name| people.rank(name)));
            let names = rows.entry((invitation.sent, outgoing, invitation.note, person)).or_default();
            skipped.duplicate += u64::from(!names.is_empty());
            names.insert(written(party, register));
        }
    }
    with_fingerprints(rows)
}

/// The person as every layout writes them: by name.
fn written(party: Party, register: &Register) -> String {
    match (party.name, party.handle) {
        (Some(name), _) => register.key_of(name).to_owned(),
        (None, Some(handle)) => register.handle_of(handle).to_string(),
        (None, None) => "?".into(),
    }
}

fn with_fingerprints(rows: BTreeMap<Key, BTreeSet<String>>) -> Vec<Invited> {
    let mut alike: HashMap<Fingerprint, usize> = HashMap::new();
    let invited = rows.into_iter().enumerate().map(|(place, ((sent, outgoing, note, person), names))| {
        let bare = Fingerprint::of("invitation").number(sent.unix()).number(i64::from(outgoing));
        let bare = bare.part(note.unwrap_or_default()).text(names.first().map_or("", String::as_str));
        let nth = alike.entry(bare).or_default();
        let fingerprint = bare.nth(*nth);
        *nth += 1;
        let person = person.unwrap_or_else(|name| PersonKey::Within(Scope::Invitation(place), name));
        Invited { sent, outgoing, note, person, fingerprint }
    });
    invited.collect()
}
