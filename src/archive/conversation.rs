//! Selects the messages of each thread that count, without duplicates, and counts the other rows by reason.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::engine::calendar::Instant;

use super::findings::Skipped;
use super::fingerprint::Fingerprint;
use super::interner::{Interner, ThreadId};
use super::limits::{ExceededLimit, LimitTracker};
use super::messages::{RowKind, Subject};
use super::owner::SourceOwner;
use super::person_resolver::{PersonKey, PersonResolver, Scope};
use super::sourced_rows::SourcedRow;

/// A message that counts. It may occur in several sources.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) at: Instant,
    /// Whether the owner sent it.
    pub(super) outgoing: bool,
    pub(super) text: Fingerprint,
    pub(super) subject: Subject,
    pub(super) could_be_note: bool,
    /// The recipients of an outgoing message, the sender of an incoming one.
    pub(super) people: Vec<PersonKey>,
    /// The number of rows that are this message.
    pub(super) copies: u64,
    /// Its index among messages that differ only in the sender.
    pub(super) nth: usize,
    /// Whether no other message differs only in the sender.
    pub(super) is_unique: bool,
}

/// A thread with the messages that count, by instant.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    pub(super) thread: ThreadId,
    pub(super) messages: Vec<Message>,
    /// Whether every row is between the owner and one other person.
    pub(super) is_one_to_one: bool,
}

impl Conversation {
    /// The messages at the first instant of the thread. Their order is not known.
    pub(super) fn opening_messages(&self) -> &[Message] {
        let count = self.messages.partition_point(|message| message.at == self.messages[0].at);
        &self.messages[..count]
    }
}

impl Message {
    /// The fingerprint by which another import recognises the message.
    pub(super) fn fingerprint(&self, thread: Fingerprint) -> Fingerprint {
        let row = Fingerprint::of("row").part(thread).number(self.at.unix()).number(i64::from(self.outgoing));
        row.part(self.text).nth(self.nth)
    }
}

/// Turns rows into conversations.
pub(super) struct ConversationBuilder<'a> {
    pub(super) people: &'a PersonResolver,
    pub(super) owners: &'a [Option<SourceOwner>],
    pub(super) interner: &'a Interner,
    pub(super) thread_ranks: &'a [u32],
    pub(super) limits: &'a LimitTracker,
}

/// The messages exceed a limit, in a thread that this source has.
pub(super) struct TooManyMessages {
    pub(super) source: usize,
    pub(super) limit: ExceededLimit,
}

impl ConversationBuilder<'_> {
    /// All conversations, in an order that does not depend on the order in which files are read.
    pub(super) fn conversations(
        &self,
        rows: &[SourcedRow],
        skipped: &mut Skipped,
    ) -> Result<Vec<Conversation>, TooManyMessages> {
        let mut conversations = Vec::new();
        for thread in rows.chunk_by(|one, other| one.message.thread == other.message.thread) {
            let conversation = self.conversation(thread, skipped);
            let conversation = conversation.map_err(|limit| TooManyMessages { source: thread[0].source, limit })?;
            conversations.extend((!conversation.messages.is_empty()).then_some(conversation));
        }
        Ok(conversations)
    }

    fn conversation(&self, rows: &[SourcedRow], skipped: &mut Skipped) -> Result<Conversation, ExceededLimit> {
        let thread = rows[0].message.thread;
        let is_alone = self.is_sender_alone(rows);
        let is_ad = |row: &SourcedRow| match row.message.kind {
            RowKind::Ad => true,
            RowKind::AdIfAlone => is_alone,
            _ => false,
        };
        // Without an id, the thread is only inferred from names, and an advertiser may have a friend's name.
        let is_sponsored = self.interner.thread(thread).has_id && rows.iter().any(is_ad);
        let counts = |row: &&SourcedRow| self.counts(row, is_sponsored || is_ad(row), skipped);
        let counted: Vec<SourcedRow> = rows.iter().filter(counts).copied().collect();
        let mut conversation = Conversation {
            thread,
            messages: Vec::with_capacity(counted.len()),
            is_one_to_one: counted.iter().all(|row| row.is_one_to_one(self.interner)),
        };
        for copies in counted.chunk_by(SourcedRow::is_same_message) {
            self.add_messages(copies, &mut conversation.messages)?;
        }
        // A text and its picture may be two rows in the same second. The row with the subject opens the thread.
        conversation.messages.sort_by_key(|message| (message.at, message.outgoing, Reverse(message.subject)));
        self.fill_in_people(&mut conversation)?;
        Ok(conversation)
    }

    /// Whether everything in a thread is by one sender without a profile, to the owner alone. The sender's name may have
    /// changed between two exports.
    fn is_sender_alone(&self, rows: &[SourcedRow]) -> bool {
        let written = || rows.iter().filter(|row| row.message.kind.is_correspondence());
        let is_to_owner_alone = |row: &SourcedRow| {
            let has_profile = self.interner.party(row.message.from).handle.is_some();
            !row.outgoing && !has_profile && self.interner.recipients(row.message.to).len() <= 1
        };
        let sources: BTreeSet<usize> = written().map(|row| row.source).collect();
        let senders: BTreeSet<_> = written().map(|row| (row.source, row.message.from)).collect();
        senders.len() == sources.len() && written().all(is_to_owner_alone)
    }

    /// Returns whether a row counts. If not, counts it under the first reason that applies.
    fn counts(&self, row: &SourcedRow, is_sponsored: bool, skipped: &mut Skipped) -> bool {
        let reason = match row.message.kind {
            RowKind::Draft => &mut skipped.draft,
            _ if is_sponsored => &mut skipped.sponsored,
            RowKind::NoParticipants => &mut skipped.no_participants,
            _ if self.is_to_oneself(row) => &mut skipped.no_participants,
            _ if row.has_precise_copy => &mut skipped.duplicate,
            _ if row.message.timestamp.is_none() => &mut skipped.bad_date,
            _ => return true,
        };
        *reason += 1;
        false
    }

    fn is_to_oneself(&self, row: &SourcedRow) -> bool {
        let has_recipients = !self.interner.recipients(row.message.to).is_empty();
        row.outgoing && has_recipients && row.other_parties(self.owners, self.interner).next().is_none()
    }

    /// Adds the messages that these copies of a row represent: one, unless several people of a group sent the same text
    /// in the same second.
    fn add_messages(&self, copies: &[SourcedRow], messages: &mut Vec<Message>) -> Result<(), ExceededLimit> {
        let different = copies.chunk_by(SourcedRow::has_same_parties).map(|same| &same[0]);
        let by_message = if copies[0].outgoing {
            vec![best_known(different.map(|row| self.people_of(row)))]
        } else {
            senders(&different.map(|row| (row.source, self.people_of(row))).collect())
        };
        let (is_unique, duplicates) = (by_message.len() == 1, copies.len() - by_message.len());
        for (nth, people) in by_message.into_iter().enumerate() {
            self.limits.message(people.len())?;
            let copies_of_this = if nth == 0 { 1 + duplicates as u64 } else { 1 };
            let message = merge_copies(copies, people, nth);
            messages.extend(message.map(|message| Message { is_unique, copies: copies_of_this, ..message }));
        }
        Ok(())
    }

    fn people_of(&self, row: &SourcedRow) -> BTreeSet<PersonKey> {
        let scope = self.scope(row.message.thread);
        let parties = row.other_parties(self.owners, self.interner);
        parties.map(|party| self.people.resolve_within(party, scope)).collect()
    }

    fn scope(&self, thread: ThreadId) -> Scope {
        Scope::Thread(self.thread_ranks[thread.0 as usize])
    }

    /// Fills in the people of rows that name none, from the rest of the thread.
    fn fill_in_people(&self, conversation: &mut Conversation) -> Result<(), ExceededLimit> {
        let everyone: BTreeSet<PersonKey> =
            conversation.messages.iter().flat_map(|message| message.people.iter().copied()).collect();
        let is_certain = conversation.is_one_to_one && self.interner.thread(conversation.thread).has_id;
        if let Some(other) = other_person(&everyone).filter(|_| is_certain) {
            conversation.messages.iter_mut().for_each(|message| message.people = vec![other]);
            return Ok(());
        }
        for message in conversation.messages.iter_mut().filter(|message| message.people.is_empty()) {
            // The recipients have left or are hidden: everyone else in the thread received it.
            self.limits.message(everyone.len().max(1))?;
            message.people.extend(&everyone);
            if message.people.is_empty() {
                message.people.push(PersonKey::Within(self.scope(conversation.thread), None));
            }
        }
        Ok(())
    }
}

/// Merges the copies of a row into one message. One layout may lack a column that another has, so the copies complement
/// each other.
fn merge_copies(copies: &[SourcedRow], people: BTreeSet<PersonKey>, nth: usize) -> Option<Message> {
    let row = &copies[0].message;
    Some(Message {
        at: row.timestamp?.at,
        outgoing: copies[0].outgoing,
        text: row.text,
        subject: copies.iter().map(|row| row.message.subject).max()?,
        could_be_note: row.could_be_note,
        people: people.into_iter().collect(),
        copies: 1,
        nth,
        is_unique: true,
    })
}

/// The people of the copy that has the most profiles or, if that is a tie, the most people.
fn best_known(copies: impl Iterator<Item = BTreeSet<PersonKey>>) -> BTreeSet<PersonKey> {
    let profiles = |people: &BTreeSet<PersonKey>| people.iter().filter(|person| person.is_profile()).count();
    let rank = |people: &BTreeSet<PersonKey>| (profiles(people), people.len());
    copies.max_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.cmp(one))).unwrap_or_default()
}

/// The senders of rows that differ only in the sender, one for each message.
///
/// If no source has more than one of the rows and at most one sender is known by profile, the rows are copies of one
/// message, and the best known sender is taken. Otherwise each sender sent a message of their own.
fn senders(copies: &BTreeSet<(usize, BTreeSet<PersonKey>)>) -> Vec<BTreeSet<PersonKey>> {
    let sources: BTreeSet<usize> = copies.iter().map(|(source, _)| *source).collect();
    let people: BTreeSet<&BTreeSet<PersonKey>> = copies.iter().map(|(_, people)| people).collect();
    let by_profile = people.iter().filter(|people| people.iter().any(PersonKey::is_profile)).count();
    if copies.len() == sources.len() && by_profile < 2 {
        return vec![best_known(people.into_iter().cloned())];
    }
    people.into_iter().cloned().collect()
}

/// The other person in a one-to-one thread, if at least one row identifies them.
fn other_person(everyone: &BTreeSet<PersonKey>) -> Option<PersonKey> {
    let only = |wanted: fn(&PersonKey) -> bool| {
        let mut found = everyone.iter().copied().filter(wanted);
        found.next().filter(|_| found.next().is_none())
    };
    if everyone.iter().any(PersonKey::is_profile) {
        only(PersonKey::is_profile)
    } else {
        only(|person| matches!(person, PersonKey::Name(_)))
    }
}
