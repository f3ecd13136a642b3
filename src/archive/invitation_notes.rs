//! Finds the notes of invitations among the messages. When an invitation is accepted, LinkedIn repeats its note as the
//! first row of the thread. That row does not count as a message.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use chrono_tz::UTC;

use crate::engine::calendar::{Instant, start_of};

use super::connection_dates::ConnectionIndex;
use super::conversation::{Conversation, Message};
use super::fingerprint::Fingerprint;
use super::merged_invitations::Invitation;
use super::messages::Subject;
use super::person_resolver::{PersonKey, PersonResolver};

/// The indices of the conversations that start with the note of an invitation. An invitation has only one note: if
/// several first messages match, it is the one on the day of the connection, or else the earliest.
pub(super) fn find_notes(
    conversations: &[Conversation],
    invitations: &[Invitation],
    connections: &ConnectionIndex,
    people: &PersonResolver,
) -> BTreeSet<usize> {
    let mut openings = Openings::of(conversations, people);
    let mut found = BTreeSet::new();
    for invitation in invitations {
        let dates = connections.get(&invitation.person).copied().unwrap_or_default();
        let note = openings.note_of(invitation, [dates.first, dates.last], people);
        if let Some((at, index)) = note {
            openings.remove(&conversations[index].messages[0], (at, index), people);
            found.insert(index);
        }
    }
    found
}

/// A first message: its instant, and the index of its conversation.
type Opening = (Instant, usize);

/// Whose first message it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whose {
    Person(PersonKey),
    /// Someone with this name, who is known by profile or not.
    Named(u32, bool),
}

/// The first messages that may be notes, by direction, text and person. Many invitations may have the same text, so the
/// messages are found without looking through all of them.
struct Openings {
    by_person: HashMap<(bool, Fingerprint, Whose), BTreeSet<Opening>>,
}

impl Openings {
    fn of(conversations: &[Conversation], people: &PersonResolver) -> Self {
        let mut by_person: HashMap<_, BTreeSet<Opening>> = HashMap::new();
        for (index, conversation) in conversations.iter().enumerate() {
            let first = &conversation.messages[0];
            if conversation.is_one_to_one && may_be_note(first) {
                for whose in senders_or_recipients(first, people) {
                    by_person.entry((first.outgoing, first.text, whose)).or_default().insert((first.at, index));
                }
            }
        }
        Openings { by_person }
    }

    /// The best message for the note of an invitation, given the dates on which the person became a connection.
    fn note_of(
        &self,
        invitation: &Invitation,
        days: [Option<NaiveDate>; 2],
        people: &PersonResolver,
    ) -> Option<Opening> {
        let note = invitation.note?;
        let sets = matching(invitation.person, people)
            .into_iter()
            .filter_map(|whose| self.by_person.get(&(invitation.outgoing, note, whose)));
        let ranked = sets.flat_map(|set| {
            let on_days = days.into_iter().flatten().filter_map(|day| first_on(set, day, invitation.sent));
            let later = set.range((invitation.sent, 0)..).next().copied();
            on_days.map(|opening| (false, opening)).chain(later.map(|opening| (true, opening)))
        });
        ranked.min().map(|(_, opening)| opening)
    }

    fn remove(&mut self, first: &Message, opening: Opening, people: &PersonResolver) {
        for whose in senders_or_recipients(first, people) {
            if let Some(set) = self.by_person.get_mut(&(first.outgoing, first.text, whose)) {
                set.remove(&opening);
            }
        }
    }
}

fn may_be_note(message: &Message) -> bool {
    message.could_be_note && message.subject == Subject::None && message.people.len() == 1
}

/// The person of a first message, under each of their names too.
fn senders_or_recipients(first: &Message, people: &PersonResolver) -> Vec<Whose> {
    let person = first.people[0];
    let names = people.names_of(person).into_iter().map(|name| Whose::Named(name, person.is_profile()));
    std::iter::once(Whose::Person(person)).chain(names).collect()
}

/// Who may be the person of an invitation: the same person, or someone with the same name if at most one of the two is
/// known by profile.
fn matching(person: PersonKey, people: &PersonResolver) -> Vec<Whose> {
    let mut whose = vec![Whose::Person(person)];
    for name in people.names_of(person) {
        whose.push(Whose::Named(name, false));
        whose.extend((!person.is_profile()).then_some(Whose::Named(name, true)));
    }
    whose
}

/// The first message on a day (UTC), but not before the invitation.
fn first_on(openings: &BTreeSet<Opening>, day: NaiveDate, invited: Instant) -> Option<Opening> {
    let (start, end) = (start_of(day, UTC).max(invited), start_of(day.succ_opt()?, UTC));
    (start < end).then(|| openings.range((start, 0)..(end, 0)).next().copied()).flatten()
}
