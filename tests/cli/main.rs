//! The built program, end to end, in a cleared environment.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on may stop")]

mod program;
mod readme;
