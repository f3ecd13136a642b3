//! One export: the rows of the tables in one folder.

use std::collections::{BTreeSet, HashSet};

use crate::engine::calendar::{Instant, start_of};

use super::connections::ConnectionRow;
use super::file_kind::FileKind;
use super::interner::{NameId, PartyId};
use super::invitations::InvitationRow;
use super::messages::{Columns, MessageRow};
use super::receipts::Payment;

/// The rows of one export.
#[derive(Debug, Default)]
pub(super) struct ExportSource {
    /// The archive, folder or file, as shown to the member.
    pub(super) label: String,
    pub(super) messages: Vec<MessageRow>,
    /// The latest instant in the messages.
    pub(super) newest_message: Option<Instant>,
    pub(super) columns: Columns,
    pub(super) invitations: Vec<InvitationRow>,
    /// The owner's side of the invitations, also of those that are left out.
    pub(super) owner_sides: HashSet<PartyId>,
    pub(super) connections: Vec<ConnectionRow>,
    /// The name in Profile.csv.
    pub(super) profile_name: Option<NameId>,
    pub(super) latest_payment: Option<Payment>,
    /// The kinds of tables that the export has, with or without rows.
    pub(super) kinds: BTreeSet<FileKind>,
    /// Whether it has invitations or connections that could not be read.
    pub(super) lacks_rows: bool,
}

impl ExportSource {
    /// Whether it has messages or invitations, which only make sense with an owner.
    pub(super) fn needs_owner(&self) -> bool {
        !(self.messages.is_empty() && self.invitations.is_empty())
    }

    /// The latest date in the messages, invitations and connections. The export was made then or later.
    pub(super) fn latest_row(&self) -> Option<Instant> {
        let connected = self.connections.iter().filter_map(|connection| connection.on).max();
        self.newest().max(connected.map(|on| start_of(on, chrono_tz::UTC)))
    }

    /// The latest instant in the messages and invitations. The export was made then or later.
    pub(super) fn newest(&self) -> Option<Instant> {
        self.newest_message.into_iter().chain(self.invitations.iter().map(|invitation| invitation.sent)).max()
    }
}
