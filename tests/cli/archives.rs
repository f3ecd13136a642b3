//! The synthetic exports that the reader is tested with too.

#[path = "../archive/export.rs"]
#[allow(dead_code, reason = "the tests of the reader need more of it")]
pub(crate) mod export;
#[path = "../archive/generate.rs"]
pub(crate) mod generate;

pub(crate) use export::*;
