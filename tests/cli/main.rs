//! The built program, end to end, in a cleared environment.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod ground;
mod program;
mod status;
