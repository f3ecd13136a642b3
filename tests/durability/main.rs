//! The guarantees of inquota about data, tested on the built program.
//!
//! `cargo test --features faults --test durability -- --nocapture` kills the program at every step of its writing and
//! prints the figures, each on a line that begins with `proof:`. Without the feature, the tests skip the kills and say
//! so.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
#![allow(clippy::print_stdout, reason = "the figures are printed")]
#![allow(unused_must_use, reason = "most commands only need to succeed")]
#![allow(unreachable_pub, reason = "a test exports nothing")]

mod apart;
#[path = "../cli/archives.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod archives;
mod backups;
mod clock;
mod crash;
mod crowd;
mod disk;
mod doctor;
mod faults;
mod growth;
mod hostile;
mod imports;
mod input;
mod large;
mod merge;
mod moved;
mod others;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod program;
mod refusal;
mod repair;
mod scene;
mod versions;
