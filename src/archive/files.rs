//! Finds the tables of exports among the paths given: in zips, in folders, and files by themselves.
//!
//! A file is known by its base name at any depth, and later confirmed by its header. Names of entries are compared,
//! never used as paths. Tables side by side in one folder are one *source*: one export, of one owner.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::error::{ArchiveError, printable};
use super::file_kind::{FileKind, base_name};
use super::meter::{Excess, Limits};

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
    pub(super) fn damaged(&self, cause: &impl Display) -> ArchiveError {
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

/// The part of a path before the last slash of either kind.
fn folder_of(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| &path[..end])
}

/// The last part of a path, to show.
fn shown(path: &Path) -> String {
    printable(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// Finds every file in the paths given, each once, in the order given.
pub(super) fn find(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Found>, ArchiveError> {
    let mut found = Vec::new();
    for path in paths {
        let unreadable = |cause| ArchiveError::unreadable(path, &cause);
        let real = fs::canonicalize(path).map_err(unreadable)?;
        let about = fs::metadata(&real).map_err(unreadable)?;
        if about.is_dir() {
            in_folder(&real, limits, &mut found)?;
        } else if !about.is_file() {
            // A pipe would keep us waiting, and a device never end.
            return Err(ArchiveError::unreadable(path, &"it is neither a file nor a folder"));
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
        let entry = archive.name_for_index(index).unwrap_or("?");
        if entry.ends_with(['/', '\\']) {
            continue;
        }
        found.push(Found {
            name: printable(base_name(entry)),
            kind: FileKind::of(entry),
            within: within.clone(),
            source: (path.to_owned(), folder_of(entry).to_owned()),
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
