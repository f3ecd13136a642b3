//! Cautions: what the archives do not show, and what the import assumes instead.

use std::fmt;

use chrono::NaiveDate;

use super::file_kind::FileKind;

/// The most people whom a caution names.
const MOST_NAMED: usize = 5;

/// A warning to the member about the figures of an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caution {
    /// There is no messages.csv.
    NoMessages,
    /// There is no Invitations.csv.
    NoInvitations,
    /// There is no Connections.csv.
    NoConnections,
    /// The last import had another owner, and the member says that both are the same member.
    OwnerChanged {
        /// The owner of the last import.
        before: String,
        /// The owner of the archive.
        now: String,
    },
    /// A table cannot be read and was left out.
    UnreadTable {
        /// The file.
        file: String,
        /// Why.
        reason: String,
        /// What the import loses.
        cost: &'static str,
    },
    /// A table lacks a column.
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
        /// What the import loses.
        cost: &'static str,
    },
    /// Rows of a table are not UTF-8 and were read as Windows-1252.
    Windows1252 {
        /// The file.
        file: String,
        /// How many.
        rows: u64,
    },
    /// A malformed row spans several lines. A stray quote may hide other rows in it.
    MultilineRow {
        /// The file.
        file: String,
        /// The line on which the row begins.
        line: u64,
    },
    /// Connections have a date that cannot be read, or that has two readings. They count as connections without a date.
    UndatedConnections {
        /// The file.
        file: String,
        /// How many.
        count: u64,
    },
    /// Dates without a zone were read as Pacific time (exports of 2018).
    PacificAssumed {
        /// The file.
        file: String,
    },
    /// InMails were recognised by their subject. No export shows which were free or declined.
    InMailsAssumed {
        /// How many.
        count: u64,
    },
    /// InMails before 2018, when ordinary messages had subjects too.
    OldInMails {
        /// How many.
        count: u64,
    },
    /// Messages that may be notes of invitations that the export no longer has.
    PossibleNotes {
        /// How many.
        count: u64,
    },
    /// Messages to more than one person: each got a message.
    GroupMessages {
        /// How many.
        count: u64,
    },
    /// People who can be identified only within a thread or an invitation.
    UnknownPeople {
        /// How many.
        count: u64,
    },
    /// Invitations that are pending in the ledger are not in the newest archive, nor are the people its connections.
    InvitationsGone {
        /// The people, in the order in which they were invited.
        people: Vec<String>,
    },
    /// The export no longer has invitations that were accepted before this date.
    InvitationsForgotten {
        /// The date.
        before: NaiveDate,
    },
}

impl Caution {
    /// The code used in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Caution::NoMessages => "no_messages",
            Caution::NoInvitations => "no_invitations",
            Caution::NoConnections => "no_connections",
            Caution::OwnerChanged { .. } => "owner_changed",
            Caution::UnreadTable { .. } => "unread_table",
            Caution::MissingColumn { .. } => "missing_column",
            Caution::Windows1252 { .. } => "windows_1252",
            Caution::MultilineRow { .. } => "swollen_row",
            Caution::UndatedConnections { .. } => "undated_connections",
            Caution::PacificAssumed { .. } => "pacific_assumed",
            Caution::InMailsAssumed { .. } => "inmails_assumed",
            Caution::OldInMails { .. } => "old_inmails",
            Caution::PossibleNotes { .. } => "possible_notes",
            Caution::GroupMessages { .. } => "group_messages",
            Caution::UnknownPeople { .. } => "unknown_people",
            Caution::InvitationsGone { .. } => "invitations_gone",
            Caution::InvitationsForgotten { .. } => "invitations_forgotten",
        }
    }
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Caution::NoMessages => write!(f, "messages.csv is missing: {}", FileKind::Messages.cost_of_lack()),
            Caution::NoInvitations => {
                write!(f, "Invitations.csv is missing: {}", FileKind::Invitations.cost_of_lack())
            }
            Caution::NoConnections => {
                write!(f, "Connections.csv is missing: {}", FileKind::Connections.cost_of_lack())
            }
            Caution::UnreadTable { file, reason, cost } => write!(f, "{file} was skipped because {reason}: {cost}"),
            Caution::OwnerChanged { before, now } => write!(
                f,
                "the ledger belongs to {before} and the archive to {now}, with no message in common; imported because \
                 --me says that both are you"
            ),
            Caution::MissingColumn { file, column, cost } => {
                write!(f, "{file} has no column \"{column}\": {cost}")
            }
            Caution::Windows1252 { file, rows } => write!(
                f,
                "{file}: {} not UTF-8 and read as Windows-1252; check names with accents",
                if *rows == 1 { "1 row is".into() } else { format!("{rows} rows are") }
            ),
            Caution::MultilineRow { file, line } => write!(
                f,
                "{file}: the malformed row that begins on line {line} spans several lines; a stray quote may hide other \
                 rows in it"
            ),
            Caution::UndatedConnections { file, count } => write!(
                f,
                "{file}: {} no certain date; their invitations count as accepted when they were sent, and InMails to them \
                 are recognised by their subject alone",
                if *count == 1 { "1 connection has".into() } else { format!("{count} connections have") }
            ),
            Caution::InvitationsGone { people } => write_gone(people, f),
            Caution::PacificAssumed { file } => {
                write!(f, "{file} has the layout of 2018: its times were read as US Pacific time, which is a guess")
            }
            _ => self.write_count(f),
        }
    }
}

impl Caution {
    /// Writes the cautions that have a count, and the one about a date.
    fn write_count(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Caution::InMailsAssumed { count } => write!(
                f,
                "{} counted as InMail: the first of a thread, with a subject, to one person who was not a connection; the \
                 export does not show which were free or declined",
                messages(*count)
            ),
            Caution::OldInMails { count } => write!(
                f,
                "{} from before 2018 counted as InMail, which is less certain, because other messages had subjects then too",
                messages(*count)
            ),
            Caution::PossibleNotes { count } => write!(
                f,
                "{} sent on the day of connecting may be the note of an invitation that is no longer in the export; counted \
                 as messages",
                messages(*count)
            ),
            Caution::GroupMessages { count } => {
                write!(f, "{} to a group counted as one message to each person in it", messages(*count))
            }
            Caution::UnknownPeople { count } => write!(
                f,
                "{} hidden or indistinguishable by name, and counted as one unknown person per thread",
                if *count == 1 { "1 person is".into() } else { format!("{count} people are") }
            ),
            Caution::InvitationsForgotten { before } => {
                write!(f, "invitations accepted before {before} are no longer in the export and cannot be imported")
            }
            _ => Ok(()),
        }
    }
}

fn write_gone(people: &[String], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let invitations = if people.len() == 1 {
        "1 invitation that is pending here is".to_owned()
    } else {
        format!("{} invitations that are pending here are", people.len())
    };
    let named = people.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match people.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    write!(
        f,
        "{invitations} not in the newest archive, and the people are not connections: {named}{more}; the archive \
         does not say whether they were withdrawn, declined or lapsed, so nothing was changed; if you withdrew one, \
         record that: inquota withdraw NAME"
    )
}

fn messages(count: u64) -> String {
    if count == 1 { "1 message".into() } else { format!("{count} messages") }
}
