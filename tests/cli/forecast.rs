//! `forecast`: the future balance at the present rate. The clock is Wednesday, 25 November 2026, 09:00 in Berlin.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// The row of a forecast for this date.
fn day(forecast: &Value, date: &str) -> Value {
    let days = forecast["days"].as_array().unwrap();
    days.iter().find(|day| day["date"] == date).unwrap_or_else(|| panic!("no {date}")).clone()
}

#[test]
fn the_present_rate_is_spread_over_the_coming_working_days() {
    // 2 of 5 spent since Monday, 2 November, in 18 working days: one in 9. The ninth working day after today is
    // Tuesday, 8 December (26, 27, 30 November, 1 to 4, 7, 8 December). 5 come on the 1st.
    let home = Home::new();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    home.ok(&["log", "Bo", "--inmail", "--at", "2026-11-03"]);
    let forecast = home.json(&["forecast", "--until", "2026-12-31"]);
    let rate = json!({"since":"2026-11-02","spent":2,"working_days":18,"a_working_day":0.11});
    assert_eq!((&forecast["balance"], &forecast["rate"]), (&json!(3), &rate));
    assert_eq!(forecast["days"].as_array().unwrap().len(), 37);
    assert_holds(&day(&forecast, "2026-12-01"), &json!({"granted":5,"spent":0,"balance":8}));
    assert_holds(&day(&forecast, "2026-12-07"), &json!({"spent":0,"balance":8}));
    assert_holds(&day(&forecast, "2026-12-08"), &json!({"spent":1,"balance":7}));
    // 26 working days from tomorrow through 31 December: two credits.
    assert_eq!(day(&forecast, "2026-12-31")["balance"], 6);
}

#[test]
fn a_forecast_includes_grants_expiries_and_the_cap() {
    // 15 and 4 bought are 19. On 11 December 5 expire: 14. On the 12th 5 come: 19, of which the cap of 15 takes 4.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "4", "--no-expiry", "-q"]);
    let forecast = home.json(&["forecast", "--until", "2026-12-12"]);
    assert_holds(&day(&forecast, "2026-12-11"), &json!({"expired":5,"balance":14}));
    assert_holds(&day(&forecast, "2026-12-12"), &json!({"granted":5,"lost_to_cap":4,"balance":15}));
    let out = home.ok(&["forecast", "--until", "2026-12-12"]).out;
    assert!(out.contains("Sat 12 Dec 2026: 5 granted, 4 lost to the cap; 15 left"), "{out}");
    assert!(out.contains("9 credits lost before then"), "{out}");
}

#[test]
fn every_day_adds_up_and_matches_the_report_for_that_day() {
    let home = Home::on_premium_career();
    home.ok(&["plan", "set", "premium-business", "--from", "2026-12-20"]);
    let forecast = home.json(&["forecast", "--until", "2027-06-30"]);
    let mut balance = forecast["balance"].as_i64().unwrap();
    for day in forecast["days"].as_array().unwrap() {
        let figure = |name: &str| day[name].as_i64().unwrap();
        let out = figure("spent") + figure("expired") + figure("lost_to_cap") + figure("lapsed");
        balance += figure("granted") - out;
        assert_eq!(figure("balance"), balance, "{day}");
    }
    // Nothing was spent lately, so the forecast is what `credits` says of those days.
    for date in ["2026-12-19", "2026-12-20", "2027-03-20", "2027-06-30"] {
        assert_eq!(day(&forecast, date)["balance"], home.balance_at(date), "{date}");
    }
}

#[test]
fn the_first_inmail_without_a_credit_is_named() {
    // 5 spent in the 5 working days of the last week, none left: one a working day. 26, 27 and 30 November and 8
    // December find none.
    let home = Home::new();
    for person in ["a b", "c d", "e f", "g h", "i j"] {
        home.ok(&["log", person, "--inmail", "--at", "yesterday"]);
    }
    let forecast = home.json(&["forecast", "--until", "2026-12-08"]);
    assert_eq!(forecast["rate"]["a_working_day"], 1.0);
    let short = |date| day(&forecast, date)["without_credit"].clone();
    assert_eq!([short("2026-11-26"), short("2026-11-28"), short("2026-11-30")], [json!(1), json!(0), json!(1)]);
    // The 5 of December last through Monday, the 7th.
    assert_eq!([short("2026-12-07"), short("2026-12-08")], [json!(0), json!(1)]);
    let out = home.ok(&["forecast", "--until", "2026-12-08"]).out.replace("\n    ", " ");
    assert!(out.contains("from Thu 26 Nov 2026 on, 4 InMails would find no credit"), "{out}");
}

#[test]
fn the_date_must_be_in_the_future() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["forecast", "--until", "2026-11-24"])["code"], "usage");
    assert_eq!(home.refuses(2, &["forecast", "--until", "2936-11-24"])["code"], "usage");
    assert_eq!(home.refuses(2, &["forecast", "--until", "soon"])["code"], "bad_when");
    assert_eq!(home.json(&["forecast", "--until", "today"])["days"].as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["forecast"])["days"].as_array().unwrap().len(), 61);
}

#[test]
fn charts_have_an_ascii_form_and_fit_the_screen() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--invite"]);
    let run = |args: &[&str], environment: &[(&str, &str)]| home.run_with(environment, args).out;
    assert!(run(&["forecast"], &[]).contains('█'));
    for args in [&["forecast"] as &[&str], &["status"], &["summary"]] {
        let asked = run(&[args, &["--ascii"]].concat(), &[]);
        assert!(asked.is_ascii() && asked.contains(['#', '.']), "{asked}");
        for set in [("TERM", "dumb"), ("LANG", "C"), ("LC_ALL", "de_DE.ISO-8859-1")] {
            assert_eq!(run(args, &[set]), asked, "{set:?}");
        }
        assert_eq!(run(args, &[("LANG", "en_GB.UTF-8")]), run(args, &[]));
    }
    for columns in [40, 80] {
        for until in ["2026-12-24", "2029-12-24"] {
            home.fits(columns, &["forecast", "--until", until]);
        }
    }
}

#[test]
fn one_credit_expires_and_several_expire() {
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "1", "--expires", "2026-11-30", "-q"]);
    let out = home.ok(&["forecast", "--until", "2026-12-12"]).out;
    assert!(out.contains("Mon 30 Nov 2026: 1 expired; 15 left"), "{out}");
    assert!(out.contains("Fri 11 Dec 2026: 5 expired; 10 left"), "{out}");
}
