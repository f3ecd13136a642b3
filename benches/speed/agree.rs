//! Checks that inquota and SQLite give the same answers, before and after they are timed.

use std::path::Path;

use serde_json::Value;

use crate::measure::Bench;
use crate::peer::Peer;
use crate::run;

/// Compares all figures that both give.
pub(crate) fn check(bench: &Bench, ledger: &Path, peer: &Peer) {
    let ask = |args: &[&str]| -> Value { serde_json::from_str(&run(bench, ledger, args)).unwrap() };
    let (status, summary) = (ask(&["status", "--json"]), ask(&["summary", "--json"]));
    let check = ask(&["check", &peer.person, "--json"]);
    let answer = peer.ask(&peer.check());
    let [day, month, week, spent, open, today, this_month] = numbers(&answer)[..] else { panic!("{answer}") };
    let used = |window: &str, of: &str| status[window][of]["used"].as_i64();
    assert_eq!(used("messages", "day"), Some(day));
    assert_eq!(used("messages", "month"), Some(month));
    assert_eq!(used("invitations", "week"), Some(week));
    let cost = |slots: &str| check["cost"][slots].as_i64();
    assert_eq!(cost("day_slots"), Some(i64::from(open == 0 && today == 0)));
    assert_eq!(cost("month_slots"), Some(i64::from(open == 0 && today == 0 && this_month == 0)));
    // No credits were granted before the ledger was created.
    let granted =
        ask(&["summary", "--from", "1970-01-01", "--to", "2009-12-31", "--json"])["credits"]["granted"].as_i64();
    assert_eq!(granted, Some(0));
    let whole = ask(&["summary", "--from", "2010-01-01", "--json"]);
    assert_eq!(whole["credits"]["spent"].as_i64(), Some(spent));
    assert_eq!(whole["credits"]["closing"], status["inmail"]["balance"]);
    months(&summary, &peer.ask(&Peer::summary()));
}

/// Compares the figures of the month by day, and the numbers of people contacted and responding.
fn months(summary: &Value, answer: &str) {
    let lines: Vec<&str> = answer.lines().collect();
    let (rates, days) = lines.split_last().unwrap();
    for line in days {
        let (date, figures) = line.split_once('|').unwrap();
        let day = summary["days"].as_array().unwrap().iter().find(|day| day["date"] == date).unwrap();
        let ours =
            ["people", "messages", "inmail", "invitations", "responses"].map(|figure| day[figure].as_i64().unwrap());
        assert_eq!(ours.to_vec(), numbers(figures), "{date}");
    }
    let rate = &summary["response_rate"];
    let ours = [&rate["contacted"], &rate["responded"]].map(|figure| figure.as_i64().unwrap());
    assert_eq!(ours.to_vec(), numbers(rates));
}

fn numbers(line: &str) -> Vec<i64> {
    line.split('|').map(|number| number.parse().unwrap_or_else(|_| panic!("{line}"))).collect()
}
