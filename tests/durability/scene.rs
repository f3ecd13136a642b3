//! What the tests of this folder share: a ledger with something in it, and questions about files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::Home;

/// A home whose ledger holds a record of most kinds; the last of them was confirmed.
pub fn lived_in() -> Home {
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

/// The file as it is.
pub fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

/// The records of a ledger file, read as any JSON program reads it.
pub fn records(path: &Path) -> Vec<Value> {
    let document: Value = serde_json::from_slice(&bytes(path)).unwrap();
    document["records"].as_array().unwrap().clone()
}

/// Where the records end in a ledger of ours.
pub fn end_of_records(bytes: &[u8]) -> usize {
    let closing = bytes.len() - "\n]}\n".len();
    bytes[..closing].iter().rposition(|byte| !b" \n".contains(byte)).unwrap() + 1
}

/// The files in a folder whose name has this in it.
pub fn named(folder: &Path, part: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.file_name().unwrap().to_string_lossy().contains(part)).collect();
    found.sort();
    found
}

/// Says a figure of the proof.
pub fn proof(figure: &str) {
    println!("proof: {figure}");
}

/// Whether the program was built so that it can be made to die.
pub fn can_die(what: &str) -> bool {
    if !cfg!(feature = "faults") {
        proof(&format!("{what}: skipped, for this needs --features faults"));
    }
    cfg!(feature = "faults")
}

/// Runs the program, which must refuse with this exit code, and gives the error's own code.
pub fn refusal(home: &Home, code: i32, args: &[&str]) -> String {
    let run = home.ends(code, &[args, &["--json"]].concat());
    assert!(run.out.is_empty(), "{args:?}: {}", run.out);
    let document: Value = serde_json::from_str(&run.err).unwrap_or_else(|_| panic!("{args:?}: {}", run.err));
    document["error"]["code"].as_str().unwrap().to_owned()
}
