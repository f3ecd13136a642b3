//! Compares the start-up time of the program with that of an empty program.
//!
//! `cargo bench --bench startup` times whole processes in turn: `inquota status` without a ledger, several commands on
//! a ledger of a thousand records, and this benchmark with an argument that makes it exit at once, as an empty Rust
//! program. It prints the medians, and how much longer than the empty program each one took.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark is a shell")]

use std::process::{Command, Stdio};
use std::time::Instant;

/// The number of runs of each program.
const RUNS: usize = 201;

/// With this argument, the benchmark exits at once.
const NOTHING: &str = "--nothing";

/// Runs a program until it exits.
type Program = Box<dyn Fn()>;

fn main() {
    if std::env::args().any(|arg| arg == NOTHING) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.json");
    let used = folder.path().join("used.json");
    for day in 1..=25 {
        for person in 0..40 {
            let name = format!("Person {}", day * 40 + person);
            let at = format!("2026-11-{day:02} 08:00");
            run(&used, &["log", &name, "--new", "--at", &at]);
        }
    }
    let programs: [(&str, Program); 5] = [
        ("an empty program", Box::new(nothing)),
        ("inquota status, no ledger", Box::new(move || run(&empty, &["status"]))),
        ("inquota status, 1,000 records", with(&used, &["status"])),
        ("inquota check, 1,000 records", with(&used, &["check", "Person 1000"])),
        ("inquota log, 1,000 records and more, synced", with(&used, &["log", "Person 1000"])),
    ];
    let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(RUNS); programs.len()];
    for _ in 0..RUNS {
        for ((_, program), times) in programs.iter().zip(&mut times) {
            let start = Instant::now();
            program();
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for ((name, _), took) in programs.iter().zip(&medians) {
        println!("{name:<46} {took:>7.2} ms   {:+.2} ms   {:.2} ×", took - medians[0], took / medians[0]);
    }
    let verdict = if medians[1] - medians[0] <= 1.0 { "holds" } else { "does not hold" };
    println!("status on an empty ledger starts within 1 ms of an empty program: {verdict}");
}

fn with(ledger: &std::path::Path, args: &'static [&'static str]) -> Program {
    let ledger = ledger.to_owned();
    Box::new(move || run(&ledger, args))
}

fn nothing() {
    let this = std::env::current_exe().unwrap();
    finish(Command::new(this).arg(NOTHING));
}

fn run(ledger: &std::path::Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inquota"));
    command.env_clear().env("INQUOTA_NOW", "2026-11-25T20:00:00Z").env("INQUOTA_ZONE", "UTC");
    finish(command.arg("--file").arg(ledger).args(args));
}

fn finish(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
