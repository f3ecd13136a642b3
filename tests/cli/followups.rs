//! `followups`: who is due, when, at what cost, and how to settle it. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::Home;

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
        "3 Cy overdue 2026-11-24 1",
        "2 Bo today 2026-11-25 1",
        "1 Ana coming 2026-11-27 1",
        "4 Di coming 2026-12-02 1",
    ];
    assert_eq!(list(&home, &[]), expected);
    assert_eq!(list(&home, &["--soon", "2"]), expected[..3]);
    assert_eq!(list(&home, &["--soon", "0"]), expected[..2]);
    // After 5 days: 22, 23, 25 and 30 November.
    let sooner = ["3 Cy overdue 2026-11-22 1", "2 Bo overdue 2026-11-23 1", "1 Ana today 2026-11-25 1"];
    assert_eq!(list(&home, &["--after", "5", "--soon", "4"]), sooner);
    // At the end of 26 November, Bo is overdue too.
    assert_eq!(list(&home, &["--at", "2026-11-26", "--soon", "0"]).len(), 2);
    home.refuses(2, &["followups", "--after", "0"]);
}

#[test]
fn the_second_nudge_is_the_last_and_then_the_follow_up_is_closed() {
    // Contacted on the 1st; nudged first on the 8th; the last nudge is due 14 days after the contact, on the 15th.
    let home = home_with(&[("Ana", "2026-11-01"), ("Ana", "2026-11-08")]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-15 2"]);
    // A second message on the 8th changes nothing.
    home.ok(&["log", "Ana", "--at", "2026-11-08 18:00"]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-15 2"]);
    home.ok(&["log", "Ana", "--at", "2026-11-20"]);
    assert!(list(&home, &[]).is_empty());
    let closed = home.json(&["followups"])["closed_unanswered"].clone();
    assert_eq!((&closed[0]["person"], &closed[0]["nudges_sent"]), (&json!("Ana"), &json!(2)));
    // A report for the 19th, before the last nudge, still shows it as due.
    assert_eq!(list(&home, &["--at", "2026-11-19"]), ["1 Ana overdue 2026-11-15 2"]);
    assert!(home.refuses(2, &["followups", "done", "Ana"])["message"].as_str().unwrap().contains("two nudges"));
}

#[test]
fn a_late_nudge_delays_the_next() {
    let home = home_with(&[("Ana", "2026-11-01"), ("Ana", "2026-11-22")]);
    assert_eq!(list(&home, &[]), ["1 Ana coming 2026-11-29 2"]);
}

#[test]
fn a_response_ends_the_follow_up_and_writing_again_starts_another() {
    let home = home_with(&[("Ana", "2026-11-01"), ("Bo", "2026-11-01")]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-01"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-02"]);
    home.ok(&["reply", "Cy", "--declined", "--at", "2026-11-02"]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1"]);
    // The member answers Ana on the 3rd, and she does not reply: a nudge costs nothing, the conversation is open.
    home.ok(&["log", "Ana", "--at", "2026-11-03"]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1", "1 Ana overdue 2026-11-10 1"]);
    let ana = home.json(&["followups"])["followups"][1].clone();
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
fn a_nudge_costs_what_check_says_for_the_channel_used_last() {
    let home = home_with(&[("Ana", "2026-10-30"), ("Bo", "2026-11-10")]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-12"]);
    home.ok(&["log", "Di", "--inmail", "--free", "--at", "2026-11-13"]);
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
    // Ana used a month slot of October only; Bo used one of November.
    assert_eq!(costs, ["\"Ana\" 1 1 0", "\"Bo\" 1 0 0", "\"Cy\" 0 0 1", "\"Di\" 0 0 0"]);
    let code = &document["followups"][2]["cautions"][0]["code"];
    assert_eq!(*code, "unanswered_inmail");
    let run = home.ok(&["followups"]);
    assert!(run.err.contains("LinkedIn mostly refuses a second InMail"), "{}", run.err);
    // A message is enough for a connection.
    assert!(!run.out.contains("accepted your invitation"), "{}", run.out);
    home.ok(&["log", "Cy", "--invite", "--at", "2026-11-13"]);
    home.ok(&["accepted", "Cy", "--at", "2026-11-14"]);
    assert!(home.ok(&["followups"]).out.contains("you are connected: a message costs no credit"));
}

#[test]
fn nudges_that_fit_todays_quota_are_marked_in_due_order() {
    // Two people a day, one used today: one message fits, the one due first. A credit is left for the InMail. Cy's
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
    assert_eq!(fits, ["Ana true", "Bo false", "Ed true", "Cy true"]);
    assert_eq!(document["left"], json!({"day":1,"month":26,"credits":4}));
    assert!(home.ok(&["followups"]).out.contains("does not fit today"));
}

#[test]
fn a_nudge_over_an_advisory_limit_says_that_the_limit_only_warns() {
    // An advisory limit of two people a day, one used today: Ana fits, Bo and Cy would be the third and fourth. All
    // three already count this month.
    let home = home_with(&[("Ana", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04"), ("Di", "2026-11-25")]);
    home.ok(&["plan", "set", "free", "--daily", "2", "--advisory"]);
    let text = home.ok(&["followups"]).out;
    let costs: Vec<&str> = text.lines().filter(|line| line.contains(" costs ")).collect();
    let over = "     a message costs 1 of today's people; over a limit today, which only warns";
    assert_eq!(costs[1..3], [over, over], "{text}");
    assert!(costs[0].ends_with("; fits today"), "{text}");
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
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1", "1 Ana coming 2026-12-02 2"]);
    // By name, with the time of the nudge: 8 + 7 = 15. Done once more, it is over.
    home.ok(&["followups", "done", "Bo", "--at", "2026-11-08"]);
    assert_eq!(list(&home, &["--soon", "0"]), ["2 Bo overdue 2026-11-15 2"]);
    let last = home.ok(&["followups", "done", "bo"]);
    assert!(last.out.contains("closed as unanswered"), "{}", last.out);
    assert!(home.ok(&["export", "--format", "csv"]).out.contains("followup,Ana,"), "the CSV has them too");
    assert_eq!(home.history(&["--kind", "followup"]).len(), 3);
}

#[test]
fn a_snoozed_follow_up_comes_back_and_a_closed_one_does_not() {
    let home = home_with(&[("Ana", "2026-11-10"), ("Bo", "2026-11-11")]);
    let run = home.ok(&["followups", "snooze", "1", "10"]);
    assert!(run.out.contains("Ana") && run.out.contains("Sat 5 Dec 2026"), "{}", run.out);
    assert!(home.ok(&["followups", "close", "2"]).out.contains("Bo"));
    assert!(list(&home, &[]).is_empty());
    assert_eq!(list(&home, &["--soon", "10"]), ["1 Ana coming 2026-12-05 1"]);
    assert_eq!(list(&home, &["--at", "2026-12-06"]), ["1 Ana overdue 2026-12-05 1"]);
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
    assert_eq!(list(&home, &["--soon", "2"]), ["1 Ana coming 2026-11-28 1"]);
    home.ok(&["undo", "2"]);
    assert_eq!(list(&home, &["--soon", "2"]), ["1 Ana overdue 2026-11-17 1"]);
    home.ok(&["redo"]);
    assert_eq!(list(&home, &["--soon", "2"]), ["1 Ana coming 2026-11-28 1"]);
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
fn follow_ups_older_than_180_days_are_counted_and_shown_with_all() {
    // 181 days before 25 November is 28 May.
    let home = home_with(&[("Ana", "2026-05-28"), ("Bo", "2026-05-29")]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-06-05 1"]);
    assert_eq!(home.json(&["followups"])["left_out"], 1);
    assert_eq!(list(&home, &["--all"]).len(), 2);
}

#[test]
fn the_calendar_file_has_one_event_each_and_overdue_ones_are_today() {
    let home = home_with(&[("Doe, Jane", "2026-11-10"), ("Bo\u{1b}[31m", "2026-11-20")]);
    let calendar = home.ok(&["followups", "--ics"]).out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 2);
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
    assert!(out.contains("a message costs nothing today"), "{out}");
    let home = home_with(&[("Bo", "2026-11-10")]);
    home.ok(&["reply", "Bo", "--at", "2026-11-11"]);
    home.ok(&["log", "Bo", "--at", "2026-11-15"]);
    assert!(home.ok(&["followups"]).out.contains("a message costs nothing;"));
}

#[test]
fn a_nudge_before_the_contact_and_an_ambiguous_name_are_refused() {
    let home = home_with(&[("Ana Lima", "2026-11-25 08:00"), ("Ana Moe", "2026-11-20")]);
    let error = home.refuses(2, &["followups", "done", "Ana Lima", "--at", "yesterday"]);
    assert!(error["message"].as_str().unwrap().contains("nothing had been sent to them by then"), "{error}");
    let error = home.refuses(2, &["followups", "done", "ana"]);
    assert_eq!(error["hint"], "write the whole name, or the handle");
    for args in
        [&["followups", "--after", "-1"][..], &["followups", "--after", "x"], &["followups", "snooze", "1", "0"]]
    {
        let error = home.refuses(2, args);
        assert_eq!(error["hint"], "a whole number from 1 to 3650 is wanted", "{args:?}: {error}");
    }
}
