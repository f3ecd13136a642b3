//! What else says that somebody is marked as not to be contacted. The clock is Wednesday, 25 November 2026, 09:00 in
//! Berlin.

use serde_json::{Value, json};

use crate::program::{Home, codes};

/// The mark that holds now, after a late record of this kind on the 21st.
fn in_force(home: &Home, args: &[&str]) -> Value {
    home.json(&[&["people"], args, &["--at", "2026-11-21"]].concat())["in_force"].clone()
}

#[test]
fn a_late_mark_says_which_mark_holds_now() {
    let home = Home::new();
    home.ok(&["people", "block", "Jane Doe", "--at", "2026-11-22"]);
    let late = ["block", "Jane Doe", "--until", "2026-12-05"];
    assert_eq!(in_force(&home, &late), json!({"until":null}));
    let text = home.ok(&[&["people"], &late[..], &["--at", "2026-11-21"]].concat()).out;
    let rest = "but a later mark is in force: do not contact, for good\ninquota check says no to anything about them";
    assert!(text.contains(rest) && !text.contains("until then"), "{text}");
    home.ok(&["people", "unblock", "Jane Doe", "--at", "2026-11-23"]);
    assert_eq!(in_force(&home, &late), json!(null));
    let text = home.ok(&[&["people"], &late[..], &["--at", "2026-11-21"]].concat()).out;
    assert!(text.ends_with("a later record removed it, so you can contact them now\n"), "{text}");
    // A mark of now is the one that holds.
    let now = home.json(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    assert_eq!(now["in_force"], json!({"until":"2026-12-05"}));
}

#[test]
fn a_late_end_of_a_mark_says_that_a_later_mark_holds() {
    let home = Home::new();
    home.ok(&["people", "block", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["people", "block", "Jane Doe", "--at", "2026-11-22", "--until", "2026-12-05"]);
    let text = home.ok(&["people", "unblock", "Jane Doe", "--at", "2026-11-21"]).out;
    assert!(text.starts_with("recorded: mark on Jane Doe removed, "), "{text}");
    assert!(text.ends_with("but a later mark is in force: do not contact, until Sat 5 Dec 2026\n"), "{text}");
    home.ok(&["undo"]);
    assert_eq!(in_force(&home, &["unblock", "Jane Doe"]), json!({"until":"2026-12-05"}));
    assert_eq!(home.json(&["people", "unblock", "Jane Doe"])["in_force"], json!(null));
    home.ok(&["check", "Jane Doe"]);
}

#[test]
fn check_says_what_else_bars_the_person_when_another_reason_lasts_longer() {
    let home = Home::new();
    home.ok(&["accepted", "Jane Doe"]);
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-11-28"]);
    // The next credits come on 1 December.
    home.ok(&["credits", "set", "0"]);
    let no = home.document(1, &["check", "Jane Doe", "--inmail"]);
    assert_eq!(
        (&no["reason"], codes(&no)),
        (&json!("no_credits"), ["connection", "do_not_contact"].map(str::to_owned).into())
    );
    // Nobody who is marked has a free way.
    let text = home.exits(1, &["check", "Jane Doe", "--inmail"]);
    assert!(text.out.starts_with("no – you have no InMail credits left"), "{}", text.out);
    assert!(text.err.contains("you marked them as “do not contact” until Sat 28 Nov 2026"), "{}", text.err);
    assert_eq!(codes(&home.document(1, &["check", "Jane Doe"])), [""; 0]);
    // The wait after a withdrawal ends on 16 December.
    home.ok(&["log", "Ravi Patel", "--invite", "--at", "2026-11-24"]);
    home.ok(&["withdraw", "Ravi Patel"]);
    home.ok(&["stopped", "--invite", "--until", "2027-01-31"]);
    let no = home.document(1, &["check", "Ravi Patel", "--invite"]);
    assert_eq!((&no["reason"], codes(&no)), (&json!("stopped"), vec!["withdrawn_recently".to_owned()]));
}

#[test]
fn a_settled_follow_up_promises_no_nudge_while_a_mark_holds() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "--at", "2026-11-10"]);
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    // The last nudge is due seven days after the first.
    let text = home.ok(&["followups", "done", "Jane Doe"]).out;
    let line = "the next nudge is due Wed 2 Dec 2026, in 7 days; but they are marked as “do not contact” until Sat 5 \
                Dec 2026, so the list leaves them out\n";
    assert!(text.ends_with(line), "{text}");
    home.ok(&["undo"]);
    let both = home.json(&["followups", "snooze", "Jane Doe", "Ravi Patel", "2"]);
    assert_eq!(codes(&both), ["do_not_contact"]);
    let message = both["cautions"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("Jane Doe: you marked them as “do not contact” until"), "{message}");
    // Nothing is promised.
    assert_eq!(codes(&home.json(&["followups", "close", "Jane Doe"])), [""; 0]);
}
