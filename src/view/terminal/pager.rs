//! The pager: a program that shows a long answer a screen at a time.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

use super::interrupt::InterruptGuard;
use super::wrap::width;
use crate::context::{Context, program_words};
use crate::settings::{NO_PAGER, Setting, SettingSource};

/// The options for less, unless the member has set some: an answer that fits ends it, colours are kept, and the answer
/// stays on the screen.
const LESS: (&str, &str) = ("LESS", "FRX");

/// A pager, and the size of the terminal.
#[derive(Clone, Debug)]
pub(crate) struct Pager {
    command: String,
    /// Whether the member named it. Without a name, a machine may lack it.
    is_named: bool,
    /// Whether less gets options.
    sets_less: bool,
    rows: usize,
    columns: usize,
}

impl Pager {
    /// Whether an answer can be paged at all: standard output is a terminal that can move its cursor.
    pub(crate) fn is_possible(context: &Context) -> bool {
        context.out.is_terminal && !context.is_dumb && context.rows.is_some()
    }

    /// The pager with this command; `None` for no pager.
    pub(crate) fn new(command: Setting<String>, context: &Context) -> Option<Pager> {
        let rows = context.rows.filter(|_| Pager::is_possible(context) && command.value != NO_PAGER)?;
        Some(Pager {
            is_named: command.source != SettingSource::Default,
            command: command.value,
            sets_less: !context.less_is_set,
            rows,
            columns: context.columns,
        })
    }

    /// The rows of the terminal that a text takes. A line that is too wide takes several.
    pub(super) fn rows_of(&self, text: &str) -> usize {
        text.lines().map(|line| width(line).div_ceil(self.columns).max(1)).sum()
    }

    /// Whether so many rows do not fit the terminal, with the shell's prompt below them.
    pub(super) fn is_needed_for(&self, rows: usize) -> bool {
        rows >= self.rows
    }

    /// Starts the pager.
    ///
    /// # Errors
    ///
    /// With a warning, when it cannot be started; an empty one if the member did not name it.
    pub(super) fn open(&self) -> Result<OpenPager, String> {
        self.start().map_err(|error| {
            let warning = || format!("warning: the pager {} cannot be started: {}", self.command, cause(&error));
            if self.is_named { warning() } else { String::new() }
        })
    }

    fn start(&self) -> io::Result<OpenPager> {
        let words = program_words(&self.command).ok_or_else(|| io::Error::other("a quote is not closed"))?;
        let (program, args) = words.split_first().ok_or_else(|| io::Error::other("it has no name"))?;
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::piped());
        if self.sets_less {
            command.env(LESS.0, LESS.1);
        }
        let interrupt = InterruptGuard::install()?;
        match command.spawn() {
            Ok(child) => Ok(OpenPager { child, interrupt }),
            Err(error) => {
                interrupt.release();
                Err(error)
            }
        }
    }
}

/// The system's words for an error, without its number.
fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// A pager that runs.
pub(super) struct OpenPager {
    child: Child,
    interrupt: InterruptGuard,
}

impl OpenPager {
    /// Gives it text. Returns false if it has ended, which is no error: the member has seen enough.
    pub(super) fn write(&mut self, text: &str) -> bool {
        let input = self.child.stdin.as_mut();
        input.is_some_and(|input| input.write_all(text.as_bytes()).and_then(|()| input.flush()).is_ok())
    }

    /// Waits until the member leaves it.
    pub(super) fn close(mut self) {
        drop(self.child.stdin.take());
        // How it ended changes nothing about the answer.
        let _ = self.child.wait();
        self.interrupt.release();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_lines_take_several_rows_and_colours_none() {
        let pager = Pager { command: "less".to_owned(), is_named: false, sets_less: true, rows: 4, columns: 10 };
        for (text, rows) in [("", 0), ("\n", 1), ("a\nb\n", 2), ("0123456789\n", 1), ("0123456789a\n", 2)] {
            assert_eq!(pager.rows_of(text), rows, "{text:?}");
        }
        assert_eq!(pager.rows_of("\u{1b}[31m0123456789\u{1b}[0m\n李李李李李李\n"), 3);
        // The prompt takes the fourth row.
        assert!(!pager.is_needed_for(3) && pager.is_needed_for(4));
    }
}
