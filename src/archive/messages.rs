//! messages.csv, in every layout from 2018 on.

use chrono_tz::UTC;

use super::dates::{self, Moment, PACIFIC};
use super::fingerprint::Fingerprint;
use super::register::{ListId, PartyId, Register, Thread, ThreadId};
use super::source::Kind;
use super::table::{Fields, Layout, Shape};

const CONVERSATION_ID: usize = 0;
const TITLE: usize = 1;
const FROM: usize = 2;
const SENDER_ADDRESS: usize = 3;
const TO: usize = 4;
const RECIPIENT_ADDRESSES: usize = 5;
const DATE: usize = 6;
const SUBJECT: usize = 7;
const CONTENT: usize = 8;
const FOLDER: usize = 9;
const MESSAGE_DRAFT: usize = 10;
const CONVERSATION_DRAFT: usize = 11;
const DIRECTION: usize = 12;

/// An invitation's note has at most this many characters.
const LONGEST_NOTE: usize = 300;

/// What the subject of a row tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    None,
    /// `RE: …`: an answer to something.
    Reply,
    /// Its own: an InMail, when the row opens a thread.
    Own,
}

/// What a row is, as far as it tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Ordinary,
    Draft,
    /// Sent by an advertiser: the whole thread is sponsored.
    Ad,
    /// Neither sender nor recipient: the conversation itself speaks (`… left the conversation`).
    Nobody,
}

/// A row, without its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) moment: Option<Moment>,
    pub(super) thread: ThreadId,
    pub(super) from: PartyId,
    pub(super) to: ListId,
    pub(super) text: Fingerprint,
    pub(super) subject: Subject,
    pub(super) mark: Mark,
    /// Whether the text is not empty and no longer than a note can be.
    pub(super) like_a_note: bool,
    /// Whether the owner sent it, where the export says so (2018).
    pub(super) outgoing: Option<bool>,
}

/// The columns of a table that decide what can be known of its rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    pub(super) recipient_addresses: bool,
    pub(super) direction: bool,
}

impl Columns {
    /// What can be known of the rows of two tables.
    pub(super) fn in_both(self, other: Columns) -> Columns {
        Columns {
            recipient_addresses: self.recipient_addresses && other.recipient_addresses,
            direction: self.direction && other.direction,
        }
    }
}

/// The rows of one messages.csv.
#[derive(Debug, Default)]
pub(super) struct Messages {
    pub(super) rows: Vec<Row>,
    pub(super) columns: Columns,
    bad_dates: u64,
}

impl Kind for Messages {
    const SHAPE: Shape = Shape {
        columns: &[
            "conversation id",
            "conversation title",
            "from",
            "sender profile url",
            "to",
            "recipient profile urls",
            "date",
            "subject",
            "content",
            "folder",
            "is message draft",
            "is conversation draft",
            "direction",
        ],
        confirmed_by: |has| {
            has(DATE) && (has(FROM) || has(SENDER_ADDRESS)) && (has(TO) || has(RECIPIENT_ADDRESSES) || has(CONTENT))
        },
    };

    const COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[CONVERSATION_ID], "conversations are told apart by the people in them"),
        (&[SENDER_ADDRESS], "senders are told apart by name"),
        (&[RECIPIENT_ADDRESSES], "recipients are told apart by name"),
        (&[TO, RECIPIENT_ADDRESSES], "whom you wrote to is known only where they wrote too"),
        (&[SUBJECT], "InMails cannot be told from messages"),
        (&[CONTENT], "notes of invitations cannot be told from messages, nor two rows of one second apart"),
    ];

    fn row(&mut self, fields: &Fields<'_>, register: &mut Register) {
        self.columns = Columns {
            recipient_addresses: fields.layout.has(RECIPIENT_ADDRESSES),
            direction: fields.layout.has(DIRECTION),
        };
        let content = fields.get(CONTENT);
        let moment = dates::moment(fields.get(DATE), zone(fields.layout));
        let mark = mark(fields);
        self.bad_dates += u64::from(moment.is_none() && mark == Mark::Ordinary);
        self.rows.push(Row {
            moment,
            thread: thread(fields, register),
            from: register.party(fields.get(FROM), fields.get(SENDER_ADDRESS)),
            to: register.recipients(fields.get(TO), fields.get(RECIPIENT_ADDRESSES)),
            text: text_of(content),
            subject: subject(fields.get(SUBJECT)),
            mark,
            like_a_note: !content.is_empty() && content.chars().nth(LONGEST_NOTE).is_none(),
            outgoing: outgoing(fields.get(DIRECTION)),
        });
    }

    fn bad_dates(&self) -> u64 {
        self.bad_dates
    }
}

/// What stands for the text of a message or a note.
pub(super) fn text_of(content: &str) -> Fingerprint {
    Fingerprint::of("text").words(content)
}

/// `OUTGOING` or `INCOMING`; anything else says nothing.
pub(super) fn outgoing(direction: &str) -> Option<bool> {
    match direction {
        _ if direction.eq_ignore_ascii_case("OUTGOING") => Some(true),
        _ if direction.eq_ignore_ascii_case("INCOMING") => Some(false),
        _ => None,
    }
}

/// The clock of the dates: exports of 2018 (those with a direction) agree with Pacific time, later ones are in UTC.
fn zone(layout: &Layout) -> chrono_tz::Tz {
    if layout.has(DIRECTION) { PACIFIC } else { UTC }
}

/// The thread: by its id, or by the people in it, sorted, so that both directions are one thread.
fn thread(fields: &Fields<'_>, register: &mut Register) -> ThreadId {
    let id = fields.get(CONVERSATION_ID);
    if !id.is_empty() {
        return register.thread(Thread { fingerprint: Fingerprint::of("thread").text(id), has_id: true });
    }
    let from = register.party(fields.get(FROM), fields.get(SENDER_ADDRESS));
    let to = register.recipients(fields.get(TO), fields.get(RECIPIENT_ADDRESSES));
    let fingerprint = people_of(from, to, register);
    register.thread(Thread { fingerprint, has_id: false })
}

/// What stands for the people of a row, by their names where they have one: no layout lacks those.
pub(super) fn people_of(from: PartyId, to: ListId, register: &Register) -> Fingerprint {
    let parties = std::iter::once(register.party_of(from)).chain(register.parties_of(to));
    let mut keys: Vec<&str> = parties
        .map(|party| match (party.name, party.handle) {
            (Some(name), _) => register.key_of(name),
            (None, Some(handle)) => register.handle_of(handle).as_str(),
            (None, None) => "",
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.iter().fold(Fingerprint::of("people"), |so_far, key| so_far.text(key))
}

fn subject(text: &str) -> Subject {
    let reply = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    match text {
        "" => Subject::None,
        _ if reply => Subject::Reply,
        _ => Subject::Own,
    }
}

fn mark(fields: &Fields<'_>) -> Mark {
    let blank = |columns: &[usize]| columns.iter().all(|&column| fields.get(column).is_empty());
    let yes = |column: usize| fields.get(column).eq_ignore_ascii_case("yes");
    if yes(MESSAGE_DRAFT) || yes(CONVERSATION_DRAFT) {
        return Mark::Draft;
    }
    if blank(&[SENDER_ADDRESS]) && is_ad(fields) {
        return Mark::Ad;
    }
    if blank(&[FROM, SENDER_ADDRESS, TO, RECIPIENT_ADDRESSES]) {
        return Mark::Nobody;
    }
    // A draft that was never addressed looks like this in exports that lack the column for drafts.
    let never_sent = fields.layout.has(CONVERSATION_ID)
        && fields.layout.has(FOLDER)
        && blank(&[CONVERSATION_ID, TO, RECIPIENT_ADDRESSES, FOLDER]);
    if never_sent { Mark::Draft } else { Mark::Ordinary }
}

fn is_ad(fields: &Fields<'_>) -> bool {
    fields.get(TITLE).eq_ignore_ascii_case("Sponsored Conversation")
        || fields.get(CONTENT).contains("spinmail-quill-editor")
}
