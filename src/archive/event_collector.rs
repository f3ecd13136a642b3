//! Counts messages and invitations, and turns them into events.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::engine::calendar::{Instant, days_between, start_of};

use super::connection_dates::ConnectionIndex;
use super::conversation::{Conversation, Message};
use super::findings::{Event, EventKind, InMailCounts, InvitationCounts, MessageCounts, Skipped};
use super::fingerprint::Fingerprint;
use super::interner::Interner;
use super::invitation_notes::Notes;
use super::merged_invitations::Invitation;
use super::messages::Subject;
use super::person_resolver::PersonKey;

/// 2018-01-01T00:00:00Z. Since then, ordinary messages have no subject.
const SUBJECTS_ARE_INMAILS_SINCE: Instant = Instant::from_unix(1_514_764_800);
/// LinkedIn refunds the credit of an InMail that is answered within this many days.
const ANSWERED_WITHIN_DAYS: i64 = 90;

/// An event whose person has no index yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingEvent {
    pub(super) person: PersonKey,
    /// The event; its `person` is not set.
    pub(super) event: Event,
}

/// The events and the counts.
#[derive(Debug, Default)]
pub(super) struct EventCollector {
    pub(super) events: Vec<PendingEvent>,
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

/// The context that decides how a message counts.
pub(super) struct Context<'a> {
    pub(super) connections: &'a ConnectionIndex,
    pub(super) invitations: &'a [Invitation],
    pub(super) notes: &'a Notes,
    pub(super) interner: &'a Interner,
}

impl EventCollector {
    pub(super) fn collect(conversations: Vec<Conversation>, context: &Context<'_>, skipped: Skipped) -> Self {
        let mut collector = EventCollector { skipped, ..EventCollector::default() };
        let invited: HashSet<PersonKey> = context.invitations.iter().map(|invitation| invitation.person).collect();
        for (index, conversation) in conversations.into_iter().enumerate() {
            let thread = context.interner.thread(conversation.thread).fingerprint;
            let notes = context.notes.get(&index);
            if notes.is_none() {
                let mut opening = conversation.opening_messages().iter();
                let ambiguous = opening.any(|message| may_be_note(message, context.connections, &invited));
                collector.possible_notes += u64::from(ambiguous);
            }
            let messages = collector.without_notes(conversation.messages, thread, notes);
            // A note is an opening without a subject: what comes after it is no InMail.
            let opening = messages.first().filter(|_| notes.is_none());
            let inmail = opening.filter(|message| is_inmail(message, context.connections));
            collector.count_inmail(inmail, &messages);
            let thread = EventThread { fingerprint: thread, is_one_to_one: conversation.is_one_to_one };
            collector.add_messages(&messages, thread, inmail.is_some());
        }
        collector.add_invitations(context.invitations, context.connections);
        collector.messages.people = collector.contacted.len() as u64;
        collector
    }

    /// Returns the messages without those that are notes of invitations, which are counted as notes.
    fn without_notes(
        &mut self,
        messages: Vec<Message>,
        thread: Fingerprint,
        notes: Option<&BTreeSet<usize>>,
    ) -> Vec<Message> {
        let is_note = |index: usize| notes.is_some_and(|notes| notes.contains(&index));
        let mut rest = Vec::with_capacity(messages.len());
        for (index, message) in messages.into_iter().enumerate() {
            if is_note(index) {
                self.skipped.invitation_note += message.copies;
                self.notes.push(message.fingerprint(thread));
            } else {
                self.skipped.duplicate += message.copies - 1;
                rest.push(message);
            }
        }
        rest
    }

    fn count_inmail(&mut self, inmail: Option<&Message>, messages: &[Message]) {
        let Some(inmail) = inmail else { return };
        self.inmail.sent += 1;
        self.old_inmails += u64::from(inmail.at < SUBJECTS_ARE_INMAILS_SINCE);
        let is_answer =
            |message: &&Message| !message.outgoing && message.at > inmail.at && message.people == inmail.people;
        if let Some(answer) = messages.iter().find(is_answer) {
            let days = days_between(inmail.at.in_utc().date_naive(), answer.at.in_utc().date_naive());
            self.inmail.answered += 1;
            self.inmail.answered_in_90_days += u64::from(days <= ANSWERED_WITHIN_DAYS);
        }
    }

    /// Adds the messages of a thread. Within the same second incoming messages come first, so they do not count as
    /// answers to outgoing ones.
    fn add_messages(&mut self, messages: &[Message], thread: EventThread, starts_with_inmail: bool) {
        let first_outgoing = messages.iter().find(|message| message.outgoing).map(|message| message.at);
        // Who has written since the owner's last message: a run of messages is one reply.
        let mut wrote_since: BTreeSet<PersonKey> = BTreeSet::new();
        let mut responded: BTreeSet<PersonKey> = BTreeSet::new();
        for (index, message) in messages.iter().enumerate() {
            self.extend_span(message.at);
            if message.outgoing {
                wrote_since.clear();
                let is_inmail = starts_with_inmail && index == 0;
                self.add_sent(message, thread, if is_inmail { EventKind::InMail } else { EventKind::Message });
                continue;
            }
            self.messages.received += 1;
            let sender = message.people.first().copied();
            responded.extend(sender.filter(|_| first_outgoing.is_some_and(|first| message.at > first)));
            if let Some(sender) = sender.filter(|&sender| wrote_since.insert(sender)) {
                self.add(sender, message_event(message, thread, EventKind::Reply));
            }
        }
        self.messages.responses += responded.len() as u64;
    }

    fn add_sent(&mut self, message: &Message, thread: EventThread, kind: EventKind) {
        self.messages.sent += 1;
        self.group_messages += u64::from(message.people.len() > 1);
        self.contacted.extend(&message.people);
        let event = message_event(message, thread, kind);
        for (index, &person) in message.people.iter().enumerate() {
            // The fingerprint includes the index, not the person: a recipient's name may change in the next export.
            self.add(person, Event { fingerprint: event.fingerprint.nth(index), ..event });
        }
    }

    fn add_invitations(&mut self, invitations: &[Invitation], connections: &ConnectionIndex) {
        let mut accepted: HashMap<(PersonKey, bool), &Invitation> = HashMap::new();
        for invitation in invitations {
            self.extend_span(invitation.sent);
            let connection = connections.get(&invitation.person);
            if invitation.outgoing {
                self.invitations.sent += 1;
                self.invitations.accepted += u64::from(connection.is_some());
                self.add(invitation.person, invitation_event(invitation));
            } else {
                self.invitations.received += 1;
            }
            if let Some(dates) = connection {
                // Of several invitations in one direction, the last one sent up to the day of the connection was accepted.
                let in_time = dates.last.is_some_and(|on| invitation.sent.in_utc().date_naive() <= on);
                let key = (invitation.person, invitation.outgoing);
                if in_time || !accepted.contains_key(&key) {
                    accepted.insert(key, invitation);
                }
            }
        }
        for ((person, _), invitation) in accepted {
            let at = match connections[&person].last.map(|on| start_of(on, chrono_tz::UTC)) {
                // Without a date that can be read, all that is known is that it was not before the invitation.
                None => invitation.sent,
                Some(day) if invitation.outgoing => day.max(invitation.sent),
                // A ledger has no record of an invitation that was received, with which the acceptance has to be in order.
                Some(day) => day,
            };
            let fingerprint = Fingerprint::of_acceptance(invitation.fingerprint);
            self.add(person, Event { at, kind: EventKind::Accepted, fingerprint, ..invitation_event(invitation) });
        }
    }

    fn add(&mut self, person: PersonKey, event: Event) {
        self.events.push(PendingEvent { person, event });
    }

    fn extend_span(&mut self, at: Instant) {
        self.span = Some(self.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
    }
}

/// The thread of a message.
#[derive(Clone, Copy)]
struct EventThread {
    fingerprint: Fingerprint,
    is_one_to_one: bool,
}

fn message_event(message: &Message, thread: EventThread, kind: EventKind) -> Event {
    Event {
        at: message.at,
        person: 0,
        kind,
        fingerprint: message.fingerprint(thread.fingerprint),
        thread: thread.fingerprint,
        is_unique: message.is_unique && message.people.len() == 1,
        proves_owner: message.outgoing || thread.is_one_to_one,
    }
}

fn invitation_event(invitation: &Invitation) -> Event {
    Event {
        at: invitation.sent,
        person: 0,
        kind: EventKind::Invitation { with_note: invitation.note.is_some() },
        fingerprint: invitation.fingerprint,
        thread: invitation.fingerprint,
        is_unique: true,
        // Two members may invite the same person in the same minute.
        proves_owner: false,
    }
}

/// Whether an opening message is an InMail: the owner sent it, with an original subject, to one person who was not a
/// connection before that day.
fn is_inmail(message: &Message, connections: &ConnectionIndex) -> bool {
    let [person] = message.people[..] else { return false };
    let day = message.at.in_utc().date_naive();
    let was_connected = || connections.get(&person).is_some_and(|dates| dates.first.is_some_and(|first| first < day));
    message.outgoing && message.subject == Subject::Original && !was_connected()
}

/// Whether an opening message may be the note of an invitation that the export no longer has. It counts as a message.
fn may_be_note(message: &Message, connections: &ConnectionIndex, invited: &HashSet<PersonKey>) -> bool {
    let [person] = message.people[..] else { return false };
    let day = Some(message.at.in_utc().date_naive());
    let connected_that_day = connections.get(&person).is_some_and(|dates| dates.first == day || dates.last == day);
    message.outgoing
        && message.subject == Subject::None
        && message.could_be_note
        && connected_that_day
        && !invited.contains(&person)
}
