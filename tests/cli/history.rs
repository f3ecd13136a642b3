//! `history` shows the records, newest first, and what they counted as.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, counted};

/// A home with one record of each kind, an hour apart, the plan first.
fn full() -> Home {
    let home = Home::new();
    for args in [
        &["plan", "set", "premium", "--at", "2026-11-20 00:30"] as &[&str],
        &["log", "Jane Doe", "--at", "2026-11-20 01:00", "--tag", "spring"],
        &["log", "Ravi Patel", "--inmail", "--at", "2026-11-20 02:00"],
        &["log", "Ana Lima", "--invite", "--at", "2026-11-20 03:00", "--tag", "spring", "--tag", "b"],
        &["reply", "Jane Doe", "--at", "2026-11-21 01:00"],
        &["reply", "Ravi Patel", "--declined", "--at", "2026-11-21 02:00"],
        &["accepted", "Ana Lima", "--at", "2026-11-21 03:00"],
        &["credits", "buy", "3", "--at", "2026-11-22 01:00"],
        &["credits", "set", "9", "--at", "2026-11-22 02:00"],
    ] {
        home.ok(args);
    }
    home
}

fn kinds(home: &Home, args: &[&str]) -> Vec<String> {
    home.history(args).iter().map(|record| record["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_document_shows_a_record_with_what_it_counted_as() {
    let mut home = Home::new();
    home.at("2026-11-25T10:00:00+01:00");
    home.ok(&["log", "Jane Doe", "--at", "09:00"]);
    let document = home.json(&["history"]);
    let expected = json!({"schema":1,"records":[{"kind":"message","person":"Jane Doe",
        "at":"2026-11-25T09:00:00+01:00","recorded_at":"2026-11-25T10:00:00+01:00","taken_back":false,
        "counted":{"day_slot":true,"month_slot":true,"credit":false,"over_limit":false,"uncovered":false},
        "note":null,"tags":[],"template":null}]});
    assert_holds(&document, &expected);
    assert!(document["records"][0]["id"].is_string());
}

#[test]
fn records_are_sorted_by_when_they_happened_newest_first() {
    let mut expected = ["message", "inmail", "invitation", "reply", "declined", "accepted", "purchase", "balance"];
    expected.reverse();
    let home = full();
    let shown = kinds(&home, &[]);
    assert_eq!(shown.iter().filter(|kind| *kind != "plan").collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    assert!(shown.contains(&"plan".to_owned()));
    // A record entered late takes the place of its instant.
    home.ok(&["log", "Max Roe", "--inmail", "--at", "2026-11-21 02:30"]);
    assert_eq!(kinds(&home, &[])[3], "inmail");
}

#[test]
fn a_send_says_what_it_counted_as() {
    let home = full();
    let mut sends = 0;
    for record in &home.history(&[]) {
        let expected = match record["kind"].as_str().unwrap() {
            "message" => "day_slot month_slot",
            "inmail" => "credit",
            "invitation" => "",
            _ => {
                assert_eq!(record["counted"], Value::Null, "{record}");
                continue;
            }
        };
        assert_eq!(counted(record), expected);
        sends += 1;
    }
    assert_eq!(sends, 3);
}

#[test]
fn history_can_be_filtered() {
    let home = full();
    assert_eq!(kinds(&home, &["Jane Doe"]), ["reply", "message"]);
    assert_eq!(kinds(&home, &["--kind", "declined"]), ["declined"]);
    assert_eq!(kinds(&home, &["--tag", "spring"]), ["invitation", "message"]);
    assert_eq!(kinds(&home, &["--tag", "b"]), ["invitation"]);
    assert_eq!(kinds(&home, &["--tag", "nonsense"]), Vec::<String>::new());
    assert_eq!(kinds(&home, &["-n", "2"]), ["balance", "purchase"]);
    assert_eq!(kinds(&home, &["--from", "2026-11-21", "--to", "2026-11-21"]), ["accepted", "declined", "reply"]);
    assert_eq!(kinds(&home, &["--from", "2026-11-22"]), ["balance", "purchase"]);
    assert_eq!(kinds(&home, &["Ana Lima", "--kind", "accepted", "--from", "2026-11-21", "-n", "5"]), ["accepted"]);
}

#[test]
fn history_can_show_any_one_kind() {
    let home = full();
    for kind in ["message", "inmail", "invitation", "reply", "declined", "accepted", "purchase", "balance", "plan"] {
        assert_eq!(kinds(&home, &["--kind", kind]), [kind]);
    }
    home.refuses(2, &["history", "--kind", "nonsense"]);
    home.refuses(2, &["history", "-n", "0"]);
    home.refuses(2, &["history", "-n", "-1"]);
}

#[test]
fn the_text_shows_ids_notes_and_reasons() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe", "--note", "met in Bonn"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["log", "Jane Doe"]);
    let text = home.ok(&["history", "--verbose"]).out;
    for part in [id.as_str(), "Jane Doe", "met in Bonn", "open"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn history_at_an_instant_leaves_out_later_records() {
    let home = full();
    assert_eq!(kinds(&home, &["--at", "2026-11-21 01:00", "-n", "2"]), ["reply", "invitation"]);
}

#[test]
fn an_id_is_never_reused() {
    let home = Home::new();
    let first = home.id(&["log", "Jane Doe"]);
    home.ok(&["undo"]);
    let second = home.id(&["log", "Jane Doe"]);
    assert_ne!(first, second);
    let shown = home.history(&[]);
    assert_eq!((&shown[0]["id"], &shown[1]["id"]), (&json!(second), &json!(first)));
}

/// The rows of the table that a screen of this many columns shows, without the line with the heads.
fn table(home: &Home, columns: usize, args: &[&str]) -> Vec<String> {
    let out = home.fits(columns, &[&["history"], args].concat());
    out.lines().skip(1).map(str::to_owned).collect()
}

/// The ids of the records of a document.
fn ids(home: &Home, args: &[&str]) -> Vec<String> {
    home.history(args).iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_record_has_one_line_with_when_what_who_what_it_counted_as_and_its_id() {
    let home = full();
    let text = home.ok(&["history"]).out;
    // The plan has 25 credits; the decline opens nothing, and premium gives no credits back. 25 + 3 - 1 = 27 before 9.
    let expected = "\
date        time   what        about       effect                    id
Sun 22 Nov  02:00  balance     9 credits   adjusted by -18            9
            01:00  purchase    3 credits                              8
Sat 21 Nov  03:00  accepted    Ana Lima                               7
            02:00  declined    Ravi Patel                             6
            01:00  reply       Jane Doe    conversation opened        5
Fri 20 Nov  03:00  invitation  Ana Lima    week                       4
            02:00  InMail      Ravi Patel  1 credit                   3
            01:00  message     Jane Doe    day, month                 2
";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in expected.lines() {
        let found = text.lines().any(|shown| squeezed(shown) == squeezed(line));
        assert!(found, "no {line} in\n{text}");
    }
    // The head, nine records, each on one line; nothing was taken back.
    assert_eq!(text.lines().count(), 10, "{text}");
}

#[test]
fn at_40_columns_the_date_is_a_heading_and_each_record_has_one_line() {
    let home = full();
    // With the plan's own date, four days and nine records.
    let rows = table(&home, 40, &[]);
    assert_eq!(rows.iter().filter(|row| row.ends_with(" 2026")).count() + 9, rows.len(), "{rows:?}");
    let day = rows.iter().position(|row| row == "Fri 20 Nov 2026").unwrap();
    assert_eq!(rows[day + 1], "03:00 invite   Ana Lima   week         4");
    assert_eq!(rows[day + 2], "02:00 InMail   Ravi Patel 1 credit     3");
    assert_eq!(rows[day + 3], "01:00 message  Jane Doe   day, month   2");
    for columns in [20, 60, 63, 64, 80, 140] {
        let rows = table(&home, columns, &[]);
        assert!(columns < 40 || rows.iter().any(|row| row.contains("Jane Doe")), "{rows:?}");
    }
}

#[test]
fn what_is_too_long_for_the_screen_is_cut_with_a_mark() {
    let home = Home::new();
    let name = "Maximiliana Featherstonehaugh-Cholmondeley of Leicestershire and elsewhere";
    home.ok(&["log", name]);
    for columns in [40, 80] {
        let rows = table(&home, columns, &[]);
        assert!(rows.iter().any(|row| row.contains("Maximil") && row.contains('…')), "{rows:?}");
        assert!(!rows.iter().any(|row| row.contains("Leicestershire")), "{rows:?}");
    }
    let ascii = home.run_with(&[("COLUMNS", "40")], &["history", "--ascii"]).out;
    assert!(ascii.is_ascii() && ascii.contains("..."), "{ascii}");
    // A pipe gets all of it, on one line.
    assert!(home.ok(&["history"]).out.lines().any(|line| line.contains(name) && line.ends_with(" 1")));
}

#[test]
fn taken_back_records_are_hidden_from_the_screen_and_counted_on_the_last_line() {
    let home = Home::new();
    for person in ["Jane Doe", "Ravi Patel", "Ana Lima"] {
        home.ok(&["log", person]);
    }
    home.ok(&["undo", "2"]);
    home.ok(&["undo", "3"]);
    let text = home.ok(&["history"]).out;
    assert!(text.contains("Jane Doe") && !text.contains("Ravi") && !text.contains("Ana"), "{text}");
    assert_eq!(text.lines().last(), Some("2 undone: --all"), "{text}");
    let dim = home.ok(&["history", "--color", "always"]).out;
    assert_eq!(dim.lines().last(), Some("\u{1b}[2m2 undone: --all\u{1b}[0m"), "{dim:?}");
    // Only those that match are counted.
    let one = home.ok(&["history", "--grep", "ravi"]).out;
    assert_eq!(one, "no records\n1 undone: --all\n");
    let all = home.ok(&["history", "--all"]).out;
    assert_eq!(all.matches("undone").count(), 2, "{all}");
    assert!(all.lines().any(|line| line.contains("Ravi Patel") && line.contains("undone")), "{all}");
    // JSON has them with and without --all. -n counts what is shown.
    for args in [&[] as &[&str], &["--all"]] {
        let taken_back: Vec<bool> = home.history(args).iter().map(|row| row["taken_back"] == true).collect();
        assert_eq!(taken_back, [true, true, false]);
    }
    assert!(home.ok(&["history", "-n", "1"]).out.contains("Jane Doe"));
}

#[test]
fn verbose_adds_a_second_line() {
    let mut home = Home::new();
    home.at("2026-11-25T10:00:00+01:00");
    let args = ["log", "Jane Doe", "--at", "09:00", "--tag", "spring", "--template", "hello", "--note", "met in Bonn"];
    home.ok(&args);
    for option in ["--verbose", "-v"] {
        let text = home.ok(&["history", option]).out;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[1].ends_with("message  Jane Doe  day, month   1"), "{text}");
        assert_eq!(
            lines[2],
            "    1 daily and 1 monthly slot; recorded Wed 25 Nov 2026, 10:00; \
             #spring [hello] met in Bonn"
        );
    }
    let plain = home.ok(&["history"]).out;
    assert!(!plain.contains("Bonn") && !plain.contains("recorded"), "{plain}");
    home.fits(40, &["history", "--verbose"]);
}

#[test]
fn seconds_are_shown_only_where_they_matter() {
    let home = Home::new();
    for (who, at) in [
        ("Jane Doe", "2026-11-20 09:00:10"),
        ("Jane Doe", "2026-11-20 09:00:40"),
        ("Ravi Patel", "2026-11-20 09:00:20"),
        ("Jane Doe", "2026-11-20 09:01:05"),
    ] {
        home.ok(&["log", who, "--at", at]);
    }
    let text = home.ok(&["history"]).out;
    let time = |id: &str| {
        let line = text.lines().find(|line| line.ends_with(&format!(" {id}"))).unwrap();
        line.split_whitespace().find(|word| word.contains(':')).unwrap().to_owned()
    };
    assert_eq!([time("1"), time("2"), time("3"), time("4")], ["09:00:10", "09:00:40", "09:00", "09:01"]);
    // Alone, none of them needs them.
    assert!(!home.ok(&["history", "-n", "1"]).out.contains("09:01:05"));
}

#[test]
fn a_time_that_the_clock_shows_twice_has_its_offset() {
    // In Berlin, the clocks went back from 03:00 to 02:00 on 25 October 2026.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-10-25T02:30:15+02:00"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-10-25T02:30:15+01:00"]);
    home.ok(&["log", "Ana Lima", "--at", "2026-10-25 03:30:15"]);
    let text = home.ok(&["history"]).out;
    for (name, time) in [("Jane Doe", "02:30:15 +02:00"), ("Ravi Patel", "02:30:15 +01:00"), ("Ana Lima", "03:30 ")] {
        assert!(text.lines().any(|line| line.contains(name) && line.contains(time)), "{name} {time}\n{text}");
    }
}

#[test]
fn records_are_chosen_by_template() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--template", "hello"]);
    home.ok(&["log", "Ravi Patel", "--template", "hello again"]);
    home.ok(&["log", "Ana Lima"]);
    assert_eq!(ids(&home, &["--template", "hello"]), ["1"]);
    assert_eq!(ids(&home, &["--template", "hello again"]), ["2"]);
    assert_eq!(ids(&home, &["--template", "nonsense"]), [""; 0]);
    let text = home.ok(&["history", "--template", "hello"]).out;
    assert!(text.contains("Jane Doe") && !text.contains("Ravi"), "{text}");
}

#[test]
fn records_are_chosen_by_a_text_in_their_note_or_name() {
    let home = Home::new();
    home.ok(&["log", "Zoë Öst", "--note", "met at Café Zürich, O'Neill's friend"]);
    home.ok(&["log", "Jane Doe", "--tag", "zoe", "--template", "cafe"]);
    home.ok(&["reply", "Zoë Öst"]);
    home.ok(&["log", "Ravi Patel", "--note", "a friend of ZOE"]);
    home.ok(&["log", "in/lukasz-zak"]);
    home.ok(&["people", "rename", "Jane Doe", "Jane Smith"]);
    for (text, found) in [
        ("zoe", &["4", "3", "1"] as &[&str]),
        ("ÖST", &["3", "1"]),
        ("cafe zur", &["1"]),
        ("oneill", &["1"]),
        ("friend", &["4", "1"]),
        ("ane", &["6", "2"]),
        // The name before a renaming.
        ("doe", &["6"]),
        ("lukasz zak", &["5"]),
        // Neither tags nor templates are searched.
        ("nonsense", &[]),
    ] {
        assert_eq!(ids(&home, &["--grep", text]), found, "{text}");
    }
    assert_eq!(home.refuses(2, &["history", "--grep", " "])["code"], "usage");
    // With the other filters, and on the screen.
    assert_eq!(ids(&home, &["--grep", "zoe", "--kind", "message", "Zoë Öst"]), ["1"]);
    let text = home.ok(&["history", "--grep", "cafe"]).out;
    assert!(text.contains("Zoë Öst") && text.lines().count() == 2, "{text}");
}

#[test]
fn the_history_is_sorted_as_asked_and_then_cut() {
    let home = Home::new();
    home.ok(&["log", "Zoë Öst", "--at", "2026-11-20 09:00"]);
    home.ok(&["log", "émile Roe", "--inmail", "--at", "2026-11-21 09:00"]);
    home.ok(&["credits", "buy", "1", "--at", "2026-11-21 10:00"]);
    home.ok(&["reply", "émile Roe", "--at", "2026-11-22 09:00"]);
    home.ok(&["log", "Faye Moe", "--at", "2026-11-23 09:00"]);
    for (sort, expected) in [
        ("newest", ["5", "4", "3", "2", "1"]),
        ("oldest", ["1", "2", "3", "4", "5"]),
        // Without accents: Émile, Faye, Zoë; the newest of each first; the purchase is nobody's.
        ("person", ["4", "2", "5", "1", "3"]),
        // Messages, InMails, replies, purchases.
        ("kind", ["5", "1", "2", "4", "3"]),
    ] {
        assert_eq!(ids(&home, &["--sort", sort]), expected, "{sort}");
        assert_eq!(ids(&home, &["--sort", sort, "-n", "2"]), expected[..2], "{sort}");
        let text = home.ok(&["history", "--sort", sort]).out;
        let shown: Vec<&str> = text.lines().skip(1).map(|line| line.rsplit(' ').next().unwrap()).collect();
        assert_eq!(shown, expected, "{sort}");
    }
    for (sort, rest) in
        [("newest", "and 2 older records"), ("oldest", "and 2 newer records"), ("kind", "and 2 more records")]
    {
        assert!(home.ok(&["history", "--sort", sort, "-n", "3"]).out.ends_with(&format!("{rest}\n")), "{sort}");
    }
    assert!(home.ok(&["history", "-n", "4"]).out.ends_with("and 1 older record\n"));
    // Rows that are not in the order of time all have their dates.
    let text = home.ok(&["history", "--sort", "person"]).out;
    assert_eq!(text.matches(" Nov  ").count(), 5, "{text}");
    home.refuses(2, &["history", "--sort", "size"]);
    assert_eq!(ids(&home, &["--sort", "oldest", "--from", "2026-11-21", "--kind", "message", "-n", "1"]), ["5"]);
}

#[test]
fn what_a_record_cost_or_changed_is_whole_at_80_columns() {
    // A long name leaves it enough room, and what is not about a person is named in the same column.
    let home = Home::on_premium_career();
    let name = "Pablo Diego José Francisco de Paula Juan Nepomuceno";
    home.ok(&["log", name, "--inmail"]);
    home.ok(&["reply", name]);
    home.ok(&["credits", "set", "7"]);
    home.ok(&["stopped", "--invite"]);
    home.ok(&["people", "rename", name, "Pablo Picasso y Ruiz"]);
    let screen = home.fits(80, &["history"]);
    let row = |what: &str| {
        let line = screen.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("no {what}: {screen}"));
        line.split_once(what).unwrap().1.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(row("reply").ends_with(" 1 credit back, opened 3"), "{screen}");
    assert!(row("InMail").ends_with(" 1 credit 2"), "{screen}");
    // 15 credits, less the InMail and plus the one that came back: 15, set to 7.
    assert_eq!(row("balance"), "7 credits adjusted by -8 4");
    assert_eq!(row("stopped"), "invitations until 2 Dec 09:00 5");
    assert_eq!(row("plan"), "premium-career renews on day 12 1");
    // One line a record, and the heads.
    assert_eq!(screen.lines().count(), 7);
    // A pipe gets it in full.
    let whole = home.ok(&["history"]).out;
    assert!(
        whole.contains("1 credit back, conversation opened") && whole.contains("until Wed 2 Dec 2026, 09:00"),
        "{whole}"
    );
}
