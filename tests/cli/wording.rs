//! The wording of texts: `log --text` keeps a fingerprint, `stats --by wording` groups texts that are nearly the same, and
//! `log` cautions when many people get one, and when much is sent in a few minutes.

use std::fs;

use serde_json::{Value, json};

use crate::log_several::with_input;
use crate::program::{Home, codes};

/// A text for a person, of 19 words without the name.
fn intro(name: &str, company: &str) -> String {
    format!(
        "Hi {name},\n\nI saw that {company} is hiring engineers. Would you have ten minutes for a call about your \
         interviews next week?\n"
    )
}

const NAMES: [&str; 11] = [
    "Ada Berg",
    "Bo Quist",
    "Cem Yilmaz",
    "Dora Fink",
    "Egon Huld",
    "Fay Ito",
    "Gus Jarre",
    "Hal Kemp",
    "Ida Lund",
    "Jo Mbeki",
    "Kai Nunez",
];

const OTHER: &str =
    "Dear {name}, your article about databases was a pleasure to read. We build tools for backups: may I show you one?";

fn home() -> Home {
    let home = Home::new();
    for (file, name, company) in
        [("jane.txt", "Jane", "Acme"), ("ravi.txt", "Ravi", "Globex"), ("ana.txt", "Ana", "Initech")]
    {
        fs::write(home.path(file), intro(name, company)).unwrap();
    }
    fs::write(home.path("other.txt"), OTHER).unwrap();
    home
}

fn wordings(home: &Home) -> Vec<Value> {
    home.history(&[]).iter().rev().map(|record| record["wording"].clone()).collect()
}

#[test]
fn the_fingerprint_of_a_text_is_kept_and_the_text_is_not() {
    let home = home();
    let run = home.ok(&["log", "Jane Doe", "--text", "jane.txt", "--tag", "spring"]);
    assert!(run.out.contains("text: kept as a fingerprint, not as text\n"), "{}", run.out);
    assert!(run.err.is_empty() || !run.err.contains("warning:"), "{}", run.err);
    let ledger = String::from_utf8(home.bytes().unwrap()).unwrap();
    let written = home.everything().into_iter().filter(|path| path.extension().is_none_or(|end| end != "txt"));
    for bytes in written.filter_map(|path| fs::read(path).ok()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!["hiring", "interviews", "Acme", "engineers"].iter().any(|word| text.contains(word)), "{text}");
    }
    let wording = wordings(&home)[0].as_str().unwrap().to_owned();
    assert_eq!(wording.len(), 64);
    assert!(ledger.contains(&format!(",\"wording\":\"{wording}\",\"sum\":")), "{ledger}");
    let text = home.ok(&["history", "--verbose"]).out;
    assert!(text.contains("#spring (fingerprint of the text kept)"), "{text}");
    // A record without a text has none, in JSON too.
    home.ok(&["log", "Ravi Patel"]);
    assert_eq!(wordings(&home)[1], Value::Null);
}

#[test]
fn a_text_comes_from_standard_input_in_the_encodings_that_import_reads() {
    let home = home();
    let text = intro("Zoë", "Müller");
    let utf_16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (name, input) in
        [("a", text.clone().into_bytes()), ("b", utf_16), ("c", latin), ("d", text.replace('\n', "\r\n").into())]
    {
        let run = with_input(&home, &["log", &format!("Zoë {name}{name}"), "--text", "-"], &input);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let found = wordings(&home);
    assert!(found[0].is_string());
    assert_eq!(found, vec![found[0].clone(); 4]);
}

#[test]
fn a_text_to_several_people_is_the_same_for_all_without_their_names() {
    let home = home();
    let document = home.json(&["log", "Jane Doe", "Ravi Patel", "--text", "jane.txt"]);
    let recorded = document["recorded"].as_array().unwrap();
    assert_eq!(recorded[0]["wording"], recorded[1]["wording"]);
    // The name of Ravi is left out of his text, as Jane's is left out of hers.
    fs::write(home.path("same.txt"), intro("Ravi", "Acme")).unwrap();
    assert_eq!(
        home.json(&["log", "Ravi Patel", "--text", "same.txt"])["recorded"][0]["wording"],
        recorded[0]["wording"]
    );
}

#[test]
fn the_text_of_an_invitation_is_its_note_and_an_inmail_has_one_too() {
    let home = home();
    let run = home.ok(&["log", "Jane Doe", "--invite", "--text", "jane.txt"]);
    assert!(run.out.starts_with("recorded: invitation with a note to Jane Doe"), "{}", run.out);
    home.ok(&["log", "Ravi Patel", "--inmail", "--text", "ravi.txt"]);
    let records = home.history(&[]);
    assert_eq!((&records[1]["kind"], &records[1]["with_note"]), (&json!("invitation"), &json!(true)));
    assert!(records.iter().all(|record| record["wording"].is_string()));
}

#[test]
fn a_text_that_cannot_be_used_is_refused_and_a_short_one_has_no_fingerprint() {
    let home = home();
    home.ok(&["log", "Jane Doe"]);
    fs::write(home.path("empty.txt"), " \n\u{a0}\n").unwrap();
    fs::write(home.path("long.txt"), "a ".repeat((1 << 19) + 1)).unwrap();
    fs::create_dir(home.path("folder")).unwrap();
    for (file, code) in
        [("missing.txt", "unreadable"), ("folder", "unreadable"), ("empty.txt", "bad_text"), ("long.txt", "too_long")]
    {
        let error = home.refuses(2, &["log", "Ravi Patel", "--text", file]);
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().unwrap().contains(file), "{error}");
    }
    assert_eq!(home.refuses(2, &["log", "-", "--text", "-"])["code"], "usage");
    // 1 MiB is not too long.
    fs::write(home.path("long.txt"), "a ".repeat(1 << 19)).unwrap();
    home.ok(&["log", "Ravi Patel", "--text", "long.txt"]);
    fs::write(home.path("short.txt"), "Thanks, Jane!").unwrap();
    let document = home.json(&["log", "Jane Doe", "--text", "short.txt"]);
    assert_eq!(codes(&document), ["short_text"]);
    assert_eq!(wordings(&home), vec![Value::Null; 3]);
}

#[test]
fn the_third_person_with_nearly_the_same_text_is_a_caution() {
    let mut home = home();
    home.at("2026-10-26T09:00:00+01:00").ok(&["log", "Jane Doe", "--text", "jane.txt"]);
    // 30 × 24 hours later, Jane's text still counts; a second later, it does not.
    home.at("2026-11-25T09:00:00+01:00");
    assert_eq!(codes(&home.json(&["log", "Ravi Patel", "--text", "ravi.txt"])), [""; 0]);
    assert_eq!(codes(&home.json(&["log", "Ravi Patel", "--text", "ravi.txt"])), [""; 0]);
    let document = home.json(&["log", "Ana Lima", "--text", "ana.txt"]);
    assert_eq!(codes(&document), ["same_wording"]);
    assert!(document["cautions"][0]["message"].as_str().unwrap().starts_with("3 people have got nearly this text"));
    home.ok(&["undo"]);
    home.at("2026-11-25T09:00:01+01:00");
    assert_eq!(codes(&home.json(&["log", "Ana Lima", "--text", "ana.txt"])), [""; 0]);
    assert_eq!(codes(&home.json(&["log", "Lea Stein", "--text", "other.txt"])), [""; 0]);
}

#[test]
fn the_levels_of_alike_texts_are_settings() {
    let home = home();
    home.write_settings("alike_few = 2\nalike_many = 3\nalike_most = 4\n");
    let said = |name: &str| home.ok(&["log", name, "--text", "jane.txt"]).err;
    assert!(!said("Jane Doe").contains("text"));
    assert!(
        said("Ravi Patel").contains("2 people have got nearly this text in the last 30 days: make each one personal")
    );
    assert!(said("Ana Lima").contains("it is starting to look like a mass mailing"));
    assert!(said("Lea Stein").contains("it looks like a mass mailing"));
    home.write_settings("alike_few = 10\n");
    let error = home.refuses(2, &["log", "Jane Doe"]);
    assert!(
        error["message"].as_str().unwrap().contains("`alike_few` (10) must be lower than `alike_many` (10)"),
        "{error}"
    );
}

#[test]
fn more_than_ten_sends_in_ten_minutes_are_a_burst() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "none", "--monthly", "none"]);
    for (minute, name) in NAMES.iter().take(10).enumerate() {
        home.at(&format!("2026-11-25T09:0{minute}:00+01:00"));
        let document = home.json(&["log", name]);
        assert_eq!(codes(&document), [""; 0], "{minute}");
    }
    // The first send is 599 seconds old; with --at, the member says from memory when it was.
    home.at("2026-11-25T09:09:59+01:00");
    assert_eq!(codes(&home.json(&["log", "Jane Doe", "--at", "09:09"])), [""; 0]);
    home.ok(&["undo"]);
    let run = home.ok(&["log", "Jane Doe"]);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(
        run.err.starts_with("warning: you recorded 11 sends within 10 minutes; if you sent them that fast"),
        "{}",
        run.err
    );
    home.ok(&["undo"]);
    // A second later, it is ten minutes old, and counts no more.
    home.at("2026-11-25T09:10:00+01:00");
    assert_eq!(codes(&home.json(&["log", "Jane Doe"])), [""; 0]);
    assert_eq!(codes(&home.json(&["log", "Ravi Patel"])), ["burst"]);
    // A reply is no send.
    assert_eq!(codes(&home.json(&["reply", "Ravi Patel"])), [""; 0]);
    home.write_settings("burst_sends = 20\nburst_minutes = 5\n");
    assert_eq!(codes(&home.json(&["log", "Ana Lima"])), [""; 0]);
}

#[test]
fn several_people_at_once_can_be_a_burst_of_one_line() {
    let home = Home::new();
    let run = home.ok(&[&["log"][..], &NAMES].concat());
    assert_eq!(run.err.matches("sends within").count(), 1, "{}", run.err);
    assert!(run.err.contains("warning: you recorded 11 sends within 10 minutes"), "{}", run.err);
}

#[test]
fn response_rates_are_grouped_by_wording() {
    let mut home = home();
    // Two texts that are nearly the same, the earliest with a template; another text; none. Ravi answers.
    home.at("2026-11-02T09:00:00+01:00").ok(&["log", "Jane Doe", "--text", "jane.txt", "--template", "intro"]);
    home.at("2026-11-03T09:00:00+01:00").ok(&["log", "Ravi Patel", "--text", "ravi.txt"]);
    home.at("2026-11-04T09:00:00+01:00").ok(&["log", "Lea Stein", "--text", "other.txt"]);
    home.ok(&["log", "Max Roe"]);
    home.ok(&["reply", "Ravi Patel"]);
    home.at("2026-11-25T09:00:00+01:00");
    let document = home.json(&["stats", "--by", "wording"]);
    let row = |row: &Value| (row["key"].clone(), row["contacted"].clone(), row["responded"].clone());
    assert_eq!(
        document["rows"].as_array().unwrap().iter().map(row).collect::<Vec<_>>(),
        [
            (json!("intro"), json!(2), json!(1)),
            (json!("2026-11-04"), json!(1), json!(0)),
            (Value::Null, json!(1), json!(0)),
        ]
    );
    assert_eq!(document["by"], "wording");
    let text = home.ok(&["stats", "--by", "wording"]).out;
    assert!(text.contains("\nno text kept"), "{text}");
    // A text that is entered late for an earlier day leads the group.
    home.ok(&["log", "Ana Lima", "--text", "ana.txt", "--at", "2026-11-01"]);
    let keys: Vec<Value> = home.json(&["stats", "--by", "wording"])["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["key"].clone())
        .collect();
    assert_eq!(keys, [json!("2026-11-01"), json!("2026-11-04"), Value::Null]);
}

#[test]
fn an_edit_gives_a_text_and_takes_it_away() {
    let home = home();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--text", "jane.txt"]);
    let wording = wordings(&home)[0].clone();
    assert!(wording.is_string());
    home.ok(&["edit", &id, "--no-text"]);
    assert_eq!(wordings(&home)[0], Value::Null);
    home.ok(&["undo"]);
    assert_eq!(wordings(&home)[0], wording);
    // Another edit leaves it as it is.
    home.ok(&["edit", &id, "--inmail", "--note", "x"]);
    assert_eq!(wordings(&home)[0], wording);
    let reply = home.id(&["reply", "Jane Doe"]);
    assert_eq!(home.refuses(2, &["edit", &reply, "--text", "jane.txt"])["code"], "cannot_edit");
    let invitation = home.id(&["log", "Ravi Patel", "--invite"]);
    assert_eq!(home.refuses(2, &["edit", &invitation, "--text", "ravi.txt"])["code"], "cannot_edit");
    home.ok(&["edit", &invitation, "--with-note", "--text", "ravi.txt"]);
    assert_eq!(home.refuses(2, &["edit", &id, "--text", "jane.txt", "--no-text"])["code"], "usage");
}

#[test]
fn fingerprints_survive_undo_exports_merges_and_doctor() {
    let one = home();
    one.ok(&["log", "Jane Doe", "--text", "jane.txt"]);
    one.ok(&["undo"]);
    one.ok(&["redo"]);
    let wording = wordings(&one)[0].clone();
    assert!(wording.is_string());
    one.ok(&["doctor"]);
    one.ok(&["export", "-o", "out.json"]);
    one.ok(&["export", "-o", "out.csv"]);
    let csv = fs::read_to_string(one.path("out.csv")).unwrap();
    assert!(csv.lines().next().unwrap().ends_with(",wording,date"), "{csv}");
    for (name, command) in [("out.json", "merge"), ("out.csv", "import")] {
        let other = Home::new();
        other.ok(&["log", "Ravi Patel", "--at", "yesterday"]);
        fs::copy(one.path(name), other.path(name)).unwrap();
        other.ok(&[command, name]);
        assert!(wordings(&other).contains(&wording), "{command}");
    }
    // An export of an earlier version has no such column, nor the one of dates after it.
    let old: String = csv.lines().map(|line| line.rsplitn(3, ',').last().unwrap().to_owned() + "\n").collect();
    let other = Home::new();
    fs::write(other.path("old.csv"), old).unwrap();
    other.ok(&["import", "old.csv"]);
    assert_eq!(wordings(&other), [Value::Null]);
    // What is no fingerprint is refused, with its line.
    fs::write(other.path("bad.csv"), csv.replace(wording.as_str().unwrap(), "x")).unwrap();
    let error = other.refuses(2, &["import", "bad.csv"]);
    assert!(error["message"].as_str().unwrap().contains("the wording \"x\" is not 64 hexadecimal digits"), "{error}");
}
