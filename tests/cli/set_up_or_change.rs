//! `plan set` on a ledger that has counted on the initial plan (rules 4.11): set-up, a change, or refused.

use serde_json::json;

use crate::program::Home;

/// Two InMails on `free`, of 23 and 24 November.
fn two_inmails() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-23"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-24"]);
    home
}

#[test]
fn set_up_that_would_make_history_is_refused_with_both_ways_to_say_it() {
    let home = two_inmails();
    let before = home.bytes();
    let refused = home.exits(2, &["plan", "set", "premium-career"]).err;
    assert!(refused.contains("on the plan free, 2 InMails counted before Wed 25 Nov 2026"), "{refused}");
    assert!(
        refused.contains("changed: inquota plan set premium-career --from DATE, the date of the change"),
        "{refused}"
    );
    let all_along = "all along: inquota plan set premium-career --renews-on DAY --from 2026-11-25, or an earlier date";
    assert!(refused.contains(all_along), "{refused}");
    assert_eq!(home.refuses(2, &["plan", "set", "premium-career"])["code"], "set_up_or_change");
    assert_eq!(home.bytes(), before);
}

#[test]
fn a_purchase_or_a_balance_is_no_history_either() {
    for record in [&["credits", "buy", "3"], &["credits", "set", "3"]] {
        let home = Home::new();
        home.ok(&[&record[..], &["--at", "2026-11-24"]].concat());
        assert_eq!(home.refuses(2, &["plan", "set", "premium-career"])["code"], "set_up_or_change");
        // From 12 November, nothing becomes history.
        home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    }
    // A calendar plan has no renewal day: in December, it would start on the 1st.
    let mut home = two_inmails();
    home.at("2026-12-05T09:00:00+01:00");
    let refused = home.exits(2, &["plan", "set", "premium"]).err;
    assert!(refused.contains("before Tue 1 Dec 2026") && !refused.contains("--renews-on"), "{refused}");
}

#[test]
fn what_needs_no_credit_keeps_nobody_from_setting_up() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-24"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--free", "--at", "2026-11-24"]);
    // Before the initial plan began, it was history anyway.
    home.ok(&["log", "Mia Chen", "--inmail", "--at", "2026-10-20"]);
    assert_eq!(home.json(&["plan", "set", "premium-career"])["taken_for"], "set_up");
}

#[test]
fn the_date_says_whether_it_was_a_change_or_all_along() {
    // All along, from 10 November: 5 granted, both InMails spent one.
    let home = two_inmails();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "10", "--from", "2026-11-10"]);
    assert_eq!(home.statement(&[]), "granted 5, spent 2, closing 3");
    // Changed on 26 November, the day after the ledger was created: 3 of free lapse.
    let mut home = two_inmails();
    home.at("2026-11-27T09:00:00+01:00").ok(&["plan", "set", "premium-career", "--from", "2026-11-26"]);
    assert_eq!(home.statement(&[]), "granted 10, spent 2, lapsed 3, closing 5");
}

#[test]
fn only_recording_is_refused() {
    // The InMail of 24 November is entered after set-up, and is history.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["plan", "set", "premium-career"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-24"]);
    assert_eq!(home.statement(&[]), "granted 5, closing 5");
}

#[test]
fn a_change_of_the_limits_of_the_initial_plan_is_not_the_first_plan() {
    let home = two_inmails();
    assert_eq!(home.json(&["plan", "set", "free", "--daily", "20"])["taken_for"], "change");
    assert_eq!(home.json(&["status"])["messages"]["day"]["limit"], 20);
    assert_eq!(home.balance(), 3);
    // Set-up replaces it.
    home.ok(&["plan", "set", "premium-career", "--renews-on", "10"]);
    assert_eq!(home.json(&["status"])["messages"]["day"]["limit"], json!(null));
    let history = home.ok(&["history", "--kind", "plan"]).out;
    assert!(history.contains("not counted: the initial plan was not in force"), "{history}");
}

#[test]
fn a_change_of_limits_before_the_initial_plan_is_refused() {
    let home = two_inmails();
    let refused = home.exits(2, &["plan", "set", "free", "--daily", "20", "--at", "2026-10-20"]).err;
    assert!(
        refused.contains("the plan free is not in force on Tue 20 Oct 2026: it starts on Sun 1 Nov 2026"),
        "{refused}"
    );
}

#[test]
fn the_first_recording_says_by_which_plan_the_ledger_counts() {
    let home = Home::new();
    let said = "note: your plan is free, for which LinkedIn's own page lists no InMails; to change it: inquota plan set NAME\n";
    assert!(home.ok(&["log", "Jane Doe"]).err.contains(said));
    assert!(!home.ok(&["log", "Jane Doe"]).err.contains("on the plan free"));
    // Not where the plan is what is recorded, nor in JSON, nor where nothing was recorded.
    assert!(!Home::new().ok(&["plan", "set", "premium"]).err.contains("on the plan free"));
    assert_eq!(Home::new().ok(&["log", "Jane Doe", "--json"]).err, "");
    assert!(!Home::new().ok(&["status"]).err.contains("on the plan free"));
}
