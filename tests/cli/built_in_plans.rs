//! The built-in plans and their numbers (rules 7).

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

#[test]
fn every_built_in_plan_has_the_numbers_in_the_rules() {
    // Rules 7, set up on 25 November: calendar plans from the 1st, billing plans from today. With a life of 90 days,
    // 1 November + 90 is 30 January (29 + 31 + 30) and 25 November + 90 is 23 February (5 + 31 + 31 + 23).
    let none = Value::Null;
    let billing = |name, credits, cap: u32, expires| {
        let (since, next, notes) = ("2026-11-25", Some("2026-12-25"), (Value::Null, false));
        (name, since, credits, json!(cap), expires, next, Value::Null, Value::Null, notes)
    };
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
        billing("premium-career", 5, 15, Some("2027-02-23")),
        billing("premium-business", 15, 45, Some("2027-02-23")),
        billing("premium-all-in-one", 30, 90, Some("2027-02-23")),
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
        billing("recruiter-lite", 30, 120, None),
        billing("recruiter-professional", 100, 400, None),
        billing("recruiter-corporate", 150, 600, None),
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
        ("premium-all-in-one", true),
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
    // Plans from 1 January 2026. With a life of 90 days, three grants of 15, 30 or 50 are all that is ever held: 45, 90
    // and 150. The credits of the recruiter plans never expire: four grants of 30, 100 or 150 reach the cap.
    for (name, cap) in [
        ("premium-business", 45),
        ("premium-all-in-one", 90),
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
fn plan_list_shows_the_ten_plans() {
    let list = Home::new().ok(&["plan", "list"]).out;
    for name in [
        "free",
        "premium",
        "basic",
        "career",
        "business",
        "premium-all-in-one",
        "sales-nav",
        "recruiter-lite",
        "rps",
        "recruiter-corporate",
    ] {
        assert!(list.contains(&format!("({name})")), "{name}");
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

#[test]
fn an_alias_is_the_plan_that_it_names() {
    for (alias, name) in [
        ("career", "premium-career"),
        ("premium-careers", "premium-career"),
        ("business", "premium-business"),
        ("sales-nav", "sales-navigator"),
        ("sales-navigator-core", "sales-navigator"),
        ("sales-navigator-advanced", "sales-navigator"),
        ("sales-navigator-advanced-plus", "sales-navigator"),
        ("rps", "recruiter-professional"),
        ("recruiter-rps", "recruiter-professional"),
        ("Sales Nav", "sales-navigator"),
        ("Premium All-in-One", "premium-all-in-one"),
    ] {
        let home = Home::new();
        let set = home.ok(&["plan", "set", alias]).out;
        assert!(set.contains(&format!("plan {name}, as your first plan")), "{set}");
        assert_eq!(home.json(&["plan"])["name"], name, "{alias}");
        assert!(!String::from_utf8(home.bytes().unwrap()).unwrap().contains(&format!("\"{alias}\"")), "{alias}");
        // Under either name, it is a change of its numbers and not another plan.
        home.ok(&["plan", "set", name, "--daily", "7"]);
        home.ok(&["plan", "set", alias, "--monthly", "8"]);
        let messages = home.json(&["status"])["messages"].clone();
        assert_eq!((&messages["day"]["limit"], &messages["month"]["limit"]), (&json!(7), &json!(8)));
    }
    let list = Home::new().json(&["plan", "list"]);
    let plans = list["plans"].as_array().unwrap();
    let career = plans.iter().find(|plan| plan["name"] == "premium-career").unwrap();
    assert_eq!(career["aliases"], json!(["career", "premium-careers"]));
    assert_eq!(plans[0]["aliases"], json!([]));
    let text = Home::new().ok(&["plan", "show", "premium-career"]).out;
    assert!(text.contains("\nnames: premium-career, career, premium-careers\nrenews on the billing day\n"), "{text}");
}

#[test]
fn recruiter_alone_is_refused_with_the_three_plans() {
    for command in [&["plan", "set", "recruiter"] as &[&str], &["plan", "compare", "--price", "Recruiter=9"]] {
        let error = Home::new().refuses(2, command);
        assert_eq!(error["code"], "ambiguous_plan");
        assert_eq!(error["hint"], "recruiter-lite, recruiter-professional or recruiter-corporate");
    }
}

#[test]
fn a_plan_without_a_known_inmail_number_needs_the_members() {
    for (name, title) in [
        ("premium-essentials", "Premium Essentials"),
        ("premium-pro", "Premium Pro"),
        ("premium-company-page", "Premium Company Page"),
    ] {
        let home = Home::new();
        for args in [&["--daily", "5"] as &[&str], &[], &["--credits", "3"]] {
            let error = home.refuses(2, &[&["plan", "set", name], args].concat());
            assert_eq!(error["code"], "plan_without_credits");
            assert!(error["message"].as_str().unwrap().contains(title), "{error}");
            let hint = error["hint"].as_str().unwrap();
            assert!(hint.ends_with(&format!("plan set {name} --inmail-credits N")), "{hint}");
        }
        // What the hint says works.
        home.ok(&["plan", "set", name, "--inmail-credits", "9"]);
        let plan = home.json(&["plan"]);
        assert_eq!((&plan["name"], &plan["numbers"][0]["value"]), (&json!(name), &json!(9)));
        assert_eq!(home.balance(), 9);
        // On the plan, its other numbers can be changed.
        home.ok(&["plan", "set", name, "--daily", "5"]);
        let plan = home.json(&["plan"]);
        assert_eq!((home.balance(), &number(&plan, "daily")["value"]), (9, &json!(5)));
        assert!(home.ok(&["plan", "compare"]).out.contains(name));
    }
    let list = Home::new().json(&["plan", "list"]);
    assert_eq!(list["without_credits"], json!(["premium-essentials", "premium-pro", "premium-company-page"]));
    let error = Home::new().refuses(2, &["plan", "compare", "--price", "premium-pro=9"]);
    assert_eq!(error["code"], "plan_without_credits");
}

#[test]
fn a_plan_of_ones_own_keeps_a_name_that_is_an_alias() {
    let home = Home::new();
    let plans = r#"{"plans":[{"name":"business","renews":"calendar","inmail":{"monthly":2}},
        {"name":"premium-pro","renews":"calendar","inmail":{"monthly":3},"aliases":["mine","rps"]},
        {"name":"recruiter","renews":"calendar","inmail":{"monthly":4}}]}"#;
    home.write(".config/inquota/plans.json", plans.as_bytes());
    for (given, name, credits) in [
        ("business", "business", 2),
        ("mine", "premium-pro", 3),
        ("rps", "premium-pro", 3),
        ("recruiter", "recruiter", 4),
    ] {
        home.ok(&["plan", "set", given]);
        assert_eq!(home.json(&["plan"])["name"], name);
        assert_eq!(home.json(&["plan"])["numbers"][0]["value"], credits);
    }
    let list = home.json(&["plan", "list"]);
    assert_eq!(list["without_credits"], json!(["premium-essentials", "premium-company-page"]));
    let aliases = |name: &str| {
        let plans = list["plans"].as_array().unwrap();
        plans.iter().find(|plan| plan["name"] == name).unwrap()["aliases"].clone()
    };
    assert_eq!((aliases("premium-business"), aliases("recruiter-professional")), (json!([]), json!(["recruiter-rps"])));
    // A built-in plan keeps its name.
    for taken in [r#"{"name":"free","renews":"billing"}"#, r#"{"name":"x","renews":"billing","aliases":["free"]}"#] {
        home.write(".config/inquota/plans.json", format!(r#"{{"plans":[{taken}]}}"#).as_bytes());
        let error = home.refuses(2, &["plan", "list"]);
        assert!(error["message"].as_str().unwrap().contains("`free` is taken by a built-in plan"), "{error}");
    }
}

/// A number of a plan, by its option.
fn number<'a>(plan: &'a Value, option: &str) -> &'a Value {
    plan["numbers"].as_array().unwrap().iter().find(|number| number["option"] == option).unwrap()
}

#[test]
fn a_planned_change_says_what_linkedin_does_with_the_inmails() {
    let home = Home::new();
    let says =
        |args: &[&str]| home.ok(&[&["plan", "set"], args].concat()).out.contains("keeps each product's InMails apart");
    assert!(!says(&["premium-career"]));
    assert!(says(&["sales-navigator", "--from", "2026-12-10"]));
    // A change of numbers is no other plan, and neither is planned a change that is past.
    assert!(!says(&["premium-career", "--daily", "9", "--from", "2026-12-01"]));
    assert!(!says(&["sales-navigator", "--daily", "9", "--from", "2026-12-20"]));
    assert!(!says(&["premium-business", "--from", "2026-11-20"]));
}

#[test]
fn the_numbers_of_all_in_one_name_their_sources() {
    let list = Home::new().json(&["plan", "list"]);
    let plan = list["plans"].as_array().unwrap().iter().find(|plan| plan["name"] == "premium-all-in-one").unwrap();
    let whose: Vec<&str> = plan["numbers"].as_array().unwrap()[..4]
        .iter()
        .map(|number| number["source"]["whose"].as_str().unwrap())
        .collect();
    assert_eq!(whose, ["reported", "assumed", "assumed", "assumed"]);
    let week = &number(plan, "invitations")["source"];
    assert!(week["text"].as_str().unwrap().starts_with("100 to 200 reported"), "{week}");
}
