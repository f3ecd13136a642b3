//! A file for a text that an editor writes: only the member can open it, and nothing of it stays.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::platform::{make_new_private_folder, note_signals, private};

/// The most names to try for the folder.
const MOST_TRIES: u32 = 1_000;

/// A file in a folder of its own. Dropping it removes the folder, with whatever an editor left there.
#[derive(Debug)]
pub(crate) struct ScratchFile {
    folder: PathBuf,
    path: PathBuf,
    /// Whether the system asked the program to end. Until the file is removed, it does not end by itself.
    ends: Arc<AtomicBool>,
}

impl ScratchFile {
    /// Makes a file of this name with a text in a new folder.
    ///
    /// # Errors
    ///
    /// When nothing can be made in the folder.
    pub(crate) fn new(parent: &Path, name: &str, text: &str) -> io::Result<ScratchFile> {
        let ends = note_signals();
        let folder = new_folder(parent)?;
        let scratch = ScratchFile { path: folder.join(name), folder, ends };
        private(OpenOptions::new().write(true).create_new(true)).open(&scratch.path)?.write_all(text.as_bytes())?;
        Ok(scratch)
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the system asked the program to end since the file was made.
    pub(crate) fn must_end(&self) -> bool {
        self.ends.load(Ordering::Relaxed)
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        // If it cannot be removed, it stays closed to others.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Makes a folder that only the member can open.
fn new_folder(parent: &Path) -> io::Result<PathBuf> {
    for number in 0..MOST_TRIES {
        let folder = parent.join(format!("inquota-{}-{number}", process::id()));
        match make_new_private_folder(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_of_a_file() {
        let parent = std::env::temp_dir();
        let folder = {
            let scratch = ScratchFile::new(&parent, "draft.txt", "begun").unwrap();
            assert_eq!(fs::read_to_string(scratch.path()).unwrap(), "begun");
            fs::write(scratch.path(), "text").unwrap();
            fs::write(scratch.folder.join(".draft.txt.swp"), "text").unwrap();
            assert!(!scratch.must_end());
            scratch.folder.clone()
        };
        assert!(!folder.exists());
        assert!(ScratchFile::new(&parent.join("no/such/folder"), "draft.txt", "").is_err());
    }
}
