//! The rules, sentence by sentence, with values worked out by hand.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on may stop")]

mod advice;
mod changes;
mod credits;
mod invitations;
mod plan_dates;
mod plans;
mod rates;
mod refunds;
mod slots;
mod story;
mod tags;
mod time;
mod verdicts;
