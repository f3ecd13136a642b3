//! Rules 1.4, 4.1 and 4.14: dates of a plan that pins another zone, with their instants.

use super::story::{date, local, plan, plan_from, story};
use chrono_tz::UTC;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::loss::losses;
use inquota::engine::calendar::PlanDate;
use inquota::engine::credit_dates::credit_dates;
use inquota::engine::plan::PlanRecord;
use inquota::engine::record::{Expiry, Fact};
use inquota::engine::statement::Period;
use inquota::engine::status::account_status;
use inquota::engine::verdict::{SendKind, verdict};

const LOS_ANGELES: &str = "America/Los_Angeles";

/// A date UTC, and an instant.
fn utc(day: &str, at: &str) -> PlanDate {
    PlanDate { date: date(day), zone: UTC, at: local(at, UTC) }
}

#[test]
fn a_grant_is_given_at_the_start_of_its_date_and_a_purchase_at_its_record() {
    let mut s = story(LOS_ANGELES, "2026-11-05 09:00");
    s.plan("2026-11-05 09:00", plan("sales-navigator"));
    // 17:30 in Los Angeles, 8 hours behind, is 01:30 on the 16th UTC.
    s.add("2026-11-15 17:30", Fact::Purchase { credits: 5, expiry: Expiry::On(date("2027-01-05")) });
    let account = s.account("2026-11-20 12:00");
    let lots: Vec<_> = account.budget().wallet().lots().map(|lot| (lot.given, lot.expires)).collect();
    assert_eq!(
        lots,
        [
            (utc("2026-11-16", "2026-11-16 01:30"), Some(utc("2027-01-05", "2027-01-05 00:00"))),
            // 1 November + 90 days: 29 to the 30th, 31, 30 more: 30 January.
            (utc("2026-11-01", "2026-11-01 00:00"), Some(utc("2027-01-30", "2027-01-30 00:00"))),
        ]
    );
    let status = account_status(&account);
    assert_eq!(status.next_grant.unwrap().on, utc("2026-12-01", "2026-12-01 00:00"));
    assert_eq!(status.next_expiry, Some((utc("2027-01-05", "2027-01-05 00:00"), 5)));
    assert_eq!(status.plan.start_date, utc("2026-11-01", "2026-11-01 00:00"));
}

#[test]
fn a_plan_without_a_date_starts_at_its_instant_and_its_lot_with_the_date() {
    // A change at 17:00 on 29 December: 01:00 on the 30th UTC.
    let mut s = story(LOS_ANGELES, "2026-11-05 09:00");
    s.plan("2026-12-29 17:00", plan("sales-navigator"));
    let before = account_status(&s.account("2026-12-29 16:59"));
    assert_eq!(before.next_grant.unwrap().on, utc("2026-12-30", "2026-12-30 01:00"));
    let account = s.account("2026-12-29 17:00");
    assert_eq!(account.budget().plan().start_date, utc("2026-12-30", "2026-12-30 01:00"));
    assert_eq!(account.budget().wallet().lots().next().unwrap().given, utc("2026-12-30", "2026-12-30 00:00"));
}

#[test]
fn credits_that_are_kept_are_lost_on_the_date_of_their_own_zone() {
    // Rules 4.1: a lot keeps its dates. The next plan has the account's.
    let mut s = story(LOS_ANGELES, "2026-11-05 09:00");
    s.plan("2026-11-05 09:00", plan("sales-navigator"));
    s.plan("2026-11-20 09:00", PlanRecord { keep_credits: true, ..plan("basic") });
    let account = s.account("2027-01-25 09:00");
    let found = losses(account.budget(), &Habits::default(), 14);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].on, found[0].expiring), (utc("2027-01-30", "2027-01-30 00:00"), 50));
}

#[test]
fn a_no_that_the_next_grant_lifts_names_its_date() {
    let mut s = story(LOS_ANGELES, "2026-11-05 09:00");
    s.plan("2026-11-05 09:00", plan("sales-navigator"));
    s.add("2026-11-20 09:00", Fact::Balance { credits: 0 });
    let inmail = SendKind::InMail(inquota::engine::record::Charge::Ordinary);
    let no = verdict(&s.account("2026-11-20 10:00"), None, inmail, 1);
    assert_eq!(no.available_on, Some(utc("2026-12-01", "2026-12-01 00:00")));
    assert_eq!(no.available_at, no.available_on.map(|on| on.at));
    // The slot of a day is lifted by no date of a plan.
    let mut s = story(LOS_ANGELES, "2026-11-05 09:00");
    s.messages("2026-11-20 09:00", 15);
    let no = verdict(&s.account("2026-11-20 10:00"), None, SendKind::Message, 1);
    assert_eq!((no.available_at, no.available_on), (Some(s.at("2026-11-21 00:00")), None));
}

#[test]
fn a_statement_has_the_dates_of_grants_and_expiries_of_another_zone() {
    // On free until 30 November, 10:00 in Los Angeles. Sales Navigator then grants at once, and at 16:00, which is
    // 1 December UTC, again. The cap of 150 takes the first lot on 1 February UTC (50, 50, 50 and 50 are 200). The lot of
    // 1 December expires 90 days later (30 + 31 + 28 + 1), on 1 March UTC, which begins on 28 February at 16:00.
    let mut s = story(LOS_ANGELES, "2026-10-05 09:00");
    s.plan("2026-11-30 10:00", plan("sales-navigator"));
    let timeline = s.timeline();
    let zone = timeline.zone();
    let dates = |from, to, as_of| {
        let period = Period { from: date(from), to: date(to) };
        let statement = inquota::engine::statement::statement(&timeline, period, s.at(as_of));
        credit_dates(&statement, timeline.schedule(), zone)
    };
    let november = dates("2026-11-01", "2026-11-30", "2026-12-10 09:00");
    // The grant of free on the 1st is a date of the account.
    let granted = [utc("2026-11-30", "2026-11-30 18:00"), utc("2026-12-01", "2026-12-01 00:00")];
    assert_eq!((november.granted.as_slice(), november.expired.len()), (&granted as &[_], 0));
    let until_noon = dates("2026-11-01", "2026-11-30", "2026-11-30 12:00");
    assert_eq!(until_noon.granted, granted[..1]);
    let february = dates("2027-02-01", "2027-02-28", "2027-03-10 09:00");
    assert_eq!(february.expired, [utc("2027-03-01", "2027-03-01 00:00")]);
    assert_eq!(february.granted, [utc("2027-03-01", "2027-03-01 00:00")]);
    // A plan with the account's dates has none that differ.
    let mut s = story(LOS_ANGELES, "2026-10-05 09:00");
    s.plan("2026-10-05 09:00", plan_from("premium-career", "2026-10-01"));
    let period = Period { from: date("2026-10-01"), to: date("2026-10-31") };
    let october = inquota::engine::statement::statement(&s.timeline(), period, s.at("2026-11-01 09:00"));
    assert_eq!(credit_dates(&october, s.timeline().schedule(), zone).granted, []);
}
