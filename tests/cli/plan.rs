//! `plan set`: set-up or change, what starts when, what lapses.

use serde_json::{Value, json};

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
fn every_other_plan_without_a_date_is_a_change_at_its_instant() {
    // Rules 4.11: free's 5 of November and 5 of December lapse at 10:00 on 3 December.
    let mut home = Home::new();
    home.ok(&["plan", "set", "free"]);
    home.at("2026-12-03T10:00:00+01:00").ok(&["plan", "set", "premium"]);
    assert_eq!((home.balance_at("2026-12-03 09:59:59"), home.balance_at("2026-12-03 10:00")), (10, 25));
    assert_eq!(plan(&home, "2026-12-03 09:59:59"), is("free", "2026-11-01"));
    assert_eq!(plan(&home, "today"), is("premium", "2026-12-03"));
    assert_eq!(home.statement(&["--at", "2026-12-31"]), "opening 5, granted 30, lapsed 10, closing 25");
}

#[test]
fn a_change_takes_its_place_among_the_records_of_its_instant() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free"]);
    home.at("2026-11-26T10:00:00+01:00");
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    // Jane's was one of free's 5: 4 lapse; Ravi's is one of premium's 25.
    assert_eq!(home.statement(&[]), "granted 30, spent 2, lapsed 4, closing 24");
}

#[test]
fn a_change_on_a_renewal_date_finds_the_old_plans_grant_made() {
    // 1 December: premium gives 25 at midnight, 50 lapse at 10:00, free gives 5.
    let mut home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.at("2026-12-01T10:00:00+01:00").ok(&["plan", "set", "free"]);
    assert_eq!(home.statement(&[]), "opening 25, granted 30, lapsed 50, closing 5");
}

#[test]
fn a_plan_that_starts_with_a_renewal_date_makes_the_only_grant_there() {
    // Rules 4.3: "the ending plan gives nothing at the instant at which another starts".
    let home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["plan", "set", "free", "--from", "2026-12-01"]);
    let december = home.statement(&["--month", "2026-12", "--at", "2026-12-31"]);
    assert_eq!(december, "opening 25, granted 5, lapsed 25, closing 5");
    assert_eq!(plan(&home, "2026-11-30"), is("premium", "2026-11-01"));
    assert_eq!(plan(&home, "2026-12-01 00:00"), is("free", "2026-12-01"));
}

#[test]
fn kept_credits_do_not_lapse_and_meet_the_new_plans_cap() {
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--credits", "20"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium-career", "--keep-credits"]);
    // 20 + 5 = 25 are over the cap of 15.
    assert_eq!(home.balance(), 15);
    let lost = home.statement(&[]);
    assert!(lost.contains("lost_to_cap 10") && !lost.contains("lapsed"), "{lost}");
    let mut home = Home::new();
    home.ok(&["plan", "set", "free"]);
    home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "premium", "--keep-credits"]);
    assert_eq!(home.statement(&[]), "granted 30, closing 30");
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
fn a_later_date_ends_the_initial_plan_there() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--from", "2026-11-02"]);
    assert_eq!(plan(&home, "2026-11-01"), is("free", "2026-11-01"));
    assert_eq!(plan(&home, "2026-11-02"), is("premium", "2026-11-02"));
    assert_eq!(home.statement(&[]), "granted 30, lapsed 5, closing 25");
}

#[test]
fn a_plan_with_a_date_is_in_force_from_the_start_of_the_date_in_its_own_zone() {
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
fn the_command_says_what_it_took_the_record_for_and_how_to_say_the_other() {
    let mut home = Home::new();
    let text = home.ok(&["plan", "set", "premium"]).out;
    for part in ["premium", "set-up", "1 Nov 2026", "--from", "5 credits before, 25 credits now", "15 before, 40 now"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let text = home.at("2026-11-26T10:00:00+01:00").ok(&["plan", "set", "free"]).out;
    for part in ["free", "change", "26 Nov 2026", "--from", "25 credits before, 5 credits now"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn credits_with_a_plan_are_recorded_behind_it_and_undone_with_it() {
    let home = Home::new();
    let document = home.json(&["plan", "set", "premium", "--credits", "7"]);
    assert_holds(&document["recorded"], &json!([{"kind":"plan"}, {"kind":"balance"}]));
    assert_eq!(home.statement(&[]), "granted 25, adjusted -18, closing 7");
    home.ok(&["undo"]);
    assert_eq!((home.balance(), plan(&home, "today")), (5, is("free", "2026-11-01")));
    home.ok(&["redo"]);
    assert_eq!((home.balance(), plan(&home, "today")), (7, is("premium", "2026-11-01")));
}

#[test]
fn credits_go_with_no_date_ahead() {
    let home = Home::new();
    home.refuses(2, &["plan", "set", "premium", "--from", "2026-12-01", "--credits", "7"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-11-10", "--credits", "7"]);
    assert_eq!(home.balance(), 7);
}

#[test]
fn a_plan_change_may_lie_ahead() {
    // Rules 1.5.
    let home = Home::new();
    home.ok(&["plan", "set", "free"]);
    home.ok(&["plan", "set", "premium", "--at", "2026-12-03 10:00"]);
    assert_eq!(plan(&home, "today").0, "free");
    assert_eq!(plan(&home, "2026-12-03 09:59:59").0, "free");
    assert_eq!(plan(&home, "2026-12-03 10:00").0, "premium");
}
