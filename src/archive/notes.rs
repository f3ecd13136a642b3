//! Notes of invitations among the messages. When an invitation is accepted, LinkedIn puts its note into the thread as
//! the first row: one invitation, not a message as well.

use std::collections::{BTreeSet, HashMap};

use crate::engine::calendar::Instant;

use super::conversation::{Conversation, Line};
use super::fingerprint::Fingerprint;
use super::invited::{Connections, Invited};
use super::messages::Subject;
use super::people::{People, PersonKey};

/// The places of the conversations whose first line is the note of an invitation. Each invitation has one note: of
/// several first lines that could be it, the one on the day of the connection, else the earliest.
pub(super) fn find(
    talks: &[Conversation],
    invited: &[Invited],
    connected: &Connections,
    people: &People,
) -> BTreeSet<usize> {
    let mut openings: HashMap<(bool, Fingerprint), Vec<usize>> = HashMap::new();
    for (place, talk) in talks.iter().enumerate().filter(|(_, talk)| may_be_a_note(&talk.lines[0])) {
        openings.entry((talk.lines[0].own, talk.lines[0].text)).or_default().push(place);
    }
    let mut found = BTreeSet::new();
    for invitation in invited {
        let Some(note) = invitation.note else { continue };
        let candidates = openings.get(&(invitation.outgoing, note)).into_iter().flatten();
        let fitting = candidates.filter(|&&place| fits(invitation, &talks[place], people) && !found.contains(&place));
        let preference = |&&place: &&usize| preference(&talks[place], invitation.person, connected);
        found.extend(fitting.min_by_key(preference).copied());
    }
    found
}

fn may_be_a_note(line: &Line) -> bool {
    line.like_a_note && line.subject == Subject::None && line.people.len() == 1
}

fn fits(invitation: &Invited, talk: &Conversation, people: &People) -> bool {
    let first = &talk.lines[0];
    talk.between_two && first.at >= invitation.sent && people.may_be(invitation.person, first.people[0])
}

fn preference(talk: &Conversation, person: PersonKey, connected: &Connections) -> (bool, Instant) {
    let at = talk.lines[0].at;
    let day = Some(at.in_utc().date_naive());
    let on_the_day = connected.get(&person).is_some_and(|since| since.last == day || since.first == day);
    (!on_the_day, at)
}
