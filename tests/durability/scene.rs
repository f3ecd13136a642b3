//! Shared by these tests: a ledger with records, access to files, and mutations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use serde_json::Value;

use crate::program::{Home, Run};

/// A home whose ledger has records of most kinds.
pub fn home_with_records() -> Home {
    let home = Home::new();
    for args in [
        &["plan", "set", "premium-career", "--renews-on", "12", "--credits", "7"][..],
        &["log", "Jane Doe", "--note", "hello \u{1f44b} \"there\"", "--tag", "spring"],
        &["log", "Ravi Patel", "--inmail"],
        &["reply", "Jane Doe"],
        &["people", "link", "Jane Doe", "in/jane-doe"],
        &["credits", "buy", "3"],
        &["log", "Ana Lima", "--invite", "--with-note"],
        &["undo"],
        &["edit", "4", "--at", "yesterday 18:30"],
    ] {
        home.ok(args);
    }
    home
}

/// The bytes of a file.
pub fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

/// The records of a ledger file, as any JSON program reads them.
pub fn records(path: &Path) -> Vec<Value> {
    let document: Value = serde_json::from_slice(&bytes(path)).unwrap();
    document["records"].as_array().unwrap().clone()
}

/// Where the records end in a ledger that inquota wrote.
pub fn end_of_records(bytes: &[u8]) -> usize {
    let closing = bytes.len() - "\n]}\n".len();
    bytes[..closing].iter().rposition(|byte| !b" \n".contains(byte)).unwrap() + 1
}

/// The files in a folder with this in their names.
pub fn named(folder: &Path, part: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.file_name().unwrap().to_string_lossy().contains(part)).collect();
    found.sort();
    found
}

/// Prints a figure of the proof.
pub fn proof(figure: &str) {
    println!("proof: {figure}");
}

/// Whether the program can be killed at a given step, which needs the feature `faults`.
pub fn can_die(what: &str) -> bool {
    if !cfg!(feature = "faults") {
        proof(&format!("{what}: skipped, for this needs --features faults"));
    }
    cfg!(feature = "faults")
}

/// Runs the program, which must refuse with this exit code; gives the code of the error.
pub fn refusal(home: &Home, code: i32, args: &[&str]) -> String {
    let run = home.exits(code, &[args, &["--json"]].concat());
    assert!(run.out.is_empty(), "{args:?}: {}", run.out);
    let document: Value = serde_json::from_str(&run.err).unwrap_or_else(|_| panic!("{args:?}: {}", run.err));
    document["error"]["code"].as_str().unwrap().to_owned()
}

/// Runs the program, which must exit with a documented code and print no control characters.
pub fn survives(home: &Home, args: &[&str], what: &str) {
    let run = bounded(home, args);
    assert!((0..=3).contains(&run.code), "{what}: {args:?} ended with {}: {}", run.code, run.err);
    let has_controls = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    assert!(!has_controls(&run.err) && !has_controls(&run.out), "{what}: {args:?}");
}

/// Runs the program, on Linux within half a GiB of address space and 20 seconds of processor time; if it needs more,
/// the system ends it.
pub fn bounded(home: &Home, args: &[&str]) -> Run {
    if !cfg!(target_os = "linux") {
        return home.run(args);
    }
    let plain = home.command(args);
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -v 524288 && ulimit -t 20 && exec \"$0\" \"$@\""]);
    command.arg(plain.get_program()).args(plain.get_args()).current_dir(home.path(""));
    command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Run::from(command.output().unwrap())
}

/// A change of a file's bytes.
#[derive(Clone, Debug)]
pub enum Mutation {
    Put(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Copy(usize, usize, usize),
    Number(usize, String),
}

/// A random change within the first bytes of a file.
pub fn mutation() -> impl Strategy<Value = Mutation> {
    let at = 0_usize..1900;
    prop_oneof![
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Mutation::Put(at, byte)),
        (at.clone(), proptest::collection::vec(any::<u8>(), 1..20)).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        (at.clone(), 1_usize..200).prop_map(|(at, length)| Mutation::Remove(at, length)),
        (at.clone(), 1_usize..200, at.clone()).prop_map(|(from, length, to)| Mutation::Copy(from, length, to)),
        (at, "-?[0-9]{1,25}(e[0-9]{1,4})?").prop_map(|(at, number)| Mutation::Number(at, number)),
    ]
}

/// The text with these changes; never empty.
pub fn mutated(text: &[u8], mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for mutation in mutations {
        let within = |at: usize| at.min(bytes.len());
        match mutation {
            Mutation::Put(at, byte) => {
                let at = within(*at).min(bytes.len() - 1);
                bytes[at] = *byte;
            }
            Mutation::Insert(at, more) => drop(bytes.splice(within(*at)..within(*at), more.clone()).count()),
            Mutation::Remove(at, length) => drop(bytes.drain(within(*at)..within(*at + *length)).count()),
            Mutation::Copy(from, length, to) => {
                let piece = bytes[within(*from)..within(from + length)].to_vec();
                let to = (*to).min(bytes.len());
                bytes.splice(to..to, piece);
            }
            Mutation::Number(at, number) => {
                let digit = (within(*at)..bytes.len()).find(|at| bytes[*at].is_ascii_digit());
                let Some(digit) = digit else { continue };
                let end = (digit..bytes.len()).find(|at| !bytes[*at].is_ascii_digit()).unwrap_or(bytes.len());
                bytes.splice(digit..end, number.bytes());
            }
        }
        if bytes.is_empty() {
            bytes.push(b' ');
        }
    }
    bytes
}

/// What a command used.
#[derive(Debug)]
pub struct Usage {
    pub code: i32,
    /// The most memory that it took, as the system counts it, in KiB.
    pub memory: u64,
    /// The seconds for which a processor worked on it.
    pub seconds: f64,
    /// What it wrote to stderr.
    pub err: String,
}

/// Runs a command, and measures it; `None` where the system has no `/usr/bin/time`.
pub fn usage(home: &Home, args: &[&str]) -> Option<Usage> {
    let plain = home.command(args);
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M %U %S", "-o"]).arg(home.path("usage")).arg(plain.get_program()).args(plain.get_args());
    command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.current_dir(home.path("")).stdout(std::process::Stdio::null()).output().ok()?;
    let measured = fs::read_to_string(home.path("usage")).ok()?;
    let mut numbers = measured.lines().last()?.split(' ');
    let memory = numbers.next()?.parse().ok()?;
    let seconds = numbers.map(|number| number.parse::<f64>().unwrap()).sum();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(Usage { code: output.status.code()?, memory, seconds, err })
}

/// Asserts that the processor time for four times as much is not that of quadratic growth. Linear growth takes four
/// times as long, quadratic growth sixteen times; times near the resolution of the measurement count as equal.
pub fn assert_linear(what: &str, [small, large]: [f64; 2]) {
    let most = 8.0 * f64::max(small, 0.125) + 0.25;
    assert!(large < most, "{what} takes {small} s, and {large} s with four times as much");
}
