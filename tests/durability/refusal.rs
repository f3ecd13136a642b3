//! Damaged ledgers: the error names the line, the damage and what to do, and nothing is written.

use std::fs;

use serde_json::{Value, json};

use crate::program::Home;
use crate::scene::{bytes, home_with_records, proof, refusal};

/// A change of the text of a ledger, the line that the error must name, and words that it must contain.
type Damage = (&'static str, fn(&str) -> String, usize, &'static str);

fn line(text: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let lines = text.split('\n').enumerate();
    lines.map(|(at, line)| if at + 1 == number { change(line) } else { line.to_owned() }).collect::<Vec<_>>().join("\n")
}

const DAMAGES: &[Damage] = &[
    ("a byte-order mark", |text| format!("\u{feff}{text}"), 1, "byte-order mark"),
    ("CRLF", |text| text.replace('\n', "\r\n"), 1, "CR LF"),
    ("CRLF in one line", |text| line(text, 4, |line| format!("{line}\r")), 4, "CR LF"),
    ("trailing spaces", |text| line(text, 3, |line| format!("{line}  ")), 3, "spaces"),
    ("a tab after the end", |text| line(text, 1, |line| format!("{line}\t")), 1, "spaces"),
    ("a conflict", |text| line(text, 5, |line| format!("<<<<<<< HEAD\n{line}")), 5, "merge-conflict"),
    ("the end of a conflict", |text| line(text, 6, |line| format!("{line}\n>>>>>>> theirs")), 7, "merge-conflict"),
    ("a line twice", |text| line(text, 4, |line| format!("{line}\n{line}")), 5, "repeats"),
    ("a line twice, later", |text| line(text, 6, |_| text.split('\n').nth(2).unwrap().to_owned()), 6, "repeats"),
    ("the last line twice", |text| line(text, 11, |line| format!("{line},\n{line}")), 12, "repeats"),
    (
        "two lines in the wrong order",
        |text| {
            let mut lines: Vec<&str> = text.split('\n').collect();
            lines.swap(4, 5);
            lines.join("\n")
        },
        6,
        "lower",
    ),
    ("a missing comma", |text| line(text, 3, |line| line.trim_end_matches(',').to_owned()), 4, "expected"),
    ("a line cut off", |text| line(text, 5, |line| line[..40].to_owned()), 5, ""),
    ("another name", |text| text.replace("Ravi Patel", "Ravi Patil"), 5, "checksum"),
    ("another date", |text| line(text, 4, |line| line.replacen("2026-11-25", "2026-11-24", 1)), 4, "checksum"),
    ("no date", |text| line(text, 4, |line| line.replacen("2026-11-25", "2026-13-25", 1)), 4, ""),
    ("a kind with one wrong letter", |text| text.replacen("\"message\"", "\"messige\"", 1), 4, "checksum"),
    ("an unknown zone", |text| text.replace("Europe/Berlin", "Europe/Berlim"), 1, "zone"),
    ("another zone", |text| text.replace("Europe/Berlin", "Europe/Paris"), 1, "zone"),
    ("no format", |text| text.replace("\"inquota\"", "\"inquoto\""), 1, "format"),
    ("an unclosed string", |text| text.replacen("Jane Doe\"", "Jane Doe", 1), 4, ""),
    ("zeros", |text| line(text, 6, |line| "\0".repeat(line.len())), 6, "zero bytes"),
    ("an impossible id", |text| text.replacen("\"id\":4,", "\"id\":-4,", 1), 5, ""),
    ("another end", |text| text.replacen("\"whole\":\"", "\"whole\":\" ", 1).replacen(":\" ", ":\"1", 1), 1, "whole"),
    ("a misspelt end", |text| text.replacen("\"whole\"", "\"whold\"", 1), 1, "whold"),
    ("a misspelt checksum", |text| text.replacen("\"sum\"", "\"sul\"", 1), 1, "sul"),
    ("a misspelt field that is null", |text| text.replacen("\"daily\":null", "\"daimy\":null", 1), 2, "checksum"),
    (
        "a comma after the last record",
        |text| format!("{},\n]}}\n", text.trim_end_matches(['\n', ']', '}', ' ']).to_owned() + "}"),
        12,
        "trailing comma",
    ),
    ("a second list", |text| text.replacen("\n]}", "\n],\"records\":[]}", 1), 0, "two lists"),
];

#[test]
fn an_error_names_the_line_of_the_damage_and_nothing_is_written() {
    let home = home_with_records();
    let whole = String::from_utf8(bytes(&home.ledger())).unwrap();
    for (what, damage, number, words) in DAMAGES {
        let damaged = damage(&whole);
        assert_ne!(damaged, whole, "{what}");
        fs::write(home.ledger(), &damaged).unwrap();
        for args in [&["status"][..], &["log", "Jane Doe"], &["undo"], &["export"], &["zone", "UTC"]] {
            let run = home.exits(3, args);
            assert!(*number == 0 || run.err.contains(&format!("in line {number}:")), "{what}: {}", run.err);
            assert!(run.err.contains(words) && run.err.contains("hint: nothing was changed; "), "{what}: {}", run.err);
            assert_eq!(bytes(&home.ledger()), damaged.as_bytes(), "{what}");
        }
        assert_eq!(refusal(&home, 3, &["status"]), "damaged_ledger", "{what}");
    }
    fs::write(home.ledger(), whole).unwrap();
    home.ok(&["log", "Jane Doe"]);
    proof(&format!("{} kinds of damage named by their line, nothing written", DAMAGES.len()));
}

#[test]
fn a_file_that_is_not_a_ledger_is_never_taken_for_an_empty_one() {
    let home = home_with_records();
    let others: [&[u8]; 9] =
        [b"", b" \n\n", b"hello", b"[]", b"{}", b"{\"name\":\"x\"}", b"\x00\x00\x00\x00", b"PK\x03\x04", b"null"];
    for other in others {
        fs::write(home.ledger(), other).unwrap();
        assert_eq!(refusal(&home, 3, &["status"]), "not_a_ledger");
        assert_eq!(refusal(&home, 3, &["log", "Jane Doe"]), "not_a_ledger");
        assert_eq!(bytes(&home.ledger()), other);
    }
    fs::remove_file(home.ledger()).unwrap();
    fs::create_dir(home.ledger()).unwrap();
    assert_eq!(refusal(&home, 3, &["status"]), "not_a_ledger");
}

/// Flips two bits of every byte, different ones in each: the error names the line, wherever it is.
#[test]
fn a_flipped_byte_is_found_wherever_it_is() {
    let home = home_with_records();
    // A rewrite, after which the number in the first line is where all the records end.
    home.ok(&["zone", "Europe/Paris"]);
    let whole = bytes(&home.ledger());
    let number_at = String::from_utf8_lossy(&whole).find("\"whole\":").unwrap() + "\"whole\":".len();
    let number = number_at..number_at + 15;
    let mut found = 0;
    for place in (0..whole.len()).filter(|place| *place < 1900 || place % 397 == 0) {
        for bit in [place % 7, (place + 3) % 7] {
            let mut damaged = whole.clone();
            damaged[place] ^= 1 << bit;
            fs::write(home.ledger(), &damaged).unwrap();
            let run = home.run(&["status"]);
            if number.contains(&place) && run.code == 0 {
                // The number only says where the records end, and is corrected at once.
                assert!(run.err.contains("in line 1 of the ledger"), "{place}: {}", run.err);
                assert!(bytes(&home.ledger()) == whole, "{place}");
                found += 1;
                continue;
            }
            assert_eq!(run.code, 3, "{place}, bit {bit}: {}", run.out);
            let named = run.err.contains(" line ") || run.err.contains("newer") || run.err.contains("not a ledger");
            assert!(named, "{place}: {}", run.err);
            assert!(bytes(&home.ledger()) == damaged, "{place}");
            found += 1;
        }
    }
    proof(&format!("{found} bytes flipped one at a time, each found and named"));
}

/// Careful edits by hand are read, and survive every rewrite.
#[test]
fn careful_edits_by_hand_are_read() {
    let home = home_with_records();
    let before = home.ok(&["history", "--json"]).out;
    let edits: [fn(&Home); 5] = [
        |home| {
            let document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
            fs::write(home.ledger(), serde_json::to_string_pretty(&document).unwrap()).unwrap();
        },
        |home| edit(home, |document| document["records"][2]["mood"] = json!({"deep": [1, 2.5e300, "x"]})),
        |home| edit(home, |document| document["colour"] = json!("blue")),
        |home| {
            let text = String::from_utf8(bytes(&home.ledger())).unwrap() + "\n\n";
            fs::write(home.ledger(), text).unwrap();
        },
        |home| edit(home, |document| drop(document["records"][1].as_object_mut().unwrap().remove("sum"))),
    ];
    for change in edits {
        change(&home);
        assert_eq!(home.ok(&["history", "--json"]).out, before);
    }
    home.ok(&["log", "Lee Wong"]);
    home.ok(&["zone", "Europe/Paris"]);
    home.ok(&["zone", "Europe/Berlin"]);
    home.ok(&["undo"]);
    let document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
    assert_eq!(document["records"][2]["mood"], json!({"deep": [1, 2.5e300, "x"]}));
    assert_eq!(document["colour"], "blue");
    home.ok(&["doctor"]);
}

/// Edits the ledger by hand, as JSON.
fn edit(home: &Home, change: impl Fn(&mut Value)) {
    let mut document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
    change(&mut document);
    fs::write(home.ledger(), document.to_string()).unwrap();
}
