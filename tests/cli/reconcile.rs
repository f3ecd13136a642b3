//! `credits set` explains why LinkedIn's balance and the ledger's differ. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::Home;

/// The causes of a gap: code, credits, whether they explain it, and the people of the records.
fn causes(document: &Value) -> Vec<String> {
    let line = |cause: &Value| {
        let records = cause["records"].as_array().unwrap();
        let people: Vec<&str> = records.iter().map(|record| record["person"].as_str().unwrap()).collect();
        let code = cause["code"].as_str().unwrap();
        format!("{code} {} {} {}", cause["credits"], cause["explains_gap"], people.join(",")).trim_end().to_owned()
    };
    document["causes"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn more_credits_at_linkedin_are_explained_by_answers_free_inmails_and_losses() {
    // Two InMails came from the lot of August, whose other 3 expired on 10 November; those of June and July (5 each)
    // expired on 10 September and 10 October: 13 lost in the last 90 days, since 27 August.
    let home = Home::on_premium_career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    home.ok(&["log", "Bo", "--inmail", "--at", "2026-11-03"]);
    home.ok(&["log", "Cy", "--inmail", "--free", "--at", "2026-11-03"]);
    let set = home.json(&["credits", "set", "16"]);
    assert_eq!(set["gap"], 1);
    let expected = [
        "answer_not_logged 2 true Bo,Ana",
        "free_logged_as_charged 2 true Bo,Ana",
        "lost_here_only 13 true",
        "purchase_not_logged null true",
    ];
    assert_eq!(causes(&set), expected);
    // Nothing was sent or lost since then, and two answers cannot explain four credits.
    let set = home.json(&["credits", "set", "20"]);
    assert_eq!(causes(&set), ["purchase_not_logged null true", "answer_not_logged 2 false Bo,Ana"]);
}

#[test]
fn fewer_credits_at_linkedin_are_explained_by_unlogged_inmails_charges_and_refunds() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-12"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-13"]);
    home.ok(&["log", "Bo", "--inmail", "--free", "--at", "2026-11-14"]);
    let set = home.json(&["credits", "set", "13"]);
    assert_eq!(set["gap"], -2);
    let expected = ["inmail_not_logged null true", "charged_logged_as_free 1 false Bo", "refund_here_only 1 false Ana"];
    assert_eq!(causes(&set), expected);
}

#[test]
fn fewer_credits_at_linkedin_are_explained_by_a_purchase_unknown_to_linkedin() {
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "4"]);
    home.ok(&["credits", "buy", "2", "--at", "2026-11-20"]);
    let id = home.id(&["credits", "buy", "1"]);
    home.ok(&["undo", &id]);
    // 15, and 6 bought: of the 7 logged, one was taken back.
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!(set["gap"], -6);
    let bought = set["causes"].as_array().unwrap().iter().find(|cause| cause["code"] == "purchase_here_only").unwrap();
    assert_eq!((&bought["credits"], &bought["explains_gap"]), (&json!(6), &json!(true)));
    assert_eq!(bought["records"].as_array().unwrap().len(), 2);
    // They no longer explain a later gap.
    assert!(!causes(&home.json(&["credits", "set", "14"])).iter().any(|cause| cause.starts_with("purchase_here")));
}

#[test]
fn fewer_credits_at_linkedin_are_explained_by_expired_ones_under_a_plan_without_expiry() {
    // On 1 March 2027, the lots of 1 November and 1 December are 90 days old or older, the age at which other plans'
    // credits expire.
    let mut home = Home::new();
    home.ok(&["log", "Ana"]);
    home.at("2027-03-01T09:00:00+01:00");
    assert_eq!(home.balance(), 25);
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!(causes(&set), ["inmail_not_logged null true", "expired_there_only 10 true"]);
}

#[test]
fn the_text_lists_the_causes_with_ids_and_says_what_to_do() {
    let home = Home::on_premium_career();
    let id = home.id(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    let out = home.ok(&["credits", "set", "16"]).out;
    assert!(out.contains(&format!("InMail to Ana, Mon 2 Nov 2026 (id {id})")), "{out}");
    assert!(out.contains("a response that gave a credit back was not logged") && out.contains("inquota undo"), "{out}");
    for (columns, balance) in [(40, "17"), (80, "18")] {
        assert!(home.fits(columns, &["credits", "set", balance]).contains("likely"));
    }
}

#[test]
fn without_a_gap_there_are_no_causes() {
    let home = Home::on_premium_career();
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!((&set["gap"], &set["causes"]), (&json!(0), &json!([])));
    assert!(!home.ok(&["credits", "set", "15"]).out.contains("likely"));
}

#[test]
fn a_gap_at_an_earlier_instant_is_explained_by_earlier_records() {
    // An InMail sent after that instant is not a cause.
    let home = Home::on_premium_career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-20"]);
    let set = home.json(&["credits", "set", "16", "--at", "2026-11-18"]);
    let causes = causes(&set);
    assert!(!causes.is_empty() && causes.iter().all(|cause| !cause.contains("Ana")), "{set}");
}

#[test]
fn credits_from_before_the_first_plan_come_before_purchases() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-08-03"]);
    let set = home.json(&["credits", "set", "20"]);
    let causes: Vec<&str> = set["causes"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(causes, ["rolled_over", "purchase_not_logged"]);
    assert_eq!(set["earlier_start"], serde_json::json!({"plan":"free","from":"2026-08-03","renews_on":null}));
    home.ok(&["undo"]);
    let text = home.ok(&["credits", "set", "20"]).out;
    assert!(text.contains("inquota plan set free --from 2026-08-03, the date of your first InMail"), "{text}");
    // As it says: 5 each of August to November, less the one sent.
    home.ok(&["undo"]);
    home.ok(&["plan", "set", "free", "--from", "2026-08-03"]);
    assert_eq!(home.balance(), 19);
}
