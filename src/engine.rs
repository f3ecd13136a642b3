//! The quota rules: pure functions of records and instants. No clock, no files, no environment, no printing.
//!
//! Where a rule of the rules page lives ("rules 4.7" in a comment is section 4, point 7 of it):
//!
//! | rules | what | module |
//! |---|---|---|
//! | 1 | instants, days, zones | [`calendar`] |
//! | 1 | which records are active, and the order in which they are replayed | [`replay_order`], [`timeline`], [`base`] |
//! | 1 | the facts, and their corrections | [`record`], [`correction`] |
//! | 2 | names, handles; who is meant | [`person`], [`contact_book`] |
//! | 2, 8 | what an account knows of one person | [`person_state`] |
//! | 3 | unique people a day and a month | [`slots`] |
//! | 4 | lots of credits | [`wallet`] |
//! | 4, 7 | plans: numbers, built-in ones, the history of them | [`plan`] |
//! | 4 | what the calendar does: expiry, plan starts, grants, caps | [`budget`] |
//! | 3, 4, 5 | what each record does: the fold | [`account`] |
//! | | what came of a record | [`outcome`] |
//! | 5 | invitations of 168 hours, notes of a month | [`invitations`] |
//! | 6 | may I, what does it cost, when | [`verdict`] |
//! | 4.14 | a period that adds up | [`statement`], [`totals`], [`daily_history`] |
//! | 8 | response rates | [`rates`] |
//! | | the figures of an account at an instant | [`status`] |
//! | | advice that follows from the rules | [`advice`] |
//!
//! # The order of reading
//!
//! 1. Records that are taken back go, and corrections are applied ([`reading`]).
//! 2. Plan records become a [`plan::Schedule`], which knows which of them was set-up.
//! 3. What is left is folded in order of instants and, at one instant, of recording. Before each record the
//!    [`budget::Budget`] walks the calendar and the schedule up to it, expiries before plans before grants.
//!
//! A forecast is the same walk with no more records.

pub mod account;
pub mod advice;
pub mod base;
pub mod budget;
pub mod calendar;
pub mod contact_book;
pub mod correction;
pub mod daily_history;
pub mod invitations;
pub mod outcome;
pub mod person;
pub mod person_state;
pub mod plan;
pub mod rates;
pub mod record;
pub mod replay_order;
pub mod slots;
pub mod statement;
pub mod status;
pub mod timeline;
pub mod totals;
pub mod verdict;
pub mod wallet;
