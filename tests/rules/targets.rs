//! Targets: what counts, in which week, and what a working day needs.

use chrono::{Weekday, WeekdaySet};
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::targets::{
    DayProgress, Target, TargetKind, TargetProgress, WeekProgress, progress, week_of,
};

use super::story::{Story, berlin, changed, date, plan_from, story};
use inquota::engine::calendar::date_of;
use inquota::engine::plan::Limit;

fn asked(s: &Story, targets: &[Target], as_of: &str, habits: &Habits) -> Vec<TargetProgress> {
    let account = s.account(as_of);
    let week = week_of(date_of(s.at(as_of), account.budget().zone()), habits.week_start);
    let statement = s.statement(&week.from.to_string(), &week.to.to_string(), as_of);
    progress(targets, &statement.days, &account, habits)
}

/// The progress of one week's target.
fn week(s: &Story, kind: TargetKind, target: u32, as_of: &str) -> WeekProgress {
    let targets = [Target { kind, a_day: None, a_week: Some(target) }];
    asked(s, &targets, as_of, &Habits::default())[0].week.unwrap()
}

/// The progress of one day's target.
fn day(s: &Story, kind: TargetKind, target: u32, as_of: &str) -> DayProgress {
    let targets = [Target { kind, a_day: Some(target), a_week: None }];
    asked(s, &targets, as_of, &Habits::default())[0].day.unwrap()
}

/// Sent, working days left, how many a working day, and how many at most.
fn numbers(week: WeekProgress) -> (u64, u32, Option<u64>, Option<u64>) {
    (week.sent, week.working_days_left, week.a_working_day, week.at_most)
}

/// Berlin on Sales Navigator since 1 November: 50 credits.
fn with_credits() -> Story {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("sales-navigator", "2026-11-01"));
    s
}

#[test]
fn everything_sent_of_a_kind_counts() {
    let mut s = with_credits();
    // Monday, 23 November: 8 InMails, one of them free and one to somebody who had answered. Tuesday: 3.
    for number in 0..6 {
        s.inmail("2026-11-23 10:00", &format!("Monday {number}"));
    }
    s.free_inmail("2026-11-23 10:00", "free");
    s.reply("2026-11-23 11:00", "Monday 0");
    s.inmail("2026-11-23 12:00", "Monday 0");
    for number in 0..3 {
        s.inmail("2026-11-24 09:00", &format!("Tuesday {number}"));
    }
    s.message("2026-11-24 09:00", "Jane");
    s.message("2026-11-24 09:30", "Jane");
    s.invite("2026-11-24 09:00", "Ravi", false);
    s.withdrawn("2026-11-24 09:30", "Ravi");
    // 14 are missing after 3 today, and Tuesday to Friday are 4 days: 17 in 4 days, 5 a day, of which 2 today.
    assert_eq!(numbers(week(&s, TargetKind::InMail, 25, "2026-11-24 10:00")), (11, 4, Some(5), None));
    let today = day(&s, TargetKind::InMail, 5, "2026-11-24 10:00");
    assert_eq!((today.date, today.working_day, today.sent, today.reached), (date("2026-11-24"), true, 3, false));
    assert_eq!(day(&s, TargetKind::Message, 5, "2026-11-24 10:00").sent, 2);
    assert_eq!(day(&s, TargetKind::Invitation, 5, "2026-11-24 10:00").sent, 1);
    // On Monday at 11:30, the InMail to somebody who had answered was not sent yet: 18 missing after 7 today, 25 in 5 days.
    assert_eq!(numbers(week(&s, TargetKind::InMail, 25, "2026-11-23 11:30")), (7, 5, Some(5), None));
}

#[test]
fn a_target_is_reached_when_as_many_were_sent() {
    let mut s = with_credits();
    for number in 0..5 {
        let found = day(&s, TargetKind::InMail, 5, "2026-11-25 12:00");
        assert_eq!((found.sent, found.reached), (number, false));
        s.inmail("2026-11-25 10:00", &format!("{number}"));
    }
    assert!(day(&s, TargetKind::InMail, 5, "2026-11-25 12:00").reached);
    let found = week(&s, TargetKind::InMail, 4, "2026-11-25 12:00");
    assert!(found.reached);
    assert_eq!(numbers(found), (5, 3, None, None));
}

#[test]
fn a_week_runs_from_monday_to_sunday_across_the_end_of_a_month() {
    let mut s = berlin();
    for (at, name) in [
        ("2026-11-29 23:59", "Sunday before"),
        ("2026-11-30 00:00", "Monday"),
        ("2026-12-01 10:00", "Tuesday"),
        ("2026-12-06 23:59", "Sunday"),
        ("2026-12-07 00:00", "Monday after"),
    ] {
        s.message(at, name);
    }
    let found = week(&s, TargetKind::Message, 10, "2026-12-02 10:00");
    assert_eq!((found.from, found.to), (date("2026-11-30"), date("2026-12-06")));
    // 8 missing, and Wednesday to Friday are 3 days.
    assert_eq!(numbers(found), (2, 3, Some(3), None));
    assert_eq!(numbers(week(&s, TargetKind::Message, 10, "2026-12-07 00:00")), (1, 5, Some(2), None));
    assert_eq!(week(&s, TargetKind::Message, 10, "2026-12-06 23:59").sent, 3);
}

#[test]
fn days_and_weeks_are_those_of_the_accounts_zone() {
    // Monday begins at 11:00 UTC on Sunday in Auckland, and at 08:00 UTC on Monday in Los Angeles.
    for (zone, first) in [("Pacific/Auckland", "2026-11-29T11:00:00Z"), ("America/Los_Angeles", "2026-11-30T08:00:00Z")]
    {
        let mut s = story(zone, "2026-11-20 09:00");
        s.message(first, "first of the week");
        let before = s.at(first).plus_seconds(-1).to_string();
        s.message(&before, "last of the week before");
        let sent = |as_of: &str| week(&s, TargetKind::Message, 9, as_of);
        assert_eq!((sent(first).from, sent(first).sent), (date("2026-11-30"), 1), "{zone}");
        assert_eq!((sent(&before).from, sent(&before).sent), (date("2026-11-23"), 1), "{zone}");
        assert_eq!(day(&s, TargetKind::Message, 9, first).sent, 1, "{zone}");
    }
}

#[test]
fn a_clock_change_moves_no_day() {
    // Sunday, 25 October 2026 has 25 hours in Berlin: 02:30 comes twice, and midnight is at 23:00 UTC.
    let mut s = berlin();
    for at in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"] {
        s.message(at, at);
    }
    let sunday = day(&s, TargetKind::Message, 9, "2026-10-25T22:59:59Z");
    assert_eq!((sunday.date, sunday.sent), (date("2026-10-25"), 3));
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-10-25T22:59:59Z").sent, 3);
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-10-25T23:00:00Z").sent, 1);
}

#[test]
fn a_date_that_the_zone_skips_is_no_working_day() {
    // Samoa skipped Friday, 30 December 2011: on Wednesday, two working days are left.
    let s = story("Pacific/Apia", "2011-12-20 09:00");
    assert_eq!(numbers(week(&s, TargetKind::Message, 5, "2011-12-28 10:00")), (0, 2, Some(3), None));
}

#[test]
fn on_a_weekend_no_working_day_is_left_and_the_days_target_rests() {
    let mut s = berlin();
    s.message("2026-11-27 10:00", "Friday");
    s.message("2026-11-28 10:00", "Saturday");
    for (as_of, sent_today) in [("2026-11-28 12:00", 1), ("2026-11-29 12:00", 0)] {
        assert_eq!(numbers(week(&s, TargetKind::Message, 10, as_of)), (2, 0, None, None), "{as_of}");
        let today = day(&s, TargetKind::Message, 10, as_of);
        assert_eq!((today.working_day, today.sent, today.at_most), (false, sent_today, None), "{as_of}");
    }
    // What is sent on a weekend counts in the week: at noon on Friday, 9 are missing after 1.
    let friday = week(&s, TargetKind::Message, 10, "2026-11-27 12:00");
    assert_eq!((numbers(friday), friday.more_today), ((1, 1, Some(10), None), Some(9)));
}

#[test]
fn habits_name_the_working_days_and_the_first_day_of_the_week() {
    let s = berlin();
    let working_days = WeekdaySet::from_array([Weekday::Tue, Weekday::Sat]);
    let habits = Habits { working_days, week_start: Weekday::Sun, ..Habits::default() };
    let targets = [Target { kind: TargetKind::Message, a_day: Some(3), a_week: Some(9) }];
    let found = asked(&s, &targets, "2026-11-25 10:00", &habits)[0];
    let week = found.week.unwrap();
    assert_eq!((week.from, week.to), (date("2026-11-22"), date("2026-11-28")));
    // Wednesday is a day off, and only Saturday is left.
    assert_eq!((found.day.unwrap().working_day, numbers(week)), (false, (0, 1, Some(9), None)));
}

#[test]
fn late_entries_and_undo_move_the_counts() {
    let mut s = berlin();
    s.message("2026-11-25 10:00", "today");
    let late = s.message("2026-11-24 10:00", "late");
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-11-25 12:00").sent, 2);
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-11-24 12:00").sent, 1);
    assert_eq!(day(&s, TargetKind::Message, 9, "2026-11-25 12:00").sent, 1);
    s.void(late);
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-11-25 12:00").sent, 1);
    assert_eq!(week(&s, TargetKind::Message, 9, "2026-11-24 12:00").sent, 0);
}

#[test]
fn a_target_beyond_the_credits_is_out_of_reach() {
    // Free gives 5 credits on 1 November and 5 on 1 December, a Tuesday.
    let s = berlin();
    let found = |target, as_of| numbers(week(&s, TargetKind::InMail, target, as_of));
    assert_eq!(found(25, "2026-11-25 10:00"), (0, 3, None, Some(5)));
    assert_eq!(found(5, "2026-11-25 10:00"), (0, 3, Some(2), None));
    // In the week of 30 November, 5 and then 5 more.
    assert_eq!(found(11, "2026-11-30 10:00"), (0, 5, None, Some(10)));
    assert_eq!(found(10, "2026-11-30 10:00"), (0, 5, Some(2), None));
    assert_eq!(day(&s, TargetKind::InMail, 6, "2026-11-30 10:00").at_most, Some(5));
    assert_eq!(day(&s, TargetKind::InMail, 5, "2026-11-30 10:00").at_most, None);
    assert_eq!(day(&s, TargetKind::InMail, 10, "2026-12-01 10:00").at_most, None);
}

#[test]
fn credits_count_if_they_are_there_at_any_time_of_the_day() {
    let mut s = story("America/Los_Angeles", "2026-11-01 09:00");
    s.plan("2026-11-01 09:00", plan_from("sales-navigator", "2026-11-01"));
    // The grant of 1 December UTC comes on Monday, 30 November, at 16:00: 50 and 50.
    assert_eq!(day(&s, TargetKind::InMail, 100, "2026-11-30 10:00").at_most, None);
    assert_eq!(day(&s, TargetKind::InMail, 101, "2026-11-30 10:00").at_most, Some(100));
    // The 50 of 1 November last until 29 January, a Friday, 16:00; those of December and January are there all day.
    assert_eq!(day(&s, TargetKind::InMail, 150, "2027-01-29 10:00").at_most, None);
    assert_eq!(day(&s, TargetKind::InMail, 150, "2027-01-29 17:00").at_most, Some(100));
}

#[test]
fn what_a_working_day_needs_fits_into_the_limits_that_block() {
    let three_a_day =
        changed(plan_from("free", "2026-11-01"), |changes| changes.daily = Some(Some(Limit::enforced(3))));
    let mut s = berlin();
    s.plan("2026-11-25 09:00", three_a_day);
    s.message("2026-11-25 10:00", "Jane");
    s.message("2026-11-25 10:00", "Ravi");
    // Today 1 more, Thursday and Friday 3 each. 2 a day would make 0 + 2 + 2 of the 6 missing, 3 a day make 7.
    let found = |target| numbers(week(&s, TargetKind::Message, target, "2026-11-25 11:00"));
    assert_eq!(found(8), (2, 3, Some(3), None));
    assert_eq!(found(9), (2, 3, Some(3), None));
    assert_eq!(found(10), (2, 3, None, Some(7)));
    assert_eq!(found(4), (2, 3, Some(1), None));
}

#[test]
fn what_was_sent_today_counts_towards_what_today_needs() {
    // Thursday, 26 November, and Friday: 7 in two days are 4 a day, however many of today's 4 were sent. After 5, Friday
    // needs 2; after 6, it needs 1; after 7, nothing is missing.
    let mut s = berlin();
    let found = |s: &Story, as_of: &str| {
        let week = week(s, TargetKind::Message, 7, as_of);
        (week.sent, week.working_days_left, week.a_working_day, week.more_today)
    };
    for expected in [
        (0, 2, Some(4), Some(4)),
        (1, 2, Some(4), Some(3)),
        (2, 2, Some(4), Some(2)),
        (3, 2, Some(4), Some(1)),
        (4, 2, Some(3), Some(0)),
        (5, 2, Some(2), Some(0)),
        (6, 2, Some(1), Some(0)),
        (7, 2, None, None),
    ] {
        assert_eq!(found(&s, "2026-11-26 12:00"), expected);
        s.message("2026-11-26 10:00", &format!("{}", expected.0));
    }
}

#[test]
fn a_day_that_is_over_is_not_left() {
    let mut s = berlin();
    for name in ["a", "b", "c"] {
        s.message("2026-11-26 10:00", name);
    }
    let found = |as_of: &str| {
        let week = week(&s, TargetKind::Message, 7, as_of);
        (week.working_days_left, week.a_working_day, week.more_today)
    };
    // 4 are missing. In the last second but one of Thursday, it is left; in its last second, only Friday is.
    assert_eq!(found("2026-11-26T23:59:58+01:00"), (2, Some(4), Some(1)));
    assert_eq!(found("2026-11-26T23:59:59+01:00"), (1, Some(4), None));
    assert_eq!(found("2026-11-27 00:00"), (1, Some(4), Some(4)));
    assert_eq!(found("2026-11-27T23:59:59+01:00"), (0, None, None));
    // The limit of 15 leaves 12 today, and nothing is said of a day that is over.
    assert_eq!(day(&s, TargetKind::Message, 20, "2026-11-26T23:59:58+01:00").at_most, Some(12));
    assert_eq!(day(&s, TargetKind::Message, 20, "2026-11-26T23:59:59+01:00").at_most, None);
}

#[test]
fn a_working_day_counts_only_if_anything_can_be_sent_on_it() {
    // 30 of 30 in March 2027. 1 April is a Thursday.
    let mut s = berlin();
    for day in ["2027-03-02", "2027-03-03"] {
        s.messages(&format!("{day} 10:00"), 15);
    }
    let found = |s: &Story, target, as_of: &str| {
        let week = week(s, TargetKind::Message, target, as_of);
        (week.working_days_left, week.working_days_open, week.a_working_day, week.more_today, week.at_most)
    };
    assert_eq!(found(&s, 24, "2027-03-29 10:00"), (5, 2, Some(12), None, None));
    assert_eq!(found(&s, 24, "2027-03-31 10:00"), (3, 2, Some(12), None, None));
    // 15 a day on two days.
    assert_eq!(found(&s, 31, "2027-03-31 10:00"), (3, 2, None, None, Some(30)));
    // After 3 on Thursday, 21 are missing: 9 today and 12 tomorrow.
    s.messages("2027-04-01 09:00", 3);
    assert_eq!(found(&s, 24, "2027-04-01 10:00"), (2, 2, Some(12), Some(9), None));
    // After 15, today is full: 9 on Friday.
    s.messages("2027-04-01 09:30", 12);
    assert_eq!(found(&s, 24, "2027-04-01 10:00"), (2, 1, Some(9), None, None));
}

#[test]
fn without_credits_until_the_next_grant_only_the_days_from_then_on_count() {
    // 5 credits are spent in November; 5 more come on Tuesday, 1 December.
    let mut s = berlin();
    for number in 0..5 {
        s.inmail("2026-11-02 10:00", &format!("{number}"));
    }
    let monday = week(&s, TargetKind::InMail, 5, "2026-11-30 10:00");
    assert_eq!((monday.working_days_left, monday.working_days_open, monday.a_working_day), (5, 4, Some(2)));
}

#[test]
fn the_limits_of_two_months_count_each_in_its_days() {
    let mut s = berlin();
    for day in ["2026-11-02", "2026-11-03"] {
        s.messages(&format!("{day} 10:00"), 14);
    }
    // 28 of 30 in November: 2 on Monday, 30 November. In December 30, of which 15 on Tuesday and on Wednesday.
    let found = |target| numbers(week(&s, TargetKind::Message, target, "2026-11-30 10:00"));
    assert_eq!(found(33), (0, 5, None, Some(32)));
    // 2 on Monday, then 8 + 8 + 8 + 6: 7 a day would make 2 + 28.
    assert_eq!(found(32), (0, 5, Some(8), None));
    assert_eq!(week(&s, TargetKind::Message, 32, "2026-11-30 10:00").more_today, Some(2));
}

#[test]
fn limits_that_only_warn_keep_nothing_out_of_reach() {
    let s = berlin();
    assert_eq!(numbers(week(&s, TargetKind::Invitation, 120, "2026-11-25 10:00")), (0, 3, Some(40), None));
    // An enforced limit in 168 hours: what last week sent is released by the end of the day.
    let ten = changed(plan_from("free", "2026-11-01"), |changes| changes.invitations = Some(Some(Limit::enforced(10))));
    let mut s = berlin();
    s.plan("2026-11-25 09:00", ten);
    for number in 0..10 {
        s.invite("2026-11-19 18:00", &format!("{number}"), false);
    }
    // Wednesday: none; Thursday: 10 at 18:00.
    assert_eq!(numbers(week(&s, TargetKind::Invitation, 10, "2026-11-25 10:00")), (0, 3, Some(5), None));
    assert_eq!(numbers(week(&s, TargetKind::Invitation, 11, "2026-11-25 10:00")), (0, 3, None, Some(10)));
}

#[test]
fn only_the_targets_that_are_set_have_progress() {
    let s = berlin();
    let none = Target { kind: TargetKind::Message, a_day: None, a_week: None };
    assert!(asked(&s, &[none], "2026-11-25 10:00", &Habits::default()).is_empty());
}
