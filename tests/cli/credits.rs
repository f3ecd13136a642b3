//! Credits: lots, the order of spending, expiry, cap, purchases, and the balance that the member sets.

use serde_json::json;

use crate::program::{Home, assert_holds, codes, counted};

// The lots of Premium Career: 12 September + 90 days is 11 December, 12 October + 90 is 10 January, 12 November + 90 is
// 10 February.
const SEPTEMBER: &str = "grant 2026-09-12 2026-12-11 5/5";
const OCTOBER: &str = "grant 2026-10-12 2027-01-10 5/5";
const NOVEMBER: &str = "grant 2026-11-12 2027-02-10 5/5";

#[test]
fn the_document_lists_the_balance_and_the_lots() {
    let expected = json!({"schema":1,"as_of":"2026-11-25T09:00:00+01:00","balance":5,
        "lots":[{"source":"grant","given_on":"2026-11-01","given_at":"2026-11-01T00:00:00+01:00",
                 "expires_on":null,"expires_at":null,"amount":5,"left":5}]});
    assert_holds(&Home::new().json(&["credits"]), &expected);
}

#[test]
fn credits_without_a_life_or_a_cap_roll_over_for_ever() {
    // Rules 4.4: free gives 5 on each 1st from November 2026: 60 by the end of October 2027, 65 on 1 November.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.balance_at("2026-10-31"), 0);
    assert_eq!(home.balance_at("2027-10-31"), 60);
    assert_eq!(home.balance_at("2027-11-01 00:00"), 65);
}

#[test]
fn a_lot_can_be_spent_through_the_day_before_it_expires() {
    // Rules 4.4: the lot of September expires at the start of 11 December.
    let home = Home::on_premium_career();
    assert_eq!(home.lots("today"), [SEPTEMBER, OCTOBER, NOVEMBER]);
    assert_eq!(home.balance_at("2026-12-10 23:59:59"), 15);
    assert_eq!(home.lots("2026-12-11 00:00"), [OCTOBER, NOVEMBER]);
}

#[test]
fn lots_expire_before_the_grant_of_the_same_date() {
    // Rules 4.3. From 12 January: 12 January + 90 days is 12 April, the day of a grant. 15 - 5 + 5 = 15: no loss.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--from", "2026-01-12"]);
    assert_eq!(home.balance_at("2026-04-11"), 15);
    assert_eq!(home.balance_at("2026-04-12 00:00"), 15);
    assert_eq!(home.statement(&["--month", "2026-04"]), "opening 15, granted 5, expired 5, closing 15");
    // 12 February + 90 days is 13 May, the day after a grant: 20 are over the cap, and the 5 that expire soonest are
    // lost.
    assert_eq!(home.statement(&["--month", "2026-05"]), "opening 15, granted 5, lost_to_cap 5, closing 15");
    assert_eq!(home.lots("2026-05-12 00:00")[0], "grant 2026-03-12 2026-06-10 5/5");
}

#[test]
fn an_inmail_spends_from_the_lot_that_expires_soonest() {
    // Rules 4.5.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "2", "--no-expiry", "--at", "2026-11-20"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-12-01"]);
    for person in ["a b", "c d", "e f"] {
        home.ok(&["log", person, "--inmail"]);
    }
    assert_eq!(
        home.lots("today"),
        ["grant 2026-09-12 2026-12-11 4/5", OCTOBER, NOVEMBER, "purchase 2026-11-20 never 2/2"]
    );
}

#[test]
fn of_lots_that_expire_together_the_one_given_first_is_spent_first() {
    // No cap, so that no credits are lost to it.
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--from", "2026-06-12", "--inmail-cap", "none"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-12-11", "--at", "2026-09-01"]);
    home.ok(&["credits", "buy", "3", "--expires", "2026-12-11"]);
    let expected = ["purchase 2026-09-01 2026-12-11 2/2", SEPTEMBER, "purchase 2026-11-25 2026-12-11 3/3"];
    assert_eq!(home.lots("today")[..3], expected);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!(home.lots("today")[0], "purchase 2026-09-01 2026-12-11 1/2");
}

#[test]
fn lots_with_the_same_dates_stay_apart_in_the_order_they_were_made() {
    // Rules 4.1: on 12 November the grant comes at the start of the day, the purchase at noon, both with a life of 90
    // days.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "2", "--at", "2026-11-12"]);
    assert_eq!(home.lots("today")[2..], [NOVEMBER, "purchase 2026-11-12 2027-02-10 2/2"]);
}

#[test]
fn a_purchase_has_the_plans_life_unless_another_is_given() {
    // Rules 4.8. 25 November + 90 days: 5 to the 30th, 31, 31, and 23 more: 23 February.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "3"]);
    home.ok(&["credits", "buy", "4", "--expires", "2027-03-01"]);
    home.ok(&["credits", "buy", "5", "--no-expiry"]);
    assert_eq!(
        home.lots("today")[3..],
        ["purchase 2026-11-25 2027-02-23 3/3", "purchase 2026-11-25 2027-03-01 4/4", "purchase 2026-11-25 never 5/5"]
    );
}

#[test]
fn expires_names_the_first_day_without_the_credits() {
    // Free has neither cap nor life: 5 in November, 5 in December, and the 4 bought.
    let home = Home::new();
    home.ok(&["credits", "buy", "4", "--expires", "2026-12-15"]);
    assert_eq!((home.balance_at("2026-12-14"), home.balance_at("2026-12-15 00:00")), (14, 10));
}

#[test]
fn a_purchase_is_recorded_and_adds_to_the_balance() {
    let home = Home::new();
    let document = home.json(&["credits", "buy", "3"]);
    let expected = json!({"schema":1,"recorded":[{"kind":"purchase","person":null,"at":"2026-11-25T09:00:00+01:00"}],
        "cautions":[]});
    assert_holds(&document, &expected);
    assert_eq!(home.statement(&[]), "granted 5, bought 3, closing 8");
}

#[test]
fn a_purchase_that_the_cap_would_take_gets_a_caution() {
    // 15 held under a cap of 15. On 11 December the lot of September expires. The 10 left, the 5 bought and the 5
    // granted on the 12th are 20: 5 are lost.
    let home = Home::on_premium_career();
    assert_eq!(codes(&home.json(&["credits", "buy", "5"])), ["cap_ahead"]);
    assert_eq!(codes(&Home::new().json(&["credits", "buy", "5"])), Vec::<String>::new());
}

#[test]
fn a_purchase_may_exceed_the_cap_until_the_next_grant() {
    // Rules 4.3: 15 + 10. On 11 December 5 expire: 20; on the 12th 5 come: 25, and 10 are lost.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "10"]);
    assert_eq!((home.balance(), home.balance_at("2026-12-11"), home.balance_at("2026-12-12")), (25, 20, 15));
    assert_eq!(
        home.statement(&["--month", "2026-12", "--at", "2026-12-31"]),
        "opening 25, granted 5, expired 5, lost_to_cap 10, closing 15"
    );
}

#[test]
fn a_balance_set_higher_adds_a_lot_with_the_plans_life() {
    // Rules 4.9: 15 held, 18 shown. In November the lot of 12 August (5) expires on the 10th, and 5 come on the 12th.
    let home = Home::on_premium_career();
    let document = home.json(&["credits", "set", "18"]);
    assert_holds(&document, &json!({"schema":1,"recorded":[{"kind":"balance","person":null}],"cautions":[]}));
    assert_eq!(home.lots("today").last().unwrap(), "adjustment 2026-11-25 2027-02-23 3/3");
    assert_eq!(home.statement(&[]), "opening 15, granted 5, adjusted 3, expired 5, closing 18");
}

#[test]
fn a_balance_set_lower_takes_from_the_lots_that_expire_soonest() {
    // 15 held, 8 shown: 5 of September and 2 of October go.
    let home = Home::on_premium_career();
    assert_eq!(home.json(&["credits", "set", "8"])["gap"], -7);
    assert_eq!(home.lots("today"), ["grant 2026-10-12 2027-01-10 3/5", NOVEMBER]);
    assert_eq!(home.statement(&[]), "opening 15, granted 5, adjusted -7, expired 5, closing 8");
}

#[test]
fn a_balance_counts_from_its_instant() {
    // 5 granted, 1 spent a minute before the balance of 9, 1 spent a minute after it.
    let home = Home::new();
    home.ok(&["credits", "set", "9", "--at", "2026-11-20 10:00"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20 09:59"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-20 10:01"]);
    assert_eq!((home.balance_at("2026-11-20 09:59"), home.balance_at("2026-11-20 10:00"), home.balance()), (4, 9, 8));
    home.ok(&["credits", "set", "0"]);
    assert_eq!(home.balance(), 0);
}

#[test]
fn a_balance_may_exceed_the_cap_until_the_next_grant() {
    // The grant of 12 December cuts it back to the cap of 15.
    let home = Home::on_premium_career();
    home.ok(&["credits", "set", "40"]);
    assert_eq!((home.balance(), home.balance_at("2026-12-12 00:00")), (40, 15));
}

#[test]
fn an_uncovered_inmail_is_not_charged_to_the_next_grant() {
    // Rules 4.6: two credits for three InMails; all 5 of 1 December are there.
    let home = Home::new();
    home.ok(&["credits", "set", "2"]);
    let costs = ["a b", "c d", "e f"].map(|person| counted(&home.json(&["log", person, "--inmail"])));
    assert_eq!(costs, ["credit", "credit", "uncovered"]);
    assert_eq!((home.balance(), home.balance_at("2026-12-01")), (0, 5));
    assert_holds(&home.json(&["summary"])["inmail"], &json!({"sent":3,"charged":2,"free":0,"uncovered":1}));
}

#[test]
fn a_record_entered_late_takes_the_credit_of_the_one_after_it() {
    let home = Home::new();
    home.ok(&["credits", "set", "1", "--at", "2026-11-20 08:00"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-22"]);
    assert_eq!(counted(&home.json(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-21"])), "credit");
    let records = home.history(&["--kind", "inmail"]);
    assert_eq!((counted(&records[0]), counted(&records[1])), ("uncovered".to_owned(), "credit".to_owned()));
}

#[test]
fn impossible_numbers_are_refused() {
    let home = Home::new();
    for args in [
        &["buy", "0"] as &[&str],
        &["buy", "-1"],
        &["buy"],
        &["buy", "x"],
        &["buy", "1.5"],
        &["buy", "99999999999999999999"],
        &["set"],
        &["set", "-1"],
        &["set", "99999999999999999999"],
        &["buy", "3", "--expires", "2027-01-01", "--no-expiry"],
        &["buy", "3", "--expires", "soon"],
        &["buy", "3", "--at", "tomorrow 09:00"],
        &["set", "3", "--at", "2026-11-25 09:02"],
    ] {
        home.refuses(2, &[&["credits"], args].concat());
    }
}

#[test]
fn a_lot_keeps_its_dates_in_the_zone_of_the_plan_that_gave_it() {
    // Rules 4.1: Sales Navigator counts in UTC: 25 November 17:00 in Los Angeles is the 26th there.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-25T17:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--credits", "0"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-12-20"]);
    assert_eq!(home.lots("today"), ["purchase 2026-11-26 2026-12-20 2/2"]);
    // After a change to free, whose dates are the account's, the lot still expires at midnight UTC: 16:00 on the 19th.
    home.at("2026-11-26T09:00:00-08:00").ok(&["plan", "set", "free", "--keep-credits"]);
    let held = |at| home.lots(at).iter().any(|lot| lot.starts_with("purchase"));
    assert_eq!((held("2026-12-19 15:59:59"), held("2026-12-19 16:00")), (true, false));
}

#[test]
fn credits_bought_on_a_plan_that_sells_none_have_a_caution() {
    for (plan, sells) in
        [("sales-navigator", false), ("recruiter-lite", false), ("premium-career", true), ("free", true)]
    {
        let home = Home::new();
        home.ok(&["plan", "set", plan, "--from", "2026-11-01"]);
        let before = home.balance();
        let bought = home.json(&["credits", "buy", "3"]);
        let expected: &[&str] = if sells { &[] } else { &["not_for_sale"] };
        assert_eq!(codes(&bought), expected, "{plan}");
        // Recorded all the same.
        assert_eq!(home.balance(), before + 3, "{plan}");
    }
}
