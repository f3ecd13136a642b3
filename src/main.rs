//! The program: reads the outside world, runs the command, and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    report_full_files();
    ExitCode::from(inquota::run(&inquota::Context::from_system()))
}

/// Makes a write beyond the largest allowed size of a file (`ulimit -f`) fail, so that the error is reported. Without
/// this, the system would end the program. The flag is not read: that there is a handler is enough.
fn report_full_files() {
    #[cfg(unix)]
    {
        let flag = std::sync::Arc::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}
