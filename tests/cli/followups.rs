//! `followups`: who is due, when, at what cost, and how to settle it. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::{Home, skipped};

/// A home with these messages.
fn home_with(messages: &[(&str, &str)]) -> Home {
    let home = Home::new();
    for (person, at) in messages {
        home.ok(&["log", person, "--at", at]);
    }
    home
}

/// The list, in short: number, person, state, due date, number of the nudge.
fn list(home: &Home, args: &[&str]) -> Vec<String> {
    let document = home.json(&[&["followups"], args].concat());
    let line = |item: &Value| {
        let text = |key: &str| item[key].as_str().unwrap().to_owned();
        format!("{} {} {} {} {}", item["number"], text("person"), text("state"), text("due"), item["nudge"])
    };
    document["followups"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn people_who_do_not_answer_are_due_after_seven_days() {
    // 17 + 7 = 24, 18 + 7 = 25, 20 + 7 = 27 November; 25 November + 7 = 2 December, the last day listed.
    let home =
        home_with(&[("Ana", "2026-11-20"), ("Bo", "2026-11-18"), ("Cy", "2026-11-17"), ("Di", "2026-11-25 08:00")]);
    let expected = [
        "2 Bo today 2026-11-25 1",
        "3 Cy overdue 2026-11-24 1",
        "1 Ana coming 2026-11-27 1",
        "4 Di coming 2026-12-02 1",
    ];
    assert_eq!(list(&home, &[]), expected);
    assert_eq!(list(&home, &["--soon", "2"]), expected[..3]);
    assert_eq!(list(&home, &["--soon", "0"]), expected[..2]);
    // After 5 days: Sunday the 22nd, so Monday the 23rd; 23, 25 and 30 November. Of the same day, the latest contact
    // comes first.
    let sooner = ["1 Ana today 2026-11-25 1", "2 Bo overdue 2026-11-23 1", "3 Cy overdue 2026-11-23 1"];
    assert_eq!(list(&home, &["--after", "5", "--soon", "4"]), sooner);
    // At the end of 26 November, Bo is overdue too.
    assert_eq!(list(&home, &["--at", "2026-11-26", "--soon", "0"]).len(), 2);
    home.refuses(2, &["followups", "--after", "0"]);
}

#[test]
fn the_second_nudge_is_the_last_and_then_the_follow_up_is_closed() {
    // Contacted on the 1st; nudged first on the 8th; the last nudge is due 14 days after the contact, on Sunday the 15th,
    // so on Monday the 16th.
    let home = home_with(&[("Ana", "2026-11-01"), ("Ana", "2026-11-08")]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-16 2"]);
    // A second message on the 8th changes nothing.
    home.ok(&["log", "Ana", "--at", "2026-11-08 18:00"]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-16 2"]);
    home.ok(&["log", "Ana", "--at", "2026-11-20"]);
    assert!(list(&home, &[]).is_empty());
    let closed = home.json(&["followups"])["closed_unanswered"].clone();
    assert_eq!((&closed[0]["person"], &closed[0]["nudges_sent"]), (&json!("Ana"), &json!(2)));
    // A report for the 19th, before the last nudge, still shows it as due.
    assert_eq!(list(&home, &["--at", "2026-11-19"]), ["1 Ana overdue 2026-11-16 2"]);
    assert!(home.refuses(2, &["followups", "done", "Ana"])["message"].as_str().unwrap().contains("two nudges"));
}

#[test]
fn a_late_nudge_delays_the_next() {
    let home = home_with(&[("Ana", "2026-11-01"), ("Ana", "2026-11-22")]);
    // 22 + 7 is Sunday the 29th.
    assert_eq!(list(&home, &[]), ["1 Ana coming 2026-11-30 2"]);
}

#[test]
fn a_response_ends_the_follow_up_and_writing_again_starts_another() {
    let home = home_with(&[("Ana", "2026-11-01"), ("Bo", "2026-11-01")]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-01"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-02"]);
    home.ok(&["reply", "Cy", "--declined", "--at", "2026-11-02"]);
    // 1 + 7 is Sunday the 8th.
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-09 1"]);
    // The member answers Ana on the 3rd, and she does not reply: a nudge costs nothing, the conversation is open.
    home.ok(&["log", "Ana", "--at", "2026-11-03"]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-10 1", "2 Bo overdue 2026-11-09 1"]);
    let ana = home.json(&["followups"])["followups"][0].clone();
    assert_eq!(ana["cost"], json!({"day_slots":0,"month_slots":0,"credits":0}));
}

#[test]
fn an_invitation_starts_no_follow_up() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--invite", "--at", "2026-11-01"]);
    home.ok(&["accepted", "Ana", "--at", "2026-11-02"]);
    assert!(list(&home, &[]).is_empty());
}

#[test]
fn a_nudge_costs_what_check_says_for_its_channel() {
    // Cy's conversation is open, so an InMail to him is no second one, and costs nothing.
    let home = home_with(&[("Ana", "2026-10-30"), ("Bo", "2026-11-10"), ("Cy", "2026-11-02")]);
    home.ok(&["reply", "Cy", "--at", "2026-11-03"]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-12"]);
    let document = home.json(&["followups"]);
    let costs: Vec<String> = document["followups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let cost = &item["cost"];
            format!("{} {} {} {}", item["person"], cost["day_slots"], cost["month_slots"], cost["credits"])
        })
        .collect();
    // Ana used a month slot of October only; Bo used one of November. Due: 19, 17 and 6 November.
    assert_eq!(costs, ["\"Cy\" 0 0 0", "\"Bo\" 1 0 0", "\"Ana\" 1 1 0"]);
    assert_eq!(document["followups"][0]["channel"], "inmail");
}

/// The names in a list of a document.
fn names(document: &Value, list: &str) -> Vec<String> {
    document[list].as_array().unwrap().iter().map(|row| row["person"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_second_inmail_is_not_due_and_what_remains_possible_is_said() {
    // Due on 19 November (12 + 7), 20 November, and Monday, 9 November (1 + 7 is a Sunday). Ed got a message before the
    // InMail, so a message reaches him.
    let home = home_with(&[("Ed", "2026-10-20")]);
    home.ok(&["log", "Cy Roe", "--inmail", "--at", "2026-11-12"]);
    home.ok(&["log", "Di", "--inmail", "--free", "--at", "2026-11-13"]);
    home.ok(&["log", "Di", "--invite", "--at", "2026-11-14"]);
    home.ok(&["log", "Ed", "--inmail", "--at", "2026-11-01"]);
    for command in ["followups", "next"] {
        let document = home.json(&[command]);
        assert_eq!(names(&document, "waiting"), ["Di", "Cy Roe"], "{command}");
        assert_eq!(document["waiting"][0]["possible"], json!(["message_once_connected"]));
        assert_eq!(document["waiting"][0]["invitation"], Value::Null);
        assert_eq!(document["waiting"][1]["possible"], json!(["invitation", "message_once_connected"]));
        assert_eq!(document["waiting"][1]["invitation"], json!({"allowed":true,"available_at":null}));
        let due = &document[if command == "next" { "due" } else { "followups" }];
        assert_eq!(due.as_array().unwrap().len(), 1, "{command}");
        assert_eq!((&due[0]["person"], &due[0]["channel"]), (&json!("Ed"), &json!("message")));
        let run = home.run_with(&[("COLUMNS", "100")], &[command]);
        for line in ["an invitation\n", "or a message, once they are a connection\n", "a message once they accept\n"] {
            assert!(run.out.contains(line), "{command}: {line}: {}", run.out);
        }
        assert!(!run.out.contains("an InMail costs") && run.err.is_empty(), "{}", run.all());
    }
    assert!(home.ok(&["followups"]).out.contains("a connection: a message, since the InMail is unanswered"));
    let calendar = home.ok(&["followups", "--ics"]).out.replace("\r\n ", "");
    assert!(calendar.contains("SUMMARY:No answer from Cy Roe to your InMail\r\n"), "{calendar}");
    assert!(calendar.contains("Possible: an invitation\\, or a message once connected."), "{calendar}");
    // Once he is a connection, a message is due: one of today's people and of this month's.
    home.ok(&["log", "Cy Roe", "--invite", "--at", "2026-11-14"]);
    home.ok(&["accepted", "Cy Roe", "--at", "2026-11-15"]);
    let document = home.json(&["followups"]);
    assert_eq!(
        (names(&document, "waiting"), names(&document, "followups")),
        (vec!["Di".into()], vec!["Cy Roe".into(), "Ed".into()])
    );
    assert_eq!(document["followups"][0]["cost"], json!({"day_slots":1,"month_slots":1,"credits":0}));
    // He can be settled all the same, and so can Di.
    home.ok(&["followups", "close", "Cy Roe", "Di"]);
    assert!(names(&home.json(&["followups"]), "waiting").is_empty());
}

#[test]
fn an_invitation_that_a_limit_blocks_says_when_it_is_possible() {
    // One invitation in 7 days, sent on the 24th at 12:00: the next is possible on Tuesday, 1 December, 12:00.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "1"]);
    home.ok(&["log", "Cy Roe", "--inmail", "--at", "2026-11-12"]);
    home.ok(&["log", "Di", "--invite", "--at", "2026-11-24"]);
    let waiting = home.json(&["followups"])["waiting"][0].clone();
    assert_eq!(waiting["invitation"], json!({"allowed":false,"available_at":"2026-12-01T12:00:00+01:00"}));
    assert!(
        home.ok(&["next"]).out.contains("#1 Cy Roe: an invitation from Tue 1 Dec 12:00\n"),
        "{}",
        home.ok(&["next"]).out
    );
}

#[test]
fn done_counts_once_a_day() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-11")]);
    let once = home.json(&["followups", "done", "Ana"]);
    let before = home.bytes();
    for args in [&["followups", "done", "ana"][..], &["followups", "done", "1", "--at", "08:30"]] {
        let again = home.json(args);
        assert_eq!((&again["recorded"], &again["next_due"]), (&json!([]), &once["next_due"]), "{args:?}");
        assert_eq!(again["cautions"][0]["code"], "already_nudged");
        let out = home.ok(args).out;
        assert_eq!(
            out,
            "Ana was nudged today already: nothing was recorded\nthe next nudge is due Wed 2 Dec 2026, in 7 days\n"
        );
    }
    assert_eq!(home.bytes(), before);
    // Of several people, the others are recorded. A message on a later day was a nudge too.
    home.ok(&["log", "Bo"]);
    home.ok(&["log", "Cy", "--at", "2026-11-12"]);
    let mixed = home.json(&["followups", "done", "Ana", "Bo", "Cy"]);
    let recorded: Vec<&Value> = mixed["followups"].as_array().unwrap().iter().map(|row| &row["recorded"]).collect();
    assert_eq!(recorded, [false, false, true]);
    assert_eq!(mixed["recorded"].as_array().unwrap().len(), 1);
    // The next day it is the last nudge.
    let mut home = home;
    home.at("2026-11-26T09:00:00+01:00");
    assert!(home.ok(&["followups", "done", "Ana"]).out.contains("closed as unanswered"));
    assert!(home.ok(&["followups", "done", "Ana"]).out.contains("nudged today already"));
}

#[test]
fn a_ledger_with_two_done_on_one_day_counts_one() {
    // Two copies, each with a nudge on 20 November. Older versions let one ledger have both.
    let home = home_with(&[("Ana", "2026-11-10")]);
    let copy = home.path("other.json");
    std::fs::copy(home.ledger(), &copy).unwrap();
    home.ok(&["followups", "done", "Ana", "--at", "2026-11-20 10:00"]);
    home.ok(&["--file", copy.to_str().unwrap(), "followups", "done", "Ana", "--at", "2026-11-20 11:00"]);
    home.ok(&["merge", copy.to_str().unwrap()]);
    assert_eq!(home.history(&["--kind", "followup"]).len(), 2);
    // 20 + 7 is Friday the 27th, and it is the last nudge.
    assert_eq!(list(&home, &[]), ["1 Ana coming 2026-11-27 2"]);
}

#[test]
fn several_people_are_settled_in_one_step() {
    let home = home_with(&[("Ana Lima", "2026-11-10"), ("Bo", "2026-11-11"), ("Cy", "2026-11-12")]);
    let snoozed = home.json(&["followups", "snooze", "1", "Bo", "2026-12-08"]);
    assert_eq!((&snoozed["next_due"], snoozed["recorded"].as_array().unwrap().len()), (&json!("2026-12-08"), 2));
    assert_eq!(
        list(&home, &["--soon", "14"]),
        ["3 Cy overdue 2026-11-19 1", "2 Bo coming 2026-12-08 1", "1 Ana Lima coming 2026-12-08 1"]
    );
    home.ok(&["undo"]);
    assert_eq!(list(&home, &["--soon", "0"]).len(), 3);
    let out = home.ok(&["followups", "close", "#1", "cy"]).out;
    assert!(out.starts_with("recorded: 2 follow-ups closed, on Wed 25 Nov 2026, 09:00\n  Ana Lima: no more"), "{out}");
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-18 1"]);
    // All or nobody: the same person twice, somebody unknown, somebody closed, quotes that are missing.
    let before = home.bytes();
    for (args, code) in [
        (&["followups", "done", "2", "Bo"][..], "named_twice"),
        (&["followups", "done", "Bo", "Zed"], "unknown_person"),
        (&["followups", "done", "Bo", "Cy"], "no_follow_up"),
        (&["followups", "done", "Ana", "Lima"], "unquoted_name"),
        (&["followups", "snooze", "Bo", "2026-11-25"], "usage"),
        (&["followups", "snooze", "Bo", "yesterday"], "usage"),
        (&["followups", "snooze", "Bo", "soon"], "bad_when"),
        (&["followups", "snooze", "Bo", "9999-01-01"], "bad_when"),
        (&["followups", "snooze", "Bo"], "usage"),
        (&["followups", "snooze", "Bo", "0"], "usage"),
    ] {
        assert_eq!(home.refuses(2, args)["code"], code, "{args:?}");
    }
    assert_eq!(home.bytes(), before);
}

#[test]
fn a_nudge_is_due_on_a_working_day() {
    // Saturday, 5 December is none: Monday the 7th. The next Monday after the 25th is the 30th.
    let home = home_with(&[("Ana", "2026-11-10")]);
    let out = home.ok(&["followups", "snooze", "Ana", "2026-12-05"]).out;
    assert!(
        out.ends_with(
            "the next nudge is due Mon 7 Dec 2026, in 12 days, the first working day from Sat 5 Dec 2026 on\n"
        ),
        "{out}"
    );
    assert_eq!(home.json(&["followups", "snooze", "Ana", "monday"])["next_due"], "2026-11-30");
    assert_eq!(home.json(&["followups", "snooze", "Ana", "tomorrow"])["next_due"], "2026-11-26");
    home.write_settings("working_days = [\"sat\"]\n");
    assert_eq!(home.json(&["followups", "snooze", "Ana", "2026-12-05"])["next_due"], "2026-12-05");
    assert_eq!(home.json(&["followups", "snooze", "Ana", "2"])["next_due"], "2026-11-28");
}

#[test]
fn nudges_that_fit_todays_quota_are_marked_in_due_order() {
    // Two people a day, one used today: one message fits, the one due last. LinkedIn refuses a second InMail to Ed. Cy's
    // conversation is open: that nudge is free and always fits.
    let home = home_with(&[("Ana", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04"), ("Di", "2026-11-25")]);
    home.ok(&["plan", "set", "free", "--daily", "2"]);
    home.ok(&["log", "Ed", "--inmail", "--at", "2026-11-05"]);
    home.ok(&["reply", "Cy", "--at", "2026-11-05"]);
    home.ok(&["log", "Cy", "--at", "2026-11-06"]);
    let document = home.json(&["followups", "--soon", "0"]);
    let fits: Vec<String> = document["followups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{} {}", item["person"].as_str().unwrap(), item["fits"]))
        .collect();
    assert_eq!(fits, ["Cy true", "Bo true", "Ana false"]);
    assert_eq!(document["left"], json!({"day":1,"month":26,"credits":4,"inmails_day":null}));
    let text = home.ok(&["followups"]).out;
    let fits = |name: &str| text.lines().find(|line| line.contains(name)).and_then(|line| line.split(' ').next_back());
    assert_eq!([fits("Cy"), fits("Bo"), fits("Ana")], [Some("yes"), Some("yes"), Some("no")], "{text}");
}

#[test]
fn a_nudge_over_an_advisory_limit_says_that_the_limit_only_warns() {
    // An advisory limit of two people a day, one used today: Ana fits, Bo and Cy would be the third and fourth. All
    // three already count this month.
    let home = home_with(&[("Ana", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04"), ("Di", "2026-11-25")]);
    home.ok(&["plan", "set", "free", "--daily", "2", "--advisory"]);
    let text = home.ok(&["followups"]).out;
    let costs: Vec<&str> = text.lines().filter(|line| line.contains("  day  ")).collect();
    assert!(costs[1..3].iter().all(|line| line.ends_with("  over, warns")), "{text}");
    assert!(costs[0].ends_with("  yes"), "{text}");
    let fits: Vec<Value> = home.json(&["followups"])["followups"].as_array().unwrap()[..3]
        .iter()
        .map(|item| item["fits"].clone())
        .collect();
    assert_eq!(fits, [json!(true), json!(false), json!(false)]);
    let next = home.ok(&["next"]).out;
    assert!(next.contains(", over a limit today, which only warns") && !next.contains("does not fit"), "{next}");
}

#[test]
fn a_command_to_copy_has_a_line_of_its_own() {
    let home = home_with(&[("Ana", "2026-11-02")]);
    let narrow = home.fits(40, &["followups"]);
    assert!(narrow.ends_with("\nnext: inquota followups done 1\n"), "{narrow}");
}

#[test]
fn done_records_a_nudge_sent_elsewhere_and_uses_no_quota() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-01")]);
    let before = home.json(&["status"]);
    let answer = home.json(&["followups", "done", "1"]);
    assert_eq!(answer["recorded"][0]["kind"], "followup");
    assert_eq!((&answer["recorded"][0]["person"], &answer["next_due"]), (&json!("Ana"), &json!("2026-12-02")));
    assert_eq!(home.json(&["status"]), before);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-09 1", "1 Ana coming 2026-12-02 2"]);
    // By name, with the time of the nudge: 8 + 7 is Sunday the 15th. Done once more, it is over.
    home.ok(&["followups", "done", "Bo", "--at", "2026-11-08"]);
    assert_eq!(list(&home, &["--soon", "0"]), ["2 Bo overdue 2026-11-16 2"]);
    let last = home.ok(&["followups", "done", "bo"]);
    assert!(last.out.contains("closed as unanswered"), "{}", last.out);
    assert!(home.ok(&["export", "--format", "csv"]).out.contains("followup,Ana,"), "the CSV has them too");
    assert_eq!(home.history(&["--kind", "followup"]).len(), 3);
}

#[test]
fn a_snoozed_follow_up_comes_back_and_a_closed_one_does_not() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-11")]);
    let run = home.ok(&["followups", "snooze", "1", "10"]);
    assert!(run.out.contains("Ana") && run.out.contains("Mon 7 Dec 2026"), "{}", run.out);
    assert!(home.ok(&["followups", "close", "2"]).out.contains("Bo"));
    assert!(list(&home, &[]).is_empty());
    // Saturday, 5 December, is no working day.
    assert_eq!(list(&home, &["--soon", "12"]), ["1 Ana coming 2026-12-07 1"]);
    assert_eq!(list(&home, &["--at", "2026-12-08"]), ["1 Ana overdue 2026-12-07 1"]);
    // The member closed Bo's, so it is not listed as unanswered; a new message starts another.
    assert!(home.json(&["followups"])["closed_unanswered"].as_array().unwrap().is_empty());
    home.ok(&["log", "Bo"]);
    assert_eq!(list(&home, &[]), ["2 Bo coming 2026-12-02 1"]);
}

#[test]
fn a_snooze_can_be_undone_is_in_the_history_and_survives_a_rewrite() {
    let mut home = home_with(&[("Ana", "2026-11-10")]);
    home.ok(&["followups", "snooze", "1", "3"]);
    let record = home.history(&["-n", "1"])[0].clone();
    assert_eq!(
        (&record["kind"], &record["settled"]),
        (&json!("followup"), &json!({"how":"snoozed","until":"2026-11-28"}))
    );
    // The first record of a day rewrites the file.
    home.at("2026-11-26T09:00:00+01:00").ok(&["log", "Bo"]);
    home.ok(&["zone", "Europe/Paris"]);
    // The 28th is a Saturday.
    assert_eq!(list(&home, &["--soon", "4"]), ["1 Ana coming 2026-11-30 1"]);
    home.ok(&["undo", "2"]);
    assert_eq!(list(&home, &["--soon", "4"]), ["1 Ana overdue 2026-11-17 1"]);
    home.ok(&["redo"]);
    assert_eq!(list(&home, &["--soon", "4"]), ["1 Ana coming 2026-11-30 1"]);
    home.ok(&["doctor"]);
}

#[test]
fn settled_follow_ups_are_merged() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-10")]);
    let other = home.path("other.json");
    std::fs::copy(home.ledger(), &other).unwrap();
    home.ok(&["followups", "done", "1"]);
    home.ok(&["--file", other.to_str().unwrap(), "followups", "close", "2"]);
    home.ok(&["merge", other.to_str().unwrap()]);
    assert_eq!(list(&home, &[]), ["1 Ana coming 2026-12-02 2"]);
    home.ok(&["undo"]);
    assert_eq!(list(&home, &["--soon", "0"]), ["2 Bo overdue 2026-11-17 1"]);
}

#[test]
fn a_person_without_a_follow_up_is_refused() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["followups", "done", "1"])["code"], "unknown_person");
    assert_eq!(home.refuses(2, &["followups", "close", "Ana"])["code"], "unknown_person");
    assert!(home.everything().is_empty());
    home.ok(&["log", "Ana", "--at", "2026-11-10"]);
    home.ok(&["reply", "Ana"]);
    assert_eq!(home.refuses(2, &["followups", "done", "1"])["code"], "no_follow_up");
    assert_eq!(home.refuses(2, &["followups", "snooze", "1", "0"])["code"], "usage");
    assert_eq!(home.refuses(2, &["followups", "done", "2"])["code"], "unknown_person");
    assert_eq!(home.refuses(2, &["followups", "close", "Ana", "--at", "2027-01-01"])["code"], "in_future");
}

#[test]
fn close_before_a_date_is_one_step_of_undo() {
    let home = home_with(&[("Ana", "2026-11-01"), ("Bo", "2026-11-02"), ("Cy", "2026-11-03"), ("Di", "2026-05-01")]);
    home.ok(&["reply", "Ana", "--at", "2026-11-02"]);
    let closed = home.json(&["followups", "close", "--before", "2026-11-03"]);
    let people: Vec<&Value> = closed["recorded"].as_array().unwrap().iter().map(|item| &item["person"]).collect();
    assert_eq!(people, ["Bo", "Di"]);
    assert_eq!(list(&home, &["--all"]), ["3 Cy overdue 2026-11-10 1"]);
    assert_eq!(home.refuses(2, &["followups", "close", "--before", "2026-11-03"])["code"], "no_follow_up");
    home.ok(&["undo"]);
    assert_eq!(list(&home, &["--all"]).len(), 3);
    assert_eq!(home.refuses(2, &["followups", "close"])["code"], "usage");
    assert_eq!(home.refuses(2, &["followups", "close", "1", "--before", "2026-11-03"])["code"], "usage");
    let empty = Home::new();
    assert_eq!(empty.refuses(2, &["followups", "close", "--before", "2026-11-03"])["code"], "no_follow_up");
    assert!(empty.everything().is_empty());
}

#[test]
fn follow_ups_overdue_by_more_than_60_days_are_counted_and_closed_together() {
    // Ana was due on Friday, 25 September: 61 days before 25 November. Bo, on the Saturday after, so on Monday the 28th.
    // Cy got an InMail in May.
    let home = home_with(&[("Ana", "2026-09-18"), ("Bo", "2026-09-19")]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-05-28"]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-09-28 1"]);
    assert_eq!((&home.json(&["followups"])["left_out"], &home.json(&["next"])["left_out"]), (&json!(2), &json!(2)));
    let line = "2 people overdue by more than 60 days: inquota followups --overdue\n";
    for command in ["followups", "next"] {
        assert!(home.ok(&[command]).out.contains(line), "{}", home.ok(&[command]).out);
    }
    assert!(!home.ok(&["followups", "--ics"]).out.contains("Ana"));
    assert_eq!(list(&home, &["--at", "2026-11-24"]).len(), 2, "60 days are not more than 60");
    assert_eq!(list(&home, &["--all"]), ["2 Bo overdue 2026-09-28 1", "1 Ana overdue 2026-09-25 1"]);
    assert_eq!(list(&home, &["--overdue"]), ["1 Ana overdue 2026-09-25 1"]);
    assert_eq!(names(&home.json(&["followups", "--overdue"]), "waiting"), ["Cy"]);
    assert!(home.ok(&["followups", "--overdue"]).out.ends_with("\nnext: inquota followups close --overdue\n"));
    let closed = home.json(&["followups", "close", "--overdue"]);
    assert_eq!(names(&closed, "recorded"), ["Ana", "Cy"]);
    assert_eq!(list(&home, &["--all"]), ["2 Bo overdue 2026-09-28 1"]);
    assert_eq!(home.refuses(2, &["followups", "close", "--overdue"])["code"], "no_follow_up");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["followups"])["left_out"], 2);
    for args in [
        &["followups", "--overdue", "--all"][..],
        &["followups", "close", "--overdue", "Ana"],
        &["followups", "close", "--overdue", "--before", "2026-11-01"],
        &["followups", "--overdue", "close", "Ana"],
    ] {
        assert_eq!(home.refuses(2, args)["code"], "usage", "{args:?}");
    }
    // The days are a setting: Bo is 58 days overdue.
    home.write_settings("overdue_days = 57\n");
    assert_eq!((&home.json(&["followups"])["left_out"], list(&home, &[]).len()), (&json!(3), 0));
    let empty = Home::new();
    assert_eq!(empty.refuses(2, &["followups", "close", "--overdue"])["code"], "no_follow_up");
    assert!(empty.everything().is_empty());
}

#[test]
fn the_calendar_file_has_one_event_each_and_overdue_ones_are_today() {
    let home = home_with(&[("Doe, Jane", "2026-11-10"), ("Bo\u{1b}[31m", "2026-11-20")]);
    let calendar = home.ok(&["followups", "--ics"]).out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("\r\nSUMMARY:Follow up with ").count(), 2);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261127\r\n"), "{calendar}");
    assert!(calendar.contains("SUMMARY:Follow up with Doe\\, Jane (first nudge)\r\n"), "{calendar}");
    assert!(calendar.lines().all(|line| line.trim_end().len() <= 75) && !calendar.contains('\u{1b}'), "{calendar}");
    // It can go to a file, but not to the ledger.
    home.ok(&["followups", "--ics", "out.ics"]);
    assert_eq!(std::fs::read_to_string(home.path("out.ics")).unwrap(), calendar);
    let (ledger, before) = (home.ledger(), home.bytes());
    assert!(home.exits(2, &["followups", "--ics", ledger.to_str().unwrap()]).err.contains("the ledger itself"));
    assert_eq!(home.bytes(), before);
}

#[test]
fn the_list_fits_the_screen() {
    let home = home_with(&[("Bartholomew Featherstonehaugh-Cholmondeley", "2026-11-10")]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-18"]);
    for columns in [40, 80] {
        assert!(home.fits(columns, &["followups"]).contains("Ravi Patel"));
    }
}

#[test]
fn a_nudge_that_is_free_only_today_says_so() {
    // Ana got a message today: another today is free, but the one due in a week is not.
    let home = home_with(&[("Ana", "2026-11-25 08:00")]);
    let out = home.ok(&["followups"]).out;
    assert!(out.contains("  nothing today\n"), "{out}");
    let home = home_with(&[("Bo", "2026-11-10")]);
    home.ok(&["reply", "Bo", "--at", "2026-11-11"]);
    home.ok(&["log", "Bo", "--at", "2026-11-15"]);
    let out = home.ok(&["followups"]).out;
    assert!(out.contains("  nothing  yes\n"), "{out}");
}

#[test]
fn a_nudge_before_the_contact_and_an_ambiguous_name_are_refused() {
    let home = home_with(&[("Ana Lima", "2026-11-25 08:00"), ("Ana Moe", "2026-11-20")]);
    let error = home.refuses(2, &["followups", "done", "Ana Lima", "--at", "yesterday"]);
    assert!(error["message"].as_str().unwrap().contains("you had sent them nothing by then"), "{error}");
    let error = home.refuses(2, &["followups", "done", "ana"]);
    assert_eq!(error["hint"], "give the whole name or the handle");
    for args in
        [&["followups", "--after", "-1"][..], &["followups", "--after", "x"], &["followups", "snooze", "1", "0"]]
    {
        let error = home.refuses(2, args);
        assert_eq!(error["hint"], "give a whole number from 1 to 3650", "{args:?}: {error}");
    }
}

#[test]
fn settling_reads_the_ledger_only_under_its_lock() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-11"), ("Di", "2026-05-01")]);
    let trace = home.path("trace.txt");
    for args in [
        &["followups", "done", "Ana"][..],
        &["followups", "snooze", "Ana", "Bo", "10"],
        &["followups", "close", "Bo"],
        &["followups", "close", "--overdue"],
    ] {
        let mut strace = home.other_program("strace");
        strace.args(["-e", "trace=openat", "-o", trace.to_str().unwrap(), env!("CARGO_BIN_EXE_inquota")]).args(args);
        match strace.output() {
            Ok(run) if run.status.success() => {}
            _ => return skipped("there is no `strace` on this machine, or it may not trace"),
        }
        // Nothing is read before the lock is held, and then as often as by any command that records.
        let opened = std::fs::read_to_string(&trace).unwrap();
        let files: Vec<&str> = opened.split('"').filter(|text| text.contains("/ledger.json")).collect();
        assert!(files[0].ends_with("ledger.json.lock"), "{args:?}\n{opened}");
        assert_eq!(files.iter().filter(|file| file.ends_with("ledger.json")).count(), 4, "{args:?}\n{opened}");
    }
}

#[test]
fn the_columns_of_all_sections_have_one_width() {
    // Due on 25 November, overdue since the 17th, due on the 30th, and an InMail that allows no second one.
    let home = Home::new();
    for (name, kind, at) in [
        ("Al", "--message", "2026-11-18 09:00"),
        ("Maximiliana Featherstone", "--message", "2026-11-10 09:00"),
        ("Bo Li", "--message", "2026-11-23 09:00"),
        ("Cy Coe", "--inmail", "2026-11-10 09:00"),
    ] {
        home.ok(&["log", name, kind, "--at", at]);
    }
    for columns in [80, 100] {
        let screen = home.fits(columns, &["followups"]);
        let starts = |head: &str| -> Vec<usize> {
            let heads = screen.lines().filter(|line| line.contains("# ") && line.contains("person"));
            heads.filter_map(|line| line.find(head)).collect()
        };
        assert_eq!(starts("person").len(), 4, "{screen}");
        for head in ["person", "nudge", "costs", "fits", "due"] {
            assert!(starts(head).windows(2).all(|pair| pair[0] == pair[1]), "{head}: {screen}");
        }
        assert!(screen.contains("or a message, once they are a connection\n"), "{screen}");
    }
}
