//! Writing over the slack of a file while other processes may read it.
//!
//! A reader takes no lock, and the system copies the file to it page by page. A record that spans two pages, or is written
//! into a page that is just being copied, would be seen in part. So it is written into one page, and that page bypasses
//! the page cache where the system allows it: the cached page is dropped as a whole, and the next reader gets the new one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::document::PAGE;
use super::error::LedgerError;
use super::failpoints;
use super::file::{IoContext, write_bytes};
use super::identity::FileIdentity;
use super::platform;

/// Bytes that are written over a part of a file.
pub(super) struct Patch<'a> {
    pub(super) offset: usize,
    pub(super) bytes: &'a [u8],
}

/// What is written to append records.
pub(super) struct Append<'a> {
    /// The commit offset in the opening line.
    pub(super) commit_offset: Patch<'a>,
    /// Spaces in place of the end of the previous line.
    pub(super) spaces: Patch<'a>,
    /// The records, within one page.
    pub(super) records: Patch<'a>,
    /// Whether they are several that belong together. Then the commit offset is synced before the first of them.
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
        put(&mut file, &append.commit_offset, "append.number")?;
        failpoints::step("append.numbered");
        if append.is_step {
            file.sync_data()?;
        }
        put(&mut file, &append.spaces, "append.spaces")?;
        put_at_once(&mut file, &append.records, "append.records")?;
        failpoints::step("append.written");
        file.sync_data()?;
        failpoints::step("append.synced");
        Ok(())
    };
    write().context("write", path)
}

fn put(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    file.seek(SeekFrom::Start(patch.offset as u64))?;
    write_bytes(file, patch.bytes, step)
}

/// Writes bytes that lie within one page so that a reader sees all of them or none; where the system cannot do that,
/// writes them as any others.
fn put_at_once(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    let cut = failpoints::cut(step, patch.bytes.len());
    let bytes = &patch.bytes[..cut.unwrap_or(patch.bytes.len())];
    if !put_page(file, patch.offset, bytes)? {
        file.seek(SeekFrom::Start(patch.offset as u64))?;
        file.write_all(bytes)?;
    }
    if cut.is_some() {
        std::process::abort();
    }
    Ok(())
}

/// A page in memory, aligned as the system needs it to bypass its cache.
#[repr(align(4096))]
struct Page([u8; PAGE]);

/// Writes the whole page that these bytes are in; returns false where the system cannot bypass its cache.
fn put_page(file: &mut File, offset: usize, bytes: &[u8]) -> io::Result<bool> {
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
