//! A made corpus of drafts, and how many of its faults `draft` finds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod corpus;
mod figures;
mod parts;
