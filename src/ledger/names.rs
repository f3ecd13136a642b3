//! The names of the files that belong to a ledger.
//!
//! ```text
//! ledger.json                     the ledger
//! ledger.json.lock                its lock
//! ledger.json.cut, .cut-2         what a recovery or a repair cut out
//! .ledger.json.4242-0.tmp         a temporary file of the process 4242
//! backups/                        its backups
//! ```

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The name of the folder of backups.
pub(super) const BACKUPS: &str = "backups";

/// The ends of the names.
pub(super) const LOCK: &str = ".lock";
pub(super) const CUT: &str = ".cut";
const TEMPORARY: &str = ".tmp";

/// The path of the lock file: the ledger's with `.lock` appended.
pub(super) fn lock_path(ledger: &Path) -> PathBuf {
    with_suffix(ledger, LOCK)
}

/// The path for what is cut out of a ledger.
pub(super) fn cut_path(ledger: &Path, number: u32) -> PathBuf {
    with_suffix(ledger, &if number == 1 { CUT.to_owned() } else { format!("{CUT}-{number}") })
}

/// The path of a temporary file that replaces the file at `path`. No other process has the same.
pub(super) fn temp_path(path: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{number}{TEMPORARY}", std::process::id()));
    path.with_file_name(name)
}

/// The process that gave a temporary file of the ledger this name; `None` if it is not such a name.
pub(super) fn process_of_temp(name: &OsStr, ledger: &OsStr) -> Option<u32> {
    let rest = name.as_encoded_bytes().strip_prefix(b".")?.strip_prefix(ledger.as_encoded_bytes())?;
    let rest = rest.strip_prefix(b".")?.strip_suffix(TEMPORARY.as_bytes())?;
    let (process, number) = std::str::from_utf8(rest).ok()?.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(process) && is_number(number) { process.parse().ok() } else { None }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_name_is_that_of_a_temporary_file() {
        let process = |name: &str| process_of_temp(OsStr::new(name), OsStr::new("ledger.json"));
        assert_eq!(process(".ledger.json.4242-0.tmp"), Some(4242));
        for other in [
            "ledger.json.4242-0.tmp",
            ".ledger.json.4242.tmp",
            ".ledger.json.-0.tmp",
            ".ledger.json.4242-0.tmp2",
            ".ledger.json.+42-0.tmp",
            ".ledger.json.x.4242-0.tmp",
            ".other.json.4242-0.tmp",
            "ledger.json.new",
        ] {
            assert_eq!(process(other), None, "{other}");
        }
        let own = temp_path(Path::new("folder/ledger.json"), 3);
        let found = process_of_temp(own.file_name().unwrap_or_default(), OsStr::new("ledger.json"));
        assert_eq!(found, Some(std::process::id()));
    }
}
