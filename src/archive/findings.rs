//! The result of reading archives.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::calendar::{Instant, RenewalDay};
use crate::engine::person::Handle;

use super::caution::Caution;
use super::error::ArchiveError;
use super::file_kind::FileKind;
use super::fingerprint::Fingerprint;
use super::listing::Listing;

/// The combined content of the given archives. Their order affects only `files`.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// The owner of the archives.
    pub owner: Owner,
    /// Every file, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// Everyone who has an event or a connection.
    pub people: Vec<Person>,
    /// The events, by instant. At the same instant, invitations come first, then acceptances, replies and sent
    /// messages.
    pub events: Vec<Event>,
    /// The connections in Connections.csv that have a date, by person.
    pub connections: Vec<Connected>,
    /// Whom the newest archive lists; `None` without an archive that lists both the invitations and the connections.
    pub listing: Option<Listing>,
    /// Rows that are notes of invitations. An import without Invitations.csv mistakes them for messages or replies.
    pub notes: Vec<Fingerprint>,
    /// Why there is nothing to import into a ledger without invitations: only the connections have rows.
    pub lack: Option<ArchiveError>,
    /// Counts of messages.
    pub messages: MessageCounts,
    /// Counts of InMails.
    pub inmail: InMailCounts,
    /// Counts of invitations.
    pub invitations: InvitationCounts,
    /// The number of rows that do not count, by reason.
    pub skipped: Skipped,
    /// The first and the last instant of the rows that count.
    pub span: Option<(Instant, Instant)>,
    /// The date from which accepted invitations are listed. LinkedIn's export no longer has older ones.
    pub invitations_known_from: Option<NaiveDate>,
    /// The plan of the latest payment. It is only suggested to the member.
    pub suggestion: Option<PlanSuggestion>,
    /// What the archives do not show, and what the import assumes instead.
    pub cautions: Vec<Caution>,
}

/// The member whose data was exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// The name in the newest archive.
    pub name: Option<String>,
    /// The profile in the newest archive.
    pub handle: Option<Handle>,
    /// The evidence; that of `Me` for archives of connections alone, which name nobody.
    pub known_by: Evidence,
}

/// The kind of evidence for the owner of an archive, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The one profile that sent all outgoing and received all incoming invitations.
    Invitations,
    /// The one profile in every row of the messages that has profiles.
    EveryRow,
    /// The profile that sends under the name in Profile.csv.
    ProfileName,
    /// The one name in nearly every row of the messages.
    Name,
    /// The sender of the outgoing rows (2018).
    Direction,
    /// The member gave the profile.
    Me,
}

impl Evidence {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Invitations => "invitations",
            Evidence::EveryRow => "every_row",
            Evidence::ProfileName => "profile_name",
            Evidence::Name => "name",
            Evidence::Direction => "direction",
            Evidence::Me => "me",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Evidence::Invitations => "the profile that sent every invitation",
            Evidence::EveryRow => "the one profile in every row of the messages",
            Evidence::ProfileName => "the profile that writes under the name in Profile.csv",
            Evidence::Name => "the one name in the rows of the messages",
            Evidence::Direction => "the name that outgoing messages are from",
            Evidence::Me => "the profile you gave",
        })
    }
}

/// How a file was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Its base name.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Whether it was read.
    pub used: bool,
    /// Why it was not read.
    pub reason: Option<String>,
    /// The archive or folder that contains it; empty for a single file.
    pub within: String,
    /// The number of rows; 0 if it was not read.
    pub rows: u64,
}

/// A person in the archives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The profile in the newest archive that has one.
    pub handle: Option<Handle>,
    /// The name in the newest archive that has one.
    pub name: Option<String>,
    /// Profiles that the person had in older archives.
    pub former_handles: Vec<Handle>,
    /// The only thread or invitation in which this person can be identified, for a hidden member or one of several
    /// people with the same name. `None` for everyone else.
    pub only_within: Option<Fingerprint>,
}

/// An event between the owner and a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: Instant,
    /// The person, as an index into [`Findings::people`].
    pub person: usize,
    /// What happened.
    pub kind: EventKind,
    /// Identifies this event in any archive, even if the person has a different name there. No two events share it.
    pub fingerprint: Fingerprint,
    /// The thread; for invitations and acceptances, the fingerprint of the invitation.
    pub thread: Fingerprint,
    /// Whether no one else received the row or could have sent it. If a ledger has the fingerprint of a unique event
    /// for another person, the two are the same person.
    pub is_unique: bool,
    /// Whether only an archive of this owner can have the event: a row that the owner sent, or one of a conversation
    /// with one other person. Everyone in a group has the same rows by others.
    pub proves_owner: bool,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// The owner invited the person to connect.
    Invitation {
        /// Whether it had a note.
        with_note: bool,
    },
    /// The person accepted the owner's invitation, or the owner accepted theirs. Only the date is known, in UTC. The
    /// instant is the start of that date, or the instant of the owner's invitation if that is later.
    Accepted,
    /// The person wrote: the first row after one by the owner, or the first of the thread.
    Reply,
    /// The owner wrote.
    Message,
    /// The owner wrote an InMail.
    InMail,
}

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connected {
    /// The person, as an index into [`Findings::people`].
    pub person: usize,
    /// The date of the connection, in UTC.
    pub on: NaiveDate,
}

/// Counts of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageCounts {
    /// The owner's rows that count, including InMails. A row to a group counts once.
    pub sent: u64,
    /// Distinct people who received at least one.
    pub people: u64,
    /// Rows by others that count.
    pub received: u64,
    /// Distinct pairs of thread and person where the person wrote later than the owner's first row.
    pub responses: u64,
}

/// Counts of InMails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InMailCounts {
    /// Sent.
    pub sent: u64,
    /// Sent InMails after which the person wrote in the thread.
    pub answered: u64,
    /// Sent InMails that were answered within 90 days (dates in UTC).
    pub answered_in_90_days: u64,
}

/// Counts of invitations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InvitationCounts {
    /// Sent, without duplicates.
    pub sent: u64,
    /// Received, without duplicates.
    pub received: u64,
    /// Sent invitations to people who are connections.
    pub accepted: u64,
}

/// The number of rows that do not count, by reason. A row with several reasons is counted under the first one in this
/// order, except that a row that cannot be read at all is always malformed.
///
/// This covers the rows of messages.csv and Invitations.csv, and the malformed rows of Connections.csv.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Never sent.
    pub draft: u64,
    /// In a thread that an advertiser started.
    pub sponsored: u64,
    /// Without sender and recipients, or from the owner to the owner.
    pub no_participants: u64,
    /// The note of an invitation, which counts as an invitation.
    pub invitation_note: u64,
    /// A duplicate of another row, in this archive or another.
    pub duplicate: u64,
    /// With a date that cannot be read.
    pub bad_date: u64,
    /// With a number of fields that differs from the header, or an invitation whose direction is unknown.
    pub malformed: u64,
}

/// The plan that receipts suggest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanSuggestion {
    /// The built-in plan.
    #[serde(rename = "name")]
    pub plan: &'static str,
    /// The day of the month on which it was paid.
    #[serde(rename = "renews_on")]
    pub renewal_day: RenewalDay,
    /// The text of the receipt.
    #[serde(rename = "receipt")]
    pub description: String,
    /// The date of the payment, in UTC.
    pub paid_on: NaiveDate,
}
