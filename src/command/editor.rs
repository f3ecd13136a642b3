//! Lets the member write a text in their editor. The text is in a private file until the editor ends.

use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::reading::cause;
use crate::context::{Context, program_words};
use crate::error::Failure;
use crate::ledger::ScratchFile;
use crate::view::safe;

/// How often to look whether the editor has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// A text to be edited.
pub(super) struct Task<'a> {
    /// The name of the file.
    pub(super) file_name: &'static str,
    /// The text at the beginning.
    pub(super) text: &'a str,
    /// What to say if there is no editor.
    pub(super) missing: &'static str,
    /// What the member can do without an editor.
    pub(super) instead: &'a str,
}

/// Opens the editor on a private file with the text, and reads the file when the editor ends.
///
/// # Errors
///
/// When there is no editor or no terminal for it, the editor fails, or the file cannot be read.
pub(super) fn edit(
    task: &Task<'_>,
    context: &Context,
    read: impl FnOnce(&Path) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let no_editor = || {
        let hint = format!("set VISUAL or EDITOR to your editor, or {}", task.instead);
        Failure::input("no_editor", task.missing, hint)
    };
    let (variable, command) = context.editor.as_ref().ok_or_else(no_editor)?;
    if !context.err.is_terminal {
        return Err(Failure::input("no_editor", "there is no terminal for the editor", task.instead));
    }
    let words = program_words(command).ok_or_else(|| {
        let message = format!("{variable} has a quote that is not closed: {}", safe(command));
        Failure::input("bad_environment", message, "write it as in EDITOR=\"code --wait\"")
    })?;
    let (program, args) = words.split_first().ok_or_else(no_editor)?;
    let file = ScratchFile::new(&context.temporary_folder, task.file_name, task.text).map_err(|error| {
        let folder = safe(&context.temporary_folder.display().to_string());
        let message = format!("no file for the editor can be made in {folder}: {}", cause(&error));
        Failure::input("editor_failed", message, format!("name another folder in TMPDIR, or {}", task.instead))
    })?;
    let ended = run(program, args, &file).map_err(|error| {
        let message = format!("the editor {} could not be started: {}", safe(program), cause(&error));
        Failure::input("editor_failed", message, format!("set {variable} to your editor, or {}", task.instead))
    })?;
    let failed = |how: &str| {
        let message = format!("the editor {} {how}; its text was not read", safe(program));
        Failure::input("editor_failed", message, task.instead)
    };
    match ended {
        Some(status) if status.success() && !file.path().is_file() => Err(failed("left no file")),
        Some(status) if status.success() => read(file.path()),
        Some(status) => Err(failed(&format!("ended with an error ({status})"))),
        None => Err(failed("was interrupted")),
    }
}

/// Runs the editor on a file; `None` if the program must end before the editor does. Standard output may be a pipe, so
/// the editor writes to the terminal that standard error is.
fn run(program: &str, args: &[String], file: &ScratchFile) -> io::Result<Option<ExitStatus>> {
    let mut editor = Command::new(program).args(args).arg(file.path()).stdout(Stdio::from(io::stderr())).spawn()?;
    loop {
        if let Some(status) = editor.try_wait()? {
            return Ok(Some(status));
        }
        if file.must_end() {
            return end(&mut editor).map(|()| None);
        }
        sleep(PAUSE);
    }
}

/// Ends the editor, which the system may have asked to end too.
fn end(editor: &mut Child) -> io::Result<()> {
    for _ in 0..50 {
        if editor.try_wait()?.is_some() {
            return Ok(());
        }
        sleep(PAUSE);
    }
    editor.kill()?;
    editor.wait().map(drop)
}
