//! `log`: what it records, what that costs, and what the answer says.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, codes, counted};

#[test]
fn the_document_shows_the_message_and_what_it_counted_as() {
    let expected = json!({"schema":1,
        "recorded":[{"id":"1","kind":"message","person":"Jane Doe","at":"2026-11-25T09:00:00+01:00"}],
        "counted":{"day_slot":true,"month_slot":true,"credit":false,"over_limit":false,"uncovered":false},
        "new_person":true,"cautions":[]});
    let mut document = Home::new().json(&["log", "Jane Doe"]);
    // An id is a string; its value is up to the program.
    assert!(document["recorded"][0]["id"].is_string());
    document["recorded"][0]["id"] = json!("1");
    assert_holds(&document, &expected);
}

#[test]
fn every_kind_has_its_cost() {
    let home = Home::new();
    for (args, kind, cost) in [
        (&["log", "Jane Doe"] as &[&str], "message", "day_slot month_slot"),
        (&["log", "Jane Doe"], "message", ""),
        (&["log", "Ravi Patel", "--inmail"], "inmail", "credit"),
        (&["log", "Ana Lima", "--inmail", "--free"], "inmail", ""),
        (&["log", "Max Roe", "--invite"], "invitation", ""),
        (&["log", "Eva Moe", "--invite", "--with-note"], "invitation", ""),
    ] {
        let document = home.json(args);
        assert_eq!((&document["recorded"][0]["kind"], counted(&document)), (&json!(kind), cost.to_owned()), "{args:?}");
    }
}

#[test]
fn the_text_says_who_when_what_it_cost_and_what_is_left() {
    // Yesterday's message uses none of today's 15.
    let home = Home::new();
    let text = home.ok(&["log", "Jane Doe", "--at", "yesterday 18:30"]).out;
    for part in ["Jane Doe", "new", "24 Nov 2026", "18:30", "15 of 15", "29 of 30"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!((2..=3).contains(&text.lines().count()), "{text}");
    assert!(!home.ok(&["log", "Jane Doe"]).out.contains("new"));
}

#[test]
fn the_answer_says_whether_the_person_is_new() {
    let home = Home::new();
    assert_eq!(home.json(&["log", "Jane Doe"])["new_person"], true);
    assert_eq!(home.json(&["log", "Jane Doe", "--inmail"])["new_person"], false);
    assert_eq!(home.json(&["reply", "Ravi Patel"])["new_person"], true);
    assert_eq!(home.json(&["log", "Ravi Patel"])["new_person"], false);
}

#[test]
fn a_person_uses_one_slot_of_a_day_and_one_of_a_month() {
    // Rules 3.1.
    let mut home = Home::new();
    home.at("2026-12-31T09:00:00+01:00");
    for (at, cost) in [
        ("2026-12-01 08:00", "day_slot month_slot"),
        ("2026-12-01 23:59:59", ""),
        ("2026-12-02 00:00", "day_slot"),
        ("2026-12-31 08:00", "day_slot"),
        ("2026-12-31 09:00", ""),
    ] {
        assert_eq!(counted(&home.json(&["log", "Jane Doe", "--at", at])), cost, "{at}");
    }
    home.at("2027-01-01T09:00:00+01:00");
    assert_eq!(counted(&home.json(&["log", "Jane Doe"])), "day_slot month_slot");
}

#[test]
fn inmails_and_invitations_use_no_message_slot() {
    // Rules 3.5.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["log", "Jane Doe", "--invite"]);
    assert_eq!(home.used("today"), (0, 0));
    assert_eq!(counted(&home.json(&["log", "Jane Doe"])), "day_slot month_slot");
}

#[test]
fn a_message_over_an_enforced_limit_is_recorded_with_a_caution() {
    // Rules 3.4.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe"]);
    let over = home.json(&["log", "Ravi Patel"]);
    assert_eq!(counted(&over), "day_slot month_slot over_limit");
    assert_eq!(codes(&over), ["over_limit"]);
    assert_eq!(home.used("today"), (2, 2));
    let text = home.ok(&["log", "Ana Lima"]).all();
    assert!(text.contains("over"), "{text}");
    // A message that needs no slot is never over a limit.
    assert_eq!(counted(&home.json(&["log", "Ravi Patel"])), "");
}

#[test]
fn a_message_over_an_advisory_limit_counts_as_over_too() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--monthly", "1", "--advisory"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    assert_eq!(counted(&home.json(&["log", "Ravi Patel"])), "day_slot month_slot over_limit");
    // Jane needs a day slot only, so the full month does not matter.
    assert_eq!(counted(&home.json(&["log", "Jane Doe"])), "day_slot");
}

#[test]
fn an_invitation_is_over_the_limit_if_the_week_or_the_months_notes_are_full() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "2"]);
    home.ok(&["log", "Jane Doe", "--invite"]);
    assert_eq!(counted(&home.json(&["log", "Ravi Patel", "--invite"])), "");
    assert_eq!(counted(&home.json(&["log", "Ana Lima", "--invite"])), "over_limit");
    // Now one note a month, enforced; free has 5, advisory.
    home.ok(&["plan", "set", "free", "--invitations", "none", "--notes", "1"]);
    assert_eq!(counted(&home.json(&["log", "Max Roe", "--invite", "--with-note"])), "");
    assert_eq!(counted(&home.json(&["log", "Eva Moe", "--invite", "--with-note"])), "over_limit");
    assert_eq!(counted(&home.json(&["log", "Kim Lee", "--invite"])), "");
}

#[test]
fn an_inmail_without_a_credit_is_recorded_as_uncovered_and_the_balance_stays_0() {
    // Rules 4.6.
    let home = Home::new();
    home.ok(&["credits", "set", "0"]);
    let uncovered = home.json(&["log", "Jane Doe", "--inmail"]);
    assert_eq!(counted(&uncovered), "uncovered");
    assert_eq!(codes(&uncovered), ["uncovered"]);
    assert_eq!(home.balance(), 0);
    assert_eq!(home.json(&["status"])["inmail"]["uncovered"], 1);
}

#[test]
fn an_open_conversation_costs_neither_slot_nor_credit() {
    // Rules 2.3.
    let home = Home::new();
    home.ok(&["reply", "Jane Doe"]);
    for args in [&["log", "Jane Doe"] as &[&str], &["log", "Jane Doe", "--inmail"], &["log", "Jane Doe"]] {
        assert_eq!(counted(&home.json(args)), "", "{args:?}");
    }
    assert_eq!((home.used("today"), home.balance()), ((0, 0), 5));
}

#[test]
fn the_guard_records_only_what_check_allows() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--invitations", "0", "--credits", "0"]);
    home.ok(&["log", "Jane Doe", "--guard"]);
    let before = home.bytes();
    for args in [&["Ravi Patel"] as &[&str], &["Ravi Patel", "--inmail"], &["Ravi Patel", "--invite"]] {
        home.exits(1, &[&["log", "--guard"], args].concat());
        home.exits(1, &[&["log", "--guard", "--json"], args].concat());
        assert_eq!(home.bytes(), before, "{args:?}");
    }
    home.ok(&["log", "Jane Doe", "--guard"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--free", "--guard"]);
}

#[test]
fn the_guard_ignores_an_advisory_limit() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "0", "--advisory"]);
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--guard"])), "day_slot month_slot over_limit");
}

#[test]
fn the_guard_checks_at_the_instant_of_the_message() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--from", "2026-11-01"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20 10:00"]);
    home.exits(1, &["log", "Ravi Patel", "--guard", "--at", "2026-11-20 11:00"]);
    home.ok(&["log", "Ravi Patel", "--guard", "--at", "2026-11-21 11:00"]);
}

#[test]
fn notes_tags_and_the_template_are_kept() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "met in Bonn", "--tag", "spring", "--tag", "b", "--template", "hello"]);
    home.ok(&["log", "Ravi Patel"]);
    let records = home.history(&[]);
    assert_eq!(records[1]["note"], "met in Bonn");
    assert_eq!(records[1]["tags"], json!(["spring", "b"]));
    assert_eq!(records[1]["template"], "hello");
    assert_eq!(
        (&records[0]["note"], &records[0]["tags"], &records[0]["template"]),
        (&Value::Null, &json!([]), &Value::Null)
    );
}

#[test]
fn a_log_is_of_one_kind_and_takes_only_its_options() {
    let home = Home::new();
    for args in [
        &["log"] as &[&str],
        &["log", "Jane Doe", "--inmail", "--invite"],
        &["log", "Jane Doe", "--free"],
        &["log", "Jane Doe", "--with-note"],
        &["log", "Jane", "Doe"],
        &["log", "Jane Doe", "--nonsense"],
    ] {
        home.refuses(2, args);
    }
}

#[test]
fn a_record_entered_late_changes_every_figure_after_it() {
    // Rules 1.2: a message of the 20th is logged first; the one of the 10th, entered later, takes over the month slot.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20 10:00"]);
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--at", "2026-11-10 10:00"])), "day_slot month_slot");
    let records = home.history(&[]);
    assert_eq!(counted(&records[0]), "day_slot");
    assert_eq!(counted(&records[1]), "day_slot month_slot");
    // A response entered late, before both: neither costs anything.
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-09"]);
    let records = home.history(&["--kind", "message"]);
    assert_eq!((counted(&records[0]), counted(&records[1])), (String::new(), String::new()));
    assert_eq!(home.used("2026-11-20"), (0, 0));
}

#[test]
fn records_of_the_same_instant_count_in_the_order_they_were_recorded() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["reply", "Ravi Patel"]);
    home.ok(&["log", "Ravi Patel"]);
    // Jane's message is before her response of the same second, Ravi's after his.
    assert_eq!(home.used("today"), (1, 1));
}

#[test]
fn a_day_is_in_the_accounts_zone_not_the_machines() {
    // Rules 1.4: 23:30 on the 24th in Berlin is the 24th, also for a machine in Tokyo.
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-24 23:30"]);
    home.in_zone("Asia/Tokyo");
    assert_eq!(home.used("2026-11-24"), (1, 1));
    assert_eq!(home.used("2026-11-25"), (0, 1));
    assert_eq!(counted(&home.json(&["log", "Jane Doe", "--at", "2026-11-24 10:00"])), "day_slot month_slot");
    assert_eq!(home.json(&["status"])["zone"], "Europe/Berlin");
}
