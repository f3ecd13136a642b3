//! `check` for messages, and what all kinds have in common.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, verdict};

#[test]
fn the_document_shows_the_answer_its_reason_and_the_cost() {
    let expected = json!({"schema":1,"allowed":true,"kind":"message","person":"Jane Doe",
        "cost":{"day_slots":1,"month_slots":1,"credits":0},
        "reason":"slot_free","available_at":null,"cautions":[]});
    assert_holds(&Home::new().json(&["check", "Jane Doe"]), &expected);
}

#[test]
fn kind_and_person_repeat_the_question() {
    let home = Home::new();
    for (args, kind) in [(&[] as &[&str], "message"), (&["--inmail"], "inmail"), (&["--invite"], "invitation")] {
        let answer = home.json(&[&["check"], args].concat());
        assert_eq!((&answer["kind"], &answer["person"]), (&json!(kind), &Value::Null));
    }
}

#[test]
fn the_text_begins_with_yes_or_no() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    let first_word =
        |run: crate::program::Run| run.out.split(|c: char| !c.is_alphabetic()).next().unwrap().to_lowercase();
    assert_eq!(first_word(home.ok(&["check"])), "yes");
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(first_word(home.exits(1, &["check"])), "no");
    assert_eq!(first_word(home.ok(&["check", "Jane Doe"])), "yes");
}

#[test]
fn a_limit_blocks_only_people_who_need_its_slot() {
    // Rules 3.3: work out what the person costs first, then look at the limit.
    let home = Home::new();
    home.ok(&["log", "Open One", "--at", "2026-11-02"]);
    home.ok(&["reply", "Open One", "--at", "2026-11-03"]);
    home.ok(&["log", "Month One", "--at", "2026-11-10"]);
    home.ok(&["log", "Today One"]);
    // Three month slots and one of today are used.
    home.ok(&["plan", "set", "free", "--daily", "2", "--monthly", "3"]);
    let no_cost = (0, 0, 0);
    assert_eq!(verdict(&home.json(&["check", "Open One"])), (no_cost, "conversation_open".into(), Value::Null));
    assert_eq!(verdict(&home.json(&["check", "Today One"])), (no_cost, "counted_today".into(), Value::Null));
    assert_eq!(verdict(&home.json(&["check", "Month One"])), ((1, 0, 0), "slot_free".into(), Value::Null));
    let new = home.document(1, &["check", "New One"]);
    assert_eq!(verdict(&new), ((1, 1, 0), "monthly_limit".into(), json!("2026-12-01T00:00:00+01:00")));
    assert_eq!(new["allowed"], false);
    // With the day full as well, someone counted this month waits for tomorrow.
    home.ok(&["log", "Month One"]);
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Third One", "--at", "2026-11-11"]);
    let third = home.document(1, &["check", "Third One"]);
    assert_eq!(verdict(&third), ((1, 0, 0), "daily_limit".into(), json!("2026-11-26T00:00:00+01:00")));
    assert_eq!(verdict(&home.json(&["check", "Today One"])).1, "counted_today");
    assert_eq!(verdict(&home.json(&["check", "Open One"])).1, "conversation_open");
}

#[test]
fn conversation_open_takes_precedence_over_counted_today() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["reply", "Jane Doe"]);
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
}

#[test]
fn a_day_with_as_many_people_as_its_limit_is_full() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "2"]);
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["check"]);
    home.ok(&["log", "Ravi Patel"]);
    let no = home.document(1, &["check"]);
    assert_eq!(verdict(&no), ((1, 1, 0), "daily_limit".into(), json!("2026-11-26T00:00:00+01:00")));
}

#[test]
fn the_monthly_limit_is_the_reason_when_both_limits_lift_together() {
    let mut home = Home::new();
    home.at("2026-11-30T09:00:00+01:00");
    home.ok(&["plan", "set", "free", "--daily", "1", "--monthly", "1"]);
    home.ok(&["log", "Jane Doe"]);
    // On 30 November both lift at the same midnight.
    let no = home.document(1, &["check"]);
    assert_eq!(verdict(&no), ((1, 1, 0), "monthly_limit".into(), json!("2026-12-01T00:00:00+01:00")));
}

#[test]
fn a_limit_that_never_lifts_is_the_reason_and_has_no_instant() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "0", "--monthly", "1"]);
    home.ok(&["log", "Jane Doe"]);
    let no = home.document(1, &["check"]);
    assert_eq!(verdict(&no), ((1, 1, 0), "daily_limit".into(), Value::Null));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "counted_today");
}

#[test]
fn the_reason_is_no_limit_only_if_no_slot_needed_has_one() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    home.ok(&["plan", "set", "free", "--daily", "none"]);
    // Jane needs a day slot only, and the day has no limit; someone new also needs a month slot, and the month has
    // one.
    assert_eq!(verdict(&home.json(&["check", "Jane Doe"])), ((1, 0, 0), "no_limit".into(), Value::Null));
    assert_eq!(verdict(&home.json(&["check"])), ((1, 1, 0), "slot_free".into(), Value::Null));
    home.ok(&["plan", "set", "free", "--monthly", "none"]);
    assert_eq!(verdict(&home.json(&["check"])), ((1, 1, 0), "no_limit".into(), Value::Null));
}

#[test]
fn over_an_advisory_limit_the_answer_is_yes_with_a_caution() {
    // Rules 6.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--advisory"]);
    assert_eq!(home.json(&["check"])["reason"], "slot_free");
    home.ok(&["log", "Jane Doe"]);
    let yes = home.json(&["check"]);
    assert_eq!(verdict(&yes), ((1, 1, 0), "advisory_limit".into(), Value::Null));
    assert_eq!((&yes["allowed"], &yes["cautions"][0]["code"]), (&json!(true), &json!("advisory_limit")));
    assert!(yes["cautions"][0]["message"].is_string());
    assert_eq!(home.json(&["check", "Jane Doe"])["cautions"], json!([]));
}

#[test]
fn an_enforced_limit_blocks_even_if_another_is_advisory() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--advisory"]);
    home.ok(&["plan", "set", "free", "--monthly", "1"]);
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.document(1, &["check"])["reason"], "monthly_limit");
}

#[test]
fn several_new_people_fit_together_or_not_at_all() {
    // Free: 15 a day, 30 a month; one is used.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(verdict(&home.json(&["check", "-n", "14"])), ((14, 14, 0), "slot_free".into(), Value::Null));
    // 1 + 15 > 15 today; tomorrow 15 fit.
    let no = home.document(1, &["check", "-n", "15"]);
    assert_eq!(verdict(&no), ((15, 15, 0), "daily_limit".into(), json!("2026-11-26T00:00:00+01:00")));
    // 16 never fit in a day. 31 fit neither in a day nor in a month, and the month is named first.
    assert_eq!(verdict(&home.document(1, &["check", "-n", "16"])), ((16, 16, 0), "daily_limit".into(), Value::Null));
    assert_eq!(verdict(&home.document(1, &["check", "-n", "31"])), ((31, 31, 0), "monthly_limit".into(), Value::Null));
}

#[test]
fn a_number_of_people_excludes_a_person_and_must_be_positive() {
    let home = Home::new();
    home.refuses(2, &["check", "Jane Doe", "-n", "2"]);
    for number in ["0", "-1", "x", "1.5", "99999999999999999999"] {
        home.refuses(2, &["check", "-n", number]);
    }
}

#[test]
fn a_check_is_of_one_kind_and_takes_only_its_options() {
    let home = Home::new();
    for args in [&["--inmail", "--invite"] as &[&str], &["--free"], &["--with-note"]] {
        home.refuses(2, &[&["check"], args].concat());
    }
}

#[test]
fn available_at_takes_future_plans_into_account() {
    // Rules 1.7: the month is full, and premium, without a limit on the month, starts on 28 November.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--monthly", "1"]);
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-11-28"]);
    let no = home.document(1, &["check"]);
    assert_eq!(verdict(&no), ((1, 1, 0), "monthly_limit".into(), json!("2026-11-28T00:00:00+01:00")));
    home.ok(&["check", "--at", "2026-11-28 00:00"]);
    home.exits(1, &["check", "--at", "2026-11-27 23:59"]);
}

#[test]
fn available_at_ignores_records_after_the_instant_asked_about() {
    // Rules 1.7: as of the 20th, the message of the 21st does not exist yet, so the 21st has room.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--from", "2026-11-01"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20 10:00"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-21 00:00"]);
    let no = home.document(1, &["check", "--at", "2026-11-20 10:00"]);
    assert_eq!(no["available_at"], "2026-11-21T00:00:00+01:00");
}

#[test]
fn a_check_can_be_made_for_the_past_and_the_future() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--from", "2026-11-01"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20 10:00"]);
    home.ok(&["check", "--at", "2026-11-20 09:59"]);
    home.exits(1, &["check", "--at", "2026-11-20 10:00"]);
    home.exits(1, &["check", "--at", "2026-11-20"]);
    home.ok(&["check", "--at", "2026-11-21 00:00"]);
    home.ok(&["check", "--at", "2027-11-21"]);
}

#[test]
fn a_day_of_25_hours_ends_at_local_midnight() {
    // Berlin, 25 October 2026: 03:00 (+02) becomes 02:00 (+01); the day ends at 00:00 (+01).
    let mut home = Home::new();
    home.at("2026-10-25T00:00:00+02:00");
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe"]);
    home.at("2026-10-25T23:59:59+01:00");
    assert_eq!(home.document(1, &["check"])["available_at"], "2026-10-26T00:00:00+01:00");
    home.at("2026-10-26T00:00:00+01:00").ok(&["check"]);
}

#[test]
fn the_first_plans_limits_apply_before_it_starts() {
    // Rules 3.5: the ledger begins in November, and free's limits hold in October too.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--from", "2026-11-01"]);
    let over = home.json(&["log", "Jane Doe", "--at", "2026-10-10 10:00"]);
    assert_eq!(over["counted"]["over_limit"], false);
    assert_eq!(home.json(&["log", "Ravi Patel", "--at", "2026-10-10 11:00"])["counted"]["over_limit"], true);
    assert_eq!(home.document(1, &["check", "--at", "2026-10-10"])["reason"], "daily_limit");
}

#[test]
fn more_than_a_limit_allows_is_never_possible_and_says_how_many_fit_now() {
    let home = Home::new();
    home.ok(&["log", "Ana A", "Bo B", "Cy C"]);
    // 12 of 15 people are left today, 27 of 30 this month.
    for (number, reason, text, fits_ever) in [
        ("40", "monthly_limit", "that is more than a month allows; you can send 12 now", 15),
        ("20", "daily_limit", "that is more than a day allows; you can send 12 now", 15),
    ] {
        let no = home.document(1, &["check", "-n", number]);
        assert_holds(&no, &json!({"reason":reason,"available_at":null,"fits_now":12,"fits_ever":fits_ever}));
        let out = home.run_with(&[("COLUMNS", "120")], &["check", "-n", number]).out;
        assert!(out.contains(text) && !out.contains("ten years"), "{out}");
    }
    // What a day allows turns to yes tomorrow.
    let no = home.document(1, &["check", "-n", "13"]);
    assert_holds(&no, &json!({"available_at":"2026-11-26T00:00:00+01:00","fits_now":12,"fits_ever":null}));
    assert_holds(&home.document(0, &["check", "-n", "12"]), &json!({"fits_now":12,"fits_ever":null}));
    // An advisory limit blocks nothing, and neither does no limit.
    assert_holds(&home.document(0, &["check", "--invite", "-n", "200"]), &json!({"fits_now":null,"fits_ever":null}));
    home.ok(&["plan", "set", "free", "--invitations", "10", "--notes", "3", "--daily", "0"]);
    for (args, reason, text) in [
        (
            &["check", "--invite", "-n", "11"][..],
            "weekly_limit",
            "that is more than a week allows; you can send 10 now",
        ),
        (
            &["check", "--invite", "--with-note", "-n", "4"],
            "notes_limit",
            "that is more than a month allows; you can send 3 now",
        ),
        (&["check"], "daily_limit", "the plan allows none"),
    ] {
        assert_holds(&home.document(1, args), &json!({"reason":reason,"available_at":null}));
        let out = home.run_with(&[("COLUMNS", "120")], args).out;
        assert!(out.contains(text), "{out}");
    }
}

#[test]
fn more_credits_than_the_plan_ever_holds_are_never_possible() {
    // The cap is 15, and 15 are held.
    let home = Home::on_premium_career();
    let no = home.document(1, &["check", "--inmail", "-n", "40"]);
    assert_holds(&no, &json!({"reason":"no_credits","available_at":null,"fits_now":15,"fits_ever":15}));
    let out = home.run_with(&[("COLUMNS", "120")], &["check", "--inmail", "-n", "40"]).out;
    assert!(out.contains("your plan never has that many: 15 at most within ten years; you can send 15 now"), "{out}");
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    assert!(home.exits(1, &["check", "--inmail"]).out.contains("the plan gives no credits within ten years"));
}
