//! The archive: what LinkedIn's "Get a copy of your data" says about messages and invitations, as plain facts.
//!
//! A pure reader. It is given paths and gives [`Findings`]; it knows no ledger, prints nothing, and keeps no text of
//! any message. How the files look is not documented by LinkedIn; what is said about them here was measured on
//! exports from 2018 to 2026.
//!
//! In the order of reading:
//!
//! 1. `files` finds the tables in zips and folders by their names (`file_kind`), `table` reads one (with `encoding`,
//!    `meter`, `dates`), and `messages`, `invitations`, `connections`, `profile`, `receipts` take what is wanted from
//!    its rows. Tables side by side are one `source`. The `register` keeps names, profiles and threads.
//! 2. `owner` tells whose a source is.
//! 3. `rows` lays the rows of all sources together, `joins` and `people` tell who is who.
//! 4. `conversation` leaves out what does not count and what comes twice; `invited` does so for invitations, and
//!    `notes` finds the invitations' notes among the messages.
//! 5. `tally` counts, and tells what happened.
//!
//! 6. `entry` lays the findings beside a ledger, and `acquaintance` its people.
//!
//! What happened, for the rules:
//!
//! * Each row of the owner's is a message to each of its recipients: a row to a group of five is five messages, and
//!   one row in [`MessageCounts::sent`].
//! * A row by somebody else is a reply, unless they have written since the owner's last row in the thread: a run of
//!   rows is one reply. Who wrote before the owner did has replied too: they wrote first. In a group a reply by one
//!   person is that person's alone.
//! * At one instant, rows by others come before the owner's: what comes in the same second answers nothing.

mod acquaintance;
mod caution;
mod connections;
mod conversation;
mod dates;
mod encoding;
mod entry;
mod error;
mod file_kind;
mod files;
mod findings;
mod fingerprint;
mod invitations;
mod invited;
mod joins;
mod messages;
mod meter;
mod notes;
mod owner;
mod people;
mod profile;
mod receipts;
mod register;
mod report;
mod rows;
mod source;
mod table;
mod tally;

use std::path::PathBuf;

use crate::engine::person::Handle;

pub use acquaintance::Acquaintance;
pub use caution::Caution;
pub use entry::{Entry, enter, fact};
pub use error::ArchiveError;
pub use file_kind::FileKind;
pub use findings::{
    Connected, Event, Evidence, FileReport, Findings, Happened, InMailCounts, InvitationCounts, MessageCounts, Owner,
    Person, PlanSuggestion, Skipped,
};
pub use fingerprint::{Fingerprint, NoFingerprint};
pub use meter::{Excess, Limits};

use meter::Meter;
use source::Reading;

/// Reads archives, given as any mix of zips, folders and single tables.
///
/// `me` is who the member says that they are, for archives that do not tell. `progress` is told now and then how many
/// rows have been read.
///
/// # Errors
///
/// When a file cannot be read, when it is not what it should be, when there is nothing to import, and when it cannot
/// be known whose the archives are.
pub fn read(
    paths: &[PathBuf],
    me: Option<&Handle>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Findings, ArchiveError> {
    let mut reading = Reading::new(Meter::new(*limits), progress);
    for file in files::find(paths, limits)? {
        reading.file(&file)?;
    }
    reading.refuse_nothing()?;
    let me = me.map(|me| reading.register.handle_id(me.clone()));
    let owners = owner::owners(&reading.sources, &reading.register, me)?;
    Ok(report::findings(reading, &owners))
}
