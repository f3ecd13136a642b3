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
//! | room | what is in it |
//! |---|---|
//! | `cli` | the command line as types, and `when`, which reads dates in words |
//! | `context` | the outside world as a value: the only place that reads clock, zone and environment |
//! | `error` | kinds of error by who can act; the exit codes |
//! | `completion` | what could stand next on a line, for the shells |
//! | `command` | one verb, one file: arguments → ledger → engine → view; `session` is what they work at |
//! | [`engine`] | the quota rules; start at its own map |
//! | [`ledger`] | the file: form, lock, durable append, mending |
//! | `checkpoint` | what a ledger came to, kept in the cache folder so that it need not be read again |
//! | [`archive`] | LinkedIn's own data export → plain facts, laid beside a ledger |
//! | `settings` | the settings file, and the member's own plans |
//! | `accounts` | which accounts there are, and where the ledger of each is |
//! | `view` | the one door to the terminal |
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
//! The ledger is one JSON document, and reading all of 100,000 records takes some 30 ms. So what they came to is kept
//! beside it, and a command reads what came since: two milliseconds, most of which any program takes to start. What it
//! is kept in was chosen by measuring. To find one row of 100,000 takes, beyond an empty program, 0.03 ms in a plain
//! file found by halving, 0.1 ms in the same file mapped into memory, 0.3 ms in SQLite and 2.4 ms in redb; each would
//! have to be checked against the ledger all the same. So it is the simplest: a plain file of sorted rows, each page
//! with a checksum (`checkpoint`). A quicker reader alone stays more than ten times slower; it is here for the first
//! command and for the reports, and parses with up to four threads (`ledger`).
//!
//! `command` knows all others; `ledger` and `view` know the engine; the engine knows nothing of this crate but
//! itself. A test reads its `use` lines, and clippy refuses the clock and the environment outside `context`.

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
    match Cli::read(&context.args) {
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
    let mut screen = screen(context, &Global::as_far_as_told(&context.args));
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
        wraps: stream.is_terminal || context.columns_asked,
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
