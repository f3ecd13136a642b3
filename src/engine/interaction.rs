//! Interactions between the member and a person: what is sent, and how it is answered.

/// Whether an InMail may cost a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
    /// It costs a credit unless the conversation is open.
    Ordinary,
    /// It is marked as free: Open Profile, group member, 1st-degree (rules 4.5).
    Free,
}

/// An interaction between the member and a person, without the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// A message.
    Message,
    /// An InMail.
    InMail(Charge),
    /// An invitation.
    Invitation {
        /// Whether it carried a personal note.
        with_note: bool,
    },
    /// A response.
    Response(Answer),
    /// An accepted invitation.
    Acceptance,
    /// A withdrawn invitation.
    Withdrawal,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl SendKind {
    /// Its code in a checkpoint.
    pub fn code(self) -> u8 {
        match self {
            SendKind::Message => 0,
            SendKind::InMail(Charge::Ordinary) => 1,
            SendKind::InMail(Charge::Free) => 2,
            SendKind::Invitation { with_note } => 3 + u8::from(with_note),
        }
    }

    /// The kind of this code; `None` for an unknown one.
    pub fn of_code(code: u8) -> Option<SendKind> {
        Some(match code {
            0 => SendKind::Message,
            1 => SendKind::InMail(Charge::Ordinary),
            2 => SendKind::InMail(Charge::Free),
            3 | 4 => SendKind::Invitation { with_note: code == 4 },
            _ => return None,
        })
    }
}

/// How a person responds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// By a message or by accepting the InMail, which opens the conversation (rules 2.2).
    Replied,
    /// By declining the InMail, which opens nothing (rules 2.2).
    Declined,
}
