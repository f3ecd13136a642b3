//! That a checkpoint is made, used, and left alone where it should be.

use std::fs;
use std::path::PathBuf;

use crate::twins::Twins;

#[test]
fn a_checkpoint_is_made_by_the_first_question_and_is_for_its_owner_only() {
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

/// What is recorded makes one too, where there is none that can be believed: the next recording need not read all.
#[test]
fn a_checkpoint_is_made_by_what_is_recorded() {
    let twins = Twins::of(700);
    let count = || fs::read_dir(twins.cache()).map_or(0, Iterator::count);
    twins.both(&["log", "Jane Doe"]);
    assert!(count() > 0);
    // A plan record is none of what a checkpoint goes on with.
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

#[test]
fn a_small_ledger_needs_none() {
    let twins = Twins::of(100);
    twins.both(&["status"]);
    twins.both(&["log", "Jane Doe"]);
    assert!(!twins.cache().exists());
}

#[test]
fn a_cache_folder_that_cannot_be_made_changes_nothing() {
    let twins = Twins::of(700);
    fs::write(twins.cache(), "a file stands where the folder should be").unwrap();
    twins.agree(&["Jane Doe"]);
    twins.both(&["log", "Jane Doe"]);
    twins.agree(&["Jane Doe"]);
}

/// The checkpoint stays the file that it was: what is recorded now is read behind it.
#[test]
fn what_is_recorded_now_leaves_the_checkpoint_as_it_is() {
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

/// A byte of the ledger that changes right after an append, at the same length, is found although the file system's
/// clock may not have moved.
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

/// What changes what a checkpoint covers has the whole ledger read, and another checkpoint made; what only adds to it
/// leaves it as it is.
#[test]
fn what_changes_the_past_makes_another_checkpoint() {
    let twins = Twins::of(5_000);
    twins.both(&["log", "Jane Doe"]);
    twins.both(&["status"]);
    let made = || fs::metadata(checkpoint(&twins)).unwrap().modified().unwrap();
    for (args, is_made_anew) in [
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
        assert_eq!(made() > before, is_made_anew, "{args:?}");
    }
}

/// The file of the checkpoint.
fn checkpoint(twins: &Twins) -> PathBuf {
    let mut files = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|end| end == "checkpoint")).unwrap()
}

/// A tail of more than 256 records has another checkpoint made.
#[test]
fn a_long_tail_makes_another_checkpoint() {
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

/// A ledger that another program wrote line by line lacks the number that an append writes over. It has a checkpoint all
/// the same, and is laid out anew by the first recording.
#[test]
fn a_ledger_without_the_number_of_appends_has_a_checkpoint() {
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
