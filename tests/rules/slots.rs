//! Rules 2.2 to 3.5: conversations, and people per day and month.

use super::story::{berlin, changed, plan, plan_from, story};
use inquota::engine::outcome::{CostReason, Window};
use inquota::engine::plan::Limit;

#[test]
fn a_person_uses_one_slot_a_day_and_one_a_month() {
    let mut s = berlin();
    let first = s.message("2026-11-25 10:00", "Jane");
    let again = s.message("2026-11-25 11:00", "Jane");
    let next_day = s.message("2026-11-26 10:00", "Jane");
    let next_month = s.message("2026-12-01 10:00", "Jane");
    let counted = |id| {
        let counted = s.counted(id);
        (counted.day_slot, counted.month_slot, counted.why)
    };
    assert_eq!(counted(first), (true, true, CostReason::NewThisMonth));
    assert_eq!(counted(again), (false, false, CostReason::CountedToday));
    assert_eq!(counted(next_day), (true, false, CostReason::CountedThisMonth));
    assert_eq!(counted(next_month), (true, true, CostReason::NewThisMonth));
}

#[test]
fn a_reply_opens_the_conversation_for_ever_and_frees_no_slot() {
    let mut s = berlin();
    s.message("2026-11-25 10:00", "Jane");
    s.reply("2026-11-25 10:30", "Jane");
    let free = s.message("2027-03-25 11:00", "Jane");
    // Rules 3.2: the slot of the 25th stays used.
    assert_eq!(s.account("2026-11-25 12:00").budget().used(Window::Day), 1);
    assert_eq!(s.counted(free).why, CostReason::ConversationOpen);
    assert_eq!(s.account("2027-03-25 12:00").budget().used(Window::Day), 0);
}

#[test]
fn a_person_who_writes_first_opens_the_conversation() {
    let mut s = berlin();
    s.reply("2026-11-25 10:00", "Jane");
    let message = s.message("2026-11-25 10:01", "Jane");
    assert_eq!(s.counted(message).why, CostReason::ConversationOpen);
}

#[test]
fn a_decline_neither_opens_nor_closes_a_conversation() {
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    s.declined("2026-11-25 10:10", "Jane");
    let message = s.message("2026-11-25 10:20", "Jane");
    s.reply("2026-11-25 10:30", "Jane");
    s.declined("2026-11-25 10:40", "Jane");
    let later = s.message("2026-11-26 10:00", "Jane");
    assert!(s.counted(message).day_slot);
    assert_eq!(s.counted(later).why, CostReason::ConversationOpen);
}

#[test]
fn a_response_to_a_message_settles_a_waiting_inmail() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("premium-career"));
    s.inmail("2026-11-25 10:00", "Jane");
    s.message("2026-11-25 10:05", "Jane");
    // The reply to the message settles the waiting InMail, whose credit comes back (rules 2.4, 4.7).
    let answer = s.reply("2026-11-25 11:00", "Jane");
    assert_eq!(s.returned(answer), 1);
    assert_eq!(s.credits("2026-11-25 12:00"), 5);
}

#[test]
fn the_16th_person_of_a_day_is_over_the_limit_but_counts() {
    let mut s = berlin();
    s.messages("2026-11-25 10:00", 15);
    let sixteenth = s.message("2026-11-25 11:00", "Jane");
    let counted = s.counted(sixteenth);
    assert_eq!(counted.over, [Window::Day]);
    assert!(counted.day_slot && counted.month_slot);
    let account = s.account("2026-11-25 12:00");
    assert_eq!((account.budget().used(Window::Day), account.budget().totals().over_limit), (16, 1));
}

#[test]
fn a_message_that_needs_no_slot_is_never_over_a_limit() {
    let mut s = berlin();
    s.message("2026-11-25 09:30", "Jane");
    s.messages("2026-11-25 10:00", 14);
    let again = s.message("2026-11-25 11:00", "Jane");
    assert_eq!(s.counted(again).over, []);
}

#[test]
fn a_full_month_does_not_matter_to_a_person_already_counted_in_it() {
    let mut s = berlin();
    s.message("2026-11-10 10:00", "Jane");
    s.messages("2026-11-11 10:00", 15);
    s.messages("2026-11-12 10:00", 14);
    // All 30 month slots are used. Jane needs a day slot only, someone new needs both.
    let jane = s.message("2026-11-13 10:00", "Jane");
    let new = s.message("2026-11-13 10:00", "Ana");
    assert_eq!(s.counted(jane).over, []);
    assert_eq!(s.counted(new).over, [Window::Month]);
}

#[test]
fn the_limits_are_those_of_the_plan_in_force_at_the_message() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-12-01"));
    s.messages("2026-11-30 10:00", 15);
    let last_of_november = s.message("2026-11-30 23:59", "Jane");
    s.messages("2026-12-01 00:00", 15);
    let first_of_december = s.message("2026-12-01 00:00", "Ana");
    assert_eq!(s.counted(last_of_november).over, [Window::Day]);
    assert_eq!(s.counted(first_of_december).over, []);
}

#[test]
fn the_first_plans_limits_apply_before_it_starts() {
    let mut s = berlin();
    // The initial plan started on 1 November; its 15 a day apply in October too (rules 3.5).
    s.messages("2026-10-05 10:00", 15);
    let sixteenth = s.message("2026-10-05 11:00", "Jane");
    assert_eq!(s.counted(sixteenth).over, [Window::Day]);
}

#[test]
fn a_message_over_an_advisory_limit_counts_as_over_too() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |c| c.daily = Some(Some(Limit::advisory(1)))));
    s.message("2026-11-25 10:00", "Jane");
    let second = s.message("2026-11-25 10:01", "Ana");
    assert_eq!(s.counted(second).over, [Window::Day]);
}

#[test]
fn inmails_and_invitations_use_no_message_slot() {
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    s.invite("2026-11-25 10:00", "Ana", true);
    let account = s.account("2026-11-25 12:00");
    assert_eq!((account.budget().used(Window::Day), account.budget().used(Window::Month)), (0, 0));
}

#[test]
fn a_day_is_in_the_accounts_zone() {
    // 23:30 on the 24th and 00:10 on the 25th in Los Angeles are the same day in UTC, but two days for the member.
    let mut s = story("America/Los_Angeles", "2026-11-25 09:00");
    s.message("2026-11-24 23:30", "Jane");
    let next = s.message("2026-11-25 00:10", "Jane");
    assert!(s.counted(next).day_slot);
}
