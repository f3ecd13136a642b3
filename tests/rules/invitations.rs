//! Rules 5 and 3.4: the rolling week, and the month's notes.

use super::story::{berlin, plan};
use inquota::engine::outcome::{Outcome, Window};
use inquota::engine::status::account_status;

#[test]
fn an_invitation_counts_until_it_is_168_hours_old() {
    let mut s = berlin();
    s.invite("2026-11-10 10:00", "Jane", false);
    assert_eq!(s.account("2026-11-17 09:59").budget().used(Window::Week), 1);
    assert_eq!(s.account("2026-11-17 10:00").budget().used(Window::Week), 0);
}

#[test]
fn the_168_hours_are_elapsed_hours_across_a_clock_change() {
    // Berlin set its clocks back on 25 October 2026: 168 hours after 20 October, 10:00, is 27 October, 09:00.
    let mut s = berlin();
    s.invite("2026-10-20 10:00", "Jane", false);
    assert_eq!(s.account("2026-10-27 08:59").budget().used(Window::Week), 1);
    assert_eq!(s.account("2026-10-27 09:00").budget().used(Window::Week), 0);
}

#[test]
fn the_101st_invitation_is_over_the_limit_and_the_next_slot_is_free_when_the_oldest_end() {
    let mut s = berlin();
    s.invite("2026-11-20 08:00", "first", false);
    for number in 0..99 {
        s.invite("2026-11-21 08:00", &format!("{number}"), false);
    }
    let full = account_status(&s.account("2026-11-22 08:00"));
    assert_eq!((full.week.used, full.week.remaining()), (100, Some(0)));
    assert_eq!(full.next_slot_at, Some(s.at("2026-11-27 08:00")));
    let over = s.invite("2026-11-22 09:00", "one more", false);
    assert_eq!(s.counted(over).over, [Window::Week]);
    // Now 101 count. The end of the one of the 20th leaves 100, and only the end of those of the 21st makes room.
    let over = account_status(&s.account("2026-11-22 10:00"));
    assert_eq!(over.next_slot_at, Some(s.at("2026-11-28 08:00")));
}

#[test]
fn notes_are_counted_per_calendar_month() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("basic"));
    for number in 0..5 {
        s.invite("2026-11-30 23:00", &format!("{number}"), true);
    }
    let plain = s.invite("2026-11-30 23:30", "plain", false);
    let sixth = s.invite("2026-11-30 23:40", "sixth", true);
    let december = s.invite("2026-12-01 00:00", "december", true);
    assert_eq!(s.counted(plain).over, []);
    assert_eq!(s.counted(sixth).over, [Window::Notes]);
    assert_eq!(s.counted(december).over, []);
}

#[test]
fn an_accepted_invitation_opens_no_conversation() {
    let mut s = berlin();
    s.invite("2026-11-25 10:00", "Jane", false);
    let accepted = s.accepted("2026-11-25 11:00", "Jane");
    let message = s.message("2026-11-25 12:00", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted { was_invited: true });
    assert!(s.counted(message).day_slot);
    assert_eq!(s.account("2026-11-25 12:00").budget().totals().responses, 0);
}
