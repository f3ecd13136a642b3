//! `status`: the JSON document, and when each figure resets.

use serde_json::{Value, json};

use crate::program::{Home, NOW, assert_holds};

#[test]
fn an_empty_ledger_shows_the_free_plan_and_its_limits() {
    // Rules 4.11 and 7: free from 1 November, 5 credits rolling over, 15 and 30 people enforced, 100 and 5 advisory.
    let expected = json!({"schema":1,"as_of":"2026-11-25T09:00:00+01:00","zone":"Europe/Berlin",
     "plan":{"name":"free","since":"2026-11-01"},
     "inmail":{"balance":5,"cap":null,"uncovered":0,
       "next_grant":{"on":"2026-12-01","at":"2026-12-01T00:00:00+01:00","credits":5},
       "next_expiry":null},
     "messages":{
       "day":{"used":0,"limit":15,"remaining":15,"enforced":true,"resets_at":"2026-11-26T00:00:00+01:00"},
       "month":{"used":0,"limit":30,"remaining":30,"enforced":true,"resets_at":"2026-12-01T00:00:00+01:00"}},
     "invitations":{
       "week":{"used":0,"limit":100,"remaining":100,"enforced":false,"next_slot_at":null},
       "notes":{"used":0,"limit":5,"remaining":5,"enforced":false,"resets_at":"2026-12-01T00:00:00+01:00"}}});
    assert_holds(&Home::new().json(&["status"]), &expected);
}

#[test]
fn without_a_ledger_the_report_is_that_of_a_new_one() {
    // Rules 1.8 and 4.11: free since the 1st of this month, in the machine's zone; nothing before it.
    let mut home = Home::new();
    home.in_zone("America/New_York").at("2027-02-10T12:00:00Z");
    let status = home.json(&["status"]);
    assert_eq!(status["zone"], "America/New_York");
    assert_eq!(status["as_of"], "2027-02-10T07:00:00-05:00");
    assert_eq!(status["plan"]["since"], "2027-02-01");
    assert_eq!(home.balance(), 5);
    assert_eq!(home.balance_at("2027-01-31"), 0);
}

#[test]
fn used_and_remaining_count_the_records() {
    let home = Home::new();
    for args in [
        &["Jane Doe"] as &[&str],
        &["Ravi Patel"],
        &["Ana Lima", "--at", "2026-11-10"],
        &["Kim Lee", "--inmail"],
        &["Max Roe", "--invite"],
        &["Eva Moe", "--invite", "--with-note"],
    ] {
        home.ok(&[&["log"], args].concat());
    }
    let status = home.json(&["status"]);
    // Two people today, three this month, one of 5 credits, two invitations, one note.
    let figures = |figure: &Value| (figure["used"].as_u64().unwrap(), figure["remaining"].as_u64().unwrap());
    assert_eq!(figures(&status["messages"]["day"]), (2, 13));
    assert_eq!(figures(&status["messages"]["month"]), (3, 27));
    assert_eq!(figures(&status["invitations"]["week"]), (2, 98));
    assert_eq!(figures(&status["invitations"]["notes"]), (1, 4));
    assert_eq!(status["inmail"]["balance"], 4);
}

#[test]
fn a_missing_limit_is_null_and_not_enforced() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--invitations", "none"]);
    home.ok(&["log", "Jane Doe"]);
    let status = home.json(&["status"]);
    for figure in [&status["messages"]["day"], &status["messages"]["month"], &status["invitations"]["notes"]] {
        assert_eq!(
            (&figure["limit"], &figure["remaining"], &figure["enforced"]),
            (&Value::Null, &Value::Null, &json!(false))
        );
    }
    assert_eq!(status["messages"]["day"]["used"], 1);
    let week = &status["invitations"]["week"];
    assert_eq!(*week, json!({"used":0,"limit":null,"remaining":null,"enforced":false,"next_slot_at":null}));
}

#[test]
fn remaining_is_never_negative() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--monthly", "1", "--invitations", "1", "--notes", "1"]);
    for person in ["Jane Doe", "Ravi Patel"] {
        home.ok(&["log", person]);
        home.ok(&["log", person, "--invite", "--with-note"]);
    }
    let status = home.json(&["status"]);
    for figure in [
        &status["messages"]["day"],
        &status["messages"]["month"],
        &status["invitations"]["week"],
        &status["invitations"]["notes"],
    ] {
        assert_eq!((&figure["used"], &figure["remaining"]), (&json!(2), &json!(0)), "{status}");
    }
}

#[test]
fn the_day_and_the_month_reset_at_local_midnight_across_a_clock_change() {
    // Berlin leaves summer time on 25 October 2026: the month starts at +02 and ends at +01.
    let mut home = Home::new();
    home.at("2026-10-20T09:00:00+02:00");
    let messages = &home.json(&["status"])["messages"];
    assert_eq!(messages["day"]["resets_at"], "2026-10-21T00:00:00+02:00");
    assert_eq!(messages["month"]["resets_at"], "2026-11-01T00:00:00+01:00");
}

#[test]
fn a_day_whose_midnight_is_skipped_starts_at_its_first_instant() {
    // Rules 1.6: in Cairo, 24 April 2026 begins at 01:00, as the clocks go from 23:59:59 (+02) to 01:00 (+03).
    let mut home = Home::new();
    home.in_zone("Africa/Cairo").at("2026-04-23T12:00:00+02:00");
    assert_eq!(home.json(&["status"])["messages"]["day"]["resets_at"], "2026-04-24T01:00:00+03:00");
    home.ok(&["log", "Jane Doe"]);
    home.at("2026-04-24T00:59:59+02:00");
    assert_eq!(home.json(&["status"])["as_of"], "2026-04-24T01:59:59+03:00");
    assert_eq!(home.used("2026-04-23T21:59:59Z"), (1, 1));
    assert_eq!(home.used("2026-04-23T22:00:00Z"), (0, 1));
}

#[test]
fn a_day_before_a_skipped_date_resets_at_the_date_after_it() {
    // Rules 1.6: Samoa skipped 30 December 2011; the day after the 29th (-10) begins on the 31st (+14).
    let mut home = Home::new();
    home.in_zone("Pacific/Apia").at("2011-12-29T12:00:00-10:00");
    assert_eq!(home.json(&["status"])["messages"]["day"]["resets_at"], "2011-12-31T00:00:00+14:00");
}

#[test]
fn the_next_grant_and_expiry_have_a_date_and_credits() {
    // Premium Career from 12 November: 5 a month on the 12th, each for 90 days. 12 November + 90 days: 18 to the
    // 30th, 31 to 31 December, 31 to 31 January, 10 more: 10 February.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    let inmail = home.json(&["status"])["inmail"].clone();
    assert_eq!(
        inmail,
        json!({"balance":5,"cap":15,"uncovered":0,"next_grant":{"on":"2026-12-12","at":"2026-12-12T00:00:00+01:00","credits":5},
               "next_expiry":{"on":"2027-02-10","at":"2027-02-10T00:00:00+01:00","credits":5},"next_lapse":null,"day":null})
    );
    // The next expiry counts what is left in all lots of that date: 5 - 2 spent, and 4 bought.
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["credits", "buy", "4", "--expires", "2027-02-10"]);
    assert_eq!(
        home.json(&["status"])["inmail"]["next_expiry"],
        json!({"on":"2027-02-10","at":"2027-02-10T00:00:00+01:00","credits":7})
    );
}

#[test]
fn the_next_grant_is_the_full_number_before_the_cap() {
    // 14 credits under a cap of 15: the next grant is 5, though the cap will take 4.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12", "--credits", "14"]);
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-12-12","at":"2026-12-12T00:00:00+01:00","credits":5})
    );
}

#[test]
fn the_next_grant_may_be_the_first_of_a_future_plan() {
    // Rules 1.7: premium starts on 28 November, before free's own grant of 1 December.
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--from", "2026-11-28"]);
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-11-28","at":"2026-11-28T00:00:00+01:00","credits":25})
    );
    // On that day, the next is premium's of 1 December.
    let later = home.json(&["status", "--at", "2026-11-28"]);
    assert_eq!(later["inmail"]["next_grant"], json!({"on":"2026-12-01","at":"2026-12-01T00:00:00+01:00","credits":25}));
}

#[test]
fn a_plan_that_gives_nothing_has_no_next_grant() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    assert_eq!(home.json(&["status"])["inmail"]["next_grant"], Value::Null);
}

#[test]
fn uncovered_inmails_count_from_the_latest_renewal_date() {
    // 5 credits in November and six InMails on the 2nd: one is uncovered. 1 December is a renewal date: the count is 0.
    let home = Home::new();
    for person in ["a b", "c d", "e f", "g h", "i j", "k l"] {
        home.ok(&["log", person, "--inmail", "--at", "2026-11-02"]);
    }
    let inmail = home.json(&["status"])["inmail"].clone();
    assert_eq!((&inmail["balance"], &inmail["uncovered"]), (&json!(0), &json!(1)));
    assert_eq!(home.json(&["status", "--at", "2026-11-30"])["inmail"]["uncovered"], 1);
    assert_eq!(home.json(&["status", "--at", "2026-12-01"])["inmail"]["uncovered"], 0);
}

#[test]
fn uncovered_inmails_count_from_the_start_of_the_plan_if_that_is_later() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!(home.json(&["status"])["inmail"]["uncovered"], 1);
    home.at("2026-11-26T09:00:00+01:00").ok(&["plan", "set", "free"]);
    assert_eq!(home.json(&["status"])["inmail"]["uncovered"], 0);
}

#[test]
fn a_change_of_numbers_does_not_change_since() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free"]);
    home.at("2026-12-10T09:00:00+01:00").ok(&["plan", "set", "free", "--daily", "20"]);
    let status = home.json(&["status"]);
    let since_at = "2026-11-01T00:00:00+01:00";
    assert_eq!(status["plan"], json!({"name":"free","since":"2026-11-01","since_at":since_at}));
    assert_eq!(status["messages"]["day"]["limit"], 20);
}

#[test]
fn the_text_names_the_source_of_a_limit() {
    let screen = Home::new().ok(&["status"]).out;
    assert!(screen.contains("guide") && screen.contains("LinkedIn"), "{screen}");
}

#[test]
fn uncovered_inmails_count_from_a_renewal_date_in_the_plans_zone() {
    // 1 December UTC begins at 16:00 on 30 November in Los Angeles.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-25T09:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--credits", "0"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let uncovered = |at| home.json(&["status", "--at", at])["inmail"]["uncovered"].clone();
    assert_eq!((uncovered("2026-11-30 15:59:59"), uncovered("2026-11-30 16:00")), (json!(1), json!(0)));
}

#[test]
fn a_report_of_the_past_includes_plans_recorded_for_later() {
    // Rules 1.7. The ledger is created on 5 November, before the plan starts.
    let mut home = Home::new();
    home.at("2026-11-05T09:00:00+01:00").ok(&["log", "Jane Doe"]);
    home.at(NOW).ok(&["plan", "set", "premium", "--from", "2026-11-20"]);
    home.ok(&["credits", "set", "1", "--at", "2026-11-15"]);
    let inmail = home.json(&["status", "--at", "2026-11-10"])["inmail"].clone();
    assert_eq!(
        (&inmail["balance"], &inmail["next_grant"]),
        (&json!(5), &json!({"on":"2026-11-20","at":"2026-11-20T00:00:00+01:00","credits":25}))
    );
}

#[test]
fn where_linkedin_publishes_no_number_no_screen_says_that_there_is_no_limit() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    let status = home.ok(&["status"]).out;
    assert!(status.contains("unknown") && status.contains("not published"), "{status}");
    assert!(status.contains("not published: LinkedIn limits these too, and publishes no number"), "{status}");
    let plan = home.ok(&["plan"]).out;
    assert!(plan.contains("not published"), "{plan}");
    let check = home.ok(&["check"]).out;
    assert!(check.contains("LinkedIn limits messages, but publishes no number"), "{check}");
    assert!(check.contains("no published limit (0 used today, 0 this month)"), "{check}");
    for text in [status, plan, check] {
        assert!(!text.contains("no limit"), "{text}");
    }
    // LinkedIn's page gives Premium notes without a limit.
    home.ok(&["undo"]);
    home.ok(&["plan", "set", "premium-career"]);
    let status = home.ok(&["status"]).out;
    let notes = status.lines().find(|line| line.starts_with("Notes this month")).unwrap();
    assert!(notes.contains("no limit") && notes.ends_with("LinkedIn"), "{status}");
}
