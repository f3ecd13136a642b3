//! Finds the files of exports in the given paths: in zips, in folders, and single files.
//!
//! The base name determines the kind of a file, at any depth; its header confirms the kind later. The names of zip
//! entries are only compared, never used as paths. The tables in one folder are one *source*: one export of one owner.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{ArchiveError, printable};
use super::file_kind::{FileKind, base_name};
use super::limits::{ExceededLimit, Limits};
use super::open::{OpenZip, file_label, open, open_zip};

/// The most characters of an entry's name that are shown.
const LONGEST_LABEL: usize = 200;

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FileLocation {
    File(PathBuf),
    ZipEntry(PathBuf, usize),
}

/// Identifies a source: the zip or folder, and the folder inside a zip.
pub(super) type SourceKey = (PathBuf, String);

/// A file of an archive.
#[derive(Clone, Debug)]
pub(super) struct ArchiveFile {
    /// Its base name.
    pub(super) name: String,
    /// Its kind, according to its name.
    pub(super) kind: FileKind,
    /// The given archive or folder, as shown to the member; empty for a single file.
    pub(super) within: String,
    pub(super) source: SourceKey,
    location: FileLocation,
}

impl ArchiveFile {
    /// The file as shown to the member.
    pub(super) fn label(&self) -> String {
        if self.within.is_empty() { self.name.clone() } else { format!("{}: {}", self.within, self.name) }
    }

    /// The error for bytes that cannot be read.
    pub(super) fn damaged(&self, cause: &impl Display) -> ArchiveError {
        match &self.location {
            FileLocation::File(path) => ArchiveError::unreadable(path, cause),
            FileLocation::ZipEntry(..) => ArchiveError::Damaged { file: self.label(), cause: cause.to_string() },
        }
    }
}

/// Opens files. The zip opened last stays open, because its files are read one after the other, and opening a zip reads
/// the list of all of them.
pub(super) struct FileOpener {
    limits: Limits,
    zip: Option<(PathBuf, OpenZip)>,
}

impl FileOpener {
    pub(super) fn new(limits: Limits) -> Self {
        FileOpener { limits, zip: None }
    }

    /// Opens a file and calls `read` with its bytes.
    pub(super) fn read<T>(
        &mut self,
        file: &ArchiveFile,
        read: impl FnOnce(&mut dyn Read) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        match &file.location {
            FileLocation::File(path) => read(&mut open(path)?),
            FileLocation::ZipEntry(path, index) => {
                let mut entry = self.zip(path)?.by_index(*index).map_err(|cause| file.damaged(&cause))?;
                read(&mut entry)
            }
        }
    }

    fn zip(&mut self, path: &Path) -> Result<&mut OpenZip, ArchiveError> {
        let (_, zip) = match self.zip.take() {
            Some(open) if open.0 == path => self.zip.insert(open),
            _ => self.zip.insert((path.to_owned(), open_zip(path, &self.limits)?)),
        };
        Ok(zip)
    }
}

/// The part of a path before the last slash of either kind.
fn folder_of(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| &path[..end])
}

/// Lists every file in the given paths once, in the given order.
pub(super) fn find_files(paths: &[PathBuf], limits: &Limits) -> Result<Vec<ArchiveFile>, ArchiveError> {
    let mut found = Vec::new();
    for path in paths {
        let unreadable = |cause| ArchiveError::unreadable(path, &cause);
        let real = fs::canonicalize(path).map_err(unreadable)?;
        let metadata = fs::metadata(&real).map_err(unreadable)?;
        if metadata.is_dir() {
            list_folder(&real, limits, &mut found)?;
        } else if !metadata.is_file() {
            // Reading a pipe would block, and a device may have no end.
            return Err(ArchiveError::unreadable(path, &"it is neither a file nor a folder"));
        } else if is_zip(&real)? {
            list_zip(&real, limits, &mut found)?;
        } else {
            found.push(single_file(&real));
        }
    }
    let mut locations = BTreeSet::new();
    found.retain(|file: &ArchiveFile| locations.insert(file.location.clone()));
    Ok(found)
}

/// Whether a file is a zip, by its name or its first bytes.
fn is_zip(path: &Path) -> Result<bool, ArchiveError> {
    let mut start = Vec::new();
    let read = open(path)?.take(4).read_to_end(&mut start);
    read.map_err(|cause| ArchiveError::unreadable(path, &cause))?;
    let is_named_zip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    Ok(is_named_zip || start == b"PK\x03\x04" || start == b"PK\x05\x06")
}

fn single_file(path: &Path) -> ArchiveFile {
    let name = file_label(path);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let location = FileLocation::File(path.to_owned());
    ArchiveFile { kind: FileKind::of(&name), name, within: String::new(), source: (folder, String::new()), location }
}

fn list_zip(path: &Path, limits: &Limits, found: &mut Vec<ArchiveFile>) -> Result<(), ArchiveError> {
    let archive = open_zip(path, limits)?;
    let within = file_label(path);
    let before = found.len();
    require_few_files(&within, before + archive.len(), limits)?;
    for index in 0..archive.len() {
        // A name that cannot be decoded is not the name of a table.
        let entry = archive.name_for_index(index).unwrap_or("?");
        if entry.ends_with(['/', '\\']) {
            continue;
        }
        let kind = FileKind::of(entry);
        found.push(ArchiveFile {
            name: entry_label(entry, kind),
            kind,
            within: within.clone(),
            source: (path.to_owned(), folder_of(entry).to_owned()),
            location: FileLocation::ZipEntry(path.to_owned(), index),
        });
    }
    // LinkedIn's zips have their entries in random order.
    found[before..].sort_by(|one, other| (&one.source, &one.name).cmp(&(&other.source, &other.name)));
    refuse_zip_of_zips(&within, &found[before..])
}

/// The name of an entry as shown to the member: of one that leads out of the zip, its whole path.
fn entry_label(entry: &str, kind: FileKind) -> String {
    let shown = if kind == FileKind::Outside { entry } else { base_name(entry) };
    printable(shown).chars().take(LONGEST_LABEL).collect()
}

fn refuse_zip_of_zips(within: &str, entries: &[ArchiveFile]) -> Result<(), ArchiveError> {
    let inner = entries.iter().find(|file| file.kind == FileKind::InnerZip);
    match inner {
        Some(inner) if !entries.iter().any(|file| file.kind.is_table()) => {
            Err(ArchiveError::ZipOfZips { file: within.to_owned(), inner: inner.name.clone() })
        }
        _ => Ok(()),
    }
}

fn list_folder(folder: &Path, limits: &Limits, found: &mut Vec<ArchiveFile>) -> Result<(), ArchiveError> {
    let mut pending = vec![folder.to_owned()];
    let before = found.len();
    // Empty folders count too.
    let mut seen = before;
    while let Some(inner) = pending.pop() {
        for path in entries_of(&inner, limits)? {
            seen += 1;
            require_few_files(&file_label(folder), seen, limits)?;
            // Links are not followed: they may lead out of the folder or form a cycle.
            let metadata = fs::symlink_metadata(&path).map_err(|cause| ArchiveError::unreadable(&path, &cause))?;
            if metadata.is_dir() {
                pending.push(path);
            } else if metadata.is_file() {
                found.push(file_in_folder(folder, &path));
            }
        }
    }
    list_zips_instead(folder, before, limits, found)
}

/// Lists the tables of LinkedIn's zips in a folder that has no tables of its own. `before` is where the files of the
/// folder start.
fn list_zips_instead(
    folder: &Path,
    before: usize,
    limits: &Limits,
    found: &mut Vec<ArchiveFile>,
) -> Result<(), ArchiveError> {
    let in_folder = &found[before..];
    if in_folder.iter().any(|file| file.kind.is_correspondence()) {
        return Ok(());
    }
    let zips: Vec<&ArchiveFile> = in_folder.iter().filter(|file| file.kind == FileKind::InnerZip).collect();
    let by_name = |zip: &&&ArchiveFile| zip.name.to_lowercase().contains("linkedindataexport");
    let named: Vec<&ArchiveFile> = zips.iter().filter(by_name).copied().collect();
    let chosen = match (named.is_empty(), zips.len()) {
        (false, _) => named,
        (true, 0 | 1) => zips,
        (true, _) => {
            let zips = zips.iter().map(|zip| zip.name.clone()).collect();
            return Err(ArchiveError::ZipsInFolder { folder: file_label(folder), zips });
        }
    };
    let locations: BTreeSet<FileLocation> = chosen.into_iter().map(|zip| zip.location.clone()).collect();
    found.retain(|file| !locations.contains(&file.location));
    let paths = locations.into_iter().map(|location| match location {
        FileLocation::File(path) | FileLocation::ZipEntry(path, _) => path,
    });
    paths.into_iter().try_for_each(|path| list_zip(&path, limits, found))
}

fn require_few_files(within: &str, files: usize, limits: &Limits) -> Result<(), ArchiveError> {
    if files as u64 > limits.files {
        return Err(ArchiveError::TooLarge { file: within.to_owned(), limit: ExceededLimit::Files(limits.files) });
    }
    Ok(())
}

/// The entries of a folder, or enough of them to exceed the limit.
fn entries_of(folder: &Path, limits: &Limits) -> Result<Vec<PathBuf>, ArchiveError> {
    let unreadable = |cause| ArchiveError::unreadable(folder, &cause);
    let enough = usize::try_from(limits.files).unwrap_or(usize::MAX).saturating_add(1);
    let entries = fs::read_dir(folder).map_err(unreadable)?.take(enough);
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn file_in_folder(folder: &Path, path: &Path) -> ArchiveFile {
    let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    ArchiveFile { kind: FileKind::of(&inside), within: file_label(folder), ..single_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_one_folder_are_one_source_even_if_given_separately() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["messages.csv", "Connections.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let given = [folder.path().to_owned(), folder.path().join("messages.csv")];
        let found = find_files(&given, &Limits::default()).unwrap();
        assert_eq!(
            found.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["Connections.csv", "messages.csv"]
        );
        assert_eq!(found[0].source, found[1].source);
    }

    #[test]
    fn two_folders_inside_a_folder_are_two_sources() {
        let folder = tempfile::tempdir().unwrap();
        for inner in ["a", "b"] {
            fs::create_dir(folder.path().join(inner)).unwrap();
            fs::write(folder.path().join(inner).join("messages.csv"), "x").unwrap();
        }
        let found = find_files(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_ne!(found[0].source, found[1].source);
    }

    #[test]
    fn a_folder_with_too_many_files_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..4 {
            fs::write(folder.path().join(number.to_string()), "").unwrap();
        }
        let limits = Limits { files: 3, ..Limits::default() };
        let error = find_files(&[folder.path().to_owned()], &limits).unwrap_err();
        assert!(matches!(error, ArchiveError::TooLarge { limit: ExceededLimit::Files(3), .. }));
    }
}
