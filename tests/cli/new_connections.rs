//! Connections to whom nothing was ever sent, in `next` and `people --not-written`, beside the follow-ups due. The clock
//! is Wednesday, 25 November 2026, 09:00 in Berlin.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// The people of a list of `next`, and whether each fits.
fn fits(next: &Value, list: &str) -> Vec<(Value, Value)> {
    let rows = next[list].as_array().unwrap().iter();
    rows.map(|row| (row["person"].clone(), row["fits"].clone())).collect()
}

#[test]
fn a_connection_due_for_a_nudge_takes_one_slot_and_is_listed_once() {
    // Two people a day: one is Jane, whose message of the 10th is due for a nudge, and one is Ana.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "2"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["accepted", "Ana Lima", "--at", "2026-11-19"]);
    home.ok(&["accepted", "Kim Lee", "--at", "2026-11-18"]);
    let next = home.json(&["next"]);
    assert_eq!(fits(&next, "due"), [(json!("Jane Doe"), json!(true))]);
    assert_eq!(fits(&next, "connected"), [(json!("Ana Lima"), json!(true)), (json!("Kim Lee"), json!(false))]);
    let text = home.ok(&["next"]).out;
    assert_eq!(text.matches("Jane Doe").count(), 1, "{text}");
    // On 10 February her nudge is overdue by 85 days, and only counted. She is no new connection for that.
    let later = home.json(&["next", "--at", "2027-02-10"]);
    assert_eq!((&later["left_out"], fits(&later, "connected").len()), (&json!(1), 2));
}

#[test]
fn nobody_who_ever_got_a_message_or_an_inmail_is_a_connection_not_written_to() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["log", "Ana Lima", "--inmail", "--free", "--at", "2026-11-20"]);
    home.ok(&["log", "Jane Doe", "Ana Lima", "Ravi Patel", "--invite", "--at", "2026-11-21"]);
    for name in ["Jane Doe", "Ana Lima", "Ravi Patel"] {
        home.ok(&["accepted", name, "--at", "2026-11-24"]);
    }
    // An answer does not make them new.
    home.ok(&["reply", "Jane Doe"]);
    assert_eq!(fits(&home.json(&["next"]), "connected"), [(json!("Ravi Patel"), json!(true))]);
    let people = home.json(&["people", "--not-written"]);
    assert_eq!(people["people"].as_array().unwrap().len(), 1, "{people}");
    let all = home.json(&["people"]);
    let since: Vec<&Value> = all["people"].as_array().unwrap().iter().map(|row| &row["not_written_since"]).collect();
    assert_eq!(since, [&json!(null), &json!(null), &json!("2026-11-24T12:00:00+01:00")]);
}

#[test]
fn of_connections_of_one_instant_the_one_recorded_last_comes_first() {
    let home = Home::new();
    // In the order of the alphabet, and in the order entered: not in the order of the acceptances.
    home.ok(&["log", "Ana Lima", "Ben Roe", "Cleo Moe", "--invite", "--at", "2026-11-20"]);
    for name in ["Ben Roe", "Cleo Moe", "Ana Lima"] {
        home.ok(&["accepted", name, "--at", "2026-11-24"]);
    }
    let names = |document: &Value, list: &str, key: &str| {
        document[list].as_array().unwrap().iter().map(|row| row[key].clone()).collect::<Vec<_>>()
    };
    let newest = ["Ana Lima", "Cleo Moe", "Ben Roe"].map(|name| json!(name));
    assert_eq!(names(&home.json(&["next"]), "connected", "person"), newest);
    assert_eq!(names(&home.json(&["people", "--not-written"]), "people", "name"), newest);
    assert_eq!(names(&home.json(&["people", "--not-written", "roe"]), "people", "name"), [json!("Ben Roe")]);
}

#[test]
fn nothing_fits_that_linkedin_has_stopped() {
    let home = Home::new();
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["stopped"]);
    let next = home.json(&["next"]);
    assert_holds(&next, &json!({"connected":[{"person":"Jane Doe","allowed":false,"fits":false}]}));
    let text = home.ok(&["next"]).out;
    assert!(text.contains("1 daily and 1 monthly slot, stopped by LinkedIn\n"), "{text}");
}
