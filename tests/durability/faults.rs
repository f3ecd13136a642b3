//! System calls that fail: the exit code and the message always say what is in the file.
//!
//! `strace` makes one call after the other fail, in every kind of writing. It counts the calls that concern files in
//! the home folder in a run without failures first.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{Home, Run};
use crate::scene::{bytes, home_with_records, named, proof};

/// A kind of writing: its preparation, and the command.
struct Writing {
    what: &'static str,
    ready: fn(&Home),
    args: &'static [&'static str],
    /// The clock. On another day, a backup is due and the file is rewritten.
    now: &'static str,
}

const SAME_DAY: &str = "2026-11-25T10:00:00+01:00";
const NEXT_DAY: &str = "2026-11-26T10:00:00+01:00";

const WRITINGS: &[Writing] = &[
    Writing { what: "append", ready: |_| {}, args: &["log", "Lee Wong"], now: SAME_DAY },
    Writing { what: "append of a step", ready: |_| {}, args: &["log", "Lee Wong", "Mia Chen"], now: SAME_DAY },
    Writing { what: "first write of a day", ready: |_| {}, args: &["log", "Lee Wong"], now: NEXT_DAY },
    Writing { what: "undo", ready: |_| {}, args: &["undo"], now: SAME_DAY },
    Writing { what: "change of zone", ready: |_| {}, args: &["zone", "America/New_York"], now: SAME_DAY },
    Writing {
        what: "creation",
        ready: |home| fs::remove_dir_all(home.path(".local")).unwrap(),
        args: &["log", "Lee Wong"],
        now: SAME_DAY,
    },
    Writing { what: "import", ready: archive, args: &["import", "export", "--me", "in/robin-vale"], now: SAME_DAY },
    Writing {
        what: "merge",
        ready: |home| {
            fs::copy(home.ledger(), home.path("other.json")).unwrap();
            home.ok(&["--file", "other.json", "log", "Mia Chen"]);
        },
        args: &["merge", "other.json"],
        now: SAME_DAY,
    },
    Writing {
        what: "restore of a backup",
        ready: |_| {},
        args: &["backup", "restore", "ledger-20261125T080000Z.json"],
        now: SAME_DAY,
    },
    Writing {
        what: "restore of an export",
        ready: |home| {
            home.ok(&["export", "-o", "copy.json"]);
            fs::remove_dir_all(home.path(".local")).unwrap();
        },
        args: &["import", "copy.json"],
        now: SAME_DAY,
    },
    Writing { what: "repair", ready: damage, args: &["doctor", "--repair"], now: SAME_DAY },
    Writing { what: "append to a file cut off", ready: cut_off, args: &["log", "Lee Wong"], now: SAME_DAY },
    Writing { what: "export", ready: |_| {}, args: &["export", "-o", "out.json"], now: SAME_DAY },
];

/// The calls that fail, each by itself.
const CALLS: &str = "openat,read,write,pwrite64,lseek,fsync,fdatasync,rename,fcntl,flock,ftruncate,linkat,unlink,mkdir";

fn archive(home: &Home) {
    let text = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,\
                CONTENT,FOLDER\n\
                1,,Robin Vale,https://www.linkedin.com/in/robin-vale,Eva Moe,https://www.linkedin.com/in/eva-moe,\
                2026-10-05 10:00:00 UTC,,hello,INBOX\n\
                1,,Eva Moe,https://www.linkedin.com/in/eva-moe,Robin Vale,https://www.linkedin.com/in/robin-vale,\
                2026-10-06 10:00:00 UTC,,hi,INBOX\n";
    home.write("export/messages.csv", text.as_bytes());
}

/// Changes a name in one line, which is repaired from a backup.
fn damage(home: &Home) {
    home.ok(&["zone", "Europe/Paris"]);
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    fs::write(home.ledger(), text.replace("Ravi Patel", "Ravi Patil")).unwrap();
}

/// Cuts the file off in its last record, as an interrupted append does.
fn cut_off(home: &Home) {
    let whole = bytes(&home.ledger());
    let end = crate::scene::end_of_records(&whole);
    fs::write(home.ledger(), &whole[..end - 20]).unwrap();
}

/// The files of a home, to start each run from.
struct Snapshot(BTreeMap<PathBuf, Vec<u8>>);

impl Snapshot {
    fn of(home: &Home) -> Snapshot {
        let files = home.everything().into_iter().filter(|path| path.is_file());
        Snapshot(files.map(|path| (path.clone(), bytes(&path))).collect())
    }

    /// Brings the home back to these files. Every file is new, so that none has another link.
    fn restore(&self, home: &Home) {
        for entry in fs::read_dir(home.path("")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        for (path, bytes) in &self.0 {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// What a writing changes: the ledger as every program reads it, and the file that an export writes.
#[derive(Debug, PartialEq)]
struct State {
    /// The zone and the records; `None` if the ledger cannot be read.
    ledger: Option<(Value, Value)>,
    output: Option<Vec<u8>>,
}

fn state(home: &Home) -> State {
    let export = home.run(&["export"]);
    let ledger = (export.code == 0).then(|| {
        let document: Value = serde_json::from_str(&export.out).unwrap();
        (document["account"]["zone"].clone(), document["records"].clone())
    });
    State { ledger, output: fs::read(home.path("out.json")).ok() }
}

/// Runs the program under `strace` with these options.
fn traced(home: &Home, options: &[&str], args: &[&str]) -> Option<Run> {
    let plain = home.command(args);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-y"]).args(options).arg(plain.get_program()).args(args);
    command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(home.path(""));
    let output = command.output().ok()?;
    let run = Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    if run.err.contains("ptrace") { None } else { Some(run) }
}

/// The calls of a run that concern files in the home folder: the name of the call, its number among the calls of that
/// name, and its line in the trace. `None` if this machine cannot trace.
fn calls(home: &Home, args: &[&str]) -> Option<Vec<(String, usize, String)>> {
    // Other tests of this process trace at the same time.
    let (process, thread) = (std::process::id(), std::thread::current().id());
    let trace = std::env::temp_dir().join(format!("inquota-trace-{process}-{thread:?}"));
    let run = traced(home, &["-e", &format!("trace={CALLS}"), "-o", trace.to_str().unwrap()], args)?;
    let text = fs::read_to_string(&trace).unwrap_or_default();
    let _ = fs::remove_file(&trace);
    assert!(run.code <= 1 && !text.is_empty(), "{args:?}: {}", run.err);
    let home = home.path("").canonicalize().unwrap();
    let (mut counts, mut calls) = (BTreeMap::new(), Vec::new());
    for line in text.lines() {
        let Some((name, _)) = line.split_once(' ').and_then(|(_, call)| call.trim_start().split_once('(')) else {
            continue;
        };
        let number = counts.entry(name.to_owned()).and_modify(|number| *number += 1).or_insert(1_usize);
        if line.contains(home.to_str().unwrap().trim_end_matches('/')) {
            calls.push((name.to_owned(), *number, line.to_owned()));
        }
    }
    Some(calls)
}

/// Compares the state after a run with a failure to what the program said about it.
fn check(run: &Run, (old, new): (&State, &State), found: &State, what: &str) {
    let context = format!("{what}: exit code {}: {}{}", run.code, run.out, run.err);
    assert!((0..=4).contains(&run.code) || run.code == 127, "{context}");
    assert!(!run.err.contains("panicked"), "{context}");
    assert!(found == old || found == new, "{context}\n{found:#?}");
    if run.code <= 1 {
        assert!(found == new, "{context}");
    }
    if run.err.contains("nothing was changed") || run.err.contains("nothing was written") {
        assert!(found == old, "{context}");
    }
    if run.err.contains("the change is in the file") || run.err.contains("the file was written") {
        assert!(found == new, "{context}");
        assert!(run.code == 3 || run.err.contains("the file was written"), "{context}");
    }
}

/// Makes every call of a writing fail. Returns the number of failures; `None` if this machine cannot trace.
fn fail_everywhere(writing: &Writing) -> Option<usize> {
    let mut home = home_with_records();
    (writing.ready)(&home);
    home.at(writing.now);
    let start = Snapshot::of(&home);
    let old = state(&home);
    start.restore(&home);
    let calls = calls(&home, writing.args)?;
    let new = state(&home);
    assert_ne!(old, new, "{}", writing.what);
    // A repair does without a backup that it cannot read, and then has another result.
    let is_tried = |call: &str| writing.what != "repair" || !["openat", "read", "lseek"].contains(&call);
    let tried = calls.iter().filter(|(call, ..)| is_tried(call));
    let mut injections: Vec<String> = tried.map(|(call, at, _)| format!("{call}:error=EIO:when={at}")).collect();
    for call in ["write", "fsync", "fdatasync", "fcntl", "flock", "rename"] {
        injections.push(format!("{call}:error=EIO"));
    }
    for injection in &injections {
        start.restore(&home);
        let run = traced(&home, &["-o", "/dev/null", "-e", &format!("inject={injection}")], writing.args)?;
        let what = format!("{} with {injection}", writing.what);
        check(&run, (&old, &new), &state(&home), &what);
        assert!(named(home.ledger().parent().unwrap(), ".tmp").is_empty() || injection.starts_with("unlink"), "{what}");
    }
    Some(injections.len())
}

#[test]
fn a_call_that_fails_never_makes_the_answer_untrue() {
    let mut failures = 0;
    for writing in WRITINGS {
        let Some(count) = fail_everywhere(writing) else {
            return proof("failing system calls: skipped, for strace is not there or may not trace");
        };
        failures += count;
    }
    let kinds = WRITINGS.len();
    proof(&format!(
        "{failures} failing system calls in {kinds} kinds of writing: the answer always says what is there"
    ));
}

/// The number of the sync of the ledger's folder, among all calls of that name.
fn sync_of_folder(home: &Home, args: &[&str]) -> Option<usize> {
    let folder = home.ledger().parent().unwrap().canonicalize().unwrap();
    let end = format!("{}>)", folder.display());
    let calls = calls(home, args)?;
    let sync = calls.iter().find(|(name, _, line)| name == "fsync" && line.contains(&end));
    sync.map(|(_, number, _)| *number)
}

#[test]
fn a_failure_after_the_rename_says_that_the_record_is_in_the_file() {
    let mut home = home_with_records();
    home.at(NEXT_DAY);
    let start = Snapshot::of(&home);
    let Some(number) = sync_of_folder(&home, &["log", "Lee Wong"]) else {
        return proof("failing syncs: skipped, for strace is not there or may not trace");
    };
    let after = crate::scene::records(&home.ledger());
    for (error, code) in [("EIO", 3), ("EINVAL", 0), ("EOPNOTSUPP", 0), ("ENOSYS", 0)] {
        start.restore(&home);
        let inject = format!("inject=fsync:error={error}:when={number}");
        let run = traced(&home, &["-o", "/dev/null", "-e", &inject], &["log", "Lee Wong", "--json"]).unwrap();
        assert_eq!(run.code, code, "{error}: {}", run.err);
        assert_eq!(crate::scene::records(&home.ledger()), after, "{error}");
        if code == 3 {
            let document: Value = serde_json::from_str(&run.err).unwrap();
            assert_eq!(document["error"]["code"], "ledger_unconfirmed");
            let hint = "the change is in the file, but may be lost if the machine stops now; to see what is recorded: inquota history";
            assert_eq!(document["error"]["hint"], hint);
        }
    }
    // The same for a write in place.
    home.at(SAME_DAY);
    start.restore(&home);
    let inject = ["-o", "/dev/null", "-e", "inject=fdatasync:error=EIO"];
    let run = traced(&home, &inject, &["log", "Lee Wong"]).unwrap();
    assert!(run.code == 3 && run.err.contains("the change is in the file, but may be lost"), "{}", run.err);
    assert_eq!(crate::scene::records(&home.ledger()).len(), after.len());
}

/// A folder that cannot be read cannot be synced. A rewrite is refused before anything is changed.
#[test]
fn a_folder_that_cannot_be_opened_refuses_a_rewrite_beforehand() {
    let mut home = home_with_records();
    home.at(NEXT_DAY);
    let (start, before) = (Snapshot::of(&home), bytes(&home.ledger()));
    let Some(calls) = calls(&home, &["log", "Lee Wong"]) else {
        return proof("unreadable folder: skipped, for strace is not there or may not trace");
    };
    let folder = home.ledger().parent().unwrap().to_str().unwrap().to_owned();
    let is_folder = |line: &str| line.contains(&format!("\"{folder}\",")) && !line.contains("O_DIRECTORY");
    let (_, number, _) = calls.iter().find(|(name, _, line)| name == "openat" && is_folder(line)).unwrap();
    start.restore(&home);
    let inject = format!("inject=openat:error=EACCES:when={number}");
    let run = traced(&home, &["-o", "/dev/null", "-e", &inject], &["log", "Lee Wong"]).unwrap();
    assert!(run.code == 3 && run.err.contains("permission denied"), "{}", run.err);
    assert!(run.err.contains("nothing was changed"), "{}", run.err);
    assert!(bytes(&home.ledger()) == before);
    assert!(named(Path::new(&folder), ".tmp").is_empty());
}

/// The system ends a program that writes a file beyond the allowed size, unless the program handles the signal.
#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_not_the_end() {
    let home = home_with_records();
    let before = bytes(&home.ledger());
    for (limit, args) in
        [(1, &["zone", "Europe/Paris"][..]), (1, &["log", "Lee Wong"]), (1, &["export", "-o", "x.json"])]
    {
        let plain = home.command(args);
        let mut command = home.other_program("/bin/sh");
        command.args(["-c", &format!("ulimit -f {limit} && exec \"$0\" \"$@\"")]).arg(plain.get_program()).args(args);
        let run = Run::from(command.output().unwrap());
        let code = if args[0] == "export" { 2 } else { 3 };
        assert_eq!(run.code, code, "{args:?}: {}", run.err);
        assert!(run.err.contains("file too large"), "{args:?}: {}", run.err);
        assert!(bytes(&home.ledger()) == before, "{args:?}");
    }
    assert!(named(home.ledger().parent().unwrap(), ".tmp").is_empty() && !home.path("x.json").exists());
}
