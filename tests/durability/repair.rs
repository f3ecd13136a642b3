//! `doctor --repair` without backups: what is lost, and what stays known.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::Path;

use inquota::engine::calendar::Instant;
use inquota::ledger::{Examination, Ledger, LedgerError};
use serde_json::Value;

use crate::program::Home;
use crate::scene::{bytes, end_of_records, named, proof, records};

const SIX: [&str; 6] = ["Ann Lee", "Bo Roe", "Cy Poe", "Di Moe", "Ed Foe", "Flo Joe"];

/// A home in which these commands were run, without backups.
fn home_after(commands: &[&[&str]]) -> Home {
    let home = Home::new();
    for args in commands {
        home.ok(args);
    }
    fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap_or_default();
    home
}

fn home_with_six() -> Home {
    home_after(&SIX.map(|name| ["log", name]).each_ref().map(|args| &args[..]))
}

fn text(home: &Home) -> String {
    String::from_utf8(bytes(&home.ledger())).unwrap()
}

/// Changes a line of the ledger, from 1.
fn change(home: &Home, number: usize, change: impl Fn(&str) -> String) {
    let text = text(home);
    let lines: Vec<String> = text
        .split('\n')
        .enumerate()
        .map(|(at, line)| if at + 1 == number { change(line) } else { line.into() })
        .collect();
    fs::write(home.ledger(), lines.join("\n")).unwrap();
}

/// The people of the ledger, with the kinds of their records, oldest first.
fn known(home: &Home) -> Vec<(String, Vec<String>)> {
    let mut people: Vec<(String, Vec<String>)> = Vec::new();
    let history = home.json(&["history", "-n", "100"]);
    let mut records = history["records"].as_array().unwrap().clone();
    records.sort_by_key(|record| record["id"].as_str().unwrap().parse::<u64>().unwrap());
    for record in records {
        let Some(name) = record["person"]["name"].as_str().or(record["person"].as_str()) else { continue };
        let kind = record["kind"].as_str().unwrap().to_owned();
        match people.iter_mut().find(|(known, _)| known == name) {
            Some((_, kinds)) => kinds.push(kind),
            None => people.push((name.to_owned(), vec![kind])),
        }
    }
    people
}

/// What the ledger file says of each record's person.
fn names(home: &Home) -> Vec<String> {
    records(&home.ledger()).iter().map(|record| record["person"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn only_the_broken_record_is_lost() {
    let home = home_with_six();
    change(&home, 4, |line| line.replace("message", "mXssage"));
    let repaired = home.document(1, &["doctor", "--repair"]);
    assert_eq!((&repaired["fine"], &repaired["records"]), (&Value::Bool(false), &5.into()), "{repaired}");
    let lost = &repaired["findings"][0];
    assert_eq!((&lost["line"], &lost["mended"]), (&4.into(), &Value::Bool(false)), "{repaired}");
    assert!(lost["mend"].as_str().unwrap().starts_with("the record 3 is lost; the line was removed"), "{repaired}");
    assert_eq!(names(&home), ["Ann Lee", "Bo Roe", "Di Moe", "Ed Foe", "Flo Joe"]);
    let cut = fs::read_to_string(home.ledger().with_file_name("ledger.json.cut")).unwrap();
    assert!(cut.contains("mXssage") && cut.lines().count() == 1, "{cut}");
    // The doctor still says so, and the ledger is in use.
    let again = home.json(&["doctor"]);
    assert_eq!(again["fine"], true);
    assert!(again["notes"][0].as_str().unwrap().starts_with("the record 3 is missing"), "{again}");
    assert!(again["notes"][1].as_str().unwrap().ends_with("ledger.json.cut"), "{again}");
    home.ok(&["reply", "Di Moe"]);
    home.ok(&["log", "Cy Poe"]);
}

/// The first record with the person is lost; a later one of each kind still tells who it is.
#[test]
fn a_person_whose_first_record_is_lost_stays_known() {
    let later: [(&[&str], &str); 6] = [
        (&["reply", "Cy Poe"], "Cy Poe"),
        (&["people", "rename", "Cy Poe", "Cy Roe"], "Cy Roe"),
        (&["people", "link", "Cy Poe", "in/cy-poe"], "Cy Poe"),
        (&["people", "merge", "Cy Poe", "Bo Roe"], "Bo Roe"),
        (&["followups", "close", "Cy Poe"], "Cy Poe"),
        (&["edit", "1", "--to", "Cy Poe"], "Cy Poe"),
    ];
    for (args, name) in later {
        let home = home_after(&[&["log", "Ann Lee"], &["log", "Bo Roe"], &["log", "Cy Poe"], &["log", "Di Moe"]]);
        if home.run(args).code != 0 {
            assert_eq!(args[0], "edit", "{args:?}");
            continue;
        }
        home.ok(&["log", "Di Moe", "--inmail"]);
        home.ok(&["log", name]);
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap_or_default();
        let whole = records(&home.ledger());
        change(&home, 4, |line| line.replacen("\"at\"", "at", 1));
        home.exits(1, &["doctor", "--repair"]);
        let after = records(&home.ledger());
        assert_eq!(after.len(), whole.len() - 1, "{args:?}");
        let of = |name: &str| known(&home).into_iter().find(|(known, _)| known == name).map(|(_, kinds)| kinds.len());
        assert_eq!(of("Di Moe"), Some(2), "{args:?}: {:?}", known(&home));
        assert!(of(name).is_some(), "{args:?}: {:?}", known(&home));
        home.ok(&["reply", name]);
        home.ok(&["doctor"]);
    }
}

/// Only a record without a name refers to the person whose first record is lost.
#[test]
fn a_person_without_a_name_gets_that_of_the_broken_record_or_a_placeholder() {
    for (shows_name, name) in [(true, "Cy Poe"), (false, "Unknown person 3")] {
        let home = home_with_six();
        home.ok(&["people", "merge", "Bo Roe", "Cy Poe"]);
        assert_eq!(records(&home.ledger()).last().unwrap()["merged"], 3);
        let whole = records(&home.ledger()).len();
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap();
        change(&home, 4, |line| {
            let line = line.replacen("\"at\"", "at", 1);
            if shows_name { line } else { line.replace("person", "p") }
        });
        let repaired = home.document(1, &["doctor", "--repair"]);
        assert!(repaired["findings"].to_string().contains(&format!("the person is now {name}")), "{repaired}");
        assert_eq!(records(&home.ledger()).len(), whole - 1);
        // The merge is undone: both are people of their own again.
        home.ok(&["undo"]);
        home.ok(&["reply", "Bo Roe"]);
        home.ok(&["log", "Flo Joe", "--inmail"]);
        home.ok(&["doctor"]);
    }
}

/// The number of a person is damaged: the name tells who is meant.
#[test]
fn a_damaged_number_does_not_give_a_record_to_another_person() {
    for (line, from, to) in
        [(4, "\"who\":3", "\"who\":1"), (4, "\"who\":3", "\"who\":7"), (7, "\"who\":6", "\"who\":2")]
    {
        let home = home_with_six();
        home.ok(&["reply", "Cy Poe"]);
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap();
        change(&home, line, |text| text.replace(from, to));
        home.ok(&["doctor", "--repair"]);
        let expected = SIX.map(|name| {
            let kinds: &[&str] = if name == "Cy Poe" { &["message", "reply"] } else { &["message"] };
            (name.to_owned(), kinds.iter().map(|kind| (*kind).to_owned()).collect())
        });
        assert_eq!(known(&home), expected, "{to}");
    }
}

/// A damaged name: the later records tell the right one.
#[test]
fn a_damaged_name_does_not_stay() {
    let home = home_with_six();
    home.ok(&["reply", "Cy Poe"]);
    fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap();
    change(&home, 4, |line| line.replace("Cy Poe", "Cx Poe"));
    home.ok(&["doctor", "--repair"]);
    assert_eq!(names(&home)[2], "Cy Poe");
    assert_eq!(known(&home)[2], ("Cy Poe".to_owned(), vec!["message".to_owned(), "reply".to_owned()]));
}

/// A damage of a line.
type Damage = fn(&str) -> String;

#[test]
fn a_damaged_opening_line_is_written_anew() {
    let opening = |home: &Home| text(home).split('\n').next().unwrap().to_owned();
    let cases: [(Damage, bool, bool); 5] = [
        (|line| line.replacen("{\"format\"", "{\"forX!at", 1), false, false),
        (|line| line.replacen("\"version\":1", "\"version\":x", 1), false, false),
        (|line| line.replacen("Europe/Paris", "Eur?pe/Paris", 1), true, false),
        (|line| line.replacen("\"created\":\"2", "\"created\":\"x", 1), false, true),
        (|_| "nothing of it is left".to_owned(), true, true),
    ];
    for (damage, loses_zone, loses_creation) in cases {
        let mut home = Home::new();
        home.ok(&["zone", "Europe/Paris"]);
        home.at("2026-11-26T09:00:00+01:00");
        for name in SIX {
            home.ok(&["log", name]);
        }
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap();
        let whole = records(&home.ledger());
        change(&home, 1, damage);
        let damaged = bytes(&home.ledger());
        let found = home.document(1, &["doctor"]);
        assert!(
            found["findings"][0]["what"].as_str().unwrap().starts_with("the opening line cannot be read"),
            "{found}"
        );
        assert_eq!(bytes(&home.ledger()), damaged);
        let out = home.ok(&["doctor", "--repair"]).out;
        let from_here = "the time zone was taken from this computer: Europe/Berlin; change it with inquota zone NAME";
        assert_eq!(out.contains(from_here), loses_zone, "{out}");
        assert_eq!(records(&home.ledger()), whole);
        let created = if loses_creation { "2026-11-26T08:00:00Z" } else { "2026-11-25T08:00:00Z" };
        assert!(opening(&home).contains(&format!("\"created\":\"{created}\"")), "{}", opening(&home));
        let zone = if loses_zone { "Europe/Berlin" } else { "Europe/Paris" };
        assert_eq!(home.ok(&["zone"]).out, format!("{zone}\n"));
    }
}

/// A file of another program or of a newer version is left as it is.
#[test]
fn a_file_that_is_not_of_this_version_is_not_repaired() {
    let home = home_with_six();
    let ours = text(&home);
    let newer = ours.replacen("\"version\":1", "\"version\":7", 1);
    let foreign = "{\"format\":\"other\",\"records\":[\n{\"id\":1,\"name\":\"x\"}\n]}\n".to_owned();
    let broken = foreign.replacen("\"name\"", "name", 1);
    for other in [newer, foreign, broken] {
        fs::write(home.ledger(), &other).unwrap();
        let answer = home.document(1, &["doctor", "--repair"]);
        assert_eq!((&answer["backup"], &answer["fine"]), (&Value::Null, &Value::Bool(false)), "{answer}");
        assert_eq!(text(&home), other);
    }
}

/// Both sides of a conflict introduce a new person under the same number.
#[test]
fn people_of_both_sides_of_a_conflict_keep_their_records() {
    let home = home_after(&[&["log", "Ann Lee"]]);
    let sides = [
        &[&["log", "Kim Berg"][..], &["log", "Kim Berg", "--inmail"]][..],
        &[&["log", "Lee Wong"], &["undo"], &["log", "Lee Wong", "--inmail"]],
    ];
    let mut lines = Vec::new();
    for (name, commands) in ["a.json", "b.json"].into_iter().zip(sides) {
        fs::copy(home.ledger(), home.path(name)).unwrap();
        for args in commands {
            home.ok(&[&["--file", name], *args].concat());
        }
        let text = fs::read_to_string(home.path(name)).unwrap();
        let own: Vec<String> = text.lines().filter(|line| line.starts_with("{\"id\"")).map(ToOwned::to_owned).collect();
        lines.push((text.lines().next().unwrap().to_owned(), own));
    }
    let [(opening, ours), (other_opening, theirs)] = <[_; 2]>::try_from(lines).unwrap();
    assert!(ours[1].contains("\"who\":2") && theirs[1].contains("\"who\":2"));
    let (common, ours, theirs) = (&ours[0], ours[1..].join("\n"), theirs[1..].join("\n"));
    let marked = format!(
        "<<<<<<< mine\n{opening}\n=======\n{other_opening}\n>>>>>>> theirs\n{common}\n<<<<<<< mine\n{ours}\n=======\n\
         {theirs}\n>>>>>>> theirs\n]}}\n"
    );
    let unmarked = format!("{opening}\n{common}\n{ours},\n{theirs}\n]}}\n");
    for text in [marked, unmarked] {
        fs::write(home.ledger(), text).unwrap();
        home.ok(&["doctor", "--repair"]);
        let kinds = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
        let expected = [
            ("Ann Lee".to_owned(), kinds(&["message"])),
            ("Kim Berg".to_owned(), kinds(&["message", "inmail"])),
            ("Lee Wong".to_owned(), kinds(&["inmail", "message"])),
        ];
        assert_eq!(known(&home), expected);
        // Their undo still takes back their message: 1 Ann, 2 and 3 Kim, 4 Lee's InMail, 5 Lee's message, 6 the undo.
        let records = records(&home.ledger());
        assert_eq!((records.len(), &records[5]["record"]), (6, &5.into()), "{records:#?}");
        assert_eq!((&records[4]["person"], &records[4]["kind"]), (&"Lee Wong".into(), &"message".into()));
        home.ok(&["doctor"]);
    }
}

/// The temporary file of a running process is not a leftover. That of a dead one is deleted under the lock only.
#[test]
fn the_temporary_file_of_another_process_is_left_alone() {
    let home = home_with_six();
    let temp = |process: u32| home.ledger().with_file_name(format!(".ledger.json.{process}-0.tmp"));
    // Linux gives no process a number above 4,194,304.
    let (of_this, of_dead) = (temp(std::process::id()), temp(999_999_999));
    let lock = File::options().read(true).write(true).open(home.ledger().with_file_name("ledger.json.lock")).unwrap();
    lock.lock().unwrap();
    for temp in [&of_this, &of_dead] {
        fs::write(temp, "half of a ledger").unwrap();
    }
    assert!(home.exits(3, &["doctor", "--repair"]).err.contains("locked for 10 seconds"));
    assert!(of_this.exists() && of_dead.exists());
    lock.unlock().unwrap();
    let found = home.exits(1, &["doctor"]).out;
    assert!(found.contains("999999999-0.tmp") && !found.contains(&std::process::id().to_string()), "{found}");
    home.ok(&["doctor", "--repair"]);
    assert!(!of_dead.exists());
    assert_eq!(fs::read_to_string(&of_this).unwrap(), "half of a ledger");
}

/// A ledger with records of many kinds, each line of which may be damaged.
fn home_of_many_kinds() -> Home {
    home_after(&[
        &["plan", "set", "premium-career", "--renews-on", "12", "--credits", "7"],
        &["log", "Ann Lee", "--note", "hello \u{1f44b} there"],
        &["log", "Bo Roe", "--inmail"],
        &["log", "Cy Poe"],
        &["reply", "Ann Lee"],
        &["people", "rename", "Cy Poe", "Cy Roe"],
        &["people", "link", "Bo Roe", "in/bo-roe"],
        &["log", "Di Moe"],
        &["people", "merge", "Di Moe", "Bo Roe"],
        &["log", "Ed Foe", "--invite"],
        &["undo"],
        &["edit", "4", "--at", "yesterday 18:30"],
        &["log", "Cy Roe"],
    ])
}

/// The record without what a repair may change: the numbers of people, and the checksum.
fn content(record: &Value) -> Value {
    let mut record = record.clone();
    let fields = record.as_object_mut().unwrap();
    for name in ["who", "merged", "merged_person", "sum"] {
        fields.remove(name);
    }
    record
}

/// Checks the ledger after the repair of one damaged record: the others are as they were, and of the same people.
fn check(whole: &[Value], damaged: Option<usize>, after: &[Value], what: &str) {
    assert!(after.len() + 1 >= whole.len(), "{what}: {} of {}", after.len(), whole.len());
    let mut numbers: HashMap<u64, u64> = HashMap::new();
    for (place, record) in whole.iter().enumerate().filter(|(place, _)| Some(*place) != damaged) {
        let found = after.iter().find(|found| found["id"] == record["id"]);
        let found = found.unwrap_or_else(|| panic!("{what}: no record {}", record["id"]));
        assert_eq!(content(found), content(record), "{what}");
        for name in ["who", "merged"] {
            if let (Some(old), Some(new)) = (record[name].as_u64(), found[name].as_u64()) {
                assert_eq!(*numbers.entry(old).or_insert(new), new, "{what}: record {place}, {name}");
            }
        }
    }
    let mut new: Vec<u64> = numbers.values().copied().collect();
    new.sort_unstable();
    new.dedup();
    assert_eq!(new.len(), numbers.len(), "{what}: two people have become one");
}

/// The place of the record in which a byte is; `None` outside of the records.
fn record_at(text: &[u8], at: usize) -> Option<usize> {
    let start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    text[start..].starts_with(b"{\"id\"").then(|| text[..start].split(|byte| *byte == b'\n').count() - 2)
}

fn examine(path: &Path) -> Result<Examination, LedgerError> {
    let examined = || Ledger::at(path)?.examine(true, Instant::from_unix(1_795_600_000), chrono_tz::UTC, &mut |_| ());
    // A program that another test starts shares the open files of this process, and their locks, until it runs.
    let is_shared = |examined: &Result<Examination, LedgerError>| matches!(examined, Err(LedgerError::LockLost(_)));
    (0..20).map(|_| examined()).find(|examined| !is_shared(examined)).unwrap_or_else(examined)
}

/// Every byte of the ledger is damaged in several ways: at most the record with the byte is lost.
#[test]
fn the_damage_of_a_byte_loses_at_most_one_record() {
    let home = home_of_many_kinds();
    let (whole, intact) = (records(&home.ledger()), bytes(&home.ledger()));
    assert!(whole.len() >= 13, "{}", whole.len());
    let end = end_of_records(&intact);
    let in_memory = Path::new("/dev/shm");
    let other = if in_memory.is_dir() { Home::in_folder(in_memory) } else { Home::new() };
    let (file, mut tried, mut lost) = (other.path("ledger.json"), 0, 0);
    let places = (0..end + 20).chain(intact.len() - 4..intact.len());
    for (at, flip) in places.flat_map(|at| [0x01, 0x20, 0x80].map(|flip| (at, flip))) {
        let mut damaged = intact.clone();
        damaged[at] ^= flip;
        fs::write(&file, &damaged).unwrap();
        let what = format!("byte {at} of {:?}", String::from_utf8_lossy(&intact[at.saturating_sub(10)..=at]));
        let examination = examine(&file).unwrap_or_else(|error| panic!("{what}: {error}"));
        if examination.contents.is_none() {
            // The version looks like a newer one.
            assert!(intact[..at].ends_with(b"\"version\":") && bytes(&file) == damaged, "{what}: {examination:?}");
        } else {
            let after = records(&file);
            check(&whole, record_at(&intact, at), &after, &what);
            let has_loss = examination.findings.iter().any(|finding| finding.is_loss);
            assert!(has_loss || after.len() == whole.len(), "{what}: {:?}", examination.findings);
            lost += usize::from(has_loss);
        }
        for path in named(&other.path(""), "ledger.json") {
            fs::remove_file(path).unwrap();
        }
        fs::remove_dir_all(other.path("backups")).unwrap_or_default();
        tried += 1;
    }
    proof(&format!("{tried} ledgers with one damaged byte and no backup: {lost} lost one record, none lost two"));
}

/// The same on the program, for some bytes.
#[test]
fn the_program_says_that_a_record_is_lost() {
    let home = home_of_many_kinds();
    let (whole, intact) = (records(&home.ledger()), bytes(&home.ledger()));
    for at in (0..end_of_records(&intact)).step_by(97) {
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap_or_default();
        let mut damaged = intact.clone();
        damaged[at] ^= 0x01;
        fs::write(home.ledger(), &damaged).unwrap();
        let run = home.run(&["doctor", "--repair", "--json"]);
        let answer = run.json();
        home.ok(&["history"]);
        let count = records(&home.ledger()).len();
        assert!(count + 1 >= whole.len(), "{at}: {answer}");
        assert!(run.code == 1 || count == whole.len(), "{at}: {answer}");
        assert_eq!(answer["fine"], run.code == 0, "{at}: {answer}");
    }
}
