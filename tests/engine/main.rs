//! What holds of the engine whatever the history.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on may stop")]

mod boundaries;
