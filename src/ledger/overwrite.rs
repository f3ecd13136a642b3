//! Writing over the slack of a file that stands, while others may read it.
//!
//! A reader copies a file page by page, and takes no lock. A record that is written over several pages, or into a page
//! that is just being copied, would be seen in part. So it is written into one page, and that page is handed over past
//! the system's cache, where the system can do so: the cached page is dropped, and read anew by whoever comes next.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::crash;
use super::document::PAGE;
use super::error::LedgerError;
use super::file::{Doing, write_whole};
use super::identity::FileIdentity;
use super::system;

/// What is written over a part of a file.
pub(super) struct Patch<'a> {
    /// Where.
    pub(super) offset: usize,
    /// What.
    pub(super) bytes: &'a [u8],
}

/// What is written to append records.
pub(super) struct Append<'a> {
    /// The number in the opening line.
    pub(super) number: Patch<'a>,
    /// Spaces in place of the end of the line above.
    pub(super) spaces: Patch<'a>,
    /// The records, within one page.
    pub(super) records: Patch<'a>,
    /// Whether they are several that belong together: they are only begun when the number lasts.
    pub(super) is_step: bool,
}

/// Appends to the file that was read, and syncs.
pub(super) fn append(path: &Path, read: &FileIdentity, append: &Append<'_>) -> Result<(), LedgerError> {
    crash::step("append.begin");
    let mut file = OpenOptions::new().read(true).write(true).open(path).doing("write", path)?;
    let found = FileIdentity::of(&file.metadata().doing("write", path)?);
    if !found.is_unwritten_since(read) {
        return Err(LedgerError::Changed(path.to_owned()));
    }
    let mut write = || -> io::Result<()> {
        put(&mut file, &append.number, "append.number")?;
        crash::step("append.numbered");
        if append.is_step {
            file.sync_data()?;
        }
        put(&mut file, &append.spaces, "append.spaces")?;
        put_at_once(&mut file, &append.records, "append.records")?;
        crash::step("append.written");
        file.sync_data()?;
        crash::step("append.synced");
        Ok(())
    };
    write().doing("write", path)
}

fn put(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    file.seek(SeekFrom::Start(patch.offset as u64))?;
    write_whole(file, patch.bytes, step)
}

/// Puts what lies within one page so that whoever reads meanwhile finds all of it or nothing; where the system cannot
/// do that, as any bytes are put.
fn put_at_once(file: &mut File, patch: &Patch<'_>, step: &str) -> io::Result<()> {
    let cut = crash::cut(step, patch.bytes.len());
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

/// A page in memory, where a system that bypasses its cache wants it to lie.
#[repr(align(4096))]
struct Page([u8; PAGE]);

/// Writes the page that these bytes lie within, with them; says no where that cannot be done.
fn put_page(file: &mut File, offset: usize, bytes: &[u8]) -> io::Result<bool> {
    let place = SeekFrom::Start((offset / PAGE * PAGE) as u64);
    let within = offset % PAGE..offset % PAGE + bytes.len();
    let mut page = Page([0; PAGE]);
    file.seek(place)?;
    if within.end > PAGE || file.read_exact(&mut page.0).is_err() || system::bypass_cache(file, true).is_err() {
        return Ok(false);
    }
    page.0[within].copy_from_slice(bytes);
    file.seek(place)?;
    let written = file.write(&page.0);
    system::bypass_cache(file, false)?;
    Ok(matches!(written, Ok(PAGE)))
}
