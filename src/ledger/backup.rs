//! Backups: copies of the ledger in the folder `backups` next to it.
//!
//! A backup is made each time before the file is replaced, which includes the first write of each day. Where the system
//! has hard links, a backup is a link to the old file, because a new file replaces it. The newest [`KEPT_NEWEST`]
//! backups are kept, and the newest one of each of the last [`KEPT_DAYS`] days, [`KEPT_WEEKS`] weeks and
//! [`KEPT_MONTHS`] months that have a backup. Backups of damaged files do not count, and are never deleted.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDateTime};
use chrono_tz::Tz;

use super::error::LedgerError;
use super::failpoints;
use super::file::{self, IoContext};
use super::names::BACKUPS;
use super::platform::{self, OpenFolder};
use crate::engine::calendar::{Instant, date_of};

/// The number of backups that are kept regardless of their age.
pub const KEPT_NEWEST: usize = 10;
/// The number of days for which the newest backup is kept.
pub const KEPT_DAYS: usize = 7;
/// The number of weeks for which the newest backup is kept.
pub const KEPT_WEEKS: usize = 5;
/// The number of months for which the newest backup is kept.
pub const KEPT_MONTHS: usize = 12;

/// The format of the time in a backup's name.
const TIME_FORMAT: &str = "%Y%m%dT%H%M%SZ";
/// The mark after the time in the name if the file was damaged.
const DAMAGED: &str = "-damaged";

/// A backup of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its name, for `backup restore`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub taken: Instant,
    /// Its number among the backups of the same second, from 1.
    pub number: u32,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether the file was already damaged when the backup was made.
    pub is_damaged: bool,
}

/// The folder of a ledger's backups.
pub(super) fn folder(ledger: &Path) -> PathBuf {
    file::folder_of(ledger).join(BACKUPS)
}

/// Lists every backup of a ledger, newest first.
pub(super) fn list(ledger: &Path) -> Result<Vec<Backup>, LedgerError> {
    let folder = folder(ledger);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.context("read", &folder)?,
    };
    let mut backups: Vec<Backup> = entries.filter_map(|entry| backup(&entry.ok()?, ledger)).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.taken, backup.number)));
    Ok(backups)
}

fn backup(entry: &fs::DirEntry, ledger: &Path) -> Option<Backup> {
    let name = entry.file_name();
    let (prefix, suffix) = affixes(ledger)?;
    let label = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes())?;
    let label = std::str::from_utf8(label.strip_suffix(suffix.as_encoded_bytes())?).ok()?;
    let (label, is_damaged) = label.strip_suffix(DAMAGED).map_or((label, false), |label| (label, true));
    let (time, number) = label.split_once('-').unwrap_or((label, "1"));
    let taken = NaiveDateTime::parse_from_str(time, TIME_FORMAT).ok()?.and_utc();
    let bytes = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
    let number = number.parse().ok()?;
    let name = name.to_string_lossy().into_owned();
    Some(Backup { name, path: entry.path(), taken: taken.into(), number, bytes, is_damaged })
}

/// The parts of a backup's name before and after the time. The ledger's name need not be UTF-8.
fn affixes(ledger: &Path) -> Option<(OsString, OsString)> {
    let (mut prefix, mut suffix) = (ledger.file_stem()?.to_owned(), OsString::new());
    prefix.push("-");
    if let Some(extension) = ledger.extension() {
        suffix.push(".");
        suffix.push(extension);
    }
    Some((prefix, suffix))
}

/// Whether no backup was made today.
pub(super) fn is_due(ledger: &Path, now: Instant, zone: Tz) -> bool {
    let today = date_of(now, zone);
    list(ledger).is_ok_and(|backups| !backups.iter().any(|backup| date_of(backup.taken, zone) == today))
}

/// A backup that was made just now.
pub(super) struct NewBackup {
    pub(super) name: String,
    path: PathBuf,
}

impl NewBackup {
    /// Deletes the backup, because nothing was written after it. A failure is harmless.
    pub(super) fn delete(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes a backup of the file.
pub(super) fn make(ledger: &Path, now: Instant, is_damaged: bool) -> Result<NewBackup, LedgerError> {
    let folder = folder(ledger);
    file::make_folder(&folder)?;
    let open = OpenFolder::open(&folder).context("open", &folder)?;
    failpoints::step("backup.begin");
    let path = new_copy(ledger, &folder, now, is_damaged)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let backup = NewBackup { name, path };
    open.sync().context("write", &folder).inspect_err(|_| backup.delete())?;
    failpoints::step("backup.done");
    Ok(backup)
}

/// Copies the file to a new name in the folder, and returns the path.
fn new_copy(ledger: &Path, folder: &Path, now: Instant, is_damaged: bool) -> Result<PathBuf, LedgerError> {
    let (prefix, suffix) = affixes(ledger).ok_or_else(|| LedgerError::NotAFile(ledger.to_owned()))?;
    let (time, mark) = (now.in_utc().format(TIME_FORMAT), if is_damaged { DAMAGED } else { "" });
    for number in 1_u32.. {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = prefix.clone();
        name.push(format!("{time}{number}{mark}"));
        name.push(&suffix);
        let path = folder.join(&name);
        match link_or_copy(ledger, &path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return made.context("write", &path).map(|()| path),
        }
    }
    unreachable!("some number is free")
}

/// Makes a hard link to a file, or a copy if the file system has no hard links. Also a copy if the system does not tell
/// how many links a file has: an append could not know that it would change the backup too.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    if !platform::COUNTS_LINKS {
        return file::write_new(to, &fs::read(from)?);
    }
    match fs::hard_link(from, to) {
        Err(error) if !matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            file::write_new(to, &fs::read(from)?)
        }
        linked => linked,
    }
}

/// Deletes the backups that need not be kept. A failure is harmless: the next backup tries again.
pub(super) fn delete_surplus(ledger: &Path, zone: Tz) {
    let backups = list(ledger).unwrap_or_default();
    for backup in surplus(backups.iter().filter(|backup| !backup.is_damaged), zone) {
        let _ = fs::remove_file(&backup.path);
    }
}

/// The backups that need not be kept. `backups` has the newest first.
fn surplus<'a>(backups: impl Iterator<Item = &'a Backup>, zone: Tz) -> Vec<&'a Backup> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut surplus = Vec::new();
    for (place, backup) in backups.enumerate() {
        let date = date_of(backup.taken, zone);
        let of_day = days.len() < KEPT_DAYS && days.insert(date);
        let of_week = weeks.len() < KEPT_WEEKS && weeks.insert((date.iso_week().year(), date.iso_week().week()));
        let of_month = months.len() < KEPT_MONTHS && months.insert((date.year(), date.month()));
        if place >= KEPT_NEWEST && !of_day && !of_week && !of_month {
            surplus.push(backup);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_old_backups_are_kept() {
        let hours = (0..24 * 800).step_by(6);
        let backup = |hour: i64| Backup {
            name: String::new(),
            path: PathBuf::new(),
            taken: Instant::from_unix(1_900_000_000 - hour * 3600),
            number: 1,
            bytes: 0,
            is_damaged: false,
        };
        let all: Vec<Backup> = hours.map(backup).collect();
        let kept = all.len() - surplus(all.iter(), chrono_tz::UTC).len();
        assert!(
            (KEPT_NEWEST + KEPT_MONTHS..=KEPT_NEWEST + KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS).contains(&kept),
            "{kept}"
        );
    }
}
