//! Archives that would make a great deal out of little, and large ones that are real.

use std::fmt::Write;

use crate::archives::{B10, Export};
use crate::program::Home;
use crate::scene::{Usage, assert_linear, proof, usage};

/// The most memory that an import may take, in KiB.
const LIMIT: u64 = 400 << 10;

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

/// The memory in KiB that it took to refuse an archive for this reason. Nothing was changed.
fn refused(what: &str, export: &Export, reason: &str) -> Option<u64> {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    let run = imported(&home, export, &["--me", "in/robin-vale", "--json"])?;
    assert!(run.code == 2 && run.memory < LIMIT, "{what}: {run:?}");
    assert!(run.err.contains("archive_too_large") && run.err.contains(reason), "{what}: {run:?}");
    assert!(home.bytes() == before, "{what}");
    Some(run.memory)
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
    let cases: [(&str, Export, &str); 9] = [
        ("2,000 recipients in each row", two().file("b/messages.csv", groups(1000, 2000)), "at most 1,000"),
        ("401 messages to 1,000 people", Export::new().file("messages.csv", groups(401, 1000)), "at most 400,000"),
        ("401 answers to 1,000 people", Export::new().file("messages.csv", unnamed), "at most 400,000"),
        (
            "a row of many recipients",
            two().file("b/messages.csv", groups(1, 20_000)),
            "remove that row from messages.csv",
        ),
        ("500,001 rows", two().file("b/messages.csv", format!("{B10}\n{rows}")), "at most 500,000"),
        ("100,001 connections", two().file("Connections.csv", known("Jane ")), "at most 100,000"),
        ("long names", two().file("Connections.csv", long), "at most 16 MiB"),
        ("10,001 files", files(two(), 10_000, "x"), "at most 10,000"),
        ("a long list of files", files(two(), 300, &"d/".repeat(15_000)), "list of files is longer"),
    ];
    let memory: Option<Vec<u64>> = cases.iter().map(|(what, export, reason)| refused(what, export, reason)).collect();
    let Some(most) = memory.and_then(|memory| memory.into_iter().max()) else {
        return proof("imports: skipped, for there is no /usr/bin/time");
    };
    let most = most >> 10;
    proof(&format!("{} archives that would make too much refused with at most {most} MiB of memory", cases.len()));
}

fn files(export: Export, count: u32, name: &str) -> Export {
    (0..count).fold(export, |export, number| export.file(&format!("{name}{number}"), ""))
}

/// Imports an archive with this many events, in little memory. Gives what that took.
fn taken(what: &str, export: &Export, records: usize) -> Option<Usage> {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = imported(&home, export, &["--me", "in/robin-vale"])?;
    assert!(run.code == 0 && run.memory < LIMIT, "{what}: {run:?}");
    // The ledger's own record, and the one of the import.
    let lines = String::from_utf8(home.bytes().unwrap()).unwrap();
    assert_eq!(lines.lines().filter(|line| line.starts_with("{\"id\"")).count(), records + 2, "{what}");
    Some(run)
}

/// Imports archives of one shape, one of a quarter of the size and one of the whole, each with `records` events.
fn taken_in_linear_time(what: &str, size: u32, archive: impl Fn(u32) -> Export, records: impl Fn(usize) -> usize) {
    let take = |size: u32| taken(what, &archive(size), records(size as usize));
    if let (Some(small), Some(large)) = (take(size / 4), take(size)) {
        assert_linear(what, [small.seconds, large.seconds]);
    }
}

#[test]
fn no_step_of_an_import_is_quadratic() {
    let one = |number: u32| messages([sent(&number.to_string(), number, number..number + 1)].into_iter());
    let folders = |count: u32, table: &dyn Fn(u32) -> String| {
        (0..count).fold(Export::new(), |export, number| export.file(&format!("d{number}/messages.csv"), table(number)))
    };
    let connected = |number: u32| format!("{CONNECTIONS}Person,{number},,,,,02 Jan 2020\n");
    let parts = |count: u32| {
        (0..count).fold(two(), |export, number| export.file(&format!("Connections_{number}.csv"), connected(number)))
    };
    let only = |rows: &mut dyn Iterator<Item = String>| Export::new().file("messages.csv", messages(rows));
    let turn = |row: u32| if row.is_multiple_of(2) { sent("a", row, 1..2) } else { received("a", row, 1) };
    let thread = |row: u32| sent(&row.to_string(), row, row..row + 1);
    let same = |count: usize| {
        two().file("Connections.csv", CONNECTIONS.to_owned() + &"Jane,Doe,,,,,02 Jan 2020\n".repeat(count))
    };
    let long = |row: u32| format!("2-{row},,{ME},{}{row},,{},,Hi.,INBOX\n", "N".repeat(10_000), date(row));
    taken_in_linear_time("tables", 3000, |count| folders(count, &one), |count| count);
    taken_in_linear_time("one table many times", 3000, |count| folders(count, &|_| one(7)), |_| 1);
    taken_in_linear_time("tables of connections", 3000, parts, |_| 2);
    taken_in_linear_time("rows of one thread", 200_000, |count| only(&mut (0..count).map(turn)), |count| count);
    taken_in_linear_time("threads", 50_000, |count| only(&mut (0..count).map(thread)), |count| count);
    taken_in_linear_time("connections of one name", 100_000, |count| same(count as usize), |_| 2);
    taken_in_linear_time("long names", 2000, |count| only(&mut (0..count).map(long)), |count| count);
    taken_in_linear_time("notes of one text", 20_000, notes_of_one_text, |count| count);
}

/// Invitations with one text, each of which opens a thread: all of them are notes, and none is a message.
fn notes_of_one_text(count: u32) -> Export {
    let invited = (0..count).fold(
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
    let rows = (0..count).map(|row| sent(&row.to_string(), row, row..row + 1));
    Export::new().file("messages.csv", messages(rows)).file("Invitations.csv", invited)
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
    let events = 5_000 * (12 + 20 + 39);
    if let Some(run) = taken("300,000 messages and 30,000 connections", &export, events) {
        proof(&format!(
            "an archive of 300,000 messages and 30,000 connections imported with {} MiB of memory",
            run.memory >> 10
        ));
    }
}
