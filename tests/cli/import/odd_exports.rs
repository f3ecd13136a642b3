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

/// Imports messages.csv, Invitations.csv and Connections.csv.
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

/// Two invitations with these dates in a home folder, with messages of Robin's.
fn invited(dates: [&str; 2]) -> Home {
    let rows = [invitation(dates[0], "OUTGOING", ADA, ""), invitation(dates[1], "OUTGOING", BO, "")];
    let mails = [
        mail("a", "2026-10-01 09:00:00", ROBIN, &[JANE], "Hi."),
        mail("b", "2026-10-01 09:00:00", ROBIN, &[ANN], "Hi."),
    ];
    files(&[
        ("messages.csv", &messages_with(B10, PLAIN, &mails)),
        ("Invitations.csv", &invitations(&rows)),
        ("Connections.csv", &connections(&[(JANE, "01 Oct 2025")])),
    ])
}

#[test]
fn invitations_saved_day_first_are_read_day_first() {
    let home = invited(["03/10/2026 14:37", "25/10/2026 14:37"]);
    assert_eq!(home.json(&ALL)["invitations"]["sent"], 2);
    // 14:37 in Los Angeles is 21:37 UTC: 23:37 in Berlin on the 3rd, and 22:37 on the 25th, when summer time has ended.
    let lines: Vec<String> = home.lines().into_iter().filter(|line| line.contains("invitation")).collect();
    assert_eq!(lines, ["2026-10-03T23:37:00+02:00 invitation Ada Quill", "2026-10-25T22:37:00+01:00 invitation Bo Li"]);
}

#[test]
fn invitations_that_may_be_month_first_or_day_first_are_never_guessed() {
    for dates in [["03/10/2026 14:37", "04/10/2026 14:37"], ["25/10/2026 14:37", "10/25/2026 14:37"]] {
        let home = invited(dates);
        let before = home.everything();
        let error = home.refuses(2, &["import", "Invitations.csv"]);
        assert_eq!(error["code"], "unclear_dates");
        assert!(error["message"].as_str().unwrap().contains(dates[0]), "{error}");
        assert_eq!(home.everything(), before);
        // Beside messages, the file is left out and named.
        let document = home.json(&ALL);
        let files = document["files"].as_array().unwrap();
        let file = files.iter().find(|file| file["name"] == "Invitations.csv").unwrap();
        assert_eq!(file["used"], false);
        assert!(file["reason"].as_str().unwrap().contains(dates[0]), "{file}");
        assert_eq!(document["invitations"]["sent"], 0);
        assert!(document["cautions"].as_array().unwrap().iter().any(|caution| caution["code"] == "unread_table"));
    }
}

#[test]
fn a_connection_with_an_odd_date_stays_a_connection() {
    let home = Home::new();
    let rows = [(ADA, "02. Jan 20"), (BO, "2 février 2020"), (JANE, "the day before")];
    home.write("Connections.csv", &connections(&rows));
    let sent = rows.map(|(who, _)| invitation("1/1/20, 9:00 AM", "OUTGOING", who, ""));
    home.write("Invitations.csv", &invitations(&sent));
    let document = home.json(&["import", "Invitations.csv", "Connections.csv"]);
    assert_eq!(document["invitations"], json!({"sent": 3, "received": 0, "accepted": 3}));
    assert_eq!(document["skipped"]["bad_date"], 0);
    let cautions = document["cautions"].as_array().unwrap();
    let undated = cautions.iter().find(|caution| caution["code"] == "undated_connections").unwrap();
    assert!(undated["message"].as_str().unwrap().contains("1 connection has"), "{undated}");
    let accepted: Vec<String> = home.lines().into_iter().filter(|line| line.contains("accepted")).collect();
    // Jane's date is unknown: she accepted no earlier than she was invited, at 9:00 Pacific time.
    let expected = [
        "2020-01-01T18:00:00+01:00 accepted Jane Doe",
        "2020-01-02T01:00:00+01:00 accepted Ada Quill",
        "2020-02-02T01:00:00+01:00 accepted Bo Li",
    ];
    assert_eq!(accepted, expected);
    let check = home.json(&["check", "Jane Doe", "--invite"]);
    assert_eq!(check["cautions"][0]["code"], "already_connected", "{check}");
}

const STONE: Who = Who("Robin Stone", "robin-stone");

/// Packs an archive of this owner, with a message in each thread and an answer of Jane's in the thread `jane`.
fn pack(home: &Home, name: &str, owner: Who, threads: &[&str]) {
    let mut mails = Vec::new();
    for thread in threads {
        mails.push(mail(thread, "2026-10-01 09:00:00", owner, &[if *thread == "jane" { JANE } else { BO }], thread));
    }
    mails.push(mail("jane", "2026-10-02 09:00:00", JANE, &[owner], "Hello!"));
    mails.retain(|mail| threads.contains(&mail.thread.trim_start_matches("2-")));
    home.pack(name, &Export::new().file("Profile.csv", profile(owner)).messages(&mails));
}

#[test]
fn an_owner_with_a_new_name_and_address_is_known_by_the_rows_of_the_ledger() {
    let home = Home::new();
    pack(&home, "old.zip", ROBIN, &["jane", "bo"]);
    home.ok(&["import", "old.zip"]);
    pack(&home, "new.zip", STONE, &["bo", "later"]);
    for args in [&["import", "new.zip", "--dry-run"][..], &["import", "new.zip"]] {
        let document = home.json(args);
        assert_eq!((&document["added"], &document["already_known"]), (&json!(1), &json!(1)));
        assert!(!crate::program::codes(&document).contains(&"owner_changed".to_owned()));
    }
    // From then on, the ledger knows both names.
    pack(&home, "newest.zip", STONE, &["latest"]);
    assert_eq!(home.json(&["import", "newest.zip"])["added"], 1);
    pack(&home, "older.zip", ROBIN, &["earlier"]);
    assert_eq!(home.json(&["import", "older.zip"])["added"], 1);
}

#[test]
fn an_answer_that_the_ledger_has_proves_an_owner_who_wrote_nothing_since() {
    let home = Home::new();
    let answers = |owner: Who| {
        Export::new().file("Profile.csv", profile(owner)).messages(&[
            mail("jane", "2026-10-02 09:00:00", JANE, &[owner], "Hello!"),
            mail("bo", "2026-10-02 09:00:00", BO, &[owner], "Hello!"),
        ])
    };
    home.pack("old.zip", &answers(ROBIN)).pack("new.zip", &answers(STONE));
    home.ok(&["import", "old.zip"]);
    assert_eq!(home.json(&["import", "new.zip"])["already_known"], 2);
}

#[test]
fn a_row_of_a_group_proves_no_owner() {
    let home = Home::new();
    let group = |owner: Who, other: Who| {
        Export::new().file("Profile.csv", profile(owner)).messages(&[
            mail("group", "2026-10-02 09:00:00", JANE, &[owner, other], "Hello!"),
            mail(owner.1, "2026-10-02 09:00:00", owner, &[ANN], "Hi."),
        ])
    };
    home.pack("robin.zip", &group(ROBIN, BO)).pack("bo.zip", &group(BO, ROBIN));
    home.ok(&["import", "robin.zip"]);
    assert_eq!(home.refuses(2, &["import", "bo.zip"])["code"], "another_owner");
}

#[test]
fn me_joins_archives_that_have_nothing_in_common_with_a_caution() {
    let home = Home::new();
    pack(&home, "old.zip", ROBIN, &["jane"]);
    home.ok(&["import", "old.zip"]);
    pack(&home, "new.zip", STONE, &["later"]);
    let before = home.everything();
    let error = home.refuses(2, &["import", "new.zip"]);
    assert_eq!(error["code"], "another_owner");
    assert_eq!(error["message"], "the archive belongs to Robin Stone, but the ledger to Robin Vale");
    assert!(error["hint"].as_str().unwrap().contains("add --me in/robin-stone"), "{error}");
    assert_eq!(home.refuses(2, &["import", "new.zip", "--dry-run"])["code"], "another_owner");
    assert_eq!(home.everything(), before);
    let document = home.json(&["import", "new.zip", "--me", "in/robin-stone"]);
    assert_eq!(document["added"], 1);
    let cautions = document["cautions"].as_array().unwrap();
    let changed = cautions.iter().find(|caution| caution["code"] == "owner_changed").unwrap();
    let message = changed["message"].as_str().unwrap();
    assert!(message.contains("Robin Vale") && message.contains("Robin Stone"), "{message}");
    // It is said once.
    assert!(!crate::program::codes(&home.json(&["import", "new.zip"])).contains(&"owner_changed".to_owned()));
}

#[test]
fn invitations_that_are_left_out_still_name_the_owner() {
    // Both profiles are in every message, so only the invitations say whose archive it is.
    let home = Home::new();
    let rows = messages(&[
        "c1,,Robin Vale,https://www.linkedin.com/in/robin-vale,Ada Quill,https://www.linkedin.com/in/ada-quill,\
         2026-10-01 09:00:00 UTC,,hello,INBOX",
    ]);
    home.write("messages.csv", rows.as_bytes());
    for sent_at in ["03/10/2026 14:37", "never"] {
        home.write("Invitations.csv", &invitations(&[invitation(sent_at, "OUTGOING", ADA, "")]));
        let document = home.json(&["import", "messages.csv", "Invitations.csv", "--dry-run"]);
        assert_eq!(document["owner"]["handle"], "robin-vale", "{sent_at}");
        assert_eq!((&document["messages"]["sent"], &document["invitations"]["sent"]), (&json!(1), &json!(0)));
    }
}

#[test]
fn a_connection_has_the_date_of_the_file_in_every_zone() {
    // Sent at 14:37 in Los Angeles, 21:37 UTC. The archive has only the date of the connection, in UTC: the record is at
    // the first instant that has this date in UTC and in the account's zone.
    let rows = [invitation("10/1/26, 2:37 PM", "OUTGOING", ADA, "")];
    for (zone, at) in [
        // Midnight there is 07:00 UTC on the 3rd; in Honolulu, 10:00 UTC.
        ("America/Los_Angeles", "2026-10-03T00:00:00-07:00"),
        ("Pacific/Honolulu", "2026-10-03T00:00:00-10:00"),
        // Midnight UTC is on the 3rd already.
        ("UTC", "2026-10-03T00:00:00Z"),
        ("Europe/Berlin", "2026-10-03T02:00:00+02:00"),
        ("Pacific/Auckland", "2026-10-03T13:00:00+13:00"),
    ] {
        let mut home = files(&[
            ("Invitations.csv", &invitations(&rows)),
            ("Connections.csv", &connections(&[(ADA, "03 Oct 2026")])),
        ]);
        home.in_zone(zone).ok(&["import", "Invitations.csv", "Connections.csv"]);
        let line = home.lines().into_iter().find(|line| line.contains(" accepted "));
        assert_eq!(line.unwrap().replace("+00:00", "Z"), format!("{at} accepted Ada Quill"), "{zone}");
        // The next import knows it, in another zone too.
        home.ok(&["zone", "Asia/Tokyo"]);
        assert_eq!(home.json(&["import", "Invitations.csv", "Connections.csv"])["added"], 0, "{zone}");
    }
}

#[test]
fn a_connection_of_today_is_not_recorded_ahead_of_now() {
    // 18:00 on 2 October in Los Angeles is 01:00 UTC on the 3rd: the archive's date is a day that begins there in 6 hours.
    let mut home = files(&[
        ("Invitations.csv", &invitations(&[invitation("10/1/26, 2:37 PM", "OUTGOING", ADA, "")])),
        ("Connections.csv", &connections(&[(ADA, "03 Oct 2026")])),
    ]);
    home.in_zone("America/Los_Angeles").at("2026-10-03T01:00:00Z").ok(&[
        "import",
        "Invitations.csv",
        "Connections.csv",
    ]);
    assert_eq!(home.lines()[1], "2026-10-02T18:00:00-07:00 accepted Ada Quill");
}
