//! `summary --tag` and `summary --by tag`. The clock is Wednesday, 25 November 2026, 09:00 in Berlin.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// A campaign with the tag spring in November, one with west in October and November, and sends without a tag.
fn home() -> Home {
    let home = Home::new();
    for args in [
        &["log", "Ana", "--inmail", "--tag", "spring", "--at", "2026-11-02"] as &[&str],
        &["log", "Bo", "--inmail", "--tag", "spring", "--tag", "west", "--at", "2026-11-03"],
        &["log", "Cy", "--tag", "spring", "--at", "2026-11-20"],
        &["log", "Di", "--invite", "--with-note", "--tag", "spring", "--at", "2026-11-04"],
        &["log", "Ed", "--invite", "--tag", "west", "--at", "2026-10-20"],
        &["log", "Flo", "--at", "2026-11-05"],
        &["reply", "Ana", "--declined", "--at", "2026-11-06"],
        &["reply", "Cy", "--at", "2026-11-21"],
        &["reply", "Flo", "--at", "2026-11-06"],
        &["accepted", "Di", "--at", "2026-11-08"],
        &["accepted", "Ed", "--at", "2026-11-02"],
        &["accepted", "Gus", "--at", "2026-11-02", "--new"],
        &["credits", "buy", "3", "--at", "2026-11-02", "-q"],
    ] {
        home.ok(args);
    }
    home
}

#[test]
fn a_summary_of_a_tag_has_its_sends_and_what_came_of_them() {
    let document = home().json(&["summary", "--tag", "spring"]);
    // Ana and Bo are judged, and Ana declined; Cy answered early. Two credits and two responses.
    let credits = json!({"opening":null,"granted":null,"bought":null,"refunded":null,"adjusted":null,"spent":2,
        "expired":null,"lost_to_cap":null,"lapsed":null,"closing":null});
    assert_holds(
        &document,
        &json!({"schema":1,"tag":"spring","from":"2026-11-01","to":"2026-11-30","account":null,
            "messages":{"sent":1,"people":1,"reached":1,"over_limit":0},
            "inmail":{"sent":2,"charged":2,"free":0,"uncovered":0},
            "invitations":{"sent":1,"with_note":1,"accepted":1,"received":null,"withdrawn":0},
            "responses":2,
            "response_rate":{"contacted":3,"judged":2,"responded":1,"late":0,"declined":1,"pending":1,"early":1,"rate":0.5},
            "acceptance_rate":{"invited":1,"judged":1,"accepted":1,"pending":0,"rate":1.0},
            "inmail_rate":{"sent":2,"responded":1,"rate":0.5},
            "credits":credits,"credits_per_response":1.0,"credit_dates":null}),
    );
    let days = document["days"].as_array().unwrap();
    assert_eq!(days.len(), 30);
    assert_holds(&days[1], &json!({"inmail":1,"messages":0,"responses":0}));
    assert_holds(&days[19], &json!({"messages":1,"people":1,"reached":1}));
    assert_holds(&days[20], &json!({"responses":1}));
    // The same keys as without a tag.
    let keys = |document: &Value| document.as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    let (mut with_tag, without) = (keys(&document), keys(&home().json(&["summary"])));
    with_tag.retain(|key| key != "credits_per_response");
    assert_eq!(with_tag, without);
    assert_eq!(home().json(&["summary"])["tag"], Value::Null);
}

#[test]
fn an_acceptance_counts_in_its_month_under_the_tag_of_its_invitation() {
    let west = |month: &str| home().json(&["summary", "--tag", "#west", "--month", month]);
    assert_holds(&west("2026-11"), &json!({"tag":"west","invitations":{"sent":0,"accepted":1},"inmail":{"sent":1}}));
    assert_holds(
        &west("2026-10"),
        &json!({"invitations":{"sent":1,"accepted":0},"acceptance_rate":{"invited":1,"accepted":1,"rate":1.0},
            "credits":{"spent":0},"credits_per_response":null}),
    );
    // A tag that was used, in a month without it, is all zeroes.
    assert_holds(&west("2026-09"), &json!({"inmail":{"sent":0},"responses":0,"response_rate":{"rate":null}}));
}

#[test]
fn a_tag_has_every_format() {
    let home = home();
    let summary = |args: &[&str]| home.ok(&[&["summary", "--tag", "spring"], args].concat()).out;
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let table: Vec<String> = summary(&[]).lines().map(words).collect();
    assert_eq!(table[0], "November 2026, tag spring, as of Wed 25 Nov 2026, 09:00");
    for line in [
        "InMails 2 0",
        "declined 1 0",
        "acceptance rate 100.0 % (1 of 1) n/a (0 of 0)",
        "spent 2 0",
        "per response 1.00 n/a",
    ] {
        assert!(table.iter().any(|found| found == line), "{line}: {table:#?}");
    }
    assert!(!table.iter().any(|line| line.contains("opening") || line.contains("received")), "{table:#?}");
    let markdown = summary(&["--format", "markdown"]);
    assert!(markdown.starts_with("# November 2026, tag spring, as of"), "{markdown}");
    assert!(
        markdown.contains("| declined | 1 | 0 |") && markdown.contains("| per response | 1.00 | n/a |"),
        "{markdown}"
    );
    let csv = summary(&["--format", "csv"]);
    for line in ["sent,inmail,2,0", "answered,declined,1,0", "credits,spent,2,0", "credits,per_response,1,"] {
        assert!(csv.contains(&format!("\n{line}\n")), "{line}: {csv}");
    }
    assert!(!csv.contains("opening"), "{csv}");
    let page = summary(&["--format", "html"]);
    assert!(page.contains("November 2026, tag spring") && page.contains("1 of 2 people who have had"), "{page}");
    assert!(page.contains("answered within 14 days, 1 with a decline"), "{page}");
    // Limits and credits belong to the account.
    assert!(!page.contains("What is left") && !page.contains("opening balance") && page.contains("per response"));
    // The same page with another name than the month's.
    home.ok(&["summary", "--tag", "spring", "-o", "spring.html"]);
    assert_eq!(std::fs::read_to_string(home.path("spring.html")).unwrap(), page);
}

#[test]
fn history_names_the_nearest_of_a_mistyped_tag_or_template() {
    let home = Home::new();
    home.ok(&["log", "Ann", "--tag", "spring", "--template", "Spring offer"]);
    for (args, note) in [
        (["--tag", "Sprng"], "note: no record has the tag Sprng; did you mean spring?\n"),
        (["--template", "spring offer"], "note: no record has the template spring offer; did you mean Spring offer?\n"),
        (["--template", "zzz"], ""),
        (["--tag", "spring"], ""),
    ] {
        let run = home.ok(&["history", args[0], args[1]]);
        assert_eq!(run.err, note, "{args:?}");
        assert_eq!(home.ok(&["history", args[0], args[1], "--json"]).err, "", "{args:?}");
    }
}

#[test]
fn a_mistyped_tag_is_refused_with_the_known_ones() {
    let home = home();
    let refused = |tag: &str| home.refuses(2, &["summary", "--tag", tag]);
    for near in ["sprng", "Spring", "springs", "spri"] {
        assert_holds(&refused(near), &json!({"code":"unknown_tag","hint":"did you mean spring?"}));
    }
    let error = refused("zzz");
    assert_eq!(error["message"], "nothing was sent with the tag zzz");
    assert!(error["hint"].as_str().unwrap().starts_with("the latest tags are "), "{error}");
    assert_eq!(refused(" # ")["code"], "usage");
    // What was taken back counts nowhere.
    home.ok(&["log", "Hal", "--tag", "north"]);
    home.ok(&["summary", "--tag", "north"]);
    home.ok(&["undo"]);
    assert_eq!(refused("north")["code"], "unknown_tag");
    // A corrected tag is the tag.
    home.ok(&["edit", "1", "--tag", "summer"]);
    assert_holds(&home.json(&["summary", "--tag", "summer"]), &json!({"inmail":{"sent":1},"responses":1}));
    let none = Home::new().refuses(2, &["summary", "--tag", "x"]);
    assert!(none["hint"].as_str().unwrap().contains("--tag TAG"), "{none}");
    home.refuses(2, &["summary", "--tag", "spring", "--tag", "west"]);
    home.refuses(2, &["summary", "--tag", "spring", "--by", "tag"]);
    home.refuses(2, &["summary", "--by", "template"]);
}

#[test]
fn a_line_for_each_tag() {
    let home = home();
    let document = home.json(&["summary", "--by", "tag"]);
    let row = |tag: Value, sent: [u64; 6], per_response: Value| {
        let [messages, inmail, invitations, people, responses, spent] = sent;
        json!({"tag":tag,"messages":messages,"inmail":inmail,"invitations":invitations,"people":people,
            "responses":responses,"credits_spent":spent,"credits_per_response":per_response})
    };
    // spring: four sends, Ana and Cy answered. Flo has no tag and answered; her message cost nothing. Ed's acceptance is
    // of October's invitation, so west has one send, which nobody answered.
    assert_holds(
        &document["by_tag"],
        &json!([
            row(json!("spring"), [1, 2, 1, 4, 2, 2], json!(1.0)),
            row(json!("west"), [0, 1, 0, 1, 0, 1], Value::Null),
            row(Value::Null, [1, 0, 0, 1, 1, 0], json!(0.0)),
        ]),
    );
    assert_holds(
        &document["by_tag"][0],
        &json!({"response_rate":{"contacted":3,"judged":2,"responded":1,"declined":1,"early":1,"rate":0.5},
            "acceptance_rate":{"invited":1,"judged":1,"accepted":1,"pending":0,"rate":1.0}}),
    );
    // Bo's InMail has both tags. The document has the figures of the month too.
    assert_holds(&document, &json!({"in_several_tags":1,"tag":null,"messages":{"sent":2},"credits":{"spent":2}}));
    // Each line is the summary of its tag.
    for row in document["by_tag"].as_array().unwrap().iter().filter(|row| row["tag"].is_string()) {
        let of_tag = home.json(&["summary", "--tag", row["tag"].as_str().unwrap()]);
        for key in ["response_rate", "acceptance_rate", "responses", "credits_per_response"] {
            assert_eq!(row[key], of_tag[key], "{key}");
        }
        assert_eq!((&row["inmail"], &row["credits_spent"]), (&of_tag["inmail"]["sent"], &of_tag["credits"]["spent"]));
    }
}

#[test]
fn credits_per_response_are_the_ratio_of_the_credits_and_the_responses_shown() {
    let mut home = Home::new();
    for (person, at) in [("Ana", "2026-10-30"), ("Bo", "2026-10-30"), ("Cy", "2026-11-02"), ("Di", "2026-11-03")] {
        home.ok(&["log", person, "--inmail", "--tag", "spring", "--at", at, "--new"]);
    }
    home.ok(&["reply", "Ana", "--at", "2026-11-04"]);
    // November: two credits, for Cy and Di, and one response, of Ana, who was contacted in October.
    let cost = |document: &Value| document["credits_per_response"].clone();
    let found = |home: &Home, month: &str| {
        let of_tag = home.json(&["summary", "--tag", "spring", "--month", month]);
        let by_tag = home.json(&["summary", "--by", "tag", "--month", month])["by_tag"][0].clone();
        assert_eq!((cost(&of_tag), &of_tag["responses"]), (cost(&by_tag), &by_tag["responses"]));
        (by_tag["credits_spent"].clone(), by_tag["responses"].clone(), cost(&by_tag))
    };
    assert_eq!(found(&home, "2026-11"), (json!(2), json!(1), json!(2.0)));
    // October is before the plan: no credits, and no response came in it.
    assert_eq!(found(&home, "2026-10"), (json!(0), json!(0), Value::Null));
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = home.ok(&["summary", "--tag", "spring"]).out.lines().map(words).collect();
    assert!(lines.contains(&"per response 2.00 n/a".to_owned()), "{lines:#?}");
    let csv = |args: &[&str]| home.ok(&[&["summary", "--format", "csv"], args].concat()).out;
    assert!(csv(&["--tag", "spring"]).contains("\ncredits,per_response,2,\n"));
    assert!(csv(&["--by", "tag"]).lines().any(|line| line.starts_with("spring,") && line.ends_with(",2,2")));
    let by_tag = |format: &str| home.ok(&["summary", "--by", "tag", "--format", format]).out;
    assert!(by_tag("markdown").contains("| spring | 0 | 2 | 0 | 2 | 1 | 2 | 2.00 |"), "{}", by_tag("markdown"));
    assert!(by_tag("html").contains("<td>1</td><td>2</td><td>2.00</td>"), "{}", by_tag("html"));
    let help = words(&home.ok(&["summary", "--help"]).out);
    assert!(help.contains("in total and per response in the period"), "{help}");
    // In December, Cy answers, and nothing is sent: a response without a credit.
    home.at("2026-12-02T10:00:00+01:00");
    home.ok(&["reply", "Cy"]);
    assert_eq!(found(&home, "2026-12"), (json!(0), json!(1), json!(0.0)));
}

#[test]
fn a_line_for_each_tag_in_every_format() {
    let home = home();
    let summary = |args: &[&str]| home.ok(&[&["summary", "--by", "tag"], args].concat()).out;
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let out = summary(&[]);
    let table: Vec<String> = out.lines().map(words).collect();
    assert_eq!(table[0], "November 2026, by tag, as of Wed 25 Nov 2026, 09:00");
    for line in [
        "messages InMails invitations people responses credits cost",
        "spring 1 2 1 4 2 2 1.00",
        "west 0 1 0 1 0 1 n/a",
        "(none) 1 0 0 1 1 0 0.00",
        "contacted answered declined response rate acceptance rate",
        "spring 3 2 1 50.0 % (1 of 2) 100.0 % (1 of 1)",
        "west 1 0 0 0.0 % (0 of 1) n/a (0 of 0)",
        "(none) 1 1 0 100.0 % (1 of 1) n/a (0 of 0)",
        "cost: the credits divided by the responses, both of the period",
        "1 send has several tags and counts under each of them",
    ] {
        assert!(table.iter().any(|found| found == line), "{line}: {table:#?}");
    }
    for columns in [40, 80] {
        home.fits(columns, &["summary", "--by", "tag"]);
    }
    let markdown = summary(&["--format", "markdown"]);
    assert!(markdown.contains("\n| spring | 1 | 2 | 1 | 4 | 2 | 2 | 1.00 |\n"), "{markdown}");
    let csv = summary(&["--format", "csv"]);
    let rows: Vec<Vec<String>> = csv.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    let cell = |row: usize, head: &str| rows[row][rows[0].iter().position(|cell| cell == head).unwrap()].clone();
    assert_eq!((cell(1, "tag"), cell(1, "people"), cell(1, "declined")), ("spring".into(), "4".into(), "1".into()));
    assert_eq!((cell(1, "response_rate"), cell(1, "acceptance_rate")), ("0.5".into(), "1".into()));
    assert_eq!((cell(2, "credits_spent"), cell(2, "credits_per_response")), ("1".into(), String::new()));
    assert_eq!((rows.len(), cell(3, "tag")), (4, String::new()));
    let page = summary(&["--format", "html"]);
    assert!(page.contains("By tag") && page.contains("<th scope=\"row\">spring</th>"), "{page}");
    assert!(page.contains("What is left") && page.contains("several tags"), "{page}");
    // Nothing to show.
    let none = home.ok(&["summary", "--by", "tag", "--month", "2026-09"]).out;
    assert!(none.contains("nothing was sent or answered in this period"), "{none}");
    assert_eq!(home.json(&["summary", "--by", "tag", "--month", "2026-09"])["by_tag"], json!([]));
}

#[test]
fn tags_from_outside_are_safe_in_a_spreadsheet_and_a_document() {
    let home = Home::new();
    home.ok(&["log", "Ana", "--tag", "=1+1", "--tag", "a|b"]);
    let csv = home.ok(&["summary", "--by", "tag", "--format", "csv"]).out;
    assert!(csv.contains("\n'=1+1,1,"), "{csv}");
    let markdown = home.ok(&["summary", "--by", "tag", "--format", "markdown"]).out;
    assert!(markdown.contains("| a\\|b | 1 |"), "{markdown}");
}

#[test]
fn a_narrow_screen_keeps_the_rates_of_the_tags_and_names_what_it_leaves_out() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--tag", "spring", "--at", "2026-11-02"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-03"]);
    let screen = home.fits(40, &["summary", "--by", "tag"]);
    assert!(screen.contains("response rate") && screen.contains("100.0 % (1 of 1)"), "{screen}");
    assert!(
        screen.contains("on a wider screen: ") && screen.contains("credits") && !screen.contains("cost: "),
        "{screen}"
    );
    let wide = home.fits(100, &["summary", "--by", "tag"]);
    assert!(!wide.contains("on a wider screen") && wide.contains("cost: the credits divided"), "{wide}");
}
