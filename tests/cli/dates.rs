//! WHEN in every form, for commands that record and commands that report.

use crate::program::Home;

/// The instant that a recording gets.
fn recorded(home: &Home, when: &str) -> String {
    home.json(&["log", "Jane Doe", "--at", when])["recorded"][0]["at"].as_str().unwrap().to_owned()
}

/// The instant that a report is for.
fn as_of(home: &Home, when: &str) -> String {
    home.json(&["status", "--at", when])["as_of"].as_str().unwrap().to_owned()
}

#[test]
fn a_time_is_read_in_the_accounts_zone() {
    // The account is in Berlin; the machine has moved to Tokyo since.
    let mut home = Home::new();
    home.ok(&["log", "Ravi Patel"]);
    home.in_zone("Asia/Tokyo");
    for (when, expected) in [
        ("2026-11-24T18:30:00+01:00", "2026-11-24T18:30:00+01:00"),
        ("2026-11-24T17:30:00Z", "2026-11-24T18:30:00+01:00"),
        ("2026-11-24T12:30:00-05:00", "2026-11-24T18:30:00+01:00"),
        ("2026-11-24 18:30", "2026-11-24T18:30:00+01:00"),
        ("2026-07-24 18:30", "2026-07-24T18:30:00+02:00"),
        ("08:30", "2026-11-25T08:30:00+01:00"),
        ("yesterday 18:30", "2026-11-24T18:30:00+01:00"),
        ("3 days ago", "2026-11-22T09:00:00+01:00"),
        ("2h ago", "2026-11-25T07:00:00+01:00"),
    ] {
        assert_eq!(recorded(&home, when), expected, "{when}");
        assert_eq!(as_of(&home, when), expected, "{when}");
    }
}

#[test]
fn a_day_without_a_time_is_noon_for_a_record_and_its_last_second_for_a_report() {
    let home = Home::new();
    for (when, date) in [
        ("2026-11-24", "2026-11-24"),
        ("yesterday", "2026-11-24"),
        ("monday", "2026-11-23"),
        ("tuesday", "2026-11-24"),
        // Today is a Wednesday: the Wednesday before.
        ("wednesday", "2026-11-18"),
        ("thursday", "2026-11-19"),
        ("sunday", "2026-11-22"),
    ] {
        assert_eq!(recorded(&home, when), format!("{date}T12:00:00+01:00"), "{when}");
        assert_eq!(as_of(&home, when), format!("{date}T23:59:59+01:00"), "{when}");
    }
}

#[test]
fn today_is_now_for_a_report_and_noon_or_now_for_a_record() {
    let mut home = Home::new();
    for today in ["today", "2026-11-25"] {
        home.at("2026-11-25T09:00:00+01:00");
        assert_eq!(recorded(&home, today), "2026-11-25T09:00:00+01:00");
        assert_eq!(as_of(&home, today), "2026-11-25T09:00:00+01:00");
        home.at("2026-11-25T20:00:00+01:00");
        assert_eq!(recorded(&home, today), "2026-11-25T12:00:00+01:00");
        assert_eq!(as_of(&home, today), "2026-11-25T20:00:00+01:00");
    }
}

#[test]
fn a_report_may_be_for_a_future_day() {
    let home = Home::new();
    assert_eq!(as_of(&home, "2026-12-31"), "2026-12-31T23:59:59+01:00");
    assert_eq!(as_of(&home, "2026-12-31 18:30"), "2026-12-31T18:30:00+01:00");
}

#[test]
fn days_of_23_and_25_hours_end_at_their_last_second() {
    let home = Home::new();
    assert_eq!(as_of(&home, "2026-03-29"), "2026-03-29T23:59:59+02:00");
    assert_eq!(as_of(&home, "2026-10-25"), "2026-10-25T23:59:59+01:00");
}

#[test]
fn a_local_time_in_a_gap_is_the_instant_after_it_and_a_repeated_time_is_its_first() {
    // Rules 1.6.
    let home = Home::new();
    for (when, expected) in [
        ("2026-03-29 02:30", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
    ] {
        assert_eq!(recorded(&home, when), expected, "{when}");
        assert_eq!(as_of(&home, when), expected, "{when}");
    }
}

#[test]
fn days_ago_keep_the_local_time_and_hours_ago_count_elapsed_hours() {
    // Berlin left summer time on 25 October 2026 at 03:00.
    let mut home = Home::new();
    home.at("2026-10-27T09:00:00+01:00");
    assert_eq!(recorded(&home, "3 days ago"), "2026-10-24T09:00:00+02:00");
    home.at("2026-10-25T03:30:00+01:00");
    assert_eq!(recorded(&home, "2h ago"), "2026-10-25T02:30:00+02:00");
}

#[test]
fn a_record_cannot_be_in_the_future_except_for_clock_drift() {
    // Rules 1.5: an instant up to 60 seconds ahead becomes now.
    let home = Home::new();
    assert_eq!(recorded(&home, "2026-11-25 09:01:00"), "2026-11-25T09:00:00+01:00");
    assert_eq!(recorded(&home, "2026-11-25T09:00:01+01:00"), "2026-11-25T09:00:00+01:00");
    home.ok(&["log", "Ravi Patel", "--invite"]);
    for ahead in ["2026-11-25 09:01:01", "2026-11-26", "18:30", "2027-01-01T00:00:00Z"] {
        for args in [
            &["log", "Jane Doe"] as &[&str],
            &["log", "Jane Doe", "--inmail"],
            &["log", "Jane Doe", "--invite"],
            &["reply", "Jane Doe"],
            &["accepted", "Ravi Patel"],
            &["credits", "buy", "1"],
            &["credits", "set", "1"],
        ] {
            home.refuses(2, &[args, &["--at", ahead]].concat());
        }
        home.refuses(2, &["edit", "1", "--at", ahead]);
    }
}

#[test]
fn an_unreadable_or_ambiguous_time_is_refused() {
    let home = Home::new();
    for when in [
        "",
        " ",
        "soon",
        "3/4",
        "03/04/2026",
        "24.11.2026",
        "2026-11",
        "2026-13-01",
        "2026-02-30",
        "25:00",
        "next week",
        "ago",
        "-3 days ago",
        "3m ago",
        "99999999999999999999 days ago",
        "yesterday noon",
        "\u{1b}[31m",
        "1969-12-31",
        "0000-00-00",
        "+2026-11-24",
        "2026-11-24 18:30 18:30",
    ] {
        let error = home.refuses(2, &["log", "Jane Doe", "--at", when]);
        assert!(!error["hint"].as_str().unwrap().is_empty());
        home.refuses(2, &["status", "--at", when]);
    }
    assert!(home.bytes().is_none());
}

#[test]
fn every_command_that_records_shows_the_instant_as_it_understood_it() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-02"]);
    for args in [
        &["log", "Jane Doe"] as &[&str],
        &["log", "Jane Doe", "--inmail"],
        &["log", "Jane Doe", "--invite"],
        &["reply", "Jane Doe"],
        &["accepted", "Jane Doe"],
        &["credits", "buy", "3"],
        &["credits", "set", "3"],
    ] {
        let text = home.ok(&[args, &["--at", "yesterday 18:31"]].concat()).out;
        assert!(text.contains("24 Nov 2026") && text.contains("18:31"), "{args:?}: {text}");
    }
}

/// The first and the last date of a summary.
fn period(home: &Home, args: &[&str]) -> [String; 2] {
    let summary = home.json(&[&["summary"], args].concat());
    ["from", "to"].map(|key| summary[key].as_str().unwrap().to_owned())
}

#[test]
fn an_option_with_a_date_takes_what_at_takes() {
    // It is Wednesday, 25 November 2026, 09:00.
    let home = Home::new();
    home.ok(&["log", "Old Friend", "--at", "Nov 17"]);
    home.ok(&["log", "New Friend", "--at", "last thursday"]);
    assert_eq!(recorded(&home, "3 Sep"), "2026-09-03T12:00:00+02:00");
    assert_eq!(recorded(&home, "an hour ago"), "2026-11-25T08:00:00+01:00");
    assert_eq!(recorded(&home, "yesterday evening"), "2026-11-24T20:00:00+01:00");
    let named = |args: &[&str]| {
        let records = home.history(args);
        records.iter().filter(|record| record["person"] != "Jane Doe").count()
    };
    assert_eq!(named(&["--from", "7 days ago"]), 1);
    assert_eq!(named(&["--from", "a week ago"]), 1);
    assert_eq!(named(&["--from", "last monday"]), 0);
    assert_eq!(named(&["--to", "Nov 18"]), 1);
    for since in ["Sep 3", "this morning", "an hour ago", "2 weeks ago"] {
        home.ok(&["stats", "--since", since]);
    }
    let forecast = home.json(&["forecast", "--until", "1 Feb"]);
    assert_eq!(forecast["days"].as_array().unwrap().last().unwrap()["date"], "2027-02-01");
    home.ok(&["followups", "close", "--before", "an hour ago"]);
}

#[test]
fn a_period_without_years_is_read_from_its_start() {
    let home = Home::new();
    assert_eq!(period(&home, &["--from", "7 days ago"]), ["2026-11-18", "2026-11-25"]);
    assert_eq!(period(&home, &["--from", "3 Sep", "--to", "Sep 30"]), ["2026-09-03", "2026-09-30"]);
    // December 2026 is ahead, so that of last year is meant, and the January after it.
    assert_eq!(period(&home, &["--from", "Dec 1", "--to", "Jan 31"]), ["2025-12-01", "2026-01-31"]);
}

#[test]
fn a_month_is_given_by_name_or_in_a_word() {
    let home = Home::new();
    for (month, from, to) in [
        ("november", "2026-11-01", "2026-11-30"),
        ("Dec", "2025-12-01", "2025-12-31"),
        ("last", "2026-10-01", "2026-10-31"),
        ("november 2025", "2025-11-01", "2025-11-30"),
        ("2026-10", "2026-10-01", "2026-10-31"),
    ] {
        assert_eq!(period(&home, &["--month", month]), [from, to], "{month}");
    }
    let error = home.refuses(2, &["summary", "--month", "9"]);
    assert_eq!(error["hint"], "write it as 2026-11, november, nov 2025, last or this");
}

#[test]
fn a_date_that_means_two_days_is_refused_with_both() {
    let home = Home::new();
    for args in [&["history", "--from", "9/3"] as &[&str], &["log", "Jane Doe", "--at", "9/3"]] {
        let error = home.refuses(2, args);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("2026-03-09") && message.contains("2026-09-03"), "{message}");
    }
    let error = home.refuses(2, &["history", "--from", "soon"]);
    assert!(error["hint"].as_str().unwrap().contains("7 days ago"), "{error}");
}

#[test]
fn bought_credits_may_expire_never_or_on_a_day_ahead() {
    let home = Home::new();
    home.ok(&["credits", "buy", "2", "--expires", "never"]);
    home.ok(&["credits", "buy", "3", "--expires", "1 Mar"]);
    let credits = home.json(&["credits"]);
    let bought = credits["lots"].as_array().unwrap().iter().filter(|lot| lot["source"] == "purchase");
    let lots: Vec<String> = bought.map(|lot| format!("{} {}", lot["amount"], lot["expires_on"])).collect();
    assert_eq!(lots, ["3 \"2027-03-01\"", "2 null"]);
    // The start of a plan is the nearest such day, on either side.
    for (from, start) in [("1 Oct", "2026-10-01"), ("1 Jan", "2027-01-01")] {
        assert_eq!(home.json(&["plan", "set", "premium", "--from", from])["since"], start);
    }
}
