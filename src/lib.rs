//! **inquota** tells a LinkedIn member what they may still send, before they send it: InMail credits, the
//! different people messaged in a day and a month, and invitations. It records what was sent by hand; it
//! sends nothing, and there is no network code in it.
//!
//! # How it hangs together
//!
//! ```text
//! argv ──► cli ──► command ──► ledger (read, append) ──► engine (fold, answer) ──► view ──► stdout
//!                     ▲              one JSON file          pure, knows no file        text, JSON, page
//!                  context: clock, zone, paths, width: the outside world as one value
//! ```
//!
//! A *record* is a fact. The [`engine`]'s *account* is the fold of records, in the order of when they
//! happened; `check`, `status` and `summary` are functions of the account and an instant, and what they
//! answer is plain data that the view turns into text or JSON. No figure is stored: the [`ledger`] file holds
//! facts only, so that a record entered late, corrected or taken back moves every figure it should.
//!
//! | module | what is in it |
//! |---|---|
//! | `cli` | the command line as types, and `when`, which reads dates in words |
//! | `context` | the outside world as a value: the only place that reads clock, zone and environment |
//! | `error` | kinds of error by who can act; the exit codes |
//! | `completion` | what can come next on a command line, for the shells |
//! | `command` | one verb, one file: arguments → ledger → engine → view. `session` is what a command works with, `transaction` records |
//! | [`engine`] | the quota rules; start at its own map |
//! | [`ledger`] | the file: format, lock, durable append, recovery, repair |
//! | `checkpoint` | `LedgerView`, which is what a command sees of a ledger, and what it keeps in the cache folder |
//! | [`archive`] | LinkedIn's own data export → records |
//! | `settings` | the settings file, and the member's own plans |
//! | `accounts` | which accounts there are, and where the ledger of each is |
//! | `view` | the one door to the terminal |
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | record, fact | one thing that happened, with its instants; the fact is what happened |
//! | account | what the records come to at an instant |
//! | slot | one of the different people that a day or a month has room for |
//! | lot, grant | credits given together, with one expiry; a grant is the lot that a plan gives |
//! | pending | contacted too lately to be judged by whether they responded |
//! | thread | what was written to a person and is not answered |
//! | timeline, base | the records in the order of replay, and what comes before them: nothing, or a checkpoint |
//! | checkpoint, tail | what the first records came to, and the records after those |
//! | transaction | records in the making, under the lock |
//!
//! # The engine by itself
//!
//! Three records are folded, and a question is asked of the account:
//!
//! ```
//! use inquota::engine::calendar::Instant;
//! use inquota::engine::contact_book::ContactBook;
//! use inquota::engine::record::{Answer, Details, Fact, Record, RecordId};
//! use inquota::engine::timeline::Timeline;
//! use inquota::engine::verdict::{Reason, SendKind, verdict};
//!
//! let mut book = ContactBook::default();
//! let jane = book.declare(Some("Jane Doe".to_owned()), None);
//! let ravi = book.declare(Some("Ravi Patel".to_owned()), None);
//!
//! let created = Instant::from_unix(1_795_597_200); // 25 November 2026, 09:00 UTC
//! let record = |(number, fact)| {
//!     let at = created.plus_seconds(60);
//!     Record { id: RecordId(number), at, recorded: at, fact, details: Details::default() }
//! };
//! let facts = [
//!     Fact::Message { to: jane },
//!     Fact::Message { to: ravi },
//!     Fact::Response { from: jane, answer: Answer::Replied },
//! ];
//! let records = (1..).zip(facts).map(record).collect();
//!
//! let timeline = Timeline::new(records, book, created, chrono_tz::Europe::Berlin);
//! let account = timeline.account_at(created.plus_seconds(3600));
//!
//! // Jane has responded: a message to her uses no slot of the day. Somebody new uses one.
//! let answer = verdict(&account, Some(jane), SendKind::Message, 1);
//! assert_eq!((answer.reason, answer.cost.day_slots), (Reason::ConversationOpen, 0));
//! let answer = verdict(&account, None, SendKind::Message, 1);
//! assert_eq!((answer.reason, answer.cost.day_slots), (Reason::SlotFree, 1));
//! ```
//!
//! # What makes it fast
//!
//! Reading a ledger of 100,000 records takes tens of milliseconds. So `checkpoint` keeps what they came to, and a command
//! reads only what was recorded since. A checkpoint is a plain file of sorted entries, each page with a checksum. An
//! embedded store costs more to open than the few entries that a command needs (SQLite 0.3 ms, redb 2.4 ms, this 0.03
//! ms), and its pages would have to be checked against the ledger all the same.
//!
//! `command` uses all others; `ledger` and `view` use the engine; the engine uses nothing of this crate but itself. Tests
//! read the `use` lines, and clippy refuses the clock and the environment outside `context`.

mod accounts;
pub mod archive;
mod checkpoint;
mod cli;
mod command;
mod completion;
mod context;
pub mod engine;
mod error;
pub mod ledger;
mod settings;
mod view;

pub use context::{Context, Stream};

use clap::error::ErrorKind;

use cli::{Cli, Colour, Global};
use error::{ExitStatus, Failure, exit_code, explain};
use view::{OutputStyle, Screen};

/// Does what the arguments ask, and says with which code to end.
pub fn run(context: &Context) -> u8 {
    if let Some(shell) = &context.complete {
        let mut screen = screen(context, &Global { color: Colour::Never, quiet: true, ..Global::default() });
        return end(&screen.print(&completion::answer(shell, context)).map(|()| ExitStatus::Yes), &mut screen);
    }
    match Cli::from_args(&context.args) {
        Ok(cli) => {
            let mut screen = screen(context, &cli.global);
            let outcome = command::dispatch(&cli, context, &mut screen);
            end(&outcome, &mut screen)
        }
        Err(error) => answer_or_refuse(&error, context),
    }
}

/// Help and the version go to stdout; what cannot be understood is a failure.
fn answer_or_refuse(error: &clap::Error, context: &Context) -> u8 {
    let mut screen = screen(context, &Global::from_invalid_args(&context.args));
    let outcome = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = if screen.style().colour { text.ansi().to_string() } else { text.to_string() };
            screen.print(&text).map(|()| ExitStatus::Yes)
        }
        _ => Err(explain(error, &context.args)),
    };
    end(&outcome, &mut screen)
}

fn end(outcome: &Result<ExitStatus, Failure>, screen: &mut Screen) -> u8 {
    if let Err(failure) = outcome {
        screen.fail(failure);
    }
    exit_code(outcome)
}

fn screen(context: &Context, global: &Global) -> Screen {
    let style = |stream: Stream| OutputStyle {
        columns: context.columns,
        wraps: stream.is_terminal || context.columns_set,
        is_terminal: stream.is_terminal,
        colour: !global.json
            && match global.color {
                Colour::Auto => stream.colour,
                Colour::Always => true,
                Colour::Never => false,
            },
        ascii: context.ascii || global.ascii,
        ..OutputStyle::default()
    };
    Screen::on_process(global.json, global.quiet, style(context.out), style(context.err))
}
