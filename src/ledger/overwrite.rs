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
use super::error::LedgerError;
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

/// Appends to the file that was read, and syncs it.
pub(super) fn append(path: &Path, read: &FileIdentity, append: &Append<'_>) -> Result<(), LedgerError> {
    failpoints::step("append.begin");
    let mut file = OpenOptions::new().read(true).write(true).open(path).context("write", path)?;
    let found = FileIdentity::of(&file.metadata().context("write", path)?);
    if !found.is_unwritten_since(read) {
        return Err(LedgerError::Changed(path.to_owned()));
    }
    let mut write = || -> io::Result<()> {
        write_at(&mut file, &append.commit_offset, "append.number")?;
        failpoints::step("append.numbered");
        if append.is_step {
            file.sync_data()?;
        }
        write_at(&mut file, &append.spaces, "append.spaces")?;
        write_at_once(&mut file, &append.records, "append.records")?;
        failpoints::step("append.written");
        file.sync_data()?;
        failpoints::step("append.synced");
        Ok(())
    };
    write().context("write", path)
}

fn write_at(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    file.seek(SeekFrom::Start(patch.offset as u64))?;
    write_bytes(file, patch.bytes, step)
}

/// Writes bytes within one page so that a reader sees all of them or none. If the system does not support that, writes
/// them normally.
fn write_at_once(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    let cut = failpoints::cut(step, patch.bytes.len());
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
    let written = file.write(&page.0);
    platform::bypass_cache(file, false)?;
    Ok(matches!(written, Ok(PAGE)))
}
