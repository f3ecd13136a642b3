//! The archive reader: what it finds in synthetic archives.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod export;
mod generate;

mod containers;
mod import_diff;
mod invitations;
mod layouts;
mod messages;
mod owner;
mod properties;
mod trouble;
mod union;
