//! `reply`: the conversation that it opens, and the credit that it gives back.

use serde_json::json;

use crate::program::{Home, assert_holds, codes, counted};

/// The credits that a response gives back.
fn returned(home: &Home, args: &[&str]) -> u64 {
    home.json(&[&["reply", "Jane Doe"], args].concat())["credits_returned"].as_u64().unwrap()
}

#[test]
fn the_document_shows_the_reply_and_the_credits_returned() {
    let mut document = Home::new().json(&["reply", "Jane Doe"]);
    document["recorded"][0]["id"] = json!("1");
    let expected = json!({"schema":1,
        "recorded":[{"id":"1","kind":"reply","person":"Jane Doe","at":"2026-11-25T09:00:00+01:00"}],
        "credits_returned":0,"new_person":true,
        "cautions":[{"code":"never_written_to","message":"you had sent them nothing by then: they wrote first"}]});
    assert_holds(&document, &expected);
}

#[test]
fn a_reply_opens_the_conversation_for_ever_even_if_they_wrote_first() {
    // Rules 2.2.
    let mut home = Home::new();
    home.ok(&["reply", "Jane Doe"]);
    home.at("2036-11-25T09:00:00+01:00");
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
}

#[test]
fn a_decline_neither_opens_a_conversation_nor_closes_one() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let declined = home.json(&["reply", "Jane Doe", "--declined"]);
    assert_eq!(declined["recorded"][0]["kind"], "declined");
    assert_eq!(declined["cautions"], json!([]));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "slot_free");
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["reply", "Jane Doe", "--declined"]);
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
}

#[test]
fn a_decline_without_a_waiting_inmail_is_recorded_with_a_caution() {
    let home = Home::new();
    let declined = home.json(&["reply", "Jane Doe", "--declined"]);
    assert_eq!(declined["recorded"][0]["kind"], "declined");
    assert_eq!(codes(&declined), ["never_written_to", "nothing_to_decline"]);
    assert_eq!(home.history(&[])[0]["kind"], "declined");
}

#[test]
fn a_response_does_not_free_the_slot() {
    // Rules 3.2.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "08:00"]);
    home.ok(&["reply", "Jane Doe", "--at", "08:30"]);
    assert_eq!(home.used("today"), (1, 1));
}

#[test]
fn the_free_plan_gives_nothing_back() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!((returned(&home, &[]), home.balance()), (0, 4));
}

#[test]
fn a_reply_and_a_decline_both_give_a_credit_back() {
    // Rules 4.7: 15 credits are held on 25 November.
    for declined in [&[] as &[&str], &["--declined"]] {
        let home = Home::on_premium_career();
        home.ok(&["log", "Jane Doe", "--inmail"]);
        assert_eq!(home.balance(), 14);
        assert_eq!(returned(&home, declined), 1);
        assert_eq!(home.balance(), 15);
        assert!(home.ok(&["summary"]).out.contains("+1"));
    }
}

#[test]
fn a_response_within_90_days_of_the_inmail_refunds_the_credit() {
    // 25 July + 90 days: 6 to the 31st, 31, 30, and 23 more: 23 October.
    for (at, credits) in [("2026-10-23 23:59:59", 1), ("2026-10-24 00:00", 0)] {
        let home = Home::on_premium_career();
        home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-07-25 18:00"]);
        assert_eq!(returned(&home, &["--at", at]), credits, "{at}");
    }
}

#[test]
fn a_response_gives_one_credit_for_all_waiting_inmails_if_the_latest_is_in_the_window() {
    // 1 July and 25 July: on 23 October the window of the first is over, that of the second is not.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-07-01"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-07-25"]);
    assert_eq!(returned(&home, &["--declined", "--at", "2026-10-23"]), 1);
    // No InMail waits for a second response.
    assert_eq!(returned(&home, &["--declined", "--at", "2026-10-23"]), 0);
}

#[test]
fn a_response_after_the_window_settles_the_inmail_without_a_refund() {
    // An InMail of 25 July is declined on 24 October, a day late. Then nothing waits, so the next response gives
    // nothing back.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-07-25"]);
    assert_eq!(returned(&home, &["--declined", "--at", "2026-10-24"]), 0);
    let late = home.json(&["reply", "Jane Doe", "--at", "2026-10-25"]);
    assert_eq!((&late["credits_returned"], codes(&late).len()), (&json!(0), 0));
}

#[test]
fn a_response_to_a_message_settles_a_waiting_inmail() {
    // Rules 2.4.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-21"]);
    assert_eq!(returned(&home, &["--at", "2026-11-22"]), 1);
}

#[test]
fn an_uncovered_inmail_gives_a_credit_back_too() {
    let home = Home::on_premium_career();
    home.ok(&["credits", "set", "0"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!((returned(&home, &[]), home.balance()), (1, 1));
}

#[test]
fn an_inmail_that_cost_no_credit_gives_none_back() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--free"]);
    assert_eq!(returned(&home, &["--declined"]), 0);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!(returned(&home, &[]), 0);
    assert_eq!(home.balance(), 15);
}

#[test]
fn a_free_inmail_does_not_extend_the_window() {
    // The latest InMail that cost a credit is of 25 July; the free one of October does not count.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-07-25"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--free", "--at", "2026-10-01"]);
    assert_eq!(returned(&home, &["--at", "2026-10-24"]), 0);
}

#[test]
fn a_window_of_0_days_ends_with_the_day_of_the_inmail() {
    for (at, credits) in [("2026-11-20 23:59", 1), ("2026-11-21 00:00", 0)] {
        let home = Home::new();
        home.ok(&["plan", "set", "free", "--refund-days", "0"]);
        home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20 08:00"]);
        assert_eq!(returned(&home, &["--at", at]), credits, "{at}");
    }
}

#[test]
fn the_plan_in_force_at_the_response_decides_on_the_refund() {
    // Free at the InMail, Premium Career at the response: a credit comes back. The other way round: none does.
    let mut home = Home::new();
    home.ok(&["plan", "set", "free", "--inmail-credits", "5"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.at("2026-11-26T09:00:00+01:00").ok(&["plan", "set", "premium-career"]);
    assert_eq!((returned(&home, &[]), home.balance()), (1, 6));
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    home.ok(&["plan", "set", "free"]);
    assert_eq!((returned(&home, &[]), home.balance()), (0, 5));
}

#[test]
fn an_inmail_from_before_the_first_plan_is_never_refunded() {
    let home = Home::on_premium_career();
    let history = home.json(&["log", "Jane Doe", "--inmail", "--at", "2026-06-11"]);
    assert_eq!(counted(&history), "");
    assert_eq!(returned(&home, &["--at", "2026-06-13"]), 0);
}

#[test]
fn the_window_is_counted_in_the_zone_of_the_plan() {
    // Sales Navigator counts in UTC. 1 August 17:30 in Los Angeles is 2 August UTC; 90 days later is 31 October UTC,
    // which ends at 17:00 in Los Angeles. In local dates, 1 August to 31 October would be 91 days.
    for (at, credits) in [("2026-10-31 16:59:59", 1), ("2026-10-31 17:00", 0)] {
        let mut home = Home::new();
        home.in_zone("America/Los_Angeles");
        home.ok(&["plan", "set", "sales-navigator", "--from", "2026-07-01"]);
        home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-08-01 17:30"]);
        assert_eq!(returned(&home, &["--at", at]), credits, "{at}");
    }
}

#[test]
fn a_refund_is_a_lot_of_the_day_of_the_response() {
    // 20 November + 90 days: 10 to the 30th, 31, 31, and 18 more: 18 February 2027.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-18"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-20"]);
    assert_eq!(home.lots("today").last().unwrap(), "refund 2026-11-20 2027-02-18 1/1");
}

#[test]
fn a_refund_may_exceed_the_cap() {
    // Rules 4.3: 15 held, one spent, the balance set to 15, and one comes back: 16, above the cap of 15.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["credits", "set", "15"]);
    home.ok(&["reply", "Jane Doe"]);
    assert_eq!(home.balance(), 16);
}

#[test]
fn the_text_says_that_the_conversation_is_open_and_a_credit_is_back() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let text = home.ok(&["reply", "Jane Doe"]).out;
    assert!(text.contains("Jane Doe") && text.contains("open") && text.contains("credit"), "{text}");
}

#[test]
fn a_response_that_gives_nothing_back_says_why() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--from", "2026-08-01"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-08-20"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--free"]);
    home.ok(&["log", "Mia Chen", "--inmail", "--at", "2026-07-20"]);
    // 20 August to 25 November: 11 + 30 + 31 + 25 = 97 days.
    for (person, not_returned, said) in [
        ("Jane Doe", json!({"reason":"too_late","days":97}), "no credit came back: the InMail was 97 days old"),
        ("Ravi Patel", json!({"reason":"was_free"}), "no credit came back: the InMail was free"),
        ("Mia Chen", json!({"reason":"before_the_plan"}), "no credit came back: the InMail was sent before your first"),
        ("Ola Berg", json!({"reason":"no_inmail"}), "no credit came back: no InMail to them was waiting"),
    ] {
        assert_eq!(home.json(&["reply", person])["not_returned"], not_returned, "{person}");
        let in_history = &home.history(&[person])[0];
        assert_eq!(in_history["not_returned"], not_returned, "{person}");
        if person != "Ola Berg" {
            let history = home.ok(&["history", person, "--verbose"]).out;
            assert!(history.contains(said), "{history}");
        }
        home.ok(&["undo"]);
        let text = home.ok(&["reply", person]).out;
        assert!(text.contains(said), "{text}");
    }
    // An InMail of an open conversation is free.
    home.ok(&["log", "Jane Doe", "--inmail"]);
    assert_eq!(home.json(&["reply", "Jane Doe"])["not_returned"]["reason"], "was_free");
}

#[test]
fn a_refund_gives_no_reason_and_neither_does_a_plan_without_refunds() {
    for home in [Home::on_premium_career(), Home::new()] {
        home.ok(&["log", "Jane Doe", "--inmail"]);
        let answer = home.json(&["reply", "Jane Doe"]);
        assert_eq!((answer.get("not_returned"), &answer["cautions"]), (Some(&json!(null)), &json!([])));
    }
}

#[test]
fn a_refund_for_an_inmail_charged_under_another_plan_has_a_caution() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--from", "2026-10-01"]);
    home.ok(&["plan", "set", "premium-career", "--from", "2026-11-24"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    let answer = home.json(&["reply", "Jane Doe"]);
    assert_eq!((returned_in(&answer), codes(&answer)), (1, vec!["other_plan".to_owned()]));
    assert!(answer["cautions"][0]["message"].as_str().unwrap().contains("charged on the plan premium"));
}

fn returned_in(answer: &serde_json::Value) -> u64 {
    answer["credits_returned"].as_u64().unwrap()
}
