//! The order of what happens at one instant (rules 1.2 and 4.3).

use serde_json::json;

use crate::program::{Home, counted};

/// A home on free since November 2026, as set-up, at an instant after everything that these tests record.
fn home() -> Home {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.at("2027-03-31T09:00:00+02:00");
    home
}

#[test]
fn a_grant_comes_before_the_records_of_its_instant() {
    let home = home();
    home.ok(&["credits", "set", "0", "--at", "2026-11-30"]);
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--inmail", "--at", "2026-11-30 23:59:59"])), "uncovered");
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--inmail", "--at", "2026-12-01 00:00"])), "credit");
}

#[test]
fn an_expiry_comes_before_the_records_of_its_instant() {
    let home = home();
    home.ok(&["credits", "set", "0", "--at", "2026-11-26"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-11-30", "--at", "2026-11-27"]);
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--inmail", "--at", "2026-11-29 23:59:59"])), "credit");
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--inmail", "--at", "2026-11-30 00:00"])), "uncovered");
}

#[test]
fn a_plan_that_starts_with_a_date_comes_before_the_records_of_its_instant() {
    let home = home();
    home.ok(&["plan", "set", "free", "--daily", "0", "--from", "2026-12-10"]);
    assert_eq!(counted(&home.json(&["log", "a b", "--at", "2026-12-09 23:59:59"])), "day_slot month_slot");
    assert_eq!(counted(&home.json(&["log", "c d", "--at", "2026-12-10 00:00"])), "day_slot month_slot over_limit");
}

#[test]
fn a_plan_makes_no_grant_at_the_instant_when_another_replaces_it() {
    // Rules 4.3: 1 December is a renewal date of free, but premium starts at that second: only the 5 of November lapse.
    let home = home();
    home.ok(&["plan", "set", "premium", "--at", "2026-12-01 00:00"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 25, lapsed 5, closing 25");
}

#[test]
fn of_two_plans_that_start_on_one_date_only_the_second_counts() {
    // The second is the plan from then on, and it alone makes a grant.
    let home = home();
    home.ok(&["plan", "set", "premium", "--from", "2026-12-10"]);
    home.ok(&["plan", "set", "premium-business", "--from", "2026-12-10"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 20, lapsed 10, closing 15");
}

#[test]
fn a_plan_replaced_and_restored_on_one_date_has_not_changed() {
    // The plan has the same name as just before: nothing lapses, and nothing is granted but the 5 of 1 December.
    let home = home();
    home.ok(&["plan", "set", "premium", "--from", "2026-12-10"]);
    home.ok(&["plan", "set", "free", "--from", "2026-12-10"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 5, closing 10");
}

#[test]
fn one_of_the_plans_that_start_on_a_date_is_enough_to_keep_the_credits() {
    let home = home();
    home.ok(&["plan", "set", "premium", "--from", "2026-12-10", "--keep-credits"]);
    home.ok(&["plan", "set", "premium-business", "--from", "2026-12-10"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 20, closing 25");
}

#[test]
fn a_change_of_numbers_on_a_renewal_date_applies_to_its_grant() {
    let home = home();
    home.ok(&["plan", "set", "free", "--inmail-credits", "9", "--from", "2026-12-01"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 9, closing 14");
}

#[test]
fn the_first_date_of_a_new_renewal_day_is_a_renewal_date() {
    // Rules 4.2 and 4.3: 12 December by the old renewal day, and 20 December by the new one.
    let mut home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    home.at("2027-03-31T09:00:00+02:00");
    home.ok(&["plan", "set", "premium-career", "--renews-on", "20", "--from", "2026-12-20"]);
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 5, granted 10, closing 15");
    assert_eq!(
        home.json(&["status", "--at", "2026-12-21"])["inmail"]["next_grant"],
        json!({"on":"2027-01-20","at":"2027-01-20T00:00:00+01:00","credits":5})
    );
}

#[test]
fn the_cap_takes_nothing_at_a_grant_of_0() {
    // Rules 4.3: the cap acts when a grant of more than 0 was made.
    let home = home();
    home.ok(&["plan", "set", "free", "--inmail-credits", "0", "--inmail-cap", "1", "--from", "2026-11-28"]);
    assert_eq!(home.balance_at("2027-02-01"), 5);
}

#[test]
fn the_order_in_which_records_are_entered_changes_no_figure() {
    let records: [&[&str]; 6] = [
        &["log", "Jane Doe", "--at", "2026-12-02 10:00"],
        &["log", "Ravi Patel", "--inmail", "--at", "2026-12-02 11:00"],
        &["reply", "Jane Doe", "--at", "2026-12-03 10:00"],
        &["credits", "set", "4", "--at", "2026-12-04 10:00"],
        &["log", "Jane Doe", "--at", "2026-12-05 10:00"],
        &["log", "Ana Lima", "--invite", "--at", "2026-12-06 10:00"],
    ];
    let (forward, backward) = (home(), home());
    for (early, late) in records.iter().zip(records.iter().rev()) {
        forward.ok(early);
        backward.ok(late);
    }
    for report in [&["status", "--at", "2026-12-05"] as &[&str], &["summary", "--month", "2026-12"], &["credits"]] {
        assert_eq!(forward.json(report), backward.json(report), "{report:?}");
    }
}
