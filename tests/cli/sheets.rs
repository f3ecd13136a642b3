//! `import` of a sheet of one's own, and of a CSV that `export` wrote. It is Wednesday, 25 November 2026, 09:00 in
//! Berlin.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::archives::*;
use crate::program::{Home, codes};

const MAP: &str = "person=Name,handle=Profile,date=Sent,kind=Type,note=Remarks,tag=Tags,template=Text,free=Free";

/// A sheet as a German spreadsheet saves it.
const SHEET: &str = "\u{feff}Name;Profile;Sent;Type;Remarks;Tags;Text;Free\r\n\
    Jane Doe;https://www.linkedin.com/in/jane-doe/;23.11.2026 18:30;Message;met in May;spring, berlin;intro;\r\n\
    Ravi Patel;;24.11.2026;InMail;;;;x\r\n\
    Ana Lima;;24.11.2026;Connection request;;;;\r\n\
    Jane Doe;;24.11.2026;REPLIED;;;;\r\n\
    Ana Lima;;25.11.2026;accepted;;;;\r\n";

fn import<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["import", "sheet.csv", "--map", MAP], more].concat()
}

fn home(sheet: &str) -> Home {
    let home = Home::new();
    home.write("sheet.csv", sheet.as_bytes());
    home
}

#[test]
fn a_sheet_comes_in_with_everything_that_its_columns_say() {
    let home = home(SHEET);
    let (before, dry) = (home.everything(), home.json(&import(&["--dry-run"])));
    assert_eq!((&dry["dry_run"], &dry["added"]), (&json!(true), &json!(5)));
    assert_eq!(home.everything(), before);
    let text = home.ok(&import(&[])).out;
    assert!(text.contains("imported: 5 records") && text.contains("3 new people"), "{text}");
    // Dates without a time are noon of their day, or now on this day.
    let expected = [
        "2026-11-23T18:30:00+01:00 message Jane Doe",
        "2026-11-24T12:00:00+01:00 inmail Ravi Patel",
        "2026-11-24T12:00:00+01:00 invitation Ana Lima",
        "2026-11-24T12:00:00+01:00 reply Jane Doe",
        "2026-11-25T09:00:00+01:00 accepted Ana Lima",
    ];
    assert_eq!(home.lines(), expected);
    let records = home.history(&["--kind", "message"]);
    assert_eq!(records[0]["tags"], json!(["spring", "berlin"]));
    assert_eq!((&records[0]["note"], &records[0]["template"]), (&json!("met in May"), &json!("intro")));
    // The InMail was free, and one row named Jane's profile.
    assert_eq!(home.balance(), 5);
    assert_eq!(home.json(&["check", "in/jane-doe"])["reason"], "conversation_open");
    home.ok(&["undo"]);
    assert_eq!(home.lines().len(), 0);
}

#[test]
fn a_sheet_imported_again_adds_nothing_and_a_longer_one_only_what_is_new() {
    let home = home(SHEET);
    home.ok(&import(&[]));
    let answer = home.json(&import(&[]));
    assert_eq!((&answer["added"], &answer["already_known"]), (&json!(0), &json!(5)));
    // An edited record is still the row's, and one taken back stays out.
    let id = home.history(&["--kind", "inmail"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["edit", &id, "--at", "2026-11-10"]);
    let id = home.history(&["--kind", "message"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["undo", &id]);
    home.write("sheet.csv", format!("{SHEET}Jane Doe;;25.11.2026 08:00;message;;;;\r\n").as_bytes());
    let answer = home.json(&import(&[]));
    assert_eq!((&answer["added"], &answer["already_known"]), (&json!(1), &json!(5)));
}

#[test]
fn what_was_logged_by_hand_or_came_from_an_archive_is_not_counted_twice() {
    let home = home(SHEET);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-23 18:00"]);
    let answer = home.json(&import(&[]));
    assert_eq!((&answer["added"], &answer["matched"]), (&json!(4), &json!(1)));
    // LinkedIn's archive has the reply too, an hour later, and a message that the sheet lacks.
    let archive = Export::new().messages(&[
        mail("jane", "2026-11-20 09:00:00", ROBIN, &[JANE], "Hello."),
        mail("jane", "2026-11-24 12:00:00", JANE, &[ROBIN], "Hello!"),
    ]);
    home.pack("a.zip", &archive);
    let answer = home.json(&["import", "a.zip", "--me", "in/robin-vale"]);
    assert_eq!((&answer["added"], &answer["matched"]), (&json!(1), &json!(1)));
    // And the other way round: the sheet matches what came from the archive.
    let other = Home::new();
    other.pack("a.zip", &archive);
    other.ok(&["import", "a.zip", "--me", "in/robin-vale"]);
    other.write("sheet.csv", SHEET.as_bytes());
    let answer = other.json(&import(&[]));
    assert_eq!((&answer["added"], &answer["matched"]), (&json!(4), &json!(1)));
}

#[test]
fn nothing_comes_in_when_a_row_cannot_be_understood_unless_that_is_said() {
    let home = home(&format!("{SHEET}Bo Li;;soon;message;;;;\r\nBo Li;;24.11.2026;phone call;;;;\r\n"));
    let error = home.refuses(2, &import(&[]));
    assert_eq!(error["code"], "bad_rows");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("sheet.csv, line 7: the date \"soon\" cannot be read"), "{message}");
    assert!(message.contains("sheet.csv, line 8: the kind \"phone call\" is not one of message"), "{message}");
    assert!(home.bytes().is_none());
    home.refuses(2, &import(&["--dry-run"]));
    let answer = home.json(&import(&["--skip-bad-rows"]));
    assert_eq!(answer["added"], 5);
    let lines: Vec<u64> =
        answer["refused"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [7, 8]);
    assert!(codes(&answer).contains(&"refused_rows".to_owned()));
}

#[test]
fn the_order_of_day_and_month_is_that_of_the_file_or_given() {
    let map = ["import", "sheet.csv", "--map", "person=name,date=date"];
    let home = home("Name,Date\nJane Doe,9/3/2026\n");
    let error = home.refuses(2, &map);
    assert_eq!(error["code"], "ambiguous_dates");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("line 2: 9/3/2026 could mean 2026-03-09 or 2026-09-03"), "{message}");
    home.ok(&[&map[..], &["--date-order", "month-first"]].concat());
    assert_eq!(home.lines(), ["2026-09-03T12:00:00+02:00 message Jane Doe"]);
    // 13 is no month: the day is first in this file.
    home.write("sheet.csv", b"Name,Date\nBo Li,9/3/2026\nBo Li,13/3/2026\n");
    let answer = home.json(&map);
    assert!(codes(&answer).contains(&"no_kind".to_owned()));
    assert_eq!(home.lines()[0], "2026-03-09T12:00:00+01:00 message Bo Li");
    home.write("sheet.csv", b"Name,Date\nBo Li,3/13/2026\nBo Li,13/3/2026\n");
    assert_eq!(home.refuses(2, &map)["code"], "mixed_dates");
}

#[test]
fn wrong_usage_of_a_sheet_is_refused_with_a_remedy() {
    let home = home(SHEET);
    for (args, code) in [
        (&["--map", "person=Name"][..], "bad_map"),
        (&["--map", "person=Name,date=Sent,colour=Blue"], "bad_map"),
        (&["--map", "person=Who,date=Sent"], "unknown_header"),
        (&["--date-order", "day-first"], "usage"),
        (&["--skip-bad-rows"], "usage"),
        (&["--map", MAP, "--me", "in/robin-vale"], "usage"),
    ] {
        let error = home.refuses(2, &[&["import", "sheet.csv"], args].concat());
        assert_eq!(error["code"], code, "{args:?}");
        assert!(!error["hint"].as_str().unwrap().is_empty());
    }
    // Without --map it is no file of LinkedIn's, and the hint says what it may be.
    let error = home.refuses(2, &["import", "sheet.csv"]);
    assert!(error["hint"].as_str().unwrap().contains("--map"), "{error}");
    assert_eq!(home.refuses(2, &["import", "missing.csv", "--map", MAP])["code"], "unreadable");
    assert!(home.bytes().is_none());
}

#[test]
fn an_export_as_csv_is_taken_back_and_says_what_it_does_not_carry() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--credits", "9"]);
    home.ok(&["log", "Jane Doe", "--note", "=1+1", "--tag", "spring", "--at", "2026-11-20 10:00"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--free"]);
    home.ok(&["log", "Ana Lima", "--invite", "--with-note"]);
    home.ok(&["log", "Bo Li"]);
    home.ok(&["undo"]);
    home.ok(&["people", "link", "Jane Doe", "in/jane-doe"]);
    home.ok(&["export", "-o", "records.csv"]);
    let other = Home::new();
    other.write("records.csv", &std::fs::read(home.path("records.csv")).unwrap());
    let answer = other.json(&["import", "records.csv"]);
    assert_eq!((&answer["added"], &answer["skipped"]["taken_back"]), (&json!(3), &json!(1)));
    assert_eq!(answer["skipped"]["other_kinds"], json!({"balance": 1, "link": 1, "plan": 1}));
    assert!(codes(&answer).contains(&"not_carried".to_owned()));
    assert_eq!(other.lines(), home.lines());
    let jane = &other.history(&["in/jane-doe"])[0];
    assert_eq!((&jane["note"], &jane["tags"]), (&json!("=1+1"), &json!(["spring"])));
    assert_eq!(other.json(&["import", "records.csv"])["added"], 0);
    // In the ledger that wrote it, everything is there already.
    assert_eq!(home.json(&["import", "records.csv"])["added"], 0);
    assert_eq!(other.refuses(2, &["import", "records.csv", "a.zip"])["code"], "usage");
}

/// Spaces separate the tags of a cell, so a tag with a space or a quote is in quotes, with its own quotes doubled.
#[test]
fn tags_with_spaces_come_back_from_an_export_as_csv() {
    let (home, other) = (Home::new(), Home::new());
    let tags = ["follow up", "a,b", "say \"hi\""];
    home.ok(&["log", "Jane Doe", "--tag", tags[0], "--tag", tags[1], "--tag", tags[2]]);
    home.ok(&["export", "-o", "records.csv"]);
    let text = std::fs::read(home.path("records.csv")).unwrap();
    let row = csv::Reader::from_reader(text.as_slice()).into_records().next().unwrap().unwrap();
    assert_eq!(&row[16], r#""follow up" a,b "say ""hi""""#);
    other.write("records.csv", &text);
    other.ok(&["import", "records.csv"]);
    assert_eq!(other.history(&["Jane Doe"])[0]["tags"], json!(tags));
}

#[test]
fn an_export_as_csv_has_local_times_and_dates_and_comes_back_to_the_second() {
    let (home, other) = (Home::new(), Home::new());
    home.ok(&["log", "Jane Doe", "--at", "2026-10-25T02:30:15+02:00"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-10-25T02:30:15+01:00"]);
    home.ok(&["log", "Ana Lima", "--at", "2026-11-21 00:30"]);
    home.ok(&["export", "-o", "records.csv"]);
    let text = std::fs::read_to_string(home.path("records.csv")).unwrap();
    let cells: Vec<(&str, &str)> =
        text.lines().map(|line| (line.split(',').nth(1).unwrap(), line.rsplit(',').next().unwrap())).collect();
    assert_eq!(
        cells,
        [
            ("at", "date"),
            ("2026-10-25T02:30:15+02:00", "2026-10-25"),
            ("2026-10-25T02:30:15+01:00", "2026-10-25"),
            // 20 November in UTC.
            ("2026-11-21T00:30:00+01:00", "2026-11-21"),
        ]
    );
    other.write("records.csv", text.as_bytes());
    other.ok(&["import", "records.csv"]);
    let instants = |home: &Home| home.history(&[]).iter().map(|row| row["at"].clone()).collect::<Vec<_>>();
    assert_eq!(instants(&other), instants(&home));
    assert_eq!(home.json(&["import", "records.csv"])["added"], 0);
    // A spreadsheet may drop the offsets: the times are the account's. Those of earlier versions are UTC.
    let bare = text.replace("T00:30:00+01:00", " 00:30:00");
    let third = Home::new();
    third.write("bare.csv", bare.as_bytes());
    third.ok(&["import", "bare.csv"]);
    assert_eq!(instants(&third), instants(&home));
    let old = "id,at,recorded_at,kind,person,profile,taken_back,free,with_note,tags,template,note\n\
               1,2026-11-20T23:30:00Z,2026-11-21T00:00:00Z,message,Ana Lima,,false,,,,,\n\
               2,2026-11-20 23:31:00,2026-11-21T00:00:00Z,message,Bo Li,,false,,,,,\n";
    let fourth = Home::new();
    fourth.write("old.csv", old.as_bytes());
    fourth.ok(&["import", "old.csv"]);
    assert_eq!(instants(&fourth), ["2026-11-21T00:31:00+01:00", "2026-11-21T00:30:00+01:00"]);
}

/// Rows of a sheet: who, the minute of November, and the kind.
fn any_rows() -> impl Strategy<Value = Vec<(usize, u32, usize)>> {
    prop::collection::vec((0..5usize, 0..34_000u32, 0..8usize), 1..40)
}

/// A sheet of these rows.
fn sheet_of(rows: &[(usize, u32, usize)]) -> String {
    const PEOPLE: [&str; 5] = ["Jane Doe,in/jane-doe", "Jane Doe,in/jane-2", "Ravi Patel,", "Zoë Öst,", ",in/nameless"];
    const KINDS: [&str; 8] =
        ["message", "inmail", "free inmail", "invitation", "invitation with note", "reply", "declined", "accepted"];
    let line = |(who, minute, kind): &(usize, u32, usize)| {
        let (day, hour) = (1 + minute / 1440, minute / 60 % 24);
        format!("{},2026-11-{day:02} {hour:02}:{:02},{}\n", PEOPLE[*who], minute % 60, KINDS[*kind])
    };
    "Name,Profile,Sent,Type\n".to_owned() + &rows.iter().map(line).collect::<String>()
}

/// The figures that an export as CSV carries.
fn figures(home: &Home) -> [Value; 4] {
    [home.json(&["status"]), home.json(&["summary"]), home.json(&["stats"]), json!(home.lines())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_export_taken_back_into_an_empty_ledger_gives_the_same_figures(rows in any_rows()) {
        let map = ["import", "sheet.csv", "--map", "person=Name,handle=Profile,date=Sent,kind=Type"];
        let home = home(&sheet_of(&rows));
        let added = home.json(&map)["added"].as_u64().unwrap();
        prop_assert_eq!(added, rows.len() as u64);
        prop_assert_eq!(&home.json(&map)["added"], &json!(0));
        home.ok(&["export", "-o", "records.csv"]);
        let other = Home::new();
        other.write("records.csv", &std::fs::read(home.path("records.csv")).unwrap());
        prop_assert_eq!(&other.json(&["import", "records.csv"])["added"], &json!(added));
        prop_assert_eq!(figures(&other), figures(&home));
        prop_assert_eq!(&other.json(&["import", "records.csv"])["added"], &json!(0));
        prop_assert_eq!(&home.json(&["import", "records.csv"])["added"], &json!(0));
    }
}

#[test]
fn an_answer_of_the_same_day_comes_after_what_it_answers() {
    // Sent at 18:00; a date alone is noon, which would be before it.
    let home = Home::new();
    home.write("s.csv", b"Name,Sent,At,Type,Replied\nA Bb,2026-11-03,18:00,inmail,2026-11-03\n");
    let document = home.json(&["import", "s.csv", "--map", "person=Name,date=Sent,time=At,kind=Type,replied=Replied"]);
    assert_eq!(document["inmail"], json!({"sent":1,"answered":1,"answered_in_90_days":1}));
    assert_eq!(document["skipped"]["malformed"], 0);
    let summary = home.json(&["summary"]);
    assert_eq!((&summary["inmail"]["charged"], &summary["response_rate"]["responded"]), (&json!(1), &json!(1)));
    home.write("i.csv", b"Name,Sent,At,Type,Acc\nC Dd,2026-11-03,18:00,invitation,2026-11-03\n");
    home.ok(&["import", "i.csv", "--map", "person=Name,date=Sent,time=At,kind=Type,accepted=Acc"]);
    let invitations = home.json(&["summary"])["invitations"].clone();
    assert_eq!((&invitations["accepted"], &invitations["received"]), (&json!(1), &json!(0)));
    home.write("e.csv", b"Name,Sent,Replied\nE Ff,2026-11-03,2026-11-02\n");
    let error = home.refuses(2, &["import", "e.csv", "--map", "person=Name,date=Sent,replied=Replied"]);
    assert!(error["message"].as_str().unwrap().contains("\"2026-11-02\" is before the date of the row"), "{error}");
}

#[test]
fn an_export_keeps_withdrawals_and_instants_that_a_spreadsheet_saved_without_their_zone() {
    let home = Home::new();
    home.ok(&["log", "Ed Fox", "--invite", "--at", "2026-11-18 00:30"]);
    home.ok(&["withdraw", "Ed Fox", "--at", "2026-11-19"]);
    home.ok(&["export", "--format", "csv", "-o", "own.csv"]);
    // 2026-11-17T23:30:00Z is what a spreadsheet saves as 2026-11-17 23:30.
    let own = std::fs::read_to_string(home.path("own.csv")).unwrap();
    home.write("saved.csv", own.replace(":00Z", "").replace("-17T", "-17 ").replace("-19T", "-19 ").as_bytes());
    for file in ["own.csv", "saved.csv"] {
        let ledger = format!("{file}.json");
        home.ok(&["--file", &ledger, "import", file]);
        let check = home.document(1, &["--file", &ledger, "check", "Ed Fox", "--invite"]);
        assert_eq!(check["reason"], "withdrawn_recently", "{file}");
        let records = home.json(&["--file", &ledger, "history"])["records"].clone();
        let sent = records.as_array().unwrap().iter().find(|record| record["kind"] == "invitation").unwrap();
        assert_eq!(sent["at"], "2026-11-18T00:30:00+01:00", "{file}");
    }
}
