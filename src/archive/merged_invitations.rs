//! The invitations of all sources, without duplicates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::engine::calendar::Instant;

use super::findings::Skipped;
use super::fingerprint::Fingerprint;
use super::interner::{Interner, Party};
use super::limits::{ExceededLimit, LimitTracker};
use super::owner::SourceOwner;
use super::person_resolver::{PersonKey, PersonResolver, Scope};
use super::source::ExportSource;

/// An invitation. It may occur in several sources.
#[derive(Clone, Debug)]
pub(super) struct Invitation {
    pub(super) sent: Instant,
    /// Whether the owner sent it.
    pub(super) outgoing: bool,
    pub(super) note: Option<Fingerprint>,
    /// The other person.
    pub(super) person: PersonKey,
    pub(super) fingerprint: Fingerprint,
}

/// Rows with the same key are the same invitation. People who cannot be resolved are compared by name.
type Key = (Instant, bool, Option<Fingerprint>, Result<PersonKey, Option<u32>>);

/// All invitations, each once, in an order that does not depend on the order in which files are read.
pub(super) fn merge_invitations(
    sources: &[ExportSource],
    owners: &[Option<SourceOwner>],
    people: &PersonResolver,
    interner: &Interner,
    limits: &LimitTracker,
    skipped: &mut Skipped,
) -> Result<Vec<Invitation>, ExceededLimit> {
    let mut rows: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for (source, owner) in sources.iter().zip(owners) {
        for row in &source.invitations {
            let Some((outgoing, other)) = row.direction_and_other_party(owner.as_ref(), interner) else {
                skipped.malformed += 1;
                continue;
            };
            let party = interner.party(other);
            let person = people.resolve(party).ok_or(party.name.map(|name| people.rank(name)));
            let names = rows.entry((row.sent, outgoing, row.note, person)).or_default();
            if names.is_empty() {
                limits.message(1)?;
            } else {
                skipped.duplicate += 1;
            }
            names.insert(fingerprint_name(party, interner));
        }
    }
    Ok(with_fingerprints(rows))
}

/// The text that identifies a party in a fingerprint: the name if there is one, because every layout has names.
fn fingerprint_name(party: Party, interner: &Interner) -> String {
    match (party.name, party.handle) {
        (Some(name), _) => interner.name_key(name).to_owned(),
        (None, Some(handle)) => interner.handle(handle).to_string(),
        (None, None) => "?".into(),
    }
}

fn with_fingerprints(rows: BTreeMap<Key, BTreeSet<String>>) -> Vec<Invitation> {
    let mut occurrences: HashMap<Fingerprint, usize> = HashMap::new();
    let invitations = rows.into_iter().enumerate().map(|(index, ((sent, outgoing, note, person), names))| {
        let first = Fingerprint::of("invitation").number(sent.unix()).number(i64::from(outgoing));
        let first = first.part(note.unwrap_or_default()).text(names.first().map_or("", String::as_str));
        let nth = occurrences.entry(first).or_default();
        let fingerprint = first.nth(*nth);
        *nth += 1;
        let person = person.unwrap_or_else(|name| PersonKey::Within(Scope::Invitation(index), name));
        Invitation { sent, outgoing, note, person, fingerprint }
    });
    invitations.collect()
}
