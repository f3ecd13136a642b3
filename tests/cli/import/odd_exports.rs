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
