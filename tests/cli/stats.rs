//! `stats`: response rates by group. The clock is Wednesday, 25 November 2026, 09:00 in Berlin.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// Sends a message to each of `people` people; the first `answered` of them answer two hours later.
fn campaign(home: &Home, prefix: &str, people: usize, answered: usize, args: &[&str], at: &str) {
    for number in 0..people {
        let name = format!("{prefix}{number} Doe");
        home.ok(&[&["log", &name, "--at", &format!("{at} 10:00"), "-q", "--new"], args].concat());
        if number < answered {
            home.ok(&["reply", &name, "--at", &format!("{at} 12:00")]);
        }
    }
}

/// The rows of `stats --json`: key, people contacted, responded and pending, rate.
fn rows(document: &Value) -> Vec<String> {
    let text = |row: &Value| {
        let key = row["key"].as_str().unwrap_or("-");
        format!("{key} {} {} {} {}", row["contacted"], row["responded"], row["pending"], row["rate"])
    };
    document["rows"].as_array().unwrap().iter().map(text).collect()
}

#[test]
fn rates_count_people_with_an_interval_and_leave_out_pending_ones() {
    // Ten people had their 14 days, and three of them answered; one is pending. Wilson of 3 in 10: 0.1078 to 0.6032.
    let home = Home::new();
    campaign(&home, "A", 10, 3, &[], "2026-10-05");
    home.ok(&["log", "Pending Person", "--at", "2026-11-20"]);
    // Someone who wrote first does not count; someone contacted twice counts once.
    home.ok(&["reply", "Wrote First", "--at", "2026-10-01"]);
    home.ok(&["log", "Wrote First", "--at", "2026-10-02"]);
    home.ok(&["log", "A9 Doe", "--at", "2026-10-20"]);
    let stats = home.json(&["stats"]);
    let expected = json!({"key":null,"contacted":11,"judged":10,"responded":3,"late":0,"declined":0,"pending":1,"early":0,
        "rate":0.3,"judged_from":"2026-12-04T12:00:00+01:00","low":0.1078,"high":0.6032,"median_seconds":7200,
        "too_few":false});
    assert_eq!(stats["all"], expected);
    assert_holds(&stats, &json!({"schema":1,"by":null,"since":null,"rows":[],"beats":[]}));
    let out = home.ok(&["stats"]).out;
    assert!(out.contains("30.0 % (3 of 10)") && out.contains("10.8 to 60.3 %") && out.contains("2 h 0 min"), "{out}");
    assert!(!out.contains("beats") && !out.contains("too few"), "{out}");
    // Since 19 November there is only the pending one, and so no rate.
    let since = home.json(&["stats", "--since", "2026-11-19"]);
    assert_holds(&since["all"], &json!({"contacted":1,"pending":1,"rate":null,"low":null,"too_few":true}));
    assert_eq!(since["since"], "2026-11-19");
}

#[test]
fn only_a_template_that_beats_another_beyond_chance_is_named() {
    // 10 of 12 and 2 of 12. Fisher: C(24,12) = 2704156; C(12,10)C(12,2) = 4356, C(12,11)C(12,1) = 144, 1: twice
    // 4501 of 2704156 is 0.003329.
    let home = Home::new();
    campaign(&home, "A", 12, 10, &["--template", "short"], "2026-10-05");
    campaign(&home, "B", 12, 2, &["--template", "long"], "2026-10-06");
    let stats = home.json(&["stats", "--by", "template"]);
    assert_eq!(rows(&stats), ["long 12 2 0 0.1667", "short 12 10 0 0.8333"]);
    let beat = &stats["beats"][0];
    assert_eq!((&beat["key"], &beat["over"], &stats["compared"]), (&json!("short"), &json!("long"), &json!(1)));
    assert!((beat["p"].as_f64().unwrap() - 2.0 * 4_501.0 / 2_704_156.0).abs() < 1e-9, "{beat}");
    let out = home.ok(&["stats", "--by", "template"]).out.replace("\n    ", " ");
    assert!(out.contains("short beats long beyond chance: 83.3 % (10 of 12) against 16.7 % (2 of 12)"), "{out}");
    // The weekdays differ as much: one campaign was on a Monday, the other on a Tuesday.
    assert_eq!(rows(&home.json(&["stats", "--by", "weekday"])), ["monday 12 10 0 0.8333", "tuesday 12 2 0 0.1667"]);
}

#[test]
fn a_young_campaign_beats_nothing_before_everybody_had_14_days() {
    // 15 people with template A, of whom 4 answer. A month later 15 with B: 5 answer in two hours. If only those who
    // answered counted, B would be at 100 %; nobody of B is judged before 15 November, 10:00.
    let home = Home::new();
    campaign(&home, "A", 15, 4, &["--template", "A"], "2026-10-01");
    campaign(&home, "B", 15, 5, &["--template", "B"], "2026-11-01");
    let early = ["stats", "--by", "template", "--at", "2026-11-04"];
    let stats = home.json(&early);
    assert_eq!(rows(&stats), ["A 15 4 0 0.2667", "B 15 0 15 null"]);
    assert_holds(&stats["rows"][1], &json!({"judged":0,"early":5,"judged_from":"2026-11-15T10:00:00+01:00"}));
    assert_holds(&stats, &json!({"beats":[],"compared":0}));
    let out = home.ok(&early).out;
    assert!(out.contains("n/a (0 of 0)") && out.contains("5 of 15 ") && !out.contains("beats"), "{out}");
    assert!(out.contains("not counted yet: 5 of 15 so far, counted from 15 Nov\n"), "{out}");
    // On the 25th, both have had their time.
    assert_eq!(rows(&home.json(&["stats", "--by", "template"])), ["A 15 4 0 0.2667", "B 15 5 0 0.3333"]);
    // The same holds for every grouping: on 4 November nobody of November is judged.
    for (by, row) in [("month", "2026-11 15 0 15 null"), ("weekday", "sunday 15 0 15 null")] {
        assert_eq!(rows(&home.json(&["stats", "--by", by, "--at", "2026-11-04"]))[1], row);
    }
}

#[test]
fn late_answers_and_declines_are_shown_apart() {
    // Four people on 1 October: one answers in two hours, one declines two days later, one answers after 15 days.
    let home = Home::new();
    campaign(&home, "A", 4, 1, &[], "2026-10-01");
    home.ok(&["reply", "A1 Doe", "--declined", "--at", "2026-10-03 10:00"]);
    home.ok(&["reply", "A2 Doe", "--at", "2026-10-16 10:00"]);
    let all = home.json(&["stats"])["all"].clone();
    // The median of those whose answer counts: of 2 hours and 48 hours, 25 hours.
    assert_holds(
        &all,
        &json!({"contacted":4,"judged":4,"responded":2,"late":1,"declined":1,"pending":0,"early":0,"rate":0.5,
            "judged_from":null,"median_seconds":90_000}),
    );
    let out = home.ok(&["stats"]).out;
    assert!(out.contains("declined: 1 of the 2 who responded in time\n"), "{out}");
    assert!(out.contains("late: 1 of the 4 counted answered after their 14 days\n"), "{out}");
    assert!(!out.contains("not counted yet"), "{out}");
}

#[test]
fn rows_with_fewer_than_ten_people_are_marked_and_not_compared() {
    let home = Home::new();
    campaign(&home, "A", 9, 9, &["--tag", "x"], "2026-10-05");
    campaign(&home, "B", 12, 0, &["--tag", "y"], "2026-10-05");
    let stats = home.json(&["stats", "--by", "tag"]);
    assert_eq!(rows(&stats), ["y 12 0 0 0.0", "x 9 9 0 1.0"]);
    assert_eq!((&stats["rows"][1]["too_few"], &stats["beats"]), (&json!(true), &json!([])));
    let out = home.ok(&["stats", "--by", "tag"]).out;
    assert!(out.contains("100.0 % (9 of 9)*") && out.contains("too few to judge"), "{out}");
}

#[test]
fn a_person_with_two_tags_is_in_both_rows_and_one_without_tags_in_a_row_of_their_own() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--tag", "x", "--tag", "y", "--at", "2026-10-05"]);
    home.ok(&["log", "Bo", "--at", "2026-10-05"]);
    // Only the tags of the first contact count.
    home.ok(&["log", "Bo", "--tag", "x", "--at", "2026-10-08"]);
    assert_eq!(rows(&home.json(&["stats", "--by", "tag"])), ["x 1 0 0 0.0", "y 1 0 0 0.0", "- 1 0 0 0.0"]);
    assert!(home.ok(&["stats", "--by", "tag"]).out.contains("(none)"));
}

#[test]
fn inmail_has_linkedins_own_rate_too() {
    // `stats` counts people: one of two. LinkedIn counts InMails answered within 30 days: one of three.
    let home = Home::new();
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-02"]);
    home.ok(&["log", "Ana", "--inmail", "--at", "2026-11-03", "-q"]);
    home.ok(&["log", "Bo", "--inmail", "--free", "--at", "2026-11-02"]);
    home.ok(&["log", "Cy", "--at", "2026-11-02"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-04"]);
    let stats = home.json(&["stats", "--by", "channel"]);
    assert_eq!(rows(&stats), ["message 1 0 0 0.0", "inmail 2 1 0 0.5"]);
    assert_eq!(stats["inmail_rate"], json!({"sent":3,"responded":1,"rate":0.3333}));
    assert!(home.ok(&["stats"]).out.contains("LinkedIn's InMail rate (30 days): 33.3 % (1 of 3)"));
}

#[test]
fn hours_weekdays_and_months_are_in_the_accounts_zone() {
    // 23:30 on Saturday, 31 October UTC is 00:30 on Sunday, 1 November in Berlin.
    let home = Home::new();
    home.ok(&["log", "Ana", "--at", "2026-10-31T23:30:00Z"]);
    home.ok(&["log", "Bo", "--at", "2026-10-31T22:30:00Z"]);
    assert_eq!(rows(&home.json(&["stats", "--by", "hour"])), ["00 1 0 0 0.0", "23 1 0 0 0.0"]);
    assert_eq!(rows(&home.json(&["stats", "--by", "weekday"])), ["saturday 1 0 0 0.0", "sunday 1 0 0 0.0"]);
    assert_eq!(rows(&home.json(&["stats", "--by", "month"])), ["2026-10 1 0 0 0.0", "2026-11 1 0 0 0.0"]);
    // On 5 November, nobody had had their 14 days.
    assert_eq!(rows(&home.json(&["stats", "--by", "month", "--at", "2026-11-05"]))[0], "2026-10 1 0 1 null");
}

#[test]
fn hours_follow_the_clock_setting() {
    let home = Home::new();
    for (person, at) in [("Ana", "2026-11-01 00:30"), ("Bo", "2026-11-02 09:10"), ("Cy", "2026-11-03 15:00")] {
        home.ok(&["log", person, "--at", at]);
    }
    let labels = |home: &Home| -> Vec<String> {
        let out = home.ok(&["stats", "--by", "hour"]).out;
        out.lines().filter_map(|line| Some(line.split_once("  ")?.0.to_owned())).filter(|l| l.contains(':')).collect()
    };
    assert_eq!(labels(&home), ["00:00", "09:00", "15:00"]);
    home.write_settings("clock = 12\n");
    assert_eq!(labels(&home), ["12:00 am", "9:00 am", "3:00 pm"]);
    // In JSON it is the number of the hour, whatever the clock.
    assert_eq!(home.json(&["stats", "--by", "hour"])["rows"][2]["key"], "15");
}

#[test]
fn the_rate_equals_that_of_the_summary() {
    let home = Home::new();
    campaign(&home, "A", 5, 2, &[], "2026-11-02");
    let (stats, summary) = (home.json(&["stats", "--since", "2026-11-01"]), home.json(&["summary"]));
    for key in ["contacted", "judged", "responded", "late", "declined", "pending", "early", "rate"] {
        assert_eq!(stats["all"][key], summary["response_rate"][key], "{key}");
    }
    assert_eq!(stats["inmail_rate"], summary["inmail_rate"]);
}

#[test]
fn the_table_fits_the_screen_and_escapes_control_characters() {
    let home = Home::new();
    let long = "an opening line of great length \u{1b}[31m that goes on and on and on";
    campaign(&home, "A", 11, 2, &["--template", long], "2026-10-05");
    campaign(&home, "B", 11, 11, &["--template", "short"], "2026-10-05");
    for columns in [40, 80] {
        let out = home.fits(columns, &["stats", "--by", "template"]);
        assert!(!out.contains('\u{1b}') && out.contains("short beats"), "{out}");
    }
    assert!(Home::new().ok(&["stats"]).out.contains("n/a (0 of 0)"));
}

/// Invites `people` people; the first `accepted` of them accept two hours later.
fn invitations(home: &Home, prefix: &str, people: usize, accepted: usize, args: &[&str], at: &str) {
    for number in 0..people {
        let name = format!("{prefix}{number} Doe");
        home.ok(&[&["log", &name, "--invite", "--at", &format!("{at} 10:00"), "-q", "--new"], args].concat());
        if number < accepted {
            home.ok(&["accepted", &name, "--at", &format!("{at} 12:00")]);
        }
    }
}

/// The rows of `stats --invitations --json`: key, invited, accepted and pending, rate.
fn invited(document: &Value) -> Vec<String> {
    let text = |row: &Value| {
        let key = row["key"].as_str().unwrap_or("-");
        format!("{key} {} {} {} {}", row["invited"], row["accepted"], row["pending"], row["rate"])
    };
    document["rows"].as_array().unwrap().iter().map(text).collect()
}

#[test]
fn invitations_have_their_rate_by_note_and_only_a_real_difference_is_named() {
    // As for templates above: 10 of 12 and 2 of 12 differ by chance with 0.003329.
    let home = Home::new();
    invitations(&home, "A", 12, 10, &["--with-note"], "2026-10-05");
    invitations(&home, "B", 12, 2, &[], "2026-10-06");
    let stats = home.json(&["stats", "--invitations", "--by", "note"]);
    assert_eq!(invited(&stats), ["with_note 12 10 0 0.8333", "without_note 12 2 0 0.1667"]);
    assert_eq!((&stats["beats"][0]["key"], &stats["beats"][0]["over"]), (&json!("with_note"), &json!("without_note")));
    // Only invitations have a note, and InMail's rate is none of theirs.
    assert_eq!(home.json(&["stats", "--by", "note"]), stats);
    assert_eq!(stats.get("inmail_rate"), None);
    let out = home.ok(&["stats", "--by", "note"]).out.replace("\n    ", " ");
    assert!(out.starts_with("Acceptance rates of invitations, all, as of Wed 25 Nov 2026, 09:00\n"), "{out}");
    assert!(out.contains("with a note beats without a note beyond chance: 83.3 % (10 of 12) against 16.7 %"), "{out}");
    // Wilson of 12 in 24: 0.3143 to 0.6857. The median of twelve times two hours.
    assert_eq!(
        stats["all"],
        json!({"key":null,"invited":24,"judged":24,"accepted":12,"late":0,"pending":0,"early":0,"rate":0.5,
            "judged_from":null,"low":0.3143,"high":0.6857,"median_seconds":7200,"too_few":false})
    );
    // The people are those of the first contacts: nobody.
    assert_eq!(home.json(&["stats"])["all"]["contacted"], 0);
}

#[test]
fn young_invitations_are_not_judged_and_shown_apart() {
    let home = Home::new();
    invitations(&home, "A", 15, 4, &["--template", "A"], "2026-10-01");
    invitations(&home, "B", 15, 15, &["--template", "B"], "2026-11-20");
    home.ok(&["accepted", "A5 Doe", "--at", "2026-10-16"]);
    let stats = home.json(&["stats", "--invitations", "--by", "template"]);
    assert_eq!(invited(&stats), ["A 15 4 0 0.2667", "B 15 0 15 null"]);
    assert_holds(&stats["rows"][0], &json!({"late":1,"early":0,"judged":15}));
    assert_holds(&stats["rows"][1], &json!({"early":15,"judged":0,"judged_from":"2026-12-04T10:00:00+01:00"}));
    assert_holds(&stats, &json!({"beats":[],"compared":0}));
    let out = home.ok(&["stats", "--invitations", "--by", "template"]).out;
    assert!(out.contains("not counted yet: 15 of 15 so far, counted from 4 Dec\n"), "{out}");
    assert!(out.contains("late: 1 of the 15 counted, accepted after the 14 days\n"), "{out}");
    assert!(out.contains("fewer than 10 invitations") && !out.contains("beats"), "{out}");
    // Those since a date, and the months, whose sum is the whole.
    let since = home.json(&["stats", "--invitations", "--since", "2026-11-01"]);
    assert_holds(&since["all"], &json!({"invited":15,"pending":15,"rate":null}));
    let months = home.json(&["stats", "--invitations", "--by", "month"]);
    assert_eq!(invited(&months), ["2026-10 15 4 0 0.2667", "2026-11 15 0 15 null"]);
}

#[test]
fn an_invitation_that_replaces_another_is_in_the_group_of_the_first() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--invite", "--tag", "spring", "--at", "2026-10-30"]);
    home.ok(&["log", "Ana", "--invite", "--with-note", "--tag", "west", "--at", "2026-11-05", "-q"]);
    home.ok(&["accepted", "Ana", "--at", "2026-11-10"]);
    // To a known connection: not counted.
    home.ok(&["log", "Ana", "--invite", "--tag", "west", "--at", "2026-11-06", "-q"]);
    let by = |by: &str| invited(&home.json(&["stats", "--invitations", "--by", by]));
    assert_eq!(by("tag"), ["spring 1 1 0 1.0"]);
    assert_eq!(by("note"), ["without_note 1 1 0 1.0"]);
    assert_eq!(by("month"), ["2026-10 1 1 0 1.0"]);
    assert_eq!(by("weekday"), ["friday 1 1 0 1.0"]);
}

#[test]
fn the_acceptance_rate_equals_that_of_the_summary() {
    let home = Home::new();
    invitations(&home, "A", 5, 2, &[], "2026-11-02");
    invitations(&home, "B", 3, 1, &[], "2026-11-20");
    let (stats, summary) = (home.json(&["stats", "--invitations", "--since", "2026-11-01"]), home.json(&["summary"]));
    for key in ["invited", "judged", "accepted", "pending", "rate"] {
        assert_eq!(stats["all"][key], summary["acceptance_rate"][key], "{key}");
    }
}

#[test]
fn invitations_are_not_grouped_by_channel() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["stats", "--invitations", "--by", "channel"])["code"], "usage");
    assert!(home.ok(&["stats", "--invitations"]).out.contains("n/a (0 of 0)"));
}

#[test]
fn rows_by_tag_show_declines_and_credits_per_response() {
    // Three InMails of spring; Ana answered twice and Bo declined: 3 credits and 3 responses. autumn has no response.
    let home = Home::new();
    for (person, tag) in [("Ana", "spring"), ("Bo", "spring"), ("Cy", "spring"), ("Di", "autumn")] {
        home.ok(&["log", person, "--inmail", "--tag", tag, "--at", "2026-11-02", "--new"]);
    }
    home.ok(&["reply", "Ana", "--at", "2026-11-03"]);
    home.ok(&["reply", "Ana", "--at", "2026-11-04"]);
    home.ok(&["reply", "Bo", "--declined", "--at", "2026-11-03"]);
    let stats = home.json(&["stats", "--by", "tag"]);
    let spring = json!({"key":"spring","declined":1,"credits_spent":3,"responses":3,"credits_per_response":1.0});
    let autumn = json!({"key":"autumn","declined":0,"credits_spent":1,"responses":0,"credits_per_response":null});
    assert_holds(&stats["rows"], &json!([spring, autumn]));
    assert_holds(&stats["all"], &json!({"credits_spent":4,"responses":3,"credits_per_response":1.3333}));
    let out = home.ok(&["stats", "--by", "tag"]).out;
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let table: Vec<String> = out.lines().map(words).collect();
    let costs =
        ["credits spent responses credits per response", "spring 3 3 1.00", "autumn 1 0 n/a", "everybody 4 3 1.33"];
    assert!(costs.iter().all(|line| table.iter().any(|found| found == line)), "{out}");
    // Everybody is judged; one of spring's declined.
    let has = |start: &str, end: &str| table.iter().any(|line| line.starts_with(start) && line.ends_with(end));
    assert!(has("spring 3 - 66.7 % (2 of 3)* ", " 1") && has("autumn 1 - 0.0 % (0 of 1)* ", " 0"), "{out}");
    // Only tags have the cost, every grouping has the declines.
    for by in ["channel", "month", "template", "weekday", "hour"] {
        let stats = home.json(&["stats", "--by", by]);
        assert_eq!((stats["rows"][0]["declined"].clone(), stats["rows"][0].get("credits_spent")), (json!(1), None));
        let out = home.ok(&["stats", "--by", by]).out;
        assert!(out.lines().nth(2).unwrap().ends_with("declined") && !out.contains("credits"), "{out}");
    }
    // Since the 3rd, nothing was spent, and two people were contacted. Ana and Bo, contacted before, responded thrice.
    home.ok(&["log", "Di Two", "Ed Two", "--tag", "spring", "--at", "2026-11-20", "--new"]);
    let since = home.json(&["stats", "--by", "tag", "--since", "2026-11-03"]);
    let spring = json!({"contacted":2,"early":0,"credits_spent":0,"responses":3,"credits_per_response":0.0});
    assert_holds(&since["rows"], &json!([spring]));
    assert_holds(&since["all"], &json!({"credits_spent":0,"responses":3,"credits_per_response":0.0}));
}
