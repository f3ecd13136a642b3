//! The built-in plans and their numbers (rules 7).

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

#[test]
fn every_built_in_plan_has_the_numbers_in_the_rules() {
    // Rules 7, set up on 25 November: calendar plans from the 1st, billing plans from today. With a life of 90 days,
    // 1 November + 90 is 30 January (29 + 31 + 30) and 25 November + 90 is 23 February (5 + 31 + 31 + 23).
    let none = Value::Null;
    for (name, since, credits, cap, expires, next, day, month, notes) in [
        ("free", "2026-11-01", 5, none.clone(), None, Some("2026-12-01"), json!(15), json!(30), (json!(5), false)),
        (
            "premium",
            "2026-11-01",
            25,
            none.clone(),
            None,
            Some("2026-12-01"),
            json!(40),
            none.clone(),
            (none.clone(), false),
        ),
        ("basic", "2026-11-01", 0, none.clone(), None, None, none.clone(), none.clone(), (json!(5), true)),
        (
            "premium-career",
            "2026-11-25",
            5,
            json!(15),
            Some("2027-02-23"),
            Some("2026-12-25"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
        (
            "premium-business",
            "2026-11-25",
            15,
            json!(45),
            Some("2027-02-23"),
            Some("2026-12-25"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
        (
            "sales-navigator",
            "2026-11-01",
            50,
            json!(150),
            Some("2027-01-30"),
            Some("2026-12-01"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
        (
            "recruiter-lite",
            "2026-11-25",
            30,
            json!(120),
            None,
            Some("2026-12-25"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
        (
            "recruiter-professional",
            "2026-11-25",
            100,
            json!(400),
            None,
            Some("2026-12-25"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
        (
            "recruiter-corporate",
            "2026-11-25",
            150,
            json!(600),
            None,
            Some("2026-12-25"),
            none.clone(),
            none.clone(),
            (none.clone(), false),
        ),
    ] {
        let home = Home::new();
        home.ok(&["plan", "set", name]);
        let enforced = |limit: &Value| json!(!limit.is_null());
        let expected = json!({
            "plan":{"name":name,"since":since},
            "inmail":{"balance":credits,"cap":cap,
                "next_grant":next.map(|on| json!({"on":on,"credits":credits})),
                "next_expiry":expires.map(|on| json!({"on":on,"credits":credits}))},
            "messages":{"day":{"limit":day,"enforced":enforced(&day)},"month":{"limit":month,"enforced":enforced(&month)}},
            "invitations":{"week":{"limit":100,"enforced":false},"notes":{"limit":notes.0,"enforced":notes.1}}});
        assert_holds(&home.json(&["status"]), &expected);
    }
}

#[test]
fn only_linkedins_paid_plans_give_credits_back_within_90_days() {
    // Rules 7: 90 days for LinkedIn's paid plans. 1 July + 90 days is 29 September (30 + 31 + 29).
    for (name, window) in [
        ("free", false),
        ("premium", false),
        ("basic", false),
        ("premium-career", true),
        ("premium-business", true),
        ("sales-navigator", true),
        ("recruiter-lite", true),
        ("recruiter-professional", true),
        ("recruiter-corporate", true),
    ] {
        let home = Home::new();
        home.ok(&["plan", "set", name, "--from", "2026-06-01"]);
        for (person, at, credits) in [("a b", "2026-09-29", u8::from(window)), ("c d", "2026-09-30", 0)] {
            home.ok(&["log", person, "--inmail", "--at", "2026-07-01"]);
            assert_eq!(home.json(&["reply", person, "--at", at])["credits_returned"], credits, "{name} {at}");
        }
    }
}

#[test]
fn each_plan_fills_up_to_its_cap_and_stays_there() {
    // Plans from 1 January 2026. With a life of 90 days, three grants of 15 or 50 are all that is ever held: 45 and
    // 150. The credits of the recruiter plans never expire: four grants of 30, 100 or 150 reach the cap.
    for (name, cap) in [
        ("premium-business", 45),
        ("sales-navigator", 150),
        ("recruiter-lite", 120),
        ("recruiter-professional", 400),
        ("recruiter-corporate", 600),
    ] {
        let mut home = Home::new();
        home.in_zone("UTC");
        home.ok(&["plan", "set", name, "--from", "2026-01-01"]);
        assert_eq!(home.balance_at("2026-06-01 00:00"), cap, "{name}");
    }
}

#[test]
fn plan_list_shows_the_nine_plans() {
    let list = Home::new().ok(&["plan", "list"]).out;
    for name in [
        "free",
        "premium",
        "basic",
        "premium-career",
        "premium-business",
        "sales-navigator",
        "recruiter-lite",
        "recruiter-professional",
        "recruiter-corporate",
    ] {
        assert!(list.lines().any(|line| line.starts_with(name)), "{name}");
    }
}

#[test]
fn plan_shows_the_source_of_each_number() {
    let text = Home::new().ok(&["plan"]).out;
    assert!(text.contains("free") && text.contains("guide") && text.contains("LinkedIn"), "{text}");
}

#[test]
fn an_unknown_plan_is_refused_with_the_nearest_name_as_a_hint() {
    let home = Home::new();
    let error = home.refuses(2, &["plan", "set", "premium-carer"]);
    assert!(error["hint"].as_str().unwrap().contains("premium-career"), "{error}");
    home.refuses(2, &["plan", "set", ""]);
    home.refuses(2, &["plan", "set", "nonsense"]);
}
