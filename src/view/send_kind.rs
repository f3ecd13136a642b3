//! Kinds of sends, in words and in JSON.

use serde::{Serialize, Serializer};

use crate::engine::record::Charge;
use crate::engine::verdict::SendKind;
use crate::view::format::plural;

/// The name of a kind in JSON.
pub(crate) fn name(kind: SendKind) -> &'static str {
    match kind {
        SendKind::Message => "message",
        SendKind::InMail(_) => "inmail",
        SendKind::Invitation { .. } => "invitation",
    }
}

impl Serialize for SendKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name(*self))
    }
}

/// A number of sends of a kind: "3 messages".
pub(crate) fn number_of(kind: SendKind, number: u32) -> String {
    let (one, many) = match kind {
        SendKind::Message => ("message", "messages"),
        SendKind::InMail(Charge::Ordinary) => ("InMail", "InMails"),
        SendKind::InMail(Charge::Free) => ("free InMail", "free InMails"),
        SendKind::Invitation { with_note: false } => ("invitation", "invitations"),
        SendKind::Invitation { with_note: true } => ("invitation with a note", "invitations with a note each"),
    };
    plural(number.into(), one, many)
}

/// "message to", "free InMail to", "invitation with a note to".
pub(crate) fn sent_to(kind: SendKind) -> &'static str {
    match kind {
        SendKind::Message => "message to",
        SendKind::InMail(Charge::Ordinary) => "InMail to",
        SendKind::InMail(Charge::Free) => "free InMail to",
        SendKind::Invitation { with_note: false } => "invitation to",
        SendKind::Invitation { with_note: true } => "invitation with a note to",
    }
}
