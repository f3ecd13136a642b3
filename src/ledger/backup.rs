//! Backups: copies of the ledger in the folder `backups` beside it.
//!
//! One is kept before every rewrite, and so on the first write of each day. Where the system has links, it is
//! the file as it was, under a second name: the rewrite puts a new file in its place. Of the copies there
//! stay the newest [`NEWEST`], and the newest of each of the last [`DAYS`] days, [`WEEKS`] weeks and
//! [`MONTHS`] months that have one. What was damaged when it was put aside is not counted among them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDateTime};
use chrono_tz::Tz;

use super::error::LedgerError;
use super::failpoints;
use super::file::{self, IoContext};
use super::platform;
use crate::engine::calendar::{Instant, date_of};

/// How many backups stay, whatever their age.
pub const NEWEST: usize = 10;
/// Of how many days the newest stays.
pub const DAYS: usize = 7;
/// Of how many weeks the newest stays.
pub const WEEKS: usize = 5;
/// Of how many months the newest stays.
pub const MONTHS: usize = 12;

/// The folder's name.
const FOLDER: &str = "backups";
/// The form of the instant in a backup's name.
const STAMP: &str = "%Y%m%dT%H%M%SZ";
/// What stands behind it when the file was damaged.
const DAMAGED: &str = "-damaged";

/// A backup of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its name, for `backup restore`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// When it was taken.
    pub taken: Instant,
    /// Which one of that second.
    pub number: u32,
    /// Its size.
    pub bytes: u64,
    /// Whether it was put aside because it was damaged.
    pub is_damaged: bool,
}

/// The folder that a ledger's backups are in.
pub(super) fn folder(ledger: &Path) -> PathBuf {
    file::folder_of(ledger).join(FOLDER)
}

/// Every backup of a ledger, newest first.
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
    let name = entry.file_name().into_string().ok()?;
    let (before, behind) = affixes(ledger)?;
    let label = name.strip_prefix(&before)?.strip_suffix(&behind)?;
    let (label, is_damaged) = label.strip_suffix(DAMAGED).map_or((label, false), |label| (label, true));
    let (stamp, number) = label.split_once('-').unwrap_or((label, "1"));
    let taken = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?.and_utc();
    let bytes = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
    Some(Backup { path: entry.path(), taken: taken.into(), number: number.parse().ok()?, bytes, is_damaged, name })
}

/// What stands before and behind the instant in the name of a ledger's backup.
fn affixes(ledger: &Path) -> Option<(String, String)> {
    let name = ledger.file_name()?.to_string_lossy().into_owned();
    Some(match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => (format!("{stem}-"), format!(".{suffix}")),
        _ => (format!("{name}-"), String::new()),
    })
}

/// Whether there is none of today yet.
pub(super) fn is_due(ledger: &Path, now: Instant, zone: Tz) -> bool {
    let today = date_of(now, zone);
    list(ledger).is_ok_and(|backups| !backups.iter().any(|backup| date_of(backup.taken, zone) == today))
}

/// Keeps the file as it stands, and says by which name.
pub(super) fn keep(ledger: &Path, now: Instant, is_damaged: bool) -> Result<String, LedgerError> {
    let folder = folder(ledger);
    file::make_folder(&folder)?;
    let (before, behind) = affixes(ledger).ok_or_else(|| LedgerError::NotAFile(ledger.to_owned()))?;
    let (stamp, mark) = (now.in_utc().format(STAMP), if is_damaged { DAMAGED } else { "" });
    failpoints::step("backup.begin");
    for number in 1_u32.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let name = format!("{before}{stamp}{suffix}{mark}{behind}");
        let path = folder.join(&name);
        match link_or_copy(ledger, &path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            kept => {
                kept.context("write", &path)?;
                platform::sync_folder(&folder).context("write", &folder)?;
                failpoints::step("backup.done");
                return Ok(name);
            }
        }
    }
    unreachable!("some number is free")
}

/// The same file under a second name; a copy where the system has no links.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if !matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            file::write_new(to, &fs::read(from)?)
        }
        linked => linked,
    }
}

/// Takes away what need not stay. Nothing is lost when that fails: it is tried again.
pub(super) fn thin(ledger: &Path, zone: Tz) {
    let backups = list(ledger).unwrap_or_default();
    for backup in surplus(backups.iter().filter(|backup| !backup.is_damaged), zone) {
        let _ = fs::remove_file(&backup.path);
    }
}

/// Those of the backups, newest first, that need not stay.
fn surplus<'a>(backups: impl Iterator<Item = &'a Backup>, zone: Tz) -> Vec<&'a Backup> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut surplus = Vec::new();
    for (place, backup) in backups.enumerate() {
        let date = date_of(backup.taken, zone);
        let of_day = days.len() < DAYS && days.insert(date);
        let of_week = weeks.len() < WEEKS && weeks.insert((date.iso_week().year(), date.iso_week().week()));
        let of_month = months.len() < MONTHS && months.insert((date.year(), date.month()));
        if place >= NEWEST && !of_day && !of_week && !of_month {
            surplus.push(backup);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_thin_out_with_age() {
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
        assert!((NEWEST + MONTHS..=NEWEST + DAYS + WEEKS + MONTHS).contains(&kept), "{kept}");
    }
}
