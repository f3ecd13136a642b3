//! `plan set` of the first plan, which replaces the initial one.

use serde_json::json;

use crate::program::{Home, assert_holds};

/// A plan as [`Home::plan`] gives it.
fn plan(name: &str, since: &str) -> (String, String) {
    (name.to_owned(), since.to_owned())
}

#[test]
fn the_first_plan_replaces_the_initial_one_from_its_start() {
    // Rules 4.11: as if free had never been: 25 were granted, nothing lapsed.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    home.ok(&["plan", "set", "premium"]);
    assert_eq!(home.plan("today"), plan("premium", "2026-11-01"));
    assert_eq!(home.statement(&[]), "granted 25, spent 1, closing 24");
}

#[test]
fn set_up_may_name_the_initial_plan_itself() {
    // Rules 4.11: set-up replaces the initial plan entirely, also under the same name, and its numbers make the first
    // grant.
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
        assert_eq!(home.plan("today"), plan("premium", since), "{now}");
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
        // In a shorter month, the 31st is its last day.
        ("31", "2026-11-30T09:00:00+01:00", "2026-11-30"),
        ("30", "2027-03-01T09:00:00+01:00", "2027-02-28"),
    ] {
        let mut home = Home::new();
        home.at(now).ok(&["plan", "set", "premium-career", "--renews-on", day]);
        assert_eq!(home.plan("today"), plan("premium-career", since), "{day} at {now}");
        assert_eq!(home.lots("today").len(), 1, "{day} at {now}");
        assert!(home.lots("today")[0].starts_with(&format!("grant {since}")), "{day} at {now}");
    }
}

#[test]
fn set_up_of_a_billing_plan_without_a_renewal_day_starts_today() {
    // An InMail entered later, but sent before that, is history and costs nothing (rules 4.13).
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-24"]);
    assert_eq!(home.plan("today"), plan("premium-career", "2026-11-25"));
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-12-25","at":"2026-12-25T00:00:00+01:00","credits":5})
    );
    assert_eq!(home.balance(), 5);
    assert_holds(&home.json(&["summary"])["inmail"], &json!({"sent":1,"charged":0,"free":1,"uncovered":0}));
}

#[test]
fn set_up_at_an_instant_takes_the_grant_period_of_that_instant() {
    // Recorded on 25 November for the 10th: the grant period in progress on the 10th began on 28 October.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "28", "--at", "2026-11-10"]);
    assert_eq!(home.plan("2026-11-10"), plan("premium-career", "2026-10-28"));
}

#[test]
fn set_up_of_a_plan_with_its_own_zone_takes_the_date_there() {
    // Rules 4.12: 30 November, 20:00 in Los Angeles is 1 December UTC: Sales Navigator's month is December.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-30T20:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator"]);
    assert_eq!(home.plan("today"), plan("sales-navigator", "2026-12-01"));
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2027-01-01","at":"2026-12-31T16:00:00-08:00","credits":50})
    );
    assert_eq!(home.balance(), 50);
}

#[test]
fn a_plan_from_the_day_of_the_creation_or_before_replaces_the_initial_plan() {
    for from in ["2026-11-25", "2026-11-01", "2026-06-12"] {
        let mut home = Home::new();
        home.ok(&["log", "Jane Doe"]);
        // This holds even if it is entered a year later.
        home.at("2027-11-25T09:00:00+01:00").ok(&["plan", "set", "premium", "--from", from]);
        assert_eq!(home.plan("2026-11-25 00:00"), plan("premium", from));
        assert_eq!(home.lots("2026-11-25 00:00")[0], format!("grant {from} never 25/25"));
        assert!(!home.statement(&["--from", "2026-01-01", "--to", "2026-12-31"]).contains("lapsed"));
    }
}

#[test]
fn undo_of_the_first_plan_makes_the_second_the_first() {
    let mut home = Home::new();
    let first = home.id(&["plan", "set", "premium"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium-business"]);
    assert_eq!(home.statement(&[]), "granted 40, lapsed 25, closing 15");
    home.ok(&["undo", &first]);
    // Now the second is the first, entered on day 1 without a date: set-up.
    assert_eq!(home.statement(&[]), "granted 15, closing 15");
    home.ok(&["redo"]);
    assert_eq!(home.statement(&[]), "granted 40, lapsed 25, closing 15");
}

#[test]
fn only_the_first_plan_can_be_set_up() {
    // The first has a date, so it is no set-up, and the second is a change at its instant.
    let home = Home::new();
    let first = home.id(&["plan", "set", "premium", "--from", "2026-12-01"]);
    home.ok(&["plan", "set", "premium-career"]);
    assert_eq!(home.statement(&[]), "granted 10, lapsed 5, closing 5");
    assert_eq!(home.plan("08:59:59"), plan("free", "2026-11-01"));
    // Without the first, the second is set-up, from the start of its day.
    home.ok(&["undo", &first]);
    assert_eq!(home.statement(&[]), "granted 5, closing 5");
    assert_eq!(home.plan("08:59:59"), plan("premium-career", "2026-11-25"));
}

#[test]
fn lots_from_before_the_first_plan_have_its_life_and_do_not_lapse() {
    // Rules 4.13: bought on 20 October, for 90 days: 11 to the 31st, 30, 31, and 18 more: 18 January.
    let home = Home::new();
    home.ok(&["credits", "buy", "3", "--at", "2026-10-20"]);
    home.ok(&["plan", "set", "premium-career"]);
    assert_eq!(home.lots("today")[0], "purchase 2026-10-20 2027-01-18 3/3");
    assert_eq!(home.statement(&[]), "opening 3, granted 5, closing 8");
}

#[test]
fn the_initial_plan_starts_on_the_1st_of_the_month_in_the_accounts_zone() {
    // 1 December 05:00 UTC is 30 November in Los Angeles.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-12-01T05:00:00Z").ok(&["log", "Jane Doe"]);
    assert_eq!(home.plan("today"), plan("free", "2026-11-01"));
}
