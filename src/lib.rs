//! inquota
pub mod engine;
pub mod ledger;
