//! Finds the tables of exports among the paths given: in zips, in folders, and files by themselves.
//!
//! A file is known by its exact base name at any depth, and later confirmed by its header: the logs of LinkedIn's
//! assistants have the header of messages.csv and names that end like it. Names of entries are compared, never
//! used as paths. Tables side by side in one folder are one *source*: one export, of one owner.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::error::ArchiveError;
use super::meter::{Excess, Limits};

/// What a file of an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The member's messages.
    Messages,
    /// Invitations of the last months, sent and received.
    Invitations,
    /// The member's connections.
    Connections,
    /// The member's own profile, for the name.
    Profile,
    /// Payments, for the plan and the renewal day.
    Receipts,
    /// What the member wrote with one of LinkedIn's assistants: not correspondence.
    Assistant,
    /// What a Mac adds to a zip.
    MacExtra,
    /// A zip inside a zip or a folder.
    InnerZip,
    /// Anything else.
    Other,
}

impl FileKind {
    /// A word for programs.
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

    /// Whether files of this kind are read.
    pub(super) fn is_table(self) -> bool {
        self.is_counted() || matches!(self, FileKind::Profile | FileKind::Receipts)
    }

    /// Whether rows of this kind are counted one by one, and none of them readable is an error.
    pub(super) fn is_counted(self) -> bool {
        matches!(self, FileKind::Messages | FileKind::Invitations | FileKind::Connections)
    }

    /// Why files of this kind are not read; empty for those that are.
    pub(super) fn why_not_read(self) -> &'static str {
        match self {
            FileKind::Assistant => "written with an assistant, not with people",
            FileKind::MacExtra => "added by a Mac",
            FileKind::InnerZip => "a zip inside: give it by itself",
            FileKind::Other => "not about messages, invitations or connections",
            _ => "",
        }
    }

    /// The kind that a path inside an archive or folder tells.
    fn of(path: &str) -> Self {
        let name = base_name(path);
        if name.starts_with("._") || name == ".DS_Store" || path.split(['/', '\\']).any(|part| part == "__MACOSX") {
            return FileKind::MacExtra;
        }
        let name = name.to_lowercase();
        if name.strip_suffix(".zip").is_some() {
            return FileKind::InnerZip;
        }
        match name.strip_suffix(".csv").map(without_number) {
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

/// A name without the number that LinkedIn adds to the parts of a long table (`_1`), and a browser or file manager
/// to a second copy (` (1)`).
fn without_number(stem: &str) -> &str {
    let (rest, number) = match stem.strip_suffix(')') {
        Some(open) => open.rsplit_once(" (").unwrap_or((stem, "")),
        None => stem.rsplit_once('_').unwrap_or((stem, "")),
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { rest } else { stem }
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn folder_of(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| &path[..end])
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    File(PathBuf),
    Entry(PathBuf, usize),
}

/// A file found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its base name.
    pub(super) name: String,
    /// What its name says that it is.
    pub(super) kind: FileKind,
    /// The archive or folder given, or the folder of a file given by itself: to show.
    pub(super) within: String,
    /// Tells sources apart.
    pub(super) source: (PathBuf, String),
    place: Place,
}

impl Found {
    /// How to show the file.
    pub(super) fn label(&self) -> String {
        if self.within.is_empty() { self.name.clone() } else { format!("{}: {}", self.within, self.name) }
    }

    /// Gives the bytes of the file to `read`.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        match &self.place {
            Place::File(path) => read(&mut open(path)?),
            Place::Entry(path, index) => {
                let mut archive = open_zip(path)?;
                let mut entry = archive.by_index(*index).map_err(|cause| self.damaged(&cause))?;
                read(&mut entry)
            }
        }
    }

    /// The error that the bytes cannot be had.
    pub(super) fn damaged(&self, cause: &impl fmt::Display) -> ArchiveError {
        match &self.place {
            Place::File(path) => ArchiveError::unreadable(path, cause),
            Place::Entry(..) => ArchiveError::Damaged { file: self.label(), cause: cause.to_string() },
        }
    }
}

fn open(path: &Path) -> Result<File, ArchiveError> {
    File::open(path).map_err(|cause| ArchiveError::unreadable(path, &cause))
}

fn open_zip(path: &Path) -> Result<ZipArchive<BufReader<File>>, ArchiveError> {
    ZipArchive::new(BufReader::new(open(path)?))
        .map_err(|cause| ArchiveError::Damaged { file: shown(path), cause: cause.to_string() })
}

/// The last part of a path, to show.
fn shown(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Finds every file in the paths given, each once, in the order given.
pub(super) fn find(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Found>, ArchiveError> {
    let mut found = Vec::new();
    for path in paths {
        let unreadable = |cause| ArchiveError::unreadable(path, &cause);
        let real = fs::canonicalize(path).map_err(unreadable)?;
        if fs::metadata(&real).map_err(unreadable)?.is_dir() {
            in_folder(&real, limits, &mut found)?;
        } else if is_zip(&real)? {
            in_zip(&real, limits, &mut found)?;
        } else {
            found.push(by_itself(&real));
        }
    }
    let mut places = BTreeSet::new();
    found.retain(|file: &Found| places.insert(file.place.clone()));
    Ok(found)
}

/// Whether a file begins like a zip, whatever its name.
fn is_zip(path: &Path) -> Result<bool, ArchiveError> {
    let mut start = Vec::new();
    let read = open(path)?.take(4).read_to_end(&mut start);
    read.map_err(|cause| ArchiveError::unreadable(path, &cause))?;
    let named_so = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    Ok(named_so || start == b"PK\x03\x04" || start == b"PK\x05\x06")
}

fn by_itself(path: &Path) -> Found {
    let name = shown(path);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let place = Place::File(path.to_owned());
    Found { kind: FileKind::of(&name), name, within: String::new(), source: (folder, String::new()), place }
}

fn in_zip(path: &Path, limits: &Limits, found: &mut Vec<Found>) -> Result<(), ArchiveError> {
    let archive = open_zip(path)?;
    let within = shown(path);
    if archive.len() > limits.files {
        return Err(ArchiveError::TooLarge { file: within, excess: Excess::Files });
    }
    let before = found.len();
    for index in 0..archive.len() {
        // A name that cannot be decoded is none of those looked for.
        let entry = archive.name_for_index(index).and_then(Result::ok).unwrap_or("?".into());
        if entry.ends_with(['/', '\\']) {
            continue;
        }
        found.push(Found {
            name: base_name(&entry).to_owned(),
            kind: FileKind::of(&entry),
            within: within.clone(),
            source: (path.to_owned(), folder_of(&entry).to_owned()),
            place: Place::Entry(path.to_owned(), index),
        });
    }
    // The order of entries is random in LinkedIn's zips.
    found[before..].sort_by(|one, other| (&one.source, &one.name).cmp(&(&other.source, &other.name)));
    refuse_zip_of_zips(&within, &found[before..])
}

fn refuse_zip_of_zips(within: &str, entries: &[Found]) -> Result<(), ArchiveError> {
    let inner = entries.iter().find(|file| file.kind == FileKind::InnerZip);
    match inner {
        Some(inner) if !entries.iter().any(|file| file.kind.is_table()) => {
            Err(ArchiveError::ZipOfZips { file: within.to_owned(), inner: inner.name.clone() })
        }
        _ => Ok(()),
    }
}

fn in_folder(folder: &Path, limits: &Limits, found: &mut Vec<Found>) -> Result<(), ArchiveError> {
    let mut waiting = vec![folder.to_owned()];
    let mut seen = 0;
    while let Some(inner) = waiting.pop() {
        for path in entries_of(&inner)? {
            seen += 1;
            if seen > limits.files {
                return Err(ArchiveError::TooLarge { file: shown(folder), excess: Excess::Files });
            }
            // A link may lead anywhere, in circles too: only what is really in the folder is looked at.
            let kind = fs::symlink_metadata(&path).map_err(|cause| ArchiveError::unreadable(&path, &cause))?;
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() {
                found.push(in_folder_at(folder, &path));
            }
        }
    }
    Ok(())
}

fn entries_of(folder: &Path) -> Result<Vec<PathBuf>, ArchiveError> {
    let unreadable = |cause| ArchiveError::unreadable(folder, &cause);
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn in_folder_at(folder: &Path, path: &Path) -> Found {
    let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    Found { kind: FileKind::of(&inside), within: shown(folder), ..by_itself(path) }
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

    #[test]
    fn files_of_one_folder_are_one_source_however_given() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["messages.csv", "Connections.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let given = [folder.path().to_owned(), folder.path().join("messages.csv")];
        let found = find(&given, &Limits::default()).unwrap();
        assert_eq!(
            found.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["Connections.csv", "messages.csv"]
        );
        assert_eq!(found[0].source, found[1].source);
    }

    #[test]
    fn exports_side_by_side_in_a_folder_are_two_sources() {
        let folder = tempfile::tempdir().unwrap();
        for inner in ["a", "b"] {
            fs::create_dir(folder.path().join(inner)).unwrap();
            fs::write(folder.path().join(inner).join("messages.csv"), "x").unwrap();
        }
        let found = find(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_ne!(found[0].source, found[1].source);
    }

    #[test]
    fn a_folder_of_many_files_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..4 {
            fs::write(folder.path().join(number.to_string()), "").unwrap();
        }
        let limits = Limits { files: 3, ..Limits::default() };
        let error = find(&[folder.path().to_owned()], &limits).unwrap_err();
        assert!(matches!(error, ArchiveError::TooLarge { excess: Excess::Files, .. }));
    }
}
