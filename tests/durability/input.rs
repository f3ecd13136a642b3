//! Hostile archives, arguments and plan files: no panic, a documented exit code, and bounded time and memory.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::archives::generate::{any_export, export};
use crate::archives::{ANN, Export, JANE, ROBIN, invitation, mail, profile};
use crate::program::Home;
use crate::scene::{bounded, bytes, home_with_records, mutated, mutation, proof, survives};

/// Checks this many random inputs; gives their number.
fn tried<S: Strategy>(cases: u32, inputs: &S, check: impl Fn(S::Value)) -> u32 {
    let config = Config { cases, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let count = Cell::new(0);
    let outcome = TestRunner::new(config).run(inputs, |input| {
        check(input);
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    count.get()
}

/// Imports an archive as text and as JSON, in dry runs, which must not change the ledger.
fn survives_import(home: &Home, path: &str, what: &str) {
    let before = bytes(&home.ledger());
    assert_eq!(bounded(home, &["zone"]).out, "Europe/Berlin\n", "the limits allow the program to run");
    for args in [&["import", path, "--dry-run"][..], &["import", path, "--dry-run", "--json"]] {
        survives(home, args, what);
    }
    assert!(bytes(&home.ledger()) == before, "{what}: a dry run writes nothing");
}

/// Replaces a folder by one with these files.
fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) {
    fs::remove_dir_all(folder).unwrap_or_default();
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// A small archive with every file.
fn whole_export() -> Export {
    let mails = [
        mail("a", "2026-11-03 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("a", "2026-11-04 10:00:00", JANE, &[ROBIN], "Hello \u{1f44b}, \"you\""),
        mail("b", "2026-11-05 10:00:00", ROBIN, &[ANN], "A question,\nof two lines").subject("A question"),
    ];
    export(&mails, &[invitation("11/5/26, 9:00 AM", "OUTGOING", JANE, "Hi,  let us connect.")])
}

#[test]
fn a_mutated_archive_never_causes_a_panic() {
    let home = home_with_records();
    let zip = whole_export().zip();
    let by_hand = whole_export().zip_by_hand();
    let packed = tried(150, &(any::<bool>(), prop::collection::vec(mutation(), 1..5)), |(own, mutations)| {
        fs::write(home.path("export.zip"), mutated(if own { &zip } else { &by_hand }, &mutations)).unwrap();
        survives_import(&home, "export.zip", "a zip");
    });
    let files = whole_export().files;
    let inputs = (0..files.len(), prop::collection::vec(mutation(), 1..6));
    let loose = tried(150, &inputs, |(which, mutations)| {
        let mut files = files.clone();
        files[which].1 = mutated(&files[which].1, &mutations);
        write_folder(&home.path("export"), &files);
        survives_import(&home, "export", "a folder");
        survives_import(&home, &format!("export/{}", files[which].0), "a table");
        // A zip of the mutated tables has valid checksums.
        fs::write(home.path("export.zip"), Export { files }.zip()).unwrap();
        survives_import(&home, "export.zip", "a zip of it");
    });
    proof(&format!("{} mutated exports (zip, folder, tables): never a panic, never another exit code", packed + loose));
}

#[test]
fn arbitrary_bytes_as_an_archive_never_cause_a_panic() {
    let home = home_with_records();
    let names = select(&["messages.csv", "Invitations.csv", "Connections.csv", "Profile.csv", "x.zip", "x"][..]);
    let beginnings: [&[u8]; 6] = [
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06\0\0\0\0",
        b"\xFF\xFE",
        b"CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n",
        b"From,To,Sent At,Message,Direction\n\"",
    ];
    let inputs = (names, select(beginnings.to_vec()), prop::collection::vec(any::<u8>(), 0..800));
    let count = tried(150, &inputs, |(name, beginning, rest)| {
        let input = [beginning, &rest].concat();
        fs::write(home.path(name), &input).unwrap();
        survives_import(&home, name, "bytes");
        write_folder(&home.path("export"), &[(name.to_owned(), input)]);
        survives_import(&home, "export", "bytes in a folder");
    });
    proof(&format!("{count} files of arbitrary bytes as exports: never a panic, never another exit code"));
}

#[test]
fn random_archives_are_read_within_the_limits() {
    let home = home_with_records();
    tried(20, &any_export(), |(mails, invited)| {
        fs::write(home.path("export.zip"), export(&mails, &invited).zip()).unwrap();
        survives_import(&home, "export.zip", "a random archive");
    });
}

/// Small files that would need much memory or time: a zip of zeros, an endless cell, very many files, a folder that
/// contains itself.
#[test]
fn archives_that_expand_enormously_stay_within_the_limits() {
    let home = home_with_records();
    let head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n";
    let zeros = Export::new().file("Profile.csv", profile(ROBIN)).file("messages.csv", vec![0; 256 << 20]);
    let cell = format!("{head}\"{}", "x".repeat(300 << 20));
    let commas = format!("{head}{}", ",".repeat(50 << 20));
    for (what, export) in [
        ("zeros", zeros),
        ("a cell that does not end", Export::new().file("messages.csv", cell)),
        ("a row of many cells", Export::new().file("messages.csv", commas)),
    ] {
        fs::write(home.path("export.zip"), export.zip()).unwrap();
        survives_import(&home, "export.zip", what);
        write_folder(&home.path("export"), &export.files);
        survives_import(&home, "export", what);
    }
    let many = (0..70_000).map(|number| (format!("{number}.csv"), b"a,b\n".to_vec())).collect();
    fs::write(home.path("export.zip"), Export { files: many }.zip()).unwrap();
    survives_import(&home, "export.zip", "many files");
    #[cfg(unix)]
    {
        write_folder(&home.path("export"), &[]);
        std::os::unix::fs::symlink(home.path("export"), home.path("export/again")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", home.path("export/messages.csv")).unwrap();
        survives_import(&home, "export", "a folder in a circle");
        survives_import(&home, "export/messages.csv", "a device");
        survives_import(&home, "/dev/zero", "a device");
    }
}

/// Text that might be typed: every plane of Unicode, control characters, and parts of valid arguments.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = select(
        &[
            "in/",
            "https://www.linkedin.com/in/",
            "%E2%82%AC",
            "%ff",
            "%00",
            "Jane",
            "Doe",
            " ",
            "-",
            "+",
            "2026",
            "11",
            ":",
            "T",
            "Z",
            "yesterday",
            "ago",
            "3 days",
            "1h",
            "last",
            "month",
            "next",
            "mon",
            "9999999999999999999",
            "-1",
            "0",
            "\u{1b}[31m",
            "\u{202e}",
            "\u{0}",
            "\u{7f}",
            "e\u{301}",
            "ß",
            "İ",
            "\n",
            "\"",
            "\u{1f469}\u{200d}\u{1f467}",
        ][..],
    );
    let joined = prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat());
    // An argument cannot contain a zero byte.
    prop_oneof![joined, "\\PC{0,40}", ".{0,200}"].prop_map(|text| text.replace('\0', ""))
}

/// Command lines; `?` is replaced by such a text.
const LINES: &[&[&str]] = &[
    &["log", "?"],
    &["log", "Jane Doe", "--at", "?"],
    &["log", "Jane Doe", "--note", "?"],
    &["log", "Jane Doe", "--tag", "?"],
    &["log", "?", "--inmail", "--at", "?"],
    &["reply", "?"],
    &["accepted", "?"],
    &["check", "?"],
    &["check", "--at", "?"],
    &["status", "--at", "?"],
    &["summary", "--month", "?"],
    &["summary", "--from", "?", "--to", "?"],
    &["history", "?"],
    &["history", "--tag", "?"],
    &["history", "--from", "?", "--to", "?"],
    &["history", "-n", "?"],
    &["undo", "?"],
    &["edit", "?", "--at", "?"],
    &["edit", "2", "--person", "?"],
    &["credits", "buy", "?"],
    &["credits", "buy", "2", "--expires", "?"],
    &["credits", "set", "?"],
    &["plan", "set", "?"],
    &["plan", "set", "premium-career", "--renews-on", "?"],
    &["plan", "set", "premium-career", "--credits", "?"],
    &["zone", "?"],
    &["people", "?"],
    &["people", "link", "Jane Doe", "?"],
    &["people", "rename", "Jane Doe", "?"],
    &["people", "merge", "Jane Doe", "?"],
    &["backup", "restore", "?"],
    &["import", "?", "--dry-run"],
    &["import", "?", "--dry-run", "--me", "?"],
    &["merge", "?", "--dry-run"],
    &["?"],
    &["--file", "?", "status"],
];

#[test]
fn an_arbitrary_argument_never_causes_a_panic() {
    let home = home_with_records();
    let text = bytes(&home.ledger());
    let inputs = (0..LINES.len(), any_text(), any_text(), any::<bool>());
    let count = tried(600, &inputs, |(line, one, other, json)| {
        let mut texts = [one.as_str(), other.as_str()].into_iter();
        let mut args: Vec<&str> =
            LINES[line].iter().map(|arg| if *arg == "?" { texts.next().unwrap_or("") } else { arg }).collect();
        args.extend(json.then_some("--json"));
        survives(&home, &args, "arguments");
        home.ok(&["status"]);
        fs::write(home.ledger(), &text).unwrap();
    });
    proof(&format!("{count} command lines of arbitrary names, dates, numbers and paths: never a panic"));
}

/// Every command refuses or ends normally with an argument that is not Unicode.
#[cfg(unix)]
#[test]
fn an_argument_that_is_not_unicode_never_causes_a_panic() {
    use std::os::unix::ffi::OsStrExt;
    let home = home_with_records();
    for line in LINES {
        let mut command = home.command(&[]);
        for arg in *line {
            let bad = std::ffi::OsStr::from_bytes(b"\xff\x1b[31m\xfe");
            command.arg(if *arg == "?" { bad } else { std::ffi::OsStr::new(arg) });
        }
        let output = command.output().unwrap();
        assert!(output.status.code().is_some_and(|code| (0..=3).contains(&code)), "{line:?}: {output:?}");
        assert!(!output.stderr.contains(&0x1b) && !output.stdout.contains(&0x1b), "{line:?}: {output:?}");
    }
}

#[test]
fn a_mutated_plan_file_never_causes_a_panic() {
    let home = home_with_records();
    let folder = home.path(".config/inquota");
    fs::create_dir_all(&folder).unwrap();
    let built_in = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/plan/plans.json")).unwrap();
    let own = String::from_utf8(built_in).unwrap().replace("premium-career", "my-own").into_bytes();
    let inputs = (any::<bool>(), prop::collection::vec(mutation(), 1..6), prop::collection::vec(any::<u8>(), 0..300));
    let count = tried(150, &inputs, |(mutates, mutations, bytes)| {
        let input = if mutates { mutated(&own, &mutations) } else { bytes };
        fs::write(folder.join("plans.json"), input).unwrap();
        for args in
            [&["plan", "list"][..], &["plan", "list", "--json"], &["plan", "set", "my-own"], &["plan"], &["status"]]
        {
            survives(&home, args, "a plan file");
        }
    });
    fs::write(folder.join("plans.json"), format!("{{\"x\":{}", "[".repeat(1 << 19))).unwrap();
    survives(&home, &["plan", "list"], "a deep plan file");
    #[cfg(unix)]
    {
        fs::remove_file(folder.join("plans.json")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("plans.json")).unwrap();
        let run = bounded(&home, &["plan", "list"]);
        assert!(run.code == 2 && run.err.contains("not a file"), "{}", run.err);
    }
    proof(&format!("{count} mutated or arbitrary plan files: never a panic, never another exit code"));
}
