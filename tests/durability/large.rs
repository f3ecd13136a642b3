//! A ledger of a million records.

use std::fs::File;
use std::io::{BufWriter, Write};

use inquota::engine::calendar::Instant;
use inquota::engine::record::{Details, Fact, Import, ImportFingerprint, Record};
use inquota::ledger::{Contents, Ledger, ReadDetail, WriteEffect};

use crate::program::Home;
use crate::scene::{Usage, proof, usage};

const RECORDS: i64 = 1_000_000;

/// The most memory that a report may use, in KiB.
const LIMIT: u64 = 400 << 10;

/// Commands that only report, with their longest output.
const REPORTS: &[&[&str]] = &[
    &["status"],
    &["check"],
    &["summary"],
    &["history"],
    &["history", "--json"],
    &["history", "Person Number 7"],
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

/// Writes a ledger of messages and responses over several years.
fn write_ledger(file: File) {
    let mut out = BufWriter::new(file);
    let instant = |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ");
    let account = format!(r#"{{"created":"{}","zone":"Europe/Berlin"}}"#, instant(1_577_836_800));
    write!(out, r#"{{"format":"inquota","version":1,"account":{account},"records":["#).unwrap();
    let mut people = 0;
    for id in 1..=RECORDS {
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

#[test]
fn reports_on_a_million_records_use_little_memory() {
    let mut home = Home::new();
    home.at("2026-11-25T09:00:00+01:00");
    write_ledger(File::create(home.path("large.json")).unwrap());
    // The rewrite makes a backup, and leaves the doctor nothing to find.
    home.ok(&["--file", "large.json", "log", "Ana Lima"]);
    let mut most = 0;
    for args in REPORTS {
        let Some(Usage { code, memory, .. }) = usage(&home, &[&["--file", "large.json"], *args].concat()) else {
            return proof("a million records: skipped, for there is no /usr/bin/time");
        };
        assert!(code < 2, "{args:?}");
        assert!(memory < LIMIT, "{args:?}: {memory} KiB");
        most = most.max(memory);
    }
    proof(&format!("{} reports on {RECORDS} records took at most {} MiB of memory", REPORTS.len(), most >> 10));
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
