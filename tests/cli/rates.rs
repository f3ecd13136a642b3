//! Response rates in the summary (rules 8), in every format.

use serde_json::{Value, json};

use crate::program::Home;

/// A rate of the summary. The clock is 25 November 2026, 09:00: first contacts after 11 November, 09:00 are pending.
fn rate(home: &Home, which: &str, args: &[&str]) -> Value {
    home.json(&[&["summary"], args].concat())[which].clone()
}

/// The response rate of the summary: contacted, judged, responded, late, declined, pending, early, rate.
fn response_rate(home: &Home, args: &[&str]) -> String {
    let found = rate(home, "response_rate", args);
    let keys = ["contacted", "judged", "responded", "late", "declined", "pending", "early", "rate"];
    assert_eq!(found.as_object().unwrap().len(), keys.len(), "{found}");
    keys.map(|key| found[key].to_string()).join(" ")
}

#[test]
fn the_response_rate_counts_people_first_contacted_in_the_period() {
    let home = Home::new();
    for args in [
        // First contacted in October: does not count in November.
        &["log", "a b", "--at", "2026-10-20"] as &[&str],
        &["log", "a b", "--at", "2026-11-02"],
        &["reply", "a b", "--at", "2026-11-03"],
        // Contacted three times, answered twice: counts once.
        &["log", "c d", "--at", "2026-11-02"],
        &["log", "c d", "--at", "2026-11-03"],
        &["log", "c d", "--inmail", "--at", "2026-11-04"],
        &["reply", "c d", "--at", "2026-11-05"],
        &["reply", "c d", "--at", "2026-11-06"],
        // An InMail is a contact, a decline a response.
        &["log", "e f", "--inmail", "--at", "2026-11-02"],
        &["reply", "e f", "--declined", "--at", "2026-11-16 11:59"],
        // Answered after 14 days and a minute: late.
        &["log", "q r", "--at", "2026-11-02 12:00"],
        &["reply", "q r", "--at", "2026-11-16 12:01"],
        // Did not answer within 14 days.
        &["log", "g h", "--at", "2026-11-02"],
        // An invitation is not a contact, an acceptance not a response.
        &["log", "i j", "--invite", "--at", "2026-11-02"],
        &["accepted", "i j", "--at", "2026-11-03"],
        // Wrote first: does not count.
        &["reply", "k l", "--at", "2026-11-02"],
        &["log", "k l", "--at", "2026-11-03"],
    ] {
        home.ok(args);
    }
    // Of c d, e f, q r and g h, two responded in time, one with a decline, and one late: 2 / 4.
    assert_eq!(response_rate(&home, &[]), "4 4 2 1 1 0 0 0.5");
    // a b answered at the same time of day 14 days later: an hour too late, since the clocks were set back.
    assert_eq!(response_rate(&home, &["--month", "2026-10"]), "1 1 0 1 0 0 0 0.0");
}

#[test]
fn a_person_is_pending_for_14_times_24_hours() {
    let mut home = Home::new();
    home.ok(&["log", "a b", "--at", "2026-11-11 09:00"]);
    home.ok(&["log", "c d", "--at", "2026-11-11 09:00:01"]);
    assert_eq!(response_rate(&home, &[]), "2 1 0 0 0 1 0 0.0");
    home.at("2026-11-25T08:59:59+01:00");
    assert_eq!(response_rate(&home, &[]), "2 0 0 0 0 2 0 null");
    // Someone who answers early is pending all the same, so that nobody counts sooner than the silent.
    home.ok(&["reply", "c d", "--at", "2026-11-12"]);
    assert_eq!(response_rate(&home, &[]), "2 0 0 0 0 2 1 null");
    home.at("2026-11-25T09:00:01+01:00");
    assert_eq!(response_rate(&home, &[]), "2 2 1 0 0 0 0 0.5");
}

#[test]
fn responses_count_up_to_the_instant_of_the_report() {
    let home = Home::new();
    home.ok(&["log", "a b", "--at", "2026-10-10"]);
    home.ok(&["reply", "a b", "--at", "2026-11-20 10:00"]);
    let october = |at| response_rate(&home, &["--month", "2026-10", "--at", at]);
    assert_eq!(october("2026-11-20 09:59"), "1 1 0 0 0 0 0 0.0");
    // It comes more than 14 days after the first contact.
    assert_eq!(october("2026-11-20 10:00"), "1 1 0 1 0 0 0 0.0");
}

#[test]
fn the_inmail_rate_counts_inmails_answered_within_30_days() {
    let mut home = Home::new();
    home.at("2026-12-31T09:00:00+01:00");
    home.ok(&["plan", "set", "premium", "--from", "2026-11-01"]);
    for args in [
        // Answered on the 30th day, counted in dates of Berlin.
        &["log", "a b", "--inmail", "--at", "2026-11-01 08:00"] as &[&str],
        &["reply", "a b", "--at", "2026-12-01 23:59:59"],
        // A day too late.
        &["log", "c d", "--inmail", "--at", "2026-11-01 08:00"],
        &["reply", "c d", "--at", "2026-12-02 00:00"],
        // A free InMail counts, and a decline is an answer.
        &["log", "e f", "--inmail", "--free", "--at", "2026-11-02"],
        &["reply", "e f", "--declined", "--at", "2026-11-03"],
        // Two are waiting: the response answers the latest only, and settles both.
        &["log", "g h", "--inmail", "--at", "2026-11-02"],
        &["log", "g h", "--inmail", "--at", "2026-11-10"],
        &["reply", "g h", "--declined", "--at", "2026-11-12"],
        &["reply", "g h", "--at", "2026-11-13"],
        // Never answered.
        &["log", "i j", "--inmail", "--at", "2026-11-02"],
    ] {
        home.ok(args);
    }
    // Sent: a b, c d, e f, g h twice, i j. Answered: a b, e f, g h once. 3 / 6.
    let november = rate(&home, "inmail_rate", &["--month", "2026-11"]);
    assert_eq!(november, json!({"sent":6,"responded":3,"rate":0.5}));
    // On 30 November, the answer of 1 December is missing. 2 / 6.
    let earlier = rate(&home, "inmail_rate", &["--month", "2026-11", "--at", "2026-11-30"]);
    assert_eq!(earlier, json!({"sent":6,"responded":2,"rate":0.3333}));
}

#[test]
fn a_response_settles_the_inmails_before_it_and_none_after_it() {
    let home = Home::new();
    for args in [
        &["log", "a b", "--inmail", "--at", "2026-11-02"] as &[&str],
        &["reply", "a b", "--declined", "--at", "2026-11-03"],
        &["log", "a b", "--inmail", "--at", "2026-11-04"],
        &["reply", "a b", "--declined", "--at", "2026-11-05"],
    ] {
        home.ok(args);
    }
    assert_eq!(rate(&home, "inmail_rate", &[]), json!({"sent":2,"responded":2,"rate":1.0}));
}

#[test]
fn the_rate_is_null_while_everybody_is_pending() {
    let home = Home::new();
    home.ok(&["log", "a b"]);
    assert_eq!(response_rate(&home, &[]), "1 0 0 0 0 1 0 null");
    assert_eq!(rate(&home, "inmail_rate", &[]), json!({"sent":0,"responded":0,"rate":null}));
    assert!(home.ok(&["summary", "--all"]).out.contains("n/a"));
}

#[test]
fn the_text_shows_the_counts_with_the_percentage() {
    let home = Home::new();
    for person in ["a b", "c d", "e f"] {
        home.ok(&["log", person, "--at", "2026-11-02"]);
    }
    home.ok(&["reply", "a b", "--at", "2026-11-03"]);
    let text = home.ok(&["summary"]).out;
    assert!(text.contains("33.3 % (1 of 3)"), "{text}");
}

/// Ten people contacted on 2 November: two answer in time, one of them with a decline, and one late. On the 20th five
/// more: two answer at once. Six of these 15 answered or declined, but only the first ten are judged.
fn two_cohorts() -> Home {
    let home = Home::new();
    for number in 0..10 {
        home.ok(&["log", &format!("A{number} Doe"), "--new", "--at", "2026-11-02 10:00"]);
    }
    home.ok(&["reply", "A0 Doe", "--at", "2026-11-03"]);
    home.ok(&["reply", "A1 Doe", "--declined", "--at", "2026-11-03"]);
    home.ok(&["reply", "A2 Doe", "--at", "2026-11-20"]);
    for number in 0..5 {
        home.ok(&["log", &format!("B{number} Doe"), "--new", "--at", "2026-11-20 10:00"]);
    }
    home.ok(&["reply", "B0 Doe", "--at", "2026-11-20 11:00"]);
    home.ok(&["reply", "B1 Doe", "--at", "2026-11-21"]);
    home
}

#[test]
fn every_format_shows_pending_and_early_answers_apart() {
    let home = two_cohorts();
    assert_eq!(response_rate(&home, &[]), "15 10 2 1 1 5 2 0.2");
    let has = |format: &str, lines: &[&str]| {
        let out = home.ok(&["summary", "--format", format]).out;
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let found: Vec<String> = out.lines().map(words).collect();
        for line in lines {
            assert!(found.iter().any(|found| found.contains(line)), "{format}: no {line} in {out}");
        }
    };
    let table = [
        "counted, after 14 days 10 0",
        "responded in time 2 0",
        "declined 1 0",
        "responded late 1 0",
        "not counted yet 5 0",
    ];
    has("table", &table);
    // 20 November and 14 days are 4 December.
    has("table", &["answered so far 2 of 5 -", "counted from 4 Dec -", "response rate, by people 20.0 % (2 of 10)"]);
    has("markdown", &["| answered so far | 2 of 5 | - |", "| counted from | 4 Dec | - |", "20.0 % (2 of 10)"]);
    has("csv", &["answered,judged,10,0", "answered,early,2,0", "answered,pending,5,0", "answered,late,1,0"]);
    has("csv", &["answered,judged_from,2026-12-04,", "answered,declined,1,0", "answered,response_rate,0.2,"]);
    has(
        "html",
        &["2 of 10 people who have had their 14 days", "2 of 5 so far, counted from 4 Dec", "1 answered later"],
    );
}

#[test]
fn details_that_are_0_are_left_out_of_the_table() {
    let home = Home::new();
    home.ok(&["log", "a b", "--at", "2026-11-02"]);
    let out = home.ok(&["summary"]).out;
    assert!(!out.contains("late") && !out.contains("declined") && !out.contains("counted from"), "{out}");
    assert!(out.contains("counted, after 14 days") && !out.contains("not counted yet"), "{out}");
    let all = home.ok(&["summary", "--all"]).out;
    assert!(all.contains("late") && all.contains("declined") && all.contains("not counted yet"), "{all}");
}
