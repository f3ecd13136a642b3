//! Rules 1: figures at an instant, records of the same instant, records entered late, time zones.

use super::story::{berlin, plan, story};
use inquota::engine::outcome::CostReason;

#[test]
fn an_account_at_an_instant_counts_the_records_up_to_it() {
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    assert_eq!(s.credits("2026-11-25 09:59"), 5);
    assert_eq!(s.credits("2026-11-25 10:00"), 4);
}

#[test]
fn records_of_the_same_instant_count_in_the_order_they_were_recorded() {
    let mut s = berlin();
    s.reply("2026-11-25 10:00", "Jane");
    let after = s.message("2026-11-25 10:00", "Jane");
    let before = s.message("2026-11-25 11:00", "Ana");
    s.reply("2026-11-25 11:00", "Ana");
    assert_eq!(s.counted(after).why, CostReason::ConversationOpen);
    assert_eq!(s.counted(before).why, CostReason::NewThisMonth);
}

#[test]
fn a_record_entered_late_changes_every_figure_after_it() {
    let mut s = berlin();
    let message = s.message("2026-11-25 10:00", "Jane");
    assert!(s.counted(message).day_slot);
    s.reply("2026-11-24 10:00", "Jane");
    assert_eq!(s.counted(message).why, CostReason::ConversationOpen);
}

#[test]
fn a_grant_comes_before_the_records_of_its_instant() {
    let mut s = berlin();
    s.balance("2026-11-25 10:00", 0);
    let sent = s.inmail("2026-12-01 00:00", "Jane");
    assert_eq!(s.counted(sent).why, CostReason::CreditSpent);
}

#[test]
fn a_day_depends_on_the_zone_of_the_account() {
    // 23:30 and 00:30 are on two days in Berlin, but on one in New York.
    for (zone, day_slots) in [("Europe/Berlin", 2), ("America/New_York", 1)] {
        let mut s = story(zone, "2026-11-25T09:00:00+01:00");
        s.message("2026-11-24T23:30:00+01:00", "Jane");
        s.message("2026-11-25T00:30:00+01:00", "Jane");
        let account = s.account("2026-11-25T12:00:00+01:00");
        assert_eq!(account.budget().totals().day_slots, day_slots, "{zone}");
    }
}

#[test]
fn days_of_23_and_25_hours_end_at_local_midnight() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("free"));
    // 29 March 2026 runs from 00:00 winter time to 24:00 summer time, 23 hours; 25 October the other way round, 25
    // hours.
    for (start, end, next) in [
        ("2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59+02:00", "2026-03-30T00:00:00+02:00"),
        ("2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00", "2026-10-26T00:00:00+01:00"),
    ] {
        s.message(start, "Jane");
        let same_day = s.message(end, "Jane");
        let next_day = s.message(next, "Jane");
        assert_eq!(s.counted(same_day).why, CostReason::CountedToday);
        assert!(s.counted(next_day).day_slot);
    }
}

#[test]
fn a_day_whose_midnight_is_skipped_starts_at_its_first_instant() {
    // Beirut skipped 00:00 to 01:00 on 27 March 2022.
    let mut s = story("Asia/Beirut", "2022-03-20 09:00");
    s.message("2022-03-26 23:59", "Jane");
    let next = s.message("2022-03-27 01:00", "Jane");
    assert!(s.counted(next).day_slot);
    let day = s.statement("2022-03-27", "2022-03-27", "2022-03-28 12:00");
    assert_eq!(day.counts.day_slots, 1);
}
