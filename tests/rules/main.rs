//! The rules, sentence by sentence, with values worked out by hand.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on may stop")]

mod advice;
mod changes;
mod credits;
mod do_not_contact;
mod invitation_states;
mod invitations;
mod own_limits;
mod plan_dates;
mod plans;
mod rates;
mod refunds;
mod slots;
mod stops;
mod story;
mod tags;
mod targets;
mod time;
mod verdicts;
