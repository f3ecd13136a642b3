//! Exports as members have them: odd rows of LinkedIn, and tables that a spreadsheet has saved.

use serde_json::json;

use crate::archives::*;
use crate::program::Home;

const ADA: Who = Who("Ada Quill", "ada-quill");

/// A home with these files.
fn files(files: &[(&str, &[u8])]) -> Home {
    let home = Home::new();
    for (name, bytes) in files {
        home.write(name, bytes);
    }
    home
}

/// messages.csv in the layout of 2025, with these rows.
fn messages(rows: &[&str]) -> String {
    format!("{B10}\n{}\n", rows.join("\n"))
}

/// Imports messages.csv, Invitations.csv and Connections.csv, as far as they exist.
const ALL: [&str; 4] = ["import", "messages.csv", "Invitations.csv", "Connections.csv"];

#[test]
fn a_note_that_was_answered_within_the_same_second_is_no_message() {
    let rows = messages(&[
        "c1,,Ada Quill,https://www.linkedin.com/in/ada-quill,Robin Vale,https://www.linkedin.com/in/robin-vale,\
         2026-10-01 09:00:00 UTC,,Thanks for writing,INBOX",
        "c1,,Robin Vale,https://www.linkedin.com/in/robin-vale,Ada Quill,https://www.linkedin.com/in/ada-quill,\
         2026-10-01 09:00:00 UTC,,May I add you,INBOX",
    ]);
    let home = files(&[
        ("messages.csv", rows.as_bytes()),
        ("Invitations.csv", &invitations(&[invitation("9/30/26, 2:37 PM", "OUTGOING", ADA, "May I add you")])),
        ("Connections.csv", &connections(&[(ADA, "01 Oct 2026")])),
    ]);
    let document = home.json(&ALL);
    assert_eq!(document["messages"], json!({"sent": 0, "people": 0, "received": 1, "responses": 0}));
    assert_eq!(document["skipped"]["invitation_note"], 1);
}

#[test]
fn advertisements_are_no_messages_and_answers_that_quote_them_are() {
    let row = |thread: &str, from: &str, to: &str, day: u32, text: &str, folder: &str| {
        let address = |name: &str| match name {
            "Robin Vale" => "https://www.linkedin.com/in/robin-vale",
            "Ada Quill" => "https://www.linkedin.com/in/ada-quill",
            _ => "",
        };
        let (sender, recipient) = (address(from), address(to));
        format!("{thread},,{from},{sender},{to},{recipient},2026-10-{day:02} 09:00:00 UTC,,{text},{folder}")
    };
    let rows = [
        row("c8", "Harbor Learning", "Robin Vale", 5, "\"<p>Hi Robin,</p><p>a free month</p>\"", "ARCHIVE"),
        row("c9", "LinkedIn Member", "Robin Vale", 6, "\"Hi %FIRSTNAME%, a gift card\"", "ARCHIVE"),
        row("c1", "Robin Vale", "Ada Quill", 1, "How do you write it?", "INBOX"),
        row("c1", "Ada Quill", "Robin Vale", 2, "<p>100%</p>", "INBOX"),
        row("c2", "Robin Vale", "LinkedIn Member", 1, "How do you write it?", "INBOX"),
        row("c2", "LinkedIn Member", "Robin Vale", 2, "<p>100%</p>", "INBOX"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let home = files(&[("messages.csv", messages(&rows).as_bytes())]);
    let document = home.json(&["import", "messages.csv", "--me", "in/robin-vale"]);
    assert_eq!(document["skipped"]["sponsored"], 2);
    assert_eq!(document["messages"], json!({"sent": 2, "people": 2, "received": 2, "responses": 2}));
}

#[test]
fn one_latin_1_line_leaves_the_names_of_the_others_alone() {
    let row = |thread: &str, name: &str, handle: &str| {
        format!(
            "{thread},,Robin Vale,https://www.linkedin.com/in/robin-vale,{name},https://www.linkedin.com/in/{handle},\
             2026-10-01 09:00:00 UTC,,Hi,INBOX\n"
        )
    };
    let mut bytes = format!("{B10}\n{}", row("a", "Zoë Ørsted", "zoe")).into_bytes();
    bytes.extend(row("b", "J?rgen Weiss", "jurgen").bytes().map(|byte| if byte == b'?' { 0xfc } else { byte }));
    let home = files(&[("messages.csv", &bytes)]);
    let document = home.json(&["import", "messages.csv"]);
    assert!(crate::program::codes(&document).contains(&"windows_1252".to_owned()), "{document}");
    let people = home.json(&["people"]).to_string();
    assert!(people.contains("Zoë Ørsted") && people.contains("Jürgen Weiss"), "{people}");
}
