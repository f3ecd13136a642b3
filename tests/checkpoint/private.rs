//! A checkpoint that someone else may have written is not read, and none is written where others may write.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::Run;
use crate::twins::Twins;

/// The user `nobody`.
const NOBODY: u32 = 65_534;

/// The size of a page of a checkpoint, and of the checksum at its end.
const PAGE: usize = 4096;
const SUM: usize = 4;

/// The limit of invitations in the ledger, and in a poisoned checkpoint.
const TRUE_LIMIT: &[u8] = br#""count":100,"force""#;
const FALSE_LIMIT: &[u8] = br#""count":900,"force""#;

/// Twins with a checkpoint that says another limit, with valid checksums.
fn poisoned() -> Twins {
    let twins = Twins::of(700);
    twins.both(&["status"]);
    set_mode(&twins.with.path("ledger.json"), 0o600);
    twins.both(&["status"]);
    poison(&checkpoint(&twins));
    twins
}

fn checkpoint(twins: &Twins) -> PathBuf {
    let mut files = fs::read_dir(twins.cache()).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|ending| ending == "checkpoint")).unwrap()
}

fn poison(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let mut replaced = 0;
    for (number, page) in (0_u64..).zip(bytes.chunks_mut(PAGE)) {
        let (payload, sum) = page.split_at_mut(PAGE - SUM);
        while let Some(at) = payload.windows(TRUE_LIMIT.len()).position(|part| part == TRUE_LIMIT) {
            payload[at..at + FALSE_LIMIT.len()].copy_from_slice(FALSE_LIMIT);
            replaced += 1;
        }
        let new = crc32fast::hash(&[&number.to_le_bytes()[..], payload].concat());
        sum.copy_from_slice(&new.to_le_bytes());
    }
    assert!(replaced > 0, "the checkpoint has the limit");
    fs::write(path, bytes).unwrap();
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o777
}

fn run(twins: &Twins, args: &[&str]) -> Run {
    twins.with.run_with(&[("INQUOTA_CACHE", "cache")], &[&["--file", "ledger.json"], args].concat())
}

/// The limit of invitations that `status` shows.
fn limit(twins: &Twins) -> u64 {
    let status = run(twins, &["status", "--json"]).json();
    status["invitations"]["week"]["limit"].as_u64().unwrap()
}

/// What `doctor` finds, with its exit code.
fn findings(twins: &Twins, code: i32, args: &[&str]) -> Vec<Value> {
    let run = run(twins, &[&["doctor", "--json"], args].concat());
    assert_eq!(run.code, code, "{}", run.out);
    run.json()["findings"].as_array().unwrap().clone()
}

/// Every answer is that of the ledger, and a command that records writes the same as without a checkpoint.
fn answers_from_the_ledger(twins: &Twins) {
    for args in [&["status"][..], &["status", "--json"], &["check", "-n", "3", "--json"], &["check", "Jane Doe"]] {
        twins.both(args);
    }
    twins.both(&["log", "Jane Doe", "--invite"]);
    twins.both(&["status", "--json"]);
}

/// The other tests here show something only because the program believes such a checkpoint if only the member could
/// have written it.
#[test]
fn a_poisoned_checkpoint_is_sound_in_form() {
    let twins = poisoned();
    assert_eq!(limit(&twins), 900);
}

#[test]
fn where_others_may_write_no_checkpoint_is_read_or_written() {
    for open in [0o777, 0o1777, 0o770, 0o702] {
        let twins = poisoned();
        let (path, bytes) = (checkpoint(&twins), fs::read(checkpoint(&twins)).unwrap());
        set_mode(&twins.cache(), open);
        assert_eq!(limit(&twins), 100, "{open:o}");
        answers_from_the_ledger(&twins);
        assert!(fs::read(&path).unwrap() == bytes, "{open:o}");
        assert_eq!(fs::read_dir(twins.cache()).unwrap().count(), 1, "{open:o}");
    }
}

#[test]
fn doctor_names_a_cache_folder_that_others_may_write_to_and_closes_it() {
    let twins = poisoned();
    assert!(findings(&twins, 0, &[]).is_empty());
    set_mode(&twins.cache(), 0o777);
    let found = findings(&twins, 1, &[]);
    let what = "others can write to the cache folder cache, so every command reads the whole ledger (chmod 700 cache \
                closes it)";
    assert_eq!((found.len(), &found[0]["what"], &found[0]["mended"]), (1, &what.into(), &false.into()));
    let mended = findings(&twins, 0, &["--repair"]);
    assert_eq!((&mended[0]["what"], &mended[0]["mended"]), (&what.into(), &true.into()));
    // What others may have put there is gone.
    assert_eq!((mode(&twins.cache()), fs::read_dir(twins.cache()).unwrap().count()), (0o700, 0));
    assert!(findings(&twins, 0, &[]).is_empty());
    assert_eq!(limit(&twins), 100);
    assert_eq!(mode(&checkpoint(&twins)), 0o600);
}

#[test]
fn a_checkpoint_that_others_may_write_is_replaced() {
    for open in [0o666, 0o620] {
        let twins = poisoned();
        let path = checkpoint(&twins);
        set_mode(&path, open);
        assert_eq!(limit(&twins), 100, "{open:o}");
        assert_eq!(mode(&path), 0o600, "{open:o}");
        answers_from_the_ledger(&twins);
    }
}

#[test]
fn a_checkpoint_that_is_no_regular_file_is_replaced() {
    let twins = poisoned();
    let path = checkpoint(&twins);
    fs::rename(&path, twins.with.path("elsewhere")).unwrap();
    symlink(twins.with.path("elsewhere"), &path).unwrap();
    let bytes = fs::read(&path).unwrap();
    assert_eq!(limit(&twins), 100);
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
    assert!(fs::read(twins.with.path("elsewhere")).unwrap() == bytes, "the target of the link is left alone");
    fs::remove_file(&path).unwrap();
    if Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()) {
        // Opening a pipe would block.
        assert_eq!(limit(&twins), 100);
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(limit(&twins), 100);
    answers_from_the_ledger(&twins);
}

#[test]
fn a_cache_folder_that_leads_to_an_open_one_is_not_used() {
    let twins = poisoned();
    fs::rename(twins.cache(), twins.with.path("open")).unwrap();
    symlink("open", twins.cache()).unwrap();
    assert_eq!(limit(&twins), 900);
    set_mode(&twins.with.path("open"), 0o777);
    assert_eq!(limit(&twins), 100);
    answers_from_the_ledger(&twins);
    assert_eq!(findings(&twins, 1, &[]).len(), 1);
}

/// The marker makes a checkpoint valid for a ledger that has grown.
#[test]
fn a_marker_that_others_may_write_is_not_read() {
    let twins = poisoned();
    run(&twins, &["log", "Jane Doe"]);
    assert_eq!(limit(&twins), 900);
    set_mode(&checkpoint(&twins).with_extension("marker"), 0o666);
    assert_eq!(limit(&twins), 100);
}

#[test]
fn what_another_user_owns_is_not_read() {
    let twins = poisoned();
    let path = checkpoint(&twins);
    if chown(&path, Some(NOBODY), None).is_err() {
        println!("skipped: only root can give a file away");
        return;
    }
    assert_eq!(limit(&twins), 100);
    assert_eq!(fs::metadata(&path).unwrap().uid(), fs::metadata(twins.cache()).unwrap().uid(), "it was replaced");
    poison(&path);
    chown(twins.cache(), Some(NOBODY), None).unwrap();
    let bytes = fs::read(&path).unwrap();
    assert_eq!(limit(&twins), 100);
    answers_from_the_ledger(&twins);
    assert!(fs::read(&path).unwrap() == bytes);
    for args in [&[][..], &["--repair"]] {
        let found = findings(&twins, 1, args);
        let what = "the cache folder cache belongs to another user, so every command reads the whole ledger; set \
                    INQUOTA_CACHE to a folder of your own";
        assert_eq!((found.len(), &found[0]["what"], &found[0]["mended"]), (1, &what.into(), &false.into()));
    }
}

/// Others could put a link in the way of the page.
#[test]
fn no_page_is_written_to_a_cache_folder_that_others_may_write_to() {
    let twins = Twins::of(700);
    fs::create_dir(twins.cache()).unwrap();
    set_mode(&twins.cache(), 0o777);
    let refused = run(&twins, &["summary", "--format", "html", "--open"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("others can write to the folder cache"), "{}", refused.err);
    assert_eq!(fs::read_dir(twins.cache()).unwrap().count(), 0);
}
