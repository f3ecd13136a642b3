//! Prints answers to stdout and everything else to stderr.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::hint::with_options;
use super::pager::Pager;
use super::show::{Show, StreamedAnswer};
use super::style::{OutputStyle, Tone};
use crate::error::Failure;
use crate::settings::{Bars, ClockFormat, Thresholds};
use crate::view::failure::FailureDetails;
use crate::view::format::{json, safe};

/// The number of bytes of a streamed answer to print at a time.
const BUFFER_SIZE: usize = 1 << 16;

/// The standard streams, and how output on them looks.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    json: bool,
    quiet: bool,
    style: OutputStyle,
    err_style: OutputStyle,
    /// For answers that are longer than the terminal.
    pager: Option<Pager>,
    /// The options that chose the ledger, for the commands that hints name.
    ledger_options: String,
}

impl Screen {
    /// A screen on the standard streams of the process.
    pub(crate) fn on_process(json: bool, quiet: bool, style: OutputStyle, err_style: OutputStyle) -> Screen {
        let (out, err) = (Box::new(io::stdout()), Box::new(io::stderr()));
        Screen { out, err, json, quiet, style, err_style, pager: None, ledger_options: String::new() }
    }

    /// Gives the commands in hints, notes and cautions these options, such as `--account sales`.
    pub(crate) fn with_ledger_options(self, ledger_options: String) -> Screen {
        Screen { ledger_options, ..self }
    }

    /// Shows answers that are longer than the terminal in a pager.
    pub(crate) fn use_pager(&mut self, pager: Option<Pager>) {
        self.pager = pager;
    }

    /// Prints no more notes and cautions.
    pub(crate) fn silence_notes(&mut self) {
        self.quiet = true;
    }

    /// Applies the settings for output.
    pub(crate) fn apply_settings(&mut self, thresholds: Thresholds, clock: ClockFormat, bars: Bars) {
        self.style = OutputStyle { thresholds, clock, ..self.style.with_bars(bars) };
    }

    /// How answers look.
    pub(crate) fn style(&self) -> OutputStyle {
        self.style
    }

    /// Whether answers are JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints an answer.
    pub(crate) fn show(&mut self, answer: &impl Show) -> Result<(), Failure> {
        if self.json {
            return self.print(&(json::document(answer) + "\n"));
        }
        self.print_wrapped(&answer.text(self.style))
    }

    /// Prints an answer and, if it is in words, a text after it, whose lines are not wrapped: one text for the pager.
    pub(crate) fn show_before(&mut self, answer: &impl Show, after: &str) -> Result<(), Failure> {
        if self.json {
            return self.show(answer);
        }
        self.print(&(self.style.wrap_for_terminal(&answer.text(self.style)) + after))
    }

    /// Prints an answer without wrapping its lines.
    pub(crate) fn show_unwrapped(&mut self, answer: &impl Show) -> Result<(), Failure> {
        let text = if self.json { json::document(answer) + "\n" } else { answer.text(self.style) };
        self.print(&text)
    }

    /// Prints an answer piece by piece.
    pub(crate) fn stream(&mut self, answer: impl StreamedAnswer) -> Result<(), Failure> {
        let style = self.style;
        if self.json {
            return self.print_all(answer.json());
        }
        self.print_all(answer.text(style).map(|piece| style.wrap_for_terminal(&piece)))
    }

    /// Prints text, wrapped to the width of the terminal.
    pub(crate) fn print_wrapped(&mut self, text: &str) -> Result<(), Failure> {
        self.print(&self.style.wrap_for_terminal(text))
    }

    /// Prints text as it is. A closed pipe is not an error.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        if self.pager.is_some() {
            return self.print_all(std::iter::once(text.to_owned()));
        }
        self.write(text).map(drop)
    }

    /// Prints pieces of text, until the last one or until the pipe is closed; in the pager, if they do not fit.
    pub(crate) fn print_all(&mut self, mut pieces: impl Iterator<Item = String>) -> Result<(), Failure> {
        let Some(pager) = self.pager.clone() else { return self.print_directly(pieces) };
        let (mut held, mut rows) = (String::new(), 0);
        for piece in pieces.by_ref() {
            rows += pager.rows_of(&piece);
            held += &piece;
            if pager.is_needed_for(rows) {
                return self.print_paged(&pager, std::iter::once(held).chain(pieces));
            }
        }
        self.write(&held).map(drop)
    }

    /// Prints pieces of text in the pager, or directly if it cannot be started.
    fn print_paged(&mut self, pager: &Pager, pieces: impl Iterator<Item = String>) -> Result<(), Failure> {
        match pager.open() {
            Ok(mut open) => {
                pieces.map(|piece| open.write(&piece)).find(|goes_on| !goes_on);
                open.close();
                Ok(())
            }
            Err(warning) => {
                if !warning.is_empty() {
                    self.note(&safe(&warning));
                }
                self.print_directly(pieces)
            }
        }
    }

    fn print_directly(&mut self, pieces: impl Iterator<Item = String>) -> Result<(), Failure> {
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
        self.write(&buffer).map(drop)
    }

    /// Writes to stdout. Returns false if the pipe is closed.
    fn write(&mut self, text: &str) -> Result<bool, Failure> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Failure::Internal(
                anyhow::Error::new(error)
                    .context("could not write the answer; what was recorded is kept: inquota history"),
            )),
        }
    }

    /// Prints a note to stderr.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            let text = with_options(text, &self.ledger_options);
            // If stderr cannot be written, there is nowhere to report that.
            let _ = write!(self.err, "{}", self.err_style.wrap_for_terminal(&format!("{text}\n")));
        }
    }

    /// Prints what a long command does to stderr, if someone waits for it at a terminal.
    pub(crate) fn progress(&mut self, text: &str) {
        if self.err_style.is_terminal && !self.json {
            self.note(text);
        }
    }

    /// Prints a question, or a part of one, to stderr.
    pub(super) fn ask(&mut self, text: &str) {
        let _ = write!(self.err, "{text}").and_then(|()| self.err.flush());
    }

    /// Makes room on stderr for a question of this many lines, and saves the position of its first line.
    pub(super) fn make_room(&mut self, lines: usize) {
        let _ = write!(self.err, "{}\u{1b}[{lines}A\u{1b}7", "\n".repeat(lines)).and_then(|()| self.err.flush());
    }

    /// Clears the screen from the position that `make_room` saved.
    pub(super) fn clear_room(&mut self) {
        let _ = write!(self.err, "\u{1b}8\u{1b}[J").and_then(|()| self.err.flush());
    }

    /// Prints a caution to stderr. With `--json`, the answer has the cautions instead.
    pub(crate) fn caution(&mut self, text: &str) {
        if !self.json {
            let label = self.err_style.paint(Tone::Near, "warning:");
            self.note(&format!("{label} {text}"));
        }
    }

    /// Prints a failure to stderr.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        // If stderr cannot be written, there is nowhere to report that.
        let _ = if self.json { self.fail_in_json(failure) } else { self.fail_in_words(failure) };
    }

    fn fail_in_json(&mut self, failure: &Failure) -> io::Result<()> {
        #[derive(Serialize)]
        struct ErrorDocument {
            error: FailureDetails,
        }
        let mut error = FailureDetails::from(failure);
        error.hint = error.hint.map(|hint| with_options(&hint, &self.ledger_options));
        writeln!(self.err, "{}", json::text(&ErrorDocument { error }))
    }

    fn fail_in_words(&mut self, failure: &Failure) -> io::Result<()> {
        let label = self.err_style.paint(Tone::Bad, "error:");
        let hint = failure.hint().map(|hint| with_options(&safe(&hint), &self.ledger_options));
        let hint = hint.map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
        let text = format!("{label} {}\n{hint}", safe(&failure.to_string()));
        write!(self.err, "{}", self.err_style.wrap_for_terminal(&text))
    }
}
