//! Full disks, folders that are read-only or missing, and files that another program changes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::program::{Home, Run};
use crate::scene::{bytes, can_die, end_of_records, home_with_records, named, proof, records, refusal};

/// A small file system for one test, unmounted when it is dropped.
struct Mount<'a>(&'a Path);

impl<'a> Mount<'a> {
    /// Mounts one; `None` if the machine does not allow it.
    fn new(folder: &'a Path, options: &str) -> Option<Mount<'a>> {
        fs::create_dir_all(folder).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Mount(folder))
    }

    fn read_only(&self) -> bool {
        let mounted = Command::new("mount").args(["-o", "remount,ro"]).arg(self.0).output();
        mounted.is_ok_and(|output| output.status.success())
    }
}

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).output();
    }
}

/// Runs the program with this ledger.
fn at(home: &Home, file: &Path, args: &[&str]) -> Run {
    home.run(&[&["--file", file.to_str().unwrap()], args].concat())
}

#[test]
fn a_full_disk_leaves_the_ledger_unchanged() {
    let mut home = Home::new();
    let folder = home.path("disk");
    let Some(_mount) = Mount::new(&folder, "size=48k,mode=0700") else {
        return proof("full disk: skipped, for this machine does not let us mount a small one");
    };
    let file = folder.join("ledger.json");
    let (mut recorded, mut refused) = (0, 0);
    for number in 0..400 {
        home.at(&format!("2026-11-25T09:{:02}:{:02}+01:00", number / 60, number % 60));
        let before = fs::read(&file).unwrap_or_default();
        let run = at(&home, &file, &["log", &format!("Person {number}"), "--new"]);
        match run.code {
            0 => recorded += 1,
            3 => {
                refused += 1;
                assert!(run.err.contains("no space") || run.err.contains("storage"), "{}", run.err);
                assert!(bytes(&file) == before);
            }
            other => panic!("{other}: {}", run.err),
        }
        assert_eq!(records(&file).len(), recorded);
        if refused == 5 {
            break;
        }
    }
    assert!(refused == 5 && recorded > 0, "{recorded} {refused}");
    assert_eq!(at(&home, &file, &["status"]).code, 0);
    assert!(named(&folder, ".tmp").is_empty());
    proof(&format!("a disk of 48 KiB filled up: {recorded} records kept, {refused} refused, the file whole"));
}

#[test]
fn a_ledger_in_a_read_only_folder_can_be_read_but_not_recorded_to() {
    let home = Home::new();
    let folder = home.path("disk");
    let Some(mount) = Mount::new(&folder, "size=1m,mode=0700") else {
        return proof("read-only folder: skipped, for this machine does not let us mount one");
    };
    let file = folder.join("ledger.json");
    assert_eq!(at(&home, &file, &["log", "Jane Doe"]).code, 0);
    let before = bytes(&file);
    assert!(mount.read_only());
    assert_eq!(at(&home, &file, &["status"]).code, 0);
    for args in [&["log", "Jane Doe"][..], &["undo"], &["zone", "UTC"]] {
        let run = at(&home, &file, args);
        assert_eq!(run.code, 3);
        assert!(run.err.contains("read-only"), "{}", run.err);
    }
    assert!(bytes(&file) == before);
}

/// A ledger whose last record was interrupted.
fn torn(home: &Home) -> Vec<u8> {
    let before = bytes(&home.ledger());
    home.ok(&["log", "Lee Wong"]);
    let mut torn = bytes(&home.ledger());
    let middle = end_of_records(&torn) - 20;
    torn[middle..].copy_from_slice(&before[middle..]);
    torn
}

#[cfg(unix)]
#[test]
fn a_torn_ledger_that_is_read_only_is_read_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let home = home_with_records();
    let history = home.ok(&["history", "-n", "100", "--json"]).out;
    let torn = torn(&home);
    fs::write(home.ledger(), &torn).unwrap();
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o400)).unwrap();
    let folder = home.path("disk");
    let mount = Mount::new(&folder, "size=1m,mode=0700");
    let mut places = vec![home.ledger()];
    if let Some(mount) = &mount {
        fs::write(folder.join("ledger.json"), &torn).unwrap();
        fs::set_permissions(folder.join("ledger.json"), fs::Permissions::from_mode(0o600)).unwrap();
        assert!(mount.read_only());
        places.push(folder.join("ledger.json"));
    }
    for file in &places {
        for args in [&["status"][..], &["history"], &["doctor"]] {
            let run = at(&home, file, args);
            assert_eq!(run.code, 0, "{args:?}: {} {}", run.out, run.err);
            assert!(run.err.contains("the ledger is read-only, so nothing was repaired"), "{args:?}: {}", run.err);
        }
        assert_eq!(at(&home, file, &["history", "-n", "100", "--json"]).out, history);
        assert_eq!(at(&home, file, &["log", "Jane Doe"]).code, 3);
        assert!(bytes(file) == torn);
        assert!(named(file.parent().unwrap(), ".cut").is_empty());
    }
    proof(&format!("{} torn ledgers read where nothing can be written", places.len()));
}

#[cfg(unix)]
#[test]
fn a_damaged_ledger_that_is_read_only_is_examined() {
    use std::os::unix::fs::PermissionsExt;
    let home = home_with_records();
    let text = String::from_utf8(bytes(&home.ledger())).unwrap().replacen("\"message\"", "message", 1);
    fs::write(home.ledger(), &text).unwrap();
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o400)).unwrap();
    assert_eq!(home.document(1, &["doctor"])["findings"][0]["line"], 4);
    assert_eq!(refusal(&home, 3, &["doctor", "--repair"]), "ledger_io");
    assert!(bytes(&home.ledger()) == text.as_bytes());
}

/// After a power cut, some sectors of the last write have zeros or what was there before.
#[test]
fn a_record_of_which_some_sectors_did_not_last_is_cut_off() {
    const SECTOR: usize = 512;
    let mut tried = 0;
    for note in [700, 990] {
        let home = home_with_records();
        let (before, whole) = (bytes(&home.ledger()), records(&home.ledger()));
        home.ok(&["log", "Lee Wong", "--note", &"many words ".repeat(note / 11)]);
        let after = bytes(&home.ledger());
        let (start, end) = (end_of_records(&before), end_of_records(&after));
        assert_eq!(before.len(), after.len(), "the record was appended");
        let bounds: Vec<usize> = (start..end).filter(|at| at % SECTOR == 0).collect();
        let holes = bounds.iter().map(|bound| (start, *bound)).chain(bounds.windows(2).map(|pair| (pair[0], pair[1])));
        for (from, to) in holes {
            let mut zeros = after.clone();
            zeros[from..to].fill(0);
            let mut unwritten = after.clone();
            unwritten[from..to].copy_from_slice(&before[from..to]);
            for (what, torn) in [("zeros", zeros), ("unwritten", unwritten)] {
                // Spaces in the middle of a record are no sign of an interruption.
                if what == "unwritten" && from != start {
                    continue;
                }
                fs::write(home.ledger(), torn).unwrap();
                let run = home.ok(&["status"]);
                assert!(run.err.contains("the last write was interrupted"), "{what} {from}..{to}: {}", run.err);
                assert_eq!(records(&home.ledger()), whole, "{what} {from}..{to}");
                let cut = named(home.ledger().parent().unwrap(), ".cut");
                assert!(!cut.is_empty() && bytes(cut.last().unwrap()).ends_with(b"\"}"), "{what} {from}..{to}");
                home.ok(&["log", "Next One"]);
                tried += 1;
            }
        }
    }
    assert!(tried >= 8, "{tried}");
    proof(&format!("{tried} records with sectors that did not last, each cut off and kept"));
}

/// A byte that turns to zero in a confirmed record is damage, and not an interruption.
#[test]
fn a_zero_byte_in_the_last_record_is_damage() {
    let home = home_with_records();
    home.ok(&["log", "Lee Wong"]);
    let mut damaged = bytes(&home.ledger());
    let end = end_of_records(&damaged);
    damaged[end - 30] = 0;
    fs::write(home.ledger(), &damaged).unwrap();
    assert_eq!(refusal(&home, 3, &["status"]), "damaged_ledger");
    assert!(bytes(&home.ledger()) == damaged);
}

#[cfg(unix)]
#[test]
fn a_read_only_ledger_is_not_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let home = home_with_records();
    let before = bytes(&home.ledger());
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o400)).unwrap();
    for args in [&["log", "Jane Doe"][..], &["zone", "UTC"]] {
        let run = home.exits(3, args);
        assert!(run.err.contains("read-only") || run.err.contains("denied"), "{}", run.err);
    }
    assert!(bytes(&home.ledger()) == before);
}

#[test]
fn a_missing_folder_is_not_taken_for_an_empty_ledger() {
    let home = Home::new();
    let file = home.path("stick/ledger.json");
    for args in [&["status"][..], &["log", "Jane Doe"]] {
        let run = at(&home, &file, args);
        assert_eq!(run.code, 3);
        assert!(run.err.contains("does not exist"), "{}", run.err);
    }
    assert!(!home.path("stick").exists());
    // The default folder is created.
    home.ok(&["log", "Jane Doe"]);
}

#[test]
fn a_missing_ledger_with_backups_gets_a_note() {
    let home = home_with_records();
    home.ok(&["zone", "Europe/Paris"]);
    fs::remove_file(home.ledger()).unwrap();
    let run = home.ok(&["status"]);
    assert!(run.err.contains("backup"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_ledger_is_followed_and_stays_a_link() {
    let home = home_with_records();
    let real = home.path("elsewhere.json");
    fs::rename(home.ledger(), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.ledger()).unwrap();
    let before = records(&real).len();
    home.ok(&["log", "Lee Wong"]);
    home.ok(&["zone", "Europe/Paris"]);
    assert!(fs::symlink_metadata(home.ledger()).unwrap().is_symlink());
    assert_eq!(records(&real).len(), before + 1);
    fs::remove_file(home.ledger()).unwrap();
    std::os::unix::fs::symlink("ledger.json", home.ledger()).unwrap();
    assert_eq!(refusal(&home, 3, &["status"]), "ledger_io");
}

/// The temporary file and the lock must not be written through a symbolic link that someone else put in their place.
#[cfg(unix)]
#[test]
fn symbolic_links_in_place_of_the_temporary_file_and_the_lock_are_not_followed() {
    let home = home_with_records();
    let victim = home.path("victim");
    fs::write(&victim, "precious").unwrap();
    // No process has this id.
    let temporary = home.ledger().with_file_name(".ledger.json.4294967294-0.tmp");
    std::os::unix::fs::symlink(&victim, temporary).unwrap();
    home.ok(&["zone", "Europe/Paris"]);
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    let lock = home.ledger().with_extension("json.lock");
    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(&victim, &lock).unwrap();
    assert_eq!(refusal(&home, 3, &["log", "Jane Doe"]), "ledger_io");
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
}

/// Another program changes the file between reading and writing: inquota notices it and writes nothing.
#[test]
fn a_file_changed_between_reading_and_writing_is_not_overwritten() {
    if !can_die("replaced files") {
        return;
    }
    let mut tried = 0;
    for (step, args) in [
        ("append.begin", &["log", "Lee Wong"][..]),
        ("read", &["log", "Lee Wong"]),
        ("rewrite.begin", &["zone", "Europe/Paris"]),
        ("rewrite.synced", &["zone", "Europe/Paris"]),
        ("read", &["zone", "Europe/Paris"]),
    ] {
        for replaces in [true, false] {
            let home = home_with_records();
            let (hold, text) = (home.path("hold"), String::from_utf8(bytes(&home.ledger())).unwrap());
            let other = text.replace("\"account\"", "\"by\":\"hand\",\"account\"");
            let mut command = home.command(args);
            command.env("INQUOTA_FAULT", format!("{step}=wait:{}", hold.display()));
            let child =
                command.stderr(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
            while !hold.exists() {
                thread::sleep(Duration::from_millis(2));
            }
            if replaces {
                fs::write(home.path("new"), &other).unwrap();
                fs::rename(home.path("new"), home.ledger()).unwrap();
            } else {
                fs::write(home.ledger(), &other).unwrap();
            }
            fs::remove_file(&hold).unwrap();
            let run = Run::from(child.wait_with_output().unwrap());
            assert_eq!(run.code, 3, "{step}: {}", run.err);
            assert!(run.err.contains("another program just changed"), "{}", run.err);
            assert!(bytes(&home.ledger()) == other.as_bytes(), "{step}");
            tried += 1;
        }
    }
    proof(&format!("{tried} changes of the file between reading and writing, each noticed"));
}

/// Another program creates the ledger while inquota writes the first record.
#[test]
fn a_ledger_created_in_the_meantime_is_not_overwritten() {
    if !can_die("ledgers that appear") {
        return;
    }
    let (home, other) = (Home::new(), home_with_records());
    let hold = home.path("hold");
    let child = home
        .command(&["log", "Lee Wong"])
        .env("INQUOTA_FAULT", format!("rewrite.synced=wait:{}", hold.display()))
        .spawn()
        .unwrap();
    while !hold.exists() {
        thread::sleep(Duration::from_millis(2));
    }
    fs::copy(other.ledger(), home.ledger()).unwrap();
    fs::remove_file(&hold).unwrap();
    assert_eq!(Run::from(child.wait_with_output().unwrap()).code, 3);
    assert!(bytes(&home.ledger()) == bytes(&other.ledger()));
}

#[test]
fn a_file_system_without_locks_is_refused() {
    if !can_die("folders without locks") {
        return;
    }
    let home = home_with_records();
    let before = bytes(&home.ledger());
    let run = Run::from(home.command(&["log", "Jane Doe"]).env("INQUOTA_FAULT", "lock=fail").output().unwrap());
    assert_eq!(run.code, 3);
    assert!(run.err.contains("does not support file locks"), "{}", run.err);
    assert!(bytes(&home.ledger()) == before);
}

#[cfg(unix)]
#[test]
fn a_deleted_current_folder_is_not_taken_for_an_empty_ledger() {
    let home = Home::new();
    fs::create_dir(home.path("gone")).unwrap();
    for args in [&["history"][..], &["log", "Jane Doe"]] {
        let line = format!("cd gone && rmdir ../gone && exec \"$0\" --file t.json {}", args.join(" "));
        fs::create_dir_all(home.path("gone")).unwrap();
        let plain = home.command(&[]);
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &line]).arg(plain.get_program()).current_dir(home.path(""));
        command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let run = Run::from(command.output().unwrap());
        assert!(run.code == 3 && run.err.contains("folder"), "{args:?}: {} {}", run.out, run.err);
    }
}
