//! The kinds of records, and their names.

use super::{Answer, ContactChange, Fact};

/// The kind of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// A message was sent.
    Message,
    /// An InMail was sent.
    InMail,
    /// An invitation was sent.
    Invitation,
    /// A person replied.
    Reply,
    /// A person declined.
    Declined,
    /// A person accepted an invitation.
    Accepted,
    /// The member withdrew an invitation.
    Withdrawn,
    /// A follow-up was settled.
    FollowUp,
    /// A do-not-contact mark was set on a person.
    Blocked,
    /// The mark was lifted.
    Unblocked,
    /// Credits were bought.
    Purchase,
    /// The balance was set.
    Balance,
    /// LinkedIn refused to send something.
    Stopped,
    /// LinkedIn sends again.
    Lifted,
    /// A plan started, or its numbers changed.
    Plan,
    /// A person was linked to a profile handle.
    Link,
    /// A person was renamed.
    Rename,
    /// Two people were merged.
    Merge,
    /// Something was undone.
    Void,
    /// Something was corrected.
    Edit,
    /// An archive was imported.
    Import,
    /// Another copy of the ledger was merged.
    Joined,
}

/// Every kind with its name in the ledger file, on the command line and in every JSON document, in the order of the
/// variants. The most frequent kinds come first, since a name is looked up from the front.
const NAMES: [(RecordKind, &str); 22] = [
    (RecordKind::Message, "message"),
    (RecordKind::InMail, "inmail"),
    (RecordKind::Invitation, "invitation"),
    (RecordKind::Reply, "reply"),
    (RecordKind::Declined, "declined"),
    (RecordKind::Accepted, "accepted"),
    (RecordKind::Withdrawn, "withdrawn"),
    (RecordKind::FollowUp, "followup"),
    (RecordKind::Blocked, "blocked"),
    (RecordKind::Unblocked, "unblocked"),
    (RecordKind::Purchase, "purchase"),
    (RecordKind::Balance, "balance"),
    (RecordKind::Stopped, "stopped"),
    (RecordKind::Lifted, "lifted"),
    (RecordKind::Plan, "plan"),
    (RecordKind::Link, "link"),
    (RecordKind::Rename, "rename"),
    (RecordKind::Merge, "merge"),
    (RecordKind::Void, "void"),
    (RecordKind::Edit, "edit"),
    (RecordKind::Import, "import"),
    (RecordKind::Joined, "joined"),
];

impl RecordKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = RecordKind> {
        NAMES.into_iter().map(|(kind, _)| kind)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The kind of this name; `None` if this version does not know it.
    pub fn from_name(name: &[u8]) -> Option<RecordKind> {
        NAMES.iter().find(|(_, known)| known.as_bytes() == name).map(|(kind, _)| *kind)
    }
}

impl Fact {
    /// Its kind; `None` for one that this version does not know.
    pub fn kind(&self) -> Option<RecordKind> {
        Some(match self {
            Fact::Message { .. } => RecordKind::Message,
            Fact::InMail { .. } => RecordKind::InMail,
            Fact::Invitation { .. } => RecordKind::Invitation,
            Fact::Response { answer: Answer::Replied, .. } => RecordKind::Reply,
            Fact::Response { answer: Answer::Declined, .. } => RecordKind::Declined,
            Fact::Acceptance { .. } => RecordKind::Accepted,
            Fact::Withdrawal { .. } => RecordKind::Withdrawn,
            Fact::FollowUp { .. } => RecordKind::FollowUp,
            Fact::Blocked { .. } => RecordKind::Blocked,
            Fact::Unblocked { .. } => RecordKind::Unblocked,
            Fact::Purchase { .. } => RecordKind::Purchase,
            Fact::Balance { .. } => RecordKind::Balance,
            Fact::Stopped { .. } => RecordKind::Stopped,
            Fact::Lifted { .. } => RecordKind::Lifted,
            Fact::Plan(_) => RecordKind::Plan,
            Fact::Contact(change) => match **change {
                ContactChange::Link { .. } => RecordKind::Link,
                ContactChange::Rename { .. } => RecordKind::Rename,
                ContactChange::Merge { .. } => RecordKind::Merge,
            },
            Fact::Void(_) => RecordKind::Void,
            Fact::Edit { .. } => RecordKind::Edit,
            Fact::Import(_) => RecordKind::Import,
            Fact::Joined(_) => RecordKind::Joined,
            Fact::Unknown => return None,
        })
    }

    /// The name of its kind.
    pub fn kind_name(&self) -> &'static str {
        self.kind().map_or("unknown", RecordKind::name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_at_its_place_under_its_own_name() {
        for (place, kind) in RecordKind::all().enumerate() {
            assert_eq!(kind as usize, place);
            assert_eq!(RecordKind::from_name(kind.name().as_bytes()), Some(kind));
        }
        assert_eq!(RecordKind::from_name(b"unknown"), None);
    }
}
