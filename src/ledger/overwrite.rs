//! Writes over the slack of a file while other processes may read it.
//!
//! Readers take no lock, and the system copies the file to them page by page. A reader could therefore see part of a
//! record that spans two pages, or that is written into a page while it is copied. For this reason each write stays
//! within one page, and bypasses the page cache if the system allows it: the system then drops the cached page as a
//! whole, and the next reader gets the new one. Where it does not (macOS, Windows), a reader may see a part of a record
//! for a moment. inquota then waits for the lock and reads again; any other program finds JSON that does not parse, and
//! has to read again.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::document::PAGE;
use super::error::{LedgerError, WriteEffect};
use super::failpoints;
use super::file::{IoContext, write_bytes};
use super::identity::FileIdentity;
use super::platform;

/// Bytes to write over a part of a file.
pub(super) struct Patch<'a> {
    pub(super) offset: usize,
    pub(super) bytes: &'a [u8],
}

/// The writes that append records.
pub(super) struct Append<'a> {
    /// The commit offset in the opening line.
    pub(super) commit_offset: Patch<'a>,
    /// Spaces that replace the line break after the previous record.
    pub(super) spaces: Patch<'a>,
    /// The records, within one page.
    pub(super) records: Patch<'a>,
    /// Whether these are several records of one step. The commit offset is then synced before they are written.
    pub(super) is_step: bool,
}

/// Appends to the file that was read, and syncs it. The records are the last bytes to be written: after a failure
/// before them, the file has the same records as before. `begin` gets what keeps other processes from writing.
pub(super) fn append<G>(
    path: &Path,
    read: &FileIdentity,
    append: &Append<'_>,
    begin: impl FnOnce() -> Result<G, LedgerError>,
) -> Result<(), LedgerError> {
    failpoints::step("append.begin");
    let _guard = begin()?;
    let mut file = OpenOptions::new().read(true).write(true).open(path).context("write", path)?;
    let found = FileIdentity::of(&file.metadata().context("write", path)?);
    if !found.is_unwritten_since(read) {
        return Err(LedgerError::Changed(path.to_owned()));
    }
    let before = Before::read(&mut file, append).context("read", path)?;
    if let Err(error) = set_commit_offset(&mut file, append).and_then(|()| write_records(&mut file, append)) {
        return Err(error).context_after(before.put_back(path, append), "write", path);
    }
    failpoints::step("append.written");
    file.sync_data().context_after(WriteEffect::Unconfirmed, "sync", path)?;
    failpoints::step("append.synced");
    Ok(())
}

fn set_commit_offset(file: &mut File, append: &Append<'_>) -> io::Result<()> {
    write_at(file, &append.commit_offset, "append.number")?;
    failpoints::step("append.numbered");
    if append.is_step { file.sync_data() } else { Ok(()) }
}

fn write_records(file: &mut File, append: &Append<'_>) -> io::Result<()> {
    write_at(file, &append.spaces, "append.spaces")?;
    write_at_once(file, &append.records, "append.records")
}

/// The bytes that an append writes over.
struct Before {
    commit_offset: Vec<u8>,
    /// Those of the spaces and the records.
    slack: Vec<u8>,
}

impl Before {
    fn read(file: &mut File, append: &Append<'_>) -> io::Result<Before> {
        let Append { commit_offset, spaces, records, .. } = append;
        Ok(Before {
            commit_offset: read_at(file, commit_offset.offset, commit_offset.bytes.len())?,
            slack: read_at(file, spaces.offset, spaces.bytes.len() + records.bytes.len())?,
        })
    }

    /// Puts the bytes back after a write that failed, and finds out whether that worked. Opens the file anew, because
    /// the failure may come from the state of the open file.
    fn put_back(&self, path: &Path, append: &Append<'_>) -> WriteEffect {
        let put_back = || {
            let mut file = OpenOptions::new().read(true).write(true).open(path)?;
            // What counts is what can be read afterwards.
            let slack = Patch { offset: append.spaces.offset, bytes: &self.slack };
            let _ = write_at(&mut file, &slack, "append.slack_put_back");
            let offset = Patch { offset: append.commit_offset.offset, bytes: &self.commit_offset };
            let _ = write_at(&mut file, &offset, "append.number_put_back");
            read_at(&mut file, append.spaces.offset, self.slack.len())
        };
        match put_back() {
            Ok(found) if found == self.slack => WriteEffect::Nothing,
            Ok(found) if found == [append.spaces.bytes, append.records.bytes].concat() => WriteEffect::Unconfirmed,
            _ => WriteEffect::Unknown,
        }
    }
}

fn read_at(file: &mut File, offset: usize, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset as u64))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn write_at(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    file.seek(SeekFrom::Start(patch.offset as u64))?;
    write_bytes(file, patch.bytes, step)
}

/// Writes bytes within one page so that a reader sees all of them or none. If the system does not support that, writes
/// them normally.
fn write_at_once(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    let cut = failpoints::abort_after(step, patch.bytes.len());
    let bytes = &patch.bytes[..cut.unwrap_or(patch.bytes.len())];
    if !write_page(file, patch.offset, bytes)? {
        file.seek(SeekFrom::Start(patch.offset as u64))?;
        file.write_all(bytes)?;
    }
    if cut.is_some() {
        std::process::abort();
    }
    Ok(())
}

/// A page in memory, with the alignment that writes need to bypass the page cache.
#[repr(align(4096))]
struct Page([u8; PAGE]);

/// Writes the whole page that contains these bytes. Returns false if the system cannot bypass the page cache.
fn write_page(file: &mut File, offset: usize, bytes: &[u8]) -> io::Result<bool> {
    let place = SeekFrom::Start((offset / PAGE * PAGE) as u64);
    let within = offset % PAGE..offset % PAGE + bytes.len();
    let mut page = Page([0; PAGE]);
    file.seek(place)?;
    if within.end > PAGE || file.read_exact(&mut page.0).is_err() || platform::bypass_cache(file, true).is_err() {
        return Ok(false);
    }
    page.0[within].copy_from_slice(bytes);
    file.seek(place)?;
    let is_written = matches!(file.write(&page.0), Ok(PAGE));
    // If the page is written, nothing else is written to the open file, and how it would be done does not matter.
    platform::bypass_cache(file, false).or_else(|error| if is_written { Ok(()) } else { Err(error) })?;
    Ok(is_written)
}
