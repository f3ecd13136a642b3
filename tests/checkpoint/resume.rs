//! When a checkpoint is made, used and kept.

use std::fs;
use std::path::PathBuf;

use crate::made;
use crate::twins::Twins;

#[test]
fn the_first_report_makes_a_checkpoint_that_only_its_owner_can_read() {
    let twins = Twins::of(700);
    assert!(!twins.cache().exists());
    twins.both(&["status"]);
    let files: Vec<_> = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    #[cfg(unix)]
    for (path, mode) in [(&files[0], 0o600), (&twins.cache(), 0o700)] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode, "{path:?}");
    }
}

/// A command that records makes one too if there is no valid one, so that the next one need not read the whole ledger.
#[test]
fn a_command_that_records_makes_a_checkpoint() {
    let twins = Twins::of(700);
    let count = || fs::read_dir(twins.cache()).map_or(0, Iterator::count);
    twins.both(&["log", "Jane Doe"]);
    assert!(count() > 0);
    // A checkpoint cannot be resumed after a plan record.
    twins.both(&["plan", "set", "premium-career"]);
    let made = || {
        let checkpoint = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "checkpoint");
        let mut files = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
        fs::metadata(files.find(checkpoint).unwrap()).unwrap().modified().unwrap()
    };
    let before = made();
    twins.both(&["reply", "Jane Doe"]);
    assert!(made() > before);
    let after = made();
    twins.both(&["log", "Ravi Doe"]);
    assert_eq!(made(), after);
    twins.agree(&["Jane Doe", "Ravi Doe"]);
}

/// The command that makes a checkpoint continues from it, and still has the whole ledger for what happened earlier.
#[test]
fn the_command_that_makes_a_checkpoint_gives_the_same_answer() {
    let twins = Twins::of(700);
    let known = made::name(40);
    for args in [
        &["status"][..],
        &["status", "--json"],
        &["status", "--at", "2026-10-20"],
        &["summary", "--json"],
        &["check", &known],
        &["check", "Uma Quill"],
        &["check", &known[..3]],
        &["log", &known, "--at", "9 days ago"],
        &["log", "Uma Quill", "--new", "--at", "yesterday 18:30"],
        &["log", "Vik Quill", "--new"],
        &["reply", &known],
    ] {
        let _ = fs::remove_dir_all(twins.cache());
        twins.both(args);
        assert!(twins.cache().exists(), "{args:?}");
    }
    twins.agree(&[&known, "Uma Quill", "Vik Quill"]);
}

/// People of the checkpoint who answer or get a message later count once in rates and as people reached.
#[test]
fn people_of_the_checkpoint_count_once() {
    let mut twins = Twins::of(700);
    twins.both(&["status"]);
    // The ledger ends on 25 November: the next day has only what is logged here.
    twins.at("2026-11-26T09:00:00+01:00");
    for number in [3, 40, 170] {
        let name = made::name(number);
        twins.both(&["log", &name]);
        twins.both(&["reply", &name, "--declined"]);
        twins.both(&["log", &name]);
    }
    for from in ["2026-01-01", "2026-11-01", "2026-11-20", "2026-11-26"] {
        for format in ["json", "csv"] {
            twins.both(&["summary", "--from", from, "--to", "2026-11-30", "--format", format]);
        }
    }
    // Two messages to each of three people.
    let day = twins.both(&["summary", "--from", "2026-11-26", "--to", "2026-11-26", "--json"]).json();
    assert_eq!((&day["messages"]["sent"], &day["messages"]["reached"]), (&6.into(), &3.into()));
}

/// InMails and invitations of a day that the checkpoint covers count towards the limits of that day.
#[test]
fn the_sends_of_a_day_count_across_the_checkpoint() {
    let mut twins = Twins::of(700);
    // The ledger ends on 25 November: the next day has only what is logged here.
    twins.at("2026-11-26T09:00:00+01:00");
    let plan = twins.both(&["status", "--json"]).json()["plan"]["name"].as_str().unwrap().to_owned();
    twins.both(&["plan", "set", &plan, "--inmails-daily", "3", "--invitations-daily", "2"]);
    twins.both(&["log", "Uma Quill", "Vik Quill", "--inmail", "--new"]);
    twins.both(&["log", "Uma Quill", "--invite"]);
    fs::remove_dir_all(twins.cache()).unwrap();
    twins.both(&["status"]);
    let used = |twins: &Twins| {
        let status = twins.both(&["status", "--json"]).json();
        ["inmail", "invitations"].map(|kind| status[kind]["day"]["used"].as_u64().unwrap())
    };
    assert_eq!(used(&twins), [2, 1]);
    twins.both(&["log", "Wim Quill", "--inmail", "--new"]);
    twins.both(&["log", "Wim Quill", "--invite"]);
    assert_eq!(used(&twins), [3, 2]);
    // A free one needs no credit: only the day is full.
    assert_eq!(twins.both(&["check", "--inmail", "--free", "--json"]).json()["reason"], "inmails_daily_limit");
    assert_eq!(twins.both(&["check", "--invite", "--json"]).json()["reason"], "invitations_daily_limit");
    let over = twins.both(&["log", "Xia Quill", "--inmail", "--new", "--json"]).json();
    assert_eq!(over["counted"]["over_limit"], true);
    twins.agree(&["Jane Doe"]);
}

/// The InMails of the last 14 days, and which of them were answered, are in the checkpoint.
#[test]
fn the_recent_inmails_are_those_of_the_checkpoint_and_of_later_records() {
    let twins = Twins::of(700);
    twins.both(&["plan", "set", "recruiter-corporate", "--from", "2026-11-01"]);
    let name = |group: &str, number: u8| {
        let letter = |number: u8| char::from(b'a' + number);
        format!("Inma {group}{}{}x", letter(number / 8), letter(number % 8))
    };
    let inmails = |group: &str| {
        let names: Vec<String> = (0..60).map(|number| name(group, number)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        twins.both(&[&["log", "--inmail", "--new", "-q"], names.as_slice()].concat());
    };
    let has_caution = || {
        twins.both(&["check", "--inmail", "--json"]);
        let status = twins.both(&["status", "--json"]).json();
        status["cautions"].as_array().unwrap().iter().any(|caution| caution["code"] == "low_response_rate")
    };
    inmails("one");
    // A rename makes another checkpoint, which covers these.
    twins.both(&["people", "rename", &name("one", 59), "Somebody Else"]);
    inmails("two");
    assert!(has_caution());
    // At least 120 InMails: 13 in 100 of them are at least 15.6 answers, whatever the ledger had before.
    let mut answers = 0;
    while has_caution() {
        let group = if answers % 2 == 0 { "one" } else { "two" };
        twins.both(&["reply", &name(group, answers / 2)]);
        answers += 1;
        assert!(answers < 60);
    }
    assert!(answers > 4, "{answers}");
    twins.both(&["undo"]);
    assert!(has_caution());
}

#[test]
fn a_small_ledger_has_no_checkpoint() {
    let twins = Twins::of(100);
    twins.both(&["status"]);
    twins.both(&["log", "Jane Doe"]);
    assert!(!twins.cache().exists());
}

#[test]
fn a_cache_folder_that_cannot_be_created_changes_no_answer() {
    let twins = Twins::of(700);
    fs::write(twins.cache(), "a file in place of the folder").unwrap();
    twins.agree(&["Jane Doe"]);
    twins.both(&["log", "Jane Doe"]);
    twins.agree(&["Jane Doe"]);
}

/// The records after the checkpoint are read in addition to it.
#[test]
fn records_made_now_leave_the_checkpoint_unchanged() {
    let twins = Twins::of(700);
    twins.both(&["log", "Jane Doe"]);
    twins.both(&["status"]);
    let checkpoint = || {
        let mut entries = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
        let path = entries.find(|path| path.extension().is_some_and(|end| end == "checkpoint")).unwrap();
        (fs::metadata(&path).unwrap().modified().unwrap(), path)
    };
    let before = checkpoint();
    for args in [&["log", "Ravi Doe"][..], &["reply", "Maria Doe"], &["undo"], &["log", "New Person", "--inmail"]] {
        twins.both(args);
        twins.agree(&["Ravi Doe", "Maria Doe", "New Person"]);
    }
    assert_eq!(checkpoint(), before);
}

/// A byte of the ledger changes right after an append, with the same length and perhaps the same modification time.
#[test]
fn a_change_right_after_an_append_is_found() {
    for round in 0..20 {
        let twins = Twins::of(700);
        twins.both(&["status"]);
        twins.both(&["log", "Jane Doe"]);
        let path = twins.with.path("ledger.json");
        let mut bytes = fs::read(&path).unwrap();
        // A letter of a name, in another record each time.
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (place, _) = text.match_indices("\"person\":\"").nth(round * 30).unwrap();
        bytes[place + 10] ^= 1;
        fs::write(&path, &bytes).unwrap();
        fs::write(twins.without.path("ledger.json"), &bytes).unwrap();
        assert_eq!(twins.both(&["status"]).code, 3, "{place}");
    }
}

/// A change to records that the checkpoint covers replaces it, after the whole ledger is read; a new record does not.
#[test]
fn a_change_to_the_past_makes_another_checkpoint() {
    let twins = Twins::of(5_000);
    twins.both(&["log", "Jane Doe"]);
    twins.both(&["status"]);
    let made = || fs::metadata(checkpoint(&twins)).unwrap().modified().unwrap();
    for (args, is_replaced) in [
        (&["log", "Ravi Doe"][..], false),
        (&["log", "Ravi Doe", "--at", "3 days ago"], true),
        (&["log", "Olga Doe", "Tom Doe"], false),
        (&["undo"], false),
        (&["undo", "4000"], true),
        (&["log", "Maria Doe", "--at", "2026-09-01"], true),
        (&["credits", "set", "3"], false),
        (&["plan", "set", "premium-business"], true),
        (&["people", "rename", "Ravi Doe", "Ravi Quint"], true),
    ] {
        let before = made();
        twins.both(args);
        twins.agree(&["Ravi Doe", "Jane Doe", "Ravi Quint", "Tom Doe"]);
        assert_eq!(made() > before, is_replaced, "{args:?}");
    }
}

/// The file of the checkpoint.
fn checkpoint(twins: &Twins) -> PathBuf {
    let mut files = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|end| end == "checkpoint")).unwrap()
}

/// After more than 256 records, another checkpoint is made.
#[test]
fn many_records_after_a_checkpoint_make_another() {
    let twins = Twins::of(700);
    twins.both(&["status"]);
    let made = || fs::metadata(checkpoint(&twins)).unwrap().modified().unwrap();
    let before = made();
    let names: Vec<String> = (0..256).map(|number| format!("in/person-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    twins.both(&[&["log"], names.as_slice()].concat());
    twins.agree(&["in/person-7"]);
    assert_eq!(made(), before);
    twins.both(&["log", "Jane Doe"]);
    twins.agree(&["in/person-7", "Jane Doe"]);
    assert!(made() > before);
}

/// A ledger that another program wrote line by line lacks the number that an append writes over. It has a checkpoint
/// too, and the first command that records rewrites it.
#[test]
fn a_ledger_without_the_number_for_appends_has_a_checkpoint_too() {
    let twins = Twins::of(5_000);
    let text = fs::read_to_string(twins.with.path("ledger.json")).unwrap();
    let at = text.find("\"whole\":").unwrap();
    let without = format!("{}{}", &text[..at], &text[at + "\"whole\":\"       412:24\",".len()..]);
    assert!(without.contains("},\"records\":[\n"), "{}", &without[..200]);
    for home in [&twins.with, &twins.without] {
        fs::write(home.path("ledger.json"), &without).unwrap();
    }
    let made = || {
        let mut files = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
        let path = files.find(|path| path.extension().is_some_and(|end| end == "checkpoint")).unwrap();
        fs::metadata(path).unwrap().modified().unwrap()
    };
    twins.both(&["status"]);
    let first = made();
    twins.agree(&["Jane Doe"]);
    assert_eq!(made(), first);
    twins.both(&["log", "Jane Doe"]);
    assert!(fs::read_to_string(twins.with.path("ledger.json")).unwrap().contains("\"whole\":"));
    twins.agree(&["Jane Doe"]);
}

/// The texts and the sends of the checkpoint count with those after it.
#[test]
fn texts_and_sends_of_the_checkpoint_are_cautioned_about() {
    let mut twins = Twins::of(700);
    twins.both(&["log", "Ada Berg", "--text", "one.txt"]);
    for minute in 1..=9 {
        twins.at(&format!("2026-11-25T09:0{minute}:00+01:00"));
        twins.both(&["log", &made::name(minute), "--text", "three.txt"]);
    }
    // A checkpoint of all that, and then records after it.
    fs::remove_dir_all(twins.cache()).unwrap();
    twins.both(&["status"]);
    let codes = |twins: &Twins, args: &[&str]| -> Vec<String> {
        let document = twins.both(&[args, &["--json"]].concat()).json();
        let cautions = document["cautions"].as_array().unwrap().clone();
        let codes = cautions.iter().map(|caution| caution["code"].as_str().unwrap().to_owned());
        codes.filter(|code| matches!(code.as_str(), "burst" | "same_wording")).collect()
    };
    // Ten sends since 09:00, and this one: 11. What the made ledger has is older than ten minutes. Two people have got
    // nearly this text; the third is a caution.
    twins.at("2026-11-25T09:09:30+01:00");
    assert_eq!(codes(&twins, &["log", "Bo Quist", "--text", "two.txt"]), ["burst"]);
    twins.at("2026-11-25T09:20:00+01:00");
    assert_eq!(codes(&twins, &["log", "Cem Yilmaz", "--text", "one.txt"]), ["same_wording"]);
    // `draft` counts those before and after the checkpoint.
    let draft = |args: &[&str]| twins.both(&[&["draft", "two.txt", "--json"], args].concat()).json()["alike"].clone();
    assert_eq!(draft(&["--to", "Ada Berg"])["people"], 2);
    assert_eq!(draft(&[])["people"], 3);
    assert_eq!(draft(&["--at", "2026-11-25T09:00:00+01:00"])["people"], 1);
    // On 25 December, 30 × 24 hours after the first, and a second later.
    twins.at("2026-12-25T09:00:01+01:00");
    assert!(codes(&twins, &["log", "Cem Yilmaz", "--text", "one.txt"]).is_empty());
}
