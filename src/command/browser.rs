//! Opens a file in the member's browser.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Failure;
use crate::view::{one_of, safe};

/// A program that opens a file with the member's default application, and its arguments before the file.
type Opener = (&'static str, &'static [&'static str]);

fn openers() -> &'static [Opener] {
    match std::env::consts::OS {
        "macos" => &[("open", &[])],
        "windows" => &[("rundll32", &["url.dll,FileProtocolHandler"])],
        _ => &[("xdg-open", &[]), ("wslview", &[]), ("gio", &["open"])],
    }
}

/// Opens a file, and returns the name of the program that did.
///
/// # Errors
///
/// When no program could open it.
pub(super) fn open(file: &Path) -> Result<&'static str, Failure> {
    for (program, args) in openers() {
        let mut command = Command::new(program);
        command.args(*args).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.status() {
            Ok(ended) if ended.success() => return Ok(program),
            Ok(_) => return Err(refuse(file, &format!("{program} could not open it"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(refuse(file, &format!("{program} could not be started: {}", error.kind()))),
        }
    }
    let names: Vec<&str> = openers().iter().map(|(program, _)| *program).collect();
    Err(refuse(file, &format!("there is no {} on this machine", one_of(&names))))
}

fn refuse(file: &Path, why: &str) -> Failure {
    let message = format!("the page is written, but no browser was opened: {why}");
    Failure::input("no_browser", message, format!("open it yourself: {}", safe(&file.display().to_string())))
}
