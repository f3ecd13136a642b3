//! `plan set` as a change: when the new plan starts, and what lapses.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// A plan as [`Home::plan`] gives it.
fn plan(name: &str, since: &str) -> (String, String) {
    (name.to_owned(), since.to_owned())
}

#[test]
fn a_later_plan_without_a_date_is_a_change_at_its_instant() {
    // Rules 4.11: free's 5 of November and 5 of December lapse at 10:00 on 3 December.
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.at("2026-12-03T10:00:00+01:00").ok(&["plan", "set", "premium"]);
    assert_eq!((home.balance_at("2026-12-03 09:59:59"), home.balance_at("2026-12-03 10:00")), (10, 25));
    assert_eq!(home.plan("2026-12-03 09:59:59"), plan("free", "2026-11-01"));
    assert_eq!(home.plan("today"), plan("premium", "2026-12-03"));
    assert_eq!(home.statement(&["--at", "2026-12-31"]), "opening 5, granted 30, lapsed 10, closing 25");
}

#[test]
fn a_change_counts_between_the_records_before_and_after_it_at_the_same_instant() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.at("2026-11-26T10:00:00+01:00");
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    // Jane's costs one of free's 5, and 4 lapse; Ravi's costs one of premium's 25.
    assert_eq!(home.statement(&[]), "granted 30, spent 2, lapsed 4, closing 24");
}

#[test]
fn a_change_on_a_renewal_date_comes_after_the_old_plans_grant() {
    // 1 December: premium gives 25 at midnight, 50 lapse at 10:00, free gives 5.
    let mut home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.at("2026-12-01T10:00:00+01:00").ok(&["plan", "set", "free"]);
    assert_eq!(home.statement(&[]), "opening 25, granted 30, lapsed 50, closing 5");
}

#[test]
fn a_plan_that_starts_on_a_renewal_date_makes_the_only_grant_of_that_date() {
    // Rules 4.3: a plan that another replaces at the same instant makes no grant.
    let home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["plan", "set", "free", "--from", "2026-12-01"]);
    let december = home.statement(&["--month", "2026-12", "--at", "2026-12-31"]);
    assert_eq!(december, "opening 25, granted 5, lapsed 25, closing 5");
    assert_eq!(home.plan("2026-11-30"), plan("premium", "2026-11-01"));
    assert_eq!(home.plan("2026-12-01 00:00"), plan("free", "2026-12-01"));
}

#[test]
fn kept_credits_do_not_lapse_but_the_new_plans_cap_applies() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5", "--credits", "20"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium-career", "--keep-credits"]);
    // 20 + 5 = 25 are over the cap of 15.
    assert_eq!(home.balance(), 15);
    let lost = home.statement(&[]);
    assert!(lost.contains("lost_to_cap 10") && !lost.contains("lapsed"), "{lost}");
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium", "--keep-credits"]);
    assert_eq!(home.statement(&[]), "granted 30, closing 30");
}

#[test]
fn a_plan_from_a_later_date_ends_the_initial_plan_on_that_date() {
    let home = Home::new();
    // The ledger was created on 25 November.
    home.ok(&["plan", "set", "premium", "--from", "2026-11-26"]);
    assert_eq!(home.plan("2026-11-25"), plan("free", "2026-11-01"));
    assert_eq!(home.plan("2026-11-26"), plan("premium", "2026-11-26"));
    assert_eq!(home.statement(&["--at", "2026-11-30"]), "granted 30, lapsed 5, closing 25");
}

#[test]
fn a_plan_with_a_date_starts_with_that_date_in_its_own_zone() {
    // Rules 4.12: 1 December UTC begins at 16:00 on 30 November in Los Angeles, for limits and credits alike.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-25T09:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-12-01"]);
    let at = |at| {
        let status = home.json(&["status", "--at", at]);
        (
            status["plan"]["name"].clone(),
            status["inmail"]["balance"].clone(),
            status["messages"]["day"]["limit"].clone(),
        )
    };
    assert_eq!(at("2026-11-30 15:59:59"), (json!("free"), json!(5), json!(15)));
    assert_eq!(at("2026-11-30 16:00"), (json!("sales-navigator"), json!(50), Value::Null));
}

#[test]
fn the_text_says_whether_it_was_set_up_or_a_change_and_how_to_get_the_other() {
    let mut home = Home::new();
    let text = home.ok(&["plan", "set", "premium"]).out;
    for part in
        ["premium", "your first plan", "1 Nov 2026", "--from", "InMail credits: 5 before, 25 now", "15 before, 40 now"]
    {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let text = home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "free"]).out;
    for part in ["free", "change", "26 Nov 2026", "--from", "InMail credits: 25 before, 5 now"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn credits_with_a_plan_are_recorded_after_it_and_undone_with_it() {
    let home = Home::new();
    let document = home.json(&["plan", "set", "premium", "--credits", "7"]);
    assert_holds(&document["recorded"], &json!([{"kind":"plan"}, {"kind":"balance"}]));
    assert_eq!(home.statement(&[]), "granted 25, adjusted -18, closing 7");
    home.ok(&["undo"]);
    assert_eq!((home.balance(), home.plan("today")), (5, plan("free", "2026-11-01")));
    home.ok(&["redo"]);
    assert_eq!((home.balance(), home.plan("today")), (7, plan("premium", "2026-11-01")));
}

#[test]
fn credits_cannot_be_given_with_a_future_date() {
    let home = Home::new();
    home.refuses(2, &["plan", "set", "premium", "--from", "2026-12-01", "--credits", "7"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-11-10", "--credits", "7"]);
    assert_eq!(home.balance(), 7);
}

#[test]
fn a_plan_change_may_be_in_the_future() {
    // Rules 1.5.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.ok(&["plan", "set", "premium", "--at", "2026-12-03 10:00"]);
    assert_eq!(home.plan("today").0, "free");
    assert_eq!(home.plan("2026-12-03 09:59:59").0, "free");
    assert_eq!(home.plan("2026-12-03 10:00").0, "premium");
}

#[test]
fn a_change_to_a_billing_plan_renews_on_its_day_unless_another_is_given() {
    for (args, next) in [(&[] as &[&str], "2026-12-26"), (&["--renews-on", "3"], "2026-12-03")] {
        let mut home = Home::new();
        home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
        home.at("2026-11-26T10:00:00+01:00").ok(&[&["plan", "set", "premium-career"], args].concat());
        assert_eq!(home.plan("today"), plan("premium-career", "2026-11-26"));
        assert_eq!(
            home.json(&["status"])["inmail"]["next_grant"],
            json!({"on":next,"at":format!("{next}T00:00:00+01:00"),"credits":5}),
            "{args:?}"
        );
    }
}

#[test]
fn credits_with_a_plan_count_from_its_instant() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--credits", "7", "--at", "2026-11-10 10:00"]);
    assert_eq!((home.balance_at("2026-11-10 09:59"), home.balance_at("2026-11-10 10:00")), (25, 7));
    // Rules 1.5: a balance cannot be in the future.
    home.refuses(2, &["plan", "set", "premium", "--credits", "7", "--at", "2026-12-10"]);
}

#[test]
fn an_unreadable_plan_file_does_not_change_a_plan_in_force() {
    // The ledger keeps the numbers that a plan had when it was set.
    let home = Home::new();
    let file = ".config/inquota/plans.json";
    home.write(file, br#"{"plans":[{"name":"team","renews":"calendar","messages":{"day":7}}]}"#);
    home.ok(&["plan", "set", "team"]);
    home.write(file, b"{oops");
    assert!(home.ok(&["status"]).out.contains("0 of 7"));
    home.refuses(2, &["plan", "list"]);
}
