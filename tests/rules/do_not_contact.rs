//! Rules 2.5 and 5.7: people marked as not to be contacted, and declines; connections not written to yet.

use super::story::{Story, berlin, changed, plan, story};
use inquota::engine::advice::agenda::{MOST_CONNECTIONS, agenda};
use inquota::engine::advice::habits::Habits;
use inquota::engine::calendar::Instant;
use inquota::engine::plan::Limit;
use inquota::engine::record::Charge;
use inquota::engine::usage::Availability;
use inquota::engine::verdict::{SendKind, VerdictReason, Warning};

const MESSAGE: SendKind = SendKind::Message;
const INMAIL: SendKind = SendKind::InMail(Charge::Ordinary);
const FREE_INMAIL: SendKind = SendKind::InMail(Charge::Free);
const INVITATION: SendKind = SendKind::Invitation { with_note: false };

/// The reason of an answer about Jane, and when it turns to yes.
fn answer(s: &Story, at: &str, kind: SendKind) -> (VerdictReason, Option<Instant>) {
    let verdict = s.ask(at, Some("Jane"), kind, 1);
    (verdict.reason, verdict.available_at)
}

fn allowed(s: &Story, at: &str) -> bool {
    s.ask(at, Some("Jane"), MESSAGE, 1).allowed
}

#[test]
fn while_a_mark_holds_the_answer_is_no_to_whatever_is_asked() {
    let mut s = berlin();
    s.message("2026-11-25 10:00", "Jane");
    s.reply("2026-11-25 11:00", "Jane");
    s.blocked("2026-11-26 10:00", "Jane", Some("2026-12-05"));
    // The conversation is open, and a free InMail and a message cost nothing.
    for kind in [MESSAGE, INMAIL, FREE_INMAIL, INVITATION] {
        assert!(s.ask("2026-11-26 09:59", Some("Jane"), kind, 1).allowed, "{kind:?}");
        let no = (VerdictReason::DoNotContact, Some(s.at("2026-12-05 00:00")));
        assert_eq!(answer(&s, "2026-11-26 10:00", kind), no, "{kind:?}");
        assert_eq!(answer(&s, "2026-12-04 23:59", kind), no, "{kind:?}");
        assert!(s.ask("2026-12-05 00:00", Some("Jane"), kind, 1).allowed, "{kind:?}");
    }
    // Nobody else is concerned.
    assert!(s.ask("2026-11-26 10:00", None, MESSAGE, 1).allowed);
}

#[test]
fn a_mark_for_good_holds_until_it_is_lifted() {
    let mut s = berlin();
    s.blocked("2026-11-25 10:00", "Jane", None);
    let verdict = s.ask("2036-11-25 10:00", Some("Jane"), INMAIL, 1);
    assert_eq!((verdict.reason, verdict.available_at, verdict.fits_ever), (VerdictReason::DoNotContact, None, None));
    assert_eq!((verdict.fits_now, verdict.cost.credits), (Some(0), 1));
    s.unblocked("2026-11-27 10:00", "Jane");
    assert!(!allowed(&s, "2026-11-27 09:59") && allowed(&s, "2026-11-27 10:00"));
}

#[test]
fn a_second_mark_replaces_the_first() {
    let mut s = berlin();
    s.blocked("2026-11-25 10:00", "Jane", None);
    s.blocked("2026-11-26 10:00", "Jane", Some("2026-11-28"));
    assert_eq!(answer(&s, "2026-11-27 10:00", MESSAGE).1, Some(s.at("2026-11-28 00:00")));
    // Without the second, the first holds again; without both, none does.
    let second = s.blocked("2026-11-26 11:00", "Jane", Some("2026-11-27"));
    assert!(allowed(&s, "2026-11-27 10:00"));
    s.void(second);
    assert!(!allowed(&s, "2026-11-27 10:00"));
}

#[test]
fn what_is_sent_in_spite_of_a_mark_counts_as_ever() {
    let mut s = berlin();
    s.blocked("2026-11-25 10:00", "Jane", None);
    let sent = s.message("2026-11-25 11:00", "Jane");
    assert!(s.counted(sent).day_slot && s.counted(sent).month_slot && s.counted(sent).over.is_empty());
}

#[test]
fn a_date_that_starts_later_than_midnight_ends_the_mark_then() {
    // On 27 March 2022, clocks in Beirut skipped from 00:00 to 01:00, which is 22:00 UTC.
    let mut s = story("Asia/Beirut", "2022-03-20 09:00");
    s.blocked("2022-03-21 10:00", "Jane", Some("2022-03-27"));
    assert_eq!(answer(&s, "2022-03-22 10:00", MESSAGE).1, Some(s.at("2022-03-26T22:00:00Z")));
}

#[test]
fn of_several_reasons_the_one_lifted_last_is_given_and_the_mark_first_at_a_tie() {
    // One person a day and one a month, both used: the day is free on 26 November, the month on 1 December.
    let mut s = berlin();
    let limits = changed(plan("free"), |it| {
        (it.daily, it.monthly) = (Some(Some(Limit::enforced(1))), Some(Some(Limit::enforced(1))));
    });
    s.plan("2026-11-25 09:00", limits);
    s.message("2026-11-25 09:30", "Ravi");
    let mut until = |date| {
        s.blocked("2026-11-25 10:00", "Jane", date);
        let (reason, at) = answer(&s, "2026-11-25 12:00", MESSAGE);
        (reason, at.map(|at| at.in_zone(chrono_tz::Europe::Berlin).date_naive().to_string()))
    };
    let december = |day: u32| Some(format!("2026-12-0{day}"));
    assert_eq!(until(Some("2026-11-26")), (VerdictReason::MonthlyLimit, december(1)));
    assert_eq!(until(Some("2026-12-01")), (VerdictReason::DoNotContact, december(1)));
    assert_eq!(until(Some("2026-12-05")), (VerdictReason::DoNotContact, december(5)));
    assert_eq!(until(None), (VerdictReason::DoNotContact, None));
}

#[test]
fn a_limit_that_never_has_room_outlasts_a_mark_that_ends() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |it| it.daily = Some(Some(Limit::enforced(0)))));
    s.blocked("2026-11-25 10:00", "Jane", Some("2026-12-05"));
    assert_eq!(answer(&s, "2026-11-25 12:00", MESSAGE), (VerdictReason::DailyLimit, None));
    // Neither ends within ten years: the mark comes first.
    s.blocked("2026-11-25 10:00", "Jane", Some("2040-01-01"));
    assert_eq!(answer(&s, "2026-11-25 12:00", MESSAGE), (VerdictReason::DoNotContact, None));
}

#[test]
fn the_wait_after_a_withdrawal_and_a_mark_end_apart() {
    // 21 × 24 hours after 20 November, 10:00.
    let mut s = berlin();
    s.invite("2026-11-19 10:00", "Jane", false);
    s.withdrawn("2026-11-20 10:00", "Jane");
    let wait = s.at("2026-12-11 10:00");
    s.blocked("2026-11-21 10:00", "Jane", Some("2026-12-11"));
    assert_eq!(answer(&s, "2026-11-25 10:00", INVITATION), (VerdictReason::WithdrawnRecently, Some(wait)));
    s.blocked("2026-11-21 10:00", "Jane", Some("2026-12-12"));
    let over = s.at("2026-12-12 00:00");
    assert_eq!(answer(&s, "2026-11-25 10:00", INVITATION), (VerdictReason::DoNotContact, Some(over)));
}

/// Jane until 5 December, J. Doe later until 2 December, and then they are one person.
fn merged() -> Story {
    let mut s = berlin();
    s.blocked("2026-11-25 10:00", "Jane", Some("2026-12-05"));
    s.blocked("2026-11-25 11:00", "J. Doe", Some("2026-12-02"));
    s
}

#[test]
fn of_merged_people_the_mark_that_ends_later_holds_whoever_stays() {
    for (from, into) in [("J. Doe", "Jane"), ("Jane", "J. Doe")] {
        let mut s = merged();
        let merge = s.merge(from, into);
        let end = |s: &Story, name| s.ask("2026-11-26 10:00", Some(name), MESSAGE, 1).available_at;
        assert_eq!(end(&s, into), Some(s.at("2026-12-05 00:00")), "{into} stays");
        // At 10:30, only one of them was marked, and so the person was.
        assert!(!s.ask("2026-11-25 10:30", Some(into), MESSAGE, 1).allowed, "{into} stays");
        s.void(merge);
        assert_eq!(end(&s, "Jane"), Some(s.at("2026-12-05 00:00")));
        assert_eq!(end(&s, "J. Doe"), Some(s.at("2026-12-02 00:00")));
    }
}

#[test]
fn a_mark_lifted_before_the_merge_leaves_the_other_and_one_lifted_after_it_leaves_none() {
    let end = |s: &Story| s.ask("2026-11-26 10:00", Some("Jane"), MESSAGE, 1).available_at;
    let mut before = merged();
    before.unblocked("2026-11-25 12:00", "J. Doe");
    before.merge("J. Doe", "Jane");
    assert_eq!(end(&before), Some(before.at("2026-12-05 00:00")));
    let mut before = merged();
    before.unblocked("2026-11-25 12:00", "Jane");
    before.merge("J. Doe", "Jane");
    assert_eq!(end(&before), Some(before.at("2026-12-02 00:00")));
    let mut after = merged();
    let merge = after.merge("J. Doe", "Jane");
    after.unblocked("2026-11-25 12:00", "Jane");
    assert!(allowed(&after, "2026-11-25 12:00") && !allowed(&after, "2026-11-25 11:59"));
    // Parted again, only Jane, whom the record names, is free.
    after.void(merge);
    assert!(allowed(&after, "2026-11-25 12:00"));
    assert!(!after.ask("2026-11-25 12:00", Some("J. Doe"), MESSAGE, 1).allowed);
}

#[test]
fn a_mark_set_after_the_merge_replaces_both() {
    let mut s = merged();
    s.merge("J. Doe", "Jane");
    s.blocked("2026-11-25 12:00", "Jane", Some("2026-11-28"));
    assert_eq!(answer(&s, "2026-11-26 10:00", MESSAGE).1, Some(s.at("2026-11-28 00:00")));
    // A late record, entered after the merge for an instant between the two marks, lifts only what was before it.
    let mut s = merged();
    s.merge("J. Doe", "Jane");
    s.unblocked("2026-11-25 10:30", "Jane");
    assert_eq!(answer(&s, "2026-11-26 10:00", MESSAGE).1, Some(s.at("2026-12-02 00:00")));
}

#[test]
fn of_three_people_merged_one_after_another_each_record_is_about_those_who_were_one() {
    let mut s = merged();
    s.blocked("2026-11-25 11:30", "JD", Some("2026-12-09"));
    s.merge("JD", "J. Doe");
    // Of J. Doe and JD, but not of Jane.
    s.unblocked("2026-11-25 12:00", "J. Doe");
    s.merge("J. Doe", "Jane");
    assert_eq!(answer(&s, "2026-11-26 10:00", MESSAGE).1, Some(s.at("2026-12-05 00:00")));
}

#[test]
fn after_a_decline_messages_and_inmails_have_a_caution_until_the_next_reply() {
    let warnings = |s: &Story, at: &str, kind| s.ask(at, Some("Jane"), kind, 1).warnings;
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    s.declined("2026-11-26 10:00", "Jane");
    for kind in [MESSAGE, INMAIL, FREE_INMAIL] {
        assert_eq!(warnings(&s, "2026-11-26 10:00", kind), [Warning::Declined], "{kind:?}");
        assert!(s.ask("2026-11-26 10:00", Some("Jane"), kind, 1).allowed);
    }
    assert_eq!(warnings(&s, "2026-11-26 10:00", INVITATION), []);
    // A reply is the latest response; a decline after it is, though the conversation is open.
    s.reply("2026-11-27 10:00", "Jane");
    assert_eq!(warnings(&s, "2026-11-27 10:00", MESSAGE), []);
    s.declined("2026-11-28 10:00", "Jane");
    let verdict = s.ask("2026-11-28 10:00", Some("Jane"), MESSAGE, 1);
    assert_eq!((verdict.reason, verdict.warnings), (VerdictReason::ConversationOpen, vec![Warning::Declined]));
    // An acceptance is no response.
    s.accepted("2026-11-29 10:00", "Jane");
    assert_eq!(warnings(&s, "2026-11-29 10:00", MESSAGE), [Warning::Declined]);
}

#[test]
fn the_free_way_comes_first_among_the_cautions_of_an_inmail() {
    let mut s = berlin();
    s.free_inmail("2026-11-25 10:00", "Jane");
    let warnings = |s: &Story, kind| s.ask("2026-11-28 10:00", Some("Jane"), kind, 1).warnings;
    let unanswered = Warning::UnansweredInMail(s.at("2026-11-25 10:00"));
    assert_eq!(warnings(&s, INMAIL), [Warning::OpenProfile, unanswered.clone()]);
    assert_eq!(warnings(&s, FREE_INMAIL), std::slice::from_ref(&unanswered));
    // To a connection, a message is the free way.
    s.accepted("2026-11-26 10:00", "Jane");
    assert_eq!(warnings(&s, INMAIL), [Warning::Connection, unanswered]);
    s.reply("2026-11-27 10:00", "Jane");
    assert_eq!(warnings(&s, INMAIL), []);
}

#[test]
fn the_agenda_has_the_newest_connections_not_written_to() {
    let mut s = berlin();
    // Sent before the acceptance, which is no new connection; and after it.
    s.inmail("2026-11-20 10:00", "before");
    for name in ["before", "message", "inmail", "marked", "replied"] {
        s.accepted("2026-11-21 10:00", name);
    }
    s.message("2026-11-22 10:00", "message");
    s.inmail("2026-11-22 10:00", "inmail");
    s.blocked("2026-11-22 10:00", "marked", None);
    s.reply("2026-11-22 10:00", "replied");
    s.accepted("2026-11-23 10:00", "newest");
    // A second acceptance begins nothing anew.
    s.accepted("2026-11-24 10:00", "replied");
    s.accepted("2026-11-24 10:00", "before");
    let names = |s: &Story, at: &str| {
        let (timeline, account) = (s.timeline(), s.account(at));
        let connected = agenda(&timeline, &account, &Habits::default()).connected;
        let name = |id| timeline.book().person(id).name.clone().unwrap();
        (connected.newest.iter().map(|one| name(one.person)).collect::<Vec<_>>(), connected.more)
    };
    let expected = ["newest", "replied"].map(str::to_owned).to_vec();
    assert_eq!(names(&s, "2026-11-25 10:00"), (expected, 0));
    // As of the 22nd, 09:00: all but the one with an InMail. Of one instant, the one recorded last comes first.
    let expected = ["replied", "marked", "inmail", "message"].map(str::to_owned).to_vec();
    assert_eq!(names(&s, "2026-11-22 09:00"), (expected, 0));
    for number in 0..MOST_CONNECTIONS {
        s.accepted("2026-11-24 12:00", &format!("{number}"));
    }
    assert_eq!(names(&s, "2026-11-25 10:00").1, 2);
}

#[test]
fn what_is_left_covers_the_newest_connections_first() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |it| it.daily = Some(Some(Limit::enforced(1)))));
    s.accepted("2026-11-25 10:00", "older");
    s.accepted("2026-11-25 11:00", "newer");
    let fits = |s: &Story| {
        let connected = agenda(&s.timeline(), &s.account("2026-11-25 12:00"), &Habits::default()).connected;
        connected.newest.iter().map(|one| one.fit).collect::<Vec<_>>()
    };
    assert_eq!(fits(&s), [Availability::Available, Availability::Blocked]);
}
