//! The words for kinds in a sheet.

use crate::engine::interaction::{Answer, Charge, Interaction};

/// The words for each kind. Case, spaces, hyphens and underscores make no difference.
const WORDS: [(&[&str], Interaction); 9] = [
    (&["message", "messages", "msg", "dm", "directmessage", "sent", "messagesent"], Interaction::Message),
    (&["inmail", "inmails", "inmailsent"], Interaction::InMail(Charge::Ordinary)),
    (&["freeinmail", "inmailfree"], Interaction::InMail(Charge::Free)),
    (
        &["invitation", "invitations", "invite", "invited", "connectionrequest", "connect", "request"],
        Interaction::Invitation { with_note: false },
    ),
    (
        &["invitationwithnote", "invitewithnote", "connectionrequestwithnote"],
        Interaction::Invitation { with_note: true },
    ),
    (&["reply", "replied", "response", "responded", "answer", "answered"], Interaction::Response(Answer::Replied)),
    (&["declined", "decline"], Interaction::Response(Answer::Declined)),
    (&["accepted", "accept", "connected", "invitationaccepted"], Interaction::Acceptance),
    (&["withdrawn", "withdraw", "withdrew", "invitationwithdrawn"], Interaction::Withdrawal),
];

/// The kinds, for a message about one that is unknown.
pub(super) const KNOWN: &str =
    "message, inmail, free inmail, invitation, invitation with note, reply, declined, accepted, withdrawn";

/// The kind that a cell names.
pub(super) fn parse(text: &str) -> Option<Interaction> {
    let word: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    WORDS.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, what)| *what)
}

/// Whether a cell says yes; `None` if it says neither yes nor no.
pub(super) fn parse_flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "0" | "-" => Some(false),
        "yes" | "y" | "true" | "1" | "x" | "✓" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_several_words_in_any_case() {
        for (text, what) in [
            ("Message", Interaction::Message),
            ("direct message", Interaction::Message),
            ("InMail", Interaction::InMail(Charge::Ordinary)),
            ("In-Mail (free)", Interaction::InMail(Charge::Free)),
            ("CONNECTION REQUEST", Interaction::Invitation { with_note: false }),
            ("invite with note", Interaction::Invitation { with_note: true }),
            ("Replied", Interaction::Response(Answer::Replied)),
            ("declined", Interaction::Response(Answer::Declined)),
            ("accepted", Interaction::Acceptance),
            ("Withdrawn", Interaction::Withdrawal),
        ] {
            assert_eq!(parse(text), Some(what), "{text}");
        }
        for text in ["", "call", "e-mail", "mess"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for listed in KNOWN.split(", ") {
            assert!(parse(listed).is_some(), "{listed}");
        }
    }

    #[test]
    fn flags_are_words_or_marks() {
        assert_eq!(
            ["x", "Yes", "", "FALSE", "maybe"].map(parse_flag),
            [Some(true), Some(true), Some(false), Some(false), None]
        );
    }
}
