//! What inquota promises about data, shown by doing it to the built program.
//!
//! `cargo test --features faults --test durability -- --nocapture` kills the program at every step of its
//! writing and prints the figures, each on a line that begins with `proof:`. Without the feature the kills are
//! skipped, and the tests say so.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
#![allow(clippy::print_stdout, reason = "the figures are printed")]
#![allow(unused_must_use, reason = "that a command ends well is all that most lines ask")]
#![allow(unreachable_pub, reason = "nobody uses a test from outside")]

mod apart;
#[path = "../cli/archives.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod archives;
mod backups;
mod crash;
mod crowd;
mod disk;
mod doctor;
mod hostile;
mod imports;
mod input;
mod large;
mod merge;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod program;
mod refusal;
mod scene;
mod versions;
