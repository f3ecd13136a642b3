//! The quota rules: pure functions of records and instants. No clock, no files, no environment, no printing.
//!
//! Where a rule of the rules page lives ("rules 4.7" in a comment is section 4, point 7 of it):
//!
//! | rules | what | room |
//! |---|---|---|
//! | 1 | instants, days, zones | [`calendar`] |
//! | 1 | which records stand, in which order they are read | [`reading`], [`timeline`] |
//! | 1 | the facts, and their corrections | [`record`], [`correction`] |
//! | 2 | names, handles; who is meant | [`person`], [`book`], [`directory`] |
//! | 2, 8 | how things stand with one person, with everybody | [`correspondent`], `crowd` |
//! | 3 | unique people a day and a month | [`slots`] |
//! | 4 | lots of credits | [`wallet`] |
//! | 4, 7 | plans: numbers, built-in ones, the history of them | [`plan`] |
//! | 4 | what the calendar does: expiry, plan starts, grants, caps | [`budget`] |
//! | 3, 4, 5 | what each record does: the fold | [`account`] |
//! | | what came of a record | [`outcome`] |
//! | 5 | invitations of 168 hours, notes of a month | [`invitations`] |
//! | 6 | may I, what does it cost, when | [`verdict`] |
//! | 4.14 | a period that adds up | [`statement`], [`totals`], [`course`] |
//! | 8 | response rates | [`rates`] |
//! | | how things stand | [`standing`] |
//! | | whom the member may write to next | [`at_hand`] |
//! | | how the member works, for advice | [`habits`] |
//! | advice | whom to nudge, when, at what cost | [`followup`] |
//! | advice | credits that will be lost, that may come back, where the use of a window leads | [`loss`], [`watch`], [`pace`] |
//! | advice | whom first contacts reached, by group; what chance does to such counts | [`stats`], [`chance`] |
//! | advice | the history replayed against plans; the balance ahead; why the balance may differ from LinkedIn's | [`comparison`], [`forecast`], [`reconcile`] |
//! | advice | all of that for today | [`agenda`] |
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
pub mod agenda;
pub mod at_hand;
pub mod book;
pub mod budget;
pub mod calendar;
pub mod chance;
pub mod comparison;
pub mod correction;
pub mod correspondent;
pub mod course;
mod crowd;
pub mod directory;
pub mod followup;
pub mod forecast;
pub mod habits;
pub mod invitations;
pub mod loss;
pub mod outcome;
pub mod pace;
pub mod person;
pub mod plan;
pub mod rates;
pub mod reading;
pub mod reconcile;
pub mod record;
pub mod slots;
pub mod standing;
pub mod statement;
pub mod stats;
pub mod timeline;
pub mod totals;
pub mod verdict;
pub mod wallet;
pub mod watch;
