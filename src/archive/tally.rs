//! From conversations and invitations to events and counts.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::engine::calendar::{Instant, days_between, start_of};

use super::conversation::{Conversation, Line};
use super::findings::{Event, Happened, InMailCounts, InvitationCounts, MessageCounts, Skipped};
use super::fingerprint::Fingerprint;
use super::invited::{Connections, Invited};
use super::messages::Subject;
use super::people::PersonKey;
use super::register::Register;

/// Since 2018 no ordinary message has a subject: 2018-01-01T00:00:00Z.
const SUBJECTS_ARE_INMAILS_SINCE: Instant = Instant::from_unix(1_514_764_800);
/// LinkedIn gives a credit back for an answer within so many days.
const ANSWERED_WITHIN_DAYS: i64 = 90;

/// An event about somebody who has no place in a list yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub(super) person: PersonKey,
    /// The event, but for the person.
    pub(super) event: Event,
}

/// What is counted on the way through the conversations and invitations.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) events: Vec<Draft>,
    pub(super) notes: Vec<Fingerprint>,
    pub(super) messages: MessageCounts,
    pub(super) inmail: InMailCounts,
    pub(super) invitations: InvitationCounts,
    pub(super) skipped: Skipped,
    pub(super) span: Option<(Instant, Instant)>,
    pub(super) old_inmails: u64,
    pub(super) group_messages: u64,
    pub(super) possible_notes: u64,
    contacted: HashSet<PersonKey>,
}

/// What the conversations are held against.
pub(super) struct Known<'a> {
    pub(super) connected: &'a Connections,
    pub(super) invited: &'a [Invited],
    pub(super) notes: &'a BTreeSet<usize>,
    pub(super) register: &'a Register,
}

impl Tally {
    pub(super) fn of(talks: &[Conversation], known: &Known<'_>, skipped: Skipped) -> Self {
        let mut tally = Tally { skipped, ..Tally::default() };
        let inviters: HashSet<PersonKey> = known.invited.iter().map(|invitation| invitation.person).collect();
        for (place, talk) in talks.iter().enumerate() {
            let thread = known.register.thread_of(talk.thread).fingerprint;
            let lines = tally.without_note(&talk.lines, thread, known.notes.contains(&place));
            let opening = lines.first().filter(|_| lines.len() == talk.lines.len());
            let inmail = opening.filter(|line| is_inmail(line, known.connected));
            tally.inmail(inmail, lines);
            let ambiguous = opening.is_some_and(|line| may_be_a_note(line, known.connected, &inviters));
            tally.possible_notes += u64::from(ambiguous);
            tally.lines(lines, thread, inmail.is_some());
        }
        tally.invitations(known.invited, known.connected);
        tally.messages.people = tally.contacted.len() as u64;
        tally
    }

    /// The lines but for a note at their head, which is counted as one.
    fn without_note<'a>(&mut self, lines: &'a [Line], thread: Fingerprint, note: bool) -> &'a [Line] {
        let (note, rest) = lines.split_at(usize::from(note));
        for line in note {
            self.skipped.invitation_note += line.copies;
            self.notes.push(line.fingerprint(thread));
        }
        self.skipped.duplicate += rest.iter().map(|line| line.copies - 1).sum::<u64>();
        rest
    }

    fn inmail(&mut self, inmail: Option<&Line>, lines: &[Line]) {
        let Some(inmail) = inmail else { return };
        self.inmail.sent += 1;
        self.old_inmails += u64::from(inmail.at < SUBJECTS_ARE_INMAILS_SINCE);
        let mut later = lines.iter().filter(|line| !line.own && line.at > inmail.at && line.people == inmail.people);
        if let Some(answer) = later.next() {
            let days = days_between(inmail.at.in_utc().date_naive(), answer.at.in_utc().date_naive());
            self.inmail.answered += 1;
            self.inmail.answered_in_90_days += u64::from(days <= ANSWERED_WITHIN_DAYS);
        }
    }

    /// Goes through the lines of a thread. At one instant those of others come first: they answer nothing of it.
    fn lines(&mut self, lines: &[Line], thread: Fingerprint, inmail: bool) {
        let first_own = lines.iter().find(|line| line.own).map(|line| line.at);
        // Those who have written since the owner's last row: a run of rows is one reply.
        let mut written: BTreeSet<PersonKey> = BTreeSet::new();
        let mut responded: BTreeSet<PersonKey> = BTreeSet::new();
        for (place, line) in lines.iter().enumerate() {
            self.stretch_span(line.at);
            if line.own {
                written.clear();
                self.sent(line, thread, if inmail && place == 0 { Happened::InMail } else { Happened::Message });
                continue;
            }
            self.messages.received += 1;
            let sender = line.people.first().copied();
            responded.extend(sender.filter(|_| first_own.is_some_and(|first| line.at > first)));
            if let Some(sender) = sender.filter(|&sender| written.insert(sender)) {
                self.add(sender, event(line, thread, Happened::Reply));
            }
        }
        self.messages.responses += responded.len() as u64;
    }

    fn sent(&mut self, line: &Line, thread: Fingerprint, what: Happened) {
        self.messages.sent += 1;
        self.group_messages += u64::from(line.people.len() > 1);
        self.contacted.extend(&line.people);
        let event = event(line, thread, what);
        for (place, &person) in line.people.iter().enumerate() {
            // By place and not by person, so that the row is known again whatever its recipients are called then.
            self.add(person, Event { fingerprint: event.fingerprint.nth(place), ..event });
        }
    }

    fn invitations(&mut self, invited: &[Invited], connected: &Connections) {
        let mut latest: HashMap<PersonKey, &Invited> = HashMap::new();
        for invitation in invited {
            self.stretch_span(invitation.sent);
            if !invitation.outgoing {
                self.invitations.received += 1;
                continue;
            }
            self.invitations.sent += 1;
            self.add(invitation.person, invitation_event(invitation));
            if let Some(since) = connected.get(&invitation.person) {
                self.invitations.accepted += 1;
                // Of several invitations to one person, the last one sent up to the day was accepted.
                let in_time = since.last.is_some_and(|on| invitation.sent.in_utc().date_naive() <= on);
                if in_time || !latest.contains_key(&invitation.person) {
                    latest.insert(invitation.person, invitation);
                }
            }
        }
        for (person, invitation) in latest {
            if let Some(on) = connected[&person].last {
                let at = start_of(on, chrono_tz::UTC).max(invitation.sent);
                let fingerprint = Fingerprint::of("accepted").part(invitation.fingerprint);
                self.add(person, Event { at, what: Happened::Accepted, fingerprint, ..invitation_event(invitation) });
            }
        }
    }

    fn add(&mut self, person: PersonKey, event: Event) {
        self.events.push(Draft { person, event });
    }

    fn stretch_span(&mut self, at: Instant) {
        self.span = Some(self.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
    }
}

fn event(line: &Line, thread: Fingerprint, what: Happened) -> Event {
    let alone = line.alone && line.people.len() == 1;
    Event { at: line.at, person: 0, what, fingerprint: line.fingerprint(thread), thread, alone }
}

fn invitation_event(invitation: &Invited) -> Event {
    Event {
        at: invitation.sent,
        person: 0,
        what: Happened::Invitation { with_note: invitation.note.is_some() },
        fingerprint: invitation.fingerprint,
        thread: invitation.fingerprint,
        alone: true,
    }
}

/// Whether an opening line is an InMail: by the owner, with a subject of its own, to one person who was not
/// connected before that day.
fn is_inmail(line: &Line, connected: &Connections) -> bool {
    let [person] = line.people[..] else { return false };
    let day = line.at.in_utc().date_naive();
    let connected_before = || connected.get(&person).is_some_and(|since| since.first.is_some_and(|first| first < day));
    line.own && line.subject == Subject::Own && !connected_before()
}

/// Whether an opening line may be the note of an invitation that the export has forgotten. It still counts.
fn may_be_a_note(line: &Line, connected: &Connections, inviters: &HashSet<PersonKey>) -> bool {
    let [person] = line.people[..] else { return false };
    let day = Some(line.at.in_utc().date_naive());
    let on_the_day = connected.get(&person).is_some_and(|since| since.first == day || since.last == day);
    line.own && line.subject == Subject::None && line.like_a_note && on_the_day && !inviters.contains(&person)
}
