//! The program: asks the outside world, runs, and ends with the code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(inquota::run(&inquota::Context::from_system()))
}
