//! Keeps Control-C from ending the program while a question or a pager is on the terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::SigId;
use signal_hook::consts::SIGINT;

/// Leaves Control-C to the question or the pager, as long as this lives.
pub(super) struct InterruptGuard {
    ends_program: Arc<AtomicBool>,
    _handler: SigId,
}

impl InterruptGuard {
    pub(super) fn install() -> io::Result<InterruptGuard> {
        let ends_program = Arc::new(AtomicBool::new(false));
        let handler = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&ends_program))?;
        Ok(InterruptGuard { ends_program, _handler: handler })
    }

    /// Lets Control-C end the program again.
    pub(super) fn release(self) {
        self.ends_program.store(true, Ordering::Relaxed);
    }
}
