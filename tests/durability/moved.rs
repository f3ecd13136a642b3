//! Accounts that are renamed, removed or restored: whatever fails or is killed, the ledger is whole in one place.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::program::Home;
use crate::scene::{bytes, home_with_records, proof};

/// The calls of a move that fail, or at which the program is killed.
const CALLS: [&str; 6] = ["openat", "mkdir", "rename", "fsync", "flock", "ftruncate"];

/// The most calls of a name in a run.
const MOST: usize = 60;

/// The ledgers of accounts other than `default`, in use or removed.
fn ledgers(home: &Home) -> Vec<PathBuf> {
    let is_ledger = |path: &PathBuf| path.file_name().is_some_and(|name| name == "ledger.json");
    let data = home.path(".local/share/inquota");
    let all = home.everything().into_iter().filter(is_ledger);
    all.filter(|path| path.starts_with(data.join("accounts")) || path.starts_with(data.join("removed"))).collect()
}

/// Runs the program under `strace` with this injection. Returns whether the injection happened; `None` if this machine
/// cannot trace.
fn injected(home: &Home, injection: &str, args: &[&str]) -> Option<bool> {
    let plain = home.command(args);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", injection]).arg(plain.get_program()).args(args);
    command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.current_dir(home.path("")).output().ok()?;
    let trace = String::from_utf8_lossy(&output.stderr);
    assert!(!trace.contains("panicked"), "{injection} {args:?}: {trace}");
    (!trace.contains("ptrace")).then(|| trace.contains("INJECTED") || trace.contains("killed by SIGKILL"))
}

#[test]
fn an_account_is_whole_in_one_place_whatever_fails_while_it_moves() {
    let (mut failures, mut kills) = (0, 0);
    for args in [&["accounts", "rename", "sales", "work"] as &[&str], &["accounts", "remove", "sales", "--yes"]] {
        for call in CALLS {
            for (fault, count) in [("error=EIO", &mut failures), ("signal=SIGKILL", &mut kills)] {
                for number in 1..MOST {
                    let home = home_with_records();
                    home.ok(&["log", "Mia Chen", "--account", "sales", "--new-account"]);
                    let whole = bytes(&ledgers(&home)[0]);
                    let injection = format!("inject={call}:{fault}:when={number}");
                    let Some(happened) = injected(&home, &injection, args) else {
                        return proof("moves: skipped, for there is no strace, or it may not trace here");
                    };
                    let [ledger] = &ledgers(&home)[..] else { panic!("{injection} {args:?}: {:?}", ledgers(&home)) };
                    assert!(bytes(ledger) == whole, "{injection} {args:?}");
                    if !happened {
                        break;
                    }
                    *count += 1;
                    // What was begun can be done again, or undone.
                    if ledger.starts_with(home.path(".local/share/inquota/accounts/sales")) {
                        home.ok(args);
                    }
                    if args.contains(&"remove") {
                        home.ok(&["accounts", "restore", "sales"]);
                    }
                }
            }
        }
    }
    assert!(failures > 0 && kills > 0);
    proof(&format!("{failures} failed and {kills} killed calls while an account moved: its ledger whole in one place"));
}

/// A folder in the place of the new name is not replaced.
#[test]
fn what_is_in_the_way_stays() {
    let home = home_with_records();
    home.ok(&["log", "Mia Chen", "--account", "sales", "--new-account"]);
    home.write(".local/share/inquota/accounts/work/mine.txt", b"mine");
    home.exits(3, &["accounts", "rename", "sales", "work"]);
    assert_eq!(fs::read(home.path(".local/share/inquota/accounts/work/mine.txt")).unwrap(), b"mine");
    home.ok(&["status", "--account", "sales"]);
}
