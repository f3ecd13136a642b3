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
    /// An entry of a zip whose path leads out of it.
    Outside,
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
            FileKind::Outside => "outside",
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

    /// Whether a table of this kind alone is worth an import.
    pub(super) fn is_correspondence(self) -> bool {
        matches!(self, FileKind::Messages | FileKind::Invitations)
    }

    /// What an import lacks without a readable table of this kind; empty for other files.
    pub(super) fn cost_of_lack(self) -> &'static str {
        match self {
            FileKind::Messages => "no messages, InMails or replies can be imported",
            FileKind::Invitations => "no invitations can be imported, and notes of accepted ones count as messages",
            FileKind::Connections => {
                "accepted invitations are unknown, and InMails are recognised by their subject alone"
            }
            FileKind::Profile => "your name may be unknown",
            FileKind::Receipts => "no plan is suggested",
            _ => "",
        }
    }

    /// Why files of this kind are not read; empty for tables.
    pub(super) fn ignored_reason(self) -> &'static str {
        match self {
            FileKind::Assistant => "a conversation with an assistant",
            FileKind::MacExtra => "added by macOS",
            FileKind::InnerZip => "a zip inside: import it by itself",
            FileKind::Outside => "its path leads out of the archive",
            FileKind::Other => "not about messages, invitations or connections",
            _ => "",
        }
    }

    /// The kind of a file, by its path inside an archive or folder.
    pub(super) fn of(path: &str) -> Self {
        if leads_outside(path) {
            return FileKind::Outside;
        }
        let name = base_name(path);
        if name.starts_with("._") || name == ".DS_Store" || path.split(['/', '\\']).any(|part| part == "__MACOSX") {
            return FileKind::MacExtra;
        }
        let name = name.to_lowercase();
        if name.strip_suffix(".zip").is_some() {
            return FileKind::InnerZip;
        }
        name.strip_suffix(".csv").map_or(FileKind::Other, |stem| FileKind::of_words(&own_words(stem)))
    }

    /// The kind of a table, by the words of its name.
    fn of_words(words: &[&str]) -> Self {
        match words {
            ["messages" | "inbox"] => FileKind::Messages,
            ["invitations"] => FileKind::Invitations,
            ["connections"] => FileKind::Connections,
            ["profile"] => FileKind::Profile,
            ["receipts"] | ["receipts", "v2"] => FileKind::Receipts,
            ["coach" | "guide", "messages"]
            | ["learning", "coach", "messages"]
            | ["learning", "role", "play", "messages"]
            | ["learningcoachmessages"] => FileKind::Assistant,
            _ => FileKind::Other,
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The words that browsers and file managers add to the name of a copy, in the languages of their menus.
const COPY_WORDS: [&str; 20] = [
    "copy",
    "of",
    "copie",
    "de",
    "kopie",
    "von",
    "van",
    "copia",
    "di",
    "cópia",
    "kopia",
    "av",
    "kopi",
    "af",
    "kopio",
    "kopya",
    "копия",
    "コピー",
    "のコピー",
    "副本",
];

/// The words of a name in lower case, without those of a copy and numbers: `messages (1)`, `messages - Copy`,
/// `Copy of messages` and `messages_2`, a part of a long table, are all `messages`. The header decides later.
fn own_words(stem: &str) -> Vec<&str> {
    let words = stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.filter(|word| !is_number(word) && !COPY_WORDS.contains(word)).collect()
}

/// Whether a name is not one that LinkedIn gives a table, but one that a copy of it may have.
pub(super) fn is_copy(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = name.strip_suffix(".csv").unwrap_or(&name);
    let part = stem.rsplit_once('_').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let own = part.map_or(stem, |(own, _)| own);
    own != own_words(own).join("_")
}

/// Whether the path of an entry is absolute or climbs out of its folder.
fn leads_outside(path: &str) -> bool {
    let mut parts = path.split(['/', '\\']);
    let is_drive = |part: &str| part.ends_with(':') && part.len() == 2;
    let first = parts.clone().next().unwrap_or_default();
    (first.is_empty() && !path.is_empty()) || is_drive(first) || parts.any(|part| part == "..")
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
            ("../../../Connections.csv", FileKind::Outside),
            ("a/../../messages.csv", FileKind::Outside),
            ("..\\messages.csv", FileKind::Outside),
            ("/messages.csv", FileKind::Outside),
            ("\\\\server\\messages.csv", FileKind::Outside),
            ("C:\\messages.csv", FileKind::Outside),
            ("a..b/messages.csv", FileKind::Messages),
            ("messages_2.csv", FileKind::Messages),
            ("messages (1).csv", FileKind::Messages),
            ("messages(1).csv", FileKind::Messages),
            ("messages 2.csv", FileKind::Messages),
            ("messages copy.csv", FileKind::Messages),
            ("messages copy 2.csv", FileKind::Messages),
            ("messages - Copy (3).csv", FileKind::Messages),
            ("Copy of Messages.csv", FileKind::Messages),
            ("Kopie von messages.csv", FileKind::Messages),
            ("Invitations - Kopie.csv", FileKind::Invitations),
            ("Connections 2.csv", FileKind::Connections),
            ("Profile copy.CSV", FileKind::Profile),
            ("Receipts_v2 (1).csv", FileKind::Receipts),
            ("coach_messages (1).csv", FileKind::Assistant),
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

    #[test]
    fn copies_are_told_from_the_files_that_linkedin_names() {
        for name in ["messages.csv", "Messages.csv", "messages_2.csv", "Receipts_v2.csv", "Inbox.csv"] {
            assert!(!is_copy(name), "{name}");
        }
        for name in ["messages (1).csv", "messages 2.csv", "Copy of messages.csv", "Connections copy.csv"] {
            assert!(is_copy(name), "{name}");
        }
    }
}
