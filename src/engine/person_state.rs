//! The state of one person in an account (rules 2, 8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{Instant, Month};
use super::do_not_contact::Marks;
use super::invitation::Connection;
use super::thread::Thread;

/// An InMail without an answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnansweredInMail {
    /// When it was sent.
    pub sent: Instant,
    /// Whether it needed a credit, covered or not (rules 4.7).
    pub needed_credit: bool,
    /// The number of plan starts before it: 0 before the first plan, else that of the plan in force.
    pub plan_starts: u32,
}

/// A person's first response after the first contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FirstResponse {
    /// When it came.
    pub at: Instant,
    /// Whether it was a decline.
    pub declined: bool,
}

/// The state of one person in an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonState {
    /// Whether the conversation is open (rules 2.2).
    pub open: bool,
    /// Whether their latest response was a decline (rules 2.5).
    pub latest_declined: bool,
    /// The marks that say not to contact them (rules 2.5).
    pub do_not_contact: Marks,
    /// The latest day on which they got a message. While the conversation is not open, it used a slot of that day.
    pub messaged_on: Option<NaiveDate>,
    /// The latest month in which they used a slot.
    pub slot_month: Option<Month>,
    /// Unanswered InMails, oldest first.
    pub unanswered_inmails: Vec<UnansweredInMail>,
    /// Whether an InMail to them was marked free: they may have an Open Profile.
    pub got_free_inmail: bool,
    /// Whether they are a connection, or an invitation is out.
    pub connection: Connection,
    /// The first message or InMail.
    pub first_contact: Option<Instant>,
    /// The first response after it.
    pub answered: Option<FirstResponse>,
    /// Whether their first response came before the first contact (rules 8.1).
    pub wrote_first: bool,
    /// The unanswered thread, if there is one.
    pub thread: Option<Thread>,
}

impl PersonState {
    /// The state of a new person.
    pub(super) const fn new() -> PersonState {
        PersonState {
            open: false,
            latest_declined: false,
            do_not_contact: Marks::none(),
            messaged_on: None,
            slot_month: None,
            unanswered_inmails: Vec::new(),
            got_free_inmail: false,
            connection: Connection::new(),
            first_contact: None,
            answered: None,
            wrote_first: false,
            thread: None,
        }
    }

    /// When they became a connection, if the member never sent them a message or an InMail.
    pub fn not_written_since(&self) -> Option<Instant> {
        self.connection.unwritten_since.filter(|_| self.first_contact.is_none())
    }
}
