//! Rules 4.7: a response gives a credit back.

use super::story::{Story, changed, date, plan, plan_from, renewing_on, story};
use inquota::engine::outcome::{NotReturned, Outcome};
use inquota::engine::record::{Expiry, RecordId};

/// An account on Premium Career since 1 September 2026: 5 credits a month, and refunds within 90 days.
fn career() -> Story {
    let mut s = story("UTC", "2026-09-01 09:00");
    s.plan("2026-09-01 09:00", renewing_on(1, plan("premium-career")));
    s
}

#[test]
fn a_response_on_the_last_day_of_the_window_gives_a_credit_back() {
    let mut s = career();
    s.inmail("2026-09-01 10:00", "Jane");
    s.inmail("2026-09-01 10:00", "Ana");
    // 29 + 31 + 30 = 90 days to 30 November; the time of day does not matter.
    let day_90 = s.reply("2026-11-30 23:59", "Jane");
    let day_91 = s.reply("2026-12-01 00:00", "Ana");
    assert_eq!((s.returned(day_90), s.returned(day_91)), (1, 0));
}

#[test]
fn a_decline_gives_a_credit_back_too() {
    let mut s = career();
    s.inmail("2026-09-01 10:00", "Jane");
    let declined = s.declined("2026-09-02 10:00", "Jane");
    assert_eq!(s.returned(declined), 1);
}

#[test]
fn a_response_gives_one_credit_for_all_waiting_inmails() {
    let mut s = career();
    s.inmail("2026-09-01 10:00", "Jane");
    s.inmail("2026-09-03 10:00", "Jane");
    let first = s.declined("2026-09-04 10:00", "Jane");
    let second = s.reply("2026-09-05 10:00", "Jane");
    assert_eq!((s.returned(first), s.returned(second)), (1, 0));
    assert_eq!(s.credits("2026-09-06 10:00"), 4);
}

#[test]
fn the_latest_inmail_that_needed_a_credit_counts() {
    let mut s = career();
    s.inmail("2026-09-01 10:00", "Jane");
    // A free InMail in December does not extend the window of the charged one.
    s.free_inmail("2026-12-05 10:00", "Jane");
    let late = s.reply("2026-12-06 10:00", "Jane");
    assert_eq!(s.returned(late), 0);
}

#[test]
fn an_uncovered_inmail_gives_a_credit_back_too() {
    let mut s = career();
    s.balance("2026-09-01 09:30", 0);
    s.inmail("2026-09-01 10:00", "Jane");
    let answer = s.reply("2026-09-02 10:00", "Jane");
    assert_eq!(s.returned(answer), 1);
    assert_eq!(s.credits("2026-09-02 11:00"), 1);
}

#[test]
fn a_refund_is_a_new_lot_of_the_day_with_the_plans_life() {
    let mut s = career();
    s.inmail("2026-09-01 10:00", "Jane");
    s.reply("2026-09-10 10:00", "Jane");
    let account = s.account("2026-09-10 12:00");
    let lot = account.budget().wallet().lots().last().unwrap();
    // 10 September and 90 days: 20 + 31 + 30 = 81 to 30 November, 9 more to 9 December.
    assert_eq!(
        (lot.given.date, lot.expires.map(|date| date.date), lot.left),
        (date("2026-09-10"), Some(date("2026-12-09")), 1)
    );
}

#[test]
fn a_refund_may_exceed_the_cap() {
    let mut s = career();
    s.balance("2026-09-02 09:00", 15);
    s.buy("2026-09-02 10:00", 1, Expiry::Never);
    s.inmail("2026-09-02 11:00", "Jane");
    s.reply("2026-09-02 12:00", "Jane");
    assert_eq!(s.credits("2026-09-02 13:00"), 16);
}

#[test]
fn a_window_of_0_days_ends_with_the_day_of_the_inmail() {
    let mut s = story("UTC", "2026-09-01 09:00");
    s.plan("2026-09-01 09:00", changed(plan("free"), |c| c.refund_days = Some(Some(0))));
    s.inmail("2026-09-01 10:00", "Jane");
    s.inmail("2026-09-01 10:00", "Ana");
    let same_day = s.reply("2026-09-01 23:59", "Jane");
    let next_day = s.reply("2026-09-02 00:00", "Ana");
    assert_eq!((s.returned(same_day), s.returned(next_day)), (1, 0));
}

#[test]
fn the_plan_in_force_at_the_response_decides_on_the_refund() {
    let mut s = career();
    s.inmail("2026-09-20 10:00", "Jane");
    s.plan("2026-09-25 10:00", plan_from("free", "2026-10-01"));
    let answer = s.reply("2026-10-02 10:00", "Jane");
    assert_eq!(s.returned(answer), 0);
}

#[test]
fn the_window_is_counted_in_the_zone_of_the_plan() {
    // Los Angeles, Sales Navigator (UTC), a window of 0 days. Sent at 15:30 and answered at 16:30 on 10 September,
    // local time: 22:30 and 23:30 UTC, the same date. At 17:30, it is the 11th in UTC.
    let mut s = story("America/Los_Angeles", "2026-09-01 09:00");
    s.plan("2026-09-01 09:00", changed(plan("sales-navigator"), |c| c.refund_days = Some(Some(0))));
    s.inmail("2026-09-10 15:30", "Jane");
    s.inmail("2026-09-10 15:30", "Ana");
    let same = s.reply("2026-09-10 16:30", "Jane");
    let next = s.reply("2026-09-10 17:30", "Ana");
    assert_eq!((s.returned(same), s.returned(next)), (1, 0));
}

#[test]
fn an_inmail_before_the_first_plan_is_never_refunded() {
    let mut s = story("UTC", "2026-09-15 09:00");
    s.plan("2026-09-15 09:00", plan("premium-career"));
    // Set-up without a renewal day: in force since 15 September.
    s.inmail("2026-09-10 10:00", "Jane");
    let answer = s.reply("2026-09-16 10:00", "Jane");
    assert_eq!(s.returned(answer), 0);
}

/// Why a response gave nothing back, and which other plan charged the InMail.
fn explained(s: &Story, id: RecordId) -> (Option<NotReturned>, Option<String>) {
    match s.outcome(id) {
        Outcome::Response { not_returned, charged_by, .. } => (not_returned, charged_by),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_response_that_gives_nothing_back_has_a_reason() {
    let mut s = career();
    let before = s.inmail("2026-08-20 10:00", "Old");
    assert!(!s.counted(before).credit);
    s.inmail("2026-09-01 10:00", "Jane");
    s.inmail("2026-09-01 10:00", "Ana");
    s.free_inmail("2026-09-02 10:00", "Ravi");
    let in_time = s.reply("2026-09-03 10:00", "Ana");
    // Of the open conversation, and so free.
    s.inmail("2026-09-04 10:00", "Ana");
    let open = s.reply("2026-09-05 10:00", "Ana");
    let [old, ravi, nobody] = ["Old", "Ravi", "Mia"].map(|name| s.reply("2026-09-06 10:00", name));
    // 29 + 31 + 30 = 90 days to 30 November, and one more.
    let late = s.reply("2026-12-01 10:00", "Jane");
    let why = |id| explained(&s, id).0;
    assert_eq!(why(in_time), None);
    assert_eq!(why(open), Some(NotReturned::WasFree));
    assert_eq!(why(old), Some(NotReturned::BeforeThePlan));
    assert_eq!(why(ravi), Some(NotReturned::WasFree));
    assert_eq!(why(nobody), Some(NotReturned::NoInMail));
    assert_eq!(why(late), Some(NotReturned::TooLate { days: 91 }));
}

#[test]
fn a_plan_without_refunds_gives_no_reason() {
    let mut s = story("UTC", "2026-09-01 09:00");
    s.inmail("2026-09-01 10:00", "Jane");
    let answer = s.reply("2026-09-02 10:00", "Jane");
    assert_eq!(explained(&s, answer), (None, None));
}

#[test]
fn a_refund_names_the_plan_that_charged_the_inmail_if_it_is_another() {
    let mut s = career();
    s.inmail("2026-09-20 10:00", "Jane");
    s.inmail("2026-10-02 10:00", "Ana");
    s.plan("2026-09-25 10:00", plan_from("sales-navigator", "2026-10-01"));
    let [jane, ana] = ["Jane", "Ana"].map(|name| s.reply("2026-10-03 10:00", name));
    assert_eq!((s.returned(jane), s.returned(ana)), (1, 1));
    assert_eq!(explained(&s, jane), (None, Some("premium-career".to_owned())));
    assert_eq!(explained(&s, ana), (None, None));
}
