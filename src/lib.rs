//! **inquota** shows a LinkedIn member what they may still send before they send it: InMail credits, messages to
//! different people per day and month, and invitations. The member records what they sent by hand. inquota itself sends
//! nothing, and it has no network code.
//!
//! # Architecture
//!
//! ```text
//! argv ──► cli ──► command ──► ledger (read, append) ──► engine (fold, answer) ──► view ──► stdout
//!                     ▲              one JSON file          pure, no I/O               text, JSON, page
//!                  context: clock, zone, paths, width: the outside world as one value
//! ```
//!
//! A *record* states one thing that happened. The [`engine`] folds the records, in the order in which they happened,
//! into an *account*. `check`, `status` and `summary` are functions of the account and an instant: they return plain
//! data, and the view turns it into text or JSON. The [`ledger`] file stores records and no figures. A record that is
//! entered late, corrected or taken back therefore changes every figure that depends on it.
//!
//! | module | contents |
//! |---|---|
//! | `completion` | shell completions |
//! | `command` | one file per command: arguments → ledger → engine → view. `session` and `transaction` serve them all |
//! | `view` | answers as text, JSON, CSV and HTML: the only module that prints |
//! | `settings` | the settings file, and the member's own plans |
//! | `error` | errors by who can fix them, and the exit codes |
//! | `sheet` | the member's own sheet → rows, and which of them the ledger already has |
//! | `cli` | the command line as clap types; `when` parses dates and times |
//! | `checkpoint` | `LedgerView`, through which a command reads a ledger, and the checkpoints in the cache folder |
//! | [`archive`] | LinkedIn's own data export → records |
//! | `context` | the outside world as a value, read once when the program starts |
//! | `accounts` | account names, and the path of each account's ledger |
//! | [`ledger`] | the file: format, lock, durable append, recovery, repair |
//! | [`wording`] | the fingerprint of a text, which shows how similar it is to another text |
//! | [`draft`] | what is wrong with the draft of a message |
//! | [`engine`] | the quota rules; it has a map of its own |
//!
//! A module uses only modules below it in this table; the engine uses none. Tests read the `use` lines and the paths in
//! the code: files may not import each other in a circle, and the engine may use only itself and crates without I/O.
//!
//! Only `context` reads the wall clock, the time zone, the environment variables and the arguments; clippy rejects such
//! calls elsewhere. `ledger` also uses the monotonic clock, to limit how long it waits for its lock.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | record, fact | a record is one entry of the ledger; its fact is what happened |
//! | account | the state that the records up to an instant fold into |
//! | slot | room for one more person in the day or the month |
//! | lot, grant | a lot is credits that were given together and expire together; a grant is the lot that a plan gives |
//! | pending | of a rate: too recent to be judged; of an invitation: not accepted, withdrawn or lapsed |
//! | stop | LinkedIn refused to send something, and sends nothing of that kind for a while |
//! | target | how many messages, InMails or invitations the member wants to send on a working day or in a week |
//! | thread | messages and InMails to one person since they last responded |
//! | step | records that one command wrote together; `undo` takes them back together |
//! | timeline, folded prefix | the records in the order of the fold; the state before the first one, from a checkpoint |
//! | checkpoint, tail | the saved fold of the first records; the records after those |
//! | wording | the fingerprint of a text that was sent |
//! | transaction | records that are about to be written, under the lock |
//!
//! # Using the engine
//!
//! Fold three records, then ask the account a question:
//!
//! ```
//! use inquota::engine::calendar::Instant;
//! use inquota::engine::contact_book::ContactBook;
//! use inquota::engine::record::{Answer, Details, Fact, Record, RecordId};
//! use inquota::engine::timeline::Timeline;
//! use inquota::engine::verdict::{SendKind, VerdictReason, verdict};
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
//! // Jane has responded: a message to her uses no slot of the day. A message to a new person uses one.
//! let answer = verdict(&account, Some(jane), SendKind::Message, 1);
//! assert_eq!((answer.reason, answer.cost.day_slots), (VerdictReason::ConversationOpen, 0));
//! let answer = verdict(&account, None, SendKind::Message, 1);
//! assert_eq!((answer.reason, answer.cost.day_slots), (VerdictReason::SlotFree, 1));
//! ```
//!
//! # Speed
//!
//! Folding a ledger of 100,000 records takes tens of milliseconds. `checkpoint` saves the result, so that a command
//! reads only the records since then. A checkpoint is a plain file of sorted entries, each page with a checksum. An
//! embedded database takes longer to open than a command needs for the few entries that it reads (SQLite 0.3 ms, redb
//! 2.4 ms, this 0.03 ms), and its pages would still have to be verified against the ledger.

mod accounts;
pub mod archive;
mod checkpoint;
mod cli;
mod command;
mod completion;
mod context;
pub mod draft;
pub mod engine;
mod error;
pub mod ledger;
mod settings;
mod sheet;
mod view;
pub mod wording;

pub use context::{ClockError, Context, Stream};

use std::ffi::OsString;

use clap::error::ErrorKind;

use cli::{Cli, Colour, Global, own_spelling};
use error::{ExitStatus, Failure, exit_code, explain, quoted};
use view::{OutputStyle, Screen, VersionAnswer, safe};

/// Runs the command that the arguments name, prints its answer or its failure, and returns the exit code.
pub fn run(context: &Context) -> u8 {
    if let Some(shell) = &context.complete {
        let mut screen = screen(context, &Global { color: Colour::Never, quiet: true, ..Global::default() });
        return finish(&screen.print(&completion::answer(shell, context)).map(|()| ExitStatus::Yes), &mut screen);
    }
    let args = own_spelling(&context.args);
    match Cli::from_args(&args) {
        Ok(cli) => {
            let mut screen = screen(context, &cli.global);
            let outcome = command::dispatch(&cli, context, &mut screen);
            finish(&outcome, &mut screen)
        }
        Err(error) => handle_clap_error(&error, &args, context),
    }
}

/// Prints help and the version, which clap reports as errors; any other error becomes a failure.
fn handle_clap_error(error: &clap::Error, args: &[OsString], context: &Context) -> u8 {
    let global = Global::from_invalid_args(args);
    let mut screen = screen(context, &global);
    let outcome = match error.kind() {
        ErrorKind::DisplayHelp => {
            command::page_help(&global, context, &mut screen);
            command::print_help(args, &mut screen)
        }
        ErrorKind::DisplayVersion => screen.show(&VersionAnswer::of_this_program()).map(|()| ExitStatus::Yes),
        _ => Err(explain(error, args)),
    };
    finish(&outcome, &mut screen)
}

/// Prints a failure, and returns the exit code.
fn finish(outcome: &Result<ExitStatus, Failure>, screen: &mut Screen) -> u8 {
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
            && !global.plain
            && match global.color {
                Colour::Auto => stream.colour,
                Colour::Always => true,
                Colour::Never => false,
            },
        ascii: context.ascii || global.ascii || global.plain,
        charts: !global.plain,
        plain: global.plain,
        line_by_line: context.is_dumb || global.plain,
        ..OutputStyle::default()
    };
    let screen = Screen::on_process(global.json, global.quiet, style(context.out), style(context.err));
    screen.with_ledger_options(ledger_options(global))
}

/// The options of a line that choose the ledger, as one types them.
fn ledger_options(global: &Global) -> String {
    let file = global.file.as_deref().and_then(|file| file.to_str());
    let options = [("--account", global.account.as_deref()), ("--file", file)];
    let given = options.into_iter().filter_map(|(option, value)| Some(format!("{option} {}", quoted(value?))));
    safe(&given.collect::<Vec<String>>().join(" "))
}
