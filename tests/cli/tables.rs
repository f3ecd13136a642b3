//! Tables and charts: what is in their columns, how they look, and what a narrow screen leaves out.

use super::program::{Home, assert_holds};
use serde_json::{Value, json};

/// Escape codes.
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";

/// The line that contains a text.
fn line<'a>(text: &'a str, part: &str) -> &'a str {
    text.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part:?} in\n{text}"))
}

/// The words of the line that contains a text.
fn words<'a>(text: &'a str, part: &str) -> Vec<&'a str> {
    line(text, part).split_whitespace().collect()
}

#[test]
fn the_list_of_plans_has_titles_names_and_plain_numbers() {
    let home = Home::new();
    let list = home.run_with(&[("COLUMNS", "140")], &["plan", "list"]).out;
    let heads = ["plan", "credits", "cap", "life", "refund", "day", "month", "7", "days", "notes"];
    assert_eq!(words(&list, "refund"), heads);
    // The numbers of rules 7. Of the limits, only that on invitations has a number, and it only warns.
    let career = ["Premium", "Career", "(career)", "5", "15", "90", "90", "?", "?", "100~", "-"];
    assert_eq!(words(&list, "Premium Career"), career);
    assert!(list.contains("A free account, by the messaging guide (free) "), "{list}");
    assert!(list.contains("next: inquota plan show NAME"), "{list}");
    // No source is in the list.
    assert!(!list.contains("answer 75") && !list.contains("tool makers"), "{list}");

    let narrow = home.fits(40, &["plan", "list"]);
    assert_eq!(words(&narrow, "plan  "), ["plan", "credits", "day"]);
    assert_eq!(words(&narrow, "Premium Career"), ["Premium", "Career", "(career)", "5", "?"]);
    assert!(narrow.contains("too narrow for: cap, life, refund,\n  month, 7 days, notes\n"), "{narrow}");
}

#[test]
fn one_plan_shows_where_each_number_comes_from() {
    let home = Home::new();
    let shown = home.run_with(&[("COLUMNS", "140")], &["plan", "show", "career"]).out;
    assert!(shown.starts_with("Premium Career (career)\nnames: premium-career, career, premium-careers\n"), "{shown}");
    assert!(shown.contains("\nrenews on the billing day\n"), "{shown}");
    let credits = line(&shown, "InMail credits a month");
    assert!(credits.contains(" 5 ") && credits.ends_with(" 2026-11-28"), "{credits}");
    assert!(
        credits.contains("LinkedIn Help, answer 75: InMail message credits and renewal (undated copy)"),
        "{credits}"
    );
    assert!(line(&shown, "invitations in 7 days").contains(" 100, advisory "), "{shown}");
    assert!(line(&shown, "people a day").contains(" not published "), "{shown}");
    assert!(home.ok(&["plan", "show", "free"]).out.contains(" 15, enforced "));
    // A title is a name, too; every spelling of the plan shows the same.
    for name in ["premium-career", "Premium Career", "premium-careers"] {
        assert_eq!(home.run_with(&[("COLUMNS", "140")], &["plan", "show", name]).out, shown, "{name}");
    }
    home.fits(40, &["plan", "show", "rps"]);

    let document = home.json(&["plan", "show", "career"]);
    assert_holds(
        &document,
        &json!({"name":"premium-career","title":"Premium Career","renews":"billing","needs_credits":false}),
    );
    let number = |option: &str| -> Value {
        let numbers = document["numbers"].as_array().unwrap();
        numbers.iter().find(|number| number["option"] == option).unwrap().clone()
    };
    assert_eq!(document["numbers"].as_array().unwrap().len(), 10);
    assert_holds(&number("inmail-credits"), &json!({"value":5,"read":"2026-11-28"}));
    assert_eq!(number("inmail-credits")["source"]["whose"], "linkedin");
    assert_holds(&number("invitations"), &json!({"value":100,"enforced":false}));
    assert_holds(&number("inmails-daily"), &json!({"value":null,"read":null}));
}

#[test]
fn plans_of_ones_own_and_those_without_credits_are_shown_too() {
    let home = Home::new();
    let plans = r#"{"sources":{"deal":{"text":"our contract","dated":"signed 2026-01, read 2026-02-03","whose":"member"}},
        "plans":[{"name":"team","renews":"calendar","inmail":{"monthly":{"value":7,"source":"deal"}},
        "messages":{"day":{"value":9,"force":"advisory"},"month":50}}]}"#;
    home.write(".config/inquota/plans.json", plans.as_bytes());
    let shown = home.ok(&["plan", "show", "team"]).out;
    assert!(shown.starts_with("Your own plan (team)\nnames: team\nrenews on the 1st\n"), "{shown}");
    let credits = line(&shown, "InMail credits a month");
    assert!(credits.contains("our contract (signed 2026-01)") && credits.ends_with("2026-02-03"), "{credits}");
    assert!(line(&shown, "people a day").contains(" 9, advisory "), "{shown}");
    assert!(line(&shown, "people a month").contains(" 50, enforced "), "{shown}");
    assert!(line(&shown, "people a month").contains("your plan file"), "{shown}");
    assert!(line(&home.ok(&["plan", "list"]).out, "(team)").contains("Your own plan"));

    let pro = home.ok(&["plan", "show", "premium-pro"]).out;
    assert!(line(&pro, "InMail credits a month").contains(" not known "), "{pro}");
    let document = home.json(&["plan", "show", "premium-pro"]);
    assert_eq!((&document["needs_credits"], &document["numbers"][0]["value"]), (&json!(true), &Value::Null));
}

#[test]
fn a_plan_that_does_not_exist_is_refused_with_the_nearest_names() {
    let home = Home::new();
    let refused = |name: &str| {
        let error = home.refuses(2, &["plan", "show", name]);
        (error["code"].as_str().unwrap().to_owned(), error["hint"].as_str().unwrap().to_owned())
    };
    let (code, hint) = refused("recruiter-lit");
    assert_eq!((code.as_str(), hint.starts_with("did you mean recruiter-lite")), ("unknown_plan", true), "{hint}");
    let (code, hint) = refused("xyz");
    assert_eq!((code.as_str(), hint.starts_with("one of free, premium, ")), ("unknown_plan", true), "{hint}");
    let (code, hint) = refused("recruiter");
    assert_eq!((code.as_str(), hint.contains("recruiter-lite")), ("ambiguous_plan", true), "{hint}");
    // Without a name, it is the plan in force.
    assert_eq!(home.ok(&["plan", "show"]).out, home.ok(&["plan"]).out);
    assert_eq!(home.refuses(2, &["plan", "show", "free", "--at", "yesterday"])["code"], "usage");
}

#[test]
fn a_summary_leaves_out_what_is_only_zeroes() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let [short, long] = [&["summary"] as &[&str], &["summary", "--all"]].map(|args| home.ok(args).out);
    for left_out in ["over the limit", "InMails  ", "counted, after 14 days", "response rate, by people", "  bought"] {
        assert!(!short.contains(left_out) && long.contains(left_out), "{left_out}\n{short}\n{long}");
    }
    assert!(short.contains("\nmessages ") && short.contains("\n  not counted yet "), "{short}");
    assert!(short.contains("\nInvitations accepted: none\n"), "{short}");
    assert!(!long.contains(": none") && long.contains("\nacceptance rate "), "{long}");
    // Of the charts, only people and slots have a bar.
    assert!(short.contains("\npeople reached   ·") && !short.contains("\nresponses        ·"), "{short}");
    assert!(long.contains("\nresponses        ·"), "{long}");
}

#[test]
fn a_period_in_which_nothing_happened_is_short() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    home.ok(&["log", "Jane Doe"]);
    let nothing = home.ok(&["summary", "--month", "2027-03"]).out;
    let sections = "Sent: nothing\n\nAnswered: nothing\n\nInvitations accepted: none\n\nInMail credits: none\n\n\
                    Day by day: nothing\n";
    assert!(nothing.ends_with(sections), "{nothing}");
    let markdown = |args: &[&str]| home.ok(&[&["summary", "--format", "markdown"], args].concat()).out;
    assert!(markdown(&["--month", "2027-03"]).contains("\n## Sent\n\nnothing\n\n## Answered\n\nnothing\n"));
    // Only the day of the message is in the table of days, unless all are asked for.
    let days = |text: &str| text.lines().filter(|line| line.starts_with("| 2026-11-")).count();
    assert_eq!((days(&markdown(&[])), days(&markdown(&["--all"]))), (1, 30));
    assert!(!markdown(&[]).contains("| bought |") && markdown(&["--all"]).contains("| bought | - | - |"));
    // The other formats have everything anyway.
    for format in ["csv", "json", "html"] {
        let [some, all] = [&["--format", format] as &[&str], &["--format", format, "--all"]]
            .map(|args| home.ok(&[&["summary"], args].concat()).out);
        assert!(some == all && !some.is_empty(), "{format}");
    }
}

#[test]
fn a_credit_statement_has_a_rule_over_its_total() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    // 15 credits in three lots of 5, of which the oldest lost one.
    let credits = home.ok(&["credits"]).out;
    assert_eq!(words(&credits, "given on"), ["lot", "given", "on", "expires", "on", "amount", "left"]);
    let lines: Vec<&str> = credits.lines().collect();
    let total = lines.iter().position(|line| line.starts_with("balance ")).unwrap();
    assert!(lines[total].ends_with(" 14") && lines[total - 1].chars().all(|c| c == '─'), "{credits}");
    assert_eq!(words(&credits, "Sat 12 Sep 2026").last(), Some(&"4"));
    let ascii = home.ok(&["credits", "--ascii"]).out;
    assert!(ascii.lines().any(|line| line.len() > 20 && line.chars().all(|c| c == '-')), "{ascii}");
    let narrow = home.fits(40, &["credits"]);
    assert_eq!(words(&narrow, "expires on"), ["lot", "expires", "on", "amount", "left"]);

    let summary = home.ok(&["summary"]).out;
    let lines: Vec<&str> = summary.lines().collect();
    let closing = lines.iter().position(|line| line.starts_with("closing balance")).unwrap();
    assert!(lines[closing - 1].starts_with("──") && lines[closing].contains(" 14"), "{summary}");
}

#[test]
fn heads_are_bold_zeroes_dim_and_losses_red() {
    let home = Home::on_premium_career();
    home.ok(&["plan", "set", "basic", "--from", "2026-12-01"]);
    let coloured = |args: &[&str]| home.ok(&[args, &["--color", "always"]].concat()).out;
    let credits = coloured(&["credits"]);
    assert!(credits.contains(&format!("{BOLD}expires on{PLAIN}")), "{credits}");
    assert!(credits.contains(&format!("{RED}lapses ")), "{credits}");
    // November: 5 granted, none spent; the grant goes over the cap of 15 by none. December: all 15 lapse.
    home.ok(&["log", "Jane Doe"]);
    let summary = coloured(&["summary", "--month", "2026-12", "--all"]);
    assert!(line(&summary, "opening balance").contains("15"), "{summary}");
    let november = coloured(&["summary", "--all"]);
    assert!(line(&november, "over the limit").contains(&format!("{DIM}0{PLAIN}")), "{november}");
    assert!(!home.ok(&["summary"]).out.contains('\u{1b}'));
}

#[test]
fn follow_ups_are_a_table() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Maximilian von und zu Hohenstein-Waldburg", "--at", "2026-11-12"]);
    let wide = home.run_with(&[("COLUMNS", "120")], &["followups"]).out;
    // A week after 12 November; 19 November was six days ago.
    let jane = ["1", "Jane", "Doe", "first", "message", "Thu", "19", "Nov", "6", "days", "ago", "day", "yes"];
    assert_eq!(words(&wide, "Jane Doe"), jane);
    assert_eq!(words(&wide, "person  "), ["#", "person", "nudge", "due", "costs", "fits"]);
    let narrow = home.fits(40, &["followups"]);
    assert!(line(&narrow, "Maxim").contains('…') && narrow.contains("6 days ago"), "{narrow}");
    assert!(!home.ok(&["followups"]).out.contains('…'), "a pipe gets whole names");
}

#[test]
fn lists_stay_legible_on_forty_columns() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Maximilian von und zu Hohenstein-Waldburg", "Jo Lee", "--invite", "--at", "2026-11-02"]);
    home.ok(&["log", "Eva Moe", "--at", "2026-11-02", "--template", "a rather long template name"]);
    let invitations = home.fits(40, &["invitations"]);
    assert!(
        invitations.contains('…') && words(&invitations, "person ").starts_with(&["person", "age"]),
        "{invitations}"
    );
    assert!(words(&invitations, "Jo Lee").starts_with(&["Jo", "Lee", "22", "days"]), "{invitations}");
    let accounts = home.fits(40, &["accounts"]);
    assert!(line(&accounts, "default").contains("15"), "{accounts}");
    let stats = home.fits(40, &["stats", "--by", "template"]);
    assert!(line(&stats, "a rather").contains("0.0 % (0 of 1)*"), "{stats}");
    let summary = home.fits(40, &["summary"]);
    assert!(summary.contains("(needs a\n  wider screen)") && !summary.contains("Oct 2026 "), "{summary}");
    assert_eq!(words(&summary, "invitations  "), ["invitations", "2"]);
}

#[test]
fn charts_have_dates_and_a_scale() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "Eva Moe"]);
    let summary = home.ok(&["summary"]).out;
    // 30 days: the weeks, and the last date at the end of the bars.
    assert!(summary.ends_with("                 1 Nov  8      15     22     30\n"), "{summary}");
    assert!(line(&summary, "people reached   ·").ends_with("  most 2"), "{summary}");
    let narrow = home.fits(40, &["summary"]);
    assert!(narrow.ends_with("  1 Nov  8      15     22     30\n"), "{narrow}");
    assert!(narrow.contains("\npeople reached, most 2\n  ·"), "{narrow}");

    // From 25 November for 61 days, to 24 January.
    for (columns, dates) in
        [(80, "25 Nov        9 Dec  16     23     30     6 Jan  13    24 Jan"), (40, "25 Nov        23 Dec     24 Jan")]
    {
        for ascii in [&[] as &[&str], &["--ascii"]] {
            let chart = home.fits(columns, &[&["forecast"], ascii].concat());
            assert!(chart.contains(&format!("\n     {dates}\n")), "{chart}");
            assert!(chart.contains("credits at the end of each day") && chart.contains("\n  0 +"), "{chart}");
        }
    }
    let page = home.ok(&["summary", "--format", "html"]).out;
    for date in [">1 Nov<", ">8<", ">22<", ">30<"] {
        assert!(page.contains(date), "{date}");
    }
}
