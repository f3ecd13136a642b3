//! Finds the notes of invitations among the messages. When an invitation is accepted, LinkedIn repeats its note as the
//! first row of the thread. That row does not count as a message.

use std::collections::{BTreeSet, HashMap};

use crate::engine::calendar::Instant;

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
    let mut openings: HashMap<(bool, Fingerprint), Vec<usize>> = HashMap::new();
    for (index, conversation) in conversations.iter().enumerate() {
        let first = &conversation.messages[0];
        if may_be_note(first) {
            openings.entry((first.outgoing, first.text)).or_default().push(index);
        }
    }
    let mut found = BTreeSet::new();
    for invitation in invitations {
        let Some(note) = invitation.note else { continue };
        let candidates = openings.get(&(invitation.outgoing, note)).into_iter().flatten();
        let fitting = candidates
            .filter(|&&index| !found.contains(&index) && is_note_of(&conversations[index], invitation, people));
        let preference = |&&index: &&usize| preference(&conversations[index], invitation.person, connections);
        found.extend(fitting.min_by_key(preference).copied());
    }
    found
}

fn may_be_note(message: &Message) -> bool {
    message.could_be_note && message.subject == Subject::None && message.people.len() == 1
}

fn is_note_of(conversation: &Conversation, invitation: &Invitation, people: &PersonResolver) -> bool {
    let first = &conversation.messages[0];
    conversation.is_one_to_one && first.at >= invitation.sent && people.may_be_same(invitation.person, first.people[0])
}

/// Ranks the candidates for a note. Lower is better.
fn preference(conversation: &Conversation, person: PersonKey, connections: &ConnectionIndex) -> (bool, Instant) {
    let at = conversation.messages[0].at;
    let day = Some(at.in_utc().date_naive());
    let on_the_day = connections.get(&person).is_some_and(|dates| dates.last == day || dates.first == day);
    (!on_the_day, at)
}
