//! The streams: answers to stdout, everything else to stderr.

use std::io::{self, ErrorKind, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::direction::isolated;
use super::fold::folded;
use super::json;
use super::text::safe;
use crate::error::Failure;
use crate::settings::Thresholds;

/// How answers may look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Columns there are.
    pub(crate) columns: usize,
    /// Whether lines for a person are folded to the columns: on a terminal, or where a width was asked for.
    pub(crate) folds: bool,
    /// Whether a terminal shows them.
    pub(crate) is_terminal: bool,
    /// Whether colours are shown.
    pub(crate) colour: bool,
    /// Whether charts are drawn in plain ASCII.
    pub(crate) ascii: bool,
    /// From which shares of a limit on its use is near it, and close to it.
    pub(crate) thresholds: Thresholds,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            columns: 80,
            folds: false,
            is_terminal: false,
            colour: false,
            ascii: false,
            thresholds: Thresholds::default(),
        }
    }
}

/// What a colour says; never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Fine, or yes.
    Good,
    /// Near a limit; something to mind.
    Near,
    /// Close to a limit.
    Close,
    /// Full, over, or no.
    Bad,
    /// Beside the point.
    Faint,
    /// A heading.
    Strong,
}

impl Look {
    /// A text in the colour of its meaning.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Near => AnsiColor::Yellow.on_default(),
            Tone::Close => AnsiColor::Red.on_default(),
            Tone::Bad => AnsiColor::Red.on_default().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
        };
        format!("{style}{text}{style:#}")
    }

    /// Text for a person as it is to stand on the stream: folded, and names from right to left kept in their place.
    fn laid(self, text: &str) -> String {
        let text = if self.folds { folded(text, self.columns) } else { text.to_owned() };
        if self.is_terminal { isolated(&text) } else { text }
    }
}

/// An answer in both its forms.
pub(crate) trait Show {
    /// For a person, lines ended.
    fn text(&self, look: Look) -> String;
    /// For a program: one document.
    fn json(&self) -> String;
}

/// An answer of as many lines as there are records or people, in both its forms: a piece at a time, so that none
/// of them is kept.
pub(crate) trait Pour {
    /// For a person, lines ended.
    fn text(self, look: Look) -> impl Iterator<Item = String>;
    /// For a program: one document, its line ended.
    fn json(self) -> impl Iterator<Item = String>;
}

/// How many bytes of an answer that comes in pieces are printed at once.
const GATHERED: usize = 1 << 16;

/// Where answers go.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    json: bool,
    quiet: bool,
    look: Look,
    err_look: Look,
}

impl Screen {
    /// A screen on the streams of the process.
    pub(crate) fn on_process(json: bool, quiet: bool, look: Look, err_look: Look) -> Screen {
        Screen { out: Box::new(io::stdout()), err: Box::new(io::stderr()), json, quiet, look, err_look }
    }

    /// Says nothing beside the answer from now on.
    pub(crate) fn hush(&mut self) {
        self.quiet = true;
    }

    /// Tells from now on by these thresholds how near a limit is.
    pub(crate) fn tell_levels_by(&mut self, thresholds: Thresholds) {
        self.look.thresholds = thresholds;
    }

    /// How answers may look.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Whether answers are for programs.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Shows an answer.
    pub(crate) fn show(&mut self, answer: &impl Show) -> Result<(), Failure> {
        if self.json {
            return self.print(&(answer.json() + "\n"));
        }
        self.say(&answer.text(self.look))
    }

    /// Prints text for a person.
    pub(crate) fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.print(&self.look.laid(text))
    }

    /// Shows an answer that comes in pieces.
    pub(crate) fn pour(&mut self, answer: impl Pour) -> Result<(), Failure> {
        let look = self.look;
        if self.json {
            return self.print_all(answer.json());
        }
        self.print_all(answer.text(look).map(|piece| look.laid(&piece)))
    }

    /// Prints text that is ready as it is. A reader that has gone is no error.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.put(text).map(drop)
    }

    /// Prints pieces of text as they come, as long as there is a reader.
    pub(crate) fn print_all(&mut self, pieces: impl Iterator<Item = String>) -> Result<(), Failure> {
        let mut gathered = String::new();
        for piece in pieces {
            gathered += &piece;
            if gathered.len() >= GATHERED {
                if !self.put(&gathered)? {
                    return Ok(());
                }
                gathered.clear();
            }
        }
        self.print(&gathered)
    }

    /// Writes to the reader of answers, and says whether there still is one.
    fn put(&mut self, text: &str) -> Result<bool, Failure> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Failure::Internal(
                anyhow::Error::new(error)
                    .context("could not write the answer; what was recorded stays recorded, as inquota history shows"),
            )),
        }
    }

    /// Tells something beside the answer, on stderr.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            // Nobody is left to hear that nobody hears.
            let _ = write!(self.err, "{}", self.err_look.laid(&format!("{text}\n")));
        }
    }

    /// Makes room for so many lines of a question on stderr, and remembers where it begins.
    pub(super) fn make_room(&mut self, lines: usize) {
        let _ = write!(self.err, "{}\u{1b}[{lines}A\u{1b}7", "\n".repeat(lines)).and_then(|()| self.err.flush());
    }

    /// Clears the room that was made last.
    pub(super) fn clear_room(&mut self) {
        let _ = write!(self.err, "\u{1b}8\u{1b}[J").and_then(|()| self.err.flush());
    }

    /// Tells something to mind, which stands in the JSON document too.
    pub(crate) fn caution(&mut self, text: &str) {
        if !self.json {
            let label = self.err_look.paint(Tone::Near, "mind:");
            self.note(&format!("{label} {text}"));
        }
    }

    /// Tells what went wrong, on stderr.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let written = if self.json { self.fail_in_json(failure) } else { self.fail_in_words(failure) };
        let _ = written;
    }

    fn fail_in_json(&mut self, failure: &Failure) -> io::Result<()> {
        #[derive(Serialize)]
        struct Error {
            code: &'static str,
            message: String,
            hint: Option<String>,
        }
        #[derive(Serialize)]
        struct Document {
            error: Error,
        }
        let error = Error { code: failure.code(), message: failure.to_string(), hint: failure.hint() };
        writeln!(self.err, "{}", json::document(&Document { error }))
    }

    fn fail_in_words(&mut self, failure: &Failure) -> io::Result<()> {
        let label = self.err_look.paint(Tone::Bad, "error:");
        let hint = failure.hint().map(|hint| format!("hint: {}\n", safe(&hint))).unwrap_or_default();
        let text = format!("{label} {}\n{hint}", safe(&failure.to_string()));
        write!(self.err, "{}", self.err_look.laid(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_gets_marks_of_direction_and_folded_lines() {
        let piped = Look { columns: 20, ..Look::default() };
        assert_eq!(piped.laid("message to דנה, 25 Nov 2026\n"), "message to דנה, 25 Nov 2026\n");
        let shown = Look { folds: true, is_terminal: true, ..piped };
        assert_eq!(shown.laid("message to דנה, 25 Nov 2026\n"), "message to \u{2068}דנה\u{2069}, 25\n  Nov 2026\n");
    }
}
