//! `draft`: a text looked over before it is sent.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{Home, Run, assert_holds, skipped};

/// Runs `draft` with a text on standard input.
fn draft(home: &Home, text: impl AsRef<[u8]>, args: &[&str]) -> Run {
    let mut command = home.command(&[&["draft"], args].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program may refuse before it reads.
    let _ = child.stdin.take().unwrap().write_all(text.as_ref());
    Run::from(child.wait_with_output().unwrap())
}

/// Runs `draft --json`, which must exit with this code, and reads the document.
fn document(home: &Home, code: i32, text: impl AsRef<[u8]>, args: &[&str]) -> Value {
    let run = draft(home, text, &[args, &["--json"]].concat());
    assert_eq!(run.code, code, "{run:?}");
    run.json()
}

/// The codes of the findings.
fn found(document: &Value) -> Vec<String> {
    let findings = document["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

const FINE: &str = "Hi Jane,\nI liked your talk. Do you have ten minutes this week?\n";

#[test]
fn the_document_shows_the_findings_with_their_places() {
    let home = Home::new();
    let document = document(&home, 1, "Hi {{first_name}}, how are you?", &["--to", "Jane Doe"]);
    let expected = json!({"schema":1,"fit":false,"kind":"message","person":"Jane Doe",
        "length":{"used":31,"limit":8000},"subject_length":null,
        "check":{"schema":1,"allowed":true,"kind":"message","person":"Jane Doe","reason":"slot_free",
            "cost":{"day_slots":1,"month_slots":1,"credits":0},"available_at":null,"cautions":[]}});
    assert_holds(&document, &expected);
    let gap = json!({"code":"placeholder","level":"no","line":1,"column":4,"excerpt":"{{first_name}}"});
    assert_holds(&document["findings"][1], &gap);
    let whole = json!({"code":"nothing_personal","level":"caution","line":1,"column":1,"excerpt":null});
    assert_holds(&document["findings"][0], &whole);
    assert!(document["findings"][1]["message"].is_string());
}

#[test]
fn a_draft_is_read_from_a_file_or_standard_input() {
    let home = Home::new();
    home.write("note.txt", FINE.as_bytes());
    let of_file = home.json(&["draft", "note.txt", "--to", "Jane Doe"]);
    assert_eq!((&of_file["fit"], &of_file["findings"]), (&json!(true), &json!([])));
    for args in [&["--to", "Jane Doe"] as &[&str], &["-", "--to", "Jane Doe"]] {
        assert_eq!(document(&home, 0, FINE, args), of_file, "{args:?}");
    }
}

#[test]
fn a_draft_is_neither_kept_nor_a_record() {
    let home = Home::new();
    home.write("note.txt", FINE.as_bytes());
    home.ok(&["log", "Ravi Patel"]);
    let (bytes, before) = (home.bytes(), home.everything());
    home.ok(&["draft", "note.txt", "--to", "Jane Doe"]);
    draft(&home, "Hi Mark, ok?", &["--to", "Jane Doe", "--inmail"]);
    assert_eq!((home.bytes(), home.everything()), (bytes, before));
    // Without a ledger, nothing is created either.
    let home = Home::new();
    draft(&home, FINE, &["--to", "Jane Doe"]);
    assert!(home.everything().is_empty());
}

#[test]
fn every_encoding_of_import_is_read() {
    let home = Home::new();
    let text = "Hi Zoë,\r\nhow are you?";
    let utf16 = |mark: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16("\u{feff}", u16::to_le_bytes),
        utf16("\u{feff}", u16::to_be_bytes),
        utf16("", u16::to_le_bytes),
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
    ] {
        let document = document(&home, 0, &bytes, &["--to", "Zoë Smith"]);
        // 7 letters, a line break, 12 letters.
        assert_eq!((&document["length"]["used"], &document["findings"]), (&json!(20), &json!([])), "{bytes:?}");
    }
}

#[test]
fn each_kind_has_its_length() {
    let home = Home::new();
    // A question of one unit, and the rest.
    let text = |length: usize| "?".to_owned() + &"x".repeat(length - 1);
    for (args, limit) in [(&[] as &[&str], 8000), (&["--inmail"], 2000), (&["--invite"], 200)] {
        let at_limit = document(&home, 0, text(limit), args);
        assert_eq!(at_limit["length"], json!({"used":limit,"limit":limit,"remaining":0}));
        let over = document(&home, 1, text(limit + 1), args);
        assert!(found(&over).contains(&"too_long".to_owned()), "{over}");
        // The last line break, which editors add, does not count.
        document(&home, 0, text(limit) + "\n", args);
    }
    // 1,900 is fine, 1,901 is near.
    let inmail = |length: usize| found(&document(&home, 0, text(length), &["--inmail"]));
    assert!(!inmail(1900).contains(&"near_limit".to_owned()) && inmail(1901).contains(&"near_limit".to_owned()));
    // An emoji is two units.
    assert_eq!(document(&home, 0, "👋?", &[])["length"]["used"], 3);
    let subject = |length: usize| ["--inmail".to_owned(), "--subject".to_owned(), "s".repeat(length)];
    let with_subject = |code, length| {
        let args = subject(length);
        document(&home, code, "How are you?", &args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(with_subject(0, 190)["subject_length"], json!({"used":190,"limit":200,"remaining":10}));
    let long = with_subject(1, 201);
    assert_holds(&long["findings"][0], &json!({"code":"too_long","line":0,"column":1,"excerpt":null}));
}

#[test]
fn a_note_may_be_longer_on_a_paid_plan() {
    let text = "?".to_owned() + &"x".repeat(249);
    for (plan, code, limit) in [
        ("free", 1, 200),
        ("basic", 1, 200),
        ("premium", 0, 300),
        ("premium-career", 0, 300),
        ("recruiter-lite", 0, 300),
    ] {
        let home = Home::new();
        home.ok(&["plan", "set", plan]);
        assert_eq!(document(&home, code, &text, &["--invite"])["length"]["limit"], limit, "{plan}");
    }
    let home = Home::new();
    let plans = r#"{"plans":[{"name":"team","renews":"calendar","note_length":250}]}"#;
    home.write(".config/inquota/plans.json", plans.as_bytes());
    home.ok(&["plan", "set", "team"]);
    assert_eq!(document(&home, 0, &text, &["--invite"])["length"]["limit"], 250);
}

#[test]
fn the_answer_of_check_is_the_same_as_that_of_check() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Ravi Patel"]);
    for (args, code) in [
        (&["--to", "Jane Doe"] as &[&str], 1),
        (&["--to", "Jane Doe", "--inmail"], 0),
        (&["--to", "in/jane-doe", "--invite"], 0),
        (&["--to", "ravi"], 0),
    ] {
        let asked = document(&home, 0, "Hi Jane, Ravi, ok?", args);
        let mut question = vec!["check", args[1]];
        question.extend(&args[2..]);
        if question.contains(&"--invite") {
            question.push("--with-note");
        }
        assert_eq!(asked["check"], home.document(code, &question), "{args:?}");
        assert_eq!(asked["person"], asked["check"]["person"]);
    }
    // A check that says no is shown, and does not change the exit code.
    let run = draft(&home, FINE, &["--to", "Jane Doe"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("check: no – you have reached the limit of 1 person a day"), "{}", run.out);
    assert_eq!(document(&home, 0, FINE, &[])["check"], Value::Null);
}

#[test]
fn a_first_message_is_one_to_somebody_who_was_sent_nothing() {
    let home = Home::new();
    let text = "Jane, see https://a.example/x and https://b.example/y. ".to_owned() + &"so ".repeat(130);
    let codes = || found(&document(&home, 0, &text, &["--to", "Jane Doe"]));
    assert_eq!(codes(), ["long_first_message", "no_question", "many_links"]);
    assert_eq!(found(&document(&home, 0, &text, &[])), codes());
    // An invitation is no message.
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-20"]);
    assert_eq!(codes(), ["long_first_message", "no_question", "many_links"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-21"]);
    assert_eq!(codes(), ["no_question"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-22"]);
    assert_eq!(codes(), Vec::<String>::new());
    // As of an earlier instant, nothing had been sent.
    let earlier = document(&home, 0, &text, &["--to", "Jane Doe", "--at", "2026-11-19"]);
    assert_eq!(found(&earlier), ["long_first_message", "no_question", "many_links"]);
}

#[test]
fn the_greeting_is_compared_with_the_person_of_the_ledger() {
    let home = Home::new();
    home.ok(&["log", "Robert Smith (Acme)"]);
    home.ok(&["people", "link", "Robert Smith (Acme)", "in/bob-smith"]);
    for greeting in ["Hi Robert,", "Hi Bob,", "Dear Mr. Smith,", "Hi R.,", "Hi all,"] {
        for person in ["robert", "in/bob-smith"] {
            let document = document(&home, 0, format!("{greeting} Bob, ok?"), &["--to", person]);
            assert_eq!(document["findings"], json!([]), "{greeting} {person}");
        }
    }
    let wrong = document(&home, 1, "Hi Mark, are you still at Acme?", &["--to", "robert"]);
    assert_holds(&wrong["findings"][0], &json!({"code":"wrong_name","line":1,"column":4,"excerpt":"Mark"}));
    // Without a person, nothing is said of names.
    assert_eq!(document(&home, 0, "Hi Mark, is Robert Smith there?", &[])["findings"], json!([]));
    // Somebody known by a handle alone is named by its words.
    home.ok(&["log", "in/ada-lovelace"]);
    assert_eq!(document(&home, 0, "Hi Ada, ok?", &["--to", "in/ada-lovelace"])["findings"], json!([]));
    document(&home, 1, "Hi Mark, ok?", &["--to", "in/ada-lovelace"]);
}

#[test]
fn other_contacts_and_their_companies_are_noticed() {
    let home = Home::new();
    home.ok(&["log", "Ravi Patel (Globex)", "Zoë Müller", "Jane Doe"]);
    let text = "Hi Jane, as Ravi and Zoe know: how is work at Globex?";
    let document = document(&home, 0, text, &["--to", "jane"]);
    let excerpts: Vec<&Value> = document["findings"].as_array().unwrap().iter().map(|one| &one["excerpt"]).collect();
    assert_eq!(excerpts, ["Ravi", "Zoe", "Globex"]);
    assert_eq!(found(&document), ["other_name"; 3]);
}

#[test]
fn other_contacts_are_found_in_a_checkpoint_too() {
    let home = Home::new();
    let names: String = (0..700).map(|number| format!("Person{number} Name{number}\n")).collect();
    home.write("names.txt", names.as_bytes());
    let log = |file: &str| {
        let input = fs::File::open(home.path(file)).unwrap();
        let run = Run::from(home.command(&["log", "-"]).stdin(input).output().unwrap());
        assert_eq!(run.code, 0, "{run:?}");
    };
    log("names.txt");
    home.ok(&["status"]);
    let ask = || document(&home, 0, "Hi Jane, do you know Person41 Name41 and Person650?", &["--to", "Jane Doe"]);
    let with = ask();
    assert_eq!(found(&with), ["other_name", "other_name"], "{with}");
    home.ok(&["log", "Ravi Patel"]);
    let after = document(&home, 0, "Hi Jane, do you know Ravi and Person7?", &["--to", "Jane Doe"]);
    assert_eq!(found(&after), ["other_name", "other_name"], "{after}");
}

#[test]
fn the_text_shows_findings_lengths_and_the_check() {
    let home = Home::new();
    let run = draft(&home, "Hi Mark,\nWOW!! See bit.ly/x", &["--to", "Jane Doe", "--inmail"]);
    let expected = "\
not fit to send – InMail to Jane Doe: 27 of 2000 characters, 1973 left
subject: none, but an InMail needs one (--subject)
text  warn  nothing in it is personal to Jane Doe, not even the name [nothing_personal]
text  warn  it asks no question; a question is easy to answer [no_question]
1:4   no    the greeting names Mark, but this goes to Jane Doe [wrong_name]
2:4   warn  several exclamation marks in a row: !! [exclamation_marks]
2:11  warn  bit.ly/x hides where it leads: use the full address [link_shortener]
check: yes – an InMail to Jane Doe costs 1 credit
5 credits left; 5 more on Tue 1 Dec 2026, in 6 days
";
    assert_eq!((run.code, run.out.as_str()), (1, expected));
    assert!(run.err.is_empty(), "{}", run.err);
    // 8 characters, a line break, 18, a space and 34.
    let fine = draft(&home, FINE, &[]);
    assert_eq!(fine.out, "fit to send – message: 62 of 8000 characters, 7938 left\n");
}

#[test]
fn hostile_text_is_escaped() {
    let home = Home::new();
    let run = draft(&home, "Hi \u{1b}[31m{na\u{202e}me}\u{0}, [\u{7}Name] {{\u{1b}]0;x\u{7}a}}", &["--to", "Jane Doe"]);
    assert!(run.code == 1 && !run.out.chars().any(|c| c.is_control() && c != '\n'), "{:?}", run.out);
    assert!(!run.out.contains('\u{202e}'));
    let json = draft(&home, "Hi {{\u{1b}a}}", &["--json"]).out;
    assert!(!json.contains('\u{1b}') && json.contains("\\u001b"), "{json}");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let home = Home::new();
    home.write("big.txt", "x".repeat((1 << 20) + 1).as_bytes());
    home.write("folder/x", b"");
    for (args, code) in [
        (&["draft", "none.txt"] as &[&str], "unreadable"),
        (&["draft", "folder"], "unreadable"),
        (&["draft", "big.txt"], "too_long"),
        (&["draft", "big.txt", "--to", " "], "bad_person"),
        (&["draft", "big.txt", "--to", "tomorrow"], "not_a_name"),
        (&["draft", "big.txt", "--inmail", "--invite"], "usage"),
        (&["draft", "big.txt", "--with-note"], "usage"),
    ] {
        assert_eq!(home.refuses(2, args)["code"], code, "{args:?}");
    }
    let big = draft(&home, "x".repeat((1 << 20) + 1), &["--json"]);
    assert!(big.code == 2 && big.err.contains("\"too_long\""), "{big:?}");
    // The largest one is read.
    home.write("large.txt", "x".repeat(1 << 20).as_bytes());
    assert_eq!(home.document(1, &["draft", "large.txt"])["length"]["used"], 1 << 20);
    assert_eq!(found(&document(&home, 1, "", &["--to", "Jane Doe"])), ["empty"]);
}

#[test]
fn a_document_that_is_no_plain_text_is_refused() {
    let home = Home::new();
    let log = ["log", "Jane Doe", "--text"];
    for (name, start) in [
        ("intro.docx", b"PK\x03\x04\x14\x00" as &[u8]),
        ("intro.doc", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("intro.rtf", b"{\\rtf1\\ansi Hi Jane, how are you?}"),
        ("intro.pdf", b"%PDF-1.7\n"),
        ("intro.png", b"\x89PNG\r\n"),
    ] {
        home.write(name, start);
        for args in [&["draft", name], &[&log[..], &[name]].concat()[..]] {
            let error = home.refuses(2, args);
            assert_eq!(error["code"], "unreadable", "{name}");
            assert!(error["message"].as_str().unwrap().contains("not plain text"), "{error}");
        }
    }
    // A text about such files is text.
    home.write("about.txt", b"PK, the PDF and {\\rtf files: ok?");
    home.ok(&["draft", "about.txt"]);
}

#[test]
fn a_missing_name_is_shown_with_the_words_before_it() {
    let home = Home::new();
    for (text, shown) in [
        ("Dear Mr. ,\nare you free?", "1:1  no    a placeholder was not filled in: Dear Mr. , [placeholder]"),
        (
            "Sehr geehrte Frau,\nhätten Sie Zeit?",
            "1:1  no    a placeholder was not filled in: Sehr geehrte Frau, [placeholder]",
        ),
        ("Hi null, are you free?", "1:4  no    a placeholder was not filled in: null [placeholder]"),
        ("【お名前】様\nお時間はありますか", "1:1  no    a placeholder was not filled in: 【お名前】 [placeholder]"),
    ] {
        let run = draft(&home, text, &[]);
        assert_eq!((run.code, run.out.lines().nth(1)), (1, Some(shown)), "{run:?}");
    }
}

#[test]
fn a_subject_may_have_findings_of_its_own() {
    let home = Home::new();
    let args = ["--inmail", "--subject", "A role at {company}", "--to", "Jane Doe"];
    let document = document(&home, 1, FINE, &args);
    assert_holds(&document["findings"], &json!([{"code":"placeholder","line":0,"column":11,"excerpt":"{company}"}]));
    let run = draft(&home, FINE, &args);
    assert!(run.out.contains("subject: 19 of 200 characters, 181 left"), "{}", run.out);
    assert!(run.out.contains("subject:11  no ") && run.err.is_empty(), "{run:?}");
    // Another kind has no subject, which a note says.
    let of_message = draft(&home, FINE, &["--subject", "A role"]);
    assert!(of_message.code == 0 && of_message.err.contains("only an InMail has a subject"), "{of_message:?}");
}

/// A text of 21 words, greeting included.
fn intro(greeting: &str) -> String {
    format!(
        "{greeting}\nI saw that you build ledgers in Rust. May I ask how you test them? A short call would be a pleasure."
    )
}

/// Another text, with the same greeting.
const OTHER: &str =
    "Hi Jane,\nyour article about databases was fun to read. We make tools for backups: want to see one?";

/// The name of a person by number.
fn person(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    format!("Person{}{} Quill", letter(number / 26), letter(number))
}

/// A home in which this many people got the text just now, each with their own name in the greeting.
fn with_texts_to(people: usize) -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "none", "--monthly", "none"]);
    (0..people).for_each(|number| send(&home, &person(number), &[]));
    home
}

/// Records that a person got the text.
fn send(home: &Home, name: &str, args: &[&str]) {
    let first = name.split(' ').next().unwrap();
    home.write("sent.txt", intro(&format!("Hi {first},")).as_bytes());
    home.ok(&[&["log", name, "--text", "sent.txt"], args].concat());
}

/// The number of people who got nearly the text, and the level and the message of the finding.
fn alike(home: &Home, text: &str, args: &[&str]) -> (u64, Option<(String, String)>) {
    let run = draft(home, text, &[args, &["--json"]].concat());
    let document = run.json();
    let findings = document["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["code"] == "alike").map(|finding| {
        assert_holds(finding, &json!({"line":1,"column":1,"excerpt":null}));
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("level"), text("message"))
    });
    let is_no = finding.as_ref().is_some_and(|(level, _)| level == "no");
    assert_eq!((run.code, &document["fit"]), (i32::from(is_no), &json!(!is_no)));
    (document["alike"]["people"].as_u64().unwrap(), finding)
}

const TO_JANE: [&str; 2] = ["--to", "Jane Doe"];

#[test]
fn from_three_people_on_nearly_the_same_text_is_a_caution_and_from_twenty_a_no() {
    for (people, level, words) in [
        (0, None, ""),
        (2, None, ""),
        (3, Some("caution"), ": make each one personal"),
        (9, Some("caution"), ": make each one personal"),
        (10, Some("caution"), ": it is starting to look like a mass mailing"),
        (19, Some("caution"), ": it is starting to look like a mass mailing"),
        (20, Some("no"), ": it looks like a mass mailing"),
    ] {
        let home = with_texts_to(people);
        let (count, finding) = alike(&home, &intro("Hi Jane,"), &TO_JANE);
        assert_eq!((count, finding.as_ref().map(|(level, _)| level.as_str())), (people as u64, level));
        // 30 × 24 hours before 25 November, 09:00.
        let start = format!("{people} people got nearly this text since Mon 26 Oct 2026{words}");
        assert!(finding.is_none_or(|(_, message)| message.starts_with(&start)), "{start}");
        let document = draft(&home, intro("Hi Jane,"), &["--json"]).json();
        assert_eq!(document["alike"], json!({"people":people,"since":"2026-10-26T09:00:00+01:00"}));
    }
}

#[test]
fn fewer_people_are_a_line_of_the_answer() {
    let home = with_texts_to(1);
    let run = draft(&home, intro("Hi Jane,"), &TO_JANE);
    assert!(run.out.contains("\nalike: 1 person got nearly this text since Mon 26 Oct 2026\ncheck: yes"), "{run:?}");
    let run = draft(&with_texts_to(3), intro("Hi Jane,"), &TO_JANE);
    let line = "text  warn  3 people got nearly this text since Mon 26 Oct 2026: make each one personal [alike]\n";
    assert!(run.code == 0 && run.out.contains(line) && !run.out.contains("\nalike:"), "{run:?}");
}

#[test]
fn the_levels_of_alike_are_settings() {
    let home = with_texts_to(3);
    let level = |settings: &str| {
        home.write_settings(settings);
        alike(&home, &intro("Hi Jane,"), &TO_JANE).1.map(|(level, message)| (level, message.contains("mass mailing")))
    };
    let of = |level: &str, is_strong| Some((level.to_owned(), is_strong));
    assert_eq!(level("alike_few = 4\n"), None);
    assert_eq!(level("alike_few = 1\nalike_many = 2\n"), of("caution", true));
    assert_eq!(level("alike_few = 1\nalike_many = 2\nalike_most = 3\n"), of("no", true));
    assert_eq!(level(""), of("caution", false));
}

#[test]
fn texts_of_the_last_thirty_days_to_others_count() {
    let mut home = Home::new();
    let people = |home: &Home, args: &[&str]| alike(home, &intro("Hi Jane,"), &[&TO_JANE, args].concat()).0;
    // 31 days before; 30 days and a second before; and a late entry of 30 days before.
    send(&home, "Ada Berg", &["--at", "2026-10-25T09:00:00+01:00"]);
    send(&home, "Bo Quist", &["--at", "2026-10-26T08:59:59+01:00"]);
    assert_eq!(people(&home, &[]), 0);
    send(&home, "Cem Yilmaz", &["--at", "2026-10-26T09:00:00+01:00"]);
    assert_eq!(people(&home, &[]), 1);
    // The same person twice, in an InMail too, is one.
    send(&home, "Cem Yilmaz", &["--inmail"]);
    assert_eq!(people(&home, &[]), 1);
    // What Jane got herself does not count for her, only for others.
    send(&home, "Jane Doe", &[]);
    assert_eq!(people(&home, &[]), 1);
    assert_eq!(alike(&home, &intro("Hi Lea,"), &["--to", "Lea Stein"]).0, 2);
    send(&home, "Lea Stein", &["--invite"]);
    assert_eq!(people(&home, &[]), 2);
    home.ok(&["undo"]);
    assert_eq!(people(&home, &[]), 1);
    home.ok(&["redo"]);
    assert_eq!(people(&home, &[]), 2);
    // As of 25 October, noon, only Ada had it.
    assert_eq!(people(&home, &["--at", "2026-10-25T12:00:00+01:00"]), 1);
    // 30 days after the latest.
    home.at("2026-12-25T09:00:01+01:00");
    assert_eq!(people(&home, &[]), 0);
}

#[test]
fn another_greeting_is_alike_and_another_text_is_not() {
    let home = with_texts_to(3);
    let people = |text: &str, args: &[&str]| alike(&home, text, args).0;
    for greeting in ["Hi Jane,", "Dear Ms Doe,", "Good morning, Jane!", "", "Hello there,"] {
        assert_eq!(people(&intro(greeting), &TO_JANE), 3, "{greeting}");
    }
    let upside_down: Vec<String> = intro("Hi Jane,").lines().rev().map(str::to_uppercase).collect();
    assert_eq!(people(&upside_down.join("\r\n\r\n"), &TO_JANE), 3);
    assert_eq!(people(OTHER, &TO_JANE), 0);
    // A text that is too short to be compared.
    home.write("sent.txt", b"Thanks, Jane!");
    home.ok(&["log", "Jane Doe", "--text", "sent.txt"]);
    assert_eq!(people("Thanks, Ravi! Shall we?", &["--to", "Ravi Patel"]), 0);
}

#[test]
fn the_file_that_was_logged_is_alike_with_and_without_a_person() {
    let home = Home::new();
    send(&home, "Jane Doe", &[]);
    home.write("sent.txt", intro("Hi Jane,").as_bytes());
    home.ok(&["log", "Jane Doe", "--text", "sent.txt"]);
    let of = |args: &[&str]| {
        let document = home.json(&[&["draft", "sent.txt"], args].concat());
        (document["alike"]["people"].as_u64().unwrap(), found(&document))
    };
    assert_eq!(of(&TO_JANE), (0, vec![]));
    // Without --to, the name of the greeting is left out: all of it is what Jane got.
    assert_eq!(of(&[]), (1, vec!["nothing_personal".to_owned()]));
}

#[test]
fn a_draft_is_personal_by_the_name_or_by_what_no_other_got() {
    let home = Home::new();
    let of = |text: &str, args: &[&str]| {
        let codes = found(&draft(&home, text, &[args, &["--json"]].concat()).json());
        codes.contains(&"nothing_personal".to_owned())
    };
    let nameless = intro("Hello there,");
    // Nothing to compare it with: the name alone decides.
    assert!(of(&nameless, &TO_JANE) && !of(&intro("Hi Jane,"), &TO_JANE) && !of(&nameless, &[]));
    home.write("sent.txt", nameless.as_bytes());
    home.ok(&["log", "Jane Doe", "--text", "sent.txt"]);
    // What Jane got herself is no other's.
    assert!(of(&nameless, &TO_JANE));
    // Others got all of it, but for white space, case and the order of lines.
    let lines: Vec<String> = nameless.lines().rev().map(str::to_uppercase).collect();
    for text in [nameless.clone(), lines.join("\n\n")] {
        assert!(of(&text, &["--to", "Ravi Patel"]) && of(&text, &[]), "{text}");
    }
    assert!(!of(&intro("Hello Ravi,"), &["--to", "Ravi Patel"]));
    // A sentence of its own makes it differ, and so does another text.
    let own = nameless + " Your answer in the forum about rounding of dates was what made me write.";
    assert!(!of(&own, &["--to", "Ravi Patel"]) && !of(&own, &[]) && !of(OTHER, &["--to", "Ravi Patel"]));
    let run = draft(&home, intro("Hello there,"), &["--to", "Ravi Patel"]);
    let line = "text  warn  others got the same text: nothing in it is personal to Ravi Patel [nothing_personal]\n";
    assert!(run.out.contains(line), "{}", run.out);
}

/// Runs `draft` on a terminal with this editor; gives the screen.
fn on_terminal(home: &Home, editor: &str, args: &str) -> Option<String> {
    let inner = home.command(&[]);
    let program = inner.get_program().to_str().unwrap().to_owned();
    let mut command = home.other_program("script");
    command.args(["-qec", &format!("{program} draft {args}; echo code $?"), "/dev/null"]);
    command.env("PATH", "/usr/bin:/bin").env("TERM", "dumb").env("SHELL", "/bin/sh").env("EDITOR", editor);
    command.env("TMPDIR", home.path("tmp")).stdin(Stdio::null());
    let output = command.output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

#[cfg(target_os = "linux")]
#[test]
fn the_editor_writes_a_draft_of_which_no_file_stays() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.write("tmp/x", b"");
    let script =
        "#!/bin/sh\nstat -c %a \"$2\" \"$(dirname \"$2\")\" > modes\nprintf \"$1\" > \"$2\"\ntouch \"$2.swp\"\n";
    home.write("my editor", script.as_bytes());
    fs::set_permissions(home.path("my editor"), fs::Permissions::from_mode(0o755)).unwrap();
    let editor = format!("'{}' 'Hi Jane, how are you?'", home.path("my editor").display());
    let Some(screen) = on_terminal(&home, &editor, "--to 'Jane Doe'") else {
        return skipped("no program `script`");
    };
    assert!(screen.contains("fit to send – message to Jane Doe: 21 of 8000"), "{screen}");
    // The text is shown, because no file of it stays.
    assert!(screen.contains("\n\nHi Jane, how are you?\n") && screen.contains("code 0"), "{screen}");
    assert_eq!(fs::read_to_string(home.path("modes")).unwrap(), "600\n700\n");
    let is_empty = || fs::read_dir(home.path("tmp")).unwrap().count() == 1;
    assert!(is_empty());
    for (editor, said) in [
        ("sh -c 'exit 3'", "ended with an error"),
        ("no-such-editor -w", "could not be started"),
        ("vi \"", "quote that is not closed"),
        (" ", "no editor"),
    ] {
        let screen = on_terminal(&home, editor, "").unwrap();
        assert!(screen.contains(said) && screen.contains("hint: ") && screen.contains("code 2"), "{editor}: {screen}");
        assert!(is_empty(), "{editor}");
    }
    let json = on_terminal(&home, &editor, "--json").unwrap();
    assert!(json.contains(r#""text":"Hi Jane, how are you?""#), "{json}");
    // A draft that the editor leaves empty is not fit.
    assert!(on_terminal(&home, "true", "").unwrap().contains("the draft is empty"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_asked_to_end_leaves_no_draft() {
    let home = Home::new();
    home.write("tmp/x", b"");
    // The editor asks the program, its parent, to end, and then ends itself a little later.
    let editor = "sh -c 'echo text > \"$0\"; kill -TERM $PPID; kill -INT $PPID; sleep 0.3'";
    let Some(screen) = on_terminal(&home, editor, "") else { return skipped("no program `script`") };
    assert!(screen.contains("was interrupted") || screen.contains("text"), "{screen}");
    assert_eq!(fs::read_dir(home.path("tmp")).unwrap().count(), 1, "{screen}");
}

#[test]
fn people_complete_after_to() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.run_with(&[("INQUOTA_COMPLETE", "fish")], &["--", "inquota", "draft", "--to", "ja"]);
    assert_eq!(run.out, "Jane Doe\n");
}
