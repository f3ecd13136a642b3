//! Lets the member write a text in their editor. The text is in a private file until the editor ends.

use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::reading::cause;
use crate::context::Context;
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
    let words = split(command, std::env::consts::OS != "windows").ok_or_else(|| {
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

/// The words of a command, as shells split them: at white space outside of quotes. A backslash takes the next character
/// as it is, if it `escapes`, but not between single quotes. `None` if a quote is not closed.
fn split(command: &str, escapes: bool) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None, None);
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_with(String::new);
            }
            (Some(open), c) if c == open => quote = None,
            (None, '\\') if escapes => word.get_or_insert_with(String::new).extend(chars.next()),
            (Some('"'), '\\') if escapes => {
                let next = chars.next();
                let is_special = next.is_some_and(|c| "\"\\$`".contains(c));
                let text = word.get_or_insert_with(String::new);
                text.extend((!is_special).then_some('\\'));
                text.extend(next);
            }
            (_, c) => word.get_or_insert_with(String::new).push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_shells_do() {
        for (command, words) in [
            ("vi", &["vi"] as &[&str]),
            ("  code   --wait ", &["code", "--wait"]),
            ("'/opt/my editor/ed' -x", &["/opt/my editor/ed", "-x"]),
            ("/opt/my\\ editor/ed", &["/opt/my editor/ed"]),
            ("emacs -nw --eval \"(setq x \\\"y\\\")\"", &["emacs", "-nw", "--eval", "(setq x \"y\")"]),
            ("a'b'\"c\"d ''", &["abcd", ""]),
            ("x \"a\\n\" 'a\\b'", &["x", "a\\n", "a\\b"]),
            ("", &[]),
        ] {
            assert_eq!(split(command, true).unwrap(), words, "{command}");
        }
        assert_eq!(split("C:\\ed\\ed.exe -x", false).unwrap(), ["C:\\ed\\ed.exe", "-x"]);
        assert_eq!((split("\"vi", true), split("'vi", true)), (None, None));
    }
}
