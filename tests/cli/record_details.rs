//! What the records of the history show: the limits passed, what a plan changed, which namesake is meant, tags, former
//! names.

use serde_json::json;

use crate::program::{Home, assert_holds, codes};

#[test]
fn history_names_the_limits_that_were_passed() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1", "--monthly", "2", "--invitations", "1", "--notes", "0"]);
    home.ok(&["log", "a b", "--at", "2026-11-24"]);
    home.ok(&["log", "c d"]);
    // e f is the second person of the day and the third of the month, over both limits. a b already has a month slot,
    // and is over the limit of the day only.
    home.ok(&["log", "e f"]);
    home.ok(&["log", "a b"]);
    home.ok(&["log", "g h", "--invite", "--with-note"]);
    let logged = home.ok(&["log", "i j", "--invite", "--with-note"]).out;
    assert!(logged.contains("over the weekly and monthly note limit"), "{logged}");
    let text = home.ok(&["history", "--verbose"]).out;
    let lines = |person: &str| {
        let mut lines = text.lines().skip_while(|line| !line.contains(person)).map(str::trim);
        (lines.next().unwrap().to_owned(), lines.next().unwrap().split("; recorded").next().unwrap().to_owned())
    };
    let (row, why) = lines("e f");
    assert!(row.contains("day, month; over the limit"), "{row}");
    assert_eq!(why, "1 daily and 1 monthly slot, over the daily and monthly limit");
    let (row, why) = lines("a b");
    assert!(row.contains("day; over the limit"), "{row}");
    assert_eq!(why, "1 daily slot: they already counted that month, over the daily limit");
    assert!(lines("g h").1.ends_with("over the monthly note limit"), "{text}");
    let (row, why) = lines("c d");
    assert!(!row.contains("over") && !why.contains("over"), "{row}: {why}");
    let records = home.history(&["--kind", "message"]);
    assert_eq!((&records[0]["over"], &records[1]["over"]), (&json!(["day"]), &json!(["day", "month"])));
    assert!(records[2].get("over").is_none());
}

#[test]
fn history_shows_what_a_plan_changed() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "20", "--inmail-credits", "5"]);
    home.ok(&["plan", "set", "free", "--daily", "25", "--inmail-cap", "40"]);
    home.ok(&["plan", "set", "premium-career", "--renews-on", "12", "--keep-credits"]);
    let change = |line: &'static str| line.rsplit_once("; recorded").unwrap().0;
    let text = home.ok(&["history", "--kind", "plan", "--verbose"]).out.leak();
    let changes: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("    ") && line.contains("; recorded"))
        .map(str::trim)
        .map(change)
        .collect();
    assert_eq!(changes.len(), 3, "{text}");
    // `premium-career` has 5 credits a month and 100 invitations, as `free` has; a cap of 15, a life of 90 days,
    // refunds within 90 days, and no limits on messages and notes.
    let expected = "from free; most after a grant 15 instead of 40; a credit lasts 90 days instead of for ever; \
                    back if answered within 90 days instead of none; people a day no number instead of 25; \
                    people a month no number instead of 30; notes a month no number instead of 5, only warns; \
                    renews on day 12; what was left is kept";
    assert_eq!(changes[0], expected);
    assert_eq!(changes[1], "most after a grant 40 instead of none; people a day 25 instead of 20");
    assert_eq!(changes[2], "first plan; people a day 20 instead of 15");
    let records = home.history(&["--kind", "plan"]);
    assert_eq!(records[2]["changed"], json!([{"option":"daily","before":15,"after":20}]));
    assert_holds(&records[0]["changed"][0], &json!({"option":"inmail-cap","before":40,"after":15}));
}

#[test]
fn namesakes_are_shown_with_their_profiles() {
    let home = Home::new();
    for (handle, name) in [("in/jane-1", "Jane Doe"), ("in/jane-2", "Janet Doe")] {
        home.ok(&["log", handle]);
        home.ok(&["people", "rename", handle, name]);
    }
    assert!(!home.ok(&["log", "Jane Doe"]).out.contains("in/jane-1"), "she has no namesake yet");
    let renamed = home.ok(&["people", "rename", "in/jane-2", "Jane Doe"]).out;
    assert!(renamed.contains("Janet Doe is Jane Doe (in/jane-2) from now on"), "{renamed}");
    for args in [
        &["log", "in/jane-2"] as &[&str],
        &["log", "in/jane-2", "--guard", "--inmail"],
        &["check", "in/jane-2"],
        &["check", "in/jane-2", "--inmail"],
        &["reply", "in/jane-2"],
        &["history", "in/jane-2"],
        &["undo"],
    ] {
        let out = home.ok(args).out;
        assert!(out.contains("Jane Doe (in/jane-2)") && !out.contains("in/jane-1"), "{args:?}: {out}");
    }
    // JSON has the name alone.
    assert_eq!(home.json(&["log", "in/jane-2"])["recorded"][0]["person"], "Jane Doe");
    assert_eq!(home.json(&["check", "in/jane-2"])["person"], "Jane Doe");
    // The command in a hint names the profile, so that it works when it is typed.
    home.ok(&["log", "Jane Roe"]);
    let error = home.refuses(2, &["people", "link", "Jane Roe", "in/jane-2"]);
    assert!(error["message"].as_str().unwrap().contains("Jane Doe (in/jane-2)"), "{error}");
    assert!(error["hint"].as_str().unwrap().ends_with("merge \"Jane Roe\" \"in/jane-2\""), "{error}");
    let merged = home.ok(&["people", "merge", "in/jane-1", "in/jane-2"]).out;
    assert!(merged.contains("Jane Doe (in/jane-2) is Jane Doe (in/jane-1): one person"), "{merged}");
}

#[test]
fn history_shows_the_former_name_of_a_renamed_or_merged_person() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "rename", "Jane Doe", "Jane Smith"]);
    home.ok(&["people", "rename", "Jane Smith", "Jane Jones"]);
    home.ok(&["log", "J. Jones", "--new"]);
    home.ok(&["people", "merge", "Jane Jones", "J. Jones"]);
    let text = home.ok(&["history"]).out;
    for part in [
        "rename   Jane Jones  from Jane Doe to Jane Smith",
        "rename   Jane Jones  from Jane Smith to Jane Jones",
        "merge    Jane Jones  with J. Jones",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let undone = home.ok(&["undo"]).out;
    assert!(undone.contains("merge of J. Jones into Jane Jones"), "{undone}");
}

#[test]
fn a_tag_is_the_same_with_and_without_its_hash_sign() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--tag", "#spring", "--tag", "spring", "--tag", "#"]);
    let record = home.history(&[])[0].clone();
    assert_eq!(record["tags"], json!(["spring"]));
    let text = home.ok(&["history", "--verbose"]).out;
    assert!(text.contains("#spring") && !text.contains("##"), "{text}");
    for tag in ["spring", "#spring"] {
        assert_eq!(home.history(&["--tag", tag]).len(), 1, "{tag}");
    }
    home.ok(&["edit", "1", "--tag", "#autumn"]);
    assert_eq!(home.history(&[])[0]["tags"], json!(["autumn"]));
}

#[test]
fn an_invitation_to_somebody_invited_or_connected_gets_a_caution() {
    let home = Home::new();
    let cautions = |args: &[&str]| codes(&home.json(args));
    assert!(cautions(&["log", "Jane Doe", "--invite"]).is_empty());
    assert_eq!(cautions(&["check", "Jane Doe", "--invite"]), ["already_invited"]);
    assert_eq!(cautions(&["log", "Jane Doe", "--invite", "--with-note"]), ["already_invited"]);
    home.ok(&["accepted", "Jane Doe"]);
    assert_eq!(cautions(&["check", "Jane Doe", "--invite"]), ["already_connected"]);
    assert_eq!(cautions(&["log", "Jane Doe", "--invite"]), ["already_connected"]);
    assert!(cautions(&["check", "Jane Doe"]).is_empty() && cautions(&["check", "Ravi Patel", "--invite"]).is_empty());
    let err = home.ok(&["check", "Jane Doe", "--invite"]).err;
    assert!(err.contains("connected already"), "{err}");
}

#[test]
fn an_import_lists_ignored_files_only_if_there_are_any() {
    let home = Home::new();
    let messages = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n\
        t1,,Robin Vale,https://www.linkedin.com/in/robin-vale,Jane Doe,https://www.linkedin.com/in/jane-doe,2026-10-02 09:00:00 UTC,,hello,INBOX\n\
        t1,,Robin Vale,https://www.linkedin.com/in/robin-vale,Ravi Patel,https://www.linkedin.com/in/ravi,2026-10-03 09:00:00 UTC,,hello,INBOX\n";
    std::fs::write(home.path("messages.csv"), messages).unwrap();
    let out = home.ok(&["import", "messages.csv", "--me", "in/robin-vale", "--dry-run"]).out;
    assert!(out.contains("used:") && !out.contains("ignored"), "{out}");
    std::fs::write(home.path("Skills.csv"), "Name\nRust\n").unwrap();
    let out = home.ok(&["import", "messages.csv", "Skills.csv", "--me", "in/robin-vale", "--dry-run"]).out;
    assert!(out.contains("ignored:\n  "), "{out}");
}
