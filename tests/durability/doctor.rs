//! `doctor`: what it finds, and what it repairs.

use std::fs;

use serde_json::Value;

use crate::program::Home;
use crate::scene::{bytes, home_with_records, named, proof, records};

/// A damage, and whether every record can be restored.
type Case = (&'static str, fn(&str) -> String, bool);

fn line(text: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let lines = text.split('\n').enumerate();
    lines.map(|(at, line)| if at + 1 == number { change(line) } else { line.to_owned() }).collect::<Vec<_>>().join("\n")
}

const CASES: &[Case] = &[
    ("a byte-order mark", |text| format!("\u{feff}{text}"), true),
    ("CRLF", |text| text.replace('\n', "\r\n"), true),
    ("CRLF and a byte-order mark", |text| format!("\u{feff}{}", text.replace('\n', "\r\n")), true),
    ("spaces", |text| text.replace(",\n", ",  \n"), true),
    ("a line twice", |text| line(text, 4, |line| format!("{line}\n{line}")), true),
    (
        "the order",
        |text| {
            let mut lines: Vec<&str> = text.split('\n').collect();
            lines.swap(4, 5);
            lines.join("\n")
        },
        true,
    ),
    ("a line that is missing", |text| line(text, 6, |_| String::new()).replacen("\n\n", "\n", 1), true),
    ("a missing comma", |text| line(text, 3, |line| line.trim_end_matches(',').to_owned()), true),
    ("a broken line that a backup has", |text| line(text, 3, |line| line[..50].to_owned()), true),
    ("a broken opening line", |text| line(text, 1, |line| line.replace("\"account\"", "account")), true),
    ("another name, unlike that in a backup", |text| text.replacen("Jane Doe", "Jane Dough", 1), true),
    ("a conflict", |text| line(text, 4, |line| format!("<<<<<<< mine\n{line}\n=======\n{line}\n>>>>>>> theirs")), true),
    ("cut in the middle", |text| text[..1500].to_owned(), false),
    ("a broken line that no backup has", |text| line(text, 12, |line| line[..50].to_owned()), false),
];

fn home() -> Home {
    let home = home_with_records();
    // Another rewrite, so that the latest backup has most records.
    home.ok(&["zone", "Europe/Paris"]);
    home.ok(&["log", "Lee Wong"]);
    home.ok(&["log", "Mia Chen"]);
    home
}

#[test]
fn damage_is_repaired_after_a_backup_is_made() {
    for (what, damage, everything) in CASES {
        let home = home();
        let whole = records(&home.ledger());
        let text = String::from_utf8(bytes(&home.ledger())).unwrap();
        let damaged = damage(&text);
        assert_ne!(damaged, text, "{what}");
        fs::write(home.ledger(), &damaged).unwrap();
        let found = home.exits(1, &["doctor", "--json"]).json();
        assert_eq!(found["fine"], false, "{what}");
        assert!(!found["findings"].as_array().unwrap().is_empty(), "{what}");
        assert_eq!(bytes(&home.ledger()), damaged.as_bytes(), "{what}: without --repair nothing is written");
        let repaired = home.document(i32::from(!everything), &["doctor", "--repair"]);
        assert_eq!(repaired["fine"], *everything, "{what}: {repaired}");
        let backup = home.ledger().with_file_name("backups").join(repaired["backup"].as_str().unwrap());
        assert_eq!(bytes(&backup), damaged.as_bytes(), "{what}");
        let after = records(&home.ledger());
        assert!(after == whole || !everything, "{what}: {after:#?}\n{whole:#?}");
        assert!(after.len() >= 7, "{what}: {}", after.len());
        assert_eq!(home.ok(&["doctor", "--json"]).json()["fine"], true, "{what}");
        home.ok(&["log", "Next One"]);
    }
    proof(&format!("{} kinds of damage mended by the doctor", CASES.len()));
}

#[test]
fn damage_that_cannot_be_repaired_is_left_unchanged_with_a_backup_as_a_hint() {
    let home = home();
    fs::write(home.ledger(), "not a ledger").unwrap();
    let found = home.exits(1, &["doctor", "--repair", "--json"]).json();
    assert!(found["findings"][0]["what"].as_str().unwrap().contains("backup restore"), "{found}");
    assert_eq!(bytes(&home.ledger()), b"not a ledger");
}

#[test]
fn a_ledger_in_utf_16_is_repaired() {
    let home = home();
    let whole = records(&home.ledger());
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(home.ledger(), &wide).unwrap();
    assert!(home.exits(3, &["status"]).err.contains("UTF-16"));
    assert!(home.ok(&["doctor", "--repair"]).out.contains("UTF-16"));
    assert_eq!(records(&home.ledger()), whole);
}

/// A merge renumbers records: a backup from before it has other records with the same ids.
#[test]
fn a_backup_does_not_restore_a_record_of_another_id() {
    let mut home = home();
    fs::copy(home.ledger(), home.path("other.json")).unwrap();
    home.at("2026-11-25T10:00:00+01:00");
    home.ok(&["--file", "other.json", "log", "Kim Berg"]);
    home.at("2026-11-25T11:00:00+01:00");
    home.ok(&["log", "Noor Haddad"]);
    home.ok(&["log", "Otto Lang"]);
    home.ok(&["merge", "other.json"]);
    let whole = records(&home.ledger());
    let kim = whole.iter().position(|record| record["person"] == "Kim Berg").unwrap();
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    // The backup from before the merge has Noor Haddad in place of Kim Berg. The opening line is line 1.
    fs::write(home.ledger(), line(&text, kim + 2, |line| line[..40].to_owned())).unwrap();
    home.exits(1, &["doctor", "--repair"]);
    let after = records(&home.ledger());
    assert_eq!(after.iter().filter(|record| record["person"] == "Noor Haddad").count(), 1);
    assert_eq!(after.len(), whole.len() - 1);
}

/// A line that no backup has was deleted on purpose.
#[test]
fn a_line_that_no_backup_has_may_be_deleted_by_hand() {
    let home = home();
    for name in ["Jane Doe", "Ravi Patel"] {
        home.ok(&["log", name]);
    }
    let whole = records(&home.ledger());
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    // The line of the last record but one; the opening line is line 1.
    let without = line(&text, whole.len(), |_| String::new()).replacen("\n\n", "\n", 1);
    fs::write(home.ledger(), &without).unwrap();
    home.ok(&["doctor"]);
    home.ok(&["doctor", "--repair"]);
    assert_eq!(bytes(&home.ledger()), without.as_bytes());
}

/// A file that only begins like a ledger has no records: a backup must not replace it unasked, and commands that record
/// must refuse it.
#[test]
fn a_file_that_only_begins_like_a_ledger_is_not_replaced_by_a_backup() {
    let home = home();
    let others: [&[u8]; 8] = [
        b"{",
        b"{\x9d\x00oops",
        b"{\"name\":\"package\",\"version\":1,\n\"lines\":[",
        b"{\n{\"id\":1,\"kind\":\"note\"}\n",
        b"\xEF\xBB\xBFhello",
        b"\xEF\xBB\xBF",
        b"\xFF\xFEh\x00i\x00",
        b"<<<<<<< mine\nhello\n=======\n>>>>>>> theirs\n",
    ];
    for other in others {
        let what = String::from_utf8_lossy(other);
        fs::write(home.ledger(), other).unwrap();
        let found = home.exits(1, &["doctor", "--repair", "--json"]).json();
        assert_eq!((&found["fine"], &found["backup"]), (&Value::Bool(false), &Value::Null), "{what}: {found}");
        let findings = found["findings"].as_array().unwrap();
        assert!(findings.iter().all(|found| found["mended"] == false), "{what}: {found}");
        assert!(findings[0]["what"].as_str().unwrap().contains("backup restore"), "{what}: {found}");
        home.exits(3, &["log", "Jane Doe"]);
        assert_eq!(bytes(&home.ledger()), other, "{what}");
    }
    // The command in the hint works.
    let found = home.exits(1, &["doctor"]).out;
    let name = found.split("backup restore ").nth(1).unwrap().split_whitespace().next().unwrap();
    home.ok(&["backup", "restore", name]);
    home.ok(&["log", "Jane Doe"]);
}

/// A file that lost its last lines gets most of them back from the backup.
#[test]
fn lines_cut_off_the_end_come_back_from_a_backup() {
    let home = home();
    let whole = records(&home.ledger());
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    let ends: Vec<usize> = text.match_indices(",\n").map(|(at, _)| at + 2).collect();
    for end in &ends[..5] {
        for kept in [end - 2, end - 1, *end] {
            fs::write(home.ledger(), &text[..kept]).unwrap();
            home.exits(3, &["log", "Jane Doe"]);
            let out = home.exits(1, &["doctor", "--repair"]).out;
            assert!(out.contains("lost: the file ends too early"), "{out}");
            let after = records(&home.ledger());
            // The latest backup was made before the last two records.
            assert_eq!(after[..], whole[..whole.len() - 2], "cut at {kept}");
        }
    }
}

#[test]
fn the_contents_of_the_records_are_checked() {
    let home = home();
    let edit = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
        let records = document["records"].as_array_mut().unwrap();
        change(records);
        for record in records {
            record.as_object_mut().unwrap().remove("sum");
        }
        fs::write(home.ledger(), document.to_string()).unwrap();
        let found = home.exits(1, &["doctor", "--json"]).json();
        found["findings"].to_string()
    };
    let text = edit(&|records| records[2]["at"] = "2026-11-27T09:00:00Z".into());
    assert!(text.contains("after it was recorded"), "{text}");
    let text = edit(&|records| {
        records.retain(|record| record["id"] != 7);
        records.iter_mut().filter(|record| record["kind"] == "void").for_each(|void| void["record"] = 7.into());
    });
    assert!(text.contains("the record 7, which does not come before"), "{text}");
}

#[cfg(unix)]
#[test]
fn permissions_of_the_ledger_are_checked_and_repaired() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o644)).unwrap();
    home.exits(1, &["doctor"]);
    home.ok(&["doctor", "--repair"]);
    assert_eq!(mode(&home.ledger()), 0o600);
    let folder = home.ledger().parent().unwrap().to_owned();
    assert_eq!((mode(&folder), mode(&folder.join("backups"))), (0o700, 0o700));
    for path in named(&folder, "ledger").into_iter().chain(named(&folder.join("backups"), "ledger")) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_not_a_ledger_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let home = home_with_records();
    fs::write(home.ledger(), "{\"name\":\"of another program\"}").unwrap();
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o644)).unwrap();
    let answer = home.exits(1, &["doctor", "--repair"]);
    assert_eq!(fs::metadata(home.ledger()).unwrap().permissions().mode() & 0o777, 0o644);
    assert!(!answer.out.contains("only you can now"), "{}", answer.out);
}

/// The first record of a person is missing, and no backup has it: the rest is kept, and the answer names the gap.
#[test]
fn a_record_that_no_backup_has_is_reported_as_missing() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "Ana Lima"]);
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    let lines: Vec<&str> = text.split('\n').collect();
    fs::write(home.ledger(), [&lines[..2], &lines[3..]].concat().join("\n")).unwrap();
    let out = home.exits(1, &["doctor", "--repair"]).out;
    assert!(out.contains("no backup has the missing record 2"), "{out}");
    let names: Vec<Value> = records(&home.ledger()).iter().map(|record| record["person"].clone()).collect();
    assert_eq!(names, ["Jane Doe", "Ana Lima"]);
    let out = home.ok(&["doctor"]).out;
    assert!(out.starts_with("note: the record 2 is missing; the ledger before its repair is kept"), "{out}");
}
