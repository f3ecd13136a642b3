//! Rules 8: response rates.

use chrono::NaiveDate;
use inquota::engine::rates::ResponseRate;
use inquota::engine::status::account_status;

use super::story::berlin;

/// Contacted, judged, responded, late, declined, pending, early.
fn counts(rate: ResponseRate) -> [u64; 7] {
    [rate.contacted, rate.judged, rate.responded, rate.late, rate.declined, rate.pending, rate.early]
}

#[test]
fn everybody_is_judged_after_the_same_time() {
    let mut s = berlin();
    s.message("2026-11-02 10:00", "answers");
    s.message("2026-11-03 10:00", "answers");
    s.reply("2026-11-04 10:00", "answers");
    s.inmail("2026-11-02 11:00", "declines");
    s.declined("2026-11-05 10:00", "declines");
    s.message("2026-11-02 12:00", "silent");
    s.message("2026-11-02 13:00", "late");
    s.reply("2026-11-17 10:00", "late");
    s.message("2026-11-20 12:00", "pending");
    s.message("2026-11-21 12:00", "early");
    s.reply("2026-11-22 12:00", "early");
    s.reply("2026-11-01 12:00", "wrote first");
    s.message("2026-11-02 12:00", "wrote first");
    let rate = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").response_rate;
    // A person who wrote first does not count. The four of the 2nd are judged: two responded, one with a decline; one
    // responded after 14 days and 21 hours. The answer of a person who is not judged yet does not count either.
    assert_eq!(counts(rate), [6, 4, 2, 1, 1, 2, 1]);
    assert_eq!(rate.rate(), Some(0.5));
    // The two pending are judged 14 days after the 20th and the 21st.
    assert_eq!(rate.judging, Some((s.at("2026-12-04 12:00"), s.at("2026-12-05 12:00"))));
    // A day and a half after the first contacts, nobody is judged: three had not answered, one had.
    let rate = s.statement("2026-11-01", "2026-11-30", "2026-11-04 10:00").response_rate;
    assert_eq!((counts(rate), rate.rate()), ([4, 0, 0, 0, 0, 4, 1], None));
}

#[test]
fn a_person_is_judged_after_14_times_24_hours() {
    let mut s = berlin();
    s.message("2026-11-02 10:00", "Jane");
    let as_of = |as_of: &str| s.statement("2026-11-01", "2026-11-30", as_of).response_rate;
    assert_eq!((counts(as_of("2026-11-16 09:59")), as_of("2026-11-16 09:59").rate()), ([1, 0, 0, 0, 0, 1, 0], None));
    assert_eq!(
        (counts(as_of("2026-11-16 10:00")), as_of("2026-11-16 10:00").rate()),
        ([1, 1, 0, 0, 0, 0, 0], Some(0.0))
    );
}

#[test]
fn the_time_to_respond_is_counted_in_hours_when_the_clock_changes() {
    // From 20 October 10:00 summer time, 14 × 24 hours end on 3 November at 09:00 winter time.
    let mut s = berlin();
    s.message("2026-10-20 10:00", "in time");
    s.reply("2026-11-03 09:00", "in time");
    s.message("2026-10-20 10:00", "late");
    s.reply("2026-11-03 09:01", "late");
    let october = |as_of: &str| counts(s.statement("2026-10-01", "2026-10-31", as_of).response_rate);
    assert_eq!(october("2026-11-03 08:59"), [2, 0, 0, 0, 0, 2, 0]);
    assert_eq!(october("2026-11-03 09:00"), [2, 2, 1, 0, 0, 0, 0]);
    assert_eq!(october("2026-11-25 09:00"), [2, 2, 1, 1, 0, 0, 0]);
}

#[test]
fn the_first_response_decides() {
    let mut s = berlin();
    // A decline in time and a late reply: responded, declined. A reply and a decline: responded.
    s.inmail("2026-10-01 10:00", "declines first");
    s.declined("2026-10-02 10:00", "declines first");
    s.reply("2026-10-20 10:00", "declines first");
    s.inmail("2026-10-01 10:00", "replies first");
    s.reply("2026-10-02 10:00", "replies first");
    s.declined("2026-10-03 10:00", "replies first");
    // A second contact starts no new time: the response comes 19 days after the first.
    s.message("2026-10-01 10:00", "late");
    s.message("2026-10-15 10:00", "late");
    s.declined("2026-10-20 10:00", "late");
    // At one instant, the order recorded decides what came first (rules 1.2).
    s.reply("2026-10-01 10:00", "wrote first");
    s.message("2026-10-01 10:00", "wrote first");
    s.message("2026-10-01 10:00", "answers at once");
    s.reply("2026-10-01 10:00", "answers at once");
    let october = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00").response_rate;
    assert_eq!(counts(october), [4, 4, 3, 1, 1, 0, 0]);
}

#[test]
fn a_person_counts_only_in_the_period_of_the_first_contact() {
    let mut s = berlin();
    s.message("2026-10-30 10:00", "Jane");
    s.message("2026-11-02 10:00", "Jane");
    s.reply("2026-11-03 10:00", "Jane");
    let october = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00").response_rate;
    let november = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").response_rate;
    assert_eq!(counts(october), [1, 1, 1, 0, 0, 0, 0]);
    assert_eq!((november.contacted, november.rate()), (0, None));
    // Before the answer, nobody had responded.
    let then = s.statement("2026-10-01", "2026-10-31", "2026-11-02 12:00").response_rate;
    assert_eq!(counts(then), [1, 0, 0, 0, 0, 1, 0]);
}

#[test]
fn people_reached_are_different_people_open_conversations_too() {
    let mut s = berlin();
    s.message("2026-10-30 10:00", "Jane");
    s.reply("2026-10-31 10:00", "Jane");
    for day in ["2026-11-02", "2026-11-03"] {
        // Jane's conversation is open: she uses no slot. Ravi uses one of each day, and one of the month.
        s.message(&format!("{day} 10:00"), "Jane");
        s.message(&format!("{day} 11:00"), "Jane");
        s.message(&format!("{day} 12:00"), "Ravi");
    }
    // An InMail is no message.
    s.inmail("2026-11-03 13:00", "Zoë");
    let november = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00");
    let day = |day: u32| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    assert_eq!((november.counts.messages, november.counts.month_slots, november.counts.day_slots), (6, 1, 2));
    assert_eq!(november.reached(day(1), day(30)), 2);
    assert_eq!([2, 3, 4].map(|date| november.reached(day(date), day(date))), [2, 2, 0]);
    // On the 3rd at 11:00, Ravi had no message of that day yet.
    let then = s.statement("2026-11-03", "2026-11-30", "2026-11-03 11:30");
    assert_eq!(then.reached(day(3), day(30)), 1);
}

#[test]
fn linkedins_rate_counts_inmails_answered_within_30_days() {
    let mut s = berlin();
    s.inmail("2026-10-01 10:00", "Jane");
    s.inmail("2026-10-20 10:00", "Jane");
    // 19 November is 30 days after 20 October. The reply answers the second InMail, and settles the first.
    s.reply("2026-11-19 23:00", "Jane");
    s.free_inmail("2026-10-05 10:00", "Ana");
    // 5 November is 31 days after 5 October: too late to count.
    s.reply("2026-11-05 10:00", "Ana");
    let rate = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00").inmail_rate;
    assert_eq!((rate.sent, rate.responded, rate.rate()), (3, 1, Some(0.3333)));
    let before = s.statement("2026-10-01", "2026-10-31", "2026-11-19 22:00").inmail_rate;
    assert_eq!((before.sent, before.responded), (3, 0));
}

#[test]
fn without_inmails_there_is_no_rate() {
    let s = berlin();
    assert_eq!(s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").inmail_rate.rate(), None);
}

/// Sent and answered of the last 14 × 24 hours.
fn recent(s: &super::story::Story, as_of: &str) -> (u64, u64) {
    let recent = account_status(&s.account(as_of)).recent_inmails;
    (recent.sent, recent.responded)
}

#[test]
fn recent_inmails_are_those_of_14_times_24_hours() {
    let mut s = berlin();
    // From 20 October 10:00 summer time, 14 × 24 hours end on 3 November at 09:00 winter time.
    s.inmail("2026-10-20 10:00", "Jane");
    s.free_inmail("2026-10-21 10:00", "Ana");
    assert_eq!(recent(&s, "2026-11-03 08:59"), (2, 0));
    assert_eq!(recent(&s, "2026-11-03 09:00"), (1, 0));
    assert_eq!(recent(&s, "2026-10-20 09:59"), (0, 0));
}

#[test]
fn a_response_answers_the_latest_recent_inmail_to_the_person() {
    let mut s = berlin();
    s.inmail("2026-11-02 10:00", "Jane");
    s.inmail("2026-11-10 10:00", "Jane");
    s.inmail("2026-11-10 10:00", "Ravi");
    s.declined("2026-11-12 10:00", "Jane");
    s.message("2026-11-12 10:00", "Ravi");
    // The decline answers the second and settles the first: a later response answers neither.
    s.reply("2026-11-13 10:00", "Jane");
    assert_eq!((recent(&s, "2026-11-12 09:59"), recent(&s, "2026-11-14 10:00")), ((3, 0), (3, 1)));
    let late = s.reply("2026-11-11 10:00", "Ravi");
    assert_eq!(recent(&s, "2026-11-14 10:00"), (3, 2));
    s.void(late);
    assert_eq!(recent(&s, "2026-11-14 10:00"), (3, 1));
    // On the 17th, the one of the 2nd is over 14 days old; Jane's of the 10th was answered.
    assert_eq!(recent(&s, "2026-11-17 10:00"), (2, 1));
}
