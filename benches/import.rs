//! Compares an import of a hundred thousand messages with reading the same table with only the csv crate.
//!
//! `cargo bench --bench import` makes an export of invented people, which is the same each time. It times whole
//! processes in turn: `inquota import` of the zip without a ledger, the same import into a ledger that already has
//! everything, and this benchmark with an argument that makes it count the rows of the table. It prints the medians,
//! the peak memory of an import, and whether the limits of 1.5 seconds and 200 MiB were met.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark is a shell")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The number of rows in messages.csv.
const MESSAGES: u32 = 100_000;

/// The number of threads, each with a different person.
const THREADS: u32 = 5_000;

/// The number of runs of each program.
const RUNS: usize = 7;

/// The longest that an import may take, in seconds.
const MOST_SECONDS: f64 = 1.5;

/// The most memory that an import may use, in KiB.
const MOST_MEMORY: u64 = 200 << 10;

/// With this argument and a table, the benchmark counts the rows of the table.
const COUNT: &str = "--count-rows";

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(place) = args.iter().position(|arg| arg == COUNT) {
        count_rows(Path::new(&args[place + 1]));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (table, zip) = (folder.path().join("messages.csv"), folder.path().join("Basic.zip"));
    let (ledger, full) = (folder.path().join("ledger.json"), folder.path().join("full.json"));
    let messages = messages();
    fs::write(&table, &messages).unwrap();
    fs::write(&zip, pack(&[("messages.csv", &messages), ("Connections.csv", &connections())])).unwrap();
    println!("{MESSAGES} messages, {} bytes of messages.csv", messages.len());
    finish(&mut import(&zip, &full));
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..RUNS {
        let _ = fs::remove_file(&ledger);
        times[0].push(timed(Command::new(std::env::current_exe().unwrap()).arg(COUNT).arg(&table)));
        times[1].push(timed(&mut import(&zip, &ledger)));
        times[2].push(timed(&mut import(&zip, &full)));
    }
    let [alone, first, again] = times.map(median);
    println!("the csv crate alone        {alone:>7.3} s");
    println!("import, no ledger          {first:>7.3} s   {:>5.1} ×", first / alone);
    println!("import, all known already  {again:>7.3} s   {:>5.1} ×", again / alone);
    verdict(&format!("within {MOST_SECONDS} s"), first.max(again) <= MOST_SECONDS);
    fs::remove_file(&ledger).unwrap();
    match (peak(&mut import(&zip, &ledger)), peak(&mut import(&zip, &full))) {
        (Some(first), Some(again)) => {
            println!("most memory: {} MiB, all known already {} MiB", first >> 10, again >> 10);
            verdict(&format!("within {} MiB", MOST_MEMORY >> 10), first.max(again) <= MOST_MEMORY);
        }
        _ => println!("most memory: this system does not tell"),
    }
}

fn verdict(what: &str, holds: bool) {
    println!("an import of {MESSAGES} messages stays {what}: {}", if holds { "holds" } else { "does not hold" });
}

fn count_rows(table: &Path) {
    let mut reader = csv::Reader::from_path(table).unwrap();
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        rows += 1;
    }
    assert_eq!(rows, MESSAGES);
}

fn import(zip: &Path, ledger: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inquota"));
    command.env_clear().env("INQUOTA_NOW", "2026-11-25T20:00:00Z").env("INQUOTA_ZONE", "UTC");
    command.arg("--file").arg(ledger).arg("import").arg(zip);
    command
}

fn timed(command: &mut Command) -> f64 {
    let start = Instant::now();
    finish(command);
    start.elapsed().as_secs_f64()
}

fn finish(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
}

/// The peak memory of a program in KiB, if the system has `/proc`.
fn peak(command: &mut Command) -> Option<u64> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()));
        std::thread::sleep(Duration::from_micros(500));
    }
    peak
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A zip as LinkedIn makes it.
fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A pseudo-random number generator with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(most)).unwrap()
    }
}

/// The messages.csv of a member who writes many messages.
fn messages() -> Vec<u8> {
    const WORDS: [&str; 8] = ["thanks", "hello", "about", "your question,", "let us", "meet", "\"soon\"", "Grüße"];
    const HEAD: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,\
                        SUBJECT,CONTENT,FOLDER,ATTACHMENTS";
    let mut random = Random(7);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEAD.split(',')).unwrap();
    let owner = ("Robin Vale".to_owned(), "https://www.linkedin.com/in/robin-vale".to_owned());
    for row in 0..MESSAGES {
        let thread = row / (MESSAGES / THREADS);
        let other = person(thread);
        let (from, to) = if random.below(2) == 0 { (&owner, &other) } else { (&other, &owner) };
        let length = 4 + random.below(40);
        let content: Vec<&str> = (0..length).map(|_| WORDS[random.below(8) as usize]).collect();
        let date = format!(
            "20{}-{:02}-{:02} {:02}:{:02}:{:02} UTC",
            16 + thread % 10,
            1 + random.below(12),
            1 + random.below(28),
            random.below(24),
            random.below(60),
            random.below(60)
        );
        let id = format!("2-{thread:056}");
        let content = content.join(" ");
        let fields = [&id, "", &from.0, &from.1, &to.0, &to.1, &date, "", &content, "INBOX", ""];
        writer.write_record(fields).unwrap();
    }
    writer.into_inner().unwrap()
}

fn person(number: u32) -> (String, String) {
    (format!("Person {number}"), format!("https://www.linkedin.com/in/person-{number}"))
}

fn connections() -> Vec<u8> {
    let mut text = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n".to_owned();
    for number in (0..THREADS).step_by(2) {
        let (_, address) = person(number);
        text += &format!("Person,{number},{address},,Acme,Baker,{:02} Mar 2015\n", 1 + number % 28);
    }
    text.into_bytes()
}
