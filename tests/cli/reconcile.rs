//! `credits set`: why LinkedIn's balance and the ledger's differ. The clock is Wednesday, 25 November 2026.

use serde_json::{Value, json};

use crate::program::Home;

/// Premium Career since 12 June: on 25 November the lots of September, October and November, 15 credits.
fn career() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--from", "2026-06-12"]);
    home
}

/// The causes of a gap: code, credits, whether they explain it, and whom the records are about.
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
fn more_at_linkedin_may_be_an_answer_a_free_inmail_or_a_loss_here() {
    // Two InMails from the lot of August; its other 3 expired on 10 November, those of June and July (5 each) on 10
    // September and 10 October: 13 lost in the last 90 days, from 27 August on.
    let home = career();
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
    // Since then nothing was sent or lost: the two answers alone cannot be four credits.
    let set = home.json(&["credits", "set", "20"]);
    assert_eq!(causes(&set), ["purchase_not_logged null true", "answer_not_logged 2 false Bo,Ana"]);
}

#[test]
fn fewer_at_linkedin_may_be_an_inmail_not_logged_or_charged_after_all_or_no_refund() {
    let home = career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-12"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-13"]);
    home.ok(&["log", "Bo", "--inmail", "--free", "--at", "2026-11-14"]);
    let set = home.json(&["credits", "set", "13"]);
    assert_eq!(set["gap"], -2);
    let expected = ["inmail_not_logged null true", "charged_logged_as_free 1 false Bo", "refund_here_only 1 false Ana"];
    assert_eq!(causes(&set), expected);
}

#[test]
fn fewer_at_linkedin_may_be_a_purchase_that_is_not_there() {
    let home = career();
    home.ok(&["credits", "buy", "4"]);
    home.ok(&["credits", "buy", "2", "--at", "2026-11-20"]);
    let id = home.id(&["credits", "buy", "1"]);
    home.ok(&["undo", &id]);
    // 15 and the 6 bought; of the 7 logged one was taken back.
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!(set["gap"], -6);
    let bought = set["causes"].as_array().unwrap().iter().find(|cause| cause["code"] == "purchase_here_only").unwrap();
    assert_eq!((&bought["credits"], &bought["explains_gap"]), (&json!(6), &json!(true)));
    assert_eq!(bought["records"].as_array().unwrap().len(), 2);
    // From then on they are settled.
    assert!(!causes(&home.json(&["credits", "set", "14"])).iter().any(|cause| cause.starts_with("purchase_here")));
}

#[test]
fn credits_that_never_expire_here_may_have_expired_there() {
    // On 1 March 2027 the lots of 1 November and 1 December (90 days ago) are of an age at which others expire.
    let mut home = Home::new();
    home.ok(&["log", "Ana"]);
    home.at("2027-03-01T09:00:00+01:00");
    assert_eq!(home.balance(), 25);
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!(causes(&set), ["inmail_not_logged null true", "expired_there_only 10 true"]);
}

#[test]
fn the_screen_lists_them_with_ids_and_says_what_to_do() {
    let home = career();
    let id = home.id(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    let out = home.ok(&["credits", "set", "16"]).out;
    assert!(out.contains(&format!("InMail to Ana, Mon 2 Nov 2026 (id {id})")), "{out}");
    assert!(out.contains("an answer was not logged") && out.contains("inquota undo"), "{out}");
    for (columns, width) in [("40", 40), ("80", 80)] {
        let run = home.command(&["credits", "set", "17"]).env("COLUMNS", columns).output().unwrap();
        let out = String::from_utf8(run.stdout).unwrap();
        assert!(out.lines().skip(1).all(|line| line.chars().count() <= width), "{out}");
    }
}

#[test]
fn without_a_gap_there_is_nothing_to_explain() {
    let home = career();
    let set = home.json(&["credits", "set", "15"]);
    assert_eq!((&set["gap"], &set["causes"]), (&json!(0), &json!([])));
    assert!(!home.ok(&["credits", "set", "15"]).out.contains("likely"));
}

#[test]
fn an_old_gap_is_explained_by_what_stood_then() {
    // Set for an earlier instant, what was sent later is no candidate.
    let home = career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-20"]);
    let set = home.json(&["credits", "set", "16", "--at", "2026-11-18"]);
    assert!(causes(&set).iter().all(|cause| !cause.contains("Ana")), "{set}");
}
