//! The quota rules. Pure: no clock, no files, no environment, no printing.
pub mod account;
pub mod book;
pub mod budget;
pub mod calendar;
pub mod correspondent;
pub mod invitations;
pub mod person;
pub mod plan;
pub mod rates;
pub mod record;
pub mod slots;
pub mod standing;
pub mod statement;
pub mod timeline;
pub mod totals;
pub mod verdict;
pub mod wallet;
