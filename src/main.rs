//! The program: reads the outside world, runs the command, and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    inquota::ledger::report_full_files();
    ExitCode::from(inquota::run(&inquota::Context::from_system()))
}
