//! Properties of the engine for random ledgers, and a comparison of the engine with a second, plain model of the rules.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on may stop")]

mod advice;
mod agreement;
mod boundaries;
mod circles;
mod credits;
mod figures;
mod foresight;
mod history;
mod imports;
mod invitations;
mod model;
mod names;
mod order;
mod reach;
mod tags;
mod targets;
mod texts;
mod voids;

use proptest::test_runner::Config;

/// A multiple of the usual number of cases, which `PROPTEST_CASES` sets.
fn cases(times: u32) -> Config {
    let usual = Config::default();
    Config { cases: usual.cases * times, failure_persistence: None, ..usual }
}
