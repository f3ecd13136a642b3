//! What an account knows of one person (rules 2, 8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{Instant, Month};
use super::thread::Thread;

/// An InMail that waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// When it was sent.
    pub sent: Instant,
    /// Whether it needed a credit, found or not (rules 4.7).
    pub needed_credit: bool,
}

/// What an account knows of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonState {
    /// Whether the conversation is open (rules 2.2).
    pub open: bool,
    /// The latest day of which they used a slot.
    pub slot_day: Option<NaiveDate>,
    /// The latest month of which they used a slot.
    pub slot_month: Option<Month>,
    /// InMails not answered yet, oldest first.
    pub waiting: Vec<Waiting>,
    /// Whether an invitation is waiting.
    pub invited: bool,
    /// Whether an invitation was accepted.
    pub connected: bool,
    /// The first message or InMail.
    pub first_contact: Option<Instant>,
    /// The first response after it.
    pub answered: Option<Instant>,
    /// Whether their first response came before the first contact (rules 8.1).
    pub wrote_first: bool,
    /// What was written to them and is not answered.
    pub thread: Option<Thread>,
}
