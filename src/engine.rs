//! The quota rules: pure functions of records and instants. No clock, no files, no environment, no printing.
//!
//! "rules N.M" in a comment cites section N, rule M of `docs/rules.md`. This is the module of each rule:
//!
//! | rules | subject | module |
//! |---|---|---|
//! | 1.1 | records and facts | [`record`], [`interaction`] |
//! | 1.2 | the order of records; corrections | [`replay_order`], [`correction`], `record::correct`, [`timeline`] |
//! | 1.3 | which records a void cancels | [`replay_order`] |
//! | 1.4 | the account's zone; the zone of a plan's InMail dates, and when they start | [`calendar::PlanDate`], [`plan::PlanInForce::inmail_zone`] |
//! | 1.5 | clock drift; refusing records in the future | [`calendar`]; `past_instant` in `command/transaction.rs` |
//! | 1.6 | when a date starts; skipped and repeated local times | [`calendar`] |
//! | 1.7 | looking ahead | [`budget::Ahead`], [`verdict`], [`status`] |
//! | 1.8 | reports without a ledger file | `command/session.rs` |
//! | 2.1 | names and handles; finding a person | [`person`], [`loose_name`], [`name_search`], [`contact_book`]; `LedgerView::find` in `checkpoint/people.rs`, `find_or_create` in `command/person_arg.rs` |
//! | 2.1 | warnings about similar names | [`likeness`] |
//! | 2.2 to 2.4 | open conversations | [`account`], [`person_state`], `send` |
//! | 2.5 | do not contact; declines | [`do_not_contact`], [`verdict`] |
//! | 3.1, 3.2 | slots of a day and a month | `send`, [`slots`] |
//! | 3.3, 3.4 | cost before limit; recording over a limit | `send`, [`usage`] |
//! | 3.5 | the limits that apply | [`budget::Budget::plan`], [`plan::Schedule::first`] |
//! | 4.1, 4.4 | lots and their expiry | [`wallet`], [`budget`] |
//! | 4.2, 4.3 | grants, the cap, and the order at the start of a date | [`budget`], [`plan::PlanInForce`] |
//! | 4.5, 4.6 | which lot an InMail spends; free and uncovered InMails | `send`, [`wallet`] |
//! | 4.7 to 4.9 | refunds, purchases, balances | [`account`] |
//! | 4.10 to 4.12 | plan records; set-up | [`plan::Schedule`], [`plan::PlanInForce`], [`budget`]; [`set_up`]: what it would turn into history |
//! | 4.13 | before the first plan | `send`, [`account`], [`budget`] |
//! | 4.14 | statements | [`totals`], [`statement`], [`daily_history`], [`credit_dates`] |
//! | 5.1, 5.2 | invitations of 168 hours; notes of a month | [`invitations`], [`tally`] |
//! | 5.1 | when the next slot is free | `next_slot_at` in [`status`] |
//! | 5.3 | pending, accepted and lapsed invitations | [`invitation`]; the refusal in `command/accepted.rs` |
//! | 5.4 | withdrawn invitations, and the wait after them | [`invitation`], `send`, [`verdict`] |
//! | 5.3, 5.4 | the list of invitations, with their states | [`sent_invitations`] |
//! | 5.5 | messages to people who were invited | [`verdict`] |
//! | 5.6 | the acceptance rate | [`acceptance_rate`] |
//! | 5.7 | merging people; their marks | [`contact_book`]; [`do_not_contact`] |
//! | 5.6, 8 | which send an answer belongs to; figures by tag | [`attribution`], [`tag_figures`] |
//! | 6 | limits that block and limits that warn | [`plan::Limit`], [`usage`], `send`, [`verdict`]; `command/plan.rs` |
//! | 6 | a member's own limits on InMails and invitations a day | [`plan::PlanNumber::is_own_limit`], `send`, [`tally`] |
//! | 6 | stopped by LinkedIn | [`stop`], [`stop_ends`], `budget/stops.rs`, `send`, [`verdict`] |
//! | 7 | plan numbers and built-in plans; aliases | [`plan`]; `command/plan_name.rs`, `settings/plans.rs` |
//! | 8 | response rates; which people belong to a period | [`rates`], [`account`], [`statement`] |
//! | 8.2 | the InMails of the last 14 days, and when too few were answered | [`recent_inmails`], `rates::InMailRate::is_low` |
//!
//! Modules without a rule: an [`outcome`] is what one record did. [`folded_prefix`] is the folded state of a
//! checkpoint. [`message_days`] counts the different people who got messages. [`bounds`] are the limits of what a
//! ledger may contain. [`thread`] tracks unanswered messages. [`person_map`] has the state of each person. [`wording`]
//! is the fingerprint of a text. [`last_contact`] is the latest contact with each person. [`advice`] is based on the
//! rules but states none.
//!
//! # From records to figures
//!
//! 1. Drop voided records and apply corrections ([`replay_order`]).
//! 2. Turn plan records into a [`plan::Schedule`], which determines whether one of them is set-up.
//! 3. Fold the other records in the order of their instants and, at the same instant, in the order recorded. Before
//!    each record, the [`budget`] advances through the calendar to it. Its page shows the exact order.
//!
//! A forecast advances through the calendar in the same way, without more records.

pub mod acceptance_rate;
pub mod account;
pub mod advice;
pub mod attribution;
pub mod bounds;
pub mod budget;
pub mod calendar;
pub mod contact_book;
pub mod correction;
pub mod credit_dates;
pub mod daily_history;
pub mod do_not_contact;
pub mod folded_prefix;
pub mod interaction;
pub mod invitation;
pub mod invitations;
pub mod last_contact;
pub mod likeness;
pub mod loose_name;
pub mod message_days;
pub mod name_search;
pub mod outcome;
pub mod person;
pub mod person_map;
pub mod person_state;
pub mod plan;
pub mod rates;
pub mod recent_inmails;
pub mod record;
pub mod replay_order;
mod send;
pub mod sent_invitations;
pub mod set_up;
pub mod slots;
pub mod statement;
pub mod status;
pub mod stop;
pub mod stop_ends;
pub mod tag_figures;
pub mod tally;
pub mod thread;
pub mod timeline;
pub mod totals;
pub mod usage;
pub mod verdict;
pub mod wallet;
pub mod wording;
