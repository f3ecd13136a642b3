//! Conversations: the rows of a thread that count, each once, and why the others do not.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::engine::calendar::Instant;

use super::findings::Skipped;
use super::fingerprint::Fingerprint;
use super::messages::{Mark, Subject};
use super::owner::SourceOwner;
use super::people::{People, PersonKey, Scope};
use super::register::{Register, ThreadId};
use super::rows::Seen;

/// A row that counts, from however many sources.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) at: Instant,
    /// Whether the owner sent it.
    pub(super) own: bool,
    pub(super) text: Fingerprint,
    pub(super) subject: Subject,
    pub(super) like_a_note: bool,
    /// The recipients of an own line, the sender of another.
    pub(super) people: Vec<PersonKey>,
    /// How many rows it stands for.
    pub(super) copies: u64,
    /// Its place among lines that are alike but for the sender.
    pub(super) nth: usize,
    /// Whether no other line is alike.
    pub(super) alone: bool,
}

/// A thread with the lines that count, by instant.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    pub(super) thread: ThreadId,
    pub(super) lines: Vec<Line>,
    /// Whether every row is between the owner and one other.
    pub(super) between_two: bool,
}

impl Line {
    /// What recognises the line again.
    pub(super) fn fingerprint(&self, thread: Fingerprint) -> Fingerprint {
        let row = Fingerprint::of("row").part(thread).number(self.at.unix()).number(i64::from(self.own));
        row.part(self.text).nth(self.nth)
    }
}

/// What is needed to read rows as lines.
pub(super) struct Bench<'a> {
    pub(super) people: &'a People,
    pub(super) owners: &'a [Option<SourceOwner>],
    pub(super) register: &'a Register,
    pub(super) thread_ranks: &'a [u32],
}

impl Bench<'_> {
    /// All conversations, in an order that does not depend on the order of reading.
    pub(super) fn conversations(&self, rows: &[Seen], skipped: &mut Skipped) -> Vec<Conversation> {
        let threads = rows.chunk_by(|one, other| one.row.thread == other.row.thread);
        threads.map(|thread| self.conversation(thread, skipped)).filter(|talk| !talk.lines.is_empty()).collect()
    }

    fn conversation(&self, rows: &[Seen], skipped: &mut Skipped) -> Conversation {
        let thread = rows[0].row.thread;
        // Without an id the thread is only a guess, and an advertiser may share a friend's name.
        let sponsored = self.register.thread_of(thread).has_id && rows.iter().any(|seen| seen.row.mark == Mark::Ad);
        let counted: Vec<Seen> = rows.iter().filter(|seen| self.counts(seen, sponsored, skipped)).copied().collect();
        let mut talk = Conversation {
            thread,
            lines: Vec::with_capacity(counted.len()),
            between_two: counted.iter().all(|seen| seen.is_between_two(self.register)),
        };
        for copies in counted.chunk_by(Seen::is_same_row) {
            self.lines(copies, &mut talk.lines);
        }
        // A text and its picture may be two rows of one second: the one with the subject opens the thread.
        talk.lines.sort_by_key(|line| (line.at, line.own, Reverse(line.subject)));
        self.complete(&mut talk);
        talk
    }

    /// Whether a row counts; if not, the first reason why is counted.
    fn counts(&self, seen: &Seen, sponsored: bool, skipped: &mut Skipped) -> bool {
        let reason = match seen.row.mark {
            Mark::Draft => &mut skipped.draft,
            _ if sponsored => &mut skipped.sponsored,
            Mark::Ad => &mut skipped.sponsored,
            Mark::Nobody => &mut skipped.no_participants,
            Mark::Ordinary if self.is_to_oneself(seen) => &mut skipped.no_participants,
            Mark::Ordinary if seen.twin => &mut skipped.duplicate,
            Mark::Ordinary if seen.row.moment.is_none() => &mut skipped.bad_date,
            Mark::Ordinary => return true,
        };
        *reason += 1;
        false
    }

    fn is_to_oneself(&self, seen: &Seen) -> bool {
        let addressed = !self.register.list_of(seen.row.to).is_empty();
        seen.own && addressed && seen.others(self.owners, self.register).next().is_none()
    }

    /// The lines that copies of one row make: one, unless several people of a group wrote the same at once.
    fn lines(&self, copies: &[Seen], lines: &mut Vec<Line>) {
        let people: Vec<(usize, BTreeSet<PersonKey>)> =
            copies.iter().map(|seen| (seen.source, self.people_of(seen))).collect();
        let who = if copies[0].own { vec![best(&people)] } else { senders(&people) };
        let (alone, rest) = (who.len() == 1, copies.len() - who.len());
        for (nth, people) in who.into_iter().enumerate() {
            let copies_of_it = if nth == 0 { 1 + rest as u64 } else { 1 };
            lines.extend(line(copies, people, nth).map(|line| Line { alone, copies: copies_of_it, ..line }));
        }
    }

    fn people_of(&self, seen: &Seen) -> BTreeSet<PersonKey> {
        let scope = self.scope(seen.row.thread);
        seen.others(self.owners, self.register).map(|party| self.people.within(party, scope)).collect()
    }

    fn scope(&self, thread: ThreadId) -> Scope {
        Scope::Thread(self.thread_ranks[thread.0 as usize])
    }

    /// Fills in what a row alone does not tell, and the thread does.
    fn complete(&self, talk: &mut Conversation) {
        let everybody: BTreeSet<PersonKey> = talk.lines.iter().flat_map(|line| line.people.iter().copied()).collect();
        let certain = talk.between_two && self.register.thread_of(talk.thread).has_id;
        if let Some(other) = the_other(&everybody).filter(|_| certain) {
            talk.lines.iter_mut().for_each(|line| line.people = vec![other]);
            return;
        }
        for line in talk.lines.iter_mut().filter(|line| line.people.is_empty()) {
            // The others have left or are hidden: whoever the thread knows got it.
            line.people.extend(&everybody);
            if line.people.is_empty() {
                line.people.push(PersonKey::Within(self.scope(talk.thread), None));
            }
        }
    }
}

/// What copies of a row say together; some layouts lack a column that others have.
fn line(copies: &[Seen], people: BTreeSet<PersonKey>, nth: usize) -> Option<Line> {
    let row = &copies[0].row;
    Some(Line {
        at: row.moment?.at,
        own: copies[0].own,
        text: row.text,
        subject: copies.iter().map(|seen| seen.row.subject).max()?,
        like_a_note: row.like_a_note,
        people: people.into_iter().collect(),
        copies: 1,
        nth,
        alone: true,
    })
}

/// The recipients in the copy that knows most of them by profile, then most of them.
fn best(copies: &[(usize, BTreeSet<PersonKey>)]) -> BTreeSet<PersonKey> {
    let by_profile =
        |people: &BTreeSet<PersonKey>| people.iter().filter(|person| matches!(person, PersonKey::Profile(_))).count();
    let known = copies.iter().map(|(_, people)| people);
    known.max_by_key(|people| (by_profile(people), people.len(), Reverse(*people))).cloned().unwrap_or_default()
}

/// The senders of rows that are alike. Where no source has more than one, and no two are known by profile, the
/// sources have the same row, and the one who is known best is meant; else they are as many rows.
fn senders(copies: &[(usize, BTreeSet<PersonKey>)]) -> Vec<BTreeSet<PersonKey>> {
    let different: BTreeSet<&(usize, BTreeSet<PersonKey>)> = copies.iter().collect();
    let sources: BTreeSet<usize> = different.iter().map(|(source, _)| *source).collect();
    let people: BTreeSet<&BTreeSet<PersonKey>> = different.iter().map(|(_, people)| people).collect();
    let by_profile = people.iter().filter(|people| people.iter().any(PersonKey::is_profile)).count();
    if different.len() == sources.len() && by_profile < 2 {
        return vec![best(copies)];
    }
    people.into_iter().cloned().collect()
}

/// The one other in a thread of two, if at least one row tells who that is.
fn the_other(everybody: &BTreeSet<PersonKey>) -> Option<PersonKey> {
    let only = |wanted: fn(&PersonKey) -> bool| {
        let mut found = everybody.iter().copied().filter(wanted);
        found.next().filter(|_| found.next().is_none())
    };
    if everybody.iter().any(PersonKey::is_profile) {
        only(PersonKey::is_profile)
    } else {
        only(|person| matches!(person, PersonKey::Name(_)))
    }
}
