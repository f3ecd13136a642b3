//! The built program, end to end, in a cleared environment.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod check;
mod check_inmail;
mod credits;
mod ground;
mod invitations;
mod log;
mod plan;
mod plan_numbers;
mod program;
mod reply;
mod status;
