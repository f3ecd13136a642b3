//! The built program, end to end, in a cleared environment.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on may stop")]

mod archives;
mod built_in_plans;
mod check;
mod check_inmail;
mod credits;
mod dates;
mod edit;
mod export;
mod followups;
mod forecast;
mod ground;
mod history;
mod hostile;
mod import;
mod invitations;
mod ledger_file;
mod log;
mod next;
mod order;
mod people;
mod plan;
mod plan_compare;
mod plan_numbers;
mod program;
mod rates;
mod readme;
mod reconcile;
mod reply;
mod set_up;
mod stats;
mod status;
mod summary;
mod undo;
mod zone;
