//! Files that are not inquota's, and files that belong to a ledger: neither are replaced by something else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::Home;
use crate::scene::{bytes, home_with_records, named, records, refusal};

/// The files next to the ledger whose names a program might use for something of its own.
#[test]
fn a_file_of_the_member_with_a_name_like_ours_stays() {
    let home = home_with_records();
    let others = ["e.json.new", "e.json.tmp", ".e.json.tmp", "e.json~", "e.json.lock"];
    for name in others {
        home.write(name, b"mine");
    }
    home.write("linked", b"mine");
    fs::hard_link(home.path("linked"), home.path(".e.json.1-0.tmp")).unwrap();
    let new = home.ledger().with_extension("json.new");
    fs::write(&new, "mine").unwrap();
    home.ok(&["export", "-o", "e.json"]);
    home.ok(&["zone", "Europe/Paris"]);
    home.run(&["doctor", "--repair"]);
    for path in
        others.iter().map(|name| home.path(name)).chain([new, home.path("linked"), home.path(".e.json.1-0.tmp")])
    {
        assert_eq!(fs::read(&path).unwrap(), b"mine", "{}", path.display());
    }
}

#[test]
fn the_lock_file_of_another_program_is_refused_and_stays() {
    let home = home_with_records();
    for content in ["# yarn lockfile v1\n", "4242\n", "inquota is great", "\0"] {
        home.write("yarn.lock", content.as_bytes());
        for args in [&["log", "Jane Doe"][..], &["zone", "UTC"], &["merge", ".local/share/inquota/ledger.json"]] {
            let run = home.exits(3, &[&["--file", "yarn"], args].concat());
            assert!(run.err.contains("yarn.lock is not the lock file of a ledger"), "{}", run.err);
            assert!(run.err.contains("nothing was changed; give the ledger another name"), "{}", run.err);
        }
        assert_eq!(refusal(&home, 3, &["--file", "yarn", "log", "Jane Doe"]), "foreign_lock");
        assert_eq!(fs::read_to_string(home.path("yarn.lock")).unwrap(), content);
        assert!(!home.path("yarn").exists());
    }
    // The lock that a killed run left is ours.
    for content in ["", "inquota 4242\n", "inquota 42", "inq"] {
        home.write("yarn.lock", content.as_bytes());
        home.ok(&["--file", "yarn", "log", "Jane Doe"]);
        assert!(bytes(&home.path("yarn.lock")).is_empty());
    }
    fs::write(home.path("precious"), "").unwrap();
    fs::remove_file(home.path("yarn.lock")).unwrap();
    fs::hard_link(home.path("precious"), home.path("yarn.lock")).unwrap();
    assert_eq!(refusal(&home, 3, &["--file", "yarn", "log", "Jane Doe"]), "ledger_io");
}

/// Commands that write a file which the member names.
const OUTPUTS: [&[&str]; 3] = [&["export", "-o"], &["summary", "--format", "html", "-o"], &["followups", "--ics"]];

#[cfg(unix)]
#[test]
fn an_output_never_takes_the_place_of_what_belongs_to_the_ledger() {
    let home = home_with_records();
    home.ok(&["zone", "Europe/Paris"]);
    let folder = home.ledger().parent().unwrap().to_owned();
    let backup = named(&folder.join("backups"), "ledger-").remove(0);
    std::os::unix::fs::symlink(folder.join("ledger.json.lock"), home.path("to-lock")).unwrap();
    std::os::unix::fs::symlink(&folder, home.path("to-folder")).unwrap();
    fs::hard_link(home.ledger(), home.path("same.json")).unwrap();
    fs::hard_link(&backup, home.path("backup.json")).unwrap();
    let before = files(&folder);
    let targets = [
        home.ledger(),
        folder.join("ledger.json.lock"),
        folder.join("./ledger.json.lock"),
        folder.join("backups/../ledger.json"),
        folder.join("LEDGER.JSON"),
        folder.join("ledger.json.Lock"),
        folder.join(".ledger.json.4242-0.tmp"),
        folder.join("ledger.json.cut-2"),
        folder.join("backups/new.json"),
        backup,
        home.path("to-lock"),
        home.path("to-folder/ledger.json.lock"),
        home.path("to-folder/backups/new.json"),
        home.path("same.json"),
        home.path("backup.json"),
    ];
    for target in &targets {
        for args in OUTPUTS {
            let args = [args, &[target.to_str().unwrap()]].concat();
            let err = home.exits(2, &args).err;
            assert!(err.contains("is the ledger itself") || err.contains("belongs to the ledger"), "{args:?}: {err}");
            assert_eq!(files(&folder), before, "{args:?}");
        }
    }
    let lock = folder.join("ledger.json.lock");
    let run = home.exits(2, &["export", "-o", lock.to_str().unwrap()]);
    let message = format!("error: {} belongs to the ledger\nhint: name another file\n", lock.display());
    assert_eq!(run.err, message);
    assert_eq!(refusal(&home, 2, &["export", "-o", lock.to_str().unwrap()]), "bad_output");
    // A file next to the ledger with another name is fine.
    home.ok(&["export", "-o", folder.join("copy.json").to_str().unwrap()]);
}

/// Another ledger in use has a lock file.
#[test]
fn an_output_never_takes_the_place_of_another_ledger_in_use() {
    let mut home = home_with_records();
    home.ok(&["--account", "sales", "log", "Mia Chen", "--new-account"]);
    home.ok(&["--file", "other.json", "log", "Mia Chen"]);
    home.at("2026-11-26T09:00:00+01:00").ok(&["--file", "other.json", "log", "Mia Chen"]);
    let sales = ".local/share/inquota/accounts/sales/ledger.json";
    let backup = named(&home.path("backups"), "other-").remove(0);
    for target in ["other.json", "other.json.lock", sales, backup.to_str().unwrap(), "backups/x"] {
        let before = bytes(&home.path(sales));
        assert_eq!(refusal(&home, 2, &["export", "-o", target]), "bad_output", "{target}");
        assert!(bytes(&home.path(sales)) == before);
    }
    assert_eq!(records(&home.path("other.json")).len(), 2);
    home.ok(&["--file", "inquota.1", "log", "Mia Chen"]);
    assert_eq!(refusal(&home, 2, &["man", "--dir", "."]), "bad_output");
    assert_eq!(records(&home.path("inquota.1")).len(), 1);
    // An export that nobody records to is replaced.
    home.ok(&["export", "-o", "e.json"]);
    home.ok(&["export", "-o", "e.json"]);
}

/// The names and contents of the files in a folder and its folders.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push((path.clone(), bytes(&path))) }
    }
    found.sort();
    found
}

/// No process has this id: it is above the largest that Linux gives.
const DEAD: u32 = 4_294_967_294;

#[test]
fn the_temporary_file_of_a_dead_run_is_found_and_that_of_a_running_one_stays() {
    let home = home_with_records();
    let folder = home.ledger().parent().unwrap().to_owned();
    let (dead, own) = (format!(".ledger.json.{DEAD}-0.tmp"), format!(".ledger.json.{}-0.tmp", std::process::id()));
    for name in [&dead, &own, &format!(".other.json.{DEAD}-0.tmp")] {
        fs::write(folder.join(name), "x").unwrap();
    }
    let out = home.exits(1, &["doctor"]).out;
    assert!(out.contains(&dead) && !(cfg!(target_os = "linux") && out.contains(&own)), "{out}");
    home.run(&["doctor", "--repair"]);
    assert!(!folder.join(&dead).exists() && folder.join(format!(".other.json.{DEAD}-0.tmp")).exists());
    assert!(!cfg!(target_os = "linux") || folder.join(&own).exists());
}

#[cfg(target_os = "linux")]
#[test]
fn ledgers_whose_names_are_not_utf_8_have_backups_of_their_own() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let run = |name: &[u8], args: &[&str]| {
        let mut command = home.command(&[]);
        let output = command.arg("--file").arg(OsStr::from_bytes(name)).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for name in [&b"a\xff.json"[..], b"a\xfe.json"] {
        run(name, &["log", "Jane Doe"]);
        run(name, &["zone", "Europe/Paris"]);
    }
    let backups = |name: &[u8]| -> Vec<String> {
        let list: serde_json::Value = serde_json::from_str(&run(name, &["backup", "list", "--json"])).unwrap();
        list["backups"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((backups(b"a\xff.json").len(), backups(b"a\xfe.json").len()), (1, 1));
    run(b"a\xff.json", &["zone", "UTC"]);
    assert_eq!((backups(b"a\xff.json").len(), backups(b"a\xfe.json").len()), (2, 1));
    let oldest = backups(b"a\xff.json").pop().unwrap();
    assert!(run(b"a\xff.json", &["backup", "restore", &oldest]).contains("1 record"));
    assert_eq!(run(b"a\xff.json", &["zone"]), "Europe/Berlin\n");
    assert_eq!(run(b"a\xfe.json", &["zone"]), "Europe/Paris\n");
}
