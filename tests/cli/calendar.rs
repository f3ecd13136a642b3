//! `--ics`: the calendar file, read by a strict parser of RFC 5545. The clock is Wednesday, 25 November 2026, 09:00.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::program::Home;

/// An event: its properties, and the triggers of its alarms.
#[derive(Debug, Default)]
struct Event {
    properties: BTreeMap<String, String>,
    alarms: Vec<String>,
}

impl Event {
    fn get(&self, name: &str) -> &str {
        self.properties.get(name).map_or_else(|| panic!("no {name}: {self:?}"), String::as_str)
    }

    /// The date, as 20261201.
    fn date(&self) -> &str {
        self.get("DTSTART;VALUE=DATE")
    }
}

/// The content lines of a file: each ends in CRLF and has at most 75 bytes, and continued lines are joined.
fn content_lines(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"), "{file:?}");
    let mut lines: Vec<String> = Vec::new();
    for line in file.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(char::is_control), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// A text value without its escapes; nothing else may be escaped, and separators must be.
fn unescaped(value: &str) -> String {
    let (mut text, mut letters) = (String::new(), value.chars());
    while let Some(letter) = letters.next() {
        assert!(!",;".contains(letter), "a separator is not escaped: {value}");
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | ',' | ';')) => escaped,
                other => panic!("\\{other:?} in {value}"),
            },
            _ => letter,
        });
    }
    text
}

/// The date after a date, as 20261202.
fn day_after(date: &str) -> String {
    let date = chrono::NaiveDate::parse_from_str(date, "%Y%m%d").unwrap();
    date.succ_opt().unwrap().format("%Y%m%d").to_string()
}

/// The events of a calendar file, which must be one that every calendar reads.
fn parse(file: &str) -> Vec<Event> {
    let (mut events, mut open): (Vec<Event>, Vec<String>) = (Vec::new(), Vec::new());
    let mut head: BTreeMap<String, String> = BTreeMap::new();
    for line in content_lines(file) {
        let (name, value) = line.split_once(':').unwrap();
        match (name, open.last().map(String::as_str)) {
            ("BEGIN", outer) => {
                let may_be_in = match value {
                    "VCALENDAR" => None,
                    "VEVENT" => Some("VCALENDAR"),
                    "VALARM" => Some("VEVENT"),
                    _ => panic!("{line}"),
                };
                assert_eq!(outer, may_be_in, "{line}");
                if value == "VEVENT" {
                    events.push(Event::default());
                }
                open.push(value.to_owned());
            }
            ("END", Some(inner)) => {
                assert_eq!(inner, value);
                open.pop();
            }
            (_, Some("VCALENDAR")) => assert_eq!(head.insert(name.to_owned(), value.to_owned()), None, "{line}"),
            (_, Some("VEVENT")) => {
                let value =
                    if ["SUMMARY", "DESCRIPTION"].contains(&name) { unescaped(value) } else { value.to_owned() };
                assert_eq!(events.last_mut().unwrap().properties.insert(name.to_owned(), value), None, "{line}");
            }
            ("TRIGGER", Some("VALARM")) => events.last_mut().unwrap().alarms.push(value.to_owned()),
            ("ACTION", Some("VALARM")) => assert_eq!(value, "DISPLAY"),
            ("DESCRIPTION", Some("VALARM")) => assert_eq!(unescaped(value), events.last().unwrap().get("SUMMARY")),
            _ => panic!("{line} outside of a component"),
        }
    }
    assert!(open.is_empty());
    assert_eq!((head["VERSION"].as_str(), head["CALSCALE"].as_str()), ("2.0", "GREGORIAN"));
    assert!(head["PRODID"].starts_with("-//inquota//"));
    let uids: BTreeSet<&str> = events.iter().map(|event| event.get("UID")).collect();
    assert_eq!(uids.len(), events.len(), "an identifier names two events: {file}");
    for event in &events {
        assert!(event.get("UID").ends_with("@inquota") && event.get("DTSTAMP").ends_with('Z'), "{event:?}");
        assert_eq!(event.get("DTEND;VALUE=DATE"), day_after(event.date()));
        assert_eq!(event.get("TRANSP"), "TRANSPARENT");
        assert!(!event.alarms.is_empty() && !event.get("DESCRIPTION").is_empty(), "{event:?}");
    }
    events
}

/// The events of a file, in short: the date and the title.
fn titles(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| format!("{} {}", event.date(), event.get("SUMMARY"))).collect()
}

/// The calendar of a home.
fn calendar(home: &Home, args: &[&str]) -> Vec<Event> {
    parse(&home.ok(&[&["followups", "--ics"], args].concat()).out)
}

#[test]
fn grants_and_expiries_are_events_90_days_ahead() {
    // The lots of 12 September, October and November expire 90 days after, on 11 December, 10 January and 10 February.
    // 25 November + 90 is 23 February, so the grant of 12 March is not in the file.
    let home = Home::on_premium_career();
    let events = calendar(&home, &[]);
    let expected = [
        "20261211 5 InMail credits will expire: use them by Thu 10 Dec",
        "20261212 5 InMail credits arrive",
        "20270110 5 InMail credits will expire: use them by Sat 9 Jan",
        "20270112 5 InMail credits arrive",
        "20270210 5 InMail credits will expire: use them by Tue 9 Feb",
        "20270212 5 InMail credits arrive",
    ];
    assert_eq!(titles(&events), expected);
    // At 9:00 three days before and the day before; a grant on the day itself.
    assert_eq!(events[0].alarms, ["-P2DT15H", "-PT15H"]);
    assert_eq!(events[1].alarms, ["PT9H"]);
    assert!(events[1].get("DESCRIPTION").starts_with("You then have 15.\n"), "{events:?}");
    assert_eq!(home.ok(&["next", "--ics"]).out, home.ok(&["followups", "--ics", "-"]).out);
    home.ok(&["next", "--ics", "inquota.ics"]);
    assert_eq!(std::fs::read_to_string(home.path("inquota.ics")).unwrap(), home.ok(&["next", "--ics"]).out);
    // A calendar on standard output is the same with --json; a file that was written has a document.
    for command in ["next", "followups"] {
        assert_eq!(home.ok(&[command, "--ics", "--json"]).out, home.ok(&[command, "--ics"]).out, "{command}");
        let bytes = std::fs::read(home.path("inquota.ics")).unwrap().len();
        let written = json!({"schema":1,"written":"inquota.ics","bytes":bytes});
        assert_eq!(home.json(&[command, "--ics", "inquota.ics"]), written, "{command}");
    }
}

#[test]
fn a_shorter_look_ahead_keeps_what_is_certain() {
    // By 5 December there is no grant. The credits held now expire all the same.
    let events = calendar(&Home::on_premium_career(), &["--soon", "10"]);
    let dates: Vec<&str> = events.iter().map(Event::date).collect();
    assert_eq!(dates, ["20261211", "20270110", "20270210"]);
    assert!(events.iter().all(|event| event.get("UID").starts_with("expiry-")));
}

#[test]
fn a_loss_to_the_cap_has_an_alarm_before_it() {
    // 15 and 4 bought are 19; 5 expire on 11 December; the grant of the 12th makes 19, of which the cap takes 4, out of
    // the lot that expires on 10 January: 1 of it is left to expire. The same happens a month later.
    let home = Home::on_premium_career();
    home.ok(&["credits", "buy", "4", "--no-expiry", "-q"]);
    let events = calendar(&home, &["--soon", "50"]);
    let expected = [
        "20261211 5 InMail credits will expire: use them by Thu 10 Dec",
        "20261212 4 InMail credits will be lost to the cap of 15: use them by Fri 11 Dec",
        "20261212 5 InMail credits arrive",
        "20270110 1 InMail credit will expire: use it by Sat 9 Jan",
        "20270112 4 InMail credits will be lost to the cap of 15: use them by Mon 11 Jan",
        "20270112 5 InMail credits arrive",
        "20270210 1 InMail credit will expire: use it by Tue 9 Feb",
    ];
    assert_eq!(titles(&events), expected);
    assert_eq!(events[1].alarms, ["-P2DT15H", "-PT15H"]);
}

#[test]
fn credits_that_the_cap_takes_first_are_not_certain_to_expire() {
    // 15 bought expire on 12 March with the grant of 12 December (90 days after it). The cap takes 5 of them at each
    // grant, of December, January and February: on 12 March none of them is left.
    let home = Home::on_premium_career();
    home.ok(&["credits", "set", "0", "-q"]);
    home.ok(&["credits", "buy", "15", "--expires", "2027-03-12", "-q"]);
    let expected = [
        "20261212 5 InMail credits will be lost to the cap of 15: use them by Fri 11 Dec",
        "20261212 5 InMail credits arrive",
    ];
    assert_eq!(titles(&calendar(&home, &["--soon", "20"])), expected);
}

#[test]
fn plans_ahead_and_what_lapses_are_events_however_far_ahead() {
    // On 30 November 2027 the lots of 12 September, October and November 2027 are held: 15 credits.
    let home = Home::on_premium_career();
    home.ok(&["plan", "set", "premium-business", "--from", "2027-12-01", "-q"]);
    home.ok(&["plan", "set", "premium-career", "--daily", "7", "--from", "2027-06-01", "-q"]);
    let events = calendar(&home, &["--soon", "0"]);
    let expected = [
        "20261211 5 InMail credits will expire: use them by Thu 10 Dec",
        "20270110 5 InMail credits will expire: use them by Sat 9 Jan",
        "20270210 5 InMail credits will expire: use them by Tue 9 Feb",
        "20270601 LinkedIn plan premium-career: new numbers",
        "20271201 15 InMail credits will lapse with the change of plan: use them by Tue 30 Nov",
        "20271201 LinkedIn plan changes to premium-business",
    ];
    assert_eq!(titles(&events), expected);
    assert!(events[3].get("DESCRIPTION").contains("people a day 7"), "{events:?}");
    // Credits with an expiry of their own, on a plan whose credits do not expire. 1 November 2027 is a Monday.
    let home = Home::new();
    home.ok(&["credits", "buy", "3", "--expires", "2027-11-01", "-q"]);
    let titles = titles(&calendar(&home, &["--soon", "6"]));
    assert_eq!(
        titles,
        ["20261201 5 InMail credits arrive", "20271101 3 InMail credits will expire: use them by Sun 31 Oct"]
    );
}

#[test]
fn credits_of_a_plan_that_starts_later_on_the_day_are_not_held_yet() {
    // At noon the 5 credits of premium-career are held. They lapse at 18:00, when premium-business starts with 15, which
    // are dated as of the start of the day. Only what is held at noon is certain beyond the day: nothing.
    let mut home = Home::new();
    home.ok(&["plan", "set", "premium-career", "--from", "2026-11-10", "-q"]);
    home.at("2026-11-25T18:00:00+01:00");
    home.ok(&["plan", "set", "premium-business", "-q"]);
    let expected = [
        "20261125 5 InMail credits will lapse with the change of plan: use them before 18:00",
        "20261125 15 InMail credits arrive",
        "20261125 LinkedIn plan changes to premium-business",
    ];
    assert_eq!(titles(&calendar(&home, &["--soon", "0", "--at", "2026-11-25 12:00"])), expected);
}

#[test]
fn the_days_are_those_of_the_accounts_zone() {
    // Sales Navigator dates its credits in UTC. The lot of 1 September expires 90 days after, at 30 November 00:00 UTC:
    // 29 November 16:00 in Los Angeles, 30 November 13:00 in Auckland. So the grant of 1 December UTC.
    for (zone, now, expiry, grant) in [
        ("America/Los_Angeles", "2026-11-25T09:00:00-08:00", ("20261129", "before 16:00"), "20261130"),
        ("Pacific/Auckland", "2026-11-25T09:00:00+13:00", ("20261130", "before 13:00"), "20261201"),
        ("UTC", "2026-11-25T09:00:00Z", ("20261130", "by Sun 29 Nov"), "20261201"),
    ] {
        let mut home = Home::new();
        home.in_zone(zone).at(now);
        home.ok(&["plan", "set", "sales-navigator", "--from", "2026-09-01", "-q"]);
        let events = titles(&calendar(&home, &["--soon", "7"]));
        let (date, use_them) = expiry;
        assert_eq!(events[0], format!("{date} 50 InMail credits will expire: use them {use_them}"), "{zone}");
        assert_eq!(events[1], format!("{grant} 50 InMail credits arrive"), "{zone}");
    }
}

#[test]
fn a_plan_renewed_on_the_31st_gives_its_credits_on_the_leap_day() {
    // 31 January + 90 days is 30 April (29 February days, 31, 30), on which the plan renews too.
    let mut home = Home::new();
    home.at("2028-02-01T09:00:00+01:00");
    home.ok(&["plan", "set", "premium-career", "--from", "2028-01-31", "-q"]);
    let expected = [
        "20280229 5 InMail credits arrive",
        "20280331 5 InMail credits arrive",
        "20280430 5 InMail credits will expire: use them by Sat 29 Apr",
        "20280430 5 InMail credits arrive",
    ];
    assert_eq!(titles(&calendar(&home, &[])), expected);
}

#[test]
fn a_later_file_updates_the_events_of_an_earlier_one() {
    let mut home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["plan", "set", "premium-business", "--from", "2027-01-05", "-q"]);
    let before = calendar(&home, &[]);
    home.at("2026-11-26T09:00:00+01:00");
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["undo", "3"]);
    home.ok(&["plan", "set", "recruiter-lite", "--from", "2027-01-05", "-q"]);
    let after = calendar(&home, &[]);
    let of = |events: &[Event], kind: &str| {
        let event = events.iter().find(|event| event.get("UID").starts_with(kind)).unwrap();
        (event.get("UID").to_owned(), event.get("SEQUENCE").parse::<u64>().unwrap())
    };
    for kind in ["expiry-20261211-", "grant-20261212-", "followup-", "plan-"] {
        let ((uid, sequence), (later_uid, later_sequence)) = (of(&before, kind), of(&after, kind));
        assert_eq!(uid, later_uid);
        assert!(later_sequence > sequence, "{uid}");
    }
    let after = titles(&after);
    for title in [
        "20261211 4 InMail credits will expire: use them by Thu 10 Dec",
        "20270105 LinkedIn plan changes to recruiter-lite",
    ] {
        assert!(after.contains(&title.to_owned()), "{title}: {after:?}");
    }
}

#[test]
fn two_accounts_share_no_identifier() {
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20"]);
    home.at("2026-11-25T09:00:01+01:00");
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20", "--account", "sales", "--new-account"]);
    let uids = |args: &[&str]| -> BTreeSet<String> {
        calendar(&home, args).iter().map(|event| event.get("UID").to_owned()).collect()
    };
    let (own, sales) = (uids(&[]), uids(&["--account", "sales"]));
    assert!(own.len() == 4 && sales.len() == 4 && own.is_disjoint(&sales), "{own:?} {sales:?}");
}

#[test]
fn any_name_survives_the_file() {
    // Separators, a backslash, a control character, and a name that must be folded between its characters.
    let home = Home::new();
    let long = "日本語の名前ですね ".repeat(8);
    for person in ["Doe; \"J\", Jr. \\ x", "Bo\u{1b}[31m Li", long.trim()] {
        home.ok(&["log", person, "--at", "2026-11-18", "-q"]);
    }
    let events = calendar(&home, &["--soon", "0"]);
    let titles: BTreeSet<&str> = events.iter().map(|event| event.get("SUMMARY")).collect();
    assert!(titles.contains("Follow up with Doe; \"J\", Jr. \\ x (first nudge)"), "{titles:?}");
    assert!(titles.contains("Follow up with Bo\\u{1b}[31m Li (first nudge)"), "{titles:?}");
    assert!(titles.iter().any(|title| title.contains("日本語の名前ですね")), "{titles:?}");
    assert!(events.iter().all(|event| event.alarms == ["PT9H"]));
}

#[test]
fn only_long_overdue_follow_ups_leave_the_credits_out() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-07-01", "-q"]);
    assert_eq!(titles(&calendar(&home, &["--overdue"])), ["20261125 Follow up with Jane Doe (first nudge)"]);
    // Without a ledger, the grants of a new one; nothing is written.
    let empty = Home::new();
    let grants = ["20261201", "20270101", "20270201"].map(|date| format!("{date} 5 InMail credits arrive"));
    assert_eq!(titles(&calendar(&empty, &[])), grants);
    assert!(empty.everything().is_empty());
}
