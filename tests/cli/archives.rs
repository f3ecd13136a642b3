//! The synthetic exports of the tests of the archive reader.

#[path = "../archive/export.rs"]
#[allow(dead_code, reason = "the tests of the archive reader use more of it")]
pub(crate) mod export;
#[path = "../archive/generate.rs"]
pub(crate) mod generate;

pub(crate) use export::*;
