//! Compares the speed of inquota with SQLite on the same records, and with an empty program.
//!
//! `cargo bench --bench speed` makes ledgers of 1,000, 100,000 and 1,000,000 records, which are the same each time, and
//! fills SQLite files with the same records. It checks that both give the same answers, times whole processes with
//! hyperfine, and prints the table of `docs/performance.md` with a verdict for each row. It needs the Debian packages
//! hyperfine, sqlite3 and time. With `-- SIZE…`, it measures ledgers of these sizes instead.
//!
//! `cargo bench --bench speed -- instructions` counts the instructions of `log` and `check` with valgrind, and fails if
//! they exceed the baseline in `instructions`. `cargo bench --bench speed -- build` measures how long the program takes
//! to build.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark is a shell")]

mod agree;
mod building;
mod instructions;
mod made;
mod measure;
mod peer;

use std::path::Path;
use std::process::Command;

use inquota::engine::advice::alike::{Alike, SentText};
use inquota::engine::calendar::Instant;
use inquota::engine::person::PersonId;
use measure::{Bench, Timed};
use peer::Peer;

/// With this argument, the benchmark exits at once, as an empty program.
const NOTHING: &str = "--nothing";

/// The number of runs of each command.
const RUNS: usize = 45;

/// The number of runs of `undo`.
const UNDO_RUNS: usize = 5;

/// The number of runs of a comparison of texts.
const COMPARISONS: usize = 9;

/// The number of runs of the first command without a checkpoint.
const COLD_RUNS: usize = 35;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == NOTHING) {
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let bench = Bench { folder: temporary.path().to_owned() };
    if args.iter().any(|arg| arg == "instructions") {
        std::process::exit(instructions::guard(&bench));
    }
    if args.iter().any(|arg| arg == "build") {
        println!("{}", building::time(&bench.folder));
        return;
    }
    let sizes: Vec<u64> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 100_000, 1_000_000] } else { sizes };
    println!("{}", start(&bench));
    println!("\n| records | what | inquota | compared with | within the limit |\n|---:|---|---:|---:|---|");
    texts(&bench, 100_000);
    let checks: Vec<f64> = sizes.iter().map(|size| rows(&bench, *size)).collect();
    for (size, limit) in [(100_000, 700.0), (300_000, 2_000.0)] {
        if sizes.iter().any(|asked| *asked >= 100_000) {
            undo_of_import(&bench, size, limit);
        }
    }
    if let [first, .., last] = checks[..] {
        println!(
            "\n`check` on the largest takes {:.2} times what it takes on the smallest (at most 1.5: {})",
            last / first,
            word(last <= 1.5 * first)
        );
    }
}

/// Measures the start-up time of the program, and of an empty one.
fn start(bench: &Bench) -> String {
    let this = std::env::current_exe().unwrap();
    let nothing = Timed::new(&[&this.to_string_lossy(), NOTHING]);
    let status = inquota(&bench.folder.join("none.json"), &["status"]);
    let took = bench.medians(5 * RUNS, &[&nothing, &status]);
    let size = std::fs::metadata(program()).unwrap().len() >> 10;
    format!(
        "An empty program takes {:.2} ms, `status` without a ledger {:.2} ms. The program has {size} KiB.",
        took[0], took[1]
    )
}

/// A limit in the table.
enum Limit {
    /// At most this many times the time of SQLite, which is in milliseconds.
    Times(f64, f64),
    /// At most this number, in this unit.
    Of(f64, &'static str),
}

/// Measures a ledger of one size and prints its rows. Returns the time of `check`.
fn rows(bench: &Bench, size: u64) -> f64 {
    let ledger = bench.folder.join(format!("{size}.json"));
    made::write(&ledger, size);
    let peer = Peer::fill(&bench.folder.join(format!("{size}.sqlite")), size);
    // The first record of a day makes a backup, and the first query makes a checkpoint.
    run(bench, &ledger, &["log", &peer.person]);
    peer.ask(&peer.append());
    agree::check(bench, &ledger, &peer);
    let [log, check, status, summary] =
        [&["log", &peer.person][..], &["check", &peer.person], &["status"], &["summary"]]
            .map(|args| inquota(&ledger, args));
    let asked =
        bench.medians(RUNS, &[&check, &status, &peer.timed(&peer.check()), &summary, &peer.timed(&Peer::summary())]);
    let logged = bench.medians(RUNS, &[&log, &peer.timed(&peer.append())]);
    agree::check(bench, &ledger, &peer);
    let row = |what: &str, took: f64, limit: &Limit| println!("{}", line(size, what, took, limit));
    row("`log`", logged[0], &Limit::Times(1.0, logged[1]));
    row("`check PERSON`", asked[0], &Limit::Times(1.0, asked[2]));
    row("`status`", asked[1], &Limit::Times(1.0, asked[2]));
    row("`summary` of a month", asked[3], &Limit::Times(if size > 500_000 { 1.5 } else { 1.0 }, asked[4]));
    let (cold_limit, memory_limit) =
        if size > 500_000 { (800.0, 24.0) } else { (80.0, if size > 10_000 { 12.0 } else { 8.0 }) };
    let mut cold = inquota(&ledger, &["check", &peer.person]);
    cold.prepare = Some(format!("rm -rf '{}'", bench.cache().display()));
    if size > 10_000 {
        row(
            "the first command without a checkpoint",
            bench.medians(COLD_RUNS, &[&cold])[0],
            &Limit::Of(cold_limit, "ms"),
        );
    }
    run(bench, &ledger, &["status"]);
    if size > 10_000 {
        let limit = if size > 500_000 { 200.0 } else { 20.0 };
        for (what, words) in [("names", &["log", ""][..]), ("tags", &["log", "x", "--tag", ""]), ("ids", &["undo", ""])]
        {
            let took = bench.medians(RUNS, &[&completion(&ledger, words)])[0];
            row(&format!("completions: {what}"), took, &Limit::Of(limit, "ms"));
        }
    }
    row("memory of `check`", bench.memory(&check), &Limit::Of(memory_limit, "MiB"));
    asked[0]
}

/// Measures `log --text` and `draft --to` in a ledger whose sends all have fingerprints, and comparing 50 fingerprints
/// with those of the last 30 days and with as many as the ledger has records.
fn texts(bench: &Bench, size: u64) {
    let ledger = bench.folder.join("worded.json");
    made::write_worded(&ledger, size);
    std::fs::write(bench.folder.join("draft.txt"), "one two three four five six seven eight nine ten").unwrap();
    let draft = bench.folder.join("draft.txt");
    let person = made::name(1);
    let plain = inquota(&ledger, &["log", &person]);
    let worded = inquota(&ledger, &["log", &person, "--text", &draft.to_string_lossy()]);
    run(bench, &ledger, &["log", &person]);
    let took = bench.medians(RUNS, &[&worded, &plain]);
    let ratio = took[0] / took[1];
    println!(
        "| {size} | `log --text` | {:.2} ms | `log` {:.2} ms: {ratio:.2} × | {} (≤ 1.5 ×) |",
        took[0],
        took[1],
        word(ratio <= 1.5)
    );
    let draft = inquota(&ledger, &["draft", &draft.to_string_lossy(), "--to", &person]);
    let check = inquota(&ledger, &["check", &person]);
    let took = bench.medians(RUNS, &[&draft, &check]);
    let ratio = took[0] / took[1];
    println!(
        "| {size} | `draft --to` | {:.2} ms | `check` {:.2} ms: {ratio:.2} × | {} (≤ 2.0 ×) |",
        took[0],
        took[1],
        word(ratio <= 2.0)
    );
    for (what, count) in [("of 30 days", size * 30 / (5 * 365)), ("of all records", size)] {
        let took = measure::median((0..COMPARISONS).map(|_| compare(count)).collect());
        println!("{}", line(count, &format!("50 texts against those {what}"), took, &Limit::Of(20.0, "ms")));
    }
}

/// The time in milliseconds that it takes to compare 50 fingerprints with this many.
fn compare(count: u64) -> f64 {
    let now = Instant::from_unix(made::NOW);
    let to = |number| PersonId(u32::try_from(number % 9_999).unwrap());
    let text = |number| SentText { at: now, to: to(number), wording: made::wording(number) };
    let texts: Vec<SentText> = (0..count).map(text).collect();
    let start = std::time::Instant::now();
    let people: u64 = (0..50).map(|draft| Alike::of(&texts, Some(made::wording(draft * 7)), now).people).sum();
    assert!(people > 0);
    start.elapsed().as_secs_f64() * 1_000.0
}

/// Measures undoing an import of this many records.
fn undo_of_import(bench: &Bench, size: u64, limit: f64) {
    let (made, ledger) = (bench.folder.join("import.made"), bench.folder.join("import.json"));
    made::write_import(&made, size);
    let mut undo = inquota(&ledger, &["undo"]);
    undo.prepare = Some(format!("cp '{}' '{}'", made.display(), ledger.display()));
    let took = bench.medians(UNDO_RUNS, &[&undo])[0];
    println!("{}", line(size, "`undo` of an import", took, &Limit::Of(limit, "ms")));
}

fn line(size: u64, what: &str, took: f64, limit: &Limit) -> String {
    let size = [size / 1_000_000, size / 1_000 % 1_000, size % 1_000];
    let size = match size {
        [0, thousands, rest] => format!("{thousands},{rest:03}"),
        [millions, thousands, rest] => format!("{millions},{thousands:03},{rest:03}"),
    };
    match *limit {
        Limit::Times(most, peer) => {
            let ratio = took / peer;
            let holds = word(ratio <= most);
            format!("| {size} | {what} | {took:.2} ms | SQLite {peer:.2} ms: {ratio:.2} × | {holds} (≤ {most:.1} ×) |")
        }
        Limit::Of(most, unit) => {
            format!("| {size} | {what} | {took:.1} {unit} | | {} (≤ {most:.0} {unit}) |", word(took <= most))
        }
    }
}

fn word(holds: bool) -> &'static str {
    if holds { "yes" } else { "NO" }
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_inquota")
}

/// An inquota command on a ledger.
fn inquota(ledger: &Path, args: &[&str]) -> Timed {
    Timed::new(&[&[program(), "--file", &ledger.to_string_lossy()], args].concat())
}

/// A command that completes the last word.
fn completion(ledger: &Path, words: &[&str]) -> Timed {
    let line = ["inquota", "--file", &ledger.to_string_lossy()];
    Timed::new(&[&["env", "INQUOTA_COMPLETE=fish", program(), "--"][..], &line, words].concat())
}

/// Runs a command once and returns its output.
fn run(bench: &Bench, ledger: &Path, args: &[&str]) -> String {
    let timed = inquota(ledger, args);
    let mut command = Command::new(&timed.words[0]);
    bench.set(&mut command);
    let output = command.args(&timed.words[1..]).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
