//! The program: reads the outside world, runs the command, and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(inquota::run(&inquota::Context::from_system()))
}
