//! The process is killed at any moment, and the file is cut off at any byte.

use std::fs;

use serde_json::Value;

use crate::program::{Home, Run};
use crate::scene::{bytes, can_die, end_of_records, home_with_records, named, proof, records};

/// A kind of writing: its preparation, and the command.
struct Writing {
    what: &'static str,
    ready: fn(&Home),
    args: &'static [&'static str],
    /// The clock. On another day, a backup is due and the file is rewritten.
    now: &'static str,
}

const SAME_DAY: &str = "2026-11-25T10:00:00+01:00";
const NEXT_DAY: &str = "2026-11-26T10:00:00+01:00";

const WRITINGS: &[Writing] = &[
    Writing { what: "append", ready: |_| {}, args: &["log", "Lee Wong"], now: SAME_DAY },
    Writing { what: "append after a checkpoint", ready: checkpoint, args: &["log", "Lee Wong"], now: SAME_DAY },
    Writing { what: "append to the next page", ready: fill_page, args: &["log", "Lee Wong"], now: SAME_DAY },
    Writing { what: "follow-up", ready: |_| {}, args: &["followups", "close", "Ravi Patel"], now: SAME_DAY },
    Writing {
        what: "append of a step",
        ready: |_| {},
        args: &["plan", "set", "free", "--credits", "2"],
        now: SAME_DAY,
    },
    Writing { what: "undo", ready: |_| {}, args: &["undo"], now: SAME_DAY },
    Writing { what: "redo", ready: |home| drop(home.ok(&["undo"])), args: &["redo"], now: SAME_DAY },
    Writing { what: "edit", ready: |_| {}, args: &["edit", "3", "--note", "seen"], now: SAME_DAY },
    Writing { what: "first write of a day", ready: |_| {}, args: &["log", "Lee Wong"], now: NEXT_DAY },
    Writing {
        what: "first write of a day after a checkpoint",
        ready: checkpoint,
        args: &["log", "Lee Wong"],
        now: NEXT_DAY,
    },
    Writing { what: "undo on another day", ready: |_| {}, args: &["undo"], now: NEXT_DAY },
    Writing { what: "change of zone", ready: |_| {}, args: &["zone", "America/New_York"], now: SAME_DAY },
    Writing { what: "import", ready: archive, args: &["import", "export"], now: SAME_DAY },
    Writing { what: "import of many", ready: large_archive, args: &["import", "export"], now: SAME_DAY },
    Writing {
        what: "merge of another copy",
        ready: |home| {
            fs::copy(home.ledger(), home.path("other.json")).unwrap();
            home.ok(&["--file", "other.json", "log", "Mia Chen"]);
        },
        args: &["merge", "other.json"],
        now: SAME_DAY,
    },
    Writing {
        what: "restore of a backup",
        ready: |_| {},
        args: &["backup", "restore", "ledger-20261125T080000Z.json"],
        now: SAME_DAY,
    },
    Writing {
        what: "upgrade of the layout",
        ready: |home| {
            let document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
            fs::write(home.ledger(), serde_json::to_string_pretty(&document).unwrap()).unwrap();
        },
        args: &["log", "Lee Wong"],
        now: SAME_DAY,
    },
    Writing {
        what: "creation",
        ready: |home| fs::remove_file(home.ledger()).unwrap(),
        args: &["log", "Lee Wong"],
        now: SAME_DAY,
    },
];

/// Records until fewer than 100 bytes of a page of the file are left, so that the next record goes to another page.
fn fill_page(home: &Home) {
    let note = |length| home.ok(&["log", "Ravi Patel", "--note", &"x".repeat(length)]);
    let end = || end_of_records(&bytes(&home.ledger()));
    let before = end();
    note(1);
    let without_note = end() - before - 1;
    loop {
        let left = PAGE - end() % PAGE;
        if left < 100 {
            return;
        }
        let fits = left.checked_sub(without_note + 50).filter(|length| (1..400).contains(length));
        note(fits.unwrap_or(1));
    }
}

/// The page size; a record never crosses the end of a page.
const PAGE: usize = 4096;

/// An archive with two messages and a response.
fn archive(home: &Home) {
    write_archive(home, 2);
}

/// An archive large enough that its import rewrites the file.
fn large_archive(home: &Home) {
    write_archive(home, 300);
}

/// Enough records that the program makes a checkpoint and appends without reading them.
fn checkpoint(home: &Home) {
    large_archive(home);
    home.ok(&["import", "export"]);
    home.ok(&["status"]);
    assert!(home.path(".cache/inquota").exists());
}

fn write_archive(home: &Home, messages: usize) {
    let mut text = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,\
                    CONTENT,FOLDER\n"
        .to_owned();
    let own = "https://www.linkedin.com/in/robin-vale";
    for number in 0..messages {
        let other = format!("https://www.linkedin.com/in/person-{number}");
        let date = format!("2026-10-{:02} 10:{:02}:00 UTC", 1 + number % 28, number % 60);
        text += &format!("{number},,Robin Vale,{own},Person {number},{other},{date},,hello,INBOX\n");
        if number % 2 == 0 {
            text += &format!("{number},,Person {number},{other},Robin Vale,{own},2026-11-01 10:00:00 UTC,,hi,INBOX\n");
        }
    }
    fs::create_dir_all(home.path("export")).unwrap();
    fs::write(home.path("export/messages.csv"), text).unwrap();
}

/// Runs a writing with a plan to kill the program.
fn run_with_fault(home: &Home, writing: &Writing, plan: &str) -> Run {
    Run::from(home.command(writing.args).env("INQUOTA_FAULT", plan).output().unwrap())
}

/// A home in which everything is ready for a writing.
fn ready(writing: &Writing) -> Home {
    let mut home = home_with_records();
    (writing.ready)(&home);
    home.at(writing.now);
    home
}

/// The records of the ledger; none if it does not exist yet.
fn records_in(home: &Home) -> Vec<Value> {
    if home.ledger().exists() { records(&home.ledger()) } else { Vec::new() }
}

/// After a kill: the next command opens the ledger, which has the records confirmed before, or also the new ones.
fn check_after(home: &Home, before: &[Value], after: &[Value], what: &str) {
    let next = home.ok(&["status"]);
    assert!(next.err.lines().count() <= 1, "{what}: {}", next.err);
    let found = records_in(home);
    assert!(found == before || found == after, "{what}: {found:#?}");
    home.ok(&["log", "Next One"]);
    assert_eq!(records_in(home).len(), found.len() + 1, "{what}");
    home.ok(&["doctor"]);
}

#[test]
fn a_kill_at_every_step_loses_nothing_that_was_confirmed() {
    if !can_die("kills at steps") {
        return;
    }
    let mut kills = 0;
    for writing in WRITINGS {
        let home = ready(writing);
        let (before, list) = (records_in(&home), home.path("steps"));
        assert_eq!(run_with_fault(&home, writing, &format!("list:{}", list.display())).code, 0);
        let after = records_in(&home);
        let steps = fs::read_to_string(&list).unwrap();
        let locks = steps.lines().filter(|step| *step == "locked").count();
        assert_eq!(locks, 1, "{}: {steps}", writing.what);
        for step in steps.lines() {
            let home = ready(writing);
            let died = run_with_fault(&home, writing, &format!("{step}=kill"));
            assert_eq!(died.code, -1, "{} at {step}", writing.what);
            check_after(&home, &before, &after, &format!("{} at {step}", writing.what));
            kills += 1;
        }
        assert!(steps.lines().count() >= 6, "{}: {steps}", writing.what);
    }
    proof(&format!("{kills} kills at the steps of {} kinds of writing, nothing confirmed lost", WRITINGS.len()));
}

#[test]
fn a_kill_after_every_byte_loses_nothing_that_was_confirmed() {
    if !can_die("kills at bytes") {
        return;
    }
    let mut kills = 0;
    for (what, step, most) in [
        ("append", "append.number", 15),
        ("append", "append.records", 400),
        ("append after a checkpoint", "append.records", 150),
        ("append to the next page", "append.spaces", 60),
        ("append to the next page", "append.records", 150),
        ("append of a step", "append.records", 1200),
        ("change of zone", "rewrite.file", 20_000),
    ] {
        let writing = WRITINGS.iter().find(|writing| writing.what == what).unwrap();
        let start = ready(writing);
        let (old, before) = (bytes(&start.ledger()), records_in(&start));
        start.ok(writing.args);
        let after = records_in(&start);
        let stride = if step == "rewrite.file" { 149 } else { 1 };
        for cut in (0..most).step_by(stride) {
            // The same home again, with the file as it was before.
            fs::remove_file(start.ledger()).unwrap();
            fs::write(start.ledger(), &old).unwrap();
            assert_eq!(run_with_fault(&start, writing, &format!("{step}=kill@{cut}")).code, -1, "{step} {cut}");
            let what = format!("{step} after {cut} bytes");
            let next = start.ok(&["status"]);
            let found = records_in(&start);
            assert!(found == before || found == after, "{what}");
            assert!(next.err.lines().count() <= 1, "{what}: {}", next.err);
            kills += 1;
        }
    }
    proof(&format!("{kills} kills after a number of bytes written, nothing confirmed lost"));
}

/// A file cut off within the last append is repaired; the rest is kept in another file, and one line says so.
#[test]
fn a_file_cut_off_at_any_byte_of_the_last_append_is_repaired() {
    let mut cuts = 0;
    let log: &[&str] = &["log", "Lee Wong"];
    let nothing: fn(&Home) = |_| {};
    for (ready, args) in
        [(nothing, log), (nothing, &["plan", "set", "free", "--credits", "2"]), (nothing, &["undo"]), (fill_page, log)]
    {
        let home = home_with_records();
        ready(&home);
        let (before, end) = (records(&home.ledger()), end_of_records(&bytes(&home.ledger())));
        home.ok(args);
        let (after, whole) = (records(&home.ledger()), bytes(&home.ledger()));
        let last = end_of_records(&whole) + 40;
        for cut in (end..last).chain(whole.len() - 6..whole.len()) {
            fs::write(home.ledger(), &whole[..cut]).unwrap();
            for kept in named(home.ledger().parent().unwrap(), ".cut") {
                fs::remove_file(kept).unwrap();
            }
            let next = home.ok(&["status"]);
            let found = records(&home.ledger());
            assert!(found == before || found == after, "{args:?} cut at {cut}: {found:#?}");
            let lines = usize::from(cut + 1 < whole.len());
            assert_eq!(next.err.lines().count(), lines, "{args:?} cut at {cut}: {}", next.err);
            let kept: Vec<u8> =
                named(home.ledger().parent().unwrap(), ".cut").iter().flat_map(|path| bytes(path)).collect();
            let rest = &whole[end..cut];
            let is_lost = found == before && rest.iter().any(|byte| !b",\n ]}".contains(byte));
            assert!(!is_lost || rest.trim_ascii() == kept.trim_ascii(), "{args:?} cut at {cut}");
            assert!(home.ok(&["status"]).err.is_empty());
            cuts += 1;
        }
    }
    proof(&format!("{cuts} cuts of the file in its last append, each mended"));
}

/// A file cut off anywhere else is refused, since confirmed records are missing.
#[test]
fn a_file_cut_off_anywhere_else_is_never_taken_for_an_empty_one() {
    let home = home_with_records();
    let before = bytes(&home.ledger());
    home.ok(&["log", "Lee Wong"]);
    let whole = bytes(&home.ledger());
    let end = end_of_records(&before);
    let mut cuts = 0;
    for cut in (0..end).step_by(5) {
        fs::write(home.ledger(), &whole[..cut]).unwrap();
        let (read, write) = (home.run(&["status"]), home.run(&["log", "Next One"]));
        assert_eq!((read.code, write.code), (3, 3), "{cut}: {} {}", read.out, write.err);
        assert_eq!(bytes(&home.ledger()), &whole[..cut], "{cut}");
        cuts += 1;
    }
    proof(&format!("{cuts} cuts of the file before its last append, each refused and left untouched"));
}

/// A rewrite that is cut off has only written to its temporary file.
#[test]
fn a_rewrite_cut_off_at_any_byte_leaves_the_old_file() {
    let mut home = home_with_records();
    let old = bytes(&home.ledger());
    home.at(NEXT_DAY).ok(&["log", "Lee Wong"]);
    let (new, temporary) = (bytes(&home.ledger()), home.ledger().with_file_name(".ledger.json.4294967294-0.tmp"));
    home.at(SAME_DAY);
    let mut cuts = 0;
    for cut in (0..=new.len()).filter(|cut| cut % 17 == 0) {
        fs::write(home.ledger(), &old).unwrap();
        fs::write(&temporary, &new[..cut]).unwrap();
        assert!(home.ok(&["history"]).out.contains("Jane Doe"));
        assert_eq!(bytes(&home.ledger()), old);
        cuts += 1;
    }
    home.at(NEXT_DAY).ok(&["zone", "Europe/Paris"]);
    assert!(!temporary.exists());
    proof(&format!("{cuts} cuts of a file that was to replace the ledger, the old one whole"));
}
