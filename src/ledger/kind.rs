//! The names of the kinds of records, in the file and in every JSON document.

use crate::engine::record::{Answer, ContactChange, Fact};

/// The kinds of records that this version knows.
pub(super) const KINDS: [&str; 17] = [
    "message",
    "inmail",
    "invitation",
    "reply",
    "declined",
    "accepted",
    "followup",
    "purchase",
    "balance",
    "plan",
    "link",
    "rename",
    "merge",
    "void",
    "edit",
    "import",
    "joined",
];

/// The name of a fact's kind, in the file and in every JSON document.
pub fn kind_of(fact: &Fact) -> &'static str {
    match fact {
        Fact::Message { .. } => "message",
        Fact::InMail { .. } => "inmail",
        Fact::Invitation { .. } => "invitation",
        Fact::Response { answer: Answer::Replied, .. } => "reply",
        Fact::Response { answer: Answer::Declined, .. } => "declined",
        Fact::Acceptance { .. } => "accepted",
        Fact::FollowUp { .. } => "followup",
        Fact::Purchase { .. } => "purchase",
        Fact::Balance { .. } => "balance",
        Fact::Plan(_) => "plan",
        Fact::Contact(change) => match **change {
            ContactChange::Link { .. } => "link",
            ContactChange::Rename { .. } => "rename",
            ContactChange::Merge { .. } => "merge",
        },
        Fact::Void(_) => "void",
        Fact::Edit { .. } => "edit",
        Fact::Import(_) => "import",
        Fact::Joined(_) => "joined",
        Fact::Unknown => "unknown",
    }
}
