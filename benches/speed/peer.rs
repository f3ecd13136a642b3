//! The peer: a SQLite file with the same records and suitable indexes, which is queried with the `sqlite3` shell.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::{Datelike, NaiveDate};
use inquota::engine::calendar::{end_of, start_of};
use inquota::engine::outcome::Outcome;
use inquota::engine::person::PersonId;
use inquota::engine::record::Record;
use inquota::engine::timeline::Timeline;

use crate::made::{self, NOW, ZONE};
use crate::measure::Timed;

/// A database, and the person in its queries.
pub(crate) struct Peer {
    pub(crate) database: PathBuf,
    /// The name of the person in the queries.
    pub(crate) person: String,
}

const SCHEMA: &str = "
    PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE record (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, person INTEGER NOT NULL,
        day_slot INTEGER NOT NULL, month_slot INTEGER NOT NULL, charged INTEGER NOT NULL);
    BEGIN;
";

const INDEXES: &str = "
    COMMIT;
    CREATE UNIQUE INDEX person_name ON person (name);
    CREATE INDEX record_at ON record (at);
    CREATE INDEX record_day ON record (at) WHERE day_slot;
    CREATE INDEX record_month ON record (at) WHERE month_slot;
    CREATE INDEX record_invitation ON record (at) WHERE kind = 'invitation';
    CREATE INDEX record_charged ON record (at) WHERE charged;
    CREATE INDEX record_person ON record (person, kind, at);
    ANALYZE;
    PRAGMA wal_checkpoint(TRUNCATE);
";

impl Peer {
    /// Fills a database with the records of a ledger of this size. Each row also stores what the record counted as, so
    /// that SQLite does not have to apply the rules.
    pub(crate) fn fill(database: &Path, size: u64) -> Peer {
        let (records, book) = made::records(size);
        let counted = counted(&records, &book);
        let mut shell = shell(database).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("sqlite3 is here");
        let mut into = std::io::BufWriter::new(shell.stdin.take().expect("it reads"));
        into.write_all(SCHEMA.as_bytes()).expect("it takes the schema");
        for number in 0..book.len() {
            let name = book.entry(number).short_name();
            writeln!(into, "INSERT INTO person VALUES ({number}, '{name}');").expect("it takes people");
        }
        for (record, [day, month, charged]) in records.iter().zip(&counted) {
            let (id, at) = (record.id, record.at.unix());
            let (kind, who) = (record.fact.kind_name(), record.fact.person().map_or(0, |id| id.0));
            let row = format!("{id}, {at}, '{kind}', {who}, {day}, {month}, {charged}");
            writeln!(into, "INSERT INTO record VALUES ({row});").expect("it takes records");
        }
        into.write_all(INDEXES.as_bytes()).expect("it takes indexes");
        drop(into);
        assert!(shell.wait().is_ok_and(|status| status.success()), "sqlite3 refused something");
        let person = book.person(PersonId(u32::try_from(book.len() / 2).unwrap_or(0))).short_name();
        Peer { database: database.to_owned(), person }
    }

    /// The query for `check`. The columns of the answer are `day used, month used, week of invitations, credits spent,
    /// open, today, this month`.
    pub(crate) fn check(&self) -> String {
        format!("{}{}", self.whom(), answers("(SELECT id FROM whom)"))
    }

    /// The statements that record a message to the person, and then query what is left.
    pub(crate) fn append(&self) -> String {
        let mut sql = String::from("PRAGMA synchronous = FULL; BEGIN IMMEDIATE;");
        let _ = write!(
            sql,
            "{}INSERT INTO record (at, kind, person, day_slot, month_slot, charged)
             SELECT {NOW}, 'message', id, NOT open AND NOT today, NOT open AND NOT this_month, 0 FROM ({});{} COMMIT;",
            self.whom(),
            state("(SELECT id FROM whom)"),
            answers("(SELECT id FROM whom)")
        );
        sql
    }

    /// Defines a view with the id of the person.
    fn whom(&self) -> String {
        format!("CREATE TEMP VIEW whom AS SELECT id FROM person WHERE name = '{}';", self.person)
    }

    /// The query for the figures of this month, by day.
    pub(crate) fn summary() -> String {
        let (first, last) = (start_of(month_start(), ZONE).unix(), end_of(month_end(), ZONE).unix());
        // Everybody is judged after 14 days. It is nine o'clock.
        let to_respond = 14 * 86_400;
        let judged_until = start_of(today(), ZONE).unix() + 9 * 3_600 - to_respond;
        format!(
            "SELECT date(at + 3600, 'unixepoch'), sum(day_slot), sum(kind = 'message'), sum(kind = 'inmail'),
                    sum(kind = 'invitation'), sum(kind = 'reply')
             FROM record WHERE at BETWEEN {first} AND {last} GROUP BY 1 ORDER BY 1;
             WITH first AS (
                SELECT r.person, r.at FROM record r WHERE r.at BETWEEN {first} AND {last} AND r.kind IN ('message', 'inmail')
                AND NOT EXISTS (SELECT 1 FROM record e WHERE e.person = r.person AND e.kind IN ('message', 'inmail') AND
                                (e.at < r.at OR (e.at = r.at AND e.id < r.id)))
                AND NOT EXISTS (SELECT 1 FROM record e WHERE e.person = r.person AND e.kind = 'reply' AND e.at < r.at))
             SELECT count(*), sum(first.at <= {judged_until} AND EXISTS (
                SELECT 1 FROM record a WHERE a.person = first.person AND a.kind = 'reply'
                AND a.at BETWEEN first.at AND first.at + {to_respond})) FROM first;"
        )
    }

    /// A command line that runs a query, to be timed.
    pub(crate) fn timed(&self, sql: &str) -> Timed {
        Timed::new(&["sqlite3", "-batch", "-init", "/dev/null", &self.database.to_string_lossy(), sql])
    }

    /// Runs a query and returns the output.
    pub(crate) fn ask(&self, sql: &str) -> String {
        let output = shell(&self.database).arg(sql).output().expect("sqlite3 is here");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// The `sqlite3` shell, without the settings in the home folder.
fn shell(database: &Path) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-batch", "-init", "/dev/null"]).arg(database);
    command
}

fn month_start() -> NaiveDate {
    today().with_day(1).expect("every month has a first")
}

fn month_end() -> NaiveDate {
    today().with_day(30).expect("November has thirty days")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date")
}

/// The query for the state of a person.
fn state(who: &str) -> String {
    let (day, month) = (start_of(today(), ZONE).unix(), start_of(month_start(), ZONE).unix());
    let has = |what: &str| format!("EXISTS (SELECT 1 FROM record WHERE person = {who} AND {what})");
    format!(
        "SELECT {who} AS id, {} AS open, {} AS today, {} AS this_month",
        has("kind = 'reply'"),
        has(&format!("kind = 'message' AND at >= {day} AND day_slot")),
        has(&format!("kind = 'message' AND at >= {month} AND month_slot"))
    )
}

/// The query for what is left, and for the state of a person.
fn answers(who: &str) -> String {
    let (day, month) = (start_of(today(), ZONE).unix(), start_of(month_start(), ZONE).unix());
    let week = NOW - 7 * 86_400;
    format!(
        "SELECT (SELECT count(*) FROM record WHERE day_slot AND at >= {day}),
                (SELECT count(*) FROM record WHERE month_slot AND at >= {month}),
                (SELECT count(*) FROM record WHERE kind = 'invitation' AND at > {week}),
                (SELECT count(*) FROM record WHERE charged), open, today, this_month FROM ({});",
        state(who)
    )
}

/// For each record, whether it used a slot of the day, a slot of the month, and a credit.
fn counted(records: &[Record], book: &inquota::engine::contact_book::ContactBook) -> Vec<[u8; 3]> {
    let timeline = Timeline::new(records.to_vec(), book.clone(), records[0].at, ZONE);
    let mut counted = vec![[0; 3]; records.len()];
    timeline.fold().fold_through(records[records.len() - 1].at, |place, outcome| {
        if let Outcome::Sent(sent) = outcome {
            counted[place] = [sent.day_slot, sent.month_slot, sent.credit].map(u8::from);
        }
    });
    counted
}
