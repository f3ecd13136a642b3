//! The progress of a command that may take long.

use crate::context::Stopwatch;
use crate::view::Screen;

/// Shows on a terminal what a command does, once it has run for a second.
pub(super) struct Progress(Stopwatch);

impl Progress {
    /// The progress of a command that starts now.
    pub(super) fn start() -> Progress {
        Progress(Stopwatch::start())
    }

    /// Shows what the command does next.
    pub(super) fn step(&self, what: &str, screen: &mut Screen) {
        if self.0.seconds() > 0 {
            screen.progress(what);
        }
    }
}
