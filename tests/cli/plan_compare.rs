//! `plan compare` replays the member's history under every plan. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// Writes to this many new people.
fn send(home: &Home, prefix: &str, people: usize, args: &[&str]) {
    for number in 0..people {
        home.ok(&[&["log", &format!("{prefix}{number} Doe"), "-q", "--new"], args].concat());
    }
}

/// The result of a plan: days stopped, InMails without a credit, credits lost.
fn replay(document: &Value, name: &str) -> (u64, u64, u64) {
    let plan = document["plans"].as_array().unwrap().iter().find(|plan| plan["name"] == name).unwrap();
    let figure = |key: &str| plan[key].as_u64().unwrap();
    (figure("days_stopped"), figure("inmails_without_credit"), figure("credits_lost"))
}

#[test]
fn each_plan_counts_the_days_on_which_it_would_have_stopped_the_member() {
    // 20 people on the 2nd, of whom free allows 15. 8 InMails on the 3rd, for which free and premium-career have 5
    // credits.
    let home = Home::new();
    send(&home, "A", 20, &["--at", "2026-11-02"]);
    send(&home, "B", 8, &["--inmail", "--at", "2026-11-03"]);
    let compared = home.json(&["plan", "compare"]);
    assert_holds(
        &compared,
        &json!({"schema":1,"from":"2026-11-01","to":"2026-11-25","months":1,
        "sent":{"messages":20,"inmail":8,"invitations":0}}),
    );
    assert_eq!(replay(&compared, "free"), (2, 3, 0));
    assert_eq!(replay(&compared, "premium"), (0, 0, 0));
    assert_eq!(replay(&compared, "basic"), (1, 8, 0));
    assert_eq!(replay(&compared, "premium-career"), (1, 3, 0));
    assert_eq!(replay(&compared, "premium-business"), (0, 0, 0));
    // 15 credits a month are fewer than premium's 25.
    assert_eq!(compared["smallest"], "premium-business");
    assert_eq!(compared["plans"].as_array().unwrap().len(), 10);
    let out = home.ok(&["plan", "compare"]).out;
    assert!(out.contains("free (yours, guide's)") && out.contains("would have been enough: premium-business"), "{out}");
}

#[test]
fn a_message_that_a_plan_refuses_takes_no_slot() {
    // One a day and two a month: Bo is refused on the 2nd, takes the month's second slot on the 3rd, and Cy finds the
    // month full on the 4th.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--monthly", "2"]);
    for (person, at) in [("Ana", "2026-11-02"), ("Bo", "2026-11-02"), ("Bo", "2026-11-03"), ("Cy", "2026-11-04")] {
        home.ok(&["log", person, "--at", at, "-q"]);
    }
    let compared = home.json(&["plan", "compare"]);
    assert_eq!(replay(&compared, "free"), (2, 0, 0));
    let own: Vec<&Value> = compared["plans"].as_array().unwrap().iter().filter(|plan| plan["yours"] == true).collect();
    assert_eq!((own.len(), &own[0]["name"]), (1, &json!("free")));
}

#[test]
fn conversations_opened_before_the_months_stay_open() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--at", "2026-09-02"]);
    home.ok(&["reply", "Ana", "--at", "2026-09-03"]);
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    let compared = home.json(&["plan", "compare", "--months", "1"]);
    assert_eq!(replay(&compared, "basic"), (0, 0, 0));
    assert_eq!(home.json(&["plan", "compare"])["months"], 3);
}

#[test]
fn credits_that_would_have_been_lost_are_counted() {
    // Six months from 1 June: 5 on each 1st for 90 days. The lots of June, July and August expire on 30 August, 29
    // September and 30 October; that of September on the 30th of November.
    let home = Home::new();
    home.ok(&["log", "Ana", "--at", "2026-06-02"]);
    let compared = home.json(&["plan", "compare", "--months", "6"]);
    assert_eq!((replay(&compared, "premium-career"), replay(&compared, "free")), ((0, 0, 15), (0, 0, 0)));
    // Purchases and balances are left out.
    home.ok(&["credits", "buy", "50", "--at", "2026-06-03"]);
    home.ok(&["credits", "set", "0", "--at", "2026-06-04"]);
    assert_eq!(replay(&home.json(&["plan", "compare", "--months", "6"]), "premium-career"), (0, 0, 15));
}

#[test]
fn a_response_gives_a_credit_back_under_a_plan_with_refunds() {
    // 6 InMails; the first is answered before the sixth is sent.
    let home = Home::new();
    send(&home, "B", 5, &["--inmail", "--at", "2026-11-02"]);
    home.ok(&["reply", "B0 Doe", "--at", "2026-11-03"]);
    home.ok(&["log", "Zed", "--inmail", "--at", "2026-11-04"]);
    let compared = home.json(&["plan", "compare"]);
    assert_eq!((replay(&compared, "premium-career").1, replay(&compared, "free").1), (0, 1));
}

#[test]
fn prices_give_the_cost_and_the_cheapest_plan_that_would_have_served() {
    let home = Home::new();
    send(&home, "B", 8, &["--inmail", "--at", "2026-10-05"]);
    let prices = ["--price", "premium=39.99", "--price", "Premium-Business=59,9", "--price", "free=0"];
    let compared = home.json(&[&["plan", "compare"] as &[&str], &prices].concat());
    let cost = |name: &str| {
        let plans = compared["plans"].as_array().unwrap();
        plans.iter().find(|plan| plan["name"] == name).unwrap()["cost"].clone()
    };
    // Two months: October and November. Premium costs less, and has the guide's undated numbers.
    assert_eq!((cost("premium"), cost("premium-business")), (json!(79.98), json!(119.8)));
    assert_eq!((cost("free"), cost("basic")), (json!(0.0), Value::Null));
    assert_eq!(
        (&compared["smallest"], &compared["cheapest"]),
        (&json!("premium-business"), &json!("premium-business"))
    );
    assert_eq!(home.json(&["plan", "compare"])["cheapest"], Value::Null);
    for (wrong, code) in [("team=3", "unknown_plan"), ("free", "usage"), ("free=x", "usage"), ("free=-1", "usage")] {
        assert_eq!(home.refuses(2, &["plan", "compare", "--price", wrong])["code"], code);
    }
    assert_eq!(home.refuses(2, &["plan", "compare", "--price", "free=1", "--price", "free=2"])["code"], "usage");
    assert_eq!(home.refuses(2, &["plan", "compare", "--months", "0"])["code"], "usage");
}

#[test]
fn a_plan_in_the_plan_file_is_compared_too() {
    let home = Home::new();
    send(&home, "B", 3, &["--inmail", "--at", "2026-11-03"]);
    // It is recommended only if its numbers have a dated source.
    for (dated, smallest) in [("2026-01", "team"), ("", "premium-career")] {
        let plans = format!(
            r#"{{"sources":{{"hr":{{"text":"our contract","dated":"{dated}","whose":"reported"}}}},
            "plans":[{{"name":"team","renews":"calendar","inmail":{{"monthly":{{"value":3,"source":"hr"}}}}}}]}}"#
        );
        home.write(".config/inquota/plans.json", plans.as_bytes());
        let compared = home.json(&["plan", "compare"]);
        assert_eq!((replay(&compared, "team"), &compared["smallest"]), ((0, 0, 0), &json!(smallest)));
    }
}

#[test]
fn the_table_fits_the_screen() {
    let home = Home::new();
    home.ok(&["plan", "set", "free"]);
    send(&home, "A", 5, &["--invite", "--with-note", "--at", "2026-11-03"]);
    for columns in [40, 80] {
        let out = home.fits(columns, &["plan", "compare", "--price", "recruiter-professional=1000"]);
        assert!(out.contains("recruiter-corporate") && out.contains("1000.00"), "{out}");
    }
}

#[test]
fn a_built_in_plan_with_changed_numbers_is_replayed_with_both() {
    // 8 people in a day are too many for the member's limit of 5, but not for premium's 40.
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--daily", "5", "--from", "2026-11-01"]);
    send(&home, "A", 8, &["--at", "2026-11-02"]);
    let compared = home.json(&["plan", "compare"]);
    let plans = compared["plans"].as_array().unwrap();
    let premium: Vec<(&Value, &Value)> = plans
        .iter()
        .filter(|plan| plan["name"] == "premium")
        .map(|plan| (&plan["yours"], &plan["days_stopped"]))
        .collect();
    assert_eq!(premium, [(&json!(true), &json!(1)), (&json!(false), &json!(0))]);
    // With premium's own numbers, it is listed once.
    home.ok(&["plan", "set", "premium", "--daily", "40", "--from", "2026-11-01"]);
    let compared = home.json(&["plan", "compare"]);
    let count = compared["plans"].as_array().unwrap().iter().filter(|plan| plan["name"] == "premium").count();
    assert_eq!(count, 1);
}

#[test]
fn the_plans_of_the_guide_are_named_as_such_and_not_recommended() {
    // 5 InMails in a month: free and premium-career both have 5 credits, and premium-career's have dated sources.
    let home = Home::new();
    send(&home, "A", 5, &["--inmail", "--at", "2026-11-03"]);
    let compared = home.json(&["plan", "compare", "--price", "free=0", "--price", "premium-career=30"]);
    assert_eq!((replay(&compared, "free").0, replay(&compared, "premium-career").0), (0, 0));
    assert_eq!((&compared["smallest"], &compared["cheapest"]), (&json!("premium-career"), &json!("premium-career")));
    let numbers: Vec<&Value> = compared["plans"].as_array().unwrap().iter().map(|plan| &plan["numbers"]).collect();
    assert_eq!(numbers[..3], [&json!("guide"), &json!("guide"), &json!("dated")]);
    let out = home.ok(&["plan", "compare"]).out;
    for part in ["free (yours, guide's)", "premium (guide's)", "only plans whose numbers have a dated source"] {
        assert!(out.contains(part), "{out}");
    }
    // With a number of the member's own, premium-career is not recommended either; its definition is.
    home.ok(&["plan", "set", "premium-career", "--from", "2026-11-01", "--inmail-credits", "4"]);
    let compared = home.json(&["plan", "compare"]);
    assert_eq!((&compared["smallest"], &compared["smallest_is_yours"]), (&json!("premium-career"), &json!(false)));
}
