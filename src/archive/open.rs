//! Opens files and zips. The directory at the end of a zip may claim millions of files, so only so much of it is read.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{ArchiveError, printable};
use super::limits::{ExceededLimit, Limits, exceeded_limit};

/// An open zip.
pub(super) type OpenZip = ZipArchive<Directory<BufReader<File>>>;

/// The signature of the record that ends a zip.
const END_RECORD: &[u8] = b"PK\x05\x06";
/// The bytes at the end of a zip that hold this record: its own, and the longest comment.
const END_BYTES: u64 = 22 + 0xffff;

/// A reader that fails when more is read than a directory may have, until the directory was read.
pub(super) struct Directory<R> {
    inner: R,
    /// How many bytes may still be read; `None` once the directory was read.
    remaining: Rc<Cell<Option<u64>>>,
    limit: u64,
}

impl<R: Read> Read for Directory<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(remaining) = self.remaining.get() {
            let left = remaining.checked_sub(count as u64);
            let left = left.ok_or_else(|| io::Error::other(ExceededLimit::Directory(self.limit)))?;
            self.remaining.set(Some(left));
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Directory<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        self.inner.stream_position()
    }
}

/// The last part of a path, as shown to the member.
pub(super) fn file_label(path: &Path) -> String {
    printable(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// Opens a file.
pub(super) fn open(path: &Path) -> Result<File, ArchiveError> {
    File::open(path).map_err(|cause| ArchiveError::unreadable(path, &cause))
}

/// Opens a zip, and reads its directory.
pub(super) fn open_zip(path: &Path, limits: &Limits) -> Result<OpenZip, ArchiveError> {
    let damaged = |cause: String| ArchiveError::Damaged { file: file_label(path), cause };
    let mut file = open(path)?;
    if !has_end(&mut file).map_err(|cause| ArchiveError::unreadable(path, &cause))? {
        return Err(damaged("it has no list of files at its end".into()));
    }
    let limit = limits.directory_bytes;
    let remaining = Rc::new(Cell::new(Some(limit)));
    let reader = Directory { inner: BufReader::new(file), remaining: Rc::clone(&remaining), limit };
    let zip = ZipArchive::new(reader).map_err(|error| match &error {
        ZipError::Io(cause) => exceeded_limit(cause).map_or_else(
            || damaged(error.to_string()),
            |limit| ArchiveError::TooLarge { file: file_label(path), limit },
        ),
        _ => damaged(error.to_string()),
    })?;
    remaining.set(None);
    Ok(zip)
}

/// Whether a zip has the record that ends it. A download that broke off has none.
fn has_end(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END_BYTES)))?;
    let mut end = Vec::new();
    file.take(END_BYTES).read_to_end(&mut end)?;
    Ok(memmem::rfind(&end, END_RECORD).is_some())
}
