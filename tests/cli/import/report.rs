//! The answer of an import.

use serde_json::{Value, json};

use super::{BASIC, home, november};
use crate::archives::*;
use crate::program::{Home, codes};

/// Collects the paths of all keys in a document.
fn keys(value: &Value, path: &str, found: &mut Vec<String>) {
    if let Value::Object(fields) = value {
        for (key, value) in fields {
            found.push(format!("{path}{key}"));
            keys(value, &format!("{path}{key}."), found);
        }
    }
}

#[test]
fn the_document_counts_what_the_archive_has_and_what_was_added() {
    let promised = json!({"schema":1,"dry_run":false,
     "owner":{"name":"Robin Vale","handle":"robin-vale","known_by":"invitations"},
     "files":[],
     "messages":{"sent":2,"people":2,"received":2,"responses":1},
     "inmail":{"sent":1,"answered":0,"answered_in_90_days":0},
     "invitations":{"sent":2,"received":1,"accepted":1},
     "skipped":{"draft":0,"sponsored":0,"no_participants":0,"invitation_note":1,"duplicate":0,"bad_date":0,"malformed":0},
     "span":{"from":"2026-11-02","to":"2026-11-10"},
     "added":7,"already_known":0,"matched":0});
    let home = home(&november());
    let document = home.json(&["import", BASIC]);
    let (mut actual, mut expected) = (Vec::new(), Vec::new());
    keys(&document, "", &mut actual);
    keys(&promised, "", &mut expected);
    for key in &expected {
        assert!(actual.contains(key), "no {key} in {document}");
    }
    for (key, value) in promised.as_object().unwrap() {
        if key != "files" {
            assert_eq!(&document[key], value, "{key}");
        }
    }
    assert!(document["cautions"].as_array().unwrap().iter().all(|caution| caution["message"].is_string()));
    let files = document["files"].as_array().unwrap();
    let messages = files.iter().find(|file| file["name"] == "messages.csv").unwrap();
    assert_eq!((&messages["kind"], &messages["used"]), (&json!("messages"), &json!(true)));
    assert_eq!(messages["reason"], Value::Null);
}

#[test]
fn the_text_names_the_owner_the_cautions_and_the_next_command() {
    let home = home(&november());
    let text = home.ok(&["import", BASIC]).out;
    for part in ["Robin Vale (in/robin-vale), the", "imported: 7 records", "next: inquota credits set N", "free"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!(text.contains("to undo the whole import: inquota undo"), "{text}");
    let dry = home.ok(&["import", BASIC, "--dry-run"]).out;
    assert!(dry.contains("next: inquota credits set N") && dry.contains("nothing was written"), "{dry}");
    let codes = codes(&home.json(&["import", BASIC]));
    assert!(codes.contains(&"inmails_assumed".to_owned()) && codes.contains(&"invitations_forgotten".to_owned()));
}

#[test]
fn the_answer_fits_a_narrow_terminal() {
    let home = home(&november());
    let text = home.run_with(&[("COLUMNS", "50")], &["import", BASIC]).out;
    assert!(text.contains("imported: 7 records"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with("next: ")) {
        assert!(line.chars().count() <= 50, "{line}");
    }
}

#[test]
fn a_quick_import_shows_no_progress() {
    let home = home(&november());
    // The first record of a ledger has a note of its own.
    home.ok(&["log", "Jane Doe"]);
    let start = std::time::Instant::now();
    let run = home.ok(&["import", BASIC]);
    assert!(run.err.is_empty() || start.elapsed().as_secs() > 0, "{}", run.err);
}

#[test]
fn the_answer_lists_every_file_as_used_or_with_a_reason() {
    let export = november()
        .file("coach_messages.csv", messages_with(B10, PLAIN, &[]))
        .file("Jobs/Saved Jobs.csv", "a,b\n1,2\n")
        .file("Ad_Targeting.csv", "x\n");
    let home = home(&export);
    let document = home.json(&["import", BASIC, "--dry-run"]);
    let files = document["files"].as_array().unwrap();
    assert_eq!(files.len(), 7);
    for file in files {
        assert_eq!(file["used"].as_bool().unwrap(), file["reason"].is_null(), "{file}");
    }
    let text = home.ok(&["import", BASIC, "--dry-run"]).out;
    assert!(text.contains("messages.csv, 5 rows") && text.contains("coach_messages.csv: "), "{text}");
    assert!(text.contains("2 files not about messages, invitations or connections"), "{text}");
}

#[test]
fn rows_left_out_are_counted_by_reason() {
    let mails = [
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
        mail("jane", "2026-11-02 10:00:00", ROBIN, &[JANE], "Not sent.").draft(),
        mail("ad", "2026-11-02 10:00:00", HIDDEN, &[ROBIN], "Buy now.").title("Sponsored Conversation"),
        mail("ad", "2026-11-02 10:01:00", ROBIN, &[HIDDEN], "Tell me more").title("Sponsored Conversation"),
        mail("gone", "2026-11-02 10:00:00", NOBODY, &[], "Someone left."),
        mail("jane", "2026-11-02 11:00:00", ROBIN, &[JANE], "Late.").dated("2026-13-45 99:00:00 UTC"),
    ];
    let mut table = messages_with(&format!("{B10},ATTACHMENTS,IS MESSAGE DRAFT"), PLAIN, &mails);
    table.extend_from_slice(b"too,few\n");
    let home = home(&Export::new().file("Profile.csv", profile(ROBIN)).file("messages.csv", table));
    let document = home.json(&["import", BASIC]);
    let expected = json!({"draft":1,"sponsored":2,"no_participants":1,"invitation_note":0,"duplicate":1,"bad_date":1,"malformed":1});
    assert_eq!(document["skipped"], expected);
    assert_eq!(document["added"], 1);
    let text = home.ok(&["import", BASIC]).out;
    for part in ["1 never sent", "2 from advertisers", "1 with an unreadable date"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn receipts_suggest_a_plan_without_setting_it() {
    let receipts = "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,\
                    Invoice Number,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n\
                    Robin,Vale,DE,1,11/08/26 11:11 PM UTC,CARD,7,Premium Career,1,2,3,EUR\n";
    let home = home(&november().file("Receipts_v2.csv", receipts));
    let text = home.ok(&["import", BASIC]).out;
    assert!(text.contains("next: inquota plan set") && text.contains("--renews-on 8"), "{text}");
    assert_eq!(home.json(&["status"])["plan"]["name"], "free");
    let document = home.json(&["import", BASIC]);
    assert_eq!(document["suggested_plan"]["renews_on"], 8);
}

#[test]
fn the_member_can_name_the_owner_of_the_archive() {
    let ambiguous = Export::new().messages(&[mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi.")]);
    let home = home(&ambiguous);
    let error = home.refuses(2, &["import", BASIC]);
    assert_eq!(error["code"], "owner_unknown");
    assert!(error["hint"].as_str().unwrap().contains("--me"), "{error}");
    assert_eq!(home.refuses(2, &["import", BASIC, "--me", "Robin"])["code"], "bad_person");
    assert_eq!(home.refuses(2, &["import", BASIC, "--me", "in/zoe-quill"])["code"], "not_the_owner");
    let document = home.json(&["import", BASIC, "--me", "https://www.linkedin.com/in/Robin-Vale/?x=1"]);
    assert_eq!(document["owner"]["known_by"], "me");
    assert_eq!(home.lines(), ["2026-11-02T10:00:00+01:00 message Jane Doe"]);
}

#[test]
fn a_hostile_name_is_escaped() {
    let odd = Who("\u{1b}[2JEve \u{202e}x", "eve-x");
    let home = home(&Export::new().messages(&[
        mail("a", "2026-11-02 09:00:00", ROBIN, &[odd], "Hi."),
        mail("b", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
    ]));
    let mut all = home.ok(&["import", BASIC]).all();
    for report in ["people", "history", "export"] {
        all += &home.ok(&[report]).all();
    }
    assert!(all.contains("Eve") && !all.contains(['\u{1b}', '\u{202e}']), "{all:?}");
}

#[test]
fn members_of_groups_and_hidden_people_count_as_people() {
    let home = home(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("team", "2026-11-02 09:00:00", ROBIN, &[JANE, BO], "Hi both."),
        mail("team", "2026-11-02 09:30:00", BO, &[ROBIN, JANE], "Hi."),
        mail("gone", "2026-11-02 10:00:00", ROBIN, &[HIDDEN], "Hi."),
        mail("lost", "2026-11-02 11:00:00", ROBIN, &[HIDDEN], "Hi."),
    ]));
    let document = home.json(&["import", BASIC]);
    assert_eq!(document["messages"], json!({"sent":3,"people":4,"received":1,"responses":1}));
    assert_eq!(home.lines().len(), 5);
    assert_eq!(home.json(&["check", "in/bo-li"])["reason"], "conversation_open");
    assert_ne!(home.json(&["check", "in/jane-doe"])["reason"], "conversation_open");
    assert_eq!(home.json(&["import", BASIC])["added"], 0);
}

#[test]
fn import_does_not_take_at() {
    let home: Home = home(&november());
    assert_eq!(home.refuses(2, &["import", BASIC, "--at", "yesterday"])["code"], "usage");
}

#[test]
fn inmails_before_the_first_plan_suggest_the_date_from_which_a_plan_counts_them() {
    // The ledger begins on 25 November, on free since the 1st. Ann's InMail is of 4 August.
    let old = Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("ann", "2026-08-04 09:00:00", ROBIN, &[ANN], "We have not met.").subject("A question"),
        mail("jane", "2026-07-02 09:00:00", ROBIN, &[JANE], "Hello Jane, long time."),
    ]);
    let home = home(&old.connections(&[(JANE, "01 Feb 2025")]));
    let dry = home.json(&["import", BASIC, "--dry-run"]);
    assert_eq!(dry["suggested_from"], "2026-08-04");
    let text = home.ok(&["import", BASIC]).out;
    assert!(text.contains("next: inquota plan set NAME --from 2026-08-04"), "{text}");
    // From that date on, the InMail counts: nothing is left to suggest.
    home.ok(&["plan", "set", "premium", "--from", "2026-08-04"]);
    assert_eq!(home.json(&["import", BASIC])["suggested_from"], Value::Null);
}
