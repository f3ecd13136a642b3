//! A checkpoint never changes an answer: whatever happens to a ledger and to its checkpoint, the program answers and
//! writes the same as without one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
#![allow(clippy::print_stdout, reason = "a test says that it is skipped")]
#![allow(unreachable_pub, reason = "a test exports nothing")]

#[path = "../../benches/speed/made.rs"]
#[allow(dead_code, reason = "shared with the benchmark")]
mod made;
mod private;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod program;
mod resume;
mod steps;
mod twins;
