//! Several processes at the same time.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::program::{Home, Run};
use crate::scene::{can_die, proof, records};

const PROCESSES: usize = 8;
const MESSAGES: usize = 200;

#[test]
fn eight_processes_record_two_hundred_messages_each() {
    let home = Home::new();
    home.ok(&["zone", "Europe/Berlin"]);
    let done = AtomicBool::new(false);
    let (reads, runs) = thread::scope(|scope| {
        let raw = scope.spawn(|| read_raw_until(&done, &home.ledger()));
        let run = scope.spawn(|| run_until(&done, &home));
        let writers: Vec<_> = (0..PROCESSES)
            .map(|writer| {
                let home = &home;
                scope.spawn(move || write(home, writer))
            })
            .collect();
        for writer in writers {
            writer.join().unwrap();
        }
        done.store(true, Ordering::Relaxed);
        (raw.join().unwrap(), run.join().unwrap())
    });
    let records = records(&home.ledger());
    let names: BTreeSet<&str> = records.iter().map(|record| record["person"].as_str().unwrap()).collect();
    let ids: BTreeSet<u64> = records.iter().map(|record| record["id"].as_u64().unwrap()).collect();
    assert_eq!((records.len(), names.len(), ids.len()), (1600, 1600, 1600));
    home.ok(&["doctor"]);
    proof(&format!(
        "{PROCESSES} processes recorded {MESSAGES} messages each: {} records, none lost, none double; at the \
         same time, {reads} reads by another program and {runs} by inquota, each of a whole document",
        records.len()
    ));
}

/// Runs one process after the other, each of which records one message.
fn write(home: &Home, writer: usize) {
    for number in 0..MESSAGES {
        home.ok(&["log", &format!("Person {writer} {number}"), "--new"]);
    }
}

/// Reads the file again and again, as any other program does: it must always be a complete document.
fn read_raw_until(done: &AtomicBool, path: &Path) -> usize {
    let (mut reads, mut count) = (0, 0);
    while !done.load(Ordering::Relaxed) {
        let text = fs::read_to_string(path).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("reading {reads}: {error}"));
        let now = document["records"].as_array().unwrap().len();
        assert!(now >= count);
        (reads, count) = (reads + 1, now);
    }
    reads
}

/// Runs `status` again and again.
fn run_until(done: &AtomicBool, home: &Home) -> usize {
    let mut runs = 0;
    while !done.load(Ordering::Relaxed) {
        let run = home.ok(&["status", "--json"]);
        assert!(run.err.is_empty(), "{}", run.err);
        runs += 1;
        thread::sleep(Duration::from_millis(20));
    }
    runs
}

/// Someone deletes the lock file while a process holds it, and another process records: both records count.
#[test]
fn a_lock_file_deleted_while_it_is_held_loses_no_record() {
    if !can_die("deleted locks") {
        return;
    }
    let first: [&[&str]; 4] = [&["log", "Jane Doe"], &["log", "-"], &["zone", "Europe/Paris"], &["undo"]];
    let steps = ["locked", "read", "append.begin", "rewrite.begin", "rewrite.synced"];
    for (args, step, begins_anew) in first.iter().flat_map(|args| steps.map(|step| (*args, step, false))).chain([
        (first[0], "locked", true),
        (first[0], "rewrite.begin", true),
        (first[0], "rewrite.synced", true),
    ]) {
        let home = Home::new();
        if !begins_anew {
            home.ok(&["log", "Ravi Patel"]);
            home.ok(&["log", "Lee Wong"]);
        }
        let before = fs::read(home.ledger()).map_or(0, |_| records(&home.ledger()).len());
        let hold = home.path("hold");
        let mut command = home.command(args);
        command.env("INQUOTA_FAULT", format!("{step}=wait:{}", hold.display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"Jane Doe\n").unwrap();
        while !hold.exists() && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(2));
        }
        if !hold.exists() {
            // This kind of writing does not have this step.
            continue;
        }
        fs::remove_file(home.ledger().with_extension("json.lock")).unwrap();
        home.ok(&["log", "Ana Lima"]);
        fs::remove_file(&hold).unwrap();
        // It begins anew, and then waits at the same step again.
        while child.try_wait().unwrap().is_none() {
            let _ = fs::remove_file(&hold);
            thread::sleep(Duration::from_millis(2));
        }
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!(run.code, 0, "{args:?} at {step}: {}", run.err);
        let added = if args[0] == "zone" { 1 } else { 2 };
        assert_eq!(records(&home.ledger()).len(), before + added, "{args:?} at {step}");
        // An undo that begins anew takes back the latest record, which is Ana's.
        let people = home.ok(&["people", "--json"]).out;
        assert_eq!(people.contains("Ana Lima"), args[0] != "undo", "{people}");
        assert!(args[0] != "log" || people.contains("Jane Doe"), "{people}");
        assert!(args[0] != "zone" || home.ok(&["zone"]).out == "Europe/Paris\n");
        home.ok(&["doctor"]);
    }
}

#[test]
fn a_command_waits_for_a_held_lock_up_to_a_limit() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let path = home.ledger().with_extension("json.lock");
    let lock = fs::OpenOptions::new().write(true).open(path).unwrap();
    lock.lock().unwrap();
    // Reading needs no lock.
    home.ok(&["status"]);
    thread::scope(|scope| {
        let waits = scope.spawn(|| home.ok(&["log", "Ravi Patel"]));
        thread::sleep(Duration::from_millis(700));
        lock.unlock().unwrap();
        waits.join().unwrap();
    });
    lock.lock().unwrap();
    let run = home.exits(3, &["log", "Ana Lima", "--json"]);
    let holder = format!("process {}", std::process::id());
    assert!(run.err.contains("ledger_busy"), "{}", run.err);
    assert!(!cfg!(target_os = "linux") || run.err.contains(&holder), "{}", run.err);
    assert_eq!(records(&home.ledger()).len(), 2);
}
