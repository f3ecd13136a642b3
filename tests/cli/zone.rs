//! `zone`: the account's time zone, kept in the ledger.

use serde_json::json;

use crate::program::{Home, NOW};

#[test]
fn a_new_ledger_takes_the_zone_of_the_machine_and_keeps_it() {
    // Rules 1.4.
    let mut home = Home::new();
    home.in_zone("America/New_York").ok(&["log", "Jane Doe", "--at", "2026-11-24 23:30"]);
    let before = home.json(&["status", "--at", "2026-11-25T12:00:00Z"]);
    home.in_zone("Asia/Tokyo");
    assert_eq!(home.json(&["status", "--at", "2026-11-25T12:00:00Z"]), before);
    assert!(home.ok(&["zone"]).out.contains("America/New_York"));
}

#[test]
fn a_change_of_zone_moves_past_records_to_other_days_too() {
    // 25 November 02:00 in Berlin is 24 November 20:00 in New York.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-25 02:00"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-01 02:00"]);
    assert_eq!((home.used("today"), home.used("2026-10-31")), ((1, 1), (0, 0)));
    home.ok(&["zone", "America/New_York"]);
    // It is 03:00 on the 25th there. 1 November 02:00 in Berlin was 31 October 21:00 (EDT).
    assert_eq!((home.used("today"), home.used("2026-11-24"), home.used("2026-10-31")), ((0, 1), (1, 1), (1, 1)));
    let status = home.json(&["status"]);
    assert_eq!((&status["zone"], &status["as_of"]), (&json!("America/New_York"), &json!("2026-11-25T03:00:00-05:00")));
}

#[test]
fn dates_that_the_member_gave_stay_the_same_in_another_zone() {
    // The ledger is created before the plan starts, so that free comes before it.
    let mut home = Home::new();
    home.at("2026-11-05T09:00:00+01:00").ok(&["log", "Jane Doe"]);
    home.at(NOW).ok(&["plan", "set", "premium", "--from", "2026-11-10"]);
    home.ok(&["credits", "buy", "2", "--expires", "2027-01-10"]);
    home.ok(&["zone", "America/New_York"]);
    assert_eq!(home.json(&["status"])["plan"]["since"], "2026-11-10");
    assert_eq!(home.lots("today")[0], "purchase 2026-11-25 2027-01-10 2/2");
    // The plan starts at midnight there: what was 10 November 05:00 in Berlin is the evening of the 9th.
    assert_eq!(home.json(&["status", "--at", "2026-11-10T05:59:59+01:00"])["plan"]["name"], "free");
    assert_eq!(home.json(&["status", "--at", "2026-11-10T06:00:00+01:00"])["plan"]["name"], "premium");
}

#[test]
fn the_command_shows_which_of_todays_figures_changed() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-25 02:00"]);
    let text = home.ok(&["zone", "America/New_York"]).out;
    assert!(text.contains("America/New_York") && text.contains("1 before, 0 now"), "{text}");
    // Paris has the same time as Berlin, so nothing changes.
    home.ok(&["zone", "Europe/Berlin"]);
    let text = home.ok(&["zone", "Europe/Paris"]).out;
    assert!(!text.contains("before"), "{text}");
}

#[test]
fn an_unknown_zone_is_refused() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for zone in ["Mars/Olympus", "", "CEST+1", "\u{1b}[31m", "europe"] {
        let error = home.refuses(2, &["zone", zone]);
        assert!(!error["hint"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_plan_with_its_own_zone_keeps_its_dates_there() {
    // Rules 1.4: Sales Navigator's dates are UTC, wherever the account is.
    let mut home = Home::new();
    home.at("2026-12-01T00:30:00+01:00").ok(&["plan", "set", "sales-navigator", "--from", "2026-11-01"]);
    // 1 December has begun in Berlin, but not in UTC: the grant comes at 01:00.
    assert_eq!((home.balance(), home.balance_at("2026-12-01 01:00")), (50, 100));
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-12-01","at":"2026-12-01T01:00:00+01:00","credits":50})
    );
    home.ok(&["zone", "Pacific/Auckland"]);
    assert_eq!((home.balance(), home.balance_at("2026-12-01T00:00:00Z")), (50, 100));
}
