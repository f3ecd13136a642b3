//! The numbers of a plan: the member's own, and changes to them.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

#[test]
fn the_members_own_limits_are_enforced_unless_advisory() {
    // Rules 6.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "20", "--invitations", "50"]);
    let status = home.json(&["status"]);
    assert_holds(&status["messages"]["day"], &json!({"limit":20,"enforced":true}));
    assert_holds(&status["invitations"]["week"], &json!({"limit":50,"enforced":true}));
    // A limit that was not given does not change: free's notes are advisory.
    assert_holds(&status["invitations"]["notes"], &json!({"limit":5,"enforced":false}));
    home.ok(&["plan", "set", "free", "--monthly", "60", "--advisory"]);
    let status = home.json(&["status"]);
    assert_holds(&status["messages"]["month"], &json!({"limit":60,"enforced":false}));
    assert_holds(&status["messages"]["day"], &json!({"limit":20,"enforced":true}));
}

#[test]
fn every_number_can_be_set() {
    let home = Home::new();
    home.ok(&[
        "plan",
        "set",
        "recruiter-lite",
        "--renews-on",
        "20",
        "--inmail-credits",
        "7",
        "--inmail-cap",
        "9",
        "--inmail-life",
        "30",
        "--refund-days",
        "2",
        "--daily",
        "3",
        "--monthly",
        "4",
        "--invitations",
        "5",
        "--notes",
        "6",
    ]);
    // 20 November + 30 days is 20 December, when the next 7 come.
    let expected = json!({
        "plan":{"name":"recruiter-lite","since":"2026-11-20"},
        "inmail":{"balance":7,"cap":9,"next_grant":{"on":"2026-12-20","at":"2026-12-20T00:00:00+01:00","credits":7},"next_expiry":{"on":"2026-12-20","at":"2026-12-20T00:00:00+01:00","credits":7}},
        "messages":{"day":{"limit":3,"enforced":true},"month":{"limit":4,"enforced":true}},
        "invitations":{"week":{"limit":5,"enforced":true},"notes":{"limit":6,"enforced":true}}});
    assert_holds(&home.json(&["status"]), &expected);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    assert_eq!(home.json(&["reply", "Jane Doe", "--at", "2026-11-22"])["credits_returned"], 1);
    home.ok(&[
        "plan",
        "set",
        "recruiter-lite",
        "--inmail-cap",
        "none",
        "--inmail-life",
        "none",
        "--refund-days",
        "none",
        "--daily",
        "none",
        "--monthly",
        "none",
        "--invitations",
        "none",
        "--notes",
        "none",
    ]);
    let status = home.json(&["status"]);
    for limit in [
        &status["inmail"]["cap"],
        &status["messages"]["day"]["limit"],
        &status["messages"]["month"]["limit"],
        &status["invitations"]["week"]["limit"],
        &status["invitations"]["notes"]["limit"],
    ] {
        assert_eq!(*limit, Value::Null, "{status}");
    }
}

#[test]
fn a_change_of_numbers_lapses_and_grants_nothing_and_keeps_the_other_numbers() {
    // Rules 4.10: premium from 1 November, 25 a month.
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--daily", "50"]);
    home.ok(&["plan", "set", "premium", "--inmail-credits", "30"]);
    assert_eq!(home.statement(&[]), "granted 25, closing 25");
    let status = home.json(&["status"]);
    assert_eq!((&status["messages"]["day"]["limit"], &status["plan"]["since"]), (&json!(50), &json!("2026-11-01")));
    assert_eq!(
        status["inmail"]["next_grant"],
        json!({"on":"2026-12-01","at":"2026-12-01T00:00:00+01:00","credits":30})
    );
    assert_eq!(home.balance_at("2026-12-01"), 55);
}

#[test]
fn a_new_cap_applies_from_the_next_grant_on() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["plan", "set", "premium", "--inmail-cap", "10"]);
    assert_eq!((home.balance(), home.balance_at("2026-11-30"), home.balance_at("2026-12-01")), (25, 25, 10));
}

#[test]
fn a_new_life_applies_to_later_lots_only() {
    // The lot of November never expires; a purchase of 25 November lives 10 days, until the end of 4 December.
    let home = Home::new();
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["plan", "set", "premium", "--inmail-life", "10"]);
    home.ok(&["credits", "buy", "2"]);
    assert_eq!(home.lots("today"), ["purchase 2026-11-25 2026-12-05 2/2", "grant 2026-11-01 never 25/25"]);
}

#[test]
fn a_change_of_numbers_keeps_the_renewal_day() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    home.ok(&["plan", "set", "premium-career", "--daily", "50"]);
    let status = home.json(&["status"]);
    assert_eq!(status["plan"]["since"], "2026-11-12");
    assert_eq!(status["inmail"]["next_grant"], json!({"on":"2026-12-12","at":"2026-12-12T00:00:00+01:00","credits":5}));
}

#[test]
fn a_new_renewal_day_applies_from_its_record_on() {
    // Rules 4.2: a date is a renewal date if it is the renewal day in force on that date.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    home.ok(&["plan", "set", "premium-career", "--renews-on", "28"]);
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-11-28","at":"2026-11-28T00:00:00+01:00","credits":5})
    );
    assert_eq!(home.balance_at("2026-12-27"), 10);
}

#[test]
fn a_plan_of_another_name_starts_from_its_own_numbers() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "20"]);
    home.ok(&["plan", "set", "premium"]);
    assert_eq!(home.json(&["status"])["messages"]["day"]["limit"], 40);
    home.ok(&["plan", "set", "free"]);
    assert_eq!(home.json(&["status"])["messages"]["day"]["limit"], 15);
}

#[test]
fn a_plan_is_a_change_if_the_plan_before_it_has_another_name() {
    // Premium from 1 December, with 50 a day from the 15th. Without the first record, the second is the change to
    // premium.
    let home = Home::new();
    let first = home.id(&["plan", "set", "premium", "--from", "2026-12-01"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-12-15", "--daily", "50"]);
    let december = ["--month", "2026-12", "--at", "2026-12-31"];
    assert_eq!(home.statement(&december), "opening 5, granted 25, lapsed 5, closing 25");
    assert_eq!(home.json(&["status", "--at", "2026-12-20"])["plan"]["since"], "2026-12-01");
    home.ok(&["undo", &first]);
    assert_eq!(home.statement(&december), "opening 5, granted 30, lapsed 10, closing 25");
    assert_eq!(home.json(&["status", "--at", "2026-12-20"])["plan"]["since"], "2026-12-15");
}

#[test]
fn a_new_limit_does_not_change_the_past() {
    // Rules 3.5: the limits are those of the plan in force at the instant of the message.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--from", "2026-11-01"]);
    home.ok(&["plan", "set", "free", "--daily", "0", "--from", "2026-11-20"]);
    let over = |at| home.json(&["log", &format!("Max {at}"), "--new", "--at", at])["counted"]["over_limit"].clone();
    assert_eq!((over("2026-11-19"), over("2026-11-20")), (json!(false), json!(true)));
}

#[test]
fn renewal_days_29_to_31_are_the_last_day_of_a_shorter_month_only() {
    // Rules 4.2. Recruiter Lite: 30 a month, at most 120, so that the fifth grant takes the lot of 31 January.
    let home = Home::new();
    home.ok(&["plan", "set", "recruiter-lite", "--from", "2026-01-31"]);
    let given = |at| home.lots(at).iter().map(|lot| lot[6..16].to_owned()).collect::<Vec<_>>();
    assert_eq!(given("2026-05-30"), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    assert_eq!(given("2026-05-31"), ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
    // A leap year: from 30 January 2028, 29 February, 30 March.
    home.ok(&["plan", "set", "premium-career", "--from", "2028-01-30"]);
    assert_eq!(given("2028-03-30"), ["2028-01-30", "2028-02-29", "2028-03-30"]);
}

#[test]
fn impossible_numbers_are_refused() {
    let home = Home::new();
    for args in [
        &["premium-career", "--renews-on", "0"] as &[&str],
        &["premium-career", "--renews-on", "32"],
        &["premium-career", "--renews-on", "x"],
        &["premium", "--renews-on", "12"],
        &["free", "--renews-on", "1"],
        &["sales-navigator", "--renews-on", "1"],
        &["premium", "--inmail-life", "0"],
        &["premium", "--inmail-life", "-1"],
        &["premium", "--daily", "-1"],
        &["premium", "--daily", "99999999999999999999"],
        &["premium", "--monthly", "many"],
        &["premium", "--inmail-cap", "1.5"],
        &["premium", "--refund-days", "-1"],
        &["premium", "--credits", "-1"],
        &["premium", "--from", "soon"],
        &["premium", "--from", "2026-02-30"],
    ] {
        home.refuses(2, &[&["plan", "set"], args].concat());
    }
}
