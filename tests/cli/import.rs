//! `import` of LinkedIn's archive, and of an export of a ledger.

mod alike;
mod bad;
mod life_cycle;
mod odd_exports;
mod properties;
mod report;
mod settled;
mod together;

use std::fs;

use serde_json::{Value, json};

use crate::archives::*;
use crate::program::Home;

/// The name that LinkedIn gives its archive.
pub(crate) const BASIC: &str = "Basic_LinkedInDataExport_11-20-2026.zip";

/// An archive of November 2026: a message that Jane answered, an InMail to Ann, and two invitations, one of them
/// accepted.
fn november() -> Export {
    Export::new()
        .file("Profile.csv", profile(ROBIN))
        .messages(&[
            mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello Jane, long time."),
            mail("jane", "2026-11-03 10:00:00", JANE, &[ROBIN], "Hello Robin!"),
            mail("ann", "2026-11-04 09:00:00", ROBIN, &[ANN], "We have not met.").subject("A question"),
            mail("bo", "2026-11-06 12:00:00", ROBIN, &[BO], "Shall we connect?"),
            mail("bo", "2026-11-06 13:00:00", BO, &[ROBIN], "Yes."),
        ])
        .invitations(&[
            invitation("11/5/26, 6:30 PM", "OUTGOING", BO, "Shall we connect?"),
            invitation("11/9/26, 8:00 AM", "OUTGOING", CLEO, ""),
            invitation("11/10/26, 8:00 AM", "INCOMING", DAN, ""),
        ])
        .connections(&[(JANE, "01 Feb 2025"), (BO, "06 Nov 2026")])
}

const CLEO: Who = Who("Cleo Marsh", "cleo-marsh");
const DAN: Who = Who("Dan Roe", "dan-roe");

impl Home {
    /// Writes an archive into the home folder, as a zip.
    pub(crate) fn pack(&self, name: &str, export: &Export) -> &Home {
        self.write(name, &export.zip())
    }

    /// All figures of the account, without the ids of the records.
    pub(crate) fn figures(&self) -> Value {
        let mut summary = self.json(&["summary", "--from", "2026-11-01"]);
        summary["days"].as_array_mut().unwrap().retain(|day| day.to_string().matches(":0").count() < 5);
        let status = self.json(&["status"]);
        let people = self.json(&["people"])["people"].as_array().unwrap().len();
        json!([summary, status, people, self.lines()])
    }

    /// The records about people that are not taken back, sorted, without their ids.
    pub(crate) fn lines(&self) -> Vec<String> {
        let records = self.history(&[]);
        let active = records.iter().filter(|record| record["taken_back"] == false && record["person"].is_string());
        let active = active.filter(|record| record["kind"] != "link");
        let text = |record: &Value, key: &str| record[key].as_str().unwrap().to_owned();
        let mut lines: Vec<String> = active
            .map(|record| format!("{} {} {}", text(record, "at"), text(record, "kind"), text(record, "person")))
            .collect();
        lines.sort();
        lines
    }
}

/// A home with this archive in it.
fn home(export: &Export) -> Home {
    let home = Home::new();
    home.pack(BASIC, export);
    home
}

#[test]
fn an_import_records_what_the_archive_has() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let expected = [
        "2026-11-02T10:00:00+01:00 message Jane Doe",
        "2026-11-03T11:00:00+01:00 reply Jane Doe",
        "2026-11-04T10:00:00+01:00 inmail Ann Øst, MBA",
        "2026-11-06T03:30:00+01:00 invitation Bo Li",
        "2026-11-06T03:30:00+01:00 accepted Bo Li",
        "2026-11-06T14:00:00+01:00 reply Bo Li",
        "2026-11-09T17:00:00+01:00 invitation Cleo Marsh",
    ];
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(home.lines(), expected);
    let summary = home.json(&["summary"]);
    assert_eq!(summary["messages"], json!({"sent": 1, "people": 1, "reached": 1, "over_limit": 0}));
    assert_eq!(summary["inmail"]["sent"], 1);
    assert_eq!(
        summary["invitations"],
        json!({"sent": 2, "with_note": 1, "accepted": 1, "received": 0, "withdrawn": 0, "over_limit": 0})
    );
    assert_eq!(summary["responses"], 2);
    assert_eq!(summary["response_rate"]["contacted"], 2);
    let people = home.json(&["people"]);
    let jane = people["people"].as_array().unwrap().iter().find(|person| person["name"] == "Jane Doe").unwrap();
    assert_eq!(jane["handle"], "jane-doe");
    assert_eq!(home.json(&["check", "in/jane-doe"])["reason"], "conversation_open");
}

#[test]
fn a_connection_who_invited_the_member_comes_in_as_received() {
    // Dan invited Robin on 10 November and is a connection; Bo accepted Robin's invitation; Jane is an old connection.
    let mut export = november();
    export.files.retain(|(name, _)| name != "Connections.csv");
    let home = home(&export.connections(&[(JANE, "01 Feb 2025"), (BO, "06 Nov 2026"), (DAN, "11 Nov 2026")]));
    let answer = home.json(&["import", BASIC]);
    assert_eq!(answer["invitations"], json!({"sent": 2, "received": 1, "accepted": 1}));
    let summary = home.json(&["summary"]);
    assert_eq!(
        summary["invitations"],
        json!({"sent": 2, "with_note": 1, "accepted": 1, "received": 1, "withdrawn": 0, "over_limit": 0})
    );
    // Bo's invitation of 6 November is judged, Cleo's of 9 November too: accepted, 1 of 2.
    assert_eq!(summary["acceptance_rate"], json!({"invited":2,"judged":2,"accepted":1,"pending":0,"rate":0.5}));
    assert_eq!(home.json(&["import", BASIC])["added"], 0);
}

#[test]
fn an_import_is_one_step_of_undo_and_redo() {
    let home = home(&november());
    home.ok(&["log", "Zoe Quill"]);
    let before = home.figures();
    home.ok(&["import", BASIC]);
    let after = home.figures();
    let undone = home.ok(&["undo"]).out;
    assert!(undone.contains("import of 7 records from LinkedIn's archive"), "{undone}");
    assert_eq!(home.figures()[3], before[3]);
    assert_eq!(home.json(&["status"]), before[1]);
    let redone = home.ok(&["redo"]).out;
    assert!(redone.contains("import of 7 records"), "{redone}");
    assert_eq!(home.figures(), after);
    home.exits(1, &["redo"]);
}

#[test]
fn an_import_taken_back_can_be_repeated() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let once = home.figures();
    home.ok(&["undo"]);
    let answer = home.json(&["import", BASIC]);
    assert_eq!((&answer["added"], &answer["already_known"]), (&json!(7), &json!(0)));
    assert_eq!(home.figures(), once);
}

#[test]
fn a_record_taken_back_by_its_id_is_not_imported_again() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let records = home.history(&["--kind", "inmail"]);
    let undone = home.ok(&["undo", records[0]["id"].as_str().unwrap()]).out;
    assert!(undone.contains("InMail to Ann Øst, MBA") && !undone.contains("import"), "{undone}");
    assert_eq!(home.lines().len(), 6);
    let answer = home.json(&["import", BASIC]);
    assert_eq!((&answer["added"], &answer["already_known"]), (&json!(0), &json!(7)));
    assert_eq!(home.lines().len(), 6);
    home.ok(&["redo"]);
    assert_eq!(home.lines().len(), 7);
}

#[test]
fn a_dry_run_writes_nothing() {
    let home = home(&november());
    let (before, answer) = (home.everything(), home.json(&["import", BASIC, "--dry-run"]));
    assert_eq!(answer["dry_run"], true);
    assert_eq!(answer["added"], 7);
    assert!(home.ok(&["import", BASIC, "--dry-run"]).out.contains("would import: 7 records"));
    assert_eq!(home.everything(), before);
    home.ok(&["log", "Zoe Quill"]);
    let (files, bytes) = (home.everything(), home.bytes());
    home.ok(&["import", BASIC, "--dry-run"]);
    assert_eq!((home.everything(), home.bytes()), (files, bytes));
}

#[test]
fn an_import_of_an_export_restores_everything() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    home.ok(&["log", "Zoe Quill", "--note", "=1+1", "--tag", "spring"]);
    home.ok(&["plan", "set", "premium", "--credits", "4"]);
    home.ok(&["undo"]);
    home.ok(&["people", "link", "Zoe Quill", "in/zoe-quill"]);
    home.ok(&["export", "-o", "out.json"]);
    let other = Home::new();
    other.write("out.json", &fs::read(home.path("out.json")).unwrap());
    let before = other.everything();
    assert_eq!(other.json(&["import", "out.json", "--dry-run"])["dry_run"], true);
    assert_eq!(other.everything(), before);
    other.ok(&["import", "out.json"]);
    for report in ["history", "status", "summary", "people", "credits"] {
        assert_eq!(other.json(&[report]), home.json(&[report]), "{report}");
    }
    // The copy knows the archive's records too, and an import never replaces a ledger with records.
    other.pack(BASIC, &november());
    assert_eq!(other.json(&["import", BASIC])["added"], 0);
    assert_eq!(other.refuses(2, &["import", "out.json"])["code"], "ledger_exists");
    assert_eq!(other.refuses(2, &["import", "out.json", BASIC])["code"], "usage");
}

#[test]
fn a_damaged_export_is_refused() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let text = home.ok(&["export"]).out;
    let other = Home::new();
    other.write("cut.json", &text.as_bytes()[..text.len() / 2]);
    other.exits(2, &["import", "cut.json"]);
    other.exits(2, &["import", "cut.json", "--dry-run"]);
    assert_eq!(other.bytes(), None);
}

#[test]
fn the_csv_export_has_no_formulas() {
    let formula = Who("=HYPERLINK(\"http://x.example\")", "odd-one");
    let home = home(&Export::new().messages(&[
        mail("a", "2026-11-02 09:00:00", ROBIN, &[formula], "Hi."),
        mail("b", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
    ]));
    home.ok(&["import", BASIC]);
    home.ok(&["log", "Jane Doe", "--note", "@SUM(A1)", "--tag", "+1", "--template=-2"]);
    let text = home.ok(&["export", "--format", "csv"]).out;
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        for cell in &record.unwrap() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    assert!(text.contains("'@SUM(A1)") && text.contains("'=HYPERLINK"), "{text}");
}
