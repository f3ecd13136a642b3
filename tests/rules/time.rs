//! Rules 1: as of an instant, ties, late records, zones.

use super::story::{berlin, plan, story};
use inquota::engine::outcome::Why;

#[test]
fn as_of_an_instant_counts_what_had_happened_by_then() {
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    assert_eq!(s.credits("2026-11-25 09:59"), 5);
    assert_eq!(s.credits("2026-11-25 10:00"), 4);
}

#[test]
fn at_one_instant_the_order_recorded_decides() {
    let mut s = berlin();
    s.reply("2026-11-25 10:00", "Jane");
    let after = s.message("2026-11-25 10:00", "Jane");
    let before = s.message("2026-11-25 11:00", "Ana");
    s.reply("2026-11-25 11:00", "Ana");
    assert_eq!(s.counted(after).why, Why::ConversationOpen);
    assert_eq!(s.counted(before).why, Why::NewThisMonth);
}

#[test]
fn a_record_entered_late_moves_every_figure_after_it() {
    let mut s = berlin();
    let message = s.message("2026-11-25 10:00", "Jane");
    assert!(s.counted(message).day_slot);
    s.reply("2026-11-24 10:00", "Jane");
    assert_eq!(s.counted(message).why, Why::ConversationOpen);
}

#[test]
fn the_calendar_comes_before_the_records_of_its_instant() {
    let mut s = berlin();
    s.balance("2026-11-25 10:00", 0);
    let sent = s.inmail("2026-12-01 00:00", "Jane");
    assert_eq!(s.counted(sent).why, Why::CreditSpent);
}

#[test]
fn another_zone_reads_every_date_anew() {
    // 23:30 and 00:30 in Berlin are two days there, and one in New York.
    for (zone, day_slots) in [("Europe/Berlin", 2), ("America/New_York", 1)] {
        let mut s = story(zone, "2026-11-25T09:00:00+01:00");
        s.message("2026-11-24T23:30:00+01:00", "Jane");
        s.message("2026-11-25T00:30:00+01:00", "Jane");
        let account = s.account("2026-11-25T12:00:00+01:00");
        assert_eq!(account.budget().totals().day_slots, day_slots, "{zone}");
    }
}

#[test]
fn a_day_of_23_and_of_25_hours_has_its_whole_span() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("free"));
    // 25 October 2026: from 00:00 summer time to 24:00 winter time, 25 hours.
    s.message("2026-10-25T00:00:00+02:00", "Jane");
    let same_day = s.message("2026-10-25T23:59:59+01:00", "Jane");
    let next_day = s.message("2026-10-26T00:00:00+01:00", "Jane");
    assert_eq!(s.counted(same_day).why, Why::CountedToday);
    assert!(s.counted(next_day).day_slot);
}

#[test]
fn a_skipped_midnight_still_begins_the_day() {
    // Beirut skipped 00:00 to 01:00 on 27 March 2022.
    let mut s = story("Asia/Beirut", "2022-03-20 09:00");
    s.message("2022-03-26 23:59", "Jane");
    let next = s.message("2022-03-27 01:00", "Jane");
    assert!(s.counted(next).day_slot);
    let day = s.statement("2022-03-27", "2022-03-27", "2022-03-28 12:00");
    assert_eq!(day.counts.day_slots, 1);
}
