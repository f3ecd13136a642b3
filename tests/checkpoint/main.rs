//! A checkpoint never changes an answer: whatever is done to a ledger, and whatever becomes of its checkpoint
//! meanwhile, everything that the program says and writes is what it says and writes without one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
#![allow(unreachable_pub, reason = "nobody uses a test from outside")]

#[path = "../../benches/speed/made.rs"]
#[allow(dead_code, reason = "shared with the benchmark")]
mod made;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod program;
mod resume;
mod steps;
mod twins;
