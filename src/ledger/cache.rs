//! Reads and writes files in the cache folder.
//!
//! The figures of a command may come from a file there, so such a file is used only if nobody else can have written it:
//! the folder and the file belong to the user who runs the program, and others may not write to them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::failpoints;
use super::file::folder_of;
use super::finding::Finding;
use super::platform::{self, private, private_folder};

/// Opens a file in the cache folder; `None` if there is none, or if someone else may have written it. A symbolic link
/// is not followed, and a pipe is not opened, because that would block.
pub(crate) fn open_cache(path: &Path) -> Option<File> {
    let is_sound = |metadata: &fs::Metadata| metadata.is_file() && is_private(metadata);
    let found = fs::symlink_metadata(path).ok().filter(is_sound)?;
    let is_in_private_folder = is_private_folder(folder_of(path));
    let file = is_in_private_folder.then(|| File::open(path).ok()).flatten()?;
    let opened = file.metadata().ok().filter(is_sound)?;
    (platform::file_number(&found) == platform::file_number(&opened)).then_some(file)
}

/// Writes a file in the cache folder, unless others may write to the folder. Ignores failures, because no result
/// depends on the cache.
pub(crate) fn write_cache(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let _ = self::write(path, write);
}

/// Whether a folder belongs to the user who runs the program, and others may not write to it.
pub(crate) fn is_private_folder(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|metadata| metadata.is_dir() && is_private(&metadata))
}

/// Examines the cache folder for `doctor`. With `repairs`, closes it to others, and removes the files with these
/// endings that were made before.
pub(crate) fn examine_cache(folder: &Path, endings: &[&str], repairs: bool) -> Option<Finding> {
    let metadata = fs::metadata(folder).ok().filter(|metadata| metadata.is_dir() && !is_private(metadata))?;
    let shown = folder.display();
    if !platform::is_own(&metadata) {
        let what = format!(
            "the cache folder {shown} belongs to another user, so every command reads the whole ledger; set \
             INQUOTA_CACHE to a folder of your own"
        );
        return Some(Finding::new(what, None));
    }
    let what = format!(
        "others can write to the cache folder {shown}, so every command reads the whole ledger (chmod 700 {shown} \
         closes it)"
    );
    let done = !repairs || close(folder, endings).is_ok();
    Some(Finding::new(what, done.then(|| "only you can now".to_owned())))
}

fn is_private(metadata: &fs::Metadata) -> bool {
    platform::is_own(metadata) && !platform::may_others_write(metadata)
}

/// Closes a folder to others, and removes the files with these endings, which others may have put there.
fn close(folder: &Path, endings: &[&str]) -> io::Result<()> {
    platform::close_to_others(folder, 0o700)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Writes a file in the cache folder that only its owner can read. It is replaced as a whole, and not synced.
fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        private_folder().create(folder)?;
    }
    if !is_private_folder(folder) {
        return Err(io::ErrorKind::PermissionDenied.into());
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
