//! `summary`: the JSON document, the period, the credit statement.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

#[test]
fn an_empty_month_has_every_figure_and_every_day() {
    let expected = json!({"schema":1,"from":"2026-11-01","to":"2026-11-30","as_of":"2026-11-25T09:00:00+01:00",
        "messages":{"sent":0,"people":0,"over_limit":0},
        "inmail":{"sent":0,"charged":0,"free":0,"uncovered":0},
        "invitations":{"sent":0,"with_note":0,"accepted":0},
        "responses":0,
        "response_rate":{"contacted":0,"responded":0,"pending":0,"rate":null},
        "inmail_rate":{"sent":0,"responded":0,"rate":null},
        "credits":{"opening":0,"granted":5,"bought":0,"refunded":0,"adjusted":0,"spent":0,"expired":0,"lost_to_cap":0,"lapsed":0,"closing":5}});
    let document = Home::new().json(&["summary"]);
    assert_holds(&document, &expected);
    let days = document["days"].as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_holds(
        &days[0],
        &json!({"date":"2026-11-01","people":0,"messages":0,"inmail":0,"invitations":0,"responses":0}),
    );
    assert_eq!(days[29]["date"], "2026-11-30");
}

#[test]
fn every_record_counts_in_its_channel() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "2", "--credits", "1", "--at", "2026-11-02 00:00"]);
    for args in [
        // Two new people, one of whom gets two messages; a third is over the limit of the day.
        &["log", "a b", "--at", "2026-11-03 09:00"] as &[&str],
        &["log", "a b", "--at", "2026-11-03 10:00"],
        &["log", "c d", "--at", "2026-11-03 11:00"],
        &["log", "e f", "--at", "2026-11-03 12:00"],
        // The next day, one of them again: no month slot. Then she answers, and costs nothing more.
        &["log", "a b", "--at", "2026-11-04 09:00"],
        &["reply", "a b", "--at", "2026-11-04 10:00"],
        &["log", "a b", "--at", "2026-11-05 10:00"],
        // One InMail charged, one uncovered, one marked free, one free because the conversation is open.
        &["log", "g h", "--inmail", "--at", "2026-11-05 11:00"],
        &["log", "i j", "--inmail", "--at", "2026-11-05 12:00"],
        &["log", "k l", "--inmail", "--free", "--at", "2026-11-05 13:00"],
        &["log", "a b", "--inmail", "--at", "2026-11-05 14:00"],
        &["reply", "g h", "--declined", "--at", "2026-11-06 09:00"],
        &["log", "m n", "--invite", "--at", "2026-11-06 10:00"],
        &["log", "o p", "--invite", "--with-note", "--at", "2026-11-06 11:00"],
        &["accepted", "o p", "--at", "2026-11-07 09:00"],
    ] {
        home.ok(args);
    }
    let document = home.json(&["summary"]);
    assert_holds(
        &document,
        &json!({"messages":{"sent":6,"people":3,"over_limit":1},
            "inmail":{"sent":4,"charged":1,"free":2,"uncovered":1},
            "invitations":{"sent":2,"with_note":1,"accepted":1},
            "responses":2}),
    );
    assert_eq!(home.statement(&[]), "granted 5, adjusted -4, spent 1");
    let day = |date: usize| document["days"][date - 1].clone();
    let expected = |date: &str, people, messages, inmail, invitations, responses| json!({"date":date,"people":people,"messages":messages,"inmail":inmail,"invitations":invitations,"responses":responses});
    assert_holds(&day(3), &expected("2026-11-03", 3, 4, 0, 0, 0));
    assert_holds(&day(4), &expected("2026-11-04", 1, 1, 0, 0, 1));
    assert_holds(&day(5), &expected("2026-11-05", 0, 1, 4, 0, 0));
    assert_holds(&day(6), &expected("2026-11-06", 0, 0, 0, 2, 1));
    assert_holds(&day(7), &expected("2026-11-07", 0, 0, 0, 0, 0));
}

#[test]
fn history_before_the_first_plan_counts_as_free() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-10-10"]);
    let october = home.json(&["summary", "--month", "2026-10"]);
    assert_holds(&october["inmail"], &json!({"sent":1,"charged":0,"free":1,"uncovered":0}));
    assert_eq!(home.statement(&["--month", "2026-10"]), "");
}

#[test]
fn the_period_can_be_given_in_four_ways() {
    let home = Home::new();
    for (args, from, to) in [
        (&[] as &[&str], "2026-11-01", "2026-11-30"),
        (&["--month", "2027-02"], "2027-02-01", "2027-02-28"),
        (&["--month", "2028-02"], "2028-02-01", "2028-02-29"),
        (&["--last-month"], "2026-10-01", "2026-10-31"),
        (&["--from", "2026-09-15", "--to", "2026-10-02"], "2026-09-15", "2026-10-02"),
        // Without `--to`, the period ends on the as-of date.
        (&["--from", "2026-09-15"], "2026-09-15", "2026-11-25"),
        (&["--from", "2026-09-15", "--at", "2026-10-20"], "2026-09-15", "2026-10-20"),
        (&["--at", "2026-10-20"], "2026-10-01", "2026-10-31"),
        (&["--last-month", "--at", "2026-10-20"], "2026-09-01", "2026-09-30"),
    ] {
        let document = home.json(&[&["summary"], args].concat());
        assert_eq!((&document["from"], &document["to"]), (&json!(from), &json!(to)), "{args:?}");
        let days = document["days"].as_array().unwrap();
        assert_eq!((&days[0]["date"], &days[days.len() - 1]["date"]), (&json!(from), &json!(to)), "{args:?}");
    }
}

#[test]
fn an_impossible_period_is_refused() {
    let home = Home::new();
    for args in [
        &["--from", "2026-11-02", "--to", "2026-11-01"] as &[&str],
        &["--month", "2026-13"],
        &["--month", "novembre"],
        &["--month", "2026-11", "--last-month"],
        &["--month", "2026-11", "--from", "2026-11-01"],
        &["--from", "soon"],
        &["--format", "xml"],
        // It would end today, before it began.
        &["--from", "2026-12-01"],
    ] {
        home.refuses(2, &[&["summary"], args].concat());
    }
}

#[test]
fn a_record_counts_if_it_is_in_the_period_and_not_after_the_instant_of_the_report() {
    let home = Home::new();
    for (person, at) in [
        ("a b", "2026-10-31 23:59:59"),
        ("c d", "2026-11-01 00:00"),
        ("e f", "2026-11-20 10:00"),
        ("g h", "2026-11-20 10:01"),
    ] {
        home.ok(&["log", person, "--at", at]);
    }
    let sent = |args: &[&str]| home.json(&[&["summary"], args].concat())["messages"]["sent"].clone();
    assert_eq!(sent(&["--month", "2026-10"]), 1);
    assert_eq!(sent(&[]), 3);
    assert_eq!(sent(&["--at", "2026-11-20 10:00"]), 2);
    assert_eq!(sent(&["--from", "2026-10-31", "--to", "2026-11-01"]), 2);
}

#[test]
fn the_closing_balance_of_a_period_is_the_opening_balance_of_the_next() {
    // Rules 4.14.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-09-30 23:59:59"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-10-01 00:00"]);
    let figure = |month: &str, name: &str| home.json(&["summary", "--month", month])["credits"][name].clone();
    for (month, next) in [("2026-08", "2026-09"), ("2026-09", "2026-10"), ("2026-10", "2026-11")] {
        assert_eq!(figure(month, "closing"), figure(next, "opening"), "{month}");
    }
    // The closing balance is the balance at the last instant of the period.
    assert_eq!(figure("2026-09", "closing"), home.balance_at("2026-09-30"));
}

#[test]
fn the_sales_navigator_grant_of_1_december_is_in_november_in_los_angeles() {
    // Rules 4.14: 1 December 00:00 UTC is 30 November 16:00 there. So the grant of 1 November UTC is in October, and
    // that of 1 December UTC in November.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-12-20T09:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-11-01"]);
    assert_eq!(home.statement(&["--month", "2026-10"]), "granted 50, closing 50");
    assert_eq!(home.statement(&["--month", "2026-11"]), "opening 50, granted 50, closing 100");
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 100, closing 100");
}

#[test]
fn a_future_period_has_the_balance_of_today_and_no_records() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let document = home.json(&["summary", "--month", "2027-01"]);
    assert_eq!(home.statement(&["--month", "2027-01"]), "opening 4, closing 4");
    assert_eq!(document["days"].as_array().unwrap().len(), 31);
    assert_holds(&document, &json!({"messages":{"sent":0},"inmail":{"sent":0},"responses":0}));
}

#[test]
fn an_unfinished_period_closes_at_the_instant_of_the_report() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    assert_eq!(home.statement(&["--at", "2026-11-19"]), "granted 5, closing 5");
    assert_eq!(home.statement(&["--from", "2026-11-10", "--to", "2026-12-31"]), "opening 5, spent 1, closing 4");
    // At the end of December, that month's grant is included.
    let later = ["--from", "2026-11-10", "--to", "2026-12-31", "--at", "2026-12-31"];
    assert_eq!(home.statement(&later), "opening 5, granted 5, spent 1, closing 9");
}

#[test]
fn the_table_compares_with_the_month_before() {
    let text = Home::new().ok(&["summary"]).out;
    assert!(text.contains("Nov 2026") && text.contains("Oct 2026"), "{text}");
}

#[test]
fn every_format_has_the_summary() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.ok(&["summary", "--format", "table"]).out, home.ok(&["summary"]).out);
    let markdown = home.ok(&["summary", "--format", "markdown"]).out;
    assert!(markdown.lines().any(|line| line.starts_with('|')), "{markdown}");
    let json: Value = home.ok(&["summary", "--format", "json"]).json();
    assert_eq!(json, home.json(&["summary"]));
    // One figure a line: first the figures of the period and the month before, then those of every day.
    let csv = home.ok(&["summary", "--format", "csv"]).out;
    assert!(csv.contains("\nsent,messages,1,0\n") && csv.contains("\n2026-11-25,messages,1,\n"), "{csv}");
    assert!(csv.contains("2026-11-30"), "{csv}");
    assert!(csv.lines().all(|line| line.matches(',').count() == csv.lines().next().unwrap().matches(',').count()));
}

#[test]
fn people_are_month_slots_and_the_people_of_a_day_are_day_slots() {
    let home = Home::new();
    for at in ["2026-10-20", "2026-11-02", "2026-11-12"] {
        home.ok(&["log", "Jane Doe", "--at", at]);
    }
    let people = |args: &[&str]| home.json(&[&["summary"], args].concat())["messages"]["people"].clone();
    // One month slot of October and one of November, which was used on the 2nd.
    assert_eq!(people(&["--from", "2026-10-01", "--to", "2026-11-30"]), 2);
    assert_eq!(people(&["--from", "2026-11-10", "--to", "2026-11-30"]), 0);
    let days = home.json(&["summary", "--from", "2026-11-10", "--to", "2026-11-30"])["days"].clone();
    assert_eq!((&days[2]["date"], &days[2]["people"]), (&json!("2026-11-12"), &json!(1)));
}
