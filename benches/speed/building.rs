//! Measures how long the program takes to build.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Builds the release program with all of its crates in an empty folder, and returns a sentence with the time.
pub(crate) fn time(folder: &Path) -> String {
    let begun = Instant::now();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--quiet", "--bin", "inquota"]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).env("CARGO_TARGET_DIR", folder.join("target"));
    assert!(cargo.status().unwrap().success());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("Built in {:.0} s, with all of its crates, on {cores} cores.", begun.elapsed().as_secs_f64())
}
