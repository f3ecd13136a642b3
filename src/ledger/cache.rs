//! Writes files in the cache folder.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::failpoints;
use super::file::folder_of;
use super::platform::{private, private_folder};

/// Writes a file in the cache folder. Ignores failures, because no result depends on the cache.
pub(crate) fn write_cache(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let _ = self::write(path, write);
}

/// Writes a file in the cache folder that only its owner can read. It is replaced as a whole, and not synced.
fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        private_folder().create(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let temp = path.with_file_name(name);
    let _ = fs::remove_file(&temp);
    let written = private(OpenOptions::new().write(true).create_new(true))
        .open(&temp)
        .and_then(|file| {
            let mut file = BufWriter::with_capacity(1 << 18, file);
            write(&mut file)?;
            file.flush()
        })
        .and_then(|()| {
            failpoints::step("cache.written");
            fs::rename(&temp, path)
        });
    failpoints::step("cache.done");
    if written.is_err() {
        let _ = fs::remove_file(&temp);
    }
    written
}
