//! Opening a file in the member's browser.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Failure;
use crate::view::safe;

/// What opens a file as the member is used to, by platform: the program, and what stands before the file.
#[cfg(target_os = "macos")]
const OPENERS: &[(&str, &[&str])] = &[("open", &[])];
#[cfg(windows)]
const OPENERS: &[(&str, &[&str])] = &[("rundll32", &["url.dll,FileProtocolHandler"])];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENERS: &[(&str, &[&str])] = &[("xdg-open", &[]), ("wslview", &[]), ("gio", &["open"])];

/// Opens a file, and says with which program.
pub(super) fn open(file: &Path) -> Result<&'static str, Failure> {
    for (program, args) in OPENERS {
        let mut command = Command::new(program);
        command.args(*args).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.status() {
            Ok(ended) if ended.success() => return Ok(program),
            Ok(_) => return Err(refuse(file, &format!("{program} could not open it"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(refuse(file, &format!("{program} could not be started: {}", error.kind()))),
        }
    }
    let names: Vec<&str> = OPENERS.iter().map(|(program, _)| *program).collect();
    Err(refuse(file, &format!("there is no {} on this machine", names.join(" or "))))
}

fn refuse(file: &Path, why: &str) -> Failure {
    let message = format!("the page is written, but no browser was opened: {why}");
    Failure::input("no_browser", message, format!("open it yourself: {}", safe(&file.display().to_string())))
}
