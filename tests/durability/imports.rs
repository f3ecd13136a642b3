//! Archives that would make a great deal out of little, and large ones that are real.

use std::fmt::Write;

use crate::archives::{B10, Export};
use crate::program::Home;
use crate::scene::{Usage, proof, usage};

/// The most memory that an import may take, in KiB.
const LIMIT: u64 = 400 << 10;

/// The seconds of work that an import of a small archive may take. Quadratic steps took more than twice as long.
const SECONDS: f64 = 8.0;

const ME: &str = "Robin Vale,https://www.linkedin.com/in/robin-vale";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";

fn person(number: u32) -> String {
    format!("Person {number},https://www.linkedin.com/in/person-{number}")
}

/// A moment of the years from 2011 on, 25 minutes after the one before.
fn date(number: u32) -> String {
    let instant = chrono::DateTime::from_timestamp(1_300_000_000 + i64::from(number) * 1500, 0).unwrap();
    instant.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A row of messages.csv to these people.
fn sent(thread: &str, number: u32, to: std::ops::Range<u32>) -> String {
    let names: Vec<String> = to.clone().map(|number| format!("Person {number}")).collect();
    let addresses: Vec<String> = to.map(|number| format!("https://www.linkedin.com/in/person-{number}")).collect();
    let (names, addresses, date) = (names.join(","), addresses.join(","), date(number));
    format!("2-{thread},,{ME},\"{names}\",\"{addresses}\",{date},,Hello.,INBOX\n")
}

fn received(thread: &str, number: u32, from: u32) -> String {
    format!("2-{thread},,{},{ME},{},,Yes.,INBOX\n", person(from), date(number))
}

fn messages(rows: impl Iterator<Item = String>) -> String {
    rows.fold(format!("{B10}\n"), |table, row| table + &row)
}

/// A message to one person and the answer, from which the owner is known.
fn two() -> Export {
    Export::new().file("messages.csv", messages([sent("a", 1, 0..1), received("b", 2, 1)].into_iter()))
}

/// Imports an archive into a ledger that has a record.
fn imported(home: &Home, export: &Export, args: &[&str]) -> Option<Usage> {
    std::fs::write(home.path("a.zip"), export.zip()).unwrap();
    usage(home, &[&["import", "a.zip"], args].concat())
}

/// Whether an archive was refused for this reason, in little time and memory, and nothing was changed.
fn refused(what: &str, export: &Export, reason: &str) -> Option<()> {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    let run = imported(&home, export, &["--me", "in/robin-vale", "--json"])?;
    assert!(run.code == 2 && run.memory < LIMIT && run.seconds < SECONDS, "{what}: {run:?}");
    assert!(run.err.contains("archive_too_large") && run.err.contains(reason), "{what}: {run:?}");
    assert!(home.bytes() == before, "{what}");
    proof(&format!("{what}: refused with {} MiB of memory after {} s of work", run.memory >> 10, run.seconds));
    Some(())
}

#[test]
fn archives_that_make_much_of_little_are_refused() {
    let groups = |count: u32, size: u32| messages((0..count).map(|row| sent(&row.to_string(), row, 0..size)));
    // 1,000 people write, and the owner answers 401 times without naming them: 401,000 messages.
    let unnamed = |row: u32| format!("2-a,,{ME},,,{},,Hello.,INBOX\n", date(5000 + row));
    let unnamed = messages((0..1000).map(|row| received("a", row, row)).chain((0..401).map(unnamed)));
    let rows = "x\n".repeat(500_001);
    let known = |names: &str| {
        (0..100_001_u32).fold(CONNECTIONS.to_owned(), |mut table, number| {
            writeln!(table, "{names}{number},Doe,https://www.linkedin.com/in/p-{number},,,,02 Jan 2020").unwrap();
            table
        })
    };
    let long = known(&"N".repeat(180));
    let cases: [(&str, Export, &str); 8] = [
        ("2,000 recipients in each row", two().file("b/messages.csv", groups(1000, 2000)), "1,000 at most"),
        ("401 messages to 1,000 people", Export::new().file("messages.csv", groups(401, 1000)), "400,000 at most"),
        ("401 answers to 1,000 people", Export::new().file("messages.csv", unnamed), "400,000 at most"),
        (
            "a row of many recipients",
            two().file("b/messages.csv", groups(1, 20_000)),
            "take that row out of messages.csv",
        ),
        ("500,001 rows", two().file("b/messages.csv", format!("{B10}\n{rows}")), "500,000 at most"),
        ("100,001 connections", two().file("Connections.csv", known("Jane ")), "100,000 at most"),
        ("long names", two().file("Connections.csv", long), "16 MiB at most"),
        ("10,001 files", files(two(), 10_000, "x"), "10,000 at most"),
    ];
    for (what, export, reason) in cases {
        if refused(what, &export, reason).is_none() {
            return proof("imports: skipped, for there is no /usr/bin/time");
        }
    }
    refused("a long list of files", &files(two(), 300, &"d/".repeat(15_000)), "list of files is longer");
}

fn files(export: Export, count: u32, name: &str) -> Export {
    (0..count).fold(export, |export, number| export.file(&format!("{name}{number}"), ""))
}

/// Whether an archive was imported with this many events, in little time and memory.
fn taken(what: &str, export: &Export, records: usize) {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let Some(run) = imported(&home, export, &["--me", "in/robin-vale"]) else { return };
    assert!(run.code == 0 && run.memory < LIMIT && run.seconds < SECONDS, "{what}: {run:?}");
    // The ledger's own record, and the one of the import.
    let lines = String::from_utf8(home.bytes().unwrap()).unwrap();
    assert_eq!(lines.lines().filter(|line| line.starts_with("{\"id\"")).count(), records + 2, "{what}");
    proof(&format!("{what}: {} MiB of memory, {} s of work", run.memory >> 10, run.seconds));
}

#[test]
fn no_step_of_an_import_is_quadratic() {
    let table = |number: u32| messages([sent(&number.to_string(), number, number..number + 1)].into_iter());
    let folders = |table: &dyn Fn(u32) -> String| {
        (0..3000).fold(Export::new(), |export, number| export.file(&format!("d{number}/messages.csv"), table(number)))
    };
    taken("3,000 tables", &folders(&table), 3000);
    taken("one table 3,000 times", &folders(&|_| table(7)), 1);
    let connected = |number: u32| format!("{CONNECTIONS}Person,{number},,,,,02 Jan 2020\n");
    let parts =
        (0..3000).fold(two(), |export, number| export.file(&format!("Connections_{number}.csv"), connected(number)));
    taken("3,000 tables of connections", &parts, 2);
    let rows = (0..200_000).map(|row| if row % 2 == 0 { sent("a", row, 1..2) } else { received("a", row, 1) });
    taken("200,000 rows of one thread", &Export::new().file("messages.csv", messages(rows)), 200_000);
    let rows = (0..50_000).map(|row| sent(&row.to_string(), row, row..row + 1));
    taken("50,000 threads", &Export::new().file("messages.csv", messages(rows)), 50_000);
    let same = (0..100_000).fold(CONNECTIONS.to_owned(), |table, _| table + "Jane,Doe,,,,,02 Jan 2020\n");
    taken("100,000 connections of one name", &two().file("Connections.csv", same), 2);
    let long = (0..2000).map(|row| format!("2-{row},,{ME},{}{row},,{},,Hi.,INBOX\n", "N".repeat(10_000), date(row)));
    taken("names of 10,000 characters", &Export::new().file("messages.csv", messages(long)), 2000);
}

/// 20,000 invitations with one text, each of which opens a thread: all of them are notes, and none is a message.
#[test]
fn many_invitations_may_have_the_same_note() {
    let invited = (0..20_000_u32).fold(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n".to_owned(),
        |mut table, number| {
            let minute = number % 60;
            let (me, who) = (ME.replace(',', " "), person(number));
            let (_, address) = who.split_once(',').unwrap();
            let mine = me.split_once(" https").map_or("", |(_, rest)| rest);
            writeln!(
                table,
                "Robin Vale,Person {number},\"1/1/11, 9:{minute:02} AM\",Hello.,OUTGOING,https{mine},{address}"
            )
            .unwrap();
            table
        },
    );
    let rows = (0..20_000).map(|row| sent(&row.to_string(), row, row..row + 1));
    let export = Export::new().file("messages.csv", messages(rows)).file("Invitations.csv", invited);
    taken("20,000 notes of one text", &export, 20_000);
}

/// 300,000 rows of 15 years, 30,000 connections. Of every 60 rows, one goes to a group of 12 people, 20 are answers.
/// The other 39 are messages. An answer follows each second message, so all answers count: 5,000 × (12 + 20 + 39).
#[test]
fn fifteen_years_of_messages_are_imported() {
    let row = |row: u32| match row % 60 {
        0 => sent(&format!("group-{}", row / 6000), row, row % 20_000..row % 20_000 + 12),
        part if part % 3 == 1 => received(&format!("{}", row / 12), row, row / 12),
        _ => sent(&format!("{}", row / 12), row, row / 12..row / 12 + 1),
    };
    let connected = (0..30_000_u32).fold(CONNECTIONS.to_owned(), |mut table, number| {
        writeln!(table, "Person,{number},https://www.linkedin.com/in/person-{number},,Acme,Baker,02 Jan 2010").unwrap();
        table
    });
    let export = Export::new().file("messages.csv", messages((0..300_000).map(row))).file("Connections.csv", connected);
    taken("300,000 messages and 30,000 connections", &export, 5_000 * (12 + 20 + 39));
}
