//! Disks that are full, folders that cannot be written to or are gone, files that are not what they were.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::program::{Home, Run};
use crate::scene::{bytes, can_die, lived_in, named, proof, records, refusal};

/// A small file system of its own, taken away afterwards.
struct Mount<'a>(&'a Path);

impl<'a> Mount<'a> {
    /// Mounts one, where the machine allows it.
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

fn at(home: &Home, file: &Path, args: &[&str]) -> Run {
    home.run(&[&["--file", file.to_str().unwrap()], args].concat())
}

#[test]
fn a_full_disk_leaves_the_ledger_as_it_was() {
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
    assert!(named(&folder, ".new").is_empty());
    proof(&format!("a disk of 48 KiB filled up: {recorded} records kept, {refused} refused, the file whole"));
}

#[test]
fn a_folder_that_is_read_only_is_read_and_not_written_to() {
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

#[cfg(unix)]
#[test]
fn a_file_that_is_read_only_is_not_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let home = lived_in();
    let before = bytes(&home.ledger());
    fs::set_permissions(home.ledger(), fs::Permissions::from_mode(0o400)).unwrap();
    for args in [&["log", "Jane Doe"][..], &["zone", "UTC"]] {
        let run = home.exits(3, args);
        assert!(run.err.contains("read-only") || run.err.contains("denied"), "{}", run.err);
    }
    assert!(bytes(&home.ledger()) == before);
}

#[test]
fn a_folder_that_is_gone_is_not_taken_for_an_empty_ledger() {
    let home = Home::new();
    let file = home.path("stick/ledger.json");
    for args in [&["status"][..], &["log", "Jane Doe"]] {
        let run = at(&home, &file, args);
        assert_eq!(run.code, 3);
        assert!(run.err.contains("is not there"), "{}", run.err);
    }
    assert!(!home.path("stick").exists());
    // The program's own folder is made.
    home.ok(&["log", "Jane Doe"]);
}

#[test]
fn a_file_that_is_gone_is_missed_where_there_are_backups() {
    let home = lived_in();
    home.ok(&["zone", "Europe/Paris"]);
    fs::remove_file(home.ledger()).unwrap();
    let run = home.ok(&["status"]);
    assert!(run.err.contains("backup"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay() {
    let home = lived_in();
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

/// What somebody else puts where the program writes beside the ledger is not written through.
#[cfg(unix)]
#[test]
fn links_in_the_way_of_files_beside_are_not_followed() {
    let home = lived_in();
    let victim = home.path("victim");
    fs::write(&victim, "precious").unwrap();
    std::os::unix::fs::symlink(&victim, home.ledger().with_extension("json.new")).unwrap();
    home.ok(&["zone", "Europe/Paris"]);
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    let lock = home.ledger().with_extension("json.lock");
    fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink(&victim, &lock).unwrap();
    assert_eq!(refusal(&home, 3, &["log", "Jane Doe"]), "ledger_io");
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
}

/// Between reading and writing, another program changes the file: that is seen, and nothing is written.
#[test]
fn a_file_that_was_replaced_under_us_is_not_written_over() {
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
            let home = lived_in();
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
            assert!(run.err.contains("changed by another program"), "{}", run.err);
            assert!(bytes(&home.ledger()) == other.as_bytes(), "{step}");
            tried += 1;
        }
    }
    proof(&format!("{tried} changes of the file between reading and writing, each seen"));
}

/// A ledger that appears while the first record is on its way is not written over.
#[test]
fn a_ledger_that_appears_meanwhile_is_not_written_over() {
    if !can_die("ledgers that appear") {
        return;
    }
    let (home, there) = (Home::new(), lived_in());
    let hold = home.path("hold");
    let child = home
        .command(&["log", "Lee Wong"])
        .env("INQUOTA_FAULT", format!("rewrite.synced=wait:{}", hold.display()))
        .spawn()
        .unwrap();
    while !hold.exists() {
        thread::sleep(Duration::from_millis(2));
    }
    fs::copy(there.ledger(), home.ledger()).unwrap();
    fs::remove_file(&hold).unwrap();
    assert_eq!(Run::from(child.wait_with_output().unwrap()).code, 3);
    assert!(bytes(&home.ledger()) == bytes(&there.ledger()));
}

#[test]
fn a_folder_without_locks_is_refused() {
    if !can_die("folders without locks") {
        return;
    }
    let home = lived_in();
    let before = bytes(&home.ledger());
    let run = Run::from(home.command(&["log", "Jane Doe"]).env("INQUOTA_FAULT", "lock=fail").output().unwrap());
    assert_eq!(run.code, 3);
    assert!(run.err.contains("does not know locks"), "{}", run.err);
    assert!(bytes(&home.ledger()) == before);
}

#[cfg(unix)]
#[test]
fn a_folder_worked_in_that_is_gone_is_not_taken_for_an_empty_one() {
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
