//! inquota
pub mod engine;
