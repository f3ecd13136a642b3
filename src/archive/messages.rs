//! messages.csv, in every layout from 2018 on.

use chrono_tz::UTC;

use super::advert;
use super::csv_table::{Fields, Layout, Schema};
use super::date_order::{DateColumn, UnclearOrder};
use super::dates::{self, PACIFIC, Timestamp};
use super::fingerprint::Fingerprint;
use super::interner::{Interner, PartyId, RecipientsId, Thread, ThreadId};
use super::limits::ExceededLimit;
use super::table_parser::TableParser;

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

/// The subject of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    None,
    /// The subject of an answer: `RE: …`.
    Reply,
    /// Any other subject. A row that opens a thread with it is an InMail.
    Original,
}

/// The kind of a row, regardless of other rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Ordinary,
    Draft,
    /// Sent by an advertiser: the whole thread is sponsored.
    Ad,
    /// Sent by an advertiser if nobody else wrote in the thread: a sender without a profile, and a text like that of an
    /// advertisement. In a conversation, a person whose profile is hidden may quote such a text.
    AdIfAlone,
    /// A notice without sender and recipients (`… left the conversation`).
    NoParticipants,
}

impl RowKind {
    /// Whether the row counts, unless its thread is sponsored.
    pub(super) fn is_correspondence(self) -> bool {
        matches!(self, RowKind::Ordinary | RowKind::AdIfAlone)
    }
}

/// A row, without its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct MessageRow {
    pub(super) timestamp: Option<Timestamp>,
    pub(super) thread: ThreadId,
    pub(super) from: PartyId,
    pub(super) to: RecipientsId,
    pub(super) text: Fingerprint,
    pub(super) subject: Subject,
    pub(super) kind: RowKind,
    /// Whether the text could be the note of an invitation: it is neither empty nor too long.
    pub(super) could_be_note: bool,
    /// Whether the owner sent it, if the export says so (in 2018).
    pub(super) outgoing: Option<bool>,
}

/// Whether a table has the columns that owner inference depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    pub(super) recipient_addresses: bool,
    pub(super) direction: bool,
}

impl Columns {
    /// The columns that two tables have in common.
    pub(super) fn in_both(self, other: Columns) -> Columns {
        Columns {
            recipient_addresses: self.recipient_addresses && other.recipient_addresses,
            direction: self.direction && other.direction,
        }
    }
}

/// The rows of one messages.csv.
#[derive(Debug, Default)]
pub(super) struct MessagesTable {
    pub(super) rows: Vec<MessageRow>,
    pub(super) columns: Columns,
    dates: DateColumn<Timestamp>,
    bad_dates: u64,
}

impl TableParser for MessagesTable {
    const SCHEMA: Schema = Schema {
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
        is_header: |has| {
            has(DATE) && (has(FROM) || has(SENDER_ADDRESS)) && (has(TO) || has(RECIPIENT_ADDRESSES) || has(CONTENT))
        },
    };

    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[CONVERSATION_ID], "conversations are distinguished by the people in them"),
        (&[SENDER_ADDRESS], "senders are distinguished by name"),
        (&[RECIPIENT_ADDRESSES], "recipients are distinguished by name"),
        (&[TO, RECIPIENT_ADDRESSES], "the recipients are known only in threads where they wrote too"),
        (&[SUBJECT], "InMails cannot be distinguished from messages"),
        (&[CONTENT], "notes of invitations cannot be distinguished from messages, nor two rows from the same second"),
    ];

    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner) -> Result<(), ExceededLimit> {
        self.columns = Columns {
            recipient_addresses: fields.layout.has(RECIPIENT_ADDRESSES),
            direction: fields.layout.has(DIRECTION),
        };
        let content = fields.get(CONTENT);
        let date = fields.get(DATE);
        let timestamp = self.dates.add(self.rows.len(), date, dates::parse_timestamp(date, zone(fields.layout)));
        let kind = row_kind(fields);
        self.bad_dates += u64::from(timestamp.is_none() && kind.is_correspondence());
        let from = interner.intern_party(fields.get(FROM), fields.get(SENDER_ADDRESS));
        let to = interner.intern_recipients(fields.get(TO), fields.get(RECIPIENT_ADDRESSES))?;
        self.rows.push(MessageRow {
            timestamp,
            thread: thread(fields.get(CONVERSATION_ID), from, to, interner),
            from,
            to,
            text: text_fingerprint(content),
            subject: parse_subject(fields.get(SUBJECT)),
            kind,
            could_be_note: !content.is_empty() && content.chars().nth(LONGEST_NOTE).is_none(),
            outgoing: parse_direction(fields.get(DIRECTION)),
        });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), UnclearOrder> {
        for (row, timestamp) in self.dates.corrections()? {
            self.rows[row].timestamp = Some(timestamp);
        }
        Ok(())
    }

    fn bad_dates(&self) -> u64 {
        self.bad_dates
    }
}

/// Identifies the text of a message or a note.
pub(super) fn text_fingerprint(content: &str) -> Fingerprint {
    Fingerprint::of("text").words(content)
}

/// Whether the owner sent a row, by its direction: `OUTGOING` or `INCOMING`.
pub(super) fn parse_direction(direction: &str) -> Option<bool> {
    match direction {
        _ if direction.eq_ignore_ascii_case("OUTGOING") => Some(true),
        _ if direction.eq_ignore_ascii_case("INCOMING") => Some(false),
        _ => None,
    }
}

/// The zone of the dates: Pacific time in exports of 2018 (those with a direction), UTC in later ones.
fn zone(layout: &Layout) -> chrono_tz::Tz {
    if layout.has(DIRECTION) { PACIFIC } else { UTC }
}

/// The thread, identified by its id or else by the people in it, sorted so that both directions give the same thread.
fn thread(id: &str, from: PartyId, to: RecipientsId, interner: &mut Interner) -> ThreadId {
    if !id.is_empty() {
        return interner.intern_thread(Thread { fingerprint: Fingerprint::of("thread").text(id), has_id: true });
    }
    let fingerprint = people_fingerprint(from, to, interner);
    interner.intern_thread(Thread { fingerprint, has_id: false })
}

/// Identifies the people of a row, by name if there is one, because every layout has names.
pub(super) fn people_fingerprint(from: PartyId, to: RecipientsId, interner: &Interner) -> Fingerprint {
    let parties = std::iter::once(interner.party(from)).chain(interner.recipient_parties(to));
    let mut keys: Vec<&str> = parties
        .map(|party| match (party.name, party.handle) {
            (Some(name), _) => interner.name_key(name),
            (None, Some(handle)) => interner.handle(handle).as_str(),
            (None, None) => "",
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.iter().fold(Fingerprint::of("people"), |fingerprint, key| fingerprint.text(key))
}

fn parse_subject(text: &str) -> Subject {
    let is_reply = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    match text {
        "" => Subject::None,
        _ if is_reply => Subject::Reply,
        _ => Subject::Original,
    }
}

fn row_kind(fields: &Fields<'_>) -> RowKind {
    let are_blank = |columns: &[usize]| columns.iter().all(|&column| fields.get(column).is_empty());
    if is_yes(fields.get(MESSAGE_DRAFT)) || is_yes(fields.get(CONVERSATION_DRAFT)) {
        return RowKind::Draft;
    }
    let has_profile = !advert::is_without_profile(fields.get(SENDER_ADDRESS));
    if !has_profile && advert::is_certain(fields.get(TITLE), fields.get(CONTENT)) {
        return RowKind::Ad;
    }
    if are_blank(&[FROM, SENDER_ADDRESS, TO, RECIPIENT_ADDRESSES]) {
        return RowKind::NoParticipants;
    }
    // A draft without recipients, in an export that has no column for drafts.
    let is_unsent = fields.layout.has(CONVERSATION_ID)
        && fields.layout.has(FOLDER)
        && are_blank(&[CONVERSATION_ID, TO, RECIPIENT_ADDRESSES, FOLDER]);
    if is_unsent {
        return RowKind::Draft;
    }
    // Without the column, no sender has a profile.
    let may_be_ad = fields.layout.has(SENDER_ADDRESS) && !has_profile && advert::is_likely(fields.get(CONTENT));
    if may_be_ad { RowKind::AdIfAlone } else { RowKind::Ordinary }
}

/// Whether a column for drafts says yes. LinkedIn writes `Yes`, other programs `true` or `1`.
fn is_yes(text: &str) -> bool {
    ["yes", "true", "1"].iter().any(|yes| text.eq_ignore_ascii_case(yes))
}
