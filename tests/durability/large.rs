//! Ledgers of a hundred thousand and of a million records.

use std::fs::File;
use std::io::{BufWriter, Write};

use inquota::engine::calendar::Instant;
use inquota::engine::record::{Details, Fact, Import, ImportFingerprint, Record};
use inquota::ledger::{Contents, Ledger, ReadDetail, WriteEffect};

use crate::program::Home;
use crate::scene::{Usage, proof, usage};

/// Commands that only report, with their longest output.
const REPORTS: &[&[&str]] = &[
    &["status"],
    &["check"],
    &["draft", "--to", "Person Number 7"],
    &["summary"],
    &["history"],
    &["history", "--json"],
    &["history", "Person Number 7"],
    &["invitations"],
    &["credits"],
    &["people"],
    &["people", "--json"],
    &["export"],
    &["export", "--format", "csv"],
    &["export", "--format", "csv", "-o", "copy.csv"],
    &["plan"],
    &["doctor"],
    &["backup", "list"],
];

/// Commands that record. The first ones rewrite the file.
const RECORDING: &[&[&str]] = &[
    &["log", "Ana Lima"],
    &["log", "Ana Lima", "--at", "2021-01-01"],
    &["reply", "Ana Lima"],
    &["undo"],
    &["redo"],
    &["edit", "5", "--note", "x"],
    &["credits", "set", "3"],
    &["plan", "set", "premium-career"],
    &["followups", "close", "--before", "2022-01-01"],
    &["undo"],
    &["people", "rename", "Ana Lima", "Ana Lopes"],
    &["zone", "Asia/Tokyo"],
];

/// Commands that read another copy, or the backups that the others made.
const LAST: &[&[&str]] = &[&["merge", "other.json"], &["doctor"], &["doctor", "--repair"]];

/// Writes a ledger of messages and responses over several years.
fn write_ledger(file: File, records: i64) {
    let mut out = BufWriter::new(file);
    let instant = |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ");
    let account = format!(r#"{{"created":"{}","zone":"Europe/Berlin"}}"#, instant(1_577_836_800));
    write!(out, r#"{{"format":"inquota","version":1,"account":{account},"records":["#).unwrap();
    let mut people = 0;
    for id in 1..=records {
        people += i64::from(id % 5 == 1);
        let who = if id % 5 == 1 { people } else { 1 + (id * 7919) % people };
        let kind = if id % 10 == 0 { "reply" } else { "message" };
        let at = instant(1_577_836_800 + id * 200);
        let comma = if id == 1 { "" } else { "," };
        let record = format!(
            r#"{{"id":{id},"at":"{at}","recorded":"{at}","kind":"{kind}","who":{who},"person":"Person Number {who}"}}"#
        );
        write!(out, "{comma}\n{record}").unwrap();
    }
    out.write_all(b"\n]}\n").unwrap();
}

/// The most memory that any of these commands used, in KiB, which must be below a limit; `None` if there is no
/// `/usr/bin/time`.
fn most_memory(home: &Home, commands: &[&[&str]], limit: u64) -> Option<u64> {
    let mut most = 0;
    for args in commands {
        let Usage { code, memory, .. } = usage(home, &[&["--file", "large.json"], *args].concat())?;
        assert!(code < 2, "{args:?}");
        assert!(memory < limit, "{args:?}: {memory} KiB");
        most = most.max(memory);
    }
    Some(most)
}

#[test]
fn reports_on_a_million_records_use_little_memory() {
    let mut home = Home::new();
    home.at("2026-11-25T09:00:00+01:00");
    write_ledger(File::create(home.path("large.json")).unwrap(), 1_000_000);
    // The rewrite makes a backup, and leaves the doctor nothing to find.
    home.ok(&["--file", "large.json", "log", "Ana Lima"]);
    match most_memory(&home, REPORTS, 400 << 10) {
        Some(most) => {
            let most = most >> 10;
            proof(&format!("{} reports on a million records took at most {most} MiB of memory", REPORTS.len()));
        }
        None => proof("a million records: skipped, for there is no /usr/bin/time"),
    }
}

/// A hundred thousand records are more than any member will have.
#[test]
fn every_command_on_a_hundred_thousand_records_uses_little_memory() {
    let mut home = Home::new();
    home.at("2026-11-25T09:00:00+01:00");
    write_ledger(File::create(home.path("large.json")).unwrap(), 100_000);
    std::fs::copy(home.path("large.json"), home.path("other.json")).unwrap();
    let commands = [RECORDING, REPORTS, LAST].concat();
    match most_memory(&home, &commands, 200 << 10) {
        Some(most) => {
            let most = most >> 10;
            proof(&format!("{} commands on 100,000 records took at most {most} MiB of memory", commands.len()));
        }
        None => proof("a hundred thousand records: skipped, for there is no /usr/bin/time"),
    }
}

/// A line of more than 1 MiB could not be read again, so it is not written. Each fingerprint takes 35 bytes of a line,
/// so that 29,900 are just below the limit of 1,048,576 bytes, and 30,000 are above it.
#[test]
fn a_record_that_could_not_be_read_again_is_refused() {
    let home = Home::new();
    let file = home.path("ledger.json");
    let (now, zone) = (Instant::from_unix(1_795_600_000), chrono_tz::Europe::Berlin);
    let append = |notes: u128| {
        let mut locked = Ledger::at(&file).unwrap().lock().unwrap();
        let contents = locked.read(ReadDetail::Everything).unwrap().contents;
        let contents = contents.unwrap_or_else(|| Contents::new(now, zone));
        let notes = (0..notes).map(ImportFingerprint).collect();
        let fact = Fact::Import(Box::new(Import { name: None, handle: None, records: 0, notes }));
        let record = Record { id: contents.next_id(), at: now, recorded: now, fact, details: Details::default() };
        locked.append(&[record], &contents.book, now, zone).map(drop)
    };
    append(29_900).unwrap();
    let before = std::fs::read(&file).unwrap();
    let error = append(30_000).unwrap_err();
    assert_eq!((error.code(), error.effect()), ("ledger_full", WriteEffect::Nothing));
    assert_eq!(error.hint(), "nothing was changed; import fewer archives at a time");
    assert!(std::fs::read(&file).unwrap() == before);
    home.ok(&["--file", "ledger.json", "doctor"]);
    home.ok(&["--file", "ledger.json", "log", "Jane Doe"]);
}
