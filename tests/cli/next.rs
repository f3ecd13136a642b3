//! What to do next: credits that will be lost, credits that may come back, the pace, and `next`. The clock is
//! Wednesday, 25 November 2026, 09:00 in Berlin.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// The warning of `status` about credits that will be lost.
fn warning(home: &Home, at: &str) -> Value {
    home.json(&["status", "--at", at])["loss_warning"].clone()
}

#[test]
fn a_loss_within_14_days_gets_a_warning() {
    // The lot of 12 September expires on 11 December: 14 days after 27 November.
    let home = Home::on_premium_career();
    assert_eq!(warning(&home, "2026-11-26"), Value::Null);
    // From Friday, 27 November to Thursday, 10 December: 10 working days.
    let loss = warning(&home, "2026-11-27 09:00");
    assert_eq!(
        loss,
        json!({"on":"2026-12-11","at":"2026-12-11T00:00:00+01:00","credits":5,"expiring":5,"over_cap":0,"lapsing":0,
               "a_working_day":1})
    );
    // From Tuesday, 8 December: three working days for five credits.
    assert_eq!(warning(&home, "2026-12-08 09:00")["a_working_day"], 2);
    let out = home.fits(80, &["status", "--at", "2026-12-08 09:00"]);
    let line = out.lines().find(|line| line.contains("warning:")).unwrap();
    assert!(line.contains("5 expire on Fri 11 Dec unless used: 2 a working day"), "{line}");
    assert!(!home.ok(&["status"]).out.contains("\nwarning: "));
}

#[test]
fn credits_that_the_cap_will_take_are_a_loss() {
    // 15 and 4 bought are 19 until 11 December, when 5 expire; with the grant of the 12th they are 19, of which the cap
    // takes 4.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "4", "--no-expiry", "-q"]);
    let losses = home.json(&["next", "--at", "2026-12-01"])["losses"].clone();
    let first = json!({"on":"2026-12-11","credits":5,"expiring":5,"over_cap":0,"lapsing":0});
    let second = json!({"on":"2026-12-12","credits":4,"expiring":0,"over_cap":4,"lapsing":0});
    assert_holds(&losses, &json!([first, second]));
    // From Tuesday the 1st: 8 working days for 5, and 9 (to Friday the 11th) for all 9.
    assert_eq!((&losses[0]["a_working_day"], &losses[1]["a_working_day"]), (&json!(1), &json!(1)));
    home.fits(80, &["status", "--at", "2026-12-01"]);
    let out = home.ok(&["status", "--at", "2026-12-01"]).out;
    assert!(out.contains("unless used: 1 a working day; 9 by Sat 12 Dec"), "{out}");
    assert!(out.contains("5 more on Sat 12 Dec 2026, in 11 days; 4 will be lost to the cap"), "{out}");
    // On 11 December, the next to expire is the lot of October, on 10 January, but the cap takes 4 of its 5 before.
    let out = home.ok(&["status", "--at", "2026-12-11"]).out;
    assert!(
        out.contains("5 expire on Sun 10 Jan 2027") && out.contains("4 of them will be lost to the cap first"),
        "{out}"
    );
    let out = home.ok(&["credits", "--at", "2026-12-11"]).out;
    assert!(
        out.contains("4 will be lost to the cap\n")
            && out.contains("4 of those that expire first will be lost to the cap before then"),
        "{out}"
    );
}

#[test]
fn spent_credits_are_not_lost_and_a_change_of_plan_lapses_the_rest() {
    let home = Home::on_premium_career();
    for person in ["a b", "c d", "e f", "g h"] {
        home.ok(&["log", person, "--inmail"]);
    }
    assert_eq!(warning(&home, "2026-12-08 09:00")["credits"], 1);
    home.ok(&["plan", "set", "premium-business", "--from", "2026-12-01"]);
    let loss = warning(&home, "2026-11-25 09:00");
    assert_holds(&loss, &json!({"on":"2026-12-01","credits":11,"lapsing":11,"a_working_day":3}));
    // From Sunday the 29th on, Monday the 30th is the only working day left, for all 11.
    assert_eq!(warning(&home, "2026-11-29 09:00")["a_working_day"], 11);
}

#[test]
fn without_a_working_day_before_a_loss_there_is_no_rate() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium-business", "--from", "2026-11-30"]);
    assert_eq!(warning(&home, "2026-11-28 09:00")["a_working_day"], Value::Null);
    assert!(home.ok(&["status", "--at", "2026-11-28 09:00"]).out.contains("no working day is left"));
}

#[test]
fn watch_lists_unanswered_inmails_in_the_window_soonest_first() {
    // 90 days: 27 August + 90 is 25 November, the last day; 26 August lapsed yesterday; 1 November + 90 is 30 January.
    let home = Home::on_premium_career();
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-01"]);
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-08-27"]);
    home.ok(&["log", "Bo", "--inmail", "--at", "2026-08-26"]);
    home.ok(&["log", "Di", "--inmail", "--free", "--at", "2026-11-01"]);
    home.ok(&["log", "Ed", "--inmail", "--at", "2026-11-01"]);
    home.ok(&["reply", "Ed", "--declined"]);
    let watch = home.json(&["credits", "--watch"]);
    assert_eq!((&watch["credits_at_stake"], &watch["refund_days"]), (&json!(2), &json!(90)));
    let expected = json!([
        {"person":"Ana","last_day":"2026-11-25","lapses_at":"2026-11-26T00:00:00+01:00","days_left":0},
        {"person":"Cy","last_day":"2027-01-30","lapses_at":"2027-01-31T00:00:00+01:00","days_left":66}]);
    assert_holds(&watch["inmails"], &expected);
    // It agrees with `reply`: an answer by Ana gives a credit back today, but not tomorrow.
    assert_eq!(home.json(&["credits", "--watch", "--at", "2026-11-26"])["credits_at_stake"], 1);
    assert_eq!(home.json(&["reply", "Ana"])["credits_returned"], 1);
    assert!(home.ok(&["credits", "--watch"]).out.starts_with("1 credit at stake"));
}

#[test]
fn two_inmails_to_one_person_are_one_credit_at_stake() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-09-01"]);
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-10-01", "-q"]);
    let watch = home.json(&["credits", "--watch"]);
    // The latest InMail counts: 1 October + 90 days is 30 December.
    assert_holds(
        &watch,
        &json!({"credits_at_stake":1,"inmails":[{"person":"Ana","inmails":2,"last_day":"2026-12-30"}]}),
    );
}

#[test]
fn under_a_plan_without_refunds_nothing_is_at_stake() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--inmail"]);
    let watch = home.json(&["credits", "--watch"]);
    assert_eq!((&watch["credits_at_stake"], &watch["refund_days"]), (&json!(0), &Value::Null));
    assert!(home.ok(&["credits", "--watch"]).out.contains("gives no credit back"));
    assert_eq!(home.refuses(2, &["credits", "--watch", "set", "3"])["code"], "usage");
}

/// The pace of a window in `next`, or null.
fn pace(home: &Home, window: &str, at: &str) -> Value {
    let next = home.json(&["next", "--at", at]);
    let found = next["pace"].as_array().unwrap().iter().find(|pace| pace["window"] == window);
    found.cloned().unwrap_or(Value::Null)
}

#[test]
fn the_pace_of_a_month_counts_its_working_days() {
    // November 2026 has 21 working days, of which 10 are gone by the end of Friday the 13th. 10 people so far lead to
    // 21. At that pace, the limit of 20 is reached after 20 working days: at the end of Friday the 27th, the 28th at
    // 00:00.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--monthly", "20", "--from", "2026-11-01"]);
    for day in 1..=10 {
        home.ok(&["log", &format!("p{day} q{day}"), "--at", &format!("2026-11-{day:02}"), "-q"]);
    }
    let month = pace(&home, "month", "2026-11-14 00:00");
    let expected = json!({"used":10,"limit":20,"gone":0.4762,"leads_to":21,"resets_at":"2026-12-01T00:00:00+01:00",
        "runs_out_at":"2026-11-28T00:00:00+01:00","used_up":false});
    assert_holds(&month, &expected);
    let out = home.ok(&["next", "--at", "2026-11-14 00:00"]).out.replace("\n    ", " ");
    assert!(
        out.contains(
            "people this month: 10 of 20, 48 % of the time has passed; runs out on Fri 27 Nov, resets on Tue 1 Dec"
        ),
        "{out}"
    );
    // There is no pace before 5 % of the time is gone: 1.05 of 21 working days. The 1st is a Sunday, so that is
    // Tuesday, 01:12.
    assert_eq!(pace(&home, "month", "2026-11-03 01:00"), Value::Null);
    assert!(pace(&home, "month", "2026-11-03 02:00")["gone"].as_f64().unwrap() >= 0.05);
}

#[test]
fn the_pace_of_credits_is_measured_from_grant_to_grant() {
    // 5 granted on 12 November and 10 from before; 3 spent by the 25th, 09:00. Working days so far: 12, 13, 16 to 20,
    // 23, 24 and 9 hours: 9.375 of 22 (12 November to 11 December), 0.4261; 3 lead to 3 / 0.42614 = 7.04.
    let home = Home::on_premium_career();
    for person in ["a b", "c d", "e f"] {
        home.ok(&["log", person, "--inmail"]);
    }
    let expected = json!({"used":3,"limit":15,"gone":0.4261,"leads_to":7,"resets_at":"2026-12-12T00:00:00+01:00"});
    assert_holds(&pace(&home, "credits", "2026-11-25 09:00"), &expected);
}

#[test]
fn the_pace_of_invitations_is_that_of_a_rolling_window() {
    // 4 on Monday, 09:00. By Wednesday, 09:00, 48 of 168 hours are gone: 0.2857. 4 in three working days make 5.33 on
    // Thursday, over the limit, and 6.67 on Friday; on Monday, 09:00, the 4 are released. Until then, 1 is left for
    // Wednesday, Thursday, Friday and Monday: none a day.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "5"]);
    for person in ["a b", "c d", "e f", "g h"] {
        home.ok(&["log", person, "--invite", "--at", "monday 09:00"]);
    }
    let expected = json!({"used":4,"limit":5,"gone":0.2857,"leads_to":7,"resets_at":"2026-11-30T09:00:00+01:00",
        "runs_out_at":"2026-11-26T00:00:00+01:00","next_release_at":"2026-11-30T09:00:00+01:00","released":4,
        "a_working_day":0,"used_up":false,"at_risk":true});
    assert_holds(&pace(&home, "week", "2026-11-25 09:00"), &expected);
    let line =
        "  invitations, 7 days: 4 of 5; runs out tomorrow; 4 stop counting on Mon 30 Nov; send 1 at most until then\n";
    assert!(home.run_with(&[("COLUMNS", "120")], &["next"]).out.contains(line), "{}", home.ok(&["next"]).out);
    // Used up, there is no pace to wait for.
    home.ok(&["log", "i j", "--invite"]);
    let line = "  invitations, 7 days: 5 of 5; used up; 4 stop counting on Mon 30 Nov; send none until then\n";
    assert!(home.run_with(&[("COLUMNS", "120")], &["next"]).out.contains(line), "{}", home.ok(&["next"]).out);
}

#[test]
fn only_a_limit_at_risk_has_a_line_and_a_rolling_window_has_no_reset() {
    // Two invitations, 167 hours ago, and 10 of 15 people today by 09:00: 10 in 9 of 24 hours lead to 27.
    let home = Home::new();
    for person in ["a b", "c d"] {
        home.ok(&["log", person, "--invite", "--at", "2026-11-18 10:00"]);
    }
    assert!(!home.ok(&["next"]).out.contains("Pace"), "{}", home.ok(&["next"]).out);
    let week = pace(&home, "week", "2026-11-25 09:00");
    assert_holds(&week, &json!({"at_risk":false,"leads_to":2,"runs_out_at":null,"a_working_day":16}));
    for number in 0..10 {
        home.ok(&["log", &format!("p{number} q{number}"), "--at", "08:00", "-q"]);
    }
    let out = home.ok(&["next"]).out;
    let lines: Vec<&str> = out.lines().skip_while(|line| *line != "Pace").skip(1).collect();
    assert_eq!(
        lines,
        ["  people today: 10 of 15, 38 % of the time has passed; runs out today, resets tomorrow"],
        "{out}"
    );
}

#[test]
fn the_day_and_the_notes_have_a_pace() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--at", "08:00"]);
    home.ok(&["log", "Bo", "--invite", "--with-note"]);
    // 9 of 24 hours: 1 leads to 2.67.
    assert_holds(&pace(&home, "day", "2026-11-25 09:00"), &json!({"used":1,"limit":15,"gone":0.375,"leads_to":3}));
    assert_holds(&pace(&home, "notes", "2026-11-25 09:00"), &json!({"used":1,"limit":5,"leads_to":1}));
    assert_eq!(pace(&home, "day", "2026-11-26 01:00"), Value::Null);
}

#[test]
fn next_lists_the_people_who_fit_the_limits_first() {
    // One person a day: of the messages, only Bo's, due the latest, fits. LinkedIn refuses a second InMail to Cy; Wat was
    // due on 14 September, 72 days ago.
    let home = Home::on_premium_career();
    home.ok(&["log", "Ana", "--at", "2026-11-02"]);
    home.ok(&["log", "Bo", "--at", "2026-11-03"]);
    home.ok(&["log", "Cy", "--inmail", "--at", "2026-11-04"]);
    home.ok(&["log", "Old", "--inmail", "--at", "2026-09-03"]);
    home.ok(&["reply", "Old", "--declined", "--at", "2026-09-04"]);
    home.ok(&["log", "Wat", "--inmail", "--at", "2026-09-05"]);
    home.ok(&["log", "Inv", "--invite", "--at", "monday"]);
    home.ok(&["plan", "set", "premium-career", "--daily", "1"]);
    let next = home.json(&["next"]);
    let due: Vec<String> =
        next["due"].as_array().unwrap().iter().map(|d| format!("{} {}", d["person"], d["fits"])).collect();
    assert_eq!(due, ["\"Bo\" true", "\"Ana\" false"]);
    assert_holds(&next, &json!({"left_out":1,"overdue_days":60,"waiting":[{"person":"Cy"}]}));
    // 5 September + 90 days is 4 December.
    assert_holds(&next["lapsing"], &json!([{"person":"Wat","last_day":"2026-12-04","days_left":9}]));
    let run = home.ok(&["next"]);
    for part in ["Due", "Unanswered InMail", "Will be lost", "May come back", "left: 1 person today, "] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert!(run.out.lines().count() < 25 && run.err.is_empty(), "{}", run.all());
}

#[test]
fn without_a_ledger_nothing_is_due_and_none_is_created() {
    let home = Home::new();
    assert!(home.ok(&["next"]).out.contains("nothing is due"));
    assert_holds(&home.json(&["next"]), &json!({"schema":1,"due":[],"losses":[],"lapsing":[]}));
    assert!(home.everything().is_empty());
}

#[test]
fn status_reminds_of_a_reconciliation_older_than_30_days() {
    let mut home = Home::new();
    home.ok(&["credits", "set", "7", "--at", "2026-11-20 10:00"]);
    assert_eq!(home.json(&["status"])["reconciled_at"], "2026-11-20T10:00:00+01:00");
    home.at("2026-12-20T10:00:00+01:00");
    assert!(!home.ok(&["status"]).out.contains("credits set"));
    home.at("2026-12-20T10:00:01+01:00");
    let out = home.ok(&["status"]).out;
    assert!(out.contains("credits last compared with LinkedIn 30 days ago: inquota credits set N"), "{out}");
    home.ok(&["credits", "set", "12"]);
    assert!(!home.ok(&["status"]).out.contains("days ago: inquota credits set N"));
}

#[test]
fn the_reports_fit_the_screen() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Bartholomew Featherstonehaugh-Cholmondeley", "--at", "2026-11-02"]);
    home.ok(&["log", "Maximiliana Featherstonehaugh", "--inmail", "--at", "2026-09-05"]);
    home.ok(&["log", "Ana", "--invite", "--at", "monday"]);
    for columns in [40, 80] {
        for args in [&["next"] as &[&str], &["credits", "--watch"], &["status", "--at", "2026-12-08"], &["credits"]] {
            home.fits(columns, args);
        }
    }
}

#[test]
fn a_steady_sender_of_invitations_is_not_at_risk_on_a_weekend() {
    // 17 each working day at 11:00, from Monday, 9 November: 85 of 100 count at any time.
    let mut home = Home::new();
    for day in (9..=13).chain(16..=20) {
        let names: Vec<String> = (0..17).map(|number| format!("Guest{day} Number{number}")).collect();
        let at = format!("2026-11-{day:02} 11:00");
        let mut args = vec!["log", "--new", "--invite", "--at", &at];
        args.extend(names.iter().map(String::as_str));
        home.ok(&args);
    }
    for now in [
        "2026-11-20T18:00:00+01:00",
        "2026-11-21T10:00:00+01:00",
        "2026-11-22T10:00:00+01:00",
        "2026-11-23T08:00:00+01:00",
    ] {
        home.at(now);
        let out = home.ok(&["next"]).out;
        assert!(!out.contains("invitations, 7 days"), "{now}: {out}");
    }
}
