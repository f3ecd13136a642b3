//! What happens between the member and a person: what is sent, and how it is answered.

use serde::{Deserialize, Serialize};

/// Whether an InMail may cost a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Charge {
    /// It costs a credit unless the conversation is open.
    Ordinary,
    /// It is marked as free: Open Profile, group member, 1st-degree (rules 4.5).
    Free,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SendKind {
    /// A message to a connection.
    Message,
    /// An InMail.
    InMail(Charge),
    /// An invitation.
    Invitation {
        /// Whether it carries a personal note.
        with_note: bool,
    },
}

/// How a person responds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// By a message or by accepting the InMail: the conversation is open (rules 2.2).
    Replied,
    /// By declining: a response that opens nothing (rules 2.2).
    Declined,
}
