//! Limits of the member's own: InMails a day and invitations a day (rules 6).

use serde_json::{Value, json};

use crate::program::{Home, NOW, assert_holds};

/// A home on `free` with 2 InMails and 2 invitations a day.
fn limited() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--inmails-daily", "2", "--invitations-daily", "2"]);
    home
}

const MIDNIGHT: &str = "2026-11-26T00:00:00+01:00";

#[test]
fn status_has_a_window_for_each_limit_and_null_without_one() {
    let home = Home::new();
    let without = home.json(&["status"]);
    assert_eq!((&without["inmail"]["day"], &without["invitations"]["day"]), (&Value::Null, &Value::Null));
    assert!(!home.ok(&["status"]).out.contains("InMails today"));
    home.ok(&["plan", "set", "free", "--inmails-daily", "3"]);
    home.ok(&["plan", "set", "free", "--invitations-daily", "5", "--advisory"]);
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let status = home.json(&["status"]);
    let day = json!({"used":1,"limit":3,"remaining":2,"enforced":true,"resets_at":MIDNIGHT});
    assert_eq!(status["inmail"]["day"], day);
    let day = json!({"used":0,"limit":5,"remaining":5,"enforced":false,"resets_at":MIDNIGHT});
    assert_eq!(status["invitations"]["day"], day);
    let text = home.ok(&["status"]).out;
    assert!(text.contains("InMails today") && text.contains("Invitations today"), "{text}");
    let row = text.lines().find(|line| line.starts_with("Invitations today")).unwrap();
    assert!(row.ends_with("yours"), "{text}");
    assert!(
        text.contains("past these limits you only get a warning: Invitations today; Invitations, 7 days"),
        "{text}"
    );
    let page = home.ok(&["summary", "--format", "html", "-o", "-"]).out;
    assert!(page.contains("InMails today: 1 of 3"), "the page has a bar");
}

#[test]
fn check_says_no_until_midnight_and_log_records_over_the_limit() {
    let home = limited();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let last = home.ok(&["log", "Ana Lima", "--inmail", "--free"]).out;
    assert!(last.contains("; 0 of 2 InMails left today"), "{last}");
    let no = home.document(1, &["check", "--inmail"]);
    assert_holds(&no, &json!({"allowed":false,"reason":"inmails_daily_limit","available_at":MIDNIGHT,"fits_now":0}));
    let no = home.exits(1, &["check", "--inmail", "--free"]).out;
    assert!(
        no.starts_with("no – you have reached your limit of 2 InMails a day\nyou can again from tomorrow 00:00"),
        "{no}"
    );
    let refused = home.document(1, &["log", "Ravi Patel", "--inmail", "--guard"]);
    assert_holds(&refused, &json!({"recorded":[],"reason":"inmails_daily_limit"}));
    let over = home.json(&["log", "Ravi Patel", "--inmail"]);
    assert_holds(&over["counted"], &json!({"credit":true,"over_limit":true}));
    assert_eq!(over["cautions"][0]["code"], "over_limit");
    assert_holds(&home.history(&[])[0]["counted"], &json!({"credit":true,"over_limit":true}));
    let summary = home.json(&["summary"]);
    let over = ["messages", "inmail", "invitations"].map(|kind| summary[kind]["over_limit"].clone());
    assert_eq!(over, [json!(0), json!(1), json!(0)]);
}

#[test]
fn an_answer_opens_the_conversation_to_inmails_that_do_not_count() {
    let home = limited();
    home.ok(&["log", "Jane Doe", "Ana Lima", "--inmail"]);
    home.ok(&["reply", "Jane Doe"]);
    let yes = home.json(&["check", "Jane Doe", "--inmail"]);
    assert_holds(&yes, &json!({"allowed":true,"reason":"conversation_open","cautions":[]}));
    assert_eq!(home.json(&["log", "Jane Doe", "--inmail"])["counted"]["over_limit"], false);
    assert_eq!(home.json(&["status"])["inmail"]["day"]["used"], 2);
}

#[test]
fn invitations_a_day_are_checked_with_the_week() {
    let home = limited();
    let fits = home.document(1, &["check", "--invite", "-n", "3"]);
    assert_holds(&fits, &json!({"reason":"invitations_daily_limit","available_at":null,"fits_now":2,"fits_ever":2}));
    home.ok(&["log", "Jane Doe", "--invite"]);
    home.ok(&["withdraw", "Jane Doe"]);
    let second = home.ok(&["log", "Ana Lima", "--invite"]).out;
    assert!(second.contains("98 of 100 invitations left this week, 0 of 2 today\n"), "{second}");
    let no = home.document(1, &["check", "--invite"]);
    assert_holds(&no, &json!({"reason":"invitations_daily_limit","available_at":MIDNIGHT}));
    let over = home.ok(&["log", "Ravi Patel", "--invite"]);
    assert!(over.out.contains("over the daily invitation limit"), "{}", over.out);
    assert!(over.err.contains("over your limit of 2 invitations a day"), "{}", over.err);
    home.ok(&["plan", "set", "free", "--invitations-daily", "1", "--advisory"]);
    let yes = home.json(&["check", "--invite"]);
    assert_holds(&yes, &json!({"allowed":true,"reason":"advisory_limit"}));
    assert_eq!(yes["cautions"][0]["code"], "advisory_limit");
}

#[test]
fn the_same_plan_keeps_the_limits_and_another_says_that_they_end() {
    let home = limited();
    home.ok(&["plan", "set", "free", "--daily", "20"]);
    assert_eq!(home.json(&["status"])["inmail"]["day"]["limit"], 2);
    home.ok(&["plan", "set", "free", "--inmails-daily", "none"]);
    assert_eq!(home.json(&["status"])["inmail"]["day"], Value::Null);
    home.ok(&["undo"]);
    let answer = home.json(&["plan", "set", "premium"]);
    let ended = json!([
        {"option":"inmails-daily","value":2,"enforced":true},
        {"option":"invitations-daily","value":2,"enforced":true}]);
    assert_eq!(answer["ended_limits"], ended);
    home.ok(&["undo"]);
    // The command that the text gives does what it says, for a plan ahead too.
    for from in [None, Some("2026-12-05")] {
        let from: Vec<&str> = from.iter().flat_map(|from| ["--from", from]).collect();
        let said = home.ok(&[&["plan", "set", "premium"], from.as_slice()].concat()).out;
        let mut lines =
            said.lines().skip_while(|line| !line.starts_with("your limit of 2 InMails a day ends with the old plan"));
        let again = lines.nth(1).unwrap().strip_prefix("next: inquota ").unwrap();
        home.ok(&again.split(' ').collect::<Vec<_>>());
        let later = home.json(&["status", "--at", "2026-12-05"]);
        assert_holds(&later, &json!({"plan":{"name":"premium"},"inmail":{"day":{"limit":2,"enforced":true}}}));
        assert_eq!(later["invitations"]["day"], Value::Null);
        home.ok(&["undo"]);
        home.ok(&["undo"]);
    }
    assert_eq!(home.json(&["plan", "set", "free", "--notes", "4"])["ended_limits"], json!([]));
}

#[test]
fn plan_shows_them_as_yours_and_plan_list_only_where_a_plan_has_them() {
    let home = Home::new();
    assert!(!home.ok(&["plan"]).out.contains("InMails a day"));
    home.ok(&["plan", "set", "free", "--inmails-daily", "2"]);
    let plan = home.ok(&["plan"]).out;
    assert!(plan.lines().any(|line| line.starts_with("InMails a day") && line.contains('2') && line.contains("yours")));
    assert!(!plan.contains("invitations a day"), "{plan}");
    assert!(!home.ok(&["plan", "list"]).out.contains("InMails/day"));
    let number = |document: &Value, option: &str| {
        let numbers = document["numbers"].as_array().unwrap().iter();
        numbers.clone().find(|number| number["option"] == option).unwrap()["value"].clone()
    };
    let plan = home.json(&["plan"]);
    assert_eq!((number(&plan, "inmails-daily"), number(&plan, "invitations-daily")), (json!(2), Value::Null));
    let team = br#"{"plans":[{"name":"team","renews":"calendar","inmail":{"monthly":9,"day":3},
        "invitations":{"week":50,"day":{"value":4,"force":"advisory"}}}]}"#;
    home.write(".config/inquota/plans.json", team);
    let list = home.ok(&["plan", "list"]).out;
    assert!(list.contains("InMails/day") && list.contains("invitations/day"), "{list}");
    home.ok(&["plan", "set", "team"]);
    let status = home.json(&["status"]);
    assert_holds(&status["inmail"]["day"], &json!({"limit":3,"enforced":true}));
    assert_holds(&status["invitations"]["day"], &json!({"limit":4,"enforced":false}));
}

#[test]
fn plan_compare_replays_them_apart_since_they_hold_on_every_plan() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ana Lima", "Ravi Patel", "--inmail"]);
    let before = home.json(&["plan", "compare"]);
    assert_eq!(before["own_limits"], Value::Null);
    home.ok(&["plan", "set", "free", "--inmails-daily", "1", "--invitations-daily", "0"]);
    let after = home.json(&["plan", "compare"]);
    // All three InMails are of one day: the second and the third are over the limit of 1.
    let own = json!({"inmails_daily":1,"invitations_daily":0,"days_stopped":1});
    assert_eq!((&after["plans"], &after["own_limits"]), (&before["plans"], &own));
    let text = home.ok(&["plan", "compare"]).out;
    let line = "your own limits (1 InMail and 0 invitations a day) would have stopped you on 1 day, on any plan";
    assert!(text.contains(line), "{text}");
    home.ok(&["plan", "set", "free", "--inmails-daily", "3", "--invitations-daily", "none"]);
    let own = json!({"inmails_daily":3,"invitations_daily":null,"days_stopped":0});
    assert_eq!(home.json(&["plan", "compare"])["own_limits"], own);
}

#[test]
fn the_status_line_next_and_accounts_know_the_limits() {
    let mut home = limited();
    home.ok(&["log", "Jane Doe", "Ana Lima", "--inmail"]);
    let format = "{inmails_day}/{inmails_day_limit} {inmails_day_used} {invitations_day} {state}";
    assert_eq!(home.ok(&["status", "--line", format]).out, "0/2 2 2 full\n");
    let next = home.ok(&["next"]).out;
    assert!(next.contains("3 credits, 0 InMails today"), "{next}");
    home.at("2026-11-25T12:00:00+01:00");
    let pace = home.json(&["next"])["pace"].clone();
    let inmails = pace.as_array().unwrap().iter().find(|pace| pace["window"] == "inmails_day").unwrap().clone();
    assert_holds(&inmails, &json!({"used":2,"limit":2,"gone":0.5,"used_up":true,"resets_at":MIDNIGHT}));
    let accounts = home.run_with(&[("COLUMNS", "140")], &["accounts"]).out;
    assert!(accounts.contains("InMails left today"), "{accounts}");
    assert!(accounts.contains("0 of 2"), "{accounts}");
    let unlimited = Home::new();
    assert_eq!(unlimited.ok(&["status", "--line", format]).out, "∞/∞ 0 ∞ fine\n");
    assert!(!unlimited.ok(&["accounts"]).out.contains("InMails"));
}

#[test]
fn a_change_of_zone_says_how_the_day_moved() {
    let home = limited();
    // 23:30 in Berlin on the 24th is 07:30 in Tokyo on the 25th; now is the 25th in both.
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-24 23:30"]);
    let moved = home.json(&["zone", "Asia/Tokyo"])["moved"].clone();
    let inmails = moved.as_array().unwrap().iter().find(|figure| figure["figure"] == "InMails today").unwrap().clone();
    assert_holds(&inmails, &json!({"before":"0","after":"1"}));
    let unlimited = Home::new();
    unlimited.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-24 23:30"]);
    assert!(!unlimited.ok(&["zone", "Asia/Tokyo"]).out.contains("InMails today"));
}

#[test]
fn undo_redo_edit_export_and_import_carry_the_limits() {
    let home = limited();
    home.ok(&["log", "Jane Doe", "Ana Lima", "--inmail", "--at", "2026-11-24 10:00"]);
    home.ok(&["undo", "1"]);
    assert_eq!(home.json(&["status"])["inmail"]["day"], Value::Null);
    home.ok(&["undo"]);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["status", "--at", NOW])["inmail"]["day"], Value::Null);
    home.ok(&["plan", "set", "free", "--inmails-daily", "2"]);
    let history = home.ok(&["history"]).out;
    assert!(history.contains("InMails a day 2 instead of none"), "{history}");
    // An InMail that is moved to today counts today.
    home.ok(&["edit", "2", "--at", "2026-11-25 08:00"]);
    assert_eq!(home.json(&["status"])["inmail"]["day"]["used"], 1);
    home.ok(&["export", "--format", "json", "-o", "copy.json"]);
    let other = Home::new();
    other.write("copy.json", &std::fs::read(home.path("copy.json")).unwrap());
    other.ok(&["import", "copy.json"]);
    assert_eq!(other.json(&["status"])["inmail"]["day"], home.json(&["status"])["inmail"]["day"]);
    other.ok(&["doctor"]);
}

#[test]
fn wrong_numbers_are_refused() {
    let home = limited();
    for value in ["-1", "many", "1000001", "1.5", ""] {
        let error = home.refuses(2, &["plan", "set", "free", "--inmails-daily", value]);
        assert_eq!(error["code"], "usage", "{value}");
        home.refuses(2, &["plan", "set", "free", "--invitations-daily", value]);
    }
    let never = home.json(&["plan", "set", "free", "--inmails-daily", "0"]);
    assert_eq!(never["ended_limits"], json!([]));
    let no = home.exits(1, &["check", "--inmail"]).out;
    assert!(no.contains("you have reached your limit of 0 InMails a day\nyour limit allows none"), "{no}");
}

#[test]
fn summary_shows_what_was_over_a_limit_where_there_is_any() {
    let home = limited();
    let lines = |home: &Home| {
        let csv = home.ok(&["summary", "--format", "csv"]).out;
        csv.lines().filter(|line| line.contains("_over_limit")).map(str::to_owned).collect::<Vec<_>>()
    };
    home.ok(&["log", "Jane Doe", "Ana Lima", "--inmail"]);
    assert_eq!(lines(&home), [""; 0]);
    home.ok(&["log", "Ravi Patel", "Max Roe", "--inmail"]);
    home.ok(&["log", "Ravi Patel", "Max Roe", "Ana Lima", "--invite"]);
    // 4 InMails and 3 invitations, where the day has 2 of each.
    assert_eq!(lines(&home), ["sent,inmail_over_limit,2,0", "sent,invitations_over_limit,1,0"]);
    assert!(home.ok(&["summary"]).out.contains("  over a limit"));
}
