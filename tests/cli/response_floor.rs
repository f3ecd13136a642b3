//! The caution where too few InMails were answered lately (rules 8.2).

use serde_json::json;

use crate::program::{Home, Run, codes};

const CODE: &str = "low_response_rate";

/// "Inma Aa", "Inma Ab", and so on.
fn name(number: u8) -> String {
    let letter = |number: u8| char::from(b'a' + number);
    format!("Inma {}{}x", letter(number / 26).to_ascii_uppercase(), letter(number % 26))
}

/// A home on a plan, with InMails to the people of these numbers.
fn home(plan: &str, inmails: std::ops::Range<u8>) -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", plan, "--from", "2026-11-01", "--inmail-credits", "500", "--inmail-cap", "none"]);
    log(&home, inmails);
    home
}

fn log(home: &Home, inmails: std::ops::Range<u8>) -> Run {
    let names: Vec<String> = inmails.map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.ok(&[&["log", "--inmail", "--new", "--json"], names.as_slice()].concat())
}

/// Whether `check --inmail` and `status` have the caution. Both or neither do.
fn warns(home: &Home) -> bool {
    let check = home.json(&["check", "--inmail"]);
    let status = home.json(&["status"]);
    assert_eq!(codes(&check).contains(&CODE.to_owned()), codes(&status).contains(&CODE.to_owned()));
    codes(&status).contains(&CODE.to_owned())
}

#[test]
fn more_than_100_recent_inmails_of_which_fewer_than_13_in_100_were_answered() {
    let mut home = home("recruiter-corporate", 0..100);
    for number in 0..12 {
        home.ok(&["reply", &name(number)]);
    }
    // 12 of exactly 100: not judged.
    assert!(!warns(&home));
    home.ok(&["reply", &name(12), "--declined"]);
    assert!(!warns(&home));
    // 13 of 101 are 12.87 %.
    let logged = log(&home, 100..101).json();
    assert!(codes(&logged).contains(&CODE.to_owned()));
    assert!(warns(&home));
    let expected = "13 of your 101 InMails of the last 14 days were answered, 12.87 %; on recruiter-corporate, LinkedIn may restrict sending below 13 %";
    for command in [&["status"] as &[&str], &["check", "--inmail"], &["check", "Jane Doe", "--inmail", "--free"]] {
        let run = home.ok(command);
        assert!(run.err.contains(expected) && !run.out.contains(expected), "{command:?} {run:?}");
    }
    assert_eq!(home.json(&["status"])["cautions"][0]["message"], json!(expected));
    // Neither a message nor an invitation has it.
    for other in [&["check"] as &[&str], &["check", "--invite"], &["log", "Jane Doe"]] {
        assert!(!codes(&home.json(other)).contains(&CODE.to_owned()), "{other:?}");
    }
    // Of several InMails at once, it is said once.
    let several = log(&home, 101..103).json();
    assert_eq!(codes(&several).iter().filter(|code| *code == CODE).count(), 1);
    // 14 of 103 are 13.59 %.
    home.ok(&["reply", &name(13)]);
    assert!(!warns(&home));
    home.ok(&["undo"]);
    assert!(warns(&home));
    // After 14 × 24 hours none counts.
    home.at("2026-12-09T08:59:59+01:00");
    assert!(warns(&home));
    home.at("2026-12-09T09:00:00+01:00");
    assert!(!warns(&home));
}

#[test]
fn only_plans_with_a_response_floor_have_the_caution() {
    for (plan, expected) in [
        ("recruiter-lite", true),
        ("rps", true),
        ("sales-navigator", false),
        ("premium", false),
        ("premium-career", false),
    ] {
        assert_eq!(warns(&home(plan, 0..101)), expected, "{plan}");
    }
}

#[test]
fn a_plan_of_ones_own_can_have_a_response_floor() {
    for (floor, expected) in [("true", true), ("false", false)] {
        let home = Home::new();
        let plans = format!(
            r#"{{"plans":[{{"name":"seat","renews":"billing","response_floor":{floor},"inmail":{{"monthly":500}}}}]}}"#
        );
        home.write(".config/inquota/plans.json", plans.as_bytes());
        home.ok(&["plan", "set", "seat", "--from", "2026-11-01"]);
        log(&home, 0..101);
        assert_eq!(warns(&home), expected);
    }
}

#[test]
fn a_refused_inmail_has_the_caution_too() {
    let home = home("recruiter-corporate", 0..101);
    home.ok(&["credits", "set", "0"]);
    let refused = home.document(1, &["log", "Jane Doe", "--inmail", "--guard"]);
    assert_eq!(codes(&refused), [CODE]);
}
