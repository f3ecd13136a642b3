//! What differs between systems: who may read a file, which file it is, and making a rename last.

#[cfg(unix)]
use std::fs::File;
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// A file for the owner's eyes only.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// A folder for the owner's eyes only.
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

/// The device and number of a file.
#[cfg(unix)]
pub(super) fn which(about: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
pub(super) fn which(_about: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// When a file's name, rights or bytes changed last, which no program can set: seconds and the rest.
#[cfg(unix)]
pub(super) fn changed(about: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
pub(super) fn changed(_about: &Metadata) -> (i64, i64) {
    (0, 0)
}

/// Whether others than the owner may read a file or folder.
#[cfg(unix)]
pub(super) fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_open_to_others(_path: &Path) -> bool {
    false
}

/// Lets only the owner read a file or folder.
#[cfg(unix)]
pub(super) fn close_to_others(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn close_to_others(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// How many names a file has.
#[cfg(unix)]
pub(super) fn names(about: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    about.nlink()
}

#[cfg(not(unix))]
pub(super) fn names(_about: &Metadata) -> u64 {
    1
}

/// Makes a rename last through a power cut.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets what is written to a file pass by the system's cache, or no more.
#[cfg(target_os = "linux")]
pub(super) fn bypass_cache(file: &File, bypass: bool) -> io::Result<()> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    let mut flags = fcntl_getfl(file)?;
    flags.set(OFlags::DIRECT, bypass);
    Ok(fcntl_setfl(file, flags)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn bypass_cache(_file: &fs::File, _bypass: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The process that holds a lock on a file, in Linux's list of locks: `1: FLOCK ADVISORY WRITE 4242 fe:00:131 0 EOF`.
#[cfg(target_os = "linux")]
pub(super) fn listed_holder(about: &Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let (device, number) = (about.dev(), about.ino());
    let major = (device >> 8) & 0xfff | (device >> 32) & !0xfff;
    let minor = device & 0xff | (device >> 12) & !0xff;
    let place = format!("{major:02x}:{minor:02x}:{number}");
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let held = locks.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mut ours = held.filter(|words| words.get(5) == Some(&place.as_str()) && words.get(1) != Some(&"->"));
    ours.find_map(|words| words[4].parse().ok()).filter(|process| *process > 0)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn listed_holder(_about: &Metadata) -> Option<u32> {
    None
}
