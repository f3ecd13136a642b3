//! `plan set`: the first plan, and what it does to the initial one.

use serde_json::json;

use crate::program::{Home, assert_holds};

/// The plan in force as of an instant, and since when.
fn plan(home: &Home, at: &str) -> (String, String) {
    let plan = home.json(&["status", "--at", at])["plan"].clone();
    let text = |key: &str| plan[key].as_str().unwrap().to_owned();
    (text("name"), text("since"))
}

fn is(name: &str, since: &str) -> (String, String) {
    (name.to_owned(), since.to_owned())
}

#[test]
fn the_first_plan_is_set_up_and_replaces_the_initial_one_altogether() {
    // Rules 4.11: as if free had never been: 25 were granted, nothing lapsed.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    home.ok(&["plan", "set", "premium"]);
    assert_eq!(plan(&home, "today"), is("premium", "2026-11-01"));
    assert_eq!(home.statement(&[]), "granted 25, spent 1, closing 24");
}

#[test]
fn set_up_may_be_of_the_initial_plans_own_name() {
    // Rules 4.11: "of whatever name ... its numbers make the first grant".
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "8"]);
    assert_eq!(home.statement(&[]), "granted 8, closing 8");
}

#[test]
fn set_up_is_possible_for_30_days_after_the_ledger_was_created() {
    // Created on 25 November: 25 December is day 30, 26 December day 31.
    for (now, statement, since) in [
        ("2026-12-25T23:59:59+01:00", "granted 25, closing 25", "2026-12-01"),
        // Too late: a change. 10 of free lapse.
        ("2026-12-26T00:00:00+01:00", "opening 5, granted 30, lapsed 10, closing 25", "2026-12-26"),
    ] {
        let mut home = Home::new();
        home.ok(&["log", "Jane Doe"]);
        home.at(now).ok(&["plan", "set", "premium"]);
        assert_eq!(plan(&home, "today"), is("premium", since), "{now}");
        assert_eq!(home.statement(&["--month", "2026-12"]), statement, "{now}");
    }
}

#[test]
fn set_up_of_a_billing_plan_starts_on_the_latest_renewal_day() {
    for (day, now, since) in [
        ("12", "2026-11-25T09:00:00+01:00", "2026-11-12"),
        ("25", "2026-11-25T09:00:00+01:00", "2026-11-25"),
        ("28", "2026-11-25T09:00:00+01:00", "2026-10-28"),
        ("31", "2026-11-25T09:00:00+01:00", "2026-10-31"),
        // The 31st falls on the last day of a shorter month.
        ("31", "2026-11-30T09:00:00+01:00", "2026-11-30"),
        ("30", "2027-03-01T09:00:00+01:00", "2027-02-28"),
    ] {
        let mut home = Home::new();
        home.at(now).ok(&["plan", "set", "premium-career", "--renews-on", day]);
        assert_eq!(plan(&home, "today"), is("premium-career", since), "{day} at {now}");
        assert_eq!(home.lots("today").len(), 1, "{day} at {now}");
        assert!(home.lots("today")[0].starts_with(&format!("grant {since}")), "{day} at {now}");
    }
}

#[test]
fn set_up_of_a_billing_plan_without_a_renewal_day_starts_today_which_is_that_day() {
    // What was sent before is history then: it charges nothing (rules 4.13).
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-24"]);
    home.ok(&["plan", "set", "premium-career"]);
    assert_eq!(plan(&home, "today"), is("premium-career", "2026-11-25"));
    assert_eq!(home.json(&["status"])["inmail"]["next_grant"], json!({"on":"2026-12-25","credits":5}));
    assert_eq!(home.balance(), 5);
    assert_holds(&home.json(&["summary"])["inmail"], &json!({"sent":1,"charged":0,"free":1,"uncovered":0}));
}

#[test]
fn at_stands_for_now_in_set_up() {
    // Recorded on 25 November for the 10th: the grant period in progress on the 10th began on 28 October.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "28", "--at", "2026-11-10"]);
    assert_eq!(plan(&home, "2026-11-10"), is("premium-career", "2026-10-28"));
}

#[test]
fn set_up_in_a_zone_of_the_plans_own_takes_its_date_there() {
    // Rules 4.12: 30 November, 20:00 in Los Angeles is 1 December UTC: Sales Navigator's month is December.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-30T20:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator"]);
    assert_eq!(plan(&home, "today"), is("sales-navigator", "2026-12-01"));
    assert_eq!(home.json(&["status"])["inmail"]["next_grant"], json!({"on":"2027-01-01","credits":50}));
    assert_eq!(home.balance(), 50);
}

#[test]
fn a_date_on_or_before_the_initial_plans_first_day_means_it_never_was() {
    for from in ["2026-11-01", "2026-06-12"] {
        let mut home = Home::new();
        home.ok(&["log", "Jane Doe"]);
        // Whenever it was entered, even a year later.
        home.at("2027-11-25T09:00:00+01:00").ok(&["plan", "set", "premium", "--from", from]);
        assert_eq!(plan(&home, "2026-11-01 00:00"), is("premium", from));
        assert_eq!(home.lots("2026-11-01 00:00")[0], format!("grant {from} never 25/25"));
        assert!(!home.statement(&["--from", "2026-01-01", "--to", "2026-12-31"]).contains("lapsed"));
    }
}

#[test]
fn which_record_is_the_first_is_decided_among_those_not_taken_back() {
    let mut home = Home::new();
    let first = home.id(&["plan", "set", "premium"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium-business"]);
    assert_eq!(home.statement(&[]), "granted 40, lapsed 25, closing 15");
    home.ok(&["undo", &first]);
    // The second is the first now, made on day 1 without a date: set-up.
    assert_eq!(home.statement(&[]), "granted 15, closing 15");
    home.ok(&["redo"]);
    assert_eq!(home.statement(&[]), "granted 40, lapsed 25, closing 15");
}

#[test]
fn only_the_first_record_can_be_set_up() {
    // The first has a date: it is no set-up, and the second is a change, at its instant.
    let home = Home::new();
    let first = home.id(&["plan", "set", "premium", "--from", "2026-12-01"]);
    home.ok(&["plan", "set", "premium-career"]);
    assert_eq!(home.statement(&[]), "granted 10, lapsed 5, closing 5");
    assert_eq!(plan(&home, "08:59:59"), is("free", "2026-11-01"));
    // With the first taken back, the second is set-up, from the start of its day.
    home.ok(&["undo", &first]);
    assert_eq!(home.statement(&[]), "granted 5, closing 5");
    assert_eq!(plan(&home, "08:59:59"), is("premium-career", "2026-11-25"));
}

#[test]
fn lots_entered_before_the_first_plan_have_its_life_and_do_not_lapse() {
    // Rules 4.13: bought on 20 October, for 90 days: 11 to the 31st, 30, 31, and 18 more: 18 January.
    let home = Home::new();
    home.ok(&["credits", "buy", "3", "--at", "2026-10-20"]);
    home.ok(&["plan", "set", "premium-career"]);
    assert_eq!(home.lots("today")[0], "purchase 2026-10-20 2027-01-18 3/3");
    assert_eq!(home.statement(&[]), "opening 3, granted 5, closing 8");
}

#[test]
fn the_initial_plan_starts_on_the_1st_of_the_accounts_month() {
    // 1 December 05:00 UTC is 30 November in Los Angeles.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-12-01T05:00:00Z").ok(&["log", "Jane Doe"]);
    assert_eq!(plan(&home, "today"), is("free", "2026-11-01"));
}
