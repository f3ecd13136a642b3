//! Rules 8: response rates.

use super::story::berlin;

#[test]
fn the_response_rate_counts_people_and_leaves_out_pending_ones() {
    let mut s = berlin();
    s.message("2026-11-02 10:00", "answers");
    s.message("2026-11-03 10:00", "answers");
    s.reply("2026-11-04 10:00", "answers");
    s.inmail("2026-11-02 11:00", "declines");
    s.declined("2026-11-05 10:00", "declines");
    s.message("2026-11-02 12:00", "silent");
    s.message("2026-11-20 12:00", "pending");
    s.reply("2026-11-01 12:00", "wrote first");
    s.message("2026-11-02 12:00", "wrote first");
    let november = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00");
    let rate = november.response_rate;
    // Contacted: answers, declines, silent and pending; a person who wrote first does not count. Of the three who are
    // not pending, two responded.
    assert_eq!((rate.contacted, rate.responded, rate.pending), (4, 2, 1));
    assert_eq!(rate.rate(), Some(0.6667));
}

#[test]
fn a_person_is_pending_for_14_times_24_hours() {
    let mut s = berlin();
    s.message("2026-11-02 10:00", "Jane");
    let pending = |as_of: &str| s.statement("2026-11-01", "2026-11-30", as_of).response_rate;
    assert_eq!((pending("2026-11-16 09:59").pending, pending("2026-11-16 09:59").rate()), (1, None));
    assert_eq!((pending("2026-11-16 10:00").pending, pending("2026-11-16 10:00").rate()), (0, Some(0.0)));
}

#[test]
fn a_person_counts_only_in_the_period_of_the_first_contact() {
    let mut s = berlin();
    s.message("2026-10-30 10:00", "Jane");
    s.message("2026-11-02 10:00", "Jane");
    s.reply("2026-11-03 10:00", "Jane");
    let october = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00").response_rate;
    let november = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").response_rate;
    assert_eq!((october.contacted, october.responded), (1, 1));
    assert_eq!((november.contacted, november.rate()), (0, None));
    // Before the answer, nobody had responded.
    let then = s.statement("2026-10-01", "2026-10-31", "2026-11-02 12:00").response_rate;
    assert_eq!((then.responded, then.pending), (0, 1));
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
