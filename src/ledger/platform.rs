//! The differences between operating systems: permissions, inode numbers, syncing folders, the page cache, and locks.

#[cfg(unix)]
use std::fs::File;
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a new file accessible only to its owner.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    // A new file has the access list of its folder.
    options
}

/// A builder for folders that only their owner can open.
#[cfg(unix)]
pub(super) fn private_folder() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

#[cfg(not(unix))]
pub(super) fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    builder
}

/// Makes a folder that only its owner can open, if it does not exist.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    private_folder().create(folder)
}

/// Makes a folder that only its owner can open. Fails if anything has this name.
#[cfg(unix)]
pub(super) fn make_new_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(super) fn make_new_private_folder(folder: &Path) -> io::Result<()> {
    // A new folder has the access list of the folder that it is in, which belongs to the member.
    fs::create_dir(folder)
}

/// Numbers that tell a file from others: the device and the inode number.
#[cfg(unix)]
pub(super) fn file_number(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// The number of a file needs unsafe calls here. In its place, the time when the file was created: a file that replaced
/// another one has a later time, unless it got the name within 15 seconds, when Windows may give it the time of the
/// replaced file. Together with the length and the modification time, this identifies a file and its last write.
#[cfg(windows)]
pub(super) fn file_number(metadata: &Metadata) -> (u64, u64) {
    use std::os::windows::fs::MetadataExt;
    (0, metadata.creation_time())
}

/// Files have no number here: only the length and the modification time identify a file.
#[cfg(not(any(unix, windows)))]
pub(super) fn file_number(_metadata: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// When the content, the name or the permissions of a file last changed (ctime), in seconds and nanoseconds. No program
/// can set it.
#[cfg(unix)]
pub(super) fn change_time(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec())
}

/// Not known here: a program that writes to the file and sets its modification time back is not noticed.
#[cfg(not(unix))]
pub(super) fn change_time(_metadata: &Metadata) -> (i64, i64) {
    (0, 0)
}

/// Whether users other than the owner can read a file or folder.
#[cfg(unix)]
pub(super) fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_open_to_others(_path: &Path) -> bool {
    false
}

/// Whether a file or folder belongs to the user who runs the program.
#[cfg(unix)]
pub(super) fn is_own(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Not checked here: the folders of a user's profile are closed to others.
#[cfg(not(unix))]
pub(super) fn is_own(_metadata: &Metadata) -> bool {
    true
}

/// Whether users other than the owner may write to a file, or make and replace files in a folder.
#[cfg(unix)]
pub(super) fn may_others_write(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o022 != 0
}

/// Not checked here: the folders of a user's profile are closed to others.
#[cfg(not(unix))]
pub(super) fn may_others_write(_metadata: &Metadata) -> bool {
    false
}

/// Sets the permissions of a file or folder.
#[cfg(unix)]
pub(super) fn close_to_others(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn close_to_others(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Whether the system tells how many hard links a file has.
pub(super) const COUNTS_LINKS: bool = cfg!(unix);

/// Whether a folder can be moved while a file in it is open.
pub(super) const MOVES_OPEN_FILES: bool = cfg!(unix);

/// The number of hard links of a file.
#[cfg(unix)]
pub(super) fn link_count(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink()
}

/// Not known here: a file is taken to have one link. If the member made another one, it shows the same records until
/// the file is rewritten. Backups are copies here.
#[cfg(not(unix))]
pub(super) fn link_count(_metadata: &Metadata) -> u64 {
    1
}

/// Whether a file may not be written, or a folder takes no new files.
#[cfg(unix)]
pub(super) fn is_read_only(metadata: &Metadata) -> bool {
    metadata.permissions().readonly()
}

/// For folders, Windows uses the read-only attribute as a mark of its own, and allows new files in such a folder.
#[cfg(not(unix))]
pub(super) fn is_read_only(metadata: &Metadata) -> bool {
    metadata.is_file() && metadata.permissions().readonly()
}

/// Whether two paths lead to the same file or folder.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    let number = |path| fs::metadata(path).ok().map(|metadata| file_number(&metadata));
    number(one).is_some_and(|one| number(other) == Some(one))
}

#[cfg(not(unix))]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// An open folder, which can be synced so that a rename in it survives a power cut.
#[derive(Debug)]
pub(super) struct OpenFolder {
    #[cfg(unix)]
    folder: File,
}

impl OpenFolder {
    #[cfg(unix)]
    pub(super) fn open(folder: &Path) -> io::Result<OpenFolder> {
        File::open(folder).map(|folder| OpenFolder { folder })
    }

    #[cfg(not(unix))]
    pub(super) fn open(_folder: &Path) -> io::Result<OpenFolder> {
        Ok(OpenFolder {})
    }

    /// Syncs the folder. Some file systems cannot do that for a folder, and do not need it.
    #[cfg(unix)]
    pub(super) fn sync(&self) -> io::Result<()> {
        match self.folder.sync_all() {
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            synced => synced,
        }
    }

    /// Folders cannot be synced here: after a power cut, a rename may be undone, and the old file be there as a whole.
    #[cfg(not(unix))]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a process with this id is running. Only Linux tells.
pub(super) fn is_running(process: u32) -> bool {
    cfg!(target_os = "linux") && Path::new("/proc").join(process.to_string()).exists()
}

/// Makes a write beyond the largest allowed size of a file (`ulimit -f`) fail, so that the error is reported. Without
/// this, the system would end the program. The flag is not read: that there is a handler is enough.
#[cfg(unix)]
pub fn report_full_files() {
    let flag = std::sync::Arc::default();
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
}

/// Here a file has no largest allowed size.
#[cfg(not(unix))]
pub fn report_full_files() {}

/// Makes writes to a file bypass the page cache (`O_DIRECT`), or stop doing so.
#[cfg(target_os = "linux")]
pub(super) fn bypass_cache(file: &File, bypass: bool) -> io::Result<()> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    let mut flags = fcntl_getfl(file)?;
    flags.set(OFlags::DIRECT, bypass);
    Ok(fcntl_setfl(file, flags)?)
}

/// Not supported here: a program that reads the file during an append may see a part of the new record, or spaces in
/// place of the line break before it. inquota itself reads such a file again under the lock; another program has to
/// read again when the JSON does not parse.
#[cfg(not(target_os = "linux"))]
pub(super) fn bypass_cache(_file: &fs::File, _bypass: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The process that holds a lock on a file, from Linux's list of locks: `1: FLOCK ADVISORY WRITE 4242 fe:00:131 0 EOF`.
#[cfg(target_os = "linux")]
pub(super) fn lock_holder(metadata: &Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let (device, inode) = (metadata.dev(), metadata.ino());
    let major = (device >> 8) & 0xfff | (device >> 32) & !0xfff;
    let minor = device & 0xff | (device >> 12) & !0xff;
    let wanted = format!("{major:02x}:{minor:02x}:{inode}");
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let entries = locks.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    // If the second word is `->`, the process is waiting for the lock.
    let mut holders = entries.filter(|words| words.get(5) == Some(&wanted.as_str()) && words.get(1) != Some(&"->"));
    holders.find_map(|words| words[4].parse().ok()).filter(|process| *process > 0)
}

/// Not known here: the lock file names the process.
#[cfg(not(target_os = "linux"))]
pub(super) fn lock_holder(_metadata: &Metadata) -> Option<u32> {
    None
}

/// From now on, notes the signals that would end the program instead of ending it; returns whether one that asks it to
/// end has come. Those that are typed at the terminal (Ctrl-C) are for the program in the foreground, such as an editor.
#[cfg(unix)]
pub(super) fn note_signals() -> std::sync::Arc<std::sync::atomic::AtomicBool> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let ends = std::sync::Arc::default();
    for signal in [SIGHUP, SIGTERM] {
        let _ = signal_hook::flag::register(signal, std::sync::Arc::clone(&ends));
    }
    for signal in [SIGINT, SIGQUIT] {
        let _ = signal_hook::flag::register(signal, std::sync::Arc::default());
    }
    ends
}

/// Signals are not noted here: the system removes its temporary files.
#[cfg(not(unix))]
pub(super) fn note_signals() -> std::sync::Arc<std::sync::atomic::AtomicBool> {
    std::sync::Arc::default()
}
