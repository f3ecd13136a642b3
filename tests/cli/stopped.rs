//! `stopped`: what LinkedIn refused to send, until when, and where it shows.

use std::fs;

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, codes, verdict};

/// The options of each kind, for `stopped` and for `check`, with its name in JSON.
const KINDS: [(&str, &[&str]); 4] = [
    ("message", &[]),
    ("inmail", &["--inmail"]),
    ("invitation", &["--invite"]),
    ("note", &["--invite", "--with-note"]),
];

fn stopped(options: &[&'static str], more: &[&'static str]) -> Vec<&'static str> {
    [&["stopped"], options, more].concat()
}

/// The reason of `check` and when it turns to yes.
fn check(home: &Home, args: &[&str]) -> (String, Value) {
    let run = home.run(&[&["check"], args, &["--json"]].concat());
    let answer = run.json();
    assert_eq!(run.code, i32::from(answer["allowed"] == false), "{args:?}");
    let (_, reason, available_at) = verdict(&answer);
    (reason, available_at)
}

#[test]
fn each_kind_is_stopped_until_its_own_end_and_until_a_date() {
    // Wednesday, 25 November 2026, 09:00: the day ends at midnight, 168 hours on 2 December at 09:00, the month on the
    // 30th. Friday is the 27th.
    let ends = [
        "2026-11-26T00:00:00+01:00",
        "2026-11-26T00:00:00+01:00",
        "2026-12-02T09:00:00+01:00",
        "2026-12-01T00:00:00+01:00",
    ];
    for ((kind, options), end) in KINDS.into_iter().zip(ends) {
        let home = Home::new();
        let document = home.json(&stopped(options, &["--note", "a notice"]));
        let stop = json!({"kind":kind,"since":"2026-11-25T09:00:00+01:00","until":end,"count":0});
        assert_holds(&document, &json!({"schema":1,"stopped":stop,"ended_by":null,"cautions":[]}));
        let at = "2026-11-25T09:00:00+01:00";
        assert_holds(&document["recorded"], &json!([{"id":"1","kind":"stopped","person":null,"at":at}]));
        assert_eq!(check(&home, options), ("stopped".to_owned(), json!(end)), "{kind}");
        assert_eq!(home.json(&["status"])["stopped"], json!([stop]));
        // Another stop replaces it.
        let friday = "2026-11-27T00:00:00+01:00";
        assert_eq!(home.json(&stopped(options, &["--until", "friday"]))["stopped"]["until"], friday);
        assert_eq!(check(&home, options), ("stopped".to_owned(), json!(friday)), "{kind}");
    }
}

#[test]
fn the_answer_says_until_when_and_how_to_end_it() {
    let home = Home::new();
    for number in 0..3 {
        home.ok(&["log", &format!("Person {number}"), "--new"]);
    }
    let out = home.ok(&["stopped"]).out;
    for part in [
        "recorded: LinkedIn stopped messages, Wed 25 Nov 2026, 09:00",
        "until tomorrow 00:00, in 15 h 0 min, inquota check says no to messages",
        "inquota stopped --lifted",
        "LinkedIn stopped you at 3 on Wed 25 Nov 2026; your limit here is 15",
        "inquota plan set free --daily 3",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    // One that is over already.
    let out = home.ok(&["stopped", "--at", "2026-11-20 10:00"]).out;
    assert!(out.contains("it ended Sat 21 Nov 2026, 00:00\n"), "{out}");
    assert!(
        out.contains("a later stop is in force; until tomorrow 00:00, in 15 h 0 min, inquota check says no"),
        "{out}"
    );
}

#[test]
fn check_says_no_to_open_conversations_and_free_inmails_too() {
    let home = Home::new();
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["stopped"]);
    home.ok(&["stopped", "--inmail"]);
    let midnight = json!("2026-11-26T00:00:00+01:00");
    for args in
        [&["Jane Doe"][..], &["Jane Doe", "--inmail", "--free"], &["--inmail", "--free"], &["-n", "3"], &["Nobody Yet"]]
    {
        assert_eq!(check(&home, args), ("stopped".to_owned(), midnight.clone()), "{args:?}");
    }
    assert_eq!(check(&home, &["--invite"]).0, "slot_free");
    let out = home.exits(1, &["check"]).out;
    assert!(out.contains("no – LinkedIn stopped messages on Wed 25 Nov 2026, at 0 people that day"), "{out}");
    assert!(out.contains("you can again from tomorrow 00:00"), "{out}");
}

#[test]
fn a_stop_of_notes_stops_invitations_with_a_note_only() {
    let home = Home::new();
    home.ok(&["stopped", "--invite", "--with-note"]);
    assert_eq!(check(&home, &["--invite"]).0, "slot_free");
    assert_eq!(check(&home, &["--invite", "--with-note"]).1, "2026-12-01T00:00:00+01:00");
    home.ok(&["stopped", "--invite"]);
    assert_eq!(check(&home, &["--invite", "--with-note"]).1, "2026-12-02T09:00:00+01:00");
    // Lifting the stop of notes leaves that of invitations.
    let out = home.ok(&["stopped", "--invite", "--with-note", "--lifted"]).out;
    assert!(out.contains("stopped by LinkedIn: invitations until Wed 2 Dec 2026, 09:00"), "{out}");
    assert_eq!(check(&home, &["--invite", "--with-note"]).1, "2026-12-02T09:00:00+01:00");
}

#[test]
fn what_is_sent_meanwhile_is_recorded_with_a_caution_and_guard_refuses_it() {
    let mut home = Home::new();
    for (_, options) in KINDS {
        home.ok(&stopped(options, &[]));
    }
    for options in [&[][..], &["--inmail"], &["--inmail", "--free"], &["--invite"], &["--invite", "--with-note"]] {
        let log = |more: &[&'static str]| [&["log", "Jane Doe"], options, more].concat();
        assert_eq!(home.document(1, &log(&["--guard"]))["reason"], "stopped", "{options:?}");
        let document = home.json(&log(&[]));
        assert!(codes(&document).contains(&"stopped".to_owned()), "{options:?}: {document}");
        assert_eq!(document["recorded"].as_array().unwrap().len(), 1);
    }
    let err = home.ok(&["log", "Jane Doe"]).err;
    assert!(err.contains("LinkedIn stopped messages until Thu 26 Nov 2026, 00:00"), "{err}");
    assert_eq!(home.history(&["--kind", "message"]).len(), 2);
    // Before the stop and after its end there is no caution.
    assert_eq!(codes(&home.json(&["log", "Ravi Patel", "--at", "08:59"])), Vec::<String>::new());
    home.at("2026-11-26T00:00:00+01:00");
    assert_eq!(codes(&home.json(&["log", "Ana Lima"])), Vec::<String>::new());
}

#[test]
fn check_adds_a_caution_where_another_reason_lasts_longer() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--monthly", "0"]);
    home.ok(&["stopped"]);
    let answer = home.document(1, &["check"]);
    assert_eq!((answer["reason"].as_str(), codes(&answer)), (Some("monthly_limit"), vec!["stopped".to_owned()]));
}

#[test]
fn lifted_ends_a_stop_early_and_needs_one() {
    let home = Home::new();
    for (_, options) in KINDS {
        assert_eq!(home.refuses(2, &stopped(options, &["--lifted"]))["code"], "not_stopped");
    }
    assert_eq!(home.bytes(), None, "nothing was recorded");
    home.ok(&["stopped", "--invite", "--at", "2026-11-24 10:00"]);
    for options in [&[][..], &["--inmail"], &["--invite", "--with-note"], &["--invite", "--at", "2026-11-24 09:59"]] {
        assert_eq!(home.refuses(2, &stopped(options, &["--lifted"]))["code"], "not_stopped", "{options:?}");
    }
    let hint = home.refuses(2, &["stopped", "--invite", "--with-note", "--lifted"])["hint"].clone();
    assert_eq!(hint, "invitations are stopped: inquota stopped --invite --lifted");
    let document = home.json(&["stopped", "--invite", "--lifted"]);
    assert_eq!(document["recorded"][0]["kind"], "lifted");
    let (since, until) = ("2026-11-24T10:00:00+01:00", "2026-12-01T10:00:00+01:00");
    assert_eq!(document["lifted"], json!({"kind":"invitation","since":since,"until":until,"count":0}));
    assert_eq!(check(&home, &["--invite"]).0, "slot_free");
    assert_eq!(home.refuses(2, &["stopped", "--invite", "--lifted"])["code"], "not_stopped");
    // As of an instant before, it held.
    assert_eq!(check(&home, &["--invite", "--at", "2026-11-25 08:59"]), ("stopped".to_owned(), json!(until)));
}

#[test]
fn until_must_be_after_today_and_options_must_fit() {
    let home = Home::new();
    for args in [
        &["--until", "today"][..],
        &["--until", "2026-11-25"],
        &["--until", "yesterday"],
        &["--until", "2026-11-20", "--at", "2026-11-20"],
        &["--until", "2026-11-19", "--at", "2026-11-20"],
        &["--until", "tomorrow", "--lifted"],
        &["--with-note"],
        &["--inmail", "--invite"],
        &["--inmail", "--with-note"],
    ] {
        let error = home.refuses(2, &[&["stopped"], args].concat());
        assert_eq!(error["code"], "usage", "{args:?}: {error}");
    }
    assert_eq!(home.refuses(2, &["stopped", "--until", "soon"])["code"], "bad_when");
    assert_eq!(home.refuses(2, &["stopped", "--at", "tomorrow"])["code"], "in_future");
    assert_eq!(home.bytes(), None, "nothing was recorded");
    let late = home.json(&["stopped", "--until", "tomorrow", "--at", "2026-11-20"]);
    assert_eq!(late["stopped"]["until"], "2026-11-26T00:00:00+01:00");
}

#[test]
fn a_stop_that_is_over_is_entered_in_one_step() {
    // Without a year, 8 November is the first one after the 3rd; the stop began at 12:00 on the 3rd.
    let home = Home::new();
    let run = home.ok(&["stopped", "--invite", "--at", "3 Nov", "--until", "8 Nov"]);
    assert!(run.out.contains("it ended Sun 8 Nov 2026, 00:00\n"), "{}", run.out);
    let reason = |at: &str| check(&home, &["--invite", "--at", at]).0;
    assert_eq!((reason("2026-11-03 11:59").as_str(), reason("2026-11-07 23:59").as_str()), ("slot_free", "stopped"));
    home.ok(&["check", "--invite", "--at", "2026-11-08 00:00"]);
    home.ok(&["check", "--invite"]);
    // So with a mark.
    let run = home.ok(&["people", "block", "Jane Doe", "--at", "3 Nov", "--until", "8 Nov"]);
    assert!(run.out.ends_with("\nthe mark has ended, so you can contact them now\n"), "{}", run.out);
    home.exits(1, &["check", "Jane Doe", "--at", "2026-11-07 23:59"]);
    home.ok(&["check", "Jane Doe", "--at", "2026-11-08 00:00"]);
    for args in [&["stopped"][..], &["people", "block", "Jane Doe"]] {
        let refused = home.refuses(2, &[args, &["--at", "2026-11-08", "--until", "2026-11-08"]].concat());
        assert_eq!(refused["message"], "--until Sun 8 Nov 2026 is not after Sun 8 Nov 2026");
        assert_eq!(home.refuses(2, &[args, &["--until", "2026-11-08"]].concat())["code"], "usage");
    }
}

#[test]
fn until_a_date_whose_midnight_is_skipped_ends_at_its_first_instant() {
    // Beirut skips from 00:00 to 01:00 on 28 March 2027.
    let mut home = Home::new();
    home.in_zone("Asia/Beirut").at("2027-03-26T09:00:00+02:00");
    home.ok(&["stopped", "--until", "2027-03-28"]);
    assert_eq!(check(&home, &[]).1, "2027-03-28T01:00:00+03:00");
    assert_eq!(check(&home, &["--at", "2027-03-27T23:59:59+02:00"]).0, "stopped");
    assert_eq!(check(&home, &["--at", "2027-03-28T01:00:00+03:00"]).0, "slot_free");
}

/// A home whose member was stopped on 24 November at 11:00, and sent more since. By then, two people got a message, two
/// an InMail, and four an invitation, two of them with a note: the invitations with a note are entered late.
fn stopped_home() -> Home {
    let home = Home::new();
    for (_, options) in KINDS {
        let name = |number: u8| format!("{} {number}", options.last().unwrap_or(&"message").trim_start_matches('-'));
        for number in 0..2 {
            let (name, at) = (name(number), ["--at", "2026-11-24 10:00", "--new"]);
            home.ok(&[&["log", name.as_str()], options, at.as_slice()].concat());
        }
        home.ok(&stopped(options, &["--at", "2026-11-24 11:00"]));
        home.ok(&[&["log", "Later"], options, &["--at", "2026-11-24 12:00"]].concat());
    }
    home
}

#[test]
fn status_and_plan_show_the_count_beside_the_limit_after_the_stop_is_over() {
    let home = stopped_home();
    let lines = [
        "people a day: LinkedIn stopped you at 2 on Tue 24 Nov 2026; your limit here is 15\n  to make it 2: inquota plan set free --daily 2\n",
        "InMails a day: LinkedIn stopped you at 2 on Tue 24 Nov 2026; you have no limit here\n  to make it 2: inquota plan set free --inmails-daily 2\n",
        "invitations in 7 days: LinkedIn stopped you at 4 on Tue 24 Nov 2026; your limit here is 100, which only warns\n  to make it 4: inquota plan set free --invitations 4\n",
        "notes a month: LinkedIn stopped you at 2 on Tue 24 Nov 2026; your limit here is 5, which only warns\n  to make it 2: inquota plan set free --notes 2\n",
    ];
    for command in ["status", "plan"] {
        let late = home.ok(&[command, "--at", "2027-03-01"]).out;
        for line in lines {
            assert!(late.contains(line), "{command}: {late}");
        }
        // Before the first stop there is none to show.
        let before = home.ok(&[command, "--at", "2026-11-24 10:59"]).out;
        assert!(!before.contains("LinkedIn stopped you"), "{command}: {before}");
    }
    let document = home.json(&["status", "--at", "2027-03-01"]);
    assert_eq!((&document["stopped"], codes(&document)), (&json!([]), Vec::new()));
    let latest = json!({"kind":"invitation","since":"2026-11-24T11:00:00+01:00","until":"2026-12-01T11:00:00+01:00",
        "count":4,"limit":100,"enforced":false,"command":"inquota plan set free --invitations 4"});
    assert_eq!(document["latest_stops"][2], latest);
    assert_eq!(home.json(&["plan"])["latest_stops"][2], latest);
}

#[test]
fn the_command_makes_the_count_the_limit_and_is_shown_no_longer() {
    let home = stopped_home();
    for (place, key, count) in [(0, "daily", 2), (1, "inmails-daily", 2), (2, "invitations", 4), (3, "notes", 2)] {
        let command = home.json(&["status"])["latest_stops"][place]["command"].as_str().unwrap().to_owned();
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        home.ok(&args);
        let after = home.json(&["status"])["latest_stops"][place].clone();
        assert_holds(&after, &json!({"count":count,"limit":count,"command":null}));
        let out = home.ok(&["status"]).out;
        assert!(out.contains(&format!("your limit here is {count}\n")) && !out.contains(&format!("--{key} ")), "{out}");
    }
}

#[test]
fn a_limit_below_the_count_and_a_count_of_0_suggest_nothing() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--advisory"]);
    home.ok(&["log", "Jane Doe", "Ravi Patel"]);
    home.ok(&["stopped"]);
    home.ok(&["stopped", "--invite"]);
    let stops = home.json(&["status"])["latest_stops"].clone();
    assert_holds(&stops, &json!([{"count":2,"limit":1,"command":null},{"count":0,"limit":100,"command":null}]));
}

#[test]
fn each_kind_is_compared_with_its_own_limit() {
    // Two of each kind were sent. Above 2, the command makes it 2. At 2, an enforced limit needs no command, and one that
    // only warns can be enforced. Below 2, and at none, see the ends of the list.
    let options = [("daily", 0), ("inmails-daily", 1), ("invitations", 2), ("notes", 3)];
    let home = Home::new();
    for (_, kind) in KINDS {
        let name = |number: u8| format!("{} {number}", kind.last().unwrap_or(&"message").trim_start_matches('-'));
        // Invitations with a note count as invitations too.
        for number in 0..if kind == ["--invite"] { 0 } else { 2 } {
            home.ok(&[&["log", name(number).as_str(), "--new"], kind].concat());
        }
        home.ok(&stopped(kind, &[]));
    }
    home.ok(&["stopped", "--invite"]);
    for (option, place) in options {
        let flag = format!("--{option}");
        let command = format!("inquota plan set free --{option} 2");
        for (value, advisory, limit, suggested, words) in [
            ("3", false, json!(3), true, "your limit here is 3\n  to make it 2: "),
            ("3", true, json!(3), true, "your limit here is 3, which only warns\n  to make it 2: "),
            ("2", false, json!(2), false, "your limit here is 2\n"),
            ("2", true, json!(2), true, "your limit here is 2, which only warns\n  to enforce it: "),
            ("1", false, json!(1), false, "your limit here is 1\n"),
            ("1", true, json!(1), false, "your limit here is 1, which only warns\n"),
            ("none", false, json!(null), true, "you have no limit here\n  to make it 2: "),
        ] {
            let force: &[&str] = if advisory { &["--advisory"] } else { &[] };
            home.ok(&[&["plan", "set", "free", flag.as_str(), value], force].concat());
            let enforced = if value == "none" { json!(null) } else { json!(!advisory) };
            let suggested = if suggested { json!(command) } else { json!(null) };
            let latest = home.json(&["status"])["latest_stops"][place].clone();
            let expected = json!({"count":2,"limit":limit,"enforced":enforced,"command":suggested});
            assert_holds(&latest, &expected);
            let out = home.ok(&["plan"]).out;
            assert!(out.contains(&format!("LinkedIn stopped you at 2 on Wed 25 Nov 2026; {words}")), "{option}: {out}");
        }
    }
}

#[test]
fn no_command_is_suggested_for_a_plan_that_is_not_in_force_now() {
    // Stopped at 2 on free on the 24th; premium from the 26th; free again from 1 January.
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "--at", "2026-11-24 10:00"]);
    home.ok(&["stopped", "--at", "2026-11-24 11:00"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-11-26"]);
    home.ok(&["plan", "set", "free", "--from", "2027-01-01"]);
    home.at("2026-11-26T09:00:00+01:00");
    let latest = |home: &Home, command: &str, at: &[&str]| {
        let stop = home.json(&[&[command], at].concat())["latest_stops"][0].clone();
        (stop["limit"].clone(), stop["command"].clone())
    };
    let premium = json!("inquota plan set premium --daily 2");
    for command in ["status", "plan"] {
        assert_eq!(latest(&home, command, &[]), (json!(40), premium.clone()));
        assert_eq!(latest(&home, command, &["--at", "2026-12-31"]), (json!(40), premium.clone()));
        for at in ["2026-11-24 12:00", "2027-01-01"] {
            assert_eq!(latest(&home, command, &["--at", at]), (json!(15), json!(null)), "{command} {at}");
        }
    }
    // The limit of now is lower than that of the instant asked about: the command would raise it.
    home.ok(&["plan", "set", "premium", "--daily", "1"]);
    assert_eq!(latest(&home, "status", &["--at", "2026-11-26 08:00"]), (json!(40), json!(null)));
}

#[test]
fn a_stop_entered_late_says_what_holds_now() {
    // Lifted by a later record.
    let home = Home::new();
    home.ok(&["stopped", "--invite", "--at", "2026-11-23 10:00"]);
    home.ok(&["stopped", "--invite", "--lifted", "--at", "2026-11-24 12:00"]);
    let late = ["stopped", "--invite", "--until", "2026-12-24", "--at", "2026-11-24 09:00"];
    let out = home.ok(&late).out;
    assert!(out.contains("it ended Tue 24 Nov 2026, 12:00, when it was lifted\n"), "{out}");
    assert!(!out.contains("check says no") && !out.contains("--lifted"), "{out}");
    assert_eq!(check(&home, &["--invite"]).0, "slot_free");
    home.ok(&["undo"]);
    let document = home.json(&late);
    let stop =
        json!({"kind":"invitation","since":"2026-11-24T09:00:00+01:00","until":"2026-11-24T12:00:00+01:00","count":0});
    assert_eq!((&document["stopped"], &document["ended_by"]), (&stop, &json!("lifted")));
    // The first one ended when the late one replaced it; before that was entered, when it was lifted.
    let counted = home.history(&["--kind", "stopped"]).into_iter().filter(|row| row["taken_back"] == false);
    let stops: Vec<Value> = counted.map(|row| row["stopped"].clone()).collect();
    let ended = |until: &str, how: &str| json!({"kind":"invitation","until":until,"count":0,"ended_by":how});
    let expected = [ended("2026-11-24T12:00:00+01:00", "lifted"), ended("2026-11-24T09:00:00+01:00", "replaced")];
    assert_eq!(stops, expected);
    let out = home.ok(&["history", "--verbose"]).out;
    assert!(out.contains("until Tue 24 Nov 2026, 09:00, when another stop replaced it; recorded"), "{out}");
    assert!(out.contains("until Tue 24 Nov 2026, 12:00, when it was lifted; recorded"), "{out}");
    // As of an instant before the lifting, the end was still that of the date.
    let mut then = home.history(&["--kind", "stopped", "--at", "2026-11-24 10:00"]);
    then.retain(|row| row["taken_back"] == false);
    let open = json!({"kind":"invitation","until":"2026-12-24T00:00:00+01:00","count":0,"ended_by":null});
    assert_eq!(then[0]["stopped"], open);
    // Replaced by a later record, which holds until the 27th.
    let home = Home::new();
    home.ok(&["stopped", "--until", "2026-11-27", "--at", "2026-11-24 11:00"]);
    let out = home.ok(&["stopped", "--until", "2026-12-24", "--at", "2026-11-24 09:00"]).out;
    assert!(out.contains("it ended Tue 24 Nov 2026, 11:00, when another stop replaced it\n"), "{out}");
    assert!(
        out.contains("a later stop is in force; until Fri 27 Nov 2026, 00:00, in 2 days, inquota check says no"),
        "{out}"
    );
    assert_eq!(check(&home, &[]).1, "2026-11-27T00:00:00+01:00");
    // Over by itself before the later one: nothing replaced it.
    let document = home.json(&["stopped", "--at", "2026-11-20 09:00"]);
    assert_eq!(document["stopped"]["until"], "2026-11-21T00:00:00+01:00");
    assert_eq!(document["ended_by"], json!(null));
}

#[test]
fn late_records_and_undo_move_the_count() {
    let home = Home::new();
    home.ok(&["stopped", "--invite"]);
    let count = |home: &Home| home.json(&["status"])["stopped"][0]["count"].clone();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "yesterday"]);
    assert_eq!(count(&home), 1);
    home.ok(&["undo"]);
    assert_eq!(count(&home), 0);
}

#[test]
fn status_names_what_is_stopped_in_full_and_in_a_line() {
    let home = Home::new();
    assert_eq!(home.json(&["status"])["stopped"], json!([]));
    home.ok(&["stopped"]);
    home.ok(&["stopped", "--invite", "--with-note"]);
    assert_eq!(codes(&home.json(&["status"])), ["stopped", "stopped"]);
    let out = home.ok(&["status"]).out;
    assert!(out.contains("stopped by LinkedIn: messages until tomorrow 00:00, in 15 h 0 min\n"), "{out}");
    assert!(out.contains("stopped by LinkedIn: invitations with a note until Tue 1 Dec 2026, 00:00"), "{out}");
    let line = home.ok(&["status", "--line"]).out;
    assert!(line.ends_with(" · stopped: messages, notes\n"), "{line}");
    assert_eq!(home.ok(&["status", "--line", "{day}{stopped}", "--at", "2026-12-02"]).out, "15\n");
    let bar = home.json(&["status", "--line"]);
    assert!(bar["tooltip"].as_str().unwrap().contains("Stopped by LinkedIn: messages until tomorrow 00:00"), "{bar}");
    for columns in [40, 60, 80] {
        home.fits(columns, &["status"]);
        home.fits(columns, &["plan"]);
    }
}

#[test]
fn the_line_the_page_and_the_accounts_show_what_is_stopped() {
    let home = Home::new();
    let state = |at: &[&str]| home.ok(&[&["status", "--line", "{state}"], at].concat()).out;
    assert_eq!(state(&[]), "fine\n");
    home.ok(&["stopped"]);
    home.ok(&["stopped", "--invite"]);
    assert_eq!(state(&[]), "full\n");
    let bar = home.json(&["status", "--line"]);
    // Nothing was sent: no window is fuller than 0 %.
    assert_eq!((&bar["class"], &bar["percentage"]), (&json!("full"), &json!(0)));
    // The stop of invitations ends 168 hours later, on 2 December at 09:00.
    assert_eq!(state(&["--at", "2026-12-02 08:59"]), "full\n");
    assert_eq!(state(&["--at", "2026-12-02 09:00"]), "fine\n");
    let out = home.ok(&["accounts"]).out;
    assert!(out.contains("default, stopped by LinkedIn: messages until tomorrow 00:00, in 15 h 0 min\n"), "{out}");
    assert!(out.contains("default, stopped by LinkedIn: invitations until Wed 2 Dec 2026, 09:00"), "{out}");
    let page = home.ok(&["summary", "--format", "html"]).out;
    for stopped in ["messages until Thu 26 Nov 2026, 00:00", "invitations until Wed 2 Dec 2026, 09:00"] {
        assert!(page.contains(&format!("<p class=\"over\">Stopped by LinkedIn: {stopped}</p>")), "{stopped}");
    }
    home.ok(&["stopped", "--lifted"]);
    home.ok(&["stopped", "--invite", "--lifted"]);
    assert_eq!(state(&[]), "fine\n");
    for args in [&["accounts"][..], &["summary", "--format", "html"]] {
        assert!(!home.ok(args).out.to_lowercase().contains("stopped by linkedin"), "{args:?}");
    }
    // Over a limit stays over.
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe", "Ravi Patel"]);
    home.ok(&["stopped"]);
    assert_eq!(state(&[]), "over\n");
}

#[test]
fn next_suggests_nothing_of_a_stopped_kind() {
    let home = Home::new();
    // A message of the 16th is due for a nudge on the 23rd.
    home.ok(&["log", "Jane Doe", "Ravi Patel", "--at", "2026-11-16 10:00"]);
    for number in 0..4 {
        home.ok(&["log", &format!("Note {number}"), "--invite", "--with-note", "--at", "2026-11-03", "--new"]);
    }
    let windows = |home: &Home| -> Vec<String> {
        let next = home.json(&["next"]);
        next["pace"].as_array().unwrap().iter().map(|pace| pace["window"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(windows(&home), ["day", "month", "notes", "credits"]);
    assert_eq!(home.json(&["next"])["due"].as_array().unwrap().len(), 2);
    home.ok(&["stopped"]);
    let next = home.json(&["next"]);
    assert_holds(&next, &json!({"due":[],"stopped_due":2,"stopped":[{"kind":"message"}]}));
    assert_eq!(windows(&home), ["notes", "credits"]);
    let out = home.ok(&["next"]).out;
    assert!(
        out.contains("Stopped by LinkedIn\n  messages until tomorrow 00:00\n  2 follow-ups are waiting for that"),
        "{out}"
    );
    assert!(!out.contains("Jane Doe"), "{out}");
    home.ok(&["stopped", "--invite"]);
    assert_eq!(windows(&home), ["credits"]);
    home.ok(&["stopped", "--inmail"]);
    assert_eq!(windows(&home), Vec::<String>::new());
    // The list of follow-ups keeps them, and says why they do not fit.
    let list = home.json(&["followups"]);
    assert_holds(
        &list["followups"][0],
        &json!({"allowed":false,"fits":false,"available_at":"2026-11-26T00:00:00+01:00"}),
    );
    assert!(home.ok(&["followups"]).out.contains("  stopped\n"));
}

#[test]
fn history_undo_redo_edit_and_export_know_a_stop() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-24 10:00"]);
    home.ok(&["stopped", "--invite", "--at", "2026-11-24 11:00", "--note", "weekly"]);
    home.ok(&["stopped", "--inmail", "--until", "2026-12-05"]);
    home.ok(&["stopped", "--inmail", "--lifted"]);
    let history = home.history(&["--kind", "stopped"]);
    assert_holds(
        &json!(history),
        &json!([
            {"id":"3","kind":"stopped","person":null,"stopped":{"kind":"inmail","until":"2026-11-25T09:00:00+01:00","count":0,"ended_by":"lifted"}},
            {"id":"2","note":"weekly","stopped":{"kind":"invitation","until":"2026-12-01T11:00:00+01:00","count":1,"ended_by":null}},
        ]),
    );
    assert_eq!(home.history(&["--kind", "lifted"])[0]["lifted"], json!({"kind":"inmail"}));
    let out = home.ok(&["history", "--verbose"]).out;
    assert!(
        out.contains("  stopped  ")
            && out.contains("  invitations  until")
            && out.contains("at 1 invitation in 7 days, until"),
        "{out}"
    );
    let csv = home.ok(&["export", "--format", "csv"]).out;
    assert!(csv.lines().any(|line| line.starts_with("3,") && line.contains(",inmail,2026-12-05,,2026-11-2")), "{csv}");
    // Undo brings the stop back; redo ends it again.
    let undone = home.ok(&["undo"]).out;
    assert!(undone.contains("undone: end of LinkedIn's stop of InMails"), "{undone}");
    assert_eq!(check(&home, &["--inmail"]).0, "stopped");
    home.ok(&["redo"]);
    assert_eq!(check(&home, &["--inmail"]).0, "credit_available");
    // Without its stop, the end counts nowhere.
    home.ok(&["undo", "3"]);
    let out = home.ok(&["history", "--verbose"]).out;
    assert!(out.contains("  lifted ") && out.contains("  InMails      not counted "), "{out}");
    assert!(out.contains("not counted: no stop was in force"), "{out}");
    // When and note can be corrected, who and what cannot.
    home.ok(&["edit", "2", "--at", "2026-11-24 09:00", "--note", "corrected"]);
    let stop =
        json!({"kind":"invitation","since":"2026-11-24T09:00:00+01:00","until":"2026-12-01T09:00:00+01:00","count":0});
    assert_eq!(home.json(&["status"])["stopped"], json!([stop]));
    for wrong in [&["--person", "Jane Doe"][..], &["--message"], &["--with-note"], &["--credits", "3"]] {
        assert_eq!(home.refuses(2, &[&["edit", "2"], wrong].concat())["code"], "cannot_edit", "{wrong:?}");
    }
}

#[test]
fn a_csv_has_the_end_of_a_stop_in_its_own_column_and_names_what_it_does_not_bring_back() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-24"]);
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    home.ok(&["people", "unblock", "Jane Doe"]);
    home.ok(&["people", "block", "Ravi Patel"]);
    home.ok(&["stopped"]);
    home.ok(&["stopped", "--invite", "--with-note", "--until", "2027-08-14"]);
    home.ok(&["stopped", "--lifted"]);
    home.ok(&["plan", "set", "free", "--daily", "9"]);
    home.ok(&["export", "-o", "records.csv"]);
    let csv = fs::read_to_string(home.path("records.csv")).unwrap();
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    let column = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (kind, stopped, until) = (column("kind"), column("stopped"), column("until"));
    let cells: Vec<_> = lines.map(|line| (line[kind], line[stopped], line[until])).collect();
    let expected = [
        ("message", "", ""),
        ("blocked", "", "2026-12-05"),
        ("unblocked", "", ""),
        ("blocked", "", ""),
        ("stopped", "message", ""),
        ("stopped", "note", "2027-08-14"),
        ("lifted", "message", ""),
        ("plan", "", ""),
    ];
    assert_eq!(cells, expected);
    let other = Home::new();
    other.write("records.csv", csv.as_bytes());
    let answer = other.json(&["import", "records.csv"]);
    let message = "left out: 7 rows (3 about stops by LinkedIn, 3 about marks not to contact, 1 about plans). A CSV \
                   cannot restore them: record again what is still in force, or import an export in JSON, which keeps everything";
    assert_eq!(answer["cautions"], json!([{"code":"not_carried","message":message}]));
}

#[test]
fn edit_corrects_the_end_of_a_stop_and_of_a_mark() {
    let mut home = Home::new();
    home.ok(&["stopped", "--invite", "--until", "2027-12-05"]);
    // 2026 was meant. `none` leaves the usual end: 168 hours, 2 December at 09:00.
    for (until, ends) in [("2026-12-05", "2026-12-05T00:00:00+01:00"), ("none", "2026-12-02T09:00:00+01:00")] {
        let stop = json!({"kind":"invitation","since":"2026-11-25T09:00:00+01:00","until":ends,"count":0});
        assert_eq!(home.json(&["edit", "1", "--until", until])["stopped"], stop);
        assert_eq!(check(&home, &["--invite"]), ("stopped".to_owned(), json!(ends)));
        assert_eq!(home.json(&["status"])["stopped"], json!([stop]));
    }
    home.ok(&["undo"]);
    assert_eq!(check(&home, &["--invite"]).1, "2026-12-05T00:00:00+01:00");
    home.ok(&["redo"]);
    let out = home.ok(&["edit", "1", "--until", "friday"]).out;
    assert!(out.contains("\nuntil Fri 27 Nov 2026, 00:00\n"), "{out}");
    // A mark, and one for good.
    home.ok(&["people", "block", "Jane Doe", "--until", "2027-12-05"]);
    let id = home.history(&["--kind", "blocked"])[0]["id"].as_str().unwrap().to_owned();
    for (until, available_at) in [("2026-12-05", json!("2026-12-05T00:00:00+01:00")), ("none", json!(null))] {
        home.ok(&["edit", &id, "--until", until]);
        assert_eq!(check(&home, &["Jane Doe"]), ("do_not_contact".to_owned(), available_at));
    }
    // The export, its import and the doctor keep it.
    home.ok(&["doctor"]);
    home.ok(&["export", "-o", "copy.json"]);
    let before = home.history(&[]);
    fs::remove_file(home.ledger()).unwrap();
    home.ok(&["import", "copy.json"]);
    assert_eq!(home.history(&[]), before);
    // Not before it began, and of nothing else. The 26th has come by now, and a stop may have ended then.
    let bytes = home.bytes();
    for until in ["2026-11-25", "2026-11-20", "yesterday"] {
        assert_eq!(home.refuses(2, &["edit", "1", "--until", until])["code"], "usage", "{until}");
    }
    assert_eq!(home.refuses(2, &["edit", "1", "--until", "soon"])["code"], "bad_when");
    assert_eq!(home.bytes(), bytes);
    home.at("2026-11-29T09:00:00+01:00");
    let stop = home.json(&["edit", "1", "--until", "2026-11-26"])["stopped"].clone();
    assert_eq!(stop["until"], "2026-11-26T00:00:00+01:00");
    // Both at once: the new instant must be before the new end.
    assert_eq!(
        home.refuses(2, &["edit", "1", "--until", "2026-11-24", "--at", "2026-11-24 10:00"])["code"],
        "cannot_edit"
    );
    home.ok(&["edit", "1", "--until", "2026-11-25", "--at", "2026-11-24 10:00"]);
    home.ok(&["log", "Ana Lima"]);
    let message = home.history(&["--kind", "message"])[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(home.refuses(2, &["edit", &message, "--until", "2026-12-24"])["code"], "cannot_edit");
}

#[test]
fn edit_cannot_move_a_stop_past_its_own_end() {
    let mut home = Home::new();
    home.ok(&["stopped", "--until", "tomorrow"]);
    home.at("2026-11-27T09:00:00+01:00");
    assert_eq!(home.refuses(2, &["edit", "1", "--at", "2026-11-26 00:00"])["code"], "cannot_edit");
    home.ok(&["edit", "1", "--at", "2026-11-25 23:59"]);
}

#[test]
fn an_export_a_merge_and_the_doctor_carry_stops() {
    let mut home = stopped_home();
    let status = home.json(&["status"])["latest_stops"].clone();
    home.ok(&["export", "-o", "copy.json"]);
    fs::remove_file(home.ledger()).unwrap();
    home.ok(&["import", "copy.json"]);
    assert_eq!(home.json(&["status"])["latest_stops"], status);
    home.ok(&["doctor"]);
    // Each copy records another stop; merged, the later one holds.
    home.at("2026-11-25T10:00:00+01:00");
    home.ok(&["stopped", "--until", "2026-12-24"]);
    home.at("2026-11-25T11:00:00+01:00");
    home.ok(&["--file", "copy.json", "stopped", "--until", "2026-12-01"]);
    home.ok(&["--file", "copy.json", "stopped", "--inmail"]);
    home.at("2026-11-25T12:00:00+01:00");
    home.ok(&["merge", "copy.json"]);
    home.ok(&["doctor"]);
    assert_eq!(check(&home, &[]), ("stopped".to_owned(), json!("2026-12-01T00:00:00+01:00")));
    assert_eq!(check(&home, &["--inmail"]).0, "stopped");
    home.ok(&["undo"]);
    assert_eq!(check(&home, &[]), ("stopped".to_owned(), json!("2026-12-24T00:00:00+01:00")));
}

#[test]
fn a_change_of_zone_says_that_the_count_of_a_stop_moved() {
    // Messages of 24 November at 22:00 in Berlin are of the 25th in Tokyo, as is the stop of 23:00.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-24 12:00"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-24 22:00"]);
    home.ok(&["stopped", "--at", "2026-11-24 23:00", "--until", "2026-12-01"]);
    let moved = home.json(&["zone", "Asia/Tokyo"])["moved"].clone();
    let expected = json!({"figure":"stopped by LinkedIn","before":"messages at 2","after":"messages at 1"});
    assert!(moved.as_array().unwrap().contains(&expected), "{moved}");
}
