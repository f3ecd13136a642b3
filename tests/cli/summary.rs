//! `summary`: the JSON document, the period, the credit statement.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

#[test]
fn an_empty_month_has_every_figure_and_every_day() {
    let expected = json!({"schema":1,"from":"2026-11-01","to":"2026-11-30","as_of":"2026-11-25T09:00:00+01:00",
        "messages":{"sent":0,"people":0,"reached":0,"over_limit":0},
        "inmail":{"sent":0,"charged":0,"free":0,"uncovered":0},
        "invitations":{"sent":0,"with_note":0,"accepted":0},
        "responses":0,
        "response_rate":{"contacted":0,"judged":0,"responded":0,"late":0,"declined":0,"pending":0,"early":0,"rate":null},
        "inmail_rate":{"sent":0,"responded":0,"rate":null},
        "credits":{"opening":0,"granted":5,"bought":0,"refunded":0,"adjusted":0,"spent":0,"expired":0,"lost_to_cap":0,"lapsed":0,"closing":5}});
    let document = Home::new().json(&["summary"]);
    assert_holds(&document, &expected);
    let days = document["days"].as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_holds(
        &days[0],
        &json!({"date":"2026-11-01","people":0,"reached":0,"messages":0,"inmail":0,"invitations":0,"responses":0}),
    );
    assert_eq!(days[29]["date"], "2026-11-30");
}

#[test]
fn every_record_counts_in_its_channel() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "2", "--credits", "1", "--at", "2026-11-02 00:00"]);
    for args in [
        // Two new people, one of whom gets two messages; a third is over the limit of the day.
        &["log", "a b", "--at", "2026-11-03 09:00"] as &[&str],
        &["log", "a b", "--at", "2026-11-03 10:00"],
        &["log", "c d", "--at", "2026-11-03 11:00"],
        &["log", "e f", "--at", "2026-11-03 12:00"],
        // The next day, one of them again: no month slot. Then she answers, and costs nothing more.
        &["log", "a b", "--at", "2026-11-04 09:00"],
        &["reply", "a b", "--at", "2026-11-04 10:00"],
        &["log", "a b", "--at", "2026-11-05 10:00"],
        // One InMail charged, one uncovered, one marked free, one free because the conversation is open.
        &["log", "g h", "--inmail", "--at", "2026-11-05 11:00"],
        &["log", "i j", "--inmail", "--at", "2026-11-05 12:00"],
        &["log", "k l", "--inmail", "--free", "--at", "2026-11-05 13:00"],
        &["log", "a b", "--inmail", "--at", "2026-11-05 14:00"],
        &["reply", "g h", "--declined", "--at", "2026-11-06 09:00"],
        &["log", "m n", "--invite", "--at", "2026-11-06 10:00"],
        &["log", "o p", "--invite", "--with-note", "--at", "2026-11-06 11:00"],
        &["accepted", "o p", "--at", "2026-11-07 09:00"],
    ] {
        home.ok(args);
    }
    let document = home.json(&["summary"]);
    assert_holds(
        &document,
        &json!({"messages":{"sent":6,"people":3,"reached":3,"over_limit":1},
            "inmail":{"sent":4,"charged":1,"free":2,"uncovered":1},
            "invitations":{"sent":2,"with_note":1,"accepted":1},
            "responses":2}),
    );
    assert_eq!(home.statement(&[]), "granted 5, adjusted -4, spent 1");
    let day = |date: usize| document["days"][date - 1].clone();
    let expected = |date: &str, people, reached, messages, inmail, invitations, responses| json!({"date":date,"people":people,"reached":reached,"messages":messages,"inmail":inmail,"invitations":invitations,"responses":responses});
    assert_holds(&day(3), &expected("2026-11-03", 3, 3, 4, 0, 0, 0));
    assert_holds(&day(4), &expected("2026-11-04", 1, 1, 1, 0, 0, 1));
    assert_holds(&day(5), &expected("2026-11-05", 0, 1, 1, 4, 0, 0));
    assert_holds(&day(6), &expected("2026-11-06", 0, 0, 0, 0, 2, 1));
    assert_holds(&day(7), &expected("2026-11-07", 0, 0, 0, 0, 0, 0));
}

#[test]
fn history_before_the_first_plan_counts_as_free() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-10-10"]);
    let october = home.json(&["summary", "--month", "2026-10"]);
    assert_holds(&october["inmail"], &json!({"sent":1,"charged":0,"free":1,"uncovered":0}));
    assert_eq!(home.statement(&["--month", "2026-10"]), "");
}

#[test]
fn the_period_can_be_given_in_four_ways() {
    let home = Home::new();
    for (args, from, to) in [
        (&[] as &[&str], "2026-11-01", "2026-11-30"),
        (&["--month", "2027-02"], "2027-02-01", "2027-02-28"),
        (&["--month", "2028-02"], "2028-02-01", "2028-02-29"),
        (&["--last-month"], "2026-10-01", "2026-10-31"),
        (&["--from", "2026-09-15", "--to", "2026-10-02"], "2026-09-15", "2026-10-02"),
        // Without `--to`, the period ends on the as-of date.
        (&["--from", "2026-09-15"], "2026-09-15", "2026-11-25"),
        (&["--from", "2026-09-15", "--at", "2026-10-20"], "2026-09-15", "2026-10-20"),
        (&["--at", "2026-10-20"], "2026-10-01", "2026-10-31"),
        (&["--last-month", "--at", "2026-10-20"], "2026-09-01", "2026-09-30"),
    ] {
        let document = home.json(&[&["summary"], args].concat());
        assert_eq!((&document["from"], &document["to"]), (&json!(from), &json!(to)), "{args:?}");
        let days = document["days"].as_array().unwrap();
        assert_eq!((&days[0]["date"], &days[days.len() - 1]["date"]), (&json!(from), &json!(to)), "{args:?}");
    }
}

#[test]
fn an_impossible_period_is_refused() {
    let home = Home::new();
    for args in [
        &["--from", "2026-11-02", "--to", "2026-11-01"] as &[&str],
        &["--month", "2026-13"],
        &["--month", "novembre"],
        &["--month", "2026-11", "--last-month"],
        &["--month", "2026-11", "--from", "2026-11-01"],
        &["--from", "soon"],
        &["--format", "xml"],
        // It would end today, before it began.
        &["--from", "2026-12-01"],
    ] {
        home.refuses(2, &[&["summary"], args].concat());
    }
}

#[test]
fn a_record_counts_if_it_is_in_the_period_and_not_after_the_instant_of_the_report() {
    let home = Home::new();
    for (person, at) in [
        ("a b", "2026-10-31 23:59:59"),
        ("c d", "2026-11-01 00:00"),
        ("e f", "2026-11-20 10:00"),
        ("g h", "2026-11-20 10:01"),
    ] {
        home.ok(&["log", person, "--at", at]);
    }
    let sent = |args: &[&str]| home.json(&[&["summary"], args].concat())["messages"]["sent"].clone();
    assert_eq!(sent(&["--month", "2026-10"]), 1);
    assert_eq!(sent(&[]), 3);
    assert_eq!(sent(&["--at", "2026-11-20 10:00"]), 2);
    assert_eq!(sent(&["--from", "2026-10-31", "--to", "2026-11-01"]), 2);
}

#[test]
fn the_closing_balance_of_a_period_is_the_opening_balance_of_the_next() {
    // Rules 4.14.
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-09-30 23:59:59"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-10-01 00:00"]);
    let figure = |month: &str, name: &str| home.json(&["summary", "--month", month])["credits"][name].clone();
    for (month, next) in [("2026-08", "2026-09"), ("2026-09", "2026-10"), ("2026-10", "2026-11")] {
        assert_eq!(figure(month, "closing"), figure(next, "opening"), "{month}");
    }
    // The closing balance is the balance at the last instant of the period.
    assert_eq!(figure("2026-09", "closing"), home.balance_at("2026-09-30"));
}

#[test]
fn the_sales_navigator_grant_of_1_december_is_in_november_in_los_angeles() {
    // Rules 4.14: 1 December 00:00 UTC is 30 November 16:00 there. So the grant of 1 November UTC is in October, and
    // that of 1 December UTC in November.
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-12-20T09:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-11-01"]);
    assert_eq!(home.statement(&["--month", "2026-10"]), "granted 50, closing 50");
    assert_eq!(home.statement(&["--month", "2026-11"]), "opening 50, granted 50, closing 100");
    assert_eq!(home.statement(&["--month", "2026-12"]), "opening 100, closing 100");
}

#[test]
fn a_future_period_has_the_balance_of_today_and_no_records() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let document = home.json(&["summary", "--month", "2027-01"]);
    assert_eq!(home.statement(&["--month", "2027-01"]), "opening 4, closing 4");
    assert_eq!(document["days"].as_array().unwrap().len(), 31);
    assert_holds(&document, &json!({"messages":{"sent":0},"inmail":{"sent":0},"responses":0}));
}

#[test]
fn an_unfinished_period_closes_at_the_instant_of_the_report() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    assert_eq!(home.statement(&["--at", "2026-11-19"]), "granted 5, closing 5");
    assert_eq!(home.statement(&["--from", "2026-11-10", "--to", "2026-12-31"]), "opening 5, spent 1, closing 4");
    // At the end of December, that month's grant is included.
    let later = ["--from", "2026-11-10", "--to", "2026-12-31", "--at", "2026-12-31"];
    assert_eq!(home.statement(&later), "opening 5, granted 5, spent 1, closing 9");
}

#[test]
fn the_table_compares_with_the_month_before() {
    let text = Home::new().ok(&["summary"]).out;
    assert!(text.contains("Nov 2026") && text.contains("Oct 2026"), "{text}");
}

/// The period that the CSV compares with, and its messages; the line of the table and of the page.
fn compared(home: &Home, args: &[&str]) -> (String, String) {
    let summary = |format: &str| home.ok(&[&["summary", "--format", format], args].concat()).out;
    let csv = summary("csv");
    let period = csv.lines().next().unwrap().rsplit(',').next().unwrap().to_owned();
    let (table, page, markdown) = (summary("table"), summary("html"), summary("markdown"));
    let line = table.lines().find(|line| line.starts_with("compared with ")).unwrap().to_owned();
    assert!(page.contains(&line) && markdown.lines().any(|found| found == line), "{line}");
    (period, line)
}

#[test]
fn whole_months_are_compared_with_whole_months() {
    let home = Home::new();
    for (args, period, line) in [
        (&["--from", "2026-09-01", "--to", "2026-09-30"] as &[&str], "Aug 2026", "August 2026"),
        (&["--from", "2026-07-01", "--to", "2026-09-30"], "Apr to Jun 2026", "April to June 2026"),
        (&["--from", "2028-02-01", "--to", "2028-02-29"], "Jan 2028", "January 2028"),
        (&["--from", "2027-01-01", "--to", "2027-02-28"], "Nov to Dec 2026", "November to December 2026"),
        (&["--from", "2026-12-01", "--to", "2027-02-28"], "Sep to Nov 2026", "September to November 2026"),
        (&["--from", "2026-09-01", "--at", "2026-09-30"], "Aug 2026", "August 2026"),
        (&["--month", "2027-03"], "Feb 2027", "February 2027"),
        (&["--last-month"], "Sep 2026", "September 2026"),
        (&[], "Oct 2026", "October 2026"),
    ] {
        assert_eq!(compared(&home, args), (period.to_owned(), format!("compared with {line}")), "{args:?}");
    }
    // Other periods are compared with as many days: 29 days before 2 September, and 59 before 1 January 2028.
    for (args, period, line) in [
        (["2026-09-02", "2026-09-30"], "2026-08-04 to 2026-09-01", "Tue 4 Aug 2026 to Tue 1 Sep 2026"),
        (["2028-01-01", "2028-02-28"], "2027-11-03 to 2027-12-31", "Wed 3 Nov 2027 to Fri 31 Dec 2027"),
    ] {
        let found = compared(&home, &["--from", args[0], "--to", args[1]]);
        assert_eq!(found, (period.to_owned(), format!("compared with {line}")), "{args:?}");
    }
    // The figures beside those of September are those of all August, the 1st included.
    home.ok(&["log", "Jane Doe", "--at", "2026-08-01"]);
    let csv = home.ok(&["summary", "--from", "2026-09-01", "--to", "2026-09-30", "--format", "csv"]).out;
    assert!(csv.contains("\nsent,messages,0,1\n"), "{csv}");
}

#[test]
fn people_reached_and_slots_have_their_own_names_in_every_format() {
    // Ana and Bo answered in October, so their messages use no slot. In November, Ana gets two messages on the 2nd and
    // one on the 3rd, Bo one on the 3rd, and Cy, who is new, one on the 3rd: five messages, three people, one slot.
    let home = Home::new();
    for name in ["Ana", "Bo"] {
        home.ok(&["log", name, "--at", "2026-10-05"]);
        home.ok(&["reply", name, "--at", "2026-10-06"]);
    }
    for (name, at) in [("Ana", "2026-11-02"), ("Ana", "2026-11-02"), ("Ana", "2026-11-03"), ("Bo", "2026-11-03")] {
        home.ok(&["log", name, "--at", at]);
    }
    home.ok(&["log", "Cy", "--new", "--at", "2026-11-03"]);
    let document = home.json(&["summary"]);
    assert_holds(&document["messages"], &json!({"sent":5,"people":1,"reached":3}));
    assert_holds(&document["days"][1], &json!({"people":0,"reached":1,"messages":2}));
    assert_holds(&document["days"][2], &json!({"people":1,"reached":3,"messages":3}));
    // Of any period: the 3rd alone reaches three people, both months together three.
    let reached = |from, to| home.json(&["summary", "--from", from, "--to", to])["messages"]["reached"].clone();
    assert_eq!((reached("2026-11-03", "2026-11-03"), reached("2026-11-02", "2026-11-02")), (json!(3), json!(1)));
    assert_eq!(reached("2026-10-01", "2026-11-30"), 3);

    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let table: Vec<String> = home.ok(&["summary"]).out.lines().map(words).collect();
    assert!(table.contains(&"people reached 3 2".to_owned()), "{table:#?}");
    assert!(table.contains(&"slots of the month 1 2".to_owned()), "{table:#?}");
    let chart = |label: &str, most: &str| table.iter().any(|line| line.starts_with(label) && line.ends_with(most));
    assert!(chart("people reached", "most 3") && chart("slots of the day", "most 1"), "{table:#?}");
    let markdown = home.ok(&["summary", "--format", "markdown"]).out;
    assert!(markdown.contains("| people reached | 3 | 2 |") && markdown.contains("| slots of the month | 1 | 2 |"));
    assert!(
        markdown.contains("| date | people reached | slots of the day | messages |")
            && markdown.contains("| 2026-11-03 | 3 | 1 | 3 |")
    );
    let csv = home.ok(&["summary", "--format", "csv"]).out;
    assert!(csv.contains("\nsent,reached,3,2\n") && csv.contains("\nsent,month_slots,1,2\n"), "{csv}");
    assert!(csv.contains("\n2026-11-03,reached,3,\n") && csv.contains("\n2026-11-03,day_slots,1,\n"), "{csv}");
    let page = home.ok(&["summary", "--format", "html"]).out;
    for words in [
        "3 people reached, 1 slot of the month",
        "Tue 3 Nov 2026: 3 people reached",
        "Tue 3 Nov 2026: 1 slot of the day",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // The chart counts different people of the period, not people a day.
    assert!(page.contains("<span>3, at most 3 a day</span>"), "{page}");
    // In a longer period a bar is several days, and still counts different people: the 2nd and the 3rd together.
    let long = home.ok(&["summary", "--from", "2026-10-01", "--to", "2027-01-31", "--format", "html"]).out;
    assert!(long.contains("<span>3, at most 3 a bar</span>"), "{long}");
}

#[test]
fn every_format_has_the_summary() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.ok(&["summary", "--format", "table"]).out, home.ok(&["summary"]).out);
    let markdown = home.ok(&["summary", "--format", "markdown"]).out;
    assert!(markdown.lines().any(|line| line.starts_with('|')), "{markdown}");
    let json: Value = home.ok(&["summary", "--format", "json"]).json();
    assert_eq!(json, home.json(&["summary"]));
    // One figure a line: first the figures of the period and the month before, then those of every day.
    let csv = home.ok(&["summary", "--format", "csv"]).out;
    assert!(csv.contains("\nsent,messages,1,0\n") && csv.contains("\n2026-11-25,messages,1,\n"), "{csv}");
    assert!(csv.contains("2026-11-30"), "{csv}");
    assert!(csv.lines().all(|line| line.matches(',').count() == csv.lines().next().unwrap().matches(',').count()));
}

#[test]
fn people_are_month_slots_and_the_people_of_a_day_are_day_slots() {
    let home = Home::new();
    for at in ["2026-10-20", "2026-11-02", "2026-11-12"] {
        home.ok(&["log", "Jane Doe", "--at", at]);
    }
    let people = |args: &[&str]| home.json(&[&["summary"], args].concat())["messages"]["people"].clone();
    // One month slot of October and one of November, which was used on the 2nd.
    assert_eq!(people(&["--from", "2026-10-01", "--to", "2026-11-30"]), 2);
    assert_eq!(people(&["--from", "2026-11-10", "--to", "2026-11-30"]), 0);
    let days = home.json(&["summary", "--from", "2026-11-10", "--to", "2026-11-30"])["days"].clone();
    assert_eq!((&days[2]["date"], &days[2]["people"]), (&json!("2026-11-12"), &json!(1)));
}
