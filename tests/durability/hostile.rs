//! Hostile ledgers and settings, and no access to a network.

use std::fs;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::program::Home;
use crate::scene::{bytes, home_with_records, mutated, mutation, proof, refusal, survives};

const COMMANDS: &[&[&str]] = &[
    &["status"],
    &["check"],
    &["summary"],
    &["history"],
    &["credits"],
    &["plan"],
    &["plan", "list"],
    &["zone"],
    &["people"],
    &["export"],
    &["doctor"],
    &["next"],
    &["followups"],
    &["credits", "--watch"],
    &["stats", "--by", "tag"],
    &["invitations"],
    &["forecast"],
    &["plan", "compare"],
    &["backup", "list"],
    &["log", "Jane Doe"],
    &["reply", "Jane Doe"],
    &["accepted", "Ana Lima"],
    &["followups", "snooze", "Ravi Patel", "3"],
    &["undo"],
    &["redo"],
    &["credits", "buy", "2"],
    &["zone", "Europe/Paris"],
];

/// Removes the checksums of the records, so that mutations reach the checks after them.
fn without_checksums(text: &str) -> String {
    let mut parts = text.split(",\"sum\":\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').unwrap().1)
}

#[test]
fn a_mutated_ledger_never_causes_a_panic() {
    let home = home_with_records();
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    let (with_checksums, bare) = (text.clone().into_bytes(), without_checksums(&text).into_bytes());
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let inputs = std::cell::Cell::new(0);
    let strategy = (any::<bool>(), proptest::collection::vec(mutation(), 1..6), 0..COMMANDS.len());
    let outcome = runner.run(&strategy, |(has_checksums, mutations, command)| {
        let input = mutated(if has_checksums { &with_checksums } else { &bare }, &mutations);
        fs::write(home.ledger(), &input).unwrap();
        survives(&home, COMMANDS[command], "mutated");
        survives(&home, &["doctor", "--repair"], "mutated");
        survives(&home, &["status"], "mutated");
        fs::remove_dir_all(home.ledger().with_file_name("backups")).unwrap_or_default();
        inputs.set(inputs.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    proof(&format!("{} mutated ledgers, three commands each: never a panic, never another exit code", inputs.get()));
}

/// Beginnings of a ledger, and others that the program also examines.
const BEGINNINGS: [&[u8]; 7] = [
    b"",
    b"{",
    b"[",
    b"\xEF\xBB\xBF{",
    b"\xFF\xFE",
    b"<<<<<<< mine\n",
    b"{\"format\":\"inquota\",\"version\":1,\"account\":",
];

#[test]
fn arbitrary_bytes_as_a_ledger_are_refused_and_left_untouched() {
    let home = home_with_records();
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let inputs = std::cell::Cell::new(0);
    let strategy = (proptest::sample::select(&BEGINNINGS[..]), proptest::collection::vec(any::<u8>(), 0..600));
    let outcome = runner.run(&strategy, |(beginning, rest)| {
        let input = [beginning, &rest].concat();
        fs::write(home.ledger(), &input).unwrap();
        survives(&home, &["status"], "bytes");
        survives(&home, &["doctor", "--repair"], "bytes");
        assert_eq!(home.run(&["log", "Jane Doe"]).code, 3);
        assert!(bytes(&home.ledger()) == input);
        inputs.set(inputs.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    proof(&format!("{} files of arbitrary bytes, each refused and left untouched", inputs.get()));
}

/// Settings with values of every kind.
const SETTINGS: &str = "\
# mine
account = \"sales\"
first_nudge_days = 5
last_nudge_days = 12
working_days = [\"mon\", \"tue\", 'wed']
week_start = \"sunday\"
clock = 12
near = 70
close = 9_0
";

#[test]
fn arbitrary_settings_are_accepted_or_refused_by_name() {
    let home = home_with_records();
    home.ok(&["log", "Jane Doe", "--account", "sales", "--new-account"]);
    home.write_settings("");
    let settings = home.path(".config/inquota/config.toml");
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let (accepted, refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let few = || proptest::collection::vec(any::<u8>(), 0..6);
    let changed = (0..SETTINGS.len(), 0..6_usize, few()).prop_map(|(at, gone, put)| {
        let mut bytes = SETTINGS.as_bytes().to_vec();
        bytes.splice(at..(at + gone).min(SETTINGS.len()), put);
        bytes
    });
    let keys = ["account", "first_nudge_days", "working_days", "clock", "near", "close"];
    let value = "-?[0-9]{1,30}|\"\\PC{0,40}\"|\\[\\PC{0,20}\\]";
    let one =
        (proptest::sample::select(keys.to_vec()), value).prop_map(|(key, value)| format!("{key} = {value}").into());
    let strategy = prop_oneof![changed, one, proptest::collection::vec(any::<u8>(), 0..300)];
    let outcome = runner.run(&strategy, |input| {
        fs::write(&settings, &input).unwrap();
        survives(&home, &["status", "--line"], "settings");
        survives(&home, &["config"], "settings");
        let run = home.run(&["status"]);
        match run.code {
            0 => accepted.set(accepted.get() + 1),
            // The error names the file and has a hint.
            2 => {
                assert!(run.out.is_empty() && run.err.contains("config.toml") && run.err.contains("hint: "), "{run:?}");
                refused.set(refused.get() + 1);
            }
            code => panic!("{code}: {run:?}"),
        }
        assert!(!run.err.chars().any(|c| c.is_control() && c != '\n'), "{run:?}");
        assert!(bytes(&settings) == input);
        Ok(())
    });
    outcome.unwrap();
    let (accepted, refused) = (accepted.get(), refused.get());
    assert!(refused > accepted && accepted + refused >= 300, "{accepted} {refused}");
    proof(&format!("{refused} settings files of arbitrary bytes refused by name, {accepted} accepted, never a panic"));
}

#[test]
fn a_value_too_deep_too_long_or_out_of_range_is_refused() {
    let home = home_with_records();
    let text = without_checksums(&String::from_utf8(bytes(&home.ledger())).unwrap());
    let deep = format!("\"x\":{}{},", "[".repeat(100_000), "]".repeat(100_000));
    let cases: [(&str, String); 12] = [
        ("deep", text.replacen("\"kind\":\"message\"", &format!("{deep}\"kind\":\"message\""), 1)),
        ("deep above", text.replacen("\"account\"", &format!("{deep}\"account\""), 1)),
        ("long", text.replacen("hello", &"x".repeat(2 << 20), 1)),
        ("a long name", text.replacen("Ravi Patel", &"x".repeat(5000), 1)),
        ("a blank name", text.replacen("Ravi Patel", "", 1)),
        ("a large id", text.replacen("\"id\":10,", "\"id\":18446744073709551615,", 1)),
        ("a larger id", text.replacen("\"id\":10,", "\"id\":9007199254740993,", 1)),
        ("a large person", text.replacen("\"who\":1", "\"who\":4294967295", 1)),
        ("many credits", text.replacen("\"credits\":3", "\"credits\":4294967295", 1)),
        ("a plan of many credits", text.replacen("\"inmail_monthly\":5", "\"inmail_monthly\":4294967295", 1)),
        ("a year too far", text.replacen("\"at\":\"2026", "\"at\":\"9026", 1)),
        ("a year too early", text.replacen("\"at\":\"2026", "\"at\":\"0026", 1)),
    ];
    for (what, input) in cases {
        assert_ne!(input, text, "{what}");
        fs::write(home.ledger(), &input).unwrap();
        for args in [&["status"][..], &["log", "Jane Doe"]] {
            let run = home.exits(3, args);
            assert!(run.err.contains(" line "), "{what}: {}", run.err);
            assert!(run.err.len() < 2000, "{what}");
        }
        assert!(bytes(&home.ledger()) == input.as_bytes(), "{what}");
    }
}

#[test]
fn a_pipe_or_a_device_is_not_a_ledger() {
    let home = Home::new();
    let pipe = home.path("pipe");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        assert_eq!(refusal(&home, 3, &["--file", "pipe", "status"]), "not_a_ledger");
        assert_eq!(refusal(&home, 3, &["--file", "pipe", "log", "Jane Doe"]), "not_a_ledger");
        // No lock file is left, and an import does not wait for someone to write to the pipe.
        assert!(!home.path("pipe.lock").exists());
        assert_eq!(refusal(&home, 2, &["import", "pipe"]), "unreadable");
        assert_eq!(refusal(&home, 3, &["merge", "pipe"]), "not_a_ledger");
        for settings in ["pipe", "/dev/zero", "/dev/null", "."] {
            let run = home.run_with(&[("INQUOTA_CONFIG", settings)], &["status"]);
            assert!(run.code == 2 && run.err.contains("it is not a file"), "{settings}: {}", run.err);
        }
        home.write(".config/inquota/x", b"");
        fs::rename(&pipe, home.path(".config/inquota/plans.json")).unwrap();
        assert_eq!(refusal(&home, 2, &["plan", "list"]), "bad_plan_file");
    }
    if cfg!(target_os = "linux") {
        assert_eq!(refusal(&home, 3, &["--file", "/dev/zero", "status"]), "not_a_ledger");
    }
}

/// A trace of the system calls shows that no command opens a socket.
#[test]
fn no_command_opens_a_socket() {
    let home = home_with_records();
    fs::copy(home.ledger(), home.path("copy.json")).unwrap();
    let trace = home.path("trace");
    fs::write(home.path("note.txt"), "Hi Jane, how are you?").unwrap();
    let more: [&[&str]; 23] = [
        &["plan", "show", "career"],
        &["next", "--ics", "next.ics"],
        &["followups", "--ics", "followups.ics"],
        &["draft", "note.txt", "--to", "Jane Doe"],
        &["merge", "copy.json"],
        &["doctor", "--repair"],
        &["export", "-o", "out.json"],
        &["log", "Eva Moe", "Max Roe"],
        &["log", "Eva Moe", "--invite"],
        &["withdraw", "Eva Moe"],
        &["accounts"],
        &["log", "Mia Chen", "--account", "sales", "--new-account"],
        &["accounts", "rename", "sales", "work"],
        &["accounts", "remove", "work", "--yes"],
        &["accounts", "restore", "work"],
        &["config"],
        &["config", "get", "clock"],
        &["config", "set", "clock", "12"],
        &["config", "unset", "clock"],
        &["config", "path"],
        &["completions", "bash"],
        &["man"],
        &["help", "quotas"],
    ];
    let mut traced = 0;
    for args in COMMANDS.iter().chain(&more) {
        let plain = home.command(args);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace).arg(plain.get_program()).args(*args);
        command.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.current_dir(home.path(""));
        let Ok(output) = command.output() else {
            return proof("sockets: skipped, for there is no strace");
        };
        if output.status.code().is_none_or(|code| code > 1) {
            return proof("sockets: skipped, for strace may not trace here");
        }
        let calls = fs::read_to_string(&trace).unwrap();
        assert!(calls.trim().is_empty(), "{args:?}: {calls}");
        traced += 1;
    }
    proof(&format!("{traced} commands traced by the system: no socket"));
}

/// No crate in the shipped program can use a network.
#[test]
fn no_shipped_crate_is_a_network_client() {
    let cargo = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-e", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let tree = String::from_utf8(cargo.stdout).unwrap();
    let crates: std::collections::BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let clients = [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "curl-sys",
        "isahc",
        "attohttpc",
        "minreq",
        "surf",
        "tokio",
        "mio",
        "socket2",
        "async-std",
        "smol",
        "async-io",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
        "h2",
        "h3",
        "quinn",
        "tungstenite",
        "trust-dns-resolver",
        "hickory-resolver",
        "ssh2",
        "git2",
        "lettre",
        "tonic",
        "sentry",
    ];
    for client in clients {
        assert!(!crates.contains(client), "{client}");
    }
    // The lock file has the crates for other systems too.
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    assert!(clients.iter().all(|client| !lock.contains(&format!("name = \"{client}\"\n"))));
    let sources = texts_in(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    assert!(sources.iter().all(|text| !text.contains("std::net") && !text.contains("std::os::unix::net")));
    proof(&format!("{} crates in the shipped tree, none of them a network client", crates.len() - 1));
}

/// The texts of all files in a folder and its subfolders.
fn texts_in(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { texts_in(&path) } else { vec![fs::read_to_string(path).unwrap()] })
        .collect()
}
