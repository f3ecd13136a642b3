//! Dates of a plan that pins another zone, on the account's own clock (rules 1.4).
//!
//! Sales Navigator counts in UTC. The ledger of these tests is on it since 1 October 2026 UTC: 50 credits on each 1st,
//! for 90 days, at most 150, and a credit back for an answer within 90 days. As of 29 December, 23:00 UTC:
//!
//! - Of the grant of 1 October, 50 - 1 spent - 4 over the cap on 1 December (50 - 1 + 50 + 5 + 50 is 154) are left: 45.
//!   They expire on 30 December UTC: 30 days to 31 October, 30 to 30 November, 30 to 30 December.
//! - 5 were bought, until 5 January UTC. 50 of 1 November expire on 30 January (29 + 31 + 30), 50 of 1 December on
//!   1 March (30 + 31 + 28 + 1).
//! - The InMail of 6 October gives its credit back through 4 January (25 + 30 + 31 + 4), so until 5 January UTC begins.
//! - The next grant is that of 1 January UTC.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// An hour before 30 December UTC.
const NOW: &str = "2026-12-29T23:00:00Z";

/// What the clock of an account shows, by hand.
struct Clock {
    zone: &'static str,
    /// 1 October, 00:00 UTC.
    start: &'static str,
    /// 30 December, 00:00 UTC, which is an hour ahead.
    expiry: &'static str,
    /// 1 January, 00:00 UTC.
    grant: &'static str,
    /// 1 January in few columns.
    grant_in_short: &'static str,
    /// 5 January, 00:00 UTC.
    gone: &'static str,
    /// 1 February, 00:00 UTC.
    change: &'static str,
}

const CLOCKS: [Clock; 4] = [
    // Los Angeles is 7 hours behind until 1 November, then 8.
    Clock {
        zone: "America/Los_Angeles",
        start: "Wed 30 Sep 2026, 17:00 (1 Oct UTC)",
        expiry: "today 16:00 (30 Dec UTC)",
        grant: "Thu 31 Dec 2026, 16:00 (1 Jan UTC)",
        grant_in_short: "31 Dec 16:00 (1 Jan UTC)",
        gone: "Mon 4 Jan 2027, 16:00 (5 Jan UTC)",
        change: "Sun 31 Jan 2027, 16:00 (1 Feb UTC)",
    },
    // Tokyo is 9 hours ahead.
    Clock {
        zone: "Asia/Tokyo",
        start: "Thu 1 Oct 2026, 09:00 (1 Oct UTC)",
        expiry: "today 09:00 (30 Dec UTC)",
        grant: "Fri 1 Jan 2027, 09:00 (1 Jan UTC)",
        grant_in_short: "1 Jan 09:00 (1 Jan UTC)",
        gone: "Tue 5 Jan 2027, 09:00 (5 Jan UTC)",
        change: "Mon 1 Feb 2027, 09:00 (1 Feb UTC)",
    },
    // Kathmandu is 5 hours and 45 minutes ahead.
    Clock {
        zone: "Asia/Kathmandu",
        start: "Thu 1 Oct 2026, 05:45 (1 Oct UTC)",
        expiry: "today 05:45 (30 Dec UTC)",
        grant: "Fri 1 Jan 2027, 05:45 (1 Jan UTC)",
        grant_in_short: "1 Jan 05:45 (1 Jan UTC)",
        gone: "Tue 5 Jan 2027, 05:45 (5 Jan UTC)",
        change: "Mon 1 Feb 2027, 05:45 (1 Feb UTC)",
    },
    // Apia is 13 hours ahead, without summer time.
    Clock {
        zone: "Pacific/Apia",
        start: "Thu 1 Oct 2026, 13:00 (1 Oct UTC)",
        expiry: "today 13:00 (30 Dec UTC)",
        grant: "Fri 1 Jan 2027, 13:00 (1 Jan UTC)",
        grant_in_short: "1 Jan 13:00 (1 Jan UTC)",
        gone: "Tue 5 Jan 2027, 13:00 (5 Jan UTC)",
        change: "Mon 1 Feb 2027, 13:00 (1 Feb UTC)",
    },
];

/// The ledger of these tests, for an account in this zone.
fn on_sales_navigator(zone: &str) -> Home {
    let mut home = Home::new();
    home.in_zone(zone).at("2026-10-05T12:00:00Z").ok(&["plan", "set", "sales-navigator"]);
    home.at("2026-10-06T12:00:00Z").ok(&["log", "Jane Doe", "--inmail"]);
    home.at("2026-11-15T12:00:00Z").ok(&["credits", "buy", "5", "--expires", "2027-01-05"]);
    home.at(NOW);
    home
}

/// The output of a command on a wide screen, both streams.
fn wide(home: &Home, args: &[&str]) -> String {
    let run = home.run_with(&[("COLUMNS", "200")], args);
    run.out + &run.err
}

#[test]
fn every_screen_shows_an_event_at_its_instant_on_the_accounts_clock() {
    for Clock { zone, start, expiry, grant, grant_in_short, gone, change } in CLOCKS {
        let home = on_sales_navigator(zone);
        let next = format!("50 more on {grant}, in 2 days");
        for (args, shown) in [
            (
                vec!["status"],
                vec![
                    format!("Plan sales-navigator, since {start}"),
                    next.clone() + "; 5 will be lost to the cap",
                    format!("45 expire {expiry}"),
                    format!("warning: 45 expire {expiry} unless used"),
                ],
            ),
            (vec!["status", "--line", "{grant} | {expiry}"], vec![format!("50 on {grant_in_short} | 45 {expiry}")]),
            (vec!["status", "--line", "{credits}", "--json"], vec![format!("50 more on {grant}")]),
            (vec!["check", "--inmail"], vec![next.clone()]),
            (
                vec!["credits"],
                vec![
                    next.clone(),
                    format!("granted  {start}"),
                    format!("{}  ", today(zone, expiry)),
                    format!("{gone}  "),
                ],
            ),
            (vec!["credits", "--watch"], vec![format!("{gone}, in 6 days")]),
            (
                vec!["next"],
                vec![
                    format!("45 credits expire {expiry}: "),
                    format!("a response from Jane Doe before {gone}, in 6 days, gives 1 credit back"),
                ],
            ),
            (
                vec!["forecast"],
                vec![format!("{}: 45 expired; 105 left", today(zone, expiry)), format!("{grant}: 50 granted")],
            ),
            (vec!["plan"], vec![format!("since {start}; renews on the 1st, UTC: next {grant}, in 2 days")]),
            (vec!["plan", "show", "sales-nav"], vec![format!("renews on the 1st, UTC: next {grant}, in 2 days")]),
            (vec!["history"], vec![format!("expiring {gone}"), "sales-navigator (1 Oct UTC)".to_owned()]),
            (vec!["summary", "--format", "html"], vec![next.clone(), format!("45 expire {expiry}")]),
            // Records from here on.
            (vec!["log", "Ravi Patel", "--inmail"], vec![next.clone()]),
            (
                vec!["credits", "buy", "2", "--expires", "2027-02-01"],
                vec![
                    format!("expiring {change}"),
                    // 150 - 1 + 2 and 50, less the 44 that expire before: 157, 7 over the cap of 150.
                    format!("will be lost to the cap of 150 on {grant}"),
                ],
            ),
            (vec!["plan", "set", "premium", "--from", "2027-02-01"], vec![]),
            (
                vec!["plan", "set", "sales-navigator", "--from", "2027-02-01"],
                vec![format!("as a change: in force from {change}")],
            ),
            (vec!["plan"], vec![format!("ahead: sales-navigator from {change}")]),
            (vec!["undo"], vec![format!("plan sales-navigator, {change}")]),
        ] {
            let out = wide(&home, &args);
            for words in shown {
                assert!(out.contains(&words), "{zone} {args:?}: no {words}\n{out}");
            }
        }
    }
}

/// The date that is called today, in full.
fn today(zone: &str, expiry: &str) -> String {
    let date = if zone.starts_with("America") { "Tue 29 Dec 2026, " } else { "Wed 30 Dec 2026, " };
    expiry.replace("today ", date)
}

#[test]
fn no_screen_shows_the_plans_date_alone() {
    // In Los Angeles, each date of the plan begins on the day before, so its own date may only stand in brackets.
    let home = on_sales_navigator("America/Los_Angeles");
    home.ok(&["plan", "set", "free", "--from", "2027-02-10"]);
    home.ok(&["plan", "set", "sales-navigator", "--from", "2027-02-20"]);
    for args in [
        &["status"] as &[&str],
        &["status", "--line", "{grant} {expiry}"],
        &["status", "--line", "{credits}", "--json"],
        &["check", "--inmail"],
        &["credits"],
        &["credits", "--watch"],
        &["next"],
        &["forecast"],
        &["plan"],
        &["plan", "list"],
        &["plan", "show", "sales-nav"],
        &["history"],
        &["followups"],
        &["stats"],
        &["summary", "--last-month"],
        &["summary", "--last-month", "--format", "markdown"],
        &["log", "Ravi Patel", "--inmail"],
        &["credits", "set", "149"],
        &["reply", "Ravi Patel"],
    ] {
        let mut out = wide(&home, args);
        for date in ["1 Oct", "1 Nov", "1 Dec", "30 Dec", "1 Jan", "5 Jan", "30 Jan", "1 Mar", "20 Feb"] {
            out = out.replace(&format!("({date} UTC)"), "");
            assert!(!out.contains(&format!(" {date}")), "{args:?}: {date}\n{out}");
        }
    }
}

#[test]
fn beside_each_date_of_a_plan_the_json_has_its_instant() {
    for Clock { zone, .. } in CLOCKS {
        let home = on_sales_navigator(zone);
        let mut dates = 0;
        for args in [
            &["status"] as &[&str],
            &["credits"],
            &["next"],
            &["forecast"],
            &["plan"],
            &["summary", "--last-month"],
            &["plan", "set", "sales-navigator", "--from", "2027-02-01"],
        ] {
            walk(&home.json(args), &mut |object| {
                for (date, instant) in [("on", "at"), ("since", "since_at"), ("expires_on", "expires_at")] {
                    let Some(date) = object.get(date).and_then(Value::as_str) else { continue };
                    // A rate is counted since a date of the account, which has no instant.
                    if object.contains_key("working_days") {
                        continue;
                    }
                    let at: DateTime<FixedOffset> = object[instant].as_str().unwrap().parse().unwrap();
                    let start = date.parse::<NaiveDate>().unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc();
                    assert_eq!(at, start, "{zone} {args:?}: {object:?}");
                    dates += 1;
                }
            });
        }
        // Of status the start, the grant, the expiry and the loss; 4 lots; 2 losses; 4 changes until 28 February; the
        // start and the next renewal; the grant of last month; the start of the change: 4 + 4 + 2 + 4 + 2 + 1 + 1.
        assert_eq!(dates, 18, "{zone}");
    }
}

fn walk(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|value| walk(value, visit));
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

#[test]
fn lots_have_the_instants_at_which_they_are_given_and_expire() {
    let mut home = on_sales_navigator("America/Los_Angeles");
    home.ok(&["credits", "buy", "1", "--no-expiry"]);
    assert_holds(
        &home.json(&["credits"])["lots"],
        &json!([
            {"given_on":"2026-10-01","given_at":"2026-09-30T17:00:00-07:00",
             "expires_on":"2026-12-30","expires_at":"2026-12-29T16:00:00-08:00","left":45},
            {"given_on":"2026-11-15","given_at":"2026-11-15T04:00:00-08:00",
             "expires_on":"2027-01-05","expires_at":"2027-01-04T16:00:00-08:00","left":5},
            {"given_on":"2026-11-01","given_at":"2026-10-31T17:00:00-07:00",
             "expires_on":"2027-01-30","expires_at":"2027-01-29T16:00:00-08:00","left":50},
            {"given_on":"2026-12-01","given_at":"2026-11-30T16:00:00-08:00",
             "expires_on":"2027-03-01","expires_at":"2027-02-28T16:00:00-08:00","left":50},
            {"given_on":"2026-12-29","given_at":"2026-12-29T15:00:00-08:00","expires_on":null,"expires_at":null}]),
    );
    // What is bought in the last eight hours of a day is of the next date UTC. 30 December + 90 days: 1 to the 31st, 31,
    // 28, 30 more: 30 March, when Los Angeles is 7 hours behind.
    home.at("2026-12-29T17:00:00-08:00").ok(&["credits", "buy", "1"]);
    assert!(wide(&home, &["credits"]).contains("bought   Tue 29 Dec 2026, 17:00 (30 Dec UTC)  Mon 29 Mar 2027, 17:00"));
}

#[test]
fn in_tokyo_the_grant_of_the_day_comes_at_nine() {
    let mut home = on_sales_navigator("Asia/Tokyo");
    home.at("2026-12-01T08:30:00+09:00").ok(&["credits", "set", "0"]);
    assert!(wide(&home, &["status"]).contains("50 more today 09:00 (1 Dec UTC)"));
    let no = home.exits(1, &["check", "--inmail"]).out;
    assert!(no.contains("you can again from today 09:00 (1 Dec UTC), in 30 min"), "{no}");
    home.at("2026-11-30T08:30:00+09:00");
    assert!(wide(&home, &["status"]).contains("50 more tomorrow 09:00 (1 Dec UTC)"));
}

#[test]
fn a_no_that_a_dated_plan_lifts_names_its_date_too() {
    // On free, 30 people a month; the plan of 1 January UTC has no limit, from 31 December, 16:00 in Los Angeles.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-12-29T15:00:00-08:00");
    home.ok(&["plan", "set", "free", "--from", "2026-10-01", "--daily", "0"]);
    home.ok(&["plan", "set", "sales-navigator", "--from", "2027-01-01"]);
    let no = home.exits(1, &["check"]).out;
    assert!(no.contains("you can again from Thu 31 Dec 2026, 16:00 (1 Jan UTC), in 2 days"), "{no}");
}

#[test]
fn words_of_the_member_are_days_of_the_account_and_dates_stay_dates() {
    // 29 December, 17:00 in Los Angeles is 30 December UTC. The member's today is the 29th all the same.
    let mut home = on_sales_navigator("America/Los_Angeles");
    home.at("2026-12-29T17:00:00-08:00");
    let error = home.refuses(2, &["credits", "buy", "1", "--expires", "2026-12-30"]);
    assert_eq!(
        error["message"],
        "--expires 2026-12-30 is not after the day of the purchase, Tue 29 Dec 2026, 17:00 (30 Dec UTC)"
    );
    home.ok(&["credits", "buy", "1", "--expires", "2026-12-31"]);
    assert_eq!(home.lots("2026-12-29 17:00")[0], "purchase 2026-12-30 2026-12-31 1/1");
    let error = home.refuses(2, &["plan", "set", "sales-navigator", "--from", "2027-01-01", "--credits", "3"]);
    let message = error["message"].as_str().unwrap();
    assert!(message.ends_with("the plan starts on Thu 31 Dec 2026, 16:00 (1 Jan UTC)"), "{message}");
    let set = home.json(&["plan", "set", "sales-navigator", "--from", "today"]);
    assert_eq!((&set["since"], &set["since_at"]), (&json!("2026-12-29"), &json!("2026-12-28T16:00:00-08:00")));
}

#[test]
fn a_statement_says_when_the_grant_of_the_next_month_came() {
    // Rules 4.14: 1 December UTC begins on 30 November, 16:00, so its grant is in November.
    let home = on_sales_navigator("America/Los_Angeles");
    let november = &["--month", "2026-11"];
    assert_eq!(home.statement(november), "opening 99, granted 50, bought 5, lost_to_cap 4, closing 150");
    for format in ["table", "markdown", "html"] {
        let out = wide(&home, &[&["summary", "--format", format], november as &[&str]].concat());
        assert!(out.contains("granted: Mon 30 Nov 2026, 16:00 (1 Dec UTC)"), "{format}\n{out}");
    }
    let json = home.json(&[&["summary"], november as &[&str]].concat());
    let granted = json!([{"on":"2026-12-01","at":"2026-11-30T16:00:00-08:00"}]);
    assert_eq!(json["credit_dates"], json!({"granted":granted,"expired":[]}));
    let december = home.json(&["summary", "--month", "2026-12", "--at", "2026-12-31"]);
    assert_holds(
        &december["credit_dates"],
        &json!({"granted":[{"on":"2027-01-01","at":"2026-12-31T16:00:00-08:00"}],
                "expired":[{"on":"2026-12-30","at":"2026-12-29T16:00:00-08:00"}]}),
    );
}

#[test]
fn a_date_that_begins_at_the_accounts_midnight_is_shown_as_before() {
    // London is at UTC in winter, and an hour ahead until 25 October.
    let home = on_sales_navigator("Europe/London");
    let status = wide(&home, &["status"]);
    assert!(status.contains("since Thu 1 Oct 2026, 01:00 (1 Oct UTC)"), "{status}");
    assert!(status.contains("50 more on Fri 1 Jan 2027, in 3 days"), "{status}");
    assert!(status.contains("45 expire on Wed 30 Dec 2026, tomorrow"), "{status}");
    // A plan without a zone of its own has no instant on any screen.
    let home = Home::on_premium_career();
    assert!(wide(&home, &["credits"]).contains("5 more on Sat 12 Dec 2026, in 17 days\n"));
    assert_eq!(
        home.json(&["status"])["inmail"]["next_grant"],
        json!({"on":"2026-12-12","at":"2026-12-12T00:00:00+01:00","credits":5})
    );
}
