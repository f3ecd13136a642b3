//! `followups`: who is due, when, at what cost, and what settles it. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::Home;

/// A home in which these messages were sent.
fn sent(messages: &[(&str, &str)]) -> Home {
    let home = Home::new();
    for (person, at) in messages {
        home.ok(&["log", person, "--at", at]);
    }
    home
}

/// The list in short: number, person, state, date due, which nudge.
fn list(home: &Home, args: &[&str]) -> Vec<String> {
    let document = home.json(&[&["followups"], args].concat());
    let line = |item: &Value| {
        let text = |key: &str| item[key].as_str().unwrap().to_owned();
        format!("{} {} {} {} {}", item["number"], text("person"), text("state"), text("due"), item["nudge"])
    };
    document["followups"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn the_silent_are_overdue_due_or_coming_after_seven_days() {
    // 17 + 7 = 24, 18 + 7 = 25, 20 + 7 = 27 November; 25 November + 7 = 2 December, the last of the days looked ahead.
    let home = sent(&[("Ana", "2026-11-20"), ("Bo", "2026-11-18"), ("Cy", "2026-11-17"), ("Di", "2026-11-25 08:00")]);
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
    // As of 26 November Bo is overdue.
    assert_eq!(list(&home, &["--at", "2026-11-26", "--soon", "0"]).len(), 2);
    home.refuses(2, &["followups", "--after", "0"]);
}

#[test]
fn the_last_nudge_comes_seven_days_after_the_first_and_then_it_is_closed_as_unanswered() {
    // Contacted on the 1st; the first nudge on its day, the 8th; the last 14 days after the contact, the 15th.
    let home = sent(&[("Ana", "2026-11-01"), ("Ana", "2026-11-08")]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-15 2"]);
    // The date moves with the last touch: nudged on the 8th and once more that day, nothing changes.
    home.ok(&["log", "Ana", "--at", "2026-11-08 18:00"]);
    assert_eq!(list(&home, &[]), ["1 Ana overdue 2026-11-15 2"]);
    home.ok(&["log", "Ana", "--at", "2026-11-20"]);
    assert!(list(&home, &[]).is_empty());
    let closed = home.json(&["followups"])["closed_unanswered"].clone();
    assert_eq!((&closed[0]["person"], &closed[0]["nudges_sent"]), (&json!("Ana"), &json!(2)));
    // Each as of its own day: before the last nudge it was still due.
    assert_eq!(list(&home, &["--at", "2026-11-19"]), ["1 Ana overdue 2026-11-15 2"]);
    assert!(home.refuses(2, &["followups", "done", "Ana"])["message"].as_str().unwrap().contains("two nudges"));
}

#[test]
fn a_late_nudge_moves_the_date_of_the_next() {
    let home = sent(&[("Ana", "2026-11-01"), ("Ana", "2026-11-22")]);
    assert_eq!(list(&home, &[]), ["1 Ana coming 2026-11-29 2"]);
}

#[test]
fn a_response_ends_it_a_decline_too_and_writing_again_begins_anew() {
    let home = sent(&[("Ana", "2026-11-01"), ("Bo", "2026-11-01")]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-01"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-02"]);
    home.ok(&["reply", "Cy", "--declined", "--at", "2026-11-02"]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1"]);
    // Ana was answered on the 3rd, and is silent since: a nudge costs nothing, the conversation is open.
    home.ok(&["log", "Ana", "--at", "2026-11-03"]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1", "1 Ana overdue 2026-11-10 1"]);
    let ana = home.json(&["followups"])["followups"][1].clone();
    assert_eq!(ana["cost"], json!({"day_slots":0,"month_slots":0,"credits":0}));
}

#[test]
fn invitations_are_no_contacts() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--invite", "--at", "2026-11-01"]);
    home.ok(&["accepted", "Ana", "--at", "2026-11-02"]);
    assert!(list(&home, &[]).is_empty());
}

#[test]
fn a_nudge_costs_what_check_says_by_the_channel_last_used() {
    let home = sent(&[("Ana", "2026-10-30"), ("Bo", "2026-11-10")]);
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
    // Ana used October's slot, not November's; Bo November's.
    assert_eq!(costs, ["\"Ana\" 1 1 0", "\"Bo\" 1 0 0", "\"Cy\" 0 0 1", "\"Di\" 0 0 0"]);
    let code = &document["followups"][2]["cautions"][0]["code"];
    assert_eq!(*code, "unanswered_inmail");
    let run = home.ok(&["followups"]);
    assert!(run.err.contains("LinkedIn mostly refuses a second InMail"), "{}", run.err);
    // Once connected, a message would do.
    assert!(!run.out.contains("accepted your invitation"), "{}", run.out);
    home.ok(&["log", "Cy", "--invite", "--at", "2026-11-13"]);
    home.ok(&["accepted", "Cy", "--at", "2026-11-14"]);
    assert!(home.ok(&["followups"]).out.contains("they accepted your invitation: a message costs no credit"));
}

#[test]
fn those_that_fit_in_todays_slots_are_marked_in_the_order_due() {
    // Two a day, one used today: one of the messages fits, the older. A credit is left for the InMail. One free of
    // charge always fits.
    let home = sent(&[("Ana", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04"), ("Di", "2026-11-25")]);
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
fn a_limit_that_only_warns_forbids_no_nudge_and_is_told_so() {
    // Two people a day by a limit that warns, one used today: Ana fits, Bo and Cy would be the third and fourth. All
    // of them are of this month's people already.
    let home = sent(&[("Ana", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04"), ("Di", "2026-11-25")]);
    home.ok(&["plan", "set", "free", "--daily", "2", "--advisory"]);
    let told = home.ok(&["followups"]).out;
    let costs: Vec<&str> = told.lines().filter(|line| line.contains(" costs ")).collect();
    let over = "     a message costs 1 of today's people; over a limit today, which only warns";
    assert_eq!(costs[1..3], [over, over], "{told}");
    assert!(costs[0].ends_with("; fits today"), "{told}");
    let fits: Vec<Value> = home.json(&["followups"])["followups"].as_array().unwrap()[..3]
        .iter()
        .map(|item| item["fits"].clone())
        .collect();
    assert_eq!(fits, [json!(true), json!(false), json!(false)]);
    let next = home.ok(&["next"]).out;
    assert!(next.contains(", over a limit today, which only warns") && !next.contains("does not fit"), "{next}");
}

#[test]
fn a_command_to_copy_stands_whole_on_a_line_of_its_own() {
    let home = sent(&[("Ana", "2026-11-02")]);
    let narrow = home.command(&["followups"]).env("COLUMNS", "40").output().unwrap();
    let narrow = String::from_utf8(narrow.stdout).unwrap();
    assert!(narrow.ends_with("\nnext: inquota followups done 1\n"), "{narrow}");
}

#[test]
fn done_is_a_nudge_elsewhere_that_uses_nothing() {
    let home = sent(&[("Ana", "2026-11-10"), ("Bo", "2026-11-01")]);
    let before = home.json(&["status"]);
    let answer = home.json(&["followups", "done", "1"]);
    assert_eq!(answer["recorded"][0]["kind"], "followup");
    assert_eq!((&answer["recorded"][0]["person"], &answer["next_due"]), (&json!("Ana"), &json!("2026-12-02")));
    assert_eq!(home.json(&["status"]), before);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-11-08 1", "1 Ana coming 2026-12-02 2"]);
    // By name, and at the time it was done: 8 + 7 = 15, and done once more it is over.
    home.ok(&["followups", "done", "Bo", "--at", "2026-11-08"]);
    assert_eq!(list(&home, &["--soon", "0"]), ["2 Bo overdue 2026-11-15 2"]);
    let last = home.ok(&["followups", "done", "bo"]);
    assert!(last.out.contains("closed as unanswered"), "{}", last.out);
    assert!(home.ok(&["export", "--format", "csv"]).out.contains("followup,Ana,"), "the table has them too");
    assert_eq!(home.json(&["history", "--kind", "followup"])["records"].as_array().unwrap().len(), 3);
}

#[test]
fn a_snoozed_one_comes_back_on_its_day_and_a_closed_one_does_not() {
    let home = sent(&[("Ana", "2026-11-10"), ("Bo", "2026-11-11")]);
    let run = home.ok(&["followups", "snooze", "1", "10"]);
    assert!(run.out.contains("Ana") && run.out.contains("Sat 5 Dec 2026"), "{}", run.out);
    assert!(home.ok(&["followups", "close", "2"]).out.contains("Bo"));
    assert!(list(&home, &[]).is_empty());
    assert_eq!(list(&home, &["--soon", "10"]), ["1 Ana coming 2026-12-05 1"]);
    assert_eq!(list(&home, &["--at", "2026-12-06"]), ["1 Ana overdue 2026-12-05 1"]);
    // Closed by the member, not unanswered after its nudges; a new message begins anew.
    assert!(home.json(&["followups"])["closed_unanswered"].as_array().unwrap().is_empty());
    home.ok(&["log", "Bo"]);
    assert_eq!(list(&home, &[]), ["2 Bo coming 2026-12-02 1"]);
}

#[test]
fn what_was_settled_is_undone_and_shown_and_survives_a_rewrite() {
    let mut home = sent(&[("Ana", "2026-11-10")]);
    home.ok(&["followups", "snooze", "1", "3"]);
    let record = home.json(&["history", "-n", "1"])["records"][0].clone();
    assert_eq!(
        (&record["kind"], &record["settled"]),
        (&json!("followup"), &json!({"how":"snoozed","until":"2026-11-28"}))
    );
    // The first recording of another day rewrites the file.
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
fn a_copy_with_settled_follow_ups_joins() {
    let home = sent(&[("Ana", "2026-11-10"), ("Bo", "2026-11-10")]);
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
fn what_cannot_be_settled_is_refused_and_nothing_is_created() {
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
fn all_before_a_date_are_closed_at_once_and_taken_back_as_one() {
    let home = sent(&[("Ana", "2026-11-01"), ("Bo", "2026-11-02"), ("Cy", "2026-11-03"), ("Di", "2026-05-01")]);
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
fn those_gone_cold_are_counted_and_shown_on_demand() {
    // 181 days before 25 November is 28 May.
    let home = sent(&[("Ana", "2026-05-28"), ("Bo", "2026-05-29")]);
    assert_eq!(list(&home, &[]), ["2 Bo overdue 2026-06-05 1"]);
    assert_eq!(home.json(&["followups"])["left_out"], 1);
    assert_eq!(list(&home, &["--all"]).len(), 2);
}

#[test]
fn the_calendar_file_has_an_event_each_and_what_is_overdue_today() {
    let home = sent(&[("Doe, Jane", "2026-11-10"), ("Bo\u{1b}[31m", "2026-11-20")]);
    let calendar = home.ok(&["followups", "--ics"]).out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 2);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261127\r\n"), "{calendar}");
    assert!(calendar.contains("SUMMARY:Follow up with Doe\\, Jane (first nudge)\r\n"), "{calendar}");
    assert!(calendar.lines().all(|line| line.trim_end().len() <= 75) && !calendar.contains('\u{1b}'), "{calendar}");
    // Into a file, which must not be the ledger.
    home.ok(&["followups", "--ics", "out.ics"]);
    assert_eq!(std::fs::read_to_string(home.path("out.ics")).unwrap(), calendar);
    let (ledger, before) = (home.ledger(), home.bytes());
    assert!(home.ends(2, &["followups", "--ics", ledger.to_str().unwrap()]).err.contains("the ledger itself"));
    assert_eq!(home.bytes(), before);
}

#[test]
fn the_screen_fits_its_columns() {
    let home = sent(&[("Bartholomew Featherstonehaugh-Cholmondeley", "2026-11-10")]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-18"]);
    for columns in ["40", "80"] {
        let run = home.command(&["followups"]).env("COLUMNS", columns).output().unwrap();
        let width = columns.parse::<usize>().unwrap();
        let out = String::from_utf8(run.stdout).unwrap();
        assert!(out.lines().all(|line| line.chars().count() <= width), "{out}");
    }
}

#[test]
fn what_costs_nothing_today_only_is_said_so() {
    // Written to today: another message today is free, the one that is due in a week is not.
    let home = sent(&[("Ana", "2026-11-25 08:00")]);
    let out = home.ok(&["followups"]).out;
    assert!(out.contains("a message costs nothing today"), "{out}");
    let home = sent(&[("Bo", "2026-11-10")]);
    home.ok(&["reply", "Bo", "--at", "2026-11-11"]);
    home.ok(&["log", "Bo", "--at", "2026-11-15"]);
    assert!(home.ok(&["followups"]).out.contains("a message costs nothing;"));
}

#[test]
fn what_cannot_be_settled_yet_or_is_meant_for_two_is_told() {
    let home = sent(&[("Ana Lima", "2026-11-25 08:00"), ("Ana Moe", "2026-11-20")]);
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
