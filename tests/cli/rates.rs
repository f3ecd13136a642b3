//! Response rates in the summary (rules 8).

use serde_json::{Value, json};

use crate::program::Home;

/// A rate of the summary. The clock is 25 November 2026, 09:00: first contacts after 11 November, 09:00 are pending.
fn rate(home: &Home, which: &str, args: &[&str]) -> Value {
    home.json(&[&["summary"], args].concat())[which].clone()
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
        &["reply", "e f", "--declined", "--at", "2026-11-20"],
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
    // Of c d, e f and g h, two responded: 2 / 3.
    assert_eq!(rate(&home, "response_rate", &[]), json!({"contacted":3,"responded":2,"pending":0,"rate":0.6667}));
    assert_eq!(
        rate(&home, "response_rate", &["--month", "2026-10"]),
        json!({"contacted":1,"responded":1,"pending":0,"rate":1.0})
    );
}

#[test]
fn a_person_is_pending_for_14_times_24_hours() {
    let mut home = Home::new();
    home.ok(&["log", "a b", "--at", "2026-11-11 09:00"]);
    home.ok(&["log", "c d", "--at", "2026-11-11 09:00:01"]);
    assert_eq!(rate(&home, "response_rate", &[]), json!({"contacted":2,"responded":0,"pending":1,"rate":0.0}));
    home.at("2026-11-25T08:59:59+01:00");
    assert_eq!(rate(&home, "response_rate", &[]), json!({"contacted":2,"responded":0,"pending":2,"rate":null}));
    // Someone who responded is not pending.
    home.ok(&["reply", "c d", "--at", "2026-11-12"]);
    assert_eq!(rate(&home, "response_rate", &[]), json!({"contacted":2,"responded":1,"pending":1,"rate":1.0}));
}

#[test]
fn responses_count_up_to_the_instant_of_the_report() {
    let home = Home::new();
    home.ok(&["log", "a b", "--at", "2026-10-10"]);
    home.ok(&["reply", "a b", "--at", "2026-11-20 10:00"]);
    let october = |at| rate(&home, "response_rate", &["--month", "2026-10", "--at", at]);
    assert_eq!(october("2026-11-20 09:59"), json!({"contacted":1,"responded":0,"pending":0,"rate":0.0}));
    assert_eq!(october("2026-11-20 10:00"), json!({"contacted":1,"responded":1,"pending":0,"rate":1.0}));
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
    assert_eq!(rate(&home, "response_rate", &[]), json!({"contacted":1,"responded":0,"pending":1,"rate":null}));
    assert_eq!(rate(&home, "inmail_rate", &[]), json!({"sent":0,"responded":0,"rate":null}));
    assert!(home.ok(&["summary"]).out.contains("n/a"));
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
