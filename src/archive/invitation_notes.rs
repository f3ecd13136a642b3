//! Finds the notes of invitations among the messages. When an invitation is accepted, LinkedIn repeats its note as the
//! first row of the thread. That row does not count as a message.
//!
//! The other person may answer within the same second, and the order of rows at one instant is not known. Therefore
//! every message at the first instant of a thread may be the note.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use chrono_tz::UTC;

use crate::engine::calendar::{Instant, start_of};

use super::connection_dates::ConnectionIndex;
use super::conversation::{Conversation, Message};
use super::fingerprint::Fingerprint;
use super::merged_invitations::Invitation;
use super::messages::Subject;
use super::person_resolver::{PersonKey, PersonResolver};

/// The notes in each conversation that has any, by the index of the conversation: the indices of its messages.
pub(super) type Notes = BTreeMap<usize, BTreeSet<usize>>;

/// Finds the notes of all invitations. An invitation has only one note: if several opening messages match, it is the one
/// on the day of the connection, or else the earliest.
pub(super) fn find_notes(
    conversations: &[Conversation],
    invitations: &[Invitation],
    connections: &ConnectionIndex,
    people: &PersonResolver,
) -> Notes {
    let mut openings = Openings::of(conversations, people);
    let mut found = Notes::new();
    for invitation in invitations {
        let dates = connections.get(&invitation.person).copied().unwrap_or_default();
        let note = openings.note_of(invitation, [dates.first, dates.last], people);
        if let Some(opening @ (_, conversation, message)) = note {
            openings.remove(&conversations[conversation].messages[message], opening, people);
            found.entry(conversation).or_default().insert(message);
        }
    }
    found
}

/// An opening message: its instant, the index of its conversation, and its index there.
type Opening = (Instant, usize, usize);

/// Whose opening message it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whose {
    Person(PersonKey),
    /// Someone with this name, who is known by profile or not.
    Named(u32, bool),
}

/// The opening messages that may be notes, by direction, text and person. Many invitations may have the same text, so the
/// messages are found without looking through all of them.
struct Openings {
    by_person: HashMap<(bool, Fingerprint, Whose), BTreeSet<Opening>>,
}

impl Openings {
    fn of(conversations: &[Conversation], people: &PersonResolver) -> Self {
        let mut by_person: HashMap<_, BTreeSet<Opening>> = HashMap::new();
        for (index, conversation) in conversations.iter().enumerate() {
            let opening = conversation.opening_messages().iter().enumerate();
            let candidates = opening.filter(|(_, message)| conversation.is_one_to_one && may_be_note(message));
            for (place, message) in candidates {
                for whose in senders_or_recipients(message, people) {
                    let key = (message.outgoing, message.text, whose);
                    by_person.entry(key).or_default().insert((message.at, index, place));
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
            let later = set.range((invitation.sent, 0, 0)..).next().copied();
            on_days.map(|opening| (false, opening)).chain(later.map(|opening| (true, opening)))
        });
        ranked.min().map(|(_, opening)| opening)
    }

    fn remove(&mut self, message: &Message, opening: Opening, people: &PersonResolver) {
        for whose in senders_or_recipients(message, people) {
            if let Some(set) = self.by_person.get_mut(&(message.outgoing, message.text, whose)) {
                set.remove(&opening);
            }
        }
    }
}

fn may_be_note(message: &Message) -> bool {
    message.could_be_note && message.subject == Subject::None && message.people.len() == 1
}

/// The person of an opening message, under each of their names too.
fn senders_or_recipients(message: &Message, people: &PersonResolver) -> Vec<Whose> {
    let person = message.people[0];
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
    (start < end).then(|| openings.range((start, 0, 0)..(end, 0, 0)).next().copied()).flatten()
}
