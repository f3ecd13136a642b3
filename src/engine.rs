//! The quota rules: pure functions of records and instants. No clock, no files, no environment, no printing.
//!
//! Where each rule of the rules page lives. A comment cites a rule by section and point: "rules 4.7".
//!
//! | rules | what | module |
//! |---|---|---|
//! | 1.1 | records and facts | [`record`], [`interaction`] |
//! | 1.2 | the order of records, and corrections | [`replay_order`], [`correction`], [`timeline`], [`base`] |
//! | 1.3 | which records a void cancels | [`replay_order`] |
//! | 1.4 to 1.6 | instants, days, zones, the drift of clocks | [`calendar`] |
//! | 1.7 | looking ahead | [`budget::Ahead`] |
//! | 2.1, 5.7 | names and handles; who a text means; merges | [`person`], [`contact_book`] |
//! | 2.2 to 2.4 | open conversations | [`account`], [`person_state`] |
//! | 3, 4.5, 4.6, 4.13, 5.1, 5.2 | what a send costs | `send` |
//! | 3.1, 3.2 | unique people messaged in a day and a month | [`slots`] |
//! | 4.1, 4.4, 4.5 | lots of credits, and the order in which they are spent | [`wallet`] |
//! | 4.2, 4.3 | expiries, plan starts, grants, the cap | [`budget`] |
//! | 4.7 to 4.9 | refunds, purchases, balances | [`account`] |
//! | 4.10 to 4.13 | the history of plans; set-up | [`plan::Schedule`] |
//! | 4.14 | a period that adds up | [`totals`], [`statement`], [`daily_history`] |
//! | 5.1, 5.2 | invitations of 168 hours, notes of a month | [`invitations`] |
//! | 6 | limits that block and limits that warn | [`usage`], [`verdict`] |
//! | 7 | the numbers of plans, and the built-in plans | [`plan`] |
//! | 8 | response rates | [`rates`] |
//! | | the bounds of what a ledger may hold | [`bounds`] |
//! | | what was written to a person and is not answered | [`thread`] |
//!
//! [`account`] is the fold of records, and [`outcome`] what it says of each. [`status`] has the figures of an account at an
//! instant, and [`advice`] what follows from the rules but is not one of them.
//!
//! # From records to figures
//!
//! 1. Voided records are dropped and corrections applied ([`replay_order`]).
//! 2. Plan records become a [`plan::Schedule`], which decides which of them is set-up.
//! 3. The other records are folded in the order of their instants and, at one instant, of recording. Before each record
//!    the [`budget`] moves along the calendar to it, in the order that its page shows.
//!
//! A forecast moves along the calendar in the same way, without more records.

pub mod account;
pub mod advice;
pub mod base;
pub mod bounds;
pub mod budget;
pub mod calendar;
pub mod contact_book;
pub mod correction;
pub mod daily_history;
pub mod interaction;
pub mod invitations;
pub mod outcome;
pub mod person;
pub mod person_state;
pub mod plan;
pub mod rates;
pub mod record;
pub mod replay_order;
mod send;
pub mod slots;
pub mod statement;
pub mod status;
pub mod thread;
pub mod timeline;
pub mod totals;
pub mod usage;
pub mod verdict;
pub mod wallet;
