//! inquota
pub mod archive;
pub mod engine;
