//! What is found in the archives: plain facts, for the caller to lay beside a ledger.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::calendar::{Instant, RenewalDay};
use crate::engine::person::Handle;

use super::caution::Caution;
use super::file_kind::FileKind;
use super::fingerprint::Fingerprint;

/// What the archives given say, together. Which archive came first makes no difference but in `files`.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// Whose archives these are.
    pub owner: Owner,
    /// Every file, in the order given.
    pub files: Vec<FileReport>,
    /// Everybody whom an event or a connection is about.
    pub people: Vec<Person>,
    /// What happened, by instant; at one instant invitations, then acceptances, then replies, then what was sent.
    pub events: Vec<Event>,
    /// Who is connected, and since which date (UTC): those whom Connections.csv names and dates, by person.
    pub connections: Vec<Connected>,
    /// Rows that are notes of invitations. An import that lacked Invitations.csv took them for messages or replies.
    pub notes: Vec<Fingerprint>,
    /// Counts of messages.
    pub messages: MessageCounts,
    /// Counts of InMails.
    pub inmail: InMailCounts,
    /// Counts of invitations.
    pub invitations: InvitationCounts,
    /// Rows left out, by reason.
    pub skipped: Skipped,
    /// The first and the last instant of the rows that count.
    pub span: Option<(Instant, Instant)>,
    /// From which date on accepted invitations are listed; older ones are gone from LinkedIn's export.
    pub invitations_known_from: Option<NaiveDate>,
    /// The latest subscription paid for, never acted on by itself.
    pub suggestion: Option<PlanSuggestion>,
    /// What could not be known, and what was assumed.
    pub cautions: Vec<Caution>,
}

/// The member whose data was exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// The name in the newest archive.
    pub name: Option<String>,
    /// The profile in the newest archive.
    pub handle: Option<Handle>,
    /// How that is known.
    pub known_by: Evidence,
}

/// How the owner of an archive is known, from the best evidence to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The same profile sent all outgoing and got all incoming invitations.
    Invitations,
    /// The one profile in every row of the messages that has profiles.
    EveryRow,
    /// The profile that writes under the name in Profile.csv.
    ProfileName,
    /// The one name in nearly every row.
    Name,
    /// The name that outgoing rows are from (2018).
    Direction,
    /// The member said so.
    Me,
}

impl Evidence {
    /// A word for programs.
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

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Its base name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Whether anything was taken from it.
    pub used: bool,
    /// Why nothing was taken from it.
    pub reason: Option<String>,
    /// The archive or folder it was found in; empty for a file given by itself.
    pub within: String,
    /// How many rows it has; 0 when it was not read.
    pub rows: u64,
}

/// Somebody in the archives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The profile, in the newest archive that has it.
    pub handle: Option<Handle>,
    /// The name under which the person wrote or was written to last.
    pub name: Option<String>,
    /// Profiles the person had in older archives.
    pub former_handles: Vec<Handle>,
    /// The thread or invitation outside of which nothing tells who this is: a hidden member, or a name that several
    /// people have. `None` for people who are known.
    pub only_within: Option<Fingerprint>,
}

/// Something that happened between the owner and a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// With whom: a place in [`Findings::people`].
    pub person: usize,
    /// What.
    pub what: Happened,
    /// Recognises this event in any archive, whoever the person has since become. No two events have the same.
    pub fingerprint: Fingerprint,
    /// The thread it stands in; of invitations and acceptances, the invitation's own fingerprint.
    pub thread: Fingerprint,
    /// Whether nobody else got, or could have sent, the same row: an event known under this fingerprint for another
    /// person then says that the two are one.
    pub alone: bool,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// The owner invited the person to connect.
    Invitation {
        /// Whether a note went with it.
        with_note: bool,
    },
    /// The person accepted. Only the date is known, in UTC: this is its first instant, or that of the invitation.
    Accepted,
    /// The person wrote: the first row after one by the owner, or the first of all.
    Reply,
    /// The owner wrote.
    Message,
    /// The owner wrote an InMail.
    InMail,
}

/// A connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connected {
    /// Who: a place in [`Findings::people`].
    pub person: usize,
    /// Since when, in UTC.
    pub on: NaiveDate,
}

/// Counts of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageCounts {
    /// The owner's rows that count, InMails included, a group's row once.
    pub sent: u64,
    /// Distinct people who got at least one.
    pub people: u64,
    /// Other people's rows that count.
    pub received: u64,
    /// Distinct pairs of thread and person in which the person wrote later than the owner's first row.
    pub responses: u64,
}

/// Counts of InMails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InMailCounts {
    /// Sent.
    pub sent: u64,
    /// Of those, the ones after which the person wrote in the thread.
    pub answered: u64,
    /// Of those, the ones where that came at most 90 days later (dates in UTC).
    pub answered_in_90_days: u64,
}

/// Counts of invitations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InvitationCounts {
    /// Sent, each once across archives.
    pub sent: u64,
    /// Received, each once across archives.
    pub received: u64,
    /// Of those sent, the ones whose person is connected.
    pub accepted: u64,
}

/// Rows left out. A row is left out for one reason, the first that holds in this order, but for rows that cannot be
/// read at all: those are malformed, whatever else they may be.
///
/// Counted are rows of messages.csv and Invitations.csv, and of Connections.csv those that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Never sent.
    pub draft: u64,
    /// In a thread that an advertiser began.
    pub sponsored: u64,
    /// From nobody to nobody, or from the owner to the owner.
    pub no_participants: u64,
    /// The note of an invitation, which is counted as an invitation.
    pub invitation_note: u64,
    /// The same row once more, in this archive or another.
    pub duplicate: u64,
    /// With a date that cannot be read.
    pub bad_date: u64,
    /// With another number of fields than the header, or neither outgoing nor incoming.
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
    /// What the receipt says.
    #[serde(rename = "receipt")]
    pub description: String,
    /// The date on which it was paid last, in UTC.
    pub paid_on: NaiveDate,
}
