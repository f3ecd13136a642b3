//! Recognises the files of an export by name.
//!
//! The whole name has to match: the logs of LinkedIn's assistants have the header of messages.csv and similar names.

use std::fmt;

use serde::Serialize;

/// The kind of a file in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// The member's messages.
    Messages,
    /// Invitations of the last few months, sent and received.
    Invitations,
    /// The member's connections.
    Connections,
    /// The member's own profile, for the name.
    Profile,
    /// Payments, for the plan and the renewal day.
    Receipts,
    /// A log of one of LinkedIn's assistants, which is not correspondence.
    Assistant,
    /// A file that macOS adds to a zip.
    MacExtra,
    /// A zip inside a zip or a folder.
    InnerZip,
    /// Anything else.
    Other,
}

impl FileKind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Messages => "messages",
            FileKind::Invitations => "invitations",
            FileKind::Connections => "connections",
            FileKind::Profile => "profile",
            FileKind::Receipts => "receipts",
            FileKind::Assistant => "assistant",
            FileKind::MacExtra => "mac_extra",
            FileKind::InnerZip => "inner_zip",
            FileKind::Other => "other",
        }
    }

    /// Whether files of this kind are tables, which are read.
    pub(super) fn is_table(self) -> bool {
        self.is_counted() || matches!(self, FileKind::Profile | FileKind::Receipts)
    }

    /// Whether rows that cannot be read are counted. If no row of such a table is readable, the import fails.
    pub(super) fn is_counted(self) -> bool {
        matches!(self, FileKind::Messages | FileKind::Invitations | FileKind::Connections)
    }

    /// Why files of this kind are not read; empty for tables.
    pub(super) fn ignored_reason(self) -> &'static str {
        match self {
            FileKind::Assistant => "written with an assistant, not with people",
            FileKind::MacExtra => "added by a Mac",
            FileKind::InnerZip => "a zip inside: give it by itself",
            FileKind::Other => "not about messages, invitations or connections",
            _ => "",
        }
    }

    /// The kind of a file, by its path inside an archive or folder.
    pub(super) fn of(path: &str) -> Self {
        let name = base_name(path);
        if name.starts_with("._") || name == ".DS_Store" || path.split(['/', '\\']).any(|part| part == "__MACOSX") {
            return FileKind::MacExtra;
        }
        let name = name.to_lowercase();
        if name.strip_suffix(".zip").is_some() {
            return FileKind::InnerZip;
        }
        match name.strip_suffix(".csv").map(strip_number) {
            Some("messages" | "inbox") => FileKind::Messages,
            Some("invitations") => FileKind::Invitations,
            Some("connections") => FileKind::Connections,
            Some("profile") => FileKind::Profile,
            Some("receipts" | "receipts_v2") => FileKind::Receipts,
            Some(
                "coach_messages"
                | "learning_coach_messages"
                | "learning_role_play_messages"
                | "guide_messages"
                | "learningcoachmessages",
            ) => FileKind::Assistant,
            _ => FileKind::Other,
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Strips the number that LinkedIn adds to the parts of a long table (`_1`), or that a browser adds to a second
/// download (` (1)`).
fn strip_number(stem: &str) -> &str {
    let (rest, number) = match stem.strip_suffix(')') {
        Some(open) => open.rsplit_once(" (").unwrap_or((stem, "")),
        None => stem.rsplit_once('_').unwrap_or((stem, "")),
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { rest } else { stem }
}

/// The part of a path after the last slash of either kind.
pub(super) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_names_are_tables() {
        for (path, kind) in [
            ("messages.csv", FileKind::Messages),
            ("Messages.csv", FileKind::Messages),
            ("Inbox.csv", FileKind::Messages),
            ("export.zip/Basic/messages.csv", FileKind::Messages),
            ("top\\Invitations.csv", FileKind::Invitations),
            ("../../../Connections.csv", FileKind::Connections),
            ("messages_2.csv", FileKind::Messages),
            ("messages (1).csv", FileKind::Messages),
            ("Receipts_v2.csv", FileKind::Receipts),
            ("Receipts.csv", FileKind::Receipts),
            ("coach_messages.csv", FileKind::Assistant),
            ("LearningCoachMessages.csv", FileKind::Assistant),
            ("learning_role_play_messages.csv", FileKind::Assistant),
            ("my_messages.csv", FileKind::Other),
            ("messages_x.csv", FileKind::Other),
            ("messages.csv.txt", FileKind::Other),
            ("Skills.csv", FileKind::Other),
            ("__MACOSX/Basic/messages.csv", FileKind::MacExtra),
            ("Basic/._messages.csv", FileKind::MacExtra),
            ("Basic/.DS_Store", FileKind::MacExtra),
            ("Basic_LinkedInDataExport_11-20-2026.zip", FileKind::InnerZip),
            ("", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
