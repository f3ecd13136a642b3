//! The streams: answers to stdout, everything else to stderr.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::show::{Show, StreamedAnswer};
use super::style::{OutputStyle, Tone};
use crate::error::Failure;
use crate::settings::{ClockFormat, Thresholds};
use crate::view::failure::FailureDetails;
use crate::view::format::{json, safe};

/// How many bytes of a streamed answer are printed at once.
const BUFFER_SIZE: usize = 1 << 16;

/// Where answers go.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    json: bool,
    quiet: bool,
    style: OutputStyle,
    err_style: OutputStyle,
}

impl Screen {
    /// A screen on the streams of the process.
    pub(crate) fn on_process(json: bool, quiet: bool, style: OutputStyle, err_style: OutputStyle) -> Screen {
        Screen { out: Box::new(io::stdout()), err: Box::new(io::stderr()), json, quiet, style, err_style }
    }

    /// Prints only the answer from now on: no notes and no cautions.
    pub(crate) fn silence_notes(&mut self) {
        self.quiet = true;
    }

    /// Takes over from the settings how output looks.
    pub(crate) fn apply_settings(&mut self, thresholds: Thresholds, clock: ClockFormat) {
        self.style = OutputStyle { thresholds, clock, ..self.style };
    }

    /// How answers look.
    pub(crate) fn style(&self) -> OutputStyle {
        self.style
    }

    /// Whether answers are for programs.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Shows an answer.
    pub(crate) fn show(&mut self, answer: &impl Show) -> Result<(), Failure> {
        if self.json {
            return self.print(&(json::document(answer) + "\n"));
        }
        self.print_wrapped(&answer.text(self.style))
    }

    /// Shows an answer whose lines must not be wrapped.
    pub(crate) fn show_unwrapped(&mut self, answer: &impl Show) -> Result<(), Failure> {
        let text = if self.json { json::document(answer) + "\n" } else { answer.text(self.style) };
        self.print(&text)
    }

    /// Shows an answer piece by piece.
    pub(crate) fn stream(&mut self, answer: impl StreamedAnswer) -> Result<(), Failure> {
        let style = self.style;
        if self.json {
            return self.print_all(answer.json());
        }
        self.print_all(answer.text(style).map(|piece| style.wrap_for_terminal(&piece)))
    }

    /// Prints text for a person, wrapped to the width of the terminal.
    pub(crate) fn print_wrapped(&mut self, text: &str) -> Result<(), Failure> {
        self.print(&self.style.wrap_for_terminal(text))
    }

    /// Prints text as it is. A closed pipe is no error.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.write(text).map(drop)
    }

    /// Prints pieces of text as they come, as long as somebody reads them.
    pub(crate) fn print_all(&mut self, pieces: impl Iterator<Item = String>) -> Result<(), Failure> {
        let mut buffer = String::new();
        for piece in pieces {
            buffer += &piece;
            if buffer.len() >= BUFFER_SIZE {
                if !self.write(&buffer)? {
                    return Ok(());
                }
                buffer.clear();
            }
        }
        self.print(&buffer)
    }

    /// Writes to stdout; false when its reader has gone.
    fn write(&mut self, text: &str) -> Result<bool, Failure> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Failure::Internal(
                anyhow::Error::new(error)
                    .context("could not write the answer; what was recorded stays recorded, as inquota history shows"),
            )),
        }
    }

    /// Prints a note to stderr.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            // stderr is gone: there is nowhere to report it.
            let _ = write!(self.err, "{}", self.err_style.wrap_for_terminal(&format!("{text}\n")));
        }
    }

    /// Makes room for so many lines of a question on stderr, and saves where it begins.
    pub(super) fn make_room(&mut self, lines: usize) {
        let _ = write!(self.err, "{}\u{1b}[{lines}A\u{1b}7", "\n".repeat(lines)).and_then(|()| self.err.flush());
    }

    /// Clears the room that was made last, question and all.
    pub(super) fn clear_room(&mut self) {
        let _ = write!(self.err, "\u{1b}8\u{1b}[J").and_then(|()| self.err.flush());
    }

    /// Prints a caution to stderr, unless the answer is a document: it holds its cautions.
    pub(crate) fn caution(&mut self, text: &str) {
        if !self.json {
            let label = self.err_style.paint(Tone::Near, "mind:");
            self.note(&format!("{label} {text}"));
        }
    }

    /// Prints to stderr what went wrong.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        // stderr is gone: there is nowhere to report it.
        let _ = if self.json { self.fail_in_json(failure) } else { self.fail_in_words(failure) };
    }

    fn fail_in_json(&mut self, failure: &Failure) -> io::Result<()> {
        #[derive(Serialize)]
        struct ErrorDocument {
            error: FailureDetails,
        }
        writeln!(self.err, "{}", json::text(&ErrorDocument { error: failure.into() }))
    }

    fn fail_in_words(&mut self, failure: &Failure) -> io::Result<()> {
        let label = self.err_style.paint(Tone::Bad, "error:");
        let hint = failure.hint().map(|hint| format!("hint: {}\n", safe(&hint))).unwrap_or_default();
        let text = format!("{label} {}\n{hint}", safe(&failure.to_string()));
        write!(self.err, "{}", self.err_style.wrap_for_terminal(&text))
    }
}
