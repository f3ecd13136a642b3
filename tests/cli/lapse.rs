//! Credits that lapse with a change of plan: said at the change, and shown ahead.

use serde_json::json;

use crate::program::Home;

/// 9 credits on Premium Career: 5 of 12 November, and 4 bought today.
fn nine_credits() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12"]);
    home.ok(&["credits", "buy", "4"]);
    home
}

#[test]
fn a_change_ahead_says_what_will_lapse_when_and_how_to_keep_it() {
    let home = nine_credits();
    // Before 5 December, no credit comes or goes: all 9 lapse.
    let set = home.ok(&["plan", "set", "basic", "--from", "2026-12-05"]).out;
    let said = "9 credits lapse on Sat 5 Dec 2026, in 10 days, unless they are spent before; \
                to keep them: inquota undo, then the same command with --keep-credits";
    assert!(set.contains(said), "{set}");
    let lapse = json!({"on":"2026-12-05","at":"2026-12-05T00:00:00+01:00","credits":9,"plan":"basic"});
    assert_eq!(home.json(&["credits"])["next_lapse"], lapse);
    assert_eq!(home.json(&["status"])["inmail"]["next_lapse"], lapse);
    assert_eq!(home.json(&["forecast"])["next_lapse"], lapse);
    for command in ["credits", "status", "forecast"] {
        let text = home.ok(&[command]).out;
        assert!(text.contains("9 lapse on Sat 5 Dec 2026, in 10 days, as basic starts"), "{text}");
        assert!(!text.contains("Feb 2027"), "{text}");
    }
    // With the credits kept, nothing lapses.
    home.ok(&["undo"]);
    let set = home.json(&["plan", "set", "basic", "--from", "2026-12-05", "--keep-credits"]);
    assert_eq!(set["lapse"], json!(null));
    assert_eq!(home.json(&["credits"])["next_lapse"], json!(null));
}

#[test]
fn the_lapse_ahead_counts_what_comes_before_it() {
    // 5 more on 12 December, before 20 December: 14. The cap of 15 takes none.
    let home = nine_credits();
    let set = home.json(&["plan", "set", "basic", "--from", "2026-12-20"]);
    assert_eq!(set["lapse"]["credits"], 14);
    // What expires before the change does so still: here, in February.
    let home = nine_credits();
    home.ok(&["plan", "set", "basic", "--from", "2027-02-15"]);
    let status = home.ok(&["status"]).out;
    assert!(status.contains("5 expire on Wed 10 Feb 2027") && status.contains("as basic starts"), "{status}");
}

#[test]
fn a_change_now_says_what_lapsed() {
    let home = nine_credits();
    let set = home.ok(&["plan", "set", "premium-business"]).out;
    assert!(
        set.contains("9 credits lapsed; to keep them: inquota undo, then the same command with --keep-credits"),
        "{set}"
    );
    home.ok(&["undo"]);
    let set = home.json(&["plan", "set", "premium-business"]);
    let lapse = json!({"on":"2026-11-25","at":"2026-11-25T09:00:00+01:00","credits":9,"plan":"premium-business"});
    assert_eq!((&set["lapse"], &set["until"]), (&lapse, &json!(null)));
}

#[test]
fn a_change_that_a_later_one_ends_says_until_when_it_holds() {
    let home = nine_credits();
    home.ok(&["plan", "set", "premium-business", "--from", "2026-11-24"]);
    // Entered late: of the 5 of 12 November, none is left on the 20th, and the 4 were bought later.
    let set = home.ok(&["plan", "set", "sales-navigator", "--from", "2026-11-20"]).out;
    assert!(set.contains("5 credits lapsed on Fri 20 Nov 2026"), "{set}");
    assert!(set.contains("it was in force until Tue 24 Nov 2026, 00:00, when premium-business started"), "{set}");
    home.ok(&["undo"]);
    let set = home.json(&["plan", "set", "sales-navigator", "--at", "2026-11-20"]);
    assert_eq!(set["until"], "2026-11-24T00:00:00+01:00");
    // One ahead, which another ahead ends.
    home.ok(&["plan", "set", "basic", "--from", "2027-01-01"]);
    let set = home.ok(&["plan", "set", "premium", "--from", "2026-12-15"]).out;
    assert!(set.contains("in force until Fri 1 Jan 2027, 00:00, when basic starts"), "{set}");
}

#[test]
fn a_change_of_numbers_in_the_same_second_lapses_nothing() {
    let home = nine_credits();
    let change = home.json(&["plan", "set", "recruiter-lite"]);
    assert_eq!(change["lapse"]["credits"], 9);
    let numbers = home.json(&["plan", "set", "recruiter-lite", "--daily", "9"]);
    assert_eq!((&numbers["taken_for"], &numbers["lapse"]), (&json!("change"), &json!(null)));
}

#[test]
fn the_page_shows_the_lapse_in_place_of_an_expiry_that_does_not_happen() {
    let home = nine_credits();
    home.ok(&["plan", "set", "basic", "--from", "2026-12-05"]);
    let page = home.ok(&["summary", "--format", "html"]).out;
    assert!(page.contains("9 lapse on Sat 5 Dec 2026, in 10 days, as basic starts"), "{page}");
    assert!(!page.contains("expire on"), "{page}");
}

#[test]
fn an_answer_that_another_plan_ends_has_the_date_of_that_plan() {
    // Sales Navigator counts in UTC, basic on the clock of Los Angeles: 5 January starts there at 08:00 UTC.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles");
    home.at("2026-12-31T15:30:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-10-01"]);
    home.ok(&["log", "Bo", "--inmail", "--at", "2026-12-30"]);
    home.ok(&["plan", "set", "basic", "--from", "2027-01-05"]);
    let watch = home.ok(&["credits", "--watch"]).out;
    assert!(watch.contains("5 Jan") && !watch.contains("5 Jan UTC"), "{watch}");
}
